import { formatNumber, formatPercent } from "../base/numbers.ts";
import { signed, unsigned } from "../base/report-parts.ts";
import type { Difference } from "../figures/difference.ts";
import type { PeriodReview } from "../figures/period.ts";
import { plainLabel, tradeCount } from "./period-words.ts";
import { type Block, line, type ReportSettings } from "./report-document.ts";
import { inR } from "./stats-words.ts";

type Ends = { readonly low: number; readonly high: number } | null;

/** " (95%: -$9.10 sampai +$0.60)"; nothing where there is no interval. */
export function intervalMoney(ends: Ends, currency: string): string {
  return ends === null
    ? ""
    : ` (95%: ${signed(ends.low, currency)} sampai ${signed(ends.high, currency)})`;
}

/** " (95%: -0,31R sampai +0,15R)". */
export function intervalR(ends: Ends): string {
  return ends === null ? "" : ` (95%: ${inR(ends.low)} sampai ${inR(ends.high)})`;
}

/** "-7,2 poin": a difference of shares in percentage points. */
export function points(value: number): string {
  return `${formatNumber(100 * value, 1, { sign: true })} poin`;
}

/** " (95%: -23,4 sampai +9,1 poin)". */
export function intervalPoints(ends: Ends): string {
  if (ends === null) return "";
  const at = (value: number) => formatNumber(100 * value, 1, { sign: true });
  return ` (95%: ${at(ends.low)} sampai ${points(ends.high)})`;
}

/** What may be said of a difference, and no more. */
export function verdictWords({ verdict }: Difference): string {
  switch (verdict) {
    case "higher":
      return "lebih tinggi, di luar batas kebetulan";
    case "lower":
      return "lebih rendah, di luar batas kebetulan";
    case "chance":
      return "dalam batas kebetulan";
    default:
      return "datanya belum cukup untuk dibandingkan";
  }
}

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
  const blocks: Block[] = [];
  if (win_rate !== null) {
    const { a, b, difference, interval } = win_rate;
    blocks.push(
      item(
        `Menang: ${x} ${formatPercent(a, 1)}, ${y} ${formatPercent(b, 1)}; selisih ` +
          `${points(difference)}${intervalPoints(interval)}, ${verdictWords(win_rate)} ` +
          `(${counts(win_rate)}).`,
      ),
    );
  }
  if (expectancy !== null) {
    const { a, b, difference, interval } = expectancy;
    blocks.push(
      item(
        `Rata-rata per transaksi: ${x} ${signed(a, currency)}, ${y} ${signed(b, currency)}; ` +
          `selisih ${signed(difference, currency)}${intervalMoney(interval, currency)}, ` +
          `${verdictWords(expectancy)} (${counts(expectancy)}).`,
      ),
    );
  }
  if (expectancy_r !== null) {
    const { a, b, difference, interval } = expectancy_r;
    blocks.push(
      item(
        `Dalam R: ${x} ${inR(a)}, ${y} ${inR(b)}; selisih ` +
          `${inR(difference)}${intervalR(interval)}, ${verdictWords(expectancy_r)} ` +
          `(${counts(expectancy_r)}).`,
      ),
    );
  }
  return blocks;
}

/** What the period came to, as pairs, with the trades that stand behind each number. */
export function resultBlocks({ result }: PeriodReview, { currency }: ReportSettings): Block[] {
  type Row = Extract<Block, { kind: "pairs" }>["rows"][number];
  const rows: Row[] = [];
  const add = (label: string, text: string, tone: Row["tone"] = "plain") =>
    rows.push({ label, text, tone });
  const { n, net, days, winning_days, losing_days } = result;
  const sign = net === 0 ? "plain" : net > 0 ? "good" : "bad";
  add("Hasil", `${signed(net, currency)} dari ${tradeCount(n)}`, sign);
  add("Hari", `${days}: ${winning_days} untung, ${losing_days} rugi`);
  if (result.win_rate !== null) {
    const ends = result.win_rate_interval;
    const range =
      ends === null ? "" : ` (95%: ${formatPercent(ends.low)} sampai ${formatPercent(ends.high)})`;
    add("Menang", `${result.wins} dari ${n}, ${formatPercent(result.win_rate)}${range}`);
  }
  if (result.expectancy !== null) {
    const ends = intervalMoney(result.expectancy_interval, currency);
    add("Rata-rata", `${signed(result.expectancy, currency)} per transaksi${ends}`);
  }
  add("Dalam R", multiples(result));
  add("Drawdown", `paling dalam ${unsigned(result.max_drawdown, currency)} dari puncaknya`);
  add("Biaya", costs(result, currency));
  return [{ kind: "pairs", rows }];
}

/** R with how much of it is known, imputed or missing: the reader must see what it rests on. */
function multiples({ n, expectancy_r, expectancy_r_interval, r_known, r_imputed }: Result): string {
  if (r_known === 0 || expectancy_r === null) {
    return `tidak bisa dihitung: risiko diketahui pada 0 dari ${tradeCount(n)}`;
  }
  const rest = r_imputed === 0 ? "" : `, ${r_imputed} lainnya memakai risiko biasa`;
  return (
    `${inR(expectancy_r)} per transaksi${intervalR(expectancy_r_interval)}; ` +
    `risiko diketahui pada ${r_known} dari ${n}${rest}`
  );
}

type Result = PeriodReview["result"];

function costs({ costs: total, costs_known, n, commission, swap, fee }: Result, currency: string) {
  if (total === null) return `tidak dicatat (0 dari ${tradeCount(n)})`;
  const parts = [
    ...(commission === null ? [] : [`komisi ${signed(commission, currency)}`]),
    ...(swap === null ? [] : [`swap ${signed(swap, currency)}`]),
    ...(fee === null ? [] : [`fee ${signed(fee, currency)}`]),
  ];
  const known = costs_known === n ? "" : `; diketahui pada ${costs_known} dari ${n}`;
  return `${signed(total, currency)} (${parts.join(", ")}${known})`;
}

/** This period against the one before; a change is named only where chance is ruled out. */
export function changeBlocks(review: PeriodReview, { currency }: ReportSettings): Block[] {
  const { result, result_before: was, before, changes } = review;
  const label = plainLabel(before);
  if (was.n === 0) {
    return [line(`Tidak ada transaksi pada ${label} untuk dibandingkan (n = 0).`, "muted")];
  }
  const money = (one: { n: number; net: number }) =>
    `${signed(one.net, currency)} dari ${tradeCount(one.n)}`;
  return [
    line(`Hasil ${money(result)}; ${label} ${money(was)}.`),
    ...differenceItems(changes, currency, ["sekarang", "sebelumnya"]),
  ];
}
