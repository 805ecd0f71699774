import { cleanLine } from "../base/text.ts";
import type { LeftOut, Rescued, RescuedTable } from "../journal/rescue/rescue.ts";
import type { Style } from "./style.ts";

/** What a table of ours holds, as a trader calls it. */
const NAMES: Readonly<Record<string, string>> = {
  users: "profil",
  bots: "bot",
  trading_sessions: "hari",
  daily_trading_data: "transaksi",
  ai_mentor_reports: "laporan",
  deleted_bots: "bot yang terhapus",
  mood_checkins: "suasana hati",
  settings: "pengaturan",
  accounts: "akun",
  imports: "impor",
  cash_flows: "setoran, penarikan, dan biaya",
  open_positions: "posisi terbuka",
  fills: "pembelian dan penjualan yang dipasangkan",
  deleted_trades: "tiket transaksi yang dihapus",
  operations: "perintah di riwayat undo",
  changes: "isi riwayat undo",
  promises: "janji",
  rules: "aturan",
  symbols: "simbol yang diatur",
  rates: "kurs",
  plans: "rencana",
  appeals: "banding",
  setups: "setup",
  scenarios: "skenario yang dicoba",
  session_aliases: "nomor hari dari QuantumBotX",
  odd_cells: "isian program lain yang tidak terbaca",
};

const REASONS: Readonly<Record<LeftOut["reason"], string>> = {
  unreadable: "tidak terbaca",
  odd: "isinya tidak mungkin",
  conflict: "bertabrakan dengan baris lain",
  orphan: "miliknya tidak terselamatkan",
};

/** As many lines of one kind as a person reads. */
const MOST = 10;

/** What went over into the new journal, table by table, and what did not. */
export function renderRescued(rescued: Rescued, style: Style): string {
  const { source, path, tables, left, doubtful, short_days } = rescued;
  const told = tables.filter(({ copied, lost, unread_pages }) => copied + lost + unread_pages > 0);
  const lines = [
    style.message(`Yang terbaca dari ${cleanLine(source)} disalin ke ${cleanLine(path)}`),
    ...told.map((table) => tableLine(table, style)),
    ...listed(left, (one) => `    ${leftLine(one)}`),
    ...notes(rescued).map((note) => dotted(note, style)),
  ];
  if (doubtful.length > 0) {
    const some = `Hasil yang berbeda dari indeksnya, cocokkan dengan laporan broker: ${doubtful.length}`;
    const numbers = ({ row, read, indexed }: (typeof doubtful)[number]) =>
      `    transaksi #${row}: ${read}, di indeks ${indexed}`;
    lines.push(dotted(some, style), ...listed(doubtful, numbers));
  }
  if (short_days.length > 0) {
    lines.push(dotted(`Hari yang dulu punya lebih banyak transaksi: ${short_days.length}`, style));
    const days = listed(
      short_days,
      ({ session_date, had, has }) => `    ${session_date}: ${has} dari ${had} transaksi`,
    );
    lines.push(...days);
  }
  const next = `Berkas yang rusak tidak disentuh. Periksa yang baru: jurnal --db ${cleanLine(path)} doctor`;
  return [...lines, dotted(next, style)].join("\n");
}

const dotted = (text: string, style: Style) =>
  `${style.symbols.dot} ${style.wrap(text, style.textColumns, 2)}`;

function listed<T>(all: readonly T[], line: (one: T) => string): string[] {
  const shown = all.slice(0, MOST).map(line);
  return all.length > MOST ? [...shown, `    … dan ${all.length - MOST} lagi`] : shown;
}

function tableLine(table: RescuedTable, style: Style): string {
  const { name, copied, lost, lost_ids, unread_pages, uncounted, detached } = table;
  const isWhole = lost === 0 && unread_pages === 0;
  const mark = isWhole ? style.good(style.symbols.good) : style.bad(style.symbols.bad);
  const parts = [`${NAMES[name] ?? cleanLine(name)}: ${copied} baris disalin`];
  if (lost > 0) {
    const numbers = lost_ids.map((id) => `#${id}`).join(", ");
    const more = lost > lost_ids.length ? ", …" : "";
    parts.push(
      `${uncounted ? "sekurangnya " : ""}${lost} hilang${numbers === "" ? "" : ` (${numbers}${more})`}`,
    );
  }
  if (unread_pages > 0 && uncounted) {
    parts.push(`${unread_pages} halaman tidak terbaca, berapa barisnya tidak diketahui`);
  }
  if (detached > 0) parts.push(`${detached} dari halaman yang terlepas, bisa jadi pernah dihapus`);
  return `${mark} ${style.wrap(parts.join("; "), style.textColumns, 2)}`;
}

function leftLine({ table, row, column, reason, shown }: LeftOut): string {
  const what = `${table} #${row}${column === null ? "" : `, kolom ${column}`}`;
  const value = shown === "" ? "" : ` (${shown})`;
  const done = column === null ? "barisnya ditinggal" : "kolomnya dikosongkan";
  return cleanLine(`${what}: ${REASONS[reason]}${value}; ${done}`);
}

const PROFILE: Readonly<
  Record<Rescued["stand_ins"]["profiles"][number]["kind"], (name: string) => string>
> = {
  read: (name) =>
    `Profil ${name} tidak terbaca; nama, mata uang, dan zonanya diambil dari riwayat undo.`,
  made: (name) =>
    `Profil yang tidak terbaca diganti ${name}. Periksa mata uang dan zonanya: jurnal profile list`,
  unowned: (name) => `Profil ${name} menampung hari yang tidak diketahui milik profil mana.`,
};

/** What stands in for what was lost, and what undo no longer knows. */
function notes({ stand_ins, forgotten_operations }: Rescued): string[] {
  const { profiles, days, unowned } = stand_ins;
  const lines = profiles.map(({ name, kind }) => PROFILE[kind](cleanLine(name)));
  if (days > 0) {
    lines.push(`${days} hari tidak terbaca; dibuat lagi dari riwayat undo dan jam transaksinya.`);
  }
  if (unowned > 0) {
    lines.push(`${unowned} transaksi tidak diketahui profilnya; ditaruh di profil tersendiri.`);
  }
  if (forgotten_operations === null) {
    lines.push("Riwayat undo tidak terbaca utuh, jadi tidak ikut: undo mulai dari sini.");
  } else if (forgotten_operations > 0) {
    lines.push(
      `${forgotten_operations} perintah tidak bisa lagi dibatalkan: riwayat undo-nya tidak utuh.`,
    );
  }
  return lines;
}
