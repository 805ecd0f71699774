import { formatShortDate, WEEKDAYS, weekday } from "../base/dates.ts";
import { dictionary } from "../base/dictionary.ts";
import { addTo } from "../base/groups.ts";
import { addMoney, type Currency, currencyOf, formatMoney } from "../base/money.ts";
import { moodLabel } from "../base/moods.ts";
import {
  formatNumber,
  formatPercent,
  moneyLabels,
  roundHalfAway,
  shortMoney,
} from "../base/number.ts";
import type { Calendar, CalendarDay, Run } from "../figures/calendar.ts";
import type { Bin, Distribution } from "../figures/distribution.ts";
import type { Equity } from "../figures/equity.ts";
import type { Unit } from "../figures/series.ts";
import { isTraded } from "../trade/parts.ts";

/** "Sen", "Sel", ... "Min". */
export const SHORT_WEEKDAYS = WEEKDAYS.map((name) => name.slice(0, 3));

/** How the values of a chart are written. */
export interface UnitWords {
  unit: Unit;
  /** In full, with a sign: "+$1,234.50", "-1,25%", "+0,50R". */
  long(value: number): string;
  /** In a few characters with a sign, for small fields: "+1.2k", "-1,3%". */
  short(value: number): string;
  /** Labels of evenly spaced values, all in one form. */
  axis(ticks: readonly number[]): string[];
}

/** The words for a unit; money in the currency with this code. */
export function unitWords(unit: Unit, code: string): UnitWords {
  if (unit === "money") {
    const currency = currencyOf(code);
    return {
      unit,
      long: (value) => formatMoney(roundHalfAway(value, 8), currency, { sign: true }),
      short: (value) => shortMoney(value, currency),
      axis: (ticks) => moneyLabels(ticks, currency),
    };
  }
  const mark = { percent: "%", r: "R", sign: "" }[unit];
  const write = (value: number, digits: number, options: { sign?: boolean; trim?: boolean }) =>
    `${formatNumber(value, digits, options)}${mark}`;
  return {
    unit,
    long: (value) => write(value, unit === "sign" ? 0 : 2, { sign: true }),
    short: (value) => write(value, shortDigits(value), { sign: true, trim: true }),
    axis: (ticks) => ticks.map((tick) => write(tick, 6, { trim: true })),
  };
}

/** About three figures. */
function shortDigits(value: number): number {
  const size = Math.abs(value);
  if (size >= 99.95) return 0;
  return size >= 9.995 ? 1 : 2;
}

const signed = (value: number, currency: Currency) => formatMoney(value, currency, { sign: true });

/** "3 Nov": the year is in the heading. */
export const dayAndMonth = (date: string) => formatShortDate(date).slice(0, -5);

const count = (n: number) => formatNumber(n, 0);

const SHORT_MOODS: Readonly<Record<string, string>> = dictionary({
  "percaya diri": "pede",
  semangat: "smgt",
  serakah: "rakus",
  frustrasi: "frus",
});

/** A mood in at most six letters where traders have such a word. */
export const shortMood = (mood: string) => SHORT_MOODS[mood] ?? moodLabel(mood);

/** "Sen 3 Nov: +$45.50, 3 transaksi, tenang". */
export function calendarDay(day: CalendarDay, currency: Currency, isToday: boolean): string {
  const name = `${SHORT_WEEKDAYS[weekday(day.session_date) - 1]} ${dayAndMonth(day.session_date)}`;
  const trades = isTraded(day)
    ? `${signed(day.total_profit_loss, currency)}, ${count(day.total_trades)} transaksi`
    : "tanpa transaksi";
  const mood = day.emotions === null ? "" : `, ${moodLabel(day.emotions)}`;
  return `${name}${isToday ? " (hari ini)" : ""}: ${trades}${mood}`;
}

/** What stands below the month. */
export function calendarTotals(calendar: Calendar, currency: Currency): string[] {
  const { total_trades, total_profit_loss, green, red, even } = calendar;
  if (!isTraded(calendar)) return ["Belum ada transaksi di bulan ini."];
  const zero = even === 0 ? "" : `, ${even} impas`;
  const lines = [
    `Sebulan: ${signed(total_profit_loss, currency)} dari ${count(total_trades)} transaksi; ` +
      `${green} hari untung, ${red} rugi${zero}.`,
  ];
  const { best, worst } = calendar;
  if (best !== null && worst !== null && best !== worst) {
    lines.push(
      `Hari terbaik ${dayAndMonth(best.session_date)} ${signed(best.total_profit_loss, currency)}, ` +
        `terburuk ${dayAndMonth(worst.session_date)} ${signed(worst.total_profit_loss, currency)}.`,
    );
  }
  const runs = [
    runText("untung", calendar.longest_green),
    runText("rugi", calendar.longest_red),
  ].filter((text) => text !== null);
  if (runs.length > 0) lines.push(`Beruntun paling panjang: ${runs.join("; ")}.`);
  return lines;
}

function runText(side: string, run: Run | null): string | null {
  if (run === null || run.days < 2) return null;
  return `${run.days} hari ${side} (${dayAndMonth(run.from)} sampai ${dayAndMonth(run.to)})`;
}

export const weekTotal = (from: string, to: string, result: number, currency: Currency) =>
  `Pekan ${Number(from.slice(8))}–${dayAndMonth(to)}: ${signed(result, currency)}`;

