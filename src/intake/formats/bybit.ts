import { columnsAt, draftAt, hasAll, moneyAt } from "../columns.ts";
import { emptyStatement, quoteOf } from "../drafts.ts";
import { fixedOffsetMinutes, shiftTime } from "../file-times.ts";
import type { Expected, Statement, TradeDraft } from "../statement.ts";
import { cellReader, type Table, type TableFormat, takeTrades } from "../table.ts";

export const BYBIT: TableFormat<"bybit"> = {
  id: "bybit",
  name: "Bybit Closed P&L",
  clock: "trader",
  matches: isBybit,
  read: readBybit,
};

const COLUMNS = {
  symbol: "contracts",
  side: "closing_direction",
  lot: "qty quantity",
  entry: "entry_price",
  exit: "exit_price",
  net: "closed_p_l",
  type: "exit_type",
  closed: /^(?:trade|filled|filled_settlement|close|closing)_time/,
};

/** True for Bybit's closed profit and loss of derivatives. */
function isBybit(columns: ReadonlyMap<string, number[]>): boolean {
  return hasAll(columns, "contracts closing_direction closed_p_l");
}

/**
 * Reads Bybit's closed P&L: net of fees; the time of entry is not in the file. The order number
 * is cut to eight digits and several rows may share one, so a row is known by its content.
 */
function readBybit(table: Table): Statement {
  const { header } = table;
  const at = columnsAt(table, COLUMNS);
  const zone = /\((UTC[^)]*)\)/i.exec(header.cells[at.closed] ?? "")?.[1] ?? null;
  const offset = zone === null ? null : fixedOffsetMinutes(zone.toUpperCase());
  const statement = emptyStatement(BYBIT);
  if (offset !== null) statement.clock = "utc";
  const cells = cellReader(header.cells);
  takeTrades(statement, table.rows, cells, moneyAt(at), (row) => {
    const side = openedSide(cells.text(at.side));
    if (side === null) cells.reject(at.side, "Close Long|Close Short|Buy|Sell");
    const draft = draftAt(row, cells, at, side, "net", "closed");
    const other = currencyConflict(statement, draft.symbol);
    if (other !== null) cells.reject(at.symbol, other);
    draft.exitTime = shiftTime(draft.exitTime ?? "", -(offset ?? 0));
    draft.exitReason = reason(cells.text(at.type));
    return draft;
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
