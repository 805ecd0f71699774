import { isAscii, isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { closeSync, constants, openSync, readFileSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { unzipSync, zipSync } from "fflate";
import { Parser } from "htmlparser2";
import readXlsxFile from "read-excel-file/universal";
import type { DecimalMark } from "../base/amounts.ts";
import { parseDecimal } from "../base/decimal.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { collapseSpaces, type TableRow } from "./metatrader/rows.ts";
import type { ImportProblem, ProblemCode } from "./statement.ts";
import * as words from "./words.ts";

export type FileKind =
  | "empty"
  | "zip" // also XLSX
  | "sqlite"
  | "pdf"
  | "ole" // old Excel, or an XLSX locked with a password
  | "html"
  | "text"
  | "binary";

export interface Encoding {
  label: string; // for TextDecoder
  skip: number; // bytes of the byte order mark
  length: number; // bytes that hold text, from the start of the file
  guessed: boolean; // nothing in the file says so
  ascii: boolean; // no byte means different things in different encodings
}

const HEAD_BYTES = 65_536;
const CHUNK_BYTES = 262_144;

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

/** What a file is by its first bytes; never by its name. */
export function fileKind(bytes: Uint8Array, encoding: Encoding): FileKind {
  if (bytes.length === 0) return "empty";
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) return "zip";
  if (startsWith(bytes, ascii("SQLite format 3\0"))) return "sqlite";
  if (startsWith(bytes, ascii("%PDF-"))) return "pdf";
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return "ole";
  const head = headText(bytes, encoding);
  if (head.trim() === "") return bytes.length > HEAD_BYTES ? "binary" : "empty";
  if (head.includes("\0")) return "binary";
  return /<(?:!doctype\s+html|html|table|tr|td)[\s>]/i.test(head) ? "html" : "text";
}

/**
 * How the bytes are to be read. Byte order marks first; UTF-16 without one shows by its zero
 * bytes; then UTF-8 where the whole file is valid, else Windows-1252, in which every byte means
 * something: only comments and names can come out wrong. An odd last byte of UTF-16 is left out.
 * Returns null when `override` is no encoding that can be decoded here.
 */
export function detectEncoding(bytes: Uint8Array, override?: string): Encoding | null {
  const mark = byteOrderMark(bytes);
  const label = override?.trim().toLowerCase() ?? mark?.label ?? guessEncoding(bytes);
  const name = canonicalLabel(label);
  if (name === null) return null;
  const skip = mark !== null && mark.label === name ? mark.size : 0;
  const odd = name.startsWith("utf-16") && bytes.length % 2 === 1;
  return {
    label: name,
    skip,
    length: odd ? bytes.length - 1 : bytes.length,
    guessed: override === undefined && name === "windows-1252",
    ascii: !name.startsWith("utf-16") && isAscii(bytes),
  };
}

function byteOrderMark(bytes: Uint8Array): { label: string; size: number } | null {
  if (startsWith(bytes, [0xff, 0xfe])) return { label: "utf-16le", size: 2 };
  if (startsWith(bytes, [0xfe, 0xff])) return { label: "utf-16be", size: 2 };
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return { label: "utf-8", size: 3 };
  return null;
}

function guessEncoding(bytes: Uint8Array): string {
  if (bytes.length >= 4 && bytes[0] !== 0 && bytes[1] === 0 && bytes[3] === 0) return "utf-16le";
  if (bytes.length >= 4 && bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

function canonicalLabel(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** The text of the first 64 KB: enough to recognise a format by. */
export function headText(bytes: Uint8Array, encoding: Encoding): string {
  const end = Math.min(encoding.length, encoding.skip + HEAD_BYTES);
  return new TextDecoder(encoding.label).decode(bytes.subarray(encoding.skip, end));
}

/**
 * Decodes the file piece by piece, so that a large one never exists as one string. `onRead` is
 * told the bytes read so far and all bytes.
 */
export function* decodeChunks(
  bytes: Uint8Array,
  encoding: Encoding,
  onRead?: (done: number, all: number) => void,
): Generator<string> {
  const decoder = new TextDecoder(encoding.label);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = encoding.skip; at < encoding.length; at += CHUNK_BYTES) {
    const end = Math.min(at + CHUNK_BYTES, encoding.length);
    if (encoding.ascii) yield buffer.toString("latin1", at, end);
    else yield decoder.decode(bytes.subarray(at, end), { stream: end < encoding.length });
    onRead?.(end, encoding.length);
  }
}

/** The whole text; for formats whose files are small or whose parser wants it whole. */
export function decodeAll(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding.label).decode(bytes.subarray(encoding.skip, encoding.length));
}

/** True for an OLE file that holds an encrypted XLSX; false for an old binary Excel file. */
export function isEncryptedOffice(bytes: Uint8Array): boolean {
  const name = Buffer.from("EncryptedPackage", "utf16le");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name);
}

export type ZipResult =
  | { ok: true; files: Map<string, Uint8Array> }
  | { ok: false; code: "bad-zip" | "zip-bomb" | "zip-password"; detail: string };

/** What an archive's directory says of a file; the library keeps locks and checksums to itself. */
interface Entry {
  name: string;
  packed: number;
  size: number;
  crc: number;
  encrypted: boolean;
}

const MAX_ENTRIES = 10_000;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;
/** Workbooks and statements pack to a tenth; a part of this size that packs to a fiftieth is a bomb. */
const SUSPECT_BYTES = 4 * 1024 * 1024;
const MOST_PACKED = 50;
/** Packing makes nothing larger by more than this: what does has another size than it declares. */
const MOST_GROWTH = 1.01;
const SLACK_BYTES = 1024;

/**
 * Unpacks the files of a zip archive whose names `wanted` accepts. Their declared sizes are added up
 * before anything is inflated, none gets more room than it declares, and each is held against its
 * checksum: so a bomb is refused, and a file that is not what was packed.
 */
export function readZip(bytes: Uint8Array, wanted: (name: string) => boolean): ZipResult {
  const entries = directory(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (entries === null) return { ok: false, code: "bad-zip", detail: "central directory" };
  const taken = entries.filter((entry) => wanted(entry.name));
  const total = taken.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > MAX_ENTRIES || total > MAX_TOTAL_BYTES) {
    return { ok: false, code: "zip-bomb", detail: String(total) };
  }
  const bomb = taken.find(
    ({ packed, size }) => size > SUSPECT_BYTES && size > packed * MOST_PACKED,
  );
  if (bomb !== undefined) return { ok: false, code: "zip-bomb", detail: bomb.name };
  // The library goes on inflating past the declared size (6 s a GB), only to throw it away.
  const liar = taken.find(({ packed, size }) => packed > size * MOST_GROWTH + SLACK_BYTES);
  if (liar !== undefined) return { ok: false, code: "zip-bomb", detail: liar.name };
  const locked = taken.find((entry) => entry.encrypted);
  if (locked !== undefined) return { ok: false, code: "zip-password", detail: locked.name };
  const files = unpack(bytes, entries, new Set(taken));
  const broken = taken.find(({ name, size, crc }) => {
    const data = files?.get(name);
    return data?.length !== size || crc32(data) !== crc;
  });
  if (files !== null && broken === undefined) return { ok: true, files };
  return { ok: false, code: "bad-zip", detail: broken?.name ?? "" };
}

/** The files of these entries by name; null where one cannot be inflated. */
function unpack(
  bytes: Uint8Array,
  entries: readonly Entry[],
  taken: ReadonlySet<Entry>,
): Map<string, Uint8Array> | null {
  const names = new Map<string, string>();
  let index = 0;
  try {
    // The library goes through the directory in its order, and may spell a name in its own way.
    const filter = ({ name }: { name: string }): boolean => {
      const entry = entries[index++];
      if (entry === undefined || !taken.has(entry)) return false;
      names.set(name, entry.name);
      return true;
    };
    const files = Object.entries(unzipSync(bytes, { filter }));
    return new Map(files.map(([name, data]) => [names.get(name) ?? name, data]));
  } catch {
    return null;
  }
}

function directory(buffer: Buffer): Entry[] | null {
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > buffer.length) return null;
  const count = buffer.readUInt16LE(end + 10);
  let at = buffer.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = buffer.readUInt16LE(at + 28);
    entries.push({
      name: buffer.toString("utf8", at + 46, at + 46 + nameLength),
      packed: buffer.readUInt32LE(at + 20),
      size: buffer.readUInt32LE(at + 24),
      crc: buffer.readUInt32LE(at + 16),
      encrypted: (buffer.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

export type XlsxResult =
  | { ok: true; sheets: { name: string; rows: TableRow[] }[] }
  | { ok: false; problem: ImportProblem };

// Excel's own limits are 1,048,576 rows and 16,384 columns. A statement has about 15 columns; one
// stray cell far to the right would make the reader fill every row up to it.
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 512;
/** A cell's text lies eight elements deep. */
const MAX_DEPTH = 50;

/**
 * Reads all sheets of an XLSX file. Numbers come as canonical decimals (Excel's own noise beyond
 * 15 digits rounded away), dates as "YYYY-MM-DD HH:MM:SS", formulas as their values, empty cells
 * as ""; empty cells at a row's end are cut off, and merged cells keep their value in the first.
 * `mark` is what the texts of the sheets have in numbers: the numbers are then written so too.
 */
export async function readXlsx(bytes: Uint8Array, mark: DecimalMark = "."): Promise<XlsxResult> {
  const isXml = (name: string): boolean => name.endsWith(".xml") || name.endsWith(".rels");
  const zip = readZip(bytes, isXml);
  if (!zip.ok) {
    const code = {
      "bad-zip": "bad-xlsx",
      "zip-bomb": "zip-bomb",
      "zip-password": "xlsx-password",
    } as const;
    return { ok: false, problem: problem(code[zip.code], zip.detail) };
  }
  if (!zip.files.has("xl/workbook.xml"))
    return { ok: false, problem: problem("unknown-format", null) };
  const parts: Record<string, Uint8Array> = {};
  for (const [name, data] of zip.files) {
    const text = partText(data);
    const fault = faultOf(text);
    if (fault !== null) return { ok: false, problem: problem(fault, name) };
    parts[name] = new TextEncoder().encode(text);
  }
  try {
    // The reader takes a file only: the parts are packed again as they are.
    const packed = zipSync(parts, { level: 0, mtime: "1990-01-01" });
    const sheets = await readXlsxFile(packed.buffer, {
      parseNumber: (text) => new NumberCell(text),
    });
    return {
      ok: true,
      sheets: sheets.map(({ sheet, data }) => ({
        name: sheet,
        rows: data.map((row, index) => toRow(row, index, mark)),
      })),
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: problem("bad-xlsx", detail.slice(0, 200)) };
  }
}

function problem(code: ProblemCode, place: string | null): ImportProblem {
  return { code, place, value: null, expected: null };
}

/**
 * The text of one part of a workbook. MetaTrader 5 writes its parts in UTF-16, as XML may be; what
 * reads the workbook takes all of them for UTF-8.
 */
function partText(bytes: Uint8Array): string {
  const seen = detectEncoding(bytes);
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)/.exec(head)?.[1];
  // A declaration counts where the bytes decide nothing.
  const told = seen?.guessed ? detectEncoding(bytes, declared) : seen;
  return new TextDecoder(told?.label ?? "utf-8").decode(bytes);
}

// What a workbook's XML never has; with it the reader's time grows with the square of the size.
const MAX_ATTRIBUTES = 200;
const MAX_TEXT = 1_000_000;
const PIECE = 65_536;

/**
 * What is wrong with a part before it is given to the reader: no XML, or a cell or row beyond what
 * this program reads. Stops at the first fault, in one pass.
 */
function faultOf(xml: string): "bad-xlsx" | "xlsx-too-large" | null {
  let fault: "bad-xlsx" | "xlsx-too-large" | null = xml.includes("\0") ? "bad-xlsx" : null;
  let [depth, attributes, length] = [0, 0, 0];
  let element = "";
  let heard = 0; // where the part last said anything
  let at = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        element = name;
        attributes = 0;
        length = 0;
        heard = at;
        if (++depth > MAX_DEPTH || !/^[\p{L}_]/u.test(name)) fault ??= "bad-xlsx";
      },
      onclosetag() {
        depth--;
        length = 0;
        heard = at;
      },
      ontext(text) {
        length += text.length;
        if (length > MAX_TEXT || (depth === 0 && text.trim() !== "")) fault ??= "bad-xlsx";
      },
      onattribute(name, value) {
        if (++attributes > MAX_ATTRIBUTES) fault ??= "bad-xlsx";
        if (name !== "r" || (element !== "c" && element !== "row")) return;
        const column = /^[A-Z]*/.exec(value)?.[0] ?? "";
        const row = Number(value.slice(column.length));
        if (!(row <= MAX_ROWS) || columnNumber(column) > MAX_COLUMNS) fault ??= "xlsx-too-large";
      },
    },
    { xmlMode: true },
  );
  for (; at < xml.length && fault === null; at += PIECE) {
    parser.write(xml.slice(at, at + PIECE));
    // A tag or comment that does not end is looked through again with every piece read of it.
    if (at - heard > MAX_TEXT) fault = "bad-xlsx";
  }
  if (fault !== null) return fault;
  parser.end();
  return fault;
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

/** What a workbook holds as a number, and not as a text that looks like one. */
class NumberCell {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function toRow(values: unknown[], index: number, mark: DecimalMark): TableRow {
  const cells = values.map((value) => cellText(value, mark));
  while (cells.length > 0 && cells[cells.length - 1] === "") cells.pop();
  return { line: index + 1, cells, title: null, hidden: null };
}

function cellText(value: unknown, mark: DecimalMark): string {
  if (value instanceof NumberCell) {
    const text = cellText(value.text, mark);
    return mark === "." ? text : text.replace(".", mark);
  }
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    // A sheet's dates have no zone: the reader hands them over as if they were UTC.
    const time = new Date(Math.round(value.getTime() / 1000) * 1000);
    return Number.isNaN(time.getTime()) ? "" : time.toISOString().slice(0, 19).replace("T", " ");
  }
  const text = collapseSpaces(String(value));
  return isNoisy(text) ? (parseDecimal(Number(text).toPrecision(15)) ?? text) : text;
}

/** A number with more digits than Excel holds, as in 30.849999999999998. */
function isNoisy(text: string): boolean {
  return /^-?\d+\.\d+(?:E[+-]?\d+)?$/i.test(text) && text.replace(/\D/g, "").length > 15;
}

export interface FileBytes {
  /** Without its folder. */
  name: string;
  bytes: Uint8Array;
  sha256: string;
}

const MOST_BYTES = 1.5e9;
/** Of a pipe or a device, which does not say how much there is of it. */
const MOST_UNSIZED_BYTES = 100e6;

/**
 * The whole file, pipes too; of one that holds neither text nor anything else we know only its head,
 * which is enough to refuse it. Throws UserError when it is not there, no file, or too large, or a
 * pipe that nobody writes to; `onWait` is called once where a pipe lets wait for its data.
 */
export async function readBytes(file: string, onWait: () => void): Promise<FileBytes> {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw new UserError("is-folder", ...words.isFolder(file));
    const most = stat.isFile() ? MOST_BYTES : MOST_UNSIZED_BYTES;
    if (stat.size > most) throw tooLarge(file, stat.size);
    const bytes = stat.isFile() ? readKnown(file) : await readUnsized(file, stat.isFIFO(), onWait);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { name: path.basename(file), bytes, sha256 };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === "ENOENT") throw new UserError("file-missing", ...words.fileMissing(file));
    throw new UserError("file-unreadable", ...words.fileUnreadable(file, code));
  }
}

