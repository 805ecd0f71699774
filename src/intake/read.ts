import { type DelimitedRow, type Delimiter, headerColumns, readDelimited } from "../base/csv.ts";
import { readObject } from "../base/json.ts";
import { bookedAsCash, isBookkeeping } from "./booked.ts";
import { hasPrice } from "./drafts.ts";
import {
  decodeAll,
  decodeChunks,
  detectEncoding,
  type Encoding,
  type FileKind,
  fileKind,
  headText,
  isEncryptedOffice,
} from "./files/encoding.ts";
import { readXlsx } from "./files/xlsx.ts";
import { readZip } from "./files/zip.ts";
import { isStockbit, readStockbit, STOCKBIT } from "./formats/stockbit.ts";
import { TABLE_FORMATS } from "./formats.ts";
import { readJsonTable } from "./json-table.ts";
import type { ColumnMap } from "./mapped/map.ts";
import { readMapped, readMappedRows, type TakeTrade } from "./mapped/read.ts";
import { collectRows } from "./metatrader/collect.ts";
import { readHtmlRows } from "./metatrader/rows.ts";
import { buildStatement, MT4, MT4_TESTER, MT5, MT5_TESTER } from "./metatrader/statement.ts";
import { isOwn, JURNAL, readOwnCsv, readOwnNdjson } from "./own.ts";
import type {
  FormatId,
  ImportProblem,
  ImportResult,
  Note,
  ProblemCode,
  ReaderId,
  Statement,
  TextContext,
} from "./statement.ts";
import { HEADER_ROWS, type Table, type TableFormat, tableOf } from "./table.ts";

/** The formats that are read from delimited, JSON or plain text. */
const TEXT_FORMATS: readonly FormatId[] = [...TABLE_FORMATS, STOCKBIT, { id: "csv" } as const].map(
  ({ id }) => id,
);

const METATRADER_FORMATS: readonly FormatId[] = [MT4, MT5, MT4_TESTER, MT5_TESTER].map(
  ({ id }) => id,
);

/** Formats of files that name no symbol: `--symbol` is for these, and refused for all others. */
const NAMES_NO_SYMBOL: ReadonlySet<FormatId> = new Set<FormatId>(["tradingview", "mt4-tester"]);

/** Tables of brokers, with their prices: a row without any is none of a trade. */
const TELLS_PRICES: ReadonlySet<FormatId> = new Set<FormatId>([
  "mql5-signal",
  "myfxbook",
  "fxblue",
  "ftmo",
  "exness",
]);
/** Tables of brokers that may come without their columns of prices. */
const MAY_TELL_PRICES: ReadonlySet<FormatId> = new Set<FormatId>(["ctrader", "bybit", "mt5-deals"]);

/** The broker's bookkeeping in the shape of trades becomes cash. */
function takeBookkeeping(statement: Statement): void {
  const { format, trades, open } = statement;
  const tells = TELLS_PRICES.has(format);
  if (!tells && !MAY_TELL_PRICES.has(format)) return;
  const tellsPrices = tells || [...trades, ...open].some(hasPrice);
  for (const name of ["trades", "open"] as const) {
    const booked = statement[name].filter((draft) => isBookkeeping(draft, tellsPrices));
    if (booked.length === 0) continue;
    statement.cash.push(...booked.map((draft) => bookedAsCash(draft)));
    statement[name] = statement[name].filter((draft) => !booked.includes(draft));
  }
}

/** True for a zip archive whose first file is a text, as exchanges hand out their exports. */
function isZippedText(bytes: Uint8Array): boolean {
  const length = (bytes[26] ?? 0) + 256 * (bytes[27] ?? 0);
  return isTextName(String.fromCharCode(...bytes.subarray(30, 30 + Math.min(length, 1000))));
}

/** True for the name of a file that holds text rows. */
function isTextName(name: string): boolean {
  return /\.(?:csv|txt|tsv|json|ndjson|jsonl)$/i.test(name);
}

/** A file as far as it is known before a reader takes it. */
interface Sniffed {
  bytes: Uint8Array;
  kind: FileKind;
  encoding: Encoding;
  head: string; // first 64 KB as text; "" for binary kinds
  fileName: string | null;
}

