import { formatDate, formatTime } from "../base/dates.ts";
import { marketText } from "../base/moods.ts";
import { formatPercent, inStyleOf } from "../base/number.ts";
import { inOrderOf, listed, signed, unsigned } from "../base/phrases.ts";
import { cleanLine, cleanText } from "../base/text.ts";
import { parseUtc } from "../base/time.ts";
import type { Action, DayReview, Totals } from "../mentor/day-review.ts";
import type { DayHistory, Finding } from "../mentor/types.ts";
import { type Block, line, type ReportDocument, type ReportSettings, toneOf } from "./document.ts";
import { withNumber } from "./judgements.ts";
import { moodBlocks, moodLine, restedNote } from "./mood.ts";
import { isUnderWay, NONE_DONE, plannedSections } from "./planned.ts";
import { adviceOf, followUpBlocks } from "./promises.ts";
import { riskBlocks } from "./risk.ts";
import { ruleSections } from "./rules.ts";
import { tradeBlocks } from "./trades.ts";
import { rateBySign } from "./win-rate.ts";
import { enough, HARD_DAY, headline, motivation, partText, phrase, toMend } from "./words/day.ts";
import { findingSentence, ruleName } from "./words/events.ts";

/**
 * The whole daily report in Indonesian, with all its evidence: structured, without colour or width, from
 * the review alone. What a day shows at first is composeScreen.
 */
export function composeReport(
  review: DayReview,
  history: DayHistory,
  settings: ReportSettings,
): ReportDocument {
  return inOrderOf(history.trades, () =>
    inStyleOf(settings.currency, () => compose(review, history, settings)),
  );
}

function compose(review: DayReview, history: DayHistory, settings: ReportSettings): ReportDocument {
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
      ...(review.notes.distress ? [] : plannedSections(history, settings)),
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
      ...originSections(history, settings),
    ],
  };
}

function promises(review: DayReview, settings: ReportSettings): ReportDocument["sections"] {
  if (review.followup.length === 0 || review.notes.distress) return [];
  const blocks = followUpBlocks(review, settings);
  return [{ id: "janji", heading: "Janji sebelumnya", blocks }];
}

function summary(review: DayReview, history: DayHistory, settings: ReportSettings): Block[] {
  const { totals } = review;
  const pair = (label: string, text: string) => ({ label, text, tone: "plain" as const });
  const rows: Extract<Block, { kind: "pairs" }>["rows"] = [];
  if (totals.n > 0 || totals.parts.length > 0) {
    const text = signed(totals.net, settings.currency);
    rows.push({ label: "Hasil", text, tone: toneOf(totals.net) });
    for (const part of totals.parts) {
      rows.push(pair("Sebagian", partText(part, review.date, settings.currency)));
    }
  }
  if (totals.n > 0) {
    rows.push(pair("Transaksi", countText(totals, settings)));
    rows.push(pair("Menang", winText(totals)));
  }
  rows.push(pair("Suasana", moodLine(review) ?? "belum dicatat"));
  rows.push(pair("Pasar", marketText(history.session)));
  return [line(opening(review, history, settings)), { kind: "pairs", rows }];
}

