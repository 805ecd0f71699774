import { formatNumber, formatPercent } from "../base/number.ts";
import { type Period, periodLabel } from "../base/period.ts";
import { inR } from "../base/phrases.ts";
import {
  type Likely,
  ODDS_LEAST,
  type Odds,
  type OddsAsked,
  type Sample,
} from "../figures/odds.ts";
import type { RuleTemplate } from "../mentor/rules/templates.ts";
import { KNOWN_RISK01 } from "../mentor/thresholds.ts";
import { quantileOfSorted } from "../stats/moments.ts";
import { type Block, line, type ReportDocument } from "./document.ts";

/** The odds that were asked for, and what they rest on. */
export interface ToldOdds {
  asked: OddsAsked;
  sample: Sample;
  /** Null: too little is known. */
  odds: Odds | null;
  riskFrom: "typed" | "usual" | "assumed";
  template: RuleTemplate | null;
}

interface About {
  period: Period;
  filter: string;
}

/** The odds for scripts: all shares as fractions of 1; null where there is too little to say. */
export function oddsJson({ asked, sample, odds }: ToldOdds, withStreak: boolean) {
  const likely = (one: Likely | undefined) => one ?? { p: null, low: null, high: null };
  return {
    n: sample.n,
    enough: odds !== null,
    horizon: asked.horizon,
    target: likely(odds?.target),
    ruin: likely(odds?.ruin),
    drawdown: odds?.drawdown ?? { median: null, p95: null },
    // Only where it was asked for.
    ...(withStreak ? { streak: { losses: asked.streak, ...likely(odds?.streak) } } : {}),
  };
}

/** What may come, each with how uncertain it is; without enough to go by, that alone. */
export function composeOdds(
  told: ToldOdds,
  { period, filter }: About,
): Pick<ReportDocument, "title" | "date" | "sections"> {
  const { odds, asked } = told;
  const heading = `${formatNumber(asked.horizon, 0)} transaksi ke depan`;
  const blocks =
    odds === null ? [line(tooLittle(told))] : [pairs(told, odds), ...notes(told, odds)];
  return {
    title: "Peluang",
    date: filter === "" ? periodLabel(period) : `${periodLabel(period)}, ${filter}`,
    sections: [{ id: "analisis", heading, blocks }],
  };
}

function tooLittle({ sample }: ToldOdds): string {
  const { n, days, isKnown } = sample;
  if (!isKnown) {
    return (
      `Belum ada yang bisa dikatakan: peluang dihitung dari R, dan risikonya (stop loss atau persennya) harus ` +
      `diketahui di ${formatPercent(KNOWN_RISK01)} transaksi.`
    );
  }
  return (
    `Belum ada yang bisa dikatakan: baru ${formatNumber(n, 0)} transaksi di ${formatNumber(days.length, 0)} hari; ` +
    `perlu ${ODDS_LEAST.trades} transaksi dan ${ODDS_LEAST.days} hari.`
  );
}

function pairs({ asked, sample, riskFrom, template }: ToldOdds, odds: Odds): Block {
  const { results, drawdown } = odds;
  const at = (share: number) => quantileOfSorted(results, share);
  const limits = [
    `rugi ${percent(asked.maxLoss)}${asked.isTrailing ? " dari saldo tertinggi akhir hari" : ""}`,
    ...(asked.dailyLoss === null ? [] : [`rugi sehari ${percent(asked.dailyLoss)}`]),
  ].join(" atau ");
  const rows: [string, string][] = [
    [
      "Dari",
      `${formatNumber(sample.n, 0)} transaksi di ${formatNumber(sample.days.length, 0)} hari, rata-rata ${inR(sample.mean ?? 0)}`,
    ],
    ["Risiko", `${percent(asked.risk)} dari saldo per transaksi${RISK_FROM[riskFrom]}`],
    [
      `Target ${percent(asked.target)}`,
      `${likely(odds.target)} tercapai sebelum ${limits}${template === null ? "" : ` (${template.name})`}`,
    ],
    [
      `Rugi ${asked.streak}x`,
      `${likely(odds.streak)} pernah rugi ${asked.streak} kali berturut-turut`,
    ],
    [`Habis ${percent(asked.ruin)}`, `${likely(odds.ruin)} saldo pernah turun sebanyak itu`],
    ["½ risiko", `${likely(odds.ruinAtHalf)} bila risikonya ${percent(asked.risk / 2)}`],
    [
      "Drawdown",
      `separuh jalan lebih dari ${percent(drawdown.median)}, 1 dari 20 lebih dari ${percent(drawdown.p95)}`,
    ],
    [
      "Hasil",
      `tengahnya ${change(at(0.5))}; 9 dari 10 di antara ${change(at(0.05))} dan ${change(at(0.95))}`,
    ],
  ];
  return {
    kind: "pairs",
    rows: rows.map(([label, text]) => ({ label, text, tone: "plain" })),
  };
}

const RISK_FROM = {
  typed: "",
  usual: ", yang biasa di transaksi terakhir",
  assumed: ", anggapan: saldo atau risikonya tidak diketahui (ubah: --risk)",
} as const;

/** "23% (5% sampai 61%)"; once where all three read the same. */
function likely({ p, low, high }: Likely): string {
  const [said, from, to] = [shareOfPaths(p), shareOfPaths(low), shareOfPaths(high)];
  return from === said && to === said ? said : `${said} (${from} sampai ${to})`;
}

/** A share of paths; so many of them show no more of what hardly ever, or nearly always, happens. */
export function shareOfPaths(p: number): string {
  if (p < 0.005) return "< 1%";
  return p >= 0.995 ? "> 99%" : formatPercent(p);
}

const percent = (share01: number) => `${formatNumber(100 * share01, 2, { trim: true })}%`;
const change = (share01: number) => `${formatNumber(100 * share01, 1, { sign: true })}%`;

/** From this width on an interval says that nothing is known. */
const WIDE = 0.5;

function notes({ sample, template }: ToldOdds, { target }: Odds): Block[] {
  const isWide = target.high - target.low > WIDE;
  const guessed =
    sample.imputed === 0
      ? ""
      : ` ${formatNumber(sample.imputed, 0)} transaksi tanpa rencana memakai risiko yang biasa.`;
  const unseen =
    template === null
      ? ""
      : " Yang dihitung hanya hasil tertutup; floating dan aturan lain program itu tidak ikut.";
  return [
    ...(isWide
      ? [
          line(
            `Rentang target selebar itu berarti: dari ${formatNumber(sample.n, 0)} transaksi itu hampir tidak ada yang bisa dikatakan tentangnya.`,
          ),
        ]
      : []),
    line(
      `Di dalam kurung: rentang 95%, karena R Anda sendiri belum pasti. Hari-hari diundi utuh, seolah yang akan datang seperti yang lalu.${guessed}${unseen}`,
      "muted",
    ),
  ];
}
