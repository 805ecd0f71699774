import { currencyOf } from "../../base/money.ts";
import type { CommandSpec } from "../../cli/command.ts";
import { TRADE_ARGUMENT, tradeFrom } from "../../cli/inputs.ts";
import { operate } from "../../journal/changes.ts";
import { removeAside, removeTrade } from "../../journal/trades.ts";
import type { Trade } from "../../model.ts";
import { tradeBrief, UNDO } from "../../words/messages.ts";

export const command: CommandSpec = {
  description: "hapus satu transaksi",
  takes: [TRADE_ARGUMENT],
  examples: ["jurnal trade delete 12"],
  async run(context, id: string) {
    const store = await context.open("read");
    const removed = removeAside(store, Number(id));
    if (removed !== null) {
      return await context.done(
        removed,
        `Baris #${removed.id}, yang tidak dihitung, dihapus · ${UNDO}`,
      );
    }
    const brief = (trade: Trade) => tradeBrief(trade, currencyOf(store.profile.currency));
    const summary = (trade: Trade) => `hapus transaksi #${trade.id} ${brief(trade)}`;
    const trade = operate(store, "trade.delete", summary, (operation) => {
      const found = tradeFrom(store, id);
      removeTrade(operation, found);
      return found;
    });
    await context.done(trade, `Transaksi #${trade.id} dihapus: ${brief(trade)} · ${UNDO}`);
  },
};
