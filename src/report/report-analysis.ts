import { listed } from "../base/report-parts.ts";
import type { DayReview } from "../mentor/day-review.ts";
import type { Finding } from "../mentor/types.ts";
import { type Block, line, type ReportSettings } from "./report-document.ts";
import { numbered } from "./report-order.ts";
import { findingSentence } from "./words/events.ts";

/** Most findings of a kind in one report; the rest are in `--json`. Praise is short. */
const MOST = { bad: 5, good: 3 } as const;
/** Most findings that are neither good nor bad. */
const MOST_COUNTED = 2;

/** The day's findings: what was right, what to mend, what is proven, and what is only counted. */
export function analysis(review: DayReview, settings: ReportSettings): Block[] {
  if (review.judged === "none") return [line("Tidak ada yang perlu dianalisis hari ini.", "muted")];
  if (review.notes.distress) {
    return [line("Pembahasan transaksi bisa menunggu sampai keadaan lebih tenang.")];
  }
  const of = (kind: Finding["kind"]) => review.findings.filter((one) => one.kind === kind);
  const [good, all] = [of("good"), of("bad")];
  const bad = all.filter((one) => one.proof === undefined);
  if (review.judged === "bots") {
    const none = `Tidak ada transaksi oleh ${settings.voice}, jadi tidak ada pola yang dinilai.`;
    return findingBlocks(bad, "bad", settings, none, numbered(review));
  }
  return [
    { kind: "subheading", text: "Kekuatan" },
    ...findingBlocks(good, "good", settings, "Belum ada yang bisa dipastikan dari data hari ini."),
    { kind: "subheading", text: "Kejadian yang perlu diperbaiki" },
    ...findingBlocks(
      bad,
      "bad",
      settings,
      "Tidak ada yang menonjol dari data hari ini.",
      numbered(review),
    ),
    ...provenBlocks(review, settings),
    ...countedBlocks(review, settings),
    ...appealBlocks(review),
  ];
}

/** What is neither good nor bad, below the rest: it must not crowd what is to be mended. */
function countedBlocks(review: DayReview, settings: ReportSettings): Block[] {
  const order = numbered(review);
  const counted = order.filter((one) => one.kind === "info").slice(0, MOST_COUNTED);
  return counted.map((finding) => ({
    kind: "item",
    mark: "dot",
    text: `${findingSentence(finding, settings)} [${order.indexOf(finding) + 1}]`,
  }));
}

/** How often each detector was appealed: what is left out is said. */
function appealBlocks({ appealed }: DayReview): Block[] {
  const counts = Object.entries(appealed).map(([id, count]) => `${id} ${count}x`);
  return counts.length === 0 ? [] : [line(`Banding: ${listed(counts)}.`, "muted")];
}

/** Proven habits and patterns under their own labels, or that nothing is proven yet. */
function provenBlocks(review: DayReview, settings: ReportSettings): Block[] {
  const { n, last, next } = review.check;
  const proven = review.findings.filter((one) => one.proof !== undefined);
  if (proven.length === 0) {
    const text = `Belum ada kebiasaan yang terbukti (${n} transaksi; pemeriksaan berikutnya di transaksi ke-${next}).`;
    return [line(text, "muted")];
  }
  const labels = { kebiasaan: "Kebiasaan terbukti", pola: "Pola hasil", kejadian: "Kejadian" };
  const blocks: Block[] = [];
  for (const level of ["kebiasaan", "pola"] as const) {
    const some = proven.filter((one) => one.level === level);
    if (some.length === 0) continue;
    blocks.push({ kind: "subheading", text: labels[level] });
    blocks.push(...findingBlocks(some, "bad", settings, "", numbered(review)));
  }
  blocks.push(line(`Pemeriksaan di transaksi ke-${last}; berikutnya di ke-${next}.`, "muted"));
  return blocks;
}

function findingBlocks(
  findings: readonly Finding[],
  kind: "good" | "bad",
  settings: ReportSettings,
  none: string,
  order: readonly Finding[] = [],
): Block[] {
  if (findings.length === 0) return [line(none, "muted")];
  const blocks: Block[] = findings.slice(0, MOST[kind]).map((finding) => {
    const number = kind === "bad" ? order.indexOf(finding) + 1 : 0;
    const text = findingSentence(finding, settings) + (number > 0 ? ` [${number}]` : "");
    return { kind: "item", mark: kind, text };
  });
  const rest = findings.length - blocks.length;
  if (rest > 0) blocks.push(line(`dan ${rest} lagi; lihat jurnal report --json`, "muted"));
  return blocks;
}
