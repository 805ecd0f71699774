import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeMt4 } from "../intake/metatrader/mt4-writer.ts";
import { writeMt5 } from "../intake/metatrader/mt5-writer.ts";
import { type ModelTrade, model, utf8 } from "../intake/statement-model.ts";
import { runs } from "../seed.ts";
import type { Question } from "../world.ts";
import { trial } from "./journal-run.ts";

const one: ModelTrade = {
  id: 77,
  symbol: "EURUSD",
  side: "sell",
  lot: 1,
  entry: 600,
  hold: 60,
  stop: null,
  entryPrice: 108_000,
  exitPrice: 107_900,
  target: null,
  profit: 100,
  commission: 0,
  swap: 0,
  fee: 0,
  magic: null,
  comment: null,
  reason: null,
};
const account = { account: "42", currency: "USD", decimals: 2 as const, deposit: 1_000 };

describe("files that cannot be read", () => {
  const torn = writeMt4({ ...account, trades: [one] });
  test.each([
    ["empty", ""],
    ["blank", " \n\n "],
    ["a letter", "Yth. Bapak, berikut terlampir laporan saya."],
    [
      "a web page",
      "<html><body><table><tr><td>Harga emas</td><td>1</td></tr></table></body></html>",
    ],
    ["a torn statement", torn.slice(0, torn.length * 0.6)],
    ["binary", new Uint8Array(5_000).map((_, index) => (index * 7919) % 256)],
    ["old Excel", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ["a torn archive", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0])],
    ["an SQLite file", sqliteBytes()],
  ])("%s: a sentence, exit 1, and the journal as it was", async (_, content) => {
    const journal = trial();
    await journal.run("trade", "log", "EURUSD", "5");
    const before = journal.rows("SELECT * FROM operations, daily_trading_data");
    const file = journal.file("berkas.dat", content);
    const told = await journal.run("trade", "import", file, "--no-input");
    expect(told).toMatchObject({ code: 1, out: "" });
    expect(told.err).toMatch(/berkas\.dat/);
    expect(told.err).not.toMatch(/kesalahan di program/);
    expect(journal.rows("SELECT * FROM operations, daily_trading_data")).toEqual(before);
  });

  test("missing, a folder, no file, an unknown encoding", async () => {
    const journal = trial();
    const codes = [];
    const file = journal.file("a.csv", "x");
    for (const words of [
      ["tidak-ada.htm"],
      [journal.folder],
      [],
      [file, "--encoding", "klingon"],
    ]) {
      codes.push((await journal.run("trade", "import", ...words, "--no-input")).code);
    }
    expect(codes).toEqual([1, 1, 2, 2]);
  });

  test("one bad file among several does not stop the others", async () => {
    const journal = trial();
    const good = journal.file("a.htm", writeMt4({ ...account, trades: [one] }));
    const told = await journal.run(
      "trade",
      "import",
      journal.file("b.htm", ""),
      good,
      "--no-input",
    );
    expect(told.code).toBe(1);
    expect(told.out).toContain("1 transaksi");
    expect(told.err).toContain("1 dari 2 berkas");
  });

  test("mutated statements end in an error or a whole import", async () => {
    const mutation = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), fc.string());
    await fc.assert(
      fc.asyncProperty(model, fc.boolean(), mutation, async (m, isMt4, [at, length, text]) => {
        const journal = trial();
        const bytes = Buffer.from(utf8(isMt4 ? writeMt4(m) : writeMt5(m)));
        const from = Math.floor(at * bytes.length);
        const parts = [bytes.subarray(0, from), Buffer.from(text), bytes.subarray(from + length)];
        const file = journal.file("m.htm", Buffer.concat(parts));
        const told = await journal.run("trade", "import", file, "--no-input", "--json");
        expect(told.code, told.err).toBeLessThan(2);
        if (told.code === 0) {
          const [{ added }] = JSON.parse(told.out);
          expect(journal.rows("SELECT COUNT(*) n FROM daily_trading_data")).toEqual([{ n: added }]);
        }
        expect((await journal.run("doctor")).code).toBe(0);
      }),
      runs(25),
    );
  });
});

