import { formatTime } from "../base/dates.ts";
import { moodLabel } from "../base/moods.ts";
import type { CommandSpec } from "../cli/command.ts";
import { askNote, dayFrom, MOOD_ARGUMENT, moodOrAsk, noteFrom } from "../cli/inputs.ts";
import { RANGE_OPTIONS, type RangeOptions, rangeFrom } from "../cli/periods.ts";
import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import { addMood, listMoods } from "../journal/days.ts";
import { renderMoods } from "../views/lists.ts";
import { UNDO } from "../words/messages.ts";

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
  },
};

interface SetOptions {
  note?: string;
  edit?: boolean;
  date?: string;
}

async function setMood(context: Context, name: string | undefined, options: SetOptions) {
  const mood = await moodOrAsk(context, name);
  const store = await context.open("write");
  const date = dayFrom(store, "--date", options.date);
  const typed = options.edit ? await context.world.edit("") : options.note;
  const isAsked = name === undefined && typed === undefined;
  const note = isAsked ? ((await askNote(context)) ?? "") : await noteFrom(context, typed ?? "");
  const checkIn = { date, mood, note: note === "" ? null : note };
  const label = moodLabel(mood);
  const id = operate(store, "mood.set", `suasana ${label} pada ${date}`, (operation) =>
    addMood(operation, checkIn),
  );
  const time = formatTime(store.now(), store.profile.zone);
  await context.done(
    { id, session_date: date, mood, note: checkIn.note },
    `Suasana ${label} dicatat pukul ${time} · sesi ${date} · ${UNDO}`,
  );
}

async function showMoods(context: Context, options: RangeOptions): Promise<void> {
  const store = await context.open("read");
  const moods = listMoods(store, rangeFrom(store, options, 30));
  await context.show(moods, () => renderMoods(moods, store.profile, context.style));
}
