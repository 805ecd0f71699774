import { formatDay } from "../../base/dates.ts";
import { capital, idList, signed, type Voice, youFirst } from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import type { DayReview } from "../../mentor/day-review.ts";
import { goneHabit, isPraise } from "../../mentor/findings.ts";
import { GONE } from "../../mentor/ids.ts";
import type { DayPart, Finding, GoneFinding } from "../../mentor/types.ts";
import { FACT_WORDS } from "./facts.ts";
import { habitName } from "./habits.ts";
import { praisePhrase } from "./praise.ts";
import { ruleWordsOf } from "./rules.ts";

/** The one line shown in the history. */
export function headline(review: DayReview): string {
  const { by_hand, net } = review.totals;
  const turned = by_hand.n > 0 && by_hand.net !== 0 && by_hand.net * net < 0;
  const told = ownHeadline(review);
  if (!turned || review.notes.distress) return told;
  return `${told.replace(/\.$/, "")}; bersama bot ${net > 0 ? "untung" : "rugi"}.`;
}

/** Of the trader's own trades, where there are any. */
function ownHeadline(review: DayReview): string {
  if (review.notes.distress) return "Hari untuk beristirahat.";
  if (review.judged === "none") {
    return review.totals.parts.length > 0
      ? "Tidak ada posisi yang selesai."
      : "Tidak ada transaksi.";
  }
  if (review.judged === "bots") return `Hanya bot: ${review.totals.n} transaksi.`;
  const good = review.findings.filter((finding) => finding.kind === "good").map(phrase);
  const mend = toMend(review);
  const kept = good.slice(0, 2).join(", ");
  switch (review.box) {
    case "right-won":
      return mend === null ? tidyDay(kept) : `Proses baik, satu catatan: ${mend}.`;
    case "right-lost":
      return mend === null
        ? `Rugi dengan proses yang benar${after(kept)}.`
        : `Rugi, proses sebagian besar benar; dibenahi: ${mend}.`;
    case "wrong-won":
      return `Hasil bagus, proses kurang${after(mend)}.`;
    case "wrong-lost":
      return `Yang dibenahi${after(mend ?? "proses sebelum entry")}.`;
    default:
      if (mend !== null) return `${capital(mend)}.`;
      return review.risk.known
        ? tidyDay(kept)
        : "Belum bisa dinilai: data transaksi belum lengkap.";
  }
}

function tidyDay(kept: string): string {
  return `Hari yang rapi${after(kept)}.`;
}

function after(text: string | null): string {
  return text === null || text === "" ? "" : `: ${text}`;
}

/** Enough losses without a win to be a hard day, whatever their size. */
export const HARD_DAY = 3;

/**
 * The closing words, drawn from what happened that day: the same day gives the same words. No
 * promise, no quotation, and no praise without something seen.
 */
export function motivation(review: DayReview, voice: Voice): string {
  const { totals, box } = review;
  if (review.notes.distress) return distressed(voice);
  if (review.judged === "none") {
    if (totals.parts.length > 0) return "Posisinya dinilai utuh di hari ia selesai.";
    return "Hari tanpa transaksi juga catatan yang utuh. Pasar akan tetap ada.";
  }
  if (review.judged === "bots") {
    return `Hari ini bot yang bekerja. ${youFirst(voice)} cukup memeriksa pengaturannya.`;
  }
  const good = review.findings.filter((finding) => finding.kind === "good").map(phrase);
  const kept = good[0] === undefined ? null : capital(good[0]);
  const { wins, losses } = totals.by_hand;
  if (losses >= HARD_DAY && wins === 0) return hardDay(losses, kept, voice);
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

/** The first words on a day of distress. */
export function enough(voice: Voice): string {
  return `Hari ini cukup sampai di sini. ${youFirst(voice)} tidak perlu mengejar apa pun lagi hari ini.`;
}

/** Why the day's result is not the sum of the trades that ended on it. */
export function partText({ trade, symbol, date, net }: DayPart, day: string, currency: string) {
  const [name, when] = [`#${trade} ${cleanLine(symbol)}`, formatDay(date, day)];
  return date > day
    ? `${signed(net, currency)} dari ${name}; sisanya ditutup ${when}`
    : `${signed(-net, currency)} dari ${name} sudah masuk hasil ${when}`;
}

function distressed(voice: Voice): string {
  return (
    "Catatan hari ini tersimpan, dan tidak ada yang harus diselesaikan sekarang. " +
    `${youFirst(voice)} lebih penting daripada angka di layar. Pasar akan tetap ada.`
  );
}

/** The finding in a few words, without money, for a headline or after a colon. */
export function phrase(finding: Finding): string {
  if (finding.proof !== undefined) return habitName(finding.id);
  if (finding.id === GONE) return goneName(finding);
  if (isPraise(finding)) return praisePhrase(finding);
  return FACT_WORDS[finding.id].phrase(finding);
}

/** What is to be mended first, in a few words: a fact of the day, else a rule of one's own. */
export function toMend({ findings, rules }: DayReview): string | null {
  const bad = findings.find((one) => one.kind === "bad" && one.proof === undefined);
  if (bad !== undefined) return phrase(bad);
  const broken = rules.find((rule) => rule.outcome === "broken");
  if (broken === undefined) return null;
  const by = broken.trades.length === 0 ? "" : ` (${idList(broken.trades)})`;
  return `aturan sendiri terlewat, ${ruleWordsOf(broken).name}${by}`;
}

function goneName(finding: GoneFinding): string {
  return `kebiasaan “${habitName(goneHabit(finding))}” sudah tidak terlihat`;
}
