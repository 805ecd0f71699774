import { readDelimited } from "../base/delimited.ts";
import { decodeAll, decodeChunks, detectEncoding, fileKind, headText } from "./bytes.ts";
import type { ColumnMap } from "./column-map.ts";
import { isStockbit, readStockbit } from "./formats/stockbit.ts";
import { readMapped, type TakeTrade } from "./mapped.ts";
import { readJsonTable } from "./metatrader/mt5-deals-json.ts";
import { isOwn, readOwnCsv, readOwnNdjson } from "./own.ts";
import type { ReadOptions, Sniffed } from "./readers.ts";
import { findTable, readTable } from "./table-readers.ts";
import type { TextContext } from "./text-draft.ts";
import { isTextName } from "./text-formats.ts";
import type { ImportProblem, ImportResult, Statement } from "./types.ts";
import { readXlsx } from "./xlsx.ts";
import { readZip } from "./zip.ts";

/** What the reader of text can be told beyond the common options. */
export interface TextOptions extends ReadOptions {
  /** The symbol of a file that names none (TradingView's list of trades). */
  symbol?: string;
  /** Reads any delimited file by this map, whatever its format may be. */
  map?: ColumnMap;
  /**
   * Takes the trades of our own export, or of a mapped file, one by one as they are read: the
   * statement then holds none, and a large file needs little memory.
   */
  onTrade?: TakeTrade;
}

/** Reads a delimited, JSON or plain text file of any known format, or by a map. */
export async function readText(input: Sniffed, options: TextOptions): Promise<ImportResult> {
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

/** Reads the first sheet of a workbook that some table format recognises. */
export async function readWorkbook(input: Sniffed, options: TextOptions): Promise<ImportResult> {
  const book = await readXlsx(input.bytes);
  if (!book.ok) return book;
  for (const { rows } of book.sheets) {
    const read = readTable(rows, ",", contextOf(options), options.format);
    if (read !== null) return read;
  }
  return unknown();
}

async function readZipped(input: Sniffed, options: TextOptions): Promise<ImportResult> {
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
    const problem = { code: "zip-of-several", place: null, value: names, expected: "one file" };
    return { ok: false, problem };
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
  options: TextOptions,
): ImportResult {
  const { map, format, onTrade } = options;
  if (map !== undefined) return asResult(readMapped(chunks(), map, "csv", onTrade));
  const start = head.replace(/^\ufeff/, "").trimStart();
  if (start.startsWith("{") || start.startsWith("[")) {
    // Our own array has one trade a line, as NDJSON has.
    const lines = start.replace(/^\[\s*\n/, "");
    const first = lines.slice(0, lines.indexOf("\n") + 1 || lines.length);
    if (isOwnLine(first.replace(/,\s*$/, ""))) return asResult(readOwnNdjson(chunks(), onTrade));
    return readJson(whole(), options);
  }
  if (isStockbit(head) && (format ?? "stockbit") === "stockbit") {
    return asResult(readStockbit(whole()));
  }
  const top = readDelimited(oldLineEnds(head));
  const found = findTable(top.rows, top.delimiter, format);
  if (found === null) return unknown();
  if (found.reader.format === "jurnal" && head.includes("\n")) {
    return asResult(readOwnCsv(chunks(), found.table.header.cells, onTrade));
  }
  const { rows } = readDelimited(oldLineEnds(whole()), top.delimiter);
  return readTable(rows, top.delimiter, contextOf(options), format) ?? unknown();
}

function readJson(text: string, options: TextOptions): ImportResult {
  const json = readJsonTable(text);
  if (json === null) return unknown();
  const rows = [json.table.header, ...json.table.rows];
  const read = readTable(rows, ",", contextOf(options), options.format);
  if (read?.ok !== true) return read ?? unknown();
  read.statement.account ??= json.account;
  read.statement.currency ??= json.currency;
  return read;
}

function isOwnLine(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    return isOwn(new Map(Object.entries(value)));
  } catch {
    return false;
  }
}

/** Files of old Macs, and of some pipes, end their lines with a carriage return alone. */
function oldLineEnds(text: string): string {
  return text.includes("\n") ? text : text.replaceAll("\r", "\n");
}

function contextOf(options: TextOptions): TextContext {
  return { fileName: options.fileName ?? null, symbol: options.symbol ?? null };
}

function asResult(result: Statement | ImportProblem): ImportResult {
  return "code" in result ? { ok: false, problem: result } : { ok: true, statement: result };
}

function unknown(): ImportResult {
  const problem = { code: "unknown-format", place: null, value: null, expected: null };
  return { ok: false, problem };
}
