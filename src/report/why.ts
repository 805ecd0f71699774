import { formatDay } from "../base/dates.ts";
import { inStyleOf } from "../base/number.ts";
import { yours } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import type { DayReview } from "../mentor/day-review.ts";
import { isByHand } from "../mentor/trade.ts";
import type { DayHistory } from "../mentor/types.ts";
import type { Block, ReportSettings } from "./document.ts";
import type { Judgement } from "./judgements.ts";
import { adviceOf, followUpSentence } from "./promises.ts";
import { riskBlocks } from "./risk.ts";
import { ruleSentence } from "./rules.ts";
import { ruleWords } from "./words/rules.ts";
import { explain, explanationOf } from "./words/why.ts";

/** What stands behind a numbered sentence of a day's report: its data for scripts, and its lines. */
export function explainJudgement(
  judgement: Judgement,
  review: DayReview,
  settings: ReportSettings,
): { data: object; lines: string[] } {
  return inStyleOf(settings.currency, () => {
    const lines = linesOf(judgement, review, settings);
    const { kind, of } = judgement;
    const rule = kind === "finding" ? explanationOf(of) : null;
    return { data: { ...of, ...rule, text: lines }, lines };
  });
}

function linesOf(judgement: Judgement, review: DayReview, settings: ReportSettings): string[] {
  switch (judgement.kind) {
    case "finding":
      return explain(judgement.of, settings);
    case "rule": {
      const { of } = judgement;
      const since = formatDay(of.valid_from, review.date);
      const mine = yours("aturan", settings.voice);
      return [
        ruleSentence(of, settings),
        `Ini ${mine} sendiri, berlaku sejak ${since}: ${ruleWords(of, settings.currency)}.`,
        `Dilihat: ${counted(of.n, review)}, ${of.chances} di antaranya bisa melanggarnya` +
          `${of.unknown === 0 ? "" : `, ${of.unknown} tidak bisa diperiksa`}.`,
        "Diubah atau dilepas: jurnal rule list",
      ];
    }
    case "promise": {
      const { of } = judgement;
      const { kept } = adviceOf(of, settings);
      return [
        followUpSentence(of, settings),
        `Janjinya, dibuat ${formatDay(of.made_on, review.date)}: “${cleanLine(of.text).trim()}”`,
        ...(kept === null ? [] : [`Ditepati bila ${kept}.`]),
        "Selesai setelah cukup sering ditepati; dilepas: jurnal promise drop",
      ];
    }
    case "score": {
      const { n } = judgement.of;
      const asked = n > 0 ? [`Dinilai dari ${counted(n, review)}.`] : [];
      return [...riskBlocks(review).flatMap(textOf), ...asked];
    }
  }
}

/** Decisions, by the name that they have where each is one trade. */
function counted(n: number, { totals, judged }: DayReview): string {
  const booked = judged === "bots" ? totals.n : totals.by_hand.n;
  return `${n} ${n === booked ? "transaksi" : "keputusan"}`;
}

function textOf(block: Block): string[] {
  return block.kind === "line" || block.kind === "item"
    ? [block.text.replace(/ \[\d+\]$/, "")]
    : [];
}

/**
 * What an appeal against the judgement is kept under, and the trades that are taken out of it: those
 * that it names, else all of the day's that it was made from.
 */
export function appealed(
  judgement: Judgement,
  { trades }: Pick<DayHistory, "trades">,
): { id: string; trades: readonly number[] } {
  const { id, named } = namedBy(judgement);
  const own = trades.filter((trade) => isByHand(trade)).map((trade) => trade.id);
  return { id, trades: named.length > 0 ? named : own };
}

function namedBy({ kind, of }: Judgement): { id: string; named: readonly number[] } {
  switch (kind) {
    case "finding":
      return { id: of.id, named: of.trades };
    case "rule":
      return { id: `aturan:${of.kind}`, named: of.trades };
    case "promise":
      return { id: `janji:${of.id}`, named: of.trades };
    case "score":
      return { id: "skor", named: [...new Set(of.items.flatMap((item) => item.trades))] };
  }
}
