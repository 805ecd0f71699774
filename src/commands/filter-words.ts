import { cleanLine } from "../base/clean.ts";
import { marketLabel } from "../base/markets.ts";
import { moodLabel } from "../base/moods.ts";

/** What trades can be narrowed by. */
interface Narrowed {
  symbol?: string;
  strategy?: string;
  bot_id?: number;
  by_bot?: boolean;
  mood?: string;
  market?: string;
  side?: string;
  account?: string;
  tag?: string;
  result?: "win" | "loss" | "zero";
}

const RESULT = { win: "yang untung", loss: "yang rugi", zero: "yang impas" } as const;

/** "XAUUSD, dengan tangan, yang rugi"; empty without a filter. */
export function filterWords(filter: Narrowed): string {
  const { symbol, strategy, bot_id, by_bot, mood, market, side, account, tag, result } = filter;
  const words = [
    symbol === undefined ? "" : cleanLine(symbol).toUpperCase(),
    side ?? "",
    strategy === undefined ? "" : `strategi ${cleanLine(strategy)}`,
    bot_id === undefined ? "" : `bot #${bot_id}`,
    by_bot === undefined ? "" : by_bot ? "oleh bot" : "dengan tangan",
    mood === undefined ? "" : `hari bersuasana ${moodLabel(mood)}`,
    market === undefined ? "" : `pasar ${marketLabel(market)}`,
    account === undefined ? "" : `akun ${cleanLine(account)}`,
    tag === undefined ? "" : `bertanda ${cleanLine(tag)}`,
    result === undefined ? "" : RESULT[result],
  ];
  return words.filter((word) => word !== "").join(", ");
}
