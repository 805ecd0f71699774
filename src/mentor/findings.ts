import { type ClaimId, GONE, isActionId, isClaimId, isFactId, isPraiseId } from "./ids.ts";
import type { Finding, GoneFinding, OpenPromise, PraiseFinding } from "./types.ts";

/** Whether the finding is praise over many trades, not a fact of the day. */
export function isPraise(finding: Finding): finding is PraiseFinding {
  return finding.values.praise === 1;
}

/** Which habit is no longer seen. */
export function goneHabit({ values }: GoneFinding): ClaimId {
  if (isClaimId(values.habit)) return values.habit;
  throw new RangeError(`no habit ${values.habit}`);
}

/** Whether a finding read from a journal is one of this version's: others have no words here. */
export function isKnownFinding(finding: Finding): boolean {
  const { id, proof, values } = finding;
  if (proof !== undefined) return isClaimId(id);
  if (id === GONE) return isClaimId(values.habit);
  return isPraise(finding) ? isPraiseId(id) : isFactId(id);
}

/** The same of a promise. */
export function isKnownPromise<T extends { action: { id: string } }>(
  promise: T,
): promise is T & Pick<OpenPromise, "action"> {
  return isActionId(promise.action.id);
}
