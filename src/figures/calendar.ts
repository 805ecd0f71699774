import { addDays, weekday } from "../base/dates.ts";
import { addMoney, type Currency } from "../base/money.ts";
import type { LedgerDay } from "../model-ledger.ts";

export interface CalendarDay {
  session_date: string;
  total_trades: number;
  total_profit_loss: number;
  /** Null: nobody said. */
  emotions: string | null;
}

interface Totals {
  total_trades: number;
  total_profit_loss: number;
}

export interface CalendarWeek extends Totals {
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

export interface Calendar extends Totals {
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
  const traded = days.filter((day) => day.total_trades > 0);
  const count = (passes: (result: number) => boolean) =>
    traded.filter((day) => passes(day.total_profit_loss)).length;
  const top = (is: (a: number, b: number) => boolean) =>
    traded.reduce<CalendarDay | null>(
      (found, day) =>
        found === null || is(day.total_profit_loss, found.total_profit_loss) ? day : found,
      null,
    );
  return {
    ...{ from: month.from, to: month.to, days, weeks: weeksOf(month, days, currency) },
    ...totalsOf(days, currency),
    ...{ green: count((r) => r > 0), red: count((r) => r < 0), even: count((r) => r === 0) },
    ...{ best: top((a, b) => a > b), worst: top((a, b) => a < b) },
    longest_green: longestRun(traded, 1),
    longest_red: longestRun(traded, -1),
  };
}

function totalsOf(days: readonly CalendarDay[], currency: Currency): Totals {
  return {
    total_trades: days.reduce((sum, day) => sum + day.total_trades, 0),
    total_profit_loss: addMoney(
      days.map((day) => day.total_profit_loss),
      currency,
    ),
  };
}

function weeksOf(
  month: { from: string; to: string },
  days: readonly CalendarDay[],
  currency: Currency,
): CalendarWeek[] {
  const weeks: CalendarWeek[] = [];
  for (let from = month.from; from <= month.to; ) {
    const sunday = addDays(from, 7 - weekday(from));
    const to = sunday < month.to ? sunday : month.to;
    const inside = days.filter(({ session_date: day }) => day >= from && day <= to);
    weeks.push({ from, to, ...totalsOf(inside, currency) });
    from = addDays(to, 1);
  }
  return weeks;
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
