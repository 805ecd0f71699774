import { formatShortDate, formatTime } from "../base/dates.ts";
import { moodLabel } from "../base/moods.ts";
import type { CommandSpec, HelpLine } from "../cli/command.ts";
import {
  askNote,
  bodyFrom,
  dayFrom,
  idFrom,
  MOOD_ARGUMENT,
  moodFrom,
  moodOrAsk,
  noteFrom,
} from "../cli/inputs.ts";
import { RANGE_OPTIONS, type RangeOptions, rangeFrom } from "../cli/periods.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import { addMood, type DatedMood, describeDay, findMood, listMoods } from "../journal/days.ts";
import { editMood, removeMood } from "../journal/moves.ts";
import type { Store } from "../journal/store.ts";
import { renderMoods } from "../views/lists.ts";
import { missing } from "../words/errors.ts";
import { UNDO } from "../words/messages.ts";

const MOOD_NUMBER: HelpLine = ["<nomor>", "nomor catatan, lihat: jurnal mood list"];

export const command: CommandSpec = {
  description: "catat suasana hati saat ini",
  examples: ["jurnal mood set tenang"],
  commands: {
    set: {
      alias: "atur",
      description: "catat suasana saat ini, dengan jamnya; tanpa isian ditanya satu per satu",
      takes: [MOOD_ARGUMENT],
      options: [
        ["--note <teks>", 'catatan; "-" membacanya dari stdin'],
        ["--body <badan>", "badan hari itu: segar, biasa, capek, atau ngantuk"],
        ["--edit", "tulis catatan di $EDITOR"],
        ["--date <tanggal>", "hari sesinya (bawaan: hari ini)"],
      ],
      examples: ['jurnal mood set cemas --note "baru rugi dua kali"', "jurnal suasana atur"],
      run: setMood,
    },
    list: {
      alias: "daftar",
      description: "daftar suasana yang pernah dicatat (bawaan: 30 hari terakhir)",
      options: RANGE_OPTIONS,
      examples: ["jurnal mood list", "jurnal mood list --days 7"],
      run: showMoods,
    },
    edit: {
      alias: "ubah",
      description: "ubah satu catatan suasana; jamnya tetap",
      takes: [MOOD_NUMBER, MOOD_ARGUMENT],
      options: [["--note <teks>", 'catatan baru, "" menghapusnya; "-" membacanya dari stdin']],
      examples: ["jurnal mood edit 3 --note=", "jurnal mood edit 3 cemas"],
      run: editOne,
    },
    delete: {
      alias: "hapus",
      description: "hapus satu catatan suasana",
      takes: [MOOD_NUMBER],
      examples: ["jurnal mood delete 3"],
      run: deleteOne,
    },
  },
};

interface SetOptions {
  note?: string;
  edit?: boolean;
  body?: string;
  date?: string;
}

async function setMood(context: Context, name: string | undefined, options: SetOptions) {
  const body = options.body === undefined ? undefined : bodyFrom("--body", options.body);
  const mood = await moodOrAsk(context, name);
  const store = await context.open("write");
  const date = dayFrom(store, "--date", options.date);
  const typed = options.edit ? await context.world.edit("") : options.note;
  const isAsked = name === undefined && typed === undefined;
  const note = isAsked ? ((await askNote(context)) ?? "") : await noteFrom(context, typed ?? "");
  const checkIn = { date, mood, note: note === "" ? null : note };
  const label = moodLabel(mood);
  const id = operate(
    store,
    "mood.set",
    `suasana ${label} pada ${formatShortDate(date)}`,
    (operation) => {
      if (body !== undefined) describeDay(operation, date, { body });
      return addMood(operation, checkIn);
    },
  );
  const time = formatTime(store.now(), store.profile.zone);
  await context.done(
    { id, session_date: date, mood, note: checkIn.note, ...(body === undefined ? {} : { body }) },
    `Suasana ${label}${body === undefined ? "" : `, badan ${body},`} dicatat pukul ${time} · sesi ${formatShortDate(date)} · ${UNDO}`,
  );
}

async function showMoods(context: Context, options: RangeOptions): Promise<void> {
  const store = await context.open("read");
  const moods = listMoods(store, rangeFrom(store, options, 30));
  await context.show(moods, () => renderMoods(moods, store.profile, context.style));
}

async function editOne(
  context: Context,
  number: string,
  name: string | undefined,
  options: { note?: string },
) {
  const mood = name === undefined ? undefined : moodFrom("suasana", name);
  const note = options.note === undefined ? undefined : await noteFrom(context, options.note);
  if (mood === undefined && note === undefined) throw missing("suasana atau --note");
  const store = await context.open("read");
  const brief = ({ id, session_date }: Checkin) =>
    `Suasana #${id} pada ${formatShortDate(session_date)} diubah`;
  const edited = operate(store, "mood.edit", brief, (operation) => {
    const found = moodAt(store, number);
    const changes = {
      ...(mood === undefined ? {} : { mood }),
      ...(note === undefined ? {} : { note: note === "" ? null : note }),
    };
    editMood(operation, found, changes);
    return { ...found, ...changes };
  });
  await context.done(edited, `${brief(edited)} · ${UNDO}`);
}

async function deleteOne(context: Context, number: string) {
  const store = await context.open("read");
  const brief = ({ id, mood, session_date }: Checkin) =>
    `Suasana #${id} (${moodLabel(mood)}) pada ${formatShortDate(session_date)} dihapus`;
  const deleted = operate(store, "mood.delete", brief, (operation) => {
    const found = moodAt(store, number);
    removeMood(operation, found);
    return found;
  });
  await context.done(deleted, `${brief(deleted)} · ${UNDO}`);
}

type Checkin = DatedMood & { id: number };

function moodAt(store: Store, number: string): Checkin {
  const id = idFrom("nomor", number);
  const found = findMood(store, id);
  if (found !== null) return { ...found, id };
  const hint = "Lihat nomornya dengan: jurnal mood list";
  throw new UserError("mood-unknown", `Suasana #${id} tidak ada di profil ini.`, hint);
}
