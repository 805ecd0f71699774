import { addMoney, currencyOf } from "../../base/money.ts";
import { overBase } from "../cost-parts.ts";
import { countKnown, grossLossOf, type HandTrade, handDay, isTimed, knownLot } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";

const MAX_GAP_SECONDS = 15 * 60;
const MIN_RATIO = 1.5;

/**
 * A larger lot soon after a loss: the last closed trade of the session lost (break-even is none), at most 15 minutes
 * passed, the lot is at least 1.5 x the median of the symbol's previous <= 20, and so is the risk
 * where both sides of that comparison are known.
 */
export function isRevenge(view: HandTrade): boolean {
  if (!view.afterLoss) return false;
  if (view.gapSeconds === null || view.gapSeconds > MAX_GAP_SECONDS) return false;
  if (view.lotRatio === null || view.lotRatio < MIN_RATIO) return false;
  return view.riskRatio === null || view.riskRatio >= MIN_RATIO;
}

/**
 * `kejadian_balas_dendam`. Its cost is what the same trades would not have lost at the base lot:
 * the sum of result x (1 - base / lot), where that is negative.
 */
export const revenge: Detector = (history, settings) => {
  const day = handDay(history);
  const timed = countKnown(day, isTimed);
  if (day.length < 2) return [];
  if (timed < 2) return { id: "kejadian_balas_dendam", reason: "jam", have: timed, need: 2 };
  const found = day.filter(isRevenge);
  const worst = found.reduce<HandTrade | null>(
    (top, view) => (top === null || (view.lotRatio ?? 0) > (top.lotRatio ?? 0) ? view : top),
    null,
  );
  if (worst === null || worst.prev === null) return [];
  const currency = currencyOf(settings.currency);
  const net = addMoney(
    found.map((view) => view.trade.profit_loss),
    currency,
  );
  const excess = addMoney(found.map(overBaseLot), currency);
  const cost = excess < 0 ? excess : null;
  const severity = severityOf({
    cost,
    grossLoss: grossLossOf(day, settings),
    effect01: (worst.lotRatio ?? 0) / 2,
    share01: found.length / day.length,
    floor: 55,
  });
  const values = {
    count: found.length,
    worst: worst.trade.id,
    symbol: worst.trade.symbol,
    lot: knownLot(worst.trade),
    base: worst.baseLot,
    base_n: worst.baseLotCount,
    ratio: worst.lotRatio,
    gap_seconds: worst.gapSeconds,
    prev: worst.prev.id,
    prev_loss: worst.prev.profit_loss,
    no_stop: worst.trade.stop_loss_used === false ? 1 : 0,
    result: worst.trade.profit_loss,
    net,
  };
  const trades = [worst, ...found.filter((view) => view !== worst)].map((view) => view.trade.id);
  const rest = { n: day.length, trades, values, cost, severity };
  return [fact("kejadian_balas_dendam", "ukuran", "bad", rest)];
};

/** What the result owes to the part of the lot above the base. */
export function overBaseLot({ lotRatio, trade }: HandTrade): number {
  return lotRatio === null ? 0 : overBase(trade.profit_loss, lotRatio);
}
