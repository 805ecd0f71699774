import { outcomeOf } from "../base/outcome.ts";
import { MINUTE_MS } from "../base/time.ts";
import type { Plan, Trade } from "../model.ts";
import { costsOf, knownLot, knowsCosts, resultBeforeCosts } from "../trade/point-value.ts";
import type { Action, Target } from "./day-review.ts";
import { byHand, closingsOf } from "./decisions.ts";
import { lotName } from "./events/asked.ts";
import { addsToLosers, isPlaced } from "./events/risk.ts";
import { overOpenLimit, stackedEntries } from "./exposure.ts";
import type { HandTrade } from "./hand-day.ts";
import { isPromiseId, type PromiseId, type TradeSegmentId } from "./ids.ts";
import { departuresOf } from "./planned/deviation.ts";
import { checklistOf, leftAtEntry } from "./planned/use.ts";
import { isWithinHours } from "./rules/hours.ts";
import { lastLossAt } from "./rules/pause-after-loss.ts";
import type { StatusFacts } from "./rules/rule.ts";
import {
  COSTS,
  IN_LINE,
  NEAR_TARGET01,
  OPEN_LIMITS,
  PLANNED_R,
  TOLERANCE,
  TRIAL,
} from "./thresholds.ts";
import { exitOf, hasStop, isByHand, knownRisk, plannedR, plannedRr, priceR } from "./trade.ts";
import type { DayHistory } from "./types.ts";

/** How a promise is counted; its words are in report/words/promises. */
interface PromiseRule {
  /** Measure, operator and value that its action names; the same for a smaller form. */
  target(params: Action["params"]): Target;
  /** Parameters by which two promises of the kind are about different things. */
  about?: readonly string[];
  /** The form that asks less: the first occasion of the day only, or one trade more; null: none. */
  smaller: "first" | "more" | null;
  /** The share of its chances that keeps it; all of them where it has none. */
  share01?: number;
  /** The chances that a day gave, and the trades that broke it. */
  check: Check;
  /** Whether a trade by this plan would break it now; left out where only the trade can tell. */
  forbids?: Forbids;
}

/** What of a plan a promise may be about. */
type PlanTerms = Pick<Plan, "risk_percent" | "stop" | "checks">;

type Forbids = (params: Action["params"], facts: StatusFacts, plan: PlanTerms) => boolean;

/** What one day says of a promise: its chances, and the trades that broke it. */
export interface Kept {
  chances: number;
  broken: readonly number[];
}

type Check = (day: readonly HandTrade[], params: Action["params"], history: DayHistory) => Kept;

const atMost = (measure: string, value: number): Target => ({ measure, op: "<=", value });
const atLeast = (measure: string, value: number): Target => ({ measure, op: ">=", value });
const exactly = (measure: string, value: number): Target => ({ measure, op: "=", value });

/** The lot over the one that the promise has for the symbol; else over the usual one of late. */
function ratioTo({ trade, lotRatio }: HandTrade, params: Action["params"]): number | null {
  const own = params.symbol === trade.symbol ? params.base : null;
  const base = Number(params[lotName(trade.symbol)] ?? own ?? 0);
  const lot = knownLot(trade);
  if (!(base > 0)) return lotRatio;
  return lot === null ? null : Math.round((lot / base) * 1e9) / 1e9;
}

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

/** The plan that the trade was made by. */
const planOf = ({ trade }: HandTrade, { plans }: DayHistory) => plans?.get(trade.plan_id ?? 0);

const allWithStop: Check = (day, params) =>
  each(
    day,
    params,
    ({ trade }) => hasStop(trade) !== null,
    ({ trade }) => hasStop(trade) === true,
  );

const isTooSoon: Forbids = ({ minutes }, facts) =>
  facts.now < lastLossAt(facts) + Number(minutes) * MINUTE_MS;

