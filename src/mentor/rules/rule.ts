import type { KnownValue, Plan, Rule, RuleKind, RuleParams, Trade } from "../../model.ts";
import { toNumber } from "../../trade/readers.ts";
import type { Action, RuleCheck } from "../day-review.ts";
import { byHand, type Closing, closingsOf } from "../decisions.ts";
import type { HandTrade } from "../hand-day.ts";
import type { ActionId, FactId, GoodId } from "../ids.ts";
import { TOLERANCE } from "../thresholds.ts";
import { overBase } from "../trade.ts";
import type { DayHistory, EarlierResults, MentorSettings } from "../types.ts";

/*
 * What a rule of the trader's own is made of. Each kind is a file beside this one, a row of
 * `OWN_RULES` in all.ts, and a row of words in report/words/rules; its name and what it holds are a
 * line of `RuleParams` in the model. A kind that lacks one of them does not compile.
 */

/** How one kind is read, judged on a day, and guarded now. */
export interface OwnRule<K extends RuleKind> {
  /** What `rule add` is given after the kind, for a profile in this currency; a text: what was expected. */
  read(text: string, currency: string): RuleParams[K] | string;
  /** The value as `rule add` takes it; "" where there is none. */
  typed(params: RuleParams[K]): string;
  /**
   * What a day's trades by hand say of it; a pure function of what was known when the day ended. Null:
   * it is a goal, which no day breaks.
   */
  look: ((day: RuleDay<K>) => Seen) | null;
  /**
   * each: it asks something of every trade. count: of how many there are. limit: of what comes after
   * it was reached.
   */
  form: "each" | "count" | "limit";
  /** Whose cost is arithmetic; of the others ("realised") it can only be said what came out. */
  cost: RuleCheck["cost_kind"];
  /** Where it stands at this moment; null: it is about how one trades, and stops no trade. */
  now: ((params: RuleParams[K], facts: StatusFacts) => Standing) | null;
  /**
   * Whether a plan breaks it by what it says, before any trade is made; left out where `now` tells, or
   * where no plan can break it.
   */
  forbids?: (params: RuleParams[K], plan: PlanTerms) => boolean;
  /** What `now` needs beside today's trades; it is read only where a rule asks for it. */
  needs: readonly Need[];
  /** What is planned for tomorrow where it was broken; null: no plan keeps it. */
  plan: ((params: RuleParams[K], history: DayHistory, settings: MentorSettings) => RulePlan) | null;
  /** Facts and praise about limits of the mentor's that it stands in for. */
  standsFor: readonly (FactId | GoodId)[];
  /** Praise that is not given on a day that broke it. */
  denies: readonly GoodId[];
}

/** What a rule asks, and the day that is judged by it. */
export interface RuleDay<K extends RuleKind> {
  params: RuleParams[K];
  /** The trades by hand that are judged, in the order of the day, those of one decision as one. */
  day: readonly HandTrade[];
  history: DayHistory;
  settings: MentorSettings;
}

/** What a day says of one rule. Without a `cost` it is what the trades came to; null: not known. */
export interface Seen {
  /** Trades that could have broken it, so far as is known. */
  chances: number;
  /** In the order of the day. */
  broken: readonly Trade[];
  /** Trades whose entry, stop or risk is not known, so that they are not judged. */
  unknown: number;
  cost?: number | null;
  values?: RuleCheck["values"];
}

/** The plan of a broken rule, and how much it weighs among the day's other plans. */
interface RulePlan {
  family: string;
  weight: number;
  id: ActionId;
  params: Action["params"];
}

/** earlierLoss, results, open, plans as in `StatusFacts`; usual: what is left is told in usual risks and lots too. */
export type Need = "earlierLoss" | "results" | "open" | "plans" | "usual";

/** What the guard looks at. */
export interface StatusFacts {
  /** Now, in epoch ms. */
  now: number;
  /** The day that it is. */
  date: string;
  /** Today's trades, bots' included. */
  trades: readonly Trade[];
  rules: readonly Rule[];
  /** Balance when the day began; null: unknown. */
  balance: number | null;
  /** When the last losing trade by hand of an earlier day closed, UTC as stored; null: none. */
  earlierLoss: string | null;
  /** What the days before came to; null: no rule asks. */
  results: EarlierResults | null;
  /** Positions of one's own that are open. */
  open: number;
  /** The plans that today's trades were made by, by number; left out where no rule asks. */
  plans?: ReadonlyMap<number, Plan>;
  /** The last trades by hand of days before, oldest first; empty where no rule asks. */
  lately: readonly Trade[];
  currency: string;
  zone: string;
  /** What points of symbols are worth, where trades do not tell it. */
  points?: KnownValue;
}

