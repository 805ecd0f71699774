import { Parser } from "htmlparser2";
import readXlsxFile from "read-excel-file/universal";
import { parseDecimal } from "../base/decimal.ts";
import { cleanText, type Row } from "./metatrader/rows.ts";
import type { ImportProblem } from "./types.ts";
import { readZip, storeZip } from "./zip.ts";

export type XlsxResult =
  | { ok: true; sheets: { name: string; rows: Row[] }[] }
  | { ok: false; problem: ImportProblem };

// Excel's own limits are 1,048,576 rows and 16,384 columns. A statement has about 15 columns; one
// stray cell far to the right would make the reader fill every row up to it.
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 512;

/**
 * Reads all sheets of an XLSX file. Numbers come as canonical decimals (Excel's own noise beyond
 * 15 digits rounded away), dates as "YYYY-MM-DD HH:MM:SS", formulas as their values, empty cells
 * as ""; empty cells at a row's end are cut off, and merged cells keep their value in the first.
 */
export async function readXlsx(bytes: Uint8Array): Promise<XlsxResult> {
  const isXml = (name: string): boolean => name.endsWith(".xml") || name.endsWith(".rels");
  const zip = readZip(bytes, isXml);
  if (!zip.ok) {
    const code = { "bad-zip": "bad-xlsx", "zip-bomb": "zip-bomb", "zip-password": "xlsx-password" };
    return { ok: false, problem: problem(code[zip.code], zip.detail) };
  }
  if (!zip.files.has("xl/workbook.xml"))
    return { ok: false, problem: problem("unknown-format", null) };
  for (const [name, data] of zip.files) {
    if (name.startsWith("xl/worksheets/") && !fitsLimits(data)) {
      return { ok: false, problem: problem("xlsx-too-large", name) };
    }
  }
  try {
    const sheets = await readXlsxFile(storeZip(zip.files), { parseNumber: (text) => text });
    return {
      ok: true,
      sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map(toRow) })),
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: problem("bad-xlsx", detail.slice(0, 200)) };
  }
}

function problem(code: string, place: string | null): ImportProblem {
  return { code, place, value: null, expected: null };
}

/** False when a cell or row of the sheet lies beyond what this program reads. */
function fitsLimits(xml: Uint8Array): boolean {
  let fits = true;
  let element = "";
  const parser = new Parser(
    {
      onopentagname(name) {
        element = name;
      },
      onattribute(name, value) {
        if (name !== "r" || (element !== "c" && element !== "row")) return;
        const column = /^[A-Z]*/.exec(value)?.[0] ?? "";
        const row = Number(value.slice(column.length));
        if (!(row <= MAX_ROWS) || columnNumber(column) > MAX_COLUMNS) fits = false;
      },
    },
    { xmlMode: true },
  );
  parser.write(new TextDecoder().decode(xml));
  parser.end();
  return fits;
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

function toRow(values: unknown[], index: number): Row {
  const cells = values.map(cellText);
  while (cells.length > 0 && cells[cells.length - 1] === "") cells.pop();
  return { line: index + 1, cells, title: null, hidden: null };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    // A sheet's dates have no zone: the reader hands them over as if they were UTC.
    const time = new Date(Math.round(value.getTime() / 1000) * 1000);
    return Number.isNaN(time.getTime()) ? "" : time.toISOString().slice(0, 19).replace("T", " ");
  }
  const text = cleanText(String(value));
  return isNoisy(text) ? (parseDecimal(Number(text).toPrecision(15)) ?? text) : text;
}

/** A number with more digits than Excel holds, as in 30.849999999999998. */
function isNoisy(text: string): boolean {
  return /^-?\d+\.\d+(?:E[+-]?\d+)?$/i.test(text) && text.replace(/\D/g, "").length > 15;
}
