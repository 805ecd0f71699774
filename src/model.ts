/**
 * The nouns of the journal, keyed exactly as their columns in schema.sql, because the same names
 * are the keys of `--json` and of the NDJSON that bots pipe in. Times are UTC text,
 * "YYYY-MM-DD HH:MM:SS"; a day is "YYYY-MM-DD" in the profile's zone; money is in the profile's
 * currency. `null` is "nobody said", never "no".
 */

export type Side = "buy" | "sell";

export interface Profile {
  id: number;
  name: string;
  currency: string;
  zone: string;
  /** Local time "HH:MM" at which a trading day begins. */
  day_start: string;
  initial_balance: number | null;
}

export interface Bot {
  id: number;
  name: string;
  market: string;
  status: string;
  lot_size: number;
  sl_pips: number;
  tp_pips: number;
  timeframe: string;
  check_interval_seconds: number;
  strategy: string;
  strategy_params: string | null;
  /** The number its orders carry in MetaTrader. */
  magic?: string | null;
}

export interface Session {
  id: number;
  session_date: string;
  user_id: number;
  total_trades: number;
  total_profit_loss: number;
  /** In the total: what parts of positions brought on another day than that of their end. */
  shifted: number;
  /** The last mood of the day. */
  emotions: string;
  /** "normal" also where nobody said: see `market_said`. */
  market_conditions: string;
  market_said: number;
  /** How fit the trader was: a `Body` of base/moods.ts; null: nobody said. */
  body?: string | null;
  personal_notes: string | null;
  risk_score: number;
  created_at: string;
}

export type ExitReason = "sl" | "tp" | "stop-out" | "manual" | "expert" | "end-of-test";

/** What only a broker's statement tells of a trade; left out where none was read. */
interface BrokerFields {
  /** The broker's own name of the symbol. */
  raw_symbol?: string | null;
  /** Signed, part of the result; taxes too. */
  fee?: number | null;
  exit_reason?: ExitReason | null;
  /** Partial close: the ticket it was split from. */
  parent_ticket?: string | null;
  /** Number of the expert that opened it. */
  magic?: string | null;
  comment?: string | null;
  import_id?: number | null;
  /** The source does not know entry or result exactly. */
  approximate?: boolean | null;
  /** The first stop that was known, where `stop_loss` is a later one. */
  first_stop?: number | null;
  /** JSON: what was closed before the last part (trade/parts.ts). */
  partial_closes?: string | null;
}

/** What only the trader can say of the decision; left out where nobody did. */
interface DecisionFields {
  /** Of the chart it was decided on, as "H1" (base/timeframes.ts). */
  timeframe?: string | null;
  /** A `Mood` of base/moods.ts. */
  mood?: string | null;
  /** 1 to 5. */
  confidence?: number | null;
  /** Words between single spaces (base/mistakes.ts). */
  mistakes?: string | null;
  /** Lines, each a URL or a file (trade/links.ts). */
  links?: string | null;
}

/** A trade before it has an id and a session. */
export interface NewTrade extends BrokerFields, DecisionFields {
  symbol: string;
  /** Net: profit + commission + swap + fee. */
  profit_loss: number;
  /** In the instrument's own lots or coins; null: unknown (0 in the file). */
  lot_size: number | null;
  side: Side | null;
  entry_time: string | null;
  exit_time: string | null;
  entry_price: number | null;
  exit_price: number | null;
  stop_loss: number | null;
  take_profit: number | null;
  stop_loss_used: boolean | null;
  take_profit_used: boolean | null;
  risk_percent: number | null;
  strategy_used: string | null;
  bot_id: number | null;
  commission: number | null;
  swap: number | null;
  ticket: string | null;
  account: string | null;
  tags: string | null;
  note: string | null;
}

export interface Trade extends NewTrade {
  id: number;
  session_id: number;
  session_date: string;
  created_at: string;
  /** The plan that it was made by. */
  plan_id?: number | null;
  /** The first stop that is known, wherever it was moved since: that of the plan, else `first_stop`. */
  planned_stop?: number | null;
  /** The risk in percent to the last digit, where it was worked out and `risk_percent` is it rounded. */
  exact_risk?: number;
  /** In money, where the trader set a band: a result up to here neither won nor lost (base/outcome.ts). */
  even_within?: number;
}

