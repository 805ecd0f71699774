import type { DelimitedRow } from "../base/csv.ts";
import { isRecord, shownJson } from "../base/json.ts";
import { type Table, tableOf } from "./table.ts";

/** A list of records as a table, and what stood beside the list. */
export interface JsonTable {
  table: Table;
  account: string | null;
  currency: string | null;
}

/**
 * Reads a JSON list of flat objects, or an object that holds one such list ("deals": [...]), as a
 * table whose header is the union of the keys. Null when the text is no such JSON. A row's line
 * is its place in the list, counted like the lines of a CSV with a header. Numbers are written
 * the shortest way that reads back the same, so amounts of up to 15 digits stay exact.
 */
export function readJsonTable(text: string): JsonTable | null {
  const value = parsed(text);
  const outer = isRecord(value) ? value : {};
  const list = Array.isArray(value) ? value : Object.values(outer).find(isList);
  if (!isList(list)) return null;
  const names = new Set<string>();
  for (const item of list) for (const name of Object.keys(item)) names.add(name);
  const header: DelimitedRow = { line: 1, cells: [...names] };
  const rows = list.map((item, index) => ({
    line: index + 2,
    cells: header.cells.map((name) => cellText(item[name])),
  }));
  return {
    table: tableOf(header, rows, ","),
    account: told(outer, "account", "login"),
    currency: told(outer, "currency"),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "").replaceAll(/(?<=[:[,]\s*)NaN\b/g, "null"));
  } catch {
    return null;
  }
}

function isList(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? shownJson(value) : String(value);
}

function told(outer: Record<string, unknown>, ...names: string[]): string | null {
  for (const name of names) {
    const value = outer[name];
    if (typeof value === "string" || typeof value === "number") return String(value);
  }
  return null;
}
