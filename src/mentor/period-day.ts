import { addMoney, currencyOf } from "../base/money.ts";
import { habitAdvice } from "./advice.ts";
import type {
  Action,
  Box,
  DayReview,
  FollowUp,
  Judged,
  RiskScore,
  RuleCheck,
} from "./day-review.ts";
import { byHand } from "./decisions.ts";
import { FACTS, isMoneyFact, type MoneyFactId } from "./events/all.ts";
import { handDay } from "./hand-day.ts";
import type { ActionId } from "./ids.ts";
import { boxFor, judgeDay } from "./review.ts";
import { netOf, overBase } from "./trade.ts";
import type { CostKind, DayHistory, Finding, Look, MentorSettings } from "./types.ts";

/** One day of a period as its daily report sees it; money is in the profile's currency. */
export interface PeriodDay {
  date: string;
  session_id: number;
  trades: number;
  /** Trades by hand and by bots with their results. */
  hand: { n: number; net: number };
  bots: { n: number; net: number };
  judged: Judged;
  /** The risk score, 0 to 10; null: no report, and too many trades to make one. */
  score: number | null;
  box: Box;
  /** Why `box` is "none"; null otherwise, and on a day without trades. */
  unjudged: Unjudged | null;
  findings: readonly Finding[];
  actions: readonly Action[];
  /** Ids of the actions that proven habits and patterns call for. */
  proven: readonly ActionId[];
  followup: readonly FollowUp[];
  /** The trader's own rules that held on the day. */
  rules: readonly RuleCheck[];
  /** Money of the findings that have any, by finding id. */
  money: DayMoney;
  /** The notes of the day speak of money that must not be lost. */
  distress: boolean;
}

/** The numbers of a day that its session holds, whatever its report says. */
export type DayTotals = Pick<PeriodDay, "date" | "session_id" | "trades" | "hand" | "bots">;

/** A stored report, as much of it as a period needs. */
export interface StoredDay {
  risk: RiskScore;
  findings: readonly Finding[];
  actions: readonly Action[];
  rules: readonly RuleCheck[];
}

/** Why a day with trades stands in none of the four boxes. */
export type Unjudged = "bots" | "data" | "zero" | "no-report";

type DayMoney = Readonly<Partial<Record<MoneyFactId, FindingMoney>>>;

/** The facts of the day that any money is told of. */
export function moneyFacts({ money }: Pick<PeriodDay, "money">): MoneyFactId[] {
  return Object.keys(money).filter(isMoneyFact);
}

/** Money that came with a finding on one day. */
interface FindingMoney {
  kind: CostKind;
  /** What the trades would not have lost without it; above 0 where luck paid for it. */
  amount: number;
}

/**
 * Looks at a day now, as its daily report does. Habits, good ones too, are told as of the last day
 * with trades by hand alone (`looks`); of the days before it (null) only what they showed.
 */
export function reviewedDay(
  history: DayHistory,
  settings: MentorSettings,
  looks: readonly Look[] | null,
): PeriodDay {
  const review = judgeDay(history, settings, looks ?? [], looks !== null);
  const { by_hand, by_bots, n } = review.totals;
  const money: { -readonly [K in MoneyFactId]?: FindingMoney } = {};
  for (const finding of review.findings) {
    const { id } = finding;
    if (finding.proof !== undefined || !isMoneyFact(id)) continue;
    money[id] = moneyOf(id, finding, history, settings);
  }
  const { session } = history;
  const totals = { date: session.session_date, session_id: session.id, trades: n };
  const proven = review.findings.flatMap((one) =>
    one.proof === undefined ? [] : [habitAdvice(one, history)].flatMap((plan) => plan?.id ?? []),
  );
  return {
    ...totals,
    hand: { n: by_hand.n, net: by_hand.net },
    bots: { n: by_bots.n, net: by_bots.net },
    ...judgement(review.risk, review.box, n),
    findings: review.findings,
    actions: review.actions,
    followup: review.followup,
    proven,
    money,
    rules: review.rules,
    distress: review.notes.distress,
  };
}

/** A day from its stored report; without one (null) nothing is known of the process. */
export function storedDay(totals: DayTotals, stored: StoredDay | null): PeriodDay {
  const rest = { proven: [], followup: [], distress: false };
  if (stored === null) {
    const unjudged: Unjudged = totals.hand.n > 0 ? "no-report" : "bots";
    return {
      ...totals,
      judged: totals.hand.n > 0 ? "hand" : "bots",
      score: null,
      box: "none",
      unjudged: totals.trades === 0 ? null : unjudged,
      findings: [],
      actions: [],
      rules: [],
      money: {},
      ...rest,
    };
  }
  const { risk, findings, actions, rules } = stored;
  const box = boxFor(risk, risk.judged === "hand" ? totals.hand.net : totals.bots.net, rules);
  const seen = { findings, actions, rules, money: storedMoney(findings), ...rest };
  return { ...totals, ...judgement(risk, box, totals.trades), ...seen };
}

/** Money of stored facts: what came out, for the lucky days are not in their costs. */
function storedMoney(findings: readonly Finding[]): DayMoney {
  const money: { -readonly [K in MoneyFactId]?: FindingMoney } = {};
  for (const { id, proof, cost, values } of findings) {
    if (proof !== undefined || !isMoneyFact(id)) continue;
    const net = values.net ?? values.after_net;
    if (FACTS[id].money === "stop") money[id] = { kind: "stop", amount: cost ?? 0 };
    else if (typeof net === "number") money[id] = { kind: "realised", amount: net };
  }
  return money;
}

/** A day of bots alone is no one's process: its score stands, but in no box. */
function judgement(risk: RiskScore, box: DayReview["box"], n: number) {
  const { judged, score } = risk;
  if (n === 0) return { judged, score: null, box: "none" as const, unjudged: null };
  if (judged === "bots") return { judged, score, box: "none" as const, unjudged: "bots" as const };
  if (box !== "none") return { judged, score, box, unjudged: null };
  const unjudged: Unjudged = boxFor(risk, 1, []) === "none" ? "data" : "zero";
  return { judged, score, box, unjudged };
}

/**
 * Money of a fact of the day. Sizes count lucky days too: a sum that left them out would make the
 * habit dearer than it was.
 */
function moneyOf(
  id: MoneyFactId,
  finding: Finding,
  history: DayHistory,
  settings: MentorSettings,
): FindingMoney {
  const kind = FACTS[id].money;
  const currency = currencyOf(settings.currency);
  if (kind === "stop") return { kind, amount: finding.cost ?? 0 };
  const about = new Set(finding.trades);
  if (kind === "size") {
    const views = handDay(history).filter(({ trade }) => about.has(trade.id));
    const parts = views.map(({ trade, lotRatio }) =>
      lotRatio === null ? 0 : overBase(trade.profit_loss, lotRatio),
    );
    return { kind, amount: addMoney(parts, currency) };
  }
  const trades = byHand(history.trades).filter((trade) => about.has(trade.id));
  return { kind, amount: netOf(trades, currency) };
}
