import Table from "cli-table3";
import stringWidth from "fast-string-width";
import type { TableCell, TableColumn } from "../text/report-document.ts";
import { cutTo } from "./fit.ts";
import { type Style, toAscii } from "./style.ts";

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
    Math.max(stringWidth(column.title), ...texts.map((row) => stringWidth(row[index] ?? ""))),
  );
  const shown = fitColumns(columns, natural, style.columns - indent);
  const table = new Table({
    head: shown.map(({ index }) => columns[index]?.title ?? ""),
    colAligns: shown.map(({ index }) => columns[index]?.align ?? "left"),
    colWidths: shown.map(({ width }) => width + GAP),
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP, compact: true },
    chars: ruleOnly(style),
  });
  rows.forEach((row, at) => {
    table.push(
      shown.map(({ index, width }) => {
        const text = cutTo(texts[at]?.[index] ?? "", width, style.symbols.ellipsis);
        return style.tone(row[index]?.tone ?? "plain", text);
      }),
    );
  });
  return table
    .toString()
    .split("\n")
    .map((line) => " ".repeat(indent) + line.trimEnd())
    .join("\n");
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

function ruleOnly({ symbols }: Style): Record<string, string> {
  const none = ["top", "bottom"].flatMap((side) =>
    ["", "-mid", "-left", "-right"].map((part) => `${side}${part}`),
  );
  const chars: Record<string, string> = { mid: symbols.rule, "mid-mid": symbols.rule };
  for (const name of [...none, "left", "left-mid", "right", "right-mid"]) chars[name] = "";
  // cli-table3 draws a column's middle even where it is empty text, and then no rule at all.
  return { ...chars, middle: "", "mid-mid": "" };
}
