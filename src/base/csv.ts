import { addTo } from "./groups.ts";
/** One record of a delimited file: its cells and the line of the file on which it begins. */
export interface DelimitedRow {
  line: number;
  cells: string[];
}

export interface Delimited {
  delimiter: Delimiter;
  rows: DelimitedRow[];
}

export type Delimiter = "," | ";" | "\t" | "|";

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];
const SAMPLE_LINES = 20;
const NEWLINE = 10;
/** A field still open after this many characters will never be closed. */
const LONGEST_RECORD = 1_000_000;

/**
 * Calls `take` with the cells and the first line number (1-based) of every record from `start` on;
 * blank lines are no records. `take` returning false stops the walk. Quoting is RFC 4180: a field
 * that begins with a quote ends at the next single one, doubled quotes are one, line breaks inside
 * belong to the field. A quote elsewhere is an ordinary character, and a field that is never closed
 * ends with its own first line, so that one stray quote costs one row and not the rest of the file.
 * Spaces around a cell stay; a carriage return before a line feed does not. A text may come in
 * pieces, so that a large one never exists as one string.
 *
 * Written by hand because csv-parse takes five times as long (100,000 rows of 12 cells: 700 ms of CPU
 * against 140) and wants the text whole; the tests hold it against csv-parse.
 */
export function eachRow(
  text: string | Iterable<string>,
  delimiter: Delimiter,
  take: (cells: string[], line: number) => boolean | undefined,
  start = 0,
  firstLine = 1,
): void {
  let rest: string | null = null;
  let line = firstLine;
  let skip = start;
  const walk = (piece: string, isLast: boolean): boolean => {
    let at = skip;
    skip = 0;
    while (at < piece.length) {
      const record = recordAt(piece, at, delimiter, isLast);
      if (record === null) break;
      if (record.cells !== null && take(record.cells, line) === false) return false;
      at = record.next;
      line += record.lines;
    }
    rest = piece.slice(at);
    return true;
  };
  for (const piece of typeof text === "string" ? [] : text) {
    if (!walk((rest ?? "") + piece, false)) return;
  }
  walk(typeof text === "string" ? text : (rest ?? ""), true);
}

interface RawRecord {
  cells: string[] | null;
  next: number;
  lines: number;
}

/** The record at a place; null when the piece ends before the record does. */
function recordAt(
  piece: string,
  at: number,
  delimiter: Delimiter,
  isLast: boolean,
): RawRecord | null {
  const newline = piece.indexOf("\n", at);
  if (newline === -1 && !isLast) return null;
  const end = newline === -1 ? piece.length : newline;
  const stop = end > at && piece.charCodeAt(end - 1) === 13 ? end - 1 : end;
  const physical = piece.slice(at, stop);
  if (physical.includes('"')) {
    const quoted = quotedRecord(piece, at, delimiter, isLast);
    if (quoted === "more" && piece.length - at < LONGEST_RECORD) return null;
    if (quoted !== null && quoted !== "more") return quoted;
  }
  return { cells: physical === "" ? null : physical.split(delimiter), next: end + 1, lines: 1 };
}

/** All records of a text; where `delimiter` is not given it is detected. */
export function readDelimited(text: string, delimiter?: Delimiter): Delimited {
  const head = readHead(text);
  const separator = delimiter ?? head.delimiter;
  const rows: DelimitedRow[] = [];
  const keep = (cells: string[], line: number): undefined => {
    rows.push({ line, cells });
  };
  eachRow(text, separator, keep, head.start, head.firstLine);
  return { delimiter: separator, rows };
}

/**
 * Where the records begin (after a byte order mark and Excel's `sep=` line) and what separates
 * their cells: the `sep=` line decides, else the separator that best explains the first lines, a
 * comma where none does.
 */
export function readHead(text: string): { delimiter: Delimiter; start: number; firstLine: number } {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const firstEnd = lineEnd(text, start);
  const told = /^"?sep=(.)"?\r?$/i.exec(text.slice(start, Math.min(firstEnd, start + 12)))?.[1];
  const delimiter = DELIMITERS.find((one) => one === told);
  if (delimiter !== undefined) return { delimiter, start: firstEnd + 1, firstLine: 2 };
  return { delimiter: guessDelimiter(text, start), start, firstLine: 1 };
}

/**
 * A header cell as it is compared: lower case, marks and spaces as one underscore, none at the
 * ends. "S / L" is `s_l`, "Net P&L USD" `net_p_l_usd`, "Date(UTC)" `date_utc`.
 */
export function headerName(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");
}

