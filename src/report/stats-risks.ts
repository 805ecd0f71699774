import { formatDuration } from "../base/dates.ts";
import { formatNumber } from "../base/numbers.ts";
import type { Summary } from "../figures/summary.ts";
import { type Row, ratio, share, type Words } from "./stats-words.ts";

/** How deep and how long it went down. */
export function riskRows(s: Summary, { money, plainMoney, why }: Words): Row[] {
  const percent = s.max_drawdown_fraction;
  const long = s.longest_drawdown;
  return [
    {
      label: "Drawdown terbesar",
      text:
        s.max_drawdown === 0
          ? "belum pernah turun dari puncaknya"
          : `${plainMoney(s.max_drawdown)}; dalam persen saldo: ${percent === null ? why("max_drawdown_fraction") : share(percent)}`,
    },
    {
      label: "Drawdown terlama",
      text:
        long === null
          ? why("longest_drawdown")
          : `${long.days === null ? "" : `${formatDuration(long.days * 86_400)}, `}${long.trades} transaksi, ${long.recovered ? "sudah pulih" : "belum pulih"}`,
    },
    { label: "Drawdown absolut", text: plainMoney(s.absolute_drawdown) },
    {
      label: "Recovery factor",
      text: s.recovery_factor === null ? why("recovery_factor") : ratio(s.recovery_factor),
    },
    { label: "Rugi beruntun", text: losingStreak(s) },
    {
      label: "Beruntun termahal",
      text:
        s.worst_streak === 0
          ? why("largest_loss")
          : `${money(s.worst_streak)} (${s.worst_streak_trades} transaksi)`,
    },
    { label: "Untung beruntun", text: `paling panjang ${s.longest_win_streak}` },
  ];
}

function losingStreak(s: Summary): string {
  const longest = `paling panjang ${s.longest_loss_streak}`;
  const expected = s.expected_longest_loss_streak;
  if (expected === null) return longest;
  return `${longest} (dari kebetulan saja rata-rata ${formatNumber(expected, 1)})`;
}
