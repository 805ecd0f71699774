import { describe, expect, test } from "vitest";
import {
  absoluteDrawdown,
  endsUnderwater,
  expectedLongestRun,
  exposureInOrder,
  longestUnderwater,
  longRunProbability,
  maximalDrawdown,
  recoveryFactor,
  streaks,
} from "../../src/stats/curve.ts";
import { normalQuantile, oneSampleT } from "../../src/stats/distributions.ts";
import { type Interval, wilsonAt, Z_ONE_SIDED_95 } from "../../src/stats/exact.ts";
import { bootstrapBlocks, meanInterval, wilson } from "../../src/stats/intervals.ts";
import { kurtosis, skewness, standardDeviation, sum } from "../../src/stats/moments.ts";
import { countRuns, mt5RunsZ, normalConfidencePercent, runsExactP } from "../../src/stats/ranks.ts";
import * as outcomes from "../../src/stats/returns.ts";
import {
  annualised,
  bestShareOfGains,
  bestShareOfNet,
  kellyFraction,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpe,
  sharpeStandardError,
  sortino,
  systemQualityNumber,
} from "../../src/stats/returns.ts";
import { expectClose } from "./close.ts";
import golden from "./golden.json" with { type: "json" };

const { inputs } = golden;
const { net, entryMinute, exitMinute } = inputs;
const MINUTES_A_DAY = 1440;

/** Values with equal keys, in order of the keys. */
function groupBy(values: readonly number[], keys: readonly number[]): number[][] {
  const ordered = [...new Set(keys)].sort((a, b) => a - b);
  return ordered.map((key) => values.filter((_, i) => keys[i] === key));
}

/** The balance after each amount, from the start. */
const balances = (amounts: readonly number[]) => [
  inputs.start,
  ...amounts.map((_, i) => inputs.start + sum(amounts.slice(0, i + 1))),
];
const returnsOf = (levels: readonly number[]) =>
  levels.slice(1).map((level, i) => level / (levels[i] ?? Number.NaN) - 1);

const curve = balances(net);
const firstEntry = Math.min(...entryMinute);
const days = groupBy(
  net,
  exitMinute.map((minute) => Math.floor(minute / MINUTES_A_DAY)),
).map(sum);
const dayReturns = returnsOf(balances(days));
const tradeReturns = returnsOf(curve);
const multiples = net.flatMap((amount, i) => {
  const risk = inputs.risk[i];
  return typeof risk === "number" ? [amount / risk] : [];
});
const imputed = net.map((amount, i) => amount / (inputs.imputedRisk[i] ?? Number.NaN));
const byEntry = [...net.keys()].sort((a, b) => (entryMinute[a] ?? 0) - (entryMinute[b] ?? 0));
const blocks = groupBy(net, inputs.session).map((block) => ({
  sum: sum(block),
  count: block.length,
}));
const { count, gains, losses, zeros } = outcomes.countOutcomes(net);
const decided = net.filter((amount) => amount !== 0);
const runs = countRuns(decided);
const lossShare = losses / (gains + losses);
const lossRuns = streaks(net, -1);
const gainRuns = streaks(net, 1);
const drawdown = maximalDrawdown(curve);
const underwater = longestUnderwater(curve, [firstEntry, ...exitMinute]);
const ends = (interval: Interval | null) => interval && [interval.low, interval.high];

