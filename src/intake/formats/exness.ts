import type { DelimitedRow } from "../../base/csv.ts";
import { isZero } from "../../base/decimal.ts";
import { dictionary } from "../../base/dictionary.ts";
import {
  emptyStatement,
  readSide,
  type Statement,
  type TextContext,
  type TradeDraft,
  tradeDraft,
} from "../statement.ts";
import {
  cellReader,
  columnLike,
  columnOf,
  rawText,
  type Table,
  type TableFormat,
  takeTrades,
} from "../table.ts";

const REASONS: Readonly<Record<string, TradeDraft["exitReason"]>> = dictionary({
  user: "manual",
  sl: "sl",
  tp: "tp",
  so: "stop-out",
});

export const EXNESS: TableFormat<"exness"> = {
  id: "exness",
  name: "Exness",
  clock: "utc",
  matches: isExness,
  read: readExness,
};

/** True for the header of Exness's Personal Area export, closed or open positions. */
function isExness(columns: ReadonlyMap<string, number[]>): boolean {
  return ["ticket", "opening_time_utc", "symbol", "opening_price"].every((one) => columns.has(one));
}

/**
 * Reads the Exness Personal Area export: real UTC, the ticket is MetaTrader 5's position. A row
 * for less than the position's size is a partial close and keeps the ticket as its parent.
 */
function readExness(table: Table, context: TextContext): Statement {
  const statement = emptyStatement(EXNESS);
  const { header, columns } = table;
  const named = (name: string) => columnLike(header.cells, new RegExp(`^${name}(_[a-z]{3,4})?$`));
  const at = {
    ticket: columnOf(columns, "ticket"),
    opened: columnOf(columns, "opening_time_utc"),
    closed: columnOf(columns, "closing_time_utc"),
    type: columnOf(columns, "type"),
    lots: columnOf(columns, "lots"),
    size: columnOf(columns, "original_position_size"),
    symbol: columnOf(columns, "symbol"),
    entry: columnOf(columns, "opening_price"),
    exit: columnOf(columns, "closing_price"),
    stop: columnOf(columns, "stop_loss"),
    target: columnOf(columns, "take_profit"),
    commission: named("commission"),
    swap: named("swap"),
    profit: named("profit"),
    reason: columnOf(columns, "close_reason"),
  };
  const currency = /_([a-z]{3,4})$/.exec(columnName(columns, at.profit));
  statement.currency = currency?.[1]?.toUpperCase() ?? null;
  const cells = cellReader(header.cells);
  const seen = new Map<string, number>();
  const money = [at.profit, at.commission, at.swap];
  takeTrades(statement, table.rows, cells, money, (row) => {
    const side = readSide(cells.text(at.type));
    if (side === null && cells.money(money).every(isZero)) {
      statement.skipped.push(notATrade(row, "type", cells.text(at.type)));
      return null;
    }
    if (side === null) cells.reject(at.type, "buy|sell");
    const lot = cells.number(at.lots) ?? cells.number(at.size);
    const size = cells.number(at.size) ?? lot;
    const ticket = cells.text(at.ticket);
    const exitTime = cells.time(at.closed);
    const isPart = exitTime !== null && lot !== size;
    if (ticket === "") cells.reject(at.ticket, "ticket");
    if (cells.text(at.opened) === "") cells.reject(at.opened, "time");
    if (exitTime !== null && cells.text(at.profit) === "") cells.reject(at.profit, "number");
    const stop = cells.level(at.stop);
    const reason = REASONS[cells.text(at.reason).toLowerCase()] ?? null;
    return tradeDraft({
      line: row.line,
      externalId: isPart ? partId(seen, `${ticket}:${exitTime}:${lot}`) : ticket,
      parentId: isPart ? ticket : null,
      family: "mt5",
      symbol: cells.text(at.symbol),
      side,
      lot,
      entryTime: cells.time(at.opened),
      exitTime,
      entryPrice: cells.number(at.entry),
      exitPrice: cells.number(at.exit),
      stopLoss: stop,
      takeProfit: cells.level(at.target),
      stopLossUsed: at.stop < 0 ? null : stop !== null || reason === "sl",
      takeProfitUsed: at.target < 0 ? null : cells.level(at.target) !== null || reason === "tp",
      profit: cells.amount(at.profit),
      commission: cells.amount(at.commission),
      swap: cells.amount(at.swap),
      exitReason: reason,
      raw: rawText(row),
    });
  });
  // Only the symbol tells that an account counts in cents.
  const cent = [...statement.trades, ...statement.open].find(({ symbol }) =>
    /[A-Z]c$/.test(symbol),
  );
  const isSaid = statement.currency !== null || context.currency !== null;
  if (cent !== undefined && !isSaid) statement.notes.push(`cents:${cent.symbol}`);
  return statement;
}

function columnName(columns: ReadonlyMap<string, number[]>, column: number): string {
  for (const [name, [first]] of columns) if (first === column) return name;
  return "";
}

/** Two equal parts closed in one second stay two: the second one is numbered. */
function partId(seen: Map<string, number>, id: string): string {
  const times = (seen.get(id) ?? 0) + 1;
  seen.set(id, times);
  return times === 1 ? id : `${id}#${times}`;
}

function notATrade(row: DelimitedRow, field: string, value: string): Statement["skipped"][number] {
  return { line: row.line, reason: "not-a-trade", field, value, expected: "buy|sell" };
}
