import { parseUtc } from "../base/zone.ts";
import type { LookTrade } from "../mentor/first-look.ts";
import type { Store } from "./store.ts";

/** The profile's trades by hand (by bots, where there are no others) for a first look. */
export function lookTrades(store: Store): LookTrade[] {
  const rows = store.db
    .prepare(
      `SELECT t.symbol, t.profit_loss, t.lot_size, t.entry_time, t.exit_time, t.stop_loss_used,
         t.commission, t.swap, t.fee, t.bot_id
       FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
       WHERE s.user_id = ?`,
    )
    .all(store.profile.id) as Row[];
  const byHand = rows.filter((row) => row.bot_id === null);
  return (byHand.length > 0 ? byHand : rows).map((row) => ({
    symbol: row.symbol,
    net: row.profit_loss,
    lot: row.lot_size === 0 ? null : row.lot_size,
    entry: row.entry_time === null ? null : parseUtc(row.entry_time),
    exit: row.exit_time === null ? null : parseUtc(row.exit_time),
    stop: row.stop_loss_used === null ? null : row.stop_loss_used !== 0,
    costs: costsOf(row),
  }));
}

interface Row {
  symbol: string;
  profit_loss: number;
  lot_size: number;
  entry_time: string | null;
  exit_time: string | null;
  stop_loss_used: number | null;
  commission: number | null;
  swap: number | null;
  fee: number | null;
  bot_id: number | null;
}

function costsOf({ commission, swap, fee }: Row): number | null {
  if (commission === null && swap === null && fee === null) return null;
  return (commission ?? 0) + (swap ?? 0) + (fee ?? 0);
}
