import type { Seen } from "./folders.ts";
import { isOfLines } from "./names.ts";

/** So long size and time of a file must stay as they are before it is read. */
export const SETTLE_MS = 2_000;
/** One that ends in the middle of a row must be steady for longer: whoever writes it may only pause. */
const TORN_MS = 10_000;
/** A file of lines is looked at once in so long, however fast it grows. */
const LINES_MS = 1_000;
/** After this time a file that does not settle is spoken of. */
const PATIENCE_MS = 60_000;
/** A folder that tells nothing of its changes is looked through this often. */
export const POLL_SECONDS = 5;
/** A file that another program keeps is tried again after this time, and later less often. */
const RETRY_MS = 2_000;
const MOST_RETRY_MS = 60_000;

interface Waiting {
  seen: Seen;
  /** When it began to be as it is, and when it was first seen to change. */
  since: number;
  first: number;
  /** It is not read before. */
  notBefore: number;
  tries: number;
  isSaid: boolean;
}

/** Files that changed since they were last read, until they can be read. */
export interface Pending {
  /** Notes how a file is now; null: it is gone. `known`: how it was when it was last read. */
  see(file: string, seen: Seen | null, known: Seen | undefined, now: number): void;
  /**
   * Those that may be read now, the older first: a later export of an account says more of it.
   * `isOnce`: one that has been as it is for long need not be watched.
   */
  ready(now: number, isOnce: boolean): string[];
  /** It was read. A file of lines that grows rests a moment before it is read again. */
  done(file: string, now: number): void;
  /** It could not be opened: true where that is to be said. */
  locked(file: string, now: number): boolean;
  /** It looks as if there is more of it to come: true until it has been steady for long. */
  isEarly(file: string, now: number, isOnce: boolean): boolean;
  /** Nothing is read before this time. */
  hold(until: number): void;
  /** Files that have not settled for long and were not spoken of yet. */
  restless(now: number): string[];
  /** Milliseconds until something may be ready; Infinity: nothing waits. */
  next(now: number): number;
  files(): string[];
}

export function pendingFiles(): Pending {
  const waiting = new Map<string, Waiting>();
  /** When files of lines were last read, as long as that matters. */
  const rested = new Map<string, number>();
  const settles = (file: string) => (isOfLines(file) ? 0 : SETTLE_MS);
  const dueAt = (file: string, { since, notBefore }: Waiting) =>
    Math.max(since + settles(file), notBefore);
  return {
    see(file, seen, known, now) {
      const one = waiting.get(file);
      if (seen === null || seen.size === 0 || (known !== undefined && isSame(seen, known))) {
        waiting.delete(file);
        return;
      }
      if (one !== undefined && isSame(seen, one.seen)) {
        // The clock may have been set back.
        one.since = Math.min(one.since, now);
        one.notBefore = Math.min(one.notBefore, now + MOST_RETRY_MS);
        return;
      }
      const first = Math.min(one?.first ?? now, now);
      const notBefore = rested.get(file) ?? 0;
      waiting.set(file, {
        seen,
        since: now,
        first,
        notBefore,
        tries: 0,
        isSaid: one?.isSaid === true,
      });
    },
    ready: (now, isOnce) =>
      [...waiting]
        .filter(([file, one]) => {
          const { modified_ms } = one.seen;
          const isOld = isOnce && modified_ms <= now - SETTLE_MS && one.notBefore <= now;
          return isOld || dueAt(file, one) <= now;
        })
        .sort(([, one], [, other]) => one.seen.modified_ms - other.seen.modified_ms)
        .map(([file]) => file),
    done(file, now) {
      waiting.delete(file);
      for (const [other, until] of rested) if (until <= now) rested.delete(other);
      if (isOfLines(file)) rested.set(file, now + LINES_MS);
    },
    locked(file, now) {
      const one = waiting.get(file);
      if (one === undefined) return false;
      one.notBefore = now + Math.min(MOST_RETRY_MS, RETRY_MS * 2 ** one.tries++);
      const wasSaid = one.isSaid;
      one.isSaid = true;
      return !wasSaid;
    },
    isEarly(file, now, isOnce) {
      const one = waiting.get(file);
      if (one === undefined) return false;
      const began = isOnce ? Math.min(one.since, one.seen.modified_ms) : one.since;
      if (now - began >= TORN_MS) return false;
      one.notBefore = Math.max(one.notBefore, began + TORN_MS);
      return true;
    },
    hold(until) {
      for (const one of waiting.values()) one.notBefore = Math.max(one.notBefore, until);
    },
    restless(now) {
      const found = [...waiting].filter(
        ([, one]) => !one.isSaid && now - one.first >= PATIENCE_MS && one.tries === 0,
      );
      for (const [, one] of found) one.isSaid = true;
      return found.map(([file]) => file);
    },
    next(now) {
      // Not Math.min of all: of 120,000 files that is more than a call takes.
      let due = Infinity;
      for (const [file, one] of waiting) due = Math.min(due, dueAt(file, one));
      return Math.max(0, due - now);
    },
    files: () => [...waiting.keys()],
  };
}

const isSame = (one: Seen, other: Seen) =>
  one.size === other.size && one.modified_ms === other.modified_ms;
