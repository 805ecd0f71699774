import { formatDateTime } from "../base/dates.ts";
import { dictionary } from "../base/dictionary.ts";
import { parseUtc } from "../base/time.ts";
import type { UserTable } from "../journal/changes.ts";
import type { Kept } from "../journal/undo/rows.ts";
import type { ListedOperation } from "../journal/undo/undo.ts";
import type { Profile } from "../model.ts";
import type { TableColumn } from "../report/document.ts";
import { FIELD_LIST } from "../trade/fields.ts";
import { renderWarning } from "../views/messages.ts";
import type { Style } from "../views/style.ts";
import { cell, plainText, renderTable } from "../views/table.ts";

/** What the rows of a table are called. */
export const THINGS: Readonly<Record<UserTable, string>> = {
  users: "profil",
  bots: "bot",
  trading_sessions: "sesi",
  daily_trading_data: "transaksi",
  mood_checkins: "suasana",
  settings: "pengaturan",
  accounts: "akun",
  imports: "impor",
  cash_flows: "kas",
  open_positions: "posisi terbuka",
  fills: "jual beli",
  ai_mentor_reports: "laporan",
  deleted_bots: "bot terhapus",
  deleted_trades: "transaksi terhapus",
  appeals: "banding",
  promises: "janji",
  rules: "aturan",
  setups: "setup",
  symbols: "simbol",
  rates: "kurs",
  plans: "rencana",
  scenarios: "skenario",
  edits: "jejak perubahan",
};

/** What a column is called that a person, another program or another journal may set differently. */
export const COLUMNS: Readonly<Record<string, string>> = dictionary({
  ...Object.fromEntries(FIELD_LIST.map(({ column, label, typed = label }) => [column, typed])),
  session_id: "hari",
  emotions: "suasana",
  market_conditions: "pasar",
  market_said: "pasar",
  body: "badan",
  personal_notes: "catatan",
  zone: "zona",
  day_start: "awal hari",
  name: "nama",
  value: "isi",
  key: "kunci",
  created_at: "dicatat",
  initial_balance: "saldo awal",
  password_hash: "kata sandi",
  market: "pasar",
  strategy: "strategi",
  strategy_params: "pengaturan strategi",
  sl_pips: "SL dalam pip",
  tp_pips: "TP dalam pip",
  check_interval_seconds: "jeda pemeriksaan",
  server: "server",
  server_zone: "jam server",
  operation_id: "perubahan",
  plan_id: "rencana",
  trade_id: "transaksi",
  floating: "hasil berjalan",
  time: "waktu",
  kind: "jenis",
  amount: "jumlah",
  format: "format",
  data: "isi",
  sealed_at: "disegel",
  entry: "harga entry",
  stop: "stop",
  target: "target",
  lot: "lot",
  risk_money: "risiko",
  rr: "R:R",
  point_value: "nilai 1 poin",
  setup: "setup",
  why: "alasan",
  valid_until: "berlaku sampai",
  checks: "yang diperiksa",
  allowed: "boleh menurut aturan",
  reasons: "keberatan aturan",
  against_reason: "alasan melawan aturan",
  closed_at: "selesai",
  closed_on: "selesai",
  closed_as: "hasil akhirnya",
  close_reason: "alasan selesai",
  trading_patterns_analysis: "pola",
  emotional_analysis: "emosi",
  risk_management_score: "skor",
  recommendations: "rekomendasi",
  motivation_message: "motivasi",
  language: "bahasa",
  headline: "judul",
  made_on: "dibuat",
  action: "saran",
  params: "rincian",
  text: "kalimat",
  accepted_on: "diterima",
  valid_from: "berlaku mulai",
  retired_on: "tidak dipakai sejak",
  contract: "kontrak",
  step: "langkah lot",
  min_lot: "lot terkecil",
  pip: "pip",
  price_step: "langkah harga",
  fee_buy: "biaya beli",
  fee_sell: "biaya jual",
  quote: "mata uang lawan",
  rate_date: "mulai",
  rate: "kurs",
  scenario: "skenario",
  detector: "hal",
  reason: "alasan",
});

const WHY: Readonly<Record<Kept["reason"], string>> = {
  changed: "sudah diubah sesudahnya, mungkin oleh program lain",
  needed: "sudah dipakai yang lain",
  refused: "yang dirujuknya sudah tidak ada",
  gone: "sudah tidak ada",
  sealed: "sudah disegel; batalkan dengan jurnal plan cancel",
};

/** Rows that are named one by one; of more only the number is told. */
const NAMED = 5;

/** What an undo or a redo left as it is, and why; nothing where there is none. */
export function renderKept(kept: readonly Kept[], style: Style): string {
  if (kept.length === 0) return "";
  const names = kept.slice(0, NAMED).map(({ table, row_id, name, columns, reason }) => {
    const which = name ?? (typeof row_id === "number" ? `#${row_id}` : row_id);
    const what = columns.map((column) => COLUMNS[column] ?? column).join(", ");
    return `${THINGS[table]} ${which}${what === "" ? "" : ` (${what})`}: ${WHY[reason]}`;
  });
  const more = kept.length > NAMED ? `; dan ${kept.length - NAMED} lainnya` : "";
  return renderWarning(`Dibiarkan seperti sekarang: ${names.join("; ")}${more}.`, style);
}

const STATES: Readonly<Record<ListedOperation["state"], string>> = {
  done: "",
  undone: "dibatalkan",
  running: "pipa masih terbuka",
};

const TABLE: TableColumn[] = [
  { title: "#", align: "right", dropOrder: 0 },
  { title: "Kapan", align: "left", dropOrder: 3, least: Number.POSITIVE_INFINITY },
  { title: "Profil", align: "left", dropOrder: 2 },
  { title: "Perubahan", align: "left", dropOrder: 0 },
  { title: "Keadaan", align: "left", dropOrder: 1 },
];

/** Operations with the numbers that `undo` takes. */
export function renderOperations(
  operations: readonly ListedOperation[],
  { zone }: Profile,
  style: Style,
): string {
  if (operations.length === 0) return "Belum ada perubahan yang tercatat.";
  const rows = operations.map((one) => [
    cell(String(one.operation_id), "muted"),
    cell(formatDateTime(parseUtc(one.created_at), zone)),
    cell(plainText(one.profile ?? "")),
    cell(plainText(one.summary)),
    cell(STATES[one.state]),
  ]);
  return `${renderTable(TABLE, rows, style)}\nBatalkan satu: jurnal undo NOMOR`;
}