/** What the curve shows. */
export function equityHeading({ kind, by }: Equity, label: string): string {
  const what = kind === "balance" ? "Saldo" : "Hasil kumulatif";
  return `${what} per ${by === "day" ? "hari" : "transaksi"} · ${label}`;
}

/** From where to where the curve goes. */
export function equitySpan(equity: Equity, currency: Currency): string {
  const { kind, start, points, high, low, result } = equity;
  const end = points.at(-1)?.value ?? start;
  const show = (value: number) =>
    kind === "balance" ? formatMoney(value, currency) : signed(value, currency);
  const isPaid = points.some(({ cash_flow }) => cash_flow !== undefined);
  const change =
    kind === "balance" ? ` (${isPaid ? "hasil " : ""}${signed(result, currency)})` : "";
  return (
    `Dari ${show(start)} ke ${show(end)}${change}; ` +
    `tertinggi ${show(high)}, terendah ${show(low)}.`
  );
}

/** The deepest fall, trade by trade, in a sentence. */
export function drawdownText({ drawdown, underwater }: Equity, currency: Currency): string {
  if (drawdown === null) return "Drawdown: tidak ada; kurva tidak pernah turun.";
  const { amount, fraction, peak_date, trough_date, recovered_date } = drawdown;
  const share = fraction === null ? "" : ` Dalam persen saldo: ${formatPercent(fraction, 1)}.`;
  const since = peak_date === null ? "titik awal" : `puncak ${formatShortDate(peak_date)}`;
  const back =
    recovered_date === null
      ? "belum pulih"
      : `pulih ${formatShortDate(recovered_date)}${underwater ? "; kini di bawah puncak baru" : ""}`;
  return (
    `Drawdown terbesar per transaksi: ${formatMoney(amount, currency)}, dari ${since} ` +
    `ke titik terendah ${formatShortDate(trough_date)}; ${back}.${share}`
  );
}

const FLOWS: Readonly<Record<string, string>> = dictionary({
  deposit: "setoran",
  withdrawal: "penarikan",
});

/** What came in and went out; null when nothing did. */
export function flowsText(
  flows: readonly { kind: string; amount: number }[],
  signs: { up: string; down: string } | null,
  currency: Currency,
): string | null {
  if (flows.length === 0) return null;
  const kinds = new Map<string, number[]>();
  for (const { kind, amount } of flows) addTo(kinds, FLOWS[kind] ?? "pembukuan lain", amount);
  const parts = [...kinds].map(
    ([name, amounts]) =>
      `${amounts.length} ${name} ${signed(addMoney(amounts, currency), currency)}`,
  );
  const legend = signs === null ? "" : ` Tanda: ${signs.up} masuk, ${signs.down} keluar.`;
  return `Tidak dihitung sebagai hasil: ${parts.join(", ")}.${legend}`;
}

/** What the shade of the chart means. */
export const shadeText = (sign: string) => `${sign} = jarak dari puncak (drawdown)`;

export const NO_TRADES = (label: string) => `Belum ada transaksi (${label}).`;

/** "di bawah -3R", "-1R s.d. -0,5R", "3R atau lebih"; `axis` writes the edges, all in one form. */
export function binLabels(
  bins: readonly Bin[],
  axis: (edges: readonly number[]) => readonly string[],
): string[] {
  const ends = bins.flatMap(({ from, to }) => [from, to]).filter((end) => end !== null);
  const edges = [...new Set(ends)].sort((a, b) => a - b);
  const names = axis(edges);
  const nameOf = (edge: number) => names[edges.indexOf(edge)];
  return bins.map(({ from, to }) => {
    if (from === null) return `di bawah ${nameOf(to ?? 0)}`;
    return to === null ? `${nameOf(from)} atau lebih` : `${nameOf(from)} s.d. ${nameOf(to)}`;
  });
}

/** Middle and mean of the results. */
export function distributionText({ n, mean, median }: Distribution, unit: UnitWords): string {
  return `${count(n)} transaksi; median ${unit.long(median)}, rata-rata ${unit.long(mean)}.`;
}

/** How much of R rests on a plan of its own; in money: why it is not in R. */
export function coverageText(
  by: Unit,
  { n, known, imputed }: { n: number; known: number; imputed: number },
): string {
  if (by === "money") {
    return `Dalam uang: risikonya baru diketahui pada ${count(known)} dari ${count(n)} transaksi.`;
  }
  const without = n - known - imputed;
  const rest = [
    imputed === 0 ? "" : `, ${count(imputed)} memakai risiko biasa`,
    without === 0 ? "" : `, ${count(without)} tanpa R dan tidak ikut dihitung`,
  ];
  return `R dari rencana sendiri: ${count(known)} dari ${count(n)} transaksi${rest.join("")}.`;
}

export const NO_MULTIPLES =
  "R belum bisa dihitung: tidak ada transaksi dengan jarak stop loss atau risiko. " +
  "Lihat dalam uang: jurnal distribution --by money";

export const BIN_NOTE =
  "Batas kiri termasuk, batas kanan tidak; impas ada di baris yang mulai dari 0.";

export const MARKS = { median: "median", mean: "rata-rata" } as const;

/** Heading of the column of week totals. */
export const WEEK = "Pekan";

export const distributionHeading = (by: Unit, label: string) =>
  `Sebaran hasil dalam ${by === "r" ? "R" : "uang"} · ${label}`;
