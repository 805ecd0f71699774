import { groupBy } from "../base/groups.ts";
import { currencyOf } from "../base/money.ts";
import { outcomeOf } from "../base/outcome.ts";
import { wilsonAt, Z_ONE_SIDED_95 } from "../stats/exact.ts";
import { dayLimitOf, entriesAfter } from "./events/limits.ts";
import { isSwing, ownPause } from "./exposure.ts";
import { type HandTrade, handViews } from "./hand-day.ts";
import { type PraiseId, TRADE_PRAISE, type TradePraiseId } from "./ids.ts";
import { lossLimit, lossReachedAt } from "./rules/loss.ts";
import { ruleOf } from "./rules/rule.ts";
import {
  GOOD,
  HISTORY_TRADES,
  IN_LINE,
  JOURNAL,
  LIMIT_DAYS,
  NEAR_TARGET01,
  PRAISE,
  PRAISED,
  TOLERANCE,
} from "./thresholds.ts";
import {
  balanceOf,
  exitOf,
  hasStop,
  hasTarget,
  isByHand,
  knownRisk,
  netOf,
  plannedRr,
  priceR,
} from "./trade.ts";
import type { DayHistory, Finding, Look, MentorSettings, PraiseFinding } from "./types.ts";

/** Praise that rests on whole days or on the looks, by the same rules of evidence. */
function dayPraise(
  history: DayHistory,
  settings: MentorSettings,
  looks: readonly Look[],
): PraiseFinding[] {
  return [stoppedAtLimit(history, settings), fullJournal(history), provenEdge(looks)].flatMap(
    (finding) => finding ?? [],
  );
}

/**
 * `berhenti_di_batas` over days: at least three of the days at hand reached the daily limit, and on
 * none was a position opened by hand afterwards. A day on which this cannot be told spoils it.
 */
function stoppedAtLimit(history: DayHistory, settings: MentorSettings): PraiseFinding | null {
  const currency = currencyOf(settings.currency);
  const own = ruleOf(history.rules, "max-daily-loss");
  const limitOf = (balance: number | null) =>
    own === undefined ? dayLimitOf(balance, settings) : lossLimit(own.params, balance, currency);
  const today = limitOf(history.balance);
  if (today === null) return null;
  const days = groupBy([...history.earlier, ...history.trades], (trade) => trade.session_id);
  // The oldest day may be cut in two.
  const [oldest] = history.earlier;
  if (history.earlier.length >= HISTORY_TRADES && oldest !== undefined) {
    days.delete(oldest.session_id);
  }
  const hit: number[] = [];
  for (const [session, trades] of days) {
    const limit = limitOf(balanceOf(history, { session_id: session }));
    if (limit === null) return null;
    const reached = lossReachedAt(trades, limit, currency);
    // Never, or not to tell when.
    if (reached === null && netOf(trades, currency) > limit) continue;
    if (reached === null) return null;
    const later = entriesAfter(trades, reached);
    if (later === null || later.length > 0) return null;
    if (trades.some(isByHand)) hit.push(session);
  }
  if (hit.length < LIMIT_DAYS) return null;
  const values = { kept: hit.length, limit: today };
  // On a day that reached it again this is the first thing to say, else one of the last.
  const severity = hit.includes(history.session.id) ? 65 : 40;
  return praised("berhenti_di_batas", "jumlah", hit.length, values, severity);
}

/**
 * `jurnal_lengkap`: the mood and a note are there on the last (at most 21) days with trades; at
 * least 10 days, lower bound of the share 0.80, this day among those kept.
 */
function fullJournal(history: DayHistory): PraiseFinding | null {
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
  const isEnough = sessions.length >= JOURNAL.days && bound >= JOURNAL.bound01;
  if (!isEnough || !isFull(history.session)) return null;
  return praised("jurnal_lengkap", "data", sessions.length, { kept, bound }, 50);
}

/** `edge_terbukti`: the interval of the mean R lies above 0 at the last look. */
function provenEdge(looks: readonly Look[]): PraiseFinding | null {
  const edge = looks[0]?.edge ?? null;
  if (edge === null || edge.low <= 0) return null;
  const { n, ...values } = edge;
  return praised("edge_terbukti", "hasil", n, { ...values, m: looks[0]?.m ?? n }, 62);
}

function praised(
  id: PraiseId,
  family: string,
  n: number,
  values: Finding["values"],
  severity: number,
): PraiseFinding {
  const rest = { n, trades: [], values: { ...values, praise: 1 }, cost: null, severity };
  return { id, level: "kejadian", family, kind: "good", ...rest };
}

/** One good habit: its chances, whether a chance was kept, and how sure it must be. */
interface GoodHabit {
  family: string;
  /** The trades that its sentence speaks of ... */
  isMember(view: HandTrade): boolean;
  /** ... and those of them of which it is known whether they kept it. */
  isChance(view: HandTrade): boolean;
  isKept(view: HandTrade, settings: MentorSettings, history: DayHistory): boolean;
}

