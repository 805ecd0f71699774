import { formatNumber } from "../base/number.ts";
import type { Grouped } from "../figures/calendar.ts";
import type { CurvePoint } from "../figures/curve.ts";
import type { MoodResults } from "../figures/day.ts";
import { type Bin, sideOf } from "../figures/distribution.ts";
import { binLabels, type UnitWords } from "../views/chart-words.ts";
import { element, tenths } from "./blocks.ts";
import {
  clearOf,
  direction,
  ends,
  evenly,
  label,
  leftOf,
  type Place,
  type Plot,
  picture,
  scale,
  textWidth,
  tickBelow,
  titled,
  valueAxis,
  WIDTH,
} from "./svg.ts";
import { type ChartWords, hourOrWeekday, moodName } from "./words.ts";

export interface GroupChart {
  kind: "groups";
  grouped: Grouped;
  by: "hour" | "weekday";
  ticks: readonly number[];
  unit: UnitWords;
  words: ChartWords;
}

export interface HistogramChart {
  kind: "histogram";
  bins: readonly Bin[];
  /** Of the counts. */
  ticks: readonly number[];
  unit: UnitWords;
  words: ChartWords;
}

const BARS = { right: WIDTH - 4, top: 10, bottom: 200 };
/** Baselines below the plot: names, and the numbers of trades under them. */
const NAMES = 18;
const COUNTS = 36;
const MOST_BAR = 40;

/** A bar for each hour or weekday, with the number of trades below it. */
export function groupSvg(id: string, { grouped, by, ticks, unit, words }: GroupChart): string {
  const labels = unit.axis(ticks);
  const plot: Plot = { ...BARS, left: leftOf(labels) };
  const axis = valueAxis(ticks, labels, plot);
  const groups = shownGroups(grouped.groups, by);
  const room = (plot.right - plot.left) / groups.length;
  const at = groups.map((group, index) => ({ ...group, x: plot.left + room * (index + 0.5) }));
  const bars = at.map(({ key, n, sum, x }) => {
    if (n === 0) return "";
    const text = `${hourOrWeekday(key, by)}: ${unit.long(sum)}, n ${formatNumber(n, 0)}`;
    const width = Math.min(MOST_BAR, room * 0.72);
    return bar(x, width, [axis.y(0), axis.y(sum)], direction(sum), text);
  });
  const names = clearOf(
    at.map(({ key, x }) => {
      const name = hourOrWeekday(key, by);
      return { text: by === "hour" ? name : name.slice(0, 3), x };
    }),
  );
  return picture(id, words, [
    axis.html,
    ...bars,
    ...below(names, plot.bottom + NAMES),
    ...counts(at, plot),
  ]);
}

/** How many trades stand behind each bar, where all of these numbers have room. */
function counts(groups: readonly { n: number; x: number }[], { left }: Plot): string[] {
  const some = groups.filter(({ n }) => n > 0);
  const places = some.map(({ n, x }) => ({ text: formatNumber(n, 0), x }));
  const clear = clearOf(places, "small", [left - 4, WIDTH]);
  if (clear.length < places.length) return [];
  const head = label("n", left - 6, BARS.bottom + COUNTS, { anchor: "end", class: "small" });
  return [head, ...below(clear, BARS.bottom + COUNTS, "small")];
}

function below(places: readonly Place[], y: number, kind?: string): string[] {
  return places.map(({ text, x }) =>
    label(text, x, y, { anchor: "middle", ...(kind ? { class: kind } : {}) }),
  );
}

/** Fewer groups than these stand lost in a chart. */
const LEAST_GROUPS = 5;

/**
 * What lies between the first and the last group with trades: of the hours the shortest piece of the
 * clock, which may run over midnight; of the weekdays Monday to Friday at least.
 */
