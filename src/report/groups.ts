import { SHORT_MONTHS, WEEKDAYS } from "../base/dates.ts";
import { dictionary } from "../base/dictionary.ts";
import { mistakeLabel } from "../base/mistakes.ts";
import { marketLabel, moodLabel } from "../base/moods.ts";
import { pIs, times } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import { type Division, SMALL_LOT } from "../figures/groupings.ts";
import { type Breakdown, LEAST_IN_ALL } from "../figures/groups.ts";
import { IN_LINE } from "../mentor/thresholds.ts";

/** What the trades are divided by, as a heading. */
export const DIVISION_TITLE: Readonly<Record<Division, string>> = {
  symbol: "Simbol",
  setup: "Setup",
  bot: "Bot",
  mood: "Suasana",
  market: "Pasar",
  weekday: "Hari",
  hour: "Jam entry",
  session: "Sesi pasar",
  side: "Arah",
  tag: "Tanda",
  month: "Bulan",
  size: "Ukuran lot",
  hold: "Lama posisi",
  timeframe: "Timeframe",
  confidence: "Keyakinan",
  mistake: "Kesalahan",
  body: "Badan",
  plan: "Rencana",
  checklist: "Checklist",
  account: "Akun",
};

const FIXED: Readonly<Record<string, string>> = dictionary({
  planned: "dari rencana",
  against: "melawan aturan",
  unplanned: "tanpa rencana",
  whole: "terpenuhi semua",
  broken: "ada yang tidak",
  asia: "Asia",
  london: "London",
  overlap: "London + New York",
  "new-york": "New York",
  between: "di luar sesi",
  small: `di bawah biasa (< ${times(SMALL_LOT)})`,
  usual: "biasa",
  large: `di atas biasa (> ${times(IN_LINE)})`,
  "5m": "< 5 menit",
  "30m": "5–30 menit",
  "2h": "30 menit–2 jam",
  "8h": "2–8 jam",
  "24h": "8–24 jam",
  longer: "> 1 hari",
});

/** Those whose groups are not words of the trader. */
const FIXED_DIVISIONS: readonly Division[] = ["session", "size", "hold", "plan", "checklist"];

/** A group as it is shown; `bots` are names by id. */
export function groupLabel(
  key: string | null,
  by: Division,
  bots: ReadonlyMap<string, string>,
): string {
  if (key === null) return by === "mood" ? "tanpa catatan sebelum entry" : "tidak dicatat";
  if (by === "weekday") return WEEKDAYS[Number(key) - 1] ?? key;
  if (by === "hour") return `${key.padStart(2, "0")}:00–${key.padStart(2, "0")}:59`;
  if (by === "mood") return moodLabel(key);
  if (by === "market") return marketLabel(key);
  if (by === "mistake") return mistakeLabel(key);
  if (by === "month") return `${SHORT_MONTHS[Number(key.slice(5)) - 1]} ${key.slice(0, 4)}`;
  if (by === "bot") return key === "0" ? "dengan tangan" : cleanLine(bots.get(key) ?? `#${key}`);
  const isFixed = FIXED_DIVISIONS.includes(by);
  return isFixed ? (FIXED[key] ?? key) : cleanLine(key);
}

export const GROUP_COLUMNS = {
  n: "Trx",
  winRate: "Win rate",
  bySign: "Tanpa impas",
  net: "Hasil",
  expectancy: "Per trx",
  r: "R",
  share: "Andil",
  mark: "Catatan",
} as const;

export const GROUP_MARK = {
  few: "terlalu sedikit",
  worst: "terlemah",
  best: "terkuat",
} as const;

/** What may be said of the groups, and what not. */
export function groupVerdict(breakdown: Breakdown, labelOf: (key: string) => string): string[] {
  const { contrast, overlaps, compared_in, by, is_own } = breakdown;
  if (by === "hold") {
    return [
      "Lama posisi ikut ditentukan hasilnya (SL yang dekat lebih cepat tersentuh daripada TP), jadi kelompoknya tidak dibandingkan.",
    ];
  }
  if (by === "mistake") {
    return [
      "Kesalahan ditandai sesudah hasilnya diketahui, jadi kelompoknya tidak dibandingkan: jumlahnya saja, dan dari berapa transaksi.",
    ];
  }
  if (by === "plan" || by === "checklist") {
    return [
      "Di sini rata-rata dan rentangnya saja. Apakah selisihnya melebihi kebetulan diperiksa mentor di `jurnal report`, bersama kebiasaan lain.",
    ];
  }
  if (by === "confidence" || is_own) {
    return [
      `${DIVISION_TITLE[by]} yang ditulis bersama transaksinya bisa ikut hasilnya, jadi kelompoknya tidak dibandingkan.`,
    ];
  }
  if (overlaps) {
    return [
      "Satu transaksi bisa bertanda beberapa: jumlah kelompok melebihi seluruhnya, dan kelompoknya tidak dibandingkan.",
    ];
  }
  if (contrast === null) {
    return [
      `Belum cukup untuk dibandingkan: perlu ${LEAST_IN_ALL} transaksi, dan dua kelompok yang tidak terlalu sedikit.`,
    ];
  }
  const unit = compared_in === "r" ? "R" : "uang";
  const corrected = (p: number) =>
    `${pIs(p)}, sudah dikoreksi untuk ${contrast.compared.length} kelompok dan ` +
    `${contrast.divisions} pembagian yang bisa dilihat`;
  const told = [
    contrast.worst === null
      ? ""
      : `${labelOf(contrast.worst)}: rata-rata per transaksi (${unit}) lebih rendah daripada kelompok lain, melebihi kebetulan (${corrected(contrast.p_worst)}).`,
    contrast.best === null
      ? ""
      : `${labelOf(contrast.best)}: rata-rata per transaksi (${unit}) lebih tinggi daripada kelompok lain, melebihi kebetulan (${corrected(contrast.p_best)}).`,
  ].filter((text) => text !== "");
  if (told.length > 0) return [...told, "Ini pola di data yang lalu, bukan sebab dan bukan janji."];
  const least = Math.min(contrast.p_worst, contrast.p_best);
  return [`Perbedaan antarkelompok belum bisa dibedakan dari kebetulan (${corrected(least)}).`];
}

/** Explains what makes the groups where it is not plain. */
export const DIVISION_NOTE: Partial<Readonly<Record<Division, string>>> = {
  mood: "Suasana: yang ditulis di transaksinya; bila tidak ada, yang terakhir dicatat sebelum entry. Yang dicatat sesudah hasilnya diketahui tidak dipakai.",
  session:
    "Sesi menurut jam entry: Asia 06–14 WIB, London 14–23, New York 19–04; di musim dingin London dan New York satu jam kemudian.",
  size: "Lot biasa: nilai tengah lot simbol itu dalam rentang ini.",
};
