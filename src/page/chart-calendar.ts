import { SHORT_MONTHS, WEEKDAYS } from "../base/date-words.ts";
import { addDays, weekday } from "../base/dates.ts";
import type { DayResult } from "../figures/chart-groups.ts";
import type { UnitWords } from "./chart-units.ts";
import type { ChartWords } from "./chart-words.ts";
import { element } from "./escape.ts";
import { direction, label, picture, told } from "./svg.ts";

/** One month of days ("2026-11"), or one year of months ("2026"). */
export interface CalendarChart {
  kind: "calendar";
  month: string;
  days: readonly DayResult[];
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
  day: DayResult | undefined,
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
    told("rect", { class: direction(day.sum), "fill-opacity": shade.toFixed(2), ...box }, text),
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
