import Table from "cli-table3";
import { formatEntry, formatTime } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { moodLabel, saidMood } from "../base/moods.ts";
import { lots } from "../base/phrases.ts";
import { cleanLine, cleanText } from "../base/text.ts";
import { parseUtc } from "../base/time.ts";
import type { Profile, Session, Trade } from "../model.ts";
import { type TableCell, type TableColumn, type Tone, toneOf } from "../report/document.ts";
import { cutTo, type Style, toAscii, widthOf } from "./style.ts";

/** A name can be cut to this before its column is worth dropping. */
const LEAST_TEXT_WIDTH = 8;
/** Free cells behind every column. */
export const GAP = 2;
const BETWEEN = " ".repeat(GAP);

/**
 * A table with one rule below its heading, never wider than the terminal: text columns shrink first
 * (cut with an ellipsis), then whole columns go, the highest `dropOrder` first; those of 0 stay.
 * Numbers (right-aligned columns) are never cut. `indent` spaces stand before every line. With
 * --plain each row is a line of all its columns: "3 Nov 2026. Hasil: +$45.50. Trx: 3". A table whose
 * cells say what they are needs no heading (`isHeaded`).
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  style: Style,
  indent = 0,
  isHeaded = true,
): string {
  return [...tableLines(columns, () => rows, style, indent, isHeaded)].join("\n");
}

/**
 * The lines of `renderTable` one at a time, for more rows than can be held: they are asked for
 * twice, the first time for their widths.
 */
export function* tableLines(
  columns: readonly TableColumn[],
  rows: () => Iterable<readonly TableCell[]>,
  style: Style,
  indent = 0,
  isHeaded = true,
): Generator<string> {
  if (!style.draws) {
    for (const row of rows()) yield spokenRow(columns, row, style, indent);
    return;
  }
  const before = " ".repeat(indent);
  const shown = fitColumns(
    columns,
    naturalWidths(columns, rows(), style, isHeaded),
    style.columns - indent,
  );
  const cut = (text: string, width: number) => cutTo(text, width, style.symbols.ellipsis);
  const aligns = shown.map(({ index }) => columns[index]?.align ?? "left");
  const head = shown.map(({ index, width }) => cut(columns[index]?.title ?? "", width));
  const widths = shown.map(({ width }) => width);
  const drawing = { aligns, gap: GAP, head, rule: style.symbols.rule };
  for (const line of isHeaded ? drawRows([], widths, drawing) : []) yield before + line;
  // By hand: a row of cells that fit takes cli-table3 ten times as long as all the rest of it.
  for (const row of rows()) {
    let line = before;
    for (let at = 0; at < shown.length; at++) {
      const { index, width } = shown[at] as Shown;
      const cell = row[index];
      const text = cut(cell === undefined ? "" : cellText(cell, style), width);
      const fill = " ".repeat(Math.max(0, width - widthOf(text)));
      const toned = style.tone(cell?.tone ?? "plain", text);
      line += (aligns[at] === "right" ? fill + toned : toned + fill) + BETWEEN;
    }
    yield line.trimEnd();
  }
}

const cellText = ({ text }: TableCell, { ascii }: Style) =>
  (ascii ? toAscii(text) : text).replaceAll("\n", " ");

/** How wide each column would like to be. */
export function naturalWidths(
  columns: readonly TableColumn[],
  rows: Iterable<readonly TableCell[]>,
  style: Style,
  isHeaded: boolean,
): number[] {
  const widths = columns.map(({ title }) => (isHeaded ? widthOf(title) : 0));
  for (const row of rows) {
    for (let index = 0; index < widths.length; index++) {
      const cell = row[index];
      if (cell === undefined) continue;
      widths[index] = Math.max(widths[index] as number, widthOf(cellText(cell, style)));
    }
  }
  return widths;
}

/**
 * Cells are cut before the library sees them, so this is never shown. But it also shortens each cell
 * to ten characters for a log of its own, line by line and character by character: with a mark as
 * wide as that it stops at once.
 */
const CUT_MARK = " ".repeat(10);

