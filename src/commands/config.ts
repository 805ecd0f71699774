import { operate } from "../journal/changes.ts";
import { rulesOn } from "../journal/rules.ts";
import { today } from "../journal/sessions.ts";
import { putSetting } from "../journal/settings.ts";
import { ruleOf } from "../mentor/rule-limits.ts";
import { renderSettings } from "../views/config.ts";
import { renderWarning } from "../views/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define } from "./define.ts";
import { riskRuleWins } from "./rule-messages.ts";
import { currentSetting, RISK_LIMIT, SETTINGS, settingOf, settingValue } from "./settings.ts";

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
