import { utcText } from "../base/zone.ts";
import type { MoodCheckin } from "../model.ts";
import { insertRow, type Operation } from "./changes.ts";
import { editSession, ensureSession } from "./sessions.ts";
import type { Store } from "./store.ts";

/** Notes a mood on a day, now; the session's `emotions` becomes it. Returns the check-in's id. */
export function addMood(
  operation: Operation,
  checkin: { date: string; mood: string; note: string | null },
): number {
  const sessionId = ensureSession(operation, checkin.date);
  const id = insertRow(operation, "mood_checkins", {
    session_id: sessionId,
    mood: checkin.mood,
    note: checkin.note,
    created_at: utcText(operation.store.now()),
  });
  editSession(operation, sessionId, { emotions: checkin.mood });
  operation.touched.add(sessionId);
  return id;
}

/** The check-ins of a session in order of time. */
export function sessionMoods(store: Store, sessionId: number): MoodCheckin[] {
  const rows = store.db.prepare(
    "SELECT * FROM mood_checkins WHERE session_id = ? ORDER BY created_at, id",
  );
  return rows.all(sessionId) as MoodCheckin[];
}

/** The check-ins of several sessions in order of time. */
export function moodsOfSessions(store: Store, sessionIds: readonly number[]): MoodCheckin[] {
  const rows = store.db.prepare(
    `SELECT * FROM mood_checkins WHERE session_id IN (SELECT value FROM json_each(?))
     ORDER BY created_at, id`,
  );
  return rows.all(JSON.stringify(sessionIds)) as MoodCheckin[];
}

export interface DatedMood extends MoodCheckin {
  session_date: string;
}

/** Check-ins from `from` to `to` (both included), oldest first. */
export function listMoods(store: Store, range: { from: string; to: string }): DatedMood[] {
  const rows = store.db.prepare(
    `SELECT m.*, s.session_date FROM mood_checkins m JOIN trading_sessions s ON s.id = m.session_id
     WHERE s.user_id = ? AND s.session_date BETWEEN ? AND ?
     ORDER BY s.session_date, m.created_at, m.id`,
  );
  return rows.all(store.profile.id, range.from, range.to) as DatedMood[];
}
