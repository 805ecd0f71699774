import { isCurrencyCode } from "../base/money.ts";
import type { CommandSpec, HelpLine } from "../cli/command.ts";
import { valuesOf } from "../cli/inputs.ts";
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
import type { Store } from "../journal/store.ts";
import type { Profile } from "../model.ts";
import { readProfileFields } from "../trade/owners.ts";
import { renderProfiles } from "../views/lists.ts";
import { nothingGiven, unknownProfile } from "../words/errors.ts";
import { UNDO, unchanged } from "../words/messages.ts";

const PROFILE_OPTIONS: readonly HelpLine[] = [
  ["--currency <kode>", "mata uang akun: USD, USC, IDR, USDT, ..."],
  ["--zone <zona>", "zona waktu: WIB, WITA, WIT, Asia/Jakarta, +07:00, ..."],
  ["--day-start <jam>", "jam mulai satu hari trading, misalnya 05:00"],
  ["--balance <uang>", "saldo awal, supaya persen bisa dihitung"],
];

const NAME_ARGUMENT: HelpLine = ["<nama>", "nama profil"];

export const command: CommandSpec = {
  description: "profil: mata uang, zona waktu, awal hari, saldo awal",
  examples: ["jurnal profile list"],
  commands: {
    add: {
      alias: "tambah",
      description: "buat profil baru; satu profil, satu mata uang",
      takes: [NAME_ARGUMENT],
      options: PROFILE_OPTIONS,
      examples: ["jurnal profile add saham --currency IDR --zone WIB"],
      run: addOne,
    },
    list: {
      alias: "daftar",
      description: "daftar profil",
      examples: ["jurnal profile list"],
      run: listAll,
    },
    use: {
      alias: "pakai",
      description: "pakai profil ini mulai sekarang",
      takes: [NAME_ARGUMENT],
      examples: ["jurnal profile use utama"],
      run: useOne,
    },
    edit: {
      alias: "ubah",
      description: "ubah profil yang sedang dipakai",
      options: [["--name <nama>", "nama baru"], ...PROFILE_OPTIONS],
      examples: ["jurnal profile edit --balance 1000 --day-start 05:00"],
      run: editCurrent,
    },
  },
};

/** What a new profile is where nothing else is said. */
const NEW = { currency: "USD", day_start: "00:00", initial_balance: null };

type ProfileFlags = Record<string, string>;

async function addOne(context: Context, typed: string, flags: ProfileFlags): Promise<void> {
  const store = await context.open("write");
  const { zone } = store.profile;
  const { name = "", ...fields } = valuesOf(
    readProfileFields({ ...flags, name: typed }, NEW.currency),
  );
  const profile = { ...NEW, zone, ...fields, name };
  const added = operate(store, "profile.add", `tambah profil "${name}"`, (operation) => {
    refuseTaken(store, name);
    return findProfile(store.db, String(addProfile(operation, profile)));
  });
  await context.done(
    added,
    `Profil "${name}" (${profile.currency}) ditambahkan · pakai: jurnal profile use "${name}"`,
  );
}

function refuseTaken(store: Store, name: string, except?: number): void {
  const taken = listProfiles(store.db).find(
    (profile) => profile.name.toLowerCase() === name.toLowerCase() && profile.id !== except,
  );
  if (taken === undefined) return;
  const hint = `Pakai: jurnal profile use "${taken.name}"`;
  throw new UserError("profile-taken", `Profil "${taken.name}" sudah ada.`, hint);
}

async function listAll(context: Context): Promise<void> {
  const store = await context.open("read");
  const profiles = listProfiles(store.db);
  await context.show(profiles, () => renderProfiles(profiles, store.profile.id, context.style));
}

async function useOne(context: Context, typed: string): Promise<void> {
  const store = await context.open("read");
  const brief = (used: { profile: Profile }) => `pakai profil "${used.profile.name}"`;
  const { profile, changed } = operate(store, "profile.use", brief, (operation) => {
    const found = profileNamed(store, typed);
    return { profile: found, changed: putSetting(operation, "profile", String(found.id)) };
  });
  const message = `Profil "${profile.name}" sekarang dipakai · ${UNDO}`;
  await context.done(profile, changed ? message : unchanged);
}

function profileNamed(store: Store, typed: string): Profile {
  const found = findProfile(store.db, typed);
  if (found !== null) return found;
  const names = listProfiles(store.db).map((known) => known.name);
  throw new UserError("profile-unknown", ...unknownProfile(typed, names));
}

async function editCurrent(context: Context, flags: ProfileFlags): Promise<void> {
  const store = await context.open("write");
  const fields = valuesOf(readProfileFields(flags, store.profile.currency));
  if (Object.keys(fields).length === 0) {
    throw nothingGiven(
      "Belum ada yang diubah: sebutkan setidaknya satu opsi, misalnya --balance 1000.",
    );
  }
  const brief = `ubah profil "${store.profile.name}"`;
  const { changed, now } = operate(store, "profile.edit", brief, (operation) => {
    const { profile } = store;
    const edited = { ...profile, ...fields };
    if (fields.name !== undefined) refuseTaken(store, fields.name, profile.id);
    // What is none, whoever wrote it, says nothing of the trades.
    if (edited.currency !== profile.currency && isCurrencyCode(String(profile.currency))) {
      refuseInUse(profile.currency, countTrades(store, profile.id));
    }
    if (!editProfile(operation, profile.id, fields)) return { changed: false, now: profile };
    redateTrades(operation, edited);
    return { changed: true, now: edited };
  });
  await context.done(now, changed ? `Profil "${now.name}" diubah · ${UNDO}` : unchanged);
}

function refuseInUse(currency: string, trades: number): void {
  if (trades === 0) return;
  throw new UserError(
    "currency-in-use",
    `Mata uang profil ini tetap ${currency}: ${trades} transaksi sudah dicatat dengannya.`,
    "Mata uang lain, profil lain: jurnal profile add NAMA --currency KODE",
  );
}
