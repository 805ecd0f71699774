import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeMt4 } from "../intake/metatrader/mt4-writer.ts";
import { mt5Grid, writeMt5 } from "../intake/metatrader/mt5-writer.ts";
import {
  type Model,
  type ModelTrade,
  model,
  netOf,
  sum,
  utf16,
} from "../intake/statement-model.ts";
import { writeXlsx } from "../intake/xlsx-writer.ts";
import { runs } from "../seed.ts";
import { type Trial, trial } from "./journal-run.ts";

const trade = (id: number, more: Partial<ModelTrade> = {}): ModelTrade => ({
  id,
  symbol: "xauusd.",
  side: "buy",
  lot: 10,
  entry: 600 + id * 60,
  hold: 1_800,
  entryPrice: 203_000_000,
  exitPrice: 203_100_000,
  stop: 202_900_000,
  target: null,
  profit: id % 2 === 0 ? 4_550 : -2_530,
  commission: -70,
  swap: 0,
  fee: 0,
  magic: null,
  comment: null,
  reason: null,
  ...more,
});

const statement = (trades: ModelTrade[], more: Partial<Model> = {}): Model => ({
  account: "5001234",
  currency: "USD",
  decimals: 2,
  trades,
  deposit: 100_000,
  ...more,
});

const TOTALS = "SELECT COUNT(*) n, ROUND(SUM(profit_loss), 2) net FROM daily_trading_data";
const units = (trades: ModelTrade[]) => sum(trades.map(netOf)) / 100;

async function importModel(journal: Trial, m: Model, ...words: string[]) {
  const file = journal.file(`s${Math.abs(sum(m.trades.map(netOf)))}.htm`, writeMt4(m));
  return await journal.run("trade", "import", file, "--no-input", ...words);
}

const ten = Array.from({ length: 10 }, (_, index) => trade(index + 1));

describe("one statement", () => {
  test("is summed up with what was assumed", async () => {
    const journal = trial();
    const file = journal.file("Statement.htm", writeMt4(statement(ten)));
    const told = await journal.run("trade", "import", file, "--no-input");
    expect(told.code).toBe(0);
    await expect(told.out).toMatchFileSnapshot("../golden/import-mt4.txt");
  });

  test("adds nothing the second time, and leaves no operation to undo", async () => {
    const journal = trial();
    await importModel(journal, statement(ten));
    const again = await importModel(journal, statement(ten));
    expect(again.out).toContain("Tidak ada yang baru");
    expect(journal.rows(TOTALS)).toEqual([{ n: 10, net: units(ten) }]);
    expect(journal.rows("SELECT COUNT(*) n FROM operations")).toEqual([{ n: 1 }]);
    expect(journal.rows("SELECT COUNT(*) n FROM cash_flows")).toEqual([{ n: 1 }]);
  });

  test("normal symbols, raw names, stops and times in UTC are kept", async () => {
    const journal = trial();
    await importModel(journal, statement([trade(1)]), "--server-zone", "+03:00");
    expect(
      journal.rows(
        "SELECT symbol, raw_symbol, stop_loss, stop_loss_used, entry_time, fee, account FROM daily_trading_data",
      ),
    ).toEqual([
      {
        symbol: "XAUUSD",
        raw_symbol: "xauusd.",
        stop_loss: 2029,
        stop_loss_used: 1,
        entry_time: "2024-01-02 08:00:00",
        fee: 0,
        account: "5001234",
      },
    ]);
    for (const symbol of ["XAUUSD", "xauusd."]) {
      const list = await journal.run("trade", "list", "--symbol", symbol, "--from", "2024-01-01");
      expect(list.out).toContain("1 transaksi");
    }
  });

  test("a dry run tells the same and changes not a byte", async () => {
    const journal = trial();
    await journal.run("trade", "log", "EURUSD", "5", "--lot", "0.1");
    await journal.run("undo");
    const before = journal.bytes();
    const dry = await importModel(journal, statement(ten), "--dry-run");
    expect(dry.out).toContain("10 transaksi");
    expect(dry.out).toContain("jurnal tidak berubah");
    expect(journal.bytes().equals(before)).toBe(true);
    const fresh = trial();
    await importModel(fresh, statement(ten), "--dry-run");
    expect(() => fresh.bytes()).toThrow();
  });
});

