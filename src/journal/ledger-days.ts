import { parseUtc } from "../base/zone.ts";
import type { LedgerDay } from "../model-ledger.ts";
import { balancesFrom } from "./balance.ts";
import type { Store } from "./store.ts";

interface DayRow extends Omit<LedgerDay, "moods" | "balance"> {
  moods: string | null;
}

/** The profile's sessions of a range, oldest first, with what is known of them beside trades. */
export function ledgerDays(store: Store, range: { from?: string; to?: string }): LedgerDay[] {
  const rows = store.db
    .prepare(
      `SELECT s.id AS session_id, s.session_date, s.total_trades, s.total_profit_loss,
         s.market_conditions, s.emotions,
         (SELECT json_group_array(json_array(m.mood, m.created_at)
            ORDER BY m.created_at, m.id) FROM mood_checkins m WHERE m.session_id = s.id) AS moods,
         CASE WHEN EXISTS (SELECT 1 FROM ai_mentor_reports r WHERE r.session_id = s.id)
           THEN s.risk_score END AS risk_score
       FROM trading_sessions s
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to ORDER BY s.session_date`,
    )
    .all({
      user: store.profile.id,
      from: range.from ?? "",
      to: range.to ?? "9999-12-31",
    }) as DayRow[];
  const balances = balancesFrom(store, rows[0]?.session_date ?? "");
  return rows.map((row) => ({
    ...row,
    moods: (JSON.parse(row.moods ?? "[]") as [string, string][]).map(([mood, at]) => ({
      ...{ mood, at: parseUtc(at) / 1000 },
    })),
    balance: balances.get(row.session_date) ?? null,
  }));
}