function shownGroups(groups: Grouped["groups"], by: GroupChart["by"]): Grouped["groups"] {
  const used = groups.flatMap(({ n }, index) => (n > 0 ? [index] : []));
  const [first = 0, last = 0] = [used[0], used.at(-1)];
  if (by === "weekday") return groups.slice(0, Math.max(LEAST_GROUPS, last + 1));
  // The longest silence: it ends where the piece begins.
  let [start, silence] = [first, first + groups.length - last];
  used.forEach((index, at) => {
    const before = used[at - 1];
    if (before !== undefined && index - before > silence)
      [start, silence] = [index, index - before];
  });
  const length = Math.max(LEAST_GROUPS, groups.length - silence + 1);
  return Array.from({ length }, (_, at) => groups[(start + at) % groups.length]).filter(
    (group) => group !== undefined,
  );
}

/** A bar between two heights, at least a hair tall. */
export function bar(
  middle: number,
  width: number,
  [from, to]: readonly [number, number],
  kind: string,
  text: string,
): string {
  const height = Math.max(1, Math.abs(to - from));
  const y = Math.min(from, to);
  return titled("rect", { class: kind, x: middle - width / 2, y, width, height }, text);
}

const SIDES = { loss: "down", gain: "up", both: "even" } as const;

/** How many results lie in each range. */
export function histogramSvg(id: string, { bins, ticks, unit, words }: HistogramChart): string {
  const labels = ticks.map((tick) => formatNumber(tick, 0));
  const plot: Plot = { ...BARS, bottom: CURVE.bottom, left: leftOf(labels) };
  const axis = valueAxis(ticks, labels, plot);
  const room = (plot.right - plot.left) / Math.max(1, bins.length);
  const names = binLabels(bins, unit.axis);
  const bars = bins.map((bin, at) => {
    const middle = plot.left + room * (at + 0.5);
    const kind = SIDES[sideOf(bin)];
    const shape = [axis.y(0), axis.y(bin.n)] as const;
    const text = `${names[at]}: ${formatNumber(bin.n, 0)}`;
    return bin.n === 0 ? "" : bar(middle, room * 0.88, shape, kind, text);
  });
  return picture(id, words, [axis.html, ...bars, ...edgeLabels(bins, room, plot, unit)]);
}

/** The edges of the bins below them, as many as there is room for; zero is always one. */
function edgeLabels(bins: readonly Bin[], room: number, plot: Plot, unit: UnitWords): string[] {
  const edges = bins.slice(1).map(({ from }) => from ?? 0);
  const names = unit.axis(edges);
  const places = edges.map((_, at) => ({
    text: names[at] ?? "",
    x: plot.left + room * (at + 1),
  }));
  const zero = Math.max(0, edges.indexOf(0));
  return [
    ...places.map(({ x }) => tickBelow(x, plot)),
    ...below(evenly(places, zero), plot.bottom + NAMES),
  ];
}

export interface CurveChart {
  kind: "curve";
  points: readonly CurvePoint[];
  ticks: readonly number[];
  marks: readonly { trades: number; text: string }[];
  unit: UnitWords;
  words: ChartWords;
}

const CURVE = { top: 10, bottom: 218 };
/** The longest last value that stands beside the curve in full. */
const MOST_END = 84;

