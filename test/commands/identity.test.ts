import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeMt4 } from "../intake/metatrader/mt4-writer.ts";
import { writeMt5 } from "../intake/metatrader/mt5-writer.ts";
import { model } from "../intake/statement-model.ts";
import { type Trial, trial } from "./journal-run.ts";

/** What an import brought is the same trade for its file, whatever was done to it since. */

const SAMPLES = path.join(import.meta.dirname, "../intake/samples");
const samples = readdirSync(SAMPLES).filter((name) => name !== "binance-ledger.csv");

const TOTALS = "SELECT COUNT(*) n, ROUND(SUM(profit_loss), 2) net FROM daily_trading_data";
const trades = (journal: Trial) => journal.rows("SELECT id FROM daily_trading_data ORDER BY id");

/** One thing that a trader does to the trade at a place in the list. */
const step = fc.record({
  at: fc.nat(),
  words: fc.constantFrom<string[]>(
    ["edit", "--note", "entry sabar"],
    ["edit", "--symbol", "EURNZD"],
    ["edit", "--profit", "-3.5"],
    ["edit", "--side", "sell"],
    ["edit", "--side", "buy"],
    ["edit", "--lot", "0.77"],
    ["edit", "--ticket", "424242"],
    ["edit", "--ticket", ""],
    ["edit", "--account", "lain"],
    ["edit", "--tag", "fomo"],
    ["edit", "--entry", "", "--exit", "", "--date", "2026-11-10"],
    ["delete"],
    ["undo"],
  ),
});

async function act(
  journal: Trial,
  steps: { at: number; words: string[] }[],
  profile: string[],
): Promise<void> {
  const operations = () =>
    journal.rows("SELECT COUNT(*) n FROM operations WHERE undone_at IS NULL")[0]?.n as number;
  const first = operations();
  for (const { at, words } of steps) {
    const [command = "", ...rest] = words;
    if (command === "undo") {
      if (operations() > first) expect((await journal.run("undo", ...profile)).code).toBe(0);
      continue;
    }
    const all = trades(journal);
    const id = all.length === 0 ? undefined : all[at % all.length]?.id;
    if (id === undefined) continue;
    const { code } = await journal.run("trade", command, String(id), ...rest, ...profile);
    // A ticket that another trade has is refused, and so is nothing else.
    expect(rest[0] === "--ticket" ? code < 2 : code === 0).toBe(true);
  }
}

async function holds(bytes: string | Uint8Array, name: string, steps: Parameters<typeof act>[1]) {
  const journal = trial();
  const file = journal.file(name, bytes);
  const isTest = /^Tren|^tradingview-old/.test(name);
  const words = ["trade", "import", file, "--no-input", ...(isTest ? ["--backtest"] : [])];
  const [before] = await journal.json(...words);
  await act(journal, steps, ["--profile", String(before?.profile)]);
  const left = trades(journal);
  const [again] = await journal.json(...words);
  expect(again?.added).toBe(0);
  expect(trades(journal)).toEqual(left);
  // All that are gone are told, and come back when they are asked for.
  expect(again?.deleted).toBe(Number(before?.added) - left.length);
  await journal.json(...words, "--restore-deleted");
  expect(trades(journal)).toHaveLength(Number(before?.added));
}

describe("import, edits, deletes and undos, import again: adds nothing", () => {
  test.each(samples)(
    "%s",
    async (name) => {
      const bytes = readFileSync(path.join(SAMPLES, name));
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) =>
          holds(bytes, name, steps),
        ),
        { numRuns: 3 },
      );
    },
    60_000,
  );

  test("statements of MetaTrader", async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 8 });
    const writer = fc.constantFrom(writeMt4, writeMt5);
    await fc.assert(
      fc.asyncProperty(model, writer, steps, (whole, write, all) => {
        const own = { ...whole, trades: whole.trades.map((one) => ({ ...one, magic: null })) };
        return holds(write(own), "s.htm", all);
      }),
      { numRuns: 6 },
    );
  }, 60_000);
});

const TEMPLATE = `tanggal,jam_masuk,jam_keluar,kode,aksi,lot,harga_masuk,harga_keluar,sl,tp,hasil,komisi,swap,strategi,catatan
2026-11-20,09:15,10:40,XAUUSD,beli,0.01,2650.10,2652.60,2645,2660,2.50,0,0,breakout,a
2026-11-20,11:15,11:40,XAUUSD,beli,0.01,2650.10,2652.60,2645,2660,2.50,0,0,breakout,b
`;

