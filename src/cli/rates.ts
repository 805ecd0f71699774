import { formatShortDate } from "../base/dates.ts";
import { isCurrencyCode } from "../base/money.ts";
import type { Period } from "../base/period.ts";
import { UserError } from "../errors.ts";
import { today } from "../journal/days.ts";
import { type Conversion, conversionOn, rated } from "../journal/rates.ts";
import type { Store } from "../journal/store.ts";
import { usage } from "../words/errors.ts";
import type { HelpLine } from "./command.ts";

/** For the commands whose sums can be told in another currency too. */
export const IN_OPTION: HelpLine = [
  "--in <kode>",
  "jumlahnya juga dalam mata uang ini, misalnya IDR, dengan kurs dari jurnal rate set",
];

/** A currency's code as it was typed, in any case. */
export function currencyFrom(field: string, words: string): string {
  const code = words.trim().toUpperCase();
  if (isCurrencyCode(code)) return code;
  throw usage(field, words, "kode mata uang, misalnya USD atau IDR");
}

/** The day whose rate a period is told with: its last one so far, of a whole journal today. */
export function rateDay(store: Store, { kind, to }: Period): string {
  const now = today(store);
  return kind === "all" || to > now ? now : to;
}

/** What `--in` asks for on this day; null without it. */
export function conversionFrom(
  store: Store,
  words: string | undefined,
  day: string,
): Conversion | null {
  if (words === undefined) return null;
  const to = currencyFrom("--in", words);
  if (to === store.profile.currency) {
    throw usage("--in", words, `mata uang lain daripada ${to}, mata uang profil ini`);
  }
  return requireConversion(store, store.profile.currency, to, day);
}

/** How amounts of the one currency are told in the other; without a rate it says what to type. */
export function requireConversion(store: Store, from: string, to: string, day: string): Conversion {
  const found = conversionOn(store, from, to, day);
  if (found !== null) return found;
  const told = `Belum ada kurs ${rated(from).code} ke ${rated(to).code} untuk ${formatShortDate(day)} atau sebelumnya.`;
  throw new UserError("rate-unknown", told, `Catat dulu: ${rateToType(from, to, day)}`);
}

/** The command that sets the rate of a pair; of rupiah it is what the other one costs in them. */
function rateToType(from: string, to: string, day: string): string {
  const [own, other] = [rated(from).code, rated(to).code];
  const [currency, quote] = own === "IDR" ? [other, own] : [own, other];
  const pair = quote === "IDR" ? "" : ` --in ${quote}`;
  return `jurnal rate set ${currency} ${EXAMPLES[`${currency}${quote}`] ?? "KURS"}${pair} --date ${day}`;
}

const EXAMPLES: Readonly<Record<string, string>> = { USDIDR: "16450" };
