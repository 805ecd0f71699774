import { addDays } from "../base/dates.ts";
import { addTo, groupBy } from "../base/groups.ts";
import { addMoney, currencyOf, fromMinor, scaleOf, toMinor } from "../base/money.ts";
import { knownMood, sharedMood, unnotedMood } from "../base/moods.ts";
import { clockMinutes, dayOf, localToEpoch, parseUtc, utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import type { DayPart } from "../mentor/types.ts";
import type { MoodCheckin, NewTrade, Profile, Session, Trade } from "../model.ts";
import { partialCloses } from "../trade/parts.ts";
import type { FieldContext } from "../trade/readers.ts";
import { noSession } from "../words/errors.ts";
import { insertRow, type Operation, updateRow } from "./changes.ts";
import { prepared, type Store } from "./store.ts";
import { markStale, minorUnits, sumUnits } from "./totals.ts";

/** The trading day at this instant (epoch ms), in the profile's zone and with its day_start. */
export function dayAt(store: Store, epochMs: number): string {
  return dayOf(epochMs, store.profile.zone, dayStartMinutes(store.profile));
}

/** Today's trading day. */
export function today(store: Store): string {
  return dayAt(store, store.now());
}

/** Minutes after midnight at which this profile's trading day begins. */
export function dayStartMinutes({ day_start }: Pick<Profile, "day_start">): number {
  return clockMinutes(day_start);
}

/** The instant (epoch ms) at which the trading day of this date is over. */
export function dayEnd({ profile }: Store, date: string): number {
  const [year = 0, month = 0, day = 0] = addDays(date, 1).split("-").map(Number);
  const start = dayStartMinutes(profile);
  const clock = { hour: Math.floor(start / 60), minute: start % 60, second: 0 };
  return localToEpoch({ year, month, day, ...clock }, profile.zone);
}

/** What the words of a trade are read against in this profile; `day` is the one named for it. */
export function fieldContext(store: Store, day: string | null): FieldContext {
  const { zone, currency } = store.profile;
  const dayStart = dayStartMinutes(store.profile);
  return { now: store.now(), today: today(store), day, zone, currency, dayStart };
}

/** The session of a day; null when the day has none. */
export function findSession(store: Store, date: string): Session | null {
  const row = store.db
    .prepare("SELECT * FROM trading_sessions WHERE user_id = ? AND session_date = ?")
    .get(store.profile.id, date) as Session | undefined;
  return row === undefined ? null : inOurWords(row);
}

/** The same, where there has to be one: UserError, with the profiles that have that day. */
export function requireSession(store: Store, date: string): Session {
  const found = findSession(store, date);
  if (found !== null) return found;
  const others = store.db.prepare(
    `SELECT u.name FROM trading_sessions s JOIN users u ON u.id = s.user_id
     WHERE s.session_date = ? ORDER BY u.id`,
  );
  const names = (others.pluck().all(date) as unknown[]).map(String);
  throw new UserError("session-unknown", ...noSession(date, store.profile.name, names));
}

/** A session or a check-in as it is stored, with its mood in our word for it. */
export function inOurWords<T extends { emotions: string } | { mood: string }>(row: T): T {
  return "mood" in row
    ? { ...row, mood: knownMood(row.mood) }
    : { ...row, emotions: knownMood(row.emotions) };
}

/** Id of the day's session, made with the defaults netral, normal and '' if there is none yet. */
export function ensureSession(operation: Operation, date: string): number {
  const { store } = operation;
  const found = prepared(
    store.db,
    "SELECT id FROM trading_sessions WHERE user_id = ? AND session_date = ?",
  )
    .pluck()
    .get(store.profile.id, date) as number | undefined;
  if (found !== undefined) return found;
  return insertRow(operation, "trading_sessions", {
    user_id: store.profile.id,
    session_date: date,
    personal_notes: "",
    created_at: utcText(store.now()),
  });
}

/** Makes the sessions of the days on which parts of a trade were closed. */
export function ensurePartDays(
  operation: Operation,
  trade: Pick<NewTrade, "partial_closes">,
): void {
  for (const { date } of partialCloses(trade)) ensureSession(operation, date);
}

/** The market of a session `s` that somebody said, as SQL: the same as `saidMarket`. */
export const SAID_MARKET_SQL = `CASE WHEN s.market_said = 1
  OR s.market_conditions NOT IN ('normal', '') THEN s.market_conditions END`;

/** What a user may set on a day. */
export type SessionEdit = Partial<
  Pick<Session, "emotions" | "market_conditions" | "market_said" | "body" | "personal_notes">
>;

/** Changes a session; false when everything was so already. */
export function editSession(operation: Operation, id: number, edit: SessionEdit): boolean {
  const { emotions } = edit;
  const shared = emotions === undefined ? edit : { ...edit, emotions: sharedMood(emotions) };
  const changed = updateRow(operation, "trading_sessions", id, shared);
  if (changed) markStale(operation.store, JSON.stringify([id]));
  return changed;
}

/** Sets what `edit` says of a day, a new mood as a check-in; false when everything was so already. */
export function describeDay(operation: Operation, date: string, edit: SessionEdit): boolean {
  const { emotions: mood, ...rest } = edit;
  if (rest.market_conditions !== undefined) rest.market_said = 1;
  const id = ensureSession(operation, date);
  const isNewMood = mood !== undefined && sessionMoods(operation.store, id).at(-1)?.mood !== mood;
  if (isNewMood) addMood(operation, { date, mood, note: null });
  return editSession(operation, id, rest) || isNewMood;
}

/** The notes of a day with this one below them. */
export function notesWith(store: Store, date: string, note: string): string {
  return [findSession(store, date)?.personal_notes, note].filter(Boolean).join("\n");
}

/** The last `limit` sessions with trades before this day, oldest first. */
export function sessionsBefore(store: Store, date: string, limit: number): Session[] {
  const rows = store.db.prepare(
    `SELECT * FROM trading_sessions
     WHERE user_id = ? AND session_date < ? AND total_trades > 0
     ORDER BY session_date DESC LIMIT ?`,
  );
  return (rows.all(store.profile.id, date, limit) as Session[]).map(inOurWords).reverse();
}

/** The sessions of a range, oldest first. */
export function sessionsIn(store: Store, range: { from: string; to: string }): Session[] {
  const rows = store.db.prepare(
    `SELECT * FROM trading_sessions
     WHERE user_id = ? AND session_date BETWEEN ? AND ? ORDER BY session_date`,
  );
  return (rows.all(store.profile.id, range.from, range.to) as Session[]).map(inOurWords);
}

/**
 * Risk scores of the days before this one that have a report and trades by hand, oldest first: what
 * the discipline line is drawn through, in the report of a day as in the review of a period.
 */
export function scoresBefore(store: Store, date: string): { date: string; score: number }[] {
  // By the reports: of the days of years only some may have one.
  const rows = store.db.prepare(
    `SELECT s.session_date AS date, s.risk_score AS score
     FROM (SELECT DISTINCT session_id FROM ai_mentor_reports WHERE headline IS NOT NULL) r
     CROSS JOIN trading_sessions s ON s.id = r.session_id
     WHERE s.user_id = ? AND s.session_date < ? AND s.total_trades > 0
       AND EXISTS (SELECT 1 FROM daily_trading_data t WHERE t.session_id = s.id AND t.bot_id IS NULL)
     ORDER BY s.session_date`,
  );
  return rows.all(store.profile.id, date) as { date: string; score: number }[];
}

/** Whether the profile has any day at all. */
export function hasSessions(store: Store): boolean {
  const any = store.db.prepare("SELECT EXISTS (SELECT 1 FROM trading_sessions WHERE user_id = ?)");
  return any.pluck().get(store.profile.id) === 1;
}

/** What parts of positions bring to these sessions from other days, and take from them. */
export function dayParts(store: Store, sessionIds: readonly number[]): Map<number, DayPart[]> {
  if (!hasParts(store)) return new Map();
  const rows = store.db.prepare(
    `WITH wanted AS (SELECT value AS id FROM json_each(?))
     SELECT session_id, trade_id AS trade, symbol, bot_id, end_date AS date, profit_loss AS net
     FROM early_results WHERE session_id IN wanted
     UNION ALL SELECT end_session, trade_id, symbol, bot_id, session_date, -profit_loss
     FROM early_results WHERE end_session IN wanted`,
  );
  const parts = new Map<number, DayPart[]>();
  const all = rows.all(JSON.stringify(sessionIds)) as (DayPart & { session_id: number })[];
  // Here and not by SQLite, which would walk over all trades to have them in order.
  all.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.trade - b.trade));
  for (const { session_id, ...part } of all) addTo(parts, session_id, part);
  return parts;
}