/** The running result as a line, its distance to the peak before shaded with stripes. */
export function curveSvg(id: string, { points, ticks, marks, unit, words }: CurveChart): string {
  const labels = unit.axis(ticks);
  const { trades = 0, level: last = 0 } = points.at(-1) ?? {};
  const end = endText(last, unit);
  // Beside the curve nothing of it is below the last value.
  const plot: Plot = {
    ...CURVE,
    left: leftOf(labels),
    right: WIDTH - textWidth(end, "strong") - 10,
  };
  const axis = valueAxis(ticks, labels, plot);
  const x = scale([0, trades], [plot.left, plot.right]);
  const at = (point: CurvePoint, value: number) =>
    `${tenths(x(point.trades))} ${tenths(axis.y(value))}`;
  const levels = points.map((point) => at(point, point.level));
  // The peak is a stair: it stays until the level passes it.
  const peaks = points.map((point) => at(point, point.peak)).reverse();
  const stripes = element(
    "pattern",
    ...([
      {
        id: `${id}-p`,
        width: 5,
        height: 5,
        patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)",
      },
    ] as const),
    element("rect", { class: "down", width: 1.6, height: 5, "fill-opacity": 0.6 }),
  );
  const dates = marks.map((mark) => ({ text: mark.text, x: x(mark.trades - 1) }));
  return picture(id, words, [
    element("defs", {}, stripes),
    axis.html,
    element("path", { d: `M${[...levels, ...peaks].join("L")}Z`, fill: `url(#${id}-p)` }),
    element("path", { class: "curve", d: `M${levels.join("L")}` }),
    ...dates.map((mark) => tickBelow(mark.x, plot)),
    ...clearOf(dates).map((mark) =>
      label(mark.text, mark.x, plot.bottom + NAMES + 2, { anchor: "middle" }),
    ),
    label(end, plot.right + 6, axis.y(last) + 4.5, { class: "strong" }),
  ]);
}

function endText(last: number, unit: UnitWords): string {
  const long = unit.long(last);
  return textWidth(long, "strong") <= MOST_END ? long : unit.short(last);
}

export interface MoodChart {
  kind: "moods";
  results: MoodResults;
  ticks: readonly number[];
  unit: UnitWords;
  words: ChartWords;
}

const ROW = 38;
/** Most dots of one mood: more would be a blot, and every nth says the same. */
const MOST_DOTS = 120;
/** A name longer than this is cut. */
const MOST_NAME = 140;

/** A row for each mood: a dot a day, right of zero won and left of it lost, and the mean as a line. */
export function moodSvg(id: string, { results, ticks, unit, words }: MoodChart): string {
  const height = results.moods.length * ROW + 34;
  const names = results.moods.map(({ mood }) => shortened(moodName(mood)));
  const left = Math.max(60, ...names.map((name) => textWidth(name, "strong") + 14));
  const plot: Plot = { left, right: WIDTH - 14, top: 6, bottom: height - 26 };
  const x = scale(ends(ticks), [plot.left, plot.right]);
  const values = unit.axis(ticks);
  const grid = ticks.map((tick) =>
    element("line", {
      class: tick === 0 ? "zero" : "grid",
      x1: x(tick),
      x2: x(tick),
      y1: plot.top,
      y2: plot.bottom,
    }),
  );
  const places = ticks.map((tick, at) => ({
    text: values[at] ?? "",
    x: x(tick),
  }));
  const zero = Math.max(0, ticks.indexOf(0));
  const rows = results.moods.map(({ mood, days, mean }, at) => {
    const y = plot.top + ROW * (at + 0.5);
    const every = Math.ceil(days.length / MOST_DOTS);
    const dots = days.flatMap((value, day) => {
      if (day % every !== 0) return [];
      // A little up and down, always the same, so that equal days do not hide each other.
      const cy = y + ((day % 5) - 2) * 3;
      return element("circle", { class: `dot ${direction(value)}`, cx: x(value), cy, r: 3.5 });
    });
    const line = { class: "mean", x1: x(mean), x2: x(mean), y1: y - 13, y2: y + 13 };
    return [
      label(names[at] ?? "", 2, y, { class: "strong" }),
      label(`n ${days.length}`, 2, y + 14, { class: "small" }),
      ...dots,
      titled("line", line, `${moodName(mood)}: ${unit.long(mean)}`),
    ].join("");
  });
  return picture(
    id,
    words,
    [...grid, ...below(evenly(places, zero), plot.bottom + NAMES), ...rows],
    { height },
  );
}

function shortened(name: string): string {
  if (textWidth(name, "strong") <= MOST_NAME) return name;
  return `${[...name].slice(0, 14).join("").trimEnd()}…`;
}
