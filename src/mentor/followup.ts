import type { Trade } from "../model.ts";
import { wilsonAt, Z_ONE_SIDED_95 } from "../stats/exact.ts";
import type { Action, FollowUp, Target } from "./day-review.ts";
import { exitOf, plannedRr } from "./deals.ts";
import { addsToLosers, isPlaced } from "./events/risk.ts";
import { overOpenLimit, stackedEntries } from "./exposure.ts";
import { type ActionId, isPlanId, type PlanId, type TradeSegmentId } from "./ids.ts";
import {
  COSTS,
  IN_LINE,
  NEAR_TARGET01,
  OPEN_LIMITS,
  PLANNED_R,
  TOLERANCE,
  TRIAL,
} from "./thresholds.ts";
import {
  type HandTrade,
  handDay,
  hasStop,
  instant,
  isByHand,
  knownLot,
  knownRisk,
  plannedR,
  priceR,
} from "./trade.ts";
import type { DayHistory, OpenPromise } from "./types.ts";

/** Promises that can be asked of the first occasion of the day only. */
const FIRST_ONLY: readonly ActionId[] = [
  "lot_dasar_setelah_rugi",
  "jeda_setelah_rugi",
  "lot_dasar",
  "lot_setengah",
  "lot_tetap",
  "risiko_maksimum",
  "risiko_terbuka",
  "sl_sebelum_order",
  "stop_di_tempat",
  "tunggu_tertutup",
  "rugi_sebesar_untung",
  "biarkan_order",
  "lengkapi_data",
];

/**
 * The smaller form of a promise that was too large: the first occasion of the day, or one trade
 * more where it counts trades; null where it has none (a larger loss a day would be no step), or is
 * the smaller form already.
 */
export function smallerForm({
  id,
  params,
}: Pick<Action, "id" | "params">): Action["params"] | null {
  if (params.first_only === 1) return null;
  if (id === "batas_jumlah") return { ...params, most: Number(params.most) + 1, first_only: 1 };
  return FIRST_ONLY.includes(id) ? { ...params, first_only: 1 } : null;
}

/** What a promise is about: two of one kind may be about different symbols, or about the bots. */
export function subjectOf({ id, params }: { id: string; params: Action["params"] }): string {
  const of = isPlanId(id) ? (SUBJECTS[id] ?? []) : [];
  return [id, ...of.map((name) => String(params[name] ?? ""))].join(" ");
}

const SUBJECTS: Readonly<Partial<Record<PlanId, readonly string[]>>> = {
  lot_dasar: ["symbol"],
  lot_tetap: ["ahead"],
  lot_setengah: ["segment", "label"],
  batas_rugi: ["bots"],
};

/** Under this name a promise keeps the usual lot of a symbol, as it was when it was made. */
export const lotName = (symbol: string) => `lot:${symbol}`;

/** The lot over the one that the promise has for the symbol; else over the usual one of late. */
function ratioTo({ trade, lotRatio }: HandTrade, params: Action["params"]): number | null {
  const own = params.symbol === trade.symbol ? params.base : null;
  const base = Number(params[lotName(trade.symbol)] ?? own ?? 0);
  const lot = knownLot(trade);
  if (!(base > 0)) return lotRatio;
  return lot === null ? null : Math.round((lot / base) * 1e9) / 1e9;
}

/** What can be counted to see whether an action was kept, by its id; the same for a smaller form. */
export function targetOf(id: ActionId, params: Action["params"]): Target | null {
  return isPlanId(id) ? TARGETS[id](params) : null;
}

const atMost = (measure: string, value: number): Target => ({ measure, op: "<=", value });
const atLeast = (measure: string, value: number): Target => ({ measure, op: ">=", value });
const exactly = (measure: string, value: number): Target => ({ measure, op: "=", value });

