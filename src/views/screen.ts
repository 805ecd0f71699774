import type { TableCell } from "../report/document.ts";
import type { Screen } from "../report/screen/screen.ts";
import type { ScreenRow } from "../report/screen/statement.ts";
import { barTexts, painted } from "./bars.ts";
import { padTo, type Style, widthOf } from "./style.ts";
import { GAP, naturalWidths, renderTable } from "./table.ts";

/** Cells of a label with the space behind it, in which a sign stands. */
const LABEL = 9;

/** One more where a sign would touch its label. */
const labelCells = (rows: readonly ScreenRow[]) =>
  rows.some(({ label, items }) => label.length > LABEL - 3 && items[0]?.mark != null)
    ? LABEL + 1
    : LABEL;
/** Before the table. */
const INDENT = 2;

/** The report on one screen, with a line end at its end; no line wider than the terminal. */
export function renderScreen(screen: Screen, style: Style): string {
  const { head, table, rest, lead, rows, foot } = screen;
  const title = head
    .map(({ text, tone }, index) =>
      index === 0 ? style.strong(style.plain(text)) : style.tone(tone, style.plain(text)),
    )
    .join(style.plain(" · "));
  const titles = style.wrap(title, style.textColumns);
  const rule = style.symbols.rule.repeat(
    Math.max(...titles.split("\n").map((line) => widthOf(line))),
  );
  const top = rule === "" ? titles : `${titles}\n${rule}`;
  const trades =
    table === null
      ? []
      : [renderTable(table.columns, withBars(table, style), style, INDENT, false)];
  const below =
    rest === null ? [] : [" ".repeat(INDENT) + style.wrap(rest, style.textColumns, INDENT)];
  const parts = [
    [top, ...trades, ...below].join("\n"),
    lead.map((text) => style.wrap(text, style.textColumns)).join("\n"),
    rows.map((row) => rowText(row, style, labelCells(rows))).join("\n"),
    foot.map((text) => style.muted(style.wrap(text, style.textColumns))).join("\n"),
  ];
  // Without a table there is little to set apart.
  const gap = table === null ? "\n" : "\n\n";
  return `${parts.filter((part) => part !== "").join(gap)}\n`;
}

/** Bars are no longer than this. */
const MOST_BAR = 30;
/** A shorter one tells nothing. */
const LEAST_BAR = 8;

/** The rows with what is drawn in its place, as long as the columns beside it leave room for. */
function withBars({ columns, rows }: NonNullable<Screen["table"]>, style: Style): TableCell[][] {
  const at = rows[0]?.findIndex(({ bar }) => bar !== undefined) ?? -1;
  if (at < 0) return rows;
  const widths = naturalWidths(columns, rows, style, false);
  const taken = widths.reduce((sum, width) => sum + width + GAP, INDENT);
  const room = Math.min(MOST_BAR, style.columns - taken);
  const values = rows.map((row) => row[at]?.bar ?? null);
  const bars = room < LEAST_BAR ? [] : barTexts(values, room, style);
  return rows.map((row, index) => {
    const { tone } = row[at] ?? { tone: "plain" };
    const text = painted(bars[index] ?? "", tone, style);
    return row.map((cell, column) => (column === at ? { text, tone: "plain" as const } : cell));
  });
}

/** The label once, in bold, and what it is about beside it; without drawing "label: text". */
function rowText({ label, items }: ScreenRow, style: Style, cells: number): string {
  if (!style.draws) {
    return items
      .map(({ mark, text }) => {
        const sign = mark === null ? "" : `${style.symbols[mark]} `;
        return style.wrap(`${sign}${label}: ${text}`, style.textColumns);
      })
      .join("\n");
  }
  return items
    .map(({ mark, text }, index) => {
      const name = index === 0 ? style.strong(padTo(label, cells - 2)) : " ".repeat(cells - 2);
      const sign = mark === null ? " " : style.symbols[mark];
      const shown = mark === null ? sign : style.tone(mark === "ask" ? "plain" : mark, sign);
      return `${name}${shown} ${style.wrap(text, style.textColumns, cells)}`;
    })
    .map((text) => text.trimEnd())
    .join("\n");
}
