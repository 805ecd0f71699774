import { describe, expect, test } from "vitest";
import { readAmount } from "../../src/base/amounts.ts";
import type { ReadOptions } from "../../src/intake/read.ts";
import { readStatement } from "../../src/intake/read.ts";
import { writeXlsx } from "./xlsx-writer.ts";

/** What is lost in every file below, as each style of decimals writes it. */
const STYLES: readonly (readonly [text: string, mark: "." | ","])[] = [
  ["1234.50", "."],
  ["1,234.50", "."],
  ["1 234.50", "."],
  ["1\u00a0234.50", "."],
  ["1\u202f234.50", "."],
  ["1\u2009234.50", "."],
  ["1'234.50", "."],
  ["1’234.50", "."],
  ["1234,50", ","],
  ["1.234,50", ","],
  ["1 234,50", ","],
  ["1\u00a0234,50", ","],
];

const SPELLINGS: readonly ((amount: string) => string)[] = [
  (a) => `-${a}`,
  (a) => `- ${a}`,
  (a) => `-\u00a0${a}`,
  (a) => `−${a}`,
  (a) => `− ${a}`,
  (a) => `–${a}`,
  (a) => `– ${a}`,
  (a) => `—${a}`,
  (a) => `\u2011${a}`,
  (a) => `\u0096${a}`,
  (a) => `\u200e-${a}`,
  (a) => `${a}-`,
  (a) => `${a} -`,
  (a) => `(${a})`,
  (a) => `( ${a} )`,
  (a) => `$(${a})`,
  (a) => `($${a})`,
  (a) => `-$${a}`,
  (a) => `$-${a}`,
  (a) => `- $ ${a}`,
  (a) => `-US$${a}`,
];
const SPELLED = STYLES.flatMap(([amount, mark]) =>
  SPELLINGS.map((spell): [string, "." | ","] => [spell(amount), mark]),
);

test.each(SPELLED)("%j is a loss under %s", (cell, mark) => {
  expect(readAmount(cell, mark)).toBe("-1234.5");
});

test.each([
  ["-1234.50 USD", ".", "-1234.5"],
  ["(1,234.50 USD)", ".", "-1234.5"],
  ["(1,234.50) USD", ".", "-1234.5"],
  ["USD -1,234.50", ".", "-1234.5"],
  ["1,234.50- USD", ".", "-1234.5"],
  ["-Rp 1.234", ",", "-1234"],
  ["Rp. 1.234,50", ",", "1234.5"],
  ["-Rp 1.234", ".", null],
  ["1.234 IDR", ".", null],
  ["-(12.34)", ".", null],
  ["--12.34", ".", null],
  ["-12.34-", ".", null],
  ["(-12.34)", ".", null],
  ["(12.34", ".", null],
  [")12.34(", ".", null],
  ["12 34", ".", null],
  ["12.34 56", ".", null],
  ["0,100", ".", null],
  ["$12.34 USD", ".", null],
  ["12.34 pips", ".", null],
] as const)("%j under %s is %j", (cell, mark, amount) => {
  expect(readAmount(cell, mark)).toBe(amount);
});

/** A cell of a delimited file, in quotes. */
const quoted = (text: string) => `"${text}"`;
const lines = (...rows: string[]) => new TextEncoder().encode(`${rows.join("\n")}\n`);

const tr = (cells: readonly string[]) => `<tr>${cells.map((c) => `<td>${c}</td>`).join("")}</tr>`;
const html = (...rows: string[][]) =>
  lines(`<html><table>${rows.map(tr).join("\n")}</table></html>`);

const MT4_HEAD =
  "Ticket|Open Time|Type|Size|Item|Price|S / L|T / P|Close Time|Price|Commission|Taxes|Swap|Profit";
const mt5Position = (loss: string) =>
  `2026.01.05 09:00:00|11|EURUSD|buy|0.10|1.1|||2026.01.05 10:00:00|1.0|0|0|${loss}`.split("|");
const MT5_ACCOUNT = ["Account:", "123 (USD, Contoh, demo, Hedge)"];
const dealRow = (id: number, entry: string, loss: string) =>
  `2026.01.05 ${10 + id}:00:00|${id}|EURUSD|${entry === "in" ? "buy" : "sell"}|${entry}|0.10|1.1|2${id}|0|0|0|${loss}|0|`.split(
    "|",
  );

interface Source {
  /** A file with this loss in it. */
  write: (loss: string) => Uint8Array;
  options?: ReadOptions;
  /** It also takes amounts with a comma for the decimals. */
  comma?: boolean;
}

