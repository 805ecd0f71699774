import { addDays, SHORT_MONTHS, WEEKDAYS, weekday } from "../base/dates.ts";
import { formatNumber } from "../base/number.ts";
import { monthOf, weeksIn } from "../base/period.ts";
import type { DateSum } from "../figures/calendar.ts";
import type { DaySteps } from "../figures/day.ts";
import type { UnitWords } from "../views/chart-words.ts";
import { element, tenths } from "./blocks.ts";
import { bar } from "./chart-results.ts";
import {
  clearOf,
  direction,
  evenly,
  label,
  leftOf,
  type Plot,
  picture,
  scale,
  textWidth,
  titled,
  valueAxis,
  WIDTH,
} from "./svg.ts";
import { type ChartWords, moodName } from "./words.ts";

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

const STEPS = { right: WIDTH - 4, top: 20, bottom: 204 };

/** Each trade as a step from the day's result before it to the one after it. */
export function stepSvg(id: string, { day, ticks, unit, words }: StepChart): string {
  const labels = unit.axis(ticks);
  const plot: Plot = { ...STEPS, left: leftOf(labels) };
  const axis = valueAxis(ticks, labels, plot);
  const room = (plot.right - plot.left) / Math.max(1, day.steps.length);
  const width = Math.min(40, room * 0.8);
  const isRoomy = day.steps.every(({ value }) => {
    // Half of it stands over the gap to the next bar.
    return textWidth(unit.short(value), "strong") / 2 < room - width / 2 - 3;
  });
  const bars = day.steps.map(({ id: number, symbol, value, from, to }, at) => {
    const middle = plot.left + room * (at + 0.5);
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
    return link + step + (isRoomy ? stepLabel(value, to, middle, axis.y, unit) : "");
  });
  const names = evenly(
    day.steps.map(({ id: number }, at) => ({
      text: `#${number}`,
      x: plot.left + room * (at + 0.5),
    })),
    0,
  ).map(({ text, x }) => label(text, x, plot.bottom + 34, { anchor: "middle" }));
  return picture(id, words, [axis.html, ...bars, ...names]);
}

function stepLabel(
  value: number,
  to: number,
  middle: number,
  y: (value: number) => number,
  unit: UnitWords,
): string {
  return label(unit.short(value), middle, y(to) + (value < 0 ? 15 : -5), {
    anchor: "middle",
    class: "strong",
  });
}

/** Room at the sides for half of an hour's name. */
const SIDE = 24;

/** Trades as bars from entry to close in rows of their own, moods as diamonds above them. */
export function timelineSvg(id: string, { day, hours, unit, words }: TimelineChart): string {
  const [first, last] = [hours[0]?.at ?? 0, hours.at(-1)?.at ?? 1];
  const x = scale([first, last], [SIDE, WIDTH - SIDE]);
  const moods = inRows(
    day.moods.map(({ mood, at }) => {
      const text = moodName(mood);
      const wide = 14 + textWidth(text, "strong");
      // Its name stands on the left where the right has no room.
      const isLate = x(at) + wide > WIDTH - 2;
      const [from, to] = isLate ? [x(at) - wide, x(at) + 8] : [x(at) - 6, x(at) + wide];
      return { text, from, to, isLate, place: x(at) };
    }),
  );
  const top = 8 + moods.rows * 19;
  const trades = inRows(
    day.steps
      .filter(({ entry, exit }) => !Number.isNaN(entry) || !Number.isNaN(exit))
      .map((step) => {
        const from = x(Number.isNaN(step.entry) ? step.exit : step.entry);
        const end = Math.max(from + 4, x(Number.isNaN(step.exit) ? step.entry : step.exit));
        return { step, from, end, to: end + 3 };
      }),
  );
  const pitch = trades.rows > 8 ? Math.max(5, 144 / trades.rows) : 20;
  const bottom = top + trades.rows * pitch + 6;
  const grid = hours.map(({ at }) =>
    element("line", { class: "grid", x1: x(at), x2: x(at), y1: top - 4, y2: bottom }),
  );
  const names = clearOf(hours.map(({ at, text }) => ({ text, x: x(at) }))).map(
    ({ text, x: middle }) => label(text, middle, bottom + 17, { anchor: "middle" }),
  );
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
    const y = 11 + row * 19;
    const shape = { class: "mood", d: `M${tenths(from)} ${y - 5}l5 5l-5 5l-5-5Z` };
    const place = isLate ? { anchor: "end" as const, class: "strong" } : { class: "strong" };
    return element("path", shape) + label(text, from + (isLate ? -9 : 9), y + 4.5, place);
  });
  return picture(id, words, [...grid, ...names, ...bars, ...diamonds], { height: bottom + 24 });
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

