import type { Trade } from "../model.ts";
import type { Store } from "./store.ts";
import { fromRow, type TradeRow } from "./trades.ts";

/** The profile's trades with these ids, in the order of the ids; one that is not there is left out. */
export function pickTrades(store: Store, ids: readonly number[]): Trade[] {
  const rows = store.db
    .prepare(
      `SELECT t.*, s.session_date FROM json_each(?) wanted
       CROSS JOIN daily_trading_data t ON t.id = wanted.value
       JOIN trading_sessions s ON s.id = t.session_id
       WHERE s.user_id = ? ORDER BY wanted.key`,
    )
    .all(JSON.stringify(ids), store.profile.id) as TradeRow[];
  return rows.map(fromRow);
}
