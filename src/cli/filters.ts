import { dictionary } from "../base/dictionary.ts";
import { marketLabel, moodLabel } from "../base/moods.ts";
import { cleanLine, nearest } from "../base/text.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../journal/store.ts";
import { seenBefore, type TradeFilter } from "../journal/trades.ts";
import { expectedOneOf, usage } from "../words/errors.ts";
import { noTrades } from "../words/messages.ts";
import type { HelpLine } from "./command.ts";
import { idFrom, marketFrom, moodFrom } from "./inputs.ts";

/** What commands over many trades can be narrowed by. */
export const FILTER_OPTIONS: readonly HelpLine[] = [
  ["--symbol <simbol>", "hanya simbol ini"],
  ["--strategy <nama>", "hanya strategi ini"],
  ["--bot <nomor>", "hanya bot ini"],
  ["--bots", "hanya yang oleh bot"],
  ["--manual", "hanya yang dengan tangan, tanpa bot"],
  ["--mood <suasana>", "hanya hari dengan suasana ini"],
  ["--market <kondisi>", "hanya hari dengan kondisi pasar ini"],
  ["--side <arah>", "hanya buy, atau hanya sell"],
  ["--account <akun>", "hanya akun ini"],
  ["--tag <kata>", "hanya yang bertanda ini"],
  ["--win", "hanya yang untung"],
  ["--loss", "hanya yang rugi"],
];

export interface FilterOptions {
  symbol?: string;
  strategy?: string;
  bot?: string;
  bots?: boolean;
  manual?: boolean;
  mood?: string;
  market?: string;
  side?: string;
  account?: string;
  tag?: string;
  win?: boolean;
  loss?: boolean;
}

/** The trades that the options let through; days are `periodFrom`'s part. */
export function filterFrom(options: FilterOptions): TradeFilter {
  if (options.win && options.loss) throw usage("--win", "--loss", expectedOneOf);
  if (options.manual && (options.bots || options.bot !== undefined)) {
    throw usage("--manual", "--bot", expectedOneOf);
  }
  const filter: TradeFilter = {};
  if (options.symbol !== undefined) filter.symbol = options.symbol;
  if (options.strategy !== undefined) filter.strategy = options.strategy;
  if (options.bot !== undefined) filter.bot_id = idFrom("--bot", options.bot);
  if (options.manual) filter.by_bot = false;
  if (options.bots) filter.by_bot = true;
  if (options.mood !== undefined) filter.mood = moodFrom("--mood", options.mood);
  if (options.market !== undefined) filter.market = marketFrom("--market", options.market);
  if (options.side !== undefined) filter.side = sideFrom(options.side);
  if (options.account !== undefined) filter.account = options.account;
  if (options.tag !== undefined) filter.tag = options.tag.replace(/^#/, "").toLowerCase();
  if (options.win) filter.result = "win";
  if (options.loss) filter.result = "loss";
  return filter;
}

const SIDES: Readonly<Record<string, "buy" | "sell">> = dictionary({
  buy: "buy",
  long: "buy",
  beli: "buy",
  sell: "sell",
  short: "sell",
  jual: "sell",
});

function sideFrom(words: string): "buy" | "sell" {
  const side = SIDES[words.toLowerCase()];
  if (side === undefined) throw usage("--side", words, "buy atau sell");
  return side;
}

const RESULT = { win: "yang untung", loss: "yang rugi", zero: "yang impas" } as const;

/** "XAUUSD, dengan tangan, yang rugi"; empty without a filter. */
export function filterWords(filter: TradeFilter): string {
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

/** No trade passed: a symbol that none ever had is refused with the one that may be meant. */
export function refuseUnknownSymbol(
  store: Store,
  { symbol, from = "", to = "" }: TradeFilter,
): void {
  if (symbol === undefined) return;
  const seen = seenBefore(store, "symbol");
  if (seen.some((known) => known.toLowerCase() === symbol.toLowerCase())) return;
  const meant = nearest(symbol, seen);
  if (meant === null) return;
  const hint = `Simbol itu belum pernah dicatat. Maksud Anda ${meant}?`;
  throw new UserError("no-trades", noTrades({ from, to }), hint);
}
