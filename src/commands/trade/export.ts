import type { CommandSpec } from "../../cli/command.ts";
import { FILTER_OPTIONS, type FilterOptions, filterFrom } from "../../cli/filters.ts";
import { PERIOD_OPTIONS, type PeriodOptions, rangeOrPeriodFrom } from "../../cli/periods.ts";
import { listTrades } from "../../journal/trades.ts";

export const command: CommandSpec = {
  description: "tulis transaksi sebagai CSV untuk diisi, lalu dibaca lagi menurut nomornya",
  options: [...PERIOD_OPTIONS, ...FILTER_OPTIONS],
  examples: [
    "jurnal trade export --days 30 > isian.csv",
    "jurnal trade export --symbol XAUUSD --loss",
  ],
  details: {
    after: `
Isi kolom setup (strategi), timeframe, suasana, keyakinan, kesalahan, tautan,
atau catatan, lalu: jurnal trade import isian.csv. Hanya isian itu yang berubah,
menurut nomornya; sel kosong tidak mengubah apa pun.`,
  },
  /** The last 30 days where no option says others, as the list has them. */
  async run(context, options: PeriodOptions & FilterOptions) {
    const store = await context.open("read");
    const filter = { ...rangeOrPeriodFrom(store, options), ...filterFrom(options) };
    const { filledLines } = await import("../../intake/filled.ts");
    for (const line of filledLines(listTrades(store, filter, "all")())) {
      await context.world.out(line);
    }
  },
};