/** Ours for each value. */
const computed: Record<string, unknown> = {
  n_trades: count,
  n_wins: gains,
  n_losses: losses,
  n_breakeven: zeros,
  win_rate_decided: outcomes.decidedWinRate(net),
  win_rate_wilson95: ends(wilson(gains, count)),
  win_rate_wilson90_lower: wilsonAt(gains, count, normalQuantile(0.9))?.low,
  gross_profit: outcomes.grossGain(net),
  gross_loss: outcomes.grossLoss(net),
  net_profit: sum(net),
  profit_factor: outcomes.profitFactor(net),
  expected_payoff: outcomes.expectedPayoff(net),
  avg_win: outcomes.averageGain(net),
  avg_loss: outcomes.averageLoss(net),
  payoff_ratio: outcomes.payoffRatio(net),
  largest_win: outcomes.largest(net),
  largest_loss: outcomes.smallest(net),
  sd_pl_sample: standardDeviation(net),
  expected_payoff_t95: ends(meanInterval(net)),
  expected_payoff_t_pvalue_two_sided: oneSampleT(net)?.p,
  expected_payoff_bootstrap95: ends(
    bootstrapBlocks(net.map((amount) => ({ sum: amount, count: 1 }))),
  ),
  expected_payoff_session_block_bootstrap95: ends(bootstrapBlocks(blocks)),
  expectancy_R: outcomes.expectedPayoff(multiples),
  sd_R_sample: standardDeviation(multiples),
  avg_win_R: outcomes.averageGain(multiples),
  avg_loss_R: outcomes.averageLoss(multiples),
  SQN_tharp: systemQualityNumber(multiples),
  sharpe_trade_mql5: sharpe(tradeReturns),
  sharpe_trade_R: sharpe(multiples),
  max_dd_money: drawdown?.amount,
  max_dd_pct: drawdown?.fraction,
  abs_dd_money: absoluteDrawdown(curve),
  recovery_factor: recoveryFactor(curve),
  max_dd_duration_days: (underwater?.length ?? Number.NaN) / MINUTES_A_DAY,
  max_dd_duration_trades: underwater?.steps,
  underwater_now: endsUnderwater(curve) && underwater?.recovered === false,
  daily_pl: days,
  daily_returns: dayReturns,
  n_days: days.length,
  sharpe_daily: sharpe(dayReturns),
  sharpe_annualised_252: annualised(sharpe(dayReturns)),
  sortino_daily: sortino(dayReturns),
  sortino_annualised_252: annualised(sortino(dayReturns)),
  sharpe_daily_se: sharpeStandardError(sharpe(dayReturns) ?? Number.NaN, days.length),
  kelly_money: kellyFraction(net),
  kelly_R: kellyFraction(multiples),
  psr_R: probabilisticSharpe(multiples),
  psr_R_inputs: [sharpe(multiples), skewness(multiples), kurtosis(multiples)],
  min_trl_R_95: minimumTrackRecord(multiples),
  psr_daily: probabilisticSharpe(dayReturns),
  psr_daily_inputs: [sharpe(dayReturns), skewness(dayReturns), kurtosis(dayReturns)],
  min_trl_daily_95: minimumTrackRecord(dayReturns),
  max_consec_wins: gainRuns.longest,
  max_consec_losses: lossRuns.longest,
  max_consec_profit_money: gainRuns.extremeAmount,
  max_consec_loss_money: lossRuns.extremeAmount,
  expected_longest_losing_streak_exact: expectedLongestRun(decided.length, lossShare),
  prob_losing_streak_at_least_observed: longRunProbability(
    decided.length,
    lossShare,
    lossRuns.longest,
  ),
  prob_losing_streak_ge5_next100: longRunProbability(100, lossShare, 5),
  zscore_be_excluded: mt5RunsZ(runs),
  zscore_runs: runs.runs,
  zscore_mt5_be_as_win: mt5RunsZ(countRuns(net.map((amount) => (amount >= 0 ? 1 : -1)))),
  zscore_be_as_loss: mt5RunsZ(countRuns(net.map((amount) => (amount > 0 ? 1 : -1)))),
  zscore_confidence_pct: normalConfidencePercent(mt5RunsZ(runs) ?? Number.NaN),
  runs_test_exact_p_two_sided: runsExactP(runs),
  best_day_pl: outcomes.largest(days),
  best_day_share_of_net: bestShareOfNet(days),
  best_day_share_of_positive_days: bestShareOfGains(days),
  worst_day_pl: outcomes.smallest(days),
  exposure_calendar: exposureInOrder(
    byEntry.map((i) => entryMinute[i] ?? Number.NaN),
    byEntry.map((i) => exitMinute[i] ?? Number.NaN),
  ),
  expectancy_R_imputed: outcomes.expectedPayoff(imputed),
  sd_R_imputed: standardDeviation(imputed),
  sqn_R_imputed: systemQualityNumber(imputed),
  psr_R_imputed: probabilisticSharpe(imputed),
  min_trl_R_imputed_95: minimumTrackRecord(imputed),
  praise_lower_bounds: golden.outputs.praise_lower_bounds.map(([hits = 0, n = 0]) => {
    return [hits, n, wilsonAt(hits, n, Z_ONE_SIDED_95)?.low];
  }),
};

/** Values that src/figures puts together: test/figures and test/cli compare them. */
const OF_FIGURES = [
  "win_rate_all",
  "cost_share_of_gross_profit",
  "hold_median_win",
  "hold_median_loss",
  "hold_ratio_loss_win_median",
];

describe("reference values", () => {
  const expected = Object.entries(golden.outputs).filter(([name]) => !OF_FIGURES.includes(name));

  test("every value has its counterpart", () => {
    expect(Object.keys(computed).sort()).toEqual(expected.map(([name]) => name).sort());
  });

  test.each(expected)("%s", (name, value) => expectClose(computed[name], value));
});
