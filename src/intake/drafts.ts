import { readAmountOfEither } from "../base/amounts.ts";
import { addDecimals, negateDecimal } from "../base/decimal.ts";
import { keep } from "../base/text.ts";
import { isKeepable } from "../trade/readers.ts";
import type {
  DraftPart,
  Expected,
  Format,
  MoneyParts,
  RowField,
  SkippedRow,
  Statement,
  TradeDraft,
} from "./statement.ts";

export const NO_MONEY: MoneyParts = { profit: "0", commission: "0", swap: "0", fee: "0" };

/** profit + commission + swap + fee, exact. */
export function netOfParts(money: MoneyParts): string {
  return addDecimals(money.profit, money.commission, money.swap, money.fee);
}

/** Both amounts added part by part. */
export function addMoneyParts(a: MoneyParts, b: MoneyParts): MoneyParts {
  return {
    profit: addDecimals(a.profit, b.profit),
    commission: addDecimals(a.commission, b.commission),
    swap: addDecimals(a.swap, b.swap),
    fee: addDecimals(a.fee, b.fee),
  };
}

/** One for all: a file has hundreds of thousands of trades that were closed at once. */
const NO_PARTS: readonly DraftPart[] = [];

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
    parts: NO_PARTS,
    approximate: false,
    raw: "",
  };
}

/** Puts money and its sum into a draft. */
export function setMoney(draft: TradeDraft, money: MoneyParts): void {
  draft.profit = money.profit;
  draft.commission = money.commission;
  draft.swap = money.swap;
  draft.fee = money.fee;
  draft.net = netOfParts(money);
}

/** A price or volume as a number; null when empty, zero or no number. */
export function positiveNumber(text: string): number | null {
  const value = numberOf(text);
  return value !== null && value > 0 ? value : null;
}

/** A number as files print it; null when empty or no number. */
export function numberOf(text: string): number | null {
  const decimal = text === "" ? null : readAmountOfEither(text);
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
export function badRow(
  line: number,
  field: RowField,
  value: string,
  expected: Expected,
): SkippedRow {
  return { line, reason: "bad", field, value: keep(value.slice(0, 80)), expected };
}

/** Reads an amount; an empty cell is "0". What is no number, or too large, is reported into `bad`. */
export function amount(text: string, field: RowField, line: number, bad: SkippedRow[]): string {
  if (text === "") return "0";
  const value = readAmountOfEither(text);
  if (value !== null && isKeepable(Number(value))) return value;
  const expected = value === null ? "number" : "an amount that can be kept";
  bad.push(badRow(line, field, text, expected));
  return "0";
}

/** Whether the draft has a price at which it was opened or closed. */
export const hasPrice = ({ entryPrice, exitPrice }: TradeDraft): boolean =>
  Boolean(entryPrice) || Boolean(exitPrice);

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

/** A trade with nothing known but what `fields` says; `net` is the exact sum of its parts. */
export function tradeDraft(
  fields: Partial<Omit<TradeDraft, "net">> & Pick<TradeDraft, "line" | "symbol">,
): TradeDraft {
  const draft = { ...emptyDraft(fields.line, "other"), ...fields };
  draft.net = netOfParts(draft);
  return draft;
}

/** The gross profit of a source that prints the net: what the costs leave of it, exactly. */
export function grossFromNet(net: string, ...costs: string[]): string {
  return addDecimals(net, ...costs.map(negateDecimal));
}

/** A statement of this format that holds nothing yet. */
export function emptyStatement(format: Pick<Format, "id" | "clock">): Statement {
  return {
    format: format.id,
    account: null,
    currency: null,
    signed: null,
    server: null,
    clock: format.clock,
    zone: null,
    backtest: false,
    trades: [],
    open: [],
    cash: [],
    skipped: [],
    declared: [],
    notes: [],
    money: null,
    lost: "0",
    fills: [],
  };
}

/** Buy or sell by the words exports and Indonesian traders use; null for any other word. */
export function readSide(word: string): "buy" | "sell" | null {
  const text = word.trim().toLowerCase();
  if (/^(?:buy|long|beli|b|l|bought|open long)$/.test(text)) return "buy";
  if (/^(?:sell|short|jual|s|sold|open short)$/.test(text)) return "sell";
  return null;
}

/** The quote currency at the end of a crypto contract ("BTCUSDT" gives "USDT"); null if unknown. */
export function quoteOf(contract: string): string | null {
  return (
    /(?:FDUSD|TUSD|USDT|USDC|BUSD|BIDR|IDRT|IDR)(?=$|[-_])/i.exec(contract)?.[0]?.toUpperCase() ??
    null
  );
}
