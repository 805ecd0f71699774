import { formatShortDate } from "../base/dates.ts";
import { formatNumber } from "../base/numbers.ts";
import type { Summary } from "../figures/summary.ts";
import { chance, type Row, ratio, share, type Words } from "./stats-words.ts";

/** How steady it was. */
export function consistencyRows(s: Summary, { money, why }: Words): Row[] {
  const { best_day: best, best_day_share_of_net: ofNet, best_day_share_of_gains: ofGains } = s;
  const parts = [
    ofNet === null ? "" : `${share(ofNet)} dari hasil bersih`,
    ofGains === null ? "" : `${share(ofGains)} dari semua hari untung`,
  ].filter((part) => part !== "");
  return [
    { label: "Sharpe harian", text: perDay(s, "sharpe", why) },
    { label: "Sortino harian", text: perDay(s, "sortino", why) },
    {
      label: "SQN",
      text:
        s.sqn === null
          ? why("sqn")
          : ratio(s.sqn) + (s.sqn_reliable ? "" : " (belum andal, n < 30)"),
    },
    { label: "Z-score", text: zScore(s, why) },
    {
      label: "Hari terbaik",
      text:
        best === null
          ? why("best_day")
          : `${formatShortDate(best.date)} ${money(best.net)}${parts.length === 0 ? "" : ` (${parts.join("; ")})`}`,
    },
    {
      label: "Hari trading",
      text: `${s.days}: ${s.winning_days} untung, ${s.losing_days} rugi`,
    },
    ...(s.half_kelly === null
      ? []
      : [{ label: "Kelly separuh", text: `${share(s.half_kelly)} dari saldo per transaksi` }]),
  ];
}

/** A ratio of daily returns: with its error while the days are few, over a year once they are many. */
function perDay(s: Summary, name: "sharpe" | "sortino", why: (key: string) => string): string {
  const value = s[`${name}_daily`];
  if (value === null) return why(`${name}_daily`);
  const year = s[`${name}_annual`];
  const isMany = s.days >= 30;
  if (isMany && year !== null) return `${ratio(value)} (disetahunkan ${ratio(year)})`;
  const error = s.sharpe_daily_error;
  const shown = name === "sharpe" && error !== null ? `galat baku ${ratio(error)}; ` : "";
  return `${ratio(value)} (${shown}belum andal, ${s.days} hari)`;
}

/** Read as streaks or alternation only where both the size and the exact test say so. */
function zScore(s: Summary, why: (key: string) => string): string {
  const exact = s.runs_p === null ? "" : `p eksak ${chance(s.runs_p)}`;
  if (s.z_score === null) return exact === "" ? why("z_score") : `${why("z_score")}, ${exact}`;
  const isClear = Math.abs(s.z_score) >= 2 && s.runs_p !== null && s.runs_p < 0.05;
  const told = s.z_score > 0 ? "hasil cenderung berselang-seling" : "hasil cenderung beruntun";
  const verdict = isClear ? told : "belum bisa dibedakan dari kebetulan";
  return `${ratio(s.z_score)} (MT5: ${formatNumber(s.z_confidence_percent ?? 0, 2)}%; ${exact}; ${verdict})`;
}
