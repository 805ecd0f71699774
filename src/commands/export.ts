import { formatNumber } from "../base/number.ts";
import { csvWriter, type ExportFormat, jsonWriter, type RowWriter } from "../base/rows.ts";
import { cleanText, nearest } from "../base/text.ts";
import type { CommandSpec } from "../cli/command.ts";
import { FILTER_OPTIONS, type FilterOptions, filterFrom } from "../cli/filters.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../cli/periods.ts";
import type { Context } from "../context.ts";
import { EXPORTED_TRADE, exportTrades } from "../journal/exported.ts";
import { rulesOfOthers } from "../journal/others.ts";
import type { Store } from "../journal/store.ts";
import { exportRows, wholeHead, wholeTables } from "../journal/whole/tables.ts";
import { beginFile, frameOf, outError, pour } from "../out-file.ts";
import { renderWarning } from "../views/messages.ts";
import { meantWord, usage } from "../words/errors.ts";
import { leftByOthers, noTrades } from "../words/messages.ts";

/** How it is written; the others say what. */
interface HowOptions {
  format?: string;
  all?: boolean;
  out?: string;
  force?: boolean;
  bom?: boolean;
}

type Write = (content: string | Uint8Array) => Promise<void>;
type Format = ExportFormat | "xlsx";

type ExportOptions = HowOptions & FilterOptions & PeriodOptions;

export const command: CommandSpec = {
  description: "tulis transaksi, atau seluruh jurnal, sebagai NDJSON, CSV, JSON, atau XLSX",
  options: [
    ["--format <bentuk>", "ndjson (bawaan), csv, json, atau xlsx"],
    ["--all", "seluruh jurnal: semua profil, hari, suasana, transaksi, bot, kas, janji, laporan"],
    ["--out <berkas>", "tulis ke berkas ini, yang hanya bisa dibaca Anda (bawaan: ke layar)"],
    ["--force", "bersama --out: timpa berkas yang sudah ada"],
    ["--bom", "bersama csv: awali dengan tanda UTF-8 supaya Excel membaca huruf dengan benar"],
    ...PERIOD_OPTIONS,
    ...FILTER_OPTIONS,
  ],
  examples: [
    "jurnal export --period 2026-11 --format csv --out november.csv",
    "jurnal ekspor --symbol XAUUSD --win | head -3",
    "jurnal export --format xlsx --out transaksi.xlsx",
    "jurnal export --all --out jurnal-lengkap.ndjson",
  ],
  /** Trades, or with --all everything, as a stream that needs no more memory for more rows. */
  async run(context, options: ExportOptions) {
    const format = formatFrom(context, options);
    const store = await context.open("read");
    if (options.all) refuseNarrowed(options, format);
    if (options.force && options.out === undefined) {
      throw usage("--force", "ya", "dipakai bersama --out");
    }
    if (format === "xlsx") return await writeWorkbook(context, store, options);
    const frame = frameOf(format, EXPORTED_TRADE, options.bom === true);
    const send = (write: Write) =>
      options.all
        ? pour(wholeLines(store), frame, write)
        : pour(tradeLines(store, options, format), frame, write);
    if (options.all) warnOfRules(context, store);
    if (options.out !== undefined) return await sendTo(context, store, format, options, send);
    const rows = await send((text) => context.world.out(String(text)));
    if (rows > 0) return;
    const nothing = noTrades(periodFrom(store, options));
    context.world.err(renderWarning(nothing, context.style));
  },
};

/** Rows and columns of others are exported; what they hung on ours is of this file alone. */
function warnOfRules({ world, style }: Context, store: Store): void {
  const rules = rulesOfOthers(store.db);
  if (rules.length === 0) return;
  world.err(renderWarning(cleanText(leftByOthers(rules)), style));
}

/** Writes what is sent into the file of `--out`, which is there when it is whole. */
async function sendTo(
  context: Context,
  store: Store,
  format: Format,
  { out = "", all, force }: ExportOptions,
  send: (write: Write) => Promise<number>,
): Promise<void> {
  const file = beginFile(store, out, force === true);
  let sent: number;
  try {
    sent = await send(async (content) => file.write(content));
    file.keep();
  } catch (error) {
    file.drop();
    throw outError(error, out);
  }
  const rows = all ? sent - ENDS : sent;
  const count = formatNumber(rows, 0);
  await context.done(
    { path: file.path, format, rows },
    all
      ? `Seluruh jurnal (${count} baris) ditulis ke ${out} · kembalikan atau gabungkan: jurnal import ${out}`
      : `${count} transaksi ditulis ke ${out}`,
  );
}

/** Writes the trades as a workbook into the file of `--out`. */
async function writeWorkbook(context: Context, store: Store, options: ExportOptions) {
  const { out, force = false } = options;
  if (out === undefined) throw usage("--format", "xlsx", "bersama --out: isinya bukan teks");
  const { workbook } = await import("../intake/files/workbook.ts");
  await sendTo(context, store, "xlsx", { out, force }, async (write) => {
    const { currency } = store.profile;
    const { bytes, rows } = await workbook(tradesOf(store, options), currency);
    await write(bytes);
    return rows;
  });
}

/** Head and end of a whole export. */
const ENDS = 2;

function formatFrom({ options: { json } }: Context, { format, bom }: ExportOptions): Format {
  const wanted = (format ?? (json ? "json" : "ndjson")).toLowerCase();
  const known = FORMATS.find((one) => one === wanted);
  if (known === undefined) {
    const meant = meantWord(nearest(wanted, FORMATS));
    throw usage("--format", wanted, `ndjson, csv, json, atau xlsx${meant}`);
  }
  if (bom && wanted !== "csv") throw usage("--bom", wanted, "dipakai bersama --format csv");
  return known;
}

const FORMATS = ["ndjson", "csv", "json", "xlsx"] as const satisfies readonly Format[];

const HOW: readonly (keyof HowOptions)[] = ["format", "all", "out", "force", "bom"];

function refuseNarrowed(options: ExportOptions, format: Format): void {
  const other = Object.keys(options).find((name) => !HOW.some((how) => how === name));
  if (other !== undefined) {
    const expected = "tanpa rentang dan saringan, sebab --all berarti seluruhnya";
    throw usage("--all", `--${other}`, expected);
  }
  if (format === "csv" || format === "xlsx") {
    const expected =
      "ndjson atau json, sebab satu CSV atau lembar hanya memuat satu tabel (untuk transaksi saja: tanpa --all)";
    throw usage("--format", format, expected);
  }
}

function tradesOf(store: Store, options: ExportOptions) {
  const { kind, from, to } = periodFrom(store, options);
  // All means all, also what a clock that runs ahead has dated tomorrow.
  const days = kind === "all" ? {} : { from, to };
  return exportTrades(store, { ...filterFrom(options), ...days });
}

function* tradeLines(store: Store, options: ExportOptions, format: ExportFormat) {
  const write: RowWriter =
    format === "csv" ? csvWriter(EXPORTED_TRADE) : jsonWriter(EXPORTED_TRADE, { sparse: true });
  for (const row of tradesOf(store, options)) yield write(row);
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
