import { UserError } from "../errors.ts";
import { undoLast } from "../journal/undo.ts";
import * as words from "../text/messages.ts";
import { addExamples, type Define } from "./define.ts";

export const define: Define = (undo, context) => {
  addExamples(undo, "undo").action(async () => {
    const here = context(undo);
    const store = await here.open("read");
    const undone = undoLast(store);
    if (undone === null) throw new UserError("nothing-to-undo", words.nothingToUndo);
    await here.done(undone, words.undone(undone.summary));
  });
};
