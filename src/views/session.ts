import { formatDate, formatTime } from "../base/dates.ts";
import { marketLabel } from "../base/markets.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { moodLabel } from "../base/moods.ts";
import { parseUtc } from "../base/zone.ts";
import type { MoodCheckin, Profile, Session, Trade } from "../model.ts";
import { renderPairs } from "./pairs.ts";
import type { Style } from "./style.ts";
import { renderTrades } from "./trade.ts";

export interface DayView extends Session {
  trades: readonly Trade[];
  moods: readonly MoodCheckin[];
}

/** One day: its mood, market and totals, its check-ins, its notes, its trades. */
export function renderSession(day: DayView, profile: Profile, style: Style): string {
  const currency = currencyOf(profile.currency);
  const pairs: [string, string][] = [
    ["Hasil", formatMoney(day.total_profit_loss, currency, { sign: true })],
    ["Transaksi", countText(day)],
    ["Suasana", moodsText(day, profile)],
    ["Pasar", marketLabel(day.market_conditions)],
  ];
  if (day.personal_notes) pairs.push(["Catatan", day.personal_notes]);
  const parts = [style.heading(`Sesi ${formatDate(day.session_date)}`), renderPairs(pairs, style)];
  if (day.trades.length > 0) parts.push("", renderTrades(day.trades, profile, style));
  return parts.join("\n");
}

function countText({ trades }: DayView): string {
  const wins = trades.filter((trade) => trade.profit_loss > 0).length;
  const losses = trades.filter((trade) => trade.profit_loss < 0).length;
  if (trades.length === 0) return "belum ada";
  const zero = trades.length - wins - losses;
  return `${trades.length} (${wins} untung, ${losses} rugi${zero > 0 ? `, ${zero} impas` : ""})`;
}

function moodsText({ moods, emotions }: DayView, profile: Profile): string {
  if (moods.length === 0) return moodLabel(emotions);
  return moods
    .map(
      (checkin) =>
        `${formatTime(parseUtc(checkin.created_at), profile.zone)} ${moodLabel(checkin.mood)}`,
    )
    .join(" · ");
}
