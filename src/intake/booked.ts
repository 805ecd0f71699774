import { isZero } from "../base/decimal.ts";
import { hasPrice } from "./drafts.ts";
import type { CashDraft, Expected, SkippedRow, TradeDraft } from "./statement.ts";

/** Words of a broker's bookkeeping where a trade has its symbol or comment. */
const BOOKED =
  /^(?:summary|archived?|dividend?s?|financing|(?:agent )?commissions?|bonus|rebate|cashback|correction|adjustment|transfer|interest|profit|balance|credit|swaps?|swap[- ]free.*|overnight.*|rollover.*|kompensasi|komisi|biaya|bunga|koreksi|penyesuaian)\b/i;

/** Bookkeeping that takes from the result what a trade cost. */
const COSTS =
  /\b(?:commissions?|financing|fees?|swaps?|interest|rollover|charges?|komisi|biaya|bunga|inap)\b/i;

/** True for words that a broker's books use. */
const isBookedWord = (text: string): boolean => BOOKED.test(text.trim());

/**
 * Whether a row in the shape of a trade is the broker's bookkeeping: money at no price at all. Of
 * a file that need not tell prices, words of bookkeeping must say so too.
 */
export function isBookkeeping(draft: TradeDraft, tellsPrices: boolean): boolean {
  if (hasPrice(draft)) return false;
  if (tellsPrices || draft.symbol === "") return true;
  return isBookedWord(draft.symbol) || isBookedWord(draft.comment ?? "");
}

/** What bookkeeping need not have: it is no problem there, and is one in a trade. */
const OF_TRADES: ReadonlySet<Expected> = new Set<Expected>([
  "buy|sell",
  "Buy|Sell|Balance",
  "Buy|Sell|Deposit|Withdrawal",
  "Long|Short",
  "Close Long|Close Short|Buy|Sell",
  "symbol",
  "ticket",
  "position id",
  "deal type",
]);

/**
 * Whether a row that is no trade is the broker's bookkeeping: money, but no side and no price, and
 * nothing wrong with it but that. Of a file that tells no prices its words must say so.
 */
export function isBookedRow(
  draft: TradeDraft,
  problems: readonly SkippedRow[],
  tellsPrices: boolean,
): boolean {
  if (draft.side !== null || hasPrice(draft) || isZero(draft.net)) return false;
  const isWhole = problems.every(
    ({ expected = "number", value }) =>
      OF_TRADES.has(expected) || (/^(?:time|date)$/.test(expected) && value === ""),
  );
  if (!isWhole) return false;
  if (tellsPrices && !draft.lot) return true;
  return [draft.symbol, draft.comment, problems[0]?.value].some((text) => isBookedWord(text ?? ""));
}

/** Money that the broker gave or took by his books: not the trader's own deposit. */
const GIVEN =
  /\b(?:compensation|dividends?|financing|commissions?|bonus|rebate|cashback|archived?|correction|adjustment|negative balance|kompensasi|dividen|komisi|koreksi|arsip|saldo negatif)\b/i;

/** A balance row as a deposit or withdrawal, or as what its comment says it is. */
export function balanceKind(
  amount: string,
  comment: string,
): Pick<CashDraft, "kind" | "countedAs"> {
  if (GIVEN.test(comment)) return { kind: bookedKind(comment), countedAs: "deposit" };
  return { kind: amount.startsWith("-") ? "withdrawal" : "deposit" };
}

/** What the broker booked: a cost of trading, or a correction. */
export const bookedKind = (words: string): CashDraft["kind"] =>
  COSTS.test(words) && !/\b(?:rebate|cashback)\b/i.test(words) ? "cost" : "correction";

/** What a row is that calls itself a deposit, a withdrawal or a credit where its side should be. */
function movedKind(told: string, amount: string): CashDraft["kind"] | null {
  if (/^credit/i.test(told)) return "credit";
  if (!/^(?:balance|deposit|withdraw|transfer)/i.test(told)) return null;
  return amount.startsWith("-") ? "withdrawal" : "deposit";
}

/**
 * The money of such a row as cash of a kind of its own: it is no result of the trader's. `told` is
 * what stands where the side should.
 */
export function bookedAsCash(draft: TradeDraft, told = ""): CashDraft {
  const { line, externalId, exitTime, entryTime, net, symbol } = draft;
  const words = [draft.comment, symbol, told].filter((text) => text);
  const cash: CashDraft = {
    line,
    externalId,
    time: exitTime ?? entryTime,
    kind: movedKind(told, net) ?? bookedKind(words.join(" ")),
    amount: net,
    comment: words[0] ?? null,
    countedAs: "result",
  };
  if (draft.signs !== undefined) cash.signs = draft.signs;
  return cash;
}
