import { formatDay, formatTime } from "../base/dates.ts";
import { groupBy } from "../base/groups.ts";
import { moodLabel } from "../base/moods.ts";
import { idList, inR, listed, signed, youFirst } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import { dayOf, parseUtc } from "../base/time.ts";
import type { DayReview, MoodGroup, MoodNote, NoteQuestion } from "../mentor/day-review.ts";
import { SEGMENT } from "../mentor/thresholds.ts";
import { type Block, line, type ReportSettings } from "./document.ts";
import { rWithBasis } from "./known-risk.ts";

/** Moods of one day that are compared; all of them are in `--json`. */
const MOST_MOODS = 2;
/** Fewer check-ins of a mood do not show what comes before it. */
const MIN_NOTED = 3;

/** What is known of today's moods from earlier days too; empty on the first day of a mood. */
function moodHistoryBlocks(review: DayReview, settings: ReportSettings): Block[] {
  const noted = new Set(review.mood.entries.filter(isBeforeEntry).map((entry) => entry.mood));
  const groups = review.mood.history
    .filter((group) => noted.has(group.mood) && group.days > 1)
    .slice(0, MOST_MOODS);
  const blocks = groups.map((group) => line(moodSentence(group, review.check.next, settings)));
  // A mood noted each morning has nothing before it worth a line.
  const told = groups.find(({ noted, trigger }) => noted >= MIN_NOTED && trigger.after_loss > 0);
  return told === undefined ? blocks : [...blocks, line(triggerSentence(told), "muted")];
}

/** Noted before the last entry, so that some trade followed it. */
function isBeforeEntry({ when }: DayReview["mood"]["entries"][number]): boolean {
  return when === "before" || when === "during";
}

/** The numbers of one mood against the others, and how sure they are. */
function moodSentence(group: MoodGroup, next: number, { currency }: ReportSettings): string {
  const { trades, days, net, mean_r, difference, interval, rest_trades, rest_mean_r } = group;
  const counts = `${trades} transaksi pada ${days} hari, hasil ${signed(net, currency)}`;
  const start = `Setelah dicatat ${quoted(group.mood)}: ${counts}`;
  if (difference === null || mean_r === null || rest_mean_r === null) {
    return trades >= SEGMENT.trades && days >= SEGMENT.days
      ? `${start}. Suasana lain belum cukup sering tercatat untuk dibandingkan.`
      : `${start}. Perbandingan dimulai dari ${SEGMENT.trades} transaksi pada ${SEGMENT.days} hari.`;
  }
  const against =
    `${start}, rata-rata ${rWithBasis(mean_r, { known: group.r_known, of: trades })}; suasana lain ` +
    `${rWithBasis(rest_mean_r, { known: group.rest_r_known, of: rest_trades })} ` +
    `(${rest_trades} transaksi). Selisih ${inR(difference)}`;
  if (interval === null) return `${against}, belum bisa dibedakan dari kebetulan.`;
  const range = `(95%: ${inR(interval.low)} sampai ${inR(interval.high)})`;
  if (group.proven) return `${against} ${range}; ini sudah terbukti, lihat Pola hasil.`;
  return interval.low <= 0 && interval.high >= 0
    ? `${against} ${range}: belum bisa dibedakan dari kebetulan.`
    : `${against} ${range}: belum terbukti sebagai pola, dilihat lagi di transaksi ke-${next}.`;
}

/** What had happened when the mood was noted. */
function triggerSentence({ mood, noted, trigger }: MoodGroup): string {
  const { before_first, after_loss, after_two_losses, after_win, other } = trigger;
  const twice =
    after_two_losses === 0 ? "" : ` (${after_two_losses} di antaranya setelah dua atau lebih)`;
  const parts = [
    part(before_first, "sebelum transaksi pertama"),
    part(after_loss, `setelah rugi${twice}`),
    part(after_win, "setelah untung"),
    part(other, "di saat lain"),
  ].filter((text) => text !== "");
  if (parts.length === 1)
    return `Semua ${noted} catatan ${quoted(mood)} dibuat setelah rugi${twice}.`;
  return `Yang mendahului ${noted} catatan ${quoted(mood)}: ${listed(parts)}.`;
}

function part(count: number, when: string): string {
  return count === 0 ? "" : `${count} ${when}`;
}

function quoted(mood: string): string {
  return `“${cleanLine(moodLabel(mood))}”`;
}

const MOST_ENTRIES = 6;
const MOST_QUESTIONS = 3;

/**
 * Moods against trades: what was noted when, and for moods noted before an entry what is known from
 * all days, because one day proves nothing about moods. A word in a note that may mean a rash trade comes back as a question.
 */
export function moodBlocks(review: DayReview, settings: ReportSettings): Block[] {
  const blocks = review.mood.entries.length === 0 ? noEntries(review) : entries(review, settings);
  if (review.notes.distress) return blocks;
  const questions = noteQuestions(review, settings).slice(0, MOST_QUESTIONS);
  return [...blocks, ...questions.map((text): Block => ({ kind: "item", mark: "ask", text }))];
}

