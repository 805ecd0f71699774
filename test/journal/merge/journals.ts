import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { look } from "../../cli/jurnal.ts";
import { fakeWorld } from "../../world.ts";

/** Two machines with a journal each, whose commands run one after the other on one clock. */

const START = Date.parse("2025-03-03T02:00:00Z");

/** What a trader does on one of the two: a kind, and numbers that choose the rest. */
export interface Deed {
  machine: 0 | 1;
  kind: number;
  a: number;
  b: number;
}

export const deed: fc.Arbitrary<Deed> = fc.record({
  machine: fc.constantFrom(0 as const, 1 as const),
  kind: fc.nat(999),
  a: fc.nat(999),
  b: fc.nat(999),
});

const pick = <T>(from: readonly T[], at: number) => from[at % from.length] as T;
const DATES = ["2025-03-01", "2025-03-02", "2025-03-03"];
const NOTES = ["ikut rencana", "terburu-buru", "berita", "=1+1", "baris satu\nbaris dua", ""];
const SYMBOLS = ["XAUUSD", "EURUSD", "GBPUSD"];

type Line = string[];

/** The lines of each kind of deed; `ids` are numbers that rows have now. */
const KINDS: readonly ((a: number, b: number, ids: (table: string) => number[]) => Line)[] = [
  (a, b) => ["trade", "log", pick(SYMBOLS, a), String((b % 200) - 100), "--date", pick(DATES, a)],
  (a, b) => [
    ...["trade", "log", pick(SYMBOLS, a), String((b % 20) - 10), "--lot", "0.1", "--side", "buy"],
    ...["--exit", `${pick(DATES, b)} 0${a % 10}:15`, "--note", pick(NOTES, b) || "x"],
  ],
  (a, b) => [
    "trade",
    "log",
    "XAUUSD",
    String(b % 50),
    "--ticket",
    String(a % 12),
    "--account",
    "7",
  ],
  (a, b, ids) => ["trade", "edit", idIn(ids("daily_trading_data"), a), "--note", pick(NOTES, b)],
  (a, b, ids) => ["trade", "edit", idIn(ids("daily_trading_data"), a), "--profit", String(b % 90)],
  (a, b, ids) => ["trade", "edit", idIn(ids("daily_trading_data"), a), "--date", pick(DATES, b)],
  (a, b, ids) => ["trade", "edit", idIn(ids("daily_trading_data"), a), "--tag", `t${b % 3}`],
  (a, _, ids) => ["trade", "delete", idIn(ids("daily_trading_data"), a)],
  (a, b) => ["mood", "set", pick(["tenang", "cemas", "fomo"], a), "--note", pick(NOTES, b)],
  (a, _, ids) => ["mood", "delete", idIn(ids("mood_checkins"), a)],
  (a, b, ids) => ["mood", "edit", idIn(ids("mood_checkins"), a), pick(["lelah", "tenang"], b)],
  (a, b) => ["session", "set", "--date", pick(DATES, a), "--notes", pick(NOTES, b)],
  (a, b) => [
    "session",
    "set",
    "--date",
    pick(DATES, a),
    "--market",
    pick(["trending", "normal"], b),
  ],
  (a) => ["rule", "add", "max-trades", String(1 + (a % 4))],
  (a) => ["rule", "add", "max-daily-loss", `${1 + (a % 3)}%`],
  (a, b) => ["setup", "add", pick(["pullback", "breakout"], a), "--check", `lihat ${b % 5}`],
  (a, b) => ["setup", "edit", pick(["pullback", "breakout"], a), "--check", `lihat ${b % 5}`],
  (a, b) => ["symbol", "set", pick(SYMBOLS, a), "--contract", String(1 + (b % 3))],
  (a, b) => ["rate", "set", "USD", String(16_000 + b), "--date", pick(DATES, a)],
  (a) => ["config", "set", "sapaan", pick(["kamu", "Anda"], a)],
  (a) => ["config", "set", "batas-risiko", String(1 + (a % 3))],
  (a, b) => ["open", pick(SYMBOLS, a), "buy", "0.1", String(100 + (b % 9))],
  (a, b, ids) => ["close", idIn(ids("open_positions"), a), String(100 + (b % 9))],
  (a, b, ids) => ["close", idIn(ids("open_positions"), a), String(99 + (b % 9)), "--lot", "0.05"],
  (a, b) => ["plan", pick(SYMBOLS, a), "buy", "100", "--stop", "99", "--lot", String(1 + (b % 3))],
  (a, _, ids) => ["plan", "cancel", idIn(ids("plans"), a), "--reason", "batal"],
  (a) => ["profile", "edit", "--balance", String(1000 + (a % 5))],
  (a) => ["profile", "add", pick(["sen", "dua"], a), "--currency", "USC"],
  (a) => ["bot", "add", pick(["EA Gold", "Grid"], a), "--market", "XAUUSD", "--strategy", "x"],
  (a, b) => ["trade", "log", "XAUUSD", String(b % 30), "--bot", String(1 + (a % 2))],
  (a) => ["report", pick(DATES, a)],
  () => ["undo"],
  () => ["redo"],
];

const idIn = (ids: readonly number[], at: number) => String(ids.length === 0 ? 1 : pick(ids, at));

