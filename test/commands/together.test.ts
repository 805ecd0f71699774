import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/journal/open.ts";
import { BIN, NODE } from "../cli/jurnal.ts";
import { fakeWorld } from "../world.ts";

/**
 * Two commands at once, the worst way: a second process runs to its end between the first one's
 * reading and its writing. Each ends in a sentence, nothing is lost, and the journal stays whole.
 */

const { prototype } = Database;
const real = {
  transaction: prototype.transaction,
  exec: prototype.exec,
  prepare: prototype.prepare,
};
type Transaction = (() => unknown) & { immediate(): unknown };

let between: (() => void) | null = null;

/** The moment has come: once. */
function meet(): void {
  const work = between;
  between = null;
  work?.();
}

function beforeWriting(work: () => void): void {
  between = work;
  prototype.transaction = function (this: Database.Database, inside: never) {
    const transaction = real.transaction.call(this, inside) as unknown as Transaction;
    const immediate = () => {
      if (!this.inTransaction) meet();
      return transaction.immediate();
    };
    return Object.assign(() => transaction(), { immediate }) as never;
  };
  prototype.exec = function (this: Database.Database, sql: string) {
    if (sql === "BEGIN IMMEDIATE") meet();
    return real.exec.call(this, sql);
  };
}

/** Before the trades are read, and after their days were. */
function beforeTrades(work: () => void): void {
  between = work;
  prototype.prepare = function (this: Database.Database, sql: string) {
    if (/FROM daily_trading_data|JOIN daily_trading_data/.test(sql)) meet();
    return real.prepare.call(this, sql);
  } as typeof prototype.prepare;
}

afterEach(() => {
  between = null;
  Object.assign(prototype, real);
});

const DAY = "2025-03-03";

function desk() {
  const { jurnal: run, file, world } = fakeWorld({ now: Date.now, isInteractive: false });
  const clock = { now: Date.now, machineZone: () => "Asia/Jakarta" };
  openStore({ path: file, access: "write", ...clock }).db.close();
  const fine = async (...words: string[]) => {
    const told = await run(words);
    expect([words, told.code, told.err]).toEqual([words, 0, expect.anything()]);
    return told.out;
  };
  return {
    file,
    folder: world.tmp,
    fine,
    run: (words: string[]) => run(words),
    other(...words: string[]) {
      const line = [BIN, "--db", file, ...words];
      const { status, stderr } = spawnSync(NODE, line, { encoding: "utf8" });
      expect([words, status, stderr]).toEqual([words, 0, expect.anything()]);
    },
    write(sql: string) {
      const db = new Database(file);
      db.exec(sql);
      db.close();
    },
    rows(sql: string) {
      const db = new Database(file, { readonly: true });
      const rows = db.prepare(sql).raw().all();
      db.close();
      return rows;
    },
  };
}

const CSV = "ticket,symbol,side,lot_size,exit_time,profit_loss\n";
const rowsFrom = (ticket: number, count: number) =>
  Array.from(
    { length: count },
    (_, at) => `${ticket + at},XAUUSD,buy,0.1,2025-03-03T0${at}:15:00Z,${at}.25\n`,
  ).join("");

/** What was done before, what one process does, what another does meanwhile, and what comes of it. */
interface Meeting {
  before?: string[][];
  sql?: string;
  first: string[];
  meanwhile: string[];
  code: number;
  told?: RegExp;
  /** What the journal holds then. */
  holds?: [sql: string, rows: unknown[][]];
}

const log = (...more: string[]) => ["trade", "log", "XAUUSD", "5", "--date", DAY, ...more];
const PROMISE = `INSERT INTO promises (user_id, made_on, action, params, text)
  VALUES (1, '2025-03-01', 'jeda_setelah_rugi', '{"minutes":15}', 'Jeda dulu.')`;
const TRADES = "SELECT id, profit_loss, lot_size FROM daily_trading_data ORDER BY id";
const PROFILES = "SELECT name, currency FROM users ORDER BY id";

