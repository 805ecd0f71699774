import { weekday } from "../base/dates.ts";
import { addMoney, type Currency } from "../base/money.ts";
import { judgedIn } from "../base/outcome.ts";
import { weeksIn } from "../base/period.ts";
import type { Zone } from "../base/time.ts";
import type { Ledger, LedgerDay } from "../model.ts";
import { isTraded } from "../trade/parts.ts";
import { hourReader } from "./groupings.ts";
import type { Series } from "./series.ts";
import { bookedByDay, isEvenAt } from "./steps.ts";

export interface CalendarDay {
  session_date: string;
  total_trades: number;
  total_profit_loss: number;
  /** Null: nobody said. */
  emotions: string | null;
}

interface CalendarTotals {
  total_trades: number;
  total_profit_loss: number;
}

export interface CalendarWeek extends CalendarTotals {
  /** Its days within the month. */
  from: string;
  to: string;
}

/** Days with trades in a row, all above zero or all below. */
export interface Run {
  days: number;
  from: string;
  to: string;
}

export interface Calendar extends CalendarTotals {
  from: string;
  to: string;
  /** Only days that have a session. */
  days: CalendarDay[];
  weeks: CalendarWeek[];
  /** Days with trades above, below and at zero. */
  green: number;
  red: number;
  even: number;
  best: CalendarDay | null;
  worst: CalendarDay | null;
  longest_green: Run | null;
  longest_red: Run | null;
}

/** One month of days with what each brought, its Monday-to-Sunday weeks, and its runs of days. */
export function calendarOf(
  month: { from: string; to: string },
  sessions: readonly LedgerDay[],
  currency: Currency,
): Calendar {
  const days = sessions.map((day): CalendarDay => {
    // "netral" is also what a session holds before anyone has said anything.
    const isMoodKnown = day.emotions !== "netral" || day.moods.length > 0;
    return {
      session_date: day.session_date,
      total_trades: day.total_trades,
      total_profit_loss: day.total_profit_loss,
      emotions: isMoodKnown ? day.emotions : null,
    };
  });
  const traded = days.filter(isTraded);
  const count = (passes: (result: number) => boolean) =>
    traded.filter((day) => passes(day.total_profit_loss)).length;
  const top = (is: (a: number, b: number) => boolean) =>
    traded.reduce<CalendarDay | null>(
      (found, day) =>
        found === null || is(day.total_profit_loss, found.total_profit_loss) ? day : found,
      null,
    );
  return {
    from: month.from,
    to: month.to,
    days,
    weeks: weeksIn(month.from, month.to).map(({ from, to }) => {
      const inside = days.filter(({ session_date: day }) => day >= from && day <= to);
      return { from, to, ...totalsOf(inside, currency) };
    }),
    ...totalsOf(days, currency),
    green: count((r) => r > 0),
    red: count((r) => r < 0),
    even: count((r) => r === 0),
    best: top((a, b) => a > b),
    worst: top((a, b) => a < b),
    longest_green: longestRun(traded, 1),
    longest_red: longestRun(traded, -1),
  };
}

function totalsOf(days: readonly CalendarDay[], currency: Currency): CalendarTotals {
  return {
    total_trades: days.reduce((sum, day) => sum + day.total_trades, 0),
    total_profit_loss: addMoney(
      days.map((day) => day.total_profit_loss),
      currency,
    ),
  };
}

/** The longest run of days on one side of zero; of equal ones the latest. */
function longestRun(traded: readonly CalendarDay[], sign: 1 | -1): Run | null {
  const runs: Run[] = [];
  let isOpen = false;
  for (const { session_date: date, total_profit_loss: result } of traded) {
    const last = runs.at(-1);
    const fits = Math.sign(result) === sign;
    if (fits && isOpen && last !== undefined)
      Object.assign(last, { days: last.days + 1, to: date });
    else if (fits) runs.push({ days: 1, from: date, to: date });
    isOpen = fits;
  }
  return runs.reduce<Run | null>((top, run) => (run.days >= (top?.days ?? 0) ? run : top), null);
}

