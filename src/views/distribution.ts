import { currencyOf } from "../base/money.ts";
import { type Period, periodLabel } from "../base/period.ts";
import type { Bin, Distribution } from "../figures/distribution.ts";
import type { Profile } from "../model.ts";
import * as say from "./chart-words.ts";
import { type HistogramBin, renderHistogram } from "./histogram.ts";
import type { Style } from "./style.ts";

export const MOST_BINS = 20;

export interface DistributionView {
  by: "r" | "money";
  trades: number;
  /** How much of R is known; null: nobody looked. */
  coverage: { known: number; imputed: number } | null;
  /** Null: no trades, or none with R. */
  distribution: Distribution | null;
}

/** The histogram of R or money with its median and mean marked. */
export function renderDistribution(
  { by, trades, coverage, distribution }: DistributionView,
  period: Period,
  profile: Profile,
  style: Style,
): string {
  const currency = currencyOf(profile.currency);
  const label = periodLabel(period);
  if (trades === 0) return say.NO_TRADES(label);
  const wrapped = (text: string) => style.wrap(text, style.textColumns);
  if (distribution === null) return wrapped(say.NO_MULTIPLES);
  const { bins, mean, median } = distribution;
  const labels = say.binLabels(bins, by, currency);
  const rows = bins.map((bin, index): HistogramBin => {
    const marks = [
      ...(holds(bin, median) ? [say.MARKS.median] : []),
      ...(holds(bin, mean) ? [say.MARKS.mean] : []),
    ];
    const note = marks.length === 0 ? {} : { note: marks.join(", ") };
    return { label: labels[index] ?? "", n: bin.n, side: sideOf(bin), ...note };
  });
  const below = [
    say.distributionText(distribution, by, currency),
    ...(coverage === null ? [] : [say.coverageText(by, { n: trades, ...coverage })]),
    ...(bins.some(({ from }) => from === 0) ? [say.BIN_NOTE] : []),
  ];
  return [
    style.heading(say.distributionHeading(by, label)),
    "",
    renderHistogram(rows, style),
    "",
    ...below.map(wrapped),
  ].join("\n");
}

function holds({ from, to }: Bin, value: number): boolean {
  return value >= (from ?? Number.NEGATIVE_INFINITY) && value < (to ?? Number.POSITIVE_INFINITY);
}

function sideOf({ from, to }: Bin): HistogramBin["side"] {
  if (to !== null && to <= 0) return "loss";
  return from !== null && from >= 0 ? "gain" : "both";
}