describe("statements of one account", () => {
  test("in any layout, order and overlap end as their union", async () => {
    const layouts = [
      (m: Model) => writeMt5(m),
      (m: Model) => utf16(writeMt5(m, { language: "ja" })),
      (m: Model) => writeXlsx({ Sheet1: mt5Grid(m) }),
    ];
    const parts = fc.array(
      fc.record({
        layout: fc.nat(2),
        mask: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(model, parts, async (whole, exports) => {
        const journal = trial();
        const all = { ...whole, trades: whole.trades.map((t) => ({ ...t, magic: null })) };
        const seen = new Set<number>();
        for (const [index, { layout, mask }] of exports.entries()) {
          const trades = all.trades.filter((_, at) => mask[at]);
          if (trades.length === 0) continue;
          for (const { id } of trades) seen.add(id);
          const write = layouts[layout] as (typeof layouts)[0];
          const file = journal.file(`${index}.html`, write({ ...all, trades }));
          const told = await journal.run("trade", "import", file, "--no-input");
          expect(told.err.replace(/Jurnal baru.*\n/, "")).toBe("");
        }
        if (seen.size === 0) return;
        const wanted = all.trades.filter(({ id }) => seen.has(id));
        const scale = all.decimals === 0 ? 1 : 100;
        const rows = journal.rows("SELECT ticket, profit_loss FROM daily_trading_data ORDER BY id");
        const held = new Map(rows.map((row) => [row.ticket, row.profit_loss]));
        expect(rows).toHaveLength(seen.size);
        for (const one of wanted) expect(held.get(String(one.id))).toBe(netOf(one) / scale);
      }),
      runs(12),
    );
  });

  test("what the trader wrote stays when the broker's numbers change", async () => {
    const journal = trial();
    await importModel(journal, statement(ten));
    await journal.run(
      "trade",
      "edit",
      "1",
      "--note",
      "FOMO",
      "--tag",
      "berita",
      "--strategy",
      "breakout",
    );
    const changed = ten.map((one) => (one.id === 1 ? { ...one, swap: -125 } : one));
    const told = await importModel(journal, statement(changed));
    expect(told.out).toContain("Berubah");
    expect(
      journal.rows(
        "SELECT note, tags, strategy_used, swap, profit_loss FROM daily_trading_data LIMIT 1",
      ),
    ).toEqual([
      { note: "FOMO", tags: "berita", strategy_used: "breakout", swap: -1.25, profit_loss: -27.25 },
    ]);
    const [session] = journal.rows("SELECT SUM(total_profit_loss) net FROM trading_sessions");
    expect(session?.net).toBeCloseTo(units(changed), 8);
  });

  test("a dump without an account finds its account by the tickets", async () => {
    const journal = trial();
    const file = journal.file("r.html", writeMt5(statement(ten)));
    await journal.run("trade", "import", file, "--no-input");
    const dump = journal.file("deals.csv", dealsCsv(ten));
    const [outcome] = await journal.json("trade", "import", dump, "--no-input");
    expect(outcome).toMatchObject({ account: "5001234", added: 0, changed: 0, known: 10 });
  });

  test("trades that came without an account get it from the statement", async () => {
    const journal = trial();
    const dump = journal.file("deals.csv", dealsCsv(ten));
    await journal.run("trade", "import", dump, "--no-input");
    const file = journal.file("r.html", writeMt5(statement(ten)));
    const [outcome] = await journal.json("trade", "import", file, "--no-input");
    expect(outcome).toMatchObject({ added: 0, changed: 0, known: 10, filled: 10 });
    expect(journal.rows("SELECT DISTINCT account FROM daily_trading_data")).toEqual([
      { account: "5001234" },
    ]);
  });
});

/** The positions as history_deals_get() tells them. */
function dealsCsv(trades: ModelTrade[]): string {
  const header =
    "ticket,order,time,time_msc,type,entry,magic,position_id,reason,volume,price,commission,swap,profit,fee,symbol,comment,external_id";
  const start = Date.UTC(2024, 0, 2) / 1000;
  const rows = trades.flatMap((one) => {
    const [opened, closed] = [start + one.entry * 60, start + one.entry * 60 + one.hold];
    const line = (ticket: number, time: number, type: number, entry: number, money: string) =>
      `${ticket},${ticket},${time},${time}000,${type},${entry},0,${one.id},0,${one.lot / 100},2030.0,${money},${one.symbol},,`;
    return [
      line(one.id * 10, opened, 0, 0, "0.0,0.0,0.0,0.0"),
      line(
        one.id * 10 + 1,
        closed,
        1,
        1,
        `${one.commission / 100},${one.swap / 100},${one.profit / 100},0.0`,
      ),
    ];
  });
  return [header, ...rows, ""].join("\n");
}

describe("undo of one import", () => {
  test("is one step, and takes exactly its trades back later too", async () => {
    const journal = trial();
    await importModel(journal, statement(ten.slice(0, 4)));
    await importModel(journal, statement(ten.slice(0, 7)));
    await journal.run("trade", "log", "EURUSD", "5", "--date", "2024-01-02");
    await journal.run("trade", "edit", "6", "--note", "dari impor kedua");
    const told = await journal.run("undo", "--import", "2");
    expect(told.out).toContain("3 transaksi");
    const rows = journal.rows("SELECT symbol, COUNT(*) n FROM daily_trading_data GROUP BY symbol");
    expect(rows).toEqual([
      { symbol: "EURUSD", n: 1 },
      { symbol: "XAUUSD", n: 4 },
    ]);
    expect((await journal.run("doctor")).code).toBe(0);
    // The edit of a trade that is gone is gone too: undo takes back the trade by hand.
    expect((await journal.run("undo")).out).toContain("EURUSD");
    const again = await importModel(journal, statement(ten.slice(0, 7)));
    expect(again.out).toContain("3 transaksi");
    expect(journal.rows(TOTALS)).toEqual([{ n: 7, net: units(ten.slice(0, 7)) }]);
  });

  test("gives back what it changed, also below a later change", async () => {
    const journal = trial();
    const with_ = (swap: number) => statement([trade(1, { swap }), trade(2)]);
    await importModel(journal, with_(0));
    await importModel(journal, with_(-100));
    await importModel(journal, with_(-250));
    await journal.run("undo", "--import", "2");
    const swap = "SELECT swap FROM daily_trading_data WHERE ticket = '1'";
    expect(journal.rows(swap)).toEqual([{ swap: -2.5 }]);
    await journal.run("undo");
    expect(journal.rows(swap)).toEqual([{ swap: 0 }]);
  });

  test("an import undone leaves the journal as before it", async () => {
    const journal = trial();
    await journal.run("trade", "import", "--list");
    await importModel(journal, statement(ten, { currency: "JPY", decimals: 0 }));
    await journal.run("undo", "--import", "1");
    for (const table of [
      "daily_trading_data",
      "cash_flows",
      "accounts",
      "imports",
      "trading_sessions",
    ]) {
      expect(journal.rows(`SELECT * FROM ${table}`), table).toEqual([]);
    }
    expect(journal.rows("SELECT currency FROM users")).toEqual([{ currency: "USD" }]);
    expect((await journal.run("undo")).code).toBe(1);
    const unknown = await journal.run("undo", "--import", "9");
    expect(unknown).toMatchObject({ code: 1, out: "" });
  });
});

describe("clock and currency", () => {
  test("rezone moves times and sessions as one operation", async () => {
    const journal = trial();
    await journal.run("profile", "edit", "--zone", "UTC");
    await importModel(journal, statement([trade(1, { entry: 23 * 60 })]), "--server-zone", "UTC");
    const when =
      "SELECT entry_time, session_date FROM daily_trading_data t JOIN trading_sessions s ON s.id = session_id";
    expect(journal.rows(when)).toEqual([
      { entry_time: "2024-01-02 23:00:00", session_date: "2024-01-02" },
    ]);
    const told = await journal.run("trade", "import", "--rezone", "5001234", "America/New_York");
    expect(told.out).toContain("1 transaksi");
    expect(journal.rows(when)).toEqual([
      { entry_time: "2024-01-03 04:00:00", session_date: "2024-01-03" },
    ]);
    // The same file read on the new clock is the same trade.
    const [again] = await journal.json(
      "trade",
      "import",
      `${journal.folder}/s2600.htm`,
      "--no-input",
    );
    expect(again).toMatchObject({ known: 1, added: 0, changed: 0 });
    await journal.run("undo");
    expect(journal.rows(when)).toEqual([
      { entry_time: "2024-01-02 23:00:00", session_date: "2024-01-02" },
    ]);
  });

  test("a person is asked for the clock once for an account", async () => {
    const journal = trial();
    journal.answer("+03:00");
    const file = journal.file("a.htm", writeMt4(statement([trade(1)])));
    expect((await journal.run("trade", "import", file)).out).toContain("+03:00");
    journal.answer();
    const next = journal.file("b.htm", writeMt4(statement([trade(1), trade(2)])));
    expect((await journal.run("trade", "import", next)).out).toContain("seperti impor sebelumnya");
  });

  test("another currency is refused with the way out, a cent account is its own", async () => {
    const journal = trial();
    await importModel(journal, statement(ten, { currency: "USC" }));
    expect(journal.rows("SELECT currency FROM users")).toEqual([{ currency: "USC" }]);
    const told = await importModel(
      journal,
      statement([trade(99)], { currency: "USD", account: "7" }),
    );
    expect(told.code).toBe(1);
    expect(told.err).toContain("jurnal profile add");
    expect(journal.rows(TOTALS)).toEqual([{ n: 10, net: units(ten) }]);
  });

  test("a backtest needs its flag and stays in a profile of its own", async () => {
    const journal = trial();
    const file = journal.file("t.html", utf16(writeMt5(statement(ten), { isTester: true })));
    expect((await journal.run("trade", "import", file, "--no-input")).err).toContain("--backtest");
    const told = await journal.run("trade", "import", file, "--no-input", "--backtest");
    expect(told.code).toBe(0);
    expect(journal.rows("SELECT name FROM users")).toEqual([
      { name: "utama" },
      { name: "backtest utama" },
    ]);
    expect((await journal.run("trade", "list", "--from", "2024-01-01")).out).toContain(
      "Tidak ada transaksi",
    );
    const [again] = await journal.json("trade", "import", file, "--no-input", "--backtest");
    expect(again).toMatchObject({ added: 0 });
  });
});

describe("bots", () => {
  test("many magic numbers stand in one line, the busiest first", async () => {
    const trades = Array.from({ length: 30 }, (_, at) => trade(at + 1, { magic: 100 + (at % 10) }));
    const extra = trade(31, { magic: 109 });
    const { out } = await importModel(trial(), statement([...trades, extra]));
    const told = out.replace(/\s+/g, " ");
    expect(told).toContain("10 magic number belum punya bot: 109 (4 transaksi), 100 (3 transaksi)");
    expect(told).toContain("dan 2 lainnya; lengkapnya di --json. Daftarkan satu per satu");
  });

  test("magic numbers map to bots, before and after they are named", async () => {
    const journal = trial();
    const trades = [trade(1, { magic: 1001 }), trade(2, { magic: 1001 }), trade(3)];
    expect((await importModel(journal, statement(trades))).out).toContain("magic number 1001");
    await journal.run("bot", "add", "EA Gold");
    const told = await journal.run("bot", "edit", "1", "--magic", "1001");
    expect(told.out).toContain("2 transaksi");
    await importModel(journal, statement([...trades, trade(4, { magic: 1001 })]));
    expect(
      journal.rows("SELECT ticket FROM daily_trading_data WHERE bot_id = 1 ORDER BY id"),
    ).toEqual([{ ticket: "1" }, { ticket: "2" }, { ticket: "4" }]);
  });
});
