import {
  balanceKind,
  emptyStatement,
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

export const MQL5_SIGNAL: TableFormat<"mql5-signal"> = {
  id: "mql5-signal",
  name: "sinyal MQL5",
  clock: "server",
  matches: isMql5Signal,
  read: readMql5Signal,
};

/** True for an MQL5 signal: Time and Price come twice, and no number names a trade. */
function isMql5Signal(columns: ReadonlyMap<string, number[]>): boolean {
  return (
    columns.get("time")?.length === 2 &&
    columns.get("price")?.length === 2 &&
    ["type", "volume", "symbol", "profit"].every((name) => columns.has(name)) &&
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
  const at = {
    type: columnOf(columns, "type"),
    volume: columnOf(columns, "volume"),
    symbol: columnOf(columns, "symbol"),
    stop: columnOf(columns, "s_l", "sl"),
    target: columnOf(columns, "t_p", "tp"),
    commission: columnOf(columns, "commission"),
    swap: columnOf(columns, "swap"),
    profit: columnOf(columns, "profit"),
    comment: columnOf(columns, "comment"),
  };
  const cells = cellReader(table.header.cells);
  const money = [at.commission, at.swap, at.profit];
  takeTrades(statement, table.rows, cells, money, (row): TradeDraft | null => {
    const type = cells.text(at.type).toLowerCase();
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
    const side = readSide(type);
    if (side === null) cells.reject(at.type, "Buy|Sell|Balance");
    if (cells.text(opened) === "") cells.reject(opened, "time");
    const [stop, target] = [cells.level(at.stop), cells.level(at.target)];
    return tradeDraft({
      line: row.line,
      symbol: cells.text(at.symbol),
      side,
      lot: cells.number(at.volume),
      entryTime: cells.time(opened),
      exitTime: cells.time(closed),
      entryPrice: cells.number(entry),
      exitPrice: cells.number(exit),
      stopLoss: stop,
      takeProfit: target,
      // The list of positions has no column for them.
      stopLossUsed: at.stop < 0 ? null : stop !== null,
      takeProfitUsed: at.target < 0 ? null : target !== null,
      profit,
      commission: cells.amount(at.commission),
      swap: cells.amount(at.swap),
      comment: comment || null,
      exitReason: reasonOf(comment),
      raw: rawText(row),
    });
  });
  return statement;
}
