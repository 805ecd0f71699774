import type { DecimalMark } from "../base/amounts.ts";
import type { ExitReason } from "../model.ts";
import type { DateOrder } from "./file-times.ts";

/** Every format that is read: its name in `--format`, in --json and in the journal. */
export type FormatId =
  | "mt4"
  | "mt5"
  | "mt4-tester"
  | "mt5-tester"
  | "mt5-deals"
  | "exness"
  | "ctrader"
  | "tradingview"
  | "tradingview-orders"
  | "myfxbook"
  | "fxblue"
  | "mql5-signal"
  | "ftmo"
  | "bybit"
  | "binance-futures"
  | "binance-positions"
  | "binance-spot"
  | "binance-ledger"
  | "stockbit"
  | "jurnal"
  | "template"
  | "csv"
  | "quantumbotx";

/** What kind of file holds formats; `--format` understands these too. */
export type ReaderId = "text" | "metatrader" | "workbook";

/** Whose clock times are on: UTC, the broker's server without a zone, or the trader's own. */
type Clock = "utc" | "server" | "trader";

/** What is known of a format wherever it is named. */
export interface Format<Id extends FormatId = FormatId> {
  id: Id;
  /** As traders call it. */
  name: string;
  /** The clock of a file that does not say its own. */
  clock: Clock;
  /** Makes trades of purchases and sales: of a file's, or of all that are known of its account. */
  pair?: PairFills;
}

/** A purchase, a sale or a deal by itself: a trade is made of several, maybe of several files. */
export interface FillRow {
  /** What makes it the same one in every file of the account. */
  key: string;
  /** Of the file; 0: the journal knows it from an earlier one. */
  line: number;
  time: string;
  /** What its format pairs it by: values that JSON can hold. */
  data: object;
}

/** What purchases and sales make. A trade is of a file's line where what closed it is. */
export interface Paired {
  trades: TradeDraft[];
  open: TradeDraft[];
  /** Sales of what was never bought. */
  skipped: SkippedRow[];
  notes: Note[];
}

export type PairFills = (rows: readonly FillRow[]) => Paired;

/** What a cell ought to hold. Its words stand in words.ts, where a missing one does not compile. */
export type Expected = PlainExpected | `currency ${string}` | `written in ${string}`;
export type PlainExpected =
  | "number"
  | "a number that can be kept"
  | "an amount that can be kept"
  | "a text that can be kept"
  | "partial closes"
  | "quantity" // above zero
  | "size" // zero or more
  | "price above zero"
  | "price or zero"
  | "price"
  | "time"
  | "date"
  | "time with UTC offset"
  | "time not before the entry"
  | "a time that has passed"
  | "symbol"
  | "ticket"
  | "position id"
  | "trade number"
  | "buy|sell"
  | "Long|Short"
  | "Close Long|Close Short|Buy|Sell"
  | "Buy|Sell|Balance"
  | "Buy|Sell|Deposit|Withdrawal"
  | "Entry long|Entry short|Exit long|Exit short"
  | "deal type"
  | "in|out|in/out|out_by"
  | "1|0"
  | "timeframe"
  | "mood"
  | "confidence"
  | "mistakes"
  | "links"
  | "profit + commission + swap + fee"
  | "lot x 100"
  | "quantity x price"
  | "one entry and one exit"
  | "an entry row of the same number"
  | "an earlier purchase"
  | "no repeated row"
  | "a row of the report"
  | "one JSON object a line"
  | "REF BOARD CODE name LOT QTY PRICE BUY SELL";

/** What a reader assumed. Its words stand in words.ts, where a missing one does not compile. */
export type Note = PlainNote | `${NoteAbout}:${string}`;
export type PlainNote =
  | `date-order:${DateOrder}`
  | `decimal:${DecimalMark}`
  | "fees:not-in-file"
  | "no-positions-table"
  | "profit:price-times-quantity"
  | "symbol:unknown"
  | "time:date-only"
  | "zone:unknown";
/** Notes about something that the file names: "encoding:gbk". */
export type NoteAbout =
  | "accounts" // 123,456
  | "cents" // XAUUSDc
  | "encoding"
  | "fee-in" // COIN:line
  | "fees:unknown" // date:side
  | "partly-closed" // position id
  | "unbought" // BBCA 2, ANTM 5
  | "unknown-bots"; // 4, 7

/** The fields of a MetaTrader report, whose own headings are in the terminal's language. */
export type RowField =
  | "amount"
  | "commission"
  | "entry_price"
  | "entry_time"
  | "exit_price"
  | "exit_time"
  | "fee"
  | "first_stop"
  | "lot"
  | "partial_closes"
  | "profit"
  | "row"
  | "side"
  | "stop_loss"
  | "swap"
  | "symbol"
  | "take_profit"
  | "taxes"
  | "time";

