import { formatNumber } from "../../base/number.ts";
import { cleanLine } from "../../base/text.ts";
import { zoneLabel } from "../../base/time.ts";
import type { MessageAndHint } from "../../errors.ts";
import type { ImportOutcome } from "../outcome.ts";
import type { SkippedRow } from "../statement.ts";
import { badRowText } from "../words.ts";

/** What `watch` says. */

const count = (number: number) => formatNumber(number, 0);

export const folderMissing = (folder: string): MessageAndHint => [
  `Folder ${folder} tidak ada.`,
  "Sebutkan folder lain: jurnal watch FOLDER, atau simpan: jurnal config set watch FOLDER",
];

export const notFolder = (file: string): MessageAndHint => [
  `${file} bukan folder.`,
  `Untuk satu berkas: jurnal trade import ${file}`,
];

export const FILLED_SHEET: MessageAndHint = [
  "lembar isian jurnal trade export; nomornya bisa milik jurnal lain, jadi tidak dibaca sendiri.",
  "Kalau memang untuk jurnal ini: jurnal trade import BERKAS",
];

export const LINES_NEED =
  "Tiap baris satu objek JSON dengan symbol, profit_loss, dan exit_time (atau session_date).";

export const importByHand = (file: string) =>
  `Untuk CSV lain, tunjukkan kolomnya sekali: jurnal trade import ${file}`;

/** What a hint that names an option of the import is about. */
export const byHand = (hint: string, file: string) => `${hint} (jurnal trade import ${file})`;

export const watching = (folders: readonly string[], poll: number | null) =>
  `Memantau ${folders.join(", ")}${poll === null ? "" : `, diperiksa tiap ${poll} detik`}; selesai: Ctrl-C`;

export const eventsFail = (folder: string, code: string, seconds: number) =>
  `Folder ${folder} tidak memberi kabar perubahan (${code}); diperiksa tiap ${seconds} detik.`;

export const folderGone = (folder: string, code: string) =>
  `Folder ${folder} tidak bisa dibaca (${code}); dicoba terus.`;

export const folderBack = (folder: string) => `Folder ${folder} terbaca lagi.`;

export const locked = (name: string, code: string) =>
  `${name}: tidak bisa dibuka (${code}), mungkin sedang dipakai program lain; dicoba lagi.`;

export const misnamed = (name: string) =>
  `${name}: namanya bukan UTF-8, jadi tidak bisa dibuka; ganti namanya.`;

export const stillWritten = (name: string) => `${name}: masih ditulis; ditunggu sampai selesai.`;

export const leftForNext = (name: string) =>
  `${name}: belum selesai ditulis; diambil pada jalan berikutnya.`;

export const journalWaits = (why: string) => `${why} Berkas menunggu; dicoba lagi.`;

export const broken = (message: string): MessageAndHint => [
  `galat di dalam program: ${message}`,
  "Kirim pesan ini kepada pembuatnya; rinciannya: JURNAL_DEBUG=1",
];

/** What a file brought, in one line. */
export function takenLine(outcome: ImportOutcome, bad: readonly SkippedRow[]): string {
  const { file, added, completed, changed, joined, known, deleted, open } = outcome;
  const counted: [number, string][] = [
    [added, "transaksi baru"],
    [completed, "dilengkapi"],
    [changed, "berubah"],
    [joined, "disatukan dengan catatan Anda"],
    [known, "sudah ada"],
    [deleted, "tetap terhapus"],
    [open, "posisi terbuka"],
    [outcome.cash.added, "baris kas"],
    [outcome.similar.length, "mirip dengan catatan Anda"],
    [outcome.conflicts.length, "bertiket milik transaksi lain"],
  ];
  const parts = counted
    .filter(([many]) => many > 0)
    .map(([many, what]) => `${count(many)} ${what}`);
  const what = parts.length === 0 ? "tidak ada yang baru" : parts.join(", ");
  const undo =
    outcome.import_id === null ? "" : ` · batalkan: jurnal undo --import ${outcome.import_id}`;
  return `${cleanLine(file)}: ${what}${assumed(outcome)}${badText(bad, outcome)}${undo}`;
}

/** What was not certain and would have been asked. */
function assumed({ zone, declared, import_id }: ImportOutcome): string {
  const differs = declared.some(({ ok, exact, reason }) => !ok && exact && reason === undefined);
  const total = differs ? "; TOTALNYA BERBEDA dari yang tertulis di berkas" : "";
  const isGuess = zone !== null && zone.how === "proposed" && import_id !== null;
  return isGuess ? `${total}; jam server dianggap ${zoneLabel(zone.zone)}` : total;
}

const SHOWN = 3;

function badText(bad: readonly SkippedRow[], { format }: ImportOutcome): string {
  if (bad.length === 0) return "";
  const shown = bad.slice(0, SHOWN).map((row) => badRowText(row, format));
  const more = bad.length > SHOWN ? `; dan ${bad.length - SHOWN} lainnya` : "";
  return `; ${count(bad.length)} baris tidak diambil: ${shown.join("; ")}${more}`;
}

export interface WatchCounts {
  taken: number;
  trades: number;
  same: number;
  refused: number;
  waiting: number;
}

/** At the end. */
export function summary({ taken, trades, same, refused, waiting }: WatchCounts): string {
  const parts = [`${count(taken)} berkas diambil (${count(trades)} transaksi baru)`];
  if (same > 0) parts.push(`${count(same)} sudah dikenal`);
  if (refused > 0) parts.push(`${count(refused)} tidak bisa diambil`);
  if (waiting > 0) parts.push(`${count(waiting)} menunggu`);
  return parts.join(", ");
}

/** The mentor's first line on the latest day, and how many other days have changed. */
export const opening = (day: string, date: string, headline: string, others: number) =>
  `${day}: ${headline} · selengkapnya: jurnal report ${date}${
    others === 0 ? "" : ` (${count(others)} hari lain juga bertambah)`
  }`;
