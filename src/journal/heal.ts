import { currencyOf } from "../base/money.ts";
import { listProfiles } from "./profiles.ts";
import type { Store } from "./store.ts";
import { refreshTotals } from "./totals.ts";

/** Makes anew the totals of every day, of any profile, that do not equal its trades. */
export function healTotals(store: Store): void {
  for (const profile of listProfiles(store.db)) {
    const scale = 10 ** currencyOf(profile.currency).storedDigits;
    const wrong = store.db.prepare(
      `SELECT s.id FROM trading_sessions s LEFT JOIN daily_trading_data t ON t.session_id = s.id
       WHERE s.user_id = ? GROUP BY s.id
       HAVING s.total_trades <> COUNT(t.id) OR s.total_profit_loss <>
         COALESCE(SUM(CAST(ROUND(t.profit_loss * ${scale}) AS INTEGER)), 0) / ${scale}.0`,
    );
    const ids = wrong.pluck().all(profile.id) as number[];
    if (ids.length > 0) refreshTotals({ ...store, profile }, ids);
  }
}
