import type { Finding, NotEnoughData } from "./types.ts";

/** Which trades were judged: those by hand, or the bots' where there are no others. */
export type Judged = "hand" | "bots" | "none";

export type Band = "sangat baik" | "baik" | "perlu perbaikan";

/** One question of the risk score, over all judged trades. "data": trades with nothing known. */
export interface RiskItem {
  id: "stop" | "risiko" | "ukuran" | "data";
  /** Of how many trades the answer is known. */
  known: number;
  /** Points of the ten it cost. */
  lost: number;
  /** Trades that lost points by it, worst first. */
  trades: readonly number[];
}

export interface RiskScore {
  /** 0 to 10. */
  score: number;
  band: Band;
  /** False: nothing was known (or there was no trade), and the score is the neutral 5. */
  known: boolean;
  judged: Judged;
  n: number;
  /** Answers known, of three questions a trade. */
  coverage: { known: number; of: number };
  /** The costliest first. */
  items: readonly RiskItem[];
}

export interface Totals {
  n: number;
  wins: number;
  losses: number;
  /** Result exactly 0: neither. */
  zero: number;
  net: number;
  best: number | null;
  worst: number | null;
  by_hand: { n: number; net: number };
  by_bots: { n: number; net: number };
}

/** A bot's day: money and the plain facts of its settings, no behaviour. */
export interface BotDay {
  id: number;
  name: string;
  n: number;
  wins: number;
  losses: number;
  net: number;
  /** Trades known to have had no stop loss. */
  no_stop: readonly number[];
  worst: number | null;
}

/** A check-in and where it stood between the trades by hand; "unknown": no times to tell by. */
export interface MoodNote {
  id: number;
  mood: string;
  note: string | null;
  at: string;
  when: "before" | "during" | "after" | "unknown";
  /** The last trade closed by then, and its result. */
  last_closed: { trade: number; result: number } | null;
}

export interface MoodDay {
  /** The mood the session carries, which is the last one; null where nobody said. */
  last: string | null;
  counts: Readonly<Record<string, number>>;
  before: number;
  during: number;
  after: number;
  entries: readonly MoodNote[];
}

/** A word in a note that is worth a question to the writer. */
export interface NoteQuestion {
  word: string;
  source: "session" | "trade" | "mood";
  trade: number | null;
}

export interface NoteSigns {
  /** The notes speak of money that must not be lost, or of repeated margin calls. */
  distress: boolean;
  distress_words: readonly string[];
  questions: readonly NoteQuestion[];
}

/** What can be counted tomorrow to see whether the action was kept. */
export interface Target {
  measure: string;
  op: "<=" | ">=" | "=";
  value: number;
}

export interface Action {
  id: string;
  /** The first one: FOKUS UTAMA. */
  focus: boolean;
  params: Readonly<Record<string, number | string | null>>;
  target: Target | null;
  trades: readonly number[];
}

/** Process against result. "none": no trades, nothing known of the process, or result 0. */
export type Box = "right-won" | "right-lost" | "wrong-won" | "wrong-lost" | "none";

/** Everything the day's report says, in numbers; JSON as it stands. */
export interface DayReview {
  date: string;
  judged: Judged;
  totals: Totals;
  risk: RiskScore;
  box: Box;
  /** Bad ones first, each kind by severity. */
  findings: readonly Finding[];
  not_enough: readonly NotEnoughData[];
  /** At most three. */
  actions: readonly Action[];
  mood: MoodDay;
  bots: readonly BotDay[];
  notes: NoteSigns;
}
