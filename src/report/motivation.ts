import { capital } from "../base/report-parts.ts";
import { type Voice, youFirst } from "../base/voice.ts";
import type { DayReview } from "../mentor/day-review.ts";
import { phrase } from "./report-headline.ts";

/** Enough losses without a win to be a hard day, whatever their size. */
const HARD_DAY = 3;

/**
 * The closing words, drawn from what happened that day: the same day gives the same words. No
 * promise, no quotation, and no praise without something seen.
 */
export function motivation(review: DayReview, voice: Voice): string {
  const { totals, box } = review;
  if (review.notes.distress) return distressed(voice);
  if (review.judged === "none") {
    return "Hari tanpa transaksi juga catatan yang utuh. Pasar akan tetap ada.";
  }
  if (review.judged === "bots") {
    return `Hari ini bot yang bekerja. ${youFirst(voice)} cukup memeriksa pengaturannya.`;
  }
  const good = review.findings.filter((finding) => finding.kind === "good").map(phrase);
  const kept = good[0] === undefined ? null : capital(good[0]);
  if (totals.losses >= HARD_DAY && totals.wins === 0) return hardDay(totals.losses, kept, voice);
  if (
    review.findings.some((one) => one.kind === "bad" && one.proof === undefined) &&
    box.startsWith("right")
  ) {
    return kept === null
      ? "Dasarnya sudah ada. Besok satu hal saja yang dibenahi."
      : `${kept}. Bagian itu dipertahankan; besok satu hal saja yang dibenahi.`;
  }
  switch (box) {
    case "right-won":
      return kept === null
        ? "Prosesnya sudah benar. Besok cukup diulang, tanpa perlu lebih besar."
        : `${kept}: itu yang layak diulang, besok dengan ukuran yang sama.`;
    case "right-lost":
      return kept === null
        ? "Rugi hari ini terjadi dengan proses yang benar. Itu bagian dari pekerjaan ini."
        : `${kept}, padahal hari ini merah. Proses seperti itu yang bisa diulang.`;
    case "wrong-won":
      return (
        "Untungnya nyata, prosesnya belum. Simpan untungnya, benahi satu hal, " +
        "supaya hari berikutnya tidak bergantung pada nasib baik."
      );
    case "wrong-lost":
      return kept === null
        ? `${youFirst(voice)} mencatat hari ini apa adanya. Dari sini satu hal saja dibenahi besok.`
        : `${kept}. Bagian itu dipertahankan; besok satu hal saja yang dibenahi.`;
    default:
      return kept === null
        ? "Satu hari sudah tercatat. Makin lengkap catatannya, makin banyak yang bisa dilihat."
        : `${kept}. Itu yang dibawa ke hari berikutnya.`;
  }
}

function hardDay(losses: number, kept: string | null, voice: Voice): string {
  const done = kept === null ? "Semuanya sudah tercatat" : `${kept}, dan semuanya tercatat`;
  return (
    `${losses} rugi tanpa satu kemenangan itu melelahkan. ${done}. ` +
    `${youFirst(voice)} tidak perlu mengejar apa pun hari ini.`
  );
}

function distressed(voice: Voice): string {
  return (
    "Catatan hari ini tersimpan, dan tidak ada yang harus diselesaikan sekarang. " +
    `${youFirst(voice)} lebih penting daripada angka di layar. Pasar akan tetap ada.`
  );
}
