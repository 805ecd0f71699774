import type { RuleKind, RuleTerms } from "../model.ts";
import { mannKendall } from "../stats/moments.ts";
import type { ActionId } from "./ids.ts";
import type { DayPart, Finding, NotEnoughData } from "./types.ts";

/** After this many sessions a score weighs half. */
const HALF_LIFE = 10;
const TREND_SESSIONS = 20;
const TREND_MINIMUM = 10;
const TREND_EVERY = 5;
const TREND_P = 0.01;

/** The discipline line: where it stands and whether it can be said to move. */
export interface Discipline {
  /** 0 to 100; null without a session. */
  value: number | null;
  sessions: number;
  trend: "membaik" | "menurun" | "belum terlihat";
}

/**
 * 10 x the exponentially weighted mean of session scores (oldest first, sessions without trades
 * left out), half-life 10 sessions. A trend is told only from 10 sessions, looked at every fifth,
 * when the exact Mann-Kendall p over the last 20 is below 1 %. Money has no part in it.
 */
export function discipline(scores: readonly number[]): Discipline {
  let [sum, weights] = [0, 0];
  [...scores].reverse().forEach((score, back) => {
    const weight = 0.5 ** (back / HALF_LIFE);
    sum += weight * score;
    weights += weight;
  });
  const value = weights === 0 ? null : (10 * sum) / weights;
  return { value, sessions: scores.length, trend: trendOf(scores) };
}

function trendOf(scores: readonly number[]): Discipline["trend"] {
  const looked = scores.slice(0, scores.length - (scores.length % TREND_EVERY));
  if (looked.length < TREND_MINIMUM) return "belum terlihat";
  const test = mannKendall(looked.slice(-TREND_SESSIONS));
  if (test === null || test.p >= TREND_P) return "belum terlihat";
  return test.s > 0 ? "membaik" : "menurun";
}

/** Which trades were judged: those by hand, or the bots' where there are no others. */
export type Judged = "hand" | "bots" | "none";

export type Band = "sangat baik" | "baik" | "perlu perbaikan";

/** The questions of the risk score. */
export type RiskItemId = "sl" | "risiko" | "ukuran" | "rugi_rencana" | "target" | "eksposur";

/** One question of the risk score, over all judged trades. */
export interface RiskItem {
  id: RiskItemId;
  /** Points of the ten it can cost. */
  weight: number;
  /** Of how many trades the answer is known. */
  known: number;
  /** Points of the ten it cost on average. */
  lost: number;
  /** Trades that lost points by it, worst first. */
  trades: readonly number[];
}

/** What kept the score from being higher than `max`, whatever the other trades were like. */
export interface RiskCeiling {
  id: "risiko" | "tanpa_sl" | "rugi_sesi";
  max: number;
  /** The risk in percent, the number of trades without a stop, or the session's result in percent. */
  value: number;
  trades: readonly number[];
}

export interface RiskScore {
  /** 0 to 10. */
  score: number;
  /** The mean before ceilings and rounding. */
  raw: number;
  band: Band;
  /** False: nothing was known (or there was no trade), and the score is the neutral 5. */
  known: boolean;
  judged: Judged;
  n: number;
  /** Points of the ten whose questions could be answered, on average. */
  coverage: { known: number; of: 10 };
  /** The lowest first. */
  ceilings: readonly RiskCeiling[];
  /** The costliest first. */
  items: readonly RiskItem[];
}

export interface Totals {
  n: number;
  wins: number;
  losses: number;
  /** Result exactly 0, or within the trader's band: neither. */
  zero: number;
  /** Trades that won or lost, and trades above zero; only where the trader set a band. */
  judged?: number;
  wins_by_sign?: number;
  /** What the day brought: its trades, with `parts`. */
  net: number;
  /** Parts of positions booked on another day than that on which the position ended. */
  parts: readonly DayPart[];
  best: number | null;
  worst: number | null;
  by_hand: { n: number; wins: number; losses: number; net: number };
  by_bots: { n: number; wins: number; losses: number; net: number };
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
  /** Of the check-in; null: it was said of trades. */
  id: number | null;
  mood: string;
  note: string | null;
  /** Of a mood of trades the first entry, as far as one is known. */
  at: string | null;
  when: "before" | "during" | "after" | "unknown" | "trades";
  /** The trades that it was said of, maybe after their results; of a check-in none. */
  trades: readonly number[];
  /** The last trade closed by then, and its result. */
  last_closed: { trade: number; result: number; even?: boolean } | null;
}

