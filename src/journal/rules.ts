import type { Rule, RuleKind, RuleTerms } from "../model.ts";
import { insertRow, type Operation, updateRow } from "./changes.ts";
import { findSession, today } from "./sessions.ts";
import type { Store } from "./store.ts";

const IN_FORCE = "valid_from <= @date AND (closed_on IS NULL OR closed_on > @date)";
/** Dropped on this day, having held when it began, and not replaced. */
const DROPPED = `closed_on = @date AND valid_from < @date AND kind NOT IN
  (SELECT kind FROM rules WHERE user_id = @user AND ${IN_FORCE})`;

/** The rules that held when this day ended, by kind; at most one of each. */
export function rulesOn(store: Store, date: string): Rule[] {
  return readRules(store, date, IN_FORCE);
}

/**
 * The rules that a day is judged by, at most one of each kind: those that held when it ended, and
 * those dropped on it. Dropping a rule after breaking it does not undo the breaking.
 */
export function rulesJudging(store: Store, date: string): Rule[] {
  return readRules(store, date, `(${IN_FORCE} OR ${DROPPED})`);
}

function readRules(store: Store, date: string, condition: string): Rule[] {
  const rows = store.db
    .prepare(
      `SELECT id, kind, params, valid_from FROM rules
       WHERE user_id = @user AND ${condition} ORDER BY kind`,
    )
    .all({ user: store.profile.id, date }) as (Omit<Rule, "params"> & { params: string })[];
  return rows.map((row) => ({ ...row, params: JSON.parse(row.params) }) as Rule);
}

/**
 * Makes a rule from today on, in place of the one of its kind. Returns what it replaced (null:
 * nothing), or "same" when this very rule is in force and nothing changes.
 */
export function addRule(operation: Operation, terms: RuleTerms): Rule | null | "same" {
  const { store } = operation;
  const date = today(store);
  const params = JSON.stringify(terms.params);
  const before = ruleOf(store, terms.kind);
  if (before !== null && JSON.stringify(before.params) === params) return "same";
  if (before !== null) closeRule(operation, before);
  insertRow(operation, "rules", {
    ...{ user_id: store.profile.id, kind: terms.kind, params, valid_from: date },
  });
  touchToday(operation, date);
  return before;
}

/** Lets a rule go: it guards no more, but today and earlier days are still judged by it. */
export function dropRule(operation: Operation, rule: Rule): void {
  closeRule(operation, rule);
  touchToday(operation, today(operation.store));
}

function closeRule(operation: Operation, { id }: Rule): void {
  updateRow(operation, "rules", id, { closed_on: today(operation.store) });
}

/** The rule of this kind that is in force now; null: none. */
function ruleOf(store: Store, kind: RuleKind): Rule | null {
  return rulesOn(store, today(store)).find((rule) => rule.kind === kind) ?? null;
}

/** The day's report was written with other rules. */
function touchToday(operation: Operation, date: string): void {
  const session = findSession(operation.store, date);
  if (session !== null) operation.touched.add(session.id);
}

/** When the last losing trade by hand of the last day before this one closed; null: none known. */
export function lastHandLossBefore(store: Store, date: string): string | null {
  const last = store.db.prepare(
    `SELECT MAX(exit_time) FROM daily_trading_data
     WHERE bot_id IS NULL AND profit_loss < 0 AND session_id = (
       SELECT id FROM trading_sessions WHERE user_id = ? AND session_date < ?
       ORDER BY session_date DESC LIMIT 1)`,
  );
  return last.pluck().get(store.profile.id, date) as string | null;
}
