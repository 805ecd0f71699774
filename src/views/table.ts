import type { TableCell, TableColumn } from "../report/report-document.ts";
import { cutTo } from "./fit.ts";
import { type Style, toAscii } from "./style.ts";
import { widthOf } from "./width.ts";

/** A name can be cut to this before its column is worth dropping. */
const LEAST_TEXT_WIDTH = 8;
const GAP = 2;

/**
 * A table with one rule below its heading, never wider than the terminal: text columns shrink first
 * (cut with an ellipsis), then whole columns go, the highest `dropOrder` first; those of 0 stay.
 * Numbers (right-aligned columns) are never cut. `indent` spaces stand before every line. With
 * --plain each row is a line of all its columns: "3 Nov 2026. Hasil: +$45.50. Trx: 3".
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  style: Style,
  indent = 0,
): string {
  if (!style.draws) return spokenRows(columns, rows, style, indent);
  const texts = rows.map((row) =>
    row.map((cell) => (style.ascii ? toAscii(cell.text) : cell.text)),
  );
  const natural = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...texts.map((row) => widthOf(row[index] ?? ""))),
  );
  const shown = fitColumns(columns, natural, style.columns - indent);
  const line = (texts: readonly string[], paint: (text: string, at: number) => string) =>
    " ".repeat(indent) +
    shown
      .map(({ index, width }, at) => {
        const text = cutTo(texts[index] ?? "", width, style.symbols.ellipsis);
        const space = " ".repeat(width - widthOf(text));
        const painted = paint(text, index);
        const cell = columns[index]?.align === "right" ? space + painted : painted + space;
        return at === shown.length - 1 ? cell : cell + " ".repeat(GAP);
      })
      .join("")
      .trimEnd();
  const width = shown.reduce((sum, one) => sum + one.width + GAP, 0);
  const heads = columns.map((column) => column.title);
  return [
    line(heads, (text) => text),
    " ".repeat(indent) + style.symbols.rule.repeat(width),
    ...rows.map((row, at) =>
      line(texts[at] ?? [], (text, index) => style.tone(row[index]?.tone ?? "plain", text)),
    ),
  ].join("\n");
}

/** What a cell holds when there is nothing to say. */
const EMPTY = /^[–-]?$/;

/** The first cell names its row; cells with nothing in them are passed over. */
function spokenRows(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  style: Style,
  indent: number,
): string {
  const lines = rows.map((row) => {
    const said = row.flatMap((cell, index) => {
      const title = columns[index]?.title ?? "";
      if (EMPTY.test(cell.text)) return [];
      return [index === 0 || title === "" ? cell.text : `${title}: ${cell.text}`];
    });
    return " ".repeat(indent) + style.wrap(said.join(". "), style.textColumns - indent, indent);
  });
  return lines.join("\n");
}

interface Shown {
  index: number;
  width: number;
}

function fitColumns(
  columns: readonly TableColumn[],
  natural: readonly number[],
  room: number,
): Shown[] {
  let shown = natural.map((width, index) => ({ index, width }));
  const excess = () => shown.reduce((sum, { width }) => sum + width + GAP, 0) - room;
  for (;;) {
    shrink(shown, columns, excess());
    if (excess() <= 0) return shown;
    const last = Math.max(...shown.map(({ index }) => columns[index]?.dropOrder ?? 0));
    if (last === 0) return shown;
    shown = shown
      .filter(({ index }) => columns[index]?.dropOrder !== last)
      .map(({ index }) => ({ index, width: natural[index] ?? 0 }));
  }
}

/** Takes the excess off the text columns, the widest first. */
function shrink(shown: Shown[], columns: readonly TableColumn[], excess: number): void {
  const texts = shown.filter(({ index }) => columns[index]?.align === "left");
  for (let left = excess; left > 0; left--) {
    const widest = texts
      .filter(({ index, width }) => width > (columns[index]?.least ?? LEAST_TEXT_WIDTH))
      .reduce<Shown | null>((top, one) => (one.width > (top?.width ?? 0) ? one : top), null);
    if (widest === null) return;
    widest.width--;
  }
}
