import { addTo } from "../base/groups.ts";
import { addMoney, type Currency } from "../base/money.ts";
import { judgedIn, type Outcome, outcomeOf } from "../base/outcome.ts";
import { localParts, type Zone } from "../base/time.ts";
import type { Interval } from "../stats/exact.ts";
import { wilson } from "../stats/intervals.ts";
import { median } from "../stats/moments.ts";
import { mannWhitneyGreater } from "../stats/ranks.ts";
import { cameTo, exitsOf, lastExit } from "./decisions.ts";
import { IN_LINE } from "./thresholds.ts";

/** What an overview needs of a trade. Times are epoch ms. */
export interface OverviewTrade {
  symbol: string;
  net: number;
  /** The trader's band of break-even, in money; left out: none. */
  evenWithin?: number | undefined;
  lot: number | null;
  entry: number | null;
  exit: number | null;
  stop: boolean | null;
  /** Commission, swap and fee, signed; null: not told. */
  costs: number | null;
}

/** Trades and what they brought together. */
export interface TradeSum {
  count: number;
  net: number;
}

export interface HourSum extends TradeSum {
  hour: number;
}

/** What a whole history shows at first sight: counts and sums, no verdict about the trader. */
export interface Overview {
  trades: number;
  wins: number;
  /** Trades that won or lost, of which the win rate is; only where the trader set a band. */
  judged?: number;
  net: number;
  /** 95 % interval of the win rate; null without trades. */
  win_range: Interval | null;
  with_stop: TradeSum;
  without_stop: TradeSum;
  stop_unknown: number;
  /** Trades opened after a loss, after a gain, and how many of each above 1.25 x the usual size. */
  after_loss: { count: number; bigger: number; bigger_net: number };
  after_gain: { count: number; bigger: number };
  /** Trades whose costs are known, their costs, and their results before costs. */
  costs: { count: number; total: number; gross: number };
  /** Hours with at least HOUR_TRADES trades; null where fewer than two hours have them. */
  hours: { compared: number; best: HourSum; worst: HourSum; is_clear: boolean } | null;
}

/** Fewer trades say nothing about an hour. */
export const HOUR_TRADES = 20;
/** Chance of calling hours different that are not. */
const FALSE_ALARM = 0.05;

/** The overview of a history, in the order of its numbers; hours are those of the clock in `zone`. */
export function overviewOf(
  trades: readonly OverviewTrade[],
  currency: Currency,
  zone: Zone,
): Overview {
  const sum = (some: readonly OverviewTrade[]) =>
    addMoney(
      some.map((trade) => trade.net),
      currency,
    );
  const group = (some: readonly OverviewTrade[]): TradeSum => ({
    count: some.length,
    net: sum(some),
  });
  const count = (wanted: Outcome) =>
    trades.filter((trade) => outcomeOf(judged(trade)) === wanted).length;
  const wins = count(1);
  const isBanded = trades.some(({ evenWithin }) => evenWithin !== undefined);
  const { judged: of } = judgedIn(isBanded, wins, count(-1));
  const priced = trades.filter((trade) => trade.costs !== null);
  const total = addMoney(
    priced.map((trade) => trade.costs ?? 0),
    currency,
  );
  return {
    trades: trades.length,
    wins,
    ...(of === undefined ? {} : { judged: of }),
    net: sum(trades),
    win_range: wilson(wins, of ?? trades.length),
    with_stop: group(trades.filter((trade) => trade.stop === true)),
    without_stop: group(trades.filter((trade) => trade.stop === false)),
    stop_unknown: trades.filter((trade) => trade.stop === null).length,
    ...sizesAfter(trades, currency),
    costs: { count: priced.length, total, gross: addMoney([sum(priced), -total], currency) },
    hours: hoursOf(trades, currency, zone),
  };
}

const judged = ({ net, evenWithin = 0 }: OverviewTrade) => ({
  profit_loss: net,
  even_within: evenWithin,
});

/** Sizes by the result of what was closed last before a trade was opened. */
function sizesAfter(
  trades: readonly OverviewTrade[],
  currency: Currency,
): Pick<Overview, "after_loss" | "after_gain"> {
  const usual = usualLots(trades);
  const order = (own: number) => own;
  const exitMs = (own: number) => trades[own]?.exit ?? Number.NaN;
  const exits = exitsOf([...trades.keys()], exitMs, order);
  const loss = { count: 0, bigger: [] as number[] };
  const gain = { count: 0, bigger: [] as number[] };
  trades.forEach(({ symbol, net, lot, entry }, own) => {
    if (entry === null || lot === null) return;
    const last = lastExit(exits, entry, own, exitMs, order);
    const came = cameTo(
      (last?.members ?? []).flatMap((one) => trades[one] ?? []).map(judged),
    ).outcome;
    if (came === 0) return;
    const side = came < 0 ? loss : gain;
    side.count++;
    if (lot > IN_LINE * (usual.get(symbol) ?? Number.MAX_VALUE)) side.bigger.push(net);
  });
  return {
    after_loss: {
      count: loss.count,
      bigger: loss.bigger.length,
      bigger_net: addMoney(loss.bigger, currency),
    },
    after_gain: { count: gain.count, bigger: gain.bigger.length },
  };
}

function usualLots(trades: readonly OverviewTrade[]): Map<string, number> {
  const lots = new Map<string, number[]>();
  for (const { symbol, lot } of trades) {
    if (lot !== null) addTo(lots, symbol, lot);
  }
  return new Map([...lots].map(([symbol, values]) => [symbol, median(values)]));
}

/** The best and the worst hour by mean result, and whether either stands out beyond chance. */
function hoursOf(
  trades: readonly OverviewTrade[],
  currency: Currency,
  zone: Zone,
): Overview["hours"] {
  const byHour = new Map<number, number[]>();
  for (const { entry, exit, net } of trades) {
    const at = entry ?? exit;
    if (at !== null) addTo(byHour, localParts(at, zone).hour, net);
  }
  const enough = [...byHour].filter(([, nets]) => nets.length >= HOUR_TRADES);
  const groups = enough.map(([hour, nets]) => ({
    hour,
    count: nets.length,
    net: addMoney(nets, currency),
  }));
  groups.sort((a, b) => a.net / a.count - b.net / b.count);
  const [worst] = groups;
  const best = groups.at(-1);
  if (worst === undefined || best === undefined || groups.length < 2) return null;
  const is_clear = standsOut(enough, best.hour, worst.hour);
  return { compared: groups.length, best, worst, is_clear };
}

/**
 * Whether the best hour lies above all others, or the worst below them, at a level that pays for
 * having picked them out of so many (Bonferroni: two looks an hour).
 */
function standsOut(hours: readonly [number, number[]][], best: number, worst: number): boolean {
  const of = (wanted: (hour: number) => boolean) =>
    hours.flatMap(([hour, nets]) => (wanted(hour) ? nets : []));
  const high =
    mannWhitneyGreater(
      of((hour) => hour === best),
      of((hour) => hour !== best),
    ) ?? 1;
  const low =
    mannWhitneyGreater(
      of((hour) => hour !== worst),
      of((hour) => hour === worst),
    ) ?? 1;
  return Math.min(high, low) * 2 * hours.length <= FALSE_ALARM;
}
