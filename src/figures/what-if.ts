import { joined } from "../base/groups.ts";
import {
  addMinor,
  addMoney,
  type Currency,
  fromMinor,
  minorReader,
  workedOutDigits,
} from "../base/money.ts";
import { outcome } from "../base/outcome.ts";
import { CARRIED01, KNOWN_RISK01 } from "../mentor/thresholds.ts";
import type { Ledger, LedgerCore, Wholes } from "../model.ts";
import { maximalDrawdown } from "../stats/curve.ts";
import type { Interval } from "../stats/exact.ts";
import { signsGreater } from "../stats/intervals.ts";
import { leaveOutPlacebo, type Placebo, sizePlacebo } from "../stats/placebo.ts";
import { sessionInterval } from "./figure.ts";
import { LEAST_IN_ALL } from "./groups.ts";
import { bookedInParts, stepsOf, sumsOf } from "./steps.ts";
import { winRate } from "./win-rate.ts";

/*
 * What trades would have come to without some of them, or at other sizes and exits, and whether that
 * is more than leaving out as many at random would have brought.
 */

/**
 * A scenario is said to beat chance where p times the number of scenarios tried so far (Bonferroni) is
 * no more than this. Each is judged by the number tried up to it, so of honest traders who try ten
 * 0.01 (1 + 1/2 + ... + 1/10) = 2.9 % are told so of one; who tries eighty, 5 %.
 */
export const WHAT_IF_LEVEL = 0.01;

/** Least trades (and days) on either side of a comparison, as of groups of trades. */
export const LEAST = { trades: 12, days: 4 } as const;

type TimedLedger = Ledger<"entry" | "exit" | "symbol">;

/** Trades and what a scenario does with them; all by row of the ledger. */
export interface Scenario {
  ledger: TimedLedger;
  /** R of each as it was; NaN: unknown. */
  r: Float64Array;
  /** Rows of which the planned loss itself is known. */
  known: number;
  /** 1: the usual planned loss stands for one that is not known. */
  imputed: Uint8Array;
  /** 1: left out; of `pool` only. */
  left: Uint8Array;
  /** 1: what the scenario could have left out. */
  pool: Uint8Array;
  /** What it goes by belongs to whole days. */
  ofDays: boolean;
  /** The results of those that stay, in minor units, and their R. */
  results: Float64Array;
  multiples: Float64Array;
  /** Lots as multiples of the usual ones, NaN: unknown; null: sizes stay as they were. */
  sizes: Float64Array | null;
  /** What it goes by may have been written down when the results were known. */
  isLabelled: boolean;
  /** Of a scenario that goes by the trades of a day: the share of `pool` that ended on a later day. */
  carried01: number;
  /** Scenarios of this kind that there are to choose from, for one who has looked at the groups first. */
  choices: number;
}

/** One side: the trades as they were, or as they would have been. */
export interface Side {
  trades: number;
  /** Wins / trades, or of those outside the trader's band of break-even; null: there are none. */
  win_rate: number | null;
  /** In major units, parts of positions booked in the range included, as in the statistics. */
  net: number;
  /** Sum of R; null: the risk of too few is known. */
  r: number | null;
  /** Of its trades those whose own planned loss is known. */
  r_known: number;
  /** Largest fall from a high of the results, in money; 0 when it never fell. */
  max_drawdown: number;
}

/**
 * What may be said: beats, chance: it was tested. arithmetic: sizes or exits were worked out anew, there
 * is nothing to draw. nothing, all: none or all of what it could leave out is left out. labelled: its
 * words may know the results. held: its rule goes by days, and too many trades are held for more than one. too-few: trades or days.
 */
export type WhatIfVerdict =
  | ("beats" | "chance" | "arithmetic" | "nothing")
  | ("all" | "labelled" | "held" | "too-few");

export interface WhatIf extends AgainstChance {
  actual: Side;
  scenario: Side;
  /** 95 % interval of the gain in money, by whole days; null: too few, or nothing varies. */
  interval: Interval | null;
}

/** A scenario among random ones of its kind. */
export interface AgainstChance {
  left_out: number;
  /** Null: there is nothing to draw. */
  placebo: Placebo | null;
  unit: "trades" | "days";
  /**
   * p that counts: the larger of the placebo's and that by blocks of days, which their trades share;
   * times the scenarios of the kind that there were to choose from.
   */
  p: number | null;
  /** How many there were to choose from, and how many of those were left out, in `unit`. */
  choice: { of: number; left: number };
  /** False where a test would say nothing, whatever came out of it. */
  isEnough: boolean;
}

