import { insertRow, type Operation, updateRow } from "./changes.ts";
import type { Store } from "./store.ts";

export interface Account {
  id: number;
  user_id: number;
  /** '' stands for files that name no account. */
  name: string;
  server_zone: string | null;
  server: string | null;
}

/** The profile's account of this name; null when no import has made it yet. */
export function findAccount(store: Store, name: string): Account | null {
  const row = store.db.prepare("SELECT * FROM accounts WHERE user_id = ? AND name = ?");
  return (row.get(store.profile.id, name) as Account | undefined) ?? null;
}

export function listAccounts(store: Store): Account[] {
  const rows = store.db.prepare("SELECT * FROM accounts WHERE user_id = ? ORDER BY name");
  return rows.all(store.profile.id) as Account[];
}

/** Makes the account, or sets what `known` says of it; what is undefined or null stays. */
export function keepAccount(
  operation: Operation,
  name: string,
  known: { server_zone?: string | null; server?: string | null },
): void {
  const { store } = operation;
  const found = findAccount(store, name);
  if (found === null) {
    insertRow(operation, "accounts", { user_id: store.profile.id, name, ...known });
    return;
  }
  const told = Object.entries(known).filter(([, value]) => value !== null && value !== undefined);
  updateRow(operation, "accounts", found.id, Object.fromEntries(told));
}

/** Tickets as a file without an account has them, with what must agree in the journal. */
export interface TicketSign {
  ticket: string;
  symbol: string;
  side: string | null;
}

/** Tickets of a file that are looked up to find its account. */
const MOST_SIGNS = 500;

/**
 * The account under which most of these tickets are in the journal already, where at least half of
 * those found agree in symbol and side (other brokers give the same numbers); null for none.
 */
export function accountOfTickets(store: Store, signs: readonly TicketSign[]): string | null {
  const sample = signs.slice(0, MOST_SIGNS);
  if (sample.length === 0) return null;
  const rows = store.db.prepare(
    `SELECT t.symbol, t.side, j.value ->> 'symbol' AS symbol_here, j.value ->> 'side' AS side_here
     FROM json_each(?) j CROSS JOIN daily_trading_data t
       ON t.external_key = ? || '|' || ? || '|' || (j.value ->> 'ticket')`,
  );
  let best: { name: string; count: number } | null = null;
  for (const name of accountNames(store)) {
    const found = rows.all(JSON.stringify(sample), String(store.profile.id), name) as {
      symbol: string;
      side: string | null;
      symbol_here: string;
      side_here: string | null;
    }[];
    const agreeing = found.filter(
      (row) =>
        row.symbol === row.symbol_here &&
        (row.side === null || row.side_here === null || row.side === row.side_here),
    ).length;
    if (agreeing === 0 || agreeing * 2 < found.length) continue;
    if (best === null || agreeing > best.count) best = { name, count: agreeing };
  }
  return best?.name ?? null;
}

/** Names of accounts that trades of this profile carry. */
function accountNames(store: Store): string[] {
  const rows = store.db.prepare(
    `SELECT DISTINCT t.account FROM daily_trading_data t
     JOIN trading_sessions s ON s.id = t.session_id
     WHERE s.user_id = ? AND t.account IS NOT NULL AND t.account <> ''`,
  );
  return rows.pluck().all(store.profile.id) as string[];
}
