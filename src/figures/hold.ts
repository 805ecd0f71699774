import { exposureInOrder } from "../stats/durations.ts";
import { finiteOrNull } from "../stats/finite.ts";
import { quantileOfSorted } from "../stats/moments.ts";
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
  const rows = inOrderOfEntry(ledger);
  const starts = new Float64Array(rows.length);
  const ends = new Float64Array(rows.length);
  const held = { wins: new Float64Array(rows.length), losses: new Float64Array(rows.length) };
  let [wins, losses] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const start = ledger.entry[row] ?? Number.NaN;
    const end = ledger.exit[row] ?? Number.NaN;
    const amount = amounts[row] ?? 0;
    starts[i] = start;
    ends[i] = end;
    if (amount > 0) held.wins[wins++] = end - start;
    else if (amount < 0) held.losses[losses++] = end - start;
  }
  const won = median(held.wins.subarray(0, wins));
  const lost = median(held.losses.subarray(0, losses));
  const none = ledger.n === 0 ? "no-trades" : "no-times";
  const isNone = rows.length === 0;
  const ratio = won === null || lost === null ? null : finiteOrNull(lost / won);
  const noRatio = isNone || won === 0 ? none : wins === 0 ? "no-win" : "no-loss";
  return {
    hold_known: rows.length,
    hold_wins_seconds: note("hold_wins_seconds", won, isNone ? none : "no-win"),
    hold_losses_seconds: note("hold_losses_seconds", lost, isNone ? none : "no-loss"),
    hold_ratio: note("hold_ratio", ratio, noRatio),
    exposure: note("exposure", exposureInOrder(starts, ends), none),
  };
}

/** Rows whose times are known, in order of entry. A clock that was set wrong tells no time. */
function inOrderOfEntry({ n, entry, exit }: Series["ledger"]): Int32Array {
  const rows = new Int32Array(n);
  let count = 0;
  let isSorted = true;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < n; row++) {
    const start = entry[row] ?? Number.NaN;
    if (!((exit[row] ?? Number.NaN) >= start)) continue;
    if (start < last) isSorted = false;
    last = start;
    rows[count++] = row;
  }
  const known = rows.subarray(0, count);
  return isSorted ? known : known.sort((a, b) => (entry[a] ?? 0) - (entry[b] ?? 0));
}

/** Sorts the values in place; null for none. */
function median(values: Float64Array): number | null {
  return finiteOrNull(quantileOfSorted(values.sort(), 0.5));
}
