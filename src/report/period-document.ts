import { formatShortDate } from "../base/dates.ts";
import { periodLabel } from "../base/period.ts";
import { capital, signed, unsigned } from "../base/report-parts.ts";
import { youFirst, yours } from "../base/voice.ts";
import type { PeriodReview } from "../figures/period.ts";
import { judgedDays, processBlocks } from "./period-conduct.ts";
import { habitBlocks, nextBlocks } from "./period-habits.ts";
import { promiseBlocks, ruleBlocks } from "./period-promises.ts";
import { changeBlocks, resultBlocks } from "./period-result.ts";
import { sideBlocks } from "./period-sides.ts";
import { periodNoun, periodSubject, tradeCount, whatIsNext } from "./period-words.ts";
import { adviceOf } from "./report-advice.ts";
import {
  type Block,
  line,
  type ReportDocument,
  type ReportSettings,
  type Section,
} from "./report-document.ts";

const TITLES: Readonly<Record<string, string>> = {
  ...{ week: "Tinjauan mingguan", month: "Tinjauan bulanan", year: "Tinjauan tahunan" },
};

/** The review of a period in Indonesian: structured, without colour or width. */
export function composePeriod(review: PeriodReview, settings: ReportSettings): ReportDocument {
  const closing = closingWords(review, settings);
  const sections: Section[] = [
    section("ringkasan", "Ringkasan", [line(opening(review, settings))]),
  ];
  if (review.result.n > 0) {
    if (!review.distress) {
      sections.push(
        section("hasil", "Hasil", resultBlocks(review, settings)),
        section("perbandingan", "Dibanding sebelumnya", changeBlocks(review, settings)),
        section("proses", "Proses dan hasil", processBlocks(review, settings)),
        section("aturan", yours("Aturan", settings.voice), ruleBlocks(review, settings)),
        section("janji", "Janji", promiseBlocks(review, settings)),
        section("kebiasaan", "Kebiasaan dan kejadian", habitBlocks(review, settings)),
        section("bot", `${settings.voice} dan bot`, sideBlocks(review, settings)),
      );
    }
    const next = `Untuk ${whatIsNext(review.period)}`;
    sections.push(section("rekomendasi", next, nextBlocks(review, settings)));
  }
  sections.push(section("motivasi", "Pesan penutup", [line(closing)]));
  return {
    title: TITLES[review.period.kind] ?? "Tinjauan",
    date: dateWords(review),
    headline: headline(review, settings),
    motivation: closing,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function section(id: Section["id"], heading: string, blocks: Block[]): Section {
  return { id, heading, blocks };
}

/** "November 2026, sampai hari ini (22 Nov 2026)". */
function dateWords({ period, today }: PeriodReview): string {
  const label = capital(periodLabel(period));
  return period.unfinished ? `${label}, sampai hari ini (${formatShortDate(today)})` : label;
}

function headline({ result, period }: PeriodReview, { currency }: ReportSettings): string {
  const what = result.n === 0 ? "tidak ada transaksi" : signed(result.net, currency);
  return `${periodSubject(period)}: ${what}.`;
}

/** The first words: after a loss what was right comes first, and a lucky win is called so. */
function opening(review: PeriodReview, settings: ReportSettings): string {
  const { result, sides, period, boxes } = review;
  const subject = periodSubject(period);
  if (review.distress) {
    const you = youFirst(settings.voice);
    return `Hari-hari ini berat. ${you} tidak perlu mengejar apa pun sekarang; angka bisa menunggu.`;
  }
  if (result.n === 0) {
    return (
      `${subject}: tidak ada transaksi${restDays(review)}. ` +
      "Menunggu di luar pasar juga sebuah keputusan."
    );
  }
  if (sides.hand.n === 0)
    return `${subject}: hanya bot yang bertransaksi, ${tradeCount(sides.bots.n)}.`;
  const { net, n } = sides.hand;
  const judged = judgedDays(review);
  const right = boxes["right-won"].days.length + boxes["right-lost"].days.length;
  const kept = `${right} dari ${judged} hari dijalani dengan proses yang benar.`;
  const own = sides.bots.n > 0 ? ` oleh ${settings.voice}` : "";
  if (net < 0) {
    const cost = unsigned(net, settings.currency);
    const told =
      right === 0
        ? `${subject} rugi ${cost} dari ${tradeCount(n)}${own}, dan semuanya tercatat.`
        : `${subject}: ${kept} Ruginya ${cost} dari ${tradeCount(n)}${own}.`;
    return told + focusWords(review, settings);
  }
  const won =
    net === 0
      ? `${subject} impas dari ${tradeCount(n)}${own}.`
      : `${subject} untung ${unsigned(net, settings.currency)} dari ${tradeCount(n)}${own}.`;
  const lucky = boxes["wrong-won"].days.length;
  if (lucky > right) {
    return `${won} Hasil bagus, proses kurang pada ${lucky} dari ${judged} hari.`;
  }
  return judged === 0 ? won : `${won} ${capital(kept)}`;
}

/** Days that were kept although nothing was traded. */
function restDays({ sessions }: PeriodReview): string {
  return sessions === 0 ? "" : `, dan ${sessions} hari tetap dicatat`;
}

function focusWords(review: PeriodReview, settings: ReportSettings): string {
  const first = review.actions[0];
  if (first === undefined) return "";
  const date = first.dates.at(-1);
  const { short } = adviceOf(first.action, settings, date && `pada ${formatShortDate(date)}`);
  return ` Satu hal untuk ${whatIsNext(review.period)}: ${short}.`;
}

/** The last words, drawn from what happened: no promise, no praise without something seen. */
function closingWords(review: PeriodReview, { voice }: ReportSettings): string {
  const { result, sides, period, boxes } = review;
  const noun = periodNoun(period);
  const you = youFirst(voice);
  if (review.distress) {
    return (
      "Catatannya tersimpan, dan tidak ada yang harus diselesaikan sekarang. " +
      `${you} lebih penting daripada angka di layar. Pasar akan tetap ada.`
    );
  }
  if (result.n === 0) {
    return `${capital(noun)} tanpa transaksi juga catatan yang utuh. Pasar akan tetap ada.`;
  }
  if (sides.hand.n === 0) return `Bot yang bekerja. ${you} cukup memeriksa pengaturannya.`;
  const judged = judgedDays(review);
  const right = boxes["right-won"].days.length + boxes["right-lost"].days.length;
  if (judged === 0) {
    return "Semuanya sudah tercatat. Makin lengkap catatannya, makin banyak yang bisa dilihat.";
  }
  if (sides.hand.net < 0) {
    return 2 * right >= judged
      ? "Prosesnya sebagian besar sudah benar, meskipun hasilnya merah. Bagian itu yang diteruskan."
      : `${you} melihat semuanya apa adanya, dan itu sudah langkah pertama. Dari sini satu hal saja.`;
  }
  if (boxes["wrong-won"].days.length > 0) {
    return (
      "Untungnya nyata, sebagian prosesnya belum. Benahi satu hal, supaya hasil berikutnya " +
      "tidak bergantung pada nasib baik."
    );
  }
  if (right === judged) return "Prosesnya layak diulang, dengan ukuran yang sama.";
  return 2 * right >= judged
    ? "Sebagian besar prosesnya layak diulang, dengan ukuran yang sama. Sisanya cukup satu hal saja."
    : "Simpan hasilnya, dan teruskan satu perbaikan saja.";
}
