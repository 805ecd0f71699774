import { balanceBefore, earlierResults } from "../journal/balance.ts";
import { findSession, today } from "../journal/days.ts";
import { countOwnOpen } from "../journal/money.ts";
import { lastHandLossBefore, rulesOn } from "../journal/promises.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades, tradesBefore } from "../journal/trades.ts";
import { OWN_RULES } from "../mentor/rules/all.ts";
import type { Need, StatusFacts } from "../mentor/rules/rule.ts";
import { statusOf } from "../mentor/status.ts";
import { isByHand } from "../mentor/trade.ts";
import type { EarlierResults } from "../mentor/types.ts";
import type { Rule } from "../model.ts";

/** What is usual is seen in the last so many trades, bots' included. */
const LATELY = 50;

const needed = (rules: readonly Rule[], need: Need) =>
  rules.some(({ kind }) => OWN_RULES[kind].needs.includes(need));

/** Where today stands by the trader's own rules, with what it was told from. */
export function todayStatus(store: Store) {
  const date = today(store);
  const facts = factsOf(store, date);
  return { date, facts, status: statusOf(facts) };
}

/** Only what the rules in force need is read. */
function factsOf(store: Store, date: string): StatusFacts {
  const { currency, zone } = store.profile;
  const rules = rulesOn(store, date);
  const session = findSession(store, date);
  return {
    now: store.now(),
    trades: session === null ? [] : sessionTrades(store, session.id),
    rules,
    balance: balanceBefore(store, date),
    earlierLoss: needed(rules, "earlierLoss") ? lastHandLossBefore(store, date) : null,
    results: resultsFor(store, rules, [date]).get(date) ?? null,
    open: needed(rules, "open") ? countOwnOpen(store) : 0,
    lately: needed(rules, "usual") ? tradesBefore(store, date, LATELY).filter(isByHand) : [],
    currency,
    zone,
  };
}

/** What the days before each of these dates came to, where one of the rules asks. */
export function resultsFor(
  store: Store,
  rules: readonly Rule[],
  dates: readonly string[],
): Map<string, EarlierResults> {
  return needed(rules, "results") ? earlierResults(store, dates) : new Map();
}
