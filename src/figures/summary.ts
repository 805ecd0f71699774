import { addMinor, addMoney, type Currency, fromMinor } from "../base/money.ts";
import {
  absoluteDrawdown,
  endsUnderwater,
  expectedLongestRun,
  longestUnderwater,
  maximalDrawdown,
  recoveryFactor,
  streaks,
} from "../stats/curve.ts";
import type { Interval } from "../stats/exact.ts";
import { finiteOrNull, REPORTABLE, sumBetween, type Values } from "../stats/moments.ts";
import { countRuns, mt5RunsZ, normalConfidencePercent, runsExactP } from "../stats/ranks.ts";
import {
  countOutcomes,
  expectedPayoff,
  largest,
  minimumTrackRecord,
  probabilisticSharpe,
  profitFactor,
  smallest,
  systemQualityNumber,
} from "../stats/returns.ts";
import { type DayFigures, dayFigures, type HoldFigures, holdFigures } from "./days.ts";
import {
  type Missing,
  type NoteMissing,
  noteIn,
  type SummaryInput,
  type SummaryLedger,
  sessionInterval,
} from "./figure.ts";
import { type Multiples, multiplesOf } from "./multiples.ts";
import {
  amountsOf,
  bookedInParts,
  decidedMinor,
  type GrowthCurve,
  growthCurve,
  isEvenAt,
  tradedDays,
} from "./steps.ts";
import { type WinRate, winRate } from "./win-rate.ts";

/** Counts and money of the trades. */
interface OutcomeFigures extends WinRate {
  n: number;
  losses: number;
  /** Results of exactly zero, or within the trader's band. */
  even: number;
  /** What was booked in the range: its trades, and parts of positions that ended outside it. */
  net: number;
  /** Of the net: what such parts brought, less what was booked before the range of those in it. */
  net_of_parts: number;
  gross_profit: number;
  /** Zero or negative. */
  gross_loss: number;
  /** "infinite": gains, and no loss yet. */
  profit_factor: number | "infinite" | null;
  /** Average win / average loss. */
  payoff_ratio: number | null;
  /** Net per trade. */
  expectancy: number | null;
  /** The wider of the t-interval and that by whole sessions, 95 %. */
  expectancy_interval: Interval | null;
  average_win: number | null;
  average_loss: number | null;
  largest_win: number | null;
  largest_loss: number | null;
}

/** The first block of a summary. */
function outcomeFigures(
  { ledger, currency, amounts, decided, days }: SummaryInput,
  note: NoteMissing,
) {
  const { count: n, gains: wins, losses, zeros: even } = countOutcomes(decided);
  const above = decided === amounts ? wins : countOutcomes(amounts).gains;
  const rate = winRate({ n, wins, losses, above }, ledger.even_within !== undefined);
  const ended = addMinor(ledger.minor, currency);
  const parts = fromMinor(bookedInParts(ledger.parts), currency);
  const net = addMoney([ended, parts], currency);
  const gained = addMinor(ledger.minor, currency, 1);
  const lost = addMinor(ledger.minor, currency, -1);
  const factor = profitFactor([gained, lost]);
  const minor = decidedMinor(ledger);
  const ofSign = (sign: 1 | -1, all: number) =>
    minor === ledger.minor ? all : addMinor(minor, currency, sign);
  const won = wins === 0 ? null : ofSign(1, gained) / wins;
  const averageLoss = losses === 0 ? null : ofSign(-1, lost) / losses;
  const payoff = won === null || averageLoss === null ? null : won / -averageLoss;
  const sessions = days
    .filter(({ count }) => count > 0)
    .map(({ from, to }) => ({ sum: sumBetween(amounts, from, to), count: to - from }));
  const few = n === 0 ? "no-trades" : "too-few-trades";
  const oneSided = n === 0 ? "no-trades" : wins === 0 ? "no-win" : "no-loss";
  const spread = n < REPORTABLE.wilsonCount ? few : "no-spread";
  const figures: OutcomeFigures = {
    n,
    losses,
    even,
    ...rate,
    win_rate: note("win_rate", rate.win_rate, n === 0 ? "no-trades" : "none-decided"),
    win_rate_interval: note("win_rate_interval", rate.win_rate_interval, few),
    net,
    net_of_parts: parts,
    gross_profit: gained,
    gross_loss: lost,
    profit_factor: note(
      "profit_factor",
      factor === null || typeof factor === "number" ? factor : "infinite",
      n === 0 ? "no-trades" : "no-win",
    ),
    payoff_ratio: note("payoff_ratio", payoff, oneSided),
    expectancy: note("expectancy", n === 0 ? null : ended / n, "no-trades"),
    expectancy_interval: note("expectancy_interval", sessionInterval(amounts, sessions), spread),
    average_win: note("average_win", won, n === 0 ? "no-trades" : "no-win"),
    average_loss: note("average_loss", averageLoss, n === 0 ? "no-trades" : "no-loss"),
    largest_win: note("largest_win", wins === 0 ? null : largest(amounts), "no-win"),
    largest_loss: note("largest_loss", losses === 0 ? null : smallest(amounts), "no-loss"),
  };
  return figures;
}

