import { readAmountOfEither } from "../../base/amounts.ts";
import { dictionary } from "../../base/dictionary.ts";
import { keep } from "../../base/text.ts";
import { balanceKind, bookedKind } from "../booked.ts";
import {
  amount,
  badRow,
  emptyDraft,
  numberOf,
  positiveNumber,
  reasonOf,
  setMoney,
  setStops,
} from "../drafts.ts";
import type { CashDraft, SkippedRow, TradeDraft } from "../statement.ts";
import { isDigits, isNumber, looksLikeTime, parseTime, sideOf } from "./mt5.ts";
import type { TableRow } from "./rows.ts";

/** A trade or order row of a MetaTrader 4 statement, or what is wrong with it. */
export type Mt4Row = { draft: TradeDraft } | { skipped: SkippedRow };

/**
 * Reads a closed or open trade. Layouts: 14 columns (Commission, Taxes, Swap, Profit), 13 without
 * Taxes, and the old numbered one with N first and the comment last. Taxes go into `fee`.
 */
export function readMt4Trade(row: TableRow, isOpen: boolean): Mt4Row {
  const { cells } = row;
  const at = looksLikeTime(cells[1] ?? "") ? 1 : 2;
  const draft = emptyDraft(row.line, "mt4");
  const bad: SkippedRow[] = [];
  const [a = "", b = ""] = cells.slice(at + 2, at + 4);
  const isSwapped = !isNumber(a) && isNumber(b); // symbol before lots
  draft.externalId = cells[at - 1] ?? null;
  draft.symbol = keep(isSwapped ? a : b);
  draft.side = sideOf(cells[at + 1] ?? "");
  draft.lot = numberOf(isSwapped ? b : a);
  draft.entryTime = parseTime(cells[at] ?? "");
  draft.entryPrice = positiveNumber(cells[at + 4] ?? "");
  setStops(draft, cells[at + 5] ?? "", cells[at + 6] ?? "");
  if (!isOpen) {
    draft.exitTime = parseTime(cells[at + 7] ?? "");
    draft.exitPrice = positiveNumber(cells[at + 8] ?? "");
  }
  const tail = moneyColumns(cells.slice(at + 9), at === 2);
  setMoney(draft, {
    commission: amount(tail.commission, "commission", row.line, bad),
    fee: amount(tail.taxes, "taxes", row.line, bad),
    swap: amount(tail.swap, "swap", row.line, bad),
    profit: amount(tail.profit, "profit", row.line, bad),
  });
  if (draft.entryTime === null) bad.push(badRow(row.line, "entry_time", cells[at] ?? "", "time"));
  if (draft.lot === null) bad.push(badRow(row.line, "lot", isSwapped ? b : a, "number"));
  if (draft.symbol === "") bad.push(badRow(row.line, "symbol", "", "symbol"));
  if (tail.profit === "") bad.push(badRow(row.line, "profit", "", "number"));
  if (bad[0]) return { skipped: bad[0] };
  applyMt4Note(draft, row.title ?? "");
  if (tail.comment !== "") applyMt4Note(draft, tail.comment);
  return { draft };
}

interface Tail {
  commission: string;
  taxes: string;
  swap: string;
  profit: string;
  comment: string;
}

/** Names the columns after the closing price; profit is the last amount, swap the one before. */
function moneyColumns(tail: string[], isNumbered: boolean): Tail {
  // The numbered layout has no Taxes, and a comment that may be a number itself.
  const count = Math.min(tail.length, isNumbered && tail.length < 5 ? 3 : 4);
  const [profit = "", swap = "", ...costs] = tail.slice(0, count).toReversed();
  const [taxes = "", commission = ""] = costs.length > 1 ? costs : ["", costs[0]];
  return { commission, taxes, swap, profit, comment: tail[count] ?? "" };
}

/**
 * Takes magic number, comment, way of closing and the ticket it was split from out of a trade's
 * tooltip, comment column or second row: "#8005 grid to #10888957", "#7 [sl]", "from #10884298".
 */
