import type { Trade } from "../model.ts";
import { wilsonAt, Z_ONE_SIDED_95 } from "../stats/wilson.ts";
import type { Action, FollowUp } from "./day-review.ts";
import { exitOf, plannedRr } from "./deals.ts";
import { addsToLosers } from "./detectors/averaging-down.ts";
import { type HandTrade, handDay, hasStop, instant, isByHand, knownRisk } from "./facts.ts";
import { priceR } from "./losses.ts";
import type { DayHistory, OpenPromise } from "./types.ts";

const IN_LINE = 1.25;
const PLANNED_R = -1.1;
const NEAR_TARGET = 0.8;
/** A promise is kept for good after so many chances in a row, or at this lower bound of its share. */
const RETIRE_CHANCES = 10;
const RETIRE_BOUND = 0.8;
/** After so many days broken in a row it was too large a step. */
const SHRINK_DAYS = 3;

/** What one day says of a promise: its chances, and the trades that broke it. */
interface Kept {
  chances: number;
  broken: readonly number[];
}

/**
 * What became of each open promise: judged on this day's trades first, and over all days since it
 * was made. A pure function of what was known at the end of the day.
 */
export function followUps(history: DayHistory): FollowUp[] {
  return history.promises.map((promise) => followUp(promise, history));
}

function followUp(promise: OpenPromise, history: DayHistory): FollowUp {
  const days = daysSince(promise.made_on, history).map((day) => keptOn(promise.action, day));
  const today = keptOn(promise.action, history);
  const all = [...days, today];
  const of = all.reduce((sum, day) => sum + day.chances, 0);
  const broken = all.reduce((sum, day) => sum + day.broken.length, 0);
  const tested = all.filter((day) => day.chances > 0);
  const inARow = tested.length - 1 - tested.findLastIndex((day) => day.broken.length === 0);
  const bound = wilsonAt(of - broken, of, Z_ONE_SIDED_95)?.low ?? 0;
  const retired = broken === 0 ? of >= RETIRE_CHANCES : bound >= RETIRE_BOUND;
  return {
    ...{ promise: promise.id, id: promise.action.id, params: promise.action.params },
    ...{ made_on: promise.made_on, accepted_on: promise.accepted_on },
    outcome: today.chances === 0 ? "untested" : today.broken.length === 0 ? "kept" : "broken",
    ...{ chances: today.chances, trades: today.broken, kept: of - broken, of, bound },
    next: retired ? "retire" : inARow < SHRINK_DAYS ? "go-on" : whenTooLarge(promise.action),
  };
}

/** The promise after a loss has a smaller form, for the first trade only; the others are let go. */
function whenTooLarge({ id, params }: OpenPromise["action"]): "shrink" | "let-go" {
  return id === "lot_dasar_setelah_rugi" && params.first_only !== 1 ? "shrink" : "let-go";
}

/** Earlier days with trades by hand after the day of the promise, each as it was then. */
function daysSince(date: string, history: DayHistory): DayHistory[] {
  const dates = [...new Set(history.earlier.map((trade) => trade.session_date))];
  return dates
    .filter((day) => day > date)
    .map((day) => ({
      ...history,
      trades: history.earlier.filter((trade) => trade.session_date === day),
      earlier: history.earlier.filter((trade) => trade.session_date < day),
    }));
}

/** Whether the action was kept on this day. */
export function keptOn(action: Pick<Action, "id" | "params">, history: DayHistory): Kept {
  const day = handDay(history);
  const check = CHECKS[action.id];
  return check === undefined || day.length === 0
    ? { chances: 0, broken: [] }
    : check(day, action.params, history);
}

type Check = (day: readonly HandTrade[], params: Action["params"], history: DayHistory) => Kept;

/** Of the trades that give a chance, those that fail. */
function each(
  day: readonly HandTrade[],
  isChance: (view: HandTrade) => boolean,
  isKept: (view: HandTrade) => boolean,
): Kept {
  const chances = day.filter(isChance);
  return {
    chances: chances.length,
    broken: chances.filter((view) => !isKept(view)).map((view) => view.trade.id),
  };
}

const afterLoss = (view: HandTrade) => view.afterLoss;
const inLine = ({ lotRatio }: HandTrade) => lotRatio === null || lotRatio <= IN_LINE;
const paused = ({ gapSeconds }: HandTrade, minutes: unknown) =>
  gapSeconds === null || gapSeconds >= Number(minutes) * 60;