/** A look at an index: without it the parts of years of days take a walk over all their trades. */
function hasParts({ db }: Store): boolean {
  const any = prepared(
    db,
    "SELECT EXISTS (SELECT 1 FROM daily_trading_data WHERE partial_closes IS NOT NULL)",
  );
  return any.pluck().get() === 1;
}

/** The first and the last day of the profile; null when it has none. */
export function journalDays(store: Store): { first: string; last: string } | null {
  const ends = store.db.prepare(
    `SELECT min(session_date) AS first, max(session_date) AS last
     FROM trading_sessions WHERE user_id = ?`,
  );
  const days = ends.get(store.profile.id) as { first: string | null; last: string | null };
  return days.first === null || days.last === null ? null : { first: days.first, last: days.last };
}

/** Results of the sessions of these days that have trades, oldest first. */
export function sessionResults(store: Store, range: { from: string; to: string }): number[] {
  const rows = store.db.prepare(
    `SELECT total_profit_loss FROM trading_sessions
     WHERE user_id = ? AND (total_trades > 0 OR shifted <> 0) AND session_date BETWEEN ? AND ?
     ORDER BY session_date`,
  );
  return rows.pluck().all(store.profile.id, range.from, range.to) as number[];
}

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

/** The profile's check-in with this number. */
export function findMood(store: Store, id: number): DatedMood | null {
  const row = store.db
    .prepare(
      `SELECT m.*, s.session_date FROM mood_checkins m
       JOIN trading_sessions s ON s.id = m.session_id WHERE m.id = ? AND s.user_id = ?`,
    )
    .get(id, store.profile.id) as DatedMood | undefined;
  return row === undefined ? null : inOurWords(row);
}

