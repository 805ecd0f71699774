import {
  CSV_LINE_END,
  csvCell,
  csvText,
  headerColumns,
  readDelimited,
  undefused,
} from "../base/csv.ts";
import { plainDecimal } from "../base/rows.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate, updateRow } from "../journal/changes.ts";
import { fieldContext } from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import { columnValue, findTrade } from "../journal/trades.ts";
import type { NewTrade, Trade } from "../model.ts";
import { FIELD_LIST, TRADE_FIELDS, type TradeValues } from "../trade/fields.ts";
import { readFields } from "../trade/values.ts";
import { UNDO } from "../words/messages.ts";
import type { FileBytes } from "./files/bytes.ts";
import { decodeAll, detectEncoding } from "./files/encoding.ts";

/** The column by which a row is known. */
const NUMBER = "nomor";
/** Columns that only tell a reader which trade it is: what is typed there is not heeded. */
const TOLD = ["session_date", "symbol", "side", "lot_size", "profit_loss"] as const;

/** What the trader may fill in: his own fields of the template. */
const FILLED = FIELD_LIST.filter(
  ({ whose, template }) => whose === "trader" && template !== undefined,
).map(({ column, template }) => ({
  column: column as keyof NewTrade,
  heading: template?.[0] ?? column,
}));

const headingOf = (column: (typeof TOLD)[number]) => TRADE_FIELDS[column].template[0];

/** The trades as a CSV to be filled in: their numbers, what they are known by, and what is said of them. */
export function* filledLines(trades: Iterable<Trade>): Generator<string> {
  yield `${[NUMBER, ...TOLD.map(headingOf), ...FILLED.map(({ heading }) => heading)].join()}${CSV_LINE_END}`;
  for (const trade of trades) {
    const own = FILLED.map(({ column }) => csvText(String(trade[column] ?? "")));
    const told = TOLD.map((column) => {
      const value = trade[column];
      return typeof value === "number" ? csvCell(plainDecimal(value)) : csvText(value ?? "");
    });
    yield `${[String(trade.id), ...told, ...own].join()}${CSV_LINE_END}`;
  }
}

/** Bytes in which the heading of such a file ends. */
const HEAD_BYTES = 2_048;

/** The text of a file that was made by `filledLines`; null for any other. */
export function filledText({ bytes }: FileBytes): string | null {
  const head = textOf(bytes.subarray(0, HEAD_BYTES));
  const names = headerColumns(readDelimited(head).rows[0]?.cells ?? []);
  return names.has(NUMBER) && names.has(headingOf("symbol")) ? textOf(bytes) : null;
}

function textOf(bytes: Uint8Array): string {
  const encoding = detectEncoding(bytes);
  return encoding === null ? "" : decodeAll(bytes, encoding);
}

/** A row that can stand. */
interface Filled {
  trade: Trade;
  values: TradeValues;
}

interface Found {
  rows: number;
  changed: Filled[];
}

/**
 * Puts what was filled in into the trades of those numbers, as one operation: an empty cell leaves what is
 * there. One row that cannot stand and nothing is changed; all of them are named.
 */
export async function fillTrades(
  context: Context,
  file: string,
  text: string,
  isDry: boolean,
): Promise<void> {
  const store = await context.open(isDry ? "read" : "write");
  const work = (): Found => {
    const { rows, filled } = readFilled(store, file, text);
    const changed = filled.filter(({ trade, values }) => isOther(trade, values));
    return { rows, changed };
  };
  const done = isDry
    ? work()
    : operate(
        store,
        "trade.fill",
        ({ changed }: Found) => `isi ${changed.length} transaksi dari ${file}`,
        (operation) => {
          const found = work();
          for (const { trade, values } of found.changed) {
            const edited = { ...trade, ...(values as Partial<NewTrade>) };
            const columns = Object.keys(values) as (keyof NewTrade)[];
            const row = columns.map((column) => [column, columnValue(edited, column)]);
            updateRow(operation, "daily_trading_data", trade.id, Object.fromEntries(row));
            operation.touched.add(trade.session_id);
          }
          return found;
        },
      );
  const { rows, changed } = done;
  const what = `${changed.length} dari ${rows} transaksi ${isDry ? "akan diisi" : "diisi"}`;
  const data = { rows, changed: changed.map(({ trade }) => trade.id), dry_run: isDry };
  await context.done(data, changed.length === 0 || isDry ? what : `${what} · ${UNDO}`);
}

const isOther = (trade: Trade, values: TradeValues) =>
  Object.entries(values).some(
    ([column, value]) => (trade[column as keyof Trade] ?? null) !== value,
  );

/** As many faults as a person mends at once. */
const MOST_NAMED = 20;

function readFilled(store: Store, file: string, text: string): { rows: number; filled: Filled[] } {
  const [header, ...rows] = readDelimited(text).rows;
  const columns = headerColumns(header?.cells ?? []);
  const cellOf = (cells: readonly string[], name: string) =>
    undefused((cells[columns.get(name)?.[0] ?? -1] ?? "").trim());
  const read = fieldContext(store, null);
  const faults: string[] = [];
  const filled: Filled[] = [];
  const given = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  for (const { line, cells } of given) {
    const number = cellOf(cells, NUMBER);
    const symbol = cellOf(cells, headingOf("symbol"));
    const trade = /^\d{1,15}$/.test(number) ? findTrade(store, Number(number)) : null;
    if (trade === null || trade.symbol !== symbol) {
      const expected = trade === null ? "nomor transaksi di profil ini" : `transaksi ${symbol}`;
      faults.push(`baris ${line}: ${NUMBER} "${number}" harus ${expected}`);
      continue;
    }
    const raw = FILLED.map(({ column, heading }) => [column, cellOf(cells, heading)] as const);
    const said = Object.fromEntries(raw.filter(([, cell]) => cell !== ""));
    const reading = readFields(said, read);
    if (reading.ok) filled.push({ trade, values: reading.values });
    else {
      const { field, value, expected } = reading.problem;
      const heading = FILLED.find(({ column }) => column === field)?.heading ?? field;
      faults.push(`baris ${line}: ${heading} "${value}" harus ${expected}`);
    }
  }
  if (faults.length === 0) return { rows: given.length, filled };
  const more = faults.length > MOST_NAMED ? `\n  dan ${faults.length - MOST_NAMED} lagi` : "";
  const named = `${faults.slice(0, MOST_NAMED).join("\n  ")}${more}`;
  const told = `${faults.length} baris di ${file} tidak bisa dipakai; jurnal tidak berubah.\n  ${named}`;
  throw new UserError("bad-rows", told, "Perbaiki barisnya, lalu impor lagi.");
}
