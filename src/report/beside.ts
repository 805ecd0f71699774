import { formatShortDate } from "../base/dates.ts";
import { currencyOf, withSymbol } from "../base/money.ts";
import { inStyleOf } from "../base/number.ts";
import { amount, signed, unsigned } from "../base/phrases.ts";
import type { Summary } from "../figures/summary.ts";
import { type Conversion, converted, type Rate } from "../journal/rates.ts";
import type { Block } from "./document.ts";

/** Sums that are told in another currency beside their own. */

/** A sum under the key that `--json` has for it. */
export interface Sum {
  key: string;
  label: string;
  value: number;
  /** It is no result: it has no plus. */
  isSize?: true;
}

/** "1 USD = Rp16.450", as amounts of its own currency are written. */
export const rateText = ({ currency, quote, rate }: Pick<Rate, "currency" | "quote" | "rate">) =>
  inStyleOf(quote, () => `1 ${currency} = ${withSymbol("", amount(rate), currencyOf(quote))}`);

/** "kurs 1 USD = Rp16.450 dari 9 Jul 2025"; of a cent account and its dollar that there is none. */
export function rateWords({ from, to, rate, factor }: Conversion): string {
  if (rate !== null) return `kurs ${rateText(rate)} dari ${formatShortDate(rate.rate_date)}`;
  return rateText(
    factor < 1
      ? { currency: to, quote: from, rate: 1 / factor }
      : { currency: from, quote: to, rate: factor },
  );
}

/** "+$20.65 ≈ +Rp339.693". */
function besideOwn({ value, isSize }: Sum, conversion: Conversion): string {
  const money = isSize ? unsigned : signed;
  return `${money(value, conversion.from)} ≈ ${money(converted(value, conversion), conversion.to)}`;
}

/** The sums below a report, each beside itself. */
export function besideSection(conversion: Conversion, sums: readonly Sum[]) {
  const rows = sums.map((sum) => ({
    label: sum.label,
    text: besideOwn(sum, conversion),
    tone: "plain" as const,
  }));
  const blocks: Block[] = [
    { kind: "pairs", rows },
    { kind: "line", text: `Dengan ${rateWords(conversion)}.`, tone: "muted" },
  ];
  return { id: "kurs" as const, heading: `Dalam ${conversion.to}`, blocks };
}

/** The same in a line: "hasil +$52.00 ≈ +Rp855.400 (kurs ...)". */
export function besideLine(conversion: Conversion, sums: readonly Sum[]): string {
  const told = sums.map((sum) => `${sum.label.toLowerCase()} ${besideOwn(sum, conversion)}`);
  return `${told.join("; ")} (${rateWords(conversion)}).`;
}

/**
 * The data of a command, where a conversion was asked for with `in`: the currency, the rate with its
 * day (null: none is needed), and the sums by their keys.
 */
export function withBeside<T extends object>(
  data: T,
  conversion: Conversion | null,
  sums: readonly Sum[],
) {
  if (conversion === null) return data;
  const { to, rate } = conversion;
  const inOther = sums.map(({ key, value }) => [key, converted(value, conversion)]);
  return { ...data, in: { currency: to, rate, sums: Object.fromEntries(inOther) } };
}

/** The sums of a range of trades that are known, under the keys of `stats`. */
export function summarySums(summary: Summary): Sum[] {
  const { n, net, gross_profit, gross_loss, expectancy, max_drawdown, costs } = summary;
  if (n === 0) return [];
  return [
    { key: "net", label: "Hasil bersih", value: net },
    { key: "gross_profit", label: "Untung kotor", value: gross_profit },
    { key: "gross_loss", label: "Rugi kotor", value: gross_loss },
    ...(expectancy === null
      ? []
      : [{ key: "expectancy", label: "Per transaksi", value: expectancy }]),
    { key: "max_drawdown", label: "Drawdown terbesar", value: max_drawdown, isSize: true },
    ...(costs === null ? [] : [{ key: "costs", label: "Biaya", value: costs }]),
  ];
}
