import { formatNumber } from "../base/number.ts";
import { type Period, periodLabel } from "../base/period.ts";
import { type Bin, type Spread, sideOf } from "../figures/distribution.ts";
import type { Profile } from "../model.ts";
import { type Tone, toneOf } from "../report/document.ts";
import * as say from "./chart-words.ts";
import { cutTo, padTo, type Style, toAscii, widthOf } from "./style.ts";
import { drawRows } from "./table.ts";

export interface Bar {
  label: string;
  /** Length and direction; null: unknown, no bar. */
  value: number | null;
  /** What is printed beside the bar: the value in its own unit. */
  text: string;
  /** Stands behind the bar. */
  note?: string | undefined;
  /** Colour; by the value's sign when left out. */
  tone?: Tone;
}

/** A block that fills so many eighths of its cell from the left; negative bars know only halves. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const LEFT_HALF = "▌";
const RIGHT_HALF = "▐";
const FULL = "█";
const LEAST_BAR = 8;
const MOST_BAR = 60;
const LABEL_SHARE = 0.4;
const GAP = 2;

/**
 * Only the bars, one text for each value, all exactly `width` cells wide: for a column of a table.
 * Negative values run to the left of a common zero axis, positive ones to the right; all share one
 * scale, in eighths of a cell (halves as soon as one is negative, where no finer block exists). What
 * is not zero shows at least the smallest block. Unknown values are blank. In ASCII `#` is a gain
 * and `-` a loss. With --plain all are empty: the numbers must stand beside them.
 */
export function barTexts(
  values: readonly (number | null)[],
  width: number,
  style: Style,
): string[] {
  if (!style.draws) return values.map(() => "");
  const known = values.map((value) => (Number.isFinite(value) ? (value as number) : 0));
  const low = Math.min(0, ...known);
  const high = Math.max(0, ...known);
  if (low === 0) {
    const paint = style.ascii ? asciiPositive : blocks;
    return known.map((value) => paint(lengthOf(value, high, width, style.ascii ? 1 : 8), width));
  }
  const { left, right } = sides(low, high, width - 1);
  const axis = style.ascii ? "|" : "│";
  // One length per unit on both sides of the axis.
  const unit = Math.max(Number.MIN_VALUE, -low / left, right === 0 ? 0 : high / right);
  const steps = style.ascii ? 1 : 2;
  return known.map((value, index) => {
    if (values[index] === null) return " ".repeat(left) + axis + " ".repeat(right);
    const length = lengthOf(Math.abs(value), unit, 1, steps);
    const loss = Math.min(value < 0 ? length : 0, left * steps);
    const gain = Math.min(value > 0 ? length : 0, right * steps);
    const before = style.ascii ? "-".repeat(loss) : leftward(loss);
    const after = style.ascii ? asciiPositive(gain, right) : halves(gain, right);
    return before.padStart(left) + axis + after;
  });
}

/** Cells of each side of the axis; a side that holds a value has at least one. */
function sides(low: number, high: number, cells: number): { left: number; right: number } {
  if (high === 0) return { left: cells, right: 0 };
  // Dividing first: the sum of two huge numbers may overflow.
  const share = 1 / (1 + high / -low);
  const left = Math.min(cells - 1, Math.max(1, Math.round(cells * share)));
  return { left, right: cells - left };
}

/** Steps (so many in a cell) that a value fills of `width` cells, at least one unless it is zero. */
function lengthOf(value: number, most: number, width: number, steps: number): number {
  if (value === 0 || most === 0) return 0;
  return Math.max(1, Math.round((value / most) * width * steps));
}

const asciiPositive = (length: number, width: number) => "#".repeat(length).padEnd(width);

function blocks(eighths: number, width: number): string {
  return (FULL.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]).padEnd(width);
}

function halves(steps: number, width: number): string {
  return (FULL.repeat(Math.floor(steps / 2)) + (steps % 2 === 1 ? LEFT_HALF : "")).padEnd(width);
}

const leftward = (steps: number) =>
  (steps % 2 === 1 ? RIGHT_HALF : "") + FULL.repeat(Math.floor(steps / 2));

/**
 * Horizontal bars, one a line: label, value, bar. Fits the terminal; a label too long for two fifths
 * of it is cut. Gains are green, losses red; direction (and the text's own sign) says the same
 * without colour. With --plain: "label: text" lines. No bars: "".
 */
