import { formatShortDate } from "../base/dates.ts";
import { type Currency, formatMoney } from "../base/money.ts";
import { moodLabel } from "../base/moods.ts";
import { idList, type Voice } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import type { NewTrade } from "../model.ts";

/** Short lines that tell what a command did. Each change says how to take it back. */

const UNDO = "batalkan: jurnal undo";

export const journalCreated = (path: string) => `Jurnal baru dibuat di ${path}`;

export const journalUpgraded = (
  path: string,
  upgraded: { backup: string; merged_days: number; placeholder_bots: number },
) => {
  const parts = [`Jurnal ${path} ditingkatkan; salinan aslinya ada di ${upgraded.backup}.`];
  if (upgraded.merged_days > 0) parts.push(`${upgraded.merged_days} hari yang ganda digabung.`);
  if (upgraded.placeholder_bots > 0) {
    parts.push(`${upgraded.placeholder_bots} bot yang sudah terhapus diberi nama pengganti.`);
  }
  return parts.join(" ");
};

/** "XAUUSD +$45.50": a trade in one breath. */
export const tradeBrief = (trade: NewTrade, currency: Currency) =>
  `${trade.symbol} ${formatMoney(trade.profit_loss, currency, { sign: true })}`;

export const tradeLogged = (id: number, brief: string, day: string) =>
  `Transaksi #${id} dicatat: ${brief} · sesi ${day} · ${UNDO}`;

export const tradeEdited = (id: number, brief: string) =>
  `Transaksi #${id} diubah: ${brief} · ${UNDO}`;

export const tradeSame = (id: number) => `Transaksi #${id} sudah begitu; tidak ada yang berubah.`;

export const tradeDeleted = (id: number, brief: string) =>
  `Transaksi #${id} dihapus: ${brief} · ${UNDO}`;

export const intakeSummary = (recorded: number) => `${recorded} transaksi dari aliran NDJSON`;

export const intakeDone = (counts: { recorded: number; duplicate: number; rejected: number }) =>
  `${counts.recorded} dicatat, ${counts.duplicate} sudah ada, ${counts.rejected} ditolak.`;

export const moodNoted = (mood: string, time: string, day: string) =>
  `Suasana ${moodLabel(mood)} dicatat pukul ${time} · sesi ${day} · ${UNDO}`;

export const sessionChanged = (day: string) => `Sesi ${day} diperbarui · ${UNDO}`;

export const sessionSame = (day: string) => `Sesi ${day} sudah begitu; tidak ada yang berubah.`;

/** What undo shows for an appeal. */
export const appealed = (detector: string, trades: readonly number[]) =>
  `banding ${detector}: ${idList(trades)}`;

export const appealNoted = (detector: string, trades: readonly number[]) =>
  `${idList(trades)} tidak lagi dihitung dalam ${detector} · ${UNDO}`;

export const noPromises = "Tidak ada janji yang terbuka.";

export const promiseLine = (
  one: { id: number; made_on: string; accepted_on: string | null; text: string },
  voice: Voice,
) =>
  `${one.id}. ${cleanLine(one.text)} (sejak ${one.made_on}` +
  `${one.accepted_on === null ? "" : `, ${voice} terima ${one.accepted_on}`})`;

export const promiseAccepted = (text: string) => `Janji diterima: ${cleanLine(text)}`;

export const promiseEdited = (id: number) => `Janji ${id} diubah`;

export const promiseDropped = (id: number) => `Janji ${id} dilepas`;

export const undoHint = UNDO;

export const undone = (summary: string) => `Dibatalkan: ${summary}`;

export const nothingToUndo = "Belum ada yang bisa dibatalkan.";

export const botAdded = (id: number, name: string) => `Bot #${id} "${name}" ditambahkan · ${UNDO}`;

export const botEdited = (id: number, name: string) => `Bot #${id} "${name}" diubah · ${UNDO}`;

/** After a magic number was told: trades that carry it became the bot's. */
export const adopted = (trades: number) =>
  trades === 0 ? "" : ` · ${trades} transaksi kini tercatat sebagai miliknya`;

export const profileAdded = (name: string, currency: string) =>
  `Profil "${name}" (${currency}) ditambahkan · pakai: jurnal profile use ${name}`;

export const profileUsed = (name: string) => `Profil "${name}" sekarang dipakai · ${UNDO}`;