/** A question for each note that holds words which may mean a rash trade. */
export function noteQuestions(review: DayReview, settings: ReportSettings): string[] {
  const byNote = [...wordsByNote(review.notes.questions)];
  return byNote.map(([trade, words]) => question(trade, words, settings));
}

function noEntries(review: DayReview): Block[] {
  if (review.mood.last !== null) {
    const mood = label(review.mood.last);
    return [line(`Suasana hari ini: ${mood}. Jamnya tidak tercatat.`)];
  }
  if (review.judged !== "hand") return [line("Tidak ada suasana yang dicatat.", "muted")];
  return [
    line(
      "Belum ada suasana yang dicatat. Sekali sebelum entry pertama sudah cukup: jurnal mood set",
      "muted",
    ),
  ];
}

function entries(review: DayReview, settings: ReportSettings): Block[] {
  const { mood } = review;
  const shown = mood.entries.slice(0, MOST_ENTRIES);
  const blocks: Block[] = shown.map((entry) => ({
    kind: "item",
    mark: "dot",
    text: entryText(entry, review.date, settings),
  }));
  const rest = mood.entries.length - shown.length;
  if (rest > 0) blocks.push(line(`dan ${rest} catatan lagi`, "muted"));
  if (review.judged !== "hand" || review.notes.distress) return blocks;
  const known = moodHistoryBlocks(review, settings);
  const afterResults = mood.entries.some((entry) => entry.last_closed !== null);
  if (afterResults) blocks.push(line(AFTER_RESULTS, "muted"));
  else if (known.length === 0) blocks.push(line(ONE_DAY, "muted"));
  return [...blocks, ...known];
}

const ONE_DAY = "Satu hari belum bisa menghubungkan suasana dengan hasil; ini baru catatannya.";
const AFTER_RESULTS =
  "Suasana yang dicatat setelah hasil diketahui bukan penjelasan untuk hasil itu. " +
  "Yang paling berguna adalah yang dicatat sebelum entry.";

/** "09:10 marah, setelah #4 ditutup rugi (-$40.00)". */
function entryText(entry: MoodNote, date: string, settings: ReportSettings): string {
  if (entry.when === "trades") return `${label(entry.mood)} di ${idList(entry.trades)}`;
  const ms = parseUtc(entry.at ?? "");
  const noted = Number.isNaN(ms) ? date : dayOf(ms, settings.zone, 0);
  const day = noted === date ? "" : `${formatDay(noted, date)} `;
  const clock = Number.isNaN(ms) ? "" : `${day}${formatTime(ms, settings.zone)} `;
  const note = entry.note === null ? "" : cleanLine(entry.note).trim();
  const said = note === "" ? "" : `: “${note}”`;
  return `${clock}${label(entry.mood)}${placeText(entry, settings)}${said}`;
}

function placeText({ when, last_closed }: MoodNote, { currency }: ReportSettings): string {
  if (when === "before") return ", sebelum transaksi pertama";
  if (last_closed !== null) {
    const { trade, result, even } = last_closed;
    const ended = result === 0 || even ? "impas" : result > 0 ? "untung" : "rugi";
    const money = result === 0 ? "" : ` (${signed(result, currency)})`;
    return `, setelah #${trade} ditutup ${ended}${money}`;
  }
  return when === "during" ? ", saat transaksi pertama masih terbuka" : "";
}

/** The words by the trade whose note holds them; null: the day's own notes. */
function wordsByNote(questions: readonly NoteQuestion[]): Map<number | null, string[]> {
  const byNote = groupBy(questions, ({ trade }) => trade);
  return new Map(
    [...byNote].map(([trade, of]) => [trade, [...new Set(of.map(({ word }) => word))]]),
  );
}

function question(
  trade: number | null,
  words: readonly string[],
  { voice }: ReportSettings,
): string {
  const where = trade === null ? "hari ini" : `pada #${trade}`;
  const about =
    trade === null
      ? "Adakah entry hari ini yang diambil di luar rencana?"
      : "Apakah entry itu bagian dari rencana?";
  const noted = voice === "Anda" ? "Catatan Anda" : "Catatanmu";
  const quoted = listed(words.map((word) => `“${cleanLine(word)}”`));
  return `${noted} ${where} menyebut ${quoted}. ${about}`;
}

/** "tenang, lalu marah": the day's moods in their order, without repeats side by side. */
export function moodLine(review: DayReview): string | null {
  const moods = review.mood.entries.map((entry) => label(entry.mood));
  const changed = moods.filter((mood, index) => mood !== moods[index - 1]);
  if (changed.length === 0) return review.mood.last === null ? null : label(review.mood.last);
  return changed.length > 4
    ? `${listed(changed.slice(0, 3))}, terakhir ${changed.at(-1)}`
    : changed.join(", lalu ");
}

function label(mood: string): string {
  return cleanLine(moodLabel(mood));
}

/** For a day without trades that has a mood: noting it was a good entry all the same. */
export function restedNote(voice: ReportSettings["voice"]): string {
  return `${youFirst(voice)} tetap mencatat suasana; itu bahan yang berguna nanti.`;
}
