import { type Currency, workedOutDigits } from "../base/money.ts";
import { withoutDust } from "../base/number.ts";
import type { Side } from "../model.ts";
import type { SymbolTerms } from "./contracts.ts";
import type { PointValue } from "./point-value.ts";

/** What a lot is worked out from. Prices in the symbol's quote, money in the account's currency. */
export interface LotQuestion {
  side: Side;
  /** Null: only the distance to the stop is known. */
  entry: number | null;
  /** From entry to stop, above 0. */
  distance: number;
  target: number | null;
  /** Value of a point at one lot. */
  point_value: number;
  terms: SymbolTerms;
  /** Money that may be lost at the stop, costs included. */
  allowed: number;
}

/** So many lots and what they lose at the stop, costs included. */
export interface Sized {
  lot: number;
  risk_money: number;
}

export interface LotAnswer extends Sized {
  /** What the lot earns at the target, less its costs; null without a target. */
  reward_money: number | null;
  /** That over the risk. */
  rr: number | null;
  /** One step of the lot up. */
  next: Sized;
  /** The smallest lot there is. */
  least: Sized;
  /** Even the smallest lot risks more than is allowed: `lot` is 0. */
  skip: boolean;
}

/** A trade to come, sized. Prices null: not given. */
export interface Sizing {
  symbol: string;
  side: Side | null;
  entry: number | null;
  stop: number | null;
  target: number | null;
  distance: number;
  /** The distance in pips; null: the symbol has none. */
  pips: number | null;
  point: PointValue;
  /** What the value of a point rests on where no trade tells it and nobody has set it; else null. */
  assumed: readonly [units: number, of: string] | null;
  /** Money that may be lost, and the share of the balance that it is (null: unknown). */
  allowed: { money: number; percent: number | null; from: "flag" | "rule" | "setting" };
  /** Costs in percent of the value of a purchase and a sale; null: none. */
  fees: readonly [buy: number, sell: number] | null;
  /** When the day began; null: unknown. */
  balance: number | null;
  /** What one lot loses at the stop, costs included. */
  loss: number;
  answer: LotAnswer;
}

/** The last binary digits of 0.3 / 0.01 must not take a step off. */
const FORGIVEN = 1e-9;

/** The largest lot in the symbol's steps that loses no more at the stop than is allowed. */
export function lotFor(question: LotQuestion): LotAnswer {
  const { terms, allowed } = question;
  const atStop = lossOfLot(question);
  const sized = (lot: number): Sized => ({ lot, risk_money: withoutDust(lot * atStop) });
  const steps = Math.floor(allowed / (atStop * terms.step) + FORGIVEN);
  const fitting = withoutDust(steps * terms.step);
  const skip = fitting < terms.min_lot - FORGIVEN * terms.step;
  const lot = skip ? 0 : fitting;
  const gain = gainOfLot(question);
  return {
    ...sized(lot),
    reward_money: gain === null ? null : withoutDust(lot * gain),
    rr: gain === null ? null : Math.round((100 * gain) / atStop) / 100,
    next: sized(skip ? terms.min_lot : withoutDust(lot + terms.step)),
    least: sized(terms.min_lot),
    skip,
  };
}

/** What one lot loses at the stop, costs included. */
export function lossOfLot(question: Omit<LotQuestion, "allowed">): number {
  const { side, entry, distance, point_value } = question;
  const stop = entry === null ? null : entry + (side === "buy" ? -distance : distance);
  return distance * point_value + costsOfLot(question, stop);
}

function gainOfLot(question: LotQuestion): number | null {
  const { entry, target, point_value } = question;
  if (entry === null || target === null) return null;
  return Math.abs(target - entry) * point_value - costsOfLot(question, target);
}

/** Costs of one lot that is opened at the entry and closed at this price. */
function costsOfLot(
  {
    side,
    entry,
    point_value,
    terms,
  }: Pick<LotQuestion, "side" | "entry" | "point_value" | "terms">,
  exit: number | null,
): number {
  const [first, last] =
    side === "buy" ? [terms.fee_buy, terms.fee_sell] : [terms.fee_sell, terms.fee_buy];
  const shares = ((entry ?? 0) * first + (exit ?? 0) * last) / 100;
  return terms.fee + shares * point_value;
}

/**
 * What so many lots come to when they are closed at this price, net of their costs, and those (0 or
 * negative), in the digits of the account's money.
 */
export function resultOfLots(
  question: Pick<LotQuestion, "side" | "point_value" | "terms"> & { entry: number },
  exit: number,
  lot: number,
  currency: Currency,
): { result: number; fee: number } {
  const { side, entry, point_value } = question;
  const rounded = (value: number) => Number(value.toFixed(workedOutDigits(currency)));
  const moved = side === "sell" ? entry - exit : exit - entry;
  const fee = -rounded(lot * costsOfLot(question, exit)) || 0;
  return { result: rounded(rounded(moved * point_value * lot) + fee), fee };
}
