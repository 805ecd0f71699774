import { formatDuration, WEEKDAYS } from "../../base/dates.ts";
import { marketLabel, moodLabel } from "../../base/moods.ts";
import { formatNumber, formatPercent } from "../../base/number.ts";
import { idList, inR, inWords, markR, signed, times, unsigned, yours } from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import { goneHabit } from "../../mentor/findings.ts";
import {
  type ClaimId,
  isSharePraiseId,
  type OtherPraiseId,
  type SharePraiseId,
} from "../../mentor/ids.ts";
import { CUT, EDGE, LOOSE, LOT_STEP, POSITION, PRAISED, SEGMENT } from "../../mentor/thresholds.ts";
import type { Finding, GoneFinding, PraiseFinding, ProvenFinding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";

/** The words of a habit or pattern: its name, and the two numbers that prove it. */
interface Words {
  /** In a few words, without money, for a headline or after a colon. */
  name: string;
  told(values: Finding["values"], settings: ReportSettings): string;
  /** The same for the daily screen, without how often it was counted; null: its name says enough. */
  short: ((values: Finding["values"], settings: ReportSettings) => string) | null;
}

export const HABIT_WORDS: Readonly<Record<ClaimId, Words>> = {
  lot_naik_setelah_rugi: {
    name: "lot naik setelah rugi",
    told: (v, { voice }) =>
      `Setelah rugi, ${yours("lot", voice)} ${times(v.effect)} lot setelah untung ` +
      `(${v.a} vs ${v.b} transaksi)`,
    short: (v, { voice }) =>
      `Setelah rugi, ${yours("lot", voice)} ${times(v.effect)} lot setelah untung`,
  },
  lot_naik_saat_untung: {
    name: "lot naik saat hari sedang untung",
    told: (v, { voice }) =>
      `Saat hari sedang untung, ${yours("lot", voice)} ${times(v.effect)} lot saat sedang rugi ` +
      `(${v.a} vs ${v.b} transaksi, ${v.sessions} hari)`,
    short: (v, { voice }) =>
      `Saat hari sedang untung, ${yours("lot", voice)} ${times(v.effect)} lot saat sedang rugi`,
  },
  lot_naik_saat_rugi_sesi: {
    name: "lot naik saat hari sedang rugi",
    told: (v, { voice }) =>
      `Saat hari sedang rugi, ${yours("lot", voice)} ${times(1 / Number(v.effect))} lot saat ` +
      `sedang untung (${v.b} vs ${v.a} transaksi, ${v.sessions} hari)`,
    short: (v, { voice }) =>
      `Saat hari sedang rugi, ${yours("lot", voice)} ${times(1 / Number(v.effect))} lot saat sedang untung`,
  },
  masuk_cepat_setelah_rugi: {
    name: "masuk lagi lebih cepat setelah rugi",
    told: (v) =>
      `Setelah rugi, jeda sebelum entry berikutnya ${minutes(v.after_loss)}; setelah untung ` +
      `${minutes(v.after_win)} (median, ${v.a} vs ${v.b} transaksi)`,
    short: (v) =>
      `Setelah rugi, jeda sebelum entry berikutnya biasanya ${about(v.after_loss)}; ` +
      `setelah untung ${about(v.after_win)}`,
  },
  balas_dendam: {
    name: "masuk cepat dengan lot lebih besar setelah rugi",
    told: (v) =>
      `Masuk lebih cepat dari biasanya sekaligus dengan lot lebih besar: ` +
      `${share(v.after_loss)} dari ${v.a} transaksi setelah rugi, ${share(v.after_win)} dari ` +
      `${v.b} setelah untung`,
    short: (v) =>
      `Masuk lebih cepat dan dengan lot lebih besar pada ${share(v.after_loss)} transaksi setelah rugi, ` +
      `${share(v.after_win)} setelah untung`,
  },
  martingale: {
    name: "lot dilipatkan setelah rugi",
    told: (v) =>
      `Lot naik ${times(LOT_STEP)} atau lebih pada ${share(v.after_loss)} dari ${v.a} transaksi setelah rugi, ` +
      `dan ${share(v.after_win)} dari ${v.b} setelah untung`,
    short: (v) =>
      `Lot dilipatkan pada ${share(v.after_loss)} transaksi setelah rugi, ` +
      `${share(v.after_win)} setelah untung`,
  },
  rata_rugi: {
    name: "menambah posisi yang sedang rugi",
    told: (v) =>
      `Dari ${Number(v.a) + Number(v.b)} penambahan posisi, ${v.a} dilakukan di harga yang ` +
      `lebih buruk dan ${v.b} di harga yang lebih baik`,
    short: (v) =>
      `Dari ${Number(v.a) + Number(v.b)} penambahan posisi, ${v.a} di harga yang lebih buruk`,
  },
  efek_disposisi: {
    name: "rugi ditahan lebih lama daripada untung",
    told: (v) =>
      `Posisi rugi ditahan ${minutes(v.hold_loss)}, posisi untung ${minutes(v.hold_win)} ` +
      `(median, ${v.a} vs ${v.b} transaksi; rata-rata ${inR(v.mean_loss)} dan ${inR(v.mean_win)})`,
    short: (v) =>
      `Posisi rugi biasanya ditahan ${about(v.hold_loss)}, posisi untung ${about(v.hold_win)}`,
  },
  potong_untung: {
    name: "untung kecil cepat ditutup",
    told: (v) =>
      `Dari ${Number(v.a) + Number(v.b)} posisi yang ditutup sendiri di antara ` +
      `${markR(CUT.fromR)} dan ${markR(CUT.toR)}, ` +
      `${v.a} ditutup saat untung dan ${v.b} saat rugi`,
    short: (v) =>
      `Dari ${Number(v.a) + Number(v.b)} posisi yang cepat ditutup sendiri, ${v.a} sedang untung`,
  },
  aturan_longgar: {
    name: "stop loss lebih sering kosong setelah rugi",
    told: (v) =>
      `Tanpa stop loss: ${share(v.after)} dari ${v.a} transaksi setelah ` +
      `${v.losses === 1 ? "rugi" : `${inWords(LOOSE.losses)} rugi atau lebih`}, ${share(v.rest)} dari ${v.b} lainnya`,
    short: (v) =>
      `Stop loss kosong pada ${share(v.after)} transaksi setelah rugi, ${share(v.rest)} transaksi lainnya`,
  },
  ledakan_setelah_rugi: {
    name: "transaksi melonjak setelah rugi pertama",
    told: (v) =>
      `Jumlah transaksi melonjak pada ${share(v.after_loss)} dari ${v.a} hari yang dibuka dengan ` +
      `rugi, dan ${share(v.after_win)} dari ${v.b} hari yang dibuka dengan untung`,
    short: (v) =>
      `Transaksi melonjak pada ${share(v.after_loss)} hari yang dibuka dengan rugi, ` +
      `${share(v.after_win)} hari yang dibuka dengan untung`,
  },
  tanpa_rencana: {
    name: "hasil lebih rendah tanpa rencana",
    told: (v) => `Tanpa rencana, ${means(v, "dengan rencana")}`,
    short: (v) => `Tanpa rencana, ${shortMeans(v, "dengan rencana")}`,
  },
  keluar_dari_rencana: {
    name: "hasil lebih rendah saat entry keluar dari rencana",
    told: (v) => `${LEFT}, ${means(v, "yang sesuai rencana")}`,
    short: (v) => `Saat entry keluar dari rencana, ${shortMeans(v, "yang sesuai")}`,
  },
  checklist_dilewati: {
    name: "hasil lebih rendah saat checklist dilewati",
    told: (v) =>
      `Saat ada butir checklist yang tidak terpenuhi, ${means(v, "yang terpenuhi semua")}`,
    short: (v) =>
      `Saat ada butir checklist yang tidak terpenuhi, ${shortMeans(v, "yang terpenuhi semua")}`,
  },
  hasil_setelah_2_rugi: {
    name: `hasil lebih rendah setelah ${inWords(POSITION.losses)} rugi beruntun`,
    told: (v) => `Setelah ${inWords(POSITION.losses)} rugi beruntun atau lebih, ${means(v)}`,
    short: (v) =>
      `Hasil lebih rendah setelah ${inWords(POSITION.losses)} rugi beruntun: ${shortMeans(v)}`,
  },
  hasil_trade_akhir: {
    name: "hasil lebih rendah pada transaksi akhir hari",
    told: (v) => `Mulai transaksi ke-${Number(v.from) + 1} dalam sehari, ${means(v)}`,
    short: (v) => `Mulai transaksi ke-${Number(v.from) + 1} dalam sehari, ${shortMeans(v)}`,
  },
  lot_besar_hasil_buruk: {
    name: "hasil lebih rendah pada lot besar",
    told: (v) =>
      `Makin besar lot, makin rendah hasilnya dalam R (korelasi peringkat ` +
      `${formatNumber(Number(v.rho), 2)}, ${Number(v.a) + Number(v.b)} transaksi)`,
    short: null,
  },
  jam: segment("jam tertentu", (label) => `Antara jam ${hours(label)}`),
  simbol: segment("simbol tertentu", (label) => `Pada ${cleanLine(label)}`),
  strategi: segment("strategi tertentu", (label) => `Pada strategi ${cleanLine(label)}`),
  arah: segment("satu arah", (label) => `Pada posisi ${label}`),
  hari: segment("hari tertentu", (label) => `Pada hari ${WEEKDAYS[(Number(label) + 6) % 7]}`),
  emosi: segment(
    "suasana tertentu",
    (label) => `Pada hari yang dibuka dengan suasana ${cleanLine(moodLabel(label))}`,
  ),
  kondisi: segment(
    "kondisi pasar tertentu",
    (label) => `Pada kondisi pasar ${cleanLine(marketLabel(label))}`,
  ),
};

/** A habit in a few words. */
export function habitName(id: ClaimId): string {
  return HABIT_WORDS[id].name;
}

/**
 * The sentence of a proven habit or pattern: the two numbers compared, how many trades stand behind
 * each, p, the worst trades and the money. It says what comes together, not why.
 */
export function habitSentence(finding: ProvenFinding, settings: ReportSettings): string {
  const { id, values, trades, proof } = finding;
  const ids = trades.length === 0 ? "" : `; ${idList(trades)}`;
  const fading = proof.fading
    ? ` Pada pemeriksaan di transaksi ke-${proof.m} terakhir terlihat.`
    : "";
  return (
    `${HABIT_WORDS[id].told(values, settings)}; p ${pText(proof.p)}${ids}. ` +
    `${moneySentence(finding, settings)}${fading}`
  ).trim();
}

/** Praise for a habit that is no longer seen. */
export function goneSentence(finding: GoneFinding): string {
  const { values, n } = finding;
  return (
    `Kebiasaan ini sudah tidak terlihat: ${habitName(goneHabit(finding))}. Terakhir terbukti ` +
    `di transaksi ke-${values.last} (n = ${n}), dua pemeriksaan sesudahnya bersih.`
  );
}

/** What it cost where that is arithmetic, what came out where it is not. */
function moneySentence(finding: ProvenFinding, settings: ReportSettings): string {
  const { proof, cost, values, trades } = finding;
  const { currency } = settings;
  const money = Number(values.money);
  if (trades.length === 0) return "";
  switch (proof.cost_kind) {
    case "none":
      return "Biayanya tidak bisa dihitung tanpa data harga setelah exit.";
    case "realised":
      return `Hasil ${proof.affected} transaksi itu ${signed(money, currency)}.`;
    default:
      if (cost !== null) {
        const than = proof.cost_kind === "size" ? "dibanding lot biasa" : "dibanding rencananya";
        return `Kebiasaan ini menghabiskan ${unsigned(cost, currency)} ${than}.`;
      }
      return money > 0
        ? `Kali ini untung ${unsigned(money, currency)}; risikonya tetap lebih besar dari biasanya.`
        : "";
  }
}

function segment(where: string, at: (label: string) => string): Words {
  return {
    name: `hasil lebih rendah pada ${where}`,
    told: (values) =>
      `${at(String(values.label))}, ${means(values)}; setelah dikecilkan untuk kebetulan ` +
      `selisihnya ${inR(values.shrunken)}`,
    short: null,
  };
}

function means(v: Finding["values"], others = "selebihnya"): string {
  return `rata-ratanya ${inR(v.group)} per transaksi, ${others} ${inR(v.rest)} (${v.a} vs ${v.b})`;
}

const shortMeans = (v: Finding["values"], others = "transaksi lainnya") =>
  `rata-rata ${inR(v.group)}, ${others} ${inR(v.rest)}`;

const LEFT =
  "Saat entry keluar dari rencana (harga lebih buruk, lot lebih besar, di luar waktunya, atau melawan aturan)";

const about = (value: unknown) => formatDuration(60 * Number(value));

function share(value: unknown): string {
  return formatPercent(Number(value));
}

function minutes(value: unknown): string {
  const number = Number(value);
  return number < 1
    ? "kurang dari semenit"
    : `${formatNumber(number, number < 10 ? 1 : 0, { trim: true })} menit`;
}

function hours(label: string): string {
  const from = Number(label);
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  return `${clock(from)} dan ${clock((from + SEGMENT.hours) % 24)}`;
}

/** "0,003", "< 0,001". */
function pText(p: number): string {
  return p < 0.001 ? `< ${formatNumber(0.001, 3)}` : formatNumber(p, 3);
}

/** What was kept: "48 dari 50 transaksi terakhir ...", and the same in a few words. */
interface PraiseWords {
  of: string;
  /** Of the trades, which are counted, where it is not known of all of them. */
  known: string;
  kept: string;
  phrase: string;
}

export const PRAISE_WORDS: Readonly<Record<SharePraiseId, PraiseWords>> = {
  sl_disiplin: {
    of: "transaksi terakhir",
    known: "yang stop-nya diketahui",
    kept: "memakai stop loss",
    phrase: "stop loss hampir selalu terpasang",
  },
  risiko_terjaga: {
    of: "transaksi terakhir",
    known: "yang risikonya diketahui",
    kept: "risikonya dalam batas",
    phrase: "risiko terjaga dalam batas",
  },
  ukuran_konsisten: {
    of: "transaksi terakhir",
    known: "yang ukurannya bisa dibandingkan",
    kept: "ukurannya dekat ukuran biasa",
    phrase: "ukuran posisi konsisten",
  },
  jeda_setelah_rugi: {
    of: "entry setelah rugi",
    known: "yang jamnya diketahui",
    kept: `diberi jeda ${PRAISED.minutes} menit atau lebih`,
    phrase: "selama ini ada jeda setelah rugi",
  },
  rugi_sesuai_rencana: {
    of: "rugi terakhir",
    known: "yang jarak stop-nya diketahui",
    kept: "berhenti sesuai rencana",
    phrase: "selama ini rugi berhenti sesuai rencana",
  },
  jurnal_lengkap: {
    of: "hari terakhir",
    known: "yang diketahui",
    kept: "punya suasana dan catatan",
    phrase: "jurnal terisi lengkap",
  },
  target_dipegang: {
    of: "kemenangan terakhir",
    known: "yang targetnya diketahui",
    kept: "dipegang sampai target atau dekat dengannya",
    phrase: "target dipegang",
  },
};

/** The sentence of a good habit, with how sure it is: its lower bound, or its interval. */
export function praiseSentence(
  finding: PraiseFinding,
  { voice, currency }: ReportSettings,
): string {
  const { id, n, values } = finding;
  if (id === "berhenti_di_batas") {
    return (
      `${values.kept} dari ${n} hari yang rugi sampai batas harian ` +
      `(${unsigned(values.limit, currency)}) berhenti di situ, tanpa posisi baru.`
    );
  }
  if (id === "edge_terbukti") {
    const guessed = Number(values.imputed);
    const how = guessed === 0 ? "" : `, ${guessed} di antaranya dengan risiko taksiran`;
    return (
      `Rata-rata ${inR(values.mean_r)} dari ${n} transaksi${how}; ` +
      `${formatPercent(1 - 2 * EDGE.p, 1)}: ${inR(values.low)} sampai ${inR(values.high)}, jadi di ` +
      "atas nol. Ini tentang yang sudah lewat, bukan janji untuk yang berikutnya."
    );
  }
  if (id === "lot_netral_setelah_rugi") {
    if ([values.ratio, values.low, values.high].every((value) => times(value) === "1x")) {
      return `Setelah rugi ${yours("lot", voice)} tetap sama seperti setelah untung (n = ${n}).`;
    }
    return (
      `Setelah rugi ${yours("lot", voice)} sama dengan setelah untung: ${times(values.ratio)} ` +
      `(90%: ${times(values.low)} sampai ${times(values.high)}; n = ${n}).`
    );
  }
  const bound = formatPercent(Number(values.bound));
  const all = values.of === undefined || values.of === n ? "" : ` (dari ${values.of})`;
  return `${keptOf(finding)}${all} ${PRAISE_WORDS[id].kept} (batas bawah ${bound}).`;
}

/**
 * "28 dari 28 rugi terakhir yang jarak stop-nya diketahui": of how many a good habit held. Where it
 * is not known of all of them, the sentence must not speak of the others. Null: it counts nothing.
 */
export function keptOf({ id, n, values }: Finding): string | null {
  if (!isSharePraiseId(id)) return null;
  const words = PRAISE_WORDS[id];
  const known = values.of === undefined || values.of === n ? "" : ` ${words.known}`;
  return `${values.kept} dari ${n} ${words.of}${known}`;
}

/** The good habit in a few words. */
export function praisePhrase({ id, n, values }: PraiseFinding): string {
  const phrase = isSharePraiseId(id) ? PRAISE_WORDS[id].phrase : PHRASES[id];
  return values.kept === n ? phrase.replace("hampir selalu", "selalu") : phrase;
}

const PHRASES: Readonly<Record<OtherPraiseId, string>> = {
  lot_netral_setelah_rugi: "lot setelah rugi sama dengan setelah untung",
  berhenti_di_batas: "selalu berhenti di batas rugi harian",
  edge_terbukti: "hasil rata-rata di atas nol",
};
