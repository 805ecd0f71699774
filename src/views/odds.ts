import { formatNumber, formatPercent } from "../base/number.ts";
import type { Period } from "../base/period.ts";
import { distributionOf } from "../figures/distribution.ts";
import { composeOdds, type ToldOdds } from "../report/odds.ts";
import { renderBars } from "./bars.ts";
import { renderReport } from "./report.ts";
import type { Style } from "./style.ts";

/** The odds in words, and how the results of all paths spread. */
export function renderOdds(
  told: ToldOdds,
  about: { period: Period; filter: string },
  style: Style,
): string {
  const text = renderReport(composeOdds(told, about), style);
  if (told.odds === null) return text;
  return `${text}\n${style.heading("Sebaran hasil")}\n${resultBars(told.odds.results, style)}\n`;
}

function resultBars(results: Float64Array, style: Style): string {
  const spread = distributionOf(results.map((result) => 100 * result));
  const edge = (value: number) => `${formatNumber(value, 2, { trim: true, sign: true })}%`;
  const bars = (spread?.bins ?? []).map(({ from, to, n }) => ({
    label:
      from === null
        ? `di bawah ${edge(to ?? 0)}`
        : to === null
          ? `dari ${edge(from)}`
          : `${edge(from)} sampai ${edge(to)}`,
    value: n,
    text: n < 0.005 * results.length ? "< 1%" : formatPercent(n / results.length),
    tone: (to ?? 1) <= 0 ? ("bad" as const) : ("good" as const),
  }));
  return renderBars(bars, style, 2);
}