export interface MoodCheckin {
  id: number;
  session_id: number;
  mood: string;
  note: string | null;
  created_at: string;
}

export interface StoredReport {
  session_id: number;
  /** JSON. */
  trading_patterns_analysis: string;
  /** JSON. */
  emotional_analysis: string;
  risk_management_score: number;
  /** JSON. */
  recommendations: string;
  motivation_message: string;
  /** The one line shown in the history. */
  headline: string;
}

/** A report of a day that QuantumBotX has written into the journal, in its own words. */
export interface OriginReport {
  created_at: string | null;
  /** How many it has written of this day; this is the last. */
  count: number;
  patterns: string[];
  emotions: string[];
  /** "6/10 - GOOD". */
  score: string | null;
  recommendations: string[];
  message: string[];
}

/** What was decided before an entry. Money in the profile's currency, prices of the symbol. */
export interface Plan {
  id: number;
  sealed_at: string;
  symbol: string;
  side: Side;
  entry: number;
  /** null: none was set. */
  stop: number | null;
  target: number | null;
  lot: number;
  /** At the stop, costs included; null without a stop, or where the value of a point is unknown. */
  risk_money: number | null;
  risk_percent: number | null;
  rr: number | null;
  point_value: number | null;
  setup: string | null;
  why: string | null;
  mood: string | null;
  valid_until: string;
  /** The setup's checklist, as it was answered. */
  checks: readonly PlanCheck[];
  /** No rule of the trader's own said no. */
  allowed: boolean;
  /** What said no. */
  reasons: readonly string[];
  /** Why it was made all the same. */
  against_reason: string | null;
  closed_at: string | null;
  closed_as: "cancelled" | "missed" | null;
  close_reason: string | null;
}

export interface PlanCheck {
  text: string;
  ok: boolean;
}

/** What rules of the trader's own ask, by kind; amounts in the profile's currency, clock times "HH:MM". */
export interface RuleParams {
  /** Exactly one of the two: percent of the balance at the start of the day, or money. */
  "max-daily-loss": { percent: number | null; amount: number | null };
  /** As of a day; the week begins on Monday. */
  "max-weekly-loss": { percent: number | null; amount: number | null };
  /** As of a day, of what was paid in; trailing (1): of the highest balance at the end of a day. */
  "max-drawdown": { percent: number | null; amount: number | null; trailing: number };
  "max-trades": { most: number };
  "stop-after-losses": { losses: number };
  /** Positions at once. */
  "max-open": { most: number };
  "stop-required": Record<string, never>;
  /** A sealed plan before the entry. */
  "plan-required": Record<string, never>;
  /** The same with a checklist, all of it ticked. */
  "checklist-required": Record<string, never>;
  /** Entries from `from` until before `to` on the profile's clock; `to` may lie after midnight. */
  hours: { from: string; to: string };
  /** "1234": numbers of the days, 1 Monday. */
  weekdays: { days: string };
  /** "EURUSD,XAUUSD": normal names. */
  symbols: { symbols: string };
  /** Percent of the balance that one trade may risk. */
  risk: { percent: number };
  "max-lot": { lot: number };
  /** The distance of the target over that of the stop. */
  "min-rr": { times: number };
  "pause-after-loss": { minutes: number };
  /** Percent of what was paid in, or money. */
  "profit-target": { percent: number | null; amount: number | null };
  /** Percent of all that was won that the best day may hold. */
  "best-day": { percent: number };
}

export type RuleKind = keyof RuleParams;
export type RuleTerms = { [K in RuleKind]: { kind: K; params: RuleParams[K] } }[RuleKind];

/** A rule in force: from `valid_from` on, where it was made that day from the minute on. */
export type Rule = RuleTerms & {
  id: number;
  valid_from: string;
  /** UTC as stored; left out or null: the whole first day. */
  made_at?: string | null;
  /** Replaced by another of its kind at this time of the day that is judged. */
  until?: string | null;
};

