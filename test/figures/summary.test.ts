import { describe, expect, test } from "vitest";
import { tradedDays } from "../../src/figures/steps.ts";
import { multipleFigures, summarise } from "../../src/figures/summary.ts";
import { expectClose } from "../stats/close.ts";
import golden from "../stats/golden.json" with { type: "json" };
import { ledgerOf, type Row, USD } from "./ledgers.ts";

const { inputs, outputs } = golden;
const dateOf = (minute: number) =>
  `2025-07-${String(1 + Math.floor(minute / 1440)).padStart(2, "0")}`;
const ROWS: Row[] = inputs.net.map((result, i) => ({
  result,
  date: dateOf(inputs.exitMinute[i] ?? 0),
  entry: (inputs.entryMinute[i] ?? 0) * 60 + 1,
  exit: (inputs.exitMinute[i] ?? 0) * 60 + 1,
  commission: inputs.cost[i] ?? 0,
}));
const LEDGER = ledgerOf(ROWS, inputs.start);
const summary = summarise(LEDGER, { currency: USD });
const ends = (interval: { low: number; high: number } | null) =>
  interval && [interval.low, interval.high];

/** Ours -> the name of the reference value. */
const SAME: Record<string, unknown> = {
  n_trades: summary.n,
  n_wins: summary.wins,
  n_losses: summary.losses,
  n_breakeven: summary.even,
  win_rate_all: summary.win_rate,
  win_rate_wilson95: ends(summary.win_rate_interval),
  net_profit: summary.net,
  gross_profit: summary.gross_profit,
  gross_loss: summary.gross_loss,
  profit_factor: summary.profit_factor,
  payoff_ratio: summary.payoff_ratio,
  expected_payoff: summary.expectancy,
  // The wider of the two.
  expected_payoff_t95: ends(summary.expectancy_interval),
  avg_win: summary.average_win,
  avg_loss: summary.average_loss,
  largest_win: summary.largest_win,
  largest_loss: summary.largest_loss,
  max_consec_wins: summary.longest_win_streak,
  max_consec_losses: summary.longest_loss_streak,
  max_consec_loss_money: summary.worst_streak,
  expected_longest_losing_streak_exact: summary.expected_longest_loss_streak,
  zscore_be_excluded: summary.z_score,
  zscore_confidence_pct: summary.z_confidence_percent,
  runs_test_exact_p_two_sided: summary.runs_p,
  max_dd_money: summary.max_drawdown,
  max_dd_pct: summary.max_drawdown_fraction,
  max_dd_duration_days: summary.longest_drawdown?.days,
  max_dd_duration_trades: summary.longest_drawdown?.trades,
  underwater_now: summary.in_drawdown,
  abs_dd_money: summary.absolute_drawdown,
  recovery_factor: summary.recovery_factor,
  n_days: summary.days,
  sharpe_daily: summary.sharpe_daily,
  sharpe_daily_se: summary.sharpe_daily_error,
  sharpe_annualised_252: summary.sharpe_annual,
  sortino_daily: summary.sortino_daily,
  sortino_annualised_252: summary.sortino_annual,
  best_day_pl: summary.best_day?.net,
  worst_day_pl: summary.worst_day?.net,
  best_day_share_of_net: summary.best_day_share_of_net,
  best_day_share_of_positive_days: summary.best_day_share_of_gains,
  hold_ratio_loss_win_median: summary.hold_ratio,
  exposure_calendar: summary.exposure,
  cost_share_of_gross_profit: summary.cost_share,
};
const reference: Record<string, unknown> = outputs;

describe("the 40 reference trades", () => {
  test.each(Object.entries(SAME))("%s", (name, ours) => expectClose(ours, reference[name]));

  test("in R, with the reference's own plans", () => {
    const multiples = {
      r: Float64Array.from(inputs.net, (net, i) => net / (inputs.imputedRisk[i] ?? 0)),
      imputed: Uint8Array.from(inputs.risk, (risk) => (risk === null ? 1 : 0)),
    };
    const missing: Record<string, string> = {};
    const r = multipleFigures(
      { days: tradedDays(LEDGER, USD) },
      multiples,
      (key, value, reason) => {
        if (value === null) missing[key] = reason;
        return value;
      },
    );
    expectClose(r.expectancy_r, outputs.expectancy_R_imputed);
    expectClose(r.expectancy_r_known, outputs.expectancy_R);
    expectClose(r.sqn, outputs.sqn_R_imputed);
    expectClose(r.psr, outputs.psr_R_imputed);
    expect([r.r_known, r.r_imputed, r.r_none]).toEqual([38, 2, 0]);
    expect(missing).toEqual({});
  });

  test("what is not known says why", () => {
    expect(summary.missing).toEqual({
      expectancy_r: "no-plan",
      expectancy_r_interval: "no-plan",
      sqn: "no-plan",
      expectancy_r_known: "no-plan",
      psr: "no-plan",
      min_track_record: "no-plan",
      swap: "no-costs",
      fee: "no-costs",
      half_kelly: "edge-not-shown",
    });
    const { missing } = summarise(ledgerOf(ROWS), { currency: USD });
    expect(missing).toMatchObject({
      max_drawdown_fraction: "no-balance",
      sharpe_daily: "no-balance",
    });
  });
});

describe("edges", () => {
  const only = (...results: number[]) =>
    summarise(ledgerOf(results.map((result) => ({ date: "2025-07-01", result }))), {
      currency: USD,
    });

  test("nothing", () => {
    const none = only();
    expect(none).toMatchObject({ n: 0, net: 0, win_rate: null, profit_factor: null, days: 0 });
    expect(none.missing).toMatchObject({ win_rate: "no-trades", expectancy: "no-trades" });
  });

  test("gains alone have no bound, losses alone none below", () => {
    expect(only(5, 3).profit_factor).toBe("infinite");
    expect(only(-5, -3)).toMatchObject({ profit_factor: 0, payoff_ratio: null });
    expect(only(0, 0)).toMatchObject({ profit_factor: null, even: 2, recovery_factor: null });
    expect(only(0).missing).toMatchObject({ profit_factor: "no-win" });
  });

  test("never NaN, never infinite", () => {
    for (const results of [[], [0], [1], [-1], [0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]]) {
      const text = JSON.stringify(only(...results), (_, value) => {
        if (typeof value === "number" && !Number.isFinite(value)) throw new Error(String(value));
        return value;
      });
      expect(text).not.toContain("NaN");
    }
  });
});
