import { beforeAll, expect, test } from "vitest";
import { GOLDEN_LINES } from "../commands/golden-journal.ts";
import { expectClose } from "../stats/close.ts";
import golden from "../stats/golden.json" with { type: "json" };
import { type Desk, desk } from "./jurnal.ts";

/** The reference trades, taken in by the built program. */
let journal: Desk;
let stats: Record<string, unknown> & { missing: Record<string, string> };

beforeAll(async () => {
  journal = desk();
  await journal.fine("profile", "edit", "--zone", "UTC", "--balance", "3000");
  const input = GOLDEN_LINES.map((line) => JSON.stringify(line)).join("\n");
  expect((await journal.jurnal(["trade", "log", "--stdin"], { input })).code).toBe(0);
  stats = JSON.parse(await journal.fine("stats", "--json"));
});

/** A figure of the program -> its name in the reference. */
const SAME: Record<string, string> = {
  n: "n_trades",
  wins: "n_wins",
  losses: "n_losses",
  even: "n_breakeven",
  win_rate: "win_rate_all",
  net: "net_profit",
  gross_profit: "gross_profit",
  gross_loss: "gross_loss",
  profit_factor: "profit_factor",
  payoff_ratio: "payoff_ratio",
  expectancy: "expected_payoff",
  average_win: "avg_win",
  average_loss: "avg_loss",
  largest_win: "largest_win",
  largest_loss: "largest_loss",
  longest_win_streak: "max_consec_wins",
  longest_loss_streak: "max_consec_losses",
  worst_streak: "max_consec_loss_money",
  expected_longest_loss_streak: "expected_longest_losing_streak_exact",
  z_score: "zscore_be_excluded",
  z_confidence_percent: "zscore_confidence_pct",
  runs_p: "runs_test_exact_p_two_sided",
  max_drawdown: "max_dd_money",
  max_drawdown_fraction: "max_dd_pct",
  absolute_drawdown: "abs_dd_money",
  recovery_factor: "recovery_factor",
  days: "n_days",
  in_drawdown: "underwater_now",
  sharpe_daily: "sharpe_daily",
  sharpe_daily_error: "sharpe_daily_se",
  sharpe_annual: "sharpe_annualised_252",
  sortino_daily: "sortino_daily",
  sortino_annual: "sortino_annualised_252",
  hold_ratio: "hold_ratio_loss_win_median",
  best_day_share_of_net: "best_day_share_of_net",
  exposure: "exposure_calendar",
  best_day_share_of_gains: "best_day_share_of_positive_days",
  cost_share: "cost_share_of_gross_profit",
};

test("every figure of stats --json is the reference's", () => {
  const reference: Record<string, unknown> = golden.outputs;
  for (const [ours, theirs] of Object.entries(SAME)) {
    expect(stats[ours], ours).toBeDefined();
    expectClose(stats[ours], reference[theirs]);
  }
  const ends = ({ low, high }: { low: number; high: number }) => [low, high];
  expectClose(ends(stats.win_rate_interval as never), golden.outputs.win_rate_wilson95);
  expectClose(ends(stats.expectancy_interval as never), golden.outputs.expected_payoff_t95);
  const longest = stats.longest_drawdown as { days: number; trades: number; recovered: boolean };
  expectClose(longest.days, golden.outputs.max_dd_duration_days);
  expect(longest).toMatchObject({ trades: 37, recovered: false });
  expectClose(stats.hold_wins_seconds, golden.outputs.hold_median_win * 60);
  expectClose(stats.hold_losses_seconds, golden.outputs.hold_median_loss * 60);
});

test("R is the reference's but for the yen, whose rate it takes at the entry and we at the exit", () => {
  expect(stats).toMatchObject({ r_known: 38, r_imputed: 2, r_none: 0, sqn_reliable: true });
  const { expectancy_R, expectancy_R_imputed, sqn_R_imputed, psr_R_imputed } = golden.outputs;
  expect(Math.abs(Number(stats.expectancy_r_known) - expectancy_R)).toBeLessThan(1e-3);
  // The reference puts the same money for both unknown risks, we the same share of the balance.
  expect(Math.abs(Number(stats.expectancy_r) - expectancy_R_imputed)).toBeLessThan(1e-2);
  expect(Math.abs(Number(stats.sqn) - sqn_R_imputed)).toBeLessThan(4e-2);
  expect(Math.abs(Number(stats.psr) - psr_R_imputed)).toBeLessThan(2e-2);
});