export function renderBars(bars: readonly Bar[], style: Style, indent = 0): string {
  const lead = " ".repeat(indent);
  if (!style.draws) return bars.map(({ label, text }) => `${lead}${label}: ${text}`).join("\n");
  const shown = (text: string) => (style.ascii ? toAscii(text) : text);
  const room = style.columns - indent;
  const most = Math.floor(room * LABEL_SHARE);
  const labels = bars.map(({ label }) => cutTo(shown(label), most, style.symbols.ellipsis));
  const texts = bars.map(({ text }) => shown(text));
  const notes = bars.map(({ note }) => (note === undefined ? "" : ` ${shown(note)}`));
  const [labelWidth, textWidth, noteWidth] = [labels, texts, notes].map((all) =>
    Math.max(0, ...all.map((text) => widthOf(text))),
  ) as [number, number, number];
  const left = room - labelWidth - textWidth - noteWidth - 2 * GAP;
  const width = Math.min(MOST_BAR, Math.max(LEAST_BAR, left));
  const drawn = barTexts(
    bars.map(({ value }) => value),
    width,
    style,
  );
  const rows = bars.map(({ value, tone = toneOf(value ?? 0) }, index) => [
    labels[index] ?? "",
    style.tone(tone, padTo(texts[index] ?? "", textWidth, true)),
    painted((drawn[index] ?? "").trimEnd(), tone, style) + (notes[index] ?? ""),
  ]);
  return drawRows(rows, [labelWidth, textWidth, null], { gap: GAP })
    .map((line) => lead + line)
    .join("\n");
}

/** The bar in its colour, the axis in none: it is the same for all. */
export function painted(bar: string, tone: Tone, style: Style): string {
  const parts = bar.split(/([│|])/);
  return parts.map((part, index) => (index % 2 === 1 ? part : style.tone(tone, part))).join("");
}

export interface HistogramBin {
  /** Its range in words: "-1R sampai 0". */
  label: string;
  n: number;
  /** Where its values lie; colours only. */
  side: ReturnType<typeof sideOf>;
  /** What is printed beside the bar; the count when left out. */
  text?: string;
  /** What else is true of the bin: "median". */
  note?: string;
}

/**
 * Bins one below the other, the lowest first, each with its range, its count and a bar on one common
 * scale; notes stand behind the bar. With --plain "range: count" lines.
 */
export function renderHistogram(bins: readonly HistogramBin[], style: Style, indent = 0): string {
  const bars = bins.map(({ label, n, side, text = formatNumber(n, 0), note }): Bar => {
    const withNote = note === undefined ? text : `${text} ${note}`;
    const tone = side === "loss" ? "bad" : side === "gain" ? "good" : "plain";
    return { label, value: n, text: style.draws ? text : withNote, note, tone };
  });
  return renderBars(bars, style, indent);
}

/** The histogram of R or money with its median and mean marked. */
export function renderDistribution(
  { by, trades, coverage, distribution }: Spread,
  period: Period,
  profile: Profile,
  style: Style,
): string {
  const unit = say.unitWords(by, profile.currency);
  const label = periodLabel(period);
  if (trades === 0) return say.NO_TRADES(label);
  const wrapped = (text: string) => style.wrap(text, style.textColumns);
  if (distribution === null) return wrapped(say.NO_MULTIPLES);
  const { bins, mean, median } = distribution;
  const labels = say.binLabels(bins, unit.axis);
  const rows = bins.map((bin, index): HistogramBin => {
    const marks = [
      ...(holds(bin, median) ? [say.MARKS.median] : []),
      ...(holds(bin, mean) ? [say.MARKS.mean] : []),
    ];
    const note = marks.length === 0 ? {} : { note: marks.join(", ") };
    return { label: labels[index] ?? "", n: bin.n, side: sideOf(bin), ...note };
  });
  const below = [
    say.distributionText(distribution, unit),
    ...(coverage === null ? [] : [say.coverageText(by, { n: trades, ...coverage })]),
    ...(bins.some(({ from }) => from === 0) ? [say.BIN_NOTE] : []),
  ];
  return [
    style.heading(say.distributionHeading(by, label)),
    "",
    renderHistogram(rows, style),
    "",
    ...below.map(wrapped),
  ].join("\n");
}

function holds({ from, to }: Bin, value: number): boolean {
  return value >= (from ?? Number.NEGATIVE_INFINITY) && value < (to ?? Number.POSITIVE_INFINITY);
}
