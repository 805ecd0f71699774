import { addDays } from "../base/dates.ts";
import { outcomeOf } from "../base/outcome.ts";
import { utcText } from "../base/time.ts";
import { isKnownPromise } from "../mentor/findings.ts";
import { subjectOf } from "../mentor/followup.ts";
import type { Appeals, OpenPromise } from "../mentor/types.ts";
import type { PromiseChanges, Rule, RuleKind, RuleTerms } from "../model.ts";
import { insertRow, type Operation, updateRow } from "./changes.ts";
import { findSession, today } from "./days.ts";
import { banded } from "./ledger/bands.ts";
import { prepared, type Store } from "./store.ts";

/** A promise as the journal keeps it. */
export interface KeptPromise extends Omit<OpenPromise, "action"> {
  /** Another version may have made it: what is counted of it passes through `isKnownPromise`. */
  action: { id: string; params: OpenPromise["action"]["params"] };
}

interface PromiseRow {
  id: number;
  made_on: string;
  action: string;
  params: string;
  text: string;
  closed_on: string | null;
  closed_as: string | null;
  accepted_on: string | null;
}

type Counted = Pick<PromiseRow, "action" | "params">;

function fromRow(row: PromiseRow): KeptPromise {
  const { id, made_on, accepted_on, action, params, text } = row;
  return { id, made_on, accepted_on, action: { id: action, params: JSON.parse(params) }, text };
}

const subject = ({ action, params }: Counted) =>
  subjectOf({ id: action, params: JSON.parse(params) });

/**
 * Promises made before this day that were still open when it began, the oldest first, accepted
 * where they were by its end; marked where the trader let them go on it.
 */
export function promisesOn(store: Store, date: string): OpenPromise[] {
  const rows = prepared(
    store.db,
    `SELECT *, CASE WHEN accepted_on <= @date THEN accepted_on END AS accepted_on
     FROM promises WHERE user_id = @user AND made_on < @date
     AND (closed_on IS NULL OR closed_on >= @date) ORDER BY made_on, id`,
  );
  const promises = rows.all({ user: store.profile.id, date }) as PromiseRow[];
  return promises.map((row) => judgedOn(row, date)).filter(isKnownPromise);
}

function judgedOn(row: PromiseRow, date: string): KeptPromise {
  const isDropped = row.closed_as === "dropped" && row.closed_on === date;
  return isDropped ? { ...fromRow(row), dropped: true } : fromRow(row);
}

/** Days for which a promise that was let go is not asked for again. */
const RELEASED_DAYS = 7;

/** Promises that ended unkept before this day, or were let go by its end, and not made again since. */
export function releasedBefore(store: Store, date: string): OpenPromise["action"][] {
  const rows = prepared(
    store.db,
    `SELECT * FROM promises WHERE user_id = @user AND made_on < @date
     AND (closed_on IS NULL OR closed_on >= @since) ORDER BY id`,
  );
  const since = addDays(date, -RELEASED_DAYS);
  const all = rows.all({ user: store.profile.id, date, since }) as PromiseRow[];
  const ended = all.filter(
    ({ closed_on, closed_as }) =>
      closed_on !== null &&
      ((closed_on < date && closed_as === "shrunk") ||
        (closed_on <= date && closed_as === "dropped")),
  );
  const isAgain = (row: PromiseRow) =>
    all.some(
      (one) =>
        one.id > row.id && one.made_on >= (row.closed_on ?? "") && subject(one) === subject(row),
    );
  const released = ended.filter((row) => !isAgain(row)).map(fromRow);
  return released.filter(isKnownPromise).map(({ action }) => action);
}

/**
 * Brings the promises in line with the report of a day, so that making it again changes nothing.
 * To be called inside a transaction.
 */
