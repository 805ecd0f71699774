import { cleanLine } from "../base/clean.ts";
import { formatTime } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { lots } from "../base/report-parts.ts";
import { parseUtc } from "../base/zone.ts";
import type { Profile, Trade } from "../model.ts";
import type { TableCell, Tone } from "../report/report-document.ts";

export const cell = (text: string, tone: Tone = "plain"): TableCell => ({ text, tone });

/** What nobody said. */
export const NOTHING = "–";

/** Money with its sign, green for a gain and red for a loss. */
export function moneyCell(value: number, profile: Profile): TableCell {
  const tone = value > 0 ? "good" : value < 0 ? "bad" : "plain";
  return cell(formatMoney(value, currencyOf(profile.currency), { sign: true }), tone);
}

export function lotText(trade: Trade): string {
  return trade.lot_size === null ? NOTHING : lots(trade.lot_size);
}

/** "14:05–14:40", with a question mark for the one that is not known. */
export function timesText(trade: Trade, profile: Profile): string {
  if (trade.entry_time === null && trade.exit_time === null) return NOTHING;
  const clock = (time: string | null) =>
    time === null ? "?" : formatTime(parseUtc(time), profile.zone);
  return `${clock(trade.entry_time)}–${clock(trade.exit_time)}`;
}

/** yes, no, or unknown, in a word. */
export function knownText(value: boolean | null): string {
  return value === null ? NOTHING : value ? "ya" : "tidak";
}

export function plainText(value: string | null): string {
  return value === null || value === "" ? NOTHING : cleanLine(value);
}
