import type { DayReview, RiskItem, RiskScore } from "../mentor/day-review.ts";
import type { NotEnoughData } from "../mentor/types.ts";
import { formatNumber } from "./numbers.ts";
import { type Block, line, type Tone } from "./report-document.ts";
import { idList, listed } from "./report-parts.ts";

const COSTLIEST = 2;

const ITEM_NAMES: Readonly<Record<RiskItem["id"], string>> = {
  stop: "Stop loss tidak dipasang",
  risiko: "Risiko di atas batas",
  ukuran: "Lot di atas ukuran biasa",
  data: "Tanpa data",
};

/** Reasons worth a line in the daily report; the others are normal for a young journal. */
const REASONS: Readonly<Record<string, string>> = {
  jam: "jam entry dan exit",
  harga: "harga (entry, exit, stop)",
  saldo: "saldo awal",
};

/** The score with its band, the two items that cost most, and how much was known. */
export function riskBlocks(review: DayReview): Block[] {
  const { risk } = review;
  if (review.notes.distress) return [line("Skornya tersimpan; tidak perlu dilihat hari ini.")];
  if (risk.judged === "none") {
    return [line("Skor 5/10, angka tengah: tidak ada transaksi yang dinilai.", "muted")];
  }
  if (!risk.known) {
    const missing = "stop loss, risiko, dan ukuran lot belum diketahui";
    return [
      line(`Skor 5/10, angka tengah: ${missing} (${risk.n} transaksi).`, "muted"),
      ...uncheckedBlocks(review),
    ];
  }
  const whose = risk.judged === "bots" ? " (dinilai dari transaksi bot)" : "";
  const blocks = [line(`Skor ${risk.score}/10, ${risk.band}${whose}.`, scoreTone(risk))];
  const costly = risk.items.filter((item) => item.lost >= 0.05).slice(0, COSTLIEST);
  for (const item of costly) blocks.push(costBlock(item));
  blocks.push(line(coverageText(risk), "muted"), ...uncheckedBlocks(review));
  return blocks;
}

function scoreTone({ score }: RiskScore): Tone {
  if (score >= 8) return "good";
  return score >= 6 ? "plain" : "bad";
}

function costBlock({ id, lost, trades }: RiskItem): Block {
  const points = formatNumber(lost, 1, { trim: true });
  return {
    kind: "item",
    mark: "bad",
    text: `${ITEM_NAMES[id]}: -${points} poin (${idList(trades)})`,
  };
}

function coverageText({ coverage, items, n }: RiskScore): string {
  const known = (id: RiskItem["id"]) => items.find((item) => item.id === id)?.known ?? 0;
  if (coverage.known === coverage.of) {
    return `Stop loss, risiko, dan ukuran lot diketahui di semua transaksi (n = ${n}).`;
  }
  return (
    `Yang diketahui dari ${n} transaksi: stop loss ${known("stop")}, risiko ${known("risiko")}, ` +
    `ukuran lot dibanding hari-hari sebelumnya ${known("ukuran")}.`
  );
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
