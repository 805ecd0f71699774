import { addDays } from "../../base/dates.ts";
import { parseUtc, utcText } from "../../base/time.ts";
import type { DayPlans } from "../../mentor/planned/day.ts";
import type { KnownPlans } from "../../mentor/planned/use.ts";
import type { Plan, PlanCheck, Trade } from "../../model.ts";
import { insertRow, type Operation, updateRow } from "../changes.ts";
import { dayAt, ensureSession, findSession, today } from "../days.ts";
import { prepared, type Store } from "../store.ts";

type PlanRow = {
  [K in keyof Plan]: Plan[K] extends boolean
    ? number
    : Plan[K] extends readonly unknown[]
      ? string
      : Plan[K];
};

/** What became of a plan: a trade or a position was made by it, its time ran out, or it was closed. */
type PlanState = "open" | "taken" | "lapsed" | "cancelled" | "missed";

/** A plan with what became of it. */
export interface KeptPlan extends Plan {
  state: PlanState;
  /** The trade and the open position that were made by it; null: none. */
  trade_id: number | null;
  position_id: number | null;
}

const SELECT = `SELECT p.*,
    (SELECT MIN(t.id) FROM daily_trading_data t WHERE t.plan_id = p.id) AS trade_id,
    (SELECT MIN(o.id) FROM open_positions o WHERE o.plan_id = p.id) AS position_id
  FROM plans p WHERE p.user_id = @user`;

type FoundRow = PlanRow & Pick<KeptPlan, "trade_id" | "position_id"> & { user_id: number };

function fromRow(store: Store, { user_id: _, ...row }: FoundRow): KeptPlan {
  const now = utcText(store.now());
  const isTaken = row.trade_id !== null || row.position_id !== null;
  const waiting = row.valid_until < now ? "lapsed" : "open";
  return {
    ...row,
    checks: JSON.parse(row.checks),
    reasons: JSON.parse(row.reasons),
    allowed: row.allowed === 1,
    state: isTaken ? "taken" : (row.closed_as ?? waiting),
  };
}

/** The profile's plan with this number; null for none. */
export function findPlan(store: Store, id: number): KeptPlan | null {
  const row = store.db.prepare(`${SELECT} AND p.id = @id`).get({ user: store.profile.id, id });
  return row === undefined ? null : fromRow(store, row as FoundRow);
}

/** Plans that were sealed on these days, the oldest first. */
export function listPlans(store: Store, { from, to }: { from: string; to: string }): KeptPlan[] {
  const rows = store.db.prepare(
    `${SELECT} AND p.sealed_at >= @from AND p.sealed_at < @to ORDER BY p.sealed_at, p.id`,
  );
  const around = { from: addDays(from, -1), to: addDays(to, 3) };
  const found = rows.all({ ...around, user: store.profile.id }) as FoundRow[];
  const isWithin = ({ sealed_at }: FoundRow) => {
    const day = dayAt(store, parseUtc(sealed_at));
    return day >= from && day <= to;
  };
  return found.filter(isWithin).map((row) => fromRow(store, row));
}

/** The plans that may still be taken, the oldest first. */
export function openPlans(store: Store): KeptPlan[] {
  const rows = store.db.prepare(
    `${SELECT} AND p.closed_at IS NULL AND p.valid_until >= @now ORDER BY p.sealed_at, p.id`,
  );
  const now = utcText(store.now());
  const found = rows.all({ user: store.profile.id, now }) as FoundRow[];
  return found.map((row) => fromRow(store, row)).filter(({ state }) => state === "open");
}

/** The plans with these numbers, by number. */
export function plansById(store: Store, ids: readonly number[]): Map<number, KeptPlan> {
  if (ids.length === 0) return new Map();
  const rows = store.db.prepare(`${SELECT} AND p.id IN (SELECT value FROM json_each(@ids))`);
  const found = rows.all({ user: store.profile.id, ids: JSON.stringify(ids) }) as FoundRow[];
  return new Map(found.map((row) => [row.id, fromRow(store, row)]));
}

/** Whether anything was ever planned in this profile. */
export function hasPlans({ db, profile }: Store): boolean {
  const any = prepared(db, "SELECT EXISTS (SELECT 1 FROM plans WHERE user_id = ?)");
  return any.pluck().get(profile.id) === 1;
}

/** The plans that these trades were made by, by number. */
export const plansOfTrades = (store: Store, trades: readonly Trade[]): Map<number, KeptPlan> =>
  plansById(
    store,
    trades.flatMap(({ plan_id }) => (plan_id ? [plan_id] : [])),
  );

/** What the trades of a range of days are held against; null: no plan has to do with them. */
export function plansOf(
  store: Store,
  range: { from: string; to: string },
  trades: readonly Trade[],
): DayPlans | null {
  if (!hasPlans(store)) return null;
  const sealed = listPlans(store, range);
  const followed = plansOfTrades(store, trades);
  return sealed.length === 0 && followed.size === 0 ? null : { sealed, followed };
}

/** What the habits of these trades are looked for with; null: nothing was ever planned. */
export function knownPlans(store: Store, trades: readonly Trade[]): KnownPlans | null {
  const first = prepared(store.db, "SELECT MIN(sealed_at) FROM plans WHERE user_id = ?").pluck();
  const since = first.get(store.profile.id) as string | null;
  if (since === null) return null;
  return { since: parseUtc(since), byId: plansOfTrades(store, trades) };
}

export type NewPlan = Omit<Plan, "id" | "sealed_at" | "closed_at" | "closed_as" | "close_reason">;

/** Seals a plan at this moment; its number. */
export function sealPlan(operation: Operation, plan: NewPlan): number {
  const { store } = operation;
  // A day on which it was only planned is a day of the journal too.
  operation.touched.add(ensureSession(operation, today(store)));
  return insertRow(operation, "plans", {
    ...plan,
    user_id: store.profile.id,
    sealed_at: utcText(store.now()),
    checks: JSON.stringify(plan.checks),
    reasons: JSON.stringify(plan.reasons),
    allowed: plan.allowed ? 1 : 0,
  });
}

/** Says that a plan will not be taken, or was not. */
export function closePlan(
  operation: Operation,
  id: number,
  closed_as: "cancelled" | "missed",
  close_reason: string | null,
): void {
  const closed_at = utcText(operation.store.now());
  const sealed = findPlan(operation.store, id)?.sealed_at ?? closed_at;
  touchDay(operation, dayAt(operation.store, parseUtc(sealed)));
  updateRow(operation, "plans", id, { closed_at, closed_as, close_reason });
}

/** The report of the day was written with other plans. */
function touchDay(operation: Operation, date: string): void {
  const session = findSession(operation.store, date);
  if (session !== null) operation.touched.add(session.id);
}

/** A checklist answered with one word for all of its lines, or with the numbers of those that hold. */
export const answered = (
  texts: readonly string[],
  holds: (index: number) => boolean,
): PlanCheck[] => texts.map((text, index) => ({ text, ok: holds(index) }));
