import { readFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { fillUsual, makeOrigin, OTHERS } from "../journal/origin-files.ts";
import { type QuantumBotX, quantumBotX, tradeTogether } from "../journal/quantumbotx.ts";
import { dump } from "../journal/temporary.ts";
import { type Trial, trial } from "./journal-run.ts";

/** Both programs on one file, which QuantumBotX made and jurnal has upgraded. */
const TODAY = "2026-11-22";

interface Both {
  here: Trial;
  origin: QuantumBotX;
  /** Runs jurnal and asserts that it went well; its stdout. */
  fine(...words: string[]): Promise<string>;
  /** The same with --json. */
  json<T>(...words: string[]): Promise<T>;
}

async function both(fill: (db: Database.Database) => void = fillUsual): Promise<Both> {
  const here = trial();
  makeOrigin(here.db, [], fill);
  const fine = async (...words: string[]) => {
    const { code, out, err } = await here.run(...words);
    expect([words.join(" "), code, code === 0 ? "" : err]).toEqual([words.join(" "), 0, ""]);
    return out;
  };
  await fine("bot", "list");
  await fine("config", "set", "sapaan", "anda");
  return {
    here,
    origin: quantumBotX(here.db),
    fine,
    json: async (...words) => JSON.parse(await fine(...words, "--json")),
  };
}

const healthy = async ({ fine }: Both) => expect(await fine("doctor")).not.toContain("TIDAK");

interface Day {
  total_trades: number;
  total_profit_loss: number;
  emotions: string;
  personal_notes: string;
  trades: { id: number; bot_id: number | null }[];
}

/** The origin stamps what it writes by the machine's clock, which may be ahead of the trial's. */
const WRITTEN_EARLIER = "UPDATE daily_trading_data SET created_at = '2025-07-01 09:00:00'";

describe("the first trade of a day by many bots at once", () => {
  test("16 of 16 are in the day's totals, under one session", async () => {
    const pair = await both();
    await tradeTogether(pair.here.db, TODAY, 16);
    const day = await pair.json<Day>("session", "show", TODAY);
    expect([day.total_trades, day.total_profit_loss]).toEqual([16, 1.6]);
    const sessions = pair.here.rows(
      `SELECT id FROM trading_sessions WHERE session_date = '${TODAY}'`,
    );
    expect(sessions).toHaveLength(1);
    await healthy(pair);
  });

  test("beside another profile's day they are profile 1's all the same", async () => {
    const pair = await both();
    await pair.fine("profile", "add", "kedua", "--currency", "IDR");
    await pair.fine("--profile", "kedua", "trade", "log", "BBCA", "10000", "--lot", "1");
    await tradeTogether(pair.here.db, TODAY, 8);
    const day = await pair.json<Day>("session", "show", TODAY);
    expect([day.total_trades, day.total_profit_loss]).toEqual([8, 0.8]);
    const other = await pair.json<Day>("--profile", "kedua", "session", "show", TODAY);
    expect([other.total_trades, other.total_profit_loss]).toEqual([1, 10000]);
    await healthy(pair);
  });

  test("a second session of a day leads to the first, whatever day it is", async () => {
    const { here, origin, json } = await both();
    const first = origin.createSession("2026-11-20", "tenang", "trending", "pagi");
    const second = origin.createSession("2026-11-20", "takut", "volatile", "sore");
    expect(second).toBeGreaterThan(first);
    origin.logTrade("2026-11-20", 1, 2.5, { session: second });
    origin.saveReport(second, "Semangat!");
    const day = await json<Day & { id: number; market_conditions: string }>(
      "session",
      "show",
      "2026-11-20",
    );
    expect(day).toMatchObject({
      id: first,
      total_trades: 1,
      total_profit_loss: 2.5,
      emotions: "takut",
      market_conditions: "volatile",
      personal_notes: "pagi\nsore",
      origin_report: { message: ["Semangat!"] },
    });
    expect(here.rows("SELECT COUNT(*) AS n FROM trading_sessions")).toEqual([{ n: 3 }]);
  });

  test("a trade at session 0 or at one that is gone goes to the day it was made on", async () => {
    const pair = await both();
    for (const session of [0, 999]) pair.origin.logTrade(TODAY, 1, 0.3, { session });
    const placed = pair.here.rows(`SELECT s.session_date = date(t.created_at, 'localtime') AS own,
      s.user_id, s.total_trades, s.total_profit_loss FROM daily_trading_data t
      JOIN trading_sessions s ON s.id = t.session_id ORDER BY t.id DESC LIMIT 2`);
    const day = { own: 1, user_id: 1, total_trades: 2, total_profit_loss: 0.6 };
    expect(placed).toEqual([day, day]);
    await healthy(pair);
  });
});

test("doctor lists what older versions left, and --fix puts it right beside a copy", async () => {
  const pair = await both();
  const { here, fine, json } = pair;
  const db = new Database(here.db);
  db.pragma("foreign_keys = OFF");
  // As it was before the triggers.
  db.exec(`INSERT INTO writer VALUES (1);
    DROP TRIGGER origin_adds_session;
    INSERT INTO daily_trading_data (session_id, bot_id, symbol, profit_loss, lot_size, created_at)
    VALUES (0, 1, 'XAUUSD', 1.1, 0.01, '2026-11-18 20:00:00'),
      (0, 77, 'XAUUSD', 2.2, 0.01, '2026-11-19 03:00:00');
    INSERT INTO trading_sessions (session_date, personal_notes)
    VALUES ('2026-11-17', 'pagi'), ('2026-11-17', 'sore');
    INSERT INTO ai_mentor_reports (session_id, motivation_message, created_at)
    VALUES (0, 'Semangat!', '2026-11-19 04:00:00');
    UPDATE trading_sessions SET total_trades = 9 WHERE session_date = '2025-07-01';
    DELETE FROM writer;`);
  db.close();
  const sick = await here.run("doctor");
  expect(sick.code).toBe(1);
  for (const found of ["daily_trading_data #", "ai_mentor_reports #", "2026-11-17", "#77", "9 ≠ 4"])
    expect(sick.out).toContain(found);
  expect(sick.err).toContain("doctor --fix");

  const fixed = await here.run("doctor", "--fix");
  expect(fixed.code).toBe(0);
  expect(fixed.out).not.toContain("TIDAK");
  const backup = /(\S+\.bak)/.exec(fixed.err)?.[1] ?? "";
  expect(path.dirname(backup)).toBe(here.folder);
  // 20:00 UTC is 03:00 of the next day in Jakarta: that was QuantumBotX's date.
  const day = await json<Day>("session", "show", "2026-11-19");
  expect(day).toMatchObject({
    total_trades: 2,
    total_profit_loss: 3.3,
    origin_report: { message: ["Semangat!"] },
  });
  expect((await json<Day>("session", "show", "2026-11-17")).personal_notes).toBe("pagi\nsore");
  expect(await fine("bot", "list")).toContain("Bot #77 (terhapus)");
});

describe("a bot that QuantumBotX has deleted", () => {
  async function deleted() {
    const pair = await both();
    for (const profit of [10, -3]) pair.origin.logTrade(TODAY, 1, profit);
    pair.origin.deleteBot(1);
    return pair;
  }

  test("keeps its name and its trades, which are never the trader's own", async () => {
    const pair = await deleted();
    const { fine, json, here } = pair;
    const bots = await json<{ name: string; trades: number; status: string }[]>("bot", "list");
    expect(bots).toMatchObject([
      { name: "Emas (terhapus)", trades: 6, status: "Terhapus" },
      { name: "Euro", trades: 1, status: "Dijeda" },
    ]);
    expect(await fine("report", TODAY)).toContain("Emas (terhapus)");
    expect(await fine("stats", "--by", "bot", "--period", "2025-01-01..2026-12-31")).toContain(
      "Emas (terhapus)",
    );
    expect(await json("trade", "list", "--manual", "--from", "2025-01-01")).toEqual([]);
    expect(here.rows("SELECT * FROM bots")).toHaveLength(1);
    await healthy(pair);
    const edited = await here.run("bot", "edit", "1", "--name", "X");
    expect([edited.code, edited.err]).toEqual([1, expect.stringContaining("sudah dihapus")]);
  });

  test("its trades can be edited, deleted, brought back, exported and restored", async () => {
    const pair = await deleted();
    const { fine, json, here } = pair;
    const { trades } = await json<Day>("session", "show", TODAY);
    const [one, two] = trades.map(({ id }) => String(id));
    await fine("trade", "edit", one ?? "", "--note", "sinyal bagus");
    await fine("trade", "delete", two ?? "");
    await fine("undo");
    const after = await json<Day>("session", "show", TODAY);
    expect(after.trades).toMatchObject([
      { bot_id: 1, note: "sinyal bagus" },
      { bot_id: 1, note: null },
    ]);
    expect([after.total_trades, after.total_profit_loss]).toEqual([2, 7]);
    await fine("undo");
    const file = path.join(here.folder, "all.ndjson");
    await fine("export", "--all", "--out", file);
    const other = trial();
    expect((await other.run("import", file)).code).toBe(0);
    expect(
      (await other.run("stats", "--by", "bot", "--period", "2025-01-01..2026-12-31")).out,
    ).toContain("Emas (terhapus)");
    const lines = (await fine("export")).trim().split("\n");
    expect(lines.filter((line) => JSON.parse(line).bot_id === 1)).toHaveLength(6);
  });

  test("an order that carries its number is still its own", async () => {
    const { here, json } = await deleted();
    const file = here.file(
      "d.csv",
      `ticket,order,time,type,entry,magic,position_id,reason,volume,price,commission,swap,profit,fee,symbol,comment
1,11,1792000000,0,0,1,8,3,0.10,1.1000,0,0,0,0,GBPUSD,
2,12,1792003600,1,1,1,8,3,0.10,1.1010,0,0,10,0,GBPUSD,
`,
    );
    await here.run("trade", "import", file, "--account", "7", "--server-zone", "UTC", "--no-input");
    const trades = await json<{ symbol: string; bot_id: number }[]>(
      "trade",
      "list",
      "--symbol",
      "GBPUSD",
      "--from",
      "2025-01-01",
    );
    expect(trades).toMatchObject([{ bot_id: 1 }]);
  });

  test("trade import of bots.db keeps them apart from the trader's, once", async () => {
    const here = trial();
    const file = path.join(here.folder, "bots.db");
    makeOrigin(file, [], (db) => {
      fillUsual(db);
      db.exec(`DELETE FROM bots WHERE id = 1; ${WRITTEN_EARLIER}`);
    });
    const told = JSON.parse((await here.run("trade", "import", file, "--json")).out);
    expect(told[0]).toMatchObject({ added: 5 });
    const byHand = await here.run("trade", "list", "--manual", "--from", "2020-01-01", "--json");
    expect(JSON.parse(byHand.out)).toEqual([]);
    const bots = JSON.parse((await here.run("bot", "list", "--json")).out);
    expect(
      bots.map(({ name, trades }: { name: string; trades: number }) => [name, trades]),
    ).toEqual([
      ["Euro", 1],
      ["Bot #1 (terhapus)", 4],
    ]);
    const again = JSON.parse((await here.run("trade", "import", file, "--json")).out);
    expect(again[0]).toMatchObject({ added: 0, known: 5 });
  });

  test("one that is deleted between two imports of bots.db brings nothing twice", async () => {
    const here = trial();
    const file = path.join(here.folder, "bots.db");
    makeOrigin(file, [], (db) => {
      fillUsual(db);
      db.exec(WRITTEN_EARLIER);
    });
    await here.run("trade", "import", file);
    quantumBotX(file).deleteBot(1);
    const again = JSON.parse((await here.run("trade", "import", file, "--json")).out);
    expect(again[0]).toMatchObject({ added: 0, known: 5 });
  });
});

describe("what QuantumBotX writes", () => {
  test("its trade makes the stored report out of date at once", async () => {
    const { origin, fine, json } = await both();
    await fine("trade", "log", "XAUUSD", "-5", "--lot", "0.01");
    await fine("report", TODAY);
    const stale = async () =>
      (await json<{ session_date: string; stale: boolean }[]>("history"))[0]?.stale;
    expect(await stale()).toBe(false);
    origin.logTrade(TODAY, 1, 7.5);
    expect(await stale()).toBe(true);
    expect(await fine("report", TODAY)).toContain("+$2.50");
    expect(await stale()).toBe(false);
    origin.setMood(TODAY, "takut", "");
    expect(await stale()).toBe(true);
  });

  test("a trade that it changes, moves or deletes is counted anew in every day concerned", async () => {
    const pair = await both();
    const { origin, fine, json } = pair;
    for (const profit of [7.5, -2]) origin.logTrade(TODAY, 1, profit);
    origin.logTrade("2026-11-21", 1, 1);
    await fine("report", TODAY);
    const days = async () =>
      (await json<(Day & { stale: boolean })[]>("history", "--days", "2")).map(
        ({ total_trades, total_profit_loss, stale }) => [total_trades, total_profit_loss, stale],
      );
    expect(await days()).toEqual([
      [2, 5.5, false],
      [1, 1, false],
    ]);
    const exec = (sql: string) => origin.run((db) => db.exec(sql));
    exec("UPDATE daily_trading_data SET profit_loss = 10 WHERE profit_loss = 7.5");
    expect((await days())[0]).toEqual([2, 8, true]);
    exec(`UPDATE daily_trading_data SET session_id = ${origin.sessionOf("2026-11-21")}
      WHERE profit_loss = 10`);
    expect(await days()).toEqual([
      [1, -2, true],
      [2, 11, false],
    ]);
    exec("DELETE FROM daily_trading_data WHERE profit_loss = 10");
    expect((await days())[1]).toEqual([1, 1, false]);
    await healthy(pair);
  });

  test("its mood and notes are the day's everywhere, and no note is lost", async () => {
    const pair = await both();
    const { origin, fine, json } = pair;
    await fine("session", "set", "--notes", "rencana pagi");
    await fine("mood", "set", "tenang", "--note", "siap");
    await fine("trade", "log", "XAUUSD", "-5", "--lot", "0.01");
    origin.setMood(TODAY, "frustasi", "");
    const moodOf = async () => {
      const day = await json<Day & { moods: { mood: string }[] }>("session", "show", TODAY);
      const list = await json<{ session_date: string; mood: string }[]>("mood", "list");
      const report = await json<{ mood: { last: string } }>("report", TODAY);
      const [line] = await json<{ emotions: string }[]>("history");
      const board = await json<{ mood: string }>();
      return [
        day.emotions,
        day.moods.at(-1)?.mood,
        list.at(-1)?.mood,
        report.mood.last,
        line?.emotions,
        board.mood,
      ];
    };
    expect(new Set(await moodOf())).toEqual(new Set(["frustrasi"]));
    const notes = async () => (await json<Day>("session", "show", TODAY)).personal_notes;
    expect(await notes()).toBe("rencana pagi");
    origin.setMood(TODAY, "serakah", "kejar target");
    origin.setMood(TODAY, "serakah", "kejar target");
    expect(new Set(await moodOf())).toEqual(new Set(["serakah"]));
    expect(await notes()).toBe("rencana pagi\nkejar target");
    expect(await json<unknown[]>("trade", "list", "--mood", "serakah")).toHaveLength(1);
    await healthy(pair);
  });

  test("what we say of a mood it finds in its own word", async () => {
    const { origin, fine, json } = await both();
    await fine("mood", "set", "frustrasi");
    expect(
      origin.run((db) =>
        db
          .prepare("SELECT emotions FROM trading_sessions WHERE session_date = ?")
          .pluck()
          .get(TODAY),
      ),
    ).toBe("frustasi");
    await fine("trade", "log", "XAUUSD", "-5", "--lot", "0.01");
    expect(await json<unknown[]>("trade", "list", "--mood", "frustrasi")).toHaveLength(1);
    expect((await json<Day>("session", "show", TODAY)).emotions).toBe("frustrasi");
  });

  test("a mood set with the session is a check-in as well", async () => {
    const { fine, json } = await both();
    await fine("mood", "set", "tenang");
    await fine("session", "set", "--mood", "marah");
    const report = await json<{ mood: { last: string } }>("report", TODAY);
    expect(report.mood.last).toBe("marah");
    expect(await fine("session", "set", "--mood", "marah")).toContain("tidak ada yang berubah");
  });

  test("moods of days before jurnal came are listed, without an hour", async () => {
    const { fine, json } = await both();
    const words = ["mood", "list", "--from", "2025-07-01", "--to", "2025-07-02"];
    expect(await json(...words)).toEqual([
      {
        id: null,
        session_id: 1,
        mood: "tenang",
        note: null,
        created_at: null,
        session_date: "2025-07-01",
      },
    ]);
    expect(await fine(...words)).toMatch(/1 Jul.*–.*tenang/);
  });

  test("its reports are shown as its own and stay, however often ours is made", async () => {
    const { here, origin, fine, json } = await both();
    origin.logTrade(TODAY, 1, -12.5);
    const session = origin.sessionOf(TODAY);
    origin.saveReport(session, "Jangan menyerah!\n\nPelan-pelan.");
    expect(await fine("history")).toContain("QuantumBotX: Jangan menyerah!");
    const [line] = await json<{ headline: string | null; risk_score: number }[]>("history");
    expect(line?.headline).toBeNull();
    origin.saveReport(session, "Semangat besok!");
    const theirs = () =>
      here.rows("SELECT motivation_message AS text FROM ai_mentor_reports WHERE headline IS NULL");
    for (let round = 0; round < 2; round++) {
      const told = await fine("report", TODAY, "--full");
      for (const words of [
        "Laporan QuantumBotX",
        "yang terakhir dari 2 laporan",
        "6/10 - GOOD",
        "Rugi $12.50 hari ini.",
        "Istirahat dulu.",
        "Semangat besok!",
      ])
        expect(told).toContain(words);
    }
    expect(theirs()).toHaveLength(3);
    expect(await fine("report", TODAY, "--mask")).not.toContain("12.50");
    expect(await json("report", TODAY)).toMatchObject({
      origin_report: { count: 2, message: ["Semangat besok!"] },
    });
    expect(await fine("session", "show", TODAY)).toContain("Semangat besok!");
    // Undoing what began the day leaves QuantumBotX's report of it.
    await fine("session", "set", "--date", "2026-11-10", "--market", "news");
    origin.saveReport(origin.sessionOf("2026-11-10"), "Sepi, ya.");
    await fine("undo");
    expect(theirs()).toHaveLength(4);
  });

  test("its day stays when the command that began it is undone", async () => {
    const { here, origin, fine, json } = await both();
    await fine("session", "today");
    origin.setMood(TODAY, "netral", "catatan dari web");
    const { code, err } = await here.run("undo");
    expect([code, err]).toEqual([1, expect.stringContaining("sudah dipakai yang lain")]);
    expect((await json<Day>("session", "show", TODAY)).personal_notes).toBe("catatan dari web");
  });

  test("with several profiles goes to profile 1, whatever profile made the day", async () => {
    const pair = await both();
    const { here, origin, fine, json } = pair;
    await fine("profile", "add", "kedua", "--currency", "IDR");
    const second = ["--profile", "kedua"];
    await fine(...second, "mood", "set", "tenang");
    await fine(...second, "session", "set", "--notes", "saham");
    await fine(...second, "trade", "log", "BBCA", "10000", "--lot", "1");
    await fine(...second, "report", TODAY);
    origin.setMood(TODAY, "takut", "dari web");
    origin.logTrade(TODAY, 1, 4.5);
    origin.logTrade(TODAY, 2, -1);
    origin.saveReport(origin.sessionOf(TODAY), "Semangat!");
    expect(await json<Day>("session", "show", TODAY)).toMatchObject({
      total_trades: 2,
      total_profit_loss: 3.5,
      emotions: "takut",
      personal_notes: "dari web",
      origin_report: { message: ["Semangat!"] },
    });
    expect(await json<Day>(...second, "session", "show", TODAY)).toMatchObject({
      total_trades: 1,
      total_profit_loss: 10000,
      emotions: "tenang",
      personal_notes: "saham",
      origin_report: null,
    });
    const [line] = await json<{ stale: boolean }[]>(...second, "history");
    expect(line?.stale).toBe(false);
    // A trade of ours by a bot, in the other profile, stays there.
    await fine(...second, "trade", "log", "BBCA", "500", "--lot", "1", "--bot", "1");
    expect((await json<Day>(...second, "session", "show", TODAY)).total_trades).toBe(2);
    expect(here.rows("SELECT COUNT(*) AS n FROM mood_checkins")).toEqual([{ n: 2 }]);
    await healthy(pair);
  });

  test("a bot that it adds later has a number of its own, as on MetaTrader's orders", async () => {
    const { here, origin } = await both();
    // Of a bot that nobody knows: no later one takes it over.
    origin.logTrade(TODAY, 9, 1);
    const id = origin.addBot("Baru");
    expect(id).toBe(10);
    expect(here.rows(`SELECT magic FROM bots WHERE id = ${id}`)).toEqual([{ magic: String(id) }]);
  });
});

describe("columns and tables of QuantumBotX in a whole export", () => {
  const TABLES = ["bots", "strategy log", "pairs", "trade_history", "bot_log", "ai_mentor_reports"];

  async function exported() {
    const pair = await both((db) => {
      fillUsual(db);
      db.exec(OTHERS);
    });
    pair.origin.saveReport(1, "Semangat!");
    const file = path.join(pair.here.folder, "all.ndjson");
    await pair.fine("export", "--all", "--out", file);
    return { ...pair, file };
  }

  test("come back as they were; undo takes them away, and again brings them", async () => {
    const { here, file } = await exported();
    const other = trial();
    const run = async (...words: string[]) => {
      const told = await other.run(...words);
      expect([words[0], told.code, told.code === 0 ? "" : told.err]).toEqual([words[0], 0, ""]);
      return told.out;
    };
    await run("import", file, "--dry-run");
    for (let round = 0; round < 2; round++) {
      await run("import", file);
      expect(dump(other.db, TABLES)).toEqual(dump(here.db, TABLES));
      expect(await run("doctor")).not.toContain("TIDAK");
      expect(await run("import", file)).toContain("Tidak ada yang baru");
      await run("undo");
      expect(dump(other.db)).not.toHaveProperty("pairs");
      expect(dump(other.db, ["bots", "ai_mentor_reports"])).toEqual({
        ai_mentor_reports: [],
        bots: [],
      });
    }
    await run("import", file);
    const origin = quantumBotX(other.db);
    origin.run((db) => db.exec("INSERT INTO pairs VALUES ('a', 'b')"));
    await run("undo");
    expect(dump(other.db, ["pairs"]).pairs).toHaveLength(2);
  });

  test("make nothing but the tables that the export names", async () => {
    const { file } = await exported();
    const [first = "", ...rest] = readFileSync(file, "utf8").split("\n");
    const head = JSON.parse(first);
    const evil: ((others: typeof head.others) => void)[] = [
      ({ tables }) => {
        tables.pairs = "DROP TABLE users";
      },
      ({ tables }) => {
        tables.pairs = "CREATE TABLE pairs (a, b); DROP TABLE users";
      },
      ({ tables }) => {
        tables.pairs = "CREATE TABLE elsewhere (a)";
      },
      ({ columns }) => {
        columns.bots[0].type = "TEXT); DROP TABLE users; --";
      },
      ({ columns }) => {
        columns.bots[0].dflt_value = "1); DROP TABLE users; --";
      },
      (others) => {
        others.tables = "x";
      },
    ];
    for (const twist of evil) {
      const changed = structuredClone(head);
      twist(changed.others);
      const other = trial();
      const broken = other.file("x.ndjson", [JSON.stringify(changed), ...rest].join("\n"));
      await other.run("config", "set", "sapaan", "kamu");
      const before = dump(other.db);
      const { code, err } = await other.run("import", broken);
      expect([code, err]).toEqual([1, expect.stringContaining("baris 1")]);
      expect(dump(other.db)).toEqual(before);
    }
  });
});