const DAY_SECONDS = 86_400;

/** The longest time below an earlier high. */
interface UnderWater {
  days: number | null;
  trades: number;
  recovered: boolean;
}

/** Falls of the curve of results. */
interface CurveFigures {
  /** Largest fall from a high, in money; 0 when it never fell. */
  max_drawdown: number;
  /** Largest fall from a high of the account's growth, as a fraction. */
  max_drawdown_fraction: number | null;
  /** From a high to its recovery, or to the last trade; null when it never fell. */
  longest_drawdown: UnderWater | null;
  /** Whether the curve ends below its high. */
  in_drawdown: boolean;
  /** Furthest below the start, in money. */
  absolute_drawdown: number;
  /** Net / largest fall. */
  recovery_factor: number | null;
}

/** Drawdown in its forms: MT5's maximal, relative and absolute, of closed trades. */
function curveFigures(
  { sums, growth, times, row }: GrowthCurve,
  currency: Currency,
  note: NoteMissing,
): CurveFigures {
  const isEmpty = sums.length < 2;
  // Without times the trades are counted in their order.
  const longest = longestUnderwater(sums, times ?? [...sums.keys()]);
  const drawdown = maximalDrawdown(sums);
  const fraction = growth === null || isEmpty ? null : maximalDrawdown(growth)?.fraction;
  return {
    max_drawdown: fromMinor(drawdown?.amount ?? 0, currency),
    max_drawdown_fraction: note(
      "max_drawdown_fraction",
      finiteOrNull(fraction ?? Number.NaN),
      isEmpty ? "no-trades" : "no-balance",
    ),
    longest_drawdown: note(
      "longest_drawdown",
      longest && {
        days: note(
          "longest_drawdown.days",
          times === null ? null : longest.length / DAY_SECONDS,
          "no-times",
        ),
        // Parts of a position move the curve; what was closed is counted.
        trades: closedIn(row, longest.peak, longest.peak + longest.steps),
        recovered: longest.recovered,
      },
      isEmpty ? "no-trades" : "no-drawdown",
    ),
    in_drawdown: endsUnderwater(sums),
    absolute_drawdown: fromMinor(absoluteDrawdown(sums) ?? 0, currency),
    recovery_factor: note(
      "recovery_factor",
      recoveryFactor(sums, drawdown),
      isEmpty ? "no-trades" : "no-drawdown",
    ),
  };
}

/** How many of these steps are trades. */
function closedIn(row: GrowthCurve["row"], from: number, to: number): number {
  if (row === null) return to - from;
  let count = 0;
  for (let at = from; at < to; at++) if ((row[at] ?? -1) >= 0) count++;
  return count;
}

/** Results as multiples of the planned loss. */
export interface MultipleFigures {
  /** Mean R, with the usual plan put in where a trade's own is unknown. */
  expectancy_r: number | null;
  expectancy_r_interval: Interval | null;
  /** Mean R of the trades with a plan of their own: what is left when the others are dropped. */
  expectancy_r_known: number | null;
  /** Trades with a plan of their own, with the usual one put in, and without any. */
  r_known: number;
  r_imputed: number;
  r_none: number;
  /** System quality number of R; "not yet reliable" below 30 values. */
  sqn: number | null;
  sqn_reliable: boolean;
  /** Probability that the mean of R is above zero. */
  psr: number | null;
  /** So many values are needed to call the mean of R positive with 95 %; "infinite": it is not above 0. */
  min_track_record: number | "infinite" | null;
}

