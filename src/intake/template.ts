import { decimalMarkOf } from "../base/amounts.ts";
import type { ColumnMap } from "./column-map.ts";
import { cellsIn, columnOf, type Table } from "./table.ts";
import { dateOrderOf } from "./times.ts";

/** The columns of the empty CSV that a trader fills in by hand, in order. */
const TEMPLATE_HEADER =
  "tanggal,jam_masuk,jam_keluar,kode,aksi,lot,harga_masuk,harga_keluar,sl,tp,hasil,komisi,swap,strategi,catatan";

/** True for a filled-in template, also with columns moved or left out. */
export function isTemplate(columns: ReadonlyMap<string, unknown>): boolean {
  return ["tanggal", "kode", "aksi", "hasil"].every((name) => columns.has(name));
}

/** The empty template: its header and an example behind "# ", which the reader leaves out. */
export function templateText(): string {
  const example =
    "# contoh 2026-11-20,09:15,10:40,XAUUSD,beli,0.01,2650.10,2652.60,2645,2660,2.50,0,0,breakout,";
  return `${TEMPLATE_HEADER}\n${example}catatan bebas\n`;
}

/**
 * The map of a filled-in template. "hasil" is what the trade brought, all costs counted; times are
 * the trader's own clock. Dates may be written year or day first. A spreadsheet set to Indonesian
 * writes `;` and decimal commas, and where no number proves the mark the separator does.
 */
export function templateMap(table: Table): ColumnMap {
  const { columns, rows } = table;
  const at = (name: string) => columnOf(columns, name);
  const numbers = ["lot", "harga_masuk", "harga_keluar", "sl", "tp", "hasil", "komisi", "swap"];
  const mark = decimalMarkOf(cellsIn(rows, ...numbers.map(at)));
  const order = dateOrderOf(cellsIn(rows, at("tanggal")));
  const own = (name: string) => (columns.has(name) ? name : undefined);
  const named = {
    date: "tanggal",
    entry_time: own("jam_masuk"),
    exit_time: own("jam_keluar"),
    symbol: "kode",
    side: "aksi",
    lot: own("lot"),
    entry_price: own("harga_masuk"),
    exit_price: own("harga_keluar"),
    stop_loss: own("sl"),
    take_profit: own("tp"),
    net: "hasil",
    commission: own("komisi"),
    swap: own("swap"),
    strategy: own("strategi"),
    note: own("catatan"),
  };
  const given = Object.entries(named).filter(([, name]) => name !== undefined);
  return {
    columns: Object.fromEntries(given) as ColumnMap["columns"],
    decimal: mark === "," || (mark !== "." && table.delimiter === ";") ? "," : ".",
    dateOrder: order === "both" || order === null ? "dmy" : order,
    zone: null,
    costs: "signed",
    delimiter: table.delimiter,
  };
}
