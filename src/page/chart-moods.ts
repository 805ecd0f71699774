import type { MoodResults } from "../figures/mood-results.ts";
import type { UnitWords } from "./chart-units.ts";
import { type ChartWords, moodName } from "./chart-words.ts";
import { element } from "./escape.ts";
import { direction, ends, label, type Plot, picture, scale, told } from "./svg.ts";

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
      told("line", line, `${moodName(mood)}: ${unit.long(mean)}`),
    ].join("");
  });
  return picture(id, words, [...grid, ...rows], { height });
}
