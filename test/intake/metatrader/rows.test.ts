import { describe, expect, it } from "vitest";
import { readHtmlRows, type TableRow } from "../../../src/intake/metatrader/rows.ts";

function rowsOf(chunks: string[]): { rows: TableRow[]; end: ReturnType<typeof readHtmlRows> } {
  const rows: TableRow[] = [];
  const end = readHtmlRows(chunks, (row) => rows.push(row));
  return { rows, end };
}

const PAGE = [
  '<html><head><meta name="generator" content="client terminal"><style><!-- td { } //--></style>',
  "<body><table>",
  '<tr align=right><td title="UT>CAC 857064138">75801624</td><td nowrap>15\u00a0000.00</td>',
  '<td class="hidden" colspan="8">note &amp; more</td><td style="display: none">x</td></tr>',
  "<TR><TH>&nbsp;</TH><td><b>bold</b>\n  text<td>unclosed",
  "<tr><td>last</td></tr></table></html>",
].join("\n");

const EXPECTED = [
  {
    line: 3,
    cells: ["75801624", "15 000.00"],
    title: "UT>CAC 857064138",
    hidden: "note & more",
  },
  { line: 5, cells: ["", "bold text", "unclosed"], title: null, hidden: null },
  { line: 7, cells: ["last"], title: null, hidden: null },
];

describe("readHtmlRows", () => {
  it("reads attributes with > in them, drops hidden cells, decodes entities", () => {
    const { rows, end } = rowsOf([PAGE]);
    expect(rows).toEqual(EXPECTED);
    expect(end).toEqual({ rows: 3, generator: "client terminal", tornAt: null });
  });

  it("does not care where the text is cut into pieces", () => {
    for (let size = 1; size < 90; size++) {
      const pieces = PAGE.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      expect(rowsOf(pieces).rows, `pieces of ${size}`).toEqual(EXPECTED);
    }
  });

  it("tells at which line a torn file breaks off", () => {
    const torn = PAGE.slice(0, PAGE.indexOf("unclosed"));
    expect(rowsOf([torn]).end.tornAt).toBe(5);
    expect(rowsOf([PAGE.replace("</html>", "")]).end.tornAt).toBe(7);
    expect(rowsOf(["<table><tr><td>1</table>"]).end.tornAt).toBeNull();
  });

  it("keeps a row of a million cells small", () => {
    const { rows } = rowsOf(["<table><tr>", "<td>1</td>".repeat(100_000), "</tr></table>"]);
    expect(rows[0]?.cells.length).toBe(64);
  });
});
