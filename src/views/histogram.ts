import { formatNumber } from "../base/numbers.ts";
import { type Bar, renderBars } from "./bars.ts";
import type { Style } from "./style.ts";

export interface HistogramBin {
  /** Its range in words: "-1R sampai 0". */
  label: string;
  n: number;
  /** Where its values lie; colours only. */
  side: "loss" | "gain" | "both";
  /** What else is true of the bin: "median". */
  note?: string;
}

/**
 * Bins one below the other, the lowest first, each with its range, its count and a bar on one common
 * scale; notes stand behind the count. With --plain "range: count" lines.
 */
export function renderHistogram(bins: readonly HistogramBin[], style: Style, indent = 0): string {
  const bars = bins.map(({ label, n, side, note }): Bar => {
    const written = formatNumber(n, 0);
    const count = note === undefined ? written : `${written} ${note}`;
    const tone = side === "loss" ? "bad" : side === "gain" ? "good" : "plain";
    return { label, value: n, text: style.draws ? written : count, note, tone };
  });
  return renderBars(bars, style, indent);
}
