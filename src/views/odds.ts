import type { Period } from "../base/period.ts";
import { distributionOf, sideOf } from "../figures/distribution.ts";
import { composeOdds, shareOfPaths, type ToldOdds } from "../report/odds.ts";
import { renderHistogram } from "./bars.ts";
import { binLabels, unitWords } from "./chart-words.ts";
import { renderReport } from "./report.ts";
import type { Style } from "./style.ts";

/** The odds in words, and how the results of all paths spread. */
export function renderOdds(
  told: ToldOdds,
  about: { period: Period; filter: string; currency: string },
  style: Style,
): string {
  const text = renderReport(composeOdds(told, about), style);
  if (told.odds === null) return text;
  const { results } = told.odds;
  const bins = distributionOf(results.map((result) => 100 * result))?.bins ?? [];
  const labels = binLabels(bins, unitWords("percent", about.currency).axis);
  const rows = bins.map((bin, at) => ({
    label: labels[at] ?? "",
    n: bin.n,
    side: sideOf(bin),
    text: shareOfPaths(bin.n / results.length),
  }));
  return `${text}\n${style.heading("Sebaran hasil")}\n${renderHistogram(rows, style, 2)}\n`;
}