export function keepPromises(store: Store, changes: PromiseChanges): void {
  const { db, profile } = store;
  const { date, closed, added } = changes;
  const key = { user: profile.id, date };
  db.prepare(
    `UPDATE promises SET closed_on = NULL, closed_as = NULL
     WHERE user_id = @user AND closed_on = @date AND closed_as IN ('retired', 'shrunk', 'yielded')`,
  ).run(key);
  const close = db.prepare(
    "UPDATE promises SET closed_on = ?, closed_as = ? WHERE id = ? AND closed_on IS NULL",
  );
  for (const { id, as } of closed) close.run(date, as, id);
  const today = db
    .prepare("SELECT * FROM promises WHERE user_id = @user AND made_on = @date")
    .all(key) as PromiseRow[];
  const wanted = added.map(({ action, params, text }) => ({
    action,
    params: JSON.stringify(params),
    text,
  }));
  // By what is counted, not by its words: those the trader may have changed.
  const same = (a: Counted, b: Counted) => a.action === b.action && a.params === b.params;
  for (const row of today) {
    // What the trader accepted stays, whatever the report would take on now.
    const isOnlyOurs = row.closed_on === null && row.accepted_on === null;
    if (isOnlyOurs && !wanted.some((one) => same(one, row))) {
      db.prepare("DELETE FROM promises WHERE id = ?").run(row.id);
    }
  }
  const insert = db.prepare(
    `INSERT INTO promises (user_id, made_on, action, params, text)
     VALUES (@user, @date, @action, @params, @text)`,
  );
  const later = db
    .prepare("SELECT * FROM promises WHERE user_id = @user AND made_on > @date")
    .all(key) as PromiseRow[];
  // What a later day has taken on already, or the trader has put in its place, is not opened twice.
  const taken = new Set([...later, ...today.filter(isOwn)].map(subject));
  for (const one of wanted) {
    if (taken.has(subject(one)) || today.some((row) => same(one, row))) continue;
    insert.run({ ...key, ...one });
  }
}

const isOwn = ({ closed_on, accepted_on }: PromiseRow) =>
  closed_on === null && accepted_on !== null;

/** Promises that are open now, the oldest first. */
export function openPromises(store: Store): KeptPromise[] {
  const rows = store.db.prepare(
    "SELECT * FROM promises WHERE user_id = ? AND closed_on IS NULL ORDER BY made_on, id",
  );
  return (rows.all(store.profile.id) as PromiseRow[]).map(fromRow);
}

/** An action of a stored report that can be accepted as a promise. */
export interface Proposal {
  /** The day of the report. */
  date: string;
  action: string;
  params: KeptPromise["action"]["params"];
  text: string;
}

/** The promise that it is now, in its own words, which may be older than the proposal's. */
export interface Accepted {
  id: number;
  changed: boolean;
  text: string;
}

/**
 * Makes a proposal the trader's own: the open promise of that kind is marked as accepted, one that
 * was dropped since the report is opened again, and one that was never taken on becomes a promise
 * of that report. Nothing changes where it was accepted already.
 */
export function acceptProposal(operation: Operation, proposal: Proposal): Accepted {
  const { store } = operation;
  const { date, action, params, text } = proposal;
  const accepted_on = today(store);
  const all = store.db
    .prepare(
      `SELECT * FROM promises WHERE user_id = @user AND action = @action
       AND (closed_on IS NULL OR closed_as = 'dropped' AND closed_on >= @date)
       ORDER BY closed_on IS NULL DESC, id DESC`,
    )
    .all({ user: store.profile.id, action, date }) as PromiseRow[];
  const wanted = subjectOf({ id: action, params });
  const known = all.find((row) => subject(row) === wanted);
  if (known === undefined) {
    const id = insertRow(operation, "promises", {
      user_id: store.profile.id,
      made_on: date,
      action,
      params: JSON.stringify(params),
      text,
      accepted_on,
    });
    return { id, changed: true, text };
  }
  if (known.closed_on === null && known.accepted_on !== null) {
    return { id: known.id, changed: false, text: known.text };
  }
  updateRow(operation, "promises", known.id, { closed_on: null, closed_as: null, accepted_on });
  return { id: known.id, changed: true, text: known.text };
}

/**
 * Gives a promise other words and, with numbers of its own, makes it anew from today: days before
 * are judged by what it was. Returns its number, which is another one then.
 */
export function rewordPromise(
  operation: Operation,
  { id, action }: KeptPromise,
  { text, params }: { text: string; params: KeptPromise["action"]["params"] },
): number {
  if (JSON.stringify(params) === JSON.stringify(action.params)) {
    updateRow(operation, "promises", id, { text });
    return id;
  }
  const { store } = operation;
  const date = today(store);
  updateRow(operation, "promises", id, { closed_on: date, closed_as: "replaced" });
  return insertRow(operation, "promises", {
    user_id: store.profile.id,
    made_on: date,
    action: action.id,
    params: JSON.stringify(params),
    text,
    accepted_on: date,
  });
}

/** Lets a promise go on this day. */
export function closePromise(operation: Operation, id: number, date: string): void {
  updateRow(operation, "promises", id, { closed_on: date, closed_as: "dropped" });
}

const IN_FORCE = "valid_from <= @date AND (closed_on IS NULL OR closed_on > @date)";
/**
 * Dropped or replaced on this day, having held when it began. One that was replaced by a rule of
 * which nobody knows the minute does not count: that judges the whole day.
 */
