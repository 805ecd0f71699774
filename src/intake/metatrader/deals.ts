import type { DelimitedRow } from "../../base/csv.ts";
import { addDecimals, sumDecimals } from "../../base/decimal.ts";
import { dictionary } from "../../base/dictionary.ts";
import { bookedKind } from "../booked.ts";
import { emptyStatement, readSide, reasonOf, tradeDraft } from "../drafts.ts";
import { readEpoch } from "../file-times.ts";
import type { CashDraft, FillRow, Statement } from "../statement.ts";
import {
  type CellReader,
  cellReader,
  columnOf,
  rawText,
  type Table,
  type TableFormat,
  takeTrades,
} from "../table.ts";
import { type DealEntry, type DealReason, type DumpedDeal, pairPositions } from "./positions.ts";

const CASH: Readonly<Record<string, CashDraft["kind"]>> = dictionary({
  "2": "deposit",
  balance: "deposit",
  "3": "credit",
  credit: "credit",
  "4": "cost",
  charge: "cost",
  "5": "correction",
  correction: "correction",
  // Commission by the day and by the month, of the broker and of an agent; interest; tax.
  "7": "cost",
  commission: "cost",
  "8": "cost",
  commission_daily: "cost",
  "9": "cost",
  commission_monthly: "cost",
  "10": "cost",
  commission_agent_daily: "cost",
  "11": "cost",
  commission_agent_monthly: "cost",
  "12": "cost",
  interest: "cost",
  "17": "cost",
  tax: "cost",
});
const SIDES: Readonly<Record<string, "buy" | "sell">> = dictionary({
  "0": "buy",
  buy: "buy",
  "1": "sell",
  sell: "sell",
});
const CANCELLED = /^(?:13|14|(?:buy|sell)_cancell?ed)$/;
const ENTRIES: Readonly<Record<string, DealEntry>> = dictionary({
  "0": "in",
  in: "in",
  "1": "out",
  out: "out",
  "2": "in/out",
  inout: "in/out",
  in_out: "in/out",
  reverse: "in/out",
  "3": "out",
  out_by: "out",
});
const REASONS: Readonly<Record<string, DealReason>> = dictionary({
  "0": "manual",
  client: "manual",
  "1": "manual",
  mobile: "manual",
  "2": "manual",
  web: "manual",
  "3": "expert",
  expert: "expert",
  "4": "sl",
  sl: "sl",
  "5": "tp",
  tp: "tp",
  "6": "stop-out",
  so: "stop-out",
});

/** A deal as it was; what is empty was left out. */
function dealOf({ key, line, time, data }: FillRow): DumpedDeal {
  const told = data as DumpedDeal;
  return {
    line,
    ticket: key,
    position: told.position,
    entry: told.entry,
    side: told.side,
    time,
    order: told.order,
    symbol: told.symbol,
    volume: told.volume,
    price: told.price ?? null,
    money: told.money,
    magic: told.magic ?? null,
    comment: told.comment ?? "",
    reason: told.reason ?? null,
    raw: told.raw ?? "",
  };
}

/** Deals as a script writes them, or what a script has put together from them. */
export const MT5_DEALS: TableFormat<"mt5-deals"> = {
  id: "mt5-deals",
  name: "deal MetaTrader 5 dari Python",
  clock: "server",
  matches: (columns) => isMt5Paired(columns) || isMt5Deals(columns),
  read: (table) => (isMt5Paired(table.columns) ? readMt5Paired(table) : readMt5Deals(table)),
  pair: (rows) => pairPositions(rows.map(dealOf)),
};

/** True for a header of deals as `history_deals_get()` returns them, in any order and selection. */
function isMt5Deals(columns: ReadonlyMap<string, number[]>): boolean {
  const has = (...names: string[]) => columnOf(columns, ...names) >= 0;
  return (
    has("position_id", "pos_id") &&
    has("volume") &&
    has("price") &&
    has("profit") &&
    has("symbol") &&
    has("entry", "entry_type")
  );
}

/**
 * Reads deals dumped by a script: raw or decoded enums, epoch or formatted times, with or without
 * deal tickets. Positions are put together by their id; deposits are cash; rows that a logger
 * wrote twice count once. Times are the broker's clock. Account and currency are told only by
 * extra columns, which some scripts add.
 */
