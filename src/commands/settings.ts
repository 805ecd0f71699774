import { readNumber } from "../base/number.ts";
import { nearest } from "../base/text.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import { today } from "../journal/days.ts";
import { getSetting, putSetting } from "../journal/owners.ts";
import { rulesOn } from "../journal/promises.ts";
import type { Store } from "../journal/store.ts";
import { ruleOf } from "../mentor/rules.ts";
import type { Rule } from "../model.ts";
import type { ReportSettings } from "../report/document.ts";
import { renderSettings, renderWarning } from "../views/messages.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define } from "./inputs.ts";
import { riskRuleWins } from "./rule.ts";

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

export const define: Define = (config, context) => {
  addExamples(config, "config");
  const get = config.command("get").alias("lihat").description(help.CONFIG.get);
  get.argument("<kunci>", help.ARGUMENT.key);
  addExamples(get, "config get").action(async (key: string) => {
    const here = context(get);
    const setting = settingOf(key);
    const value = currentSetting(await here.open("read"), setting);
    await here.show({ [setting.key]: value }, () => value);
  });

  const set = config.command("set").alias("atur").description(help.CONFIG.set);
  set.argument("<kunci>", help.ARGUMENT.key).argument("<nilai>", help.ARGUMENT.value);
  addExamples(set, "config set").action(async (key: string, typed: string) => {
    const here = context(set);
    const setting = settingOf(key);
    const value = settingValue(setting, typed);
    const store = await here.open("write");
    const brief = words.settingSetBrief(setting.key, value);
    const changed = operate(store, "config.set", brief, (operation) =>
      putSetting(operation, setting.key, value === setting.initial ? null : value),
    );
    const message = changed ? words.settingSet(setting.key, value) : words.unchanged;
    const rule = setting === RISK_LIMIT ? ruleOf(rulesOn(store, today(store)), "risk") : undefined;
    if (rule !== undefined) here.world.err(renderWarning(riskRuleWins(rule), here.style));
    await here.done({ [setting.key]: value }, message);
  });

  const list = config.command("list").alias("daftar").description(help.CONFIG.list);
  addExamples(list, "config list").action(async () => {
    const here = context(list);
    const store = await here.open("read");
    const values = SETTINGS.map((setting) => ({
      key: setting.key,
      value: currentSetting(store, setting),
      expected: setting.expected,
    }));
    const data = Object.fromEntries(values.map(({ key, value }) => [key, value]));
    await here.show(data, () => renderSettings(values, here.style));
  });
};
