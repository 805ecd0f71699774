import { describe, expect, test } from "vitest";
import {
  absoluteDrawdown,
  endsUnderwater,
  excursionCorrelations,
  expectedLongestRun,
  exposure,
  longestUnderwater,
  longRunProbability,
  maximalDrawdown,
  meanCapture,
  medianRatio,
  recoveryFactor,
  streaks,
  summariseDurations,
  ulcerIndex,
  unionLength,
} from "../../src/stats/curve.ts";
import { oneSampleT } from "../../src/stats/distributions.ts";
import {
  bootstrapBlocks,
  bootstrapMean,
  type Interval,
  meanInterval,
  wilson,
  wilsonLower,
} from "../../src/stats/intervals.ts";
import {
  kurtosis,
  lineCorrelation,
  lineStandardError,
  mean,
  skewness,
  standardDeviation,
  sum,
} from "../../src/stats/moments.ts";
import { splitMix64 } from "../../src/stats/permutation.ts";
import {
  countRuns,
  mt5RunsZ,
  normalConfidencePercent,
  runsExactP,
  waldWolfowitzZ,
} from "../../src/stats/ranks.ts";
import * as outcomes from "../../src/stats/returns.ts";
import {
  annualGrowth,
  annualised,
  arithmeticGrowth,
  bestShareOfGains,
  bestShareOfNet,
  cumulate,
  geometricGrowth,
  kellyFraction,
  meanOverVariance,
  minimumTrackRecord,
  periodReturns,
  probabilisticSharpe,
  riskOfRuin,
  sharpe,
  sharpeStandardError,
  sortino,
  systemQualityNumber,
} from "../../src/stats/returns.ts";
import { expectClose } from "./close.ts";
import golden from "./golden.json" with { type: "json" };

const { inputs } = golden;
const { net, gross, cost, entryMinute, exitMinute } = inputs;
const MINUTES_A_DAY = 1440;

/** Values with equal keys, in order of the keys. */
function groupBy(values: readonly number[], keys: readonly number[]): number[][] {
  const ordered = [...new Set(keys)].sort((a, b) => a - b);
  return ordered.map((key) => values.filter((_, i) => keys[i] === key));
}

const curve = cumulate(inputs.start, net);
const firstEntry = Math.min(...entryMinute);
const days = groupBy(
  net,
  exitMinute.map((minute) => Math.floor(minute / MINUTES_A_DAY)),
).map(sum);
const dayReturns = periodReturns(cumulate(inputs.start, days)) ?? [];
const tradeReturns = periodReturns(curve) ?? [];
const multiples = net.flatMap((amount, i) => {
  const risk = inputs.risk[i];
  return typeof risk === "number" ? [amount / risk] : [];
});
const imputed = net.map((amount, i) => amount / (inputs.imputedRisk[i] ?? Number.NaN));
const holding = exitMinute.map((minute, i) => minute - (entryMinute[i] ?? Number.NaN));
const winnersHold = holding.filter((_, i) => (net[i] ?? 0) > 0);
const losersHold = holding.filter((_, i) => (net[i] ?? 0) < 0);
const spans = entryMinute.map((start, i) => ({ start, end: exitMinute[i] ?? Number.NaN }));
const blocks = groupBy(net, inputs.session).map((block) => ({
  sum: sum(block),
  count: block.length,
}));
const excursions = net.map((amount, i) => ({
  net: amount,
  gross: gross[i] ?? Number.NaN,
  adverse: inputs.adverse[i] ?? Number.NaN,
  favourable: inputs.favourable[i] ?? Number.NaN,
}));
const { count, gains, losses, zeros } = outcomes.countOutcomes(net);
const decided = net.filter((amount) => amount !== 0);
const runs = countRuns(decided.map((amount) => amount > 0));
const lossShare = losses / (gains + losses);
const lossRuns = streaks(net, -1);
const gainRuns = streaks(net, 1);
const drawdown = maximalDrawdown(curve);
const underwater = longestUnderwater(curve, [firstEntry, ...exitMinute]);
const winRate = outcomes.winRate(net) ?? Number.NaN;
const ends = (interval: Interval | null) => interval && [interval.low, interval.high];
const durations = summariseDurations(holding);
const randomOne = splitMix64(1);
const belowZero = dayReturns.map((value) => Math.min(value, 0));
const rms = Math.sqrt(mean(net.map((amount) => amount ** 2)));
const edge = mean(net) / rms;
const correlations = excursionCorrelations(excursions);

