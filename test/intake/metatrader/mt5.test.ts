import { describe, expect, it } from "vitest";
import { readStatement } from "../../../src/intake/read.ts";
import type { Statement } from "../../../src/intake/statement.ts";
import { utf16 } from "../statement-model.ts";

const D = "2024.05.06 ";
const tr = (...values: string[]): string =>
  `<tr>${values.map((v) => (v.startsWith("<td") ? v : `<td>${v}</td>`)).join("")}</tr>\n`;

const position = (id: string, lot: string, end: string, exit: string, profit: string): string =>
  tr(
    `${D}10:00:00`,
    id,
    "EURUSD",
    "buy",
    lot,
    "1.1",
    "",
    "",
    `${D}${end}`,
    exit,
    "-0.30",
    "0",
    profit,
  );

interface DealText {
  at: string;
  side: string;
  entry: string;
  lot: string;
  price: string;
  order: string;
  fee?: string;
  profit?: string;
  comment?: string;
}

let dealId = 0;
function deal(d: DealText): string {
  const { fee = "0", profit = "0", comment = "" } = d;
  return tr(
    `${D}${d.at}`,
    String(900 + dealId++),
    "EURUSD",
    d.side,
    d.entry,
    d.lot,
    d.price,
    d.order,
    '<td class="hidden"></td>',
    d.entry === "in" ? "-0.30" : "0",
    fee,
    "0",
    profit,
    "1 000.00",
    comment,
  );
}

async function read(rows: string, mode = "Hedge"): Promise<Statement> {
  const account = `<tr><th>Účet:</th><th>42&nbsp;(USC,&nbsp;X Ltd-Live 2,&nbsp;real,&nbsp;${mode})</th></tr>`;
  const page = `<html><table>${account}${rows}</table></html>`;
  const odd = new Uint8Array([...utf16(page), 10]); // a tool appended a line end
  const result = await readStatement(odd);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.statement;
}

