import { sessionLines } from "../journal/sessions.ts";
import { addExamples, type Define } from "../program.ts";
import * as help from "../text/help.ts";
import { renderHistory } from "../views/history.ts";
import { type RangeOptions, rangeFrom } from "./inputs.ts";

export const define: Define = (history, context) => {
  for (const [flags, text] of help.RANGE_OPTIONS) history.option(flags, text);
  addExamples(history, help.EXAMPLES.history ?? []).action(async (options: RangeOptions) => {
    const here = context(history);
    const store = await here.open("read");
    const range = rangeFrom(store, options, 30);
    const sessions = sessionLines(store, range);
    await here.show(sessions, () => renderHistory(sessions, range, store.profile, here.style));
  });
};