/** The figures in R. */
export function multipleFigures(
  { days }: Pick<SummaryInput, "days">,
  { r, imputed }: Pick<Multiples, "r" | "imputed">,
  note: NoteMissing,
): MultipleFigures {
  const values: number[] = [];
  const own: number[] = [];
  const sessions = days.map(({ from, to }) => {
    const first = values.length;
    for (let row = from; row < to; row++) {
      const multiple = r[row] ?? Number.NaN;
      if (Number.isNaN(multiple)) continue;
      values.push(multiple);
      if (imputed[row] !== 1) own.push(multiple);
    }
    return { sum: sumBetween(values, first, values.length), count: values.length - first };
  });
  const none = r.length === 0 ? "no-trades" : "no-plan";
  const few = values.length === 0 ? none : "too-few-trades";
  const spread = values.length < REPORTABLE.wilsonCount ? few : "no-spread";
  const tooFew = values.length < 10 ? few : "no-spread";
  const record = minimumTrackRecord(values);
  return {
    expectancy_r: note("expectancy_r", expectedPayoff(values), none),
    expectancy_r_interval: note("expectancy_r_interval", sessionInterval(values, sessions), spread),
    expectancy_r_known: note("expectancy_r_known", expectedPayoff(own), none),
    r_known: own.length,
    r_imputed: values.length - own.length,
    r_none: r.length - values.length,
    sqn: note("sqn", systemQualityNumber(values), values.length < 2 ? few : "no-spread"),
    sqn_reliable: values.length >= REPORTABLE.systemQualityCount,
    psr: note("psr", probabilisticSharpe(values), tooFew),
    min_track_record: note(
      "min_track_record",
      typeof record === "number" ? Math.ceil(record) : record === null ? null : "infinite",
      tooFew,
    ),
  };
}

/** What trading cost; signed, a charge is negative. */
interface CostFigures {
  commission: number | null;
  swap: number | null;
  fee: number | null;
  /** The three together. */
  costs: number | null;
  /** Trades of which at least one of the three is known. */
  costs_known: number;
  /** Costs / gains before costs; 0 where rebates outweigh them. */
  cost_share: number | null;
}

/** Costs that the journal knows of. */
function costFigures({ ledger, currency }: SummaryInput, note: NoteMissing): CostFigures {
  const { n, minor } = ledger;
  const [commission, swap, fee] = (["commission", "swap", "fee"] as const).map((name) => {
    const known = knownOf(ledger[name]);
    const parts = bookedInParts(ledger.parts, name);
    if (known.length === 0 && parts === 0) return null;
    return addMoney([addMinor(known, currency), fromMinor(parts, currency)], currency);
  }) as [number | null, number | null, number | null];
  const isAny = commission !== null || swap !== null || fee !== null;
  let [known, paid, gross] = [0, 0, 0];
  for (let row = 0; isAny && row < n; row++) {
    const cost = costOf(ledger, row);
    if (!Number.isNaN(cost)) known++;
    paid -= cost || 0;
    gross += Math.max(0, (minor[row] ?? 0) - (cost || 0));
  }
  const none = n === 0 ? "no-trades" : "no-costs";
  const total = isAny ? addMoney([commission ?? 0, swap ?? 0, fee ?? 0], currency) : null;
  const share = isAny ? finiteOrNull(Math.max(0, paid) / gross) : null;
  return {
    commission: note("commission", commission, none),
    swap: note("swap", swap, none),
    fee: note("fee", fee, none),
    costs: note("costs", total, none),
    costs_known: known,
    cost_share: note("cost_share", share, isAny ? "no-win" : none),
  };
}

/** Those that are known. */
function knownOf(values: Float64Array): Float64Array {
  // Loops: a callback for each of a million takes ten times as long.
  let count = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) count++;
  if (count === values.length) return values;
  const known = new Float64Array(count);
  for (let row = 0, at = 0; at < count; row++) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isNaN(value)) known[at++] = value;
  }
  return known;
}

/** Costs of one trade in minor units; NaN: none of the three is known. */
function costOf({ commission, swap, fee }: SummaryInput["ledger"], row: number): number {
  const [a, b, c] = [
    commission[row] ?? Number.NaN,
    swap[row] ?? Number.NaN,
    fee[row] ?? Number.NaN,
  ];
  if (Number.isNaN(a) && Number.isNaN(b) && Number.isNaN(c)) return Number.NaN;
  return (a || 0) + (b || 0) + (c || 0);
}

