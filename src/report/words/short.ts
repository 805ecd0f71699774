import { cameTo, capital, unsigned, worstList } from "../../base/phrases.ts";
import { goneHabit, isPraise } from "../../mentor/findings.ts";
import { GONE } from "../../mentor/ids.ts";
import type { Finding, ProvenFinding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import type { Beside } from "./fact.ts";
import { FACT_WORDS } from "./facts.ts";
import { HABIT_WORDS, habitName } from "./habits.ts";
import { shortPraise } from "./praise.ts";

/**
 * The finding for the daily screen: what happened, to which trades, and the money; what it rests on is
 * told by `--why` and `--full`.
 */
export function shortSentence(finding: Finding, beside: Beside): string {
  if (finding.proof !== undefined) return shortHabit(finding, beside.settings);
  if (finding.id === GONE) {
    return `Kebiasaan lama sudah tidak terlihat: ${habitName(goneHabit(finding))}.`;
  }
  if (isPraise(finding)) return shortPraise(finding, beside.settings);
  return FACT_WORDS[finding.id].short(finding, beside);
}

/** A proven habit in the two numbers that show it, with what it cost where that is arithmetic. */
function shortHabit(finding: ProvenFinding, settings: ReportSettings): string {
  const { id, values, trades, proof, cost: lost } = finding;
  const told = HABIT_WORDS[id].short?.(values, settings) ?? capital(habitName(id));
  const by = trades.length === 0 ? "" : ` (${worstList(trades, proof.affected)})`;
  const money =
    lost !== null
      ? ` Ini menghabiskan ${unsigned(lost, settings.currency)}.`
      : proof.cost_kind === "realised" && trades.length > 0
        ? ` ${cameTo(values.money, settings.currency)}`
        : "";
  return `${told}${by}.${money}`;
}
