import { columnsAt, draftAt, hasAll, moneyAt, sideAt } from "../columns.ts";
import { emptyStatement, reasonOf } from "../drafts.ts";
import type { CashDraft, Statement, TradeDraft } from "../statement.ts";
import { cellReader, type Table, type TableFormat, takeTrades } from "../table.ts";

export const FXBLUE: TableFormat<"fxblue"> = {
  id: "fxblue",
  name: "FX Blue",
  clock: "server",
  matches: isFxBlue,
  read: readFxBlue,
};

const COLUMNS = {
  type: "type",
  ticket: "ticket",
  symbol: "symbol",
  lot: "lots",
  side: "buy_sell",
  entry: "open_price",
  exit: "close_price",
  opened: "open_time",
  closed: "close_time",
  profit: "profit",
  swap: "swap",
  commission: "commission",
  net: "net_profit",
  target: "t_p",
  stop: "s_l",
  magic: "magic_number",
  comment: "order_comment",
  account: "account",
};

/** True for FX Blue's export, which Quant Analyzer reads too. */
function isFxBlue(columns: ReadonlyMap<string, number[]>): boolean {
  return hasAll(columns, "type ticket symbol buy_sell open_time close_time profit");
}

/**
 * Reads FX Blue's export: gross profits; a row that closes in 1970 is still open. One file may mix
 * accounts: tickets then carry the account in front, and the statement names no single one.
 */
function readFxBlue(table: Table): Statement {
  const statement = emptyStatement(FXBLUE);
  const at = columnsAt(table, COLUMNS);
  const cells = cellReader(table.header.cells);
  const accounts = new Set(table.rows.map((row) => (row.cells[at.account] ?? "").trim()));
  accounts.delete("");
  if (accounts.size === 1) statement.account = [...accounts][0] ?? null;
  if (accounts.size > 1) statement.notes.push(`accounts:${[...accounts].join(",")}`);
  const ownId = (ticket: string) => {
    const account = accounts.size > 1 ? `${cells.text(at.account)}:` : "";
    return ticket === "" ? null : account + ticket;
  };
  takeTrades(statement, table.rows, cells, moneyAt(at), (row): TradeDraft | null => {
    const type = cells.text(at.type).toLowerCase();
    const externalId = ownId(cells.text(at.ticket));
    const comment = cells.text(at.comment) || null;
    const kind = cashKind(type);
    if (kind !== null) {
      const [time, amount] = [cells.time(at.opened), cells.amount(at.profit)];
      if (cells.problem() !== null) return null;
      statement.cash.push({ line: row.line, externalId, time, kind, amount, comment });
      return null;
    }
    if (/order/.test(type) || /limit|stop/i.test(cells.text(at.side))) {
      const reason = /pending/.test(type) ? "pending" : "cancelled";
      statement.skipped.push({ line: row.line, reason });
      return null;
    }
    const draft = draftAt(row, cells, at, sideAt(cells, at, "buy|sell"));
    draft.externalId = externalId;
    if (draft.exitTime?.startsWith("1970-01-01")) [draft.exitTime, draft.exitPrice] = [null, null];
    if (/^open/.test(type)) draft.exitTime = null;
    draft.exitReason = comment === null ? null : reasonOf(comment);
    return draft;
  });
  return statement;
}

function cashKind(type: string): CashDraft["kind"] | null {
  if (/^(?:deposit|withdrawal|credit)$/.test(type)) return type as CashDraft["kind"];
  return /position|order/.test(type) ? null : "other";
}
