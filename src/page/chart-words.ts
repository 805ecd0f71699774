import { cleanLine } from "../base/clean.ts";
import { MONTHS, SHORT_MONTHS, WEEKDAYS } from "../base/date-words.ts";
import { formatShortDate } from "../base/dates.ts";
import { moodLabel } from "../base/moods.ts";
import { formatNumber, formatPercent, roundHalfAway } from "../base/numbers.ts";
import type { DayResult, Grouped } from "../figures/chart-groups.ts";
import type { Curve, DateMark } from "../figures/curve.ts";
import type { Bin } from "../figures/distribution.ts";
import type { MoodResults } from "../figures/mood-results.ts";
import type { TableCell, TableColumn } from "../report/report-document.ts";
import type { UnitWords } from "./chart-units.ts";

/** What a chart says in words: what is seen, and the numbers for those who do not see it. */
export interface ChartWords {
  title: string;
  /** The picture in a sentence or two. */
  text: string;
  /** How to read it, and what is not in it. */
  notes: readonly string[];
  columns: readonly TableColumn[];
  rows: readonly TableCell[][];
}

const count = (n: number) => formatNumber(n, 0);

/** A column of words. */
export function left(title: string): TableColumn {
  return { title, align: "left", dropOrder: 0 };
}

/** A column of numbers. */
export function right(title: string): TableColumn {
  return { title, align: "right", dropOrder: 0 };
}

/** A cell as it is, and what it is sorted by. */
export function word(text: string, sort?: number): TableCell {
  return sort === undefined ? { text, tone: "plain" } : { text, tone: "plain", sort };
}

function whole(n: number): TableCell {
  return word(count(n), n);
}

/** A result as a cell. */
export function result(value: number, unit: UnitWords): TableCell {
  const tone = value === 0 ? "plain" : value > 0 ? "good" : "bad";
  // A file holds no finer figure than the one a reader sees.
  return {
    text: unit.long(value),
    tone,
    sort: roundHalfAway(value, unit.unit === "money" ? 8 : 2),
  };
}

/** "12 untung, 7 rugi, 1 impas" of days or groups. */
export function tally(values: readonly number[]): string {
  const won = values.filter((value) => value > 0).length;
  const lost = values.filter((value) => value < 0).length;
  const even = values.length - won - lost;
  return `${won} untung, ${lost} rugi${even === 0 ? "" : `, ${even} impas`}`;
}

/** What one unit is, where it is not money. */
export function unitNotes({ unit }: UnitWords, known: number, n: number): string[] {
  if (unit === "percent") return ["Dalam persen dari saldo awal."];
  if (unit === "sign") return ["Setiap transaksi untung dihitung +1, setiap rugi -1."];
  if (unit !== "r") return [];
  const all = known === n ? "" : ` (${count(known)} dari ${count(n)})`;
  return [`Dalam R, dari transaksi yang rencana risikonya diketahui${all}.`];
}

/** The label of a day on the axis: "22 Nov", "Nov", "2026". */
export function markLabel({ date, by }: DateMark): string {
  const [year = "", month = "", day = ""] = date.split("-");
  const name = SHORT_MONTHS[Number(month) - 1] ?? "";
  if (by === "year") return year;
  return by === "month" ? `${name} ${year.slice(2)}` : `${Number(day)} ${name}`;
}

/** The equity curve. `days` are shown as rows, months where there are many. */
export function curveWords(
  curve: Curve,
  days: readonly DayResult[],
  unit: UnitWords,
  notes: readonly string[],
): ChartWords {
  const { trades, last, high, low, fall } = curve;
  const fell =
    fall === null
      ? "Tidak pernah turun dari puncaknya."
      : `Turun terdalam ${unsigned(fall.amount, unit)}, dari ` +
        `${fall.peak_date === "" ? "awal" : `puncak ${formatShortDate(fall.peak_date)}`} ke titik terendah ` +
        `${formatShortDate(fall.low_date)}.`;
  let sum = 0;
  return {
    title: "Kurva hasil",
    text:
      `Hasil beruntun dari 0 menjadi ${unit.long(last)} setelah ${count(trades)} transaksi; ` +
      `tertinggi ${unit.long(high)}, terendah ${unit.long(low)}. ${fell}`,
    notes: [...notes, "Bidang bergaris menunjukkan jarak ke puncak sebelumnya (drawdown)."],
    columns: [left("Waktu"), right("Transaksi"), right("Hasil"), right("Kumulatif")],
    rows: days.map(({ date, n, sum: own }) => {
      sum += own;
      return [dateCell(date), whole(n), result(own, unit), result(sum, unit)];
    }),
  };
}

function unsigned(amount: number, unit: UnitWords): string {
  return unit.long(amount).replace(/^\+/, "").replace("¥+", "¥");
}

function dateCell(date: string): TableCell {
  const [year, month] = date.split("-");
  const text =
    date.length > 7 ? formatShortDate(date) : `${MONTHS[Number(month) - 1] ?? ""} ${year}`;
  return word(text, Number(date.replaceAll("-", "")));
}

