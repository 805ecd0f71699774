import { addDays, weekday } from "../base/dates.ts";
import { addMoney, currencyOf, toMinor } from "../base/money.ts";
import { parseUtc } from "../base/time.ts";
import type { DatedFlow } from "../figures/equity.ts";
import type { EarlierResults } from "../mentor/types.ts";
import { dayAt } from "./days.ts";
import type { Store } from "./store.ts";

/** Deposits and withdrawals that count from a day on; "" counts from the beginning. */
interface Flow {
  day: string;
  amount: number;
}

/** A flow that comes on top of the start. */
interface LaterFlow extends Flow {
  /** Epoch seconds. */
  at: number;
}

/** Where the balance starts: what there was when the first trade of the journal was opened. */
interface Start {
  balance: number;
  /** What had been paid in by then, which is in that balance; those without a time have no day. */
  early: Flow[];
  later: LaterFlow[];
}

interface CashRow {
  time: string | null;
  amount: number;
}

/**
 * The balance in the profile's currency when a day began: what there was at the start, the results
 * of all days before and the cash flows of days before. Null: unknown.
 *
 * `initial_balance` is what there was when the first trade of the journal was opened, so flows up
 * to then (the first deposit of a statement, which usually is that balance) are in it already and
 * only later ones are added. Without it the flows are the start themselves, if they tell it: the
 * first one is a deposit made before the first trade. A journal that begins in the middle of an
 * account's life knows only its later deposits, and a balance of those alone would be wrong.
 */
export function balanceBefore(store: Store, date: string): number | null {
  const start = startOf(store);
  return start === null ? null : knownBalance(store, balanceOf(store, start, date));
}

/**
 * The balance before anything of this day or later: unlike `balanceBefore` without what had been
 * paid in before the first trade, but not before that day. From one date to another it changes by
 * exactly the results and the cash flows in between.
 */
export function openingBalance(store: Store, date: string): number | null {
  const start = startOf(store);
  if (start === null) return null;
  const notYet = start.early.filter(({ day }) => day >= date).map(({ amount }) => -amount);
  return addMoney([balanceOf(store, start, date), ...notYet], currencyOf(store.profile.currency));
}

function balanceOf(store: Store, { balance, later }: Start, date: string): number {
  const sum = store.db.prepare(
    `SELECT COALESCE(SUM(total_profit_loss), 0) FROM trading_sessions
     WHERE user_id = ? AND session_date < ?`,
  );
  const results = sum.pluck().get(store.profile.id, date) as number;
  const flows = later.filter((flow) => flow.day < date).map((flow) => flow.amount);
  return addMoney([balance, results, ...flows], currencyOf(store.profile.currency));
}

/** What comes on top of `balanceBefore` of this day from then on; none where balances are unknown. */
export function flowsFrom(store: Store, date: string): DatedFlow[] {
  const currency = currencyOf(store.profile.currency);
  return (startOf(store)?.later ?? [])
    .filter(({ day }) => day >= date)
    .map(({ day, at, amount }) => ({ session_date: day, at, minor: toMinor(amount, currency) }));
}

/** The balance at the beginning of each session from this day on; those unknown are not in it. */
export function balancesFrom(store: Store, date: string): Map<string, number> {
  const balances = new Map<string, number>();
  const start = startOf(store);
  if (start === null) return balances;
  const currency = currencyOf(store.profile.currency);
  const rows = store.db.prepare(
    `SELECT session_date, total_profit_loss FROM trading_sessions
     WHERE user_id = ? AND session_date >= ? ORDER BY session_date`,
  );
  const flows = start.later.filter((flow) => flow.day >= date);
  let sum = balanceOf(store, start, date);
  let next = 0;
  for (const row of rows.all(store.profile.id, date) as {
    session_date: string;
    total_profit_loss: number;
  }[]) {
    const due: number[] = [];
    for (; (flows[next]?.day ?? row.session_date) < row.session_date; next++) {
      due.push(flows[next]?.amount ?? 0);
    }
    sum = addMoney([sum, ...due], currency);
    if (knownBalance(store, sum) !== null) balances.set(row.session_date, sum);
    sum = addMoney([sum, row.total_profit_loss], currency);
  }
  return balances;
}

