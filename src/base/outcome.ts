/** Won, lost, or neither. */
export type Outcome = -1 | 0 | 1;

/** Whose band of break-even is known: `even_within` is left out where the trader set none. */
export interface Judged {
  profit_loss: number;
  /** A result up to here, either side of zero, neither won nor lost; in money. */
  even_within?: number;
}

/**
 * Whether a result won (1), lost (-1) or neither (0): the only place that tells. `within` is the
 * band of break-even, in the unit of the result; without one it goes by the sign.
 */
export function outcome(result: number, within = 0): Outcome {
  if (!(Math.abs(result) > within)) return 0;
  return result > 0 ? 1 : -1;
}

/** Whether the trade won, lost or neither. */
export const outcomeOf = ({ profit_loss, even_within }: Judged): Outcome =>
  outcome(profit_loss, even_within);

/** The band of several trades together: what is even part by part is even as a whole. */
export const bandOfAll = (trades: readonly Judged[]): number =>
  trades.reduce((sum, { even_within = 0 }) => sum + even_within, 0);

/** How many of the trades won, lost and neither. */
export function countOutcomesOf(trades: readonly Judged[]) {
  const outcomes = trades.map(outcomeOf);
  const count = (wanted: Outcome) => outcomes.filter((one) => one === wanted).length;
  return { wins: count(1), losses: count(-1), zero: count(0) };
}

/**
 * Of how many trades a win rate is: with a band those that won or lost, named `judged`; without one
 * of all, and nothing is named.
 */
export const judgedIn = (hasBand: boolean, wins: number, losses: number): { judged?: number } =>
  hasBand ? { judged: wins + losses } : {};

/** Whether the trader set a band that takes in this trade's results, if only a result of zero. */
export const hasBand = ({ even_within }: Judged): boolean => even_within !== undefined;
