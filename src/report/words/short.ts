import { capital, idList, inR, signed, unsigned, yours } from "../../base/phrases.ts";
import { goneHabit, isPraise } from "../../mentor/findings.ts";
import { GONE, isSharePraiseId } from "../../mentor/ids.ts";
import type { Finding, PraiseFinding, ProvenFinding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import type { Beside } from "./fact.ts";
import { FACT_WORDS } from "./facts.ts";
import { HABIT_WORDS, habitName, keptOf, PRAISE_WORDS } from "./habits.ts";

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
  const by = trades.length === 0 ? "" : ` (${idList(trades)})`;
  const money =
    lost !== null
      ? ` Ini menghabiskan ${unsigned(lost, settings.currency)}.`
      : proof.cost_kind === "realised" && trades.length > 0
        ? ` Hasilnya ${signed(values.money, settings.currency)}.`
        : "";
  return `${told}${by}.${money}`;
}

/** What many trades show to be done well, without how sure that is. */
function shortPraise(finding: PraiseFinding, { voice, currency }: ReportSettings): string {
  const { id, n, values } = finding;
  if (isSharePraiseId(id)) return `${keptOf(finding)} ${PRAISE_WORDS[id].kept}.`;
  switch (id) {
    case "berhenti_di_batas":
      return (
        `${values.kept} dari ${n} hari yang rugi sampai batas (${unsigned(values.limit, currency)}) ` +
        "berhenti di situ."
      );
    case "lot_netral_setelah_rugi":
      return `Setelah rugi, ${yours("lot", voice)} tetap sama seperti setelah untung.`;
    case "edge_terbukti":
      return `Rata-rata hasil ${n} transaksi terakhir ${inR(values.mean_r)}; itu tentang yang sudah lewat.`;
  }
}