function applyMt4Note(draft: TradeDraft, note: string): void {
  if (note === "") return;
  const magic = /^#(\d+)(?: |$)/.exec(note);
  if (magic) draft.magic ??= keep(magic[1] ?? "");
  const text = magic ? note.slice(magic[0].length) : note;
  // Without brackets "tp 1.2" is what the trader wrote when opening.
  const isServers = text.endsWith("]") || /^so\b/i.test(text);
  if (isServers && draft.exitTime !== null) draft.exitReason ??= reasonOf(text);
  if (draft.exitReason === "sl") draft.stopLossUsed = true;
  if (draft.exitReason === "tp") draft.takeProfitUsed = true;
  draft.parentId ??= keep(/\bfrom #(\d+)/.exec(text)?.[1] ?? "") || null;
  const comment = text.replace(/\[(?:sl|tp)(?:\/gap)?\]\s*$/i, "").trim();
  if (comment !== "") draft.comment ??= keep(comment);
}

/**
 * The optional second row under a trade: empty cells, then magic number and comment, or only one
 * of them. Returns false when the row is something else (totals, a section title).
 */
export function applyMt4SecondRow(draft: TradeDraft, row: TableRow): boolean {
  const filled = row.cells.filter((cell) => cell !== "");
  const [first = "", second = ""] = filled;
  const startsEmpty = row.cells[0] === "" || row.cells.length === 1;
  if (!startsEmpty || filled.length === 0 || filled.length > 2) return false;
  if (filled.length === 2) {
    if (!isDigits(first)) return false;
    if (first !== "0") draft.magic ??= keep(first);
    applyMt4Note(draft, second);
    return true;
  }
  if (first.endsWith(":") || (row.cells.length === 1 && /^no transactions$/i.test(first))) {
    return false;
  }
  if (row.cells.length > 1 && isDigits(first)) draft.magic ??= keep(first);
  else applyMt4Note(draft, first);
  return true;
}

/** A deposit, withdrawal or credit; the amount is the row's last number. */
export function readMt4Cash(row: TableRow): { cash: CashDraft } | { skipped: SkippedRow } {
  const at = looksLikeTime(row.cells[1] ?? "") ? 1 : 2;
  const tail = row.cells.slice(at + 2);
  const last = tail.findLastIndex(isNumber);
  const value = readAmountOfEither(tail[last] ?? "");
  if (value === null) {
    return { skipped: badRow(row.line, "amount", tail[tail.length - 1] ?? "", "number") };
  }
  const type = row.cells[at + 1] ?? "";
  const isCredit = /^credit$/i.test(type);
  const comment = keep(row.title ?? tail.slice(0, last).find((cell) => cell !== "") ?? "");
  return {
    cash: {
      line: row.line,
      externalId: row.cells[at - 1] ?? null,
      time: parseTime(row.cells[at] ?? ""),
      ...(isCredit ? { kind: "credit" as const } : mt4Kind(type, value, comment)),
      amount: value,
      comment: comment || (/^(?:balance|credit)$/i.test(type) ? null : keep(type)),
    },
  };
}

/** What a row of cash is: by its comment, or by its type where that is a word of the broker's. */
function mt4Kind(type: string, value: string, comment: string): ReturnType<typeof balanceKind> {
  if (/^balance$/i.test(type)) return balanceKind(value, comment);
  return { kind: bookedKind(`${type} ${comment}`), countedAs: "deposit" };
}

/** A pending order: deleted when it has a closing time, else still waiting. */
export function readMt4Order(row: TableRow): SkippedRow {
  const times = row.cells.filter((cell) => parseTime(cell) !== null).length;
  return { line: row.line, reason: times > 1 ? "cancelled" : "pending" };
}

const REASONS: Record<string, TradeDraft["exitReason"]> = dictionary({
  "t/p": "tp",
  "s/l": "sl",
  "close at stop": "end-of-test",
  close: "expert",
  "close by": "expert",
  "partial close": "expert",
});

/**
 * Builds trades from the rows of a MetaTrader 4 tester report (number, time, type, order, size,
 * price, stop, target, profit, balance). The printed profit is net of swap. What is left after
 * closing a part goes on under a new order number, found again by its size (approximate).
 * Ids are not kept: every test counts its orders from 1.
 */
export function readMt4Tester(
  rows: TableRow[],
  symbol: string,
): { trades: TradeDraft[]; open: TradeDraft[]; skipped: SkippedRow[] } {
  const running = new Map<string, TradeDraft>();
  const remains: TradeDraft[] = [];
  const trades: TradeDraft[] = [];
  const skipped: SkippedRow[] = [];
  for (const row of rows) {
    const type = (row.cells[2] ?? "").toLowerCase();
    const order = row.cells[3] ?? "";
    const current = running.get(order);
    if (sideOf(type) !== null) {
      running.set(order, openTrade(row, symbol));
    } else if (type === "modify") {
      if (current) setStops(current, row.cells[6] ?? "", row.cells[7] ?? "");
    } else if (type === "delete") {
      skipped.push({ line: row.line, reason: "cancelled" });
    } else if (type in REASONS) {
      running.delete(order);
      const trade = current ?? takeRemains(remains, row) ?? unknownEntry(row, symbol);
      const rest = closeTrade(trade, row, skipped);
      if (rest) remains.push(rest);
      if (trade.exitTime !== null) trades.push(trade);
    }
  }
  return { trades, open: [...running.values()], skipped };
}

function openTrade(row: TableRow, symbol: string): TradeDraft {
  const { cells } = row;
  const draft = emptyDraft(row.line, "other");
  draft.symbol = symbol;
  draft.side = sideOf(cells[2] ?? "");
  draft.lot = numberOf(cells[4] ?? "");
  draft.entryTime = parseTime(cells[1] ?? "");
  draft.entryPrice = numberOf(cells[5] ?? "");
  setStops(draft, cells[6] ?? "", cells[7] ?? "");
  draft.raw = cells.join("|");
  return draft;
}

function takeRemains(remains: TradeDraft[], row: TableRow): TradeDraft | null {
  const at = remains.findIndex((draft) => draft.lot === numberOf(row.cells[4] ?? ""));
  return at < 0 ? null : (remains.splice(at, 1)[0] ?? null);
}

function unknownEntry(row: TableRow, symbol: string): TradeDraft {
  const draft = emptyDraft(row.line, "other");
  draft.symbol = symbol;
  draft.approximate = true;
  return draft;
}

/** Closes the trade by the row; returns what stays open of it. */
function closeTrade(draft: TradeDraft, row: TableRow, skipped: SkippedRow[]): TradeDraft | null {
  const { cells, line } = row;
  const bad: SkippedRow[] = [];
  const size = numberOf(cells[4] ?? "");
  const profit = amount(cells[8] ?? "", "profit", line, bad);
  const time = parseTime(cells[1] ?? "");
  if (time === null) bad.push(badRow(line, "time", cells[1] ?? "", "time"));
  if (bad[0]) {
    skipped.push(bad[0]);
    return null;
  }
  const left = (draft.lot ?? 0) - (size ?? 0);
  const rest = size !== null && left > 1e-9 ? { ...draft, approximate: true } : null;
  if (rest) rest.lot = Math.round(left * 1e8) / 1e8;
  draft.lot = size ?? draft.lot;
  draft.exitTime = time;
  draft.exitPrice = numberOf(cells[5] ?? "");
  draft.exitReason = REASONS[(cells[2] ?? "").toLowerCase()] ?? null;
  draft.raw = `${draft.raw}|${cells.join("|")}`;
  setMoney(draft, { profit, commission: "0", swap: "0", fee: "0" });
  return rest;
}
