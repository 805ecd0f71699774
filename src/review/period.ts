import { addDays, daysBetween } from "../base/dates.ts";
import { currencyOf } from "../base/money.ts";
import { type Period, periodBefore, type ReviewedPeriod } from "../base/period.ts";
import { multiplesOf, PLAN_COLUMNS } from "../figures/multiples.ts";
import { balanceBefore, balancesOfSessions } from "../journal/balance.ts";
import {
  dayParts,
  moodsOfCarried,
  moodsOfSessions,
  scoresBefore,
  sessionHands,
  sessionMoods,
  sessionsBefore,
  sessionsIn,
  today,
} from "../journal/days.ts";
import { readLedger } from "../journal/ledger/ledger.ts";
import { bookedCosts } from "../journal/money.ts";
import { botsById } from "../journal/owners.ts";
import { plansOfTrades } from "../journal/plans/plans.ts";
import { knownValues } from "../journal/plans/symbols.ts";
import {
  appealsOf,
  promisesOn,
  releasedBefore,
  rulesJudging,
  rulesOn,
} from "../journal/promises.ts";
import { handsBefore, reportParts } from "../journal/reports.ts";
import { settingsBy } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import { tradesBefore, tradesOfSessions } from "../journal/trades.ts";
import { partsOf } from "../mentor/decisions.ts";
import { reviewPeriod } from "../mentor/period.ts";
import { type PeriodDay, reviewedDay, storedDay } from "../mentor/period-day.ts";
import { withPlannedRisk } from "../mentor/planned-risk.ts";
import { HISTORY_DAYS, HISTORY_TRADES } from "../mentor/thresholds.ts";
import { isByHand } from "../mentor/trade.ts";
import type { DayHistory, MentorSettings } from "../mentor/types.ts";
import type { Rule, Session, Trade, Wholes } from "../model.ts";
import { looksFor } from "./day.ts";
import { resultsFor } from "./status.ts";

/**
 * Trades of a period above which its days are taken from their stored reports: hardly anyone makes
 * more by hand in a year, and looking at them anew would take a second.
 */
const MOST_TRADES = 2_500;

interface PeriodDays {
  /** Sessions of the range, oldest first. */
  days: readonly PeriodDay[];
  /** Every day was looked at trade by trade. */
  isWhole: boolean;
}

/**
 * The days of a range, each judged by the rules that held on it, as the mentor sees each at its
 * end, with the habits that were proven by the last day with trades by hand. Above MOST_TRADES they
 * come from the stored reports. Nothing is stored.
 */
async function periodDays(
  store: Store,
  range: { from: string; to: string },
  settingsOn: (rules: readonly Rule[]) => MentorSettings,
): Promise<PeriodDays> {
  const sessions = sessionsIn(store, range);
  const count = sessions.reduce((sum, session) => sum + session.total_trades, 0);
  const isWhole = count <= MOST_TRADES;
  if (!isWhole) return { days: storedDays(store, range, sessions), isWhole };
  const histories = historiesOf(store, sessions);
  const last = histories.findLastIndex(({ trades }) => trades.some(isByHand));
  const days: PeriodDay[] = [];
  for (const [index, history] of histories.entries()) {
    const settings = settingsOn(history.rules);
    const looks = index === last ? (await looksFor(store, history, settings)).looks : null;
    days.push(reviewedDay(history, settings, looks));
  }
  return { days, isWhole };
}

/** The histories of these sessions, as `historyOf` gives each alone; trades are read once. */
function historiesOf(store: Store, sessions: readonly Session[]): DayHistory[] {
  const first = sessions[0]?.session_date;
  if (first === undefined) return [];
  const before = tradesBefore(store, first, HISTORY_TRADES);
  const all = [...before, ...tradesOfSessions(store, sessions.map(idOf))];
  const ids = [...all.map(({ session_id }) => session_id), ...sessions.map(idOf)];
  const balances = balancesOfSessions(store, ids);
  const appeals = appealsOf(store);
  const points = knownValues(store);
  const plans = plansOfTrades(store, all);
  const carriedMoods = moodsOfCarried(store, partsOf(all));
  const traded = sessionsBefore(store, first, HISTORY_DAYS);
  let handBefore = handsBefore(store, first);
  const parts = dayParts(store, sessions.map(idOf));
  let at = before.length;
  const rulesOf = new Map(
    sessions.map(({ id, session_date }) => [id, rulesJudging(store, session_date)]),
  );
  const dates = sessions.map(({ session_date }) => session_date);
  const results = resultsFor(store, [...rulesOf.values()].flat(), dates);
  return sessions.map((session) => {
    const start = at;
    while (all[at]?.session_id === session.id) at++;
    const trades = all.slice(start, at);
    const earlier = all.slice(Math.max(0, start - HISTORY_TRADES), start);
    const earlierSessions = traded.slice(-HISTORY_DAYS);
    const known = [...earlier.map((trade) => trade.session_id), ...earlierSessions.map(idOf)];
    const history: DayHistory = withPlannedRisk({
      session,
      trades,
      parts: parts.get(session.id) ?? [],
      earlier,
      earlierBalances: balances,
      earlierSessions,
      moods: sessionMoods(store, session.id),
      earlierMoods: moodsOfSessions(store, [...new Set(known)]),
      carriedMoods,
      handBefore,
      balance: balances.get(session.id) ?? null,
      // The discipline of a period is worked out from its own scores.
      earlierScores: [],
      bots: botsOf(store, trades),
      appeals,
      promises: promisesOn(store, session.session_date),
      released: releasedBefore(store, session.session_date),
      rules: rulesOf.get(session.id) ?? [],
      results: results.get(session.session_date) ?? null,
      // Told of a day alone, never of a period.
      origin_report: null,
      points,
      plans,
    });
    handBefore += trades.filter(isByHand).length;
    if (trades.length > 0) traded.push(session);
    return history;
  });
}