export const profileEdited = (name: string) => `Profil "${name}" diubah · ${UNDO}`;

export const settingSet = (key: string, value: string) => `${key} = ${value} · ${UNDO}`;

export const unchanged = "Sudah begitu; tidak ada yang berubah.";

export const backedUp = (path: string) => `Jurnal disalin ke ${path}`;

export const reportNotStored =
  "Jurnal hanya bisa dibaca: laporan dicetak, tetapi tidak disimpan bersama harinya.";

export const noTrades = ({ from, to }: { from: string; to: string }) =>
  `Tidak ada transaksi yang cocok dari ${formatShortDate(from)} sampai ${formatShortDate(to)}. Rentang lain: --days, --from, --to`;

export const readingStdin =
  "Membaca NDJSON dari keyboard, satu transaksi per baris; selesai: Ctrl-D";

export const newSymbol = (symbol: string, known: string) =>
  `Simbol ${symbol} baru pertama kali dicatat. Kalau maksudnya ${known}: jurnal undo`;

export const intakeRejected =
  'Yang ditolak ada di stdout, berstatus "rejected", dengan kolom dan nilai yang diharapkan.';

export const notJson = (text: string) => ({
  field: "baris",
  value: cleanLine(text).slice(0, 80),
  expected: "satu objek JSON per baris",
});

export const botNotKnown = (id: number) => ({
  field: "bot_id",
  value: String(id),
  expected: "nomor bot yang terdaftar (jurnal bot list), atau pakai --create-bots",
});

/** Lines that undo shows for what it took back. */
export const tradeLoggedBrief = (id: number, brief: string) => `catat transaksi #${id} ${brief}`;

export const tradeEditedBrief = (id: number, brief: string) => `ubah transaksi #${id} ${brief}`;

export const tradeDeletedBrief = (id: number, brief: string) => `hapus transaksi #${id} ${brief}`;

export const moodSet = (mood: string, day: string) => `suasana ${moodLabel(mood)} pada ${day}`;

export const sessionBegun = (day: string) => `mulai sesi ${day}`;

export const sessionSet = (day: string) => `perbarui sesi ${day}`;

export const botAddedBrief = (name: string) => `tambah bot "${name}"`;

export const botEditedBrief = (name: string) => `ubah bot "${name}"`;

export const profileAddedBrief = (name: string) => `tambah profil "${name}"`;

export const profileUsedBrief = (name: string) => `pakai profil "${name}"`;

export const profileEditedBrief = (name: string) => `ubah profil "${name}"`;

export const settingSetBrief = (key: string, value: string) => `pengaturan ${key} = ${value}`;

export const demoOpening =
  "Satu hari contoh, Rabu 9 Juli 2025 (WIB), di jurnal sementara: suasana, transaksi tangan, transaksi bot, lalu laporan.";

export const demoSaved = (path: string) =>
  [
    `Tiga bulan contoh (7 April sampai 9 Juli 2025) tersimpan di ${path}`,
    `Lihat-lihat: jurnal --db ${path} history --to 2025-07-09`,
    `             jurnal --db ${path} report 2025-07-09`,
  ].join("\n");

export const demoClosing = (path: string) =>
  `Jurnal contoh ini tersimpan di ${path}\nLihat-lihat: jurnal --db ${path} history`;

/** What a person is asked for what the command line left out. */

export const QUESTION = {
  mood: "Bagaimana suasana hati saat ini?",
  symbol: "Simbol (ketik baru atau pilih yang pernah dipakai)",
  profit: (currency: string) => `Hasil bersih dalam ${currency}, minus untuk rugi`,
  lot: "Lot (Enter bila tidak tahu)",
  side: "Arah",
  stop: "Stop loss dipasang?",
  strategy: "Strategi (Enter untuk melewati)",
  skip: "lewati",
  needed: "Ini harus diisi.",
} as const;

interface Choice<T> {
  value: T;
  label: string;
}

export const CHOICES: { side: Choice<string>[]; stop: Choice<boolean | undefined>[] } = {
  side: [
    { value: "buy", label: "buy" },
    { value: "sell", label: "sell" },
    { value: "", label: "tidak tahu" },
  ],
  stop: [
    { value: true, label: "ya" },
    { value: false, label: "tidak" },
    { value: undefined, label: "tidak tahu" },
  ],
};