function readMt5Deals(table: Table): Statement {
  const statement = emptyStatement(MT5_DEALS);
  const at = dealColumns(table);
  const cells = cellReader(table.header.cells);
  const first = new Map<string, DelimitedRow>();
  const deals: DumpedDeal[] = [];
  const money = [at.profit, at.commission, at.swap, at.fee];
  const amounts: string[] = [];
  for (const row of table.rows) {
    cells.go(row);
    if (isRepeatedHeader(table, row) || row.cells.every((cell) => cell.trim() === "")) {
      statement.skipped.push({ line: row.line, reason: "empty" });
      continue;
    }
    const key = dealKey(cells, at);
    const before = first.get(key);
    first.set(key, before ?? row);
    // Written twice counts once; what only bears the number of another row is money all the same.
    if (before === undefined || rawText(before) !== rawText(row)) {
      amounts.push(...cells.money(money));
    }
    if (before !== undefined) {
      statement.skipped.push(seenBefore(row, before.line));
      continue;
    }
    const deal = takeDeal(statement, cells, at, row, key);
    const problem = cells.problem();
    if (problem !== null) statement.skipped.push(problem);
    else if (deal !== null) deals.push(deal);
  }
  statement.account = onlyValue(table, at.account);
  statement.currency = onlyValue(table, at.currency);
  statement.fills = deals.map((deal) => {
    return { key: deal.ticket, line: deal.line, time: deal.time, data: deal };
  });
  const { trades, open, notes } = pairPositions(deals);
  statement.trades.push(...trades);
  statement.open.push(...open);
  statement.notes.push(...notes);
  statement.money = sumDecimals(amounts);
  return statement;
}

type DealColumns = ReturnType<typeof dealColumns>;

function dealColumns({ columns }: Table) {
  return {
    ticket: columnOf(columns, "ticket", "deal", "deal_id", "deal_ticket"),
    order: columnOf(columns, "order", "order_id"),
    time: columnOf(columns, "time", "datetime", "date", "deal_time"),
    msc: columnOf(columns, "time_msc"),
    type: columnOf(columns, "type", "deal_type", "side", "direction"),
    entry: columnOf(columns, "entry", "entry_type"),
    magic: columnOf(columns, "magic"),
    position: columnOf(columns, "position_id", "pos_id"),
    reason: columnOf(columns, "reason", "deal_reason"),
    volume: columnOf(columns, "volume"),
    price: columnOf(columns, "price"),
    commission: columnOf(columns, "commission"),
    swap: columnOf(columns, "swap"),
    profit: columnOf(columns, "profit"),
    fee: columnOf(columns, "fee"),
    symbol: columnOf(columns, "symbol"),
    comment: columnOf(columns, "comment"),
    account: columnOf(columns, "account", "login"),
    currency: columnOf(columns, "currency"),
  };
}

/** A deal is known by its ticket; where a dump left that out, by all that tells deals apart. */
function dealKey(cells: CellReader, at: DealColumns): string {
  const ticket = cells.text(at.ticket);
  if (ticket !== "") return ticket;
  const parts = [at.order, at.position, at.time, at.type, at.entry, at.volume, at.price, at.profit];
  return parts.map((column) => cells.text(column)).join("|");
}

function takeDeal(
  statement: Statement,
  cells: CellReader,
  at: DealColumns,
  row: DelimitedRow,
  ticket: string,
): DumpedDeal | null {
  const type = enumWord(cells.text(at.type));
  const side = SIDES[type] ?? null;
  const time = dealTime(cells, at);
  const money = {
    profit: cells.amount(at.profit),
    commission: cells.amount(at.commission),
    swap: cells.amount(at.swap),
    fee: cells.amount(at.fee),
  };
  if (CANCELLED.test(type)) {
    statement.skipped.push({ line: row.line, reason: "cancelled" });
    return null;
  }
  if (side === null) {
    if (!isCashType(type)) cells.reject(at.type, "deal type");
    if (cells.problem() !== null) return null;
    const amount = addDecimals(money.profit, money.commission, money.swap, money.fee);
    statement.cash.push({
      line: row.line,
      externalId: cells.text(at.ticket) || null,
      time,
      kind: cashKind(type, amount),
      amount,
      comment: cells.text(at.comment) || null,
    });
    return null;
  }
  const entry = ENTRIES[enumWord(cells.text(at.entry))];
  const position = wholeNumber(cells.text(at.position));
  const volume = cells.number(at.volume);
  if (entry === undefined) cells.reject(at.entry, "in|out|in/out|out_by");
  if (position === "" || position === "0") cells.reject(at.position, "position id");
  if (volume === null || !(volume > 0)) cells.reject(at.volume, "quantity");
  if (time === null) cells.reject(at.time, "time");
  return {
    line: row.line,
    ticket,
    position,
    entry: entry ?? "in",
    side,
    time: time ?? "",
    order: Number(cells.text(at.msc)) || 0,
    symbol: cells.text(at.symbol),
    volume: volume ?? 0,
    price: cells.number(at.price),
    money,
    magic: magicOf(cells.text(at.magic)),
    comment: cells.text(at.comment),
    reason: REASONS[enumWord(cells.text(at.reason))] ?? null,
    raw: rawText(row),
  };
}

