import { formatDateTime } from "../base/dates.ts";
import { addTo } from "../base/groups.ts";
import { type Currency, currencyOf, formatMoney } from "../base/money.ts";
import { formatNumber, formatPercent } from "../base/number.ts";
import { cleanLine } from "../base/text.ts";
import { parseUtc, zoneLabel } from "../base/time.ts";
import type { ImportLine } from "../journal/import-list.ts";
import type { HourSum, Overview, TradeSum } from "../mentor/overview.ts";
import type { Profile } from "../model.ts";
import type { TableColumn } from "../report/document.ts";
import type { Style } from "../views/style.ts";
import { cell, NOTHING, plainText, renderPairs, renderTable } from "../views/table.ts";
import type { ImportOutcome, ZoneUsed } from "./outcome.ts";
import type { Declared, DeclaredReason, SkippedRow } from "./statement.ts";
import {
  badRowText,
  conflict,
  formatName,
  leftOut,
  noImports,
  noteText,
  skipReason,
  unreadCell,
} from "./words.ts";

/** The lines that tell what an import did. */

const money = (decimal: string, currency: string) =>
  formatMoney(Number(decimal), currencyOf(currency), { sign: true });

/** A balance is no gain: it has a sign only below zero. */
const level = (decimal: string, currency: string) =>
  formatMoney(Number(decimal), currencyOf(currency));

const count = (value: number) => formatNumber(value, 0);

/** "trades.htm: laporan MetaTrader 4, akun 123, USD". */
function heading({ file, format, account, currency, dry_run }: ImportOutcome): string {
  const whose = account === null ? "" : `, akun ${account}`;
  const start = dry_run ? "Percobaan, tidak ada yang dicatat: " : "";
  return `${start}${file}: ${formatName(format)}${whose}, ${currency}`;
}

/** Names and values, in the order of interest; what is zero is left out but for the first. */
function countPairs(outcome: ImportOutcome): [string, string][] {
  const { added, known, completed, changed, deleted, joined, dropped } = outcome;
  const { filled, open, cash, currency } = outcome;
  const pairs: [string, string | null][] = [
    ["Baru", `${count(added)} transaksi`],
    ["Sudah ada", known === 0 ? null : count(known) + filledText(filled)],
    ["Dilengkapi", completed === 0 ? null : `${count(completed)} (tadinya terbuka atau perkiraan)`],
    ["Berubah", changed === 0 ? null : `${count(changed)} (isi dari broker; catatan Anda tetap)`],
    [
      "Disatukan",
      joined === 0 ? null : `${count(joined)} dengan yang sudah Anda catat; catatan Anda tetap`,
    ],
    [
      "Tetap terhapus",
      deleted === 0
        ? null
        : `${count(deleted)} yang dulu Anda hapus; kembalikan: --restore-deleted`,
    ],
    [
      "Dipasangkan ulang",
      dropped === 0
        ? null
        : `${count(dropped)} ternyata bukan transaksi sendiri; catatannya pindah ke catatan harinya`,
    ],
    [
      "Masih terbuka",
      open === 0 ? null : `${count(open)} posisi, belum dihitung sebagai transaksi`,
    ],
    ["Kas", cash.rows === 0 ? null : cashText(cash, currency)],
    ["Dilewati", skippedText(outcome)],
    ["Bot", outcome.bots_added === undefined ? null : `${count(outcome.bots_added)} baru`],
    [
      "Hari",
      outcome.days === undefined ? null : `${count(outcome.days)} dengan suasana atau catatan`,
    ],
  ];
  return pairs.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}

const filledText = (filled: number) =>
  filled === 0 ? "" : `, ${count(filled)} di antaranya dilengkapi keterangannya`;

function cashText(cash: ImportOutcome["cash"], currency: string): string {
  const parts = [
    cash.deposits === "0" ? null : `setoran ${money(cash.deposits, currency)}`,
    cash.withdrawals === "0" ? null : `penarikan ${money(cash.withdrawals, currency)}`,
    cash.costs === "0" ? null : `biaya ${money(cash.costs, currency)}`,
    cash.other === "0" ? null : `lain-lain ${money(cash.other, currency)}`,
  ].filter((part) => part !== null);
  const what = parts.length === 0 ? "" : `: ${parts.join(", ")}`;
  return `${count(cash.rows)} baris (${count(cash.added)} baru)${what}; bukan transaksi`;
}