function sqliteBytes(): Uint8Array {
  const db = new Database(":memory:");
  db.exec("CREATE TABLE chat (id INTEGER, words TEXT)");
  return db.serialize();
}

/** One position of an MT5 dump of deals: opened, and closed where there is a result. */
function deals(rows: readonly [id: number, result: number | null][]): string {
  const header =
    "ticket,order,time,time_msc,type,entry,magic,position_id,reason,volume,price,commission,swap,profit,fee,symbol,comment,external_id";
  const lines = rows.flatMap(([id, result]) => {
    const opened = `${id}1,${id},1704186000,1704186000000,0,0,0,${id},0,0.1,1.1,-0.5,0,0,0,EURUSD,,`;
    if (result === null) return [opened];
    return [
      opened,
      `${id}2,${id},1704189600,1704189600000,1,1,0,${id},4,0.1,1.2,-0.5,0,${result},0,EURUSD,,`,
    ];
  });
  return [header, ...lines, ""].join("\n");
}

test("a position that was open is completed by a later file, and stays so after an older one", async () => {
  const journal = trial();
  const older = journal.file(
    "older.csv",
    deals([
      [5, 10],
      [6, null],
    ]),
  );
  const later = journal.file(
    "later.csv",
    deals([
      [5, 10],
      [6, -4],
    ]),
  );
  const [first] = await journal.json("trade", "import", older, "--no-input");
  expect(first).toMatchObject({ added: 1, open: 1 });
  const [second] = await journal.json("trade", "import", later, "--no-input");
  expect(second).toMatchObject({ added: 0, known: 1, completed: 1 });
  expect(journal.rows("SELECT * FROM open_positions")).toEqual([]);
  const [third] = await journal.json("trade", "import", older, "--no-input");
  expect(third).toMatchObject({ added: 0, completed: 0, changed: 0, open: 0, import_id: null });
  await journal.run("undo", "--import", "2");
  expect(journal.rows("SELECT ticket FROM open_positions")).toEqual([{ ticket: "6" }]);
});

