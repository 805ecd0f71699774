import { currencyOf, formatMoney, MASK } from "./money.ts";
import { formatNumber, formatPrice } from "./number.ts";

const MOST_IDS = 5;

/** Where each trade stands in the table beside what is being composed; `inOrderOf` alone changes it. */
let places: ReadonlyMap<number, number> = new Map();

/** What `compose` makes, its lists of these trades in their order, which is that of the table. */
export function inOrderOf<T>(trades: readonly { id: number }[], compose: () => T): T {
  const before = places;
  places = new Map(trades.map(({ id }, index) => [id, index]));
  try {
    return compose();
  } finally {
    places = before;
  }
}

/**
 * "#12, #7 dan 3 lainnya": the first five ids; inside `inOrderOf` these in the order of the table,
 * else, and where one of them is not in it, as given.
 */
export function idList(ids: readonly number[]): string {
  const first = ids.slice(0, MOST_IDS);
  if (first.every((id) => places.has(id))) {
    first.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }
  const shown = first.map((id) => `#${id}`);
  const rest = ids.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} dan ${rest} lainnya` : listed(shown);
}

/**
 * "#7 dan #12", "5 terburuk dari 34: #2, #5, ..." of ids that come worst first: up to five are all
 * that there are, more than five (`all` where not all came) are said to be the worst of so many.
 */
export function worstList(ids: readonly number[], all = ids.length): string {
  const worst = ids.slice(0, MOST_IDS);
  return all > worst.length
    ? `${worst.length} terburuk dari ${all}: ${idList(worst)}`
    : idList(ids);
}

/** "a", "a dan b", "a, b, dan c". */
export function listed(parts: readonly string[]): string {
  if (parts.length < 3) return parts.join(" dan ");
  return `${parts.slice(0, -1).join(", ")}, dan ${parts.at(-1)}`;
}

/** "kedua", "ketiga", "keempat", then "semua 5": all of so many, before a noun. */
export function allOf(count: number): string {
  return ["", "satu-satunya", "kedua", "ketiga", "keempat"][count] ?? `semua ${count}`;
}

/** "dua", "tiga": a small number as a word. */
export function inWords(count: number): string {
  return ["nol", "satu", "dua", "tiga", "empat", "lima"][count] ?? String(count);
}

/** "4 transaksi"; where some of them are one decision, "4 transaksi (2 keputusan)". */
export function tradesAsDecisions(trades: number, decisions: number): string {
  return `${trades} transaksi${decisions === trades ? "" : ` (${decisions} keputusan)`}`;
}

/** Signed money: "+$45.50", "-$25.30". */
export function signed(value: unknown, currency: string): string {
  return formatMoney(Number(value), currencyOf(currency), { sign: true });
}

/** "Hasilnya -$12.40.", of nothing won or lost "Hasilnya impas." */
export function cameTo(value: unknown, currency: string): string {
  return `Hasilnya ${Number(value) === 0 ? "impas" : signed(value, currency)}.`;
}

/** Money without its sign, for where a word says the direction. */
export function unsigned(value: unknown, currency: string): string {
  return formatMoney(Math.abs(Number(value)), currencyOf(currency));
}

/** "0,10", "5", "0,00125": a lot as traders write it, a coin amount as deep as it goes; or MASK. */
export function lots(value: unknown): string {
  if (value === MASK) return MASK;
  const lot = Number(value);
  const cents = Math.round(lot * 100) / 100 === lot;
  return Number.isInteger(lot) || !cents ? amount(lot) : formatNumber(lot, 2);
}

/** Any number, without zeros at its end: "3", "3,5", "2.650,25"; or MASK. */
export function amount(value: unknown): string {
  if (value === MASK) return MASK;
  return formatNumber(Number(value), 8, { trim: true });
}

/** A price: "3350", "3354,20"; or MASK. */
export function price(value: unknown): string {
  return value === MASK ? MASK : formatPrice(Number(value));
}

/** "3x", "1,75x". */
export function times(value: unknown): string {
  return `${formatNumber(Number(value), 2, { trim: true })}x`;
}

/** A number that already is in percent: "2,5%". */
export function percent(value: unknown): string {
  return `${formatNumber(Number(value), 2, { trim: true })}%`;
}

/** A result in R: "+0,25R", "-0,40R"; what rounds to zero has no sign: "0,00R". */
export function inR(value: unknown, digits = 2): string {
  return `${formatNumber(Number(value), digits, { sign: true })}R`;
}

/** A mark of a scale in R: "-1R", "0R", "0,5R". */
export function markR(value: number): string {
  return `${formatNumber(value, 6, { trim: true })}R`;
}

/** The p of a test: "0,049"; below a thousandth "< 0,001". */
export const chance = (p: number) =>
  p < 0.001 ? `< ${formatNumber(0.001, 3)}` : formatNumber(p, 3);

/** "p = 0.012", "p < 0.001". */
export const pIs = (p: number) => `p ${p < 0.001 ? "" : "= "}${chance(p)}`;

/** The text with its first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How the reader is addressed. */
export type Voice = "Anda" | "kamu";

/** The possessive: "lot Anda", "lotmu". */
export function yours(noun: string, voice: Voice): string {
  return voice === "Anda" ? `${noun} Anda` : `${noun}mu`;
}

/** The pronoun at the beginning of a sentence: "Anda", "Kamu". */
export function youFirst(voice: Voice): string {
  return voice === "Anda" ? "Anda" : "Kamu";
}
