import { dictionary } from "../base/dictionary.ts";

/** What sizing a trade of a symbol needs to know of it. */
export interface SymbolTerms {
  /** Value of one point of price at one lot, in the currency that the symbol is quoted in. */
  contract: number;
  /** Lots go in steps of this, from `min_lot` on. */
  step: number;
  min_lot: number;
  /** The distance of price that traders call a pip; null: a step of price. */
  pip: number | null;
  /** Prices go in steps of this; null: any, or by the price itself (`priceStep`). */
  price_step: number | null;
  /** Costs of a lot, in and out together, in the profile's currency. */
  fee: number;
  /** Costs of a purchase and of a sale in percent of their value. */
  fee_buy: number;
  fee_sell: number;
}

/** What is usual for a symbol: an assumption, to be told as one. */
export interface UsualTerms extends SymbolTerms {
  quote: string;
  /** What a lot is: 100 "oz". */
  lot: readonly [units: number, of: string];
}

/** What a trader has set of a symbol; null: not set. */
export type OwnTerms = { [K in keyof SymbolTerms]: SymbolTerms[K] | null };

const METALS: Readonly<Record<string, readonly [units: number, pip: number]>> = dictionary({
  XAU: [100, 0.1],
  XAG: [5000, 0.01],
  XPT: [100, 0.1],
  XPD: [100, 0.1],
});

/** Indices and oil: value of a point at one lot, its currency, a pip. */
const CONTRACTS: Readonly<Record<string, readonly [value: number, quote: string, pip: number]>> =
  dictionary({
    ...named("US30 DJ30 WS30 DJI", [1, "USD", 1]),
    ...named("NAS100 US100 USTEC NDX NDX100", [1, "USD", 1]),
    ...named("US500 SPX500 SP500 SPX", [1, "USD", 1]),
    ...named("US2000", [1, "USD", 1]),
    ...named("GER40 DE40 DAX40 GER30 DE30 EU50 EUSTX50 STOXX50 FRA40", [1, "EUR", 1]),
    ...named("UK100 FTSE100", [1, "GBP", 1]),
    ...named("JP225 JPN225 NIKKEI225", [1, "JPY", 1]),
    ...named("HK50 HSI50", [1, "HKD", 1]),
    ...named("AUS200", [1, "AUD", 1]),
    ...named("USOIL XTIUSD WTI UKOIL XBRUSD BRENT", [1000, "USD", 0.01]),
    ...named("XNGUSD NATGAS", [10_000, "USD", 0.001]),
  });

function named<T>(names: string, value: T): Record<string, T> {
  return Object.fromEntries(names.split(" ").map((name) => [name, value]));
}

const MONEY = new Set(
  (
    "USD EUR GBP JPY CHF AUD NZD CAD CNH CNY SGD HKD NOK SEK DKK PLN CZK HUF TRY ZAR MXN ILS THB " +
    "IDR INR KRW"
  ).split(" "),
);
const COINS = new Set("BTC ETH LTC XRP BCH SOL ADA DOT".split(" "));
/** Dollars, by whatever name an account keeps them. */
const DOLLARS = new Set(["USD", "USDT", "USDC", "BUSD"]);
/** An account in cents of a dollar: its lot is a hundredth of the usual one. */
const CENT = "USC";

const FREE = { fee: 0, fee_buy: 0, fee_sell: 0 };
const FOREX = { ...FREE, step: 0.01, min_lot: 0.01, price_step: null };

/** Lots of the Indonesia Stock Exchange, and what brokers usually take of a purchase and a sale. */
const SHARES: UsualTerms = {
  contract: 100,
  step: 1,
  min_lot: 1,
  pip: null,
  price_step: null,
  fee: 0,
  fee_buy: 0.15,
  fee_sell: 0.25,
  quote: "IDR",
  lot: [100, "lembar"],
};

/**
 * What is usual for a symbol (by its normal name) in an account of this currency: sizes of
 * contracts as most brokers have them, shares of the Indonesia Stock Exchange where the account is
 * in rupiah. Null: nothing is usual.
 */
export function usualTerms(symbol: string, currency: string): UsualTerms | null {
  const terms = standardTerms(symbol, currency);
  if (terms === null || currency !== CENT) return terms;
  const [units, of] = terms.lot;
  return { ...terms, contract: terms.contract / 100, lot: [units / 100, of] };
}

