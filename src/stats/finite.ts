/** A quantity without an upper bound, e.g. gross gain over a gross loss of nothing. JSON-safe. */
export type Infinite = { readonly kind: "infinite" };

/** The one value of `Infinite`. */
export const INFINITE: Infinite = { kind: "infinite" };

/** A number, "without bound", or null for "not available". */
export type Extended = number | Infinite | null;

/**
 * `value` when it is an ordinary number, else null. Every public number of this folder passes
 * through here or is finite by construction, so NaN and Infinity never reach a report or JSON.
 */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** True when every value is an ordinary number; structured results are null otherwise. */
export function allFinite(values: readonly number[]): boolean {
  return values.every(Number.isFinite);
}