describe("CSV of any making", () => {
  const csv =
    "Waktu;Instrumen;Arah;Untung\n03/04/2026 10:00;XAUUSD.m;beli;12,50\n04/04/2026 09:00;XAUUSD.m;jual;-3,25\n";
  const map = {
    columns: { exit_time: "Waktu", symbol: "Instrumen", side: "Arah", net: "Untung" },
    decimal: ",",
    dateOrder: "dmy",
    zone: "Asia/Jakarta",
  };

  test("without a person and without a map it is refused", async () => {
    const journal = trial();
    const told = await journal.run("trade", "import", journal.file("a.csv", csv), "--no-input");
    expect(told).toMatchObject({ code: 1, out: "" });
    expect(told.err).toContain("--map");
  });

  test("with a map it is read, once; the map can be kept by name", async () => {
    const journal = trial();
    const file = journal.file("a.csv", csv);
    const json = journal.file("peta.json", JSON.stringify(map));
    const words = ["trade", "import", file, "--no-input", "--map"];
    const [first] = await journal.json(...words, json, "--save-map", "Broker");
    expect(first).toMatchObject({ format: "csv", added: 2, net: "9.25" });
    const [again] = await journal.json(...words, "broker");
    expect(again).toMatchObject({ added: 0, known: 2 });
    expect(journal.rows("SELECT symbol, side, exit_time FROM daily_trading_data")).toEqual([
      { symbol: "XAUUSD", side: "buy", exit_time: "2026-04-03 03:00:00" },
      { symbol: "XAUUSD", side: "sell", exit_time: "2026-04-04 02:00:00" },
    ]);
    const unknown = await journal.run(...words, "brokr");
    expect(unknown.err).toContain("Maksud Anda broker?");
  });

  test("a person is asked what the file does not prove, and sees what comes of it", async () => {
    const journal = trial();
    journal.answer("Untung", "dmy", "WIB", "yes");
    const told = await journal.run("trade", "import", journal.file("a.csv", csv));
    expect(told.err).toContain("XAUUSD.m");
    expect(told.code, told.err).toBe(0);
    expect(journal.rows("SELECT exit_time FROM daily_trading_data LIMIT 1")).toEqual([
      { exit_time: "2026-04-03 03:00:00" },
    ]);
  });

  test.each([
    ["already net", "Potongan", [true, "positive"], { profit_loss: 10, commission: -0.7 }],
    ["before costs", "Potongan", [false, "positive"], { profit_loss: 9.3, commission: -0.7 }],
    ["without any", null, [], { profit_loss: 10, commission: null }],
  ])(
    "a person is asked for the costs of a file, and what the result is: %s",
    async (_, column, then, row) => {
      const journal = trial();
      const file = journal.file(
        "a.csv",
        "Kapan,Instrumen,Untung,Potongan,Saldo\n2026-04-03 10:00,XAUUSD,10.00,0.70,500\n2026-04-04 10:00,XAUUSD,-2.50,0.70,497.5\n",
      );
      const asked: string[][] = [];
      const pick = (label: string | null) => (question: Question) => {
        const choices = question.choices ?? [];
        asked.push(choices.map((choice) => choice.label));
        return choices.find((choice) => choice.label === (label ?? "tidak ada di berkas ini"))
          ?.value;
      };
      journal.answer("Untung", "WIB", pick(column), ...then, "yes");
      const told = await journal.run("trade", "import", file);
      expect(told.code, told.err).toBe(0);
      // What is the result is no cost, and Enter alone says that there is none.
      expect(asked).toEqual([["tidak ada di berkas ini", "Potongan", "Saldo"]]);
      const kept = "SELECT profit_loss, commission FROM daily_trading_data ORDER BY id LIMIT 1";
      expect(journal.rows(kept)).toEqual([row]);
    },
  );

  test("the template is filled in and read", async () => {
    const journal = trial();
    const template = (await journal.run("trade", "import", "--template")).out;
    const [header = ""] = template.split("\n");
    expect(header).toContain("hasil");
    const filled = `${header}\n2026-11-20,09:15,10:40,XAUUSD,beli,0.01,2650.10,2652.60,2645,2660,2.50,0,0,breakout,bagus\n`;
    const [outcome] = await journal.json(
      "trade",
      "import",
      journal.file("t.csv", filled),
      "--no-input",
    );
    expect(outcome).toMatchObject({ format: "template", added: 1, net: "2.5" });
    const semicolons = journal.file(
      "t2.csv",
      filled.replaceAll(",", ";").replace(/(\d)\.(\d)/g, "$1,$2"),
    );
    const { out } = await journal.run("trade", "import", semicolons, "--no-input", "--dry-run");
    expect(out).toContain("Tanggal dibaca sebagai tahun-bulan-hari.");
    expect(out).toContain("Koma dibaca sebagai tanda desimal.");
    expect(journal.rows("SELECT strategy_used, note, exit_time FROM daily_trading_data")).toEqual([
      { strategy_used: "breakout", note: "bagus", exit_time: "2026-11-20 03:40:00" },
    ]);
  });

  test("half an import is none: bad rows are named, and left out only where that is said", async () => {
    const journal = trial();
    const json = journal.file("peta.json", JSON.stringify(map));
    const bad = `${csv}05/04/2026 09:00;;beli;1,00\n06/04/2026 09:00;XAUUSD;beli;banyak\n`;
    const more = `${bad}06/04/2026 09:00;XAUUSD;beli;\n07/04/2026 09:00;XAUUSD;beli;x\n`;
    const words = ["trade", "import", journal.file("a.csv", more), "--map", json, "--no-input"];
    const refused = await journal.run(...words);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toMatch(/4 baris a\.csv tidak bisa dibaca/);
    expect(refused.err).toMatch(/baris 4: Instrumen.*baris 5: Untung "banyak".*dan 1 baris lain/s);
    expect(refused.err).toMatch(/--skip-bad-rows/);
    expect(journal.rows("SELECT * FROM daily_trading_data, operations, imports")).toEqual([]);
    const told = await journal.run(...words, "--skip-bad-rows");
    expect(told.code).toBe(0);
    // The first thing that the summary says, before any count.
    expect(told.out.indexOf("4 baris yang tidak bisa dibaca TIDAK dicatat")).toBeLessThan(
      told.out.indexOf("Baru"),
    );
    expect(told.out).toMatch(/baris 4: Instrumen/);
    expect(told.out).toMatch(/baris 5: Untung "banyak" harus angka/);
  });
});