/** What is told about a file besides its bytes. */
export interface ReadOptions {
  /** Id of a format or of a kind of file. */
  format?: string;
  /** Label as TextDecoder knows it: "gbk", "windows-1251". */
  encoding?: string;
  /** Only a hint, where a format keeps something in it. */
  fileName?: string;
  /** The user says that this is a backtest. */
  backtest?: boolean;
  /** The symbol of a file that names none (TradingView's list of trades). */
  symbol?: string;
  /** The currency of the trades that are wanted, of a file with several. */
  currency?: string;
  /** Reads any delimited file by this map, whatever its format may be. */
  map?: ColumnMap;
  /** For a progress line. */
  onRead?: (bytesDone: number, bytesAll: number) => void;
  /**
   * Takes the trades of our own export, or of a mapped file, one by one as they are read: the
   * statement then holds none, and a large file needs little memory.
   */
  onTrade?: TakeTrade;
}

/** One kind of file that holds statements. */
interface Reader {
  id: ReaderId;
  formats: readonly FormatId[];
  detects: (input: Sniffed) => boolean;
  read: (input: Sniffed, options: ReadOptions) => Promise<ImportResult>;
}

/**
 * All readers, in order of detection. One that finds on reading that the file is not its own
 * answers "unknown-format", and the next one is asked.
 */
const READERS: Reader[] = [
  {
    id: "text",
    formats: TEXT_FORMATS,
    detects: (input) =>
      input.kind === "text" || (input.kind === "zip" && isZippedText(input.bytes)),
    read: async (input, options) => readText(input, options),
  },
  {
    id: "metatrader",
    formats: METATRADER_FORMATS,
    detects: (input) => input.kind === "html",
    read: async (input, options) => readMetaTrader(input, options),
  },
  {
    id: "workbook",
    formats: [...METATRADER_FORMATS, ...TEXT_FORMATS],
    detects: (input) => input.kind === "zip",
    read: readWorkbook,
  },
];

/**
 * Reads rows of any known format. The header is the first row that a format recognises; what
 * stands above it is skipped as no trade. Null when no format knows the rows; `wanted` allows
 * only that one.
 */
function readTable(
  rows: readonly DelimitedRow[],
  delimiter: Delimiter,
  context: TextContext,
  wanted?: string,
): ImportResult | null {
  const found = findTable(rows, delimiter, wanted);
  if (found === null) return null;
  const { format, table, above } = found;
  const result = format.read(table, context);
  if ("code" in result) return { ok: false, problem: result };
  for (const { line } of above) result.skipped.push({ line, reason: "not-a-trade" });
  return { ok: true, statement: result };
}

/** The format of the first rows of a file and its header; null when no format knows them. */
function findTable(
  rows: readonly DelimitedRow[],
  delimiter: Delimiter,
  wanted?: string,
): { format: TableFormat; table: Table; above: DelimitedRow[] } | null {
  const formats = TABLE_FORMATS.filter(({ id }) => wanted === undefined || id === wanted);
  for (const [index, header] of rows.slice(0, HEADER_ROWS).entries()) {
    if (header.cells.length < 3) continue;
    const columns = headerColumns(header.cells);
    const table = tableOf(header, rows.slice(index + 1), delimiter);
    const format = formats.find((one) => one.matches(columns, table));
    if (format !== undefined) return { format, table, above: rows.slice(0, index) };
  }
  return null;
}

/** Reads a delimited, JSON or plain text file of any known format, or by a map. */
async function readText(input: Sniffed, options: ReadOptions): Promise<ImportResult> {
  if (input.kind === "zip") return readZipped(input, options);
  const chunks = () => decodeChunks(input.bytes, input.encoding, options.onRead);
  const result = readDecoded(input.head, chunks, () => decodeAll(input.bytes, input.encoding), {
    ...options,
    fileName: options.fileName ?? input.fileName ?? undefined,
  });
  if (result.ok && input.encoding.guessed) {
    result.statement.notes.push(`encoding:${input.encoding.label}`);
  }
  return result;
}

/**
 * Reads the first sheet of a workbook that some table format recognises by its header, else all
 * sheets as a MetaTrader report, whose rows are told by their shape: other tables may share it.
 */
