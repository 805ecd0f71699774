import type { DelimitedRow, Delimiter } from "../base/delimited.ts";
import { headerColumns } from "../base/delimited.ts";
import type { ColumnMap } from "./column-map.ts";
import {
  isBinanceFutures,
  isBinancePositions,
  readBinanceFutures,
  readBinancePositions,
} from "./formats/binance-futures.ts";
import { isBinanceLedger, isBinanceSpot, readBinanceSpot } from "./formats/binance-spot.ts";
import { isBybit, readBybit } from "./formats/bybit.ts";
import { isCTrader, readCTrader } from "./formats/ctrader.ts";
import { isExness, readExness } from "./formats/exness.ts";
import { isFtmo, readFtmo } from "./formats/ftmo.ts";
import { isFxBlue, readFxBlue } from "./formats/fxblue.ts";
import { isMql5Signal, readMql5Signal } from "./formats/mql5-signal.ts";
import { isMyfxbook, readMyfxbook } from "./formats/myfxbook.ts";
import { isTradingViewList, readTradingViewList } from "./formats/tradingview.ts";
import { isTradingViewOrders, readTradingViewOrders } from "./formats/tradingview-orders.ts";
import type { RowExtra } from "./mapped.ts";
import { columnsIn, mappedStatement, nameAccount, rowTaker } from "./mapped.ts";
import { isMt5Deals, readMt5Deals } from "./metatrader/mt5-deals.ts";
import { isMt5Paired, readMt5Paired } from "./metatrader/mt5-paired.ts";
import { exportedCsv, isOwn, ownMap } from "./own.ts";
import { type Table, tableOf } from "./table.ts";
import { isTemplate, templateMap } from "./template.ts";
import type { TextContext } from "./text-draft.ts";
import type { ImportProblem, ImportResult, Statement } from "./types.ts";

type Columns = ReadonlyMap<string, number[]>;

interface TableReader {
  format: string;
  matches: (columns: Columns, table: Table) => boolean;
  read: (table: Table, context: TextContext) => Statement | ImportProblem;
}

/** Formats told by the names in their header; the more particular ones stand first. */
const TABLE_READERS: readonly TableReader[] = [
  { format: "mt5-deals", matches: isMt5Paired, read: readMt5Paired },
  { format: "mt5-deals", matches: isMt5Deals, read: readMt5Deals },
  { format: "jurnal", matches: isOwn, read: readOwnTable },
  { format: "template", matches: isTemplate, read: readTemplate },
  { format: "exness", matches: isExness, read: readExness },
  { format: "ctrader", matches: isCTrader, read: readCTrader },
  { format: "tradingview", matches: isTradingViewList, read: readTradingViewList },
  { format: "tradingview-orders", matches: isTradingViewOrders, read: readTradingViewOrders },
  { format: "myfxbook", matches: isMyfxbook, read: readMyfxbook },
  { format: "fxblue", matches: isFxBlue, read: readFxBlue },
  { format: "mql5-signal", matches: isMql5Signal, read: readMql5Signal },
  { format: "bybit", matches: isBybit, read: readBybit },
  { format: "binance-futures", matches: isBinanceFutures, read: readBinanceFutures },
  { format: "binance-positions", matches: isBinancePositions, read: readBinancePositions },
  { format: "binance-spot", matches: isBinanceSpot, read: readBinanceSpot },
  { format: "binance-ledger", matches: isBinanceLedger, read: refuseLedger },
  { format: "ftmo", matches: (_, table) => isFtmo(table.header, table.rows[0]), read: readFtmo },
];

/** How far down a file its header is looked for. */
const HEADER_ROWS = 30;

/**
 * Reads rows of any known format. The header is the first row that a format recognises; what
 * stands above it is skipped as no trade. Null when no format knows the rows; `format` allows
 * only that one.
 */
export function readTable(
  rows: readonly DelimitedRow[],
  delimiter: Delimiter,
  context: TextContext,
  format?: string,
): ImportResult | null {
  const found = findTable(rows, delimiter, format);
  if (found === null) return null;
  const { reader, table, above } = found;
  const result = reader.read(table, context);
  if ("code" in result) return { ok: false, problem: result };
  for (const { line } of above) result.skipped.push({ line, reason: "not-a-trade" });
  return { ok: true, statement: result };
}

/** The format of the first rows of a file and its header; null when no format knows them. */
export function findTable(
  rows: readonly DelimitedRow[],
  delimiter: Delimiter,
  format?: string,
): { reader: TableReader; table: Table; above: DelimitedRow[] } | null {
  const readers = TABLE_READERS.filter((one) => format === undefined || one.format === format);
  for (const [index, header] of rows.slice(0, HEADER_ROWS).entries()) {
    if (header.cells.length < 3) continue;
    const columns = headerColumns(header.cells);
    const table = tableOf(header, rows.slice(index + 1), delimiter);
    const reader = readers.find((one) => one.matches(columns, table));
    if (reader !== undefined) return { reader, table, above: rows.slice(0, index) };
  }
  return null;
}

function readOwnTable(table: Table): Statement {
  const { cells } = table.header;
  return readByMap(table, ownMap(cells), "jurnal", exportedCsv(cells));
}

function readTemplate(table: Table): Statement {
  const map = templateMap(table);
  const statement = readByMap(table, map, "template");
  statement.notes.push(`decimal:${map.decimal}`, `date-order:${map.dateOrder}`);
  return statement;
}

function readByMap(table: Table, map: ColumnMap, format: string, extra?: RowExtra): Statement {
  const statement = mappedStatement(map, format);
  const { cells } = table.header;
  table.rows.forEach(
    rowTaker(statement, map, columnsIn(cells, map) ?? {}, cells, undefined, extra),
  );
  nameAccount(statement);
  return statement;
}

/** A ledger of coins holds no trades; the exports that do are named. */
function refuseLedger(): ImportProblem {
  return {
    code: "binance-ledger",
    place: null,
    value: "Transaction History",
    expected: "binance-futures|binance-positions|binance-spot",
  };
}
