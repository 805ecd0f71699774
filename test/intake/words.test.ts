import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/intake/formats.ts";
import { type ColumnMap, MAP_FIELDS, parseColumnMap } from "../../src/intake/mapped/map.ts";
import { type ReadOptions, readStatement } from "../../src/intake/read.ts";
import type {
  Expected,
  FormatId,
  ImportProblem,
  Note,
  NoteAbout,
  PlainExpected,
  PlainNote,
  ProblemCode,
  RowField,
  SkippedRow,
  Statement,
} from "../../src/intake/statement.ts";
import { badRowText, importProblem, noteText, skipReason } from "../../src/intake/words.ts";
import { trial } from "../commands/journal-run.ts";

/** A file that makes a reader say something: its text, and what it is read with. */
type Case = readonly [text: string | Uint8Array, options?: ReadOptions];

async function read([text, options = {}]: Case): Promise<Statement> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const result = await readStatement(bytes, { backtest: true, ...options });
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.statement;
}

const csv = (header: string, ...rows: string[]): string => [header, ...rows, ""].join("\n");

const exness = (...rows: string[]) =>
  csv(
    "ticket,opening_time_utc,closing_time_utc,type,lots,symbol,opening_price,closing_price,profit,stop_loss",
    ...rows,
  );
const orders = (...rows: string[]) =>
  csv("Symbol,Side,Type,Qty,Fill Price,Status,Closing Time,Order ID", ...rows);
const list = (...rows: string[]) =>
  csv("Trade #,Type,Date and time,Signal,Price USD,Contracts,Net P&L USD", ...rows);
const deals = (...rows: string[]) =>
  csv("ticket,time,type,entry,position_id,volume,price,profit,symbol", ...rows);
const bybit = (...rows: string[]) =>
  csv("Contracts,Closing Direction,Qty,Entry Price,Exit Price,Closed P&L,Trade Time", ...rows);
const futures = (...rows: string[]) =>
  csv("Time,Symbol,Side,Price,Quantity,Fee,Realized Profit,Trade ID,Order ID", ...rows);
const positions = (...rows: string[]) =>
  csv(
    "Symbol,Position Side,Entry Price,Avg. Close Price,Closed Vol.,Closing PNL,Opened,Closed,Status",
    ...rows,
  );
const ctrader = (...rows: string[]) =>
  csv("Symbol,Opening Direction,Closing Time,Net USD", ...rows);
const myfxbook = (...rows: string[]) =>
  csv("Ticket,Open Date,Close Date,Symbol,Action,Units/Lots,Profit", ...rows);
const stockbit = (...lines: string[]) =>
  ["Trade Confirmation", "Transaction Date 04/02/2026", ...lines].join("\n");
const own = (column: string, cell: string) =>
  csv(`symbol,profit_loss,exit_time,${column}`, `EURUSD,5,2026-01-05T09:00:00Z,${cell}`);
