import { zipSync } from "fflate";
import { Parser } from "htmlparser2";
import readXlsxFile from "read-excel-file/universal";
import type { DecimalMark } from "../../base/amounts.ts";
import { parseDecimal } from "../../base/decimal.ts";
import { collapseSpaces, type TableRow } from "../metatrader/rows.ts";
import type { ImportProblem, ProblemCode } from "../statement.ts";
import { detectEncoding } from "./encoding.ts";
import { readZip } from "./zip.ts";

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
        rows: data.map((row, index) => toRow(row, index, mark, isExported(data[0] ?? []))),
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

/** Whether this is the header of our own export, whose texts are as they are: notes of many lines. */
const isExported = (header: readonly unknown[]) =>
  ["id", "session_date", "created_at"].every((name) => header.includes(name));

function toRow(values: unknown[], index: number, mark: DecimalMark, isExact: boolean): TableRow {
  const cells = values.map((value) =>
    isExact && typeof value === "string" ? value : cellText(value, mark),
  );
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