function skippedText({ skipped, conflicts }: ImportOutcome): string | null {
  const reasons = new Map<SkippedRow["reason"], SkippedRow[]>();
  for (const row of skipped) addTo(reasons, row.reason, row);
  const parts = [...reasons].map(([reason, rows]) => {
    // Numbers of several tables together tell nothing; each row is named below.
    const isTabled = rows.some(({ table }) => table !== undefined);
    const where = isTabled ? "" : ` (${lineRanges(rows.map(({ line }) => line))})`;
    return `${count(rows.length)} ${skipReason(reason)}${where}`;
  });
  if (conflicts.length > 0) parts.push(`${count(conflicts.length)} bertiket milik transaksi lain`);
  return parts.length === 0 ? null : parts.join("; ");
}

const MOST_RANGES = 6;

/** "baris 12-15, 18, 20 dan 7 lainnya": where they stand in the file. */
function lineRanges(lines: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && line <= last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  const shown = ranges
    .slice(0, MOST_RANGES)
    .map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
  const rest = ranges.slice(MOST_RANGES).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return `baris ${shown.join(", ")}${rest > 0 ? ` dan lainnya; lengkapnya di --json` : ""}`;
}

const TOTALS: Readonly<Record<Declared["name"], string>> = {
  net: "hasil bersih",
  rows: "uang semua baris",
  trades: "jumlah transaksi",
  "gross-profit": "laba kotor",
  "gross-loss": "rugi kotor",
  deposit: "setoran dan penarikan",
  balance: "saldo",
};

/** Why a total need not be equal, as the file shows. */
const DIFFERENCES: Readonly<Record<DeclaredReason, string>> = {
  "begins-later": "berkas ini mulai sesudah hari pertama akun",
  rounded: "tiap barisnya dibulatkan, totalnya tidak",
  "numbers-missing": "tidak semua nomor transaksi ada di berkas",
};

/** One declared total beside ours: equal, different, or only to be known. */
function declaredLine(
  { name, value, computed, ok, exact, reason }: ImportOutcome["declared"][number],
  currency: string,
): { tone: "good" | "bad" | "muted"; text: string } {
  const shown = (decimal: string) => {
    if (name === "trades") return count(Number(decimal));
    return name === "balance" ? level(decimal, currency) : money(decimal, currency);
  };
  const title = TOTALS[name];
  if (ok) return { tone: "good", text: `${title} ${shown(value)} cocok dengan berkas` };
  const difference = name === "trades" ? String(Number(computed) - Number(value)) : null;
  const by = difference ?? money(String(Number(computed) - Number(value)), currency);
  const ours = name === "rows" ? "yang dicatat" : "dari barisnya";
  const text = `${title}: di berkas ${shown(value)}, ${ours} ${shown(computed)} (selisih ${by})`;
  if (reason === undefined) return { tone: exact ? "bad" : "muted", text };
  return { tone: "muted", text: `${text}; ${DIFFERENCES[reason]}` };
}

