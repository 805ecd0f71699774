import { readAmount } from "../../base/amounts.ts";
import {
  addDecimals,
  compareDecimals,
  multiplyDecimals,
  negateDecimal,
  splitDecimal,
  sumDecimals,
} from "../../base/decimal.ts";
import { emptyStatement } from "../drafts.ts";
import { type Fill, fillPairer, takeFills } from "../fills.ts";
import type { Format, SkippedRow, Statement } from "../statement.ts";

/** On the Indonesia Stock Exchange one lot is a hundred shares. */
const SHARES_PER_LOT = 100;
/** Noon in Jakarta, in UTC: a confirmation tells the day only, and noon is that day everywhere. */
const NOON = "05:00:00";
/** No broker takes more than this share of a day's value; a larger gap is no fee. */
const MAX_FEE_PERCENT = "2";

const DAY = /Transaction\s+Date\s*:?\s*(\d{2})[/-](\d{2})[/-](\d{4})/gi;
const LINE =
  /\b(\d{6,7})\s+(RG|NG|TN|UH)\s+([A-Z]{4}(?:-[A-Z]{1,2})?)\s+((?:(?!\d{6,7}\s+(?:RG|NG|TN|UH)\s).)+?)\s+([\d,]+)\s+([\d,]+\.\d{2})\s+([\d,]+\.\d{2})\s+([\d,]+\.\d{2})\s+([\d,]+\.\d{2})(?=\s|$)/gs;
const STARTED = /\b\d{6,7}\s+(?:RG|NG|TN|UH)\s+[A-Z]{4}/g;
const TOTAL = /Total\s+Cost\s*:?\s*([\d,]+\.\d{2})\s+([\d,]+\.\d{2})/i;

/** One line of a confirmation: a purchase or a sale. */
interface ConfirmedFill {
  fill: Fill;
  value: string;
}

export const STOCKBIT: Format<"stockbit"> = {
  id: "stockbit",
  name: "konfirmasi transaksi Stockbit",
  clock: "utc",
  pair: fillPairer({ canShort: false, perLot: SHARES_PER_LOT }),
};

/** True for the text of a Stockbit trade confirmation. */
export function isStockbit(text: string): boolean {
  return /trade\s+confirmation/i.test(text) && /Transaction\s+Date/i.test(text);
}

/**
 * Reads the text of one or more Stockbit trade confirmations, also where lines were joined in
 * taking the text out of the PDF. Rupiah; size in lots. The day's fees are what "Total Cost"
 * adds to purchases and takes from sales, shared out by value to the last digit. Sales pair with
 * earlier purchases, first in, first out; a purchase without a sale is open, a sale without a
 * purchase is skipped: what it earned cannot be known until the purchase is.
 */
export function readStockbit(text: string): Statement {
  const statement = emptyStatement(STOCKBIT);
  statement.currency = "IDR";
  statement.notes.push("time:date-only");
  const days = [...text.matchAll(DAY)];
  const deals = days.flatMap((day, index) => {
    const end = days[index + 1]?.index ?? text.length;
    return readDay(statement, text, day, end);
  });
  takeFills(
    statement,
    deals.map(({ fill }) => fill),
    STOCKBIT,
  );
  return statement;
}

function readDay(
  statement: Statement,
  text: string,
  day: RegExpExecArray,
  end: number,
): ConfirmedFill[] {
  const section = text.slice(day.index, end);
  const date = `${day[3]}-${day[2]}-${day[1]}`;
  const lineOf = (index: number) => text.slice(0, day.index + index).split("\n").length;
  const found = [...section.matchAll(LINE)];
  const deals: ConfirmedFill[] = [];
  for (const match of found) {
    const deal = readLine(match, date, lineOf(match.index));
    if ("fill" in deal) deals.push(deal);
    else {
      const value = match[0].replace(/\s+/g, " ").slice(0, 80);
      statement.skipped.push({ line: lineOf(match.index), reason: "bad", ...deal, value });
    }
  }
  const read = new Set(found.map((match) => match.index));
  for (const start of section.matchAll(STARTED)) {
    if (read.has(start.index)) continue;
    const value = section.slice(start.index, start.index + 80);
    const expected = "REF BOARD CODE name LOT QTY PRICE BUY SELL" as const;
    statement.skipped.push({ line: lineOf(start.index), reason: "bad", value, expected });
  }
  shareFees(statement, deals, TOTAL.exec(section));
  return deals;
}

/** The field that contradicts the rest of the line, or the deal. */
function readLine(
  match: RegExpExecArray,
  date: string,
  line: number,
): ConfirmedFill | Pick<SkippedRow, "field" | "expected"> {
  const [lots = "", shares = "", price = "", bought = "", sold = ""] = match
    .slice(5)
    .map((cell) => readAmount(cell) ?? "");
  if (multiplyDecimals(lots, String(SHARES_PER_LOT)) !== shares) {
    return { field: "QTY", expected: "lot x 100" };
  }
  const side = bought === "0" ? "sell" : "buy";
  const value = side === "buy" ? bought : sold;
  if (multiplyDecimals(shares, price) !== value) {
    return { field: side === "buy" ? "BUY" : "SELL", expected: "quantity x price" };
  }
  const fill: Fill = {
    line,
    id: `${date}:${match[1]}`,
    key: "",
    order: "",
    symbol: match[3] ?? "",
    side,
    quantity: shares,
    price,
    time: `${date} ${NOON}`,
    fee: "0",
    realized: null,
    exitReason: null,
    raw: match[0].replace(/\s+/g, " "),
  };
  return { fill, value };
}

function shareFees(
  statement: Statement,
  deals: ConfirmedFill[],
  total: RegExpExecArray | null,
): void {
  for (const [side, cell] of [
    ["buy", total?.[1]],
    ["sell", total?.[2]],
  ] as const) {
    const own = deals.filter(({ fill }) => fill.side === side);
    if (own.length === 0) continue;
    const value = sumDecimals(own.map((deal) => deal.value));
    const told = readAmount(cell ?? "") ?? value;
    const [more, less] = side === "buy" ? [told, value] : [value, told];
    const fee = addDecimals(more, negateDecimal(less));
    const most = multiplyDecimals(value, `0.0${MAX_FEE_PERCENT}`);
    if (fee.startsWith("-") || compareDecimals(fee, most) > 0) {
      // The lines are not all that the total is about; no fee can be told from it.
      statement.notes.push(`fees:unknown:${own[0]?.fill.time.slice(0, 10)}:${side}`);
      continue;
    }
    const parts = splitDecimal(
      negateDecimal(fee),
      own.map((deal) => Number(deal.value)),
      2,
    );
    own.forEach(({ fill }, index) => {
      fill.fee = parts[index] ?? "0";
    });
  }
}
