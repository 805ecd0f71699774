import { type Block, bootstrapBlocks } from "../stats/bootstrap.ts";
import { clusteredMeanInterval } from "../stats/cluster.ts";
import { type Interval, meanInterval, wider } from "../stats/intervals.ts";
import { sum } from "../stats/moments.ts";
import { REPORTABLE } from "../stats/reportable.ts";

/** Up to so many sessions the bootstrap draws: 500 x 10,000 draws take a tenth of a second. */
export const MOST_DRAWN_SESSIONS = 500;

/**
 * 95 % interval of the mean of values whose sessions may hang together: the wider of the t-interval
 * and that by whole sessions. Sessions are drawn (bootstrap); above MOST_DRAWN_SESSIONS their
 * cluster-robust interval stands for the draw, which it equals in the limit. Null for n < 5 or no
 * spread. `sessions` are the values of each session, in order of the days.
 */
export function sessionInterval(
  values: readonly number[],
  sessions: readonly (readonly number[])[],
): Interval | null {
  const byValue = meanInterval(values);
  if (values.length < REPORTABLE.wilsonCount || byValue === null) return null;
  const blocks: Block[] = sessions
    .filter((session) => session.length > 0)
    .map((session) => ({ sum: sum(session), count: session.length }));
  const bySession =
    blocks.length > MOST_DRAWN_SESSIONS ? clusteredMeanInterval(blocks) : bootstrapBlocks(blocks);
  return wider(byValue, bySession);
}
