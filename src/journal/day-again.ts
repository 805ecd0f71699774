import { dayOf, parseUtc, utcText } from "../base/time.ts";
import type { Profile } from "../model.ts";
import { partialCloses, partsText } from "../trade/parts.ts";
import { addBack, image, type Row, removeRow, setColumns } from "./changes.ts";
import { dayStartMinutes } from "./days.ts";
import { isEmptyDay } from "./moves.ts";
import { prepared, type Store } from "./store.ts";

/**
 * What an undo writes is not recorded, and the days that its rows were on may be gone meanwhile, or
 * be others by a clock that was changed since: here days are made again and trades put on theirs.
 */

/**
 * The session of this number, for the row that is to be on it. Where it is gone: that of its day,
 * made anew under the same number if there is none, so that later images still name it.
 */
export function sessionAgain(store: Store, row: Row): number {
  const id = Number(row.session_id);
  if (image(store, "trading_sessions", id) !== null) return id;
  const images = store.db.prepare(
    `SELECT COALESCE(after, before) FROM changes
     WHERE table_name = 'trading_sessions' AND row_id = ? AND COALESCE(after, before) IS NOT NULL
     ORDER BY id DESC LIMIT 1`,
  );
  const text = images.pluck().get(id) as string | undefined;
  if (text !== undefined) {
    const { user_id, session_date, created_at } = JSON.parse(text) as Row;
    return sessionOn(store, Number(user_id), String(session_date), { id, created_at });
  }
  // Not ours, and removed by others: the row's own time is all that tells of its day.
  const time = parseUtc(String(timeOf(row) ?? row.created_at));
  const day = dayBy(store.profile, Number.isNaN(time) ? store.now() : time);
  return sessionOn(store, store.profile.id, day, {});
}

/** The session of a profile's day, made as `values` if there is none. */
function sessionOn(store: Store, user_id: number, session_date: string, values: Row): number {
  const find = store.db
    .prepare("SELECT id FROM trading_sessions WHERE user_id = ? AND session_date = ?")
    .pluck();
  const known = find.get(user_id, session_date) as number | undefined;
  if (known !== undefined) return known;
  const made = { created_at: utcText(store.now()), ...values, personal_notes: "" };
  addBack(store, "trading_sessions", { ...made, user_id, session_date });
  return find.get(user_id, session_date) as number;
}

const timeOf = (row: Row) => (row.exit_time ?? row.entry_time ?? null) as string | null;

type Clock = Pick<Profile, "zone" | "day_start">;

const dayBy = (clock: Clock, epochMs: number) => dayOf(epochMs, clock.zone, dayStartMinutes(clock));

/** Where a trade is, and what tells where it belongs: asked for every trade when a clock is undone. */
interface Place extends Clock {
  id: number;
  session_id: number;
  session_date: string;
  user_id: number;
  time: string | null;
  partial_closes: string | null;
}

const PLACES = `SELECT t.id, t.session_id, s.session_date, s.user_id, u.zone, u.day_start,
    COALESCE(t.exit_time, t.entry_time) AS time, t.partial_closes
  FROM daily_trading_data t CROSS JOIN trading_sessions s ON s.id = t.session_id
    CROSS JOIN users u ON u.id = s.user_id`;

/** A trade as it was, where it had no time before the change that is taken back; else null. */
export function untimed(from: Row, to: Row): Row | null {
  return timeOf(to) === null && timeOf(from) !== null ? to : null;
}

/**
 * Puts a trade that was given back on the day of its time by its profile's clock of now; one
 * without a time, that only the change taken back gave one, on the day that it had (`was`). The
 * days of its parts are made too. What it leaves or reaches is `touched`; days left empty go.
 */
export function settleTrade(store: Store, id: number, was: Row | null, touched: Set<number>): void {
  const now = prepared(store.db, `${PLACES} WHERE t.id = ?`).get(id) as Place | undefined;
  if (now !== undefined) settle(store, now, was, touched);
}

const PAGE = 1_000;

/** `settleTrade` for every trade of a profile whose clock was set back. */
export function settleTrades(store: Store, userId: number, touched: Set<number>): void {
  const page = store.db.prepare(
    `${PLACES} WHERE s.user_id = ? AND t.id > ? ORDER BY t.id LIMIT ${PAGE}`,
  );
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const places = page.all(userId, after) as Place[];
    for (const place of places) settle(store, place, null, touched);
    const last = places.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

function settle(store: Store, now: Place, was: Row | null, touched: Set<number>): void {
  const { id } = now;
  let { session_id } = now;
  if (now.time !== null) {
    const day = dayBy(now, parseUtc(now.time));
    if (day !== now.session_date) session_id = sessionOn(store, now.user_id, day, {});
  } else if (was !== null) session_id = sessionAgain(store, was);
  if (session_id !== now.session_id) {
    setColumns(store, "daily_trading_data", id, { session_id }, ["session_id"]);
    touched.add(session_id).add(now.session_id);
    if (isEmptyDay(store, now.session_id)) removeRow(store, "trading_sessions", now.session_id);
  }
  if (now.partial_closes === null) return;
  const parts = partialCloses(now);
  const partial_closes = partsText(parts, (epochMs) => dayBy(now, epochMs));
  setColumns(store, "daily_trading_data", id, { partial_closes }, ["partial_closes"]);
  for (const { date } of partialCloses({ partial_closes })) {
    touched.add(sessionOn(store, now.user_id, date, {}));
  }
}