const template = (...rows: string[]) => csv("tanggal;kode;aksi;hasil", ...rows);
const html = (...rows: string[][]) => {
  const lines = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`);
  return `<html><table>${lines.join("\n")}</table></html>`;
};
const map = (columns: ColumnMap["columns"], more: Partial<ColumnMap> = {}): ReadOptions => {
  const made = parseColumnMap({ columns, ...more });
  if ("code" in made) throw new Error(JSON.stringify(made));
  return { map: made };
};

/** What no file may tell, whatever its reader. */
const GUARDED = {
  "an amount that can be kept":
    "1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.1,EURUSD,1.1,1.2,2000000000",
  "a text that can be kept": `1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.1,${"E".repeat(20_001)},1.1,1.2,5`,
  size: "1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,-0.1,EURUSD,1.1,1.2,5",
  "price or zero": "1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.1,EURUSD,1.1,1.2,5,-1",
  "price above zero": "1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.1,EURUSD,-1.1,1.2,5",
  "time not before the entry": "1,2026-01-05T15:00:00,2026-01-05T14:00:00,buy,0.1,EURUSD,1.1,1.2,5",
  "a time that has passed": "1,2026-01-05T09:00:00,2030-01-05T10:00:00,buy,0.1,EURUSD,1.1,1.2,5",
};

/** For every member of Expected a file in which a reader misses just that. */
const EXPECTED: Record<
  | Exclude<PlainExpected, keyof typeof GUARDED | "a number that can be kept" | "partial closes">
  | "currency USDT",
  Case
> = {
  number: [exness("1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.1,EURUSD,1.1,1.2,banyak")],
  quantity: [orders("AAPL,Buy,Market,0,228,Filled,2026-01-05 09:00:00,1")],
  price: [orders("AAPL,Buy,Market,1,,Filled,2026-01-05 09:00:00,1")],
  time: [exness("1,,2026-01-05T10:00:00,buy,0.1,EURUSD,1.1,1.2,5")],
  date: [template("kemarin;EURUSD;beli;5")],
  "time with UTC offset": [
    csv("when,what,result", "2026-01-05 09:00,EURUSD,5"),
    map({ exit_time: "when", symbol: "what", net: "result" }, { zone: "cell" }),
  ],
  symbol: [ctrader(",Buy,05 Jan 2026 09:00:00,5")],
  ticket: [exness(",2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.1,EURUSD,1.1,1.2,5")],
  "position id": [deals("1,1767603600,0,0,,0.1,1.1,0,EURUSD")],
  "trade number": [list(",Entry long,2026-01-05 09:00,Long,100,1,5")],
  "buy|sell": [ctrader("EURUSD,Naik,05 Jan 2026 09:00:00,5")],
  "Long|Short": [positions("BTCUSDT,Both,1,2,1,1,2026-01-05 09:00:00,2026-01-05 10:00:00,Closed")],
  "Close Long|Close Short|Buy|Sell": [bybit("BTCUSDT,Open Long,1,1,2,1,2026-01-05 09:00:00")],
  "Buy|Sell|Balance": [
    csv(
      "Time;Type;Volume;Symbol;Price;Time;Price;Profit",
      "2026.01.05 09:00:00;Dividend;1;EURUSD;1.1;2026.01.05 10:00:00;1.2;5",
    ),
  ],
  "Buy|Sell|Deposit|Withdrawal": [
    myfxbook("1,01/13/2026 09:00,01/13/2026 10:00,EURUSD,Beli dong,0.1,5"),
  ],
  "Entry long|Entry short|Exit long|Exit short": [list("1,Long,2026-01-05 09:00,x,100,1,5")],
  "deal type": [deals("1,1767603600,99,0,7,0.1,1.1,0,EURUSD")],
  "in|out|in/out|out_by": [deals("1,1767603600,0,9,7,0.1,1.1,0,EURUSD")],
  timeframe: [own("timeframe", "M7")],
  mood: [own("mood", "ungu")],
  confidence: [own("confidence", "6")],
  mistakes: [own("mistakes", "!?")],
  links: [own("links", "javascript:alert(1)")],
  "1|0": [
    csv("symbol,profit_loss,exit_time,stop_loss_used", "EURUSD,5,2026-01-05T09:00:00Z,mungkin"),
  ],
  "profit + commission + swap + fee": [
    csv("t,s,net,gross,fee", "2026-01-05 09:00,EURUSD,5,7,-1"),
    map({ exit_time: "t", symbol: "s", net: "net", profit: "gross", fee: "fee" }),
  ],
  "lot x 100": [stockbit("0071101 RG BBCA Bank Central Asia Tbk. 3 200.00 100.00 20,000.00 0.00")],
  "quantity x price": [
    stockbit("0071101 RG BBCA Bank Central Asia Tbk. 2 200.00 100.00 30,000.00 0.00"),
  ],
  "one entry and one exit": [
    list(
      "1,Exit long,2026-01-05 10:00,x,101,1,5",
      "1,Exit long,2026-01-05 11:00,x,102,1,5",
      "1,Entry long,2026-01-05 09:00,x,100,1,5",
    ),
  ],
  "an entry row of the same number": [list("1,Exit long,2026-01-05 10:00,x,101,1,5")],
  "an earlier purchase": [
    csv(
      "Date(UTC),Pair,Side,Price,Executed,Amount,Fee",
      "2026-01-05 09:00:00,SOLUSDT,SELL,200,1SOL,200USDT,0.2USDT",
    ),
  ],
  "no repeated row": [
    deals("1,1767603600,0,0,7,0.1,1.1,0,EURUSD", "1,1767603600,0,0,7,0.1,1.1,0,EURUSD"),
  ],
  "a row of the report": [
    html(
      ["1", "2026.01.05 09:00:00", "balance", "Deposit", "500.00"],
      ["EURUSD", "buy", "x", "y", "2026.01.05 10:00:00", "a", "b", "c", "d"],
    ),
  ],
  "one JSON object a line": [
    `{"symbol":"EURUSD","profit_loss":5,"exit_time":"2026-01-05T09:00:00Z"}\n{"symbol":"EUR\n`,
  ],
  "REF BOARD CODE name LOT QTY PRICE BUY SELL": [
    stockbit("0071101 RG BBCA Bank Central Asia Tbk. tiga lot"),
  ],
  "currency USDT": [
    bybit(
      "BTCUSDT,Close Long,1,1,2,1,2026-01-05 09:00:00",
      "BTCUSDC,Close Long,1,1,2,1,2026-01-05 09:00:00",
    ),
  ],
};

