import { exposure, summariseDurations } from "../stats/durations.ts";
import { finiteOrNull } from "../stats/finite.ts";
import type { Note, Series } from "./figure.ts";

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
export function holdFigures({ ledger, amounts }: Series, note: Note): HoldFigures {
  const wins: number[] = [];
  const losses: number[] = [];
  const spans: { start: number; end: number }[] = [];
  for (let row = 0; row < ledger.n; row++) {
    const start = ledger.entry[row] ?? Number.NaN;
    const end = ledger.exit[row] ?? Number.NaN;
    // A clock that was set wrong makes no time below zero.
    if (!(end >= start)) continue;
    spans.push({ start, end });
    const amount = amounts[row] ?? 0;
    if (amount > 0) wins.push(end - start);
    else if (amount < 0) losses.push(end - start);
  }
  const won = summariseDurations(wins)?.median ?? null;
  const lost = summariseDurations(losses)?.median ?? null;
  const none = ledger.n === 0 ? "no-trades" : "no-times";
  const one = spans.length === 0 ? none : wins.length === 0 ? "no-win" : "no-loss";
  const ratio = won === null || lost === null ? null : finiteOrNull(lost / won);
  return {
    hold_known: spans.length,
    hold_wins_seconds: note("hold_wins_seconds", won, spans.length === 0 ? none : "no-win"),
    hold_losses_seconds: note("hold_losses_seconds", lost, spans.length === 0 ? none : "no-loss"),
    hold_ratio: note("hold_ratio", ratio, won === 0 ? "no-times" : one),
    exposure: note("exposure", exposure(spans), none),
  };
}