describe("a deleted trade", () => {
  test("stays away when its file comes again, and the summary says so", async () => {
    const journal = trial();
    const words = ["trade", "import", journal.file("t.csv", TEMPLATE), "--no-input"];
    await journal.run(...words);
    await journal.run("trade", "delete", "1");
    const again = await journal.run(...words);
    expect(again.out).toContain("1 yang dulu Anda hapus; kembalikan: --restore-deleted");
    expect(journal.rows(TOTALS)).toEqual([{ n: 1, net: 2.5 }]);
    const back = await journal.run(...words, "--restore-deleted");
    expect(back.out).toContain("1 transaksi");
    expect(journal.rows(TOTALS)).toEqual([{ n: 2, net: 5 }]);
    await journal.run("undo");
    expect(journal.rows(TOTALS)).toEqual([{ n: 1, net: 2.5 }]);
    expect((await journal.json(...words))[0]).toMatchObject({ added: 0, deleted: 1 });
  });

  test("of an import that was taken out whole comes in with the file again", async () => {
    const journal = trial();
    const words = ["trade", "import", journal.file("t.csv", TEMPLATE), "--no-input"];
    await journal.run(...words);
    await journal.run("trade", "delete", "1");
    await journal.run("undo", "--import", "1");
    expect((await journal.json(...words))[0]).toMatchObject({ added: 2, deleted: 0 });
  });
});

describe("an export piped back", () => {
  const LOGS = [
    ["XAUUSD", "5", "--lot", "0.01"],
    ["XAUUSD", "5", "--lot", "0.01"],
    ["EURUSD", "-2.5", "--lot", "0.1", "--exit", "2026-11-20 10:00", "--ticket", "7"],
    ["GBPUSD", "1", "--exit", "2026-11-20 11:00", "--note", "a"],
  ];

  async function four(): Promise<Trial> {
    const journal = trial();
    for (const words of LOGS) expect((await journal.run("trade", "log", ...words)).code).toBe(0);
    return journal;
  }

  test("adds nothing, whatever was changed since", async () => {
    const journal = await four();
    const { out } = await journal.run("export");
    await journal.run("trade", "edit", "4", "--profit", "9", "--symbol", "GBPJPY");
    await journal.run("trade", "edit", "3", "--ticket", "8");
    const again = await journal.pipe(out, ["trade", "log", "--stdin"]);
    expect(again.err).toContain("0 dicatat, 4 sudah ada");
    expect(journal.rows(TOTALS)).toEqual([{ n: 4, net: 16.5 }]);
  });

  test("into another journal adds all once", async () => {
    const { out } = await (await four()).run("export");
    const other = trial();
    const words = ["trade", "log", "--stdin"];
    expect((await other.pipe(out, words)).err).toContain("4 dicatat, 0 sudah ada");
    expect((await other.pipe(out, words)).err).toContain("0 dicatat, 4 sudah ada");
  });

  test("a line of a bot that says no number is always a new trade", async () => {
    const journal = trial();
    const line = '{"symbol":"XAUUSD","profit_loss":5}\n';
    await journal.pipe(line + line, ["trade", "log", "--stdin"]);
    await journal.pipe(line, ["trade", "log", "--stdin"]);
    expect(journal.rows(TOTALS)).toEqual([{ n: 3, net: 15 }]);
  });
});

