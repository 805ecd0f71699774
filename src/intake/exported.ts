import { undefused } from "../base/csv.ts";
import type { DelimitedRow } from "../base/delimited.ts";
import { headerName } from "../base/delimited.ts";
import { keep } from "../base/keep.ts";
import type { ExportedTrade, JournalTrade } from "./column-map.ts";

/** Columns that together only our own export has; what others write is read with more care. */
const MARKS = ["id", "session_date", "currency"] as const;

/** Whether these columns (or keys of an object) are those of our own export. */
export function isExported(columns: { has(name: string): boolean }): boolean {
  return MARKS.every((name) => columns.has(name));
}

const COSTS = ["commission", "swap", "fee"] as const;
type Text = Exclude<keyof ExportedTrade, "unknown" | "approximate">;

/**
 * A function that puts what an exported row says word for word beside the trade that was read from
 * it. In a CSV texts were guarded against being taken for formulas: the guard comes off.
 */
export function exportedReader(
  header: readonly string[],
  isGuarded: boolean,
): (row: DelimitedRow, trade: JournalTrade) => void {
  const at = new Map(header.map((name, index) => [headerName(name), index]));
  return ({ cells }, trade) => {
    const cell = (name: string) => cells[at.get(name) ?? -1] ?? "";
    const text = (name: Text): string => {
      const value = cell(name);
      return keep(isGuarded ? undefused(value) : value);
    };
    const told = (name: Text) => text(name) || null;
    const ticket = told("ticket");
    trade.externalId = ticket;
    trade.exported = {
      symbol: text("symbol"),
      raw_symbol: told("raw_symbol"),
      session_date: text("session_date"),
      exit_time: cell("exit_time") === "" ? null : trade.exitTime,
      strategy_used: told("strategy_used"),
      account: told("account"),
      ticket,
      tags: told("tags"),
      note: told("note"),
      parent_ticket: told("parent_ticket"),
      magic: told("magic"),
      comment: told("comment"),
      approximate: /^(?:1|true)$/i.test(cell("approximate")),
      unknown: COSTS.filter((name) => cell(name) === ""),
    };
    trade.account = trade.exported.account;
    trade.approximate = trade.exported.approximate;
  };
}
