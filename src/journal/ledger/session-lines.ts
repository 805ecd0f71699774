import type { Session } from "../../model.ts";
import { inOurWords } from "../days.ts";
import type { Store } from "../store.ts";
import { evenTrades, isBanded } from "./bands.ts";

const EVEN = "t.id IN (SELECT value FROM json_each(@even))";

export interface SessionLine extends Session {
  wins: number;
  losses: number;
  /** Trades above zero; only where the trader set a band of break-even. */
  wins_by_sign?: number;
  /** The mentor's line; null when the day has no report. */
  headline: string | null;
  /** The closing words of QuantumBotX's last report of the day; null when there is none. */
  origin_message: string | null;
  /** True when the day has changed since its report was written. */
  stale: boolean;
}

/**
 * Sessions from `from` to `to` (both included), newest first, with the newest report's line.
 * `limit` counts sessions.
 */
export function sessionLines(
  store: Store,
  range: { from: string; to: string; limit?: number },
): SessionLine[] {
  const bySign = `, (SELECT COUNT(*) FROM daily_trading_data t
    WHERE t.session_id = s.id AND t.profit_loss > 0) AS wins_by_sign`;
  const rows = store.db
    .prepare(
      `SELECT s.*,
         (SELECT COUNT(*) FROM daily_trading_data t
           WHERE t.session_id = s.id AND t.profit_loss > 0 AND NOT ${EVEN}) AS wins,
         (SELECT COUNT(*) FROM daily_trading_data t
           WHERE t.session_id = s.id AND t.profit_loss < 0 AND NOT ${EVEN}) AS losses
           ${isBanded(store) ? bySign : ""},
         r.headline, r.stale,
         (SELECT o.motivation_message FROM ai_mentor_reports o
           WHERE o.session_id = s.id AND o.headline IS NULL
           ORDER BY o.id DESC LIMIT 1) AS origin_message
       FROM trading_sessions s
       LEFT JOIN ai_mentor_reports r ON r.id = (SELECT MAX(id) FROM ai_mentor_reports
         WHERE session_id = s.id AND headline IS NOT NULL)
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to
       ORDER BY s.session_date DESC LIMIT @limit`,
    )
    .all({ limit: -1, ...range, user: store.profile.id, even: evenTrades(store, range) }) as (Omit<
    SessionLine,
    "stale"
  > & { stale: number | null })[];
  return rows.map((row) => ({ ...inOurWords(row), stale: Boolean(row.stale) }));
}
