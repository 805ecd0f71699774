import fc from "fast-check";

/** A trade as the writers of test statements know it; amounts in units of the last digit. */
export interface ModelTrade {
  id: number;
  symbol: string;
  side: "buy" | "sell";
  lot: number; // in 0.01
  entry: number; // minutes after 2024-01-02 00:00
  hold: number; // seconds
  entryPrice: number; // in 0.00001
  exitPrice: number;
  stop: number | null;
  target: number | null;
  profit: number;
  commission: number;
  swap: number;
  fee: number; // taxes in MetaTrader 4
  magic: number | null;
  comment: string | null;
  reason: "sl" | "tp" | null;
}

export interface Model {
  account: string;
  currency: string;
  decimals: 0 | 2;
  trades: ModelTrade[];
  deposit: number;
}

const symbol = fc.constantFrom("EURUSD", "xauusd.", "GOLD_", "eurgbp-2", "XAUUSDc", "US30");
const comment = fc.constantFrom(null, "grid 7", "UT>CAC 857", 'say "hi" & <go>', "预测指标", "100");
const amount = fc.oneof(fc.constant(0), fc.integer({ min: -9_999_999, max: 9_999_999 }));

const trade = fc.record({
  symbol,
  side: fc.constantFrom("buy" as const, "sell" as const),
  lot: fc.integer({ min: 1, max: 20_000 }),
  entry: fc.integer({ min: 0, max: 500_000 }),
  hold: fc.integer({ min: 1, max: 900_000 }),
  entryPrice: fc.integer({ min: 1, max: 500_000_000 }),
  exitPrice: fc.integer({ min: 1, max: 500_000_000 }),
  stop: fc.option(fc.integer({ min: 1, max: 500_000_000 })),
  target: fc.option(fc.integer({ min: 1, max: 500_000_000 })),
  profit: amount,
  commission: amount,
  swap: amount,
  fee: amount,
  magic: fc.option(fc.integer({ min: 1, max: 4_000_000_000 })),
  comment,
  reason: fc.constantFrom(null, "sl" as const, "tp" as const),
});

/** Random statements; ids are distinct and rising. */
export const model: fc.Arbitrary<Model> = fc
  .record({
    account: fc.integer({ min: 1000, max: 999_999_999 }).map(String),
    currency: fc.constantFrom("USD", "JPY", "IDR", "USC"),
    decimals: fc.constantFrom(0 as const, 2 as const),
    trades: fc.array(trade, { minLength: 1, maxLength: 8 }),
    deposit: fc.integer({ min: 1, max: 900_000_000 }),
  })
  .map((m) => ({ ...m, trades: m.trades.map((t, i) => ({ ...t, id: 7_000_000 + i * 3 })) }));

/** "1 234.50", or "1 235" for an account without decimals. */
export function money(units: number, decimals: 0 | 2): string {
  const digits = Math.abs(units)
    .toString()
    .padStart(decimals + 1, "0");
  const whole = decimals === 0 ? digits : digits.slice(0, -decimals);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, " ");
  const sign = units < 0 ? "-" : "";
  return sign + grouped + (decimals === 0 ? "" : `.${digits.slice(-decimals)}`);
}

/** The canonical decimal our readers give for the same amount. */
export function decimal(units: number, decimals: 0 | 2): string {
  return String(decimals === 0 ? units : units / 100);
}

export const price = (units: number | null): string => ((units ?? 0) / 100_000).toFixed(5);
export const lots = (units: number): string => (units / 100).toFixed(2);
export const netOf = (t: ModelTrade): number => t.profit + t.commission + t.swap + t.fee;
export const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

const START = Date.UTC(2024, 0, 2);

/** "2024-01-02 00:00:00". */
export function isoTime(minutes: number, seconds = 0): string {
  const time = new Date(START + minutes * 60_000 + seconds * 1000);
  return time.toISOString().slice(0, 19).replace("T", " ");
}

/** "2024.01.02 00:00:00", as MetaTrader prints it. */
export const mtTime = (minutes: number, seconds = 0): string =>
  isoTime(minutes, seconds).replaceAll("-", ".");

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The text as UTF-16LE with a byte order mark, as MetaTrader 5 saves it. */
export function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
