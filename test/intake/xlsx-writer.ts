import { zipSync } from "fflate";

type Cell = string | number | null;

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function sheetXml(rows: Cell[][]): string {
  const cell = (value: Cell, r: number, c: number): string => {
    const ref = `${columnName(c)}${r + 1}`;
    if (value === null) return `<c r="${ref}"/>`;
    if (typeof value === "number") return `<c r="${ref}"><v>${value}</v></c>`;
    return `<c r="${ref}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;
  };
  const body = rows.map(
    (row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join("")}</row>`,
  );
  return `<?xml version="1.0"?><worksheet><sheetData>${body.join("")}</sheetData></worksheet>`;
}

/** Files of a workbook by path, so that a test can spoil one before it is packed. */
export function workbookFiles(sheets: Record<string, Cell[][]>): Map<string, Uint8Array> {
  const names = Object.keys(sheets);
  const list = names.map((n, i) => `<sheet name="${n}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
  const links = names.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${type}" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const text = new Map([
    ["xl/workbook.xml", `<workbook><sheets>${list.join("")}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `<Relationships>${links.join("")}</Relationships>`],
    ...names.map((name, i): [string, string] => [
      `xl/worksheets/sheet${i + 1}.xml`,
      sheetXml(sheets[name] ?? []),
    ]),
  ]);
  return new Map([...text].map(([name, xml]) => [name, new TextEncoder().encode(xml)]));
}

/** A small XLSX file with the given sheets. */
export function writeXlsx(sheets: Record<string, Cell[][]>): Uint8Array {
  return zipSync(Object.fromEntries(workbookFiles(sheets)));
}
