import { formatNumber } from "../base/numbers.ts";
import type { Grouped } from "../figures/chart-groups.ts";
import type { Bin } from "../figures/distribution.ts";
import type { UnitWords } from "./chart-units.ts";
import { binLabels, type ChartWords, groupLabel } from "./chart-words.ts";
import { direction, label, type Plot, picture, tickBelow, told, valueAxis } from "./svg.ts";

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

const PLOT: Plot = { left: 52, right: 412, top: 10, bottom: 178 };

/** A bar for each hour or weekday, with the number of trades below it. */
export function groupSvg(id: string, { grouped, by, ticks, unit, words }: GroupChart): string {
  const axis = valueAxis(ticks, unit.axis(ticks), PLOT);
  const { groups } = grouped;
  const room = (PLOT.right - PLOT.left) / groups.length;
  const bars = groups.map(({ key, n, sum }, at) => {
    const middle = PLOT.left + room * (at + 0.5);
    const name = groupLabel(key, by);
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
      count === "" ? "" : label(`n ${count}`, middle, PLOT.bottom + 31, { anchor: "middle" });
    return label(name, middle, PLOT.bottom + 17, { anchor: "middle" }) + below;
  }
  const y = PLOT.bottom + 24;
  const turned = {
    anchor: "end" as const,
    class: "small",
    transform: `rotate(-90 ${middle.toFixed(1)} ${y})`,
  };
  const below = count === "" ? "" : label(`n ${count}`, middle, y, { ...turned });
  return (
    label(name, middle, PLOT.bottom + 13, { anchor: "middle", class: "small" }) +
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
  return told("rect", { class: kind, x: middle - width / 2, y, width, height }, text);
}

/** How many results lie in each range. */
export function histogramSvg(id: string, { bins, ticks, unit, words }: HistogramChart): string {
  const axis = valueAxis(
    ticks,
    ticks.map((tick) => formatNumber(tick, 0)),
    PLOT,
  );
  const room = (PLOT.right - PLOT.left) / Math.max(1, bins.length);
  const names = binLabels(bins, unit);
  const bars = bins.map((bin, at) => {
    const middle = PLOT.left + room * (at + 0.5);
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
    .map(({ from }, at) => ({ from: from ?? 0, x: PLOT.left + room * (at + 1) }));
  const names = unit.axis(edges.map(({ from }) => from));
  const zero = Math.max(
    0,
    edges.findIndex(({ from }) => from === 0),
  );
  const every = Math.ceil(46 / room);
  return edges.flatMap(({ x }, at) => {
    const tick = tickBelow(x, PLOT);
    if ((at - zero) % every !== 0) return [tick];
    return [tick + label(names[at] ?? "", x, PLOT.bottom + 17, { anchor: "middle" })];
  });
}
