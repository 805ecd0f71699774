import { type Currency, formatMoney } from "../base/money.ts";

const signed = (value: number, currency: Currency) => formatMoney(value, currency, { sign: true });

/** Before the sparkline of a cumulative result: "Kumulatif 30 hari +$120.50". */
export function cumulativeText(sums: readonly number[], name: string, currency: Currency): string {
  const of = name === "" ? "" : ` ${name}`;
  return `Kumulatif${of} ${signed(sums.at(-1) ?? 0, currency)}`;
}

/** The same for ears. */
export function cumulativeSpoken(
  sums: readonly number[],
  name: string,
  currency: Currency,
): string {
  const low = signed(Math.min(0, ...sums), currency);
  const high = signed(Math.max(0, ...sums), currency);
  const text = cumulativeText(sums, name, currency);
  return `${text} dari ${sums.length} hari; terendah ${low}, tertinggi ${high}`;
}
