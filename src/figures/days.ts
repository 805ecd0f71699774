import { exposureInOrder } from "../stats/curve.ts";
import { finiteOrNull, quantileInPlace, REPORTABLE } from "../stats/moments.ts";
import {
  annualised,
  bestShareOfGains,
  bestShareOfNet,
  halfKelly,
  kellyFraction,
  largest,
  probabilisticSharpe,
  sharpe,
  sharpeStandardError,
  sortino,
} from "../stats/returns.ts";
import type { NoteMissing, Reason, SummaryInput } from "./figure.ts";

/** Figures of whole days. */
export interface DayFigures {
  /** Days with a trade, and of these how many ended above and below zero. */
  days: number;
  winning_days: number;
  losing_days: number;
  first_date: string | null;
  last_date: string | null;
  /** Mean / standard deviation of the daily returns on the balance; from 10 days. */
  sharpe_daily: number | null;
  /** Its standard error, to be shown with it below 30 days. */
  sharpe_daily_error: number | null;
  /** x sqrt 252; from 30 days. */
  sharpe_annual: number | null;
  sortino_daily: number | null;
  sortino_annual: number | null;
  best_day: { date: string; net: number } | null;
  worst_day: { date: string; net: number } | null;
  /** Best day / net of all days. */
  best_day_share_of_net: number | null;
  /** Best day / sum of the winning days. */
  best_day_share_of_gains: number | null;
  /** Half of Kelly's fraction; only where the edge itself is likely (PSR of the days >= 0.95). */
  half_kelly: number | null;
}

/** Days by their session date. */
export function dayFigures({ amounts, days }: SummaryInput, note: NoteMissing): DayFigures {
  const nets = days.map((day) => day.net);
  const isKnown = days.every((day) => day.return !== null);
  const returns = isKnown ? days.map((day) => day.return ?? 0) : [];
  const isLong = days.length >= REPORTABLE.dailySharpeMinimumDays;
  const ratio = isLong ? sharpe(returns) : null;
  const downside = isLong && returns.length > 0 ? sortino(returns) : null;
  const few: Reason | null = !isLong ? "too-few-days" : isKnown ? null : "no-balance";
  const [first] = days;
  const ofMost = (sign: 1 | -1) => {
    const most = sign * (largest(nets.map((net) => sign * net)) ?? 0);
    const day = days.find(({ net }) => net === most);
    return day === undefined ? null : { date: day.date, net: day.net };
  };
  const likely = probabilisticSharpe(returns);
  const half = likely === null ? null : halfKelly(kellyFraction(amounts), likely);
  return {
    days: days.length,
    winning_days: nets.filter((net) => net > 0).length,
    losing_days: nets.filter((net) => net < 0).length,
    first_date: note("first_date", first?.date ?? null, "no-trades"),
    last_date: note("last_date", days.at(-1)?.date ?? null, "no-trades"),
    sharpe_daily: note("sharpe_daily", ratio, few ?? "no-spread"),
    sharpe_daily_error: note(
      "sharpe_daily_error",
      ratio === null ? null : sharpeStandardError(ratio, days.length),
      few ?? "no-spread",
    ),
    sharpe_annual: note("sharpe_annual", annualised(ratio), few ?? "no-spread"),
    sortino_daily: note("sortino_daily", downside, few ?? "no-losing-day"),
    sortino_annual: note("sortino_annual", annualised(downside), few ?? "no-losing-day"),
    best_day: note("best_day", ofMost(1), "no-trades"),
    worst_day: note("worst_day", ofMost(-1), "no-trades"),
    best_day_share_of_net: note("best_day_share_of_net", bestShareOfNet(nets), "net-not-positive"),
    best_day_share_of_gains: note(
      "best_day_share_of_gains",
      bestShareOfGains(nets),
      "no-winning-day",
    ),
    half_kelly: note("half_kelly", half, "edge-not-shown"),
  };
}

/** How long positions were held. */
export interface HoldFigures {
  /** Trades whose entry and exit are both known. */
  hold_known: number;
  /** Medians, in seconds. */
  hold_wins_seconds: number | null;
  hold_losses_seconds: number | null;
  /** Median of the losers / median of the winners. */
  hold_ratio: number | null;
  /** Share of the time from first entry to last exit in which a position was open. */
  exposure: number | null;
}

/** Holding times of winners and losers, and how much of the time was in the market. */
export function holdFigures({ ledger, decided }: SummaryInput, note: NoteMissing): HoldFigures {
  const rows = inOrderOfEntry(ledger);
  const known = rows?.length ?? ledger.n;
  // Winners from the front, losers from the back.
  const held = new Float64Array(known);
  let wins = 0;
  let losses = 0;
  for (let i = 0; i < known; i++) {
    const row = rows?.[i] ?? i;
    const start = ledger.entry[row] ?? Number.NaN;
    const end = ledger.exit[row] ?? Number.NaN;
    const amount = decided[row] ?? 0;
    if (amount > 0) held[wins++] = end - start;
    else if (amount < 0) held[known - ++losses] = end - start;
  }
  const won = medianInPlace(held.subarray(0, wins));
  const lost = medianInPlace(held.subarray(known - losses));
  const none = ledger.n === 0 ? "no-trades" : "no-times";
  const isNone = known === 0;
  const ratio = won === null || lost === null ? null : finiteOrNull(lost / won);
  const noRatio = isNone || won === 0 ? none : wins === 0 ? "no-win" : "no-loss";
  return {
    hold_known: known,
    hold_wins_seconds: note("hold_wins_seconds", won, isNone ? none : "no-win"),
    hold_losses_seconds: note("hold_losses_seconds", lost, isNone ? none : "no-loss"),
    hold_ratio: note("hold_ratio", ratio, noRatio),
    exposure: note("exposure", exposureInOrder(ledger.entry, ledger.exit, rows), none),
  };
}

/**
 * Rows whose times are known, in order of entry; null: they are all, as they stand. A clock that was
 * set wrong tells no time.
 */
function inOrderOfEntry({ n, entry, exit }: SummaryInput["ledger"]): Int32Array | null {
  let known = 0;
  let isSorted = true;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < n; row++) {
    const start = entry[row] ?? Number.NaN;
    if (!((exit[row] ?? Number.NaN) >= start)) continue;
    if (start < last) isSorted = false;
    last = start;
    known++;
  }
  if (isSorted && known === n) return null;
  const rows = new Int32Array(known);
  for (let row = 0, at = 0; at < known; row++) {
    if ((exit[row] ?? Number.NaN) >= (entry[row] ?? Number.NaN)) rows[at++] = row;
  }
  return isSorted ? rows : rows.sort((a, b) => (entry[a] ?? 0) - (entry[b] ?? 0));
}

/** Leaves the values in another order; null for none. */
function medianInPlace(values: Float64Array): number | null {
  return finiteOrNull(quantileInPlace(values, 0.5));
}