/** One month of the calendar, or one year of months. */
export function calendarWords(
  title: string,
  days: readonly DayResult[],
  unit: UnitWords,
  of: "hari" | "bulan",
): ChartWords {
  const sum = days.reduce((total, day) => total + day.sum, 0);
  const trades = days.reduce((total, { n }) => total + n, 0);
  const text =
    days.length === 0
      ? "Tidak ada transaksi."
      : `${days.length} ${of} dengan transaksi: ${tally(days.map((day) => day.sum))}; ` +
        `${count(trades)} transaksi, hasil ${unit.long(sum)}.`;
  return { title, text, notes: [], columns: [], rows: [] };
}

/** "November 2026" for "2026-11", "2026" for "2026". */
export function monthTitle(month: string): string {
  const [year, number] = month.split("-");
  return number === undefined ? String(year) : `${MONTHS[Number(number) - 1]} ${year}`;
}

/** How often results of each size came. */
export function histogramWords(
  bins: readonly Bin[],
  unit: UnitWords,
  known: number,
  n: number,
): ChartWords {
  const inR = unit.unit === "r";
  const above = bins
    .filter(({ from }) => from !== null && from >= 0)
    .reduce((sum, bin) => sum + bin.n, 0);
  const below = bins
    .filter(({ to }) => to !== null && to <= 0)
    .reduce((sum, bin) => sum + bin.n, 0);
  const coverage = inR
    ? `R diketahui pada ${count(known)} dari ${count(n)} transaksi.`
    : `R hanya diketahui pada ${count(known)} dari ${count(n)} transaksi, jadi yang dihitung hasilnya.`;
  return {
    title: inR ? "Sebaran R" : "Sebaran hasil",
    text: `${count(below)} transaksi di bawah 0 dan ${count(above)} di 0 atau lebih.`,
    notes: [coverage],
    columns: [left("Rentang"), right("Transaksi")],
    rows: binLabels(bins, unit).map((name, at) => [word(name, at), whole(bins[at]?.n ?? 0)]),
  };
}

/** "-1R s.d. -0,5R", "di bawah -3R", "3R atau lebih". */
export function binLabels(bins: readonly Bin[], unit: UnitWords): string[] {
  const edges = bins.flatMap(({ from }) => (from === null ? [] : [from]));
  const names = new Map(unit.axis(edges).map((name, at) => [edges[at], name]));
  const nameOf = (edge: number) => names.get(edge) ?? unit.axis([...edges, edge]).at(-1) ?? "";
  return bins.map(({ from, to }) => {
    if (from === null) return to === null ? "semua" : `di bawah ${nameOf(to)}`;
    return to === null ? `${nameOf(from)} atau lebih` : `${nameOf(from)} s.d. ${nameOf(to)}`;
  });
}

/** "08" or "Senin". */
export function groupLabel(key: number, by: "hour" | "weekday"): string {
  return by === "hour" ? String(key).padStart(2, "0") : (WEEKDAYS[key - 1] ?? "");
}

/** Results by hour of the entry or by weekday. */
export function groupWords(
  { groups, unknown }: Grouped,
  by: "hour" | "weekday",
  unit: UnitWords,
  zone: string,
): ChartWords {
  const known = groups.filter(({ n }) => n > 0);
  const missing =
    unknown === 0 ? [] : [`${count(unknown)} transaksi tanpa jam masuk tidak ikut dihitung.`];
  const luck =
    "Jumlah (n) yang kecil mudah naik turun oleh kebetulan; gambar ini belum membuktikan apa pun.";
  return {
    title: by === "hour" ? "Hasil menurut jam masuk" : "Hasil menurut hari",
    text:
      by === "hour"
        ? `${known.length} jam dengan transaksi (${zone}): ${tally(known.map(({ sum }) => sum))}.`
        : `${known.length} hari dengan transaksi: ${tally(known.map(({ sum }) => sum))}.`,
    notes: [...missing, luck],
    columns: [
      left(by === "hour" ? "Jam" : "Hari"),
      ...["n", "Menang", "Hasil", "Rata-rata"].map(right),
    ],
    rows: known.map(({ key, n, wins, sum }) => [
      word(groupLabel(key, by) + (by === "hour" ? ".00" : ""), key),
      whole(n),
      word(formatPercent(wins / n), wins / n),
      result(sum, unit),
      result(sum / n, unit),
    ]),
  };
}

/** Results of days by the mood noted before their first entry. */
export function moodWords({ moods, of }: MoodResults, unit: UnitWords): ChartWords {
  const counted = moods.reduce((sum, { days }) => sum + days.length, 0);
  const rest = of - counted;
  const said = `${counted} dari ${of} hari dengan transaksi tangan diawali catatan suasana`;
  return {
    title: "Suasana dan hasil",
    text: moods.length === 0 ? `${said}.` : `${said}, ${moods.length} macam.`,
    notes: [
      "Hanya suasana yang dicatat sebelum entry pertama hari itu; satu titik satu hari, garis tegak rata-ratanya.",
      ...(rest > 0
        ? [`${rest} hari lain tanpa suasana sebelum entry, atau jam entry-nya tidak diketahui.`]
        : []),
    ],
    columns: [left("Suasana"), right("Hari (n)"), right("Rata-rata sehari")],
    rows: moods.map(({ mood, days, mean }) => [
      word(moodName(mood)),
      whole(days.length),
      result(mean, unit),
    ]),
  };
}

export function moodName(mood: string): string {
  return cleanLine(moodLabel(mood));
}
