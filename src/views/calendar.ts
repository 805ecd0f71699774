import { addDays, weekday } from "../base/dates.ts";
import { type Currency, currencyOf, formatMoney } from "../base/money.ts";
import { moodLabel } from "../base/moods.ts";
import { shortMoney } from "../base/number.ts";
import { monthOf, periodLabel } from "../base/period.ts";
import type { Calendar, CalendarDay, CalendarWeek } from "../figures/calendar.ts";
import type { Profile } from "../model.ts";
import { isTraded } from "../trade/parts.ts";
import * as say from "./chart-words.ts";
import { cutTo, type Style, toAscii, widthOf } from "./style.ts";
import { drawRows } from "./table.ts";

const MOST_CELL = 15;
const GAP = 1;

type Money = (value: number) => string;

/** Widths of the day's cells and of the week's column, their gaps included, and how money is written. */
interface Layout {
  cell: number;
  week: number;
  money: Money;
  weekMoney: Money;
}

/** A month as weeks of days, week totals at the right and the month's figures below. */
export function renderCalendar(
  calendar: Calendar,
  today: string,
  profile: Profile,
  style: Style,
): string {
  const currency = currencyOf(profile.currency);
  const heading = style.heading(periodLabel(monthOf(calendar.from)));
  const below = say
    .calendarTotals(calendar, currency)
    .map((text) => style.wrap(text, style.textColumns));
  if (!style.draws) {
    return [heading, ...spokenDays(calendar, today, currency), ...below].join("\n");
  }
  const layout = layoutOf(calendar, currency, style);
  const [names = ""] = drawRows([[...say.SHORT_WEEKDAYS, say.WEEK]], widthsOf(layout));
  const days = new Map(calendar.days.map((day) => [day.session_date, day]));
  const weeks = calendar.weeks.map((week) => renderWeek(week, days, today, layout, style));
  return [heading, "", style.muted(names), weeks.join("\n\n"), "", ...below].join("\n");
}

/** The fullest way of writing money with which all cells fit. */
function layoutOf({ days, weeks }: Calendar, currency: Currency, style: Style): Layout {
  const full: Money = (value) => formatMoney(value, currency, { sign: true });
  const short: Money = (value) => shortMoney(value, currency, { symbol: true });
  const bare: Money = (value) => shortMoney(value, currency);
  const forms = [full, short, bare].map(
    (form): Money =>
      (value) =>
        style.plain(form(value)),
  );
  const widest = (form: Money, all: readonly { total_profit_loss: number }[]) =>
    Math.max(0, ...all.map((one) => widthOf(form(one.total_profit_loss))));
  for (const money of forms) {
    for (const weekMoney of forms) {
      const week = Math.max(say.WEEK.length, 7, widest(weekMoney, weeks));
      const cell = Math.min(MOST_CELL, Math.floor((style.columns - week) / 7));
      if (widest(money, days) + GAP <= cell) return { cell, week, money, weekMoney };
    }
  }
  const cell = Math.floor((style.columns - 8) / 7);
  return { cell, week: 8, money: bare, weekMoney: bare };
}

const widthsOf = ({ cell, week }: Layout): number[] => [...new Array(7).fill(cell), week];

/** Three lines: day and trades, result, mood; the week's totals beside them. */
function renderWeek(
  week: CalendarWeek,
  days: ReadonlyMap<string, CalendarDay>,
  today: string,
  layout: Layout,
  style: Style,
): string {
  const monday = addDays(week.from, 1 - weekday(week.from));
  const cells = Array.from({ length: 7 }, (_, index) => {
    const date = addDays(monday, index);
    const isInside = date >= week.from && date <= week.to;
    return isInside ? dayCell(date, days.get(date), date === today, layout, style) : [];
  });
  const totals = isTraded(week) ? weekCell(week, layout) : [];
  const widths = widthsOf(layout);
  const row = [...cells, totals].map((parts, index) =>
    parts.map((part) => fitted(part, widths[index] ?? 0, style)).join("\n"),
  );
  return drawRows([row], widths)
    .filter((line) => line !== "")
    .join("\n");
}

interface Part {
  text: string;
  paint: (text: string) => string;
}

function fitted(part: Part | undefined, width: number, style: Style): string {
  if (part === undefined) return "";
  const text = style.ascii ? toAscii(part.text) : part.text;
  return part.paint(cutTo(text, width, style.symbols.ellipsis));
}

function dayCell(
  date: string,
  day: CalendarDay | undefined,
  isToday: boolean,
  { cell, money }: Layout,
  style: Style,
): (Part | undefined)[] {
  const count = day === undefined ? 0 : day.total_trades;
  const head: Part = {
    text: headText(Number(date.slice(8)), count, isToday, cell - GAP),
    paint: isToday ? style.strong : style.muted,
  };
  if (day === undefined) return [head];
  const mood = day.emotions === null ? undefined : moodPart(day.emotions, cell, style);
  if (!isTraded(day)) return [head, undefined, mood];
  const result = day.total_profit_loss;
  const paint = result > 0 ? style.good : result < 0 ? style.bad : same;
  return [head, { text: money(result), paint }, mood];
}

/** "3  12x", today "[3] 12x"; what does not fit goes without its signs. */
function headText(day: number, count: number, isToday: boolean, room: number): string {
  const name = isToday ? `[${day}]` : String(day);
  if (count === 0) return name;
  const full = `${name.padEnd(2)} ${count}x`;
  if (full.length <= room) return full;
  return `${isToday ? `${day}*` : day} ${count}`;
}

function moodPart(mood: string, cell: number, style: Style): Part {
  const full = moodLabel(mood);
  const text = full.length < cell ? full : say.shortMood(mood);
  return { text: cutTo(text, cell - GAP, style.symbols.ellipsis), paint: same };
}

function weekCell(
  { total_profit_loss, total_trades }: CalendarWeek,
  { weekMoney }: Layout,
): Part[] {
  return [
    { text: `${total_trades}x`, paint: same },
    { text: weekMoney(total_profit_loss), paint: same },
  ];
}

const same = (text: string) => text;

/** A line a day, and one after each week that had trades. */
function spokenDays(calendar: Calendar, today: string, currency: Currency): string[] {
  return calendar.weeks.flatMap((week) => {
    const { from, to, total_profit_loss } = week;
    const days = calendar.days
      .filter(({ session_date: date }) => date >= from && date <= to)
      .map((day) => say.calendarDay(day, currency, day.session_date === today));
    const isWorthIt = isTraded(week) && days.length > 1;
    return isWorthIt ? [...days, say.weekTotal(from, to, total_profit_loss, currency)] : days;
  });
}
