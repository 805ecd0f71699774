import { currencyOf } from "../base/money.ts";
import { UserError } from "../errors.ts";
import { balanceBefore, balancesOfSessions, cashBasis } from "../journal/balance.ts";
import {
  dayParts,
  moodsOfCarried,
  moodsOfSessions,
  requireSession,
  scoresBefore,
  sessionMoods,
  sessionsBefore,
} from "../journal/days.ts";
import { botsById } from "../journal/owners.ts";
import { knownPlans, plansOf } from "../journal/plans/plans.ts";
import { knownValues, setBasis } from "../journal/plans/symbols.ts";
import { appealsOf, promisesOn, releasedBefore, rulesJudging } from "../journal/promises.ts";
import {
  handsBefore,
  handTradesUpTo,
  keepLooks,
  keptLooks,
  originReport,
  sessionContexts,
} from "../journal/reports.ts";
import { bandSetting, reportSettings } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades, tradesBefore } from "../journal/trades.ts";
import type { DayReview } from "../mentor/day-review.ts";
import { partsOf } from "../mentor/decisions.ts";
import { LOOK_TRADES, milestones } from "../mentor/exposure.ts";
import { plannedDay } from "../mentor/planned/day.ts";
import { withPlannedRisk } from "../mentor/planned-risk.ts";
import { reviewDay } from "../mentor/review.ts";
import { HISTORY_DAYS, HISTORY_TRADES } from "../mentor/thresholds.ts";
import { isByHand } from "../mentor/trade.ts";
import type { DayHistory, Look, MentorSettings } from "../mentor/types.ts";
import type { Session, Trade } from "../model.ts";
import { type Judgement, judgements } from "../report/judgements.ts";
import type { SeenDay } from "../report/screen/statement.ts";
import { usage } from "../words/errors.ts";
import { resultsFor } from "./status.ts";

/** A day with all that the mentor sees in it. */
export async function reviewOfDay(store: Store, date: string) {
  return await reviewOf(store, requireSession(store, date));
}

async function reviewOf(store: Store, session: Session) {
  const history = historyOf(store, session);
  const spoken = reportSettings(store, history.rules);
  const { looks, keep } = await looksFor(store, history, spoken);
  const review = reviewDay(history, spoken, looks);
  return { session, history, review, keep, spoken };
}

/**
 * The last day of the same kind before this one, as it is seen now: worked out again, so that it does
 * not matter whether a report of it was ever printed. A day of the trader's own is held against the
 * last of these on which the mentor spoke: one of bots alone, and one of distress, say nothing of what
 * was told before. null: this is the first.
 */
export async function dayBefore(
  store: Store,
  { earlierSessions, earlier, trades }: DayHistory,
): Promise<SeenDay | null> {
  const own = new Set(earlier.filter(isByHand).map(sessionOf));
  const isSameKind = ({ id }: Session) => own.has(id) || !trades.some(isByHand);
  for (const session of earlierSessions.filter(isSameKind).reverse()) {
    const { history, review } = await reviewOf(store, session);
    if (!review.notes.distress) return { history, review };
  }
  return null;
}

/** What the day's report judges under this number. */
export function judgementAt(review: DayReview, number: string): Judgement {
  const all = judgements(review);
  const one = all[Number(number) - 1];
  if (one !== undefined) return one;
  if (all.length === 0) {
    throw new UserError(
      "no-judgements",
      "Laporan hari itu tidak memuat kalimat bernomor.",
      "Selengkapnya: jurnal report --full",
    );
  }
  throw usage("nomor", number, `nomor kalimat di laporan, 1 sampai ${all.length}`);
}

