import { beforeAll, expect, test } from "vitest";
import { probabilisticSharpe } from "../../src/stats/returns.ts";
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
  const expected = Number(golden.outputs.expectancy_R);
  expect(Math.abs(Number(stats.expectancy_r_known) - expected)).toBeLessThan(1e-3);
  const r = inShares();
  const mean = r.reduce((sum, one) => sum + one, 0) / r.length;
  const deviation = Math.sqrt(r.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (r.length - 1));
  expect(Math.abs(Number(stats.expectancy_r) - mean)).toBeLessThan(1e-3);
  expect(Math.abs(Number(stats.sqn) - (Math.sqrt(r.length) * mean) / deviation)).toBeLessThan(2e-3);
  expect(Math.abs(Number(stats.psr) - (probabilisticSharpe(r) ?? 0))).toBeLessThan(1e-3);
});

/**
 * Results in R, where an unknown risk is the same share of its day's balance as the middle one of the 20
 * known before it; the reference puts the same money there. A trade's day is that of its exit.
 */
function inShares(): number[] {
  const { start, net, risk, exitMinute } = golden.inputs;
  const days = exitMinute.map((minute) => Math.floor(minute / (24 * 60)));
  const balanceOn = (day = 0) =>
    net.reduce((sum, one, i) => ((days[i] ?? 0) < day ? sum + one : sum), start);
  const shares: number[] = [];
  return net.map((one, i) => {
    const balance = balanceOn(days[i]);
    const own = risk[i] ?? null;
    if (own !== null) shares.push(own / balance);
    const last = shares.slice(-20).sort((a, b) => a - b);
    const middle = ((last[(last.length - 1) >> 1] ?? 0) + (last[last.length >> 1] ?? 0)) / 2;
    return one / (own ?? middle * balance);
  });
}

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