test("bots.db brings bots, days and approximate trades, once, and is taken back as one", async () => {
  const journal = trial();
  const db = new Database(`${journal.folder}/bots.db`);
  db.exec(`CREATE TABLE bots (id INTEGER PRIMARY KEY, name TEXT, market TEXT, strategy TEXT, sl_pips INTEGER);
    CREATE TABLE trading_sessions (id INTEGER PRIMARY KEY, session_date DATE, user_id INTEGER,
      emotions TEXT, market_conditions TEXT, personal_notes TEXT, created_at DATETIME);
    CREATE TABLE daily_trading_data (id INTEGER PRIMARY KEY, session_id INTEGER, bot_id INTEGER,
      symbol TEXT, profit_loss REAL, lot_size REAL, stop_loss_used BOOLEAN, created_at DATETIME);
    INSERT INTO bots VALUES (4, 'EA Emas', 'XAUUSD', 'MA', 100);
    INSERT INTO trading_sessions VALUES (1, '2026-11-20', 1, 'cemas', 'news', 'NFP', '2026-11-20 02:00:00');
    INSERT INTO daily_trading_data VALUES (1, 1, 4, 'XAUUSDm', 12.5, 0.01, 1, '2026-11-20 08:00:00'),
      (2, 1, 4, 'XAUUSDm', 12.5, 0.01, 1, '2026-11-20 08:00:00'),
      (3, 1, 4, NULL, 12.5, 0.01, 1, '2026-11-20 08:00:00'),
      (4, 1, 4, 'XAUUSDm', 12.5, 0.01, 1, 'kemarin');`);
  db.close();
  const words = ["trade", "import", `${journal.folder}/bots.db`, "--no-input"];
  const [first] = await journal.json(...words);
  expect(first).toMatchObject({ format: "quantumbotx", added: 2, bots_added: 1, days: 1 });
  const bad = { table: "daily_trading_data", reason: "bad" };
  expect(first?.skipped).toEqual([
    { ...bad, line: 3, field: "symbol", value: "", expected: "symbol" },
    { ...bad, line: 4, field: "created_at", value: "kemarin", expected: "time" },
  ]);
  expect(
    journal.rows("SELECT symbol, bot_id, approximate, exit_time FROM daily_trading_data LIMIT 1"),
  ).toEqual([{ symbol: "XAUUSD", bot_id: 1, approximate: 1, exit_time: "2026-11-20 08:00:00" }]);
  expect(journal.rows("SELECT magic FROM bots")).toEqual([{ magic: "4" }]);
  expect(journal.rows("SELECT emotions, personal_notes FROM trading_sessions")).toEqual([
    { emotions: "cemas", personal_notes: "NFP" },
  ]);
  expect((await journal.run(...words)).out).toContain("Tidak ada yang baru");
  await journal.run("undo", "--import", "1");
  for (const table of ["bots", "trading_sessions", "daily_trading_data", "mood_checkins"]) {
    expect(journal.rows(`SELECT * FROM ${table}`), table).toEqual([]);
  }
});
