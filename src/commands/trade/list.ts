import { cleanShown } from "../../base/text.ts";
import type { CommandSpec } from "../../cli/command.ts";
import {
  FILTER_OPTIONS,
  type FilterOptions,
  filterFrom,
  refuseUnknownSymbol,
} from "../../cli/filters.ts";
import { countFrom } from "../../cli/inputs.ts";
import { PERIOD_OPTIONS, type PeriodOptions, rangeOrPeriodFrom } from "../../cli/periods.ts";
import { listTrades, type TradeFilter } from "../../journal/trades.ts";
import { frameOf, pour } from "../../out-file.ts";
import { jsonItems } from "../../views/messages.ts";
import { tradeTable } from "../../views/trade.ts";
import { noTrades } from "../../words/messages.ts";

type ListOptions = PeriodOptions & FilterOptions & { limit?: string };

export const command: CommandSpec = {
  description: "daftar transaksi (bawaan: 30 hari terakhir)",
  options: [...PERIOD_OPTIONS, ...FILTER_OPTIONS, ["--limit <n>", "paling banyak n yang terbaru"]],
  examples: ["jurnal trade list --days 7", "jurnal trade list --symbol XAUUSD --loss --json"],
  /** What passes all filters, oldest first. */
  async run(context, options: ListOptions) {
    const store = await context.open("read");
    const { limit } = options;
    const { from, to } = rangeOrPeriodFrom(store, options);
    const filter: TradeFilter = { from, to, ...filterFrom(options) };
    if (limit !== undefined) filter.limit = countFrom("--limit", limit);
    const { world, style } = context;
    const { json } = context.options;
    const trades = listTrades(store, filter, json ? "all" : "line");
    const [first] = trades();
    if (first === undefined) {
      refuseUnknownSymbol(store, filter);
      return await context.show([], () => noTrades({ from, to }));
    }
    if (json) {
      await pour(jsonItems(trades()), frameOf("json", [], false), world.out);
      return;
    }
    const lines = tradeTable(trades, store.profile, style);
    const out = (text: string) => world.out(cleanShown(style.plain(text)));
    await pour(lines, frameOf("ndjson", [], false), out);
  },
};
