import { groupBy } from "../base/groups.ts";
import { addMoney, currencyOf } from "../base/money.ts";
import type { RuleKind, Trade } from "../model.ts";
import { knownLot, pointValues } from "../trade/point-value.ts";
import { byHand } from "./decisions.ts";
import { kindOf, OWN_RULES, RULE_KINDS } from "./rules/all.ts";
import { isInForce } from "./rules/check.ts";
import { isChecked } from "./rules/checklist-required.ts";
import { ruleOf, type Standing, type StatusFacts } from "./rules/rule.ts";
import { BASE_WINDOW } from "./thresholds.ts";
import { isByHand, medianOrNull, netOf, riskMoneyOf } from "./trade.ts";

/** A limit of the trader's own and whether it stands in the way of another trade. */
export interface Limit {
  rule: RuleKind;
  /** null: it cannot be told, because the balance is unknown. */
  reached: boolean | null;
  /** ISO 8601; null: not reached, or it cannot be told since when or until when. */
  since: string | null;
  until: string | null;
  /** What is left of it, in its unit; null: unknown, or it counts nothing. */
  left: number | null;
  unit: Standing["unit"];
  /** What may still be lost, in usual risks and in lots at the usual distance of the stop; null: unknown. */
  left_r: number | null;
  left_lot: number | null;
}

/** A risk that is usual of late, by the trades by hand whose planned loss is known. */
interface Usual {
  /** In money, of a trade. */
  risk: number;
  /** In money of one lot of the symbol that is traded most, and that symbol. */
  perLot: number | null;
  symbol: string | null;
}

/** Where the day stands; JSON as it is. */
export interface Status {
  /** Decisions by hand (see `asDecisions`), the trades that they are booked as, and those of bots. */
  trades: number;
  booked_trades: number;
  bot_trades: number;
  max_trades: number | null;
  /** Today's result, bots' included. */
  net: number;
  /** Result by hand in units of the planned loss, over the trades where that is known. */
  r: number | null;
  r_known: number;
  /** What today may still lose until its limit; 0 once it was reached; null: no limit known. */
  loss_left: number | null;
  /** Whole minutes, rounded up; 0: no pause; null: no such rule. */
  pause_left_minutes: number | null;
  within_hours: boolean | null;
  stop_required: boolean;
  /** Today's decisions by hand whose checklist was not whole; null: no rule asks. */
  without_checklist: number | null;
  max_risk_percent: number | null;
  /** The usual risk of a trade, and the symbol whose lots `left_lot` are; null: unknown, or no rule asks. */
  usual_risk: number | null;
  usual_symbol: string | null;
  limits: Limit[];
  /** No limit is reached. */
  allowed: boolean;
}

/** Where the day stands by the trader's own rules at this moment. Pure. */
export function statusOf(facts: StatusFacts): Status {
  const { trades, rules } = facts;
  const currency = currencyOf(facts.currency);
  const hand = byHand(trades);
  const usual = usualOf(facts);
  const limits = limitsOf(facts, usual);
  const checklist = ruleOf(rules, "checklist-required");
  const standing = (kind: RuleKind) => limits.find(({ rule }) => rule === kind);
  return {
    trades: hand.length,
    booked_trades: trades.filter(isByHand).length,
    bot_trades: trades.filter((trade) => !isByHand(trade)).length,
    max_trades: ruleOf(rules, "max-trades")?.params.most ?? null,
    net: netOf(trades, currency),
    ...resultInR(hand, facts),
    loss_left: standing("max-daily-loss")?.left ?? null,
    pause_left_minutes: standing("pause-after-loss")?.left ?? null,
    within_hours: standing("hours") === undefined ? null : standing("hours")?.reached === false,
    stop_required: ruleOf(rules, "stop-required") !== undefined,
    without_checklist:
      checklist === undefined
        ? null
        : hand
            .filter(isInForce(checklist, facts.date))
            .filter((trade) => !isChecked(trade, facts.plans)).length,
    max_risk_percent: ruleOf(rules, "risk")?.params.percent ?? null,
    usual_risk: usual === null ? null : addMoney([usual.risk], currency),
    usual_symbol: usual?.symbol ?? null,
    limits,
    allowed: limits.every((limit) => limit.reached !== true),
  };
}

/** What is left of each limit: money, trades, minutes of a pause; null: it has no amount, or it is unknown. */
export const limitsLeft = ({ limits }: Status): Pick<Limit, "rule" | "left">[] =>
  limits.map(({ rule, left }) => ({ rule, left }));

/** Where each rule that can stop a trade stands, in the order of the kinds. */
function limitsOf(facts: StatusFacts, usual: Usual | null): Limit[] {
  const iso = (epochMs: number | null) =>
    epochMs === null ? null : new Date(epochMs).toISOString();
  return RULE_KINDS.flatMap((kind) => {
    const rule = ruleOf(facts.rules, kind);
    const now = rule && kindOf(rule).now?.(rule.params, facts);
    if (!now) return [];
    const { reached, since, until, left, unit } = now;
    const times = { since: iso(since), until: iso(until) };
    const isRisk = OWN_RULES[kind].needs.includes("usual") && left !== null;
    const left_r = isRisk && usual !== null ? rounded(left / usual.risk) : null;
    const left_lot = isRisk && usual?.perLot ? rounded(left / usual.perLot) : null;
    return [{ rule: kind, reached, ...times, left, unit, left_r, left_lot }];
  });
}

/** To hundredths, down: what is left must not look more than it is. */
const rounded = (value: number) => Math.floor(value * 100 + 1e-6) / 100;

function usualOf({ lately, trades, balance, points }: StatusFacts): Usual | null {
  const hands = byHand([...lately, ...trades]);
  const values = pointValues(hands, points);
  const known = hands
    .flatMap((trade) => {
      const risk = riskMoneyOf(trade, values, balance);
      return risk > 0 ? [{ symbol: trade.symbol, lot: knownLot(trade), risk }] : [];
    })
    .slice(-BASE_WINDOW);
  const risk = medianOrNull(known.map((one) => one.risk));
  if (risk === null) return null;
  const sized = known.flatMap(({ symbol, lot, risk: own }) =>
    lot === null ? [] : [{ symbol, perLot: own / lot }],
  );
  const bySymbol = [...groupBy(sized, ({ symbol }) => symbol)];
  const [most] = bySymbol.sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const perLot = medianOrNull((most?.[1] ?? []).map((one) => one.perLot));
  return { risk, perLot, symbol: most?.[0] ?? null };
}

/** The sum of result / planned loss over the trades by hand whose planned loss is known. */
function resultInR(hand: readonly Trade[], { balance, points }: StatusFacts) {
  const values = pointValues(hand, points);
  const known = hand
    .map((trade) => trade.profit_loss / riskMoneyOf(trade, values, balance))
    .filter(Number.isFinite);
  const sum = known.reduce((total, one) => total + one, 0);
  return { r: known.length === 0 ? null : Math.round(sum * 100) / 100, r_known: known.length };
}