/** Both sides of a scenario and its placebo. The same input gives the same answer. */
export function whatIf(scenario: Scenario, currency: Currency): WhatIf {
  const { ledger, left, results } = scenario;
  const { n } = ledger;
  const none = new Uint8Array(n);
  const gains = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    gains[row] = (left[row] === 1 ? 0 : (results[row] ?? 0)) - (ledger.minor[row] ?? 0);
  }
  return {
    actual: sideOf(scenario, ledger.minor, scenario.r, none, currency),
    scenario: sideOf(scenario, results, scenario.multiples, left, currency),
    interval: intervalOf(ledger, gains, currency),
    ...againstChance(scenario),
  };
}

/** Where a scenario lies among random ones. */
export function againstChance(scenario: Scenario): AgainstChance {
  const left_out = count(scenario.left);
  const { pByBlocks, ...test } = left_out > 0 ? leavingOut(scenario) : atOtherSizes(scenario);
  const p =
    test.placebo === null
      ? null
      : Math.min(1, scenario.choices * Math.max(test.placebo.tail, pByBlocks));
  return { left_out, p, ...test };
}

/** What may be said of it, after so many scenarios were tried, this one included. */
export function verdictOf(
  { left_out, placebo, p, choice, isEnough }: AgainstChance,
  { sizes, isLabelled, carried01, results, ledger }: Scenario,
  tried: number,
): WhatIfVerdict {
  if (placebo === null || p === null) {
    if (left_out > 0 && choice.left === choice.of) return "all";
    const isChanged = results.some((result, row) => result !== ledger.minor[row]);
    return left_out > 0 || isChanged || sizes !== null ? "arithmetic" : "nothing";
  }
  if (isLabelled) return "labelled";
  if (carried01 > CARRIED01) return "held";
  if (!isEnough) return "too-few";
  return p * tried <= WHAT_IF_LEVEL ? "beats" : "chance";
}

type Test = Omit<AgainstChance, "left_out" | "p"> & { pByBlocks: number };

/** Against as many trades, or as many whole days, of those that could have been left out. */
function leavingOut({ ledger, left, pool, results, ofDays }: Scenario): Test {
  const { day } = ledger;
  const days = new Map<number, { sum: number; n: number; left: number }>();
  let [n, sum] = [0, 0];
  for (let row = 0; row < ledger.n; row++) {
    if (pool[row] !== 1) continue;
    const value = results[row] ?? 0;
    const own = days.get(day[row] ?? 0) ?? { sum: 0, n: 0, left: 0 };
    days.set(day[row] ?? 0, own);
    own.sum += value;
    own.n++;
    own.left += left[row] ?? 0;
    n++;
    sum += value;
  }
  const all = [...days.values()];
  const share = count(left) / n;
  const rows = rowsWith(pool);
  const pByBlocks = blocksGreater(
    ledger,
    rows,
    (row) => (share - (left[row] ?? 0)) * ((results[row] ?? 0) - sum / n),
  );
  const out = all.filter((one) => one.left > 0);
  const isWhole = ofDays && out.every((one) => one.left === one.n);
  const least = Math.min(count(left), n - count(left));
  const isMany = n >= LEAST_IN_ALL && least >= LEAST.trades;
  const values = isWhole ? all.map(({ sum }) => sum) : rows.map((row) => results[row] ?? 0);
  const chosen = Uint8Array.from(
    isWhole ? all.map((one) => Math.sign(one.left)) : rows.map((row) => left[row] ?? 0),
  );
  return {
    placebo: leaveOutPlacebo(Float64Array.from(values), chosen),
    pByBlocks,
    unit: isWhole ? "days" : "trades",
    choice: { of: values.length, left: count(chosen) },
    isEnough: isMany && Math.min(out.length, all.length - (isWhole ? out.length : 0)) >= LEAST.days,
  };
}

/**
 * p that the parts of these rows add up to more than 0 by chance, where the trades of a day, and of days
 * that an open position connects, may all have come from one move of the market.
 */
function blocksGreater(
  ledger: TimedLedger,
  rows: readonly number[],
  part: (row: number, at: number) => number,
): number {
  const blocks = blocksOf(ledger);
  const sums = new Map<number, number>();
  rows.forEach((row, at) => {
    const own = blocks.firstOf(ledger.day[row] ?? 0);
    sums.set(own, (sums.get(own) ?? 0) + part(row, at));
  });
  return signsGreater(sums.values());
}

/** The days of a ledger, those joined between which a position of one symbol was open. */
function blocksOf({ n, day, days, entry, exit, symbol }: TimedLedger) {
  const blocks = joined(days.length);
  const open = new Map<number, { until: number; day: number }>();
  const isTimed = (row: number) => (exit[row] ?? Number.NaN) >= (entry[row] ?? Number.NaN);
  const rows = Array.from({ length: n }, (_, row) => row).filter(isTimed);
  rows.sort((a, b) => (entry[a] ?? 0) - (entry[b] ?? 0) || a - b);
  for (const row of rows) {
    const code = symbol.code[row] ?? -1;
    const before = open.get(code);
    const of = day[row] ?? 0;
    if (before !== undefined && (entry[row] ?? 0) < before.until) blocks.join(of, before.day);
    open.set(code, { until: Math.max(exit[row] ?? 0, before?.until ?? 0), day: of });
  }
  return blocks;
}

