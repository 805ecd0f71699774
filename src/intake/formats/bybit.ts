import { fixedOffsetMinutes, shiftTime } from "../file-times.ts";
import {
  type Expected,
  emptyStatement,
  quoteOf,
  type Statement,
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

export const BYBIT: TableFormat<"bybit"> = {
  id: "bybit",
  name: "Bybit Closed P&L",
  clock: "trader",
  matches: isBybit,
  read: readBybit,
};

/** True for Bybit's closed profit and loss of derivatives. */
function isBybit(columns: ReadonlyMap<string, number[]>): boolean {
  return ["contracts", "closing_direction", "closed_p_l"].every((name) => columns.has(name));
}

/**
 * Reads Bybit's closed P&L: net of fees; the time of entry is not in the file. The order number
 * is cut to eight digits and several rows may share one, so a row is known by its content.
 */
function readBybit(table: Table): Statement {
  const { header, columns } = table;
  const at = {
    contract: columnOf(columns, "contracts"),
    closing: columnOf(columns, "closing_direction"),
    quantity: columnOf(columns, "qty", "quantity"),
    entry: columnOf(columns, "entry_price"),
    exit: columnOf(columns, "exit_price"),
    net: columnOf(columns, "closed_p_l"),
    type: columnOf(columns, "exit_type"),
    time: columnLike(header.cells, /^(?:trade|filled|filled_settlement|close|closing)_time/),
  };
  const zone = /\((UTC[^)]*)\)/i.exec(header.cells[at.time] ?? "")?.[1] ?? null;
  const offset = zone === null ? null : fixedOffsetMinutes(zone.toUpperCase());
  const statement = emptyStatement(BYBIT);
  if (offset !== null) statement.clock = "utc";
  const cells = cellReader(header.cells);
  takeTrades(statement, table.rows, cells, [at.net], (row) => {
    const symbol = cells.text(at.contract);
    const side = openedSide(cells.text(at.closing));
    if (side === null) cells.reject(at.closing, "Close Long|Close Short|Buy|Sell");
    if (cells.text(at.net) === "") cells.reject(at.net, "number");
    const time = cells.time(at.time);
    if (time === null) cells.reject(at.time, "time");
    const other = currencyConflict(statement, symbol);
    if (other !== null) cells.reject(at.contract, other);
    return tradeDraft({
      line: row.line,
      symbol,
      side,
      lot: cells.number(at.quantity),
      exitTime: time === null ? "" : shiftTime(time, -(offset ?? 0)),
      entryPrice: cells.number(at.entry),
      exitPrice: cells.number(at.exit),
      profit: cells.amount(at.net),
      exitReason: reason(cells.text(at.type)),
      raw: rawText(row),
    });
  });
  return statement;
}

/**
 * The first contract sets the statement's currency (an inverse contract such as BTCUSD settles in
 * its coin); returns the expected currency when this contract has another.
 */
export function currencyConflict(statement: Statement, contract: string): Expected | null {
  const inverse = /^([A-Z0-9]+)USD$/i.exec(contract)?.[1]?.toUpperCase();
  const currency = quoteOf(contract) ?? inverse ?? null;
  if (currency === null) return null;
  statement.currency ??= currency;
  return statement.currency === currency ? null : `currency ${statement.currency}`;
}

/** "Close Long" closes a long; the bare "Sell" is the closing order's side and closes one too. */
function openedSide(closing: string): TradeDraft["side"] {
  const word = closing.toLowerCase();
  if (/^(?:close long|sell)$/.test(word)) return "buy";
  if (/^(?:close short|buy)$/.test(word)) return "sell";
  return null;
}

function reason(type: string): TradeDraft["exitReason"] {
  const word = type.toLowerCase().replace(/[\s_]/g, "");
  if (/stoploss|trailingstop/.test(word)) return "sl";
  if (/takeprofit/.test(word)) return "tp";
  return /liq|bust/.test(word) ? "stop-out" : null;
}
