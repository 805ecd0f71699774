import type { Rule, RuleKind, RuleTerms } from "../../model.ts";
import type { Reading } from "../../trade/readers.ts";
import { bestDay } from "./best-day.ts";
import { checklistRequired } from "./checklist-required.ts";
import { hours } from "./hours.ts";
import { maxDailyLoss } from "./max-daily-loss.ts";
import { maxDrawdown } from "./max-drawdown.ts";
import { maxLot } from "./max-lot.ts";
import { maxOpen } from "./max-open.ts";
import { maxTrades } from "./max-trades.ts";
import { maxWeeklyLoss } from "./max-weekly-loss.ts";
import { minRr } from "./min-rr.ts";
import { pauseAfterLoss } from "./pause-after-loss.ts";
import { planRequired } from "./plan-required.ts";
import { profitTarget } from "./profit-target.ts";
import { risk } from "./risk.ts";
import type { OwnRule } from "./rule.ts";
import { stopAfterLosses } from "./stop-after-losses.ts";
import { stopRequired } from "./stop-required.ts";
import { symbols } from "./symbols.ts";
import { weekdays } from "./weekdays.ts";

/** The trader's own rules, one file a kind, in the order in which they are listed. */
export const OWN_RULES: { readonly [K in RuleKind]: OwnRule<K> } = {
  "max-daily-loss": maxDailyLoss,
  "max-weekly-loss": maxWeeklyLoss,
  "max-drawdown": maxDrawdown,
  "max-trades": maxTrades,
  "stop-after-losses": stopAfterLosses,
  "max-open": maxOpen,
  "stop-required": stopRequired,
  "plan-required": planRequired,
  "checklist-required": checklistRequired,
  hours,
  weekdays,
  symbols,
  risk,
  "max-lot": maxLot,
  "min-rr": minRr,
  "pause-after-loss": pauseAfterLoss,
  "profit-target": profitTarget,
  "best-day": bestDay,
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
