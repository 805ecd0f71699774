import { cell, plainText } from "../views/cells.ts";
import type { Style } from "../views/style.ts";
import { renderTable } from "../views/table.ts";

/** A few rows of a file, or of what is made of them; the first one is the heading. */
export function renderPreview(rows: readonly (readonly string[])[], style: Style): string {
  const [header = [], ...others] = rows;
  if (header.length === 1 && others.length === 0) return header[0] ?? "";
  const columns = header.map((title, index) => ({
    title: plainText(title),
    align: "left" as const,
    dropOrder: index,
  }));
  const cells = others.map((row) => header.map((_, index) => cell(plainText(row[index] ?? ""))));
  return renderTable(columns, cells, style);
}
