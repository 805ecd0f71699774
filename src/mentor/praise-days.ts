import { currencyOf } from "../base/money.ts";
import type { Trade } from "../model.ts";
import { wilsonAt, Z_ONE_SIDED_95 } from "../stats/wilson.ts";
import { dayLimitOf, entriesAfter } from "./events/day-limit.ts";
import { isByHand, netOf } from "./facts.ts";
import { lossReachedAt } from "./rule-limits.ts";
import {
  type DayHistory,
  type Finding,
  HISTORY_TRADES,
  type Look,
  type MentorSettings,
} from "./types.ts";

const MIN_LIMIT_DAYS = 3;
const MIN_JOURNAL_DAYS = 10;
const JOURNAL_BOUND = 0.8;
const EDGE = 0.95;

/** Praise that rests on whole days or on the looks, by the same rules of evidence. */
export function dayPraise(
  history: DayHistory,
  settings: MentorSettings,
  looks: readonly Look[],
): Finding[] {
  return [stoppedAtLimit(history, settings), fullJournal(history), provenEdge(looks)].flatMap(
    (finding) => finding ?? [],
  );
}

/**
 * `berhenti_di_batas` over days: at least three of the days at hand reached the daily limit, and on
 * none was a position opened by hand afterwards. A day on which this cannot be told spoils it.
 */
function stoppedAtLimit(history: DayHistory, settings: MentorSettings): Finding | null {
  const limit = dayLimitOf(settings);
  if (limit === null) return null;
  const currency = currencyOf(settings.currency);
  const days = new Map<number, Trade[]>();
  for (const trade of [...history.earlier, ...history.trades]) {
    const some = days.get(trade.session_id);
    if (some === undefined) days.set(trade.session_id, [trade]);
    else some.push(trade);
  }
  // The oldest day may be cut in two.
  const [oldest] = history.earlier;
  if (history.earlier.length >= HISTORY_TRADES && oldest !== undefined) {
    days.delete(oldest.session_id);
  }
  const hit: number[] = [];
  for (const [session, trades] of days) {
    const reached = lossReachedAt(trades, limit, currency);
    // Never, or not to tell when.
    if (reached === null && netOf(trades, currency) > limit) continue;
    if (reached === null) return null;
    const later = entriesAfter(trades, reached);
    if (later === null || later.length > 0) return null;
    if (trades.some(isByHand)) hit.push(session);
  }
  if (hit.length < MIN_LIMIT_DAYS) return null;
  const values = { kept: hit.length, limit };
  // On a day that reached it again this is the first thing to say, else one of the last.
  const severity = hit.includes(history.session.id) ? 65 : 40;
  return praised("berhenti_di_batas", "jumlah", hit.length, values, severity);
}

/**
 * `jurnal_lengkap`: the mood and a note are there on the last (at most 21) days with trades; at
 * least 10 days, lower bound of the share 0.80, this day among those kept.
 */
function fullJournal(history: DayHistory): Finding | null {
  const moods = new Set<number>();
  const notes = new Set<number>();
  for (const { session_id, note } of [...history.earlierMoods, ...history.moods]) {
    moods.add(session_id);
    if ((note ?? "").trim() !== "") notes.add(session_id);
  }
  const sessions = [...history.earlierSessions, history.session];
  const isFull = ({ id, emotions, personal_notes }: (typeof sessions)[number]) =>
    // "netral" is also what nobody chose: only a check-in says that somebody did.
    (moods.has(id) || (emotions !== "netral" && emotions !== "")) &&
    (notes.has(id) || (personal_notes ?? "").trim() !== "");
  const kept = sessions.filter(isFull).length;
  const bound = wilsonAt(kept, sessions.length, Z_ONE_SIDED_95)?.low ?? 0;
  const isEnough = sessions.length >= MIN_JOURNAL_DAYS && bound >= JOURNAL_BOUND;
  if (!isEnough || !isFull(history.session)) return null;
  return praised("jurnal_lengkap", "data", sessions.length, { kept, bound }, 50);
}

/**
 * `edge_terbukti`: the probability that the true mean R is above 0 is at least 95 % and there are as
 * many trades as that takes. At two looks in a row, as a proven habit needs them: each look is a
 * chance to be lucky.
 */
function provenEdge(looks: readonly Look[]): Finding | null {
  const [now, before] = [looks[0]?.edge ?? null, looks[1]?.edge ?? null];
  const isProven = (edge: Look["edge"]) =>
    edge !== null && edge.psr >= EDGE && edge.n >= edge.min_track;
  if (now === null || !isProven(now) || !isProven(before)) return null;
  const { n, psr, min_track, mean_r, imputed } = now;
  const values = { psr, min_track: Math.ceil(min_track), mean_r, imputed, m: looks[0]?.m ?? n };
  return praised("edge_terbukti", "hasil", n, values, 62);
}

function praised(
  id: string,
  family: string,
  n: number,
  values: Finding["values"],
  severity: number,
): Finding {
  const rest = { n, trades: [], values: { ...values, praise: 1 }, cost: null, severity };
  return { id, level: "kejadian", family, kind: "good", ...rest };
}
