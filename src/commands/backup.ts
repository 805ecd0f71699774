import { copyTo } from "../journal/upgrade.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define } from "./inputs.ts";

export const define: Define = (backup, context) => {
  backup.argument("[berkas]", help.ARGUMENT.backup);
  addExamples(backup, "backup").action(async (file: string | undefined) => {
    const here = context(backup);
    const store = await here.open("read");
    const path = copyTo(store, file);
    await here.done({ path }, words.backedUp(path));
  });
};
