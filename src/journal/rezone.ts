import { dayOf, parseUtc, serverClock, toServerTime, type Zone } from "../base/time.ts";
import type { Profile } from "../model.ts";
import { type PartialClose, partialCloses, partsText } from "../trade/parts.ts";
import { type Operation, updateRow } from "./changes.ts";
import { dayStartMinutes, ensurePartDays, ensureSession } from "./days.ts";
import type { ImportRow } from "./import-list.ts";
import { carryDay, redateMoods, removeIfBare } from "./moves.ts";
import type { Account } from "./owners.ts";

/**
 * Moves every trade of the profile to the session of the day on which it closed, as this zone and
 * day_start see it, and moods with it; trades without times stay where they are. What was said of
 * a day that loses all its trades goes where most of them went. Sessions that held nothing else
 * go. Returns how many trades moved.
 */
export function redateTrades(operation: Operation, profile: Profile): number {
  const { store } = operation;
  const dayStart = dayStartMinutes(profile);
  const trades = store.db
    .prepare(
      `SELECT t.id, t.session_id, s.session_date, COALESCE(t.exit_time, t.entry_time)
       FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
       WHERE s.user_id = ? AND COALESCE(t.exit_time, t.entry_time) IS NOT NULL`,
    )
    .raw()
    .iterate(profile.id) as Iterable<[number, number, string, string]>;
  const dayAt = (epochMs: number) => dayOf(epochMs, profile.zone, dayStart);
  const moving: { id: number; from: number; day: string }[] = [];
  // Of a million trades those alone are kept that go elsewhere: nothing is written while rows are read.
  for (const [id, from, date, time] of trades) {
    const day = dayAt(parseUtc(time));
    if (day !== date) moving.push({ id, from, day });
  }
  const partDaysLeft = redateParts(operation, profile.id, (part) => part, dayAt);
  const left = new Map<number, Map<number, number>>();
  for (const { id, from, day } of moving) {
    const session_id = ensureSession(operation, day);
    updateRow(operation, "daily_trading_data", id, { session_id });
    operation.touched.add(session_id).add(from);
    const gone = left.get(from) ?? new Map<number, number>();
    left.set(from, gone.set(session_id, (gone.get(session_id) ?? 0) + 1));
  }
  for (const [from, gone] of left) {
    const [[to] = [from]] = [...gone].sort(([, a], [, b]) => b - a);
    carryDay(operation, from, to);
  }
  const moodless = redateMoods(operation, store.profile, profile);
  for (const id of new Set([...left.keys(), ...moodless, ...partDaysLeft]))
    removeIfBare(operation, id);
  return moving.length;
}

/**
 * Puts the parts of the profile's positions on their days, with the times that `move` gives them;
 * the sessions of the days they were on before.
 */
function redateParts(
  operation: Operation,
  userId: number,
  move: (part: PartialClose) => PartialClose,
  dayAt: (epochMs: number) => string,
  importId: number | null = null,
): Set<number> {
  const { db } = operation.store;
  const rows = db
    .prepare(
      `SELECT t.id, t.session_id, t.partial_closes FROM daily_trading_data t
       JOIN trading_sessions s ON s.id = t.session_id
       WHERE t.partial_closes IS NOT NULL AND s.user_id = ? AND (? IS NULL OR t.import_id = ?)`,
    )
    .all(userId, importId, importId) as {
    id: number;
    session_id: number;
    partial_closes: string;
  }[];
  const daysOf = db.prepare("SELECT session_id FROM early_results WHERE trade_id = ?").pluck();
  const left = new Set<number>();
  for (const { id, session_id, partial_closes } of rows) {
    const days = daysOf.all(id) as number[];
    const parts = partsText(partialCloses({ partial_closes }).map(move), dayAt);
    if (parts === partial_closes) continue;
    // Days first: an undo takes back what came last first, and a day with parts on it stays.
    ensurePartDays(operation, { partial_closes: parts });
    updateRow(operation, "daily_trading_data", id, { partial_closes: parts });
    operation.touched.add(session_id);
    for (const day of days) left.add(day);
  }
  return left;
}

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
  ["fills", ["time"]],
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
  const { id, zone, ...profile } = operation.store.profile;
  const dayAt = (epochMs: number) => dayOf(epochMs, zone, dayStartMinutes(profile));
  const move = (part: PartialClose) => ({ ...part, exit_time: moved(part.exit_time) as string });
  for (const left of redateParts(operation, id, move, dayAt, importId)) {
    removeIfBare(operation, left);
  }
  return count;
}
