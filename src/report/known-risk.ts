import { formatNumber } from "../base/number.ts";
import { inR } from "../base/phrases.ts";
import { KNOWN_RISK01 } from "../mentor/thresholds.ts";

/** What a sum or a mean of R rests on. */
export interface RiskBasis {
  /** Trades whose own risk is known, */
  known: number;
  /** of how many. The usual risk stands for the others, or they are left out. */
  of: number;
}

/** "risiko diketahui pada 9 dari 12". */
export function riskKnown({ known, of }: RiskBasis): string {
  return `risiko diketahui pada ${formatNumber(known, 0)} dari ${formatNumber(of, 0)}`;
}

/**
 * "+0,09R (9/12)", in a table or a sentence: what it rests on where that is not every trade; null:
 * there is no R, or one of guesses alone.
 */
export function rText(r: number | null, basis: RiskBasis): string | null {
  return r === null || basis.known === 0 ? null : withShare(r, basis);
}

/** The same in a sentence, where it rests on the usual risk for a good part: in words. */
export function rWithBasis(r: number, basis: RiskBasis): string {
  const { known, of } = basis;
  return known >= KNOWN_RISK01 * of ? withShare(r, basis) : `${inR(r)} (${riskKnown(basis)})`;
}

function withShare(r: number, { known, of }: RiskBasis): string {
  if (known === of) return inR(r);
  return `${inR(r)} (${formatNumber(known, 0)}/${formatNumber(of, 0)})`;
}
