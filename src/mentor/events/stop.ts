import { mistakeWords } from "../../base/mistakes.ts";
import { addMoney, currencyOf } from "../../base/money.ts";
import { outcomeOf } from "../../base/outcome.ts";
import type { Trade } from "../../model.ts";
import { resultBeforeCosts } from "../../trade/point-value.ts";
import { byHand } from "../decisions.ts";
import { measuresIn } from "../hand-day.ts";
import { ownLossLimit } from "../rules/max-daily-loss.ts";
import { BASE_WINDOW, MIN_BASE, ONE_LOSS, PLANNED_R, TOLERANCE } from "../thresholds.ts";
import { hasStop, lossesOf, medianOrNull, netOf, plannedR, priceR, worstFirst } from "../trade.ts";
import type { DayHistory, Finding, MentorSettings } from "../types.ts";
import type { Asked } from "./asked.ts";
import { type Detector, fact, type SomeFacts, severityOf } from "./event.ts";

/**
 * `rugi_melebihi_rencana`: losses that ended further away than the stop, by price distance, or lost
 * more than the risk that was planned, where prices are not known. The cost is what lies beyond that
 * tenth, the sum of result + 1.1 x planned loss. `rugi_sesuai_rencana`: all losers are known to have
 * ended within it, none of them with a stop that was moved away.
 */
const beyondStop: Detector = (history, settings) => {
  const trades = byHand(history.trades);
  const losers = trades.filter((trade) => outcomeOf(trade) < 0);
  if (losers.length === 0) return [];
  const known = losers.flatMap((trade) => {
    const r = plannedR(trade, history.balance);
    return r === null || r >= 0 ? [] : [{ trade, r }];
  });
  if (known.length === 0) return { id: "rugi_melebihi_rencana", reason: "harga", have: 0, need: 1 };
  known.sort((a, b) => a.r - b.r || a.trade.id - b.trade.id);
  // A stop that was moved from where the plan had it is told with the plan, and so is what it cost.
  const over = known.filter(({ trade, r }) => r < -PLANNED_R && !hasMovedStop(trade, history));
  const worst = known[0];
  // By the stop's distance, or by the risk that was planned: words must not name the wrong one.
  const by_price = over.every(({ trade }) => priceR(trade) !== null) ? 1 : 0;
  const values = { count: over.length, known: known.length, worst_r: worst?.r ?? 0, by_price };
  if (over.length === 0) {
    // That a loss ended at its stop, its price alone can show.
    if (losers.some((trade) => priceR(trade) === null || isMoved(trade, history))) return [];
    const ids = known.map(({ trade }) => trade.id);
    const rest = { n: known.length, trades: ids, values, cost: null, severity: 48 };
    return [fact("rugi_sesuai_rencana", "stop", "good", rest)];
  }
  const cost = addMoney(
    over.map(({ trade, r }) => resultBeforeCosts(trade) * (1 + PLANNED_R / r)),
    currencyOf(settings.currency),
  );
  const severity = severityOf({
    cost,
    grossLoss: lossesOf(trades, settings),
    effect01: (-(worst?.r ?? 0) - 1) / 1,
    share01: over.length / known.length,
  });
  const ids = over.map(({ trade }) => trade.id);
  const evidence = { ...values, worst: worst?.trade.id ?? 0 };
  const rest = { n: known.length, trades: ids, values: evidence, severity };
  return [fact("rugi_melebihi_rencana", "stop", "bad", { ...rest, cost: cost < 0 ? cost : null })];
};

/** Whether the stop at the end was not the planned one: by the sealed plan, or as the trader says. */
function isMoved(trade: Trade, history: DayHistory): boolean {
  const isSaid = mistakeWords(trade.mistakes ?? "").includes("geser-sl");
  return isSaid || hasMovedStop(trade, history);
}

/** Whether the stop stood further away at the end than in the sealed plan. */
function hasMovedStop({ id }: Trade, { planned }: DayHistory): boolean {
  const own = planned?.done.find(({ trade }) => trade === id);
  return own?.deviation.kinds.includes("stop") ?? false;
}

/**
 * `tanpa_sl`: trades of which it is known that they had no stop loss. `semua_sl`: every trade by
 * hand is known to have had one.
 */
