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

const TIME = /^(\d{4})[.\-/](\d\d)[.\-/](\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;
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
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "00"] = match;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(year) < 1971 || Number(month) < 1 || Number(month) > 12) return null;
  if (Number(day) < 1 || Number(day) > days) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return [year, "-", month, "-", day, " ", hour, ":", minute, ":", second].join("");
}

/** Whether the text looks like a time; cheaper than reading it. */
export function looksLikeTime(text: string): boolean {
  return text.length >= 16 && text.length <= 26 && TIME.test(text);
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
  if (fourth === "" && type !== "" && sideOf(type) === null && !isNumber(type)) return "mt5-cash";
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
