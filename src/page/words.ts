import {
  formatDateTime,
  formatShortDate,
  formatTime,
  MONTHS,
  SHORT_MONTHS,
  WEEKDAYS,
} from "../base/dates.ts";
import { moodLabel } from "../base/moods.ts";
import { formatNumber, formatPercent, roundHalfAway } from "../base/number.ts";
import { monthOf, weeksIn } from "../base/period.ts";
import type { Voice } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import { zoneLabel } from "../base/time.ts";
import type { DateSum, Grouped } from "../figures/calendar.ts";
import type { Curve, DateMark } from "../figures/curve.ts";
import type { DaySteps, MoodResults } from "../figures/day.ts";
import { type Bin, type Spread, sideOf } from "../figures/distribution.ts";
import type { Profile } from "../model.ts";
import { type TableCell, type TableColumn, toneOf } from "../report/document.ts";
import { spanLabel } from "../report/words/period.ts";
import { binLabels, coverageText, type UnitWords } from "../views/chart-words.ts";

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
function left(title: string): TableColumn {
  return { title, align: "left", dropOrder: 0 };
}

/** A column of numbers. */
function right(title: string): TableColumn {
  return { title, align: "right", dropOrder: 0 };
}

/** A cell as it is, and what it is sorted by. */
function word(text: string, sort?: number): TableCell {
  return sort === undefined ? { text, tone: "plain" } : { text, tone: "plain", sort };
}

function whole(n: number): TableCell {
  return word(count(n), n);
}

/** A result as a cell. */
function result(value: number, unit: UnitWords): TableCell {
  // A file holds no finer figure than the one a reader sees.
  return {
    text: unit.long(value),
    tone: toneOf(value),
    sort: roundHalfAway(value, unit.unit === "money" ? 8 : 2),
  };
}

/** "12 untung, 7 rugi, 1 impas" of days or groups. */
function tally(values: readonly number[]): string {
  const won = values.filter((value) => value > 0).length;
  const lost = values.filter((value) => value < 0).length;
  const even = values.length - won - lost;
  return `${won} untung, ${lost} rugi${even === 0 ? "" : `, ${even} impas`}`;
}

/** What one unit is, where it is not money. */
export function unitNotes({ unit }: UnitWords, known: number, n: number): string[] {
  if (unit === "percent")
    return ["Dalam persen dari saldo awal; setoran dan penarikan tidak ikut dihitung."];
  if (unit === "sign") return ["Setiap transaksi untung dihitung +1, setiap rugi -1."];
  if (unit !== "r") return [];
  const rest = known === n ? "" : `; ${count(n - known)} memakai risiko biasa atau tanpa R`;
  return [`Dalam R; risiko diketahui pada ${count(known)} dari ${count(n)} transaksi${rest}.`];
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
  days: readonly DateSum[],
  unit: UnitWords,
  notes: readonly string[],
): ChartWords {
  const { last, high, low, fall } = curve;
  const trades = days.reduce((total, { n }) => total + n, 0);
  const fell =
    fall === null
      ? "Tidak pernah turun dari puncaknya."
      : `Drawdown terbesar ${unsigned(fall.amount, unit)}, dari ` +
        `${fall.peak_date === null ? "awal" : `puncak ${formatShortDate(fall.peak_date)}`} ke titik terendah ` +
        `${formatShortDate(fall.trough_date)}.`;
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
  days: readonly DateSum[],
  unit: UnitWords,
  { of, small }: { of: "hari" | "bulan"; small: boolean },
): ChartWords {
  const sum = days.reduce((total, day) => total + day.sum, 0);
  const trades = days.reduce((total, { n }) => total + n, 0);
  const text =
    days.length === 0
      ? "Tidak ada transaksi."
      : `${days.length} ${of} dengan transaksi: ${tally(days.map((day) => day.sum))}; ` +
        `${count(trades)} transaksi, hasil ${unit.long(sum)}.`;
  if (small) return { title, text, notes: [], columns: [], rows: [] };
  const lines =
    of === "bulan"
      ? days.map(({ date, n, sum: own }) => ({ name: dateCell(date), n, sum: own }))
      : weekSums(days);
  return {
    title,
    text,
    notes: [],
    columns: [left(of === "bulan" ? "Bulan" : "Pekan"), right("Transaksi"), right("Hasil")],
    rows: lines.map(({ name, n, sum: own }) => [name, whole(n), result(own, unit)]),
  };
}