/** The usual lots against the same trades with the lots dealt out at random. */
function atOtherSizes({ ledger, results, sizes }: Scenario): Test {
  const none = {
    pByBlocks: 1,
    unit: "trades",
    choice: { of: 0, left: 0 },
    isEnough: false,
  } as const;
  if (sizes === null) return { ...none, placebo: null };
  const rows = rowsWith(Uint8Array.from(sizes, (size) => (size > 0 ? 1 : 0)));
  const perUnit = Float64Array.from(rows, (row) => results[row] ?? 0);
  const own = Float64Array.from(rows, (row) => sizes[row] ?? 1);
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
  const [usual, size] = [mean(perUnit), mean(own)];
  const part = (_: number, at: number) => (size - (own[at] ?? 0)) * ((perUnit[at] ?? 0) - usual);
  const days = new Set(rows.map((row) => ledger.day[row]));
  return {
    ...none,
    placebo: sizePlacebo(perUnit, own),
    pByBlocks: blocksGreater(ledger, rows, part),
    choice: { of: rows.length, left: 0 },
    isEnough: rows.length >= LEAST_IN_ALL && days.size >= LEAST.days,
  };
}

function sideOf(
  { ledger, known, imputed }: Scenario,
  results: Float64Array,
  multiples: Float64Array,
  left: Uint8Array,
  currency: Currency,
): Side {
  const side = withResults(ledger, results, left);
  const { even_within } = ledger;
  const counts = { n: side.n, wins: 0, losses: 0, above: 0 };
  let [r, own, isKnown] = [0, 0, known > 0 && known >= KNOWN_RISK01 * ledger.n];
  for (let row = 0; row < ledger.n; row++) {
    if (left[row] === 1) continue;
    const came = outcome(results[row] ?? 0, even_within?.[row]);
    if (came > 0) counts.wins++;
    else if (came < 0) counts.losses++;
    const multiple = multiples[row] ?? Number.NaN;
    if (Number.isNaN(multiple)) isKnown = false;
    else if (imputed[row] !== 1) own++;
    r += multiple;
  }
  const parts = fromMinor(bookedInParts(side.parts), currency);
  // What was worked out is told in cents; what was booked, to its last digit.
  const power = 10 ** workedOutDigits(currency);
  const told = (amount: number) =>
    results === ledger.minor ? amount : Math.round(amount * power) / power;
  const fall = maximalDrawdown(sumsOf(stepsOf(side)))?.amount ?? 0;
  return {
    trades: side.n,
    win_rate: winRate(counts, even_within !== undefined).win_rate,
    net: told(addMoney([addMinor(side.minor, currency), parts], currency)),
    r: isKnown ? r : null,
    r_known: own,
    max_drawdown: told(fromMinor(fall, currency)),
  };
}

/** The ledger without the rows that are left out, with these results. */
function withResults(ledger: LedgerCore, results: Float64Array, left: Uint8Array): LedgerCore {
  const rows = new Int32Array(ledger.n).fill(-1);
  let n = 0;
  for (let row = 0; row < ledger.n; row++) if (left[row] !== 1) rows[row] = n++;
  const kept = <T extends Wholes>(column: T): T =>
    (column as Float64Array).filter((_, row) => left[row] !== 1) as T;
  return {
    n,
    days: ledger.days,
    day: kept(ledger.day),
    id: kept(ledger.id),
    minor: kept(results),
    parts: ledger.parts
      .filter(({ row }) => row < 0 || left[row] !== 1)
      .map((part) => ({ ...part, row: part.row < 0 ? -1 : (rows[part.row] ?? -1) })),
  };
}

/** Of the money between the two, by days; where no day loses by the scenario, drawn days cannot either. */
function intervalOf(ledger: LedgerCore, gains: Float64Array, currency: Currency): Interval | null {
  const read = minorReader(currency);
  const days = new Map<number, number>();
  for (let row = 0; row < ledger.n; row++) {
    const day = ledger.day[row] ?? 0;
    days.set(day, (days.get(day) ?? 0) + (gains[row] ?? 0));
  }
  const sums = [...days.values()].map(read);
  const mean = sessionInterval(
    sums,
    sums.map((sum) => ({ sum, count: 1 })),
  );
  if (mean === null) return null;
  const [least, most] = [Math.min(0, ...sums), Math.max(0, ...sums)];
  return {
    low: least === 0 ? Math.max(0, mean.low * sums.length) : mean.low * sums.length,
    high: most === 0 ? Math.min(0, mean.high * sums.length) : mean.high * sums.length,
  };
}

function rowsWith(marks: Uint8Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < marks.length; row++) if (marks[row] === 1) rows.push(row);
  return rows;
}

const count = (marks: Uint8Array) => marks.reduce((a, b) => a + b, 0);
