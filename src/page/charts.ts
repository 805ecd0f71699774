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

/** The chart under its heading, with its words, and its numbers in a table that opens. */
export function chartHtml(chart: Chart, id: string, numbers: string): string {
  const { title, text, notes } = chart.words;
  return element("figure", {}, [
    element("h3", {}, escapeHtml(title)),
    drawing(id, chart),
    element("p", {}, proseHtml(text)),
    ...notes.map((note) => element("p", { class: "note" }, escapeHtml(note))),
    numbersHtml(chart.words, numbers),
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
