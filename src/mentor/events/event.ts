import type { FactId } from "../ids.ts";
import { clamp } from "../trade.ts";
import type { DayHistory, FactFinding, Finding, MentorSettings, NotEnoughData } from "../types.ts";

/** Looks at one day for one thing. Pure; an empty list is "looked, and there was nothing". */
export type Detector = (history: DayHistory, settings: MentorSettings) => Finding[] | NotEnoughData;

/**
 * How much a finding weighs, 0 to 100, for ranking only: 100 x (0.4 C + 0.3 E + 0.2 F + 0.1), where
 * C is the cost over a quarter of the day's losses, E the effect over a strong one (0..1) and F the
 * share of trades concerned over a quarter, each at most 1. Never below `floor`.
 */
export function severityOf(weights: {
  cost: number | null;
  grossLoss: number;
  effect01: number;
  share01: number;
  floor?: number;
}): number {
  const { cost, grossLoss } = weights;
  const costly = cost === null || cost >= 0 || grossLoss === 0 ? 0 : cost / (0.25 * grossLoss);
  const sum =
    0.4 * clamp(costly, 0, 1) +
    0.3 * clamp(weights.effect01, 0, 1) +
    0.2 * clamp(weights.share01 / 0.25, 0, 1) +
    0.1;
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
