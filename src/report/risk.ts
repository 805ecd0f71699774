import { dictionary } from "../base/dictionary.ts";
import { formatNumber } from "../base/number.ts";
import { idList, listed, percent } from "../base/phrases.ts";
import type { DayReview, RiskCeiling, RiskItem, RiskScore } from "../mentor/day-review.ts";
import { bandOf } from "../mentor/risk.ts";
import type { NotEnoughData } from "../mentor/types.ts";
import { type Block, line, type Tone } from "./document.ts";
import { withNumber } from "./judgements.ts";

const COSTLIEST = 2;
/** Days from which the discipline line is drawn. */
export const MIN_DISCIPLINE = 5;
/** Points of the ten below which a score has no name (the four boxes need as many). */
const THIN_COVERAGE = 5;

/** What costs points of the score. */
export const ITEM_NAMES: Readonly<Record<RiskItem["id"], string>> = {
  sl: "Stop loss tidak dipasang",
  risiko: "Risiko di atas batas atau tanpa stop",
  ukuran: "Lot di atas ukuran biasa",
  rugi_rencana: "Rugi melewati rencana",
  target: "Target belum ada atau lebih dekat dari stop",
  eksposur: "Posisi rugi ditambah atau risiko terbuka terlalu besar",
};

/** Reasons worth a line in the daily report; the others are normal for a young journal. */
const REASONS: Readonly<Record<string, string>> = dictionary({
  jam: "jam entry dan exit",
  harga: "harga (entry, exit, stop)",
  saldo: "saldo awal",
});

/** The score with its band, the two items that cost most, and how much was known. */
export function riskBlocks(review: DayReview): Block[] {
  const { risk } = review;
  const told = (text: string) => withNumber(text, review, risk);
  if (review.notes.distress) return [line("Skornya tersimpan; tidak perlu dilihat hari ini.")];
  if (risk.judged === "none") {
    return [line("Skor 5/10, angka tengah: tidak ada transaksi yang dinilai.", "muted")];
  }
  if (!risk.known) {
    const missing = "stop loss, risiko, lot dibanding biasanya, dan jam belum diketahui";
    return [
      line(told(`Skor 5/10, angka tengah: ${missing} (${risk.n} transaksi).`), "muted"),
      ...uncheckedBlocks(review),
    ];
  }
  const whose = risk.judged === "bots" ? " (dinilai dari transaksi bot)" : "";
  // The rules are judged in a section of their own.
  const isApart = besideRule(risk.score, hasBroken(review)) !== "";
  const apart = isApart ? "; aturan sendiri yang terlewat dinilai terpisah" : "";
  const isThin = risk.coverage.known < THIN_COVERAGE;
  // A name for a process of which next to nothing is known would be a claim.
  const blocks = isThin
    ? [line(told(`Skor sementara ${risk.score}/10${whose}; baru sedikit yang diketahui.`), "muted")]
    : [
        line(
          told(`Skor ${risk.score}/10, ${risk.band}${whose}${apart}.`),
          toneBesideRule(risk.score, hasBroken(review)),
        ),
      ];
  const costly = risk.items.filter((item) => item.lost >= 0.05).slice(0, COSTLIEST);
  for (const item of costly) blocks.push(costBlock(item));
  for (const ceiling of risk.ceilings) {
    if (ceiling.max < risk.raw + 0.5) blocks.push(ceilingBlock(ceiling));
  }
  blocks.push(line(coverageText(risk), "muted"), ...disciplineBlocks(review));
  blocks.push(...uncheckedBlocks(review));
  return blocks;
}

/**
 * ", aturan terlewat" after a score that by itself would be a right process: it knows no rule of
 * one's own, and never stands alone beside a broken one.
 */
export function besideRule(score: number, isBroken: boolean): string {
  return isBroken && scoreTone(score) === "good" ? ", aturan terlewat" : "";
}

/** The tone of a score, which is not good beside a broken rule of one's own. */
export function toneBesideRule(score: number, isBroken: boolean): Tone {
  const tone = scoreTone(score);
  return tone === "good" && isBroken ? "plain" : tone;
}

/** Whether the day broke a rule of the trader's own. */
export function hasBroken({ rules }: Pick<DayReview, "rules">): boolean {
  return rules.some(({ outcome }) => outcome === "broken");
}

/** The tone of a score, or of a mean of scores, by its band. */
export function scoreTone(score: number): Tone {
  const tones = { "sangat baik": "good", baik: "plain", "perlu perbaikan": "bad" } as const;
  return tones[bandOf(score)];
}

function costBlock({ id, lost, trades }: RiskItem): Block {
  const points = formatNumber(lost, 1, { trim: true });
  return {
    kind: "item",
    mark: "bad",
    text: `${ITEM_NAMES[id]}: -${points} poin (${idList(trades)})`,
  };
}

/** Why the score cannot be higher, whatever the other trades were like. */
function ceilingBlock({ id, max, value, trades }: RiskCeiling): Block {
  const why = {
    risiko: () => `ada risiko ${percent(value)} (${idList(trades)})`,
    tanpa_sl: () => `${value} transaksi tanpa stop loss (${idList(trades)})`,
    rugi_sesi: () => `rugi hari itu ${percent(-value)} dari saldo (${idList(trades)})`,
  };
  return { kind: "item", mark: "dot", text: `Paling tinggi ${max}: ${why[id]()}` };
}

function coverageText({ coverage, n }: RiskScore): string {
  const known = formatNumber(coverage.known, 1, { trim: true });
  return `Data yang diketahui: ${known} dari 10 poin penilaian (n = ${n}).`;
}

/** The discipline line, once there are a few days to draw it through. */
function disciplineBlocks({ discipline, risk }: DayReview): Block[] {
  const { value, sessions, trend } = discipline;
  if (value === null || sessions < MIN_DISCIPLINE || risk.judged !== "hand") return [];
  const moving = trend === "belum terlihat" ? "tren belum terlihat" : `tren ${trend}`;
  const shown = formatNumber(value, 0);
  return [line(`Garis disiplin ${shown}/100 dari ${sessions} hari, ${moving}.`, "muted")];
}

function uncheckedBlocks({ not_enough }: DayReview): Block[] {
  const reasons = Object.keys(REASONS).flatMap((reason) => {
    const checks = not_enough.filter((one: NotEnoughData) => one.reason === reason);
    return checks.length === 0 ? [] : [{ name: REASONS[reason] ?? "", checks: checks.length }];
  });
  if (reasons.length === 0) return [];
  const sum = reasons.reduce((total, { checks }) => total + checks, 0);
  const names = listed(reasons.map(({ name }) => name));
  return [line(`${sum} pemeriksaan belum bisa jalan; yang kurang: ${names}.`, "muted")];
}