/** Rows of another program and of this file alone are left out. */
const LEFT_OUT = ["jurnal", "end", "edits"];
const LOCAL: Readonly<Record<string, readonly string[]>> = {
  users: ["email"],
  bots: ["status", "magic"],
  daily_trading_data: ["import_id"],
  ai_mentor_reports: ["stale"],
  deleted_trades: ["trade_id"],
  open_positions: ["import_id"],
  cash_flows: ["import_id"],
};
const KEPT_BY: Readonly<Record<string, string>> = {
  user_id: "users",
  session_id: "trading_sessions",
  bot_id: "bots",
  plan_id: "plans",
  trade_id: "daily_trading_data",
};

type Row = Record<string, unknown> & { table: string };

/** What a whole export says, without numbers that are of its journal alone; one line a row. */
export function contentOf(text: string): string[] {
  const rows = text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Row);
  const byId = new Map(rows.map((row) => [`${row.table}|${row.id}`, row]));
  const said = (row: Row): Record<string, unknown> => {
    const entries = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
      if (name === "id" || LOCAL[row.table]?.includes(name)) return [];
      const owner = KEPT_BY[name];
      const named = owner === undefined ? undefined : byId.get(`${owner}|${value}`);
      if (named !== undefined) return [[name, nameOf(named)]];
      if (name !== "external_key" || value === null) return [[name, value]];
      return [[name, String(value).replace(/^\d+\|/, "")]];
    });
    return Object.fromEntries(entries);
  };
  const nameOf = (row: Row): unknown => {
    const { name, session_date, sealed_at, created_at, symbol, user_id } = row;
    const owner = user_id === undefined ? undefined : byId.get(`users|${user_id}`)?.name;
    return [owner, name, session_date, sealed_at, created_at, symbol].filter(Boolean).join(" ");
  };
  const isOurReport = ({ table, headline }: Row) =>
    table === "ai_mentor_reports" && headline !== null;
  const held = new Set(rows.filter((row) => !isOurReport(row)).map(({ session_id }) => session_id));
  // Of a day on which nothing is nothing is told, nor of a report about it.
  const isBare = (row: Row): boolean => {
    const { table, id, emotions, body, market_said, personal_notes, shifted } = row;
    if (isOurReport(row)) return isBare(byId.get(`trading_sessions|${row.session_id}`) as Row);
    const isSaid = emotions !== "netral" || body !== null || market_said === 1 || personal_notes;
    return table === "trading_sessions" && !held.has(id) && !isSaid && shifted === 0;
  };
  return rows
    .filter((row) => !isBare(row))
    .filter(({ table, key }) => !LEFT_OUT.includes(table) && key !== "profile")
    .map((row) => JSON.stringify(said(row)))
    .sort();
}

export function twoMachines() {
  const world = fakeWorld({ isInteractive: false });
  const files = ["a.db", "b.db"].map((name) => path.join(world.world.tmp, name));
  let now = START;
  /** By how much the clock of each is ahead, in milliseconds; how long a command takes. */
  const clock = { ahead: [0, 0] as [number, number], step: 61_000 };

  async function jurnal(machine: 0 | 1, ...words: string[]) {
    now += clock.step;
    const time = now + clock.ahead[machine];
    const argv = ["--db", files[machine] as string, ...words];
    return await world.jurnal(argv, [], { now: () => time });
  }
  async function fine(machine: 0 | 1, ...words: string[]): Promise<string> {
    const told = await jurnal(machine, ...words);
    if (told.code !== 0) throw new Error(`${machine} ${words.join(" ")}: ${told.code} ${told.err}`);
    return told.out;
  }
  const idsOf = (machine: 0 | 1) => (table: string) =>
    look<{ id: number }>(files[machine] as string, `SELECT id FROM ${table} ORDER BY id`).map(
      ({ id }) => id,
    );
  const exported = (machine: 0 | 1) => fine(machine, "export", "--all");
  const to = (machine: 0 | 1) => path.join(world.world.tmp, `${machine}.ndjson`);
  return {
    jurnal,
    fine,
    clock,
    /** Past the program. */
    write(machine: 0 | 1, sql: string) {
      const db = new Database(files[machine] as string);
      db.exec(sql);
      db.close();
    },
    look: <T>(machine: 0 | 1, sql: string) => look<T>(files[machine] as string, sql),
    exported,
    to,
    /** Does it, whatever comes of it: a number may be gone, a rule may say no. */
    async does({ machine, kind, a, b }: Deed): Promise<void> {
      const line = pick(KINDS, kind)(a, b, idsOf(machine));
      const { code, err } = await jurnal(machine, ...line);
      if (code === 70) throw new Error(`${line.join(" ")}: ${err}`);
    },
    async exportTo(machine: 0 | 1) {
      await fine(machine, "export", "--all", "--out", to(machine), "--force");
    },
    /** What `machine` was told of the other's export. */
    async takes(machine: 0 | 1, ...words: string[]) {
      const other = machine === 0 ? 1 : 0;
      await fine(other, "export", "--all", "--out", to(other), "--force");
      return JSON.parse(await fine(machine, "import", to(other), "--json", ...words)) as {
        changed: boolean;
        trades: number;
        conflicts: { table: string; column: string; how: string; kept: string }[];
        tables: Record<string, Record<string, number>>;
      };
    },
  };
}