/** A part of a position that was closed before its last one; money as in a draft. */
export interface DraftPart {
  exitTime: string;
  lot: number;
  exitPrice: number | null;
  money: MoneyParts;
}
export interface TradeDraft {
  line: number; // 1-based row/line in the file, for messages
  externalId: string | null; // ticket / position id of the broker
  family: "mt4" | "mt5" | "other"; // shared id space: mt5 for HTML/XLSX/deals dump/Exness
  symbol: string; // raw, as the broker writes it
  side: "buy" | "sell" | null;
  lot: number | null;
  entryTime: string | null; // "YYYY-MM-DD HH:MM:SS" on the clock of the statement
  exitTime: string | null; // null = still open
  entryPrice: number | null;
  exitPrice: number | null;
  stopLoss: number | null;
  takeProfit: number | null;
  stopLossUsed: boolean | null; // known no stop = false; the format does not say = null
  takeProfitUsed: boolean | null;
  profit: string; // gross, a DECIMAL STRING without thousands separators ("-147.92"), exact
  commission: string; // signed decimal strings ("0" when none)
  swap: string;
  fee: string; // taxes go here too
  net: string; // profit+commission+swap+fee, exact decimal string
  magic: string | null;
  comment: string | null;
  exitReason: ExitReason | null;
  parentId: string | null; // partial close: the ticket it was split from
  parts: readonly DraftPart[]; // closed before the last one, in order of time
  approximate: boolean; // e.g. entry unknown (orphan closing deals), FIFO pairing
  raw: string; // canonical text of the row's cells, for content de-duplication where there is no id
  formerRaw?: string; // the same as an earlier version of the file may have told it
  signs?: readonly Sign[]; // currencies that stand beside its amounts
  isDayOnly?: boolean; // no hour is known: that of the exit stands for its day
  fillKey?: string; // of the fill that closed or opened it, which has no id either
}
/** A currency's sign or code beside an amount: in which cell, and what it says. */
export interface Sign {
  field: string;
  value: string;
  currency: string;
}

export interface CashDraft {
  line: number;
  externalId: string | null;
  time: string | null;
  kind: "deposit" | "withdrawal" | "credit" | "correction" | "cost" | "other";
  amount: string;
  comment: string | null;
  /** Which of the broker's own totals counts it, where its kind does not tell. */
  countedAs?: "result" | "deposit";
  signs?: readonly Sign[]; // currencies that stand beside its amount
}
export interface SkippedRow {
  line: number;
  reason: "cancelled" | "pending" | "empty" | "not-a-trade" | "bad";
  table?: string; // where the file has several, with a number of the row in each
  field?: string; // a column as the file calls it; in a MetaTrader report a RowField
  value?: string;
  expected?: Expected;
}
export interface Declared {
  name: "net" | "rows" | "trades" | "gross-profit" | "gross-loss" | "deposit" | "balance";
  value: string;
  computed: string;
  exact: boolean; // informational if false
  /** Why it need not be equal; only what the file itself shows. */
  reason?: DeclaredReason;
}
export type DeclaredReason =
  | "begins-later" // the rows begin after the account did
  | "rounded" // every row is rounded, the total is not
  | "numbers-missing"; // some numbers of the list are not in the file
export interface Statement {
  format: FormatId;
  account: string | null;
  currency: string | null;
  /** What the signs beside its amounts say, where they agree: a profile without trades takes it. */
  signed: string | null;
  server: string | null;
  clock: Clock;
  zone: string | null; // where the file names the zone of a clock that is not UTC
  backtest: boolean;
  trades: TradeDraft[]; // closed
  open: TradeDraft[]; // still open: exitTime null, profit floating
  cash: CashDraft[];
  skipped: SkippedRow[];
  declared: Declared[];
  notes: Note[];
  /**
   * The money of all its rows, whatever was made of each; it must be that of what is taken. Null
   * where the reader holds it against the file's own totals.
   */
  money: string | null;
  /** Of a file read row by row: the money of the rows that were passed over. */
  lost: string;
  /** What `trades` and `open` were paired from; empty where the file tells whole trades. */
  fills: FillRow[];
}

/** What keeps a file from being read. Its sentence stands in words.ts. */
export type ProblemCode =
  | "backtest"
  | "bad-xlsx"
  | "bad-zip"
  | "binance-ledger"
  | "empty-file"
  | "map-column-missing"
  | "map-invalid"
  | "no-such-format"
  | "no-symbol"
  | "old-excel"
  | "report-trade"
  | "symbol-in-file"
  | "truncated"
  | "unknown-encoding"
  | "unknown-format"
  | "unreadable"
  | "wrong-format"
  | "xlsx-password"
  | "xlsx-too-large"
  | "zip-bomb"
  | "zip-of-several"
  | "zip-password";

export interface ImportProblem {
  code: ProblemCode;
  place: string | null;
  value: string | null;
  expected: string | null;
}
export type ImportResult =
  | { ok: true; statement: Statement }
  | { ok: false; problem: ImportProblem };

export interface MoneyParts {
  profit: string;
  commission: string;
  swap: string;
  fee: string;
}

/** What a reader of text may be told from outside the text. */
export interface TextContext {
  /** Name of the file without its folder: some sources keep the symbol or the UTC offset there. */
  fileName: string | null;
  /** The symbol of a file that names none. */
  symbol: string | null;
  /** The currency that the user asks for; rows in another one are then left alone. */
  currency: string | null;
}
