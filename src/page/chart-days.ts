import { addDays, SHORT_MONTHS, WEEKDAYS, weekday } from "../base/dates.ts";
import type { DateSum } from "../figures/calendar.ts";
import type { DaySteps } from "../figures/day.ts";
import { element, tenths } from "./blocks.ts";
import { bar } from "./chart-results.ts";
import { direction, label, type Plot, picture, scale, titled, valueAxis } from "./svg.ts";
import { type ChartWords, moodName, type UnitWords } from "./words.ts";

export interface StepChart {
  kind: "steps";
  day: DaySteps;
  ticks: readonly number[];
  unit: UnitWords;
  words: ChartWords;
}

export interface TimelineChart {
  kind: "timeline";
  day: DaySteps;
  /** Full hours on the axis, epoch seconds, with their names. */
  hours: readonly { at: number; text: string }[];
  unit: UnitWords;
  words: ChartWords;
}

const PLOT: Plot = { left: 52, right: 412, top: 16, bottom: 196 };

/** Each trade as a step from the day's result before it to the one after it. */
export function stepSvg(id: string, { day, ticks, unit, words }: StepChart): string {
  const axis = valueAxis(ticks, unit.axis(ticks), PLOT);
  const room = (PLOT.right - PLOT.left) / Math.max(1, day.steps.length);
  const width = Math.min(36, room * 0.8);
  const every = Math.ceil(30 / room);
  const bars = day.steps.map(({ id: number, symbol, value, from, to }, at) => {
    const middle = PLOT.left + room * (at + 0.5);
    const text = `#${number} ${symbol}: ${unit.long(value)}`;
    const step = bar(middle, width, [axis.y(from), axis.y(to)], direction(value), text);
    const link =
      at === 0
        ? ""
        : element("line", {
            class: "link",
            x1: middle - room + width / 2,
            x2: middle - width / 2,
            y1: axis.y(from),
            y2: axis.y(from),
          });
    const name =
      at % every === 0 ? label(`#${number}`, middle, PLOT.bottom + 17, { anchor: "middle" }) : "";
    return link + step + name + (room < 44 ? "" : stepLabel(value, to, middle, axis.y, unit));
  });
  return picture(id, words, [axis.html, ...bars], { height: 220 });
}

function stepLabel(
  value: number,
  to: number,
  middle: number,
  y: (value: number) => number,
  unit: UnitWords,
): string {
  return label(unit.short(value), middle, y(to) + (value < 0 ? 12 : -4), {
    anchor: "middle",
    class: "strong",
  });
}

/** Trades as bars from entry to close in rows of their own, moods as diamonds above them. */
export function timelineSvg(id: string, { day, hours, unit, words }: TimelineChart): string {
  const [first, last] = [hours[0]?.at ?? 0, hours.at(-1)?.at ?? 1];
  const x = scale([first, last], [16, 404]);
  const moods = inRows(
    day.moods.map(({ mood, at }) => {
      const text = moodName(mood);
      const wide = 12 + text.length * 6.4;
      // Its name stands on the left where the right has no room.
      const isLate = x(at) + wide > 416;
      const [from, to] = isLate ? [x(at) - wide, x(at) + 6] : [x(at) - 5, x(at) + wide];
      return { text, from, to, isLate, place: x(at) };
    }),
  );
  const top = 6 + moods.rows * 16;
  const trades = inRows(
    day.steps
      .filter(({ entry, exit }) => !Number.isNaN(entry) || !Number.isNaN(exit))
      .map((step) => {
        const from = x(Number.isNaN(step.entry) ? step.exit : step.entry);
        const end = Math.max(from + 4, x(Number.isNaN(step.exit) ? step.entry : step.exit));
        return { step, from, end, to: end + 3 };
      }),
  );
  const pitch = trades.rows > 8 ? Math.max(5, 144 / trades.rows) : 18;
  const bottom = top + trades.rows * pitch + 6;
  const grid = hours.map(({ at, text }) => {
    const line = { class: "grid", x1: x(at), x2: x(at), y1: 4, y2: bottom };
    return element("line", line) + label(text, x(at), bottom + 14, { anchor: "middle" });
  });
  const bars = trades.items.map(({ step, from, end, row }) => {
    const kind = `${direction(step.value)}${step.byBot ? " bot" : ""}`;
    const shape = {
      class: kind,
      x: from,
      y: top + row * pitch,
      width: end - from,
      height: pitch - 3,
      rx: 2,
    };
    return titled("rect", shape, `#${step.id} ${step.symbol}: ${unit.long(step.value)}`);
  });
  const diamonds = moods.items.map(({ text, place: from, isLate, row }) => {
    const y = 10 + row * 16;
    const shape = { class: "mood", d: `M${tenths(from)} ${y - 5}l5 5l-5 5l-5-5Z` };
    const place = isLate ? { anchor: "end" as const, class: "strong" } : { class: "strong" };
    return element("path", shape) + label(text, from + (isLate ? -8 : 8), y + 4, place);
  });
  return picture(id, words, [...grid, ...bars, ...diamonds], { height: bottom + 20 });
}