/** The balance at the beginning of each of these sessions, by its id; those unknown are not in it. */
export function balancesOfSessions(store: Store, ids: Iterable<number>): Map<number, number> {
  const rows = store.db
    .prepare(
      `SELECT id, session_date AS date FROM trading_sessions
       WHERE id IN (SELECT value FROM json_each(?)) ORDER BY session_date`,
    )
    .all(JSON.stringify([...new Set(ids)])) as { id: number; date: string }[];
  const balances = balancesFrom(store, rows[0]?.date ?? "");
  return new Map(
    rows.flatMap(({ id, date }) => {
      const balance = balances.get(date);
      return balance === undefined ? [] : [[id, balance]];
    }),
  );
}

/** What the days before each of these came to, by date; the dates in order. */
export function earlierResults(
  store: Store,
  dates: readonly string[],
): Map<string, EarlierResults> {
  const currency = currencyOf(store.profile.currency);
  const rows = store.db
    .prepare(
      `SELECT session_date AS date, total_profit_loss AS net FROM trading_sessions
       WHERE user_id = ? AND session_date < ? ORDER BY session_date`,
    )
    .all(store.profile.id, dates.at(-1) ?? "") as { date: string; net: number }[];
  const found = new Map<string, EarlierResults>();
  const sum = { net: 0, peak: 0, week: 0, weekLow: 0, best: 0 };
  let monday = "";
  const beginWeek = (date: string) => {
    const begins = addDays(date, 1 - weekday(date));
    if (begins === monday) return;
    monday = begins;
    sum.week = 0;
    sum.weekLow = 0;
  };
  let next = 0;
  for (const date of dates) {
    for (let row = rows[next]; row !== undefined && row.date < date; row = rows[++next]) {
      beginWeek(row.date);
      sum.net = addMoney([sum.net, row.net], currency);
      sum.week = addMoney([sum.week, row.net], currency);
      sum.peak = Math.max(sum.peak, sum.net);
      sum.weekLow = Math.min(sum.weekLow, sum.week);
      sum.best = Math.max(sum.best, row.net);
    }
    beginWeek(date);
    found.set(date, { ...sum });
  }
  return found;
}

/** How many cash flows there are and their sum: when it changes, balances may have changed. */
export function cashBasis(store: Store): readonly number[] {
  const row = store.db.prepare(
    "SELECT COUNT(*) AS n, TOTAL(amount) AS sum FROM cash_flows WHERE user_id = ?",
  );
  const { n, sum } = row.get(store.profile.id) as { n: number; sum: number };
  return n === 0 ? [] : [n, sum];
}

/** A derived balance that is not above 0 tells that something is missing, so it is unknown. */
function knownBalance(store: Store, balance: number): number | null {
  return store.profile.initial_balance === null && balance <= 0 ? null : balance;
}

/** Null: the start is unknown. */
function startOf(store: Store): Start | null {
  const { id, initial_balance } = store.profile;
  const rows = store.db
    .prepare("SELECT time, amount FROM cash_flows WHERE user_id = ? ORDER BY time, id")
    .all(id) as CashRow[];
  if (rows.length === 0) {
    return initial_balance === null ? null : { balance: initial_balance, early: [], later: [] };
  }
  const first = firstTrade(store);
  const early: Flow[] = [];
  const later: LaterFlow[] = [];
  for (const { time, amount } of rows) {
    const utc = time === null ? null : parseUtc(time);
    const day = utc === null ? "" : dayAt(store, utc);
    const isEarly =
      time === null ||
      utc === null ||
      first === null ||
      (first.at === null ? day <= first.day : time <= first.at);
    if (isEarly) early.push({ day, amount });
    else later.push({ day, amount, at: utc / 1000 });
  }
  if (initial_balance !== null) return { balance: initial_balance, early, later };
  const [opening] = rows;
  if (early.length === 0 || opening === undefined || opening.amount <= 0) return null;
  const paid = early.map(({ amount }) => amount);
  return { balance: addMoney(paid, currencyOf(store.profile.currency)), early, later };
}

/** When the first trade of the journal was opened (null: unknown) and the day it belongs to. */
function firstTrade(store: Store): { at: string | null; day: string } | null {
  const session = store.db
    .prepare(
      `SELECT id, session_date FROM trading_sessions
       WHERE user_id = ? AND total_trades > 0 ORDER BY session_date LIMIT 1`,
    )
    .get(store.profile.id) as { id: number; session_date: string } | undefined;
  if (session === undefined) return null;
  const at = store.db
    .prepare(
      "SELECT MIN(COALESCE(entry_time, exit_time)) FROM daily_trading_data WHERE session_id = ?",
    )
    .pluck()
    .get(session.id) as string | null;
  return { at, day: session.session_date };
}
