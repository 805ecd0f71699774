import { isPraise } from "../../mentor/findings.ts";
import { GONE, isClaimId, isFactId, isSharePraiseId } from "../../mentor/ids.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { FACT_WORDS } from "./facts.ts";
import { goneSentence, HABIT_WORDS, habitSentence } from "./habits.ts";
import { PRAISE_WORDS, praiseSentence } from "./praise.ts";

/**
 * The sentence of a finding, with how many trades were looked at, which they are, and the two
 * numbers compared. It says what happened together, never that one thing caused the other.
 */
export function findingSentence(finding: Finding, settings: ReportSettings): string {
  if (finding.proof !== undefined) return habitSentence(finding, settings);
  if (finding.id === GONE) return goneSentence(finding);
  if (isPraise(finding)) return praiseSentence(finding, settings);
  return FACT_WORDS[finding.id].sentence(finding, settings);
}

/** What a rule of the mentor's looks for, in a few words, by its id; ids of appeals too. */
export function ruleName(id: string): string {
  if (id === "skor") return "skor";
  const [kind, of] = id.split(":");
  if (of !== undefined) return kind === "janji" ? "janji" : "aturan sendiri";
  if (isClaimId(id)) return HABIT_WORDS[id].name;
  // A fact that shares its name with praise is told by the words of that.
  if (isSharePraiseId(id)) return PRAISE_WORDS[id].phrase;
  return (isFactId(id) ? FACT_WORDS[id].name : null) ?? "lainnya";
}