const LARGE: Sizes = { width: WIDTH, cell: { width: 60, height: 46 }, top: 20 };
const SMALL: Sizes = { width: 210, cell: { width: 30, height: 27 }, top: 16 };

/** A month as weeks from Monday, or a year as its months: sign, shade and number in each field. */
export function calendarSvg(id: string, chart: CalendarChart): string {
  return chart.month.length > 4 ? monthSvg(id, chart) : yearSvg(id, chart);
}

function monthSvg(id: string, chart: CalendarChart): string {
  const sizes = chart.small ? SMALL : LARGE;
  const { from, to } = monthOf(`${chart.month}-01`);
  const byDate = new Map(chart.days.map((day) => [day.date, day]));
  const weeks = weeksIn(from, to);
  const fields: string[] = [];
  weeks.forEach((week, row) => {
    for (let date = week.from; date <= week.to; date = addDays(date, 1)) {
      const place = { column: weekday(date) - 1, row };
      fields.push(field(String(Number(date.slice(8))), byDate.get(date), place, sizes, chart));
    }
  });
  const heads = WEEKDAYS.map((name, at) =>
    label(name.slice(0, chart.small ? 1 : 3), (at + 0.5) * sizes.cell.width, sizes.top - 5, {
      ...({ anchor: "middle", class: chart.small ? "small" : undefined } as const),
    }),
  );
  const height = sizes.top + weeks.length * sizes.cell.height + 1;
  return picture(id, chart.words, [...heads, ...fields], { width: sizes.width, height });
}

function yearSvg(id: string, chart: CalendarChart): string {
  const sizes: Sizes = { width: WIDTH, cell: { width: 105, height: 46 }, top: 1 };
  const byMonth = new Map(chart.days.map((day) => [day.date, day]));
  const fields = SHORT_MONTHS.map((name, at) => {
    const month = `${chart.month}-${String(at + 1).padStart(2, "0")}`;
    const place = { column: at % 4, row: Math.floor(at / 4) };
    return field(name, byMonth.get(month), place, sizes, chart);
  });
  return picture(id, chart.words, fields, { height: 3 * 46 + 2 });
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
    label(name, x + 4, y + (small ? 12 : 14), { class: `${size} ${kind}`.trim() });
  if (day === undefined) return element("rect", { class: "cell", ...box }) + number("");
  const strength = largest === 0 ? 0 : Math.abs(day.sum) / largest;
  const shade = 0.12 + 0.33 * Math.sqrt(Math.min(1, strength));
  const text = `${unit.long(day.sum)} (n ${day.n})`;
  const amount = small ? signOf(day.sum) : unit.short(day.sum);
  const isWide = small || textWidth(amount, "strong") > cell.width - 8;
  return [
    element("rect", { class: "cell", ...box }),
    titled("rect", { class: direction(day.sum), "fill-opacity": shade.toFixed(2), ...box }, text),
    number("in"),
    label(amount, x + cell.width - 5, y + cell.height - (small ? 4 : 17), {
      anchor: "end",
      class: isWide ? "strong flat small" : "strong flat",
    }),
    small
      ? ""
      : label(`n ${formatNumber(day.n, 0)}`, x + cell.width - 5, y + cell.height - 5, {
          anchor: "end",
          class: "small in",
        }),
  ].join("");
}

function signOf(sum: number): string {
  if (sum === 0) return "0";
  return sum > 0 ? "+" : "\u2212";
}