const TARGETS: Readonly<Record<PlanId, (params: Action["params"]) => Target>> = {
  lot_dasar_setelah_rugi: () => atMost("lot_ratio_after_loss", IN_LINE),
  jeda_setelah_rugi: ({ minutes }) => atLeast("gap_minutes_after_loss", Number(minutes)),
  lot_dasar: () => atMost("lot_ratio", IN_LINE),
  lot_tetap: () => atMost("lot_ratio", IN_LINE),
  lot_setengah: () => atMost("lot_ratio", TRIAL.lot01),
  risiko_maksimum: ({ limit }) => atMost("risk_percent", Number(limit)),
  risiko_terbuka: ({ limit }) => atMost("open_risk_percent", Number(limit)),
  sl_sebelum_order: () => exactly("share_with_stop", 1),
  bot_pasang_sl: () => exactly("share_with_stop", 1),
  stop_di_tempat: () => atLeast("lowest_r", -PLANNED_R),
  tunggu_tertutup: () => exactly("adds_to_losers", 0),
  batas_jumlah: ({ most }) => atMost("trades", Number(most)),
  batas_rugi: () => exactly("entries_after_limit", 0),
  rugi_sebesar_untung: ({ amount }) => atMost("largest_loss", Number(amount)),
  target_di_atas_biaya: () => atMost("cost_share", COSTS.share01),
  biarkan_order: () => atLeast("share_at_target", NEAR_TARGET01),
  lengkapi_data: () => exactly("coverage", 1),
};

/** A promise is kept for good after so many chances in a row, or at this lower bound of its share. */
const RETIRE_CHANCES = 10;
const RETIRE_BOUND = 0.8;
/** After so many days broken in a row it was too large a step. */
const SHRINK_DAYS = 3;

/** Promises that are kept by a share of the chances and not by each of them. */
const SHARES: Readonly<Partial<Record<ActionId, number>>> = { biarkan_order: NEAR_TARGET01 };

/** Whether the day kept it: on all of its chances, or on as many as it promised. */
function isKept({ id, params }: OpenPromise["action"], { chances, broken }: Kept): boolean {
  const share01 = params.first_only === 1 ? 1 : (SHARES[id] ?? 1);
  return chances - broken.length >= share01 * chances - TOLERANCE;
}

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
  const inARow = tested.length - 1 - tested.findLastIndex((day) => isKept(promise.action, day));
  const bound = wilsonAt(of - broken, of, Z_ONE_SIDED_95)?.low ?? 0;
  const retired = broken === 0 ? of >= RETIRE_CHANCES : bound >= RETIRE_BOUND;
  return {
    promise: promise.id,
    id: promise.action.id,
    params: promise.action.params,
    made_on: promise.made_on,
    accepted_on: promise.accepted_on,
    outcome: today.chances === 0 ? "untested" : isKept(promise.action, today) ? "kept" : "broken",
    chances: today.chances,
    trades: today.broken,
    kept: of - broken,
    of,
    bound,
    next: retired
      ? "retire"
      : inARow < SHRINK_DAYS
        ? "go-on"
        : smallerForm(promise.action) === null
          ? "let-go"
          : "shrink",
  };
}

/** Earlier days with trades by hand after the day of the promise, each as it was then. */
function daysSince(date: string, history: DayHistory): DayHistory[] {
  const dates = [...new Set(history.earlier.map((trade) => trade.session_date))];
  return dates
    .filter((day) => day > date)
    .map((day) => ({
      ...history,
      balance: balanceOn(day, history),
      trades: history.earlier.filter((trade) => trade.session_date === day),
      earlier: history.earlier.filter((trade) => trade.session_date < day),
    }));
}

/** Balance when that day began. */
function balanceOn(date: string, { earlier, earlierBalances }: DayHistory): number | null {
  const session = earlier.find((trade) => trade.session_date === date)?.session_id;
  return earlierBalances.get(session ?? -1) ?? null;
}

/** Whether the action was kept on this day. */
export function keptOn(action: Pick<Action, "id" | "params">, history: DayHistory): Kept {
  const out = history.appeals.get(`janji:${action.id}`);
  const judged = action.params.bots === 1 ? asOwn(history) : history;
  const day = handDay(judged).filter((view) => out?.has(view.trade.id) !== true);
  return isPlanId(action.id) && day.length > 0
    ? CHECKS[action.id](day, action.params, judged)
    : { chances: 0, broken: [] };
}

