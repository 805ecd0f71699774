import { BYTE_ORDER_MARK, CSV_LINE_END } from "../base/csv.ts";
import {
  csvHeader,
  csvWriter,
  type ExportFormat,
  jsonWriter,
  type RowWriter,
} from "../base/rows.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../journal/store.ts";
import {
  atOneMoment,
  EXPORTED_TRADE,
  exportRows,
  exportTrades,
  wholeHead,
  wholeTables,
} from "../journal/whole.ts";
import { beginFile, outError } from "../out-file.ts";
import { renderWarning } from "../views/messages.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import * as words from "../words/export.ts";
import { FILTER_OPTIONS, PERIOD_OPTIONS } from "../words/help.ts";
import { noTrades } from "../words/messages.ts";
import {
  addExamples,
  type Define,
  type FilterOptions,
  filterFrom,
  type PeriodOptions,
  periodFrom,
} from "./inputs.ts";

interface ExportOptions extends FilterOptions, PeriodOptions {
  format?: string;
  all?: boolean;
  out?: string;
  force?: boolean;
  bom?: boolean;
}

export const define: Define = (command, context) => {
  for (const [flags, text] of words.EXPORT_OPTIONS) command.option(flags, text);
  for (const [flags, text] of PERIOD_OPTIONS) command.option(flags, text);
  for (const [flags, text] of FILTER_OPTIONS) command.option(flags, text);
  addExamples(command, "export").action((options: ExportOptions) =>
    exportJournal(context(command), options),
  );
};

/** `export`: trades, or with --all everything, as a stream that needs no more memory for more rows. */
async function exportJournal(context: Context, options: ExportOptions): Promise<void> {
  const format = formatFrom(context, options);
  const store = await context.open("read");
  if (options.all) refuseNarrowed(options, format);
  if (options.all && store.opened.kind === "absent") {
    throw new UserError("journal-absent", ...say.noJournal(store.path));
  }
  if (options.force && options.out === undefined) {
    throw usage("--force", "ya", words.FORCE_NEEDS_OUT);
  }
  const frame = frameOf(format, options);
  const send = (write: (text: string) => Promise<void>) =>
    options.all
      ? atOneMoment(store, () => pour(wholeLines(store), frame, write))
      : pour(tradeLines(store, options, format), frame, write);
  if (options.out === undefined) {
    const rows = await send((text) => context.world.out(text));
    if (rows === 0) context.world.err(renderWarning(nothing(store, options), context.style));
    return;
  }
  const file = beginFile(store, options.out, options.force === true);
  try {
    const rows = await send(async (text) => file.write(text));
    file.keep();
    const told = options.all ? words.wholeWritten : words.tradesWritten;
    const lines = options.all ? rows - ENDS : rows;
    await context.done({ path: file.path, format, rows: lines }, told(lines, options.out));
  } catch (error) {
    file.drop();
    throw outError(error, options.out);
  }
}

/** Head and end of a whole export. */
const ENDS = 2;

const nothing = (store: Store, options: ExportOptions) => noTrades(periodFrom(store, options));

function formatFrom({ options: { json } }: Context, { format, bom }: ExportOptions): ExportFormat {
  const wanted = (format ?? (json ? "json" : "ndjson")).toLowerCase();
  if (wanted !== "ndjson" && wanted !== "csv" && wanted !== "json") {
    throw usage("--format", wanted, words.expectedFormat);
  }
  if (bom && wanted !== "csv") throw usage("--bom", wanted, words.BOM_IS_CSV);
  return wanted;
}

const OWN = new Set(["format", "all", "out", "force", "bom"]);

function refuseNarrowed(options: ExportOptions, format: ExportFormat): void {
  const other = Object.keys(options).find((name) => !OWN.has(name));
  if (other !== undefined) throw usage("--all", `--${other}`, words.EXPORT_ALL_ALONE);
  if (format === "csv") throw usage("--format", format, words.EXPORT_ALL_CSV);
}

function* tradeLines(store: Store, options: ExportOptions, format: ExportFormat) {
  const { kind, from, to } = periodFrom(store, options);
  // All means all, also what a clock that runs ahead has dated tomorrow.
  const days = kind === "all" ? {} : { from, to };
  const write: RowWriter =
    format === "csv" ? csvWriter(EXPORTED_TRADE) : jsonWriter(EXPORTED_TRADE, { sparse: true });
  for (const row of exportTrades(store, { ...filterFrom(options), ...days })) yield write(row);
}

/** A head, every row of every table, and an end by which a file that was cut off is known. */
function* wholeLines(store: Store) {
  yield JSON.stringify(wholeHead(store));
  let rows = 0;
  for (const table of wholeTables(store)) {
    const write = jsonWriter(table.columns, { lead: `"table":${JSON.stringify(table.name)},` });
    for (const row of exportRows(store, table)) {
      rows++;
      yield write(row);
    }
  }
  yield JSON.stringify({ table: "end", rows });
}

interface Frame {
  start: string;
  between: string;
  /** After the last row; nothing is written for no rows in NDJSON. */
  end: string;
}

function frameOf(format: ExportFormat, { bom }: ExportOptions): Frame {
  if (format === "json") return { start: "[\n", between: ",\n", end: "\n]\n" };
  if (format === "ndjson") return { start: "", between: "\n", end: "\n" };
  const header = `${bom ? BYTE_ORDER_MARK : ""}${csvHeader(EXPORTED_TRADE)}${CSV_LINE_END}`;
  return { start: header, between: CSV_LINE_END, end: CSV_LINE_END };
}

/** How much is written at once, and after how many times Ctrl-C gets its turn. */
const CHUNK = 1 << 16;
const CHUNKS_A_TURN = 16;

/** Writes all lines in chunks; how many there were. */
async function pour(
  lines: Iterable<string>,
  { start, between, end }: Frame,
  write: (text: string) => Promise<void>,
): Promise<number> {
  let [text, rows, chunks] = [start, 0, 0];
  for (const line of lines) {
    text += rows === 0 ? line : between + line;
    rows++;
    if (text.length < CHUNK) continue;
    await write(text);
    text = "";
    if (++chunks % CHUNKS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (rows > 0) text += end;
  else if (start === "[\n") text = "[]\n";
  if (text !== "") await write(text);
  return rows;
}
