import { element, escapeHtml } from "./blocks.ts";
import type { ChartWords } from "./words.ts";

/** Width of a chart's own units: charts stand two abreast on a desk and alone on a phone. */
const WIDTH = 420;
const HEIGHT = 240;

/** Where values lie: the plot's edges in the chart's units. */
export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Maps a range onto another; an empty range lies in the middle. */
export function scale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): (value: number) => number {
  const span = high - low;
  return (value) => (span === 0 ? (from + to) / 2 : from + ((value - low) / span) * (to - from));
}

/** First and last of some ticks. */
export function ends(ticks: readonly number[]): [number, number] {
  return [ticks[0] ?? 0, ticks.at(-1) ?? 1];
}

/** Text at a place; `anchor` is the side it hangs on. */
export function label(
  text: string,
  x: number,
  y: number,
  options: { anchor?: "start" | "middle" | "end"; class?: string; transform?: string } = {},
): string {
  const { anchor = "start", ...rest } = options;
  return element("text", { x, y, "text-anchor": anchor, ...rest }, escapeHtml(text));
}

/** The shape with words that appear when it is pointed at (an SVG title). */
export function titled(
  name: string,
  attributes: Parameters<typeof element>[1],
  text: string,
): string {
  return element(name, attributes, element("title", {}, escapeHtml(text)));
}

/** Horizontal lines at the ticks with their values at the left; zero stands out. */
export function valueAxis(
  ticks: readonly number[],
  labels: readonly string[],
  plot: Plot,
): { html: string; y: (value: number) => number } {
  const y = scale(ends(ticks), [plot.bottom, plot.top]);
  const html = ticks.map((tick, at) => {
    const kind = tick === 0 ? "zero" : "grid";
    const line = { class: kind, x1: plot.left, x2: plot.right, y1: y(tick), y2: y(tick) };
    const text = label(labels[at] ?? "", plot.left - 5, y(tick) + 3.5, { anchor: "end" });
    return element("line", line) + text;
  });
  return { html: html.join(""), y };
}

/** Where "up", "down" and "even" are coloured; the shape or a sign says it too. */
export function direction(value: number): "up" | "down" | "even" {
  if (value === 0) return "even";
  return value > 0 ? "up" : "down";
}

/** The drawing as one picture with its words for those who do not see it. */
export function picture(
  id: string,
  words: ChartWords,
  inside: readonly string[],
  size: { width?: number; height?: number } = {},
): string {
  const { width = WIDTH, height = HEIGHT } = size;
  return element(
    "svg",
    {
      viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`,
      role: "img",
      "aria-labelledby": `${id}-t ${id}-d`,
    },
    [
      element("title", { id: `${id}-t` }, escapeHtml(words.title)),
      element("desc", { id: `${id}-d` }, escapeHtml([words.text, ...words.notes].join(" "))),
      ...inside,
    ],
  );
}

/** A small mark on the axis below the plot. */
export function tickBelow(x: number, { bottom }: Plot): string {
  return element("line", { class: "zero", x1: x, x2: x, y1: bottom, y2: bottom + 4 });
}
