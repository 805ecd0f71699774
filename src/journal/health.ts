import { currencyOf, scaleOf } from "../base/money.ts";
import { listProfiles } from "./owners.ts";
import type { Store } from "./store.ts";
import { minorUnits, netUnits, refreshTotals } from "./totals.ts";

export interface Check {
  name: "file" | "references" | "totals" | "money";
  ok: boolean;
  /** What was found, in the words of the file: at most ten lines. */
  found: string[];
  /** How many rows were looked at. */
  count: number;
}

/** Looks the journal over without changing it: the file itself, its references, its totals. */
export function checkHealth(store: Store): Check[] {
  return [checkFile(store), checkReferences(store), ...checkTotals(store)];
}

function checkFile({ db }: Store): Check {
  const lines = db.prepare("PRAGMA integrity_check(10)").pluck().all() as string[];
  const ok = lines.length === 1 && lines[0] === "ok";
  const pages = db.pragma("page_count", { simple: true }) as number;
  return { name: "file", ok, found: ok ? [] : lines, count: pages };
}

function checkReferences({ db }: Store): Check {
  const broken = db.prepare("PRAGMA foreign_key_check").all() as {
    table: string;
    rowid: number;
    parent: string;
  }[];
  const found = broken.slice(0, 10).map((row) => `${row.table} #${row.rowid} → ${row.parent}`);
  return { name: "references", ok: broken.length === 0, found, count: broken.length };
}

function checkTotals({ db }: Store): Check[] {
  const wrong: string[] = [];
  const fine: string[] = [];
  let sessions = 0;
  for (const profile of listProfiles(db)) {
    const scale = scaleOf(currencyOf(profile.currency));
    // Both sides are the nearest double first: beyond 90 million dollars it holds no eight decimals.
    const rows = db
      .prepare(
        `SELECT session_date, total_trades, total_profit_loss, n,
           ${minorUnits("total_profit_loss", scale)}
             <> ${minorUnits(`units / ${scale}.0`, scale)} AS money_off
         FROM (SELECT s.*, COUNT(t.id) AS n, COALESCE(${netUnits(scale)}, 0) AS units
           FROM trading_sessions s LEFT JOIN daily_trading_data t ON t.session_id = s.id
           WHERE s.user_id = ? GROUP BY s.id)`,
      )
      .all(profile.id) as {
      session_date: string;
      total_trades: number;
      n: number;
      money_off: number;
    }[];
    sessions += rows.length;
    for (const row of rows) {
      if (row.total_trades !== row.n) {
        wrong.push(`${row.session_date}: ${row.total_trades} ≠ ${row.n}`);
      }
      if (row.money_off !== 0) fine.push(row.session_date);
    }
  }
  return [
    { name: "totals", ok: wrong.length === 0, found: wrong.slice(0, 10), count: sessions },
    { name: "money", ok: fine.length === 0, found: fine.slice(0, 10), count: sessions },
  ];
}

/** Makes anew the totals of every day, of any profile, that do not equal its trades. */
export function healTotals(store: Store): void {
  for (const profile of listProfiles(store.db)) {
    const scale = scaleOf(currencyOf(profile.currency));
    const wrong = store.db.prepare(
      `SELECT s.id FROM trading_sessions s LEFT JOIN daily_trading_data t ON t.session_id = s.id
       WHERE s.user_id = ? GROUP BY s.id
       HAVING s.total_trades <> COUNT(t.id) OR
         s.total_profit_loss <> COALESCE(${netUnits(scale)}, 0) / ${scale}.0`,
    );
    const ids = wrong.pluck().all(profile.id) as number[];
    if (ids.length > 0) refreshTotals({ ...store, profile }, ids);
  }
}