/** The bots' trades alone, as if they were made by hand: what was promised of them is judged on them. */
function asOwn(history: DayHistory): DayHistory {
  const bots = (trades: readonly Trade[]) =>
    trades.filter((trade) => !isByHand(trade)).map((trade) => ({ ...trade, bot_id: null }));
  return { ...history, trades: bots(history.trades), earlier: bots(history.earlier) };
}

type Check = (day: readonly HandTrade[], params: Action["params"], history: DayHistory) => Kept;

/** Of the trades that give a chance (the first one only, in a smaller promise), those that fail. */
function each(
  day: readonly HandTrade[],
  params: Action["params"],
  isChance: (view: HandTrade) => boolean,
  isKept: (view: HandTrade) => boolean,
): Kept {
  const all = day.filter(isChance);
  const chances = params.first_only === 1 ? all.slice(0, 1) : all;
  return {
    chances: chances.length,
    broken: chances.filter((view) => !isKept(view)).map((view) => view.trade.id),
  };
}

const afterLoss = (view: HandTrade) => view.afterLoss;
const isInLine = (view: HandTrade, params: Action["params"]) => {
  const ratio = ratioTo(view, params);
  return ratio === null || ratio <= IN_LINE;
};
const paused = ({ gapSeconds }: HandTrade, minutes: unknown) =>
  gapSeconds === null || gapSeconds >= Number(minutes) * 60;

/** The segments that a trade itself tells of, so that a promise about them can be checked. */
const SEGMENTS: Readonly<Record<CheckedSegment, (trade: Trade) => string | null>> = {
  simbol: ({ symbol }) => symbol,
  strategi: ({ strategy_used }) => strategy_used,
  arah: ({ side }) => side,
};
/** Not the hour: that is told in the zone of the trader. */
type CheckedSegment = Exclude<TradeSegmentId, "jam">;

/** Whether a promise about this part of the trades can be checked. */
export function isChecked(segment: unknown): segment is CheckedSegment {
  return typeof segment === "string" && Object.hasOwn(SEGMENTS, segment);
}

const allWithStop: Check = (day, params) =>
  each(
    day,
    params,
    ({ trade }) => hasStop(trade) !== null,
    ({ trade }) => hasStop(trade) === true,
  );

