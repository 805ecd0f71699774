import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import {
  editSession,
  ensureSession,
  findSession,
  type SessionEdit,
  sessionMoods,
} from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades } from "../journal/trades.ts";
import type { Session } from "../model.ts";
import { renderSession } from "../views/lists.ts";
import * as say from "../words/errors.ts";
import { nothingGiven } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define, dayFrom, marketFrom, moodFrom, noteFrom } from "./inputs.ts";

export const define: Define = (session, context) => {
  addExamples(session, "session");
  const today = session.command("today").alias("hari-ini").description(help.SESSION.today);
  addExamples(today, "session today").action(() => showToday(context(today)));
  const show = session.command("show").alias("lihat").description(help.SESSION.show);
  show.argument("[tanggal]", help.ARGUMENT.date);
  addExamples(show, "session show").action((date?: string) => showDay(context(show), date));
  const set = session.command("set").alias("atur").description(help.SESSION.set);
  for (const [flags, text] of help.SESSION_SET_OPTIONS) set.option(flags, text);
  addExamples(set, "session set").action((options: SetOptions) => setDay(context(set), options));
};

async function showToday(context: Context): Promise<void> {
  const store = await context.open("write");
  const date = dayFrom(store, "", undefined);
  if (findSession(store, date) === null) {
    operate(store, "session.create", words.sessionBegun(date), (op) => ensureSession(op, date));
  }
  await showSession(context, store, findSession(store, date) as Session);
}

async function showDay(context: Context, words: string | undefined): Promise<void> {
  const store = await context.open("read");
  const date = dayFrom(store, "tanggal", words);
  const session = findSession(store, date);
  if (session === null) throw new UserError("session-unknown", ...say.noSession(date));
  await showSession(context, store, session);
}

async function showSession(context: Context, store: Store, session: Session): Promise<void> {
  const day = {
    ...session,
    trades: sessionTrades(store, session.id),
    moods: sessionMoods(store, session.id),
  };
  await context.show(day, () => renderSession(day, store.profile, context.style));
}

interface SetOptions {
  date?: string;
  market?: string;
  mood?: string;
  notes?: string;
  edit?: boolean;
}

async function setDay(context: Context, options: SetOptions): Promise<void> {
  const store = await context.open("write");
  const date = dayFrom(store, "--date", options.date);
  const edit: SessionEdit = {};
  if (options.market !== undefined) edit.market_conditions = marketFrom("--market", options.market);
  if (options.mood !== undefined) edit.emotions = moodFrom("--mood", options.mood);
  if (options.notes !== undefined) edit.personal_notes = await noteFrom(context, options.notes);
  if (options.edit) {
    const before = findSession(store, date)?.personal_notes ?? "";
    edit.personal_notes = await noteFrom(context, await context.world.edit(before));
  }
  if (Object.keys(edit).length === 0) throw nothingGiven(help.SESSION_SET_NEEDS);
  const changed = operate(store, "session.set", words.sessionSet(date), (operation) =>
    editSession(operation, ensureSession(operation, date), edit),
  );
  const session = findSession(store, date);
  await context.done(session, changed ? words.sessionChanged(date) : words.sessionSame(date));
}
