import { readNumber } from "../base/number.ts";
import type { Voice } from "../base/phrases.ts";
import { ruleOf } from "../mentor/rules/rule.ts";
import { RISK_LIMIT_PERCENT } from "../mentor/thresholds.ts";
import type { MentorSettings } from "../mentor/types.ts";
import type { Rule } from "../model.ts";
import { getSetting } from "./owners.ts";
import type { Store } from "./store.ts";

/** Something a trader can set with `jurnal config`. */
export interface Setting {
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

export const SETTINGS: readonly Setting[] = [VOICE, RISK_LIMIT];

/** The stored form of a setting as it holds now. */
export function currentSetting(store: Store, setting: Setting): string {
  return getSetting(store.db, setting.key) ?? setting.initial;
}

/** How the trader wants to be addressed. */
export const voiceOf = (store: Store) => currentSetting(store, VOICE) as Voice;

/** What the mentor and its words go by in this profile, with the rules that hold on the day. */
export function reportSettings(
  store: Store,
  rules: readonly Rule[],
): MentorSettings & { voice: Voice } {
  const { zone, currency } = store.profile;
  // The trader's own rule where one of these is about it, else the setting.
  const riskLimitPercent =
    ruleOf(rules, "risk")?.params.percent ?? Number(currentSetting(store, RISK_LIMIT));
  return { zone, currency, riskLimitPercent, voice: voiceOf(store) };
}