const all = () => true;
const isPlanned = ({ trade }: HandTrade) => plannedRr(trade) > 0;

/** What is praised, and how sure it must be. */
const GOOD_HABITS: Readonly<Record<TradePraiseId, GoodHabit>> = {
  sl_disiplin: {
    family: "stop",
    isMember: all,
    isChance: ({ trade }) => hasStop(trade) !== null,
    isKept: ({ trade }) => hasStop(trade) === true,
  },
  risiko_terjaga: {
    family: "ukuran",
    isMember: all,
    // Without a stop the risk has no end, so it was not kept.
    isChance: ({ trade }) => hasStop(trade) === false || knownRisk(trade) !== null,
    isKept: ({ trade }, { riskLimitPercent }) =>
      hasStop(trade) !== false && (knownRisk(trade) ?? 0) <= riskLimitPercent + TOLERANCE,
  },
  ukuran_konsisten: {
    family: "ukuran",
    isMember: all,
    isChance: ({ sizeRatio }) => sizeRatio !== null,
    isKept: ({ sizeRatio }) =>
      sizeRatio !== null && sizeRatio <= IN_LINE && sizeRatio >= 1 / IN_LINE,
  },
  jeda_setelah_rugi: {
    family: "waktu",
    isMember: (view) => view.afterLoss,
    isChance: (view) => view.gapSeconds !== null,
    isKept: ({ gapSeconds }, _, history) =>
      (gapSeconds ?? 0) >= (ownPause(history) ?? PRAISED.minutes) * 60,
  },
  rugi_sesuai_rencana: {
    family: "stop",
    isMember: ({ trade }) => outcomeOf(trade) < 0,
    isChance: ({ trade }) => priceR(trade) !== null,
    isKept: ({ trade }) => (priceR(trade) ?? 0) >= -PRAISED.plannedR,
  },
  target_dipegang: {
    family: "exit",
    isMember: ({ trade }) => outcomeOf(trade) > 0,
    isChance: isPlanned,
    isKept: ({ trade }) =>
      exitOf(trade) === "tp" || (priceR(trade) ?? 0) >= NEAR_TARGET01 * plannedRr(trade),
  },
};

/**
 * Good habits of the last 50 trades by hand that the numbers bear out: the lower bound of the share
 * passes with what is not known taken as not kept, nothing broke it on this day, and what did break it
 * before cost less than a tenth of the losses.
 */
export function praise(
  history: DayHistory,
  settings: MentorSettings,
  looks: readonly Look[],
): PraiseFinding[] {
  if (!history.trades.some(isByHand)) return [];
  const views = handViews(history, PRAISE.recent);
  const losses = views.reduce((sum, { trade }) => sum + Math.min(0, trade.profit_loss), 0);
  /** Broken on this day, or at a cost that says more than the share. */
  const isSpoilt = (broken: readonly HandTrade[]) => {
    const cost = broken.reduce((sum, { trade }) => sum + Math.min(0, trade.profit_loss), 0);
    const today = broken.some((view) => view.trade.session_id === history.session.id);
    return today || (losses < 0 && cost / losses >= PRAISE.cost01);
  };
  const found = TRADE_PRAISE.flatMap((id) => {
    const habit = GOOD_HABITS[id];
    if (id === "target_dipegang" && !plansTargets(views)) return [];
    if (id === "jeda_setelah_rugi" && isSwing(history)) return [];
    const out = history.appeals.get(id);
    const members = views.filter((one) => habit.isMember(one) && out?.has(one.trade.id) !== true);
    const chances = members.filter(habit.isChance);
    const broken = chances.filter((view) => !habit.isKept(view, settings, history));
    const kept = chances.length - broken.length;
    // Who leaves the stop unsaid where there was none would keep every one that is known.
    const bound = wilsonAt(kept, members.length, Z_ONE_SIDED_95)?.low ?? 0;
    const least = GOOD[id];
    if (chances.length < least.chances || bound < least.bound01 || isSpoilt(broken)) return [];
    return [praised(id, habit.family, chances.length, { kept, bound, of: members.length }, 65)];
  });
  found.push(...dayPraise(history, settings, looks));
  const neutral = looks[0]?.neutral_lot ?? null;
  const larger = views.filter((view) => view.afterLoss && (view.sizeRatio ?? 0) > IN_LINE);
  if (neutral !== null && !isSpoilt(larger)) {
    const { ratio, low, high, n } = neutral;
    found.push(praised("lot_netral_setelah_rugi", "ukuran", n, { ratio, low, high }, 65));
  }
  return found;
}

/** More than four trades in five have a target, so that holding on to it means something. */
function plansTargets(views: readonly HandTrade[]): boolean {
  const planned = views.filter(({ trade }) => hasTarget(trade) === true).length;
  return planned > 0.8 * views.length;
}