test("printed, to the last digit", async () => {
  const printed = (await journal.fine("stats")).replace(/\s+/g, " ");
  for (const shown of [
    "Hasil bersih +$20.65",
    "47.5% (19 untung, 20 rugi, 1 impas; 95%: 32.9% sampai 62.5%)",
    "1.02 (untung kotor $1,172.46, rugi kotor -$1,151.81)",
    "Payoff ratio 1.07",
    "+$0.52 per transaksi (95%: -$21.67 sampai +$22.70",
    "+0.09R",
    "tanpa itu +0.33R",
    "untung +$61.71, rugi -$57.59",
    "untung +$79.65, rugi -$190.20",
    "$403.45",
    "saldo: 12.9%",
    "17 hari 1 jam, 37 transaksi, belum pulih",
    "$287.20",
    "Recovery factor 0.05",
    "paling panjang 3 (dari kebetulan saja rata-rata 4.8)",
    "-$305.65",
    "0.03 (galat baku 0.27",
    "Sortino harian 0.04",
    "SQN 0.33",
    "2.28 (MT5: 97.72%; p eksak 0.049",
    "563.0%",
    "19.1%",
    "1 jam 35 menit",
    "40 menit",
    "0.42x",
    "15.6%",
    "-$49.10 (4.1%",
  ]) {
    expect(printed).toContain(shown);
  }
});

test("groups of every division are the whole", async () => {
  const divisions = "symbol setup bot mood market weekday hour session side month size hold";
  for (const by of divisions.split(" ")) {
    const { groups } = JSON.parse(await journal.fine("stats", "--by", by, "--json"));
    const total = (name: string) =>
      groups.reduce((sum: number, group: Record<string, number>) => sum + (group[name] ?? 0), 0);
    expect([total("n"), total("wins"), total("losses")], by).toEqual([40, 19, 20]);
    expectClose(total("net"), 20.65);
  }
});

test("a filter's figures are those of its group; on 40 trades nothing is claimed", async () => {
  const { groups, contrast } = JSON.parse(await journal.fine("stats", "--by", "jam", "--json"));
  expect(contrast).toBeNull();
  expect(groups.length).toBeGreaterThan(3);
  const bySymbol = JSON.parse(await journal.fine("stats", "--by", "symbol", "--json"));
  const gold = bySymbol.groups.find((group: { key: string }) => group.key === "XAUUSD");
  const only = JSON.parse(await journal.fine("statistik", "--symbol", "xauusd", "--json"));
  expect(only).toMatchObject({ n: gold.n, wins: gold.wins, net: gold.net });
  const { code, err } = await journal.jurnal(["stats", "--by", "jams"]);
  expect([code, err]).toEqual([2, expect.stringContaining("symbol, setup")]);
});

test.each([
  ["USD", /\d,\d(?!\d\d)/],
  ["IDR", /\d\.\d(?!\d\d)/],
])("screens of figures write their numbers as amounts of %s are", async (currency, other) => {
  const here = desk();
  await here.fine("profile", "edit", "--currency", currency, "--balance", "3000", "--zone", "UTC");
  const input = GOLDEN_LINES.map((line) => JSON.stringify(line)).join("\n");
  expect((await here.jurnal(["trade", "log", "--stdin"], { input })).code).toBe(0);
  for (const line of [
    ...["stats", "stats --by symbol", "equity", "distribution", "calendar 2025-07"],
    ...["compare 2025-07-01..2025-07-09 2025-07-10..2025-07-18", "history --to 2025-07-18"],
  ]) {
    // Clock times and dates have no decimals.
    expect([line, await here.fine(...line.split(" "))]).toEqual([
      line,
      expect.not.stringMatching(other),
    ]);
  }
});