/** The Monday-to-Sunday weeks with trades of days of one month. */
function weekSums(days: readonly DateSum[]) {
  const { from, to } = monthOf(days[0]?.date ?? "");
  return weeksIn(from, to).flatMap((week) => {
    const inside = days.filter(({ date }) => date >= week.from && date <= week.to);
    const add = (of: (day: DateSum) => number) => inside.reduce((sum, day) => sum + of(day), 0);
    const name = word(spanLabel(week.from, week.to), Number(week.from.slice(8)));
    return inside.length === 0 ? [] : [{ name, n: add(({ n }) => n), sum: add(({ sum }) => sum) }];
  });
}

/** "November 2026" for "2026-11", "2026" for "2026". */
export function monthTitle(month: string): string {
  const [year, number] = month.split("-");
  return number === undefined ? String(year) : `${MONTHS[Number(number) - 1]} ${year}`;
}

/** How often results of each size came. */
export function histogramWords(
  { by, trades: n, coverage }: Spread,
  bins: readonly Bin[],
  unit: UnitWords,
): ChartWords {
  const { known, imputed } = coverage ?? { known: 0, imputed: 0 };
  const countOf = (side: string) =>
    bins.reduce((sum, bin) => sum + (sideOf(bin) === side ? bin.n : 0), 0);
  const covered =
    by === "r"
      ? coverageText("r", { n, known, imputed })
      : `R hanya diketahui pada ${count(known)} dari ${count(n)} transaksi, jadi yang dihitung hasilnya.`;
  return {
    title: by === "r" ? "Sebaran R" : "Sebaran hasil",
    text: `${count(countOf("loss"))} transaksi di bawah 0 dan ${count(countOf("gain"))} di 0 atau lebih.`,
    notes: [covered],
    columns: [left("Rentang"), right("Transaksi")],
    rows: binLabels(bins, unit.axis).map((name, at) => [word(name, at), whole(bins[at]?.n ?? 0)]),
  };
}

/** "08" or "Senin". */
export function hourOrWeekday(key: number, by: "hour" | "weekday"): string {
  return by === "hour" ? String(key).padStart(2, "0") : (WEEKDAYS[key - 1] ?? "");
}

