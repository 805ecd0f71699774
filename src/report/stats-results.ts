import type { Summary } from "../figures/summary.ts";
import { between, inR, orWhy, type Row, ratio, share, toneOf, type Words } from "./stats-words.ts";

/** What came out. */
export function resultRows(s: Summary, { money, plainMoney, why }: Words): Row[] {
  const counts = `${s.wins} untung, ${s.losses} rugi${s.even === 0 ? "" : `, ${s.even} impas`}`;
  const of95 = s.win_rate_interval === null ? "" : `; 95%: ${between(s.win_rate_interval, share)}`;
  const factor = s.profit_factor;
  return [
    { label: "Hasil bersih", text: money(s.net), tone: toneOf(s.net) },
    {
      label: "Win rate",
      text: s.win_rate === null ? why("win_rate") : `${share(s.win_rate)} (${counts}${of95})`,
    },
    {
      label: "Profit factor",
      text:
        factor === null
          ? why("profit_factor")
          : `${factor === "infinite" ? `tak terhingga, belum ada rugi` : ratio(factor)} (untung kotor ${plainMoney(s.gross_profit)}, rugi kotor ${plainMoney(s.gross_loss)})`,
    },
    {
      label: "Payoff ratio",
      text: s.payoff_ratio === null ? why("payoff_ratio") : ratio(s.payoff_ratio),
    },
    { label: "Ekspektasi", text: expectancy(s, money, why("expectancy")) },
    { label: "Ekspektasi R", text: expectancyR(s, why("expectancy_r")) },
    {
      label: "Rata-rata",
      text: `untung ${orWhy(s.average_win, money, why("average_win"))}, rugi ${orWhy(s.average_loss, money, why("average_loss"))}`,
    },
    {
      label: "Terbesar",
      text: `untung ${orWhy(s.largest_win, money, why("largest_win"))}, rugi ${orWhy(s.largest_loss, money, why("largest_loss"))}`,
    },
  ];
}

function expectancy(s: Summary, money: (value: number) => string, why: string): string {
  if (s.expectancy === null) return why;
  const each = `${money(s.expectancy)} per transaksi`;
  if (s.expectancy_interval === null) return `${each} (belum andal, n = ${s.n})`;
  const { low, high } = s.expectancy_interval;
  const verdict = low <= 0 && high >= 0 ? "; belum bisa dibedakan dari nol" : "";
  return `${each} (95%: ${between(s.expectancy_interval, money)}${verdict})`;
}

/** With the coverage: what is known, what the usual plan stands in for, what is left out. */
function expectancyR(s: Summary, why: string): string {
  if (s.expectancy_r === null) return why;
  const interval = s.expectancy_r_interval;
  const parts = [
    interval === null ? "belum andal" : `95%: ${between(interval, inR)}`,
    `rencana diketahui pada ${s.r_known} dari ${s.n}`,
  ];
  if (s.r_imputed > 0 && s.expectancy_r_known !== null) {
    parts.push(`${s.r_imputed} memakai risiko biasa, tanpa itu ${inR(s.expectancy_r_known)}`);
  }
  if (s.r_none > 0) parts.push(`${s.r_none} tidak dihitung`);
  return `${inR(s.expectancy_r)} (${parts.join("; ")})`;
}
