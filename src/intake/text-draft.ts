import { addDecimals, negateDecimal } from "../base/decimal.ts";
import { emptyDraft, netOf } from "./draft.ts";
import type { Statement, TimeBasis, TradeDraft } from "./types.ts";

/** What a reader of text may be told from outside the text. */
export interface TextContext {
  /** Name of the file without its folder: some sources keep the symbol or the UTC offset there. */
  fileName: string | null;
  /** The symbol of a file that names none. */
  symbol: string | null;
}

/** A trade with nothing known but what `fields` says; `net` is the exact sum of its parts. */
export function tradeDraft(
  fields: Partial<Omit<TradeDraft, "net">> & Pick<TradeDraft, "line" | "symbol">,
): TradeDraft {
  const draft = { ...emptyDraft(fields.line, "other"), ...fields };
  draft.net = netOf(draft);
  return draft;
}

/** The gross profit of a source that prints the net: what the costs leave of it, exactly. */
export function grossOf(net: string, ...costs: string[]): string {
  return addDecimals(net, ...costs.map(negateDecimal));
}

/** A statement that holds nothing yet. */
export function emptyStatement(format: string, timeBasis: TimeBasis): Statement {
  return {
    format,
    account: null,
    currency: null,
    server: null,
    owner: null,
    timeBasis,
    backtest: false,
    trades: [],
    open: [],
    cash: [],
    skipped: [],
    declared: [],
    notes: [],
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
