import { type ClaimId, GONE } from "./ids.ts";
import type { Finding, Look, Tested } from "./types.ts";

/*
 * What the looks for habits say together: Rule B over the last of them, and the findings that a
 * report tells. Apart from the looks themselves, whose tests are loaded only when one is made.
 */

/** A finding that holds, with the looks it rests on. */
export interface Held extends Tested {
  since: number;
  m: number;
  fading: boolean;
}

/** What the looks say together. */
export interface Proven {
  /** Findings that hold, the heaviest first. */
  held: readonly Held[];
  /** Findings that were proven and have been absent at the last two looks. */
  gone: readonly Tested[];
}

/** Rule B: proven at this look, alone or together with the look before. */
export function isProven(tested: Tested, before: Tested | undefined): boolean {
  return tested.met && (tested.strong || (tested.weak && before?.weak === true));
}

/** What is absent at so many looks in a row is gone. */
const ABSENT = 2;

/**
 * Rule B over the last looks, the newest first. A finding holds from the look that proves it until
 * it is absent (not even weakly there) at two looks in a row; it is then told as gone.
 */
export function provenAt(looks: readonly Look[]): Proven {
  const at = (k: number, id: ClaimId) => looks[k]?.tested.find((one) => one.id === id);
  const claimed = (k: number, id: ClaimId) => {
    const one = at(k, id);
    return one !== undefined && isProven(one, at(k + 1, id)) ? one : undefined;
  };
  const present = (k: number, id: ClaimId) => {
    const one = at(k, id);
    return one?.weak === true && one.met;
  };
  const lookOf = (k: number) => looks[k]?.m ?? 0;
  /** The first look that proved what the k-th one still holds: back until it was absent at two. */
  const sinceOf = (k: number, id: ClaimId) => {
    let since = k;
    for (let j = k + 1, absent = 0; j < looks.length && absent < ABSENT; j++) {
      if (claimed(j, id) !== undefined) since = j;
      absent = present(j, id) ? 0 : absent + 1;
    }
    return lookOf(since);
  };
  const ids = [...new Set(looks.flatMap((look) => look.tested.map((one) => one.id)))];
  const held: Held[] = [];
  const gone: Tested[] = [];
  for (const id of ids) {
    const now = claimed(0, id);
    const last = claimed(1, id);
    const older = claimed(2, id);
    const since = (k: number) => sinceOf(k, id);
    if (now !== undefined) held.push({ ...now, since: since(0), m: lookOf(0), fading: false });
    else if (last !== undefined) {
      held.push({ ...last, since: since(1), m: lookOf(1), fading: true });
    } else if (older !== undefined) {
      if (present(0, id)) held.push({ ...older, since: since(2), m: lookOf(2), fading: true });
      else gone.push(older);
    }
  }
  held.sort((a, b) => b.severity - a.severity || (a.id < b.id ? -1 : 1));
  return { held, gone };
}

/** The finding that a report tells of a habit or pattern that holds. */
export function findingOf(held: Held): Finding {
  const { id, level, family, n, trades, values, cost, cost_kind, severity } = held;
  const { effect, interval, p, q, since, m, fading, affected } = held;
  const exact = cost_kind === "size" || cost_kind === "stop";
  return {
    id,
    level,
    family,
    kind: "bad",
    n: n.a + n.b,
    trades,
    severity,
    values: { ...values, a: n.a, b: n.b, effect, money: cost },
    // A sum of results is no cost: only arithmetic on the same trades is.
    cost: exact && cost !== null && cost < 0 ? cost : null,
    proof: { effect, interval, p, q, since, m, fading, cost_kind, affected },
  };
}

/** A habit that was proven and is no longer seen: praise. */
export function goneFinding(tested: Tested, looks: readonly Look[]): Finding {
  const { id, family, n, values } = tested;
  return {
    id: GONE,
    level: "kejadian",
    family,
    kind: "good",
    n: n.a + n.b,
    trades: [],
    values: { habit: id, ...values, last: looks[2]?.m ?? null, m: looks[0]?.m ?? null },
    cost: null,
    severity: 70,
  };
}
