import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import {
  addProfile,
  countTrades,
  editProfile,
  findProfile,
  listProfiles,
  putSetting,
} from "../journal/owners.ts";
import { redateTrades } from "../journal/rezone.ts";
import type { Profile } from "../model.ts";
import { readProfileFields } from "../trade/owners.ts";
import { renderProfiles } from "../views/lists.ts";
import * as say from "../words/errors.ts";
import { nothingGiven, usage } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define } from "./inputs.ts";

type Flags = Record<string, string>;

export const define: Define = (profile, context) => {
  addExamples(profile, "profile");
  const add = profile.command("add").alias("tambah").description(help.PROFILE.add);
  add.argument("<nama>", help.ARGUMENT.profile);
  for (const [flags, text] of help.PROFILE_OPTIONS) add.option(flags, text);
  addExamples(add, "profile add").action((name: string, flags: Flags) =>
    addOne(context(add), { ...flags, name }),
  );
  const list = profile.command("list").alias("daftar").description(help.PROFILE.list);
  addExamples(list, "profile list").action(() => listAll(context(list)));
  const use = profile.command("use").alias("pakai").description(help.PROFILE.use);
  use.argument("<nama>", help.ARGUMENT.profile);
  addExamples(use, "profile use").action((name: string) => useOne(context(use), name));
  const edit = profile.command("edit").alias("ubah").description(help.PROFILE.edit);
  edit.option(...help.NAME_OPTION);
  for (const [flags, text] of help.PROFILE_OPTIONS) edit.option(flags, text);
  addExamples(edit, "profile edit").action((flags: Flags) => editCurrent(context(edit), flags));
};

function fieldsFrom(flags: Flags): Partial<Omit<Profile, "id">> {
  const reading = readProfileFields(flags);
  if (!reading.ok)
    throw usage(reading.problem.field, reading.problem.value, reading.problem.expected);
  return reading.values;
}

async function addOne(context: Context, flags: Flags): Promise<void> {
  const store = await context.open("write");
  const { zone } = store.profile;
  const fields = fieldsFrom(flags);
  const profile = {
    currency: "USD",
    zone,
    day_start: "00:00",
    initial_balance: null,
    ...fields,
    name: fields.name ?? "",
  };
  refuseTaken(listProfiles(store.db), profile.name);
  const id = operate(store, "profile.add", words.profileAddedBrief(profile.name), (operation) =>
    addProfile(operation, profile),
  );
  await context.done(
    findProfile(store.db, String(id)),
    words.profileAdded(profile.name, profile.currency),
  );
}

function refuseTaken(profiles: readonly Profile[], name: string, except?: number): void {
  const taken = profiles.find(
    (profile) => profile.name.toLowerCase() === name.toLowerCase() && profile.id !== except,
  );
  if (taken !== undefined) throw new UserError("profile-taken", ...say.profileTaken(taken.name));
}

async function listAll(context: Context): Promise<void> {
  const store = await context.open("read");
  const profiles = listProfiles(store.db);
  await context.show(profiles, () => renderProfiles(profiles, store.profile.id, context.style));
}

async function useOne(context: Context, name: string): Promise<void> {
  const store = await context.open("write");
  const profile = findProfile(store.db, name);
  if (profile === null) {
    const names = listProfiles(store.db).map((known) => known.name);
    throw new UserError("profile-unknown", ...say.unknownProfile(name, names));
  }
  const changed = operate(store, "profile.use", words.profileUsedBrief(profile.name), (op) =>
    putSetting(op, "profile", String(profile.id)),
  );
  await context.done(profile, changed ? words.profileUsed(profile.name) : words.unchanged);
}

async function editCurrent(context: Context, flags: Flags): Promise<void> {
  const store = await context.open("write");
  const { profile } = store;
  const fields = fieldsFrom(flags);
  if (Object.keys(fields).length === 0) {
    throw nothingGiven(help.PROFILE_EDIT_NEEDS);
  }
  if (fields.name !== undefined) refuseTaken(listProfiles(store.db), fields.name, profile.id);
  const trades = countTrades(store, profile.id);
  if (trades > 0 && fields.currency !== undefined && fields.currency !== profile.currency) {
    throw new UserError("currency-in-use", ...say.currencyInUse(profile.currency, trades));
  }
  const changed = operate(store, "profile.edit", words.profileEditedBrief(profile.name), (op) => {
    if (!editProfile(op, profile.id, fields)) return false;
    redateTrades(op, { ...profile, ...fields });
    return true;
  });
  const now = findProfile(store.db, String(profile.id));
  await context.done(now, changed ? words.profileEdited(now?.name ?? "") : words.unchanged);
}
