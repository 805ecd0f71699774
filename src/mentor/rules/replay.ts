import { addDays, weekday } from "../../base/dates.ts";
import { addMoney, type Currency, currencyOf } from "../../base/money.ts";
import type { RuleKind, RuleTerms, Trade } from "../../model.ts";
import { partsOf } from "../decisions.ts";
import { handDay } from "../hand-day.ts";
import { isByHand, netOf } from "../trade.ts";
import type { DayHistory, EarlierResults, MentorSettings } from "../types.ts";
import { kindOf } from "./all.ts";

/** What a rule would have done to the trades of some days, by their ids. */
export interface Replayed {
  /** Forbidden. */
  left: ReadonlySet<number>;
  /** It could judge these, and so could have forbidden them; those of `left` among them. */
  judged: ReadonlySet<number>;
}

/**
 * Of these kinds a trade that was never made changes what is said of the next one; each with how many
 * trades of earlier days it may have to look at: the last to close, or all that may still be open.
 */
const ONE_BY_ONE: Partial<Record<RuleKind, number>> = { "pause-after-loss": 30, "max-open": 200 };

/**
 * Goes through the days (oldest first, each as it was) with a rule, whenever it was made, and leaves
 * out each trade by hand that it forbids. What was left out is then not there: not for the day's later
 * trades, nor in the balance and the results of later days. Days of which it cannot judge every trade
 * keep those that it cannot. A goal forbids nothing: both sets are empty.
 */
export function replayRule(
  days: readonly DayHistory[],
  terms: RuleTerms,
  settings: MentorSettings,
): Replayed {
  const { look } = kindOf(terms);
  const left = new Set<number>();
  const judged = new Set<number>();
  if (look === null) return { left, judged };
  const reach = ONE_BY_ONE[terms.kind] ?? 0;
  const currency = currencyOf(settings.currency);
  const results = keptResults(days[0]?.results ?? null, currency);
  let earlier = reach > 0 ? (days[0]?.earlier ?? []).slice(-reach) : [];
  let gone = 0;
  for (const day of days) {
    const { trades: all, session } = day;
    const balance = day.balance === null ? null : addMoney([day.balance, -gone], currency);
    const before = results.before(session.session_date);
    const partsOf = wholeDecisions(all);
    let trades: readonly Trade[] = all;
    for (;;) {
      const history = { ...day, trades, earlier, balance, results: before };
      const views = handDay(history);
      const seen = look({ params: terms.params, day: views, history, settings });
      if (trades === all && seen.unknown === 0) {
        for (const { trade } of views) for (const id of partsOf(trade.id)) judged.add(id);
      }
      const out = reach > 0 ? seen.broken.slice(0, 1) : seen.broken;
      const ids = new Set(out.flatMap(({ id }) => partsOf(id)));
      for (const id of ids) {
        left.add(id);
        judged.add(id);
      }
      trades = trades.filter(({ id }) => !ids.has(id));
      if (reach === 0 || ids.size === 0) break;
    }
    const removed = addMoney([netOf(all, currency), -netOf(trades, currency)], currency);
    gone = addMoney([gone, removed], currency);
    results.add(addMoney([session.total_profit_loss, -removed], currency));
    if (reach > 0) earlier = [...earlier, ...trades].slice(-reach);
  }
  return { left, judged };
}

/** The trades by hand that were one decision, by the id of any of them. */
function wholeDecisions(trades: readonly Trade[]): (id: number) => readonly number[] {
  const parts = new Map<number, readonly number[]>();
  for (const some of partsOf(trades.filter(isByHand))) {
    const own = some.map(({ id }) => id);
    for (const id of own) parts.set(id, own);
  }
  return (id) => parts.get(id) ?? [id];
}

/** What the days before each came to, without what was left out of them. */
function keptResults(start: EarlierResults | null, currency: Currency) {
  let sum = start ?? { net: 0, peak: 0, week: 0, weekLow: 0, best: 0 };
  let monday = "";
  return {
    before(date: string): EarlierResults {
      const begins = addDays(date, 1 - weekday(date));
      if (monday !== "" && begins !== monday) sum = { ...sum, week: 0, weekLow: 0 };
      monday = begins;
      return sum;
    },
    add(result: number): void {
      const net = addMoney([sum.net, result], currency);
      const week = addMoney([sum.week, result], currency);
      sum = {
        net,
        week,
        peak: Math.max(sum.peak, net),
        weekLow: Math.min(sum.weekLow, week),
        best: Math.max(sum.best, result),
      };
    },
  };
}
