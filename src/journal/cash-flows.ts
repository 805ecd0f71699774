import { parseUtc } from "../base/zone.ts";
import { dayAt } from "./sessions.ts";
import type { Store } from "./store.ts";

/** Money that came in or went out without a trade. */
export interface CashFlow {
  id: number;
  /** The trading day it falls on. */
  session_date: string;
  time: string;
  /** deposit, withdrawal, credit, correction, other. */
  kind: string;
  /** Signed. */
  amount: number;
  account: string | null;
  comment: string | null;
}

/** The profile's cash flows of a range of days, oldest first; those without a time are left out. */
export function cashFlows(
  store: Store,
  range: { from?: string; to?: string; account?: string },
): CashFlow[] {
  const rows = store.db
    .prepare(
      `SELECT id, time, kind, amount, account, comment FROM cash_flows
       WHERE user_id = @user AND time IS NOT NULL AND (@account IS NULL OR account = @account)
       ORDER BY time, id`,
    )
    .all({ user: store.profile.id, account: range.account ?? null }) as Omit<
    CashFlow,
    "session_date"
  >[];
  return rows
    .map((row) => ({ ...row, session_date: dayAt(store, parseUtc(row.time)) }))
    .filter(
      ({ session_date: day }) => day >= (range.from ?? "") && day <= (range.to ?? "9999-12-31"),
    );
}
