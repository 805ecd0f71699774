import { daysBetween, formatShortDate } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { moneyLabels } from "../base/number.ts";
import { type Period, periodLabel } from "../base/period.ts";
import { dateTicks, niceTicks } from "../base/ticks.ts";
import type { Equity } from "../figures/equity.ts";
import type { CashFlow } from "../journal/money.ts";
import type { Profile } from "../model.ts";
import type { Tone } from "../report/document.ts";
import * as say from "./chart-words.ts";
import { padTo, type Style, widthOf } from "./style.ts";

/** A point of a curve; `at` never falls from point to point, on whatever clock. */
export interface AreaPoint {
  at: number;
  value: number;
  /** Up to where the space above it is shaded. */
  peak: number;
  /** What the value would be without any result: below it the curve has lost. */
  base: number;
}

/** One column of the chart as shares of its height, 0 to 1. */
export interface AreaColumn {
  curve: number;
  /** The highest value so far. */
  peak: number;
  /** The value lies below its base. */
  isLoss: boolean;
}

const EIGHTHS = ["", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const SHADE = "░";

/** The column of a place on the x axis, 0 to width - 1. */
function placeOf(points: readonly AreaPoint[], width: number): (at: number) => number {
  const from = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? 0) - from;
  return (at) => {
    const share = span === 0 ? 0 : (at - from) / span;
    return Math.min(width - 1, Math.max(0, Math.round(share * (width - 1))));
  };
}

/** What each of `width` columns shows of the curve: its last point; between points the one before. */
export function areaColumns(
  points: readonly AreaPoint[],
  width: number,
  share: (value: number) => number,
): AreaColumn[] {
  const columns = new Array<AreaColumn | undefined>(width).fill(undefined);
  const place = placeOf(points, width);
  let deepest = { fall: 0, column: -1, value: 0, isLoss: false };
  for (const { at, value, peak, base } of points) {
    const column = place(at);
    const isLoss = value < base;
    columns[column] = { curve: share(value), peak: share(peak), isLoss };
    if (peak - value > deepest.fall) deepest = { fall: peak - value, column, value, isLoss };
  }
  const last = width - 1;
  const bottom = columns[deepest.column];
  // The last column says where the curve ends.
  if (bottom !== undefined && deepest.column !== last) {
    bottom.curve = share(deepest.value);
    bottom.isLoss = deepest.isLoss;
  }
  let before: AreaColumn = { curve: 0, peak: 0, isLoss: false };
  return columns.map((column) => {
    before = column ?? before;
    return before;
  });
}

/** Rows from the top; the curve in eighths of a row, the shade in whole rows above it. */
function drawBlocks(columns: readonly AreaColumn[], rows: number, style: Style): string[] {
  return drawRows(rows, (row) =>
    painted(
      columns.map(({ curve, peak, isLoss }) => {
        const level = Math.max(1, Math.round(curve * rows * 8)) - row * 8;
        if (level > 0) return [isLoss ? "bad" : "good", EIGHTHS[Math.min(8, level)] ?? ""];
        // Half a row of fall is worth a shade.
        return Math.round(peak * rows * 8) - row * 8 >= 4 ? ["muted", SHADE] : ["plain", " "];
      }),
      style,
    ),
  );
}

/** The same in ASCII: the curve's own cell, and the shade above it. */
function drawAscii(columns: readonly AreaColumn[], rows: number, style: Style): string[] {
  const rowOf = (share: number) => Math.max(0, Math.ceil(share * rows - 1e-9) - 1);
  return drawRows(rows, (row) =>
    painted(
      columns.map(({ curve, peak, isLoss }) => {
        if (rowOf(curve) === row) return [isLoss ? "bad" : "good", "*"];
        return rowOf(curve) < row && row <= rowOf(peak) ? ["muted", "."] : ["plain", " "];
      }),
      style,
    ),
  );
}

function drawRows(rows: number, draw: (rowFromBottom: number) => string): string[] {
  return Array.from({ length: rows }, (_, index) => draw(rows - 1 - index));
}

type Cell = [tone: Tone, text: string];

