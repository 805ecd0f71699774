import { formatDate, formatShortDate } from "../base/dates.ts";
import {
  addMoney,
  type Currency,
  currencyOf,
  formatMoney,
  fromMinor,
  toMinor,
} from "../base/money.ts";
import { marketText, moodLabel } from "../base/moods.ts";
import { formatPercent } from "../base/number.ts";
import { tradesAsDecisions } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import type { SessionLine } from "../journal/ledger/session-lines.ts";
import type { Profile } from "../model.ts";
import type { TableColumn } from "../report/document.ts";
import type { Feedback } from "../report/feedback.ts";
import { type OpenSum, openPart } from "../report/status.ts";
import { rateBySign } from "../report/win-rate.ts";
import type { Style } from "./style.ts";
import { cell, moneyCell, moodCell, renderPairs, renderTable } from "./table.ts";

const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ASCII_LEVELS = ["_", ".", "-", "=", "^"];

/**
 * One character a value, its height between the lowest and the highest; in ASCII `_.-=^`. Unknown
 * values are blank; values that are all equal lie in the middle. More than `most` values: the last
 * of each of `most` equal runs. With --plain, and without values, "": say the numbers beside it.
 */
export function sparkline(
  values: readonly (number | null)[],
  style: Style,
  most = Number.POSITIVE_INFINITY,
): string {
  if (!style.draws) return "";
  const count = Math.min(values.length, most);
  const shown = Array.from({ length: count }, (_, index) => {
    return values[Math.ceil(((index + 1) * values.length) / count) - 1] ?? null;
  });
  const levels = style.ascii ? ASCII_LEVELS : LEVELS;
  const known = shown.filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const top = levels.length - 1;
  const text = shown.map((value) => {
    if (value === null) return " ";
    // Halved first: the distance of two huge numbers may overflow.
    const share = high === low ? 0.5 : (value / 2 - low / 2) / (high / 2 - low / 2);
    return levels[Math.round(share * top)];
  });
  return text.join("");
}

const signed = (value: number, currency: Currency) => formatMoney(value, currency, { sign: true });

/** Before the sparkline of a cumulative result: "Kumulatif 30 hari +$120.50". */
function cumulativeText(sums: readonly number[], name: string, currency: Currency): string {
  const of = name === "" ? "" : ` ${name}`;
  return `Kumulatif${of} ${signed(sums.at(-1) ?? 0, currency)}`;
}

/** The same for ears. */
function cumulativeSpoken(sums: readonly number[], name: string, currency: Currency): string {
  const low = signed(Math.min(0, ...sums), currency);
  const high = signed(Math.max(0, ...sums), currency);
  const text = cumulativeText(sums, name, currency);
  return `${text} dari ${sums.length} hari; terendah ${low}, tertinggi ${high}`;
}

const MOST_POINTS = 40;

/**
 * A line with the sum of the results after each day, oldest first, as a sparkline; in words with
 * --plain. Nothing for fewer than two days, of which there is no course to see.
 */
export function cumulativeLine(
  results: readonly number[],
  profile: Profile,
  style: Style,
  name = "",
): string[] {
  if (results.length < 2) return [];
  const currency = currencyOf(profile.currency);
  let sum = 0;
  const sums = results.map((result) => {
    sum += toMinor(result, currency);
    return fromMinor(sum, currency);
  });
  if (!style.draws) return [cumulativeSpoken(sums, name, currency)];
  // From zero, so that the first day's result is seen as well.
  const line = sparkline([0, ...sums], style, MOST_POINTS);
  return [`${cumulativeText(sums, name, currency)}  ${line}`];
}

interface OpenPromiseLine {
  id: number;
  session_date: string;
  text: string;
}

export interface Dashboard {
  date: string;
  today: SessionLine | null;
  /** Today's trades, those by hand that are one decision as one. */
  decisions: number;
  /** The six days before today that have a session, newest first. */
  days: readonly SessionLine[];
  /** Results of the sessions of the last thirty days, oldest first. */
  results: readonly number[];
  /** Counts over all seven days. */
  trades: number;
  wins: number;
  losses: number;
  /** Trades that won or lost, and trades above zero; only where the trader set a band of break-even. */
  judged?: number;
  wins_by_sign?: number;
  /** The oldest of `promises`. */
  promise: OpenPromiseLine | null;
  /** Those that `promise list` shows. */
  promises: readonly OpenPromiseLine[];
  /** Today's mood; null when nobody said how it is. */
  mood: string | null;
  /** For the mood of the day; none where `rest` is what counts. */
  tip: Feedback | null;
  /** Notes of today or yesterday speak of money or a life at risk. */
  rest: boolean;
  /** Positions that are open. */
  positions: OpenSum;
  /** There is no session, nor a position: someone's first look. */
  empty: boolean;
}

/** What the view needs besides. */
export interface DashboardFacts {
  /** The sessions with mood check-ins. */
  noted: ReadonlySet<number>;
  /** The journal's last day. */
  last: string | undefined;
}

