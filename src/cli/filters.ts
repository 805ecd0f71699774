import { dictionary } from "../base/dictionary.ts";
import { mistakeLabel } from "../base/mistakes.ts";
import { marketLabel, moodLabel } from "../base/moods.ts";
import { cleanLine, nearest } from "../base/text.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../journal/store.ts";
import { seenBefore, type TradeFilter } from "../journal/trades.ts";
import { TRADE_FIELDS } from "../trade/fields.ts";
import { NO_CONTEXT } from "../trade/readers.ts";
import { expectedOneOf, usage } from "../words/errors.ts";
import { noTrades } from "../words/messages.ts";
import type { HelpLine } from "./command.ts";
import { bodyFrom, idFrom, marketFrom, moodFrom } from "./inputs.ts";

/** What commands over many trades can be narrowed by. */
export const FILTER_OPTIONS: readonly HelpLine[] = [
  ["--symbol <simbol>", "hanya simbol ini"],
  ["--setup <nama>", "hanya setup (strategi) ini"],
  ["--bot <nomor>", "hanya bot ini"],
  ["--bots", "hanya yang oleh bot"],
  ["--manual", "hanya yang dengan tangan, tanpa bot"],
  [
    "--mood <suasana>",
    "hanya dengan suasana ini: yang di transaksinya, bila tidak ada yang harinya",
  ],
  ["--market <kondisi>", "hanya hari dengan kondisi pasar ini"],
  ["--side <arah>", "hanya buy, atau hanya sell"],
  ["--account <akun>", "hanya akun ini"],
  ["--tag <kata>", "hanya yang bertanda ini"],
  ["--timeframe <waktu>", "hanya yang diputuskan di timeframe ini"],
  ["--confidence <1-5>", "hanya yang keyakinannya segini"],
  ["--mistake <kata>", "hanya yang berkesalahan ini"],
  ["--body <badan>", "hanya hari dengan badan segar, biasa, capek, atau ngantuk"],
  ["--win", "hanya yang untung"],
  ["--loss", "hanya yang rugi"],
];

export interface FilterOptions {
  symbol?: string;
  setup?: string;
  bot?: string;
  bots?: boolean;
  manual?: boolean;
  mood?: string;
  market?: string;
  side?: string;
  account?: string;
  tag?: string;
  timeframe?: string;
  confidence?: string;
  mistake?: string;
  body?: string;
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
  if (options.setup !== undefined) filter.setup = options.setup;
  if (options.bot !== undefined) filter.bot_id = idFrom("--bot", options.bot);
  if (options.manual) filter.by_bot = false;
  if (options.bots) filter.by_bot = true;
  if (options.mood !== undefined) filter.mood = moodFrom("--mood", options.mood);
  if (options.market !== undefined) filter.market = marketFrom("--market", options.market);
  if (options.side !== undefined) filter.side = sideFrom(options.side);
  if (options.account !== undefined) filter.account = options.account;
  if (options.tag !== undefined) filter.tag = options.tag.replace(/^#/, "").toLowerCase();
  if (options.timeframe !== undefined) {
    filter.timeframe = wordOf("timeframe", "--timeframe", options.timeframe);
  }
  if (options.confidence !== undefined) {
    filter.confidence = wordOf("confidence", "--confidence", options.confidence);
  }
  if (options.mistake !== undefined) {
    filter.mistake = wordOf("mistakes", "--mistake", [options.mistake]);
  }
  if (options.body !== undefined) filter.body = bodyFrom("--body", options.body);
  if (options.win) filter.result = "win";
  if (options.loss) filter.result = "loss";
  return filter;
}

/** What a field of a trade is when it is said like this. */
function wordOf<T extends string | number>(
  field: "timeframe" | "confidence" | "mistakes",
  option: string,
  said: unknown,
): T {
  const reading = TRADE_FIELDS[field].read(said, NO_CONTEXT);
  if (reading.ok && reading.value !== null) return reading.value as T;
  throw usage(option, String(said), reading.ok ? "tidak kosong" : reading.expected);
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
  const { symbol, setup, bot_id, by_bot, mood, market, side, account, tag, result } = filter;
  const { timeframe, confidence, mistake, body } = filter;
  const words = [
    symbol === undefined ? "" : cleanLine(symbol).toUpperCase(),
    side ?? "",
    setup === undefined ? "" : `setup ${cleanLine(setup)}`,
    bot_id === undefined ? "" : `bot #${bot_id}`,
    by_bot === undefined ? "" : by_bot ? "oleh bot" : "dengan tangan",
    mood === undefined ? "" : `bersuasana ${moodLabel(mood)}`,
    market === undefined ? "" : `pasar ${marketLabel(market)}`,
    account === undefined ? "" : `akun ${cleanLine(account)}`,
    tag === undefined ? "" : `bertanda ${cleanLine(tag)}`,
    timeframe === undefined ? "" : `timeframe ${timeframe}`,
    confidence === undefined ? "" : `keyakinan ${confidence}`,
    mistake === undefined ? "" : `kesalahan ${mistakeLabel(mistake)}`,
    body === undefined ? "" : `badan ${body}`,
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
