import { UserError } from "../errors.ts";
import { undoLast } from "../journal/changes.ts";
import { addExamples, type Define } from "../program.ts";
import * as help from "../text/help.ts";
import * as words from "../text/messages.ts";

export const define: Define = (undo, context) => {
  addExamples(undo, help.EXAMPLES.undo ?? []).action(async () => {
    const here = context(undo);
    const store = await here.open("read");
    const undone = undoLast(store);
    if (undone === null) throw new UserError("nothing-to-undo", words.nothingToUndo);
    await here.done(undone, words.undone(undone.summary));
  });
};
