import { keep } from "../../base/keep.ts";

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
const NUMBER = /^[+-]?\d[\d .,]*$/;
const PENDING = /^(?:buy|sell) (?:limit|stop)/i;
const DIRECTION = /^(?:in|out|in\/out|out by)$/i;
const TESTER_ACTION =
  /^(?:buy|sell|modify|delete|close|close at stop|close by|t\/p|s\/l|partial close)$/i;
const CASH = /^(?:balance|credit)$/i;

export const isDigits = (text: string): boolean => DIGITS.test(text);

/** A number as MetaTrader prints it: spaces between thousands, at times a sign. */
export const isNumber = (text: string): boolean => NUMBER.test(text);

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
  if (sideOf(type) === null || cells.length < at + 10) return "other";
  return parseTime(cells[at + 7] ?? "") === null ? "mt4-open" : "mt4-trade";
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