const MEETINGS: Record<string, Meeting> = {
  "two edits of a trade: both hold": {
    before: [log("--lot", "0.1")],
    first: ["trade", "edit", "1", "--lot", "0.2"],
    meanwhile: ["trade", "edit", "1", "--profit", "7"],
    code: 0,
    holds: [TRADES, [[1, 7, 0.2]]],
  },
  "an edit of a trade that goes": {
    before: [log()],
    first: ["trade", "edit", "1", "--lot", "0.2"],
    meanwhile: ["trade", "delete", "1"],
    code: 1,
    told: /Transaksi #1 tidak ada/,
  },
  "a trade deleted twice": {
    before: [log()],
    first: ["trade", "delete", "1"],
    meanwhile: ["trade", "delete", "1"],
    code: 1,
    told: /Transaksi #1 tidak ada/,
  },
  "a ticket logged twice": {
    first: log("--ticket", "9"),
    meanwhile: log("--ticket", "9"),
    code: 1,
    told: /9/,
    holds: [TRADES, [[1, 5, 0]]],
  },
  "a trade of a bot that goes": {
    before: [["bot", "add", "EA"]],
    first: log("--bot", "1"),
    meanwhile: ["undo"],
    code: 1,
    told: /[Bb]ot/,
    holds: [TRADES, []],
  },
  "a trade in a day that begins later": {
    first: ["trade", "log", "XAUUSD", "5", "--exit", "2025-03-03T01:00:00+07:00"],
    meanwhile: ["profile", "edit", "--zone", "WIB", "--day-start", "05:00"],
    code: 0,
    holds: ["SELECT session_date, total_trades FROM trading_sessions", [["2025-03-02", 1]]],
  },
  "an amount in a currency that changes": {
    first: log(),
    meanwhile: ["profile", "edit", "--currency", "IDR"],
    code: 1,
    told: /Mata uang profil ini baru saja diubah dari USD ke IDR/,
    holds: [TRADES, []],
  },
  "a currency of which trades come to be": {
    first: ["profile", "edit", "--currency", "IDR"],
    meanwhile: log(),
    code: 1,
    told: /1 transaksi sudah dicatat dengannya/,
    holds: [PROFILES, [["utama", "USD"]]],
  },
  "a trade in a profile that goes": {
    before: [["profile", "add", "kedua"]],
    first: ["--profile", "kedua", ...log()],
    meanwhile: ["undo"],
    code: 1,
    told: /Profil "kedua" baru saja dihapus/,
    holds: [TRADES, []],
  },
  "two profiles of one name": {
    first: ["profile", "add", "kedua"],
    meanwhile: ["profile", "add", "Kedua"],
    code: 1,
    told: /Profil "Kedua" sudah ada/,
    holds: [
      PROFILES,
      [
        ["utama", "USD"],
        ["Kedua", "USD"],
      ],
    ],
  },
  "a profile renamed to one that comes": {
    first: ["profile", "edit", "--name", "kedua"],
    meanwhile: ["profile", "add", "kedua"],
    code: 1,
    told: /sudah ada/,
  },
  "two edits of a profile: both hold": {
    first: ["profile", "edit", "--balance", "500"],
    meanwhile: ["profile", "edit", "--day-start", "05:00"],
    code: 0,
    holds: ["SELECT initial_balance, day_start FROM users", [[500, "05:00"]]],
  },
  "a profile used that goes": {
    before: [["profile", "add", "kedua"]],
    first: ["profile", "use", "kedua"],
    meanwhile: ["undo"],
    code: 1,
    told: /kedua/,
    holds: ["SELECT * FROM settings", []],
  },
  "a bot edited that goes": {
    before: [["bot", "add", "EA"]],
    first: ["bot", "edit", "1", "--name", "EB"],
    meanwhile: ["undo"],
    code: 1,
    told: /[Bb]ot/,
  },
  "a promise reworded that is dropped": {
    sql: PROMISE,
    first: ["promise", "edit", "1", "Jalan kaki dulu."],
    meanwhile: ["promise", "drop", "1"],
    code: 2,
    told: /tidak ada janji yang terbuka/,
  },
  "a promise dropped twice": {
    sql: PROMISE,
    first: ["promise", "drop", "1"],
    meanwhile: ["promise", "drop", "1"],
    code: 2,
    told: /tidak ada janji yang terbuka/,
  },
  "a rule dropped twice": {
    before: [["rule", "add", "max-trades", "5"]],
    first: ["rule", "drop", "max-trades"],
    meanwhile: ["rule", "drop", "max-trades"],
    code: 2,
    told: /belum ada satu pun/,
  },
  "two rules of a kind: one holds": {
    first: ["rule", "add", "max-trades", "5"],
    meanwhile: ["rule", "add", "max-trades", "4"],
    code: 0,
    holds: ["SELECT params FROM rules WHERE closed_on IS NULL", [['{"most":5}']]],
  },
  "an undo twice takes back two": {
    before: [log(), log("--lot", "1")],
    first: ["undo"],
    meanwhile: ["undo"],
    code: 0,
    holds: [TRADES, []],
  },
  "an operation undone twice": {
    before: [log()],
    first: ["undo", "1"],
    meanwhile: ["undo", "1"],
    code: 1,
    told: /sudah dibatalkan/,
  },
  "an import undone twice": {
    before: [["trade", "import", "one.csv"]],
    first: ["undo", "--import", "1"],
    meanwhile: ["undo", "--import", "1"],
    code: 1,
    told: /Impor #1 tidak ada/,
  },
  "a redo twice": {
    before: [log(), ["undo"]],
    first: ["redo"],
    meanwhile: ["redo"],
    code: 1,
    told: /Tidak ada yang bisa diulangi/,
    holds: ["SELECT COUNT(*) FROM daily_trading_data", [[1]]],
  },
  "a file imported twice": {
    first: ["trade", "import", "one.csv"],
    meanwhile: ["trade", "import", "one.csv"],
    code: 0,
    holds: ["SELECT COUNT(*) FROM daily_trading_data", [[6]]],
  },
  "a file in a currency that is another's by then": {
    first: ["trade", "import", "one.csv", "--currency", "IDR"],
    meanwhile: log(),
    code: 1,
    told: /USD/,
    holds: [PROFILES, [["utama", "USD"]]],
  },
  "a whole journal into one that fills": {
    before: [
      ["--db", "old.db", ...log()],
      ["--db", "old.db", "export", "--all", "--out", "all.ndjson"],
    ],
    first: ["import", "all.ndjson"],
    meanwhile: log("--lot", "3"),
    code: 0,
    told: /^$/,
    holds: ["SELECT count(*) FROM daily_trading_data", [[2]]],
  },
  "the day of a report goes": {
    before: [log()],
    first: ["report", DAY],
    meanwhile: ["undo"],
    code: 1,
    told: /Belum ada sesi/,
  },
  "a note on a day that goes": {
    before: [log()],
    first: ["session", "set", "--date", DAY, "--notes", "sepi"],
    meanwhile: ["undo"],
    code: 0,
    holds: ["SELECT personal_notes FROM trading_sessions", [["sepi"]]],
  },
};

