import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { readXlsx } from "../../src/intake/files/xlsx.ts";
import { workbookFiles } from "./xlsx-writer.ts";

const ROWS = [["Trade History Report"], ["Laporan", "–30.12", "Rp 1.000"]];

/** A workbook of these rows with every part written over. */
function workbook(rewrite: (xml: string, name: string) => Uint8Array): Uint8Array {
  const files = workbookFiles({ Sheet1: ROWS });
  for (const [name, data] of files) files.set(name, rewrite(new TextDecoder().decode(data), name));
  return zipSync(Object.fromEntries(files), { level: 0 });
}

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, "utf16le").swap16());
const declared = (encoding: string, text: string) =>
  text.replace(/^(?:<\?xml[^>]*\?>)?/, `<?xml version="1.0" encoding="${encoding}"?>`);

test.each<[string, (xml: string) => Uint8Array]>([
  ["UTF-8", utf8],
  ["UTF-8 with a mark", (xml) => utf8(`\ufeff${xml}`)],
  ["UTF-16LE with a mark, as MetaTrader 5 writes it", (xml) => utf16le(`\ufeff${xml}`)],
  ["UTF-16LE without one", utf16le],
  ["UTF-16BE with a mark", (xml) => utf16be(`\ufeff${xml}`)],
  ["UTF-16BE without one", utf16be],
  ["UTF-16 that says so", (xml) => utf16le(`\ufeff${declared("UTF-16", xml)}`)],
  ["UTF-8 that says UTF-16", (xml) => utf8(declared("utf-16", xml))],
  [
    "Windows-1251 that says so",
    (xml) =>
      new Uint8Array(Buffer.from(declared("windows-1251", xml).replaceAll("–", "\x96"), "latin1")),
  ],
])("the parts of a workbook in %s", async (_, rewrite) => {
  const result = await readXlsx(workbook(rewrite));
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  expect(result.sheets.map(({ rows }) => rows.map(({ cells }) => cells))).toEqual([ROWS]);
});

/** Sheets on which the reader's time would grow with the square of their size, or that are none. */
const HOSTILE: Record<string, string> = {
  "bytes of no text": "a\0b&<".repeat(300_000),
  "text outside the sheet": `<worksheet/>${"text > ".repeat(200_000)}`,
  "one tag of many attributes": `<worksheet ${"a b=c ".repeat(300_000)}`,
  "tags without an end": `<worksheet><sheetData>${'<row r="1"><c r="A1">'.repeat(100_000)}`,
  "sections without an end": `<worksheet>${"<![CDATA[".repeat(200_000)}`,
  "no tag at all": "x".repeat(5_000_000),
  "one endless comment": `<worksheet><!-- ${"x".repeat(5_000_000)}`,
  "one endless text": `<worksheet><sheetData>${"x".repeat(5_000_000)}</sheetData></worksheet>`,
  "names that are none": `<worksheet>${"<1/>".repeat(300_000)}</worksheet>`,
};

test.each(Object.entries(HOSTILE))("%s is refused in seconds", async (_, sheet) => {
  const started = process.cpuUsage();
  const bytes = workbook((xml, name) => utf8(name.includes("sheet1") ? sheet : xml));
  const result = await readXlsx(bytes);
  expect(result).toMatchObject({ ok: false, problem: { code: "bad-xlsx" } });
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
});
