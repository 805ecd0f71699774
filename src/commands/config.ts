import { nearest } from "../base/text.ts";
import type { CommandSpec, HelpLine } from "../cli/command.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import { today } from "../journal/days.ts";
import { putSetting } from "../journal/owners.ts";
import { rulesOn } from "../journal/promises.ts";
import {
  currentSetting,
  RISK_LIMIT,
  SETTINGS,
  type Setting,
  settingBefore,
  shownSetting,
} from "../journal/settings.ts";
import { ruleTyped } from "../mentor/rules/all.ts";
import { ruleOf } from "../mentor/rules/rule.ts";
import { renderWarning } from "../views/messages.ts";
import { renderPairs } from "../views/table.ts";
import { usage } from "../words/errors.ts";
import { UNDO, unchanged } from "../words/messages.ts";

const KEY_ARGUMENT: HelpLine = ["<kunci>", "nama pengaturan, lihat: jurnal config list"];

export const command: CommandSpec = {
  description: "pengaturan",
  examples: ["jurnal config list"],
  commands: {
    get: {
      alias: "lihat",
      description: "tampilkan satu pengaturan",
      takes: [KEY_ARGUMENT],
      examples: ["jurnal config get sapaan"],
      run: showOne,
    },
    set: {
      alias: "atur",
      description: "ubah satu pengaturan",
      takes: [KEY_ARGUMENT, ["<nilai>", "nilai baru"]],
      examples: ["jurnal config set sapaan kamu"],
      run: setOne,
    },
    list: {
      alias: "daftar",
      description: "tampilkan semua pengaturan",
      examples: ["jurnal config list"],
      run: listAll,
    },
  },
};

async function showOne(context: Context, typed: string): Promise<void> {
  const setting = settingOf(typed);
  const value = currentSetting(await context.open("first-look"), setting);
  await context.show({ [setting.key]: value }, () => shownSetting(setting, value));
}

async function setOne(context: Context, typed: string, words: string): Promise<void> {
  const setting = settingOf(typed);
  const { key, initial } = setting;
  const store = await context.open("write");
  const stored = settingBefore(store, setting);
  const value = setting.read(words, { currency: store.profile.currency, stored });
  if (value === null) throw usage(key, words, setting.expected);
  const told = `${key} = ${shownSetting(setting, value)}`;
  const changed = operate(store, "config.set", `pengaturan ${told}`, (operation) =>
    putSetting(operation, key, value === initial ? null : value),
  );
  const rule = setting === RISK_LIMIT ? ruleOf(rulesOn(store, today(store)), "risk") : undefined;
  if (rule !== undefined) {
    const warning = `Aturan ${ruleTyped(rule)} sedang berlaku dan didahulukan; pengaturan ini dipakai bila aturan itu dihapus.`;
    context.world.err(renderWarning(warning, context.style));
  }
  await context.done({ [key]: value }, changed ? `${told} · ${UNDO}` : unchanged);
}

async function listAll(context: Context): Promise<void> {
  const store = await context.open("first-look");
  const values = SETTINGS.map((setting) => ({ setting, value: currentSetting(store, setting) }));
  const data = Object.fromEntries(values.map(({ setting: { key }, value }) => [key, value]));
  const pairs = values.map(
    ({ setting, value }) =>
      [setting.key, `${shownSetting(setting, value)}  (${setting.expected})`] as const,
  );
  await context.show(data, () => renderPairs(pairs, context.style));
}

/** The setting with this key; did-you-mean for one that is not there. */
function settingOf(typed: string): Setting {
  const found = SETTINGS.find(({ key }) => key === typed.toLowerCase());
  if (found !== undefined) return found;
  const keys = SETTINGS.map(({ key }) => key);
  const meant = nearest(typed, keys);
  const hint = meant === null ? `Yang ada: ${keys.join(", ")}` : `Maksud Anda ${meant}?`;
  throw new UserError("setting-unknown", `Pengaturan "${typed}" tidak ada.`, hint);
}