describe("what another process does between reading and writing", () => {
  test.each(Object.entries(MEETINGS))("%s", async (_, meeting) => {
    const journal = desk();
    const named = (words: string[]) =>
      words.map((word) =>
        /\.(csv|ndjson|db)$/.test(word) ? path.join(journal.folder, word) : word,
      );
    writeFileSync(path.join(journal.folder, "one.csv"), CSV + rowsFrom(100, 6));
    for (const words of meeting.before ?? []) await journal.fine(...named(words));
    if (meeting.sql !== undefined) journal.write(meeting.sql);
    let met = false;
    beforeWriting(() => {
      met = true;
      journal.other(...named(meeting.meanwhile));
    });
    const { code, err } = await journal.run(named(meeting.first));
    expect([code, met, err]).toEqual([
      meeting.code,
      true,
      expect.stringMatching(meeting.told ?? /^/),
    ]);
    if (meeting.holds !== undefined)
      expect(journal.rows(meeting.holds[0])).toEqual(meeting.holds[1]);
    await journal.fine("doctor");
  });

  test("a report of a day that changes is made again, of what the day holds now", async () => {
    const journal = desk();
    await journal.fine(...log());
    beforeWriting(() => journal.other(...log("--lot", "2")));
    expect(await journal.fine("report", DAY)).toMatch(/\+\$10\.00/);
    const kept = "SELECT id, stale FROM ai_mentor_reports";
    const [first] = journal.rows(kept);
    expect(first).toEqual([expect.any(Number), 0]);
    // The same is stored already: nothing is written again.
    await journal.fine("report", DAY);
    expect(journal.rows(kept)).toEqual([first]);
  });

  test("an appeal is of the report as it is now", async () => {
    const journal = desk();
    for (const lot of ["1", "2", "3"]) await journal.fine(...log("--lot", lot, "--no-sl"));
    const [told] = JSON.parse(await journal.fine("report", DAY, "--json")).findings;
    expect(told.trades).toHaveLength(3);
    beforeWriting(() => journal.other("trade", "delete", "2"));
    await journal.fine("appeal", "1", "sudah direncanakan", "--date", DAY);
    expect(journal.rows("SELECT trade_id FROM appeals")).toEqual([[1], [3]]);
  });
});

test.each([
  ["stats"],
  ["stats", "--by", "symbol"],
  ["equity"],
  ["distribution"],
  ["report", "--month", "2025-03"],
  ["report", DAY],
  ["history"],
  ["trade", "list", "--from", DAY],
  ["export"],
  ["tax", "2025"],
  ["doctor"],
  [],
])(
  "figures are of one moment, whatever is recorded while they are read: %s %s",
  async (...words) => {
    const journal = desk();
    await journal.fine(...log());
    // Whether a log stands beside the file is no figure of it.
    const read = async () =>
      (await journal.fine(...words.filter(Boolean))).replace(/^ *• .*(?:\n.*)?-wal[\s\S]*/m, "");
    const before = await read();
    beforeTrades(() => journal.other(...log("--lot", "2")));
    const meanwhile = await read();
    expect(between).toBeNull();
    expect([before, await read()]).toContain(meanwhile);
  },
);

test("a pipe waits for a command that keeps the journal, and says so once", async () => {
  const { world, file, jurnal } = fakeWorld({ now: Date.now, isInteractive: false });
  await jurnal(["trade", "log", "EURUSD", "1"]);
  const other = new Database(file);
  other.exec("BEGIN IMMEDIATE");
  let told = "";
  const err = (text: string) => {
    told += text;
    // Only once the pipe has said that it waits is the journal given back.
    if (/menunggu gilirannya/.test(told)) setTimeout(() => other.close(), 2_500);
  };
  const line = '{"symbol":"XAUUSD","profit_loss":2}\n';
  const input = (async function* () {
    yield Buffer.from(line);
    yield Buffer.from(line);
  })();
  const { code, out } = await jurnal(["trade", "log", "--stdin"], [], { err, input });
  expect([code, out.match(/"recorded"/g)?.length, world.env.JURNAL_DB]).toEqual([0, 2, file]);
  expect(told.match(/menunggu gilirannya/g)).toHaveLength(1);
}, 20_000);
