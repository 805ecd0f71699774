import { formatDay, formatTime } from "../../base/dates.ts";
import { moodLabel, moodTone } from "../../base/moods.ts";
import { capital, idList } from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import { dayOf, parseUtc } from "../../base/time.ts";
import type { DayReview, MoodNote } from "../../mentor/day-review.ts";
import { isByHand } from "../../mentor/trade.ts";
import type { ReportSettings } from "../document.ts";
import { moodFeedback } from "../feedback.ts";
import { noteQuestions } from "../mood.ts";
import { type SeenDay, type Statement, statement } from "./statement.ts";

/** Check-ins that are told one by one; of more the first ones and the last. */
const MOST_ENTRIES = 3;
/** Letters of a note beside a mood. */
const MOST_NOTE = 70;
const MOST_QUESTIONS = 1;

/** The day's moods in a sentence, a measure for the next entry after a heated or low one, and what notes ask. */
export function moodStatements(day: SeenDay, settings: ReportSettings): Statement[] {
  const { review } = day;
  const { mood, judged, notes } = review;
  if (mood.entries.length === 0) {
    if (mood.last === null) return [];
    const text = `${capital(label(mood.last))} hari ini.`;
    return [statement("Emosi", text, { state: `mood ${mood.last}` })];
  }
  const entries = withoutRepeats(mood.entries);
  const shown =
    entries.length <= MOST_ENTRIES
      ? entries
      : [...entries.slice(0, MOST_ENTRIES - 1), ...entries.slice(-1)];
  const [only, ...others] = entries;
  const isBare = others.length === 0 && only?.note === null && only.when !== "during";
  const isPlain = isBare && only.trades.length === 0;
  const often = isPlain ? oftenText(day, only.mood) : "";
  const told = shown.map((entry) => placed(entry, review, settings)).join("; ");
  const text = `${capital(told)}${often}.`;
  // A calm mood at every trade is told once; a hot one on each day that it was there.
  const isSameDaily = isPlain || (isBare && !isHeavy(only));
  const state = isSameDaily ? `mood ${only.mood} ${only.when}` : null;
  const statements = [statement("Emosi", text.replace(/([.?!]”)\.$/, "$1"), { state })];
  if (notes.distress) return statements;
  const worst = mood.entries.findLast(isHeavy);
  if (worst !== undefined && judged === "hand" && !isRecent(day, worst.mood)) {
    const { step } = moodFeedback(worst.mood, settings.voice);
    // One pause on a screen: that of a rule or promise goes before that of a mood.
    if (!/\d menit/.test(step) || !asksForPause(review)) statements.push(statement("Emosi", step));
  }
  const questions = noteQuestions(review, settings).slice(0, MOST_QUESTIONS);
  return [...statements, ...questions.map((one) => statement("Emosi", one, { mark: "ask" }))];
}

function isHeavy({ mood }: MoodNote): boolean {
  return ["hot", "low"].includes(moodTone(mood));
}

/** The moods with those that were said of trades too told once: at the last check-in of that mood. */
function withoutRepeats(entries: readonly MoodNote[]): MoodNote[] {
  const noted = entries.filter(({ when }) => when !== "trades");
  return entries.flatMap((entry) => {
    const same = noted.findLast(({ mood }) => mood === entry.mood);
    if (entry.when === "trades") return same === undefined ? [entry] : [];
    const of = entries.find(({ when, mood }) => when === "trades" && mood === entry.mood);
    return same === entry && of !== undefined ? [{ ...entry, trades: of.trades }] : [entry];
  });
}

/** A rule, a promise or the plan for tomorrow names a pause. */
function asksForPause({ rules, followup, actions }: DayReview): boolean {
  const plans = [...followup, ...actions];
  return (
    rules.some(({ kind }) => kind === "pause-after-loss") ||
    plans.some(({ params }) => params.minutes !== undefined)
  );
}

/** Days of trading on which a measure for a mood is not said again. */
const MEASURE_DAYS = 5;
const LATELY = 10;

/** The moods noted on the last days of trading before this one, day by day, those of trades among them. */
function earlierMoods({ history }: SeenDay, days: number): Set<string>[] {
  const rows = [...history.earlierMoods, ...history.earlier.filter(isByHand)];
  return history.earlierSessions.slice(-days).flatMap(({ id }) => {
    const noted = rows.flatMap(({ session_id, mood }) =>
      session_id === id && mood != null ? [mood] : [],
    );
    return noted.length === 0 ? [] : [new Set(noted)];
  });
}

function isRecent(day: SeenDay, mood: string): boolean {
  return earlierMoods(day, MEASURE_DAYS).some((noted) => noted.has(mood));
}

/** ", seperti pada 3 dari 8 hari bercatatan sebelumnya"; of a first time this day is one of them. */
function oftenText(day: SeenDay, mood: string): string {
  const noted = earlierMoods(day, LATELY);
  const same = noted.filter((one) => one.has(mood)).length;
  if (noted.length < MEASURE_DAYS) return "";
  return same === 0
    ? `, pertama kali dalam ${noted.length + 1} hari bercatatan`
    : `, seperti pada ${same} dari ${noted.length} hari bercatatan sebelumnya`;
}

/** "marah pukul 10:33, setelah #2 rugi: “kesal”". */
function placed(entry: MoodNote, { judged, date }: DayReview, { zone }: ReportSettings): string {
  const { when, last_closed, note, trades } = entry;
  if (when === "trades") return `${label(entry.mood)} di ${idList(trades)}`;
  const at = parseUtc(entry.at ?? "");
  const clock = Number.isNaN(at) ? "" : `${otherDay(at, zone, date)} pukul ${formatTime(at, zone)}`;
  const closed =
    last_closed === null ? "" : `, setelah #${last_closed.trade} ${ended(last_closed)}`;
  const place = judged === "none" ? "" : when === "before" ? " sebelum mulai" : clock + closed;
  const text = note === null ? "" : cleanLine(note).trim();
  const cut = text.length > MOST_NOTE ? `${text.slice(0, MOST_NOTE).trimEnd()}…` : text;
  const also = trades.length === 0 ? "" : `, juga di ${idList(trades)}`;
  return `${label(entry.mood)}${place}${also}${cut === "" ? "" : `: “${cut}”`}`;
}

/** " 26 Nov" of what was noted on another day: its hour alone would stand among this day's. */
function otherDay(at: number, zone: string, date: string): string {
  const noted = dayOf(at, zone, 0);
  return noted === date ? "" : ` ${formatDay(noted, date)}`;
}

function ended({ result, even }: NonNullable<MoodNote["last_closed"]>): string {
  if (result === 0 || even) return "impas";
  return result > 0 ? "untung" : "rugi";
}

function label(mood: string): string {
  return cleanLine(moodLabel(mood));
}
