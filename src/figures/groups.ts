import { addMinor, type Currency, minorReader } from "../base/money.ts";
import type { Zone } from "../base/zone.ts";
import { type Interval, wilson } from "../stats/intervals.ts";
import { mean } from "../stats/moments.ts";
import { REPORTABLE } from "../stats/reportable.ts";
import { type Contrast, contrast, leastOf } from "./contrast.ts";
import { type AnyLedger, type Division, groupsOf, OF_SESSIONS } from "./groupings.ts";
import { type MaybePlanned, multiplesOf } from "./multiples.ts";

/** The figures of one group. Money in major units, shares as fractions of 1. */
export interface Group {
  /** The label as it is stored or a fixed English word; null: the label is not known. */
  key: string | null;
  n: number;
  wins: number;
  losses: number;
  win_rate: number;
  win_rate_interval: Interval | null;
  net: number;
  /** Net per trade. */
  expectancy: number;
  /** Mean R, and of how many trades. */
  expectancy_r: number | null;
  r_n: number;
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
  /** What was compared: R where every trade has it, else money. */
  compared_in: "r" | "money";
  /** Null: too little to compare. */
  contrast: Contrast | null;
  groups: Group[];
}

/** The groups of a division in their order, trades without a label last. */
export function breakdown(
  ledger: AnyLedger & MaybePlanned,
  by: Division,
  { currency, zone }: { currency: Currency; zone: Zone },
): Breakdown {
  const { groups, unknown, overlaps } = groupsOf(ledger, by, zone);
  const { r } = multiplesOf(ledger, currency);
  const net = addMinor(ledger.minor, currency);
  const bySession = OF_SESSIONS.includes(by);
  const labelled: { key: string | null; rows: Int32Array }[] = [...groups];
  if (unknown.length > 0) labelled.push({ key: null, rows: unknown });
  const inR = r.length > 0 && !r.some(Number.isNaN);
  const read = minorReader(currency);
  const value = inR
    ? // Single trades beyond -3 and 4 R would speak for their whole group.
      (row: number) => Math.max(-3, Math.min(4, r[row] ?? 0))
    : (row: number) => read(ledger.minor[row] ?? 0);
  const least = leastOf(ledger.n - unknown.length, bySession);
  return {
    ...{ by, n: ledger.n, net, overlaps, compared_in: inR ? "r" : "money" },
    // A trade in two groups cannot be shuffled between them, and how long a position lives is decided
    // by its result: a stop that is nearer than the target is reached sooner.
    contrast:
      overlaps || by === "hold" ? null : contrast(groups, { value, day: ledger.day, bySession }),
    groups: labelled.map(({ key, rows }) => {
      const figures = groupFigures(ledger, rows, r, currency);
      const few = figures.n < least.trades || figures.sessions < least.sessions;
      return {
        ...{ key, ...figures, too_few: few },
        share_of_net: net > 0 ? figures.net / net : null,
      };
    }),
  };
}

function groupFigures(
  { minor, day }: AnyLedger,
  rows: Int32Array,
  r: Float64Array,
  currency: Currency,
) {
  const minors = new Float64Array(rows.length);
  const multiples: number[] = [];
  let [wins, losses, sessions, last] = [0, 0, 0, -1];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const result = minor[row] ?? 0;
    minors[i] = result;
    if (result > 0) wins++;
    else if (result < 0) losses++;
    if (day[row] !== last) sessions++;
    last = day[row] ?? -1;
    const multiple = r[row] ?? Number.NaN;
    if (!Number.isNaN(multiple)) multiples.push(multiple);
  }
  const n = rows.length;
  const net = addMinor(minors, currency);
  return {
    ...{ n, wins, losses, win_rate: wins / n, net, expectancy: net / n, sessions },
    win_rate_interval: n < REPORTABLE.wilsonCount ? null : wilson(wins, n),
    expectancy_r: multiples.length === 0 ? null : mean(multiples),
    r_n: multiples.length,
  };
}
