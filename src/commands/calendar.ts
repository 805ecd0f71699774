import { currencyOf } from "../base/money.ts";
import { monthOf, type Period, periodLabel, readPeriod } from "../base/period.ts";
import type { CommandSpec } from "../cli/command.ts";
import {
  ALL_PROFILES_OPTION,
  profileJson,
  storesOf,
  togetherFrom,
  togetherJson,
} from "../cli/profiles.ts";
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
import { renderSideBySide } from "../views/side-by-side.ts";
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
  const stores = storesOf(store);
  const together = togetherFrom(stores, options.in, rateDay(store, month));
  const each = stores.map((one) => ({
    profile: one.profile,
    calendar: calendarOf(month, ledgerDays(one, month), currencyOf(one.profile.currency)),
  }));
  const lineOf = (profile: Profile, one: { total_profit_loss: number; total_trades: number }) => ({
    profile,
    result: one.total_profit_loss,
    cells: [cell(String(one.total_trades))],
  });
  const sums = each.map(({ profile, calendar }) => lineOf(profile, calendar));
  const data = {
    profiles: each.map(({ profile, calendar }) => ({ ...profileJson(profile), ...calendar })),
    together: togetherJson(together, sums),
  };
  await context.show(data, () => {
    const weeks = (each[0]?.calendar.weeks ?? []).map(({ from, to }, index) => ({
      label: spanLabel(from, to),
      lines: each.flatMap(({ profile, calendar }) => {
        const week = calendar.weeks[index];
        return week !== undefined && isTraded(week) ? [lineOf(profile, week)] : [];
      }),
    }));
    const groups = [...weeks, { label: "Sebulan", lines: sums }];
    const columns = [{ title: "Trx", align: "right" as const, dropOrder: 1 }];
    const title = `Semua profil, ${periodLabel(month)}`;
    return renderSideBySide(title, groups, columns, together, context.style);
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
