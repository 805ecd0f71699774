import { currencyOf } from "../../base/money.ts";
import type { CommandSpec } from "../../cli/command.ts";
import { TRADE_ARGUMENT, tradeFrom } from "../../cli/inputs.ts";
import { findPlan } from "../../journal/plans/plans.ts";
import { deviationOf } from "../../mentor/planned/deviation.ts";
import { deviationText } from "../../report/plan.ts";
import { plannedRiskOf } from "../../review/day.ts";
import { renderTrade } from "../../views/trade.ts";

export const command: CommandSpec = {
  description: "tampilkan satu transaksi selengkapnya",
  takes: [TRADE_ARGUMENT],
  examples: ["jurnal trade show 12"],
  async run(context, id: string) {
    const store = await context.open("read");
    const trade = tradeFrom(store, id);
    const plan = trade.plan_id == null ? null : findPlan(store, trade.plan_id);
    const { currency } = store.profile;
    const deviation = plan === null ? null : deviationOf(plan, trade, currencyOf(currency));
    await context.show({ ...trade, plan_deviation: deviation }, () => {
      const planned = trade.risk_percent === null ? plannedRiskOf(store, trade) : null;
      const followed =
        plan === null || deviation === null
          ? null
          : `#${plan.id}: ${deviationText(deviation, currency)}`;
      return renderTrade(trade, store.profile, context.style, { planned, followed });
    });
  },
};
