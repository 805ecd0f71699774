import type { Row, UserTable } from "../changes.ts";
import { ALIKE } from "../incoming/alike.ts";
import { UNSAID } from "../moves.ts";

/** What one row is known again by: columns, or SQL over them; the first must say something. */
export interface Sign {
  by: readonly [string, ...string[]];
  /** SQL over the columns of a row: of which rows it is asked. */
  where?: string;
  /** Only where one of the two is known to have been changed. */
  ifEdited?: true;
  /** Also of what was deleted, of which nobody knows whether it was changed. */
  isOfGraves?: true;
  /** Two things may be alike by it: what was deleted is not known by it. */
  isWeak?: true;
}

/** Which of two values stands where nobody knows which is the later one. */
type Tie = "smaller" | "larger" | "here";

/** How the rows of one table of two journals are put together. */
export interface MergeRule {
  /** Its columns that name rows of other tables. */
  refs: Readonly<Record<string, UserTable>>;
  /** Tried one after the other; of rows that are alike each is found once. */
  signs: readonly Sign[];
  /** When a row was made, as far as the row tells it. */
  born?: string;
  /** Columns of this file alone, and what is counted anew from other rows. */
  local?: readonly string[];
  /** Of these the smaller (earlier) or the larger (later) value stands, whatever was changed when. */
  smallest?: readonly string[];
  largest?: readonly string[];
  /** Never changed once they are written: what is here stays. */
  sealed?: readonly string[];
  /** Columns that go with another one. */
  with?: Readonly<Record<string, string>>;
  tie?: Readonly<Record<string, Tie>>;
  /** Texts that both journals keep where both wrote one. */
  joined?: readonly string[];
  /** Beside NULL what says nothing. */
  empty?: Row;
  /** What was deleted in one journal goes in the other. */
  isMourned?: true;
}

const SEALED = (
  "sealed_at symbol side entry stop target lot risk_money risk_percent rr point_value setup why " +
  "mood valid_until checks allowed reasons against_reason"
).split(" ");
const REPORT = (
  "trading_patterns_analysis emotional_analysis risk_management_score recommendations " +
  "motivation_message language headline"
).split(" ");
const OWNED = { user_id: "users" } as const;
const SAYS = ["session_id", ...ALIKE] as const;

/** Tables whose rows are put together, those first that others name. */
export type MergedTable = Exclude<UserTable, "edits" | "deleted_bots">;