/** What a day's report does to promises: those that end with it and those it adds. */
export interface PromiseChanges {
  date: string;
  closed: readonly { id: number; as: "retired" | "shrunk" | "yielded" }[];
  added: readonly { action: string; params: object; text: string }[];
}

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
  /** Null where nobody said. */
  market_conditions: string | null;
  /** The session's mood; "netral" where nobody said. */
  emotions: string;
  /** Left out or null where nobody said. */
  body?: string | null;
  /** Check-ins in order of time; `until` is when the day ends. Epoch seconds. */
  moods: readonly { mood: string; at: number; until: number }[];
  /** 0 to 10; null without a report. */
  risk_score: number | null;
  /** Balance when the day began; null: unknown. */
  balance: number | null;
  /** What was paid in (out: negative) on the day, beside that balance; in order of time. */
  flows: readonly { at: number; minor: number }[];
}

/** What every ledger has. */
export interface LedgerCore {
  n: number;
  days: readonly LedgerDay[];
  /** Index into `days`. */
  day: Int32Array;
  id: Wholes;
  /** Net result in the currency's minor units (`scaleOf`), whole numbers. */
  minor: Float64Array;
  /** In minor units, where the trader set a band: a result up to here neither won nor lost. */
  even_within?: Float64Array;
  parts: readonly LedgerPart[];
  points?: KnownValue;
}

/** What is known of a symbol at a price without looking at any trade; null: nothing. */
export type KnownValue = (
  symbol: string,
  price: number | null,
) => { value: number; from: "table" | "set" } | null;

/** A part of a position that was booked on another day than that on which the position ended. */
export interface LedgerPart {
  /** The trade; -1: it ended outside the range. */
  row: number;
  /** Index into `days` of the day it was booked on; -1: outside the range. */
  day: number;
  /** Net; the costs are in it. */
  minor: number;
  commission: number;
  swap: number;
  fee: number;
  /** Of a bot's position. */
  isBots: boolean;
}

/** Columns that are read when asked for. NaN, or what is said: unknown. */
export interface LedgerColumns {
  /** Epoch seconds. */
  entry: Float64Array;
  exit: Float64Array;
  lot: Float64Array;
  /** 1 buy, -1 sell, 0 unknown. */
  side: Wholes;
  /** Signed, in minor units. */
  commission: Float64Array;
  swap: Float64Array;
  fee: Float64Array;
  /** Id of the bot; 0: by hand. */
  bot: Wholes;
  entry_price: Float64Array;
  exit_price: Float64Array;
  stop_loss: Float64Array;
  /** That of the plan that the trade was made by. */
  planned_stop: Float64Array;
  /** 1 used, 0 not used, -1 unknown. */
  stop_loss_used: Wholes;
  risk_percent: Float64Array;
  symbol: Coded;
  setup: Coded;
  account: Coded;
  timeframe: Coded;
  mood: Coded;
  confidence: Float64Array;
  /** "planned", "against" a rule, or "unplanned" once the profile had a plan. */
  plan: Coded;
  /** "whole" or "broken", of a plan with a checklist. */
  checklist: Coded;
  /** All tags of a trade as one text. */
  tags: Coded;
  /** All mistakes of a trade as one text. */
  mistakes: Coded;
  exit_reason: Coded;
}

/** Whole numbers in the narrowest array that has room for each: of a million trades that is 7 MB less a column. */
export type Wholes = Int8Array | Int16Array | Int32Array | Float64Array;

/** Texts by number; -1: none. */
export interface Coded {
  names: readonly string[];
  code: Wholes;
}

export type LedgerColumn = keyof LedgerColumns;

/** A ledger with these columns. */
export type Ledger<K extends LedgerColumn = never> = LedgerCore & Pick<LedgerColumns, K>;

/** How much of what other programs wrote is not told, by how many. */
export interface LeftAside {
  /** Trades that count nowhere. */
  trades: number;
  /** Cells that are taken as unknown. */
  cells: number;
  /** Rows that are still to be looked at. */
  pending: number;
}
