import { readAmountOfEither } from "../../base/amounts.ts";
import { addDecimals, compareDecimals, negateDecimal, sumDecimals } from "../../base/decimal.ts";
import type { Declared, DeclaredReason } from "../statement.ts";

/** A row of "label: value" pairs, as summaries print them. */
export interface PairRow {
  values: { value: string; isShare: boolean }[]; // isShare: a percentage, or followed by one
  beforeTrades: boolean;
}

export interface DeclaredTotals {
  net: string | null;
  grossProfit: string | null;
  grossLoss: string | null; // negative or zero
  trades: string | null;
  deposit: string | null;
  balance: string | null;
  isBeforeTrades: boolean; // the totals stand above the trades, as in a tester report
}

const VALUE = /^([+-]?\d[\d ]*(?:[.,]\d+)?)(%?)(?:\s*\((.+)\))?$/;
const MAX_PAIRS = 4;

/** Reads a row of label and value pairs; null when the row is anything else. */
export function pairRow(cells: string[], beforeTrades: boolean): PairRow | null {
  if (cells.length < 2 || cells.length > 40) return null;
  const filled = cells.filter((cell) => cell !== "").flatMap(labelAndValue);
  if (filled.length < 2 || filled.length > MAX_PAIRS * 2 || filled.length % 2 === 1) return null;
  const values: PairRow["values"] = [];
  for (let i = 0; i < filled.length; i += 2) {
    if (readAmountOfEither(filled[i] ?? "") !== null) return null;
    const cell = filled[i + 1] ?? "";
    const match = VALUE.exec(cell);
    const value = readAmountOfEither(match?.[1] ?? cell);
    if (value === null || VALUE.test(filled[i] ?? "")) return null;
    values.push({ value, isShare: match?.[2] === "%" || (match?.[3]?.endsWith("%") ?? false) });
  }
  return { values, beforeTrades };
}

/** "Credit Facility: 0.00" in one cell is a pair of its own. */
function labelAndValue(cell: string): string[] {
  const [, label, value = ""] = /^([^:]{1,40}:) (.+)$/.exec(cell) ?? [];
  return label !== undefined && readAmountOfEither(value) !== null ? [label, value] : [cell];
}

/**
 * Finds a report's own totals without reading its labels, which are in the terminal's language:
 * net profit is where three amounts satisfy net = gross profit + gross loss, the number of trades
 * where count = short (x%) + long (y%). `family` says how the gross loss is printed (MetaTrader 4
 * statements print it positive and the net last) and where the balance stands.
 */
export function findTotals(rows: PairRow[], family: "mt4" | "mt5" | "tester"): DeclaredTotals {
  const found = family === "mt4" ? mt4Results(rows) : results(rows);
  const account = family === "mt4" ? mt4Account(rows) : null;
  const counts = rows.find(isCountRow);
  const firstAfter = rows.find((row) => !row.beforeTrades && row.values.length === 2);
  return {
    net: found?.net ?? account?.net ?? null,
    grossProfit: found?.profit ?? null,
    grossLoss: found?.loss ?? null,
    trades: counts?.values[0]?.value ?? null,
    deposit: account?.deposit ?? null,
    balance: account?.balance ?? (family === "mt5" ? valueAt(firstAfter, 0) : null),
    isBeforeTrades: found?.row.beforeTrades ?? false,
  };
}

interface Results {
  row: PairRow;
  net: string;
  profit: string;
  loss: string;
}

function valueAt(row: PairRow | undefined, index: number): string | null {
  return row?.values[index]?.value ?? null;
}

function balances(row: PairRow, net: string, profit: string, loss: string): Results | null {
  const isSigned = !profit.startsWith("-") && (loss === "0" || loss.startsWith("-"));
  const isSum = compareDecimals(net, addDecimals(profit, loss)) === 0;
  return isSigned && isSum ? { row, net, profit, loss } : null;
}

/** Net, gross profit and gross loss side by side (history) or one below the other (tester). */
function results(rows: PairRow[]): Results | null {
  for (const [i, row] of rows.entries()) {
    const [a, b, c] = row.values;
    if (a && b && c && row.values.length === 3 && !row.values.some((v) => v.isShare)) {
      const found = balances(row, a.value, b.value, c.value);
      if (found) return found;
    }
    const [second, third] = [valueAt(rows[i + 1], 0), valueAt(rows[i + 2], 0)];
    const isColumn = row.values.length > 1 && row.beforeTrades;
    if (a && isColumn && second !== null && third !== null) {
      const found = balances(row, a.value, second, third);
      if (found && found.profit !== "0") return found;
    }
  }
  return null;
}

