import { currencyOf, workedOutDigits } from "../base/money.ts";
import { roundHalfAway } from "../base/number.ts";
import { deleteRow, insertRow, type Operation, updateRow } from "./changes.ts";
import type { Store } from "./store.ts";

/** What one unit of `currency` is worth in `quote` from a day on. */
export interface Rate {
  currency: string;
  quote: string;
  rate_date: string;
  rate: number;
}

/** How amounts of one currency are told in another one: times the factor. */
export interface Conversion {
  from: string;
  to: string;
  factor: number;
  /** The rate that the factor is from; null: it needs none, as from cent to dollar. */
  rate: Rate | null;
}

/** All rates that were typed, by pair and then the newest first. */
export function listRates({ db }: Store): Rate[] {
  const rows = db.prepare(
    `SELECT currency, quote, rate_date, rate FROM rates ORDER BY currency, quote, rate_date DESC`,
  );
  return rows.all() as Rate[];
}

/** Sets the rate of a pair from its day on, in the place of one of that day; false: it held already. */
export function setRate(operation: Operation, rate: Rate): boolean {
  const known = rateOfDay(operation.store, rate);
  if (known !== undefined) return updateRow(operation, "rates", known.id, { rate: rate.rate });
  insertRow(operation, "rates", { ...rate });
  return true;
}

/** Forgets the rate of a pair that was typed for this very day; null: there is none. */
export function deleteRate(operation: Operation, of: Omit<Rate, "rate">): Rate | null {
  const known = rateOfDay(operation.store, of);
  if (known === undefined) return null;
  deleteRow(operation, "rates", known.id);
  return { ...of, rate: known.rate };
}

function rateOfDay({ db }: Store, { currency, quote, rate_date }: Omit<Rate, "rate">) {
  const row = db.prepare(
    "SELECT id, rate FROM rates WHERE currency = ? AND quote = ? AND rate_date = ?",
  );
  return row.get(currency, quote, rate_date) as { id: number; rate: number } | undefined;
}

/** A cent account counts hundredths of a dollar: its rate is the dollar's. */
const CENT: Readonly<Record<string, string>> = { USC: "USD" };

/** The currency whose rate is asked for, and how many of it one unit is. */
export function rated(code: string): { code: string; units: number } {
  const whole = Object.hasOwn(CENT, code) ? CENT[code] : undefined;
  return whole === undefined ? { code, units: 1 } : { code: whole, units: 0.01 };
}

/**
 * How amounts are told in another currency on this day: by the rate of the pair, whichever way it
 * was typed, of that day or of the last before it. Null: there is none.
 */
export function conversionOn(
  { db }: Store,
  from: string,
  to: string,
  day: string,
): Conversion | null {
  const [own, other] = [rated(from), rated(to)];
  const units = own.units / other.units;
  if (own.code === other.code) return { from, to, factor: units, rate: null };
  const row = db.prepare(
    `SELECT currency, quote, rate_date, rate FROM rates
     WHERE rate_date <= @day AND typeof(rate) = 'real' AND rate > 0 AND ((currency = @own AND quote = @other)
       OR (currency = @other AND quote = @own))
     ORDER BY rate_date DESC, currency = @own DESC LIMIT 1`,
  );
  const rate = row.get({ day, own: own.code, other: other.code }) as Rate | undefined;
  if (rate === undefined) return null;
  const factor = units * (rate.currency === own.code ? rate.rate : 1 / rate.rate);
  return { from, to, factor, rate };
}

/** An amount in the other currency, to its last usual digit: rupiah are whole. */
export const converted = (value: number, { to, factor }: Conversion): number =>
  roundHalfAway(value * factor, workedOutDigits(currencyOf(to)));
