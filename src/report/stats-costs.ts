import { formatDuration } from "../base/dates.ts";
import type { Summary } from "../figures/summary.ts";
import { type Block, line } from "./report-document.ts";
import type { Scope } from "./stats.ts";
import { orWhy, type Row, ratio, share, type Words } from "./stats-words.ts";

/** How long positions were open. */
export function timeRows(s: Summary, { why }: Words): Row[] {
  const known = s.hold_known < s.n && s.hold_known > 0 ? ` (dari ${s.hold_known} transaksi)` : "";
  return [
    {
      label: "Posisi untung",
      text: `${orWhy(s.hold_wins_seconds, formatDuration, why("hold_wins_seconds"))}, nilai tengah${known}`,
    },
    {
      label: "Posisi rugi",
      text: `${orWhy(s.hold_losses_seconds, formatDuration, why("hold_losses_seconds"))}, nilai tengah`,
    },
    {
      label: "Rugi : untung",
      text: s.hold_ratio === null ? why("hold_ratio") : `${ratio(s.hold_ratio)}x`,
    },
    { label: "Waktu di pasar", text: s.exposure === null ? why("exposure") : share(s.exposure) },
  ].filter(({ label }) => s.hold_known > 0 || label === "Posisi untung");
}

/** What the broker took. */
export function costRows(s: Summary, { money, why }: Words): Row[] {
  if (s.costs === null) return [{ label: "Biaya", text: why("costs") }];
  const eaten = s.cost_share === null ? "" : ` (${share(s.cost_share)} dari untung sebelum biaya)`;
  const known = s.costs_known < s.n ? `; diketahui pada ${s.costs_known} dari ${s.n}` : "";
  return [
    { label: "Komisi", text: orWhy(s.commission, money, why("commission")) },
    { label: "Swap", text: orWhy(s.swap, money, why("swap")) },
    { label: "Fee dan pajak", text: orWhy(s.fee, money, why("fee")) },
    { label: "Seluruhnya", text: `${money(s.costs)}${eaten}${known}` },
  ];
}

/** What a reader has to know of the numbers above. */
export function notes(s: Summary, { filter }: Scope): Block[] {
  const texts = [
    "Semua dari transaksi yang sudah ditutup, hasil bersih termasuk biaya. 95% adalah rentang yang masih mungkin, bukan janji.",
  ];
  if (filter !== "" && s.max_drawdown_fraction !== null) {
    texts.push(
      "Persen drawdown dan Sharpe membandingkan transaksi tersaring ini dengan saldo seluruh akun, bukan dengan saldo sendiri.",
    );
  }
  if (s.sharpe_annual !== null && s.days >= 30) {
    texts.push(
      "Sharpe disetahunkan dihitung dari hasil harian yang sudah ditutup (252 hari); angka MT5 dari ekuitas, jadi berbeda.",
    );
  }
  return texts.map((text) => line(text, "muted"));
}
