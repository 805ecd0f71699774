import { addDays } from "../base/dates.ts";
import {
  monthOf,
  type Period,
  type ReviewedPeriod,
  readPeriod,
  weekOf,
  yearOf,
} from "../base/period.ts";
import { journalDays, today } from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import { expectedOneOf, usage } from "../words/errors.ts";
import type { HelpLine } from "./command.ts";
import { countFrom, dayFrom, expectedPast } from "./inputs.ts";

export const RANGE_OPTIONS: readonly HelpLine[] = [
  ["--days <n>", "berapa hari ke belakang"],
  ["--date <tanggal>", "satu hari saja"],
  ["--from <tanggal>", "mulai tanggal itu"],
  ["--to <tanggal>", "sampai tanggal itu"],
];

export interface RangeOptions {
  from?: string;
  to?: string;
  date?: string;
  days?: string;
}

/** The days that --date, --from, --to and --days mean together; `days` back from today without any. */
export function rangeFrom(store: Store, options: RangeOptions, days: number) {
  const now = today(store);
  if (options.date !== undefined) {
    const day = dayFrom(store, "--date", options.date);
    return { from: day, to: day };
  }
  const to = options.to === undefined ? now : dayFrom(store, "--to", options.to);
  if (options.from !== undefined) {
    const from = dayFrom(store, "--from", options.from);
    if (from > to) throw usage("--from", options.from, `${to} atau sebelumnya`);
    return { from, to };
  }
  const back = options.days === undefined ? days : countFrom("--days", options.days);
  return { from: addDays(to, 1 - back), to };
}

/** Days of a command over many trades; without any the whole journal. */
export const PERIOD_OPTIONS: readonly HelpLine[] = [
  ["--period <periode>", 'periode: 2026-11, november, 2026, "minggu lalu", "bulan ini", ...'],
  ...RANGE_OPTIONS,
];

export interface PeriodOptions extends RangeOptions {
  period?: string;
}

/** The days meant by --period, or by --days, --date, --from and --to; the whole journal without. */
export function periodFrom(store: Store, options: PeriodOptions): Period {
  if (options.period !== undefined) return periodOf(store, "--period", options.period);
  const { date, days, from, to } = options;
  if (date === undefined && days === undefined && from === undefined && to === undefined) {
    const now = today(store);
    const { first, last } = journalDays(store) ?? { first: now, last: now };
    return { kind: "all", from: first, to: last };
  }
  const first = journalDays(store)?.first ?? today(store);
  const start = from === undefined && to !== undefined && days === undefined ? { from: first } : {};
  const range = rangeFrom(store, { ...options, ...start }, 30);
  return { kind: date === undefined ? "range" : "day", ...range };
}

/** The days of a list of trades: the last 30 where no option says others. */
export function rangeOrPeriodFrom(store: Store, options: PeriodOptions) {
  return options.period === undefined ? rangeFrom(store, options, 30) : periodFrom(store, options);
}

/** The period that the words mean, as of today. */
export function periodOf(store: Store, field: string, words: string): Period {
  const period = readPeriod(words, today(store));
  if (period !== null) return period;
  const expected =
    'periode, misalnya 2026-11, november, 2026, "minggu lalu", atau 2026-11-01..2026-11-15';
  throw usage(field, words, expected);
}

/** What makes the report the review of a period. */
export const REVIEWED_OPTIONS: readonly HelpLine[] = [
  ["--week [pekan]", "tinjauan satu pekan, Senin sampai Minggu (bawaan: pekan ini)"],
  ["--month [bulan]", "tinjauan satu bulan (bawaan: bulan ini)"],
  ["--year [tahun]", "tinjauan satu tahun (bawaan: tahun ini)"],
  ["--from <tanggal>", "tinjauan mulai tanggal itu"],
  ["--to <tanggal>", "tinjauan sampai tanggal itu"],
];

export interface ReviewedOptions {
  /** True where no value was typed. */
  week?: string | true;
  month?: string | true;
  year?: string | true;
  from?: string;
  to?: string;
}

const KINDS = { week: weekOf, month: monthOf, year: yearOf } as const;
type Kind = keyof typeof KINDS;
const NAMED = Object.keys(KINDS) as Kind[];

const EXPECTED = {
  week: 'satu pekan, misalnya 2026-W47, "minggu lalu", atau sebuah hari di dalamnya',
  month: 'satu bulan, misalnya 2026-11, november, "bulan lalu", atau sebuah hari di dalamnya',
  year: 'satu tahun, misalnya 2026, "tahun lalu", atau sebuah hari di dalamnya',
} as const;

/** Whether any of the options asks for a period. */
export const asksForPeriod = ({ week, month, year, from, to }: ReviewedOptions) =>
  [week, month, year, from, to].some((words) => words !== undefined);

/** The period that the options name; `day` is the day typed before them, if any. */
export function reviewedFrom(
  store: Store,
  options: ReviewedOptions,
  day: string | undefined,
): ReviewedPeriod {
  const now = today(store);
  const isRange = options.from !== undefined || options.to !== undefined;
  const [kind, other] = NAMED.filter((one) => options[one] !== undefined);
  if (kind !== undefined && (other !== undefined || isRange)) {
    const second = other ?? (options.from === undefined ? "to" : "from");
    throw usage(`--${kind}`, `--${second}`, expectedOneOf);
  }
  const found =
    kind === undefined ? reviewedRange(store, options, day) : reviewedKind(kind, options, day, now);
  if (found.from > now) {
    throw usage(kind === undefined ? "--from" : `--${kind}`, found.from, expectedPast(now));
  }
  return { ...found, unfinished: found.to >= now };
}

function reviewedRange(store: Store, options: ReviewedOptions, day: string | undefined): Period {
  if (day !== undefined) throw usage("tanggal", day, expectedOneOf);
  const from = options.from ?? journalDays(store)?.first;
  return { kind: "range", ...rangeFrom(store, { ...options, from }, 1) };
}

/** The week, month or year of what was typed, of the day before it, or of today. */
function reviewedKind(
  kind: Kind,
  options: ReviewedOptions,
  day: string | undefined,
  now: string,
): Period {
  const value = options[kind];
  if (typeof value === "string" && day !== undefined) {
    throw usage("tanggal", day, expectedOneOf);
  }
  const words = typeof value === "string" ? value : day;
  if (words === undefined) return KINDS[kind](now);
  const read = readPeriod(words, now);
  if (read?.kind === kind) return read;
  if (read?.kind === "day") return KINDS[kind](read.from);
  throw usage(`--${kind}`, words, EXPECTED[kind]);
}
