import { formatNumber } from "../base/number.ts";
import type { Grouped } from "../figures/calendar.ts";
import type { Curve, CurvePoint } from "../figures/curve.ts";
import type { MoodResults } from "../figures/day.ts";
import type { Bin } from "../figures/distribution.ts";
import { binLabels } from "../report/groups.ts";
import { element, tenths } from "./blocks.ts";
import {
  direction,
  ends,
  label,
  type Plot,
  picture,
  scale,
  tickBelow,
  titled,
  valueAxis,
} from "./svg.ts";
import { type ChartWords, hourOrWeekday, moodName, type UnitWords } from "./words.ts";

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

const BARS_PLOT: Plot = { left: 52, right: 412, top: 10, bottom: 178 };

/** A bar for each hour or weekday, with the number of trades below it. */
export function groupSvg(id: string, { grouped, by, ticks, unit, words }: GroupChart): string {
  const axis = valueAxis(ticks, unit.axis(ticks), BARS_PLOT);
  const { groups } = grouped;
  const room = (BARS_PLOT.right - BARS_PLOT.left) / groups.length;
  const bars = groups.map(({ key, n, sum }, at) => {
    const middle = BARS_PLOT.left + room * (at + 0.5);
    const name = hourOrWeekday(key, by);
    const foot = footLabels(name, n, middle, by);
    if (n === 0) return foot;
    const text = `${name}: ${unit.long(sum)}, n ${formatNumber(n, 0)}`;
    return bar(middle, room * 0.7, [axis.y(0), axis.y(sum)], direction(sum), text) + foot;
  });
  return picture(id, words, [axis.html, ...bars]);
}

