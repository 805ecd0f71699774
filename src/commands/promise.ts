import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import { closePromise, openPromises, rewordPromise } from "../journal/promises.ts";
import { today } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import * as say from "../text/errors.ts";
import * as help from "../text/help.ts";
import * as words from "../text/messages.ts";
import { addExamples, type Define } from "./define.ts";
import { noteFrom, usage } from "./inputs.ts";

export const define: Define = (promise, context) => {
  addExamples(promise, "promise");
  const list = promise.command("list").alias("daftar").description(help.PROMISE.list);
  addExamples(list, "promise list").action(() => showPromises(context(list)));
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
  await context.show(promises, () =>
    promises.length === 0
      ? words.noPromises
      : promises
          .map((one) => context.style.wrap(words.promiseLine(one), context.style.textColumns))
          .join("\n"),
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