/** The check-ins of a session in order of time. */
export function sessionMoods(store: Store, sessionId: number): MoodCheckin[] {
  const rows = prepared(
    store.db,
    "SELECT * FROM mood_checkins WHERE session_id = ? ORDER BY created_at, id",
  );
  return (rows.all(sessionId) as MoodCheckin[]).map(inOurWords);
}

/** The check-ins of several sessions in order of time. */
export function moodsOfSessions(store: Store, sessionIds: readonly number[]): MoodCheckin[] {
  const rows = prepared(
    store.db,
    `SELECT * FROM mood_checkins WHERE session_id IN (SELECT value FROM json_each(?))
     ORDER BY created_at, id`,
  );
  return (rows.all(JSON.stringify(sessionIds)) as MoodCheckin[]).map(inOurWords);
}

/**
 * Of decisions, each as its parts, that ended on a later day than they began, by the number of each
 * part: the mood noted last before the entry, on the day of that. The check-ins of their last day all
 * come after the entry.
 */
export function moodsOfCarried(store: Store, decisions: readonly Trade[][]): Map<number, string> {
  const carried = decisions.flatMap((parts) => {
    const at = parseUtc(parts[0]?.entry_time ?? "");
    if (Number.isNaN(at)) return [];
    const day = dayAt(store, at);
    const isCarried = parts.some(({ session_date }) => day < session_date);
    return isCarried ? parts.map(({ id }) => ({ id, at, day })) : [];
  });
  const days = [...new Set(carried.map(({ day }) => day))];
  const noted = groupBy(moodsOfDays(store, days), ({ session_date }) => session_date);
  const found = carried.flatMap(({ id, at, day }) => {
    const before = noted.get(day)?.findLast(({ created_at }) => parseUtc(created_at) <= at);
    return before === undefined ? [] : [[id, before.mood] as const];
  });
  return new Map(found);
}

function moodsOfDays(
  store: Store,
  days: readonly string[],
): (MoodCheckin & { session_date: string })[] {
  if (days.length === 0) return [];
  const rows = prepared(
    store.db,
    `SELECT m.*, s.session_date FROM mood_checkins m JOIN trading_sessions s ON s.id = m.session_id
     WHERE s.user_id = ? AND s.session_date IN (SELECT value FROM json_each(?))
     ORDER BY m.created_at, m.id`,
  );
  return (
    rows.all(store.profile.id, JSON.stringify(days)) as (MoodCheckin & { session_date: string })[]
  ).map(inOurWords);
}

/** Those of the sessions of which somebody said the mood. */
export function sessionsWithMood(store: Store, sessions: readonly { id: number }[]): Set<number> {
  const found = moodsOfSessions(
    store,
    sessions.map(({ id }) => id),
  );
  return new Set(found.map(({ session_id }) => session_id));
}

/** A mood of a day; one that an old file holds without saying when has no number and no time. */
export interface DatedMood extends Omit<MoodCheckin, "id" | "created_at"> {
  id: number | null;
  created_at: string | null;
  session_date: string;
}

