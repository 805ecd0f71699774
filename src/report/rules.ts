import { formatTime } from "../base/dates.ts";
import { capital, idList, signed, times, unsigned, yours } from "../base/phrases.ts";
import type { DayReview, RuleCheck } from "../mentor/day-review.ts";
import { kindOf } from "../mentor/rules/all.ts";
import type { Block, ReportSettings, Section } from "./document.ts";
import { withNumber } from "./judgements.ts";
import { ruleWords, ruleWordsOf } from "./words/rules.ts";

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
  // Of a share of the balance, how much that is.
  const isShare =
    kindOf(check).form === "limit" && "percent" in check.params && check.params.percent !== null;
  const { limit } = check.values;
  const amount = isShare && limit !== undefined ? ` (${unsigned(limit, settings.currency)})` : "";
  const told = [
    `${OUTCOME_WORDS[check.outcome]}${howOften(check)}: ${ruleWords(check, settings.currency)}${amount}.`,
    detail(check, settings),
    costOf(check, settings),
    check.outcome === "untested" ? "" : notJudged(check),
  ];
  return told.filter((part) => part !== "").join(" ");
}

const OUTCOME_WORDS = { kept: "DITEPATI", broken: "DILANGGAR", untested: "TIDAK TERUJI" } as const;

function howOften(check: RuleCheck): string {
  const { kind, outcome, trades, chances, values } = check;
  if (outcome === "untested") return "";
  const { form } = kindOf(check);
  if (form === "count") return ` (${values.count} transaksi)`;
  const by = trades.length === 0 ? "" : ` oleh ${idList(trades)}`;
  if (form === "limit") return by;
  const what = ruleWordsOf({ kind }).chance ?? "transaksi";
  const kept = `${chances - trades.length} dari ${chances} ${what}`;
  return outcome === "kept" ? ` (${kept})` : `${by} (ditepati ${kept})`;
}

function detail(check: RuleCheck, settings: ReportSettings): string {
  const { outcome, trades, values, n } = check;
  const { form } = kindOf(check);
  if (outcome === "untested") return `${reason(check, settings)}.`;
  if (form === "count" && outcome === "broken") {
    const count = Number(values.over);
    return trades.length === 0
      ? `${count} di antaranya melewati batas.`
      : `Yang melewati batas: ${idList(trades)}.`;
  }
  if (form !== "limit") return "";
  const at = reachedAt(check, settings.zone);
  return outcome === "kept"
    ? `${capital(at)}, lalu tidak ada posisi baru (0 dari ${n} transaksi).`
    : `${capital(at)}; ${trades.length} dari ${n} transaksi dibuka sesudahnya.`;
}

/** "tercapai pukul 14:40", or on a day before. */
export function reachedAt({ values }: Pick<RuleCheck, "values">, zone: string): string {
  const { reached_time } = values;
  return reached_time === null
    ? "sudah tercapai sebelum hari ini"
    : `tercapai pukul ${formatTime(Date.parse(String(reached_time)), zone)}`;
}

/** Why a rule could not be tested. */
function reason(check: RuleCheck, { currency }: ReportSettings): string {
  const { unknown, values, n } = check;
  const { missing, untested } = ruleWordsOf(check);
  if (values.balance === null) return "Saldonya belum diketahui";
  if (unknown > 0) return `${unknown} dari ${n} transaksi tidak bisa diperiksa: ${missing}`;
  return untested(check, currency);
}

function notJudged(check: RuleCheck): string {
  const { unknown } = check;
  if (unknown === 0) return "";
  return kindOf(check).form === "count"
    ? `Yang mana, tidak bisa dikatakan: jam masuk ${unknown} transaksi tidak dicatat.`
    : `${unknown} transaksi lain tidak bisa diperiksa: ${ruleWordsOf(check).missing}.`;
}

/** "menghabiskan" only where it is arithmetic; of the others what they came to. */
function costOf(check: RuleCheck, { currency }: ReportSettings): string {
  const { outcome, cost, cost_kind, trades, params, values } = check;
  if (outcome !== "broken") return "";
  switch (cost_kind) {
    case "size": {
      if (cost === null || cost === 0) return "";
      if (cost < 0) return `Bagian di atas batas menghabiskan ${unsigned(cost, currency)}.`;
      const most =
        "percent" in params && params.percent ? Number(values.max) / params.percent : values.times;
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