const idOf = ({ id }: Session) => id;

function botsOf(store: Store, trades: readonly Trade[]) {
  const ids = new Set(trades.flatMap(({ bot_id }) => (bot_id === null ? [] : [bot_id])));
  return ids.size === 0 ? [] : botsById(store, ids);
}

function storedDays(
  store: Store,
  range: { from: string; to: string },
  sessions: readonly Session[],
): PeriodDay[] {
  const reports = reportParts(store, range);
  const hands = sessionHands(store, range);
  return sessions.map((session) => {
    const none = { n: 0, net: 0 };
    const { hand = none, bots = none } = hands.get(session.id) ?? {};
    const totals = { date: session.session_date, session_id: session.id, hand, bots };
    return storedDay({ ...totals, trades: session.total_trades }, reports.get(session.id) ?? null);
  });
}

/** A period with all that the mentor and the figures see in it. Nothing is stored. */
export async function reviewOfPeriod(store: Store, period: ReviewedPeriod) {
  const settingsOn = settingsBy(store);
  const now = today(store);
  const earlier = shortened(periodBefore(period), period, now);
  const settings = settingsOn(rulesOn(store, period.to < now ? period.to : now));
  const { days, isWhole } = await periodDays(store, period, settingsOn);
  const scores = scoresBefore(store, addDays(period.to, 1));
  const conduct = reviewPeriod(days, settings, {
    scoresBefore: scores.flatMap(({ date, score }) => (date < period.from ? [score] : [])),
    scoresBy: scores.map(({ score }) => score),
    isWhole,
    today: now,
  });
  // A bundle of its own: intervals bring the distributions with them.
  const { PERIOD_COLUMNS, periodReview } = await import("../figures/period.ts");
  const columns = [...PERIOD_COLUMNS, "mistakes"] as const;
  const ledger = readLedger(store, range(period), columns, PLAN_COLUMNS);
  const isMarked = ledger.mistakes.names.length > 0;
  // With plans they are there already.
  const lots =
    isMarked && ledger.lot === undefined ? readLedger(store, range(period), ["symbol", "lot"]) : {};
  const before = readLedger(store, range(earlier), PERIOD_COLUMNS, PLAN_COLUMNS);
  const multiples = multiplesOf(ledger, currencyOf(settings.currency));
  const bots = botsById(store, distinct(ledger.bot));
  const review = periodReview(
    {
      conduct,
      ledger: { ...lots, ...ledger },
      multiples,
      before,
      earlier,
      period,
      today: now,
      sessions: days.length,
      balance: balanceBefore(store, period.from),
      booked_costs: bookedCosts(store, range(period)),
      bot_names: Object.fromEntries(bots.map(({ id, name }) => [id, name])),
    },
    settings.currency,
  );
  return { review, ledger, multiples, settings };
}

/** Each once; of a million trades nearly all are of the bot of the one before. */
function distinct(ids: Wholes): Set<number> {
  const found = new Set<number>();
  let last = Number.NaN;
  for (const id of ids) {
    if (id !== last) found.add(id);
    last = id;
  }
  return found;
}

const range = ({ from, to }: Period) => ({ from, to });

/** So much of the period before as has come of an unfinished one, so that like meets like. */
function shortened(
  before: Period,
  { from, to, unfinished, kind }: ReviewedPeriod,
  now: string,
): Period {
  if (!unfinished || now >= to) return before;
  const last = addDays(before.from, daysBetween(from, now));
  if (last >= before.to) return before;
  return { kind: kind === "day" ? kind : "range", from: before.from, to: last };
}
