import { badRow } from "../drafts.ts";
import type { CashDraft, SkippedRow, TradeDraft } from "../statement.ts";
import { applyMt4SecondRow, readMt4Cash, readMt4Order, readMt4Trade } from "./mt4.ts";
import {
  classify,
  hasFeeColumn,
  isDigits,
  isNumber,
  looksLikeTime,
  type Mt5Deal,
  type Order,
  type RowKind,
  readDeal,
  readMt5Cash,
  readOpenPosition,
  readOrder,
  readPosition,
} from "./mt5.ts";
import type { TableRow } from "./rows.ts";
import { type PairRow, pairRow } from "./totals.ts";

interface AccountLine {
  account: string | null;
  currency: string | null;
  server: string | null;
  isNetting: boolean;
  version: "mt4" | "mt5";
}

/** All that the rows of a MetaTrader report say, before it is put together. */
export interface Collected {
  counts: Partial<Record<RowKind, number>>;
  account: AccountLine | null;
  trades: TradeDraft[]; // MT4 trades, MT5 positions
  open: TradeDraft[];
  cash: CashDraft[];
  skipped: SkippedRow[];
  deals: Mt5Deal[];
  orders: Map<string, Order>;
  testerRows: TableRow[]; // MT4 tester
  pairs: PairRow[];
  testerSymbol: string | null;
  testerCurrency: string | null;
}

