import { addMinor, type Currency, minorReader } from "../base/money.ts";
import { outcome } from "../base/outcome.ts";
import type { Zone } from "../base/time.ts";
import { signsGreater } from "../stats/intervals.ts";
import { mean } from "../stats/moments.ts";
import { maxTBoth, maxTLimit } from "../stats/permutation.ts";
import { type AnyLedger, DIVISIONS, type Division, groupsOf, OF_SESSIONS } from "./groupings.ts";
import { type MistakeCost, mistakeCosts } from "./mistakes.ts";
import { knowsPlans, type MaybePlanned, type Multiples, multiplesOf } from "./multiples.ts";
import { type WinRate, winRate } from "./win-rate.ts";

/** Least trades of a group that is compared, and least sessions where the label is a session's. */
const LEAST_TRADES = 12;
const LEAST_SESSIONS = 4;
/** Results are too noisy for any pattern in fewer trades than this. */
export const LEAST_IN_ALL = 60;
/** More trades than this are not shuffled: the limit stands for 1,999 shuffles of them. */
export const MOST_SHUFFLED = 4_000;
/** In the limit a group must be large enough to be nearly normal itself. */
const LEAST_IN_LIMIT = 30;
/** Corrected for the number of groups and divisions, and for looking at both ends. */
const LEVEL = 0.05;
/** What cannot be compared: see `breakdown`. */
const UNCOMPARED: readonly Division[] = [
  ...(["tag", "hold", "confidence", "mistake"] as const),
  // A choice, and so a habit: the mentor tests it with all the others, where it pays for the looks.
  ...(["plan", "checklist"] as const),
];
/** Whoever divides by one thing divides by the next: the level holds over all that can be asked for. */
const LOOKED_AT = DIVISIONS.length - UNCOMPARED.length;

/** What the comparison of groups came to. */
export interface Contrast {
  /** The group that stands out below and above, beyond chance; null: none does. */
  worst: string | null;
  best: string | null;
  /** p of the search for the worst and the best group, times both ends of all divisions. */
  p_worst: number;
  p_best: number;
  /** How many divisions there are to look at. */
  divisions: number;
  /** Keys of the groups that were compared; the others are too small. */
  compared: string[];
}

/** One group: its rows in order of the days. */
export interface Sample {
  key: string;
  rows: Int32Array;
}

/** What is compared, and how. */
export interface ContrastBasis {
  value(row: number): number;
  /** Index of each row's day. */
  day: Int32Array;
  /** The label belongs to the session: whole sessions are exchanged. */
  bySession: boolean;
}

/** Least trades and sessions of a group that is worth comparing, of so many trades in all. */
function leastOf(count: number, bySession: boolean): { trades: number; sessions: number } {
  if (bySession) return { trades: LEAST_TRADES, sessions: LEAST_SESSIONS };
  return { trades: count > MOST_SHUFFLED ? LEAST_IN_LIMIT : LEAST_TRADES, sessions: 1 };
}

/**
 * Whether some group's mean lies apart from that of the rest: permutation max-T, which pays for the
 * number of groups, once in each direction. Labels of sessions are exchanged between sessions,
 * those of trades between trades. Null below 60 trades, or when fewer than
 * two groups are large enough.
 */
export function contrast(samples: readonly Sample[], comparison: ContrastBasis): Contrast | null {
  const count = samples.reduce((total, { rows }) => total + rows.length, 0);
  if (count < LEAST_IN_ALL) return null;
  const isLarge = !comparison.bySession && count > MOST_SHUFFLED;
  return isLarge ? inLimit(samples, comparison) : shuffled(samples, comparison, count);
}

function shuffled(
  samples: readonly Sample[],
  comparison: ContrastBasis,
  count: number,
): Contrast | null {
  const { bySession } = comparison;
  const units = samples.flatMap((sample) => unitsOf(sample, comparison));
  const { spread } = totalOf(samples, comparison);
  const least = leastOf(count, bySession);
  const options = {
    minimumCount: least.trades,
    minimumUnits: least.sessions,
    // Above it nothing will be said: the drawing may stop.
    stopAbove: LEVEL / (2 * LOOKED_AT),
  };
  const test = maxTBoth(units, spread, options);
  if (test === null || test.contrasts.length < 2) return null;
  const compared = test.contrasts.map(({ label }) => label);
  const [worst, best] = [test.worst.label, test.best.label];
  return verdict(
    compared,
    [worst, Math.max(test.pWorst, byDays(samples, comparison, worst, -1) * compared.length)],
    [best, Math.max(test.pBest, byDays(samples, comparison, best, 1) * compared.length)],
  );
}