/** What the library would draw around cells. */
const BORDERS =
  "top top-left top-mid top-right bottom bottom-left bottom-mid bottom-right left left-mid middle mid mid-mid right right-mid";
const NO_BORDERS = Object.fromEntries(BORDERS.split(" ").map((name) => [name, ""]));

interface Drawing {
  aligns?: TableColumn["align"][];
  /** Spaces left free behind every column. */
  gap?: number;
  head?: string[];
  /** What is drawn below the head. */
  rule?: string;
}

/**
 * Rows of cells as lines without borders. The cells fit the widths (null: as wide as need be) and
 * carry their colours already; one of several lines goes on under itself.
 */
export function drawRows(
  rows: readonly string[][],
  widths: readonly (number | null)[],
  { aligns = [], gap = 0, head = [], rule = "" }: Drawing = {},
): string[] {
  const draw = (head: string[], rows: readonly string[][]): string[] => {
    const table = new Table({
      head,
      colWidths: widths.map((width) => (width === null ? null : width + gap)),
      colAligns: aligns,
      truncate: CUT_MARK,
      // Colours of the library's own would ask nobody whether this terminal wants any.
      style: { head: [], border: [], "padding-left": 0, "padding-right": gap, compact: true },
      chars: { ...NO_BORDERS, [rows.length === 0 ? "bottom" : "mid"]: rule },
    });
    table.push(...rows);
    return table.toString().split("\n");
  };
  // A table for each row: the library holds every cell against those of all rows above it.
  const lines = [draw(head, rows.slice(0, 1)), ...rows.slice(1).map((row) => draw([], [row]))];
  return lines.flat().map((line) => line.trimEnd());
}

/** What a cell holds when there is nothing to say. */
const EMPTY = /^[–-]?$/;

/** The first cell names its row; cells with nothing in them are passed over. */
function spokenRow(
  columns: readonly TableColumn[],
  row: readonly TableCell[],
  style: Style,
  indent: number,
): string {
  const said = row.flatMap((cell, index) => {
    const title = columns[index]?.title ?? "";
    if (EMPTY.test(cell.text)) return [];
    return [index === 0 || title === "" ? cell.text : `${title}: ${cell.text}`];
  });
  return " ".repeat(indent) + style.wrap(said.join(". "), style.textColumns - indent, indent);
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
  return cell(formatMoney(value, currencyOf(profile.currency), { sign: true }), toneOf(value));
}

/** The size of a trade; a dash where it is unknown. */
export function lotText(trade: Pick<Trade, "lot_size">): string {
  return trade.lot_size === null ? NOTHING : lots(trade.lot_size);
}

/** "14:05–14:40", with a question mark for the one that is not known, "20 Nov 14:00–15:00" from another day. */
export function timesText(
  trade: Pick<Trade, "entry_time" | "exit_time" | "session_date">,
  profile: Profile,
): string {
  if (trade.entry_time === null && trade.exit_time === null) return NOTHING;
  const { zone } = profile;
  const at = (time: string | null) => (time === null ? Number.NaN : parseUtc(time));
  const [entry, exit] = [at(trade.entry_time), at(trade.exit_time)];
  const start = Number.isNaN(entry) ? "?" : formatEntry(entry, zone, trade.session_date);
  return `${start}–${Number.isNaN(exit) ? "?" : formatTime(exit, zone)}`;
}

/** What was said of a day's mood, or the sign for nothing. */
export function moodCell(session: Session, noted: ReadonlySet<number>): TableCell {
  const mood = saidMood(session.emotions, noted.has(session.id));
  return cell(mood === null ? NOTHING : moodLabel(mood));
}

/** yes, no, or unknown, in a word. */
export function knownText(value: boolean | null): string {
  return value === null ? NOTHING : value ? "ya" : "tidak";
}

/** Text of the trader or a broker on one line; a dash where there is none. */
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
  const width = Math.max(...pairs.map(([name]) => name.length)) + GAP;
  const rows = pairs.map(([name, value]) => [
    style.muted(name.padEnd(width)),
    style.wrap(cleanText(value), style.textColumns - width),
  ]);
  return drawRows(rows, [width, null]).join("\n");
}