export const MERGE_RULES: Readonly<Record<MergedTable, MergeRule>> = {
  settings: { refs: {}, signs: [{ by: ["key"] }], isMourned: true },
  users: {
    refs: {},
    signs: [{ by: ["join_date", "id"] }, { by: ["lower(name)"] }],
    born: "join_date",
    // Clock and currency are asked for first: they are the same, or one of the two is empty.
    local: ["email", "currency", "zone", "day_start"],
    smallest: ["join_date"],
  },
  bots: {
    refs: {},
    signs: [
      { by: ["lower(name)", "id"] },
      { by: ["lower(name)", "magic"] },
      { by: ["lower(name)"] },
      { by: ["id", "magic", "market", "strategy"], ifEdited: true },
    ],
    // Whether it runs is told of one machine.
    local: ["status"],
  },
  accounts: {
    refs: OWNED,
    signs: [{ by: ["user_id", "name"] }],
    isMourned: true,
  },
  imports: {
    refs: OWNED,
    signs: [
      { by: ["created_at", "id", "sha256"] },
      { by: ["sha256", "user_id", "format", "created_at"] },
      { by: ["sha256", "user_id", "format"] },
    ],
    local: ["file_name", "sha256", "format", "account", "counts", "declared"],
    smallest: ["created_at"],
  },
  trading_sessions: {
    refs: OWNED,
    signs: [{ by: ["user_id", "session_date"] }],
    born: "created_at",
    local: ["total_trades", "total_profit_loss", "shifted", "risk_score"],
    smallest: ["created_at"],
    with: { market_said: "market_conditions" },
    tie: { market_said: "larger" },
    joined: ["personal_notes"],
    empty: UNSAID,
  },
  plans: {
    refs: OWNED,
    signs: [{ by: ["sealed_at", "user_id", "symbol", "side", "entry", "lot"] }],
    born: "sealed_at",
    sealed: SEALED,
    with: { closed_as: "closed_at", close_reason: "closed_at" },
    tie: { closed_at: "smaller" },
  },
  daily_trading_data: {
    refs: {
      session_id: "trading_sessions",
      bot_id: "bots",
      import_id: "imports",
      plan_id: "plans",
    },
    signs: [
      { by: ["external_key"] },
      { by: ["created_at", ...SAYS], where: "ticket IS NULL" },
      // Two machines may record one trade each in one second, under the same next number.
      {
        by: ["created_at", "id", "bot_id"],
        where: "import_id IS NULL",
        ifEdited: true,
        isOfGraves: true,
      },
      { by: SAYS, where: "ticket IS NULL", isWeak: true },
      {
        by: ["created_at", "symbol"],
        where: "import_id IS NULL AND bot_id IS NULL",
        ifEdited: true,
      },
    ],
    born: "created_at",
    local: ["external_key", "import_id"],
    smallest: ["created_at"],
    empty: { lot_size: 0 },
    isMourned: true,
  },
  mood_checkins: {
    refs: { session_id: "trading_sessions" },
    signs: [
      { by: ["created_at", "session_id", "mood", "note"] },
      { by: ["created_at", "id"], ifEdited: true, isOfGraves: true },
      { by: ["created_at", "session_id", "mood"] },
      { by: ["created_at", "session_id"], ifEdited: true },
    ],
    born: "created_at",
    isMourned: true,
  },
  ai_mentor_reports: {
    refs: { session_id: "trading_sessions" },
    // One of ours a day; those of QuantumBotX by their time.
    signs: [{ by: ["session_id", "headline IS NULL", "iif(headline IS NULL, created_at, '')"] }],
    born: "created_at",
    // What comes from the other journal is out of date: it names trades by other numbers.
    local: ["stale"],
    largest: ["created_at"],
    with: Object.fromEntries(REPORT.map((column) => [column, "created_at"])),
    tie: Object.fromEntries(REPORT.map((column) => [column, "larger"])),
  },
  cash_flows: {
    refs: { ...OWNED, import_id: "imports" },
    signs: [{ by: ["external_key"] }],
    local: ["external_key", "import_id"],
    isMourned: true,
  },
  open_positions: {
    refs: {
      ...OWNED,
      import_id: "imports",
      plan_id: "plans",
      trade_id: "daily_trading_data",
    },
    signs: [{ by: ["external_key"] }],
    local: ["external_key", "import_id"],
    isMourned: true,
  },
  fills: {
    refs: { ...OWNED, import_id: "imports" },
    signs: [{ by: ["key", "user_id", "account", "format"] }],
    local: ["import_id"],
    tie: { data: "larger", time: "larger" },
    isMourned: true,
  },
  deleted_trades: {
    refs: { ...OWNED, trade_id: "daily_trading_data" },
    signs: [{ by: ["external_key"] }],
    local: ["external_key", "trade_id"],
    isMourned: true,
  },
  promises: {
    refs: OWNED,
    signs: [{ by: ["made_on", "user_id", "action", "params"] }],
    with: { closed_as: "closed_on" },
    tie: { closed_on: "smaller", closed_as: "smaller", accepted_on: "smaller", text: "smaller" },
    isMourned: true,
  },
  rules: {
    refs: OWNED,
    signs: [
      { by: ["valid_from", "user_id", "kind", "params", "made_at"] },
      { by: ["valid_from", "user_id", "kind", "params"] },
    ],
    smallest: ["made_at"],
    tie: { closed_on: "smaller" },
    isMourned: true,
  },
  setups: {
    refs: OWNED,
    signs: [{ by: ["lower(name)", "user_id"] }, { by: ["created_at", "id"], ifEdited: true }],
    born: "created_at",
    smallest: ["created_at"],
    isMourned: true,
  },
  symbols: {
    refs: OWNED,
    signs: [{ by: ["symbol", "user_id"] }],
    isMourned: true,
  },
  rates: {
    refs: {},
    signs: [{ by: ["rate_date", "currency", "quote"] }],
    isMourned: true,
  },
  scenarios: {
    refs: OWNED,
    signs: [{ by: ["scenario", "user_id"] }],
    smallest: ["tried_at"],
    isMourned: true,
  },
  appeals: {
    refs: { ...OWNED, trade_id: "daily_trading_data" },
    signs: [{ by: ["trade_id", "user_id", "detector"] }],
    smallest: ["created_at"],
    tie: { reason: "smaller" },
  },
};

export const MERGED_TABLES = Object.keys(MERGE_RULES) as readonly MergedTable[];

/**
 * Tables of a whole export that are put together otherwise, or not: `edits` is what tells who is
 * right, bots that are gone are mapped by name, and what could not be read stays with its file.
 */
export const OTHERWISE: readonly string[] = ["edits", "deleted_bots", "odd_cells"];

/** What a column gets that no export has, where NULL is not allowed. */
export const MISSING: Readonly<Record<string, readonly [column: string, sql: string]>> = {
  users: ["password_hash", "''"],
  imports: ["operation_id", "0"],
};

/** Settings that are of one machine. */
export const OF_THIS_MACHINE: readonly unknown[] = ["profile", "watch"];

/** The columns of a part of a sign. */
const columnsIn = (part: string): string[] =>
  /^\w+$/.test(part) ? [part] : (part.match(/\b[a-z_]+\b(?!\()/g) ?? []);

/** Columns that a deleted row of this table is known by, beside whose it was. */
export function signColumns({ signs, refs }: MergeRule): string[] {
  const all = signs.flatMap(({ by }) => by.flatMap(columnsIn));
  return [...new Set(all)].filter((name) => refs[name] === undefined || name === "bot_id");
}

export const idOf = (table: string) => (table === "settings" ? "key" : "id");
