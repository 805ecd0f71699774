import { formatNumber, formatPercent } from "../base/number.ts";
import { inR, signed, unsigned } from "../base/phrases.ts";
import type { Difference } from "../figures/period.ts";
import type { Block } from "./document.ts";

/** The three figures that can be told from chance, one item each. */
export function differenceItems(
  {
    win_rate,
    expectancy,
    expectancy_r,
  }: {
    win_rate: Difference | null;
    expectancy: Difference | null;
    expectancy_r: Difference | null;
  },
  currency: string,
  [x, y]: readonly [string, string],
): Block[] {
  const item = (text: string): Block => ({ kind: "item", mark: "dot", text });
  const counts = ({ n }: Difference) => `n = ${n.a} dan ${n.b}`;
  /** Which way it goes; `size` is the difference without its sign, as it is shown. */
  const side = (difference: number, size: string) =>
    /^\D*[0.,]+\D*$/.test(size)
      ? "sama"
      : `${x} lebih ${difference < 0 ? "rendah" : "tinggi"} ${size}`;
  const blocks: Block[] = [];
  if (win_rate !== null) {
    const { a, b, difference, interval } = win_rate;
    blocks.push(
      item(
        `Menang: ${x} ${formatPercent(a, 1)}, ${y} ${formatPercent(b, 1)}; ` +
          `${side(difference, `${formatNumber(100 * Math.abs(difference), 1)} poin`)}${intervalPoints(interval, win_rate.level)}, ${byChance(win_rate)} ` +
          `(${counts(win_rate)}).`,
      ),
    );
  }
  if (expectancy !== null) {
    const { a, b, difference, interval } = expectancy;
    blocks.push(
      item(
        `Rata-rata per transaksi: ${x} ${signed(a, currency)}, ${y} ${signed(b, currency)}; ` +
          `${side(difference, unsigned(difference, currency))}${intervalMoney(interval, currency, expectancy.level)}, ` +
          `${byChance(expectancy)} (${counts(expectancy)}).`,
      ),
    );
  }
  if (expectancy_r !== null) {
    const { a, b, difference, interval } = expectancy_r;
    blocks.push(
      item(
        `Dalam R: ${x} ${inR(a)}, ${y} ${inR(b)}; ` +
          `${side(difference, inR(Math.abs(difference)).replace("+", ""))}${intervalR(interval, expectancy_r.level)}, ${byChance(expectancy_r)} ` +
          `(${counts(expectancy_r)}).`,
      ),
    );
  }
  return blocks;
}

/** "98,3%", "99,97%": with as many digits as tell it from certainty. */
function levelText(level: number): string {
  const digits = level > 0.95 ? Math.max(1, Math.ceil(-Math.log10(1 - level)) - 2) : 0;
  return formatPercent(level, digits);
}

type Ends = { readonly low: number; readonly high: number } | null;

/** " (98.3%: -$9.10 sampai +$0.60)"; nothing where there is no interval. */
export function intervalMoney(ends: Ends, currency: string, level = 0.95): string {
  return ends === null
    ? ""
    : ` (${levelText(level)}: ${signed(ends.low, currency)} sampai ${signed(ends.high, currency)})`;
}

/** " (98,3%: -0,31R sampai +0,15R)". */
export function intervalR(ends: Ends, level = 0.95): string {
  return ends === null ? "" : ` (${levelText(level)}: ${inR(ends.low)} sampai ${inR(ends.high)})`;
}

/** "-7,2 poin": a difference of shares in percentage points. */
function points(value: number): string {
  return `${formatNumber(100 * value, 1, { sign: true })} poin`;
}

/** " (98,3%: -23,4 sampai +9,1 poin)". */
function intervalPoints(ends: Ends, level: number): string {
  if (ends === null) return "";
  const at = (value: number) => formatNumber(100 * value, 1, { sign: true });
  return ` (${levelText(level)}: ${at(ends.low)} sampai ${points(ends.high)})`;
}

/** What may be said of a difference, and no more. */
export function verdictWords(difference: Difference): string {
  const { verdict } = difference;
  if (verdict === "higher") return `lebih tinggi, ${byChance(difference)}`;
  return verdict === "lower" ? `lebih rendah, ${byChance(difference)}` : byChance(difference);
}

/** How sure a difference is whose side has been told. */
function byChance({ verdict }: Difference): string {
  if (verdict === "higher" || verdict === "lower") return "di luar batas kebetulan";
  if (verdict === "unfinished") return "dinilai setelah periodenya selesai";
  return verdict === "chance" ? "dalam batas kebetulan" : "datanya belum cukup untuk dibandingkan";
}
