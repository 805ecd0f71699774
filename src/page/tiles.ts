import { formatNumber, formatPercent } from "../base/number.ts";
import { inR, signed, unsigned } from "../base/phrases.ts";
import type { PeriodReview } from "../figures/period.ts";
import type { Summary } from "../figures/summary.ts";
import type { DayReview } from "../mentor/day-review.ts";
import { type ReportSettings, type Tone, toneOf } from "../report/document.ts";
import { riskKnown } from "../report/known-risk.ts";
import { isCalmed, processWords } from "../report/period.ts";
import { besideRule, hasBroken, scoreTone, toneBesideRule } from "../report/risk.ts";
import { rateBySign } from "../report/win-rate.ts";
import { element, escapeHtml } from "./blocks.ts";

/** A figure that is to be seen first, with what it rests on. */
export interface Tile {
  label: string;
  text: string;
  note: string;
  tone: Tone;
}

const UNKNOWN = "–";

const tile = (label: string, text: string, note: string, tone: Tone = "plain"): Tile => ({
  label,
  text,
  note,
  tone,
});
const trades = (n: number) => `${formatNumber(n, 0)} transaksi`;

/** Result, trades, win rate, R, drawdown and score of one day; none where there is nothing to show. */
export function dayTiles(review: DayReview, result: Summary, settings: ReportSettings): Tile[] {
  const { totals, risk, judged, notes } = review;
  if (notes.distress || totals.n === 0) return [];
  const { by_hand, by_bots } = totals;
  const isMixed = by_hand.n > 0 && by_bots.n > 0;
  const { currency, voice } = settings;
  const by = (n: string, m: string) => (isMixed ? `${voice} ${n}, bot ${m}` : "");
  const score = risk.known
    ? tile(
        "Skor",
        `${risk.score}/10`,
        judged === "bots"
          ? "hanya bot"
          : `manajemen risiko${besideRule(risk.score, hasBroken(review))}`,
      )
    : tile("Skor", UNKNOWN, "datanya kurang");
  return [
    tile(
      "Hasil",
      signed(totals.net, currency),
      by(signed(by_hand.net, currency), signed(by_bots.net, currency)),
      toneOf(totals.net),
    ),
    tile("Transaksi", formatNumber(totals.n, 0), by(String(by_hand.n), String(by_bots.n))),
    ...resultTiles(result, settings),
    risk.known ? { ...score, tone: toneBesideRule(risk.score, hasBroken(review)) } : score,
  ];
}

/** Result, days, win rate, R, drawdown and score of a period. */
export function periodTiles(review: PeriodReview, settings: ReportSettings): Tile[] {
  const { result, scores, sides } = review;
  if (result.n === 0 || isCalmed(review)) return [];
  const { currency, voice } = settings;
  const isMixed = sides.hand.n > 0 && sides.bots.n > 0;
  const by = isMixed
    ? `${voice} ${signed(sides.hand.net, currency)}, bot ${signed(sides.bots.net, currency)}`
    : `dari ${trades(result.n)}`;
  const known = scores.flatMap(({ score }) => (score === null ? [] : [score]));
  const mean = known.reduce((sum, score) => sum + score, 0) / Math.max(1, known.length);
  const score =
    known.length === 0
      ? tile("Skor", UNKNOWN, "belum dinilai")
      : tile(
          "Skor",
          `${formatNumber(mean, 1, { trim: true })}/10`,
          processWords(review),
          scoreTone(mean),
        );
  return [
    tile("Hasil", signed(result.net, currency), by, toneOf(result.net)),
    tile(
      "Hari",
      formatNumber(result.days, 0),
      `${result.winning_days} untung, ${result.losing_days} rugi`,
    ),
    ...resultTiles(result, settings),
    score,
  ];
}

function resultTiles(result: Summary, { currency }: ReportSettings): Tile[] {
  const { n, wins, judged = n, win_rate, expectancy_r, r_known, max_drawdown } = result;
  const isKnown = r_known > 0 && expectancy_r !== null;
  return [
    tile(
      "Menang",
      win_rate === null ? UNKNOWN : formatPercent(win_rate),
      `${formatNumber(wins, 0)} dari ${trades(judged)}${rateBySign(result, formatPercent)}`,
    ),
    isKnown
      ? tile(
          "Rata-rata R",
          inR(expectancy_r),
          riskKnown({ known: r_known, of: n }),
          toneOf(expectancy_r),
        )
      : tile("Rata-rata R", UNKNOWN, "risiko tidak diketahui"),
    tile(
      "Drawdown",
      unsigned(max_drawdown, currency),
      max_drawdown === 0 ? "tidak pernah turun" : "terbesar, dari puncaknya",
    ),
  ];
}

/** Amounts longer than this need wider tiles. */
const LONG = 10;
const AMOUNTS: readonly string[] = ["Hasil", "Drawdown"];

/** The tiles in one box whose rows are full, however wide the screen: long amounts take a row on a phone. */
export function tilesHtml(tiles: readonly Tile[]): string {
  const isLong = tiles.some(({ text }) => text.length > LONG);
  const inside = tiles.map(({ label, text, note, tone }) =>
    element("div", { class: isLong && AMOUNTS.includes(label) ? "row" : undefined }, [
      element("dt", {}, escapeHtml(label)),
      element("dd", { class: tone === "plain" ? undefined : tone }, escapeHtml(text)),
      note === "" ? "" : element("dd", { class: "of" }, escapeHtml(note)),
    ]),
  );
  const kind = isLong ? "tiles long" : "tiles";
  return element("dl", { class: kind, "aria-label": "Angka utama" }, inside);
}
