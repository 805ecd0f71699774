import type {
  Bot,
  KnownValue,
  MoodCheckin,
  OriginReport,
  Plan,
  Rule,
  Session,
  Trade,
} from "../model.ts";
import type { ActionId, ClaimId, FactId, GONE, PraiseId, RuleId, SharedQuestion } from "./ids.ts";
import type { PlannedDay } from "./planned/types.ts";

/**
 * Everything the mentor may look at for one day: what was known when that day ended. Later trades
 * are never in it, so a past day's report does not change with them.
 */
export interface DayHistory {
  /** What the days before came to; null: no rule asks. */
  results: EarlierResults | null;
  session: Session;
  /** The day's trades in order of entry (exit, else id, where the entry is unknown). */
  trades: readonly Trade[];
  /** What parts of positions bring to this day from another, or take from it. */
  parts: readonly DayPart[];
  /** The day's mood check-ins in order of time. */
  moods: readonly MoodCheckin[];
  /** Check-ins of the sessions in `earlier` and `earlierSessions`, in order of time. */
  earlierMoods: readonly MoodCheckin[];
  /**
   * Of decisions that ended on a later day than they began, by the number of each part: the mood noted
   * last before the entry, on the day of that. Of the others the check-ins of their session tell.
   */
  carriedMoods?: ReadonlyMap<number, string>;
  /** Trades of earlier days, oldest first; at most the last `HISTORY_TRADES`. */
  earlier: readonly Trade[];
  /** Balance when the session of each trade in `earlier` began, by session id; those unknown are not there. */
  earlierBalances: ReadonlyMap<number, number>;
  /** How many trades by hand earlier days hold in all. */
  handBefore: number;
  /** Balance in the profile's currency when the session began; null: unknown. */
  balance: number | null;
  /** Earlier sessions that had trades, oldest first; at most the last 20. */
  earlierSessions: readonly Session[];
  /** Risk scores of earlier days that have a report and trades by hand, oldest first. */
  earlierScores: readonly number[];
  bots: readonly Bot[];
  /** Trades that a detector must leave out. */
  appeals: Appeals;
  /** Promises made on earlier days and still open on this one. */
  promises: readonly OpenPromise[];
  /** Promises that were let go on the days before: what was too much is not asked for again so soon. */
  released: readonly OpenPromise["action"][];
  /** The trader's own rules that held when the day ended; one of a kind. */
  rules: readonly Rule[];
  /** What QuantumBotX says of the day, told beside our report and never judged. */
  origin_report: OriginReport | null;
  /** What was planned against what was done; null or left out: there was no plan to hold it against. */
  planned?: PlannedDay | null;
  /** The plans by which its trades and the earlier ones were made, by number. */
  plans: ReadonlyMap<number, Plan>;
  /** What points of symbols are worth, where trades do not tell it. */
  points?: KnownValue;
}

/** What the days before one came to; deposits and withdrawals are no result. */
export interface EarlierResults {
  /** All of them together, and the highest that this stood at the end of a day; 0 before the first. */
  net: number;
  peak: number;
  /** Those of the same week, from Monday, and the lowest that they stood at the end of a day. */
  week: number;
  weekLow: number;
  /** The best day; 0: none has won. */
  best: number;
}

/** A part of a position whose money is booked on another day than the rest, as one of the days sees it. */
export interface DayPart {
  trade: number;
  symbol: string;
  bot_id: number | null;
  /** The other day: a later one is that on which the position ended. */
  date: string;
  /** What it adds to the result of the trades that ended on this day. */
  net: number;
}

/** An action that the trader took on, by the report of `made_on` or by hand. */
export interface OpenPromise {
  id: number;
  made_on: string;
  /** The day on which the trader said yes to it, by the end of this one; null: never. */
  accepted_on: string | null;
  /** The trader let it go on this day: it is judged a last time. */
  dropped?: true;
  action: { id: ActionId; params: Readonly<Record<string, number | string | null>> };
  /** Its words as they stand, which the trader may have changed. */
  text: string;
}

/** What is known of a session beside its trades. */
export interface SessionContext {
  id: number;
  date: string;
  /** Market condition, or null where nobody said. */
  condition: string | null;
  /** The last mood noted before the first entry; moods noted later are results, not causes. */
  moodBefore: string | null;
  /** Balance in the profile's currency when the session began; null: unknown. */
  balance: number | null;
}

