import { isRecord } from "../base/json.ts";
import { utcText } from "../base/time.ts";
import type { Action, RiskScore, RuleCheck } from "../mentor/day-review.ts";
import { isKnownFinding } from "../mentor/findings.ts";
import { isActionId, isClaimId } from "../mentor/ids.ts";
import type { Finding, Look, SessionContext } from "../mentor/types.ts";
import type { OriginReport, PromiseChanges, StoredReport, Trade } from "../model.ts";
import { balancesFrom } from "./balance.ts";
import { immediate } from "./changes.ts";
import { moodsOfSessions, SAID_MARKET_SQL } from "./days.ts";
import { keepPromises } from "./promises.ts";
import type { Store } from "./store.ts";
import { tradesOfSessions } from "./trades.ts";

/** The JSON in `recommendations`: the actions and, in the same order, their sentences. */
export interface StoredAdvice {
  actions: readonly Action[];
  text: readonly string[];
}

const COLUMNS = [
  "trading_patterns_analysis",
  "emotional_analysis",
  "risk_management_score",
  "recommendations",
  "motivation_message",
  "headline",
] as const satisfies readonly (keyof StoredReport)[];

/**
 * Keeps the report of a session, one of ours per session (those of QuantumBotX, which have no
 * headline, are its own), its score with the session, and with it the promises it makes and closes.
 * Writes nothing when the same report is stored already, so that reading a past day again changes
 * no byte.
 */
export function saveReport(store: Store, report: StoredReport, promises: PromiseChanges): void {
  if (isStored(store, report)) return;
  immediate(store, () => {
    keepPromises(store, promises);
    store.db
      .prepare("DELETE FROM ai_mentor_reports WHERE session_id = ? AND headline IS NOT NULL")
      .run(report.session_id);
    store.db
      .prepare(
        `INSERT INTO ai_mentor_reports (session_id, created_at, ${COLUMNS.join(", ")})
         VALUES (@session_id, @created_at, ${COLUMNS.map((name) => `@${name}`).join(", ")})`,
      )
      .run({ ...report, created_at: utcText(store.now()) });
    store.db
      .prepare("UPDATE trading_sessions SET risk_score = ? WHERE id = ?")
      .run(report.risk_management_score, report.session_id);
  });
}

/** Whether the journal holds exactly this report of the session, and no change since. */
export function isStored(store: Store, report: StoredReport): boolean {
  const stored = store.db
    .prepare("SELECT * FROM ai_mentor_reports WHERE session_id = ? AND headline IS NOT NULL")
    .all(report.session_id) as (StoredReport & { stale: number })[];
  const only = stored.length === 1 ? stored[0] : undefined;
  if (only === undefined || only.stale !== 0) return false;
  return COLUMNS.every((name) => only[name] === report[name]);
}

/** The last report of QuantumBotX about a session; null when there is none. */
export function originReport(store: Store, sessionId: number): OriginReport | null {
  const rows = store.db
    .prepare(
      `SELECT *, COUNT(*) OVER () AS count FROM ai_mentor_reports
       WHERE session_id = ? AND headline IS NULL ORDER BY id DESC LIMIT 1`,
    )
    .all(sessionId) as (Record<string, unknown> & { created_at: string | null; count: number })[];
  const [row] = rows;
  if (row === undefined) return null;
  return {
    created_at: row.created_at,
    count: row.count,
    patterns: linesOf(row.trading_patterns_analysis),
    emotions: linesOf(row.emotional_analysis),
    score: linesOf(row.risk_management_score)[0] ?? null,
    recommendations: linesOf(row.recommendations),
    message: linesOf(row.motivation_message),
  };
}

/** All texts in a column of QuantumBotX's, which holds JSON of any shape or plain words. */
function linesOf(value: unknown): string[] {
  if (typeof value === "string") {
    const inside = jsonOf(value);
    if (inside !== undefined) return linesOf(inside);
    return value.split("\n").filter((line) => line.trim() !== "");
  }
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(linesOf);
  return value === null || value === undefined ? [] : [String(value)];
}

