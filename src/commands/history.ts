import type { CommandSpec } from "../cli/command.ts";
import { RANGE_OPTIONS, type RangeOptions, rangeFrom } from "../cli/periods.ts";
import { journalDays, sessionsWithMood } from "../journal/days.ts";
import { sessionLines } from "../journal/ledger/session-lines.ts";
import { renderHistory } from "../views/lists.ts";

export const command: CommandSpec = {
  description: "hari-hari yang lalu dengan hasil dan kata mentor",
  options: RANGE_OPTIONS,
  examples: ["jurnal history", "jurnal riwayat --days 7"],
  async run(context, options: RangeOptions) {
    const store = await context.open("read");
    const range = rangeFrom(store, options, 30);
    const sessions = sessionLines(store, range);
    const known = { noted: sessionsWithMood(store, sessions), last: journalDays(store)?.last };
    await context.show(sessions, () =>
      renderHistory(sessions, known, range, store.profile, context.style),
    );
  },
};
