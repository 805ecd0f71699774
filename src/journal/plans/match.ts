import { MINUTE_MS, parseUtc, utcText } from "../../base/time.ts";
import { MINUTE_SLACK_MS } from "../../mentor/planned/deviation.ts";
import { deleteRow, type Operation, updateRow } from "../changes.ts";
import { dayAt, findSession } from "../days.ts";
import type { Store } from "../store.ts";

/** A plan that no trade was made by yet. */
interface FreePlan {
  id: number;
  /** When it was sealed and when its time runs out: milliseconds, as all times here. */
  from: number;
  until: number;
  symbol: string;
  side: string;
  entry: number;
  stop: number | null;
  setup: string | null;
  /** A position that was opened by it here, by hand; null: none. */
  position_id: number | null;
}

/** A trade, or an open position of a statement, that has no plan yet. */
interface Unplanned {
  table: "daily_trading_data" | "open_positions";
  id: number;
  symbol: string;
  /** Null: nobody said. */
  side: string | null;
  at: number;
  entry_price: number | null;
  /** What the trader has said already; null: nothing, or a position, which has none. */
  strategy_used: string | null;
}

/** Without a stop a price may be this far off, as a share of it. */
const NEAR01 = 0.005;

/**
 * Gives trades that have no plan yet the plan they were made by: same symbol, same side (of a trade
 * whose side nobody said, where plans of one side alone come into question), opened within its time,
 * at a price no further off than the stop was; one to one, the nearest in time first, and with the
 * plan its setup, where the trade names none. `trades`: those alone; else all since the oldest free
 * plan, and the open positions of statements. What the trader has said of a trade's plan is never
 * touched. A position that was opened here by hand gives way to the broker's. Returns how many found
 * theirs.
 */
export function matchPlans(operation: Operation, trades?: readonly number[]): number {
  const { store } = operation;
  const plans = freePlans(store);
  if (plans.length === 0) return 0;
  const found = freeTrades(store, plans, trades);
  if (trades === undefined) found.push(...freePositions(store));
  const pairs = found.flatMap((trade) => candidatesFor(trade, plans));
  // A trade before the open rest of it.
  const place = ({ table }: Unplanned) => (table === "open_positions" ? 1 : 0);
  pairs.sort(
    (a, b) =>
      a.apart - b.apart ||
      a.plan.id - b.plan.id ||
      place(a.trade) - place(b.trade) ||
      a.trade.id - b.trade.id,
  );
  const [usedPlans, used] = [new Set<FreePlan>(), new Set<Unplanned>()];
  for (const { plan, trade } of pairs) {
    if (usedPlans.has(plan) || used.has(trade)) continue;
    usedPlans.add(plan);
    used.add(trade);
    const isNamed = trade.table === "open_positions" || trade.strategy_used !== null;
    const setup = isNamed || plan.setup === null ? {} : { strategy_used: plan.setup };
    updateRow(operation, trade.table, trade.id, { plan_id: plan.id, ...setup });
    if (plan.position_id !== null) deleteRow(operation, "open_positions", plan.position_id);
    const day = findSession(store, dayAt(store, plan.from));
    if (day !== null) operation.touched.add(day.id);
  }
  return used.size;
}

/** The plans that a trade may have been made by; none where it says no side and they are of both. */
function candidatesFor(trade: Unplanned, plans: readonly FreePlan[]) {
  const fitting = plans.flatMap((plan) => {
    const apart = apartOf(plan, trade);
    return apart === null ? [] : [{ plan, trade, apart }];
  });
  const sides = new Set(fitting.map(({ plan }) => plan.side));
  return trade.side === null && sides.size > 1 ? [] : fitting;
}

/** Milliseconds from sealing to entry; null: the trade was not made by the plan. */
function apartOf(plan: FreePlan, trade: Unplanned): number | null {
  if (plan.symbol !== trade.symbol || (trade.side !== null && trade.side !== plan.side))
    return null;
  if (trade.at < plan.from - MINUTE_SLACK_MS || trade.at > plan.until) return null;
  const most = plan.stop === null ? NEAR01 * plan.entry : Math.abs(plan.entry - plan.stop);
  if (trade.entry_price !== null && Math.abs(trade.entry_price - plan.entry) > most) return null;
  return Math.abs(trade.at - plan.from);
}

