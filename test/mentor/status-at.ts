import type { StatusFacts } from "../../src/mentor/rules/rule.ts";
import { statusOf } from "../../src/mentor/status.ts";
import type { RuleTerms, Trade } from "../../src/model.ts";
import { statusParts } from "../../src/report/status.ts";
import { DAY, history, rule } from "./build.ts";

/** Where the day stands at `clock`, UTC, with a balance of $1000; `line` is what the prompt shows. */
export function statusAt(
  clock: string,
  terms: readonly RuleTerms[],
  trades: Partial<Trade>[],
  facts: Partial<StatusFacts> = {},
) {
  const rules = terms.map((one, id) => rule(one, { id }));
  const status = statusOf({
    now: Date.parse(`${DAY}T${clock}:00Z`),
    date: DAY,
    trades: history(trades).trades,
    rules,
    balance: 1000,
    earlierLoss: null,
    results: null,
    open: 0,
    lately: [],
    currency: "USD",
    zone: "Asia/Jakarta",
    ...facts,
  });
  const line = statusParts(status, rules, "USD").map(({ text }) => text);
  return { ...status, line: line.join(" · ") };
}