export const PROMISE_RULES: Readonly<Record<PromiseId, PromiseRule>> = {
  lot_dasar_setelah_rugi: {
    target: () => atMost("lot_ratio_after_loss", IN_LINE),
    smaller: "first",
    check: (day, params) =>
      each(
        day,
        params,
        // A lot that nobody can compare keeps nothing; too short a pause is broken all the same.
        (view) =>
          view.afterLoss && (ratioTo(view, params) !== null || !paused(view, params.minutes)),
        (view) => isInLine(view, params) && paused(view, params.minutes),
      ),
    forbids: isTooSoon,
  },
  jeda_setelah_rugi: {
    target: ({ minutes }) => atLeast("gap_minutes_after_loss", Number(minutes)),
    smaller: "first",
    check: (day, params) => each(day, params, afterLoss, (view) => paused(view, params.minutes)),
    forbids: isTooSoon,
  },
  lot_dasar: {
    target: () => atMost("lot_ratio", IN_LINE),
    about: ["symbol"],
    smaller: "first",
    check: (day, params) =>
      each(
        day,
        params,
        (view) => view.trade.symbol === params.symbol && ratioTo(view, params) !== null,
        (view) => isInLine(view, params),
      ),
  },
  lot_setengah: {
    target: () => atMost("lot_ratio", TRIAL.lot01),
    about: ["segment", "label"],
    smaller: "first",
    check: (day, params) => {
      const label = isChecked(params.segment) ? SEGMENTS[params.segment] : null;
      return each(
        day,
        params,
        (view) => ratioTo(view, params) !== null && label?.(view.trade) === params.label,
        (view) => (ratioTo(view, params) ?? 0) <= TRIAL.lot01 + TOLERANCE,
      );
    },
  },
  lot_tetap: {
    target: () => atMost("lot_ratio", IN_LINE),
    about: ["ahead"],
    smaller: "first",
    check: (day, params) =>
      each(
        day,
        params,
        (view) => view.prev !== null && ratioTo(view, params) !== null,
        (view) => isInLine(view, params),
      ),
  },
  risiko_maksimum: {
    target: ({ limit }) => atMost("risk_percent", Number(limit)),
    smaller: "first",
    check: (day, params) =>
      each(
        day,
        params,
        ({ trade }) => knownRisk(trade) !== null,
        ({ trade }) => (knownRisk(trade) ?? 0) <= Number(params.limit) + TOLERANCE,
      ),
    forbids: ({ limit }, _, { risk_percent: risk }) =>
      risk !== null && risk > Number(limit) + TOLERANCE,
  },
  risiko_terbuka: {
    target: ({ limit }) => atMost("open_risk_percent", Number(limit)),
    smaller: "first",
    check: (day, params) => {
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
  },
  sl_sebelum_order: {
    target: () => exactly("share_with_stop", 1),
    smaller: "first",
    check: allWithStop,
    forbids: (_, __, { stop }) => stop === null,
  },
  bot_pasang_sl: {
    target: () => exactly("share_with_stop", 1),
    smaller: null,
    check: allWithStop,
  },
  stop_di_tempat: {
    target: () => atLeast("lowest_r", -PLANNED_R),
    smaller: "first",
    check: (day, params, { balance }) =>
      each(
        day,
        params,
        ({ trade }) => outcomeOf(trade) < 0 && plannedR(trade, balance) !== null,
        ({ trade }) => (plannedR(trade, balance) ?? 0) >= -PLANNED_R,
      ),
  },
  tunggu_tertutup: {
    target: () => exactly("adds_to_losers", 0),
    smaller: "first",
    check: (day, params) => {
      const placed = day.filter(isPlaced);
      const adds = addsToLosers(params.first_only === 1 ? untilFirstClosed(placed) : placed);
      const broken = adds.map((view) => view.trade.id);
      return { chances: placed.length < 2 ? 0 : Math.max(1, broken.length), broken };
    },
  },
  batas_jumlah: {
    target: ({ most }) => atMost("trades", Number(most)),
    smaller: "more",
    check: (day, params) => {
      const over = day.slice(Number(params.most)).map((view) => view.trade.id);
      return { chances: Math.max(1, over.length), broken: over };
    },
    forbids: ({ most }, { trades }) => byHand(trades).length >= Number(most),
  },
  rencana_dulu: {
    target: () => exactly("trades_without_plan", 0),
    smaller: "first",
    check: (day, params, history) =>
      each(
        day,
        params,
        () => true,
        (view) => planOf(view, history) !== undefined,
      ),
  },
  sesuai_rencana: {
    target: () => exactly("entries_off_plan", 0),
    smaller: "first",
    check: (day, params, history) =>
      each(
        day,
        params,
        (view) => planOf(view, history) !== undefined,
        (view) => {
          const plan = planOf(view, history);
          return plan === undefined || !leftAtEntry(departuresOf(plan, view.trade));
        },
      ),
  },
  checklist_penuh: {
    target: () => exactly("checklists_broken", 0),
    smaller: "first",
    check: (day, params, history) => {
      const whole = (view: HandTrade) => {
        const plan = planOf(view, history);
        return plan === undefined ? null : checklistOf(plan);
      };
      return each(
        day,
        params,
        (view) => whole(view) !== null,
        (view) => whole(view) === true,
      );
    },
    forbids: (_, __, plan) => checklistOf(plan) === false,
  },
  jam_sendiri: {
    target: () => exactly("entries_out_of_hours", 0),
    smaller: "first",
    check: (day, params) => {
      const hours = { from: String(params.from), to: String(params.to) };
      return each(
        day,
        params,
        ({ entryMs }) => entryMs !== null,
        ({ entryMs }) => isWithinHours(hours, entryMs ?? 0, String(params.zone)),
      );
    },
  },
  batas_rugi: {
    target: () => exactly("entries_after_limit", 0),
    about: ["bots"],
    smaller: null,
    check: (day, params, history) => entriesAfterLoss(day, Number(params.amount), history),
    forbids({ amount, bots }, { trades }) {
      if (bots === 1) return false;
      const sum = byHand(trades).reduce((total, { profit_loss }) => total + profit_loss, 0);
      return sum <= -Number(amount) + TOLERANCE;
    },
  },
  rugi_sebesar_untung: {
    target: ({ amount }) => atMost("largest_loss", Number(amount)),
    smaller: "first",
    check: (day, params) =>
      each(
        day,
        params,
        ({ trade }) => outcomeOf(trade) < 0,
        ({ trade }) => -trade.profit_loss <= Number(params.amount) + TOLERANCE,
      ),
  },
  target_di_atas_biaya: {
    target: () => atMost("cost_share", COSTS.share01),
    smaller: null,
    check: (day) => {
      const known = day.map(({ trade }) => trade).filter(knowsCosts);
      const paid = -known.reduce((sum, trade) => sum + costsOf(trade), 0);
      const gains = known.map((trade) => Math.max(0, resultBeforeCosts(trade)));
      const gross = gains.reduce((sum, gain) => sum + gain, 0);
      if (gross <= 0) return { chances: 0, broken: [] };
      const isOver = paid > COSTS.share01 * gross + TOLERANCE;
      const dear = known.filter((trade) => costsOf(trade) < 0).map(({ id }) => id);
      return { chances: isOver ? dear.length : 1, broken: isOver ? dear : [] };
    },
  },
  biarkan_order: {
    target: () => atLeast("share_at_target", NEAR_TARGET01),
    smaller: "first",
    share01: NEAR_TARGET01,
    check: (day, params) =>
      each(
        day,
        params,
        ({ trade }) => outcomeOf(trade) > 0 && plannedRr(trade) > 0,
        ({ trade }) =>
          exitOf(trade) === "tp" || (priceR(trade) ?? 0) >= NEAR_TARGET01 * plannedRr(trade),
      ),
  },
  lengkapi_data: {
    target: () => exactly("coverage", 1),
    smaller: "first",
    check: (day, params) =>
      each(
        day,
        params,
        () => true,
        ({ trade }) => isFilledIn(trade, params),
      ),
  },
};

/** The promises that a trade by this plan would break now. */
export function brokenBy<T extends { action: { id: string; params: Action["params"] } }>(
  promises: readonly T[],
  facts: StatusFacts,
  plan: PlanTerms,
): T[] {
  return promises.filter(
    ({ action: { id, params } }) =>
      isPromiseId(id) && PROMISE_RULES[id].forbids?.(params, facts, plan) === true,
  );
}

/** Whether a promise says something of trades of this symbol. */
export function isAbout(
  { symbol: own, segment, label }: Action["params"],
  symbol: string,
): boolean {
  if (segment === "simbol") return label === symbol;
  return typeof own !== "string" || own === symbol;
}

/**
 * What the promise names is known: the stop, the risk, the strategy. Where there was no stop there
 * is none to note, and a risk that was typed all the same had nothing to hold it.
 */
function isFilledIn(trade: Trade, { stop, risk, strategy }: Action["params"]): boolean {
  if (stop === 1 && hasStop(trade) !== true) return false;
  if (risk === 1 && (knownRisk(trade) === null || hasStop(trade) === false)) return false;
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
  let sum = 0;
  for (const { at, result } of closingsOf(history.trades.filter(isByHand))) {
    sum += result;
    if (sum > -amount + TOLERANCE) continue;
    const later = day.filter((view) => (view.entryMs ?? 0) > at).map((view) => view.trade.id);
    const isUnknown = later.length === 0 && day.some((view) => view.entryMs === null);
    return { chances: isUnknown ? 0 : Math.max(1, later.length), broken: later };
  }
  return { chances: 0, broken: [] };
}
