import { saidMarket } from "../base/moods.ts";
import { dayOf, parseUtc } from "../base/time.ts";
import type { MoodCheckin, Profile, Session } from "../model.ts";
import { deleteRow, isBare, type Operation, updateRow } from "./changes.ts";
import {
  dayAt,
  dayStartMinutes,
  editSession,
  ensureSession,
  type SessionEdit,
  sessionMoods,
} from "./days.ts";
import type { Store } from "./store.ts";

/** What a day is before anybody says anything of it. */
export const UNSAID = {
  emotions: "netral",
  market_conditions: "normal",
  market_said: 0,
  body: null,
  personal_notes: "",
};

/**
 * To be called when a trade has left the session `from`, for that of another day or (null) for
 * good. With its last trade goes what was said of the day and has no clock of its own: notes,
 * market, mood. A day that was only made for the trade goes away.
 */
export function leaveDay(operation: Operation, from: number, to: number | null): void {
  if (from === to || hasTrades(operation, from)) return;
  if (to !== null) carryDay(operation, from, to);
  removeIfBare(operation, from);
}

/** Gives another day what was said of a day that has lost its trades to it. */
export function carryDay(operation: Operation, from: number, to: number): void {
  const { store } = operation;
  if (hasTrades(operation, from)) return;
  const [old, target] = [sessionOf(store, from), sessionOf(store, to)];
  for (const { id, created_at } of sessionMoods(store, from)) {
    const isOfItsHour = dayAt(store, parseUtc(created_at)) === old.session_date;
    if (!isOfItsHour) updateRow(operation, "mood_checkins", id, { session_id: to });
  }
  const lastMood = sessionMoods(store, from).at(-1)?.mood ?? UNSAID.emotions;
  const taken: SessionEdit = {};
  if (target.emotions === UNSAID.emotions && old.emotions !== lastMood) {
    taken.emotions = old.emotions;
  }
  if (saidMarket(target) === null) {
    taken.market_conditions = old.market_conditions;
    taken.market_said = old.market_said;
  }
  if (target.body === null) taken.body = old.body;
  const notes = [target.personal_notes, old.personal_notes].filter(Boolean);
  if (notes.length > 0) taken.personal_notes = notes.join("\n\n");
  editSession(operation, to, taken);
  editSession(operation, from, { ...UNSAID, emotions: lastMood });
  operation.touched.add(from).add(to);
}

/**
 * Moves check-ins that were made on their day to the day of their hour as the profile is now set;
 * those noted later for a day stay on it. The sessions that they left.
 */
export function redateMoods(operation: Operation, before: Profile, after: Profile): Set<number> {
  const moods = operation.store.db
    .prepare(
      `SELECT m.id, m.session_id, m.created_at, s.session_date FROM mood_checkins m
       JOIN trading_sessions s ON s.id = m.session_id WHERE s.user_id = ? ORDER BY m.id`,
    )
    .all(after.id) as (MoodCheckin & { session_date: string })[];
  const dayIn = ({ zone, ...profile }: Profile, created: string) =>
    dayOf(parseUtc(created), zone, dayStartMinutes(profile));
  const moodsBefore = new Map<number, string[]>();
  const reached = new Set<number>();
  for (const { id, session_id, created_at, session_date } of moods) {
    const day = dayIn(after, created_at);
    if (day === session_date || dayIn(before, created_at) !== session_date) continue;
    const to = ensureSession(operation, day);
    for (const session of [session_id, to]) {
      if (!moodsBefore.has(session)) moodsBefore.set(session, moodNames(operation.store, session));
    }
    updateRow(operation, "mood_checkins", id, { session_id: to });
    operation.touched.add(session_id).add(to);
    reached.add(session_id);
  }
  for (const [session, names] of moodsBefore) followMoods(operation, session, names);
  return reached;
}

/** Changes what a check-in says; its time stays. The day's mood follows its last check-in. */
export function editMood(
  operation: Operation,
  { id, session_id }: Pick<MoodCheckin, "id" | "session_id">,
  changes: Partial<Pick<MoodCheckin, "mood" | "note">>,
): void {
  const before = moodNames(operation.store, session_id);
  updateRow(operation, "mood_checkins", id, changes);
  operation.touched.add(session_id);
  followMoods(operation, session_id, before);
}

/** Takes a check-in away, and its day with it where nothing else is on that. */
export function removeMood(
  operation: Operation,
  { id, session_id }: Pick<MoodCheckin, "id" | "session_id">,
): void {
  const before = moodNames(operation.store, session_id);
  deleteRow(operation, "mood_checkins", id);
  operation.touched.add(session_id);
  followMoods(operation, session_id, before);
  removeIfBare(operation, session_id);
}

function moodNames(store: Store, session: number): string[] {
  return sessionMoods(store, session).map(({ mood }) => mood);
}

/** The mood of a day is its last check-in's, unless the trader has said another. */
function followMoods(operation: Operation, session: number, before: readonly string[]): void {
  const { emotions } = sessionOf(operation.store, session);
  if (emotions !== UNSAID.emotions && !before.includes(emotions)) return;
  const last = sessionMoods(operation.store, session).at(-1)?.mood;
  editSession(operation, session, { emotions: last ?? UNSAID.emotions });
}

/** Removes a session in which nothing is left. */
export function removeIfBare(operation: Operation, id: number): void {
  if (!isEmptyDay(operation.store, id)) return;
  operation.touched.delete(id);
  deleteRow(operation, "trading_sessions", id);
}

/** Whether a day has no trade or part of one, no mood, no note, nothing set and nothing of others. */
export function isEmptyDay(store: Store, id: number): boolean {
  return !isSaid(sessionOf(store, id)) && isBare(store, "trading_sessions", id);
}

/** Whether a mood, the market or a note of the day is set. */
export function isSaid(day: Pick<Session, keyof typeof UNSAID>): boolean {
  return (
    day.emotions !== UNSAID.emotions ||
    saidMarket(day) !== null ||
    day.body != null ||
    Boolean(day.personal_notes)
  );
}

function sessionOf({ db }: Store, id: number): Session {
  return db.prepare("SELECT * FROM trading_sessions WHERE id = ?").get(id) as Session;
}

/** Whether trades ended on the day, or parts of them did. */
function hasTrades({ store }: Operation, id: number): boolean {
  const any = store.db.prepare(
    `SELECT EXISTS (SELECT 1 FROM daily_trading_data WHERE session_id = @id)
       OR EXISTS (SELECT 1 FROM early_results WHERE session_id = @id)`,
  );
  return any.pluck().get({ id }) === 1;
}
