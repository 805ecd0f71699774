import { dayOf, parseUtc } from "../base/zone.ts";
import type { Profile, Session } from "../model.ts";
import { deleteRow, type Operation, updateRow } from "./changes.ts";
import { dayStartMinutes, ensureSession } from "./sessions.ts";
import { isBare } from "./undo.ts";

/**
 * Moves every trade of the profile to the session of the day on which it closed, as this zone and
 * day_start see it; trades without times stay where they are. Sessions that held nothing else go.
 * Returns how many trades moved.
 */
export function redateTrades(operation: Operation, profile: Profile): number {
  const { store } = operation;
  const dayStart = dayStartMinutes(profile);
  const trades = store.db
    .prepare(
      `SELECT t.id, t.session_id, s.session_date, COALESCE(t.exit_time, t.entry_time) AS time
       FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
       WHERE s.user_id = ? AND COALESCE(t.exit_time, t.entry_time) IS NOT NULL`,
    )
    .all(profile.id) as { id: number; session_id: number; session_date: string; time: string }[];
  const left = new Set<number>();
  let moved = 0;
  for (const trade of trades) {
    const day = dayOf(parseUtc(trade.time), profile.zone, dayStart);
    if (day === trade.session_date) continue;
    const session_id = ensureSession(operation, day);
    updateRow(operation, "daily_trading_data", trade.id, { session_id });
    operation.touched.add(session_id).add(trade.session_id);
    left.add(trade.session_id);
    moved++;
  }
  for (const id of left) removeIfBare(operation, id);
  return moved;
}

/** Removes a session in which nothing is left: no trade, no mood, no note, nothing set. */
function removeIfBare(operation: Operation, id: number): void {
  const { db } = operation.store;
  const session = db.prepare("SELECT * FROM trading_sessions WHERE id = ?").get(id) as Session;
  const isSet =
    session.emotions !== "netral" ||
    session.market_conditions !== "normal" ||
    Boolean(session.personal_notes);
  if (isSet || !isBare(operation.store, "trading_sessions", id)) return;
  operation.touched.delete(id);
  deleteRow(operation, "trading_sessions", id);
}