/** The first sentence: after a loss what was right comes first, a lucky win is called so. */
function opening(review: DayReview, history: DayHistory, settings: ReportSettings): string {
  const { totals, box, judged } = review;
  if (review.notes.distress) {
    return enough(settings.voice);
  }
  if (judged === "none") {
    const noted = review.mood.entries.length > 0 ? ` ${restedNote(settings.voice)}` : "";
    if (isUnderWay(review, history)) return NONE_DONE;
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
  if (box === "right-won" && mend === null) {
    return kept === "" ? "Hari yang rapi." : `Hari yang rapi: ${kept}.`;
  }
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
  const { by_hand, by_bots, net } = review.totals;
  const { wins, losses } = by_hand;
  const hard = losses >= HARD_DAY && wins === 0 ? `${losses} rugi dalam sehari itu berat. ` : "";
  const own = by_bots.n === 0 ? "" : ` oleh ${settings.voice}`;
  const sum = net < 0 ? "" : `, bersama bot ${signed(net, settings.currency)}`;
  const cost = `${unsigned(by_hand.net, settings.currency)}${own}${sum}`;
  const told =
    kept === ""
      ? `Hari ini rugi ${cost}, dan semuanya tercatat.`
      : `Yang sudah benar: ${kept}. Ruginya ${cost}.`;
  const focus = review.actions[0];
  const next =
    focus === undefined ? "" : ` Satu hal untuk besok: ${adviceOf(focus, settings).short}.`;
  return `${hard}${told}${next}`;
}

function countText({ n, by_hand, by_bots }: Totals, { voice, currency }: ReportSettings): string {
  if (by_bots.n === 0 || by_hand.n === 0) return by_hand.n === 0 ? `${n}, semua oleh bot` : `${n}`;
  return (
    `${n}: ${by_hand.n} oleh ${voice} (${signed(by_hand.net, currency)}), ` +
    `${by_bots.n} oleh bot (${signed(by_bots.net, currency)})`
  );
}

function winText({ n: all, wins, losses, zero, judged: n = all, ...totals }: Totals): string {
  const { wins_by_sign: above } = totals;
  const rates = {
    win_rate: wins / n,
    ...(above === undefined ? {} : { win_rate_by_sign: above / all }),
  };
  const other = rateBySign(rates, formatPercent);
  const share = n < HARD_DAY || wins === 0 ? "" : ` (${formatPercent(wins / n)}${other})`;
  const lost = losses === 0 ? "" : `, ${losses} rugi`;
  const even = zero === 0 ? "" : `, ${zero} impas`;
  return `${wins} dari ${n}${share}${lost}${even}`;
}

/** Most findings that are neither good nor bad. */
const MOST_COUNTED = 2;

/** The day's findings: what was right, what to mend, what is proven, and what is only counted. */
function analysis(review: DayReview, settings: ReportSettings): Block[] {
  if (review.judged === "none") return [line("Tidak ada yang perlu dianalisis hari ini.", "muted")];
  if (review.notes.distress) {
    return [line("Pembahasan transaksi bisa menunggu sampai keadaan lebih tenang.")];
  }
  const of = (kind: Finding["kind"]) => review.findings.filter((one) => one.kind === kind);
  const [good, all] = [of("good"), of("bad")];
  const bad = all.filter((one) => one.proof === undefined);
  if (review.judged === "bots") {
    const none = `Tidak ada transaksi oleh ${settings.voice}, jadi tidak ada pola yang dinilai.`;
    return findingBlocks(bad, "bad", review, settings, none);
  }
  return [
    { kind: "subheading", text: "Kekuatan" },
    ...findingBlocks(
      good,
      "good",
      review,
      settings,
      "Belum ada yang bisa dipastikan dari data hari ini.",
    ),
    { kind: "subheading", text: "Kejadian yang perlu diperbaiki" },
    ...findingBlocks(bad, "bad", review, settings, "Tidak ada yang menonjol dari data hari ini."),
    ...provenBlocks(review, settings),
    ...countedBlocks(review, settings),
    ...appealBlocks(review),
  ];
}

/** What is neither good nor bad, below the rest: it must not crowd what is to be mended. */
function countedBlocks(review: DayReview, settings: ReportSettings): Block[] {
  const counted = review.findings
    .filter((one) => one.kind === "info" && one.severity > 0)
    .slice(0, MOST_COUNTED);
  return counted.map((finding) => ({
    kind: "item",
    mark: "dot",
    text: withNumber(findingSentence(finding, settings), review, finding),
  }));
}

/** How often each detector was appealed: what is left out is said. */
function appealBlocks({ appealed }: DayReview): Block[] {
  const counts = Object.entries(appealed).map(([id, count]) => `${ruleName(id)} ${count}x`);
  return counts.length === 0 ? [] : [line(`Banding: ${listed(counts)}.`, "muted")];
}

/** Proven habits and patterns under their own labels, or that nothing is proven yet. */
function provenBlocks(review: DayReview, settings: ReportSettings): Block[] {
  const { n, last, next } = review.check;
  const proven = review.findings.filter((one) => one.proof !== undefined);
  if (proven.length === 0) {
    const text = `Belum ada kebiasaan yang terbukti (${n} transaksi; pemeriksaan berikutnya di transaksi ke-${next}).`;
    return [line(text, "muted")];
  }
  const labels = { kebiasaan: "Kebiasaan terbukti", pola: "Pola hasil", kejadian: "Kejadian" };
  const blocks: Block[] = [];
  for (const level of ["kebiasaan", "pola"] as const) {
    const some = proven.filter((one) => one.level === level);
    if (some.length === 0) continue;
    blocks.push({ kind: "subheading", text: labels[level] });
    blocks.push(...findingBlocks(some, "bad", review, settings, ""));
  }
  blocks.push(line(`Pemeriksaan di transaksi ke-${last}; berikutnya di ke-${next}.`, "muted"));
  return blocks;
}

function findingBlocks(
  findings: readonly Finding[],
  kind: "good" | "bad",
  review: DayReview,
  settings: ReportSettings,
  none: string,
): Block[] {
  if (findings.length === 0) return [line(none, "muted")];
  return findings.map((finding) => {
    const text = withNumber(findingSentence(finding, settings), review, finding);
    return { kind: "item", mark: kind, text };
  });
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

/** What QuantumBotX wrote of the day, as its words and not as the mentor's. */
function originSections(
  { origin_report: report }: DayHistory,
  { zone }: ReportSettings,
): ReportDocument["sections"] {
  if (report === null) return [];
  const at = parseUtc(report.created_at ?? "");
  const when = Number.isNaN(at) ? "" : ` pukul ${formatTime(at, zone)}`;
  const last = report.count > 1 ? `; yang terakhir dari ${report.count} laporan` : "";
  const told = (label: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${label}: ${lines.join(" · ")}`];
  const lines = [
    ...told("Pola", report.patterns),
    ...told("Emosi", report.emotions),
    ...told("Risiko", report.score === null ? [] : [report.score]),
    ...report.recommendations,
    ...report.message,
  ].map((text) => cleanLine(text.replaceAll("**", "")));
  const source = line(`Ditulis oleh QuantumBotX${when}${last}, bukan oleh mentor ini.`, "muted");
  return [
    {
      id: "quantumbotx",
      heading: "Laporan QuantumBotX",
      blocks: [source, { kind: "quote", lines }],
    },
  ];
}
