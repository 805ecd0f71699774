import { currencyOf } from "../base/money.ts";
import { monthOf, type Period, readPeriod } from "../base/period.ts";
import { calendarOf } from "../figures/calendar.ts";
import { today } from "../journal/days.ts";
import { ledgerDays } from "../journal/ledger.ts";
import type { Store } from "../journal/store.ts";
import { renderCalendar } from "../views/calendar.ts";
import { expectedMonth } from "../views/chart-words.ts";
import { usage } from "../words/errors.ts";
import { MONTH_ARGUMENT } from "../words/help.ts";
import { addExamples, type Define } from "./inputs.ts";

export const define: Define = (calendar, context) => {
  calendar.argument("[bulan]", MONTH_ARGUMENT);
  addExamples(calendar, "calendar").action(async (words: string | undefined) => {
    const here = context(calendar);
    const store = await here.open("read");
    const month = monthFrom(store, words);
    const { profile } = store;
    const data = calendarOf(month, ledgerDays(store, month), currencyOf(profile.currency));
    await here.show(data, () => renderCalendar(data, today(store), profile, here.style));
  });
};

/** The month meant, or the month of the day meant; this month without words. */
function monthFrom(store: Store, words: string | undefined): Period {
  const now = today(store);
  if (words === undefined) return monthOf(now);
  const period = readPeriod(words, now);
  if (period?.kind === "month") return period;
  if (period?.kind === "day") return monthOf(period.from);
  throw usage("bulan", words, expectedMonth);
}