/** One file of each format whose amounts can be below zero. */
const SOURCES: Record<string, Source> = {
  "mt4 in HTML": {
    comma: true,
    write: (loss) =>
      html(
        ["Account: 77", "Name: Contoh", "Currency: USD"],
        MT4_HEAD.split("|"),
        `12|2026.01.05 09:00:00|buy|0.10|eurusd|1.1|0|0|2026.01.05 10:00:00|1.0|0|0|0|${loss}`.split(
          "|",
        ),
      ),
  },
  "mt5 positions in HTML": {
    comma: true,
    write: (loss) => html(MT5_ACCOUNT, mt5Position(loss)),
  },
  "mt5 positions in a workbook": {
    comma: true,
    write: (loss) => writeXlsx({ Sheet1: [MT5_ACCOUNT, mt5Position(loss)] }),
  },
  "mt5 deals in HTML": {
    comma: true,
    write: (loss) => html(MT5_ACCOUNT, dealRow(1, "in", "0.00"), dealRow(2, "out", loss)),
  },
  "mt5 deals from a bot": {
    write: (loss) =>
      lines(
        "ticket,time,type,entry,position_id,volume,price,commission,swap,profit,fee,symbol,comment",
        "1,2026-01-05 09:00:00,0,0,5,0.1,1.1,0,0,0,0,EURUSD,",
        `2,2026-01-05 10:00:00,1,1,5,0.1,1.0,0,0,${quoted(loss)},0,EURUSD,`,
      ),
  },
  exness: {
    write: (loss) =>
      lines(
        "ticket,opening_time_utc,closing_time_utc,type,lots,symbol,opening_price,closing_price,profit",
        `1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.01,XAUUSDm,2012.6,2000,${quoted(loss)}`,
      ),
  },
  ctrader: {
    comma: true,
    write: (loss) =>
      lines(
        "Deal ID,Symbol,Opening Direction,Opening time (UTC+7),Closing Time (UTC+7),Net USD",
        `1,EURUSD,Buy,05 Jan 2026 09:00:00,05 Jan 2026 10:00:00,${quoted(loss)}`,
      ),
  },
  tradingview: {
    options: { backtest: true, symbol: "ETHUSDT" },
    write: (loss) =>
      lines(
        "Trade #,Type,Date and time,Signal,Price USD,Size (qty),Net P&L USD",
        `1,Exit long,2026-01-05 11:00,TP,2010,1,${quoted(loss)}`,
        `1,Entry long,2026-01-05 10:00,Long,2000,1,${quoted(loss)}`,
      ),
  },
  myfxbook: {
    write: (loss) =>
      lines(
        "Tags,Ticket,Open Date,Close Date,Symbol,Action,Units/Lots,SL,TP,Open Price,Close Price,Commission,Swap,Pips,Profit",
        `,1,01/13/2026 09:00,01/13/2026 10:00,EURUSD,Buy,0.1,0,0,1.1,1.0,0,0,-10,${quoted(loss)}`,
      ),
  },
  fxblue: {
    write: (loss) =>
      lines(
        "Type,Ticket,Symbol,Lots,Buy/sell,Open price,Close price,Open time,Close time,Profit,Swap,Commission,Net profit",
        `Closed position,1,EURUSD,0.1,Buy,1.1,1.0,2026/01/05 09:00:00,2026/01/05 10:00:00,${quoted(loss)},0,0,${quoted(loss)}`,
      ),
  },
  "mql5-signal": {
    write: (loss) =>
      lines(
        "Time;Type;Volume;Symbol;Price;S/L;T/P;Time;Price;Commission;Swap;Profit;Comment",
        `2026.01.05 09:00:00;Buy;0.10;EURUSD;1.1;;;2026.01.05 10:00:00;1.0;0;0;${quoted(loss)};`,
      ),
  },
  ftmo: {
    comma: true,
    write: (loss) =>
      lines(
        "Ticket;Open;Type;Volume;Symbol;Price;SL;TP;Close;Price;Swap;Commissions;Profit;Pips",
        `1;2026-01-05 09:00:00;buy;1;EURUSD;1;0;0;2026-01-05 10:00:00;1;0;0;${quoted(loss)};1`,
      ),
  },
  bybit: {
    write: (loss) =>
      lines(
        "Contracts,Closing Direction,Qty,Entry Price,Exit Price,Closed P&L,Exit Type,Trade Time(UTC+0),Order No.,Create Time",
        `BTCUSDT,Close Long,0.015,97250.5,96900,${quoted(loss)},StopLoss,2026-01-22 09:41:07,a1,2026-01-22 09:41:06`,
      ),
  },
  "binance-futures": {
    write: (loss) =>
      lines(
        "Uid,Time,Symbol,Side,Price,Quantity,Amount,Fee,Realized Profit,Trade ID,Order ID",
        "1,2026-01-05 09:00:00,BTCUSDT,BUY,90000,0.01,900,0,0,1,1",
        `1,2026-01-05 10:00:00,BTCUSDT,SELL,80000,0.01,800,0,${quoted(loss)},2,2`,
      ),
  },
  "binance-positions": {
    write: (loss) =>
      lines(
        "Symbol,Margin Mode,Position Side,Entry Price,Avg. Close Price,Max Open Interest,Closed Vol.,Closing PNL,Opened,Closed,Status",
        `BTCUSDT,Cross,Long,90000,80000,0.01,0.01,${quoted(loss)},2026-01-05 09:00:00,2026-01-05 10:00:00,Closed`,
      ),
  },
  "a map with a comma": {
    comma: true,
    options: {
      map: {
        columns: { symbol: "s", net: "n", exit_time: "t" },
        decimal: ",",
        dateOrder: "ymd",
        zone: "UTC",
        costs: "signed",
        delimiter: ",",
      },
    },
    write: (loss) => lines("s,n,t", `EURUSD,${quoted(loss)},2026-01-05 10:00:00`),
  },
};

describe.each(Object.entries(SOURCES))("%s", (_, { write, options = {}, comma = false }) => {
  const isMapped = options.map !== undefined;
  test.each(STYLES)("%s (decimals behind %s)", async (amount, mark) => {
    for (const spell of SPELLINGS) {
      const cell = spell(amount);
      const result = await readStatement(write(cell), options);
      if (!result.ok) throw new Error(`${cell}: ${result.problem.code}`);
      const { trades, skipped } = result.statement;
      const isRead = mark === "." ? !isMapped : comma;
      // What cannot be read says so: no amount comes in as another one, and none falls away.
      const bad = skipped.filter(({ reason }) => reason === "bad");
      expect([cell, trades.map((trade) => trade.net), bad.length]).toEqual(
        isRead ? [cell, ["-1234.5"], 0] : [cell, [], expect.any(Number)],
      );
      if (!isRead) expect(bad.length, cell).toBeGreaterThan(0);
    }
  });
});
