import type { Rule, RuleKind, RuleTerms } from "../../model.ts";
import type { Reading } from "../../trade/readers.ts";
import { hours } from "./hours.ts";
import { maxDailyLoss } from "./max-daily-loss.ts";
import { maxTrades } from "./max-trades.ts";
import { pauseAfterLoss } from "./pause-after-loss.ts";
import { risk } from "./risk.ts";
import type { OwnRule } from "./rule.ts";
import { stopRequired } from "./stop-required.ts";

/** The trader's own rules, one file a kind, in the order in which they are listed. */
export const OWN_RULES: { readonly [K in RuleKind]: OwnRule<K> } = {
  "max-daily-loss": maxDailyLoss,
  "max-trades": maxTrades,
  "stop-required": stopRequired,
  hours,
  risk,
  "pause-after-loss": pauseAfterLoss,
};

export const RULE_KINDS = Object.keys(OWN_RULES) as readonly RuleKind[];

/** The kind of these terms; that kind and parameters belong together, the table cannot know. */
export function kindOf(terms: { kind: RuleKind } | Rule): OwnRule<RuleKind> {
  return OWN_RULES[terms.kind] as unknown as OwnRule<RuleKind>;
}

/** The rule that the words mean for a profile in this currency, or what was expected of them. */
export function readRule(kind: RuleKind, words: string, currency: string): Reading<RuleTerms> {
  const params = OWN_RULES[kind].read(words.trim(), currency);
  return typeof params === "string"
    ? { ok: false, expected: params }
    : { ok: true, value: { kind, params } as RuleTerms };
}

/** The value as `rule add` takes it: "2%", "50", "14:00-23:00", "1h30m"; "" where there is none. */
export const ruleValue = (terms: RuleTerms): string => kindOf(terms).typed(terms.params);

/** The rule as `rule add` takes it: "max-daily-loss 2%". */
export const ruleTyped = (terms: RuleTerms): string => `${terms.kind} ${ruleValue(terms)}`.trim();
