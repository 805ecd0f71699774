import { formatDate, formatShortDate } from "../base/dates.ts";
import { marketLabel } from "../base/markets.ts";
import { addMoney, currencyOf, formatMoney } from "../base/money.ts";
import { moodLabel } from "../base/moods.ts";
import { formatPercent } from "../base/numbers.ts";
import type { SessionLine } from "../journal/sessions.ts";
import type { Profile } from "../model.ts";
import type { Feedback } from "../report/feedback.ts";
import type { TableColumn } from "../report/report-document.ts";
import { cell, moneyCell } from "./cells.ts";
import { cumulativeLine } from "./cumulative.ts";
import { renderPairs } from "./pairs.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

export interface Dashboard {
  date: string;
  today: SessionLine | null;
  /** The six days before today that have a session, newest first. */
  days: readonly SessionLine[];
  /** Results of the sessions of the last thirty days, oldest first. */
  results: readonly number[];
  /** Counts over all seven days. */
  trades: number;
  wins: number;
  losses: number;
  promise: { session_date: string; text: string } | null;
  /** Today's mood; null when nobody said how it is. */
  mood: string | null;
  /** For the mood of the day. */
  tip: Feedback | null;
  /** There is no session at all: someone's first look. */
  empty: boolean;
}

const COLUMNS: TableColumn[] = [
  { title: "7 hari terakhir", align: "left", dropOrder: 0 },
  { title: "Hasil", align: "right", dropOrder: 0 },
  { title: "Trx", align: "right", dropOrder: 1 },
  { title: "Suasana", align: "left", dropOrder: 2 },
];

/** Where the trader stands, at a glance. */
export function renderDashboard(data: Dashboard, profile: Profile, style: Style): string {
  const heading = style.heading(`Jurnal · ${formatDate(data.date)}`);
  if (data.empty) return `${heading}\n\n${firstSteps(style)}`;
  const parts = [heading, "", renderPairs(todayPairs(data, profile), style)];
  const week = [...(data.today === null ? [] : [data.today]), ...data.days];
  if (week.length > 0) parts.push("", renderWeek(week, data, profile, style));
  if (data.promise !== null) {
    const since = formatShortDate(data.promise.session_date);
    parts.push(
      "",
      style.strong(`Janji dari ${since}`),
      style.wrap(data.promise.text, style.textColumns),
    );
  }
  if (data.tip !== null) {
    parts.push("", style.wrap(`${data.tip.note} ${data.tip.step}`, style.textColumns));
  }
  return parts.join("\n");
}

function todayPairs({ today, mood }: Dashboard, profile: Profile): [string, string][] {
  if (today === null) return [["Hari ini", "belum ada sesi. Mulai: jurnal mood set"]];
  const currency = currencyOf(profile.currency);
  const result = formatMoney(today.total_profit_loss, currency, { sign: true });
  return [
    ["Hari ini", `${result} dari ${today.total_trades} transaksi`],
    ["Suasana", mood === null ? "belum dicatat: jurnal mood set" : moodLabel(mood)],
    ["Pasar", marketLabel(today.market_conditions)],
  ];
}

function renderWeek(
  week: readonly SessionLine[],
  data: Dashboard,
  profile: Profile,
  style: Style,
): string {
  const { trades, wins, losses } = data;
  const rows = week.map((day) => [
    cell(formatShortDate(day.session_date)),
    moneyCell(day.total_profit_loss, profile),
    cell(String(day.total_trades)),
    cell(moodLabel(day.emotions)),
  ]);
  const currency = currencyOf(profile.currency);
  const sum = addMoney(
    week.map((day) => day.total_profit_loss),
    currency,
  );
  const rate =
    trades === 0 ? "" : `, ${formatPercent(wins / trades)} menang (${wins} dari ${trades})`;
  const zero = trades - wins - losses;
  const even = zero === 0 ? "" : `, ${zero} impas`;
  const total = `Jumlah ${formatMoney(sum, currency, { sign: true })}${rate}${even}`;
  return [
    renderTable(COLUMNS, rows, style),
    total,
    ...cumulativeLine(data.results, profile, style, "30 hari"),
  ].join("\n");
}

function firstSteps(style: Style): string {
  return [
    "Selamat datang. Tiga langkah, kurang dari semenit sehari:",
    "",
    `  1. ${style.strong("jurnal mood set tenang")}            suasana sebelum mulai`,
    `  2. ${style.strong("jurnal trade log XAUUSD 45.50 --sl")} tiap transaksi yang ditutup`,
    `  3. ${style.strong("jurnal report")}                     laporan mentor di akhir hari`,
    "",
    "Lihat dulu contohnya: jurnal demo · semua perintah: jurnal --help",
  ].join("\n");
}
