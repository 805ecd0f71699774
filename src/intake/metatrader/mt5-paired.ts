import { reasonOf } from "../draft.ts";
import { cellReader, columnOf, rawText, type Table, takeTrades } from "../table.ts";
import { emptyStatement, readSide, tradeDraft } from "../text-draft.ts";
import { readEpoch } from "../times.ts";
import type { Statement } from "../types.ts";
import { enumWord, magicOf, wholeNumber } from "./mt5-deals.ts";

/** True for deals that a script has already put together, one row a position. */
export function isMt5Paired(columns: ReadonlyMap<string, number[]>): boolean {
  const needed = ["symbol", "volume", "entry_price", "exit_price", "entry_time", "exit_time"];
  return columnOf(columns, "pos_id", "position_id") >= 0 && needed.every((one) => columns.has(one));
}

/** Reads one position a row; the money is profit, commission, swap and fee as the script has it. */
export function readMt5Paired(table: Table): Statement {
  const statement = emptyStatement("mt5-deals", "server");
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
  takeTrades(statement, table.rows, cells, (row) => {
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
