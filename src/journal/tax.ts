import { currencyOf } from "../base/money.ts";
import { scaledInteger } from "../base/text-decimal.ts";
import { parseUtc } from "../base/zone.ts";
import type { TaxCashRow, TaxGroup } from "../figures/model-tax.ts";
import { dayAt } from "./sessions.ts";
import type { Store } from "./store.ts";

/** The profile's trades of a year by month, account and symbol, added up in whole minor units. */
export function taxGroups(store: Store, year: number): TaxGroup[] {
  const units = (sql: string) => `CAST(ROUND(COALESCE(${sql}, 0) * @scale) AS INTEGER)`;
  const rows = store.db.prepare(
    `SELECT month, account, symbol, COUNT(*) AS trades,
       SUM(MAX(gross, 0)) AS gross_profit, SUM(MIN(gross, 0)) AS gross_loss,
       SUM(commission) AS commission, SUM(swap) AS swap, SUM(fee) AS fee, SUM(net) AS net,
       SUM(without_costs) AS without_costs, SUM(approximate) AS approximate
     FROM (SELECT *, net - commission - swap - fee AS gross FROM (
       SELECT substr(s.session_date, 1, 7) AS month, COALESCE(t.account, '') AS account, t.symbol,
         ${units("t.profit_loss")} AS net, ${units("t.commission")} AS commission,
         ${units("t.swap")} AS swap, ${units("t.fee")} AS fee,
         COALESCE(t.commission, t.swap, t.fee) IS NULL AS without_costs,
         COALESCE(t.approximate, 0) <> 0 AS approximate
       FROM trading_sessions s JOIN daily_trading_data t ON t.session_id = s.id
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to))
     GROUP BY month, account, symbol`,
  );
  const scale = 10 ** currencyOf(store.profile.currency).storedDigits;
  return rows.safeIntegers(true).all({
    ...{ user: store.profile.id, scale },
    ...{ from: `${year}-01-01`, to: `${year}-12-31` },
  }) as TaxGroup[];
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

/** How many positions of the profile were open when the last statement was made. */
export function countOpen({ db, profile }: Store): number {
  const count = db.prepare("SELECT COUNT(*) FROM open_positions WHERE user_id = ?");
  return count.pluck().get(profile.id) as number;
}
