import { cleanLine, cleanText } from "../base/clean.ts";
import { formatDate } from "../base/dates.ts";
import { marketLabel } from "../base/markets.ts";
import { formatPercent } from "../base/numbers.ts";
import { listed, signed, unsigned } from "../base/report-parts.ts";
import { youFirst } from "../base/voice.ts";
import type { Action, DayReview, Totals } from "../mentor/day-review.ts";
import type { DayHistory } from "../mentor/types.ts";
import { motivation } from "./motivation.ts";
import { adviceOf } from "./report-advice.ts";
import { analysis } from "./report-analysis.ts";
import { type Block, line, type ReportDocument, type ReportSettings } from "./report-document.ts";
import { followUpBlocks } from "./report-followup.ts";
import { headline, phrase, toMend } from "./report-headline.ts";
import { moodBlocks, moodLine, restedNote } from "./report-mood.ts";
import { riskBlocks } from "./risk.ts";
import { ruleSections } from "./rules.ts";
import { tradeBlocks } from "./trades.ts";

/** Losses without a win from which a day is met calmly before anything else. */
const HARD_DAY = 3;

/** The daily report in Indonesian: structured, without colour or width, from the review alone. */
export function composeReport(
  review: DayReview,
  history: DayHistory,
  settings: ReportSettings,
): ReportDocument {
  const closing = motivation(review, settings.voice);
  return {
    title: "Laporan mentor",
    date: formatDate(review.date),
    headline: headline(review),
    motivation: closing,
    sections: [
      ...promises(review, settings),
      { id: "ringkasan", heading: "Ringkasan", blocks: summary(review, history, settings) },
      {
        id: "transaksi",
        heading: "Transaksi hari ini",
        blocks: tradeBlocks(review, history, settings),
      },
      ...ruleSections(review, settings),
      {
        id: "analisis",
        heading: "Analisis pola trading",
        blocks: analysis(review, settings),
      },
      { id: "emosi", heading: "Emosi vs performa", blocks: moodBlocks(review, settings) },
      { id: "risiko", heading: "Evaluasi manajemen risiko", blocks: riskBlocks(review) },
      { id: "rekomendasi", heading: "Rekomendasi", blocks: advice(review, settings) },
      { id: "motivasi", heading: "Pesan motivasi", blocks: [line(closing)] },
      { id: "catatan", heading: "Catatan pribadi", blocks: notes(history) },
      { id: "rencana", heading: "Rencana besok", blocks: tomorrow(review, settings) },
    ],
  };
}

function promises(review: DayReview, settings: ReportSettings): ReportDocument["sections"] {
  if (review.followup.length === 0 || review.notes.distress) return [];
  const blocks = followUpBlocks(review.followup, settings);
  return [{ id: "janji", heading: "Janji sebelumnya", blocks }];
}

function summary(review: DayReview, history: DayHistory, settings: ReportSettings): Block[] {
  const { totals } = review;
  const pair = (label: string, text: string) => ({ label, text, tone: "plain" as const });
  const rows: Extract<Block, { kind: "pairs" }>["rows"] = [];
  if (totals.n > 0) {
    const tone = totals.net === 0 ? "plain" : totals.net > 0 ? "good" : "bad";
    rows.push({ label: "Hasil", text: signed(totals.net, settings.currency), tone });
    rows.push(pair("Transaksi", countText(totals, settings)));
    rows.push(pair("Menang", winText(totals)));
  }
  rows.push(pair("Suasana", moodLine(review) ?? "belum dicatat"));
  rows.push(pair("Pasar", cleanLine(marketLabel(history.session.market_conditions))));
  return [line(opening(review, settings)), { kind: "pairs", rows }];
}

function countText({ n, by_hand, by_bots }: Totals, { voice, currency }: ReportSettings): string {
  if (by_bots.n === 0 || by_hand.n === 0) return by_hand.n === 0 ? `${n}, semua oleh bot` : `${n}`;
  return (
    `${n}: ${by_hand.n} oleh ${voice} (${signed(by_hand.net, currency)}), ` +
    `${by_bots.n} oleh bot (${signed(by_bots.net, currency)})`
  );
}