/** What the file did not say and was assumed, settled, or ought to be known. */
function assumptions(outcome: ImportOutcome): string[] {
  const { zone, currency, profile, account } = outcome;
  const lines: string[] = [];
  if (zone !== null) lines.push(zoneLine(zone, account));
  if (outcome.currency_how === "profile") {
    lines.push(`Mata uang tidak tertulis di berkas; dianggap ${currency}, mata uang profil.`);
  } else if (outcome.first) {
    lines.push(`Profil "${profile}" kini bermata uang ${currency}, menurut laporan pertamanya.`);
  }
  if (outcome.account_how === "matched") {
    lines.push(`Akun ${account} dikenali dari tiket yang sudah ada di jurnal.`);
  }
  if (outcome.profile_is_new) lines.push(`Disimpan di profil baru "${profile}", terpisah.`);
  const notes = new Set(outcome.notes.map(noteText));
  for (const text of notes) lines.push(`${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
  if (outcome.format === "quantumbotx" && outcome.trades > 0) {
    lines.push(
      "Transaksi di bots.db adalah hasil mengambang saat sinyal, bukan hasil broker: semuanya ditandai perkiraan. Kalau ada ekspor MetaTrader dari akun itu, impor itu dan keluarkan yang ini.",
    );
  } else if (outcome.approximate > 0) {
    lines.push(`${outcome.approximate} transaksi ditandai perkiraan: berkasnya tidak lengkap.`);
  }
  return lines;
}

function zoneLine(used: ZoneUsed, account: string | null): string {
  const { zone, how, checked = 0, outside = 0, rivals = [] } = used;
  const name = zoneLabel(zone);
  if (how === "kept") return `Jam server dibaca sebagai ${name}, seperti impor sebelumnya.`;
  if (how === "told" || how === "asked") return `Jam server dibaca sebagai ${name}.`;
  if (how === "profile") return `Jam di berkas dianggap jam Anda sendiri (${name}).`;
  if (how === "file") return `Jam di berkas dibaca sebagai ${name}.`;
  const proof =
    checked === 0
      ? "berkas ini tidak bisa membuktikannya"
      : `${count(outside)} dari ${count(checked)} jam jatuh di akhir pekan${rivals.length > 0 ? "; zona lain juga mungkin" : ""}`;
  const mend =
    account === null ? "--server-zone ZONA" : `jurnal trade import --rezone ${account} ZONA`;
  return `Jam server tanpa zona dianggap ${name} (${proof}). Kalau keliru: ${mend}`;
}

/** What the trader may want to do next. */
function advice(outcome: ImportOutcome): string[] {
  const lines = magicLines(outcome.magics);
  if (outcome.similar.length > 0) lines.push(similarLine(outcome.similar));
  const apart = outcome.hours_apart;
  if (apart !== null) {
    lines.push(
      `${count(apart.trades)} transaksi yang sama tertulis ${formatNumber(Math.abs(apart.hours), 1, { trim: true })} jam berbeda di sumber lain: zona server mungkin keliru. Perbaiki: jurnal trade import --rezone ${outcome.account ?? "AKUN"} ZONA`,
    );
  }
  if (outcome.doubled_days.length > 0) {
    const days = outcome.doubled_days;
    lines.push(
      `${days.length} hari (${days[0]}${days.length > 1 ? ` sampai ${days.at(-1)}` : ""}) memuat transaksi perkiraan dari bots.db dan dari laporan broker sekaligus. Keluarkan yang perkiraan: jurnal trade import --list, lalu jurnal undo --import NOMOR`,
    );
  }
  return lines;
}

/** So many magic numbers have a line each; more are named in one. */
const MOST_MAGICS = 3;
const NAMED_MAGICS = 8;

/** Magic numbers that belong to no bot, those with the most trades first. */
function magicLines(magics: ImportOutcome["magics"]): string[] {
  if (magics.length <= MOST_MAGICS) {
    return magics.map(
      ({ magic, trades }) =>
        `${count(trades)} transaksi membawa magic number ${magic} tanpa bot: jurnal bot add NAMA --magic ${magic}`,
    );
  }
  const named = [...magics]
    .sort((a, b) => b.trades - a.trades)
    .slice(0, NAMED_MAGICS)
    .map(({ magic, trades }) => `${magic} (${count(trades)} transaksi)`);
  const rest = magics.length - named.length;
  const more = rest === 0 ? "" : `, dan ${rest} lainnya; lengkapnya di --json`;
  return [
    `${magics.length} magic number belum punya bot: ${named.join(", ")}${more}. Daftarkan satu per satu: jurnal bot add NAMA --magic NOMOR`,
  ];
}

/** Pairs that are named; of more only how many there are. */
const MOST_PAIRS = 5;

function similarLine(similar: ImportOutcome["similar"]): string {
  const pairs = similar.slice(0, MOST_PAIRS).map(({ id, hand }) => `#${hand} dan #${id}`);
  const more = similar.length > MOST_PAIRS ? ` dan ${similar.length - MOST_PAIRS} lainnya` : "";
  return `${count(similar.length)} transaksi mirip dengan yang sudah Anda catat: ${pairs.join(", ")}${more}. Kalau sama, hapus yang Anda catat: jurnal trade delete NOMOR`;
}

const OVERVIEW_TITLE = "Yang sudah terlihat dari riwayat ini";

const DRY_RUN = "Ini percobaan: jurnal tidak berubah. Ulangi tanpa --dry-run untuk mencatat.";

const NOTHING_NEW = "Tidak ada yang baru; jurnal tidak berubah.";

const imported = (id: number) => `Impor #${id} dicatat · batalkan: jurnal undo --import ${id}`;

const LIST_HINT = "Batalkan satu impor: jurnal undo --import NOMOR";

/** Trades from which a win rate is worth its range. */
const FEW = 30;

/**
 * Five lines on what a history shows, each with its count: the trades without a stop, sizes after
 * losses, costs, hours, and how far the numbers carry. Sums of what happened, no causes.
 */
export function overviewLines(
  overview: Overview,
  currency: Currency,
  zone: string,
  hourTrades: number,
): string[] {
  if (overview.trades === 0) return [];
  const money = (value: number) => formatMoney(value, currency, { sign: true });
  return [
    stopLine(overview, money),
    sizeLine(overview, money),
    costLine(overview, money),
    hourLine(overview, money, zone, hourTrades),
    reachLine(overview, money),
  ];
}

type Money = (value: number) => string;

function stopLine({ with_stop, without_stop, stop_unknown, trades }: Overview, money: Money) {
  const known = with_stop.count + without_stop.count;
  if (known === 0) {
    return `Stop loss: berkas ini tidak menyebutkannya untuk ${count(trades)} transaksi, jadi belum bisa dihitung.`;
  }
  const each = (group: TradeSum) =>
    group.count === 0
      ? "tidak ada"
      : `${count(group.count)} transaksi, hasil ${money(group.net)} (rata-rata ${money(group.net / group.count)})`;
  const unknown = stop_unknown === 0 ? "" : `; ${count(stop_unknown)} tidak diketahui`;
  return `Tanpa stop loss saat ditutup: ${each(without_stop)}; dengan stop loss: ${each(with_stop)}${unknown}.`;
}

function sizeLine({ after_loss, after_gain }: Overview, money: Money) {
  if (after_loss.count === 0) {
    return "Lot sesudah rugi: belum ada transaksi yang dibuka sesudah sebuah kerugian dengan lot yang diketahui.";
  }
  const share = (part: { count: number; bigger: number }) =>
    part.count === 0
      ? "belum ada"
      : `${count(part.bigger)} dari ${count(part.count)} (${formatPercent(part.bigger / part.count)})`;
  const cost = after_loss.bigger === 0 ? "" : `, hasilnya ${money(after_loss.bigger_net)}`;
  return `Lot di atas 1,25x biasanya: sesudah rugi ${share(after_loss)}${cost}; sesudah untung ${share(after_gain)}.`;
}

function costLine({ costs, trades }: Overview, money: Money) {
  // The file may tell them of a bot's trades, which are not counted, or as zeros.
  if (costs.count === 0) {
    return `Komisi, swap, dan biaya: tidak ada yang tercatat untuk ${count(trades)} transaksi yang dihitung di sini.`;
  }
  const share =
    costs.gross > 0 && costs.total < 0
      ? `, ${formatPercent(-costs.total / costs.gross, 1)} dari hasil sebelum biaya (${money(costs.gross)})`
      : `; hasil sebelum biaya ${money(costs.gross)}`;
  return `Komisi, swap, dan biaya dari ${count(costs.count)} transaksi: ${money(costs.total)}${share}.`;
}

function hourLine({ hours, trades }: Overview, money: Money, zone: string, hourTrades: number) {
  if (hours === null) {
    return `Jam: belum ada dua jam dengan ${hourTrades} transaksi atau lebih dari ${count(trades)} transaksi, jadi jam terbaik belum bisa disebut.`;
  }
  const name = ({ hour, count: n, net }: HourSum) =>
    `${String(hour).padStart(2, "0")}:00 (${count(n)} transaksi, ${money(net)})`;
  const verdict = hours.is_clear
    ? "bedanya lebih besar daripada yang biasa muncul kebetulan"
    : "bedanya masih bisa kebetulan, jadi belum bisa dijadikan pegangan";
  return `Jam masuk terbaik ${name(hours.best)}, terburuk ${name(hours.worst)}, ${zoneLabel(zone)}, dari ${hours.compared} jam yang dibandingkan; ${verdict}.`;
}

function reachLine(
  { trades: all, wins, judged: trades = all, net, win_range }: Overview,
  money: Money,
) {
  const rate = `${count(wins)} dari ${count(trades)} transaksi untung (${formatPercent(wins / trades)}), hasil ${money(net)}`;
  if (trades < FEW || win_range === null) {
    return `${rate}. Terlalu sedikit untuk menyebut kebiasaan apa pun.`;
  }
  const range = `${formatPercent(win_range.low)} sampai ${formatPercent(win_range.high)}`;
  return `${rate}; dengan data sebanyak ini win rate sebenarnya bisa ${range}. Sebabnya tidak bisa dibaca dari riwayat saja.`;
}

/** What one import did: counts, the file's totals beside ours, bad rows, assumptions. */
export function renderImport(
  outcome: ImportOutcome,
  overview: readonly string[],
  style: Style,
): string {
  const { symbols } = style;
  const line = (sign: string, text: string) =>
    `${sign} ${style.wrap(cleanLine(text), style.textColumns, 2).trimStart()}`;
  const blocks = [style.heading(cleanLine(heading(outcome)))];
  const lost = outcome.skipped.filter(({ reason }) => reason === "bad");
  if (lost.length > 0) blocks.push(line(style.bad(symbols.bad), leftOut(lost.length)));
  blocks.push(renderPairs(countPairs(outcome), style));
  const totals = outcome.declared.map((one) => {
    const { tone, text } = declaredLine(one, outcome.currency);
    const sign = tone === "good" ? symbols.good : tone === "bad" ? symbols.bad : symbols.dot;
    return line(style.tone(tone, sign), text);
  });
  if (totals.length > 0) blocks.push(totals.join("\n"));
  const bad = [
    ...lost.map((row) => badRowText(row, outcome.format)),
    ...(outcome.unread ?? []).map(unreadCell),
    ...outcome.conflicts.map(conflict),
  ];
  if (bad.length > 0) {
    blocks.push(bad.map((text) => line(style.bad(symbols.bad), text)).join("\n"));
  }
  const assumed = assumptions(outcome).map((text) => line(symbols.dot, text));
  if (assumed.length > 0) blocks.push(assumed.join("\n"));
  if (overview.length > 0) {
    const lines = overview.map((text) => line(symbols.dot, text)).join("\n");
    blocks.push(`${style.strong(OVERVIEW_TITLE)}\n${lines}`);
  }
  if (outcome.planned !== undefined) {
    const found = `${count(outcome.planned)} rencana ternyata diambil: jurnal plan list`;
    blocks.push(line(style.good(symbols.good), found));
  }
  const next = advice(outcome).map((text) => line(style.bad(symbols.bad), text));
  if (next.length > 0) blocks.push(next.join("\n"));
  blocks.push(closing(outcome, style));
  return blocks.join("\n\n");
}

function closing(outcome: ImportOutcome, style: Style): string {
  if (outcome.dry_run) return style.wrap(DRY_RUN, style.textColumns);
  if (outcome.import_id === null) return NOTHING_NEW;
  return `${style.good(style.symbols.good)} ${imported(outcome.import_id)}`;
}

const COLUMNS: TableColumn[] = [
  { title: "#", align: "right", dropOrder: 0 },
  { title: "Kapan", align: "left", dropOrder: 2, least: Number.POSITIVE_INFINITY },
  { title: "Berkas", align: "left", dropOrder: 0 },
  { title: "Format", align: "left", dropOrder: 4 },
  { title: "Akun", align: "left", dropOrder: 3 },
  { title: "Profil", align: "left", dropOrder: 5 },
  { title: "Trx", align: "right", dropOrder: 1 },
];

/** Past imports, newest first, with how many trades each still holds. */
export function renderImports(
  imports: readonly ImportLine[],
  profile: Profile,
  style: Style,
): string {
  if (imports.length === 0) return noImports;
  const rows = imports.map((one) => [
    cell(String(one.id), "muted"),
    cell(formatDateTime(parseUtc(one.created_at), profile.zone)),
    cell(plainText(one.file_name)),
    cell(formatName(one.format)),
    cell(one.account === null ? NOTHING : plainText(one.account)),
    cell(plainText(one.profile)),
    cell(String(one.trades)),
  ]);
  return `${renderTable(COLUMNS, rows, style)}\n${LIST_HINT}`;
}