function standardTerms(symbol: string, currency: string): UsualTerms | null {
  const listed = CONTRACTS[symbol];
  if (listed !== undefined) {
    const [contract, quote, pip] = listed;
    return { ...FOREX, contract, pip, quote, lot: [contract, `${quote} per poin`] };
  }
  const [base, quote] = [symbol.slice(0, 3), symbol.slice(3)];
  const metal = METALS[base];
  if (metal !== undefined && MONEY.has(quote)) {
    const [contract, pip] = metal;
    return { ...FOREX, contract, pip, quote, lot: [contract, "oz"] };
  }
  if (MONEY.has(base) && MONEY.has(quote)) {
    const pip = quote === "JPY" ? 0.01 : quote === "IDR" || quote === "KRW" ? 1 : 0.0001;
    return { ...FOREX, contract: 100_000, pip, quote, lot: [100_000, base] };
  }
  return coinTerms(symbol) ?? (currency === "IDR" && isShare(symbol) ? SHARES : null);
}

/** BTCUSD is a broker's contract; BTCUSDT and BTC/IDR are coins at an exchange. */
function coinTerms(symbol: string): UsualTerms | null {
  const [, base = "", quote = ""] =
    /^([A-Z0-9]{2,10}?)[/_-]?(USDT|USDC|BUSD|IDR|USD)$/.exec(symbol) ?? [];
  const isContract = quote === "USD" || quote === "IDR";
  if (base === "" || (isContract && !COINS.has(base))) return null;
  const step = quote === "USD" ? 0.01 : quote === "IDR" ? 0.00000001 : 0.001;
  const terms = { contract: 1, step, min_lot: step, pip: 1, price_step: null };
  return { ...FREE, ...terms, quote, lot: [1, base] };
}

const isShare = (symbol: string) => /^[A-Z]{4}(?:-[A-Z]{1,2})?(?:\.JK)?$/.test(symbol);

/** What holds for a symbol: what was set of it, else what is usual, else what suits most. */
export function termsOf(usual: UsualTerms | null, own: OwnTerms | null): SymbolTerms {
  const of = <K extends keyof SymbolTerms>(name: K) => own?.[name] ?? usual?.[name] ?? null;
  const step = of("step") ?? of("min_lot") ?? FOREX.step;
  return {
    contract: of("contract") ?? Number.NaN,
    step,
    min_lot: of("min_lot") ?? step,
    pip: of("pip"),
    price_step: of("price_step"),
    fee: of("fee") ?? 0,
    fee_buy: of("fee_buy") ?? 0,
    fee_sell: of("fee_sell") ?? 0,
  };
}

/** From which price on shares of the Indonesia Stock Exchange go in which steps. */
const FRACTIONS: readonly (readonly [from: number, step: number])[] = [
  [5000, 25],
  [2000, 10],
  [500, 5],
  [200, 2],
  [0, 1],
];

/** The step in which a price of this symbol goes at this price; null: any. */
export function priceStep(
  symbol: string,
  currency: string,
  terms: SymbolTerms,
  price: number,
): number | null {
  if (terms.price_step !== null) return terms.price_step;
  if (standardTerms(symbol, currency) !== SHARES) return null;
  return FRACTIONS.find(([from]) => price >= from)?.[1] ?? 1;
}

/**
 * What tells the value of a point at one lot by the price, in the account's currency, by a contract
 * that was set (null: the usual one) and without a rate: where the quote's currency is the account's,
 * or the account's is the one that is bought and so the price itself tells it (USDJPY in dollars).
 * It answers null where that is not to tell.
 */
export function valueInTable(
  symbol: string,
  account: string,
  contract: number | null,
): (price: number | null) => number | null {
  const size = contract ?? usualTerms(symbol, account)?.contract;
  if (size === undefined) return () => null;
  const own = isSame(account);
  const whole = size * unitsOf(account);
  if (own(quoteOf(symbol, account))) return () => whole;
  const isPair = symbol.length === 6 && MONEY.has(symbol.slice(0, 3));
  if (!isPair || !own(symbol.slice(0, 3))) return () => null;
  return (price) => (price === null || price <= 0 ? null : whole / price);
}

/** The same by a rate: what one unit of the quote's currency is worth (for a cent account in dollars). */
export const valueByRate = (contract: number, account: string, rate: number) =>
  contract * rate * unitsOf(account);

/** The currency a symbol is quoted in; the account's, where nothing tells another one. */
export function quoteOf(symbol: string, account: string): string {
  return standardTerms(symbol, account)?.quote ?? account;
}

/** Whether a price of the symbol is money of the account, or tells how much of it. */
export const needsRate = (symbol: string, account: string) =>
  valueInTable(symbol, account, 1)(1) === null;

const unitsOf = (account: string) => (account === CENT ? 100 : 1);
const isSame = (account: string) => (code: string) =>
  code === account || (DOLLARS.has(code) && (DOLLARS.has(account) || account === CENT));
