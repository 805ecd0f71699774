import { niceTicks } from "../base/ticks.ts";
import { type AreaPoint, areaColumns, drawAscii, drawBlocks, placeOf } from "./area-cells.ts";
import { padTo } from "./fit.ts";
import type { Style } from "./style.ts";
import { widthOf } from "./width.ts";

export interface AreaChart {
  points: readonly AreaPoint[];
  /** Labels of the values at these ticks. */
  labels(ticks: readonly number[]): string[];
  /** Labelled places of the x axis for so many labels. */
  places(most: number): { at: number; label: string }[];
  /** Signs below the axis, such as deposits. */
  marks?: readonly { at: number; up: boolean }[];
}

const LEAST_PLACE = 12;
/** Rows of a chart, about: a whole number of them lies between two labels. */
const ROWS = { narrow: 12, wide: 16 };
const WIDE = 100;

/**
 * A curve over time, filled down to the floor of the axis; the space between the curve and its
 * highest value so far is shaded. A column shows its last point (or the deepest fall of all, which
 * no column may hide). Without colour the shade `░` says what red does; in ASCII `*` is the curve
 * and `.` the shade. "" with --plain and without points.
 */
export function areaChart(chart: AreaChart, style: Style): string {
  const { points } = chart;
  if (!style.draws || points.length === 0) return "";
  const values = points.map(({ value }) => value);
  const [low, high] = [least(values), most(values)];
  const ticks = niceTicks(low, high, style.columns < WIDE ? 5 : 6);
  const labels = chart.labels(ticks).map(style.plain);
  const labelWidth = Math.max(...labels.map((label) => widthOf(label)));
  const width = style.columns - labelWidth - 3;
  const floor = ticks[0] ?? 0;
  const ceiling = ticks.at(-1) ?? 1;
  const about = style.columns < WIDE ? ROWS.narrow : ROWS.wide;
  const perTick = Math.max(2, Math.round(about / (ticks.length - 1)));
  const rows = (ticks.length - 1) * perTick;
  const columns = areaColumns(points, width, (value) => (value - floor) / (ceiling - floor));
  const cells = style.ascii ? drawAscii(columns, rows, style) : drawBlocks(columns, rows, style);
  const { tick, side, corner, line } = style.ascii ? ASCII_AXIS : AXIS;
  const body = cells.map((cell, row) => {
    // A tick's label stands in the row that ends at it.
    const isTick = row % perTick === 0;
    const label = isTick ? (labels.at(-1 - row / perTick) ?? "") : "";
    return `${padTo(label, labelWidth, true)} ${style.muted(isTick ? tick : side)}${cell}`.trimEnd();
  });
  const place = placeOf(points, width);
  const below = axisBelow(chart.places(Math.floor(width / LEAST_PLACE)), width, place, style);
  const lead = " ".repeat(labelWidth + 2);
  return [
    ...body,
    `${padTo(labels[0] ?? "", labelWidth, true)} ${style.muted(corner + below.axis(line))}`,
    lead + below.labels,
    ...marksBelow(chart.marks ?? [], width, place, style).map((text) => lead + text),
  ].join("\n");
}

const AXIS = { tick: "┤", side: "│", corner: "└", line: "─", notch: "┬" };
const ASCII_AXIS = { tick: "+", side: "|", corner: "+", line: "-", notch: "+" };

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

/** The axis with a notch at each label, and the labels below it, none over another. */
function axisBelow(
  places: readonly { at: number; label: string }[],
  width: number,
  place: (at: number) => number,
  style: Style,
) {
  const { notch } = style.ascii ? ASCII_AXIS : AXIS;
  const notches = new Set<number>();
  let labels = "";
  for (const { at, label } of places) {
    const column = place(at);
    // Centred below its notch where there is room, and never over the edge.
    const centred = column - Math.floor(label.length / 2);
    const start = Math.max(0, Math.min(centred, width - label.length));
    if (labels !== "" && start < labels.length + 2) continue;
    labels = labels.padEnd(start) + label;
    notches.add(column);
  }
  const axis = (line: string) =>
    Array.from({ length: width }, (_, column) => (notches.has(column) ? notch : line)).join("");
  return { axis, labels };
}

function marksBelow(
  marks: readonly { at: number; up: boolean }[],
  width: number,
  place: (at: number) => number,
  style: Style,
): string[] {
  if (marks.length === 0) return [];
  const [up, down, both] = style.ascii ? ["^", "v", "x"] : ["▲", "▼", "◆"];
  const cells = new Array<string>(width).fill(" ");
  for (const mark of marks) {
    const column = place(mark.at);
    const sign = (mark.up ? up : down) ?? "";
    const before = cells[column];
    cells[column] = before === " " || before === sign ? sign : (both ?? "");
  }
  return [cells.join("").trimEnd()];
}
