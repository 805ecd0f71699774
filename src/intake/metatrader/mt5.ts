import { readAmountOfEither } from "../../base/amounts.ts";
import { addDecimals } from "../../base/decimal.ts";
import { keep } from "../../base/text.ts";
import { balanceKind, bookedKind } from "../booked.ts";
import {
  amount,
  badRow,
  emptyDraft,
  numberOf,
  positiveNumber,
  setMoney,
  setStops,
} from "../drafts.ts";
import type { CashDraft, MoneyParts, SkippedRow, TradeDraft } from "../statement.ts";
import type { TableRow } from "./rows.ts";

/**
 * What a row of a MetaTrader report is, told by the shape of its cells. Headers and titles are in
 * the terminal's language; the words used here (buy, sell, in, out, balance) never are.
 */

export type RowKind =
  | "mt4-trade"
  | "mt4-open"
  | "mt4-cash"
  | "mt4-order" // pending or cancelled
  | "mt4-tester"
  | "mt5-position"
  | "mt5-deal"
  | "mt5-cash"
  | "mt5-order"
  | "mt5-open"
  | "mt5-trade-tab" // a row of the open-positions report (ReportTrade-*)
  | "other";

const TIME = /^\d{4}([.\-/])\d\d\1\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
const DIGITS = /^\d+$/;
const NO_LETTERS = /^[^\p{L}]*\d[^\p{L}]*$/u;
const NUMBER = /^[+-]?\d[\d .,]*$/;
const PENDING = /^(?:buy|sell) (?:limit|stop)/i;
const DIRECTION = /^(?:in|out|in\/out|out by)$/i;
const TESTER_ACTION =
  /^(?:buy|sell|modify|delete|close|close at stop|close by|t\/p|s\/l|partial close)$/i;
const CASH = /^(?:balance|credit)$/i;

export const isDigits = (text: string): boolean => DIGITS.test(text);

/**
 * A number as MetaTrader prints it, or as whoever saved the report again spells it; no letters,
 * since EUR50 is a symbol.
 */
export const isNumber = (text: string): boolean =>
  NUMBER.test(text) || (NO_LETTERS.test(text) && readAmountOfEither(text) !== null);

/** "buy" or "sell" in any case, else null. */
export function sideOf(text: string): "buy" | "sell" | null {
  if (text === "buy" || text === "sell") return text;
  const lower = text.toLowerCase();
  return lower === "buy" || lower === "sell" ? lower : null;
}

/**
 * Reads "2023.12.27 04:01[:43]" (also with dashes or slashes, year first) as
 * "2023-12-27 04:01:43"; null when it is no time, or no real date. Times before 1971 are null:
 * terminals print 1970.01.01 for "none".
 */
export function parseTime(text: string): string | null {
  if (!looksLikeTime(text)) return null;
  const year = Number(text.slice(0, 4));
  const month = two(text, 5);
  const day = two(text, 8);
  if (year < 1971 || month < 1 || month > 12 || day < 1) return null;
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  if (two(text, 11) > 23 || two(text, 14) > 59) return null;
  if (text.length === 16) return `${text.replace(/[./]/g, "-").replace("T", " ")}:00`;
  if (two(text, 17) > 59) return null;
  const separator = text[4] ?? "-";
  const date = separator === "-" ? keep(text) : text.replaceAll(separator, "-");
  return date.length === 19 && date[10] === " " ? date : keep(date.slice(0, 19)).replace("T", " ");
}

