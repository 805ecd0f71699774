/** A tenth beyond the stop is ordinary slippage. */
const PLANNED_R = 1.1;

/** What a result owes to the part of a size that is above its base; `ratio` is size / base. */
export function overBase(result: number, ratio: number): number {
  return result * (1 - 1 / ratio);
}

/** What a loss has beyond the planned one (positive) and ordinary slippage: 0 or negative. */
export function beyondPlan(result: number, planned: number): number {
  return Math.min(0, result + PLANNED_R * planned);
}
