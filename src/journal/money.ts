import { fromScaled, scaledInteger } from "../base/decimal.ts";
import { currencyOf, scaleOf } from "../base/money.ts";
import { parseUtc } from "../base/time.ts";
import type { BookedCosts } from "../figures/figure.ts";
import type { TaxCashRow, TaxGroup } from "../figures/tax.ts";
import { dayAt } from "./days.ts";
import type { Store } from "./store.ts";
import { minorUnits, sumUnits } from "./totals.ts";

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

/** How many of them are the trader's own decisions: not of a bot, orders of one instant as one. */
export function countOwnOpen({ db, profile }: Store): number {
  const count = db.prepare(
    `SELECT COUNT(DISTINCT CASE WHEN entry_time IS NULL OR side IS NULL THEN external_key
       ELSE entry_time || ' ' || side || ' ' || symbol || ' ' || COALESCE(account, '') END)
     FROM open_positions WHERE user_id = ?
       AND COALESCE(magic, '') NOT IN (SELECT magic FROM all_bots WHERE magic <> '')`,
  );
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
