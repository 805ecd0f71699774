import { statSync } from "node:fs";
import { immediate, unwritable } from "../changes.ts";
import type { Healed, Store } from "../store.ts";
import { namesIn } from "../tables.ts";
import { wrongShifts } from "../totals.ts";
import { copyTo } from "../upgrade.ts";
import { oddValues } from "./contents.ts";
import { foreignRules, missingRules, restoreRules, ruleLine } from "./foreign.ts";
import { heal } from "./heal.ts";
import { type Mended, mendSettings } from "./mend.ts";
import { asideCells, forgetCells, type Understood, understand } from "./odd.ts";

export interface Check {
  name: "file" | "schema" | "values" | "references" | "days" | "bots" | "totals" | "money";
  ok: boolean;
  /** What was found, in the words of the file: at most ten lines. */
  found: string[];
  /** How many rows were looked at. */
  count: number;
}

/**
 * Whether a log stands beside the file: someone has the journal open, or ended without closing it.
 * A copy of the file alone may lack what was written last.
 */
export function hasLog({ path }: Store): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Looks the journal over without changing it: the file itself, its values, its references, its days
 * and bots, its totals.
 */
export function checkHealth(store: Store): Check[] {
  const file = checkFile(store);
  // Of a broken file nothing else can be said.
  if (!file.ok) return [file];
  const { columns, found } = oddValues(store.db);
  const odd = [...found, ...asideCells(store.db, 10)];
  const values = { name: "values", ok: odd.length === 0, found: odd, count: columns } as const;
  const schema = checkSchema(store);
  const rest = () => [checkReferences(store), ...checkOwners(store), ...checkTotals(store)];
  try {
    return [file, schema, values, ...rest()];
  } catch (error) {
    // What is odd may keep the others from being made at all.
    if (values.ok && schema.ok) throw error;
    return [file, schema, values];
  }
}

/**
 * Puts right what the checks find (but a broken file), after a copy beside the journal. No operation:
 * an undo that brought back what no command can read would be none.
 */
export function healJournal(store: Store): Healed & Understood & Repaired {
  if (store.readOnly && store.foreign.length === 0) throw unwritable(store);
  const backup = copyTo(store, undefined);
  const rules = store.db.transaction(() => restoreRules(store.db)).immediate();
  // What kept it from being written to is gone.
  if (store.foreign.length > 0) Object.assign(store, { readOnly: false, foreign: [] });
  const healed = immediate(store, () => {
    const mended = mendSettings(store.db);
    const understood = understand(store.db);
    const done = heal(store.db, store.now());
    forgetCells(store.db);
    return { mended, ...understood, ...done };
  });
  return { backup, rules, ...healed };
}

/** What `healJournal` did beside healing rows. */
export interface Repaired {
  backup: string;
  /** Triggers and views of others that were taken away, and what of ours was made again. */
  rules: { dropped: string[]; made: string[] };
  mended: Mended[];
}

/** What hangs on our tables: nothing of others that changes rows, and all of ours. */
function checkSchema({ db }: Store): Check {
  const lines = [...foreignRules(db).map(ruleLine), ...missingRules(db).map((name) => `− ${name}`)];
  const count = (["VIEW", "TRIGGER", "INDEX"] as const).flatMap(namesIn).length;
  return found("schema", lines, count);
}

function checkFile({ db }: Store): Check {
  const lines = db.prepare("PRAGMA integrity_check(10)").pluck().all() as string[];
  const found = lines.length === 1 && lines[0] === "ok" ? misnumbered(db) : lines;
  const pages = db.pragma("page_count", { simple: true }) as number;
  return { name: "file", ok: found.length === 0, found, count: pages };
}

/**
 * SQLite looks at no count of free pages where the header says that none is the first of them: all
 * can be read, and the first page that is to be written anew is an error.
 */
function misnumbered(db: Store["db"]): string[] {
  const free = db.pragma("freelist_count", { simple: true }) as number;
  if (free === 0) return [];
  const used = db
    .prepare("SELECT SUM(pageno) FROM dbstat WHERE aggregate = 1")
    .pluck()
    .get() as number;
  const pages = db.pragma("page_count", { simple: true }) as number;
  const rest = pages - used;
  // One page lies unused where a file passes a gigabyte.
  const isKnown = rest === free || rest === free + 1;
  return isKnown ? [] : [`Freelist: size is ${free} but should be ${rest}`];
}

/** Of our tables: QuantumBotX's own point to bots that it has deleted. */
function checkReferences({ db }: Store): Check {
  const all = db.prepare("PRAGMA foreign_key_check").all() as {
    table: string;
    rowid: number;
    parent: string;
  }[];
  const own = namesIn("TABLE");
  const broken = all.filter(({ table }) => own.includes(table));
  const found = broken.slice(0, 10).map((row) => `${row.table} #${row.rowid} → ${row.parent}`);
  return { name: "references", ok: broken.length === 0, found, count: broken.length };
}

/** Days that have two sessions, and bots that trades are of and nobody knows. */
function checkOwners({ db }: Store): Check[] {
  const days = db.prepare(
    `SELECT session_date FROM trading_sessions GROUP BY user_id, session_date HAVING COUNT(*) > 1`,
  );
  const bots = db.prepare(
    `SELECT '#' || bot_id FROM daily_trading_data
     WHERE bot_id IS NOT NULL AND bot_id NOT IN (SELECT id FROM all_bots) GROUP BY bot_id`,
  );
  const count = (table: string) =>
    db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get() as number;
  return [
    found("days", days.pluck().all() as string[], count("trading_sessions")),
    found("bots", bots.pluck().all() as string[], count("all_bots")),
  ];
}

function checkTotals({ db }: Store): Check[] {
  // Both sides are the nearest double first: beyond 90 million dollars it holds no eight decimals.
  const rows = db
    .prepare(
      `SELECT s.id, s.session_date, s.total_trades, c.trades,
         CAST(ROUND(s.total_profit_loss * c.scale) AS INTEGER)
           <> CAST(ROUND(c.total * c.scale) AS INTEGER) AS money_off
       FROM trading_sessions s JOIN session_sums c ON c.session_id = s.id`,
    )
    .all() as {
    id: number;
    session_date: string;
    total_trades: number;
    trades: number;
    money_off: number;
  }[];
  const shifts = new Set(wrongShifts(db).map(({ id }) => id));
  const wrong = rows.filter((row) => row.total_trades !== row.trades);
  const lines = wrong.map((row) => `${row.session_date}: ${row.total_trades} ≠ ${row.trades}`);
  const isOff = ({ id, money_off }: (typeof rows)[number]) => money_off !== 0 || shifts.has(id);
  const money = rows.filter(isOff).map((row) => row.session_date);
  return [found("totals", lines, rows.length), found("money", money, rows.length)];
}

function found(name: Check["name"], lines: readonly string[], count: number): Check {
  return { name, ok: lines.length === 0, found: lines.slice(0, 10), count };
}