/** MetaTrader 4: gross profit, gross loss (printed positive), total net profit. */
function mt4Results(rows: PairRow[]): Results | null {
  for (const row of rows.filter((r) => r.values.length === 3)) {
    const [profit = "", loss = "", net = ""] = row.values.map((v) => v.value);
    const isMoney = !row.values.some((v) => v.isShare) && !loss.startsWith("-");
    const found = isMoney ? balances(row, net, profit, negateDecimal(loss)) : null;
    // Margin rows of an account without trades are all zeros too.
    if (found && (found.profit !== "0" || found.loss !== "0")) return found;
  }
  return null;
}

/**
 * MetaTrader 4's account summary: deposit | credit, then closed | floating | margin, then
 * balance | equity | free margin, where equity = balance + credit + floating.
 */
function mt4Account(rows: PairRow[]): { deposit: string; net: string; balance: string } | null {
  for (const [i, row] of rows.entries()) {
    const [closed, state] = [rows[i + 1], rows[i + 2]];
    if (row.values.length !== 2 || closed?.values.length !== 3) continue;
    if (state?.values.length !== 3) continue;
    const [deposit = "", credit = ""] = row.values.map((v) => v.value);
    const [net = "", floating = ""] = closed.values.map((v) => v.value);
    const [balance = "", equity = ""] = state.values.map((v) => v.value);
    const expected = addDecimals(balance, credit, floating);
    if (compareDecimals(equity, expected) === 0) return { deposit, net, balance };
  }
  const daily = dailyConfirmation(rows);
  if (daily !== null) return daily;
  // The short statement of old builds has the closed total alone, right under the trades.
  const alone = rows.find((row) => !row.beforeTrades && row.values.length === 1);
  return alone ? { deposit: "", net: valueAt(alone, 0) ?? "0", balance: "" } : null;
}

/**
 * The summary of a daily confirmation: previous balance | floating, closed | credit, deposit |
 * equity, balance | margin, where previous + closed + deposit = balance. Its balance says nothing
 * about the rows, which are those of one day.
 */
function dailyConfirmation(
  rows: PairRow[],
): { deposit: string; net: string; balance: string } | null {
  for (const i of rows.keys()) {
    const four = rows.slice(i, i + 4);
    if (four.length < 4 || four.some(({ values }) => values.length !== 2)) continue;
    const [previous = "", net = "", deposit = "", balance = ""] = four.map(
      (row) => valueAt(row, 0) ?? "",
    );
    const [floating = "", credit = "", equity = ""] = four.map((row) => valueAt(row, 1) ?? "");
    const isSum = compareDecimals(balance, addDecimals(previous, net, deposit)) === 0;
    const isEquity = compareDecimals(equity, addDecimals(balance, credit, floating)) === 0;
    if (isSum && isEquity) return { deposit, net, balance: "" };
  }
  return null;
}

function isCountRow(row: PairRow): boolean {
  const [all, short, long] = row.values;
  if (!all || !short?.isShare || !long?.isShare || all.isShare) return false;
  return compareDecimals(all.value, addDecimals(short.value, long.value)) === 0;
}

/** Sums of the gains and of the losses of single results. */
export function gainsAndLosses(nets: string[]): { profit: string; loss: string } {
  return {
    profit: sumDecimals(nets.filter((net) => !net.startsWith("-"))),
    loss: sumDecimals(nets.filter((net) => net.startsWith("-"))),
  };
}

/**
 * One declared total beside ours; nothing when the file does not print it. `reason` is what the
 * file shows for a difference; without one the two must be equal.
 */
export function declare(
  name: Declared["name"],
  value: string | null,
  computed: string,
  reason: DeclaredReason | null = null,
): Declared[] {
  if (value === null || value === "") return [];
  const one: Declared = { name, value, computed, exact: reason === null };
  return [reason === null ? one : { ...one, reason }];
}

/** Whether rounding so many rows to the cent explains the difference. */
export function isRounding(value: string, computed: string, rows: number): boolean {
  return Math.abs(Number(addDecimals(computed, negateDecimal(value)))) <= 0.005 * (rows + 1);
}
