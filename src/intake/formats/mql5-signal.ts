import { balanceKind } from "../booked.ts";
import { columnsAt, draftAt, hasAll, moneyAt, sideAt } from "../columns.ts";
import { emptyStatement, reasonOf } from "../drafts.ts";
import type { Statement, TradeDraft } from "../statement.ts";
import { cellReader, type Table, type TableFormat, takeTrades } from "../table.ts";

export const MQL5_SIGNAL: TableFormat<"mql5-signal"> = {
  id: "mql5-signal",
  name: "sinyal MQL5",
  clock: "server",
  matches: isMql5Signal,
  read: readMql5Signal,
};

const COLUMNS = {
  side: "type",
  lot: "volume",
  symbol: "symbol",
  stop: "s_l sl",
  target: "t_p tp",
  commission: "commission",
  swap: "swap",
  profit: "profit",
  comment: "comment",
};

/** True for an MQL5 signal: Time and Price come twice, and no number names a trade. */
function isMql5Signal(columns: ReadonlyMap<string, number[]>): boolean {
  return (
    columns.get("time")?.length === 2 &&
    columns.get("price")?.length === 2 &&
    hasAll(columns, "type volume symbol profit") &&
    !columns.has("ticket") &&
    !columns.has("position")
  );
}

/** Reads an MQL5 signal's history: gross profits, thousands in spaces, deposits as Balance rows. */
function readMql5Signal(table: Table): Statement {
  const statement = emptyStatement(MQL5_SIGNAL);
  const { columns } = table;
  const [opened = -1, closed = -1] = columns.get("time") ?? [];
  const [entry = -1, exit = -1] = columns.get("price") ?? [];
  const at = { ...columnsAt(table, COLUMNS), opened, closed, entry, exit };
  const cells = cellReader(table.header.cells);
  takeTrades(statement, table.rows, cells, moneyAt(at), (row): TradeDraft | null => {
    const type = cells.text(at.side).toLowerCase();
    const comment = cells.text(at.comment);
    const profit = cells.amount(at.profit);
    if (/^(?:balance|credit|correction|bonus|charge)/.test(type)) {
      const time = cells.time(opened);
      if (cells.problem() !== null) return null;
      const own = type.startsWith("balance")
        ? balanceKind(profit, comment)
        : { kind: type.startsWith("credit") ? ("credit" as const) : ("other" as const) };
      const cash = { line: row.line, externalId: null, time, ...own, amount: profit };
      statement.cash.push({ ...cash, comment: comment || null });
      return null;
    }
    if (/^(?:buy|sell) (?:limit|stop)/.test(type) || /cancell?ed/.test(type + comment)) {
      statement.skipped.push({ line: row.line, reason: "cancelled" });
      return null;
    }
    const draft = draftAt(row, cells, at, sideAt(cells, at, "Buy|Sell|Balance"), "opened");
    draft.exitReason = reasonOf(comment);
    return draft;
  });
  return statement;
}
