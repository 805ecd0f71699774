import { formatNumber, formatPercent } from "../../base/number.ts";
import { markR } from "../../base/phrases.ts";
import { BREAK_EVEN_R, BREAK_EVEN_SHARE01 } from "../../mentor/thresholds.ts";

/** What stands behind a sentence: its rule and formula, its thresholds, and where it comes from. */
export interface Explanation {
  rule: string;
  source: string;
}

/** The rule is written in the style of the screen that asks. */
export interface WrittenLater {
  rule: () => string;
  source: string;
}

/** The source of what is no more than counted. */
export const COUNTED = "hitungan langsung";

/** From where on a result counts as a loss. */
export const lossText = () =>
  `rugi: di bawah ${markR(-BREAK_EVEN_R)}, tanpa risiko di bawah ` +
  `${formatPercent(BREAK_EVEN_SHARE01)} hasil yang lazim`;

/** "8/8": so many on either side. */
export const both = ({ group }: { group: number }) => `min ${group}/${group}`;

/** "10 poin": a difference of shares. */
export const points = (share01: number) => `${formatNumber(100 * share01, 0)} poin`;

/** The rule of what is no more than counted, and has no number in it. */
export const counted = (rule: string): WrittenLater => ({ rule: () => rule, source: COUNTED });
