import { formatNumber } from "../../base/number.ts";
import { amount, idList, worstList } from "../../base/phrases.ts";
import { isPraise } from "../../mentor/findings.ts";
import { errorFamily, GONE, restsOn } from "../../mentor/ids.ts";
import { MIN_TRADES, RULE_B, SECOND_TEST01, WEIGHTS, WINDOW } from "../../mentor/thresholds.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { findingSentence } from "./events.ts";
import { counted, type Explanation, type WrittenLater } from "./explained.ts";
import { FACT_WORDS } from "./facts.ts";
import { HABIT_WORDS } from "./habits.ts";
import { praiseWords } from "./praise.ts";

/** What stands behind a finding, praise and good facts of the day included. */
export function explanationOf(finding: Finding): Explanation {
  const { rule, source } = writtenOf(finding);
  return { rule: rule(), source };
}

function writtenOf(finding: Finding): WrittenLater {
  if (finding.proof !== undefined) return HABIT_WORDS[finding.id].why;
  if (isPraise(finding)) return praiseWords(finding.id).why;
  const { id } = finding;
  return id === GONE ? GONE_RULE : FACT_WORDS[id].why;
}

const GONE_RULE = counted(
  "Pernah terbukti, dan tidak terlihat pada dua pemeriksaan berturut-turut",
);

/** The explanation of a sentence, a line each: what, rule, evidence, trades, how it goes away. */
export function explain(finding: Finding, settings: ReportSettings): string[] {
  const { proof, trades } = finding;
  const { rule, source } = explanationOf(finding);
  const lines = [findingSentence(finding, settings), `Aturannya: ${rule}. Sumber: ${source}.`];
  if (finding.kind === "good") {
    return trades.length === 0 ? lines : [...lines, `Transaksi: ${idList(trades)}.`];
  }
  if (proof === undefined) {
    return [
      ...lines,
      `Transaksi: ${idList(trades)} dari ${finding.n}.`,
      "Hilang dengan sendirinya pada hari tanpa kejadian ini.",
    ];
  }
  const begins = MIN_TRADES[finding.level === "pola" ? "outcomes" : "habits"];
  const limits = RULE_B[errorFamily(finding.id)];
  const once =
    limits.first > limits.strong
      ? `${amount(limits.first)} sampai transaksi ke-${WINDOW} lalu ${amount(limits.strong)}`
      : amount(limits.strong);
  // Of a finding that spends another share of its family's error than the others do.
  const weight = WEIGHTS[finding.id];
  const share = weight === undefined ? "" : `, bobot ${amount(weight)}`;
  return [
    ...lines,
    `Bukti: p ${small(proof.p)}, FDR keluarga ${small(proof.q)} ` +
      `(yang terlemah dari uji per transaksi dan ${amount(SECOND_TEST01[restsOn(finding.id)])} kali uji per hari; mulai ` +
      `transaksi ke-${begins}; batas sekali lihat ${once}${share}, dua pemeriksaan ` +
      `berturut-turut ${amount(limits.weak)}); terbukti sejak transaksi ` +
      `ke-${proof.since}, pemeriksaan terakhir ke-${proof.m}.`,
    `Transaksi: ${worstList(trades, proof.affected)} (jendela ${WINDOW} transaksi terakhir).`,
    "Hilang bila tidak terlihat lagi pada dua pemeriksaan berturut-turut.",
  ];
}

function small(p: number): string {
  return p < 0.0001 ? `< ${formatNumber(0.0001, 4)}` : formatNumber(p, 4, { trim: true });
}
