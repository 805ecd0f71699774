import { weekday } from "../base/dates.ts";
import { offsetMinutes, type Zone } from "../base/zone.ts";
import type { Ledger } from "../model-ledger.ts";
import type { Series } from "./units.ts";

/** The trades of one group taken together; trades of unknown value are not in it. */
export interface Group {
  /** Hour 0 to 23, weekday 1 (Monday) to 7, or what the caller grouped by. */
  key: number;
  n: number;
  /** Above zero; the rest lost or broke even. */
  wins: number;
  sum: number;
}

export interface Grouped {
  groups: readonly Group[];
  /** Trades whose group is not known. */
  unknown: number;
}

/** Sums by key; keys are whole numbers from `first` on, and a key outside the range is unknown. */
function groupBy(
  { n }: Ledger,
  { values, scale }: Series,
  keys: { first: number; count: number },
  keyOf: (row: number) => number,
): Grouped {
  const groups = Array.from({ length: keys.count }, (_, index) => ({
    ...{ key: keys.first + index, n: 0, wins: 0, sum: 0 },
  }));
  let unknown = 0;
  for (let row = 0; row < n; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const group = groups[keyOf(row) - keys.first];
    if (group === undefined) {
      unknown++;
      continue;
    }
    group.n++;
    group.sum += value;
    if (value > 0) group.wins++;
  }
  return { groups: groups.map((group) => ({ ...group, sum: group.sum / scale })), unknown };
}

/** By hour of the entry on the zone's clock, 0 to 23. */
export function byHour(ledger: Ledger<"entry">, series: Series, zone: Zone): Grouped {
  return groupBy(ledger, series, { first: 0, count: 24 }, (row) => {
    const entry = ledger.entry[row] ?? Number.NaN;
    if (Number.isNaN(entry)) return -1;
    const minutes = Math.floor(entry / 60) + offsetMinutes(zone, entry * 1000);
    return Math.floor((((minutes % 1440) + 1440) % 1440) / 60);
  });
}

/** By weekday of the session, 1 Monday to 7 Sunday. */
export function byWeekday(ledger: Ledger, series: Series): Grouped {
  const days = ledger.days.map(({ session_date }) => weekday(session_date));
  return groupBy(ledger, series, { first: 1, count: 7 }, (row) => days[ledger.day[row] ?? 0] ?? 0);
}

/** One day with trades. */
export interface DayResult {
  date: string;
  n: number;
  wins: number;
  sum: number;
}

/** The days with trades of known value, oldest first. */
export function byDay(ledger: Ledger, series: Series): DayResult[] {
  const keys = { first: 0, count: ledger.days.length };
  const { groups } = groupBy(ledger, series, keys, (row) => ledger.day[row] ?? -1);
  return groups
    .filter(({ n }) => n > 0)
    .map(({ key, n, wins, sum }) => ({
      ...{ date: ledger.days[key]?.session_date ?? "", n, wins, sum },
    }));
}

/** The same by month: `date` is "YYYY-MM". */
export function byMonth(days: readonly DayResult[]): DayResult[] {
  const months = new Map<string, DayResult>();
  for (const { date, n, wins, sum } of days) {
    const key = date.slice(0, 7);
    const month = months.get(key) ?? { date: key, n: 0, wins: 0, sum: 0 };
    months.set(key, { date: key, n: month.n + n, wins: month.wins + wins, sum: month.sum + sum });
  }
  return [...months.values()];
}