const tooLarge = (file: string, bytes: number) =>
  new UserError("file-too-large", ...words.fileTooLarge(file, Math.round(bytes / 1e6)));

function isBinary(head: Uint8Array): boolean {
  const encoding = detectEncoding(head);
  return encoding !== null && fileKind(head, encoding) === "binary";
}

function readKnown(file: string): Uint8Array {
  const descriptor = openSync(file, "r");
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const start = head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0));
    return isBinary(start) ? start : readFileSync(file);
  } finally {
    closeSync(descriptor);
  }
}

/** What a pipe or a device gives until its end. */
async function readUnsized(file: string, isPipe: boolean, onWait: () => void): Promise<Uint8Array> {
  // A named pipe without a writer would keep even the opening waiting, for ever.
  const descriptor = openSync(file, isPipe ? constants.O_RDONLY | constants.O_NONBLOCK : "r");
  const read = isPipe ? pipeReader(descriptor, file, onWait) : readSync.bind(null, descriptor);
  try {
    const chunks: Buffer[] = [];
    for (let all = 0; ; ) {
      const chunk = Buffer.alloc(HEAD_BYTES);
      const count = await read(chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      all += count;
      if (chunks.length === 1 && isBinary(chunk.subarray(0, count))) return Buffer.concat(chunks);
      if (all > MOST_UNSIZED_BYTES) throw tooLarge(file, all);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** So long a pipe may have no writer; after that long a wait for its data is said. */
const PIPE_MS = 2_000;
const POLL_MS = 20;

/** Reads a pipe that was opened without waiting; 0 at its end. */
function pipeReader(descriptor: number, file: string, onWait: () => void) {
  let hasWriter = false;
  let isSaid = false;
  return async (chunk: Uint8Array): Promise<number> => {
    for (let begun = performance.now(); ; await setTimeout(POLL_MS)) {
      const count = readWaiting(descriptor, chunk);
      // No bytes are the end only of what somebody has had open.
      hasWriter ||= count !== 0;
      if (count !== null && (count > 0 || hasWriter)) return count;
      if (performance.now() - begun < PIPE_MS) continue;
      if (!hasWriter) throw new UserError("pipe-without-writer", ...words.pipeWithoutWriter(file));
      if (!isSaid) onWait();
      isSaid = true;
    }
  };
}

/** How many bytes came; null: none yet. */
function readWaiting(descriptor: number, chunk: Uint8Array): number | null {
  try {
    return readSync(descriptor, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return null;
    throw error;
  }
}

const PATIENCE_MS = 1_000;
const STEP_MS = 200;

/** A line on stderr that changes, where a person is there and it takes more than a second. */
export interface Progress {
  show(text: string): void;
  end(): void;
}

/** Shows how far a file is read, once that takes longer than a person waits; silent for scripts. */
export function progressOn({ world, mayAsk }: Context): Progress {
  const begun = world.now();
  let last = begun + PATIENCE_MS;
  let width = 0;
  return {
    show(text) {
      const now = world.now();
      if (!mayAsk || now < last) return;
      last = now + STEP_MS;
      world.err(`\r${text.padEnd(width)}`);
      width = text.length;
    },
    end() {
      if (width > 0) world.err(`\r${" ".repeat(width)}\r`);
      width = 0;
    },
  };
}
