import { groupBy } from "../base/groups.ts";
import type { Outcome } from "../base/outcome.ts";
import type { Trade } from "../model.ts";
import { knownLot, pointValues } from "../trade/point-value.ts";
import { type Measures, measuresOf } from "./deals.ts";
import {
  allByHand,
  byHand,
  type Closing,
  closingsOf,
  exitBefore,
  partsOf,
  toldOf,
} from "./decisions.ts";
import { MIN_BASE } from "./thresholds.ts";
import { balanceOf, instant, isByHand, knownRisk, lossesOf, Usual } from "./trade.ts";
import type { DayHistory, MentorSettings } from "./types.ts";
import { judging } from "./window.ts";

/** A trade made by hand, with what the trader could know when it was opened. */
export interface HandTrade {
  trade: Trade;
  entryMs: number | null;
  exitMs: number | null;
  /** The trade of the same session that had closed last when this one opened; null: none known. */
  prev: Trade | null;
  /** All that closed together with `prev` lost: more than what counts as break-even. */
  afterLoss: boolean;
  /** The trade itself lost, by the same measure. */
  lost: boolean;
  /** From the close of `prev` to this entry. */
  gapSeconds: number | null;
  /** Median lot of the previous <= 20 trades of the symbol, and how many these are. */
  baseLot: number | null;
  baseLotCount: number;
  /** lot / baseLot */
  lotRatio: number | null;
  /** risk_percent / median risk_percent of the previous <= 20 trades. */
  riskRatio: number | null;
  /** The one of the two nearer to 1; null where neither is known. */
  sizeRatio: number | null;
}

/** The sum of the losses of the day (negative or 0), to weigh a finding against. */
export function grossLossOf(day: readonly HandTrade[], settings: MentorSettings): number {
  return lossesOf(
    day.map((view) => view.trade),
    settings,
  );
}

// Many detectors ask for the views of the same day, which are worked out once.
const days = new WeakMap<DayHistory, readonly HandTrade[]>();

/** The day's trades by hand in their order, each with its previous trade and its bases. */
export function handDay(history: DayHistory): readonly HandTrade[] {
  const known = days.get(history);
  if (known !== undefined) return known;
  const before = { lots: new Usual(), risks: new Usual() };
  for (const trade of byHand(history.earlier)) remember(trade, before);
  const day = sessionViews(byHand(history.trades), before, judgeOf(history));
  days.set(history, day);
  return day;
}

/** What decisions came to as one, by all trades by hand that are at hand. */
export type Judge = (some: readonly Trade[]) => Outcome;

const judges = new WeakMap<DayHistory, Judge>();

/** As the looks for habits judge it (`judging`), so that a day and a habit tell of the same losses. */
export function judgeOf(history: DayHistory): Judge {
  const known = judges.get(history) ?? judgeIn(history);
  judges.set(history, known);
  return known;
}

function judgeIn(history: DayHistory): Judge {
  const { together } = judging(measuresIn(history));
  const wholes = allByHand(history);
  const placeOf = new Map(wholes.map(({ id }, place) => [id, place]));
  // A part is judged with the whole of its decision, also where the rest of it closed on another day.
  const rows = [...history.earlier, ...history.trades].filter(isByHand);
  for (const parts of wholes.length < rows.length ? partsOf(rows) : []) {
    for (const { id } of parts) placeOf.set(id, placeOf.get(parts[0]?.id ?? 0) ?? -1);
  }
  return (some) => together([...new Set(some.map(({ id }) => placeOf.get(id) ?? -1))]);
}

/** What is known of each decision by hand that is at hand, in the order of `allByHand`. */
export function measuresIn(history: DayHistory): Measures[] {
  const decisions = allByHand(history);
  const values = pointValues(decisions, history.points);
  return decisions.map((trade) => measuresOf(trade, values, balanceOf(history, trade)));
}

/**
 * The last `count` trades by hand, the day's own included, each as it was when it was opened. The
 * sizes they are compared with reach back as many trades again.
 */
export function handViews(history: DayHistory, count: number): HandTrade[] {
  const before = { lots: new Usual(), risks: new Usual() };
  const trades = allByHand(history).slice(-2 * count);
  const judge = judgeOf(history);
  let skipped = trades.length - count;
  return [...groupBy(trades, (trade) => trade.session_id).values()].flatMap((some) => {
    const views = sessionViews(some, before, judge, skipped);
    skipped -= some.length;
    return views;
  });
}

interface Before {
  lots: Usual;
  risks: Usual;
}

/**
 * The views of one session's trades by hand but the first `skipped`; what all of them add is
 * remembered in `before`.
 */
function sessionViews(
  trades: readonly Trade[],
  before: Before,
  judge: Judge,
  skipped = 0,
): HandTrade[] {
  const exits = skipped < trades.length ? closingsOf(trades) : [];
  return trades.flatMap((trade, index) => {
    if (index < skipped) {
      remember(trade, before);
      return [];
    }
    const entryMs = instant(trade.entry_time);
    const { median: baseLot, count } = before.lots.of(trade.symbol);
    const lotRatio = ratio(knownLot(trade), baseLot);
    const riskRatio = ratio(knownRisk(trade), before.risks.of().median);
    const view: HandTrade = {
      trade,
      entryMs,
      exitMs: instant(trade.exit_time),
      ...lastExit(exits, entryMs, trade, judge),
      lost: judge([trade]) < 0,
      baseLot,
      baseLotCount: count,
      lotRatio,
      riskRatio,
      sizeRatio: nearerToUsual(count < MIN_BASE ? null : lotRatio, riskRatio),
    };
    remember(trade, before);
    return view;
  });
}

/** What had closed last when the trade was opened. */
function lastExit(
  exits: readonly Closing[],
  entryMs: number | null,
  trade: Trade,
  judge: Judge,
): Pick<HandTrade, "prev" | "afterLoss" | "gapSeconds"> {
  const last = entryMs === null ? undefined : exitBefore(exits, entryMs, trade);
  if (entryMs === null || last === undefined) {
    return { prev: null, afterLoss: false, gapSeconds: null };
  }
  const afterLoss = judge(last.members) < 0;
  const prev = toldOf(last.members, afterLoss, (one) => one.profit_loss);
  return { prev, afterLoss, gapSeconds: (entryMs - last.at) / 1000 };
}

/** Whoever keeps one of the two steady trades a steady size: lots vary with the stop's distance. */
function nearerToUsual(lotRatio: number | null, riskRatio: number | null): number | null {
  if (lotRatio === null || riskRatio === null) return lotRatio ?? riskRatio;
  return Math.abs(Math.log(lotRatio)) <= Math.abs(Math.log(riskRatio)) ? lotRatio : riskRatio;
}

/** Both times of the trade are known. */
export function isTimed(view: HandTrade): boolean {
  return view.entryMs !== null && view.exitMs !== null;
}

function remember(trade: Trade, { lots, risks }: Before): void {
  lots.add(knownLot(trade), trade.symbol);
  risks.add(knownRisk(trade));
}

function ratio(value: number | null, base: number | null): number | null {
  if (value === null || base === null || base === 0) return null;
  // 0.15 is half as much again as 0.1, which doubles miss by their last digit.
  return Math.round((value / base) * 1e9) / 1e9;
}