/** What a plan says that a rule may ask of it. */
export type PlanTerms = Pick<
  Plan,
  "symbol" | "side" | "entry" | "stop" | "target" | "lot" | "risk_percent" | "checks"
>;

/** Where a limit stands. */
export interface Standing {
  /** It stands in the way of another trade; null: it cannot be told, because the balance is unknown. */
  reached: boolean | null;
  /** Epoch ms; null: not reached, or it cannot be told since when or until when. */
  since: number | null;
  until: number | null;
  /** What is left of it, in its unit; null: unknown, or it counts nothing. */
  left: number | null;
  unit: Unit | null;
}

/** money; how many more trades, losses or positions; minutes of a pause; a share of the profit. */
type Unit = "money" | "count" | "minutes" | "percent";

/** A limit of which no time is known. */
export const standing = (
  reached: boolean | null,
  left: number | null = null,
  unit: Unit | null = null,
): Standing => ({ reached, since: null, until: null, left, unit });

/** The rule of this kind among those in force. */
export function ruleOf<K extends RuleKind>(
  rules: readonly Rule[],
  kind: K,
): Extract<Rule, { kind: K }> | undefined {
  return rules.find((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
}

/** The trades that these are views of. */
export const tradesOf = (views: readonly HandTrade[]): Trade[] => views.map((view) => view.trade);

/** Each trade by itself: those that break it (true), keep it, or cannot be judged (null). */
export function eachTrade(
  day: readonly HandTrade[],
  isBroken: (view: HandTrade) => boolean | null,
): Seen {
  const judged = day.map((view) => ({ view, is: isBroken(view) }));
  const known = judged.filter(({ is }) => is !== null);
  const broken = known.filter(({ is }) => is === true).map(({ view }) => view.trade);
  return { chances: known.length, broken, unknown: day.length - known.length };
}

/** The smallest share there is to tell: a smaller one would be shown as 0%. */
const LEAST_PERCENT = 0.01;

/** A share above 0 up to 100, or what was expected instead ("": whatever the field says). */
export function percentOf(text: string): number | string {
  const value = toNumber(text, "plain", "");
  if (typeof value === "string") return value;
  if (value > 0 && value < LEAST_PERCENT)
    return `persen, paling kecil ${LEAST_PERCENT}%, misalnya 1%`;
  return value > 0 && value <= 100 ? value : "";
}

/** A whole number from 1 to `most`, or what was expected instead. */
export function countOf(text: string, most: number, example: number): number | string {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most
    ? count
    : `bilangan bulat 1 sampai ${most}, misalnya ${example}`;
}

/** Of a kind that takes no value. */
export const readNothing = (text: string): Record<never, never> | string =>
  text === "" ? {} : "kosong; aturan ini tidak butuh nilai";

/** Whether it is above its limit; what only the last binary digits make more is not. */
export const isOver = (size: number, limit: number): boolean => size > limit + TOLERANCE;

/**
 * Trades whose size is above the limit; the cost is what came of the part above it, by the size
 * before it was rounded (`exactOf`), `max` the largest size that is known.
 */
export function overSize(
  day: readonly HandTrade[],
  sizeOf: (trade: Trade) => number | null,
  limit: number,
  exactOf = sizeOf,
): Seen & { max: number | null } {
  const seen = eachTrade(day, ({ trade }) => {
    const size = sizeOf(trade);
    return size === null ? null : isOver(size, limit);
  });
  const ratio = (trade: Trade) => (exactOf(trade) ?? limit) / limit;
  const cost = seen.broken.reduce((sum, one) => sum + overBase(one.profit_loss, ratio(one)), 0);
  const sizes = day.flatMap(({ trade }) => sizeOf(trade) ?? []);
  return { ...seen, cost, max: sizes.length === 0 ? null : Math.max(...sizes) };
}

/**
 * The losing exits by hand of today that are over by now; of a close without a time it is known that
 * it was noted by then.
 */
export function lossesByNow({ trades, now }: Pick<StatusFacts, "trades" | "now">): Closing[] {
  const timed = byHand(trades).map((trade) => ({
    ...trade,
    exit_time: trade.exit_time ?? trade.created_at,
  }));
  return closingsOf(timed).filter(({ at, outcome }) => outcome < 0 && at <= now);
}
