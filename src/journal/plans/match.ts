import { MINUTE_MS, parseUtc, utcText } from "../../base/time.ts";
import { MINUTE_SLACK_MS } from "../../mentor/planned/deviation.ts";
import { deleteRow, type Operation, updateRow } from "../changes.ts";
import { dayAt } from "../days.ts";
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
  /** A position that was opened by it here, by hand; null: none. */
  position_id: number | null;
}

interface FreeTrade {
  id: number;
  symbol: string;
  side: string | null;
  at: number;
  entry_price: number | null;
}

/** Without a stop a price may be this far off, as a share of it. */
const NEAR01 = 0.005;

/**
 * Gives trades that have no plan yet the plan they were made by: same symbol, same side, opened
 * within its time, at a price no further off than the stop was; one to one, the nearest in time
 * first. `trades`: those alone; else all since the oldest free plan. What the trader has said of a
 * trade's plan is never touched. A position that was opened here by hand gives way to its trade.
 * Returns how many found theirs.
 */
export function matchPlans(operation: Operation, trades?: readonly number[]): number {
  const { store } = operation;
  const plans = freePlans(store);
  if (plans.length === 0) return 0;
  const found = freeTrades(store, plans, trades);
  const pairs: { plan: FreePlan; trade: FreeTrade; apart: number }[] = [];
  for (const trade of found) {
    for (const plan of plans) {
      const apart = apartOf(plan, trade);
      if (apart !== null) pairs.push({ plan, trade, apart });
    }
  }
  pairs.sort((a, b) => a.apart - b.apart || a.plan.id - b.plan.id || a.trade.id - b.trade.id);
  const [usedPlans, usedTrades] = [new Set<number>(), new Set<number>()];
  for (const { plan, trade } of pairs) {
    if (usedPlans.has(plan.id) || usedTrades.has(trade.id)) continue;
    usedPlans.add(plan.id);
    usedTrades.add(trade.id);
    updateRow(operation, "daily_trading_data", trade.id, { plan_id: plan.id });
    if (plan.position_id !== null) deleteRow(operation, "open_positions", plan.position_id);
  }
  return usedTrades.size;
}

/** Milliseconds from sealing to entry; null: the trade was not made by the plan. */
function apartOf(plan: FreePlan, trade: FreeTrade): number | null {
  if (plan.symbol !== trade.symbol || (trade.side !== null && trade.side !== plan.side))
    return null;
  if (trade.at < plan.from - MINUTE_SLACK_MS || trade.at > plan.until) return null;
  const most = plan.stop === null ? NEAR01 * plan.entry : Math.abs(plan.entry - plan.stop);
  if (trade.entry_price !== null && Math.abs(trade.entry_price - plan.entry) > most) return null;
  return Math.abs(trade.at - plan.from);
}

function freePlans({ db, profile }: Store): FreePlan[] {
  const rows = db.prepare(
    `SELECT p.id, p.sealed_at, p.valid_until, p.symbol, p.side, p.entry, p.stop,
       (SELECT MIN(o.id) FROM open_positions o WHERE o.plan_id = p.id) AS position_id
     FROM plans p WHERE p.user_id = ? AND p.closed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM daily_trading_data t WHERE t.plan_id = p.id)
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
): FreeTrade[] {
  const first = plans[0]?.from ?? 0;
  const columns = `t.id, t.symbol, t.side, t.entry_price,
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
  const found = rows.all({ ...values, ...more }) as (Omit<FreeTrade, "at"> & { time: string })[];
  return found.map(({ time, ...trade }) => ({ ...trade, at: parseUtc(time) }));
}

/** Says by which plan a trade was made; null: by none, whatever an import finds. False: it held already. */
export function assignPlan(operation: Operation, tradeId: number, planId: number | null): boolean {
  const { db } = operation.store;
  const day = db.prepare("SELECT session_id FROM daily_trading_data WHERE id = ?").pluck();
  operation.touched.add(day.get(tradeId) as number);
  return updateRow(operation, "daily_trading_data", tradeId, { plan_id: planId ?? 0 });
}
