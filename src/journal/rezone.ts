import { serverClock, toServerTime } from "../base/server-time.ts";
import type { Zone } from "../base/zone.ts";
import type { Account } from "./accounts.ts";
import { type Operation, updateRow } from "./changes.ts";
import type { ImportRow } from "./import-rest.ts";
import { redateTrades } from "./redate.ts";

/**
 * Reads the wall times of all imports of an account on another clock: times of trades, cash and
 * open positions move, and trades go to the sessions of their new days. Imports whose times were
 * UTC stay. How many trades moved.
 */
export function rezone(operation: Operation, account: Account, zone: Zone): number {
  const { db, profile } = operation.store;
  updateRow(operation, "accounts", account.id, { server_zone: zone });
  const imports = db
    .prepare("SELECT * FROM imports WHERE user_id = ? AND COALESCE(account, '') = ?")
    .all(profile.id, account.name) as ImportRow[];
  let moved = 0;
  for (const one of imports) {
    const counts = JSON.parse(one.counts) as { server_zone: Zone | null };
    if (counts.server_zone === null || counts.server_zone === zone) continue;
    moved += moveTimes(operation, one.id, counts.server_zone, zone);
    const now = JSON.stringify({ ...counts, server_zone: zone });
    updateRow(operation, "imports", one.id, { counts: now });
  }
  if (moved > 0) redateTrades(operation, profile);
  return moved;
}

const TABLES = [
  ["daily_trading_data", ["entry_time", "exit_time"]],
  ["cash_flows", ["time"]],
  ["open_positions", ["entry_time"]],
] as const;

function moveTimes(operation: Operation, importId: number, from: Zone, to: Zone): number {
  const clock = serverClock(to);
  const moved = (time: string | null) => (time === null ? null : clock(toServerTime(time, from)));
  let count = 0;
  for (const [table, columns] of TABLES) {
    const rows = operation.store.db
      .prepare(`SELECT id, ${columns.join(", ")} FROM ${table} WHERE import_id = ?`)
      .all(importId) as ({ id: number } & Record<string, string | null>)[];
    for (const row of rows) {
      const times = columns.map((column) => [column, moved(row[column] ?? null)]);
      const isMoved = updateRow(operation, table, row.id, Object.fromEntries(times));
      if (isMoved && table === "daily_trading_data") count++;
    }
  }
  return count;
}
