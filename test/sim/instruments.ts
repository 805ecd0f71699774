import type { Draws } from "./draws.ts";
import type { Instrument } from "./market.ts";

/* What honest traders trade, and how they size it. */

export const EURUSD = { name: "EURUSD", price: 1.1, contract: 100_000, step: 0.0003, decimals: 5 };
export const GBPUSD = { name: "GBPUSD", price: 1.27, contract: 100_000, step: 0.0004, decimals: 5 };
export const USDJPY = { name: "USDJPY", price: 150, contract: 667, step: 0.04, decimals: 3 };
export const XAUUSD = { name: "XAUUSD", price: 2_000, contract: 100, step: 0.9, decimals: 2 };
export const BTCUSD = { name: "BTCUSD", price: 40_000, contract: 1, step: 60, decimals: 2 };
export const NAS100 = { name: "NAS100", price: 17_000, contract: 1, step: 14, decimals: 1 };
export const ALL: readonly Instrument[] = [EURUSD, GBPUSD, USDJPY, XAUUSD, BTCUSD, NAS100];

export const HOUR = 60;
export const one = (draws: Draws) => [draws.pick(ALL)] as const;
export const stepOf = (plan: { instruments: readonly Instrument[] }, at: number) =>
  plan.instruments[at]?.step ?? 1;
export const sideOf = (draws: Draws) => draws.pick([1, -1] as const);
export const toLots = (lot: number, unit = 0.01) => Math.max(unit, Math.round(lot / unit) * unit);
/** The lot that risks so much money over a distance. */
export const lotFor = (money: number, distance: number, { contract }: Instrument) =>
  toLots(money / (distance * contract));
export const fixedLot = (draws: Draws, instrument: Instrument) =>
  lotFor(draws.between(20, 100), 10 * instrument.step, instrument);

/** How many bars a day a trader enters on, as a chance a bar. */
export function perDay(
  trades: number,
  hours: readonly [number, number],
  barMinutes: number,
): number {
  return (trades * barMinutes) / (hours[1] - hours[0]);
}
