import { describe, expect, it } from "vitest";
import { readStatement } from "../../../src/intake/read.ts";
import type { Statement } from "../../../src/intake/statement.ts";
import { utf8 } from "../statement-model.ts";

const T1 = "2024.01.02 03:04:05";
const T2 = "2024.01.03 10:11:12";
const cells = (...values: string[]): string => values.map((v) => `<td>${v}</td>`).join("");

async function read(rows: string, options = {}): Promise<Statement> {
  const page = `<html><body><table><tr><td>Account: 77</td><td>Name: A</td><td>Currency: USD</td></tr>
${rows}</table></body></html>`;
  const result = await readStatement(typeof rows === "string" ? utf8(page) : rows, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.statement;
}

function trade(id: string, title: string, end = T2, profit = "-1 147.92"): string {
  const money = cells("0.66863", "-18.92", "-0.50", "-2.00", profit);
  const head = `<td title="${title}">${id}</td>${cells(T1, "sell", "5.54", "audusd")}`;
  return `<tr>${head}${cells("0.68287", "0.69000", "0.00000", end)}${money}</tr>\n`;
}

describe("MetaTrader 4 statement", () => {
  it("reads a trade with magic, comment and way of closing from the tooltip", async () => {
    const s = await read(trade("77896825", "#2022052714 UT>CAC x [sl]"));
    expect(s.trades).toEqual([
      {
        line: 2,
        externalId: "77896825",
        family: "mt4",
        symbol: "audusd",
        side: "sell",
        lot: 5.54,
        entryTime: "2024-01-02 03:04:05",
        exitTime: "2024-01-03 10:11:12",
        entryPrice: 0.68287,
        exitPrice: 0.66863,
        stopLoss: 0.69,
        takeProfit: null,
        stopLossUsed: true,
        takeProfitUsed: false,
        profit: "-1147.92",
        commission: "-18.92",
        swap: "-2",
        fee: "-0.5",
        net: "-1169.34",
        magic: "2022052714",
        comment: "UT>CAC x",
        exitReason: "sl",
        parentId: null,
        parts: [],
        approximate: false,
        raw: "",
      },
    ]);
    expect(s).toMatchObject({ account: "77", currency: "USD", clock: "server", notes: [] });
  });

  it("links the parts of a position closed in parts", async () => {
    const s = await read(
      trade("10884298", "to #10888957") + trade("10888957", "from #10884298[tp]"),
    );
    expect(s.trades).toMatchObject([
      { externalId: "10884298", parentId: null },
      { externalId: "10888957", parentId: "10884298", exitReason: "tp" },
    ]);
  });

  it("reads ways of closing with a gap, and a stop-out", async () => {
    const s = await read(
      trade("1", "[tp/gap]") + trade("2", "#5 [sl/gap]") + trade("3", "so: 48.5%/20.0/41.2"),
    );
    expect(s.trades.map((t) => t.exitReason)).toEqual(["tp", "sl", "stop-out"]);
  });

  it("does not take a trader's own words for a way of closing", async () => {
    const s = await read(trade("1", "#5 sl") + trade("2", "tp 1.2") + trade("3", "so what"));
    expect(s.trades.map((t) => t.exitReason)).toEqual([null, null, null]);
    expect(s.trades.map((t) => t.comment)).toEqual(["sl", "tp 1.2", "so what"]);
  });

  it("tells open trades by their empty closing time", async () => {
    const s = await read(trade("1", "", "&nbsp;") + trade("2", "", "1970.01.01 00:00"));
    expect(s.trades).toEqual([]);
    expect(s.open).toMatchObject([
      { exitTime: null, exitPrice: null, profit: "-1147.92" },
      { exitTime: null },
    ]);
  });

  it("keeps deposits, withdrawals and credit apart from trades", async () => {
    const cash = (id: number, type: string, text: string, value: string): string =>
      `<tr><td title="${text}">${id}</td>${cells(T1, type)}<td colspan=10>${text}</td>${cells(value)}</tr>`;
    const s = await read(
      cash(1, "balance", "UT>CAC 857064138", "15 000.00") +
        cash(2, "balance", "STAR-Withdrawal", "-35 000.00") +
        cash(3, "credit", "Bonus 2024", "100"),
    );
    expect(s.cash).toMatchObject([
      { externalId: "1", kind: "deposit", amount: "15000", comment: "UT>CAC 857064138" },
      { externalId: "2", kind: "withdrawal", amount: "-35000" },
      { externalId: "3", kind: "credit", amount: "100", comment: "Bonus 2024" },
    ]);
    expect(s.trades).toEqual([]);
  });

  it("skips cancelled and pending orders, and says so", async () => {
    const order = (end: string): string =>
      `<tr>${cells("5", T1, "buy stop", "1.00", "xauusd", "1", "2", "3", end, "4589.99")}<td colspan=4>cancelled</td></tr>`;
    const s = await read(order(T2) + order("&nbsp;"));
    expect(s.skipped).toEqual([
      { line: 2, reason: "cancelled" },
      { line: 2, reason: "pending" },
    ]);
  });

  it("merges a second row with magic and comment, and a comment row of its own", async () => {
    const second = `<tr><td colspan=9>&nbsp;</td>${cells("8005")}<td colspan=3>grid 7</td></tr>`;
    const alone = "<tr><td colspan=14>old comment</td></tr>";
    const s = await read(trade("1", "") + second + trade("2", "") + alone + trade("3", ""));
    expect(s.trades).toMatchObject([
      { magic: "8005", comment: "grid 7" },
      { magic: null, comment: "old comment" },
      { magic: null, comment: null },
    ]);
  });

  it("does not take totals or titles for a second row", async () => {
    const totals = `<tr><td colspan=10>&nbsp;</td>${cells("0", "0", "-171", "-348 433")}</tr>`;
    const title = "<tr><td colspan=14><b>Open Trades:</b></td></tr>";
    const floating = `<tr><td colspan=10>&nbsp;</td>${cells("Floating P/L:", "0.00")}</tr>`;
    for (const row of [totals, title, floating]) {
      const s = await read(trade("1", "") + row);
      expect(s.trades).toMatchObject([{ magic: null, comment: null }]);
    }
  });

  it("reports every row that it cannot read, and reads the others", async () => {
    const s = await read(
      trade("1", "", T2, "abc") + trade("2", "") + trade("3", "").replace("5.54", "x"),
    );
    expect(s.trades).toHaveLength(1);
    expect(s.skipped).toMatchObject([
      { line: 2, reason: "bad", field: "profit", value: "abc", expected: "number" },
      { line: 4, reason: "bad", field: "lot", value: "x", expected: "number" },
    ]);
  });

  it("reads comments in the code page it is told", async () => {
    const page = `<html><table><tr>${"\n"}${trade("1", "#16384 @")}</table></html>`;
    const gbk = Uint8Array.from([...utf8(page)].flatMap((b) => (b === 64 ? [0xbd, 0xbb] : [b])));
    const told = await readStatement(gbk, { encoding: "gbk" });
    const guessed = await readStatement(gbk);
    expect(told).toMatchObject({
      ok: true,
      statement: { notes: ["encoding:gbk"], trades: [{ magic: "16384", comment: "交" }] },
    });
    expect(guessed).toMatchObject({ ok: true, statement: { notes: ["encoding:windows-1252"] } });
  });

  it("reads a tester report as a backtest", async () => {
    const row = (...values: string[]): string => `<tr>${cells(...values)}</tr>`;
    const rows = [
      row("Symbol", "EURUSD (Euro vs US Dollar)"),
      row("Total net profit", "20.00", "Gross profit", "50.00", "Gross loss", "-30.00"),
      row(
        "Total trades",
        "2",
        "Short positions (won %)",
        "1 (0%)",
        "Long positions (won %)",
        "1 (1%)",
      ),
      row("1", "2013.01.02 00:00", "buy", "1", "0.10", "1.30000", "1.29000", "1.31000", ""),
      row("2", "2013.01.02 01:00", "modify", "1", "0.10", "1.30000", "1.29500", "1.31000", ""),
      row("3", "2013.01.02 02:00", "t/p", "1", "0.10", "1.31000", "0", "0", "50.00", "10050.00"),
      row("4", "2013.01.03 00:00", "sell stop", "2", "0.10", "1.30000", "0", "0", ""),
      row("5", "2013.01.03 01:00", "sell", "2", "0.10", "1.30000", "0", "0", ""),
      row(
        "6",
        "2013.01.03 02:00",
        "close at stop",
        "2",
        "0.10",
        "1.3",
        "0",
        "0",
        "-30.00",
        "10020",
      ),
    ];
    const page = utf8(`<html><table>${rows.join("\n")}</table></html>`);
    expect(await readStatement(page)).toMatchObject({ ok: false, problem: { code: "backtest" } });
    expect(await readStatement(page, { backtest: true })).toMatchObject({
      ok: true,
      statement: {
        format: "mt4-tester",
        backtest: true,
        trades: [
          { symbol: "EURUSD", exitReason: "tp", stopLoss: 1.295, net: "50", externalId: null },
          { side: "sell", exitReason: "end-of-test", net: "-30", stopLossUsed: false },
        ],
        declared: [
          { name: "net", value: "20", computed: "20" },
          { name: "trades", value: "2", computed: "2" },
        ],
      },
    });
  });
});