/** Where to look on a day without sessions around it. */
export const lastSession = (last: string) =>
  `Sesi terakhir ${formatShortDate(last)}: jurnal history --to ${last}`;

const COLUMNS: TableColumn[] = [
  { title: "7 hari terakhir", align: "left", dropOrder: 0 },
  { title: "Hasil", align: "right", dropOrder: 0 },
  { title: "Trx", align: "right", dropOrder: 1 },
  { title: "Suasana", align: "left", dropOrder: 2 },
];

/** Where the trader stands, at a glance. */
export function renderDashboard(
  data: Dashboard,
  known: DashboardFacts,
  profile: Profile,
  style: Style,
): string {
  const heading = style.heading(`Jurnal · ${formatDate(data.date)}`);
  if (data.empty) return `${heading}\n\n${firstSteps(style)}`;
  const parts = [heading, "", renderPairs(todayPairs(data, profile), style)];
  const week = [...(data.today === null ? [] : [data.today]), ...data.days];
  if (week.length > 0) parts.push("", renderWeek(week, data, known.noted, profile, style));
  else if (known.last !== undefined) parts.push("", lastSession(known.last));
  if (data.promises.length > 0 && !data.rest) {
    const lines = data.promises.map(({ id, session_date, text }) => {
      const since = formatShortDate(session_date);
      return style.wrap(`${id}. ${cleanLine(text)} (sejak ${since})`, style.textColumns);
    });
    parts.push("", style.strong("Janji yang terbuka"), ...lines);
  }
  if (data.rest) {
    const calm = "Tidak ada yang harus dikejar hari ini. Istirahat juga sebuah rencana.";
    parts.push("", style.wrap(calm, style.textColumns));
  }
  if (data.tip !== null) {
    parts.push("", style.wrap(`${data.tip.note} ${data.tip.step}`, style.textColumns));
  }
  return parts.join("\n");
}

function todayPairs(
  { today, decisions, mood, positions }: Dashboard,
  profile: Profile,
): [string, string][] {
  const part = openPart(positions, profile.currency);
  const held: [string, string][] = part === null ? [] : [["Terbuka", part.text]];
  if (today === null) return [["Hari ini", "belum ada sesi. Mulai: jurnal mood set"], ...held];
  const currency = currencyOf(profile.currency);
  const result = formatMoney(today.total_profit_loss, currency, { sign: true });
  return [
    ["Hari ini", `${result} dari ${tradesAsDecisions(today.total_trades, decisions)}`],
    ["Suasana", mood === null ? "belum dicatat: jurnal mood set" : moodLabel(mood)],
    ["Pasar", marketText(today)],
    ...held,
  ];
}

function renderWeek(
  week: readonly SessionLine[],
  data: Dashboard,
  noted: ReadonlySet<number>,
  profile: Profile,
  style: Style,
): string {
  const { trades, wins, losses, judged = trades, wins_by_sign: above } = data;
  const rows = week.map((day) => [
    cell(formatShortDate(day.session_date)),
    moneyCell(day.total_profit_loss, profile),
    cell(String(day.total_trades)),
    moodCell(day, noted),
  ]);
  const currency = currencyOf(profile.currency);
  const sum = addMoney(
    week.map((day) => day.total_profit_loss),
    currency,
  );
  const rates = {
    win_rate: wins / judged,
    ...(above === undefined ? {} : { win_rate_by_sign: above / trades }),
  };
  const other = rateBySign(rates, formatPercent);
  const rate =
    judged === 0 ? "" : `, ${formatPercent(wins / judged)} menang (${wins} dari ${judged}${other})`;
  const zero = trades - wins - losses;
  const even = zero === 0 ? "" : `, ${zero} impas`;
  const total = `Jumlah ${formatMoney(sum, currency, { sign: true })}${rate}${even}`;
  return [
    renderTable(COLUMNS, rows, style),
    total,
    ...cumulativeLine(data.results, profile, style, "30 hari"),
  ].join("\n");
}

const FIRST_STEPS = [
  ["jurnal mood set tenang", "suasana sebelum mulai"],
  ["jurnal trade log XAUUSD 45.50 --sl", "tiap transaksi yang ditutup"],
  ["jurnal report", "laporan mentor di akhir hari"],
] as const;

function firstSteps(style: Style): string {
  const width = Math.max(...FIRST_STEPS.map(([line]) => line.length));
  const indent = width + "  1.   ".length;
  return [
    "Selamat datang. Tiga langkah, kurang dari semenit sehari:",
    "",
    ...FIRST_STEPS.map(([line, meaning], index) => {
      const padded = style.strong(line) + " ".repeat(width - line.length);
      return `  ${index + 1}. ${padded}  ${style.wrap(meaning, style.textColumns, indent)}`;
    }),
    "",
    style.wrap(
      "Lihat dulu contohnya: jurnal demo · semua perintah: jurnal --help",
      style.textColumns,
    ),
  ].join("\n");
}
