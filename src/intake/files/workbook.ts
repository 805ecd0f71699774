import writeXlsxFile from "write-excel-file/node";
import { defused, undefused } from "../../base/csv.ts";
import { currencyOf, workedOutDigits } from "../../base/money.ts";
import { parseUtc } from "../../base/time.ts";
import { UserError } from "../../errors.ts";
import { EXPORTED_TRADE } from "../../journal/exported.ts";
import { FIELD_LIST } from "../../trade/fields.ts";

/** Excel's own limits: rows of a sheet with its header, and letters of a cell. */
const MOST_ROWS = 1_048_576;
const LONGEST_TEXT = 32_767;

const TIME = "yyyy-mm-dd hh:mm:ss";
const DAY = "yyyy-mm-dd";

type Cell = {
  value: string | number | Date;
  type: StringConstructor | NumberConstructor | DateConstructor;
  format?: string;
} | null;
type Writer = (value: unknown) => Cell;

/**
 * Exported trades as one sheet of XLSX: amounts are numbers with the digits of the currency, times
 * and days are dates (UTC), everything else is what it is in the journal; a text is a text whatever it
 * begins with, and never a formula. Throws UserError for more than a sheet or a cell can hold.
 */
export async function workbook(
  trades: Iterable<readonly unknown[]>,
  currency: string,
): Promise<{ bytes: Uint8Array; rows: number }> {
  const writers = writersIn(currency);
  const header = EXPORTED_TRADE.map(({ name }) => ({
    value: name,
    type: String,
    fontWeight: "bold" as const,
  }));
  const sheet: Cell[][] = [header];
  for (const trade of trades) {
    if (sheet.length === MOST_ROWS) throw tooMany();
    sheet.push(writers.map((write, index) => write(trade[index] ?? null)));
  }
  const written = writeXlsxFile(sheet, {
    sheet: "transaksi",
    stickyRowsCount: 1,
    columns: EXPORTED_TRADE.map(({ name, kind }) => ({
      width: kind === "time" ? 19 : Math.max(10, name.length + 2),
    })),
  });
  return { bytes: await written.toBuffer(), rows: sheet.length - 1 };
}

function writersIn(currency: string): Writer[] {
  const shown = currencyOf(currency);
  const { fractionDigits: digits } = shown;
  // Of a crypto currency also those that are there.
  const more = "#".repeat(Math.max(0, workedOutDigits(shown) - digits));
  const money = digits === 0 ? "#,##0" : `#,##0.${"0".repeat(digits)}${more}`;
  return EXPORTED_TRADE.map(({ name, kind }) => {
    const field = FIELD_LIST.find(({ column }) => column === name)?.kind;
    if (kind === "time") return dateWriter(TIME);
    if (field === "day") return dateWriter(DAY, " 00:00:00");
    if (field === "money") return numberWriter(money);
    return kind === "text" ? text : numberWriter();
  });
}

const dateWriter =
  (format: string, rest = ""): Writer =>
  (value) =>
    value === null ? null : { value: new Date(parseUtc(`${value}${rest}`)), type: Date, format };

const numberWriter =
  (format?: string): Writer =>
  (value) =>
    value === null
      ? null
      : { value: Number(value), type: Number, ...(format === undefined ? {} : { format }) };

/** What the import would take for a mark of a CSV gets one more, so that it comes back as it is. */
function text(value: unknown): Cell {
  if (value === null) return null;
  const plain = String(value);
  const kept = undefused(plain) === plain ? plain : defused(plain);
  if (kept.length > LONGEST_TEXT) throw tooLong(kept.length);
  return { value: kept, type: String };
}

const tooMany = () =>
  new UserError(
    "too-many-rows",
    `Satu lembar XLSX memuat paling banyak ${MOST_ROWS - 1} transaksi.`,
    "Persempit rentangnya (--period, --from, --to), atau pakai --format csv.",
  );

const tooLong = (letters: number) =>
  new UserError(
    "text-too-long",
    `Sebuah isian panjangnya ${letters} huruf; satu sel XLSX memuat paling banyak ${LONGEST_TEXT}.`,
    "Pakai --format csv atau ndjson.",
  );
