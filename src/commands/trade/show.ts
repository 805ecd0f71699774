import type { CommandSpec } from "../../cli/command.ts";
import { TRADE_ARGUMENT, tradeFrom } from "../../cli/inputs.ts";
import { plannedRiskOf } from "../../review/day.ts";
import { renderTrade } from "../../views/trade.ts";

export const command: CommandSpec = {
  description: "tampilkan satu transaksi selengkapnya",
  takes: [TRADE_ARGUMENT],
  examples: ["jurnal trade show 12"],
  async run(context, id: string) {
    const store = await context.open("read");
    const trade = tradeFrom(store, id);
    await context.show(trade, () => {
      const planned = trade.risk_percent === null ? plannedRiskOf(store, trade) : null;
      return renderTrade(trade, store.profile, context.style, planned);
    });
  },
};
