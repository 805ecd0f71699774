import { dictionary } from "./dictionary.ts";

/** Names under which brokers sell the same thing; the normal name is the one traders say. */
const ALIASES: Readonly<Record<string, string>> = dictionary({
  GOLD: "XAUUSD",
  SILVER: "XAGUSD",
});

const CURRENCIES = new Set(
  (
    "USD EUR GBP JPY CHF AUD NZD CAD CNH CNY SGD HKD NOK SEK DKK PLN CZK HUF TRY ZAR MXN " +
    "ILS THB IDR INR KRW RUB XAU XAG XPT XPD XCU BTC ETH LTC XRP BCH SOL ADA DOT"
  ).split(" "),
);

/** Suffixes of account types: after a separator, or in lower case or digits right behind the name. */
const SEPARATED = /^([A-Za-z0-9]{2,12}?)(?:[.#!_+-][A-Za-z0-9.#!_+-]{0,12})$/;
const PREFIXED = /^[#.!_]([A-Za-z0-9]{3,})$/;

/**
 * The name of a symbol for statistics: `XAUUSD.m`, `XAUUSDc`, `XAUUSD#`, `gold` and `GOLD.pro` are
 * XAUUSD, `eurusd` is EURUSD. A pair of two known currencies loses whatever a broker wrote before
 * or behind it. Anything else (BTCUSDT, BBCA, US30, contracts with a month) only loses a suffix
 * after a point or `#` and is raised to capitals.
 */
export function normalSymbol(raw: string): string {
  const text = raw.trim().replace(/\s+/g, "");
  const slash = /^([A-Za-z]{3})\/([A-Za-z]{3})$/.exec(text);
  if (slash !== null && isPair(`${slash[1]}${slash[2]}`))
    return text.replace("/", "").toUpperCase();
  const pair = pairIn(text);
  if (pair !== null) return pair;
  const bare = PREFIXED.exec(text)?.[1] ?? text;
  const whole = bare.toUpperCase();
  const short = SEPARATED.exec(bare)?.[1]?.toUpperCase();
  const alias = ALIASES[whole] ?? (short === undefined ? undefined : ALIASES[short]);
  if (alias !== undefined) return alias;
  const minor = /^(gold|silver)(?:m|c|micro|cent|pro|ecn|z)$/i.exec(bare)?.[1];
  if (minor !== undefined) return ALIASES[minor.toUpperCase()] ?? whole;
  return whole.replace(/[.#](?:[A-Z]{1,5}|\d)?$/, (suffix) =>
    isAccountType(suffix) ? "" : suffix,
  );
}

function isPair(six: string): boolean {
  const upper = six.toUpperCase();
  return CURRENCIES.has(upper.slice(0, 3)) && CURRENCIES.has(upper.slice(3, 6));
}

/** USDT and USDC written in lower case. */
const isCoin = (rest: string) => rest === "t" || rest === "c";

/** The pair a name holds; null where the six letters go on in capitals, as in BTCUSDT. */
function pairIn(text: string): string | null {
  const match = /^[#._!a-z]{0,2}?([A-Za-z]{6})(.*)$/.exec(text);
  const six = match?.[1] ?? "";
  const rest = match?.[2] ?? "";
  if (!isPair(six)) return null;
  const isLower = six === six.toLowerCase();
  const isSuffix =
    rest === "" ||
    /^[.#!_+-]/.test(rest) ||
    (isLower ? /^[a-z]{1,5}$/.test(rest) && !isCoin(rest) : /^[a-z]{1,5}$|^\d$/.test(rest));
  return isSuffix ? six.toUpperCase() : null;
}

/** ".a", ".pro", ".raw", "#": kinds of account; ".JK" and ".N" are exchanges and stay. */
function isAccountType(suffix: string): boolean {
  return /^(?:#|\.)$|^\.(?:A|B|C|I|M|R|S|X|Z|E|P|PRO|RAW|ECN|STD|MICRO|MINI|CENT|CASH|SPOT)$/.test(
    suffix,
  );
}

/** Whether trading in it stops from Friday 17:00 to Sunday 17:00 New York: currencies and metals. */
export function keepsForexWeek(normal: string): boolean {
  if (!/^[A-Z]{6}$/.test(normal) || !isPair(normal)) return false;
  return !/BTC|ETH|LTC|XRP|BCH|SOL|ADA|DOT/.test(normal);
}

/** What traders call the pairs they trade most, and the names under which journals know them. */
const NICKNAMES: Readonly<Record<string, readonly string[]>> = dictionary({
  xau: ["XAUUSD"],
  gold: ["XAUUSD"],
  emas: ["XAUUSD"],
  xag: ["XAGUSD"],
  perak: ["XAGUSD"],
  eu: ["EURUSD"],
  gu: ["GBPUSD"],
  uj: ["USDJPY"],
  au: ["AUDUSD"],
  nu: ["NZDUSD"],
  ucad: ["USDCAD"],
  uchf: ["USDCHF"],
  gj: ["GBPJPY"],
  ej: ["EURJPY"],
  aj: ["AUDJPY"],
  eg: ["EURGBP"],
  btc: ["BTCUSD", "BTCUSDT", "BTCIDR", "BTC/IDR"],
  eth: ["ETHUSD", "ETHUSDT", "ETHIDR", "ETH/IDR"],
  nasdaq: ["NAS100", "US100", "USTEC"],
  nas: ["NAS100", "US100", "USTEC"],
  dow: ["US30", "DJ30"],
  oil: ["USOIL", "XTIUSD", "WTI"],
});

/** The symbols that a nickname may mean, the usual first; null where it is none. */
export const nicknamed = (word: string): readonly string[] | null =>
  NICKNAMES[word.toLowerCase()] ?? null;

/**
 * Whether a word nobody has used yet can only be a symbol: a pair of currencies, four letters as
 * shares have them in a journal in rupiah, or letters and figures that were typed in capitals.
 */
export function soundsLikeSymbol(word: string, currency: string): boolean {
  if (/^[A-Za-z]{6}/.test(normalSymbol(word)) && isPair(normalSymbol(word).slice(0, 6)))
    return true;
  if (currency === "IDR" && /^[a-z]{4}$/i.test(word)) return true;
  return /^(?=.*[A-Z])[A-Z0-9._#/]{3,20}$/.test(word);
}
