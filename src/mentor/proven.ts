import type { Look, Tested } from "./types.ts";

/** What the looks say together. */
export interface Proven {
  /** Findings that hold, the heaviest first. */
  held: readonly (Tested & { since: number; fading: boolean })[];
  /** Findings that were proven and have been absent at the last two looks. */
  gone: readonly Tested[];
}

/** Rule B: proven at this look, alone or together with the look before. */
export function isProven(tested: Tested, before: Tested | undefined): boolean {
  return tested.met && (tested.strong || (tested.weak && before?.weak === true));
}

/**
 * Rule B over the last looks, the newest first. A finding holds from the look that proves it until
 * it is absent (not even weakly there) at two looks in a row; it is then told as gone.
 */
export function provenAt(looks: readonly Look[]): Proven {
  const at = (k: number, id: string) => looks[k]?.tested.find((one) => one.id === id);
  const claimed = (k: number, id: string) => {
    const one = at(k, id);
    return one !== undefined && isProven(one, at(k + 1, id)) ? one : undefined;
  };
  const present = (k: number, id: string) => {
    const one = at(k, id);
    return one?.weak === true && one.met;
  };
  const ids = [...new Set(looks.flatMap((look) => look.tested.map((one) => one.id)))];
  const held: (Tested & { since: number; fading: boolean })[] = [];
  const gone: Tested[] = [];
  for (const id of ids) {
    const now = claimed(0, id);
    const last = claimed(1, id);
    const older = claimed(2, id);
    const since = looks[older !== undefined ? 2 : last !== undefined ? 1 : 0]?.m ?? 0;
    if (now !== undefined) held.push({ ...now, since, fading: false });
    else if (last !== undefined) held.push({ ...last, since, fading: true });
    else if (older !== undefined) {
      if (present(0, id)) held.push({ ...older, since, fading: true });
      else gone.push(older);
    }
  }
  held.sort((a, b) => b.severity - a.severity || (a.id < b.id ? -1 : 1));
  return { held, gone };
}
