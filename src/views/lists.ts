import { formatDate, formatShortDate, formatTime } from "../base/dates.ts";
import { addMoney, currencyOf, formatMoney } from "../base/money.ts";
import { marketText, moodLabel, unnotedMood } from "../base/moods.ts";
import { countOutcomesOf } from "../base/outcome.ts";
import { parseUtc, zoneLabel } from "../base/time.ts";
import type { DatedMood } from "../journal/days.ts";
import type { SessionLine } from "../journal/ledger/session-lines.ts";
import type { BotLine } from "../journal/owners.ts";
import { type Conversion, converted } from "../journal/rates.ts";
import type { MoodCheckin, OriginReport, Profile, Session, Trade } from "../model.ts";
import { rateWords } from "../report/beside.ts";
import { type TableColumn, toneOf } from "../report/document.ts";
import type { Feedback } from "../report/feedback.ts";
import { cumulativeLine, lastSession } from "./dashboard.ts";
import type { Style } from "./style.ts";
import {
  cell,
  moneyCell,
  moodCell,
  NOTHING,
  plainText,
  renderPairs,
  renderTable,
} from "./table.ts";
import { tradeTable } from "./trade.ts";

const HISTORY_COLUMNS: TableColumn[] = [
  { title: "Hari", align: "left", dropOrder: 0, least: Number.POSITIVE_INFINITY },
  { title: "Hasil", align: "right", dropOrder: 0 },
  { title: "Trx", align: "right", dropOrder: 1 },
  { title: "Menang", align: "right", dropOrder: 4 },
  { title: "Suasana", align: "left", dropOrder: 2 },
  { title: "Skor", align: "right", dropOrder: 3 },
];
const LINE: TableColumn = { title: "Kata mentor", align: "left", dropOrder: 5 };
/** From here on the mentor's line has a column; on a narrower terminal it stands below its day. */
const WIDE = 110;

/**
 * Past days, newest first, with their sum below. `noted` are the sessions with mood check-ins,
 * `last` the journal's last day; with a conversion every result stands in that currency too.
 */
export function renderHistory(
  sessions: readonly SessionLine[],
  {
    noted,
    last,
    conversion,
  }: { noted: ReadonlySet<number>; last: string | undefined; conversion: Conversion | null },
  range: { from: string; to: string },
  profile: Profile,
  style: Style,
): string {
  const days = `${formatShortDate(range.from)} sampai ${formatShortDate(range.to)}`;
  if (sessions.length === 0) {
    const where = last === undefined || last > range.to ? "" : ` ${lastSession(last)}`;
    return style.wrap(`Tidak ada sesi dari ${days}.${where}`, style.textColumns);
  }
  // Read aloud, a row is a line however wide it is.
  const isWide = style.columns >= WIDE || !style.draws;
  const rows = sessions.map((session) => [
    cell(formatShortDate(session.session_date)),
    moneyCell(session.total_profit_loss, profile),
    ...(conversion === null ? [] : [otherCell(session.total_profit_loss, conversion)]),
    cell(String(session.total_trades)),
    cell(session.total_trades === 0 ? NOTHING : String(session.wins)),
    moodCell(session, noted),
    cell(session.headline === null ? NOTHING : `${session.risk_score}${session.stale ? "*" : ""}`),
    ...(isWide ? [cell(lineOf(session) ?? NOTHING)] : []),
  ]);
  const columns = [
    ...HISTORY_COLUMNS.slice(0, 2),
    ...(conversion === null ? [] : [otherColumn(conversion)]),
    ...HISTORY_COLUMNS.slice(2),
    ...(isWide ? [LINE] : []),
  ];
  const table = renderTable(columns, rows, style);
  const currency = currencyOf(profile.currency);
  const sum = addMoney(
    sessions.map((session) => session.total_profit_loss),
    currency,
  );
  const total = formatMoney(sum, currency, { sign: true });
  const lines = [
    `${sessions.length} sesi dari ${days}, hasil ${total}`,
    ...cumulativeLine(
      sessions.map((session) => session.total_profit_loss).reverse(),
      profile,
      style,
    ),
  ];
  if (conversion !== null) {
    const other = formatMoney(converted(sum, conversion), currencyOf(conversion.to), {
      sign: true,
    });
    lines.push(`Dalam ${conversion.to}: ${other}, dengan ${rateWords(conversion)}.`);
  }
  if (sessions.some((session) => session.stale)) {
    lines.push("* hari itu berubah sesudah laporannya dibuat; buat lagi: jurnal report TANGGAL");
  }
  const below = lines.map((line) => style.wrap(line, style.textColumns));
  return [isWide ? table : withLinesBelow(table, sessions, style), ...below].join("\n");
}

/** A result in another currency, and the column in which it stands beside its own. */
const otherCell = (value: number, conversion: Conversion) =>
  cell(
    formatMoney(converted(value, conversion), currencyOf(conversion.to), { sign: true }),
    toneOf(value),
  );
const otherColumn = ({ to }: Conversion): TableColumn => ({
  title: `≈ ${to}`,
  align: "right",
  dropOrder: 0,
});

/** The mentor's line of a day, else what QuantumBotX says of it, marked as such. */
function lineOf({ headline, origin_message }: SessionLine): string | null {
  const [said] = origin_message?.split("\n") ?? [];
  if (headline !== null) return plainText(headline);
  return said === undefined ? null : `QuantumBotX: ${plainText(said)}`;
}

/** Puts each day's mentor line below its row. */
function withLinesBelow(table: string, sessions: readonly SessionLine[], style: Style): string {
  const [head, rule, ...rows] = table.split("\n");
  const days = rows.map((row, index) => {
    const session = sessions[index];
    const line = session === undefined ? null : lineOf(session);
    return line === null ? row : `${row}\n  ${style.wrap(line, style.textColumns, 2)}`;
  });
  return [head, rule, ...days].join("\n");
}

