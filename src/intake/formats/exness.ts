import type { DelimitedRow } from "../../base/csv.ts";
import { isZero } from "../../base/decimal.ts";
import { dictionary } from "../../base/dictionary.ts";
import { columnsAt, draftAt, hasAll, moneyAt, sideAt } from "../columns.ts";
import { emptyStatement, readSide } from "../drafts.ts";
import type { Statement, TextContext, TradeDraft } from "../statement.ts";
import { cellReader, type Table, type TableFormat, takeTrades } from "../table.ts";

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

const COLUMNS = {
  ticket: "ticket",
  opened: "opening_time_utc",
  closed: "closing_time_utc",
  side: "type",
  lot: "lots",
  size: "original_position_size",
  symbol: "symbol",
  entry: "opening_price",
  exit: "closing_price",
  stop: "stop_loss",
  target: "take_profit",
  commission: /^commission(_[a-z]{3,4})?$/,
  swap: /^swap(_[a-z]{3,4})?$/,
  profit: /^profit(_[a-z]{3,4})?$/,
  reason: "close_reason",
};

/** True for the header of Exness's Personal Area export, closed or open positions. */
function isExness(columns: ReadonlyMap<string, number[]>): boolean {
  return hasAll(columns, "ticket opening_time_utc symbol opening_price");
}

/**
 * Reads the Exness Personal Area export: real UTC, the ticket is MetaTrader 5's position. A row
 * for less than the position's size is a partial close and keeps the ticket as its parent.
 */
function readExness(table: Table, context: TextContext): Statement {
  const statement = emptyStatement(EXNESS);
  const { header, columns } = table;
  const at = columnsAt(table, COLUMNS);
  const currency = /_([a-z]{3,4})$/.exec(columnName(columns, at.profit));
  statement.currency = currency?.[1]?.toUpperCase() ?? null;
  const cells = cellReader(header.cells);
  const seen = new Map<string, number>();
  const money = moneyAt(at);
  takeTrades(statement, table.rows, cells, money, (row) => {
    const word = cells.text(at.side);
    if (readSide(word) === null && cells.money(money).every(isZero)) {
      statement.skipped.push(notATrade(row, "type", word));
      return null;
    }
    const draft = draftAt(row, cells, at, sideAt(cells, at, "buy|sell"), "ticket", "opened");
    const { exitTime, externalId: ticket } = draft;
    if (exitTime !== null && cells.text(at.profit) === "") cells.reject(at.profit, "number");
    draft.family = "mt5";
    const size = cells.number(at.size);
    draft.lot ??= size;
    if (exitTime !== null && draft.lot !== (size ?? draft.lot)) {
      draft.externalId = partId(seen, `${ticket}:${exitTime}:${draft.lot}`);
      draft.parentId = ticket;
    }
    draft.exitReason = REASONS[cells.text(at.reason).toLowerCase()] ?? null;
    if (draft.exitReason === "sl" && at.stop >= 0) draft.stopLossUsed = true;
    if (draft.exitReason === "tp" && at.target >= 0) draft.takeProfitUsed = true;
    return draft;
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
