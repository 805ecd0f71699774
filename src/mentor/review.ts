import { groupBy } from "../base/groups.ts";
import { addMoney, currencyOf } from "../base/money.ts";
import { countOutcomesOf, hasBand, judgedIn } from "../base/outcome.ts";
import type { Trade } from "../model.ts";
import { advise, withRoom } from "./advice.ts";
import { withoutContradicted } from "./contradicted.ts";
import {
  type BotDay,
  type Box,
  type DayReview,
  discipline,
  type RiskScore,
  type RuleCheck,
  type Totals,
} from "./day-review.ts";
import { withoutDecisions } from "./decisions.ts";
import { DETECTORS, FACTS, WEIGHED_DETECTORS } from "./events/all.ts";
import type { Detector } from "./events/event.ts";
import { nextMilestone } from "./exposure.ts";
import { followUps } from "./followup.ts";
import { GONE, isGoodFactId } from "./ids.ts";
import { moodDay, moodGroups } from "./mood.ts";
import { readNotes } from "./notes.ts";
import { praise } from "./praise.ts";
import { findingOf, goneFinding, provenAt } from "./proven.ts";
import { judgedTrades, riskScore } from "./risk.ts";
import { checkRules } from "./rules/check.ts";
import { hasStop, isByHand, netOf } from "./trade.ts";
import type { DayHistory, DayPart, Finding, Look, MentorSettings, NotEnoughData } from "./types.ts";

/** A process that earned this score was right, whatever the money says. */
const RIGHT_PROCESS = 8;
/** With less than half of the questions answered nothing is said of the process. */
const JUDGED_COVERAGE = 5;

const KIND_ORDER = { bad: 0, good: 1, info: 2 } as const;

/**
 * Looks at one day: the same history gives the same review, and nothing else goes into it. `looks`
 * are the last looks for habits due by then, the newest first; none below 30 trades by hand.
 */
export function reviewDay(
  history: DayHistory,
  settings: MentorSettings,
  looks: readonly Look[] = [],
): DayReview {
  const { notes, ...judgement } = judgeDay(history, settings, looks);
  const { judged, score } = judgement.risk;
  return {
    date: history.session.session_date,
    judged,
    ...judgement,
    mood: { ...moodDay(history), history: moodHistory(history, settings, judgement.findings) },
    bots: botDays(history, settings),
    notes,
    check: checkOf(history, looks),
    appealed: Object.fromEntries([...history.appeals].map(([id, trades]) => [id, trades.size])),
    discipline: discipline([...history.earlierScores, ...(judged === "hand" ? [score] : [])]),
  };
}

/**
 * The parts of a day's review that a period is made of. Without praise only what the day showed, and of
 * that only what counts in a period: what was right and what is to be mended.
 */
export function judgeDay(
  history: DayHistory,
  settings: MentorSettings,
  looks: readonly Look[],
  isPraised = true,
) {
  const findings: Finding[] = [];
  const notEnough: NotEnoughData[] = [];
  for (const detector of isPraised ? DETECTORS : WEIGHED_DETECTORS) {
    const seen = withAppeals(detector, history, settings);
    if (Array.isArray(seen)) findings.push(...seen);
    else notEnough.push(seen);
  }
  const { held, gone } = provenAt(looks);
  for (const one of held) {
    // One of a family: the lot after a loss and the martingale it belongs to are one story.
    if (findings.some((f) => f.proof !== undefined && f.family === one.family)) continue;
    findings.push(findingOf(one));
  }
  for (const good of isPraised ? praise(history, settings, looks) : []) {
    // What fifty trades show replaces what the day showed.
    const told = findings.findIndex(({ id }) => isGoodFactId(id) && FACTS[id].within === good.id);
    if (told >= 0) findings.splice(told, 1);
    findings.push(good);
  }
  for (const one of gone) {
    if (findings.some((f) => f.id === GONE && f.family === one.family)) continue;
    findings.push(goneFinding(one, looks));
  }
  if (looks[0] !== undefined) notEnough.push(...looks[0].too_little);
  findings.sort(
    (a, b) =>
      KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || b.severity - a.severity || (a.id < b.id ? -1 : 1),
  );
  const risk = riskScore(withoutAppealed(history), settings);
  const notes = readNotes(history);
  const followup = followUps(history, settings);
  const rules = checkRules(history, settings);
  const told = withoutContradicted(findings, rules, followup);
  const actions = advise(history, settings, { findings: told, rules, risk, notes, followup });
  return {
    totals: totalsOf(history, settings),
    risk,
    box: boxOf(history, settings, risk, rules),
    findings: told,
    not_enough: notEnough,
    followup: withRoom(followup, actions),
    rules,
    actions,
    notes,
  };
}

/** The moods of the history, marked where the pattern is proven for one. */
function moodHistory(history: DayHistory, settings: MentorSettings, findings: readonly Finding[]) {
  const proven = findings.find(({ id, level }) => id === "emosi" && level === "pola");
  return moodGroups(history, settings).map((group) => ({
    ...group,
    proven: proven?.values.label === group.mood,
  }));
}