async function readWorkbook(input: Sniffed, options: ReadOptions): Promise<ImportResult> {
  if (input.kind !== "zip") return unknown();
  const { map } = options;
  const book = await readXlsx(input.bytes, map?.decimal);
  if (!book.ok) return book;
  if (map !== undefined) return readMappedSheets(book.sheets, map, options.onTrade);
  for (const { rows } of book.sheets) {
    const read = readTable(rows, ",", contextOf(options), options.format);
    if (read !== null) return read;
  }
  const collector = collectRows();
  for (const sheet of book.sheets) {
    collector.sheet();
    for (const row of sheet.rows) collector.add(row);
  }
  const symbol = options.symbol ?? null;
  const source = { fileName: input.fileName, generator: null, tornAt: null, notes: [], symbol };
  return buildStatement(collector.collected, source);
}

/** The first sheet that has the columns of the map. */
function readMappedSheets(
  sheets: readonly { rows: readonly DelimitedRow[] }[],
  map: ColumnMap,
  onTrade: TakeTrade | undefined,
): ImportResult {
  let first: ImportProblem | null = null;
  for (const { rows } of sheets) {
    const read = readMappedRows(rows, map, onTrade);
    if (!("code" in read)) return { ok: true, statement: read };
    first ??= read;
  }
  return first === null ? unknown() : { ok: false, problem: first };
}

async function readZipped(input: Sniffed, options: ReadOptions): Promise<ImportResult> {
  const archive = readZip(input.bytes, isTextName);
  if (!archive.ok) {
    const { code, detail } = archive;
    return { ok: false, problem: { code, place: detail, value: null, expected: null } };
  }
  const files = [...archive.files.values()];
  const bytes = files[0];
  if (bytes === undefined) return unknown();
  if (files.length > 1) {
    const names = [...archive.files.keys()].join(", ").slice(0, 400);
    return fail("zip-of-several", names);
  }
  const encoding = detectEncoding(bytes, options.encoding);
  if (encoding === null || fileKind(bytes, encoding) !== "text") return unknown();
  const { fileName } = input;
  const head = headText(bytes, encoding);
  return readText({ bytes, kind: "text", encoding, head, fileName }, options);
}

function readDecoded(
  head: string,
  chunks: () => Iterable<string>,
  whole: () => string,
  options: ReadOptions,
): ImportResult {
  const { map, format, onTrade } = options;
  if (map !== undefined) return asResult(readMapped(chunks(), map, "csv", onTrade));
  const start = head.replace(/^\ufeff/, "").trimStart();
  const isJson = start.startsWith("{") || start.startsWith("[");
  // Our own array has one trade a line, as NDJSON has; a line that was cut off may stand before.
  const lines = isJson || format === JURNAL.id ? start.split("\n", FIRST_LINES) : [];
  if (lines.some(isOwnLine)) return asResult(readOwnNdjson(chunks(), onTrade));
  if (isJson) return readJson(whole(), options);
  if (isStockbit(head) && (format ?? "stockbit") === "stockbit") {
    return asResult(readStockbit(whole()));
  }
  const top = readDelimited(oldLineEnds(head));
  const found = findTable(top.rows, top.delimiter, format);
  if (found === null) return unknown();
  if (found.format.id === "jurnal" && head.includes("\n")) {
    return asResult(readOwnCsv(chunks(), found.table.header.cells, onTrade));
  }
  const { rows } = readDelimited(oldLineEnds(whole()), top.delimiter);
  return readTable(rows, top.delimiter, contextOf(options), format) ?? unknown();
}

function readJson(text: string, options: ReadOptions): ImportResult {
  const json = readJsonTable(text);
  if (json === null) return unknown();
  const rows = [json.table.header, ...json.table.rows];
  const read = readTable(rows, ",", contextOf(options), options.format);
  if (read?.ok !== true) return read ?? unknown();
  read.statement.account ??= json.account;
  read.statement.currency ??= json.currency;
  return read;
}

/** So many lines of NDJSON are looked at for one of our own. */
const FIRST_LINES = 50;

function isOwnLine(line: string): boolean {
  const object = readObject(line);
  return object !== null && isOwn(new Map(Object.entries(object)));
}

/** Files of old Macs, and of some pipes, end their lines with a carriage return alone. */
function oldLineEnds(text: string): string {
  return text.includes("\n") ? text : text.replaceAll("\r", "\n");
}

function contextOf(options: ReadOptions): TextContext {
  const { fileName = null, symbol = null, currency } = options;
  return { fileName, symbol, currency: currency?.toUpperCase() ?? null };
}

