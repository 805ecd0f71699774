import { addMoney, currencyOf } from "../base/money.ts";
import type { Context } from "../context.ts";
import { listProfiles } from "../journal/owners.ts";
import { type Conversion, converted } from "../journal/rates.ts";
import type { Store } from "../journal/store.ts";
import type { Profile } from "../model.ts";
import {
  type ProfileGroup,
  type ProfileLine,
  type ProfileResult,
  renderSideBySide,
  type Together,
} from "../views/side-by-side.ts";
import type { HelpLine } from "./command.ts";
import { currencyFrom, requireConversion } from "./rates.ts";

export const ALL_PROFILES_OPTION: HelpLine = [
  "--all-profiles",
  "semua profil berdampingan; dijumlahkan bila mata uangnya satu, atau dengan --in",
];

/** What a command shows of all profiles, each with its `Figures` as a script gets them. */
interface SideBySide<Figures extends object> {
  title: string;
  /** What stands beside the result: numbers, and which of them go first where it is narrow. */
  columns: readonly (readonly [title: string, dropOrder: number])[];
  /** That of `--in`. */
  in: string | undefined;
  /** The day of the rates. */
  day: string;
  figuresOf(store: Store): Figures;
  /** What a profile had in all. */
  lineOf(figures: Figures, profile: Profile): ProfileLine;
  /** Its days or weeks, with the label of their sum; left out: the sum alone. */
  parts?: {
    groupsOf(each: readonly { profile: Profile; figures: Figures }[]): readonly ProfileGroup[];
    sum: string;
  };
  /** What a script gets beside the profiles. */
  data?: object;
}

/**
 * Shows the profiles of the journal below each other, and what they have together where it can be
 * added. Throws UserError for a currency of `--in` that is none, or to which a rate is not known.
 */
export async function showProfiles<Figures extends object>(
  context: Context,
  store: Store,
  { title, columns, day, figuresOf, lineOf, parts, data, ...asked }: SideBySide<Figures>,
): Promise<void> {
  const stores = listProfiles(store.db).map((profile) => ({ ...store, profile }));
  const together = togetherFrom(stores, asked.in, day);
  const each = stores.map((one) => ({ profile: one.profile, figures: figuresOf(one) }));
  const lines = each.map(({ profile, figures }) => lineOf(figures, profile));
  const profiles = each.map(({ profile: { id, name, currency }, figures }) => ({
    ...{ id, name, currency },
    ...figures,
  }));
  const shown = { ...data, profiles, together: togetherJson(together, lines) };
  await context.show(shown, () => {
    const groups = [...(parts?.groupsOf(each) ?? []), { label: parts?.sum ?? "", lines }];
    const heads = columns.map(([head, dropOrder]) => ({
      ...{ title: head, align: "right" as const, dropOrder },
    }));
    return renderSideBySide(title, groups, heads, together, context.style);
  });
}

/**
 * That of `--in`, else the one that all profiles have; null: they differ, and nothing is added. A
 * rate that is not there is refused with what to type.
 */
function togetherFrom(
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
function togetherJson(together: Together | null, lines: readonly ProfileResult[]) {
  if (together === null) return null;
  const { currency, conversions, sum } = together;
  const rates = conversions.flatMap(({ rate }) => (rate === null ? [] : [rate]));
  return { currency, result: sum(lines), rates };
}
