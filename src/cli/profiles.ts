import { addMoney, currencyOf } from "../base/money.ts";
import { listProfiles } from "../journal/owners.ts";
import { type Conversion, converted } from "../journal/rates.ts";
import type { Store } from "../journal/store.ts";
import type { Profile } from "../model.ts";
import type { ProfileResult, Together } from "../views/side-by-side.ts";
import type { HelpLine } from "./command.ts";
import { currencyFrom, requireConversion } from "./rates.ts";

export const ALL_PROFILES_OPTION: HelpLine = [
  "--all-profiles",
  "semua profil berdampingan; dijumlahkan bila mata uangnya satu, atau dengan --in",
];

/** The open journal as each of its profiles sees it. */
export const storesOf = (store: Store): Store[] =>
  listProfiles(store.db).map((profile) => ({ ...store, profile }));

/** What a script gets of a profile beside its figures. */
export const profileJson = ({ id, name, currency }: Profile) => ({ id, name, currency });

/**
 * That of `--in`, else the one that all profiles have; null: they differ, and nothing is added. A
 * rate that is not there is refused with what to type.
 */
export function togetherFrom(
  stores: readonly Store[],
  words: string | undefined,
  day: string,
): Together | null {
  const own = [...new Set(stores.map(({ profile }) => profile.currency))];
  if (words === undefined && own.length > 1) return null;
  const currency = words === undefined ? (own[0] ?? "") : currencyFrom("--in", words);
  const conversions = new Map<string, Conversion>();
  for (const store of stores) {
    const from = store.profile.currency;
    if (from !== currency) {
      conversions.set(from, requireConversion(store, from, currency, day));
    }
  }
  const of = (value: number, profile: Profile) => {
    const conversion = conversions.get(profile.currency);
    return conversion === undefined ? value : converted(value, conversion);
  };
  // Of what each is shown as, so that the column adds up.
  const sum = (lines: readonly ProfileResult[]) =>
    addMoney(
      lines.map(({ profile, result }) => of(result, profile)),
      currencyOf(currency),
    );
  return { currency, of, sum, conversions: [...conversions.values()] };
}

/** What profiles have together, for scripts: null where nothing is added. */
export function togetherJson(together: Together | null, lines: readonly ProfileResult[]) {
  if (together === null) return null;
  const { currency, conversions, sum } = together;
  const rates = conversions.flatMap(({ rate }) => (rate === null ? [] : [rate]));
  return { currency, result: sum(lines), rates };
}
