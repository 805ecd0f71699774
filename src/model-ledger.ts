/**
 * Trades as columns, for figures over many of them: a million trades as objects take a gigabyte,
 * as columns a few megabytes each. Rows are in order of day, then close (entry where the close is
 * unknown), then id.
 */

/** One session of a ledger's range, whether or not any of its trades passed the filter. */
export interface LedgerDay {
  session_id: number;
  session_date: string;
  /** All trades of the session, whatever the filter. */
  total_trades: number;
  total_profit_loss: number;
  market_conditions: string;
  /** The session's mood; "netral" where nobody said. */
  emotions: string;
  /** Check-ins in order of time; epoch seconds. */
  moods: readonly { mood: string; at: number }[];
  /** 0 to 10; null without a report. */
  risk_score: number | null;
  /** Balance when the day began; null: unknown. */
  balance: number | null;
}

/** What every ledger has. */
export interface LedgerCore {
  n: number;
  days: readonly LedgerDay[];
  /** Index into `days`. */
  day: Int32Array;
  id: Float64Array;
  /** Net result in the currency's minor units (text/currency.ts), whole numbers. */
  minor: Float64Array;
}

/** Columns that are read when asked for. NaN, or what is said: unknown. */
export interface LedgerColumns {
  /** Epoch seconds. */
  entry: Float64Array;
  exit: Float64Array;
  lot: Float64Array;
  /** 1 buy, -1 sell, 0 unknown. */
  side: Int8Array;
  /** Signed, in minor units. */
  commission: Float64Array;
  swap: Float64Array;
  fee: Float64Array;
  /** Id of the bot; 0: by hand. */
  bot: Float64Array;
  entry_price: Float64Array;
  exit_price: Float64Array;
  stop_loss: Float64Array;
  /** 1 used, 0 not used, -1 unknown. */
  stop_loss_used: Int8Array;
  risk_percent: Float64Array;
  symbol: Coded;
  strategy: Coded;
  /** All tags of a trade as one text. */
  tags: Coded;
  exit_reason: Coded;
}

/** Texts by number; -1: none. */
export interface Coded {
  names: readonly string[];
  code: Int32Array;
}

export type LedgerColumn = keyof LedgerColumns;

/** A ledger with these columns. */
export type Ledger<K extends LedgerColumn = never> = LedgerCore & Pick<LedgerColumns, K>;
