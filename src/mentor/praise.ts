import { wilsonAt, Z_ONE_SIDED_95 } from "../stats/wilson.ts";
import { exitOf, hasTarget, plannedRr } from "./deals.ts";
import { type HandTrade, handViews, hasStop, isByHand, knownRisk } from "./facts.ts";
import { priceR } from "./losses.ts";
import { dayPraise } from "./praise-days.ts";
import type { DayHistory, Finding, Look, MentorSettings } from "./types.ts";

/** Praise rests on the last so many trades by hand. */
const RECENT = 50;
/** Violations that cost this share of all losses spoil the praise, however few they were. */
const MOST_COST_SHARE = 0.1;
const IN_LINE = 1.25;
const CALM_GAP_SECONDS = 10 * 60;
const PLANNED_R = -1.15;
const NEAR_TARGET = 0.8;

/** One good habit: its chances, whether a chance was kept, and how sure it must be. */
interface Habit {
  id: string;
  family: string;
  isChance(view: HandTrade): boolean;
  isKept(view: HandTrade, settings: MentorSettings): boolean;
  /** Lower bound of the share kept (Wilson, one-sided 95 %) from which it is praised. */
  bound: number;
  minimum: number;
}

const isPlanned = ({ trade }: HandTrade) => trade.profit_loss > 0 && plannedRr(trade) > 0;

const HABITS: readonly Habit[] = [
  {
    ...{ id: "sl_disiplin", family: "stop", bound: 0.85, minimum: 20 },
    isChance: ({ trade }) => hasStop(trade) !== null,
    isKept: ({ trade }) => hasStop(trade) === true,
  },
  {
    ...{ id: "risiko_terjaga", family: "ukuran", bound: 0.85, minimum: 20 },
    // Without a stop the risk has no end, so it was not kept.
    isChance: ({ trade }) => hasStop(trade) === false || knownRisk(trade) !== null,
    isKept: ({ trade }, { riskLimitPercent }) =>
      hasStop(trade) !== false && (knownRisk(trade) ?? 0) <= riskLimitPercent + 1e-9,
  },
  {
    ...{ id: "ukuran_konsisten", family: "ukuran", bound: 0.8, minimum: 20 },
    isChance: ({ sizeRatio }) => sizeRatio !== null,
    isKept: ({ sizeRatio }) =>
      sizeRatio !== null && sizeRatio <= IN_LINE && sizeRatio >= 1 / IN_LINE,
  },
  {
    ...{ id: "jeda_setelah_rugi", family: "waktu", bound: 0.8, minimum: 10 },
    isChance: (view) => view.afterLoss && view.gapSeconds !== null,
    isKept: ({ gapSeconds }) => (gapSeconds ?? 0) >= CALM_GAP_SECONDS,
  },
  {
    ...{ id: "rugi_sesuai_rencana", family: "stop", bound: 0.85, minimum: 15 },
    isChance: ({ trade }) => trade.profit_loss < 0 && priceR(trade) !== null,
    isKept: ({ trade }) => (priceR(trade) ?? 0) >= PLANNED_R,
  },
  {
    ...{ id: "target_dipegang", family: "exit", bound: 0.7, minimum: 12 },
    isChance: isPlanned,
    isKept: ({ trade }) =>
      exitOf(trade) === "tp" || (priceR(trade) ?? 0) >= NEAR_TARGET * plannedRr(trade),
  },
];

/**
 * Good habits of the last 50 trades by hand that the numbers bear out: the lower bound of the share
 * passes, nothing broke it on this day, and what did break it before cost less than a tenth of the
 * losses.
 */
export function praise(
  history: DayHistory,
  settings: MentorSettings,
  looks: readonly Look[],
): Finding[] {
  if (!history.trades.some(isByHand)) return [];
  const views = handViews(history, RECENT);
  const losses = views.reduce((sum, { trade }) => sum + Math.min(0, trade.profit_loss), 0);
  /** Broken on this day, or at a cost that says more than the share. */
  const isSpoilt = (broken: readonly HandTrade[]) => {
    const cost = broken.reduce((sum, { trade }) => sum + Math.min(0, trade.profit_loss), 0);
    const today = broken.some((view) => view.trade.session_id === history.session.id);
    return today || (losses < 0 && cost / losses >= MOST_COST_SHARE);
  };
  const found = HABITS.flatMap((habit) => {
    if (habit.id === "target_dipegang" && !plansTargets(views)) return [];
    const chances = views.filter(habit.isChance);
    const broken = chances.filter((view) => !habit.isKept(view, settings));
    const kept = chances.length - broken.length;
    const bound = wilsonAt(kept, chances.length, Z_ONE_SIDED_95)?.low ?? 0;
    if (chances.length < habit.minimum || bound < habit.bound || isSpoilt(broken)) return [];
    return [praiseFinding(habit.id, habit.family, chances.length, { kept, bound })];
  });
  found.push(...dayPraise(history, settings, looks));
  const neutral = looks[0]?.neutral_lot ?? null;
  const larger = views.filter((view) => view.afterLoss && (view.sizeRatio ?? 0) > IN_LINE);
  if (neutral !== null && !isSpoilt(larger)) {
    const { ratio, low, high, n } = neutral;
    found.push(praiseFinding("lot_netral_setelah_rugi", "ukuran", n, { ratio, low, high }));
  }
  return found;
}

/** More than four trades in five have a target, so that holding on to it means something. */
function plansTargets(views: readonly HandTrade[]): boolean {
  const planned = views.filter(({ trade }) => hasTarget(trade) === true).length;
  return planned > 0.8 * views.length;
}

function praiseFinding(id: string, family: string, n: number, values: Finding["values"]): Finding {
  return {
    ...{ id, level: "kejadian", family, kind: "good", n, trades: [] },
    values: { ...values, praise: 1 },
    ...{ cost: null, severity: 65 },
  };
}