/** How many trades by hand there are, the last look for habits and the next. */
function checkOf(history: DayHistory, looks: readonly Look[]): DayReview["check"] {
  const n = history.handBefore + history.trades.filter(isByHand).length;
  return { n, last: looks[0]?.m ?? null, next: nextMilestone(n) };
}

/** What a detector of facts finds once the trades are out that the trader took out of it. */
function withAppeals(detector: Detector, history: DayHistory, settings: MentorSettings) {
  const seen = detector(history, settings);
  if (!Array.isArray(seen) || history.appeals.size === 0) return seen;
  const out = seen.flatMap(({ id, trades }) => {
    const appealed = history.appeals.get(id);
    return appealed === undefined ? [] : trades.filter((trade) => appealed.has(trade));
  });
  if (out.length === 0) return seen;
  const trades = withoutDecisions(history.trades, new Set(out));
  return detector({ ...history, trades }, settings);
}

/** The day without the trades that the trader took out of its score, unless none would be left. */
function withoutAppealed(history: DayHistory): DayHistory {
  const out = history.appeals.get("skor");
  if (out === undefined) return history;
  const trades = withoutDecisions(history.trades, out);
  return trades.length === 0 ? history : { ...history, trades };
}

function totalsOf(history: DayHistory, settings: MentorSettings): Totals {
  const currency = currencyOf(settings.currency);
  const { trades } = history;
  const byHand = trades.filter(isByHand);
  const byBots = trades.filter((trade) => !isByHand(trade));
  const booked = (some: readonly Trade[], parts: readonly DayPart[]) =>
    addMoney([netOf(some, currency), ...parts.map((part) => part.net)], currency);
  const results = countOutcomesOf(trades);
  const ranked = [...trades].sort((a, b) => b.profit_loss - a.profit_loss || a.id - b.id);
  return {
    n: trades.length,
    ...results,
    ...bandedCounts(trades, results),
    net: booked(trades, history.parts),
    best: ranked[0]?.id ?? null,
    worst: ranked.at(-1)?.id ?? null,
    by_hand: {
      n: byHand.length,
      ...countResults(byHand),
      net: booked(byHand, history.parts.filter(isByHand)),
    },
    by_bots: {
      n: byBots.length,
      ...countResults(byBots),
      net: booked(
        byBots,
        history.parts.filter((p) => !isByHand(p)),
      ),
    },
    parts: history.parts,
  };
}

/** With a band of break-even, of how many trades the win rate is, and how many won without it. */
function bandedCounts(
  trades: readonly Trade[],
  { wins, losses }: { wins: number; losses: number },
) {
  const isBanded = trades.some(hasBand);
  const above = trades.filter(({ profit_loss }) => profit_loss > 0).length;
  return { ...judgedIn(isBanded, wins, losses), ...(isBanded ? { wins_by_sign: above } : {}) };
}

function countResults(trades: readonly Trade[]): { wins: number; losses: number } {
  const { wins, losses } = countOutcomesOf(trades);
  return { wins, losses };
}

function boxOf(
  history: DayHistory,
  settings: MentorSettings,
  risk: RiskScore,
  rules: readonly RuleCheck[],
): Box {
  return boxFor(risk, netOf(judgedTrades(history).trades, currencyOf(settings.currency)), rules);
}

/**
 * Process against the result of the judged trades. A day that broke a rule of the trader's own was
 * not lived in the right way, whatever its score: the score knows no limit of trades, hours or pause.
 */
export function boxFor(
  risk: Pick<RiskScore, "known" | "coverage" | "score">,
  net: number,
  rules: readonly Pick<RuleCheck, "outcome">[],
): Box {
  const isKnown = risk.known && risk.coverage.known >= JUDGED_COVERAGE;
  if (!isKnown || net === 0) return "none";
  const isRight = risk.score >= RIGHT_PROCESS && !rules.some(({ outcome }) => outcome === "broken");
  if (isRight) return net > 0 ? "right-won" : "right-lost";
  return net > 0 ? "wrong-won" : "wrong-lost";
}

function botDays(history: DayHistory, settings: MentorSettings): BotDay[] {
  const currency = currencyOf(settings.currency);
  const names = new Map(history.bots.map((bot) => [bot.id, bot.name]));
  const byBot = groupBy(history.trades, (trade) => trade.bot_id);
  return [...byBot]
    .flatMap(([id, trades]) => (id === null ? [] : [{ id, trades }]))
    .sort((a, b) => a.id - b.id)
    .map(({ id, trades }) => {
      const worst = [...trades].sort((a, b) => a.profit_loss - b.profit_loss || a.id - b.id)[0];
      return {
        id,
        name: names.get(id) ?? `Bot ${id}`,
        n: trades.length,
        ...countResults(trades),
        net: netOf(trades, currency),
        no_stop: trades.filter((trade) => hasStop(trade) === false).map((trade) => trade.id),
        worst: worst === undefined || worst.profit_loss >= 0 ? null : worst.id,
      };
    });
}
