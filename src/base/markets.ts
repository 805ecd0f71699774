import { cleanLine } from "./clean.ts";
import { type Lexicon, lookUp } from "./lexicon.ts";

/** The state of the market on a day, as it is stored. */
export type Market = "normal" | "trending" | "sideways" | "volatile" | "news" | "sepi";

const LEXICON: Lexicon<Market> = {
  normal: ["biasa", "biasa saja", "biasa aja", "wajar"],
  trending: [
    ...["tren", "trend", "tren naik", "tren turun", "uptrend", "downtrend", "trend naik"],
    ...["trend turun", "bullish", "bearish", "naik", "turun", "📈", "📉"],
  ],
  sideways: ["sideway", "ranging", "range", "datar", "mendatar", "konsolidasi", "choppy"],
  volatile: ["volatil", "bergejolak", "gejolak", "liar", "ganas", "wild", "🎢", "🌊"],
  news: [
    ...["berita", "hari berita", "nfp", "fomc", "cpi", "rilis data", "rilis berita", "high impact"],
    ...["news day", "📰"],
  ],
  sepi: ["quiet", "tenang", "libur", "low volume", "volume rendah", "lesu", "😴"],
};

/** All market conditions, in the order in which they are offered. */
export const MARKETS: readonly Market[] = Object.keys(LEXICON) as Market[];

/** The market condition meant by a word, a synonym (Indonesian or English) or an emoji. */
export function readMarket(
  text: string,
): { ok: true; market: Market } | { ok: false; nearest: Market | null } {
  const found = lookUp(text, LEXICON);
  return found.ok ? { ok: true, market: found.word } : found;
}

/** The condition as it is shown; an unknown word of an old file stays, made safe to print. */
export function marketLabel(market: string): string {
  const found = readMarket(market);
  return found.ok ? found.market : cleanLine(market);
}