/**
 * p that the group is above (1) or below (-1) the rest only because trades of one day hang together or
 * its results are wilder: each day's part in the difference could as well have had the other sign.
 */
function byDays(
  samples: readonly Sample[],
  { value, day }: ContrastBasis,
  label: string,
  sign: 1 | -1,
): number {
  const { sums, total } = totalOf(samples, { value });
  const centre = total.sum / total.count;
  const share = (sums.find(({ key }) => key === label)?.count ?? 0) / total.count;
  const parts = new Map<number, number>();
  for (const { key, rows } of samples) {
    const weight = (key === label ? 1 : 0) - share;
    for (const row of rows) {
      const own = day[row] ?? 0;
      parts.set(own, (parts.get(own) ?? 0) + sign * weight * (value(row) - centre));
    }
  }
  return signsGreater(parts.values());
}

/** What is exchanged as a whole: each session's values, or each value for itself. */
function unitsOf({ key, rows }: Sample, { value, day, bySession }: ContrastBasis) {
  const units: { label: string; count: number; sum: number }[] = [];
  let last = -1;
  for (const row of rows) {
    const own = day[row] ?? 0;
    const open = units.at(-1);
    if (bySession && own === last && open !== undefined) {
      open.count++;
      open.sum += value(row);
    } else units.push({ label: key, count: 1, sum: value(row) });
    last = own;
  }
  return units;
}

/** Sums of each group, and the spread of all values about their mean. */
function totalOf(samples: readonly Sample[], { value }: Pick<ContrastBasis, "value">) {
  const sums = samples.map(({ key, rows }) => {
    let sum = 0;
    for (const row of rows) sum += value(row);
    return { key, count: rows.length, sum };
  });
  const count = sums.reduce((all, one) => all + one.count, 0);
  const sum = sums.reduce((all, one) => all + one.sum, 0);
  let squares = 0;
  for (const { rows } of samples)
    for (const row of rows) squares += (value(row) - sum / count) ** 2;
  // Values that are all the same have no spread, whatever rounding makes of their mean.
  const spread =
    squares < 1e-18 * (sum / count) ** 2 * count ? 0 : Math.sqrt(squares / (count - 1));
  return { sums, total: { count, sum }, spread };
}

function inLimit(samples: readonly Sample[], comparison: ContrastBasis): Contrast | null {
  const { sums, total, spread } = totalOf(samples, comparison);
  const least = leastOf(total.count, false);
  const compared = sums.filter(({ count }) => count >= least.trades);
  if (compared.length < 2) return null;
  const test = maxTLimit(compared, total, spread);
  if (test === null) return null;
  const keyOf = (z: number) => compared[test.zs.indexOf(z)]?.key ?? "";
  const [worst, best] = [keyOf(Math.min(...test.zs)), keyOf(Math.max(...test.zs))];
  return verdict(
    compared.map(({ key }) => key),
    [worst, Math.max(test.pLow, byDays(samples, comparison, worst, -1) * compared.length)],
    [best, Math.max(test.pHigh, byDays(samples, comparison, best, 1) * compared.length)],
  );
}

function verdict(compared: string[], low: [string, number], high: [string, number]): Contrast {
  const ofAll = (p: number) => Math.min(1, 2 * LOOKED_AT * p);
  const shown = ([key, p]: [string, number]) => (ofAll(p) < LEVEL ? key : null);
  return {
    worst: shown(low),
    best: shown(high),
    p_worst: ofAll(low[1]),
    p_best: ofAll(high[1]),
    divisions: LOOKED_AT,
    compared,
  };
}

/** The figures of one group. Money in major units, shares as fractions of 1. */
export interface GroupFigures extends WinRate {
  /** The label as it is stored or a fixed English word; null: the label is not known. */
  key: string | null;
  n: number;
  losses: number;
  net: number;
  /** Net per trade. */
  expectancy: number;
  /** Mean R, with the usual risk where a trade's own is unknown, and of how many trades. */
  expectancy_r: number | null;
  r_n: number;
  /** Of these, those whose own risk is known. */
  r_known: number;
  /** Of the net of all trades; null unless that is above zero. */
  share_of_net: number | null;
  sessions: number;
  /** Too few trades or sessions to be compared. */
  too_few: boolean;
}