/** Results by hour of the entry or by weekday. */
export function groupWords(
  { groups, unknown }: Grouped,
  by: "hour" | "weekday",
  unit: UnitWords,
  zone: string,
  notes: readonly string[],
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
    notes: [...missing, ...notes, luck],
    columns: [
      left(by === "hour" ? "Jam" : "Hari"),
      ...["n", "Menang", "Hasil", "Rata-rata"].map(right),
    ],
    rows: known.map(({ key, n, wins, judged = n, sum }) => [
      word(hourOrWeekday(key, by) + (by === "hour" ? ":00" : ""), key),
      whole(n),
      judged === 0 ? word("–") : word(formatPercent(wins / judged), wins / judged),
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

/** A mood as it is called, safe to write into a page. */
export function moodName(mood: string): string {
  return cleanLine(moodLabel(mood));
}

/** The title of the curve of a month up to a day. */
export function monthSoFar(date: string): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} sampai ${Number(date.slice(8))} ${SHORT_MONTHS[Number(date.slice(5, 7)) - 1]}`;
}

/** Of a curve by trades, where some positions were closed in parts. */
export const WHOLE_POSITIONS = "Posisi yang ditutup bertahap dihitung utuh saat selesai.";

/**
 * The trades of one day, adding up; `total`: the day's own result, where parts of positions were
 * booked on other days than they ended.
 */
export function stepWords(
  { steps }: DaySteps,
  total: number | null,
  unit: UnitWords,
  notes: readonly string[],
): ChartWords {
  const last = steps.at(-1)?.to ?? 0;
  const sum = `${total === null ? "hasil akhirnya" : "jumlahnya"} ${unit.long(last)}`;
  const apart =
    total === null ? [] : [`${WHOLE_POSITIONS} Hasil hari ini sendiri ${unit.long(total)}.`];
  return {
    title: "Transaksi hari ini, berurutan",
    text:
      `${steps.length} transaksi menurut waktu tutupnya: ${tally(steps.map(({ value }) => value))}; ` +
      `${sum}.`,
    notes: [...notes, ...apart],
    columns: [right("#"), left("Simbol"), right("Hasil"), right("Kumulatif")],
    rows: steps.map(({ id, symbol, value, to }) => [
      word(String(id), id),
      word(cleanLine(symbol)),
      result(value, unit),
      result(to, unit),
    ]),
  };
}

/** Trades and moods on the day's clock. */
export function timelineWords(
  { steps, moods }: DaySteps,
  unit: UnitWords,
  zone: string,
): ChartWords {
  const clock = (at: number) => (Number.isNaN(at) ? "–" : formatTime(at * 1000, zone));
  const rows = [
    ...moods.map(({ mood, at }) => ({
      at,
      end: "",
      what: `suasana ${moodName(mood)}`,
      value: null,
    })),
    ...steps.map(({ entry, exit, id, symbol, value }) => ({
      at: Number.isNaN(entry) ? exit : entry,
      end: clock(exit),
      what: `#${id} ${cleanLine(symbol)}`,
      value,
    })),
  ].sort((a, b) => a.at - b.at);
  return {
    title: moods.length === 0 ? "Transaksi menurut jam" : "Suasana dan transaksi menurut jam",
    text:
      moods.length === 0
        ? `${steps.length} transaksi; suasana tidak dicatat.`
        : `${moods.length} catatan suasana dan ${steps.length} transaksi.`,
    notes: [
      moods.length === 0
        ? "Batang: dari entry sampai tutup."
        : "Batang: dari entry sampai tutup. Belah ketupat: suasana saat dicatat.",
    ],
    columns: [left("Jam"), left("Sampai"), left("Apa"), right("Hasil")],
    rows: rows.map(({ at, end, what, value }) => [
      word(clock(at), at),
      word(end),
      word(what),
      value === null ? word("") : result(value, unit),
    ]),
  };
}

/** What a page says around the report. */
export interface PageWords {
  /** Below the title. */
  about: readonly string[];
  footer: readonly string[];
  /** Opens the numbers behind a chart. */
  numbers: string;
}

/** Whose report it is and when it was made; `masked`: without name and currency, and why. */
export function pageWords(
  { name, currency, zone }: Pick<Profile, "name" | "currency" | "zone">,
  made: number,
  masked: boolean,
  voice: Voice,
): PageWords {
  const when = `Dibuat ${formatDateTime(made, zone)} ${zoneLabel(zone)}`;
  const hidden =
    "Versi untuk dibagikan: uang ditulis dalam persen dari saldo awal atau disamarkan (•••), " +
    "begitu juga lot, harga, dan angka di dalam catatan.";
  const whose = voice === "Anda" ? "jurnal Anda" : "jurnalmu";
  return {
    about: masked ? [hidden, when] : [`Profil ${cleanLine(name)} · ${currency} · ${when}`],
    footer: [
      `Berkas ini berdiri sendiri dan tidak menghubungi jaringan. Angkanya dari ${whose}; hasil lalu tidak menjanjikan hasil nanti.`,
    ],
    numbers: "Angka di balik gambar",
  };
}

export const CHARTS = { heading: "Gambar", calendar: "Kalender" } as const;

/** Why a table does not hold all trades. */
export const tableCut = (shown: number, all: number) =>
  `Tabel ini memuat ${count(shown)} transaksi terbaru dari ${count(all)}; hitungan dan gambar memakai semuanya.`;

export const worstHeading = (n: number) => `${n} rugi terbesar`;

export const bestHeading = (n: number) => `${n} untung terbesar`;

export const TRADES_HEADING = "Transaksi";

export const GALLERY_HEADING = "Gambar chart";

export const noTrades = "Tidak ada transaksi.";

export const htmlWritten = (path: string) => `Laporan HTML ditulis ke ${path}`;