export interface MentorSettings {
  /** IANA zone of the profile, for clock times in evidence. */
  zone: string;
  /** Minutes after midnight at which a trading day of the profile begins. */
  dayStart: number;
  currency: string;
  /**
   * Risk per trade above which a trade is named, in percent of balance: the trader's own rule,
   * else the setting (Elder's 2 %).
   */
  riskLimitPercent: number;
}

/** kejadian: a fact that was counted; kebiasaan: a proven habit; pola: a proven outcome pattern. */
export type Level = "kejadian" | "kebiasaan" | "pola";

/** Something the mentor noticed, with its evidence; its sentence is made in src/report. */
export type Finding = FactFinding | PraiseFinding | GoneFinding | ProvenFinding;

/** A fact of one day. */
export interface FactFinding extends Seen {
  id: FactId;
  proof?: undefined;
}

/** Praise over many trades, which may share its name with the fact of a day (`isPraise`). */
export interface PraiseFinding extends Seen {
  id: PraiseId;
  proof?: undefined;
}

/** Praise for a habit that is no longer seen; `values.habit` is its name. */
export interface GoneFinding extends Seen {
  id: typeof GONE;
  proof?: undefined;
}

/** A habit or an outcome pattern, with what was tested. */
export interface ProvenFinding extends Seen {
  id: ClaimId;
  proof: Proof;
}

interface Seen {
  level: Level;
  /** At most one finding of a family is advised on: ukuran, waktu, stop, exit, jumlah, ... */
  family: string;
  /** good: something done right; bad: something to mend; info: neither. */
  kind: "good" | "bad" | "info";
  /** How many trades were looked at. */
  n: number;
  /** Trades the finding is about, worst first. */
  trades: readonly number[];
  /** The numbers its sentence needs, by name. */
  values: Readonly<Record<string, number | string | null>>;
  /** Money lost through it, negative, where that is plain arithmetic; else null. */
  cost: number | null;
  /** 0..100, for ranking only. */
  severity: number;
}

/** The evidence behind a proven habit or pattern. */
interface Proof {
  effect: number;
  /** 95 % interval of the effect, where there is a simple one. */
  interval: { low: number; high: number } | null;
  p: number;
  q: number;
  /** The look (number of trades) that first proved it, and the last one it was made at. */
  since: number;
  m: number;
  /** Not seen at the last look; gone when the next does not see it either. */
  fading: boolean;
  cost_kind: CostKind;
  /** How many trades it is about in all. */
  affected: number;
}

/** A detector that could not look: why, how many trades there were, how many it takes. */
export interface NotEnoughData {
  id: RuleId | SharedQuestion;
  reason: string;
  have: number;
  need: number;
}

/** size, stop: a cost that is arithmetic; realised: only what came out; none: cannot be told. */
export type CostKind = "size" | "stop" | "realised" | "none";

/** A detector's answer at one look, whether or not it proves anything. */
export interface Tested {
  id: ClaimId;
  level: Level;
  family: string;
  p: number;
  /** The false discovery rate at which it would just survive in its family. */
  q: number;
  effect: number;
  interval: { low: number; high: number } | null;
  /** The thresholds of size and the guards are met. */
  met: boolean;
  /** Survived the false discovery rate that suffices at once. */
  strong: boolean;
  /** Survived the one that suffices at two looks in a row. */
  weak: boolean;
  n: { a: number; b: number };
  values: Readonly<Record<string, number | string | null>>;
  /** Trades it is about, the largest loss first; at most `MOST_TRADES`. */
  trades: readonly number[];
  /** How many these are in all. */
  affected: number;
  cost_kind: CostKind;
  cost: number | null;
  severity: number;
}

/** All detectors of habits and outcomes on the window that ends at the m-th trade by hand. */
export interface Look {
  m: number;
  tested: readonly Tested[];
  too_little: readonly NotEnoughData[];
  /**
   * Size after a loss over size after a win with its 90 % interval, where that lies within 15 % of
   * 1 (two one-sided tests, Schuirmann 1987); null: not shown to be the same.
   */
  neutral_lot: { ratio: number; low: number; high: number; n: number } | null;
  /**
   * The mean R of the window (`imputed` of the n planned losses are the usual one) with an interval
   * that is right over all looks: above 0 it is praise. Null: too little is known for one.
   */
  edge: {
    mean_r: number;
    low: number;
    high: number;
    n: number;
    blocks: number;
    imputed: number;
  } | null;
}

/** Trades that a detector must leave out, by the detector's id: the trader appealed. */
export type Appeals = ReadonlyMap<string, ReadonlySet<number>>;