const CHECKS: Readonly<Record<PlanId, Check>> = {
  lot_dasar_setelah_rugi: (day, params) =>
    each(
      day,
      params,
      // A lot that nobody can compare keeps nothing; too short a pause is broken all the same.
      (view) => view.afterLoss && (ratioTo(view, params) !== null || !paused(view, params.minutes)),
      (view) => isInLine(view, params) && paused(view, params.minutes),
    ),
  jeda_setelah_rugi: (day, params) =>
    each(day, params, afterLoss, (view) => paused(view, params.minutes)),
  lot_dasar: (day, params) =>
    each(
      day,
      params,
      (view) => view.trade.symbol === params.symbol && ratioTo(view, params) !== null,
      (view) => isInLine(view, params),
    ),
  lot_setengah: (day, params) => {
    const label = isChecked(params.segment) ? SEGMENTS[params.segment] : null;
    return each(
      day,
      params,
      (view) => ratioTo(view, params) !== null && label?.(view.trade) === params.label,
      (view) => (ratioTo(view, params) ?? 0) <= TRIAL.lot01 + TOLERANCE,
    );
  },
  lot_tetap: (day, params) =>
    each(
      day,
      params,
      (view) => view.prev !== null && ratioTo(view, params) !== null,
      (view) => isInLine(view, params),
    ),
  risiko_maksimum: (day, params) =>
    each(
      day,
      params,
      ({ trade }) => knownRisk(trade) !== null,
      ({ trade }) => (knownRisk(trade) ?? 0) <= Number(params.limit) + TOLERANCE,
    ),
  risiko_terbuka: (day, params) => {
    const trades = day.map((view) => view.trade);
    const limit = Number(params.limit) / OPEN_LIMITS;
    const stacked = stackedEntries(trades, limit);
    const over = overOpenLimit(trades, limit);
    return each(
      day,
      params,
      ({ trade }) => stacked.includes(trade),
      ({ trade }) => !over.some((opening) => opening.trade === trade),
    );
  },
  sl_sebelum_order: allWithStop,
  bot_pasang_sl: allWithStop,
  stop_di_tempat: (day, params, { balance }) =>
    each(
      day,
      params,
      ({ trade }) => trade.profit_loss < 0 && plannedR(trade, balance) !== null,
      ({ trade }) => (plannedR(trade, balance) ?? 0) >= -PLANNED_R,
    ),
  tunggu_tertutup: (day, params) => {
    const placed = day.filter(isPlaced);
    const adds = addsToLosers(params.first_only === 1 ? untilFirstClosed(placed) : placed);
    const broken = adds.map((view) => view.trade.id);
    return { chances: placed.length < 2 ? 0 : Math.max(1, broken.length), broken };
  },
  batas_jumlah: (day, params) => {
    const over = day.slice(Number(params.most)).map((view) => view.trade.id);
    return { chances: Math.max(1, over.length), broken: over };
  },
  batas_rugi: (day, params, history) => entriesAfterLoss(day, Number(params.amount), history),
  rugi_sebesar_untung: (day, params) =>
    each(
      day,
      params,
      ({ trade }) => trade.profit_loss < 0,
      ({ trade }) => -trade.profit_loss <= Number(params.amount) + TOLERANCE,
    ),
  target_di_atas_biaya: (day) => {
    const known = day.filter(({ trade }) => trade.commission !== null || trade.swap !== null);
    const costs = known.map(({ trade }) => (trade.commission ?? 0) + (trade.swap ?? 0));
    const paid = -costs.reduce((sum, cost) => sum + cost, 0);
    const gains = known.map(({ trade }, i) => Math.max(0, trade.profit_loss - (costs[i] ?? 0)));
    const gross = gains.reduce((sum, gain) => sum + gain, 0);
    if (gross <= 0) return { chances: 0, broken: [] };
    const isOver = paid > COSTS.share01 * gross + TOLERANCE;
    const dear = known.filter((_, i) => (costs[i] ?? 0) < 0).map((view) => view.trade.id);
    return { chances: isOver ? dear.length : 1, broken: isOver ? dear : [] };
  },
  biarkan_order: (day, params) =>
    each(
      day,
      params,
      ({ trade }) => trade.profit_loss > 0 && plannedRr(trade) > 0,
      ({ trade }) =>
        exitOf(trade) === "tp" || (priceR(trade) ?? 0) >= NEAR_TARGET01 * plannedRr(trade),
    ),
  lengkapi_data: (day, params) =>
    each(
      day,
      params,
      () => true,
      ({ trade }) => isFilledIn(trade, params),
    ),
};

/** What the promise names is known: the stop, the risk, the strategy. */
function isFilledIn(trade: Trade, { stop, risk, strategy }: Action["params"]): boolean {
  if (stop === 1 && hasStop(trade) === null) return false;
  if (risk === 1 && knownRisk(trade) === null) return false;
  return strategy !== 1 || (trade.strategy_used ?? "").trim() !== "";
}

/** The day's first position, and what was opened while it was. */
function untilFirstClosed(timed: readonly HandTrade[]): HandTrade[] {
  const closed = timed[0]?.exitMs ?? 0;
  return timed.filter((view) => (view.entryMs ?? 0) < closed);
}

/**
 * Entries once the day's closed trades had lost the amount; no chance on a day that never did, or
 * whose entries are not all known.
 */
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
    const isUnknown = later.length === 0 && day.some((view) => view.entryMs === null);
    return { chances: isUnknown ? 0 : Math.max(1, later.length), broken: later };
  }
  return { chances: 0, broken: [] };
}
