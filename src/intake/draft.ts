import { addDecimals, parseDecimal } from "../base/decimal.ts";
import { keep } from "../base/keep.ts";
import type { SkippedRow, TradeDraft } from "./types.ts";

export interface Money {
  profit: string;
  commission: string;
  swap: string;
  fee: string;
}

export const NO_MONEY: Money = { profit: "0", commission: "0", swap: "0", fee: "0" };

/** profit + commission + swap + fee, exact. */
export function netOf(money: Money): string {
  return addDecimals(money.profit, money.commission, money.swap, money.fee);
}

/** Both amounts added part by part. */
export function addMoney(a: Money, b: Money): Money {
  return {
    profit: addDecimals(a.profit, b.profit),
    commission: addDecimals(a.commission, b.commission),
    swap: addDecimals(a.swap, b.swap),
    fee: addDecimals(a.fee, b.fee),
  };
}

/** A draft with nothing known yet but its line; fill in what the format says. */
export function emptyDraft(line: number, family: TradeDraft["family"]): TradeDraft {
  return {
    line,
    externalId: null,
    family,
    symbol: "",
    side: null,
    lot: null,
    entryTime: null,
    exitTime: null,
    entryPrice: null,
    exitPrice: null,
    stopLoss: null,
    takeProfit: null,
    stopLossUsed: null,
    takeProfitUsed: null,
    profit: "0",
    commission: "0",
    swap: "0",
    fee: "0",
    net: "0",
    magic: null,
    comment: null,
    exitReason: null,
    parentId: null,
    approximate: false,
    raw: "",
  };
}

/** Puts money and its sum into a draft. */
export function setMoney(draft: TradeDraft, money: Money): void {
  draft.profit = money.profit;
  draft.commission = money.commission;
  draft.swap = money.swap;
  draft.fee = money.fee;
  draft.net = netOf(money);
}

/** A price or volume as a number; null when empty, zero or no number. */
export function positiveNumber(text: string): number | null {
  const value = numberOf(text);
  return value !== null && value > 0 ? value : null;
}

/** A number as files print it; null when empty or no number. */
export function numberOf(text: string): number | null {
  const decimal = text === "" ? null : parseDecimal(text);
  return decimal === null ? null : Number(decimal);
}

/** Sets stop and target; a price of zero or none means that there was no such order. */
export function setStops(draft: TradeDraft, stop: string, target: string): void {
  draft.stopLoss = positiveNumber(stop);
  draft.takeProfit = positiveNumber(target);
  draft.stopLossUsed = draft.stopLoss !== null;
  draft.takeProfitUsed = draft.takeProfit !== null;
}

/** A row that could not be read: which field, what it held, what was expected. */
export function badRow(line: number, field: string, value: string, expected: string): SkippedRow {
  return { line, reason: "bad", field, value: keep(value.slice(0, 80)), expected };
}

/** Reads an amount; an empty cell is "0". What is no number is reported into `bad`. */
export function amount(text: string, field: string, line: number, bad: SkippedRow[]): string {
  if (text === "") return "0";
  const value = parseDecimal(text);
  if (value === null) bad.push(badRow(line, field, text, "number"));
  return value ?? "0";
}

// The history writes "[sl 1.0465]", the tester "sl 1.0465", MetaTrader 4 "[sl]" or "[sl/gap]".
const REASONS: [RegExp, NonNullable<TradeDraft["exitReason"]>][] = [
  [/\[sl(?:\/gap)?(?:\s+[\d.]+)?\]?$|^sl\s+[\d.]+$/i, "sl"],
  [/\[tp(?:\/gap)?(?:\s+[\d.]+)?\]?$|^tp\s+[\d.]+$/i, "tp"],
  [/^\[?so:?\s*\d/i, "stop-out"],
  [/^end of test$/i, "end-of-test"],
];

/** How a position was closed, from the comment the server wrote; null when it does not say. */
export function reasonOf(comment: string): TradeDraft["exitReason"] {
  return REASONS.find(([pattern]) => pattern.test(comment))?.[1] ?? null;
}
