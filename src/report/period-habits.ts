import { formatShortDate } from "../base/dates.ts";
import { idList, signed, unsigned } from "../base/report-parts.ts";
import type { PeriodReview } from "../figures/period.ts";
import type { HabitCost } from "../mentor/period-habits.ts";
import type { PeriodAction } from "../mentor/period-next.ts";
import { dayList } from "./period-words.ts";
import { adviceOf } from "./report-advice.ts";
import { type Block, line, type ReportSettings } from "./report-document.ts";
import { findingSentence } from "./words/events.ts";

/** Facts that money can be told of, as a name for many days. */
const NAMES: Readonly<Record<string, string>> = {
  kejadian_balas_dendam: "lot lebih besar tak lama setelah rugi",
  lot_besar: "lot di atas lot biasa",
  rugi_melebihi_rencana: "rugi yang melewati stop",
  kejadian_martingale: "lot naik beruntun setelah rugi",
  kejadian_rata_rugi: "menambah posisi yang sedang rugi",
  tanpa_sl: "transaksi tanpa stop loss",
  lanjut_setelah_batas: "transaksi setelah batas rugi harian",
};

/** The dearest and the best habit of the period; empty when there is nothing to tell. */
export function habitBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  const { costliest, best } = review;
  const blocks = costliest === null ? [] : costBlocks(costliest, review, settings);
  if (best !== null) {
    blocks.push({ kind: "subheading", text: "Kebiasaan terbaik" });
    const sentence = findingSentence(best.finding, settings);
    const asOf = `Dilihat pada ${formatShortDate(best.date)}.`;
    blocks.push({ kind: "item", mark: "good", text: `${sentence} ${asOf}` });
  }
  return blocks;
}

function costBlocks(cost: HabitCost, review: PeriodReview, settings: ReportSettings): Block[] {
  if (cost.level === "proven") {
    const heading = cost.finding.level === "pola" ? "Pola hasil" : "Kebiasaan terbukti";
    const text = findingSentence(cost.finding, settings);
    return [
      { kind: "subheading", text: heading },
      { kind: "item", mark: "bad", text },
    ];
  }
  return [
    { kind: "subheading", text: "Kejadian yang paling mahal" },
    { kind: "item", mark: "bad", text: factSentence(cost, review, settings) },
    line("Ini kejadian yang dihitung, belum kebiasaan yang terbukti.", "muted"),
  ];
}

function factSentence(
  cost: Extract<HabitCost, { level: "fact" }>,
  { period }: PeriodReview,
  { currency }: ReportSettings,
): string {
  const { id, kind, amount, dates, trades, n } = cost;
  const name = NAMES[id];
  if (name === undefined) throw new RangeError(`no name for fact ${id}`);
  const on = `${dates.length} hari (${dayList(dates, period)})`;
  const which = `${trades.length} dari ${n} transaksi di hari itu (${idList(trades)})`;
  const subject = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  if (kind === "realised") {
    return `${subject}: ${on}, ${which}; hasilnya ${signed(amount, currency)}.`;
  }
  if (amount > 0) {
    return (
      `${subject}: ${on}, ${which}. Kali ini untung ${unsigned(amount, currency)} dibanding ` +
      "lot biasa; ukurannya tetap di atas biasanya."
    );
  }
  const than = kind === "size" ? "dibanding lot biasa" : "di luar rencana stop";
  return `${subject} menghabiskan ${unsigned(amount, currency)} ${than}: ${on}, ${which}.`;
}

/** At most three things for what comes next, each with the days whose reports said so. */
export function nextBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  if (review.actions.length === 0) {
    return [line("Tidak ada rekomendasi tanpa bukti dari laporan hariannya.")];
  }
  return review.actions.map((one, index) => ({
    kind: "step",
    label: `${index + 1}.`,
    text: nextText(one, review, settings),
    strong: one.action.focus,
  }));
}

function nextText(
  { action, dates }: PeriodAction,
  { period, distress }: PeriodReview,
  settings: ReportSettings,
): string {
  const plan = actionPlan({ action, dates }, settings);
  if (distress || action.id === "pertahankan") return plan;
  const focus = action.focus ? "FOKUS: " : "";
  return `${focus}${plan} (disarankan pada ${dates.length} hari: ${dayList(dates, period)})`;
}

/** The plan of an action, with the day its numbers are of. */
export function actionPlan({ action, dates }: PeriodAction, settings: ReportSettings): string {
  const last = dates.at(-1);
  return adviceOf(action, settings, last && `pada ${formatShortDate(last)}`).plan;
}