export interface DayView extends Session {
  trades: readonly Trade[];
  moods: readonly MoodCheckin[];
  origin_report: OriginReport | null;
}

/** One day: its mood, market and totals, its check-ins, its notes, its trades. */
export function renderSession(day: DayView, profile: Profile, style: Style): string {
  const currency = currencyOf(profile.currency);
  const pairs: [string, string][] = [
    ["Hasil", formatMoney(day.total_profit_loss, currency, { sign: true })],
    ["Transaksi", countText(day)],
    ["Suasana", moodsText(day, profile)],
    ["Pasar", marketText(day)],
  ];
  if (day.body != null) pairs.push(["Badan", plainText(day.body)]);
  if (day.personal_notes) pairs.push(["Catatan", day.personal_notes]);
  const { origin_report: report } = day;
  if (report !== null) {
    const said = report.message[0] ?? report.patterns[0] ?? NOTHING;
    pairs.push(["QuantumBotX", `${said} (lengkapnya: jurnal report ${day.session_date})`]);
  }
  const parts = [style.heading(`Sesi ${formatDate(day.session_date)}`), renderPairs(pairs, style)];
  if (day.trades.length > 0) parts.push("", ...tradeTable(() => day.trades, profile, style));
  return parts.join("\n");
}

function countText({ trades }: DayView): string {
  const { wins, losses, zero } = countOutcomesOf(trades);
  if (trades.length === 0) return "belum ada";
  return `${trades.length} (${wins} untung, ${losses} rugi${zero > 0 ? `, ${zero} impas` : ""})`;
}

function moodsText({ moods, emotions }: DayView, profile: Profile): string {
  const noted = moods.map(
    (checkin) =>
      `${formatTime(parseUtc(checkin.created_at), profile.zone)} ${moodLabel(checkin.mood)}`,
  );
  const unnoted = unnotedMood(emotions, moods.at(-1)?.mood);
  if (moods.length === 0 && unnoted === null) return "belum dicatat";
  return [...noted, ...(unnoted === null ? [] : [moodLabel(unnoted)])].join(" · ");
}

const MOOD_COLUMNS: TableColumn[] = [
  { title: "Nomor", align: "right", dropOrder: 3 },
  { title: "Hari", align: "left", dropOrder: 0, least: Number.POSITIVE_INFINITY },
  { title: "Jam", align: "left", dropOrder: 1 },
  { title: "Suasana", align: "left", dropOrder: 0 },
  { title: "Catatan", align: "left", dropOrder: 2 },
];

/** `mood list`, in the zone of the profile; a sentence where there is none. */
export function renderMoods(moods: readonly DatedMood[], profile: Profile, style: Style): string {
  if (moods.length === 0) return "Belum ada suasana yang dicatat. Mulai: jurnal mood set";
  const rows = moods.map((checkin) => [
    cell(checkin.id === null ? NOTHING : `#${checkin.id}`),
    cell(formatShortDate(checkin.session_date)),
    cell(
      checkin.created_at === null
        ? NOTHING
        : formatTime(parseUtc(checkin.created_at), profile.zone),
    ),
    cell(moodLabel(checkin.mood)),
    cell(plainText(checkin.note)),
  ]);
  return renderTable(MOOD_COLUMNS, rows, style);
}

/** `feedback`: what the mentor says to a mood. */
export function renderFeedback(mood: string, feedback: Feedback, style: Style): string {
  const text = `${feedback.note} ${feedback.step}`;
  return `${style.heading(moodLabel(mood))}\n${style.wrap(text, style.textColumns)}`;
}

const PROFILE_COLUMNS: TableColumn[] = [
  { title: "", align: "left", dropOrder: 0 },
  { title: "Profil", align: "left", dropOrder: 0 },
  { title: "Mata uang", align: "left", dropOrder: 1 },
  { title: "Zona", align: "left", dropOrder: 2 },
  { title: "Hari mulai", align: "left", dropOrder: 4 },
  { title: "Saldo awal", align: "right", dropOrder: 3 },
];

/** All profiles; the one in use is marked. */
export function renderProfiles(profiles: readonly Profile[], inUse: number, style: Style): string {
  const rows = profiles.map((profile) => [
    cell(profile.id === inUse ? "*" : ""),
    cell(plainText(profile.name)),
    cell(profile.currency),
    cell(zoneLabel(profile.zone)),
    cell(profile.day_start),
    cell(
      profile.initial_balance === null
        ? NOTHING
        : formatMoney(profile.initial_balance, currencyOf(profile.currency)),
    ),
  ]);
  return `${renderTable(PROFILE_COLUMNS, rows, style)}\n* sedang dipakai`;
}

const BOT_COLUMNS: TableColumn[] = [
  { title: "#", align: "right", dropOrder: 0 },
  { title: "Nama", align: "left", dropOrder: 0 },
  { title: "Pasar", align: "left", dropOrder: 2 },
  { title: "Strategi", align: "left", dropOrder: 1 },
  { title: "Status", align: "left", dropOrder: 3 },
  { title: "Transaksi", align: "right", dropOrder: 0 },
];

/** `bot list`; a sentence where there is none. */
export function renderBots(bots: readonly BotLine[], style: Style): string {
  if (bots.length === 0) return "Belum ada bot. Tambahkan: jurnal bot add NAMA";
  const rows = bots.map((bot) => [
    cell(String(bot.id), "muted"),
    cell(plainText(bot.name)),
    cell(plainText(bot.market)),
    cell(plainText(bot.strategy)),
    cell(plainText(bot.status)),
    cell(String(bot.trades)),
  ]);
  return renderTable(BOT_COLUMNS, rows, style);
}
