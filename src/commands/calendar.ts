import { currencyOf } from "../base/money.ts";
import { monthOf, type Period, periodLabel, readPeriod } from "../base/period.ts";
import type { CommandSpec } from "../cli/command.ts";
import { ALL_PROFILES_OPTION, showProfiles } from "../cli/profiles.ts";
import { conversionFrom, IN_OPTION, rateDay } from "../cli/rates.ts";
import type { Context } from "../context.ts";
import { calendarOf } from "../figures/calendar.ts";
import { today } from "../journal/days.ts";
import { ledgerDays } from "../journal/ledger/ledger.ts";
import type { Store } from "../journal/store.ts";
import type { Profile } from "../model.ts";
import { withBeside } from "../report/beside.ts";
import { spanLabel } from "../report/words/period.ts";
import { isTraded } from "../trade/parts.ts";
import { renderCalendar } from "../views/calendar.ts";
import { renderBeside } from "../views/report.ts";
import { cell } from "../views/table.ts";
import { usage } from "../words/errors.ts";

interface CalendarOptions {
  in?: string;
  allProfiles?: boolean;
}

export const command: CommandSpec = {
  description: "sebulan hari demi hari: hasil, jumlah transaksi, suasana",
  takes: [["[bulan]", 'bulan, misalnya 2026-11, november, "bulan lalu" (bawaan: bulan ini)']],
  options: [IN_OPTION, ALL_PROFILES_OPTION],
  examples: ["jurnal calendar", 'jurnal kalender "bulan lalu"', "jurnal calendar 2025-11 --plain"],
  async run(context, words: string | undefined, options: CalendarOptions) {
    const store = await context.open("read");
    const month = monthFrom(store, words);
    if (options.allProfiles) return await showAll(context, store, month, options);
    const { profile } = store;
    const data = calendarOf(month, ledgerDays(store, month), currencyOf(profile.currency));
    const conversion = conversionFrom(store, options.in, rateDay(store, month));
    const sums = [{ key: "total_profit_loss", label: "Sebulan", value: data.total_profit_loss }];
    for (const { from, to, total_profit_loss: value } of data.weeks.filter(isTraded)) {
      sums.push({ key: from, label: spanLabel(from, to), value });
    }
    await context.show(withBeside(data, conversion, sums), () => {
      const shown = renderCalendar(data, today(store), profile, context.style);
      return renderBeside(shown, conversion, sums, context.style);
    });
  },
};

/** The weeks of a month of all profiles, and what each has of them together. */
async function showAll(
  context: Context,
  store: Store,
  month: Period,
  options: CalendarOptions,
): Promise<void> {
  const lineOf = (one: { total_profit_loss: number; total_trades: number }, profile: Profile) => ({
    profile,
    result: one.total_profit_loss,
    cells: [cell(String(one.total_trades))],
  });
  await showProfiles(context, store, {
    title: `Semua profil, ${periodLabel(month)}`,
    columns: [["Trx", 1]],
    in: options.in,
    day: rateDay(store, month),
    figuresOf: (one) => calendarOf(month, ledgerDays(one, month), currencyOf(one.profile.currency)),
    lineOf: (calendar, profile) => lineOf(calendar, profile),
    parts: {
      groupsOf: (each) =>
        (each[0]?.figures.weeks ?? []).map(({ from, to }, index) => ({
          label: spanLabel(from, to),
          lines: each.flatMap(({ profile, figures }) => {
            const week = figures.weeks[index];
            return week !== undefined && isTraded(week) ? [lineOf(week, profile)] : [];
          }),
        })),
      sum: "Sebulan",
    },
  });
}

/** The month meant, or the month of the day meant; this month without words. */
function monthFrom(store: Store, words: string | undefined): Period {
  const now = today(store);
  if (words === undefined) return monthOf(now);
  const period = readPeriod(words, now);
  if (period?.kind === "month") return period;
  if (period?.kind === "day") return monthOf(period.from);
  throw usage("bulan", words, 'bulan, misalnya 2026-11, november, atau "bulan lalu"');
}
