import path from "node:path";
import { currencyOf, formatMoney, workedOutDigits } from "../base/money.ts";
import { MOST_NUMBER, readNumber, roundHalfAway } from "../base/number.ts";
import { markR, type Voice } from "../base/phrases.ts";
import { UserError } from "../errors.ts";
import { ruleOf } from "../mentor/rules/rule.ts";
import { RISK_LIMIT_PERCENT } from "../mentor/thresholds.ts";
import type { MentorSettings } from "../mentor/types.ts";
import type { Rule } from "../model.ts";
import { toNumber } from "../trade/readers.ts";
import { oddSetting } from "../words/errors.ts";
import { dayStartMinutes } from "./days.ts";
import { getSetting } from "./owners.ts";
import type { Store } from "./store.ts";

/** Something a trader can set with `jurnal config`. */
export interface Setting {
  key: string;
  initial: string;
  /**
   * The stored form of what the user typed, in the profile's currency and beside what is stored
   * (of the stored form itself: null, for it can always stand); null when it cannot stand.
   */
  read(words: string, at: { currency: string; stored: string } | null): string | null;
  /** The stored form as it is shown; left out: as it is. */
  show?(stored: string): string;
  expected: string;
}

const VOICE: Setting = {
  key: "sapaan",
  initial: "Anda",
  read: (words) => ({ anda: "Anda", kamu: "kamu" })[words.toLowerCase()] ?? null,
  expected: "Anda atau kamu",
};

/** Elder's rule; a trader's own plan wins over it. */
export const RISK_LIMIT: Setting = {
  key: "batas-risiko",
  initial: String(RISK_LIMIT_PERCENT),
  read(words) {
    const reading = readNumber(words.replace(/%$/, ""));
    return reading.ok && reading.value > 0 && reading.value <= 100 ? String(reading.value) : null;
  },
  expected: "persen per transaksi, di atas 0 sampai 100",
};

/** No smaller band is set: it would be no more than what rounding leaves of nothing. */
const LEAST_R = 0.001;
const IN_R = /^([\d.,]+) ?r$/i;
/** As it is stored: with its currency, as one dollar is no band for an account in rupiah. */
const IN_MONEY = /^([\d.]+(?:e-\d)?) ([A-Z]{3,5})$/;

/** The stored amounts by their currencies: all settings are one for all profiles. Null: none are. */
function amountsIn(stored: string): Map<string, number> | null {
  const read = stored.split(", ").map((one) => IN_MONEY.exec(one));
  if (!read.every((one) => one !== null)) return null;
  return new Map(read.map(([, size, currency = ""]) => [currency, Number(size)]));
}

/** Results around nothing that neither won nor lost; "": those of exactly zero alone. */
const BAND: Setting = {
  key: "impas",
  initial: "",
  read(words, at) {
    const text = words.trim();
    const multiple = IN_R.exec(text)?.[1];
    if (multiple !== undefined) {
      const reading = readNumber(multiple);
      const isBand = reading.ok && reading.value >= LEAST_R && reading.value < 1;
      return isBand ? `${reading.value} R` : null;
    }
    if (at === null) return text === "" || amountsIn(text) !== null ? text : null;
    const { currency, stored } = at;
    // What profiles of other currencies have stays theirs.
    const amounts = amountsIn(stored) ?? new Map<string, number>();
    amounts.delete(currency);
    if (text !== "" && text !== "0") {
      const size = toNumber(text, "money", currency);
      if (typeof size === "string" || size <= 0 || size > MOST_NUMBER) return null;
      // A band that is shown as another one would be none to go by.
      if (roundHalfAway(size, workedOutDigits(currencyOf(currency))) !== size) return null;
      amounts.set(currency, size);
    }
    return [...amounts].map(([code, size]) => `${size} ${code}`).join(", ");
  },
  show(stored) {
    const multiple = IN_R.exec(stored)?.[1];
    if (multiple !== undefined) return markR(Number(multiple));
    const amounts = [...(amountsIn(stored) ?? [])];
    return amounts.map(([code, size]) => formatMoney(size, currencyOf(code))).join(", ");
  },
  expected:
    'hasil yang masih dihitung impas, dalam R di bawah 1 (0.1R) atau uang dalam mata uang profil ($1, Rp5rb); "" menghapusnya',
};