/** What was known when the day ended. */
function historyOf(store: Store, session: Session): DayHistory {
  const trades = sessionTrades(store, session.id);
  const earlier = tradesBefore(store, session.session_date, HISTORY_TRADES);
  const earlierSessions = sessionsBefore(store, session.session_date, HISTORY_DAYS);
  const sessionIds = [...earlier.map((t) => t.session_id), ...earlierSessions.map((s) => s.id)];
  const botIds = trades.flatMap((trade) => (trade.bot_id === null ? [] : [trade.bot_id]));
  const rules = rulesJudging(store, session.session_date);
  const day = { from: session.session_date, to: session.session_date };
  const plans = plansOf(store, day, [...earlier, ...trades]);
  return withPlannedRisk({
    session,
    trades,
    parts: dayParts(store, [session.id]).get(session.id) ?? [],
    moods: sessionMoods(store, session.id),
    earlierMoods: moodsOfSessions(store, [...new Set(sessionIds)]),
    carriedMoods: moodsOfCarried(store, partsOf([...earlier, ...trades])),
    earlier,
    earlierBalances: balancesOfSessions(store, earlier.map(sessionOf)),
    handBefore: handsBefore(store, session.session_date),
    balance: balanceBefore(store, session.session_date),
    earlierSessions,
    earlierScores: scoresBefore(store, session.session_date).map(({ score }) => score),
    bots: botsById(store, new Set(botIds)),
    appeals: appealsOf(store),
    promises: promisesOn(store, session.session_date),
    released: releasedBefore(store, session.session_date),
    rules,
    results: resultsFor(store, rules, [session.session_date]).get(session.session_date) ?? null,
    origin_report: originReport(store, session.id),
    points: knownValues(store),
    planned: plannedDay(trades, plans, currencyOf(store.profile.currency)),
    plans: plans?.followed ?? new Map(),
  });
}

/** The risk in percent of a trade whose risk nobody typed, where it can be worked out. */
export function plannedRiskOf(store: Store, { id, session_id, session_date }: Trade) {
  const seen = withPlannedRisk({
    trades: sessionTrades(store, session_id),
    earlier: tradesBefore(store, session_date, HISTORY_TRADES),
    balance: balanceBefore(store, session_date),
    earlierBalances: new Map(),
    points: knownValues(store),
  });
  return seen.trades.find((trade) => trade.id === id)?.risk_percent ?? null;
}

const sessionOf = ({ session_id }: Trade) => session_id;

/** The looks for habits that a day's report needs, and how to keep the ones that were new. */
interface DayLooks {
  looks: readonly Look[];
  /** Null: none was new. */
  keep: (() => void) | null;
}

/** Nothing where no band is set: looks that were kept before there were bands stand. */
const bandBasis = (store: Store) => {
  const band = bandSetting(store);
  return band === null ? [] : [band];
};

/**
 * Looks kept in the journal are not made again, and the tests behind them are loaded only when
 * there is one to make: below 30 trades by hand, and on most days, there is none.
 */
export async function looksFor(
  store: Store,
  history: DayHistory,
  settings: MentorSettings,
): Promise<DayLooks> {
  const count = history.handBefore + history.trades.filter(isByHand).length;
  const due = milestones(count);
  const { currency, zone, day_start, initial_balance } = store.profile;
  const basis = JSON.stringify([
    LOOK_VERSION,
    currency,
    zone,
    day_start,
    initial_balance,
    [...history.appeals].map(([detector, trades]) => [detector, ...trades]),
    ...cashBasis(store),
    ...setBasis(store),
    ...bandBasis(store),
  ]);
  const kept = due.length === 0 ? [] : keptLooks(store, due, basis);
  if (due.every((m) => kept.some((look) => look.m === m))) {
    const looks = due.flatMap((m) => kept.filter((look) => look.m === m));
    return { looks, keep: null };
  }
  const [{ makeLooks }, { tradesWith }] = await Promise.all([
    import("../mentor/looks.ts"),
    import("../mentor/deals.ts"),
  ]);
  const trades = handTradesUpTo(store, history.session.session_date, LOOK_TRADES);
  const { points } = history;
  const plans = knownPlans(store, trades);
  const contexts = sessionContexts(store, trades);
  const known = tradesWith(trades, contexts, zone, { points, plans, dayStart: settings.dayStart });
  const looks = makeLooks(known, count, { currency, appeals: history.appeals }, kept);
  const made = looks
    .filter((look) => !kept.includes(look))
    .map((look) => ({
      look,
      last_date: trades[trades.length - 1 - (count - look.m)]?.session_date ?? "",
    }));
  return { looks, keep: made.length === 0 ? null : () => keepLooks(store, made, basis) };
}

/** Counts up when a detector changes, so that looks made by an older program are made again. */
const LOOK_VERSION = 8;