const two = (text: string, at: number): number =>
  (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

/** Whether the text has the shape of a time; the date need not exist. */
export function looksLikeTime(text: string): boolean {
  const { length } = text;
  // Most cells are no times: the length and one character settle it.
  if (length < 16 || length > 26 || text.charCodeAt(13) !== 58) return false;
  return TIME.test(text);
}

/** Tells the kind of a row by its visible cells. */
export function classify(cells: string[]): RowKind {
  const first = cells[0] ?? "";
  if (cells.length < 5) return "other";
  if (looksLikeTime(first)) return classifyMt5(cells);
  if (DIGITS.test(first)) {
    const at = looksLikeTime(cells[1] ?? "") ? 1 : looksLikeTime(cells[2] ?? "") ? 2 : 0;
    return at === 0 ? "other" : classifyMt4(cells, at);
  }
  return isTradeTab(cells) ? "mt5-trade-tab" : "other";
}

/** `at` is the cell of the opening time: the second, or the third in the numbered layout. */
function classifyMt4(cells: string[], at: number): RowKind {
  const type = cells[at + 1] ?? "";
  if (CASH.test(type)) return "mt4-cash";
  if (cells.length <= 10 && DIGITS.test(cells[at + 2] ?? "")) {
    const isTester = TESTER_ACTION.test(type) || PENDING.test(type);
    if (isTester && isNumber(cells[at + 3] ?? "")) return "mt4-tester";
  }
  if (PENDING.test(type)) return "mt4-order";
  if (isBooking(cells, at)) return "mt4-cash";
  if (sideOf(type) === null || cells.length < at + 10) return "other";
  return parseTime(cells[at + 7] ?? "") === null ? "mt4-open" : "mt4-trade";
}

/** A word, no side, and one amount at the end: what the broker booked under a name of his own. */
function isBooking(cells: string[], at: number): boolean {
  const type = cells[at + 1] ?? "";
  if (sideOf(type) !== null || isNumber(type) || !/\p{L}/u.test(type)) return false;
  const rest = cells.slice(at + 2).filter((cell) => cell !== "");
  return rest.length <= 2 && isNumber(rest.at(-1) ?? "");
}

function classifyMt5(cells: string[]): RowKind {
  const type = cells[3] ?? "";
  const fourth = cells[4] ?? "";
  if (fourth.includes("/") && !DIRECTION.test(fourth)) return "mt5-order";
  if (DIRECTION.test(fourth)) return sideOf(type) === null ? "other" : "mt5-deal";
  const isWord = type !== "" && sideOf(type) === null && !isNumber(type);
  if (fourth === "" && isWord && cells.length >= 12) return "mt5-cash";
  if (sideOf(type) === null || !isNumber(fourth)) return "other";
  const eighth = cells[8] ?? "";
  if (looksLikeTime(eighth)) return "mt5-position";
  return isNumber(eighth) && cells.length >= 10 ? "mt5-open" : "other";
}

/** Symbol first, then ticket and time: the Trade tab, which holds no closed trades. */
function isTradeTab(cells: string[]): boolean {
  const time = cells.findIndex(looksLikeTime);
  if (time < 1 || time > 2 || cells.length < 9 || isNumber(cells[0] ?? "")) return false;
  return cells.slice(time, time + 3).some((cell) => sideOf(cell) !== null || PENDING.test(cell));
}

/** One execution: a position is opened by `in` deals and closed by `out` deals. */
export interface Mt5Deal {
  line: number;
  id: string;
  time: string;
  symbol: string;
  side: "buy" | "sell";
  entry: "in" | "out" | "in/out" | "out by";
  volume: number;
  price: number | null;
  order: string; // of the first `in` deal this is the position's id
  money: MoneyParts;
  comment: string;
}

/** An order as far as it says what the deals do not: where stop and target were set. */
export interface Order {
  stop: string;
  target: string;
}

type Read<T> = T | { skipped: SkippedRow };

/** What both tables of positions, closed and open, say in their first eight columns. */
function openedDraft({ cells, line }: TableRow): TradeDraft {
  const draft = emptyDraft(line, "mt5");
  draft.externalId = keep(cells[1] ?? "") || null;
  draft.symbol = keep(cells[2] ?? "");
  draft.side = sideOf(cells[3] ?? "");
  draft.lot = numberOf(cells[4] ?? "");
  draft.entryTime = parseTime(cells[0] ?? "");
  draft.entryPrice = positiveNumber(cells[5] ?? "");
  setStops(draft, cells[6] ?? "", cells[7] ?? "");
  return draft;
}

/** Reads a row of the table of closed positions; the opening comment is its hidden cell. */
export function readPosition(row: TableRow): Read<{ draft: TradeDraft }> {
  const { cells, line } = row;
  const bad: SkippedRow[] = [];
  const draft = openedDraft(row);
  draft.exitTime = parseTime(cells[8] ?? "");
  draft.exitPrice = positiveNumber(cells[9] ?? "");
  setMoney(draft, {
    commission: amount(cells[10] ?? "", "commission", line, bad),
    swap: amount(cells[11] ?? "", "swap", line, bad),
    profit: amount(cells[12] ?? "", "profit", line, bad),
    fee: "0",
  });
  draft.comment = keep(row.hidden ?? "") || null;
  if (draft.entryTime === null) bad.push(badRow(line, "entry_time", cells[0] ?? "", "time"));
  if (draft.exitTime === null) bad.push(badRow(line, "exit_time", cells[8] ?? "", "time"));
  if (draft.lot === null) bad.push(badRow(line, "lot", cells[4] ?? "", "number"));
  if ((cells[12] ?? "") === "") bad.push(badRow(line, "profit", "", "number"));
  return bad[0] ? { skipped: bad[0] } : { draft };
}

/** Reads a row of the table of open positions; profit is floating. */
export function readOpenPosition(row: TableRow): Read<{ draft: TradeDraft }> {
  const { cells, line } = row;
  const bad: SkippedRow[] = [];
  const draft = openedDraft(row);
  setMoney(draft, {
    commission: "0",
    swap: amount(cells[9] ?? "", "swap", line, bad),
    profit: amount(cells[10] ?? "", "profit", line, bad),
    fee: "0",
  });
  draft.comment = keep(cells[11] ?? "") || null;
  if (draft.entryTime === null) bad.push(badRow(line, "entry_time", cells[0] ?? "", "time"));
  if (draft.lot === null) bad.push(badRow(line, "lot", cells[4] ?? "", "number"));
  return bad[0] ? { skipped: bad[0] } : { draft };
}

/**
 * Whether a deals table has the Fee column: 14 columns with it, 13 without (tester, old builds).
 * Without a header the amounts up to the balance are counted.
 */
export function hasFeeColumn(headerWidth: number | null, cells: string[]): boolean {
  if (headerWidth === 13 || headerWidth === 14) return headerWidth === 14;
  return cells.length >= 14 && isNumber(cells[12] ?? "");
}

function dealMoney(row: TableRow, hasFee: boolean, bad: SkippedRow[]): MoneyParts {
  const [commission = "", ...rest] = row.cells.slice(8, 12);
  const fee = hasFee ? (rest.shift() ?? "") : "";
  const [swap = "", profit = ""] = rest;
  return {
    commission: amount(commission, "commission", row.line, bad),
    fee: amount(fee, "fee", row.line, bad),
    swap: amount(swap, "swap", row.line, bad),
    profit: amount(profit, "profit", row.line, bad),
  };
}

/** Reads an execution of the deals table. */
export function readDeal(row: TableRow, hasFee: boolean): Read<{ deal: Mt5Deal }> {
  const { cells, line } = row;
  const bad: SkippedRow[] = [];
  const time = parseTime(cells[0] ?? "");
  const side = sideOf(cells[3] ?? "");
  const volume = positiveNumber(cells[5] ?? "");
  const money = dealMoney(row, hasFee, bad);
  if (time === null) bad.push(badRow(line, "time", cells[0] ?? "", "time"));
  if (volume === null) bad.push(badRow(line, "lot", cells[5] ?? "", "number"));
  if (time === null || side === null || volume === null || bad[0]) {
    return { skipped: bad[0] ?? badRow(line, "side", cells[3] ?? "", "buy|sell") };
  }
  return {
    deal: {
      line,
      id: keep(cells[1] ?? ""),
      time,
      symbol: keep(cells[2] ?? ""),
      side,
      entry: (cells[4] ?? "").toLowerCase() as Mt5Deal["entry"],
      volume,
      price: positiveNumber(cells[6] ?? ""),
      order: keep(cells[7] ?? ""),
      money,
      comment: keep(cells[hasFee ? 13 : 12] ?? ""),
    },
  };
}

/** Reads a deal that moves money without a trade: balance, credit, charge, correction, bonus. */
export function readMt5Cash(row: TableRow, hasFee: boolean): Read<{ cash: CashDraft }> {
  const bad: SkippedRow[] = [];
  const money = dealMoney(row, hasFee, bad);
  if (bad[0]) return { skipped: bad[0] };
  const value = addDecimals(money.profit, money.commission, money.swap, money.fee);
  const type = (row.cells[3] ?? "").toLowerCase();
  const comment = keep(row.cells[hasFee ? 13 : 12] ?? "");
  return {
    cash: {
      line: row.line,
      externalId: keep(row.cells[1] ?? "") || null,
      time: parseTime(row.cells[0] ?? ""),
      ...(type === "balance" ? balanceKind(value, comment) : { kind: kindOf(type) }),
      amount: value,
      comment: comment === "" ? (type === "balance" ? null : keep(type)) : comment,
    },
  };
}

const kindOf = (type: string): CashDraft["kind"] => {
  if (type === "credit" || type === "correction") return type;
  return bookedKind(type) === "cost" ? "cost" : "other";
};

/**
 * Reads a row of the orders table: a filled order tells its stop and target, one with nothing
 * filled ("0.01 / 0") was cancelled, or is pending when it has no second time.
 */
export function readOrder(row: TableRow): { id: string; order: Order } | { skipped: SkippedRow } {
  const { cells, line } = row;
  const filled = numberOf((cells[4] ?? "").split("/")[1]?.trim() ?? "");
  const end = cells.findIndex((cell, i) => i > 5 && looksLikeTime(cell));
  if (filled === null || filled === 0) {
    return { skipped: { line, reason: end < 0 ? "pending" : "cancelled" } };
  }
  const at = end < 0 ? 8 : end;
  return {
    id: keep(cells[1] ?? ""),
    order: { stop: keep(cells[at - 2] ?? ""), target: keep(cells[at - 1] ?? "") },
  };
}