/** The columns of every header name, in order: names such as "Time" and "Price" come twice. */
export function headerColumns(cells: readonly string[]): Map<string, number[]> {
  const columns = new Map<string, number[]>();
  cells.forEach((cell, index) => {
    addTo(columns, headerName(cell), index);
  });
  return columns;
}

/** The text ended before the field did. */
const OUT_OF_TEXT = -2;

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

/** Reads one record by its quotes; null when a quoted field is never closed. */
function quotedRecord(
  text: string,
  start: number,
  delimiter: Delimiter,
  isLast: boolean,
): RawRecord | null | "more" {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let end: number;
    if (text[at] === '"') {
      const close = closingQuote(text, at, delimiter);
      if (close === -1) return null;
      if (close === text.length - 1 || close === OUT_OF_TEXT) {
        if (!isLast) return "more";
        if (close === OUT_OF_TEXT) return null;
      }
      end = cellEnd(text, close + 1, delimiter);
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
    } else {
      end = cellEnd(text, at, delimiter);
      cells.push(stripReturn(text, at, end));
    }
    if (end >= text.length && !isLast) return "more";
    if (end >= text.length || text.charCodeAt(end) === NEWLINE) {
      return { cells, next: end + 1, lines: countLines(text, start, end) };
    }
    at = end + 1;
  }
}

function stripReturn(text: string, from: number, to: number): string {
  const isReturn = to > from && text[to - 1] === "\r" && (to === text.length || text[to] === "\n");
  return text.slice(from, isReturn ? to - 1 : to);
}

/**
 * The quote that closes the field: the first one before a separator or the end of a line. A quote
 * inside the text of its first line was left undoubled by a careless writer and is kept; on a later
 * line it shows that the field never closed.
 */
function closingQuote(text: string, open: number, delimiter: Delimiter): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    const after = text[at + 1];
    if (after === '"') at += 1;
    else if (after === undefined || after === delimiter || after === "\r" || after === "\n")
      return at;
    else if (text.slice(open, at).includes("\n")) return -1;
  }
  return OUT_OF_TEXT;
}

function cellEnd(text: string, from: number, delimiter: Delimiter): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text.charCodeAt(at) !== NEWLINE) at += 1;
  return at;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 1;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) {
    lines += 1;
  }
  return lines;
}

function guessDelimiter(text: string, start: number): Delimiter {
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = evenness(text, start, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/**
 * How well a separator explains the first lines: lines of the commonest width, times the words in
 * the first of them. Words, because decimal commas split numbers but never a header.
 */
function evenness(text: string, start: number, delimiter: Delimiter): number {
  const widths = new Map<number, { times: number; words: number }>();
  let seen = 0;
  const count = (cells: string[]): boolean => {
    const known = widths.get(cells.length);
    if (known !== undefined) known.times += 1;
    else widths.set(cells.length, { times: 1, words: cells.filter(isWord).length });
    seen += 1;
    return seen < SAMPLE_LINES;
  };
  eachRow(text, delimiter, count, start);
  let score = 0;
  for (const [width, { times, words }] of widths) {
    if (width > 1) score = Math.max(score, times * (words + width / 1000));
  }
  return score;
}

function isWord(cell: string): boolean {
  return /^\P{N}*\p{L}\P{N}*$/u.test(cell);
}

/** CSV as RFC 4180 has it, in a form that a spreadsheet cannot take for a formula. */

export const CSV_LINE_END = "\r\n";
/** Tells Excel that a file is UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

const SPECIAL = /[",\r\n]/;
/**
 * Where a spreadsheet would run what follows: at the start of a cell, and after whatever it may be
 * told to take for the end of one (where commas are decimal that is `;`; a quote inside a cell then
 * holds nothing together). Marks of our own count too, so that taking one off is exact.
 */
const FORMULA = /(?<=(?:^|[,;\t\r\n])"*'*)(?=[=+\-@\t\r])/g;
const DEFUSED = /(?<=(?:^|[,;\t\r\n])"*'*)'(?=[=+\-@\t\r])/g;
/** Most texts hold none of these, and need not be searched further. */
const SIGN = /[=+\-@\t\r]/;

/** A text as one cell: a `'` before what a spreadsheet would take for a formula, quotes where due. */
export const csvText = (text: string): string => csvCell(defused(text));

/** The text with a `'` before each sign at which a spreadsheet would begin a formula. */
export const defused = (text: string): string =>
  SIGN.test(text) ? text.replace(FORMULA, "'") : text;

/** A cell as it stands, quoted where due: for numbers, times and texts that were defused already. */
export function csvCell(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text that `csvText` wrote: takes its marks off again. */
export function undefused(cell: string): string {
  return cell.replace(DEFUSED, "");
}