function asResult(result: Statement | ImportProblem): ImportResult {
  return "code" in result ? { ok: false, problem: result } : { ok: true, statement: result };
}

const unknown = (): ImportResult => fail("unknown-format", null);

/**
 * Looks at the bytes of a file, or returns the code of what keeps it from being read. The name
 * is kept as a hint only.
 */
function sniff(bytes: Uint8Array, options: ReadOptions = {}): Sniffed | { code: ProblemCode } {
  const encoding = detectEncoding(bytes, options.encoding);
  if (encoding === null) return { code: "unknown-encoding" };
  const kind = fileKind(bytes, encoding);
  if (kind === "empty") return { code: "empty-file" };
  if (kind === "ole") return { code: isEncryptedOffice(bytes) ? "xlsx-password" : "old-excel" };
  const isText = kind === "html" || kind === "text";
  return {
    bytes,
    kind,
    encoding,
    head: isText ? headText(bytes, encoding) : "",
    fileName: options.fileName ?? null,
  };
}

/** The readers that may know the file, in order; none when `format` names no reader. */
function detect(input: Sniffed, format?: string): Reader[] {
  if (format === undefined) return READERS.filter((reader) => reader.detects(input));
  return READERS.filter(
    (reader) => reader.id === format || reader.formats.some((one) => one === format),
  );
}

/**
 * Reads a statement of any known format. The format is told by the content; `options.format`
 * overrides. A backtest is read only when `options.backtest` says that one is meant, and with it
 * any statement counts as one. Never throws: what is wrong with a file comes as a problem with a
 * code, and the place in the file where there is one.
 */
export async function readStatement(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<ImportResult> {
  const input = sniff(bytes, options);
  if ("code" in input) {
    const value = input.code === "unknown-encoding" ? (options.encoding ?? null) : null;
    return fail(input.code, value);
  }
  const readers = detect(input, options.format);
  if (options.format !== undefined && readers.length === 0) {
    return fail("no-such-format", options.format);
  }
  let result: ImportResult = fail("unknown-format", input.kind);
  for (const reader of readers) {
    result = await attempt(reader, input, options);
    if (result.ok || result.problem.code !== "unknown-format") break;
  }
  if (!result.ok) return result;
  const { statement } = result;
  const isOther = options.format !== undefined && !answers(options.format, statement.format);
  if (isOther) return fail("wrong-format", statement.format, options.format);
  if (statement.backtest && options.backtest !== true) return fail("backtest", statement.format);
  if (options.backtest === true) statement.backtest = true;
  takeBookkeeping(statement);
  const told = options.symbol;
  if (told !== undefined && !NAMES_NO_SYMBOL.has(statement.format)) {
    return fail("symbol-in-file", told);
  }
  return result;
}

/** Whether a file of format `found` is what the user asked for by the name of a reader or format. */
function answers(asked: string, found: string): boolean {
  return (
    asked === found || READERS.some((r) => r.id === asked && r.formats.some((one) => one === found))
  );
}

async function attempt(
  reader: Reader,
  input: Sniffed,
  options: ReadOptions,
): Promise<ImportResult> {
  try {
    return await reader.read(input, options);
  } catch (error) {
    // A file can be broken in ways no reader foresees; that is the file's fault, not a crash.
    const detail = error instanceof Error ? error.message : String(error);
    return fail("unreadable", detail.slice(0, 200));
  }
}

function fail(
  code: ProblemCode,
  value: string | null,
  expected: string | null = null,
): { ok: false; problem: ImportProblem } {
  return { ok: false, problem: { code, place: null, value, expected } };
}

/** Reads a MetaTrader statement or report from HTML, streamed. */
function readMetaTrader(input: Sniffed, options: ReadOptions): ImportResult {
  if (input.kind === "zip") return unknown();
  const collector = collectRows();
  const chunks = decodeChunks(input.bytes, input.encoding, options.onRead);
  const { generator, tornAt } = readHtmlRows(chunks, collector.add);
  const isSaid = options.encoding !== undefined || input.encoding.guessed;
  const notes: Note[] = isSaid ? [`encoding:${input.encoding.label}`] : [];
  const { fileName } = input;
  const symbol = options.symbol ?? null;
  return buildStatement(collector.collected, { fileName, generator, tornAt, notes, symbol });
}
