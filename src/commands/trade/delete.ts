import { currencyOf } from "../../base/money.ts";
import type { CommandSpec } from "../../cli/command.ts";
import { TRADE_ARGUMENT, tradeFrom } from "../../cli/inputs.ts";
import { operate } from "../../journal/changes.ts";
import { removeTrade } from "../../journal/trades.ts";
import { tradeBrief, UNDO } from "../../words/messages.ts";

export const command: CommandSpec = {
  description: "hapus satu transaksi",
  takes: [TRADE_ARGUMENT],
  examples: ["jurnal trade delete 12"],
  async run(context, id: string) {
    const store = await context.open("write");
    const trade = tradeFrom(store, id);
    const name = `#${trade.id}`;
    const brief = tradeBrief(trade, currencyOf(store.profile.currency));
    operate(store, "trade.delete", `hapus transaksi ${name} ${brief}`, (operation) =>
      removeTrade(operation, trade),
    );
    await context.done(trade, `Transaksi ${name} dihapus: ${brief} · ${UNDO}`);
  },
};
