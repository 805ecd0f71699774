import { formatTime } from "../base/dates.ts";
import { MOODS, moodLabel } from "../base/moods.ts";
import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import { addMood, listMoods } from "../journal/days.ts";
import { renderMoods } from "../views/lists.ts";
import { missing } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import {
  addExamples,
  type Define,
  dayFrom,
  moodFrom,
  noteFrom,
  type RangeOptions,
  rangeFrom,
} from "./inputs.ts";

export const define: Define = (mood, context) => {
  addExamples(mood, "mood");
  const set = mood.command("set").alias("atur").description(help.MOOD.set);
  set.argument("[suasana]", help.ARGUMENT.mood);
  for (const [flags, text] of help.MOOD_SET_OPTIONS) set.option(flags, text);
  addExamples(set, "mood set").action((name: string | undefined, options: SetOptions) =>
    setMood(context(set), name, options),
  );
  const list = mood.command("list").alias("daftar").description(help.MOOD.list);
  for (const [flags, text] of help.RANGE_OPTIONS) list.option(flags, text);
  addExamples(list, "mood list").action((options: RangeOptions) =>
    showMoods(context(list), options),
  );
};

interface SetOptions {
  note?: string;
  edit?: boolean;
  date?: string;
}

async function setMood(context: Context, name: string | undefined, options: SetOptions) {
  const mood = name === undefined ? await askMood(context) : moodFrom("suasana", name);
  const store = await context.open("write");
  const date = dayFrom(store, "--date", options.date);
  const typed = options.edit ? await context.world.edit("") : options.note;
  const note = typed === undefined ? null : await noteFrom(context, typed);
  const id = operate(store, "mood.set", words.moodSet(mood, date), (operation) =>
    addMood(operation, { date, mood, note: note === "" ? null : note }),
  );
  const time = formatTime(store.now(), store.profile.zone);
  await context.done({ id, session_date: date, mood, note }, words.moodNoted(mood, time, date));
}

async function askMood(context: Context): Promise<string> {
  if (!context.mayAsk) throw missing(help.ARGUMENT.mood);
  const choices = MOODS.map((value) => ({ value, label: moodLabel(value) }));
  return await context.world.ask.choose({ message: words.QUESTION.mood, choices });
}

async function showMoods(context: Context, options: RangeOptions): Promise<void> {
  const store = await context.open("read");
  const moods = listMoods(store, rangeFrom(store, options, 30));
  await context.show(moods, () => renderMoods(moods, store.profile, context.style));
}