/** For every note a file about which a reader has to say it. */
const NOTES: Record<PlainNote | Exclude<NoteAbout, "unknown-bots">, Case> = {
  "date-order:ymd": [template("2026-03-20;EURUSD;beli;5")],
  "date-order:dmy": [ctrader("EURUSD,Buy,05/06/2026 09:00:00,5")],
  "date-order:mdy": [myfxbook("1,01/02/2026 09:00,01/02/2026 10:00,EURUSD,Buy,0.1,5")],
  "decimal:.": [template("2026-03-20;EURUSD;beli;5.25")],
  "decimal:,": [template("2026-03-20;EURUSD;beli;5,25")],
  "fees:not-in-file": [positions()],
  "no-positions-table": [
    html(
      ["123 (USD, Broker-Demo, demo, Hedge)"],
      "2026.01.05 09:00:00|1|EURUSD|buy|in|0.1|1.1|7|0|0|0|0|0|".split("|"),
    ),
  ],
  "profit:price-times-quantity": [orders()],
  "symbol:unknown": [list()],
  "time:date-only": [stockbit()],
  "zone:unknown": [positions()],
  cents: [exness("1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.01,XAUUSDc,2000,2001,1")],
  accounts: [
    csv(
      "Type,Ticket,Symbol,Lots,Buy/sell,Open time,Close time,Profit,Account",
      "Deposit,1,,0,,2026/01/05 08:00:00,2026/01/05 08:00:00,5,111",
      "Deposit,1,,0,,2026/01/05 08:00:00,2026/01/05 08:00:00,5,222",
    ),
  ],
  encoding: [new Uint8Array(Buffer.from(template("2026-03-20;caf\u00e9;beli;5"), "latin1"))],
  "fee-in": [futures("2026-01-05 09:00:00,BTCUSDT,BUY,90000,0.01,0.1 BNB,0,1,1")],
  "fees:unknown": [
    stockbit(
      "0071101 RG BBCA Bank Central Asia Tbk. 2 200.00 100.00 20,000.00 0.00",
      "Total Cost 90,000.00 0.00",
    ),
  ],
  "partly-closed": [
    deals("1,1767603600,0,0,7,0.2,1.1,0,EURUSD", "2,1767607200,1,1,7,0.1,1.2,5,EURUSD"),
  ],
  unbought: [
    csv(
      "Date(UTC),Pair,Side,Price,Executed,Amount,Fee",
      "2026-01-05 09:00:00,SOLUSDT,SELL,200,1SOL,200USDT,0.2USDT",
    ),
  ],
};

const PROBLEMS: Record<ProblemCode, Omit<ImportProblem, "code">> = {
  backtest: { place: null, value: "mt5-tester", expected: null },
  "bad-xlsx": { place: "invalid zip data", value: null, expected: null },
  "bad-zip": { place: "central directory", value: null, expected: null },
  "binance-ledger": { place: null, value: null, expected: null },
  "empty-file": { place: null, value: null, expected: null },
  "map-column-missing": { place: "net", value: "Hasil", expected: "Waktu, Simbol" },
  "map-invalid": { place: "decimal", value: '";"', expected: ".|," },
  "no-such-format": { place: null, value: "mt6", expected: null },
  "no-symbol": { place: null, value: null, expected: null },
  "old-excel": { place: null, value: null, expected: null },
  "report-trade": { place: null, value: null, expected: null },
  "symbol-in-file": { place: null, value: "XAUUSD", expected: null },
  truncated: { place: "line 812", value: null, expected: null },
  "unknown-encoding": { place: null, value: "klingon", expected: null },
  "unknown-format": { place: null, value: "text", expected: null },
  unreadable: { place: null, value: "Invalid array length", expected: null },
  "wrong-format": { place: null, value: "mt4", expected: "workbook" },
  "xlsx-password": { place: null, value: null, expected: null },
  "xlsx-too-large": { place: "xl/worksheets/sheet1.xml", value: null, expected: null },
  "zip-bomb": { place: "3000000000", value: null, expected: null },
  "zip-of-several": { place: null, value: "a.csv, b.csv", expected: null },
  "zip-password": { place: "a.csv", value: null, expected: null },
};

const REPORT_FIELDS: Record<RowField, true> = {
  amount: true,
  commission: true,
  entry_price: true,
  entry_time: true,
  exit_price: true,
  exit_time: true,
  fee: true,
  lot: true,
  first_stop: true,
  partial_closes: true,
  profit: true,
  row: true,
  side: true,
  stop_loss: true,
  swap: true,
  symbol: true,
  take_profit: true,
  taxes: true,
  time: true,
};

const REASONS: Record<SkippedRow["reason"], true> = {
  bad: true,
  cancelled: true,
  empty: true,
  "not-a-trade": true,
  pending: true,
};

