import { addMoney, currencyOf } from "../../base/money.ts";
import { outcomeOf } from "../../base/outcome.ts";
import type { Trade } from "../../model.ts";
import { fisherGreater, fisherTwoSided } from "../../stats/exact.ts";
import { costsOf, knowsCosts, resultBeforeCosts } from "../../trade/point-value.ts";
import { allByHand, byHand } from "../decisions.ts";
import { isLookDay } from "../exposure.ts";
import { handViews } from "../hand-day.ts";
import { BLANK_STRATEGY, COSTS, HISTORY_TRADES, SIDE_FLIPS, SYMBOL_FOCUS } from "../thresholds.ts";
import { knownRisk } from "../trade.ts";
import type { DayHistory, Finding, MentorSettings } from "../types.ts";
import type { Asked } from "./asked.ts";
import { type Detector, fact, type SomeFacts, severityOf } from "./event.ts";

/**
 * `balik_arah`: how often the side is changed on the same symbol after a loss and after a win, over
 * the last 200 trades; told where the two differ (Fisher exact, two-sided, p < 0.01). Neither good
 * nor bad. Looked at only when habits are, so that not every day draws a lot.
 */
const sideFlips: Detector = (history) => {
  if (!isLookDay(history)) return [];
  const pairs = handViews(history, HISTORY_TRADES).filter(
    ({ trade, prev }) =>
      prev !== null && prev.symbol === trade.symbol && prev.side !== null && trade.side !== null,
  );
  const losses = pairs.filter((view) => view.afterLoss);
  const wins = pairs.filter(
    ({ afterLoss, prev }) => !afterLoss && prev !== null && outcomeOf(prev) > 0,
  );
  const have = Math.min(losses.length, wins.length);
  if (have < SIDE_FLIPS.group)
    return { id: "balik_arah", reason: "trade", have, need: SIDE_FLIPS.group };
  const flips = (views: typeof pairs) =>
    views.filter(({ trade, prev }) => prev?.side !== trade.side);
  const [afterLoss, afterWin] = [flips(losses), flips(wins)];
  const p = fisherTwoSided(
    { hits: afterLoss.length, count: losses.length },
    { hits: afterWin.length, count: wins.length },
  );
  if (p === null || p >= SIDE_FLIPS.p) return [];
  const values = {
    after_loss: afterLoss.length,
    losses: losses.length,
    after_win: afterWin.length,
    wins: wins.length,
    p,
  };
  const more = afterLoss.length / losses.length > afterWin.length / wins.length;
  const trades = (more ? afterLoss : afterWin).map((view) => view.trade.id).reverse();
  const rest = { n: losses.length + wins.length, trades, values, cost: null, severity: 12 };
  return [fact("balik_arah", "segmen", "info", rest)];
};

/**
 * `biaya_tinggi`: commission, swap and fee above 20 % of the gross profit of the winners, over the
 * trades whose costs are known.
 */
const costs: Detector = (history, settings) => {
  const trades = byHand(history.trades);
  if (trades.length === 0) return [];
  const known = trades.filter(knowsCosts);
  if (known.length === 0) return { id: "biaya_tinggi", reason: "biaya", have: 0, need: 1 };
  const currency = currencyOf(settings.currency);
  const paid = addMoney(known.map(costsOf), currency);
  const gross = addMoney(
    known.map((trade) => Math.max(0, resultBeforeCosts(trade))),
    currency,
  );
  if (paid >= 0 || gross <= 0 || -paid / gross <= COSTS.share01) return [];
  const sorted = [...known].sort((a, b) => costsOf(a) - costsOf(b) || a.id - b.id);
  const values = {
    paid,
    gross,
    share01: -paid / gross,
    limit01: COSTS.share01,
    per_trade: paid / known.length,
  };
  const severity = severityOf({
    cost: null,
    grossLoss: 0,
    effect01: -paid / gross / 0.5,
    share01: known.length / trades.length,
  });
  const ids = sorted.filter((trade) => costsOf(trade) < 0).map((trade) => trade.id);
  const rest = { n: known.length, trades: ids, values, cost: paid, severity };
  return [fact("biaya_tinggi", "biaya", "bad", rest)];
};