function freePlans({ db, profile }: Store): FreePlan[] {
  const rows = db.prepare(
    `SELECT p.id, p.sealed_at, p.valid_until, p.symbol, p.side, p.entry, p.stop, p.setup,
       (SELECT MIN(o.id) FROM open_positions o WHERE o.plan_id = p.id) AS position_id
     FROM plans p WHERE p.user_id = ? AND p.closed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM daily_trading_data t WHERE t.plan_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM open_positions o
         WHERE o.plan_id = p.id AND o.import_id IS NOT NULL)
     ORDER BY p.sealed_at`,
  );
  type Row = Omit<FreePlan, "from" | "until"> & { sealed_at: string; valid_until: string };
  // Read once each: every plan is held against every trade.
  return (rows.all(profile.id) as Row[]).map(({ sealed_at, valid_until, ...plan }) => ({
    ...plan,
    from: parseUtc(sealed_at),
    until: parseUtc(valid_until),
  }));
}

function freeTrades(
  store: Store,
  plans: readonly FreePlan[],
  only: readonly number[] | undefined,
): Unplanned[] {
  const first = plans[0]?.from ?? 0;
  const columns = `t.id, t.symbol, t.side, t.entry_price, nullif(t.strategy_used, '') AS strategy_used,
    COALESCE(t.entry_time, t.exit_time, t.created_at) AS time`;
  const wanted = `t.plan_id IS NULL AND t.symbol IN (SELECT value FROM json_each(@symbols))
    AND COALESCE(t.entry_time, t.exit_time, t.created_at) >= @since AND s.user_id = @user`;
  const rows = store.db.prepare(
    only === undefined
      ? `SELECT ${columns} FROM trading_sessions s
         CROSS JOIN daily_trading_data t ON t.session_id = s.id
         WHERE s.session_date >= @day AND ${wanted}`
      : `SELECT ${columns} FROM json_each(@ids) w CROSS JOIN daily_trading_data t ON t.id = w.value
         JOIN trading_sessions s ON s.id = t.session_id WHERE ${wanted}`,
  );
  const values = {
    user: store.profile.id,
    symbols: JSON.stringify([...new Set(plans.map(({ symbol }) => symbol))]),
    since: utcText(first - MINUTE_MS),
  };
  const more =
    only === undefined ? { day: dayAt(store, first - MINUTE_MS) } : { ids: JSON.stringify(only) };
  const table = "daily_trading_data" as const;
  const found = rows.all({ ...values, ...more }) as Found[];
  return found.map(({ time, ...trade }) => ({ ...trade, table, at: parseUtc(time) }));
}

type Found = Omit<Unplanned, "at" | "table"> & { time: string };

/** Open positions of statements; one whose time of entry nobody said was made by no plan. */
function freePositions({ db, profile }: Store): Unplanned[] {
  const rows = db.prepare(
    `SELECT id, symbol, side, entry_price, NULL AS strategy_used, entry_time AS time
     FROM open_positions WHERE user_id = ? AND import_id IS NOT NULL AND plan_id IS NULL
       AND entry_time IS NOT NULL`,
  );
  const table = "open_positions" as const;
  const found = rows.all(profile.id) as Found[];
  return found.map(({ time, ...position }) => ({ ...position, table, at: parseUtc(time) }));
}

/**
 * Says by which plan a trade was made; null: by none, whatever an import finds. A setup that the trade
 * has of the plan before goes with it, and one that it lacks comes with this one. False: it held already.
 */
export function assignPlan(operation: Operation, tradeId: number, planId: number | null): boolean {
  const { db } = operation.store;
  const trade = db
    .prepare(
      `SELECT t.session_id, nullif(t.strategy_used, '') AS setup, p.setup AS planned
       FROM daily_trading_data t LEFT JOIN plans p ON p.id = t.plan_id WHERE t.id = ?`,
    )
    .get(tradeId) as { session_id: number; setup: string | null; planned: string | null };
  operation.touched.add(trade.session_id);
  const setupOf = db.prepare("SELECT setup FROM plans WHERE id = ?").pluck();
  const isOwn = trade.setup !== null && trade.setup !== trade.planned;
  const setup = planId === null ? null : (setupOf.get(planId) as string | null);
  return updateRow(operation, "daily_trading_data", tradeId, {
    plan_id: planId ?? 0,
    ...(isOwn ? {} : { strategy_used: setup }),
  });
}

/** Gives the plan of a position to the trade that it became, unless the trader has said of that trade's. */
export function handOnPlan(operation: Operation, tradeId: number, planId: number): void {
  const { db } = operation.store;
  const said = db.prepare("SELECT plan_id FROM daily_trading_data WHERE id = ?").pluck();
  if (said.get(tradeId) === null) assignPlan(operation, tradeId, planId);
}