function winText({ n, wins, losses, zero }: Totals): string {
  const share = n < HARD_DAY || wins === 0 ? "" : ` (${formatPercent(wins / n)})`;
  const lost = losses === 0 ? "" : `, ${losses} rugi`;
  const even = zero === 0 ? "" : `, ${zero} impas`;
  return `${wins} dari ${n}${share}${lost}${even}`;
}

/** The first sentence: after a loss what was right comes first, a lucky win is called so. */
function opening(review: DayReview, settings: ReportSettings): string {
  const { totals, box, judged } = review;
  const you = youFirst(settings.voice);
  if (review.notes.distress) {
    return `Hari ini cukup sampai di sini. ${you} tidak perlu mengejar apa pun lagi hari ini.`;
  }
  if (judged === "none") {
    const noted = review.mood.entries.length > 0 ? ` ${restedNote(settings.voice)}` : "";
    return `Tidak ada transaksi hari ini. Menunggu di luar pasar juga sebuah keputusan.${noted}`;
  }
  if (judged === "bots") return "Hari ini hanya bot yang bertransaksi.";
  const good = review.findings.filter((finding) => finding.kind === "good").slice(0, 2);
  const kept = listed(good.map(phrase));
  if (totals.by_hand.net < 0) return afterLoss(review, kept, settings);
  const mend = toMend(review);
  if (box === "wrong-won") {
    return mend === null ? "Hasil bagus, proses kurang." : `Hasil bagus, proses kurang: ${mend}.`;
  }
  if (box === "right-won" && mend === null) return `Hari yang rapi: ${kept}.`;
  if (mend !== null) {
    const right = kept === "" ? "Sebagian besar prosesnya benar" : `Yang sudah benar: ${kept}`;
    return box === "right-won"
      ? `${right}. Satu catatan: ${mend}.`
      : `Yang perlu dilihat lagi: ${mend}.`;
  }
  if (kept !== "") return `Yang sudah benar: ${kept}.`;
  return "Hasilnya tercatat; prosesnya belum bisa dinilai dari data yang ada.";
}

function afterLoss(review: DayReview, kept: string, settings: ReportSettings): string {
  const { wins, losses, by_hand } = review.totals;
  const hard = losses >= HARD_DAY && wins === 0 ? `${losses} rugi dalam sehari itu berat. ` : "";
  const cost = unsigned(by_hand.net, settings.currency);
  const told =
    kept === ""
      ? `Hari ini rugi ${cost}, dan semuanya tercatat.`
      : `Yang sudah benar: ${kept}. Ruginya ${cost}.`;
  const focus = review.actions[0];
  const next =
    focus === undefined ? "" : ` Satu hal untuk besok: ${adviceOf(focus, settings).short}.`;
  return `${hard}${told}${next}`;
}

function advice(review: DayReview, settings: ReportSettings): Block[] {
  if (review.actions.length === 0) {
    const none = review.findings.some((one) => one.kind === "bad")
      ? "Tidak ada janji baru untuk besok."
      : "Tidak ada rekomendasi tanpa bukti; hari ini tidak ada yang perlu diubah.";
    return [line(none)];
  }
  return review.actions.map((action: Action, index) => ({
    kind: "step",
    label: `${index + 1}.`,
    text:
      (action.focus && !review.notes.distress ? "FOKUS UTAMA: " : "") +
      adviceOf(action, settings).plan,
    strong: action.focus,
  }));
}

function notes(history: DayHistory): Block[] {
  const text = cleanText(history.session.personal_notes ?? "").trim();
  if (text !== "") return [{ kind: "quote", lines: text.split("\n") }];
  return [line("Belum ada catatan pribadi untuk hari ini.", "muted")];
}

function tomorrow(review: DayReview, settings: ReportSettings): Block[] {
  const focus = review.actions[0];
  if (review.notes.distress) {
    return [line("Tidak ada rencana trading untuk besok. Istirahat adalah rencananya.")];
  }
  if (focus === undefined)
    return [line("Rencana yang sudah ada tetap berlaku; tidak ada yang perlu dikejar.")];
  const { short, kept } = adviceOf(focus, settings);
  const blocks = [line(`Cukup satu hal: ${short}.`)];
  if (kept !== null) blocks.push(line(`Ditepati bila: ${kept}.`));
  if (review.judged === "hand" && review.mood.before === 0) {
    blocks.push(line("Sebelum entry pertama, catat suasana: jurnal mood set", "muted"));
  }
  return blocks;
}
