import { cleanLine } from "../base/clean.ts";
import { formatTime } from "../base/dates.ts";
import { moodLabel } from "../base/moods.ts";
import { listed, signed } from "../base/report-parts.ts";
import { youFirst } from "../base/voice.ts";
import { parseUtc } from "../base/zone.ts";
import type { DayReview, MoodNote, NoteQuestion } from "../mentor/day-review.ts";
import { type Block, line, type ReportSettings } from "./report-document.ts";
import { moodHistoryBlocks } from "./report-mood-history.ts";

const MOST_ENTRIES = 6;
const MOST_QUESTIONS = 3;

/**
 * Moods against trades: what was noted when, and for moods noted before an entry what is known from
 * all days, because one day proves nothing about moods. A word in a note that may mean a rash trade comes back as a question.
 */
export function moodBlocks(review: DayReview, settings: ReportSettings): Block[] {
  const blocks = review.mood.entries.length === 0 ? noEntries(review) : entries(review, settings);
  if (review.notes.distress) return blocks;
  const questions = [...asked(review.notes.questions)].slice(0, MOST_QUESTIONS);
  return [...blocks, ...questions.map(([trade, words]) => questionBlock(trade, words, settings))];
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
    text: entryText(entry, settings),
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
function entryText(entry: MoodNote, settings: ReportSettings): string {
  const ms = parseUtc(entry.at);
  const clock = Number.isNaN(ms) ? "" : `${formatTime(ms, settings.zone)} `;
  const note = entry.note === null ? "" : cleanLine(entry.note).trim();
  const said = note === "" ? "" : `: “${note}”`;
  return `${clock}${label(entry.mood)}${placeText(entry, settings)}${said}`;
}

function placeText({ when, last_closed }: MoodNote, { currency }: ReportSettings): string {
  if (when === "before") return ", sebelum transaksi pertama";
  if (last_closed !== null) {
    const { trade, result } = last_closed;
    const ended = result === 0 ? "impas" : result > 0 ? "untung" : "rugi";
    const money = result === 0 ? "" : ` (${signed(result, currency)})`;
    return `, setelah #${trade} ditutup ${ended}${money}`;
  }
  return when === "during" ? ", saat transaksi pertama masih terbuka" : "";
}

/** The words by the trade whose note holds them; null: the day's own notes. */
function asked(questions: readonly NoteQuestion[]): Map<number | null, string[]> {
  const words = new Map<number | null, string[]>();
  for (const { trade, word } of questions) {
    const known = words.get(trade) ?? [];
    if (!known.includes(word)) words.set(trade, [...known, word]);
  }
  return words;
}

function questionBlock(
  trade: number | null,
  words: readonly string[],
  { voice }: ReportSettings,
): Block {
  const where = trade === null ? "hari ini" : `pada #${trade}`;
  const about =
    trade === null
      ? "Adakah entry hari ini yang diambil di luar rencana?"
      : "Apakah entry itu bagian dari rencana?";
  const noted = voice === "Anda" ? "Catatan Anda" : "Catatanmu";
  const quoted = listed(words.map((word) => `“${cleanLine(word)}”`));
  return { kind: "item", mark: "ask", text: `${noted} ${where} menyebut ${quoted}. ${about}` };
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