/** Ours for each value; conventions the program does not use are spelled out here. */
const computed: Record<string, unknown> = {
  n_trades: count,
  n_wins: gains,
  n_losses: losses,
  n_breakeven: zeros,
  win_rate_all: outcomes.winRate(net),
  win_rate_decided: outcomes.decidedWinRate(net),
  win_rate_be_as_win: winRate + zeros / count,
  win_rate_wilson95: ends(wilson(gains, count)),
  win_rate_wilson90_lower: wilsonLower(gains, count, 0.9),
  gross_profit: outcomes.grossGain(net),
  gross_loss: outcomes.grossLoss(net),
  net_profit: sum(net),
  cost_share_of_gross_profit: outcomes.costShare(cost, gross),
  profit_factor: outcomes.profitFactor(net),
  expected_payoff: outcomes.expectedPayoff(net),
  avg_win: outcomes.averageGain(net),
  avg_loss: outcomes.averageLoss(net),
  payoff_ratio: outcomes.payoffRatio(net),
  largest_win: outcomes.largest(net),
  largest_loss: outcomes.smallest(net),
  sd_pl_sample: standardDeviation(net),
  sd_pl_pop: standardDeviation(net, 0),
  expected_payoff_t95: ends(meanInterval(net)),
  expected_payoff_t_pvalue_two_sided: oneSampleT(net)?.p,
  splitmix64_seed1_first3: [1, 2, 3].map(() => String(randomOne.uint64())),
  expected_payoff_bootstrap95: ends(bootstrapMean(net)),
  expected_payoff_session_block_bootstrap95: ends(bootstrapBlocks(blocks)),
  expectancy_R: outcomes.expectedPayoff(multiples),
  sd_R_sample: standardDeviation(multiples),
  avg_win_R: outcomes.averageGain(multiples),
  avg_loss_R: outcomes.averageLoss(multiples),
  expectancy_per_dollar_risked: outcomes.payoffPerAverageLoss(net),
  SQN_tharp: systemQualityNumber(multiples),
  SQN_backtrader: (Math.sqrt(count) * mean(net)) / standardDeviation(net, 0),
  AHPR: arithmeticGrowth(curve),
  GHPR: geometricGrowth(curve),
  sharpe_trade_mql5: sharpe(tradeReturns),
  sharpe_trade_R: sharpe(multiples),
  max_dd_money: drawdown?.amount,
  max_dd_money_pct_at_that_peak: drawdown?.amountFraction,
  max_dd_pct: drawdown?.fraction,
  max_dd_pct_money: drawdown?.fractionAmount,
  abs_dd_money: absoluteDrawdown(curve),
  recovery_factor: recoveryFactor(curve),
  ulcer_index_pct: ulcerIndex(curve),
  ulcer_index_quantstats_convention:
    ((ulcerIndex(curve) ?? 0) / 100) * Math.sqrt(curve.length / (count - 1)),
  max_dd_duration_days: (underwater?.length ?? Number.NaN) / MINUTES_A_DAY,
  max_dd_duration_trades: underwater?.steps,
  underwater_now: endsUnderwater(curve) && underwater?.recovered === false,
  lr_correlation: lineCorrelation(curve),
  lr_standard_error: lineStandardError(curve),
  daily_pl: days,
  daily_returns: dayReturns,
  n_days: days.length,
  sharpe_daily: sharpe(dayReturns),
  sharpe_annualised_252: annualised(sharpe(dayReturns)),
  sharpe_daily_pop: mean(dayReturns) / standardDeviation(dayReturns, 0),
  sortino_daily: sortino(dayReturns),
  sortino_annualised_252: annualised(sortino(dayReturns)),
  sortino_daily_metaquotes: mean(dayReturns) / standardDeviation(belowZero, 0),
  sharpe_daily_se: sharpeStandardError(sharpe(dayReturns) ?? Number.NaN, days.length),
  cagr_calendar: annualGrowth(curve, (Math.max(...exitMinute) - firstEntry) / MINUTES_A_DAY),
  kelly_money: kellyFraction(net),
  kelly_R: kellyFraction(multiples),
  kelly_R_mean_var: meanOverVariance(multiples),
  risk_of_ruin_diffusion_f1pct_dd20: riskOfRuin(multiples, 0.01, 0.2),
  risk_of_ruin_diffusion_f1pct_dd50: riskOfRuin(multiples, 0.01, 0.5),
  risk_of_ruin_griffin_maxrisk50pct: ((1 - edge) / (1 + edge)) ** ((0.5 * inputs.start) / rms),
  psr_R: probabilisticSharpe(multiples),
  psr_R_inputs: [sharpe(multiples), skewness(multiples), kurtosis(multiples)],
  min_trl_R_95: minimumTrackRecord(multiples),
  psr_daily: probabilisticSharpe(dayReturns),
  psr_daily_inputs: [sharpe(dayReturns), skewness(dayReturns), kurtosis(dayReturns)],
  min_trl_daily_95: minimumTrackRecord(dayReturns),
  max_consec_wins: gainRuns.longest,
  max_consec_losses: lossRuns.longest,
  avg_consec_wins: gainRuns.averageLength,
  avg_consec_losses: lossRuns.averageLength,
  max_consec_profit_money: gainRuns.extremeAmount,
  max_consec_loss_money: lossRuns.extremeAmount,
  expected_longest_losing_streak_exact: expectedLongestRun(decided.length, lossShare),
  expected_longest_losing_streak_schilling:
    (Math.log(decided.length * (1 - lossShare)) + 0.5772156649015329) / -Math.log(lossShare) - 0.5,
  prob_losing_streak_at_least_observed: longRunProbability(
    decided.length,
    lossShare,
    lossRuns.longest,
  ),
  prob_losing_streak_ge5_next100: longRunProbability(100, lossShare, 5),
  zscore_be_excluded: mt5RunsZ(runs),
  zscore_runs: runs.runs,
  zscore_mt5_be_as_win: mt5RunsZ(countRuns(net.map((amount) => amount >= 0))),
  zscore_be_as_loss: mt5RunsZ(countRuns(net.map((amount) => amount > 0))),
  zscore_confidence_pct: normalConfidencePercent(mt5RunsZ(runs) ?? Number.NaN),
  z_wald_wolfowitz: waldWolfowitzZ(runs),
  runs_test_exact_p_two_sided: runsExactP(runs),
  best_day_pl: outcomes.largest(days),
  best_day_share_of_net: bestShareOfNet(days),
  best_day_share_of_positive_days: bestShareOfGains(days),
  worst_day_pl: outcomes.smallest(days),
  profitable_days_share: outcomes.winRate(days),
  hold_min: durations?.minimum,
  hold_max: durations?.maximum,
  hold_mean: durations?.mean,
  hold_median: durations?.median,
  hold_median_win: summariseDurations(winnersHold)?.median,
  hold_median_loss: summariseDurations(losersHold)?.median,
  hold_ratio_loss_win_median: medianRatio(losersHold, winnersHold),
  time_in_market_hours: unionLength(spans) / 60,
  exposure_calendar: exposure(spans),
  corr_profit_mfe: correlations.netFavourable,
  corr_profit_mae: correlations.netAdverse,
  corr_mfe_mae: correlations.favourableAdverse,
  mfe_capture_winners: meanCapture(excursions),
  expectancy_R_imputed: outcomes.expectedPayoff(imputed),
  sd_R_imputed: standardDeviation(imputed),
  sqn_R_imputed: systemQualityNumber(imputed),
  psr_R_imputed: probabilisticSharpe(imputed),
  min_trl_R_imputed_95: minimumTrackRecord(imputed),
  risk_of_ruin_diffusion_imputed_f1pct_dd20: riskOfRuin(imputed, 0.01, 0.2),
  praise_lower_bounds: golden.outputs.praise_lower_bounds.map(([hits = 0, n = 0]) => {
    return [hits, n, wilsonLower(hits, n)];
  }),
};

describe("reference values", () => {
  test("every value has its counterpart", () => {
    expect(Object.keys(computed).sort()).toEqual(Object.keys(golden.outputs).sort());
  });

  for (const [name, expected] of Object.entries(golden.outputs)) {
    test(name, () => {
      expectClose(computed[name], expected);
    });
  }
});