/** Runs of wins and losses. */
interface StreakFigures {
  longest_win_streak: number;
  longest_loss_streak: number;
  /** Money and length of the run that cost most; zero without a loss. */
  worst_streak: number;
  worst_streak_trades: number;
  /** Longest losing run that chance makes of as many trades with this share of losses. */
  expected_longest_loss_streak: number | null;
  /** MT5's Z, trades of zero left out; from 20 trades. */
  z_score: number | null;
  /** The percentage MT5 prints after it. */
  z_confidence_percent: number | null;
  /** Exact two-sided p of the runs test. */
  runs_p: number | null;
}

/** MT5's Z leans on the normal curve: below this many trades only the exact test speaks. */
const Z_MINIMUM = 20;

/** Streaks in the order of closing. */
function streakFigures(amounts: Values, note: NoteMissing): StreakFigures {
  const runs = countRuns(amounts);
  const { a: gains, b: losses } = runs;
  const decided = gains + losses;
  const lost = streaks(amounts, -1);
  const z = decided < Z_MINIMUM ? null : mt5RunsZ(runs);
  const oneSided = decided === 0 ? "no-trades" : gains === 0 ? "no-win" : "no-loss";
  const isMixed = gains > 0 && losses > 0;
  const noZ = isMixed ? (decided < Z_MINIMUM ? "too-few-trades" : "no-spread") : oneSided;
  const expected = decided === 0 ? null : expectedLongestRun(decided, losses / decided);
  return {
    longest_win_streak: streaks(amounts, 1).longest,
    longest_loss_streak: lost.longest,
    worst_streak: lost.extremeAmount,
    worst_streak_trades: lost.extremeLength,
    expected_longest_loss_streak: note("expected_longest_loss_streak", expected, "no-trades"),
    z_score: note("z_score", z, noZ),
    z_confidence_percent: note(
      "z_confidence_percent",
      z === null ? null : normalConfidencePercent(z),
      noZ,
    ),
    runs_p: note("runs_p", runsExactP(runs), oneSided),
  };
}

/**
 * What a range of trades comes to, by the definitions of src/stats. Money in major units, shares as
 * fractions of 1, times in seconds unless the name says otherwise. A figure that is not defined is
 * null and has its reason in `missing`; there is no NaN and no Infinity.
 */
export interface Summary
  extends OutcomeFigures,
    MultipleFigures,
    StreakFigures,
    CurveFigures,
    DayFigures,
    HoldFigures,
    CostFigures {
  missing: Missing;
}

/** What came out, in money and in R: the part of a summary that needs no times, days' balances or costs. */
export type Results = OutcomeFigures & MultipleFigures;

/** Only these of a ledger's figures. */
export function resultsOf(ledger: SummaryLedger, currency: Currency): Results {
  const series = seriesOf(ledger, currency);
  const note = noteIn({});
  return {
    ...outcomeFigures(series, note),
    ...multipleFigures(series, multiplesOf(ledger, currency), note),
  };
}

function seriesOf(ledger: SummaryLedger, currency: Currency): SummaryInput {
  const amounts = amountsOf(ledger, currency);
  const decided =
    ledger.even_within === undefined
      ? amounts
      : amounts.map((amount, row) => (isEvenAt(ledger, row) ? 0 : amount));
  return { ledger, currency, amounts, decided, days: tradedDays(ledger, currency) };
}

/**
 * All figures of a ledger, whose multiples may be known already. Drawdown in percent, Sharpe and
 * Sortino need the days' balance.
 */
export function summarise(
  ledger: SummaryLedger,
  {
    currency,
    multiples = multiplesOf(ledger, currency),
  }: { currency: Currency; multiples?: Multiples },
): Summary {
  const series = seriesOf(ledger, currency);
  const { decided } = series;
  const missing: Missing = {};
  const note = noteIn(missing);
  const outcomes = outcomeFigures(series, note);
  const byDay = dayFigures(series, note);
  return {
    ...outcomes,
    ...multipleFigures(series, multiples, note),
    ...streakFigures(decided, note),
    ...curveFigures(growthCurve(ledger, currency), currency, note),
    ...byDay,
    ...holdFigures(series, note),
    ...costFigures(series, note),
    missing,
  };
}