/** The trades of one group taken together; trades of unknown value are not in it. */
interface KeySum {
  /** Hour 0 to 23, weekday 1 (Monday) to 7, or what the caller grouped by. */
  key: number;
  n: number;
  /** Above zero; the rest lost or broke even. */
  wins: number;
  /** Trades that won or lost; only where the trader set a band. */
  judged?: number;
  sum: number;
}

export interface Grouped {
  groups: readonly KeySum[];
  /** Trades whose group is not known. */
  unknown: number;
}

/** Sums by key; keys are whole numbers from `first` on, and a key outside the range is unknown. */
function sumBy(
  ledger: Ledger,
  { values, scale }: Series,
  { first, count }: { first: number; count: number },
  keyOf: (row: number) => number,
): Grouped {
  const counts = () => new Int32Array(count);
  const [known, wins, losses, sums] = [counts(), counts(), counts(), new Float64Array(count)];
  const isBanded = ledger.even_within !== undefined;
  let unknown = 0;
  for (let row = 0; row < ledger.n; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const key = keyOf(row) - first;
    if (!(key >= 0 && key < count)) {
      unknown++;
      continue;
    }
    known[key] = (known[key] ?? 0) + 1;
    sums[key] = (sums[key] ?? 0) + value;
    if (isEvenAt(ledger, row)) continue;
    const ended = value > 0 ? wins : losses;
    ended[key] = (ended[key] ?? 0) + 1;
  }
  const groups = Array.from(known, (n, key): KeySum => {
    const [won = 0, lost = 0, sum = 0] = [wins[key], losses[key], sums[key]];
    return { key: first + key, n, wins: won, ...judgedIn(isBanded, won, lost), sum: sum / scale };
  });
  return { groups, unknown };
}

/** By hour of the entry on the zone's clock, 0 to 23. */
export function byHour(ledger: Ledger<"entry">, series: Series, zone: Zone): Grouped {
  return sumBy(ledger, series, { first: 0, count: 24 }, hourReader(ledger, zone));
}

/** By weekday of the session, 1 Monday to 7 Sunday. */
export function byWeekday(ledger: Ledger, series: Series): Grouped {
  const days = ledger.days.map(({ session_date }) => weekday(session_date));
  return sumBy(ledger, series, { first: 1, count: 7 }, (row) => days[ledger.day[row] ?? 0] ?? 0);
}

/** One day with trades. */
export interface DateSum {
  date: string;
  n: number;
  wins: number;
  sum: number;
}

/** The days with trades of known value, or with parts of some, oldest first. */
export function byDay(ledger: Ledger, series: Series): DateSum[] {
  const keys = { first: 0, count: ledger.days.length };
  const { groups } = sumBy(ledger, series, keys, (row) => ledger.day[row] ?? -1);
  const { partOf, scale } = series;
  const booked = partOf === null ? new Map<number, number>() : bookedByDay(ledger);
  const moved = (key: number) => (partOf?.(booked.get(key) ?? 0) ?? 0) / scale;
  return groups
    .filter(({ key, n }) => n > 0 || booked.has(key))
    .map(({ key, n, wins, sum }) => ({
      date: ledger.days[key]?.session_date ?? "",
      n,
      wins,
      sum: sum + moved(key),
    }));
}

/** The same by month: `date` is "YYYY-MM". */
export function byMonth(days: readonly DateSum[]): DateSum[] {
  const months = new Map<string, DateSum>();
  for (const { date, n, wins, sum } of days) {
    const key = date.slice(0, 7);
    const month = months.get(key) ?? { date: key, n: 0, wins: 0, sum: 0 };
    months.set(key, { date: key, n: month.n + n, wins: month.wins + wins, sum: month.sum + sum });
  }
  return [...months.values()];
}
