import { WEEKDAYS } from "../../base/dates.ts";
import { marketLabel, moodLabel } from "../../base/moods.ts";
import { formatNumber, formatPercent } from "../../base/number.ts";
import { amount, inR, inWords, markR } from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import type { PatternId } from "../../mentor/ids.ts";
import { CARRIED01, LARGE_LOT, OUTCOME_R, POSITION, SEGMENT } from "../../mentor/thresholds.ts";
import type { Finding } from "../../mentor/types.ts";
import { PERMUTATIONS } from "../../stats/counts.ts";
import type { ReportSettings } from "../document.ts";
import { both, type WrittenLater } from "./explained.ts";

/** The words of a habit or pattern: its name, the two numbers that prove it, and its rule. */
export interface ClaimWords {
  /** In a few words, without money, for a headline or after a colon. */
  name: string;
  told(values: Finding["values"], settings: ReportSettings): string;
  /** The same for the daily screen, without how often it was counted; null: its name says enough. */
  short: ((values: Finding["values"], settings: ReportSettings) => string) | null;
  /** For `--why` and the manual: its rule with its thresholds, and its source. */
  why: WrittenLater;
}

const parts = () =>
  `Rata-rata R satu bagian dibanding selebihnya, p dari ${amount(PERMUTATIONS)} permutasi (max-T), ` +
  `paling sedikit ${SEGMENT.trades} transaksi per bagian, selisih ${markR(OUTCOME_R)} atau ` +
  `lebih buruk, R dibatasi ${markR(SEGMENT.lowestR)} s.d. ${markR(SEGMENT.highestR)}`;
/** The same where the label belongs to a whole day. */
const partsOfDays = () => `${parts()}, min ${SEGMENT.days} hari per bagian; ${withinDays()}`;
const withinDays = () =>
  `hanya bila paling banyak ${formatPercent(CARRIED01)} transaksi ditutup pada hari lain`;
export const atOnce = ({ clipR }: { readonly clipR: number } = POSITION) =>
  `R dibatasi ${markR(-clipR)} s.d. ${markR(clipR)}`;

/** What is said of where the results are worse. */
export const PATTERN_WORDS: Readonly<Record<PatternId, ClaimWords>> = {
  hasil_setelah_2_rugi: {
    name: `hasil lebih rendah setelah ${inWords(POSITION.losses)} rugi beruntun`,
    told: (v) => `Setelah ${inWords(POSITION.losses)} rugi beruntun atau lebih, ${means(v)}`,
    short: (v) =>
      `Hasil lebih rendah setelah ${inWords(POSITION.losses)} rugi beruntun: ${shortMeans(v)}`,
    why: {
      rule: () =>
        `Rata-rata R setelah >= ${POSITION.losses} rugi beruntun vs lainnya, uji t per hari, ` +
        `${both(POSITION)}, min ${POSITION.days} hari, <= ${markR(OUTCOME_R)}, ${atOnce()}; ${withinDays()}`,
      source: "Liang & Zeger 1986",
    },
  },
  hasil_trade_akhir: {
    name: "hasil lebih rendah pada transaksi akhir hari",
    told: (v) => `Mulai transaksi ke-${Number(v.from) + 1} dalam sehari, ${means(v)}`,
    short: (v) => `Mulai transaksi ke-${Number(v.from) + 1} dalam sehari, ${shortMeans(v)}`,
    why: {
      rule: () =>
        `Rata-rata R sesudah ${POSITION.first} transaksi pertama sehari (atau sesudah jumlah yang lazim) vs ` +
        `sebelumnya, uji t per hari, ${both(POSITION)}, min ${POSITION.lateDays} hari, <= ` +
        `${markR(OUTCOME_R)}, ${atOnce()}; ${withinDays()}`,
      source: "Liang & Zeger 1986",
    },
  },
  lot_besar_hasil_buruk: {
    name: "hasil lebih rendah pada lot besar",
    told: (v) =>
      `Makin besar lot, makin rendah hasilnya dalam R (korelasi peringkat ` +
      `${formatNumber(Number(v.rho), 2)}, ${Number(v.a) + Number(v.b)} transaksi)`,
    short: null,
    why: {
      rule: () =>
        `Korelasi Spearman ukuran dan R, min ${LARGE_LOT.trades} dengan ${LARGE_LOT.sizes} ukuran, rho <= ` +
        `${formatNumber(LARGE_LOT.rho, 2)}`,
      source: "Spearman 1904",
    },
  },
  jam: segment(
    "jam tertentu",
    (label) => `Antara jam ${hours(label)}`,
    () => `${parts()}; bagian ${SEGMENT.hours} jam`,
  ),
  simbol: segment(
    "simbol tertentu",
    (label) => `Pada ${cleanLine(label)}`,
    () => `${parts()}; per simbol`,
  ),
  strategi: segment(
    "strategi tertentu",
    (label) => `Pada strategi ${cleanLine(label)}`,
    () => `${parts()}; per strategi`,
  ),
  arah: segment(
    "satu arah",
    (label) => `Pada posisi ${label}`,
    () => `${parts()}; buy dan sell`,
  ),
  hari: segment(
    "hari tertentu",
    (label) => `Pada hari ${WEEKDAYS[(Number(label) + 6) % 7]}`,
    () => `${partsOfDays()}; label diacak per hari`,
  ),
  emosi: segment(
    "suasana tertentu",
    (label) => `Pada hari yang dibuka dengan suasana ${cleanLine(moodLabel(label))}`,
    () => `${partsOfDays()}; suasana sebelum entry pertama`,
  ),
  kondisi: segment(
    "kondisi pasar tertentu",
    (label) => `Pada kondisi pasar ${cleanLine(marketLabel(label))}`,
    () => `${partsOfDays()}; kondisi pasar per hari`,
  ),
};

function segment(where: string, at: (label: string) => string, rule: () => string): ClaimWords {
  return {
    name: `hasil lebih rendah pada ${where}`,
    told: (values) =>
      `${at(String(values.label))}, ${means(values)}; setelah dikecilkan untuk kebetulan ` +
      `selisihnya ${inR(values.shrunken)}`,
    short: null,
    why: { rule, source: "Westfall & Young 1993" },
  };
}

export function means(v: Finding["values"], others = "selebihnya"): string {
  return `rata-ratanya ${inR(v.group)} per transaksi, ${others} ${inR(v.rest)} (${v.a} vs ${v.b})`;
}

export const shortMeans = (v: Finding["values"], others = "transaksi lainnya") =>
  `rata-rata ${inR(v.group)}, ${others} ${inR(v.rest)}`;

function hours(label: string): string {
  const from = Number(label);
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  return `${clock(from)} dan ${clock((from + SEGMENT.hours) % 24)}`;
}
