import { dateTicks } from "../base/date-ticks.ts";
import { formatShortDate } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { type Period, periodLabel } from "../base/period.ts";
import { moneyLabels } from "../base/short-money.ts";
import type { Equity } from "../figures/equity.ts";
import type { CashFlow } from "../journal/cash-flows.ts";
import type { Profile } from "../model.ts";
import { areaChart } from "./area.ts";
import type { AreaPoint } from "./area-cells.ts";
import * as say from "./chart-words.ts";
import type { Style } from "./style.ts";

/** Without a drawing the curve is told in so many points. */
const TOLD_POINTS = 12;

/** The curve with its drawdown shaded, and in words what it says. */
export function renderEquity(
  equity: Equity,
  flows: readonly CashFlow[],
  period: Period,
  profile: Profile,
  style: Style,
): string {
  const currency = currencyOf(profile.currency);
  const label = periodLabel(period);
  if (equity.points.length === 0) return say.NO_TRADES(label);
  const [up, down] = style.ascii ? ["^", "v"] : ["▲", "▼"];
  const signs = style.draws ? { up, down } : null;
  const told = [
    say.equitySpan(equity, currency),
    say.drawdownText(equity, currency),
    say.flowsText(flows, signs, currency),
  ].filter((text) => text !== null);
  const below = told.map((text) => style.wrap(text, style.textColumns)).join("\n");
  const heading = style.heading(say.equityHeading(equity, label));
  if (!style.draws) return `${heading}\n${below}\n${toldPoints(equity, profile).join("\n")}`;
  const { points, marks, places } = placed(equity, flows);
  const labels = (ticks: readonly number[]) => moneyLabels(ticks, currency);
  const chart = areaChart({ points, marks, places, labels }, style);
  const shade = say.shadeText(style.ascii ? "." : "░");
  const legend = equity.drawdown === null ? "" : `${style.muted(shade)}\n`;
  return `${heading}\n${legend}\n${chart}\n\n${below}`;
}

/** Days on a clock of days, trades one after the other; the start stands before the first. */
function placed({ by, start, points }: Equity, flows: readonly CashFlow[]) {
  const dates = points.map(({ session_date: date }) => date);
  const [first = "", last = first] = [dates[0], dates.at(-1)];
  const dayOf = (date: string) => Date.parse(date) / 86_400_000;
  const ats = by === "day" ? dates.map(dayOf) : dates.map((_, index) => index + 1);
  const startAt = (ats[0] ?? 1) - 1;
  const curve: AreaPoint[] = [
    { at: startAt, value: start },
    ...points.map(({ value }, index) => ({ at: ats[index] ?? 0, value })),
  ];
  /** Where a day lies: with trades, at its first one or the first after it. */
  const atOf = (date: string) => {
    if (by === "day") return dayOf(date);
    const found = dates.findIndex((one) => one >= date);
    return found < 0 ? dates.length : found + 1;
  };
  const places = (most: number) => {
    const ticks = by === "day" ? dateTicks(first, last, most) : daysOfTrades(dates, most);
    return ticks.map(({ date, label }) => ({ at: atOf(date), label }));
  };
  const marks = flows.map(({ session_date: date, amount }) => ({
    ...{ at: atOf(date), up: amount > 0 },
  }));
  return { points: curve, marks, places };
}

/** Days on which there were trades, evenly picked: between trades there is no time to label. */
function daysOfTrades(dates: readonly string[], most: number) {
  const days = [...new Set(dates)];
  const step = Math.max(1, Math.ceil(days.length / most));
  return days
    .filter((_, index) => index % step === 0)
    .map((date) => ({ date, label: say.dayAndMonth(date) }));
}

/** Evenly spaced points of the curve, the last one among them, as lines. */
function toldPoints({ points }: Equity, profile: Profile): string[] {
  const currency = currencyOf(profile.currency);
  const count = Math.min(TOLD_POINTS, points.length);
  return Array.from({ length: count }, (_, index) => {
    const point = points[Math.ceil(((index + 1) * points.length) / count) - 1];
    if (point === undefined) return "";
    const fall = point.peak - point.value;
    const below = fall > 0 ? `, ${formatMoney(fall, currency)} di bawah puncak` : "";
    const name = point.id === undefined ? "" : ` #${point.id}`;
    return `${formatShortDate(point.session_date)}${name}: ${formatMoney(point.value, currency)}${below}`;
  });
}
