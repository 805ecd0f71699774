import { MINUTE_MS } from "../../base/time.ts";
import type { Plan } from "../../model.ts";
import { lastLossAt } from "../rules/pause-after-loss.ts";
import type { StatusFacts } from "../rules/rule.ts";
import { TOLERANCE } from "../thresholds.ts";
import { byHand } from "../trade.ts";

/** A promise as far as a trade to come may break it. */
interface Promised {
  id: number;
  action: { id: string; params: Readonly<Record<string, number | string | null>> };
}

type Breaks = (
  params: Promised["action"]["params"],
  facts: StatusFacts,
  plan: Pick<Plan, "risk_percent" | "stop">,
) => boolean;

const isTooSoon: Breaks = ({ minutes }, facts) =>
  facts.now < lastLossAt(facts) + Number(minutes) * MINUTE_MS;

/** What can be told of a promise before the trade; all others are read out as they are. */
const BREAKS: Readonly<Record<string, Breaks>> = {
  batas_jumlah: ({ most }, { trades }) => byHand(trades).length >= Number(most),
  risiko_maksimum: ({ limit }, _, { risk_percent }) =>
    risk_percent !== null && risk_percent > Number(limit) + TOLERANCE,
  jeda_setelah_rugi: isTooSoon,
  lot_dasar_setelah_rugi: isTooSoon,
  sl_sebelum_order: (_, __, { stop }) => stop === null,
  batas_rugi({ amount, bots }, { trades }) {
    if (bots === 1) return false;
    const sum = byHand(trades).reduce((total, { profit_loss }) => total + profit_loss, 0);
    return sum <= -Number(amount) + TOLERANCE;
  },
};

/** The promises that a trade by this plan would break now. */
export function brokenBy<T extends Promised>(
  promises: readonly T[],
  facts: StatusFacts,
  plan: Pick<Plan, "risk_percent" | "stop">,
): T[] {
  return promises.filter(
    ({ action }) =>
      Object.hasOwn(BREAKS, action.id) && BREAKS[action.id]?.(action.params, facts, plan),
  );
}
