import { formatTime } from "../base/dates.ts";
import { idList, signed, times, unsigned, yours } from "../base/phrases.ts";
import type { DayReview, RuleCheck } from "../mentor/day-review.ts";
import type { RuleKind, RuleTerms } from "../model.ts";
import { ruleWords } from "../trade/rules.ts";
import type { Block, ReportSettings, Section } from "./document.ts";
import { withNumber } from "./judgements.ts";

/** The trader's own rules on a day with trades by hand; nothing on other days or in distress. */
export function ruleSections(review: DayReview, settings: ReportSettings): Section[] {
  if (review.rules.length === 0 || review.judged !== "hand" || review.notes.distress) return [];
  const blocks = review.rules.map((check): Block => {
    return {
      kind: "item",
      mark: MARKS[check.outcome],
      text: withNumber(ruleSentence(check, settings), review, check),
    };
  });
  return [{ id: "aturan", heading: yours("Aturan", settings.voice), blocks }];
}

const MARKS = { kept: "good", broken: "bad", untested: "dot" } as const;

/** What became of a rule: with its trades, how many there were, and what it came to. */
export function ruleSentence(check: RuleCheck, settings: ReportSettings): string {
  const terms = { kind: check.kind, params: check.params } as RuleTerms;
  const isShare = terms.kind === "max-daily-loss" && terms.params.percent !== null;
  const { limit } = check.values;
  const amount = isShare && limit !== undefined ? ` (${unsigned(limit, settings.currency)})` : "";
  const told = [
    `${OUTCOME_WORDS[check.outcome]}${howOften(check)}: ${ruleWords(terms, settings.currency)}${amount}.`,
    detail(check, settings),
    costOf(check, settings),
    check.outcome === "untested" ? "" : notJudged(check),
  ];
  return told.filter((part) => part !== "").join(" ");
}

const OUTCOME_WORDS = { kept: "DITEPATI", broken: "DILANGGAR", untested: "TIDAK TERUJI" } as const;

function howOften({ kind, outcome, trades, chances, values }: RuleCheck): string {
  if (outcome === "untested") return "";
  if (kind === "max-trades") return ` (${values.count} transaksi)`;
  const by = trades.length === 0 ? "" : ` oleh ${idList(trades)}`;
  if (kind === "max-daily-loss") return by;
  const what = kind === "pause-after-loss" ? "entry setelah rugi" : "transaksi";
  const kept = `${chances - trades.length} dari ${chances} ${what}`;
  return outcome === "kept" ? ` (${kept})` : `${by} (ditepati ${kept})`;
}

function detail(check: RuleCheck, settings: ReportSettings): string {
  const { kind, outcome, trades, values, n } = check;
  if (outcome === "untested") return `${reason(check, settings)}.`;
  if (kind === "max-trades" && outcome === "broken") {
    const count = Number(values.over);
    return trades.length === 0
      ? `${count} di antaranya melewati batas.`
      : `Yang melewati batas: ${idList(trades)}.`;
  }
  if (kind !== "max-daily-loss") return "";
  const at = formatTime(Date.parse(String(values.reached_time)), settings.zone);
  return outcome === "kept"
    ? `Tercapai pukul ${at}, lalu tidak ada posisi baru (0 dari ${n} transaksi).`
    : `Tercapai pukul ${at}; ${trades.length} dari ${n} transaksi dibuka sesudahnya.`;
}

/** Why a rule could not be tested. */
function reason(check: RuleCheck, { currency }: ReportSettings): string {
  const { kind, unknown, values, n } = check;
  if (kind === "max-daily-loss" && values.limit === undefined) return "Saldonya belum diketahui";
  if (unknown > 0) return `${unknown} dari ${n} transaksi tidak bisa diperiksa: ${MISSING[kind]}`;
  if (kind === "pause-after-loss") return `Tidak ada entry setelah rugi (0 dari ${n} transaksi)`;
  if (kind !== "max-daily-loss") return "Tidak ada transaksi yang bisa melanggarnya";
  return `Batas itu tidak tercapai; hasil hari itu ${signed(values.net, currency)}`;
}

/** What has to be known for a trade to be judged. */
const MISSING: Readonly<Record<RuleKind, string>> = {
  "max-daily-loss": "jamnya tidak dicatat",
  "max-trades": "jam masuknya tidak dicatat",
  "stop-required": "stop-nya tidak dicatat",
  hours: "jam masuknya tidak dicatat",
  risk: "risikonya tidak dicatat",
  "pause-after-loss": "jamnya tidak dicatat",
};

function notJudged({ kind, unknown }: RuleCheck): string {
  if (unknown === 0) return "";
  return kind === "max-trades"
    ? `Yang mana, tidak bisa dikatakan: jam masuk ${unknown} transaksi tidak dicatat.`
    : `${unknown} transaksi lain tidak bisa diperiksa: ${MISSING[kind]}.`;
}

/** "menghabiskan" only where it is arithmetic; of the others what they came to. */
function costOf(check: RuleCheck, { currency }: ReportSettings): string {
  const { outcome, cost, cost_kind, trades, params, values } = check;
  if (outcome !== "broken") return "";
  switch (cost_kind) {
    case "size": {
      if (cost === null || cost === 0) return "";
      if (cost < 0) return `Bagian di atas batas menghabiskan ${unsigned(cost, currency)}.`;
      const most = "percent" in params && params.percent ? Number(values.max) / params.percent : 0;
      return (
        `Kali ini bagian di atas batas untung ${unsigned(cost, currency)}; ` +
        `risikonya tetap sampai ${times(most)} batas.`
      );
    }
    case "stop":
      if (cost === null) return "Biayanya belum bisa dihitung: risiko yang biasa belum diketahui.";
      return cost < 0
        ? `Rugi di luar risiko yang biasa menghabiskan ${unsigned(cost, currency)}.`
        : "Kali ini tidak ada rugi di luar risiko yang biasa.";
    default:
      if (cost === null) return "";
      return `Hasil${trades.length === 1 ? "nya" : " semuanya"} ${signed(cost, currency)}.`;
  }
}