/** Cells of one colour together: one escape for a run, not for each cell. */
function painted(cells: readonly Cell[], style: Style): string {
  let text = "";
  let run = "";
  let tone: Cell[0] = "plain";
  for (const [next, cell] of cells) {
    if (next !== tone) {
      text += run === "" ? "" : style.tone(tone, run);
      [tone, run] = [next, ""];
    }
    run += cell;
  }
  return (text + (run === "" ? "" : style.tone(tone, run))).trimEnd();
}

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
 * no column may hide), green, or red where the results so far have lost. In ASCII `*` is the curve
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

/** Without a drawing the curve is told in so many points. */
const TOLD_POINTS = 12;

/** The curve with its drawdown shaded, and in words what it says. */
export function renderEquity(
  equity: Equity,
  flows: readonly CashFlow[],
  period: Period,
  profile: Profile,
  style: Style,
): string {
  const currency = currencyOf(profile.currency);
  const label = periodLabel(period);
  if (equity.points.length === 0) return say.NO_TRADES(label);
  const [up, down] = style.ascii ? ["^", "v"] : ["▲", "▼"];
  const signs = style.draws ? { up, down } : null;
  const told = [
    say.equitySpan(equity, currency),
    say.drawdownText(equity, currency),
    say.flowsText(flows, signs, currency),
  ].filter((text) => text !== null);
  const below = told.map((text) => style.wrap(text, style.textColumns)).join("\n");
  const heading = style.heading(say.equityHeading(equity, label));
  if (!style.draws) return `${heading}\n${below}\n${toldPoints(equity, profile).join("\n")}`;
  const { points, marks, places } = placed(equity, flows);
  const labels = (ticks: readonly number[]) => moneyLabels(ticks, currency);
  const chart = areaChart({ points, marks, places, labels }, style);
  const shade = say.shadeText(style.ascii ? "." : "░");
  const legend = equity.drawdown === null ? "" : `${style.muted(shade)}\n`;
  return `${heading}\n${legend}\n${chart}\n\n${below}`;
}

/** Days on a clock of days, trades one after the other; the start stands before the first. */
function placed({ by, start, points }: Equity, flows: readonly CashFlow[]) {
  const dates = points.map(({ session_date: date }) => date);
  const [first = "", last = first] = [dates[0], dates.at(-1)];
  const dayOf = (date: string) => daysBetween(first, date);
  const ats = by === "day" ? dates.map(dayOf) : dates.map((_, index) => index + 1);
  const startAt = (ats[0] ?? 1) - 1;
  let base = start;
  const curve: AreaPoint[] = [
    { at: startAt, value: start, peak: start, base },
    ...points.map(({ value, peak, cash_flow = 0 }, index) => {
      // Money paid in or out is no result.
      base += cash_flow;
      return { at: ats[index] ?? 0, value, peak, base };
    }),
  ];
  /** Where a day lies: with trades, at its first one or the first after it. */
  const atOf = (date: string) => {
    if (by === "day") return dayOf(date);
    const found = dates.findIndex((one) => one >= date);
    return found < 0 ? dates.length : found + 1;
  };
  const places = (most: number) => {
    const ticks = by === "day" ? dateTicks(first, last, most) : daysOfTrades(dates, most);
    return ticks.map(({ date, label }) => ({ at: atOf(date), label }));
  };
  const marks = flows.map(({ session_date: date, amount }) => ({
    at: atOf(date),
    up: amount > 0,
  }));
  return { points: curve, marks, places };
}

/** Days on which there were trades, evenly picked: between trades there is no time to label. */
function daysOfTrades(dates: readonly string[], most: number) {
  const days = [...new Set(dates)];
  const step = Math.max(1, Math.ceil(days.length / most));
  return days
    .filter((_, index) => index % step === 0)
    .map((date) => ({ date, label: say.dayAndMonth(date) }));
}

/** Evenly spaced points of the curve, the last one among them, as lines. */
function toldPoints({ points }: Equity, profile: Profile): string[] {
  const currency = currencyOf(profile.currency);
  const count = Math.min(TOLD_POINTS, points.length);
  return Array.from({ length: count }, (_, index) => {
    const point = points[Math.ceil(((index + 1) * points.length) / count) - 1];
    if (point === undefined) return "";
    const fall = point.peak - point.value;
    const below = fall > 0 ? `, ${formatMoney(fall, currency)} di bawah puncak` : "";
    const name = point.id === undefined ? "" : ` #${point.id}`;
    return `${formatShortDate(point.session_date)}${name}: ${formatMoney(point.value, currency)}${below}`;
  });
}