const MAPS: Record<keyof ColumnMap | "map" | "lot" | "unknown" | "missing", unknown> = {
  map: [],
  columns: {},
  lot: { columns: { lot: 0 } },
  unknown: { columns: { hasil: "Hasil" } },
  missing: { columns: { symbol: "Simbol" } },
  decimal: { columns: {}, decimal: ";" },
  dateOrder: { columns: {}, dateOrder: "dym" },
  zone: { columns: {}, zone: 7 },
  costs: { columns: {}, costs: "plus" },
  delimiter: { columns: {}, delimiter: "::" },
};

/** What only an English sentence has: a word of ours that nobody has put into Indonesian. */
const ENGLISH =
  /\b(?:a|an|the|of|and|or|must|should|number|quantity|price|time|date|row|column|field|fee|file|unknown|earlier|same|line|object|header|name|from|invalid|central|directory)\b/i;

const sentences: string[] = [];
/** Keeps a sentence for the golden. What the file calls its columns and itself is not ours. */
const keep = (code: string, sentence: string, ...given: string[]) => {
  let ours = sentence.replace(/"[^"]*"/g, "");
  for (const word of given) ours = ours.replace(word, "");
  expect(ours, code).not.toMatch(ENGLISH);
  expect(sentence, code).not.toMatch(/undefined|null|\[object/);
  sentences.push(`${code}\n  ${sentence}`);
};

describe("what an import says", () => {
  test.each(Object.entries(EXPECTED))("of a cell that is no %s", async (expected, file) => {
    const { skipped, format } = await read(file);
    const row = skipped.find((one) => one.expected === (expected as Expected));
    if (row === undefined) throw new Error(JSON.stringify(skipped));
    keep(expected, badRowText(row, format), format === "mt4" ? "" : (row.field ?? ""));
  });

  test.each(Object.entries(GUARDED))("of a time that is no %s", async (expected, row) => {
    const journal = trial();
    const file = journal.file("a.csv", exness(row));
    const words = ["trade", "import", file, "--skip-bad-rows", "--no-input"];
    const [outcome] = (await journal.json(...words)) as unknown as [Statement];
    const [bad] = outcome.skipped;
    if (bad === undefined) throw new Error(JSON.stringify(outcome));
    expect(bad.expected).toBe(expected);
    keep(expected, badRowText(bad, outcome.format));
  });

  test.each(Object.entries(NOTES))("of what was assumed: %s", async (code, file) => {
    const { notes } = await read(file);
    const note = notes.find((one) => one === code || one.startsWith(`${code}:`));
    if (note === undefined) throw new Error(JSON.stringify(notes));
    keep(note, noteText(note));
  });

  test("of bots that are not known here", async () => {
    const journal = trial();
    const text = csv("symbol,profit_loss,exit_time,bot_id", "EURUSD,5,2026-01-05T09:00:00Z,9");
    const [{ notes } = { notes: [] }] = (await journal.json(
      "trade",
      "import",
      journal.file("a.csv", text),
      "--no-input",
    )) as [{ notes: Note[] }];
    expect(notes).toEqual(["unknown-bots:9"]);
    for (const note of notes) keep(note, noteText(note));
  });

  test.each(Object.keys(REPORT_FIELDS))("of the column %s of a MetaTrader report", (field) => {
    const row = { line: 7, reason: "bad", field, value: "?", expected: "number" } as const;
    keep(`mt4 ${field}`, badRowText(row, "mt4"));
    expect(badRowText(row, "mt5-deals"), "a table has its own names").toContain(`${field} "?"`);
  });

  test.each(Object.keys(REASONS) as SkippedRow["reason"][])("of a row that is %s", (reason) => {
    keep(reason, skipReason(reason));
  });

  test.each(Object.keys(PROBLEMS) as ProblemCode[])("of a file that is %s", (code) => {
    const problem = { code, ...PROBLEMS[code] };
    keep(code, importProblem("berkas.csv", problem).join(" | "), problem.value ?? "");
  });

  test.each(Object.entries(MAPS))("of a map that is wrong in its %s", (key, value) => {
    const wrong = parseColumnMap(value);
    if (!("code" in wrong)) throw new Error(`${key} is taken`);
    keep(`map ${key}`, importProblem("peta.json", wrong)[0], MAP_FIELDS.join(", "));
  });

  test.each(Object.keys(FORMATS) as FormatId[])("of the format %s", (id) => {
    const { name, clock } = FORMATS[id];
    expect(FORMATS[id].id).toBe(id);
    keep(`${id} (${clock} clock)`, name);
  });

  test("is held in one golden", async () => {
    await expect(`${sentences.join("\n")}\n`).toMatchFileSnapshot("../golden/import-words.txt");
  });
});
