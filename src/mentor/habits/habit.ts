import type { Interval } from "../../stats/exact.ts";
import type { ClaimId, SharedQuestion } from "../ids.ts";
import { KNOWN_RISK01 } from "../thresholds.ts";
import type { Window } from "../window.ts";

/** What a detector of a habit or of an outcome pattern found in its window. */
export interface Evidence {
  id: ClaimId;
  /** p-value of its one test. */
  p: number;
  /** p-value of the test by blocks, asked for where the first one would make a claim. */
  confirm(): number;
  /** Size of the effect, in the unit its sentence speaks of. */
  effect: number;
  /** Every threshold of size and every guard is met. */
  met: boolean;
  /** How many trades (or sessions) stand on either side of the comparison. */
  n: { a: number; b: number };
  /** 95 % interval of the effect, where there is a simple one. */
  interval?: Interval | null;
  /** The two numbers compared, and whatever else the sentence needs. */
  values: Readonly<Record<string, number | string | null>>;
  /** Indices in the window of the trades it is about, the largest loss first. */
  about: readonly number[];
}

/** A detector that could not look: why, how much there was, how much it takes. */
export interface TooLittle {
  id: ClaimId | SharedQuestion;
  reason: string;
  have: number;
  need: number;
}

/** One detector: pure, one p-value, on the trades of the window alone. */
export type HabitTest = (window: Window) => Evidence | TooLittle;

/** Whether there was enough to test a habit on. */
export function isEvidence(result: Evidence | TooLittle): result is Evidence {
  return "p" in result;
}

/** The indices, the largest loss first. */
export function worstOf(window: Window, about: readonly number[]): number[] {
  const pl = (i: number) => window.deals[i]?.pl ?? 0;
  return [...about].sort((a, b) => pl(a) - pl(b) || a - b);
}

/** Indices of trades whose previous one lost (-1) or won (1) and that pass `keep`. */
export function afterResult(
  window: Window,
  result: -1 | 1,
  keep: (i: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let i = 0; i < window.deals.length; i++) {
    if (window.after[i] === result && keep(i)) found.push(i);
  }
  return found;
}

/** The features at these indices. */
export function pick(values: Float64Array, indices: readonly number[]): number[] {
  return indices.map((i) => values[i] ?? Number.NaN);
}

/** Whether both sides have enough; else what is missing, with `reason`. */
export function tooLittle(
  id: TooLittle["id"],
  reason: string,
  have: number,
  need: number,
): TooLittle | null {
  return have < need ? { id, reason, have, need } : null;
}

/** Why pauses and holding times are too few: times are missing, or simply trades of both kinds. */
export function missingTimes({ timed }: Window): "jam" | "trade" {
  return timed ? "trade" : "jam";
}

/** Why results in R are too few: the risk is unknown, or there are simply too few trades. */
export function missingRisk(window: Window): "risiko" | "trade" {
  return knowsRisk(window) ? "trade" : "risiko";
}

/**
 * Whether the planned loss is known of so many trades that the usual one may stand for the others.
 * What rests on guesses alone would be a statement about the guesses.
 */
export function knowsRisk({ imputed }: Window): boolean {
  const guessed = imputed.reduce((sum, one) => sum + one, 0);
  return (imputed.length - guessed) / imputed.length >= KNOWN_RISK01;
}

/** Tells of which trades R may be used: all where few are guessed, else those that are not. */
export function withRisk(window: Window): (index: number) => boolean {
  const fill = knowsRisk(window);
  return (index) => fill || window.imputed[index] === 0;
}
