import type { Context } from "../context.ts";
import { EXIT } from "../errors.ts";
import { balanceBefore } from "../journal/balance.ts";
import { lastHandLossBefore, rulesOn } from "../journal/rules.ts";
import { findSession, today } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades } from "../journal/trades.ts";
import { ruleOf } from "../mentor/rule-limits.ts";
import { type StatusFacts, statusOf } from "../mentor/status.ts";
import { renderStatus } from "../views/status.ts";
import { STATUS_HELP } from "../words/help-rules.ts";
import { addExamples, type Define } from "./define.ts";
import { NO_JOURNAL, statusParts } from "./status.ts";

export const define: Define = (status, context) => {
  status.addHelpText("after", STATUS_HELP);
  addExamples(status, "status").action(() => showStatus(context(status)));
};

/** The day in one line, and 3 when one of the trader's own limits is reached. Writes nothing. */
async function showStatus(context: Context): Promise<void> {
  const store = await context.open("read");
  const { currency } = store.profile;
  const date = today(store);
  const facts = factsOf(store, date);
  const status = statusOf(facts);
  await context.show({ date, currency, ...status }, () => {
    const isAbsent = store.opened.kind === "absent";
    const parts = isAbsent ? NO_JOURNAL : statusParts(status, facts.rules, currency);
    return renderStatus(parts, context.style);
  });
  if (!status.allowed) context.endWith(EXIT.limit);
}

function factsOf(store: Store, date: string): StatusFacts {
  const { currency, zone } = store.profile;
  const rules = rulesOn(store, date);
  const session = findSession(store, date);
  return {
    now: store.now(),
    trades: session === null ? [] : sessionTrades(store, session.id),
    rules,
    balance: balanceBefore(store, date),
    earlierLoss:
      ruleOf(rules, "pause-after-loss") === undefined ? null : lastHandLossBefore(store, date),
    currency,
    zone,
  };
}