/** The moods from `from` to `to` (both included), oldest first. */
export function listMoods(store: Store, range: { from: string; to: string }): DatedMood[] {
  const rows = store.db.prepare(
    `SELECT m.id, s.id AS session_id, m.mood, m.note, m.created_at, s.session_date, s.emotions
     FROM trading_sessions s LEFT JOIN mood_checkins m ON m.session_id = s.id
     WHERE s.user_id = ? AND s.session_date BETWEEN ? AND ?
     ORDER BY s.session_date, m.created_at, m.id`,
  );
  const all = rows.all(store.profile.id, range.from, range.to) as (Omit<DatedMood, "mood"> & {
    mood: string | null;
    emotions: string;
  })[];
  return all.flatMap(({ emotions, ...row }, index) => {
    const noted = row.mood === null ? [] : [inOurWords({ ...row, mood: row.mood })];
    const isLast = all[index + 1]?.session_id !== row.session_id;
    const timeless = isLast ? unnotedMood(emotions, noted[0]?.mood) : null;
    if (timeless === null) return noted;
    return [...noted, { ...row, id: null, mood: timeless, note: null, created_at: null }];
  });
}

/** What a session's trades by hand and by bots came to, in the profile's currency. */
export interface SessionSides {
  hand: { n: number; net: number };
  bots: { n: number; net: number };
}

/** Above this many units a total is the nearest double, not the sum itself. */
const MOST_UNITS = 1e15;

/** The sides of each session of a range in which something was booked, by session id. */
export function sessionHands(
  store: Store,
  range: { from: string; to: string },
): Map<number, SessionSides> {
  const currency = currencyOf(store.profile.currency);
  const kept = store.db
    .prepare(
      `SELECT s.id, s.total_trades AS n, h.trades AS hands,
         s.total_profit_loss AS total, s.shifted
       FROM trading_sessions s LEFT JOIN session_hands h ON h.session_id = s.id
       WHERE s.user_id = ? AND s.session_date BETWEEN ? AND ?`,
    )
    .all(store.profile.id, range.from, range.to) as KeptTotals[];
  const side = (n: number, minor: number) => ({ n, net: fromMinor(minor, currency) });
  const sides = new Map<number, SessionSides>();
  const mixed: number[] = [];
  for (const { id, n, hands, total, shifted } of kept) {
    if (n === 0) continue;
    const net = toMinor(total, currency) - toMinor(shifted, currency);
    // What is kept of the day tells both sides where all trades are of one.
    if (Math.abs(net) > MOST_UNITS || (hands !== 0 && hands !== n)) mixed.push(id);
    else if (hands === 0) sides.set(id, { hand: side(0, 0), bots: side(n, net) });
    else sides.set(id, { hand: side(n, net), bots: side(0, 0) });
  }
  for (const { id, n, hand_n, net, hand_net } of countedSides(store, mixed)) {
    sides.set(id, { hand: side(hand_n, hand_net), bots: side(n - hand_n, net - hand_net) });
  }
  const ids = kept.map(({ id }) => id);
  for (const [id, parts] of dayParts(store, ids)) {
    const { hand, bots } = sides.get(id) ?? { hand: side(0, 0), bots: side(0, 0) };
    for (const { bot_id, net } of parts) {
      const of = bot_id === null ? hand : bots;
      of.net = addMoney([of.net, net], currency);
    }
    sides.set(id, { hand, bots });
  }
  return sides;
}

interface KeptTotals {
  id: number;
  n: number;
  /** By hand; null: nobody counted. */
  hands: number | null;
  total: number;
  shifted: number;
}

/** Both sides of these sessions, in minor units, from their trades. */
function countedSides(store: Store, sessionIds: readonly number[]) {
  if (sessionIds.length === 0) return [];
  const units = minorUnits("t.profit_loss", scaleOf(currencyOf(store.profile.currency)));
  const rows = store.db.prepare(
    `SELECT t.session_id AS id, count(*) AS n, sum(t.bot_id IS NULL) AS hand_n,
       ${sumUnits(units)} AS net,
       coalesce(${sumUnits(units, " FILTER (WHERE t.bot_id IS NULL)")}, 0) AS hand_net
     FROM daily_trading_data t WHERE t.session_id IN (SELECT value FROM json_each(?))
     GROUP BY t.session_id`,
  );
  return rows.all(JSON.stringify(sessionIds)) as {
    id: number;
    n: number;
    hand_n: number;
    net: number;
    hand_net: number;
  }[];
}
