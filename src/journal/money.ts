import { fromScaled, scaledInteger } from "../base/decimal.ts";
import { addMoney, currencyOf, scaleOf } from "../base/money.ts";
import { parseUtc } from "../base/time.ts";
import type { BookedCosts } from "../figures/figure.ts";
import type { TaxCashRow, TaxGroup } from "../figures/tax.ts";
import { dayAt } from "./days.ts";
import type { Store } from "./store.ts";
import { minorUnits, sumUnits } from "./totals.ts";

/** Deposits and withdrawals that count from a day on; "" counts from the beginning. */
interface Flow {
  day: string;
  amount: number;
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
  if (start === null) return null;
  const sum = store.db.prepare(
    `SELECT COALESCE(SUM(total_profit_loss), 0) FROM trading_sessions
     WHERE user_id = ? AND session_date < ?`,
  );
  const results = sum.pluck().get(store.profile.id, date) as number;
  const flows = start.flows.filter((flow) => flow.day < date).map((flow) => flow.amount);
  return knownBalance(store, [start.balance, results, ...flows]);
}

/** The balance at the beginning of each session from this day on; those unknown are not in it. */
export function balancesFrom(store: Store, date: string): Map<string, number> {
  const balances = new Map<string, number>();
  const start = startOf(store);
  if (start === null) return balances;
  const rows = store.db.prepare(
    `SELECT session_date, total_profit_loss FROM trading_sessions
     WHERE user_id = ? AND session_date >= ? ORDER BY session_date`,
  );
  const flows = start.flows.filter((flow) => flow.day >= date);
  let sum = balanceBefore(store, date) ?? 0;
  let next = 0;
  for (const row of rows.all(store.profile.id, date) as {
    session_date: string;
    total_profit_loss: number;
  }[]) {
    const due: number[] = [];
    for (; (flows[next]?.day ?? row.session_date) < row.session_date; next++) {
      due.push(flows[next]?.amount ?? 0);
    }
    sum = addMoney([sum, ...due], currencyOf(store.profile.currency));
    if (knownBalance(store, [sum]) !== null) balances.set(row.session_date, sum);
    sum = addMoney([sum, row.total_profit_loss], currencyOf(store.profile.currency));
  }
  return balances;
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
function knownBalance(store: Store, amounts: readonly number[]): number | null {
  const balance = addMoney([...amounts], currencyOf(store.profile.currency));
  return store.profile.initial_balance === null && balance <= 0 ? null : balance;
}

/** Where balances start, and the flows that come on top, by day; null: the start is unknown. */
function startOf(store: Store): { balance: number; flows: Flow[] } | null {
  const { id, initial_balance } = store.profile;
  const rows = store.db
    .prepare("SELECT time, amount FROM cash_flows WHERE user_id = ? ORDER BY time, id")
    .all(id) as CashRow[];
  if (rows.length === 0) return initial_balance === null ? null : start(initial_balance);
  const first = firstTrade(store);
  const isEarly = ({ time }: CashRow) =>
    time === null ||
    first === null ||
    (first.at === null ? day(time) <= first.day : time <= first.at);
  const day = (time: string) => dayAt(store, parseUtc(time));
  const flows = rows.map((row) => ({ ...row, early: isEarly(row) }));
  if (initial_balance !== null) {
    const later = flows.filter(({ early }) => !early);
    return start(
      initial_balance,
      later.map(({ time, amount }) => ({ day: day(time ?? ""), amount })),
    );
  }
  const [opening] = flows;
  if (opening === undefined || !opening.early || opening.amount <= 0) return null;
  return start(
    0,
    flows.map(({ time, amount, early }) => ({ day: early ? "" : day(time ?? ""), amount })),
  );
}

function start(balance: number, flows: Flow[] = []): { balance: number; flows: Flow[] } {
  return { balance, flows };
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

/** The profile's trades of a year by month, account and symbol, added up in whole minor units. */
export function taxGroups(store: Store, year: number): TaxGroup[] {
  const units = (sql: string) => minorUnits(`COALESCE(${sql}, 0)`, "@scale");
  // What was closed of a position in another month counts there.
  const moved = (column: string) =>
    `CASE WHEN t.partial_closes IS NULL THEN 0 ELSE (SELECT COALESCE(${sumUnits(units(`e.${column}`))}, 0)
       FROM early_results e WHERE e.trade_id = t.id) END`;
  const rows = store.db.prepare(
    `SELECT month, account, symbol, SUM(n) AS trades,
       ${sumUnits("MAX(gross, 0)")} AS gross_profit, ${sumUnits("MIN(gross, 0)")} AS gross_loss,
       ${sumUnits("commission")} AS commission, ${sumUnits("swap")} AS swap,
       ${sumUnits("fee")} AS fee, ${sumUnits("net")} AS net,
       SUM(without_costs) AS without_costs, SUM(approximate) AS approximate
     FROM (SELECT *, net - commission - swap - fee AS gross FROM (
       SELECT substr(s.session_date, 1, 7) AS month, COALESCE(t.account, '') AS account, t.symbol,
         1 AS n, ${units("t.profit_loss")} - ${moved("profit_loss")} AS net,
         ${units("t.commission")} - ${moved("commission")} AS commission,
         ${units("t.swap")} - ${moved("swap")} AS swap, ${units("t.fee")} - ${moved("fee")} AS fee,
         COALESCE(t.commission, t.swap, t.fee) IS NULL AS without_costs,
         COALESCE(t.approximate, 0) <> 0 AS approximate
       FROM trading_sessions s JOIN daily_trading_data t ON t.session_id = s.id
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to
       UNION ALL
       SELECT substr(e.session_date, 1, 7), COALESCE(e.account, ''), e.symbol, 0,
         ${units("e.profit_loss")}, ${units("e.commission")}, ${units("e.swap")}, ${units("e.fee")},
         0, 0
       FROM early_results e JOIN trading_sessions s ON s.id = e.session_id
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to))
     GROUP BY month, account, symbol`,
  );
  const scale = scaleOf(currencyOf(store.profile.currency));
  const found = rows.safeIntegers(true).all({
    user: store.profile.id,
    scale,
    from: `${year}-01-01`,
    to: `${year}-12-31`,
  }) as Record<string, bigint | number | string>[];
  // A sum that 64 bits do not hold comes as a double, which is a whole number at that size.
  const whole = found.map((row) =>
    Object.entries(row).map(([name, one]) => [name, typeof one === "number" ? BigInt(one) : one]),
  );
  return whole.map((row) => Object.fromEntries(row) as TaxGroup);
}

/** All cash flows of the profile by the month of their trading day. */
export function taxCash(store: Store): TaxCashRow[] {
  const { storedDigits } = currencyOf(store.profile.currency);
  const rows = store.db
    .prepare("SELECT time, account, kind, amount FROM cash_flows WHERE user_id = ? ORDER BY id")
    .all(store.profile.id) as {
    time: string | null;
    account: string | null;
    kind: string;
    amount: number;
  }[];
  return rows.map(({ time, account, kind, amount }) => ({
    month: time === null ? null : dayAt(store, parseUtc(time)).slice(0, 7),
    account: account ?? "",
    kind,
    amount: scaledInteger(amount, storedDigits),
  }));
}

/** What the broker booked as costs apart from trades, on the days of a range. */
export function bookedCosts(
  store: Store,
  range: { from: string; to: string; account?: string },
): BookedCosts {
  const { storedDigits } = currencyOf(store.profile.currency);
  const costs = cashFlows(store, range).filter(({ kind }) => kind === "cost");
  const minor = costs.reduce((sum, { amount }) => sum + scaledInteger(amount, storedDigits), 0n);
  return { rows: costs.length, amount: fromScaled(minor, storedDigits) };
}

/** How many positions of the profile were open when the last statement was made. */
export function countOpen({ db, profile }: Store): number {
  const count = db.prepare("SELECT COUNT(*) FROM open_positions WHERE user_id = ?");
  return count.pluck().get(profile.id) as number;
}

/** Money that came in or went out without a trade. */
export interface CashFlow {
  id: number;
  /** The trading day it falls on. */
  session_date: string;
  time: string;
  /** deposit, withdrawal, credit, correction, cost, other. */
  kind: string;
  /** Signed. */
  amount: number;
  account: string | null;
  comment: string | null;
}

/** The profile's cash flows of a range of days, oldest first; those without a time are left out. */
export function cashFlows(
  store: Store,
  range: { from?: string; to?: string; account?: string },
): CashFlow[] {
  const rows = store.db
    .prepare(
      `SELECT id, time, kind, amount, account, comment FROM cash_flows
       WHERE user_id = @user AND time IS NOT NULL AND (@account IS NULL OR account = @account)
       ORDER BY time, id`,
    )
    .all({ user: store.profile.id, account: range.account ?? null }) as Omit<
    CashFlow,
    "session_date"
  >[];
  return rows
    .map((row) => ({ ...row, session_date: dayAt(store, parseUtc(row.time)) }))
    .filter(
      ({ session_date: day }) => day >= (range.from ?? "") && day <= (range.to ?? "9999-12-31"),
    );
}
