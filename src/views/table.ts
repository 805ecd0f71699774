import { formatTime } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { lots } from "../base/phrases.ts";
import { cleanLine, cleanText } from "../base/text.ts";
import { parseUtc } from "../base/time.ts";
import type { Profile, Trade } from "../model.ts";
import type { TableCell, TableColumn, Tone } from "../report/document.ts";
import { cutTo, type Style, toAscii, widthOf } from "./style.ts";

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

export const cell = (text: string, tone: Tone = "plain"): TableCell => ({ text, tone });

/** What nobody said. */
export const NOTHING = "–";

/** Money with its sign, green for a gain and red for a loss. */
export function moneyCell(value: number, profile: Profile): TableCell {
  const tone = value > 0 ? "good" : value < 0 ? "bad" : "plain";
  return cell(formatMoney(value, currencyOf(profile.currency), { sign: true }), tone);
}

export function lotText(trade: Trade): string {
  return trade.lot_size === null ? NOTHING : lots(trade.lot_size);
}

/** "14:05–14:40", with a question mark for the one that is not known. */
export function timesText(trade: Trade, profile: Profile): string {
  if (trade.entry_time === null && trade.exit_time === null) return NOTHING;
  const clock = (time: string | null) =>
    time === null ? "?" : formatTime(parseUtc(time), profile.zone);
  return `${clock(trade.entry_time)}–${clock(trade.exit_time)}`;
}

/** yes, no, or unknown, in a word. */
export function knownText(value: boolean | null): string {
  return value === null ? NOTHING : value ? "ya" : "tidak";
}

export function plainText(value: string | null): string {
  return value === null || value === "" ? NOTHING : cleanLine(value);
}

/** Names and values in two columns; a long value goes on under itself. With --plain "name: value". */
export function renderPairs(pairs: readonly (readonly [string, string])[], style: Style): string {
  if (!style.draws) {
    return pairs
      .map(([name, value]) => style.wrap(`${name}: ${cleanText(value)}`, style.textColumns))
      .join("\n");
  }
  const width = Math.max(...pairs.map(([name]) => name.length)) + 2;
  return pairs
    .map(([name, value]) => {
      const lines = style.wrap(cleanText(value), style.textColumns - width).split("\n");
      return lines
        .map((line, index) =>
          index === 0 ? style.muted(name.padEnd(width)) + line : " ".repeat(width) + line,
        )
        .join("\n");
    })
    .join("\n");
}