/** `DEAL_TYPE_BUY`, `Buy`, `0` and pandas' `0.0` alike. */
function enumWord(cell: string): string {
  const word = cell.toLowerCase().replace(/^deal_(?:type|entry|reason)_/, "");
  return wholeNumber(word.replace(/[\s/-]+/g, "_"));
}

/** pandas turns a column of whole numbers with one gap into floats: "1001.0" is 1001. */
function wholeNumber(cell: string): string {
  return cell.replace(/^(\d+)\.0+$/, "$1");
}

/** The magic number that a bot put on a deal; null for 0, which is a deal by hand. */
function magicOf(cell: string): string | null {
  const magic = wholeNumber(cell);
  return magic === "" || magic === "0" ? null : magic;
}

function dealTime(cells: CellReader, at: DealColumns): string | null {
  const epoch = readEpoch(cells.text(at.time));
  return epoch ?? cells.time(at.time) ?? readEpoch(cells.text(at.msc));
}

function isCashType(type: string): boolean {
  const number = Number(type);
  return /^[a-z_]{3,}$/.test(type) || (number >= 2 && number <= 17 && type !== "");
}

function cashKind(type: string, amount: string): CashDraft["kind"] {
  const kind = CASH[type] ?? (bookedKind(type.replaceAll("_", " ")) === "cost" ? "cost" : "other");
  return kind === "deposit" && amount.startsWith("-") ? "withdrawal" : kind;
}

/** A script that appends to its file may write the header again. */
function isRepeatedHeader(table: Table, row: DelimitedRow): boolean {
  return row.cells.join() === table.header.cells.join();
}

function seenBefore(row: DelimitedRow, line: number): Statement["skipped"][number] {
  const [field, value] = ["line", String(line)];
  return { line: row.line, reason: "not-a-trade", field, value, expected: "no repeated row" };
}

function onlyValue(table: Table, column: number): string | null {
  const values = new Set(table.rows.map((row) => (row.cells[column] ?? "").trim()));
  const [value] = values;
  return column >= 0 && values.size === 1 && value ? value : null;
}

/** True for deals that a script has already put together, one row a position. */
function isMt5Paired(columns: ReadonlyMap<string, number[]>): boolean {
  const needed = ["symbol", "volume", "entry_price", "exit_price", "entry_time", "exit_time"];
  return columnOf(columns, "pos_id", "position_id") >= 0 && needed.every((one) => columns.has(one));
}

/** Reads one position a row; the money is profit, commission, swap and fee as the script has it. */
function readMt5Paired(table: Table): Statement {
  const statement = emptyStatement(MT5_DEALS);
  const { columns } = table;
  const at = {
    id: columnOf(columns, "pos_id", "position_id"),
    symbol: columnOf(columns, "symbol"),
    side: columnOf(columns, "direction", "side", "type"),
    volume: columnOf(columns, "volume"),
    entryPrice: columnOf(columns, "entry_price"),
    exitPrice: columnOf(columns, "exit_price"),
    entryTime: columnOf(columns, "entry_time"),
    exitTime: columnOf(columns, "exit_time"),
    profit: columnOf(columns, "profit"),
    commission: columnOf(columns, "commission"),
    swap: columnOf(columns, "swap"),
    fee: columnOf(columns, "fee"),
    status: columnOf(columns, "status"),
    magic: columnOf(columns, "magic"),
    comment: columnOf(columns, "comment"),
  };
  const cells = cellReader(table.header.cells);
  const time = (column: number) => readEpoch(cells.text(column)) ?? cells.time(column);
  const money = [at.profit, at.commission, at.swap, at.fee];
  takeTrades(statement, table.rows, cells, money, (row) => {
    const word = enumWord(cells.text(at.side));
    const side = readSide(word) ?? (word === "0" ? "buy" : word === "1" ? "sell" : null);
    const id = wholeNumber(cells.text(at.id));
    const comment = cells.text(at.comment);
    if (side === null) cells.reject(at.side, "buy|sell");
    if (id === "") cells.reject(at.id, "position id");
    const isOpen = /^open/i.test(cells.text(at.status));
    if (!isOpen && cells.text(at.exitTime) === "") cells.reject(at.exitTime, "time");
    return tradeDraft({
      line: row.line,
      externalId: id,
      family: "mt5",
      symbol: cells.text(at.symbol),
      side,
      lot: cells.number(at.volume),
      entryTime: time(at.entryTime),
      exitTime: isOpen ? null : time(at.exitTime),
      entryPrice: cells.level(at.entryPrice),
      exitPrice: isOpen ? null : cells.level(at.exitPrice),
      profit: cells.amount(at.profit),
      commission: cells.amount(at.commission),
      swap: cells.amount(at.swap),
      fee: cells.amount(at.fee),
      magic: magicOf(cells.text(at.magic)),
      comment: comment || null,
      exitReason: reasonOf(comment),
      raw: rawText(row),
    });
  });
  return statement;
}
