import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import { today } from "../journal/days.ts";
import {
  type Accepted,
  acceptProposal,
  closePromise,
  openPromises,
  rewordPromise,
} from "../journal/promises.ts";
import { lastAdvice } from "../journal/reports.ts";
import type { Store } from "../journal/store.ts";
import { adviceOf, isPromise } from "../report/promises.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import * as help from "../words/help.ts";
import { ACCEPT_ARGUMENT } from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define, noteFrom } from "./inputs.ts";
import { voiceOf } from "./settings.ts";

export const define: Define = (promise, context) => {
  addExamples(promise, "promise");
  const list = promise.command("list").alias("daftar").description(help.PROMISE.list);
  addExamples(list, "promise list").action(() => showPromises(context(list)));
  const accept = promise.command("accept").alias("terima").description(help.PROMISE.accept);
  accept.argument("<nomor>", ACCEPT_ARGUMENT);
  addExamples(accept, "promise accept").action((number: string) =>
    acceptPromise(context(accept), number),
  );
  const edit = promise.command("edit").alias("ubah").description(help.PROMISE.edit);
  edit.argument("<nomor>", help.ARGUMENT.promise).argument("<teks>", help.ARGUMENT.promiseText);
  addExamples(edit, "promise edit").action((number: string, text: string) =>
    editPromise(context(edit), number, text),
  );
  const drop = promise.command("drop").alias("lepas").description(help.PROMISE.drop);
  drop.argument("<nomor>", help.ARGUMENT.promise);
  addExamples(drop, "promise drop").action((number: string) => dropPromise(context(drop), number));
};

async function showPromises(context: Context): Promise<void> {
  const store = await context.open("read");
  const promises = openPromises(store);
  const voice = voiceOf(store);
  await context.show(promises, () =>
    promises.length === 0
      ? words.noPromises
      : promises
          .map((one) =>
            context.style.wrap(words.promiseLine(one, voice), context.style.textColumns),
          )
          .join("\n"),
  );
}

/** Makes a recommendation of the last report a promise of the trader's own. */
async function acceptPromise(context: Context, typed: string): Promise<void> {
  const store = await context.open("write");
  const advice = lastAdvice(store);
  const actions = advice?.actions ?? [];
  const index = actions.findIndex(({ id }, at) => id === typed || String(at + 1) === typed);
  const action = actions[index];
  if (advice === null || action === undefined) {
    throw usage("nomor", typed, say.adviceNumbers(actions.length));
  }
  if (!isPromise(action)) throw new UserError("no-promise", ...say.noPromise(typed));
  const { plan: text } = adviceOf(action, {
    currency: store.profile.currency,
    voice: voiceOf(store),
  });
  const proposal = { date: advice.session_date, action: action.id, params: action.params, text };
  const accepted = operate<Accepted>(
    store,
    "promise.accept",
    ({ text: own }) => words.promiseAccepted(own),
    (operation) => acceptProposal(operation, proposal),
  );
  await context.done(
    { ...accepted, action: action.id },
    accepted.changed
      ? `${words.promiseAccepted(accepted.text)} · ${words.undoHint}`
      : words.unchanged,
  );
}

async function editPromise(context: Context, number: string, typed: string): Promise<void> {
  const store = await context.open("write");
  const { id } = promiseAt(store, number);
  const text = await noteFrom(context, typed);
  operate(store, "promise.edit", words.promiseEdited(id), (operation) =>
    rewordPromise(operation, id, text),
  );
  await context.done({ id, text }, `${words.promiseEdited(id)} · ${words.undoHint}`);
}

async function dropPromise(context: Context, number: string): Promise<void> {
  const store = await context.open("write");
  const { id } = promiseAt(store, number);
  operate(store, "promise.drop", words.promiseDropped(id), (operation) =>
    closePromise(operation, id, today(store)),
  );
  await context.done({ id }, `${words.promiseDropped(id)} · ${words.undoHint}`);
}

function promiseAt(store: Store, number: string) {
  const promises = openPromises(store);
  const found = promises.find((one) => String(one.id) === number);
  if (found === undefined) {
    throw usage("nomor", number, say.promiseNumbers(promises.map((one) => one.id)));
  }
  return found;
}