/** A band of break-even, in R or in the money of the profile. */
export interface BandSetting {
  size: number;
  unit: "r" | "money";
}

/** The band of break-even that holds in this profile; null: none, or one in another currency. */
export function bandSetting(store: Store): BandSetting | null {
  const text = currentSetting(store, BAND);
  if (text === "") return null;
  const multiple = IN_R.exec(text)?.[1];
  if (multiple !== undefined) return { size: Number(multiple), unit: "r" };
  const size = amountsIn(text)?.get(store.profile.currency);
  return size === undefined ? null : { size, unit: "money" };
}

/** The word for the folder into which this machine's browsers save. */
export const DOWNLOADS = "Downloads";

/** Folders for `jurnal watch`, between commas: whole paths, `~/...`, or the word for downloads. */
export const WATCHED: Setting = {
  key: "watch",
  initial: DOWNLOADS,
  read(words) {
    const folders = words.split(",").map((folder) => folder.trim());
    if (folders.includes("")) return null;
    const stored = folders.map((folder) => {
      if (folder.toLowerCase() === DOWNLOADS.toLowerCase()) return DOWNLOADS;
      return /^~(?:[/\\]|$)/.test(folder) ? folder : path.resolve(folder);
    });
    return [...new Set(stored)].join(",");
  },
  expected: "folder, beberapa dipisah koma; Downloads: folder unduhan",
};

export const SETTINGS: readonly Setting[] = [VOICE, RISK_LIMIT, BAND, WATCHED];

/**
 * The stored form of a setting as it holds now. UserError where another program has left something
 * there that cannot hold.
 */
export function currentSetting(store: Store, setting: Setting): string {
  const stored: unknown = getSetting(store.db, setting.key) ?? setting.initial;
  if (isSetting(setting, stored)) return stored;
  const shown = stored instanceof Uint8Array ? `${stored.length} bita` : String(stored);
  const told = oddSetting(setting.key, shown.slice(0, 80), setting.expected);
  throw new UserError("setting-odd", ...told);
}

/** The same as what is to be put in its place: what cannot hold counts as not set. */
export function settingBefore(store: Store, setting: Setting): string {
  const stored: unknown = getSetting(store.db, setting.key);
  return isSetting(setting, stored) ? stored : setting.initial;
}

const isSetting = ({ read }: Setting, stored: unknown): stored is string =>
  typeof stored === "string" && read(stored, null) !== null;

/** What stands for a stored form on the screen. */
export const shownSetting = ({ show }: Setting, stored: string): string =>
  stored === "" ? "tidak ada" : (show?.(stored) ?? stored);

/** How the trader wants to be addressed. */
export const voiceOf = (store: Store) => currentSetting(store, VOICE) as Voice;

/** What the mentor and its words go by in this profile, with the rules that hold on the day. */
export function reportSettings(store: Store, rules: readonly Rule[]) {
  return settingsBy(store)(rules);
}

/** The same for days of which each has its rules: the settings are read once. */
export function settingsBy(
  store: Store,
): (rules: readonly Rule[]) => MentorSettings & { voice: Voice } {
  const { zone, currency } = store.profile;
  const dayStart = dayStartMinutes(store.profile);
  const limit = Number(currentSetting(store, RISK_LIMIT));
  const voice = voiceOf(store);
  return (rules) => {
    // The trader's own rule where one of these is about it, else the setting.
    const riskLimitPercent = ruleOf(rules, "risk")?.params.percent ?? limit;
    return { zone, dayStart, currency, riskLimitPercent, voice };
  };
}
