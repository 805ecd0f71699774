import { formatShortDate } from "../base/dates.ts";
import type { Currency } from "../base/money.ts";
import { formatNumber } from "../base/numbers.ts";
import { type Period, periodLabel } from "../base/period.ts";
import type { Summary } from "../figures/summary.ts";
import type { Block, Section } from "./report-document.ts";
import { consistencyRows } from "./stats-consistency.ts";
import { costRows, notes, timeRows } from "./stats-costs.ts";
import { resultRows } from "./stats-results.ts";
import { riskRows } from "./stats-risks.ts";
import { type Row, wordsFor } from "./stats-words.ts";

/** What figures are about. */
export interface Scope {
  period: Period;
  /** The filter in words; empty: all trades. */
  filter: string;
  currency: Currency;
}

/** Figures in words, ready for the view of reports. */
export interface StatsDocument {
  title: string;
  date: string;
  lead: string;
  sections: Omit<Section, "id">[];
}

/** The figures of a range in their sections. */
export function composeStats(summary: Summary, scope: Scope): StatsDocument {
  const words = wordsFor(scope.currency, summary.missing);
  const sections = [
    { heading: "Hasil", rows: resultRows(summary, words) },
    { heading: "Risiko & drawdown", rows: riskRows(summary, words) },
    { heading: "Konsistensi", rows: consistencyRows(summary, words) },
    { heading: "Waktu", rows: timeRows(summary, words) },
    { heading: "Biaya", rows: costRows(summary, words) },
  ];
  const width = Math.max(...sections.flatMap(({ rows }) => rows.map(({ label }) => label.length)));
  return {
    ...headOf("Statistik", summary.n, scope),
    sections: [
      ...sections.map(({ heading, rows }) => ({ heading, blocks: [pairs(rows, width)] })),
      { heading: "Cara membaca", blocks: notes(summary, scope) },
    ],
  };
}

/** Title and range of figures, with the filter that was used. */
export function headOf(title: string, n: number, { period, filter }: Scope) {
  const days =
    period.from === period.to
      ? formatShortDate(period.from)
      : `${formatShortDate(period.from)} – ${formatShortDate(period.to)}`;
  const only = filter === "" ? "" : `; hanya ${filter}`;
  const date = periodLabel(period);
  const lead = `${formatNumber(n, 0)} transaksi${date === days ? "" : `, ${days}`}${only}`;
  return { title, date, lead };
}

function pairs(rows: readonly Row[], width: number): Block {
  return {
    kind: "pairs",
    rows: rows.map(({ label, text, tone = "plain" }) => ({
      ...{ label: label.padEnd(width), text, tone },
    })),
  };
}
