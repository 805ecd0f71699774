import {
  type CashDraft,
  emptyStatement,
  grossFromNet,
  readSide,
  reasonOf,
  type Statement,
  type TradeDraft,
  tradeDraft,
} from "../statement.ts";
import {
  cellReader,
  columnOf,
  rawText,
  type Table,
  type TableFormat,
  takeTrades,
} from "../table.ts";

export const FXBLUE: TableFormat<"fxblue"> = {
  id: "fxblue",
  name: "FX Blue",
  clock: "server",
  matches: isFxBlue,
  read: readFxBlue,
};

/** True for FX Blue's export, which Quant Analyzer reads too. */
function isFxBlue(columns: ReadonlyMap<string, number[]>): boolean {
  return ["type", "ticket", "symbol", "buy_sell", "open_time", "close_time", "profit"].every(
    (name) => columns.has(name),
  );
}

/**
 * Reads FX Blue's export: gross profits; a row that closes in 1970 is still open. One file may mix
 * accounts: tickets then carry the account in front, and the statement names no single one.
 */
function readFxBlue(table: Table): Statement {
  const statement = emptyStatement(FXBLUE);
  const at = fxBlueColumns(table);
  const cells = cellReader(table.header.cells);
  const accounts = new Set(table.rows.map((row) => (row.cells[at.account] ?? "").trim()));
  accounts.delete("");
  if (accounts.size === 1) statement.account = [...accounts][0] ?? null;
  if (accounts.size > 1) statement.notes.push(`accounts:${[...accounts].join(",")}`);
  const ownId = (ticket: string) => {
    const account = accounts.size > 1 ? `${cells.text(at.account)}:` : "";
    return ticket === "" ? null : account + ticket;
  };
  const money = at.net < 0 ? [at.profit, at.swap, at.commission] : [at.net];
  takeTrades(statement, table.rows, cells, money, (row): TradeDraft | null => {
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
    const side = readSide(cells.text(at.side));
    if (side === null) cells.reject(at.side, "buy|sell");
    const closed = cells.time(at.closed);
    const exitTime = closed?.startsWith("1970-01-01") ? null : closed;
    const [profit, swap] = [cells.amount(at.profit), cells.amount(at.swap)];
    const commission = cells.amount(at.commission);
    const [stop, target] = [cells.level(at.stop), cells.level(at.target)];
    const magic = cells.text(at.magic);
    return tradeDraft({
      line: row.line,
      externalId,
      symbol: cells.text(at.symbol),
      side,
      lot: cells.number(at.lots),
      entryTime: cells.time(at.opened),
      exitTime: /^open/.test(type) ? null : exitTime,
      entryPrice: cells.number(at.entry),
      exitPrice: exitTime === null ? null : cells.number(at.exit),
      stopLoss: stop,
      takeProfit: target,
      stopLossUsed: at.stop < 0 ? null : stop !== null,
      takeProfitUsed: at.target < 0 ? null : target !== null,
      profit,
      commission,
      swap,
      fee: at.net < 0 ? "0" : grossFromNet(cells.amount(at.net), profit, commission, swap),
      magic: magic === "0" ? null : magic || null,
      comment,
      exitReason: comment === null ? null : reasonOf(comment),
      raw: rawText(row),
    });
  });
  return statement;
}

function cashKind(type: string): CashDraft["kind"] | null {
  if (/^(?:deposit|withdrawal|credit)$/.test(type)) return type as CashDraft["kind"];
  return /position|order/.test(type) ? null : "other";
}

function fxBlueColumns({ columns }: Table) {
  return {
    type: columnOf(columns, "type"),
    ticket: columnOf(columns, "ticket"),
    symbol: columnOf(columns, "symbol"),
    lots: columnOf(columns, "lots"),
    side: columnOf(columns, "buy_sell"),
    entry: columnOf(columns, "open_price"),
    exit: columnOf(columns, "close_price"),
    opened: columnOf(columns, "open_time"),
    closed: columnOf(columns, "close_time"),
    profit: columnOf(columns, "profit"),
    swap: columnOf(columns, "swap"),
    commission: columnOf(columns, "commission"),
    net: columnOf(columns, "net_profit"),
    target: columnOf(columns, "t_p"),
    stop: columnOf(columns, "s_l"),
    magic: columnOf(columns, "magic_number"),
    comment: columnOf(columns, "order_comment"),
    account: columnOf(columns, "account"),
  };
}