const DROPPED = `closed_on = @date AND valid_from < @date AND kind NOT IN
  (SELECT kind FROM rules WHERE user_id = @user AND made_at IS NULL AND ${IN_FORCE})`;

/** The rules that held when this day ended, by kind; at most one of each. */
export function rulesOn(store: Store, date: string): Rule[] {
  return readRules(store, date, IN_FORCE);
}

/**
 * The rules that a day is judged by: those that held when it ended, and those dropped or replaced on
 * it, which come after the one of their kind in their place. Dropping a rule after breaking it does
 * not undo the breaking.
 */
export function rulesJudging(store: Store, date: string): Rule[] {
  return readRules(store, date, `(${IN_FORCE} OR ${DROPPED})`);
}

/** The rule with this number, also one that was dropped; null: this profile never had it. */
export function findRule(store: Store, id: number): Rule | null {
  const row = store.db
    .prepare(`SELECT id, kind, params, valid_from, made_at FROM rules WHERE user_id = ? AND id = ?`)
    .get(store.profile.id, id) as (Omit<Rule, "params"> & { params: string }) | undefined;
  return row === undefined ? null : ({ ...row, params: JSON.parse(row.params) } as Rule);
}

function readRules(store: Store, date: string, condition: string): Rule[] {
  const rules = prepared(
    store.db,
    `SELECT id, kind, params, valid_from, made_at FROM rules
     WHERE user_id = @user AND ${condition} ORDER BY kind, closed_on IS NOT NULL, id DESC`,
  );
  const rows = rules.all({ user: store.profile.id, date }) as (Omit<Rule, "params"> & {
    params: string;
  })[];
  return rows.map((row, index) => {
    const rule = { ...row, params: JSON.parse(row.params) } as Rule;
    const next = rows[index - 1];
    return next?.kind === row.kind ? { ...rule, until: next.made_at ?? null } : rule;
  });
}

/**
 * Makes a rule from today on, in place of the one of its kind. Returns what it replaced (null:
 * nothing), or "same" when this very rule is in force and nothing changes.
 */
export function addRule(operation: Operation, terms: RuleTerms): Rule | null | "same" {
  const { store } = operation;
  const date = today(store);
  const params = JSON.stringify(terms.params);
  const before = ruleInForce(store, terms.kind);
  if (before !== null && JSON.stringify(before.params) === params) return "same";
  if (before !== null) closeRule(operation, before);
  insertRow(operation, "rules", {
    user_id: store.profile.id,
    kind: terms.kind,
    params,
    valid_from: date,
    made_at: utcText(store.now()),
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
function ruleInForce(store: Store, kind: RuleKind): Rule | null {
  return rulesOn(store, today(store)).find((rule) => rule.kind === kind) ?? null;
}

/** The day's report was written with other rules. */
function touchToday(operation: Operation, date: string): void {
  const session = findSession(operation.store, date);
  if (session !== null) operation.touched.add(session.id);
}

/** When the last losing trade by hand of the last day before this one closed; null: none known. */
export function lastHandLossBefore(store: Store, date: string): string | null {
  const rows = store.db.prepare(
    `SELECT id, profit_loss, exit_time FROM daily_trading_data
     WHERE bot_id IS NULL AND profit_loss < 0 AND exit_time IS NOT NULL AND session_id = (
       SELECT id FROM trading_sessions WHERE user_id = ? AND session_date < ?
       ORDER BY session_date DESC LIMIT 1)
     ORDER BY exit_time DESC`,
  );
  type Closed = { id: number; profit_loss: number; exit_time: string };
  const closed = banded(store, rows.all(store.profile.id, date) as Closed[]);
  return closed.find((trade) => outcomeOf(trade) < 0)?.exit_time ?? null;
}

/** Takes trades out of a detector for good; undo brings them back. */
export function addAppeals(
  operation: Operation,
  appeal: { detector: string; trades: readonly number[]; reason: string },
): void {
  const { store } = operation;
  for (const trade_id of appeal.trades) {
    insertRow(operation, "appeals", {
      user_id: store.profile.id,
      detector: appeal.detector,
      trade_id,
      reason: appeal.reason,
      created_at: utcText(store.now()),
    });
  }
}

/** Every trade that a detector of this profile must leave out. */
export function appealsOf(store: Store): Appeals {
  const rows = store.db
    .prepare("SELECT detector, trade_id FROM appeals WHERE user_id = ? ORDER BY detector, trade_id")
    .all(store.profile.id) as { detector: string; trade_id: number }[];
  const appeals = new Map<string, Set<number>>();
  for (const { detector, trade_id } of rows) {
    const trades = appeals.get(detector) ?? new Set();
    appeals.set(detector, trades.add(trade_id));
  }
  return appeals;
}
