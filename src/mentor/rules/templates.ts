import { addMoney, currencyOf } from "../../base/money.ts";
import type { RuleTerms } from "../../model.ts";

/** The public programme of a firm that lends accounts; every share is in percent of the initial balance. */
export interface RuleTemplate {
  id: string;
  name: string;
  daily: number;
  total: number;
  /** The total loss is counted from the highest balance at the end of a day. */
  trailing: boolean;
  target: number;
  /** What the best day may hold of all that was won, in percent; null: no such rule. */
  bestDay: number | null;
  /** Where the firm publishes it, and the day on which these numbers were noted. */
  source: string;
  noted: string;
}

const NOTED = "2026-11-26";

/** Noted by hand: firms change them, so that nothing here may be taken for what holds today. */
export const RULE_TEMPLATES: readonly RuleTemplate[] = [
  {
    id: "ftmo-2-step",
    name: "FTMO 2-Step, Challenge",
    daily: 5,
    total: 10,
    trailing: false,
    target: 10,
    bestDay: null,
    source: "https://ftmo.com/en/trading-objectives",
    noted: NOTED,
  },
  {
    id: "ftmo-2-step-verification",
    name: "FTMO 2-Step, Verification",
    daily: 5,
    total: 10,
    trailing: false,
    target: 5,
    bestDay: null,
    source: "https://ftmo.com/en/trading-objectives",
    noted: NOTED,
  },
  {
    id: "ftmo-1-step",
    name: "FTMO 1-Step, Challenge",
    daily: 3,
    total: 10,
    trailing: true,
    target: 10,
    bestDay: 50,
    source: "https://promo.ftmo.oanda.com/new-1-step-challenge",
    noted: NOTED,
  },
];

/**
 * The programme as rules of one's own. Amounts of money, since the shares are of the initial balance
 * and stay so, while a rule in percent follows the balance.
 */
export function templateRules(
  template: RuleTemplate,
  initial: number,
  currency: string,
): RuleTerms[] {
  const share = (percent: number) => ({
    percent: null,
    amount: addMoney([(initial * percent) / 100], currencyOf(currency)),
  });
  const { daily, total, trailing, target, bestDay } = template;
  return [
    { kind: "max-daily-loss", params: share(daily) },
    { kind: "max-drawdown", params: { ...share(total), trailing: trailing ? 1 : 0 } },
    { kind: "profit-target", params: share(target) },
    ...(bestDay === null
      ? []
      : [{ kind: "best-day", params: { percent: bestDay } } satisfies RuleTerms]),
  ];
}