function footLabels(name: string, n: number, middle: number, by: GroupChart["by"]): string {
  const count = n === 0 ? "" : formatNumber(n, 0);
  if (by === "weekday") {
    const below =
      count === "" ? "" : label(`n ${count}`, middle, BARS_PLOT.bottom + 31, { anchor: "middle" });
    return label(name, middle, BARS_PLOT.bottom + 17, { anchor: "middle" }) + below;
  }
  const y = BARS_PLOT.bottom + 24;
  const turned = {
    anchor: "end" as const,
    class: "small",
    transform: `rotate(-90 ${middle.toFixed(1)} ${y})`,
  };
  const below = count === "" ? "" : label(`n ${count}`, middle, y, { ...turned });
  return (
    label(name, middle, BARS_PLOT.bottom + 13, { anchor: "middle", class: "small" }) +
    below.replace(` y="${y}"`, ` y="${y + 3}"`)
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

/** How many results lie in each range. */
export function histogramSvg(id: string, { bins, ticks, unit, words }: HistogramChart): string {
  const axis = valueAxis(
    ticks,
    ticks.map((tick) => formatNumber(tick, 0)),
    BARS_PLOT,
  );
  const room = (BARS_PLOT.right - BARS_PLOT.left) / Math.max(1, bins.length);
  const names = binLabels(bins, unit.axis);
  const bars = bins.map((bin, at) => {
    const middle = BARS_PLOT.left + room * (at + 0.5);
    const kind = bin.to !== null && bin.to <= 0 ? "down" : "up";
    const shape = [axis.y(0), axis.y(bin.n)] as const;
    const text = `${names[at]}: ${formatNumber(bin.n, 0)}`;
    return bin.n === 0 ? "" : bar(middle, room * 0.88, shape, kind, text);
  });
  return picture(id, words, [axis.html, ...bars, ...edgeLabels(bins, room, unit)]);
}

/** The edges of the bins below them, as many as there is room for; zero is always one. */
function edgeLabels(bins: readonly Bin[], room: number, unit: UnitWords): string[] {
  const edges = bins
    .slice(1)
    .map(({ from }, at) => ({ from: from ?? 0, x: BARS_PLOT.left + room * (at + 1) }));
  const names = unit.axis(edges.map(({ from }) => from));
  const zero = Math.max(
    0,
    edges.findIndex(({ from }) => from === 0),
  );
  const every = Math.ceil(46 / room);
  return edges.flatMap(({ x }, at) => {
    const tick = tickBelow(x, BARS_PLOT);
    if ((at - zero) % every !== 0) return [tick];
    return [tick + label(names[at] ?? "", x, BARS_PLOT.bottom + 17, { anchor: "middle" })];
  });
}

export interface CurveChart {
  kind: "curve";
  curve: Curve;
  ticks: readonly number[];
  marks: readonly { trades: number; text: string }[];
  unit: UnitWords;
  words: ChartWords;
}

const CURVE_PLOT: Plot = { left: 52, right: 412, top: 10, bottom: 212 };

/** The running result as a line, its distance to the peak before shaded with stripes. */
export function curveSvg(id: string, { curve, ticks, marks, unit, words }: CurveChart): string {
  const axis = valueAxis(ticks, unit.axis(ticks), CURVE_PLOT);
  const x = scale([0, curve.trades], [CURVE_PLOT.left, CURVE_PLOT.right]);
  const at = (point: CurvePoint, value: number) =>
    `${tenths(x(point.trades))} ${tenths(axis.y(value))}`;
  const levels = curve.points.map((point) => at(point, point.level));
  // The peak is a stair: it stays until the level passes it.
  const peaks = curve.points.map((point) => at(point, point.peak)).reverse();
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
  return picture(id, words, [
    element("defs", {}, stripes),
    axis.html,
    element("path", { d: `M${[...levels, ...peaks].join("L")}Z`, fill: `url(#${id}-p)` }),
    element("path", { class: "curve", d: `M${levels.join("L")}` }),
    ...marks.map((mark) => dateLabel(mark.text, x(mark.trades - 1))),
    endLabel(curve, unit, axis.y(curve.last)),
  ]);
}

function dateLabel(text: string, x: number): string {
  const tick = tickBelow(x, CURVE_PLOT);
  const near = x > CURVE_PLOT.right - 30 ? "end" : x < CURVE_PLOT.left + 12 ? "start" : "middle";
  return (
    tick +
    label(text, near === "end" ? Math.max(x, CURVE_PLOT.right - 12) : x, CURVE_PLOT.bottom + 17, {
      anchor: near,
    })
  );
}

/** The last value beside the line's end, above it or below it as there is room. */
function endLabel({ last }: Curve, unit: UnitWords, y: number): string {
  const above = y > CURVE_PLOT.top + 22 ? y - 8 : y + 18;
  return label(unit.long(last), CURVE_PLOT.right, above, { anchor: "end", class: "strong" });
}

export interface MoodChart {
  kind: "moods";
  results: MoodResults;
  ticks: readonly number[];
  unit: UnitWords;
  words: ChartWords;
}

const ROW = 34;
/** Most dots of one mood: more would be a blot, and every nth says the same. */
const MOST_DOTS = 120;

/** A row for each mood: a dot a day, right of zero won and left of it lost, and the mean as a line. */
export function moodSvg(id: string, { results, ticks, unit, words }: MoodChart): string {
  const height = results.moods.length * ROW + 34;
  const plot: Plot = { left: 108, right: 392, top: 6, bottom: height - 24 };
  const x = scale(ends(ticks), [plot.left, plot.right]);
  const names = unit.axis(ticks);
  const grid = ticks.map((tick, at) => {
    const line = {
      class: tick === 0 ? "zero" : "grid",
      x1: x(tick),
      x2: x(tick),
      y1: plot.top,
      y2: plot.bottom,
    };
    return (
      element("line", line) +
      label(names[at] ?? "", x(tick), plot.bottom + 15, { anchor: "middle" })
    );
  });
  const rows = results.moods.map(({ mood, days, mean }, at) => {
    const y = plot.top + ROW * (at + 0.5);
    const every = Math.ceil(days.length / MOST_DOTS);
    const dots = days.flatMap((value, day) => {
      if (day % every !== 0) return [];
      // A little up and down, always the same, so that equal days do not hide each other.
      const cy = y + ((day % 5) - 2) * 3;
      return element("circle", { class: `dot ${direction(value)}`, cx: x(value), cy, r: 3 });
    });
    const line = { class: "mean", x1: x(mean), x2: x(mean), y1: y - 12, y2: y + 12 };
    return [
      label(moodName(mood), 2, y, { class: "strong" }),
      label(`n ${days.length}`, 2, y + 13),
      ...dots,
      titled("line", line, `${moodName(mood)}: ${unit.long(mean)}`),
    ].join("");
  });
  return picture(id, words, [...grid, ...rows], { height });
}
