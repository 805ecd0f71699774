import { addDecimals } from "../../base/decimal.ts";
import { keep } from "../../base/keep.ts";
import {
  amount,
  badRow,
  emptyDraft,
  type Money,
  numberOf,
  positiveNumber,
  setMoney,
  setStops,
} from "../draft.ts";
import type { CashDraft, SkippedRow, TradeDraft } from "../types.ts";
import { isNumber, looksLikeTime, parseTime, sideOf } from "./mt-shapes.ts";
import type { Row } from "./rows.ts";

/** One execution: a position is opened by `in` deals and closed by `out` deals. */
export interface Deal {
  line: number;
  id: string;
  time: string;
  symbol: string;
  side: "buy" | "sell";
  entry: "in" | "out" | "in/out" | "out by";
  volume: number;
  price: number | null;
  order: string; // of the first `in` deal this is the position's id
  money: Money;
  comment: string;
}

/** An order as far as it says what the deals do not: where stop and target were set. */
export interface Order {
  stop: string;
  target: string;
}

type Read<T> = T | { skipped: SkippedRow };

/** Reads a row of the table of closed positions; the opening comment is its hidden cell. */
export function readPosition(row: Row): Read<{ draft: TradeDraft }> {
  const { cells, line } = row;
  const bad: SkippedRow[] = [];
  const draft = emptyDraft(line, "mt5");
  draft.externalId = keep(cells[1] ?? "") || null;
  draft.symbol = keep(cells[2] ?? "");
  draft.side = sideOf(cells[3] ?? "");
  draft.lot = numberOf(cells[4] ?? "");
  draft.entryTime = parseTime(cells[0] ?? "");
  draft.entryPrice = positiveNumber(cells[5] ?? "");
  setStops(draft, cells[6] ?? "", cells[7] ?? "");
  draft.exitTime = parseTime(cells[8] ?? "");
  draft.exitPrice = positiveNumber(cells[9] ?? "");
  setMoney(draft, {
    commission: amount(cells[10] ?? "", "commission", line, bad),
    swap: amount(cells[11] ?? "", "swap", line, bad),
    profit: amount(cells[12] ?? "", "profit", line, bad),
    fee: "0",
  });
  draft.comment = keep(row.hidden ?? "") || null;
  if (draft.entryTime === null) bad.push(badRow(line, "entry_time", cells[0] ?? "", "date"));
  if (draft.exitTime === null) bad.push(badRow(line, "exit_time", cells[8] ?? "", "date"));
  if (draft.lot === null) bad.push(badRow(line, "lot", cells[4] ?? "", "number"));
  if ((cells[12] ?? "") === "") bad.push(badRow(line, "profit", "", "number"));
  return bad[0] ? { skipped: bad[0] } : { draft };
}

/** Reads a row of the table of open positions; profit is floating. */
export function readOpenPosition(row: Row): Read<{ draft: TradeDraft }> {
  const { cells, line } = row;
  const bad: SkippedRow[] = [];
  const draft = emptyDraft(line, "mt5");
  draft.externalId = keep(cells[1] ?? "") || null;
  draft.symbol = keep(cells[2] ?? "");
  draft.side = sideOf(cells[3] ?? "");
  draft.lot = numberOf(cells[4] ?? "");
  draft.entryTime = parseTime(cells[0] ?? "");
  draft.entryPrice = positiveNumber(cells[5] ?? "");
  setStops(draft, cells[6] ?? "", cells[7] ?? "");
  setMoney(draft, {
    commission: "0",
    swap: amount(cells[9] ?? "", "swap", line, bad),
    profit: amount(cells[10] ?? "", "profit", line, bad),
    fee: "0",
  });
  draft.comment = keep(cells[11] ?? "") || null;
  if (draft.entryTime === null) bad.push(badRow(line, "entry_time", cells[0] ?? "", "date"));
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

function dealMoney(row: Row, hasFee: boolean, bad: SkippedRow[]): Money {
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
export function readDeal(row: Row, hasFee: boolean): Read<{ deal: Deal }> {
  const { cells, line } = row;
  const bad: SkippedRow[] = [];
  const time = parseTime(cells[0] ?? "");
  const side = sideOf(cells[3] ?? "");
  const volume = positiveNumber(cells[5] ?? "");
  const money = dealMoney(row, hasFee, bad);
  if (time === null) bad.push(badRow(line, "time", cells[0] ?? "", "date"));
  if (volume === null) bad.push(badRow(line, "lot", cells[5] ?? "", "number"));
  if (time === null || side === null || volume === null || bad[0]) {
    return { skipped: bad[0] ?? badRow(line, "side", cells[3] ?? "", "buy, sell") };
  }
  return {
    deal: {
      line,
      id: keep(cells[1] ?? ""),
      time,
      symbol: keep(cells[2] ?? ""),
      side,
      entry: (cells[4] ?? "").toLowerCase() as Deal["entry"],
      volume,
      price: positiveNumber(cells[6] ?? ""),
      order: keep(cells[7] ?? ""),
      money,
      comment: keep(cells[hasFee ? 13 : 12] ?? ""),
    },
  };
}

/** Reads a deal that moves money without a trade: balance, credit, charge, correction, bonus. */
export function readMt5Cash(row: Row, hasFee: boolean): Read<{ cash: CashDraft }> {
  const bad: SkippedRow[] = [];
  const money = dealMoney(row, hasFee, bad);
  if (bad[0]) return { skipped: bad[0] };
  const value = addDecimals(money.profit, money.commission, money.swap, money.fee);
  const type = (row.cells[3] ?? "").toLowerCase();
  const isOut = value.startsWith("-");
  const comment = keep(row.cells[hasFee ? 13 : 12] ?? "");
  return {
    cash: {
      line: row.line,
      externalId: keep(row.cells[1] ?? "") || null,
      time: parseTime(row.cells[0] ?? ""),
      kind:
        type === "balance"
          ? isOut
            ? "withdrawal"
            : "deposit"
          : type === "credit" || type === "correction"
            ? type
            : "other",
      amount: value,
      comment: comment === "" ? (type === "balance" ? null : keep(type)) : comment,
    },
  };
}

/**
 * Reads a row of the orders table: a filled order tells its stop and target, one with nothing
 * filled ("0.01 / 0") was cancelled, or is pending when it has no second time.
 */
export function readOrder(row: Row): { id: string; order: Order } | { skipped: SkippedRow } {
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