/** What trades came to whose entry followed this mood, over the history at hand. */
export interface MoodGroup {
  mood: string;
  trades: number;
  days: number;
  /** Mean result in R; null: no planned loss to measure by. */
  mean_r: number | null;
  /** Trades whose own planned loss is known; the usual one stands for the others. */
  r_known: number;
  /** Sum of the results in money. */
  net: number;
  /** The same of trades whose entry followed another mood. */
  rest_trades: number;
  rest_days: number;
  rest_mean_r: number | null;
  rest_r_known: number;
  /** `mean_r` less `rest_mean_r`, once both groups have 12 trades on 4 days; else null. */
  difference: number | null;
  /** Its 95 % interval, robust to trades of one day being alike; null: not measured. */
  interval: { low: number; high: number } | null;
  /** The pattern `emosi` is proven for this mood. */
  proven: boolean;
  /** Check-ins of this mood before an entry, and what had just happened then. */
  noted: number;
  trigger: {
    before_first: number;
    after_loss: number;
    /** Of `after_loss`, those after two losses in a row or more. */
    after_two_losses: number;
    after_win: number;
    other: number;
  };
}

export interface MoodDay {
  /** The mood the session carries, which is the last one; null where nobody said. */
  last: string | null;
  /** Check-ins by mood; `before`, `during` and `after` are theirs too. */
  counts: Readonly<Record<string, number>>;
  before: number;
  during: number;
  after: number;
  entries: readonly MoodNote[];
  /** By mood noted before an entry, today and before; the most frequent first. */
  history: readonly MoodGroup[];
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
  id: ActionId;
  /** The first one: FOKUS UTAMA. */
  focus: boolean;
  params: Readonly<Record<string, number | string | null>>;
  target: Target | null;
  trades: readonly number[];
}

/** What became of a promise on this day, and since it was made. */
export interface FollowUp {
  promise: number;
  /** The action's id. */
  id: ActionId;
  params: Action["params"];
  /** Its own words, as `promise list` shows them. */
  text: string;
  made_on: string;
  /** The day on which the trader said yes to it; null: the report took it on. */
  accepted_on: string | null;
  outcome: "kept" | "broken" | "untested";
  /** Today's chances to keep it, and the trades that broke it. */
  chances: number;
  trades: readonly number[];
  /** Kept of all chances since it was made, with the one-sided 95 % lower bound of that share. */
  kept: number;
  of: number;
  bound: number;
  /**
   * Kept for good; broken three days in a row, so it becomes smaller or is let go; gives its place to
   * a more urgent one; let go by the trader; or none of these.
   */
  next: "retire" | "shrink" | "let-go" | "yield" | "dropped" | "go-on";
}

/** What became of one of the trader's own rules on this day. */
export interface RuleCheck {
  rule: number;
  kind: RuleKind;
  params: RuleTerms["params"];
  valid_from: string;
  /** untested: there was no chance to break it, or nothing that could be judged. */
  outcome: "kept" | "broken" | "untested";
  /** The day's trades by hand; those that could have broken it; those that cannot be judged. */
  n: number;
  chances: number;
  unknown: number;
  /** Those that broke it, in the order of the day. */
  trades: readonly number[];
  /** Money of it, signed; null: not broken, or it cannot be told. */
  cost: number | null;
  /** size, stop: arithmetic, it cost that much; realised: what these trades came to. */
  cost_kind: "size" | "stop" | "realised";
  values: Readonly<Record<string, number | string | null>>;
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
  followup: readonly FollowUp[];
  /** The trader's own rules that held on this day. */
  rules: readonly RuleCheck[];
  /** At most three. */
  actions: readonly Action[];
  mood: MoodDay;
  bots: readonly BotDay[];
  notes: NoteSigns;
  /** Trades by hand so far, the last look for habits (null: none yet) and the next one. */
  check: { n: number; last: number | null; next: number };
  discipline: Discipline;
  /** Trades taken out of each detector by appeals. */
  appealed: Readonly<Record<string, number>>;
}
