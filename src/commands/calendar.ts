import { currencyOf } from "../base/money.ts";
import { monthOf, type Period, readPeriod } from "../base/period.ts";
import type { CommandSpec } from "../cli/command.ts";
import { calendarOf } from "../figures/calendar.ts";
import { today } from "../journal/days.ts";
import { ledgerDays } from "../journal/ledger/ledger.ts";
import type { Store } from "../journal/store.ts";
import { renderCalendar } from "../views/calendar.ts";
import { usage } from "../words/errors.ts";

export const command: CommandSpec = {
  description: "sebulan hari demi hari: hasil, jumlah transaksi, suasana",
  takes: [["[bulan]", 'bulan, misalnya 2026-11, november, "bulan lalu" (bawaan: bulan ini)']],
  examples: ["jurnal calendar", 'jurnal kalender "bulan lalu"', "jurnal calendar 2025-11 --plain"],
  async run(context, words: string | undefined) {
    const store = await context.open("read");
    const month = monthFrom(store, words);
    const { profile } = store;
    const data = calendarOf(month, ledgerDays(store, month), currencyOf(profile.currency));
    await context.show(data, () => renderCalendar(data, today(store), profile, context.style));
  },
};

/** The month meant, or the month of the day meant; this month without words. */
function monthFrom(store: Store, words: string | undefined): Period {
  const now = today(store);
  if (words === undefined) return monthOf(now);
  const period = readPeriod(words, now);
  if (period?.kind === "month") return period;
  if (period?.kind === "day") return monthOf(period.from);
  throw usage("bulan", words, 'bulan, misalnya 2026-11, november, atau "bulan lalu"');
}