describe("a trade that was typed and the same one in a later statement", () => {
  const DEALS = `ticket,order,time,type,entry,magic,position_id,reason,volume,price,commission,swap,profit,fee,symbol,comment
3,13,1792010000,0,0,0,9,0,0.10,1.1000,0,0,0,0,GBPUSD,
4,14,1792013600,1,1,0,9,0,0.10,1.1010,-1,0,11,0,GBPUSD,
`;
  const TIMES = ["--entry", "2026-10-14 20:33", "--exit", "2026-10-14 21:33"];
  const TYPED = ["GBPUSD", "10", "--lot", "0.10", "--side", "buy", ...TIMES];

  async function typed(...words: string[]): Promise<{ journal: Trial; file: string[] }> {
    const journal = trial();
    await journal.run("profile", "edit", "--zone", "UTC");
    expect((await journal.run("trade", "log", ...words)).code).toBe(0);
    const file = journal.file("ids.csv", DEALS);
    return { journal, file: ["trade", "import", file, "--account", "7", "--server-zone", "UTC"] };
  }

  const ALL = "SELECT id, ticket, account, commission, note, strategy_used FROM daily_trading_data";

  test("become one, with the trader's words and the broker's numbers", async () => {
    const { journal, file } = await typed(...TYPED, "--note", "sabar", "--strategy", "breakout");
    const before = journal.rows("SELECT * FROM daily_trading_data");
    const told = await journal.run(...file, "--no-input");
    expect(told.out).toMatch(/Baru\s+0 transaksi\s+Disatukan\s+1 /);
    expect(journal.rows(ALL)).toEqual([
      {
        id: 1,
        ticket: "9",
        account: "7",
        commission: -1,
        note: "sabar",
        strategy_used: "breakout",
      },
    ]);
    // And stay one, whatever is changed; without the import the trade is as it was typed.
    await journal.run("trade", "edit", "1", "--ticket", "5", "--note", "lain");
    expect((await journal.json(...file))[0]).toMatchObject({ added: 0, joined: 0 });
    await journal.run("undo");
    await journal.run("undo", "--import", "1");
    expect(journal.rows("SELECT * FROM daily_trading_data")).toEqual(before);
  });

  test("with its ticket alone", async () => {
    const { journal, file } = await typed("GBPUSD", "10", "--ticket", "9", "--account", "7");
    expect((await journal.json(...file))[0]).toMatchObject({ added: 0 });
    expect(journal.rows("SELECT COUNT(*) n FROM daily_trading_data")).toEqual([{ n: 1 }]);
  });

  test.each([
    ["typed before costs", ["GBPUSD", "11", "--lot", "0.10", "--side", "buy", ...TIMES]],
    ["typed without a time", ["GBPUSD", "10", "--date", "2026-10-14"]],
    ["typed by a clock three hours on", ["GBPUSD", "10", "--exit", "2026-10-15 00:33"]],
  ])("that is only likely: %s is told with both numbers, and asked", async (_, words) => {
    const { journal, file } = await typed(...words, "--note", "sabar");
    const [outcome] = await journal.json(...file);
    expect(outcome).toMatchObject({ added: 1, similar: [{ id: 2, hand: 1 }] });
    await journal.run("undo");
    const told = await journal.run(...file, "--no-input");
    expect(told.out).toMatch(/mirip dengan yang sudah Anda catat: #1 dan #3/);
    await journal.run("undo");
    journal.answer(true);
    expect((await journal.run(...file)).out).toMatch(/Disatukan\s+1 /);
    expect(journal.rows(ALL)).toEqual([
      { id: 1, ticket: "9", account: "7", commission: -1, note: "sabar", strategy_used: null },
    ]);
    const days = journal.rows(
      "SELECT session_date AS day, total_trades AS n FROM trading_sessions",
    );
    expect(days).toEqual([{ day: "2026-10-14", n: 1 }]);
    await journal.run("undo");
    expect(journal.rows(ALL)).toMatchObject([{ id: 1, ticket: null, note: "sabar" }]);
    expect((await journal.run("doctor")).code).toBe(0);
  });

  test.each([
    ["another side", ["GBPUSD", "10", "--lot", "0.10", "--side", "sell", ...TIMES]],
    ["another symbol", ["EURUSD", "10", "--lot", "0.10", "--side", "buy", ...TIMES]],
    ["another ticket", [...TYPED, "--ticket", "8"]],
    ["another day", ["GBPUSD", "10", "--date", "2026-10-13"]],
  ])("%s is another trade", async (_, words) => {
    const { journal, file } = await typed(...words);
    expect((await journal.json(...file))[0]).toMatchObject({ added: 1, joined: 0, similar: [] });
  });

  test("typed twice is recorded, and the first is named", async () => {
    const journal = trial();
    const words = ["trade", "log", "XAUUSD", "5", "--lot", "0.01"];
    expect((await journal.run(...words)).err).not.toMatch(/sama/);
    const again = await journal.run(...words);
    expect([again.code, again.err]).toEqual([0, expect.stringMatching(/dicatat sebagai #1/)]);
    expect((await journal.run("trade", "log", "XAUUSD", "6", "--lot", "0.01")).err).toBe("");
  });
});