const MAX_PAIR_ROWS = 400;
const MT5_ACCOUNT = /^([^\s(]+)\s*\(([A-Z]{3,5})(?:,\s*(.*))?\)$/;
const LABELLED = /^[^:]{1,24}:\s*(.*)$/;
const CURRENCY = /^[A-Z]{3,4}$/;

/** Takes rows one after the other; `sheet()` marks the start of another table or sheet. */
export interface Collector {
  add: (row: TableRow) => void;
  sheet: () => void;
  collected: Collected;
}

interface State {
  headerWidth: number | null;
  lastMt4: TradeDraft | null; // the row just read, which a second row may belong to
  hasTrades: boolean;
  hasSymbolRow: boolean; // the first pair of a tester's report has been seen
  currency: string | null; // a candidate, until the row after it proves it
  seen: Map<string, string | null>; // ids and closing times
}

/** Begins to collect what the rows of one report say. */
export function collectRows(): Collector {
  const collected: Collected = {
    counts: {},
    account: null,
    trades: [],
    open: [],
    cash: [],
    skipped: [],
    deals: [],
    orders: new Map(),
    testerRows: [],
    pairs: [],
    testerSymbol: null,
    testerCurrency: null,
  };
  const state: State = {
    headerWidth: null,
    lastMt4: null,
    hasTrades: false,
    hasSymbolRow: false,
    currency: null,
    seen: new Map(),
  };
  return {
    collected,
    sheet() {
      state.headerWidth = null;
      state.lastMt4 = null;
    },
    add(row) {
      const kind = classify(row.cells);
      collected.counts[kind] = (collected.counts[kind] ?? 0) + 1;
      if (kind === "other") addOther(collected, state, row);
      else if (kind.startsWith("mt4")) addMt4(collected, state, kind, row);
      else addMt5(collected, state, kind, row);
    },
  };
}

function addMt4(collected: Collected, state: State, kind: RowKind, row: TableRow): void {
  state.hasTrades = true;
  state.lastMt4 = null;
  if (kind === "mt4-tester") collected.testerRows.push(detached(row));
  else if (kind === "mt4-order") collected.skipped.push(readMt4Order(row));
  else if (kind === "mt4-cash") {
    const result = readMt4Cash(row);
    if ("cash" in result) collected.cash.push(result.cash);
    else collected.skipped.push(result.skipped);
  } else {
    const result = readMt4Trade(row, kind === "mt4-open");
    state.lastMt4 = keepDraft(collected, state, result, kind === "mt4-open", row);
  }
}

/** A copy of the row that does not hold on to the text of the file. */
function detached(row: TableRow): TableRow {
  return { ...row, cells: row.cells.join("\n").split("\n") };
}

/** Adds a trade once: sheets rearranged by hand may hold the same table twice. */
function keepDraft(
  collected: Collected,
  state: State,
  result: { draft: TradeDraft } | { skipped: SkippedRow },
  isOpen: boolean,
  row: TableRow,
): TradeDraft | null {
  if ("skipped" in result) {
    collected.skipped.push(result.skipped);
    return null;
  }
  const { draft } = result;
  const id = draft.externalId ?? "";
  if (state.seen.get(id) === draft.exitTime) {
    collected.skipped.push({
      line: row.line,
      reason: "not-a-trade",
      field: "duplicate",
      value: id,
    });
    return null;
  }
  state.seen.set(id, draft.exitTime);
  (isOpen ? collected.open : collected.trades).push(draft);
  return draft;
}

function addMt5(collected: Collected, state: State, kind: RowKind, row: TableRow): void {
  state.hasTrades = true;
  state.lastMt4 = null;
  if (kind === "mt5-position") keepDraft(collected, state, readPosition(row), false, row);
  else if (kind === "mt5-open") keepDraft(collected, state, readOpenPosition(row), true, row);
  else if (kind === "mt5-order") {
    const result = readOrder(row);
    if ("skipped" in result) collected.skipped.push(result.skipped);
    else collected.orders.set(result.id, result.order);
  } else if (kind === "mt5-deal" || kind === "mt5-cash") {
    const id = `deal|${row.cells[1]}`;
    if (state.seen.has(id)) return;
    state.seen.set(id, null);
    const hasFee = hasFeeColumn(state.headerWidth, row.cells);
    const result = kind === "mt5-deal" ? readDeal(row, hasFee) : readMt5Cash(row, hasFee);
    if ("deal" in result) collected.deals.push(result.deal);
    else if ("cash" in result) collected.cash.push(result.cash);
    else collected.skipped.push(result.skipped);
  }
}

function addOther(collected: Collected, state: State, row: TableRow): void {
  if (state.lastMt4 && applyMt4SecondRow(state.lastMt4, row)) {
    state.lastMt4 = null;
    return;
  }
  state.lastMt4 = null;
  const filled = row.cells.filter((cell) => cell !== "");
  if (isHeader(filled)) state.headerWidth = row.cells.findLastIndex((cell) => cell !== "") + 1;
  if (isLostTrade(filled)) {
    const value = filled.slice(0, 4).join(" | ").slice(0, 80);
    collected.skipped.push(badRow(row.line, "row", value, "a row of the report"));
    return;
  }
  const pairs = pairRow(row.cells, !state.hasTrades);
  if (pairs && collected.pairs.length < MAX_PAIR_ROWS) collected.pairs.push(pairs);
  if (!state.hasTrades)
    readPreamble(collected, state, filled, pairs !== null, row.cells.length === 2);
}

/** A table's header: many cells, none of them a number or a time. */
function isHeader(filled: string[]): boolean {
  return filled.length >= 9 && !filled.some((cell) => isNumber(cell) || looksLikeTime(cell));
}

/**
 * Has a time and a side like a trade, or begins as its rows do and ends in money, yet fits no
 * table: it must not vanish unseen.
 */
function isLostTrade(filled: string[]): boolean {
  if (filled.length < 8 || !filled.some(looksLikeTime)) return false;
  const [first = "", second = "", third = ""] = filled;
  const isRow =
    looksLikeTime(first) || (isDigits(first) && (looksLikeTime(second) || looksLikeTime(third)));
  return isRow || filled.some((cell) => /^(?:buy|sell)$/i.test(cell));
}

/** What stands above the trades: account, currency, and a tester's symbol. */
function readPreamble(
  collected: Collected,
  state: State,
  filled: string[],
  isAmount: boolean,
  isEmptyPair: boolean,
): void {
  collected.account ??= mt5Account(filled) ?? mt4Account(filled);
  // A tester prints Symbol first, above the period; an empty one is not filled from below.
  const isPair = filled.length === 2 || (filled.length === 1 && isEmptyPair);
  if (isPair && !state.hasSymbolRow) {
    state.hasSymbolRow = true;
    collected.testerSymbol = filled[1]?.split(" ")[0] ?? null;
  }
  if (filled.length !== 2) return;
  const [, value = ""] = filled;
  // Currency stands right above the initial deposit.
  if (isAmount && state.currency !== null) collected.testerCurrency ??= state.currency;
  state.currency = CURRENCY.test(value) ? value : null;
}

/** "400078005 (JPY, OANDA-Japan MT5 Demo, demo, Hedge)"; newer builds put the leverage second. */
function mt5Account(filled: string[]): AccountLine | null {
  if (filled.length > 3) return null;
  for (const cell of filled) {
    const match = MT5_ACCOUNT.exec(cell);
    if (!match) continue;
    const items = (match[3] ?? "").split(",").map((item) => item.trim());
    return {
      account: match[1] ?? null,
      currency: match[2] ?? null,
      server: items.find((item) => item !== "" && !/^1:\d+$/.test(item)) ?? null,
      isNetting: /^(?:netting|exchange)$/i.test(items.at(-1) ?? ""),
      version: "mt5",
    };
  }
  return null;
}

/** "Account: 123 | Name: ... | Currency: USD | ...": all cells of one row carry their label. */
function mt4Account(filled: string[]): AccountLine | null {
  const values = filled.map((cell) => LABELLED.exec(cell)?.[1] ?? "");
  const account = values[0] ?? "";
  if (filled.length < 2 || !/^\d+$/.test(account)) return null;
  const currency = [values[2], ...values.slice(3)].find((v) => CURRENCY.test(v ?? ""));
  return { account, currency: currency ?? null, server: null, isNetting: false, version: "mt4" };
}
