import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { undoLast } from "../journal/undo.ts";
import { UNDO_OPTIONS } from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define, idFrom } from "./inputs.ts";

export const define: Define = (undo, context) => {
  for (const [flags, text] of UNDO_OPTIONS) undo.option(flags, text);
  addExamples(undo, "undo").action(async (options: { import?: string }) => {
    const here = context(undo);
    if (options.import !== undefined) return await undoOne(here, options.import);
    const store = await here.open("read");
    const undone = undoLast(store);
    if (undone === null) throw new UserError("nothing-to-undo", words.nothingToUndo);
    await here.done(undone, words.undone(undone.summary));
  });
};

/** `undo --import N`: takes one import back, whatever was done since. */
async function undoOne(context: Context, number: string): Promise<void> {
  const id = idFrom("--import", number);
  const { undoImport } = await import("../journal/undo.ts");
  const { importUndone, unknownImport } = await import("../intake/words.ts");
  const undone = undoImport(await context.open("read"), id);
  if (undone === null) throw new UserError("import-unknown", ...unknownImport(id));
  await context.done(undone, importUndone(id, undone.file_name, undone.trades));
}
