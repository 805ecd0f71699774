import { balanceBefore, earlierResults } from "../journal/balance.ts";
import { findSession, today } from "../journal/days.ts";
import { countOwnOpen } from "../journal/money.ts";
import { plansOfTrades } from "../journal/plans/plans.ts";
import { hasPositions } from "../journal/plans/positions.ts";
import { knownValues } from "../journal/plans/symbols.ts";
import { lastHandLossBefore, rulesOn } from "../journal/promises.ts";
import { reportSettings } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades, tradesBefore } from "../journal/trades.ts";
import { OWN_RULES } from "../mentor/rules/all.ts";
import type { Need, StatusFacts } from "../mentor/rules/rule.ts";
import { statusOf } from "../mentor/status.ts";
import { isByHand } from "../mentor/trade.ts";
import type { EarlierResults } from "../mentor/types.ts";
import type { Rule } from "../model.ts";
import type { OpenSum } from "../report/status.ts";

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
  const trades = session === null ? [] : sessionTrades(store, session.id);
  return {
    now: store.now(),
    date,
    trades,
    rules,
    balance: balanceBefore(store, date),
    earlierLoss: needed(rules, "earlierLoss") ? lastHandLossBefore(store, date) : null,
    results: resultsFor(store, rules, [date]).get(date) ?? null,
    open: needed(rules, "open") ? countOwnOpen(store) : 0,
    lately: needed(rules, "usual") ? tradesBefore(store, date, LATELY).filter(isByHand) : [],
    ...(needed(rules, "plans") ? { plans: plansOfTrades(store, trades) } : {}),
    currency,
    zone,
    points: knownValues(store),
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

/**
 * What a trade may risk by the trader's rule or setting, or by the share that was asked for: in percent,
 * and in money of the day's balance (null: that is unknown, or not above 0).
 */
export function riskLimit(
  store: Store,
  { rules, balance }: Pick<StatusFacts, "rules" | "balance">,
  percent = reportSettings(store, rules).riskLimitPercent,
) {
  const money = balance === null || balance <= 0 ? null : (balance * percent) / 100;
  return { percent, money };
}

/** What is open now in three numbers; what works out its risk is loaded where there is any. */
export async function openSum(store: Store): Promise<OpenSum> {
  if (!hasPositions(store)) return { open: 0, open_risk_money: 0, without_stop: 0 };
  const { openNow } = await import("./positions.ts");
  const { rows, risk_money, without_stop } = openNow(store, null);
  return { open: rows.length, open_risk_money: risk_money, without_stop };
}