function jsonOf(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The advice of the latest day that has a report of ours; null when there is none. */
export function lastAdvice(store: Store): ({ session_date: string } & StoredAdvice) | null {
  const row = store.db
    .prepare(
      `SELECT s.session_date, r.recommendations FROM trading_sessions s
       JOIN ai_mentor_reports r ON r.session_id = s.id
       WHERE s.user_id = ? AND r.headline IS NOT NULL
       ORDER BY s.session_date DESC, r.id DESC LIMIT 1`,
    )
    .get(store.profile.id) as { session_date: string; recommendations: string } | undefined;
  if (row === undefined) return null;
  const advice = adviceIn(row.recommendations);
  return advice === null ? null : { session_date: row.session_date, ...advice };
}

/** A stored report as read back: the JSON that `saveReport` was given. */
export interface ReportParts {
  session_id: number;
  findings: readonly Finding[];
  risk: RiskScore;
  actions: readonly Action[];
  rules: readonly RuleCheck[];
}

/** The reports of a range, by session; those older than their day are left out. */
export function reportParts(
  store: Store,
  range: { from: string; to: string },
): Map<number, ReportParts> {
  const rows = store.db
    .prepare(
      `SELECT r.session_id, r.trading_patterns_analysis AS analysis, r.recommendations AS advice
       FROM ai_mentor_reports r JOIN trading_sessions s ON s.id = r.session_id
       WHERE s.user_id = ? AND s.session_date BETWEEN ? AND ?
         AND r.headline IS NOT NULL AND r.stale = 0 ORDER BY r.id`,
    )
    .all(store.profile.id, range.from, range.to) as {
    session_id: number;
    analysis: string;
    advice: string;
  }[];
  return new Map(
    rows.flatMap(({ session_id, analysis, advice }) => {
      const { findings, risk, rules = [] } = objectIn(analysis) as Partial<ReportParts>;
      const { actions } = adviceIn(advice) ?? {};
      // Somebody else wrote over it: the day counts as one without a report.
      if (!Array.isArray(findings) || !Array.isArray(rules) || !isRecord(risk)) return [];
      if (actions === undefined) return [];
      const told = {
        findings: findings.filter(isKnownFinding),
        actions: actions.filter(({ id }) => isActionId(id)),
      };
      return [[session_id, { session_id, risk, rules, ...told }]];
    }),
  );
}

function objectIn(text: unknown): Record<string, unknown> {
  const value = typeof text === "string" ? jsonOf(text) : undefined;
  return isRecord(value) ? value : {};
}

function adviceIn(stored: unknown): StoredAdvice | null {
  const { actions, text } = objectIn(stored);
  return Array.isArray(actions) && Array.isArray(text) ? { actions, text } : null;
}

/** How many trades by hand the days before this one hold. */
export function handsBefore(store: Store, date: string): number {
  const sum = store.db.prepare(
    `SELECT COALESCE(SUM(h.trades), 0) FROM trading_sessions s
     JOIN session_hands h ON h.session_id = s.id WHERE s.user_id = ? AND s.session_date < ?`,
  );
  return sum.pluck().get(store.profile.id, date) as number;
}

/**
 * The last trades by hand up to and including this day, whole days, oldest first, until there are
 * at least `atLeast` (or no more).
 */
export function handTradesUpTo(store: Store, date: string, atLeast: number): Trade[] {
  const days = store.db
    .prepare(
      `SELECT s.id, h.trades FROM trading_sessions s JOIN session_hands h ON h.session_id = s.id
       WHERE s.user_id = ? AND s.session_date <= ? AND h.trades > 0 ORDER BY s.session_date DESC`,
    )
    .iterate(store.profile.id, date) as Iterable<{ id: number; trades: number }>;
  const ids: number[] = [];
  let count = 0;
  for (const day of days) {
    ids.push(day.id);
    count += day.trades;
    if (count >= atLeast) break;
  }
  return tradesOfSessions(store, ids).filter((trade) => trade.bot_id === null);
}

/** What is known of these sessions beside their trades. */
export function sessionContexts(
  store: Store,
  trades: readonly Trade[],
): Map<number, SessionContext> {
  const ids = [...new Set(trades.map((trade) => trade.session_id))];
  const rows = store.db
    .prepare(
      `SELECT id, session_date, ${SAID_MARKET_SQL} AS market_conditions FROM trading_sessions s
       WHERE id IN (SELECT value FROM json_each(?)) ORDER BY session_date`,
    )
    .all(JSON.stringify(ids)) as {
    id: number;
    session_date: string;
    market_conditions: string | null;
  }[];
  const moods = moodsOfSessions(store, ids);
  const balances = balancesFrom(store, rows[0]?.session_date ?? "");
  const contexts = new Map<number, SessionContext>();
  for (const row of rows) {
    const entries = trades.flatMap((t) =>
      t.session_id === row.id ? [t.entry_time ?? t.exit_time ?? ""] : [],
    );
    const first = entries.reduce((least, time) => (time < least ? time : least), entries[0] ?? "");
    const before = moods.filter((mood) => mood.session_id === row.id && mood.created_at <= first);
    contexts.set(row.id, {
      id: row.id,
      date: row.session_date,
      condition: row.market_conditions,
      moodBefore: first === "" ? null : (before.at(-1)?.mood ?? null),
      balance: balances.get(row.session_date) ?? null,
    });
  }
  return contexts;
}

/** Looks kept for these numbers of trades, made with the same settings. */
export function keptLooks(store: Store, milestones: readonly number[], basis: string): Look[] {
  const rows = store.db.prepare(
    `SELECT result FROM mentor_looks WHERE user_id = ? AND basis = ?
     AND m IN (SELECT value FROM json_each(?))`,
  );
  const texts = rows.pluck().all(store.profile.id, basis, JSON.stringify(milestones));
  return (texts as string[]).map((text) => {
    const look: Look = JSON.parse(text);
    return { ...look, tested: look.tested.filter(({ id }) => isClaimId(id)) };
  });
}

/** Keeps looks with the day of their last trade; nothing is written when there are none. */
export function keepLooks(
  store: Store,
  looks: readonly { look: Look; last_date: string }[],
  basis: string,
): void {
  if (looks.length === 0) return;
  const insert = store.db.prepare(
    `INSERT OR REPLACE INTO mentor_looks (user_id, m, last_date, basis, result)
     VALUES (?, ?, ?, ?, ?)`,
  );
  immediate(store, () => {
    for (const { look, last_date } of looks) {
      insert.run(store.profile.id, look.m, last_date, basis, JSON.stringify(look));
    }
  });
}