describe("MetaTrader 5 history report", () => {
  it("adds the fees of all closing deals of a position closed in parts", async () => {
    const s = await read(
      position("1", "0.03", "12:00:00", "1.105", "9.00") +
        position("2", "0.01", "11:00:00", "1.102", "2.00") +
        deal({
          at: "10:00:00",
          side: "buy",
          entry: "in",
          lot: "0.03",
          price: "1.1",
          order: "1",
          fee: "-0.10",
        }) +
        deal({ at: "10:00:00", side: "buy", entry: "in", lot: "0.01", price: "1.1", order: "2" }) +
        deal({
          at: "11:00:00",
          side: "sell",
          entry: "out",
          lot: "0.02",
          price: "1.104",
          order: "8",
          fee: "-0.02",
          profit: "5.00",
        }) +
        deal({
          at: "11:00:00",
          side: "sell",
          entry: "out",
          lot: "0.01",
          price: "1.102",
          order: "7",
          fee: "-0.04",
          profit: "2.00",
        }) +
        deal({
          at: "12:00:00",
          side: "sell",
          entry: "out",
          lot: "0.01",
          price: "1.107",
          order: "9",
          fee: "-0.01",
          profit: "4.00",
          comment: "[tp 1.107]",
        }),
    );
    expect(s).toMatchObject({ account: "42", currency: "USC", server: "X Ltd-Live 2" });
    expect(s.trades).toMatchObject([
      { externalId: "1", fee: "-0.13", net: "8.57", exitReason: "tp", stopLossUsed: false },
      { externalId: "2", fee: "-0.04", net: "1.66", exitReason: null },
    ]);
    // What was closed first keeps its own money, with its share of what opening cost.
    expect(s.trades.map((trade) => trade.parts)).toEqual([
      [
        {
          exitTime: `${D.replaceAll(".", "-")}11:00:00`,
          lot: 0.02,
          exitPrice: 1.104,
          money: { profit: "5", commission: "-0.2", swap: "0", fee: "-0.08" },
        },
      ],
      [],
    ]);
  });

  it("counts costs already booked on open positions towards the declared net", async () => {
    const s = await read(
      position("1", "0.01", "11:00:00", "1.102", "2.00") +
        tr(
          `${D}10:30:00`,
          "5",
          "EURUSD",
          "buy",
          "0.02",
          "1.1",
          "1.09",
          "",
          "1.103",
          "0",
          "6.00",
          "note",
        ) +
        deal({ at: "10:00:00", side: "buy", entry: "in", lot: "0.01", price: "1.1", order: "1" }) +
        deal({ at: "10:30:00", side: "buy", entry: "in", lot: "0.02", price: "1.1", order: "5" }) +
        deal({
          at: "11:00:00",
          side: "sell",
          entry: "out",
          lot: "0.01",
          price: "1.102",
          order: "7",
          profit: "2.00",
        }) +
        tr("a:", "1.40", "b:", "2.00", "c:", "-0.60"),
    );
    expect(s.declared).toContainEqual({ name: "net", value: "1.4", computed: "1.4", exact: true });
    expect(s.open).toMatchObject([
      { externalId: "5", exitTime: null, commission: "-0.3", profit: "6", stopLossUsed: true },
    ]);
  });

  it("gives a reversal two trades where there is no table of positions", async () => {
    const s = await read(
      deal({ at: "10:00:00", side: "buy", entry: "in", lot: "0.01", price: "1.1", order: "1" }) +
        deal({
          at: "11:00:00",
          side: "sell",
          entry: "in/out",
          lot: "0.03",
          price: "1.2",
          order: "2",
          profit: "5.00",
        }) +
        deal({
          at: "12:00:00",
          side: "buy",
          entry: "out",
          lot: "0.02",
          price: "1.3",
          order: "3",
          profit: "-4.00",
        }),
      "Netting",
    );
    expect(s.notes).toEqual(["no-positions-table"]);
    expect(s.trades).toMatchObject([
      { externalId: "1", side: "buy", lot: 0.01, net: "4.7", approximate: false },
      { externalId: "2", side: "sell", lot: 0.02, net: "-4", approximate: false },
    ]);
  });

  it("pairs a hedged closing deal by the stop its comment names", async () => {
    const order = (id: string, stop: string): string =>
      tr(
        `${D}09:00:00`,
        id,
        "EURUSD",
        "buy",
        "0.01 / 0.01",
        "1.1",
        stop,
        "",
        `${D}10:00:00`,
        "filled",
        "",
      );
    const s = await read(
      order("1", "1.09") +
        order("2", "1.08") +
        deal({ at: "10:00:00", side: "buy", entry: "in", lot: "0.01", price: "1.1", order: "1" }) +
        deal({ at: "10:01:00", side: "buy", entry: "in", lot: "0.01", price: "1.1", order: "2" }) +
        deal({
          at: "11:00:00",
          side: "sell",
          entry: "out",
          lot: "0.01",
          price: "1.08",
          order: "8",
          profit: "-2",
          comment: "sl 1.08",
        }) +
        deal({
          at: "12:00:00",
          side: "sell",
          entry: "out",
          lot: "0.01",
          price: "1.2",
          order: "9",
          profit: "10",
        }),
    );
    expect(s.trades).toMatchObject([
      { externalId: "2", exitReason: "sl", approximate: false, stopLoss: 1.08 },
      { externalId: "1", net: "9.7", approximate: false },
    ]);
  });

  it("keeps the money of closing deals whose opening lies before the report", async () => {
    const s = await read(
      deal({
        at: "11:00:00",
        side: "sell",
        entry: "out",
        lot: "0.01",
        price: "1.2",
        order: "8",
        profit: "7.25",
      }),
    );
    expect(s.trades).toMatchObject([
      { side: "buy", entryTime: null, entryPrice: null, net: "7.25", approximate: true },
    ]);
  });

  it("keeps charges, corrections and credit as cash of their own kinds", async () => {
    const cash = (type: string, commission: string, profit: string): string =>
      tr(
        `${D}09:00:00`,
        `${type}1`,
        "",
        type,
        "",
        "",
        "",
        "",
        '<td class="hidden"></td>',
        commission,
        "0",
        "0",
        profit,
        "0",
        "",
      );
    const s = await read(
      cash("balance", "0", "-50.00") +
        cash("charge", "-1.50", "0") +
        cash("credit", "0", "10") +
        cash("correction", "0", "0.01"),
    );
    expect(s.cash.map((c) => [c.kind, c.amount])).toEqual([
      ["withdrawal", "-50"],
      ["cost", "-1.5"],
      ["credit", "10"],
      ["correction", "0.01"],
    ]);
  });

  it("skips cancelled and pending orders by what was filled of them", async () => {
    const order = (volume: string, time: string): string =>
      tr(`${D}09:00:00`, "5", "EURUSD", "buy stop", volume, "1.1", "", "", time, "placed", "");
    const s = await read(order("0.01 / 0", `${D}10:00:00`) + order("0.5 / 0", "1.649"));
    expect(s.skipped.map((row) => row.reason)).toEqual(["cancelled", "pending"]);
  });

  it("reads a table once that a rearranged file holds twice", async () => {
    const once = position("1", "0.01", "11:00:00", "1.102", "2.00");
    const s = await read(once + once);
    expect(s.trades).toHaveLength(1);
    expect(s.skipped).toMatchObject([{ reason: "not-a-trade", field: "duplicate", value: "1" }]);
  });

  it("gives a report of an account without trades, not an error", async () => {
    const s = await read("");
    expect(s).toMatchObject({ format: "mt5", account: "42", trades: [], open: [] });
  });
});
