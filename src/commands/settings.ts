import { nearest } from "../base/nearest.ts";
import { readNumber } from "../base/numbers.ts";
import { UserError } from "../errors.ts";
import { getSetting } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import { ruleOf } from "../mentor/rule-limits.ts";
import type { Rule } from "../model.ts";
import type { ReportSettings } from "../report/report-document.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";

export type Voice = "Anda" | "kamu";

interface Setting {
  key: string;
  initial: string;
  /** The stored form of what the user typed; null when it cannot stand. */
  read(words: string): string | null;
  expected: string;
}

const VOICE: Setting = {
  key: "sapaan",
  initial: "Anda",
  read: (words) => ({ anda: "Anda", kamu: "kamu" })[words.toLowerCase()] ?? null,
  expected: "Anda atau kamu",
};

/** Elder's 2 % rule; a trader's own plan wins over it. */
export const RISK_LIMIT: Setting = {
  key: "batas-risiko",
  initial: "2",
  read(words) {
    const reading = readNumber(words.replace(/%$/, ""));
    return reading.ok && reading.value > 0 && reading.value <= 100 ? String(reading.value) : null;
  },
  expected: "persen per transaksi, di atas 0 sampai 100",
};

export const SETTINGS: readonly Setting[] = [VOICE, RISK_LIMIT];

/** The setting with this key; did-you-mean for one that is not there. */
export function settingOf(key: string): Setting {
  const keys = SETTINGS.map((setting) => setting.key);
  const found = SETTINGS.find((setting) => setting.key === key.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError("setting-unknown", ...say.unknownSetting(key, keys, nearest(key, keys)));
}

/** The stored form of a value for this setting. */
export function settingValue(setting: Setting, words: string): string {
  const value = setting.read(words);
  if (value === null) throw usage(setting.key, words, setting.expected);
  return value;
}

export function currentSetting(store: Store, setting: Setting): string {
  return getSetting(store.db, setting.key) ?? setting.initial;
}

export const voiceOf = (store: Store) => currentSetting(store, VOICE) as Voice;

/**
 * Risk per trade above which it is named, in percent of the balance: the trader's own rule where
 * one of these is about it, else the setting.
 */
export function riskLimitOf(store: Store, rules: readonly Rule[]): number {
  return ruleOf(rules, "risk")?.params.percent ?? Number(currentSetting(store, RISK_LIMIT));
}

/** What the mentor and its words go by in this profile, with the rules that hold on the day. */
export function reportSettings(store: Store, rules: readonly Rule[]): ReportSettings {
  const { zone, currency, initial_balance: initialBalance } = store.profile;
  const riskLimitPercent = riskLimitOf(store, rules);
  return { zone, currency, initialBalance, riskLimitPercent, voice: voiceOf(store) };
}