/**
 * `fokus_simbol`: how the risk of the last 50 trades (the trades themselves, where a risk is
 * unknown) is spread over symbols, with the Herfindahl index, the sum of squared shares. Never
 * good or bad. It moves slowly, so it is told only on the day of a look for habits, and only where
 * one of several symbols holds four fifths: who trades a single symbol knows it.
 */
const symbolFocus: Detector = (history) => {
  if (!isLookDay(history)) return [];
  const trades = allByHand(history).slice(-SYMBOL_FOCUS.recent);
  if (trades.length < SYMBOL_FOCUS.minimum) return [];
  const byRisk = trades.every((trade) => knownRisk(trade) !== null);
  const weights = new Map<string, number>();
  for (const trade of trades) {
    const weight = byRisk ? (knownRisk(trade) ?? 0) : 1;
    weights.set(trade.symbol, (weights.get(trade.symbol) ?? 0) + weight);
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const [top] = [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (top === undefined || weights.size < 2 || top[1] < SYMBOL_FOCUS.share01 * total) return [];
  const hhi = [...weights.values()].reduce((sum, weight) => sum + (weight / total) ** 2, 0);
  const values = {
    symbol: top[0],
    share01: top[1] / total,
    symbols: weights.size,
    hhi: Math.round(hhi * 1e6) / 1e6,
    by_risk: byRisk ? 1 : 0,
  };
  const ids = trades.filter((trade) => trade.symbol === top[0]).map((trade) => trade.id);
  const rest = { n: trades.length, trades: ids.reverse(), values, cost: null, severity: 10 };
  return [fact("fokus_simbol", "segmen", "info", rest)];
};

const isBlank = (trade: Trade) => (trade.strategy_used ?? "").trim() === "";

/**
 * `strategi_kosong`: more of the last 20 trades are without a strategy than of the 20 before (Fisher
 * exact, one-sided, p < 0.01, and 20 points more). Told on a day that adds to it.
 */
const missingStrategy: Detector = (history) => {
  const blankToday = byHand(history.trades).filter(isBlank);
  if (blankToday.length === 0) return [];
  const all = allByHand(history).slice(-2 * BLANK_STRATEGY.group);
  // Who never named a strategy has not stopped doing so.
  if (all.every(isBlank)) return [];
  if (all.length < 2 * BLANK_STRATEGY.group) {
    return {
      id: "strategi_kosong",
      reason: "trade",
      have: all.length,
      need: 2 * BLANK_STRATEGY.group,
    };
  }
  const [before, now] = [all.slice(0, BLANK_STRATEGY.group), all.slice(BLANK_STRATEGY.group)].map(
    (some) => some.filter(isBlank).length,
  );
  const share = (hits = 0) => ({ hits, count: BLANK_STRATEGY.group });
  const p = fisherGreater(share(now), share(before));
  const difference = ((now ?? 0) - (before ?? 0)) / BLANK_STRATEGY.group;
  if (p === null || p >= BLANK_STRATEGY.p || difference < BLANK_STRATEGY.difference01 - 1e-9)
    return [];
  const values = { now: now ?? 0, before: before ?? 0, of: BLANK_STRATEGY.group, p };
  const trades = blankToday.map((trade) => trade.id).reverse();
  const rest = { n: 2 * BLANK_STRATEGY.group, trades, values, cost: null, severity: 25 };
  return [fact("strategi_kosong", "data", "bad", rest)];
};

/** Facts that are counted over more than one trade. */
export const COUNTED_FACTS = {
  biaya_tinggi: {
    look: costs,
    money: null,
    plan: aboveCosts,
    denies: [],
  },
  strategi_kosong: {
    look: missingStrategy,
    money: null,
    plan: () => ({ id: "lengkapi_data", params: { stop: 0, risk: 0, strategy: 1 } }),
    denies: ["jurnal_lengkap"],
  },
  balik_arah: { look: sideFlips },
  fokus_simbol: { look: symbolFocus },
} satisfies SomeFacts;

/** Costs within their share of the gain: the gain must be so many times the cost. */
const GAIN_PER_COST = 1 / COSTS.share01;

function aboveCosts({ values }: Finding, _: DayHistory, settings: MentorSettings): Asked {
  const cost = -Number(values.per_trade);
  const amount = addMoney([GAIN_PER_COST * cost], currencyOf(settings.currency));
  return { id: "target_di_atas_biaya", params: { amount, times: GAIN_PER_COST, cost } };
}
