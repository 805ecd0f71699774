import { cleanLine } from "../base/clean.ts";
import { MONTHS, SHORT_MONTHS } from "../base/date-words.ts";
import { formatTime } from "../base/dates.ts";
import type { DaySteps } from "../figures/day-steps.ts";
import type { UnitWords } from "./chart-units.ts";
import { type ChartWords, left, moodName, result, right, tally, word } from "./chart-words.ts";

/** The title of the curve of a month up to a day. */
export function monthSoFar(date: string): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} sampai ${Number(date.slice(8))} ${SHORT_MONTHS[Number(date.slice(5, 7)) - 1]}`;
}

/** The trades of one day, adding up. */
export function stepWords(
  { steps }: DaySteps,
  unit: UnitWords,
  notes: readonly string[],
): ChartWords {
  const last = steps.at(-1)?.to ?? 0;
  return {
    title: "Transaksi hari ini, berurutan",
    text:
      `${steps.length} transaksi menurut waktu tutupnya: ${tally(steps.map(({ value }) => value))}; ` +
      `hasil akhirnya ${unit.long(last)}.`,
    notes,
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
      ...{ end: clock(exit), what: `#${id} ${cleanLine(symbol)}`, value },
    })),
  ].sort((a, b) => a.at - b.at);
  return {
    title: "Suasana dan transaksi menurut jam",
    text: `${moods.length} catatan suasana dan ${steps.length} transaksi.`,
    notes: ["Batang: dari entry sampai tutup. Belah ketupat: suasana saat dicatat."],
    columns: [left("Jam"), left("Sampai"), left("Apa"), right("Hasil")],
    rows: rows.map(({ at, end, what, value }) => [
      word(clock(at), at),
      word(end),
      word(what),
      value === null ? word("") : result(value, unit),
    ]),
  };
}
