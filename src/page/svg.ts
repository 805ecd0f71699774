import { element, escapeHtml } from "./blocks.ts";
import type { ChartWords } from "./words.ts";

/** Width of a chart's own units: charts stand two abreast on a desk and alone on a phone. */
export const WIDTH = 420;
const HEIGHT = 250;
/** Heights of letters: on a phone, where a unit is three quarters of a dot, still to be read. */
export const FONT = { normal: 13, small: 11 } as const;

/** About how wide a text is drawn, in the widest of the fonts that a page may get. */
export function textWidth(text: string, kind = ""): number {
  const size = kind.includes("small") ? FONT.small : FONT.normal;
  const letters = [...text].reduce(
    (sum, letter) => sum + (NARROW.test(letter) ? 0.4 : WIDE.test(letter) ? 1 : 0.64),
    0,
  );
  return letters * size * (kind.includes("strong") ? 1.1 : 1);
}

const NARROW = /[.,:;|!'il ]/;
const WIDE = /[%mMW@•]|[^\p{L}\p{N}\p{P}\p{S}\p{Z}]/u;

/** Where a text is to stand along a line. */
export interface Place {
  text: string;
  /** Its middle. */
  x: number;
}

/** Those of the texts, from left to right, that stand clear of each other; at these ends moved inwards. */
export function clearOf<T extends Place>(
  places: readonly T[],
  kind = "",
  [from, to]: readonly [number, number] = [1, WIDTH - 1],
): T[] {
  const clear: T[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    const half = textWidth(place.text, kind) / 2;
    const x = Math.max(from + half, Math.min(to - half, place.x));
    if (x - half < end + LEAST_GAP) continue;
    clear.push({ ...place, x });
    end = x + half;
  }
  return clear;
}

/** Every so-manieth of the places, that of `from` among them, so that none stands in another's way. */
export function evenly<T extends Place>(places: readonly T[], from: number): T[] {
  for (let every = 1; every < places.length; every++) {
    const some = places.filter((_, at) => (at - from) % every === 0);
    const clear = clearOf(some);
    if (clear.length === some.length) return clear;
  }
  return clearOf(places.slice(from, from + 1));
}

const LEAST_GAP = 5;

/** The left edge of a plot whose axis has these labels. */
export function leftOf(labels: readonly string[]): number {
  return Math.max(40, ...labels.map((text) => textWidth(text) + 9));
}

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
    const text = label(labels[at] ?? "", plot.left - 6, y(tick) + 4.5, { anchor: "end" });
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
