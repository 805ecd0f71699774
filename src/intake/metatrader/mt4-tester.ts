import { amount, badRow, emptyDraft, numberOf, setMoney, setStops } from "../draft.ts";
import type { SkippedRow, TradeDraft } from "../types.ts";
import { parseTime, sideOf } from "./mt-shapes.ts";
import type { Row } from "./rows.ts";

const REASONS: Record<string, TradeDraft["exitReason"]> = {
  "t/p": "tp",
  "s/l": "sl",
  "close at stop": "end-of-test",
  close: "expert",
  "close by": "expert",
  "partial close": "expert",
};

/**
 * Builds trades from the rows of a MetaTrader 4 tester report (number, time, type, order, size,
 * price, stop, target, profit, balance). The printed profit is net of swap. What is left after
 * closing a part goes on under a new order number, found again by its size (approximate).
 * Ids are not kept: every test counts its orders from 1.
 */
export function readMt4Tester(
  rows: Row[],
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

function openTrade(row: Row, symbol: string): TradeDraft {
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

function takeRemains(remains: TradeDraft[], row: Row): TradeDraft | null {
  const at = remains.findIndex((draft) => draft.lot === numberOf(row.cells[4] ?? ""));
  return at < 0 ? null : (remains.splice(at, 1)[0] ?? null);
}

function unknownEntry(row: Row, symbol: string): TradeDraft {
  const draft = emptyDraft(row.line, "other");
  draft.symbol = symbol;
  draft.approximate = true;
  return draft;
}

/** Closes the trade by the row; returns what stays open of it. */
function closeTrade(draft: TradeDraft, row: Row, skipped: SkippedRow[]): TradeDraft | null {
  const { cells, line } = row;
  const bad: SkippedRow[] = [];
  const size = numberOf(cells[4] ?? "");
  const profit = amount(cells[8] ?? "", "profit", line, bad);
  const time = parseTime(cells[1] ?? "");
  if (time === null) bad.push(badRow(line, "time", cells[1] ?? "", "date"));
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