/** Half of the usual lot, as doubles have it. */
const HALF = 0.5 + 1e-9;

/** The segments that a trade itself tells of, so that a promise about them can be checked. */
export const SEGMENTS: Readonly<Record<string, (trade: Trade) => string | null>> = {
  simbol: ({ symbol }) => symbol,
  strategi: ({ strategy_used }) => strategy_used,
  arah: ({ side }) => side,
};

const CHECKS: Readonly<Record<string, Check>> = {
  lot_dasar_setelah_rugi: (day, params) => {
    const first = day.find(afterLoss);
    const isChance = params.first_only === 1 ? (view: HandTrade) => view === first : afterLoss;
    return each(day, isChance, (view) => inLine(view) && paused(view, params.minutes));
  },
  jeda_setelah_rugi: (day, params) => each(day, afterLoss, (view) => paused(view, params.minutes)),
  lot_dasar: (day, params) =>
    each(day, ({ trade, lotRatio }) => trade.symbol === params.symbol && lotRatio !== null, inLine),
  lot_setengah: (day, params) => {
    const label = SEGMENTS[String(params.segment)];
    return each(
      day,
      ({ trade, lotRatio }) => lotRatio !== null && label?.(trade) === params.label,
      ({ lotRatio }) => (lotRatio ?? 0) <= HALF,
    );
  },
  lot_tetap: (day) => each(day, ({ prev, lotRatio }) => prev !== null && lotRatio !== null, inLine),
  risiko_maksimum: (day, params) =>
    each(
      day,
      ({ trade }) => knownRisk(trade) !== null,
      ({ trade }) => (knownRisk(trade) ?? 0) <= Number(params.limit) + 1e-9,
    ),
  sl_sebelum_order: (day) =>
    each(
      day,
      ({ trade }) => hasStop(trade) !== null,
      ({ trade }) => hasStop(trade) === true,
    ),
  stop_di_tempat: (day) =>
    each(
      day,
      ({ trade }) => trade.profit_loss < 0 && priceR(trade) !== null,
      ({ trade }) => (priceR(trade) ?? 0) >= PLANNED_R,
    ),
  tunggu_tertutup: (day) => {
    const timed = day.filter((view) => view.entryMs !== null && view.exitMs !== null);
    const broken = addsToLosers(day).map((view) => view.trade.id);
    return { chances: timed.length < 2 ? 0 : Math.max(1, broken.length), broken };
  },
  batas_jumlah: (day, params) => {
    const over = day.slice(Number(params.most)).map((view) => view.trade.id);
    return { chances: Math.max(1, over.length), broken: over };
  },
  batas_rugi: (day, params, history) => entriesAfterLoss(day, Number(params.amount), history),
  rugi_sebesar_untung: (day, params) =>
    each(
      day,
      ({ trade }) => trade.profit_loss < 0,
      ({ trade }) => -trade.profit_loss <= Number(params.amount) + 1e-9,
    ),
  biarkan_order: (day) =>
    each(
      day,
      ({ trade }) => trade.profit_loss > 0 && plannedRr(trade) > 0,
      ({ trade }) =>
        exitOf(trade) === "tp" || (priceR(trade) ?? 0) >= NEAR_TARGET * plannedRr(trade),
    ),
  lengkapi_data: (day) =>
    each(
      day,
      () => true,
      ({ trade }) =>
        hasStop(trade) !== null && (hasStop(trade) === false || knownRisk(trade) !== null),
    ),
};

/** Entries once the day's closed trades had lost the amount; no chance on a day that never did. */
function entriesAfterLoss(day: readonly HandTrade[], amount: number, history: DayHistory): Kept {
  const closed = history.trades
    .filter(isByHand)
    .flatMap((trade) => {
      const at = instant(trade.exit_time);
      return at === null ? [] : [{ at, result: trade.profit_loss }];
    })
    .sort((a, b) => a.at - b.at);
  let sum = 0;
  for (const { at, result } of closed) {
    sum += result;
    if (sum > -amount) continue;
    const later = day.filter((view) => (view.entryMs ?? 0) > at).map((view) => view.trade.id);
    return { chances: Math.max(1, later.length), broken: later };
  }
  return { chances: 0, broken: [] };
}
