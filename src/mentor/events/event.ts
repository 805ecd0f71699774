import type { BadFactId, FactId, GoodFactId, GoodId, PraiseId } from "../ids.ts";
import { clamp } from "../trade.ts";
import type {
  CostKind,
  DayHistory,
  FactFinding,
  Finding,
  MentorSettings,
  NotEnoughData,
} from "../types.ts";
import type { Asked } from "./asked.ts";

/** Looks at one day for one thing. Pure; an empty list is "looked, and there was nothing". */
export type Detector = (history: DayHistory, settings: MentorSettings) => Finding[] | NotEnoughData;

/** A fact of the day: who looks for it, and what it means for the rest of the report. */
interface FactRule {
  /** One may look for several facts, and looks once. */
  look: Detector;
}

/** One that is to be mended. */
export interface BadFact extends FactRule {
  /** What can be said in money of it over a period, and by what right; null: nothing. */
  money: CostKind | null;
  /** What it asks for tomorrow; null: nothing that could be advised. */
  plan(finding: Finding, history: DayHistory, settings: MentorSettings): Asked | null;
  /** It weighs no less than this among the day's facts, whatever came of it. */
  leastWeight?(values: Finding["values"]): number;
  /** Praise that it contradicts. */
  denies: readonly GoodId[];
}

/** One that was right. */
interface GoodFact extends FactRule {
  /** Praise over many trades that includes it. */
  within: PraiseId;
}

/** Rules of facts, each of its kind. */
export type FactRules<Id extends FactId = FactId> = {
  readonly [K in Id]: K extends BadFactId ? BadFact : K extends GoodFactId ? GoodFact : FactRule;
};

/** The same of some of them: what a file beside this one looks for. */
export type SomeFacts = Partial<FactRules>;

/**
 * How much a finding weighs, 0 to 100, for ranking only: 100 x (0.4 C + 0.3 E + 0.2 F + 0.1 N),
 * where C is the cost over a quarter of the losses, E the effect over a strong one (0..1), F the share
 * of trades concerned over a quarter, each at most 1, and N how recent it is (1, as a fact of the day).
 * Never below `floor`.
 */
export function severityOf(weights: {
  cost: number | null;
  grossLoss: number;
  effect01: number;
  share01: number;
  recent01?: number;
  floor?: number;
}): number {
  const { cost, grossLoss } = weights;
  const costly = cost === null || cost >= 0 || grossLoss === 0 ? 0 : cost / (0.25 * grossLoss);
  const sum =
    0.4 * clamp(costly, 0, 1) +
    0.3 * clamp(weights.effect01, 0, 1) +
    0.2 * clamp(weights.share01 / 0.25, 0, 1) +
    0.1 * (weights.recent01 ?? 1);
  return Math.max(Math.round(100 * sum), weights.floor ?? 0);
}

/** The constant parts of a counted fact of the day. */
export function fact(
  id: FactId,
  family: string,
  kind: Finding["kind"],
  rest: Pick<FactFinding, "n" | "trades" | "values" | "cost" | "severity">,
): FactFinding {
  return { id, level: "kejadian", family, kind, ...rest };
}
