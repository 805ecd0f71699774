import { formatShortDate } from "../base/dates.ts";
import { groupBy } from "../base/groups.ts";
import { addMoney, currencyOf } from "../base/money.ts";
import type { CommandSpec } from "../cli/command.ts";
import { RANGE_OPTIONS, type RangeOptions, rangeFrom } from "../cli/periods.ts";
import { ALL_PROFILES_OPTION, showProfiles } from "../cli/profiles.ts";
import { conversionFrom, IN_OPTION } from "../cli/rates.ts";
import type { Context } from "../context.ts";
import { journalDays, sessionsWithMood } from "../journal/days.ts";
import { sessionLines } from "../journal/ledger/session-lines.ts";
import { converted } from "../journal/rates.ts";
import type { Store } from "../journal/store.ts";
import { renderHistory } from "../views/lists.ts";
import { cell } from "../views/table.ts";

type HistoryOptions = RangeOptions & { in?: string; allProfiles?: boolean };

export const command: CommandSpec = {
  description: "hari-hari yang lalu dengan hasil dan kata mentor",
  options: [...RANGE_OPTIONS, IN_OPTION, ALL_PROFILES_OPTION],
  examples: ["jurnal history", "jurnal riwayat --days 7", "jurnal history --all-profiles"],
  async run(context, options: HistoryOptions) {
    const store = await context.open("read");
    if (options.allProfiles) return await showAll(context, store, options);
    const range = rangeFrom(store, options, 30);
    const sessions = sessionLines(store, range);
    const known = { noted: sessionsWithMood(store, sessions), last: journalDays(store)?.last };
    const conversion = conversionFrom(store, options.in, range.to);
    const data =
      conversion === null
        ? sessions
        : sessions.map((session) => {
            const total_profit_loss = converted(session.total_profit_loss, conversion);
            const { to: currency, rate } = conversion;
            return { ...session, in: { currency, rate, sums: { total_profit_loss } } };
          });
    await context.show(data, () =>
      renderHistory(sessions, { ...known, conversion }, range, store.profile, context.style),
    );
  },
};

/** The days of all profiles, the newest first, and what each has of them together. */
async function showAll(context: Context, store: Store, options: HistoryOptions): Promise<void> {
  const range = rangeFrom(store, options, 30);
  await showProfiles(context, store, {
    title: `Semua profil, ${formatShortDate(range.from)} sampai ${formatShortDate(range.to)}`,
    columns: [["Trx", 1]],
    in: options.in,
    day: range.to,
    figuresOf: (one) => ({ sessions: sessionLines(one, range) }),
    lineOf: ({ sessions }, profile) => ({
      profile,
      result: addMoney(
        sessions.map((day) => day.total_profit_loss),
        currencyOf(profile.currency),
      ),
      cells: [cell(String(sessions.reduce((n, day) => n + day.total_trades, 0)))],
    }),
    parts: {
      groupsOf(each) {
        const days = each.flatMap(({ profile, figures }) =>
          figures.sessions.map((day) => ({
            profile,
            date: day.session_date,
            result: day.total_profit_loss,
            cells: [cell(String(day.total_trades))],
          })),
        );
        const byDay = [...groupBy(days, ({ date }) => date)].sort(([a], [b]) => (a < b ? 1 : -1));
        return byDay.map(([date, lines]) => ({ label: formatShortDate(date), lines }));
      },
      sum: "Semuanya",
    },
    data: range,
  });
}