/** Puts things that overlap into rows below each other, each in the first row with room. */
function inRows<T extends { from: number; to: number }>(
  things: readonly T[],
): { items: (T & { row: number })[]; rows: number } {
  const ends: number[] = [];
  const items = [...things]
    .sort((a, b) => a.from - b.from)
    .map((thing) => {
      const found = ends.findIndex((end) => end <= thing.from);
      const row = found < 0 ? ends.length : found;
      ends[row] = thing.to;
      return { ...thing, row };
    });
  return { items, rows: ends.length };
}

/** One month of days ("2026-11"), or one year of months ("2026"). */
export interface CalendarChart {
  kind: "calendar";
  month: string;
  days: readonly DateSum[];
  /** The largest result in size of all calendars beside it: full colour. */
  largest: number;
  /** Many months beside each other have room for signs only. */
  small: boolean;
  unit: UnitWords;
  words: ChartWords;
}

interface Sizes {
  width: number;
  cell: { width: number; height: number };
  top: number;
}

const LARGE: Sizes = { width: 420, cell: { width: 60, height: 44 }, top: 18 };
const SMALL: Sizes = { width: 210, cell: { width: 30, height: 24 }, top: 15 };

/** A month as weeks from Monday, or a year as its months: sign, shade and number in each field. */
export function calendarSvg(id: string, chart: CalendarChart): string {
  return chart.month.length > 4 ? monthSvg(id, chart) : yearSvg(id, chart);
}

function monthSvg(id: string, chart: CalendarChart): string {
  const sizes = chart.small ? SMALL : LARGE;
  const first = `${chart.month}-01`;
  const byDate = new Map(chart.days.map((day) => [day.date, day]));
  const lead = weekday(first) - 1;
  const fields: string[] = [];
  let date = first;
  for (let at = lead; date.startsWith(chart.month); at++) {
    const place = { column: at % 7, row: Math.floor(at / 7) };
    fields.push(field(String(Number(date.slice(8))), byDate.get(date), place, sizes, chart));
    date = addDays(date, 1);
  }
  const weeks = Math.ceil((lead + Number(addDays(date, -1).slice(8))) / 7);
  const heads = WEEKDAYS.map((name, at) =>
    label(name.slice(0, chart.small ? 1 : 3), (at + 0.5) * sizes.cell.width, sizes.top - 5, {
      ...({ anchor: "middle", class: chart.small ? "small" : undefined } as const),
    }),
  );
  const height = sizes.top + weeks * sizes.cell.height + 1;
  return picture(id, chart.words, [...heads, ...fields], { width: sizes.width, height });
}

function yearSvg(id: string, chart: CalendarChart): string {
  const sizes: Sizes = { width: 420, cell: { width: 105, height: 44 }, top: 1 };
  const byMonth = new Map(chart.days.map((day) => [day.date, day]));
  const fields = SHORT_MONTHS.map((name, at) => {
    const month = `${chart.month}-${String(at + 1).padStart(2, "0")}`;
    const place = { column: at % 4, row: Math.floor(at / 4) };
    return field(name, byMonth.get(month), place, sizes, chart);
  });
  return picture(id, chart.words, fields, { width: 420, height: 3 * 44 + 2 });
}

function field(
  name: string,
  day: DateSum | undefined,
  place: { column: number; row: number },
  { cell, top }: Sizes,
  { largest, small, unit }: CalendarChart,
): string {
  const [x, y] = [place.column * cell.width, top + place.row * cell.height];
  const box = { x: x + 1, y: y + 1, width: cell.width - 2, height: cell.height - 2, rx: 3 };
  const size = small ? "small" : "";
  const number = (kind: string) =>
    label(name, x + 4, y + (small ? 9.5 : 13), { class: `${size} ${kind}`.trim() });
  if (day === undefined) return element("rect", { class: "cell", ...box }) + number("");
  const strength = largest === 0 ? 0 : Math.abs(day.sum) / largest;
  const shade = 0.12 + 0.33 * Math.sqrt(Math.min(1, strength));
  const text = `${unit.long(day.sum)} (n ${day.n})`;
  const sign = small ? signOf(day.sum) : unit.short(day.sum);
  return [
    element("rect", { class: "cell", ...box }),
    titled("rect", { class: direction(day.sum), "fill-opacity": shade.toFixed(2), ...box }, text),
    number("in"),
    label(sign, x + cell.width - 5, y + cell.height - (small ? 5 : 17), {
      anchor: "end",
      class: "strong",
    }),
    small
      ? ""
      : label(`n ${day.n}`, x + cell.width - 5, y + cell.height - 5, {
          anchor: "end",
          class: "small in",
        }),
  ].join("");
}

function signOf(sum: number): string {
  if (sum === 0) return "0";
  return sum > 0 ? "+" : "\u2212";
}
