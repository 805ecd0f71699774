/**
 * The seed of everything random in the tests, so that two runs draw the same. Others do as well:
 * `JURNAL_TEST_SEED=7 npx vitest run` draws anew. A failing property prints it, with the path to
 * its example; of the rest the closing line of the run tells it.
 */
const USUAL = 20_261_122;
export const SEED = Number(process.env.JURNAL_TEST_SEED ?? USUAL);

if (!(Number.isInteger(SEED) && SEED >= 0 && SEED < 2 ** 31)) {
  throw new RangeError(`JURNAL_TEST_SEED must be a whole number below 2^31, not ${SEED}`);
}

/** What the simulated traders' own seeds are moved by: 0 but where another seed was asked for. */
export const MOVED = (SEED - USUAL + 2 ** 31) % 2 ** 31;

/** How often a costly property is tried: so often while one waits, in the long run more often. */
export function runs(count: number): { numRuns: number } {
  return { numRuns: count * Number(process.env.JURNAL_TEST_TIMES ?? 1) };
}
