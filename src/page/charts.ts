import { element, escapeHtml, proseHtml, tableHtml } from "./blocks.ts";
import {
  type CalendarChart,
  calendarSvg,
  type StepChart,
  stepSvg,
  type TimelineChart,
  timelineSvg,
} from "./chart-days.ts";
import {
  type CurveChart,
  curveSvg,
  type GroupChart,
  groupSvg,
  type HistogramChart,
  histogramSvg,
  type MoodChart,
  moodSvg,
} from "./chart-results.ts";
import type { ChartWords } from "./words.ts";

/** A chart as data with its words; the drawing is made here. */
export type Chart =
  | CurveChart
  | GroupChart
  | HistogramChart
  | CalendarChart
  | MoodChart
  | StepChart
  | TimelineChart;

/** Charts side by side: those that have no other beside them take the row, their words at their side. */
export function chartsHtml(
  charts: readonly Chart[],
  id: string,
  numbers: string,
  isSmall: boolean,
): string {
  // A strip of a few lines beside a full picture would leave most of its box empty.
  const pairs = charts.filter(({ kind }) => kind !== "timeline");
  const odd = pairs.length % 2 === 1 ? pairs.at(-1) : undefined;
  const figures = charts.map((chart, at) => {
    const isWide = !isSmall && (chart === odd || chart.kind === "timeline");
    return chartHtml(chart, `${id}-${at + 1}`, numbers, isWide);
  });
  return element("div", { class: isSmall ? "months" : "charts" }, figures);
}

/** The chart under its heading, with its words, and its numbers in a table that opens. */
function chartHtml(chart: Chart, id: string, numbers: string, isWide: boolean): string {
  const { title, text, notes } = chart.words;
  const words = [
    element("p", {}, proseHtml(text)),
    ...notes.map((note) => element("p", { class: "note" }, escapeHtml(note))),
    // Beside a calendar there is room for its weeks.
    isWide && chart.kind === "calendar"
      ? tableHtml(chart.words.columns, chart.words.rows, title)
      : numbersHtml(chart.words, numbers),
  ];
  return element("figure", { class: isWide ? "wide" : undefined }, [
    element("h3", {}, escapeHtml(title)),
    drawing(id, chart),
    element("div", {}, words),
  ]);
}

function numbersHtml({ title, columns, rows }: ChartWords, numbers: string): string {
  if (rows.length === 0) return "";
  const summary = element("summary", {}, escapeHtml(numbers));
  return element("details", {}, [summary, tableHtml(columns, rows, title)]);
}

function drawing(id: string, chart: Chart): string {
  switch (chart.kind) {
    case "curve":
      return curveSvg(id, chart);
    case "groups":
      return groupSvg(id, chart);
    case "histogram":
      return histogramSvg(id, chart);
    case "calendar":
      return calendarSvg(id, chart);
    case "moods":
      return moodSvg(id, chart);
    case "steps":
      return stepSvg(id, chart);
    case "timeline":
      return timelineSvg(id, chart);
  }
}
