import { sessionLines } from "../journal/days.ts";
import { renderHistory } from "../views/lists.ts";
import * as optionLists from "../words/help.ts";
import { addExamples, type Define, type RangeOptions, rangeFrom } from "./inputs.ts";

export const define: Define = (history, context) => {
  for (const [flags, text] of optionLists.RANGE_OPTIONS) history.option(flags, text);
  addExamples(history, "history").action(async (options: RangeOptions) => {
    const here = context(history);
    const store = await here.open("read");
    const range = rangeFrom(store, options, 30);
    const sessions = sessionLines(store, range);
    await here.show(sessions, () => renderHistory(sessions, range, store.profile, here.style));
  });
};