/** A ledger divided, and what may be said of it. */
export interface Breakdown {
  by: Division;
  n: number;
  net: number;
  /** Whether trades can be in several groups: then the groups are more than the whole. */
  overlaps: boolean;
  /** By mood: some are written with the trade, so that nothing is compared. */
  is_own: boolean;
  /** What was compared: R where every trade has it, else money. */
  compared_in: "r" | "money";
  /** Null: too little to compare. */
  contrast: Contrast | null;
  groups: GroupFigures[];
  /** By mistake: what of it is arithmetic; empty for all else. */
  costs: MistakeCost[];
}

/** The groups of a division in their order, trades without a label last. */
export function breakdown(
  ledger: AnyLedger & MaybePlanned,
  by: Division,
  { currency, zone }: { currency: Currency; zone: Zone },
): Breakdown {
  const grouping = groupsOf(ledger, by, zone);
  const { groups, unknown, overlaps } = grouping;
  const multiples = multiplesOf(ledger, currency);
  const { r, known } = multiples;
  const net = addMinor(ledger.minor, currency);
  const bySession = OF_SESSIONS.includes(by);
  const labelled: { key: string | null; rows: Int32Array }[] = [...groups];
  if (unknown.length > 0) labelled.push({ key: null, rows: unknown });
  const inR = knowsPlans({ r, known }) && !r.some(Number.isNaN);
  const read = minorReader(currency);
  const value = inR
    ? // Single trades beyond -3 and 4 R would speak for their whole group.
      (row: number) => Math.max(-3, Math.min(4, r[row] ?? 0))
    : (row: number) => read(ledger.minor[row] ?? 0);
  const least = leastOf(ledger.n - unknown.length, bySession);
  const isOwn = by === "mood" && isOwnMood(ledger);
  return {
    by,
    n: ledger.n,
    net,
    overlaps,
    is_own: isOwn,
    costs: by === "mistake" ? mistakeCosts(ledger, grouping, multiples, currency) : [],
    compared_in: inR ? "r" : "money",
    // A trade in two groups cannot be shuffled between them, and how long a position lives is decided
    // by its result: a stop that is nearer than the target is reached sooner. What is written down with
    // the trade may be written when its result is known.
    contrast:
      overlaps || UNCOMPARED.includes(by) || isOwn
        ? null
        : contrast(groups, { value, day: ledger.day, bySession }),
    groups: labelled.map(({ key, rows }) => {
      const figures = groupFigures(ledger, rows, multiples, currency);
      const few = figures.n < least.trades || figures.sessions < least.sessions;
      return {
        key,
        ...figures,
        too_few: few,
        share_of_net: net > 0 ? figures.net / net : null,
      };
    }),
  };
}

/** Whether the mood of any trade is that written down with it, and not that of a check-in before it. */
export function isOwnMood(ledger: AnyLedger): boolean {
  return ledger.mood?.code.some((code) => code >= 0) ?? false;
}

function groupFigures(
  { minor, day, even_within }: AnyLedger,
  rows: Int32Array,
  { r, imputed }: Multiples,
  currency: Currency,
) {
  const minors = new Float64Array(rows.length);
  const multiples: number[] = [];
  let [wins, losses, above, sessions, last, known] = [0, 0, 0, 0, -1, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const result = minor[row] ?? 0;
    minors[i] = result;
    const came = outcome(result, even_within?.[row]);
    if (came > 0) wins++;
    else if (came < 0) losses++;
    if (result > 0) above++;
    if (day[row] !== last) sessions++;
    last = day[row] ?? -1;
    const multiple = r[row] ?? Number.NaN;
    if (Number.isNaN(multiple)) continue;
    multiples.push(multiple);
    if (imputed[row] !== 1) known++;
  }
  const n = rows.length;
  const net = addMinor(minors, currency);
  return {
    n,
    losses,
    ...winRate({ n, wins, losses, above }, even_within !== undefined),
    net,
    expectancy: net / n,
    sessions,
    expectancy_r: multiples.length === 0 ? null : mean(multiples),
    r_n: multiples.length,
    r_known: known,
  };
}
