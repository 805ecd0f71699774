import { formatShortDate } from "../../base/dates.ts";
import { formatNumber } from "../../base/number.ts";
import { type Period, periodLabel, type ReviewedPeriod } from "../../base/period.ts";
import { capital, listed } from "../../base/phrases.ts";

const MOST_DATES = 5;

const NOUNS: Readonly<Record<Period["kind"], string>> = {
  day: "hari",
  week: "pekan",
  month: "bulan",
  year: "tahun",
  range: "rentang",
  all: "jurnal",
};

/** "pekan", "bulan", "tahun", "rentang". */
export function periodNoun({ kind }: Period): string {
  return NOUNS[kind];
}

/** The period at the beginning of a sentence: "Oktober 2026", "Bulan ini sampai hari ini". */
export function periodSubject(period: ReviewedPeriod): string {
  const { kind, unfinished } = period;
  if (unfinished) {
    if (kind === "day") return "Hari ini";
    if (kind === "week" || kind === "month" || kind === "year") {
      return `${capital(NOUNS[kind])} ini sampai hari ini`;
    }
    return `${capital(periodLabel(period))} (sampai hari ini)`;
  }
  return kind === "week" ? `Pekan ${periodLabel(period)}` : capital(plainLabel(period));
}

/** "Oktober 2026", "pekan 9–15 Nov 2026", "tahun 2025", inside a sentence. */
export function plainLabel(period: Period): string {
  const { kind } = period;
  return kind === "week" || kind === "year"
    ? `${NOUNS[kind]} ${periodLabel(period)}`
    : periodLabel(period);
}

/** "1.250 transaksi". */
export function countOfTrades(n: number): string {
  return `${formatNumber(n, 0)} transaksi`;
}

/** "bulan berikutnya": what comes after it. */
export function whatIsNext({ kind }: Period): string {
  if (kind === "week" || kind === "month" || kind === "year") return `${NOUNS[kind]} berikutnya`;
  return "hari-hari berikutnya";
}

/** "3 Nov, 5 Nov, dan 3 lainnya": at most `most`, with the year where the period has several. */
export function dayList(dates: readonly string[], period: Period, most = MOST_DATES): string {
  const withYear = period.from.slice(0, 4) !== period.to.slice(0, 4);
  const texts = dates.slice(0, most).map((date) => dayText(date, withYear));
  const rest = dates.length - texts.length;
  if (rest > 0) return `${texts.join(", ")}, dan ${rest} lainnya`;
  return listed(texts);
}

/** "3 Nov", "3 Nov 2026". */
export function dayText(date: string, withYear: boolean): string {
  const text = formatShortDate(date);
  return withYear ? text : text.slice(0, -5);
}

/** "2–8 Jun", "30 Jun – 6 Jul", "30 Jun". */
export function spanLabel(from: string, to: string): string {
  if (from === to) return dayText(from, false);
  if (from.slice(0, 7) !== to.slice(0, 7)) return `${dayText(from, false)} – ${dayText(to, false)}`;
  return `${Number(from.slice(8))}–${dayText(to, false)}`;
}