const stopLoss: Detector = (history, settings) => {
  const trades = byHand(history.trades);
  const known = trades.filter((trade) => hasStop(trade) !== null);
  if (trades.length === 0) return [];
  if (known.length === 0) return { id: "tanpa_sl", reason: "sl", have: 0, need: 1 };
  const bare = known.filter((trade) => hasStop(trade) === false);
  if (bare.length === 0) {
    if (known.length < trades.length) return [];
    const values = { count: known.length };
    const ids = known.map((trade) => trade.id);
    const rest = { n: trades.length, trades: ids, values, cost: null, severity: 50 };
    return [fact("semua_sl", "stop", "good", rest)];
  }
  const net = netOf(bare, currencyOf(settings.currency));
  const share01 = bare.length / known.length;
  const severity = severityOf({
    cost: net < 0 ? net : null,
    grossLoss: lossesOf(trades, settings),
    effect01: share01 / 0.5,
    share01,
    floor: share01 >= 0.5 ? 60 : 0,
  });
  const values = { count: bare.length, known: known.length, total: trades.length, net };
  const rest = { n: known.length, trades: worstFirst(bare), values, cost: null, severity };
  return [fact("tanpa_sl", "stop", "bad", rest)];
};

/** `satu_rugi_besar`: one loss larger than all wins of the day (two or more) together. */
const oneLoss: Detector = (history, settings) => {
  const trades = byHand(history.trades);
  const winners = trades.filter((trade) => outcomeOf(trade) > 0);
  const biggest = trades.reduce<(typeof trades)[number] | null>(
    (worst, trade) => (worst === null || trade.profit_loss < worst.profit_loss ? trade : worst),
    null,
  );
  const wins = netOf(winners, currencyOf(settings.currency));
  if (biggest === null || winners.length < ONE_LOSS.wins || -biggest.profit_loss <= wins) return [];
  const severity = severityOf({
    cost: biggest.profit_loss,
    grossLoss: lossesOf(trades, settings),
    effect01: -biggest.profit_loss / wins / 3,
    share01: 1 / trades.length,
  });
  const values = {
    loss: biggest.profit_loss,
    wins,
    win_count: winners.length,
    average_win: wins / winners.length,
    no_stop: hasStop(biggest) === false ? 1 : 0,
  };
  const rest = { n: trades.length, trades: [biggest.id], values, cost: null, severity };
  return [fact("satu_rugi_besar", "exit", "bad", rest)];
};

/** Facts about stops and losses. */
export const STOP_FACTS = {
  tanpa_sl: {
    look: stopLoss,
    money: "realised",
    plan: () => ({ id: "sl_sebelum_order", params: {} }),
    denies: ["semua_sl", "sl_disiplin", "risiko_terjaga", "rugi_sesuai_rencana"],
  },
  semua_sl: { look: stopLoss, within: "sl_disiplin" },
  rugi_melebihi_rencana: {
    look: beyondStop,
    money: "stop",
    plan: () => ({ id: "stop_di_tempat", params: {} }),
    denies: ["rugi_sesuai_rencana"],
  },
  rugi_sesuai_rencana: { look: beyondStop, within: "rugi_sesuai_rencana" },
  satu_rugi_besar: {
    look: oneLoss,
    money: null,
    plan: averageWin,
    denies: [],
  },
} satisfies SomeFacts;

/**
 * No loss above the average win, but not below what a stop at the usual risk lets through: one that did
 * its work is nothing to promise against. One's own limit, where that is lower, as that holds. Null
 * where the loss was within that.
 */
function averageWin(
  { values }: Finding,
  history: DayHistory,
  settings: MentorSettings,
): Asked | null {
  const currency = currencyOf(settings.currency);
  const average = Number(values.average_win);
  const most = addMoney([Math.max(average, PLANNED_R * (usualPlan(history) ?? 0))], currency);
  const own = ownLossLimit(history, currency);
  const params: Asked["params"] =
    own !== null && own < most ? { amount: own, own: 1 } : { amount: most };
  const isWithin = -Number(values.loss) <= Number(params.amount) + TOLERANCE;
  return isWithin ? null : { id: "rugi_sebesar_untung", params };
}

/** The median of the last planned losses that are known, in money; null with fewer than a base of them. */
function usualPlan(history: DayHistory): number | null {
  const plans = measuresIn(history)
    .map(({ riskMoney }) => riskMoney)
    .filter((plan) => plan > 0)
    .slice(-BASE_WINDOW);
  return plans.length < MIN_BASE ? null : medianOrNull(plans);
}
