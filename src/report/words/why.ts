import { formatNumber, formatPercent } from "../../base/number.ts";
import { amount, idList, inWords, markR, percent, times } from "../../base/phrases.ts";
import { isPraise } from "../../mentor/findings.ts";
import {
  type BadFactId,
  type ClaimId,
  GONE,
  type GoodFactId,
  type InfoFactId,
  isGoodFactId,
  type PraiseId,
} from "../../mentor/ids.ts";
import {
  ADDS,
  BASE_WINDOW,
  BIG_LOT,
  BIGGER,
  BLANK_STRATEGY,
  BREAK_EVEN_R,
  BREAK_EVEN_SHARE01,
  BURST,
  BURSTS_AFTER,
  CALM,
  COSTS,
  CUT,
  DAY_LIMIT_PERCENT,
  EDGE,
  FAST,
  GOOD,
  HELD,
  HISTORY_DAYS,
  HISTORY_TRADES,
  JOURNAL,
  KNOWN_RISK01,
  LARGE_LOT,
  LIMIT_DAYS,
  LOOSE,
  LOT_AFTER_LOSS,
  LOT_BY_RESULT,
  LOT_STEP,
  LOT_STEPS,
  MARTINGALE,
  MIN_BASE,
  MIN_TRADES,
  NEUTRAL,
  ONE_LOSS,
  OPEN_LIMITS,
  OUTCOME_R,
  PLANNED_R,
  POSITION,
  PRAISE,
  PRAISED,
  REVENGE,
  REVENGE_RATE,
  RISK_LIMIT_PERCENT,
  RULE_B,
  SECOND_TEST01,
  SEGMENT,
  SIDE_FLIPS,
  SYMBOL_FOCUS,
  TRADE_COUNT,
  UNEVEN,
  WINDOW,
} from "../../mentor/thresholds.ts";
import type { Finding } from "../../mentor/types.ts";
import { PERMUTATIONS } from "../../stats/permutation.ts";
import type { ReportSettings } from "../document.ts";
import { findingSentence } from "./events.ts";
import { PRAISE_WORDS } from "./habits.ts";

/** What stands behind a sentence: its rule and formula, its thresholds, and where it comes from. */
export interface Explanation {
  rule: string;
  source: string;
}

const SIZE =
  `Ukuran = ln(lot / median lot dari paling banyak ${BASE_WINDOW} transaksi simbol itu ` +
  "sebelumnya)";
const parts = () =>
  `Rata-rata R satu bagian dibanding selebihnya, p dari ${amount(PERMUTATIONS)} permutasi (max-T), ` +
  `paling sedikit ${SEGMENT.trades} transaksi per bagian, selisih ${markR(OUTCOME_R)} atau ` +
  `lebih buruk, R dibatasi ${markR(SEGMENT.lowestR)} s.d. ${markR(SEGMENT.highestR)}`;
/** The same where the label belongs to a whole day. */
const partsOfDays = () => `${parts()}, min ${SEGMENT.days} hari per bagian`;
/** From where on a result counts as a loss. */
const lossText = () =>
  `rugi: di bawah ${markR(-BREAK_EVEN_R)}, tanpa risiko di bawah ` +
  `${formatPercent(BREAK_EVEN_SHARE01)} hasil yang lazim`;
const atOnce = () => `R dibatasi ${markR(-POSITION.clipR)} s.d. ${markR(POSITION.clipR)}`;

/** "8/8": so many on either side. */
const both = ({ group }: { group: number }) => `min ${group}/${group}`;
const overDays = () =>
  `untung atau rugi di luar ${markR(LOT_BY_RESULT.aheadR)}, min ${LOT_BY_RESULT.days} hari, ` +
  `${both(LOT_BY_RESULT)}, rasio >= ${amount(LOT_BY_RESULT.ratio)}`;
/** "10 poin": a difference of shares. */
const points = (share01: number) => `${formatNumber(100 * share01, 0)} poin`;

interface WrittenLater {
  rule: () => string;
  source: string;
}

/** One line a detector: its rule, written in the style of the screen that asks. */
export const RULES: Readonly<Record<ClaimId | BadFactId | InfoFactId | PraiseId, WrittenLater>> = {
  lot_naik_setelah_rugi: {
    rule: () =>
      `${SIZE}; setelah rugi vs setelah untung, Mann-Whitney, ${both(LOT_AFTER_LOSS)}, rasio ` +
      `>= ${amount(LOT_AFTER_LOSS.ratio)}, di dalam hari >= ${amount(LOT_AFTER_LOSS.within)} bila ada ` +
      `${LOT_AFTER_LOSS.withinGroup}/${LOT_AFTER_LOSS.withinGroup}; ${lossText()}`,
    source: "Coval & Shumway 2005",
  },
  lot_naik_saat_untung: {
    rule: () => `${SIZE}; saat hari untung vs rugi, satu skor per hari, uji t, ${overDays()}`,
    source: "Thaler & Johnson 1990",
  },
  lot_naik_saat_rugi_sesi: {
    rule: () => `${SIZE}; saat hari rugi vs untung, satu skor per hari, uji t, ${overDays()}`,
    source: "Thaler & Johnson 1990",
  },
  masuk_cepat_setelah_rugi: {
    rule: () =>
      `Jeda setelah rugi vs setelah untung, Mann-Whitney, ${both(FAST)}, rasio median <= ` +
      `${amount(FAST.ratio)}, di dalam hari <= ${amount(FAST.within)} bila ada ${FAST.withinDays} hari ` +
      `(jeda di bawah ${amount(FAST.shortest)} menit dihitung sekian)`,
    source: "Lo, Repin & Steenbarger 2005",
  },
  balas_dendam: {
    rule: () =>
      `Jeda <= median sendiri dan ukuran >= ${times(BIGGER)}: setelah rugi vs untung, Fisher, ` +
      `${both(REVENGE_RATE)}, ${REVENGE_RATE.events} kejadian atau lebih, selisih >= ` +
      `${points(REVENGE_RATE.difference01)}`,
    source: "Coval & Shumway 2005",
  },
  martingale: {
    rule: () =>
      `Lot >= ${times(LOT_STEP)} lot transaksi tertutup terakhir: setelah rugi vs untung, ` +
      `Fisher, ${both(LOT_STEPS)}, porsi >= ${formatPercent(LOT_STEPS.share01)}, selisih >= ` +
      `${points(LOT_STEPS.difference01)}`,
    source: "Croson & Sundali 2005",
  },
  rata_rugi: {
    rule: () =>
      `Penambahan di harga lebih buruk vs lebih baik, binomial ${amount(ADDS.chance01)}, min ` +
      `${ADDS.count}, porsi >= ${formatPercent(ADDS.share01)}`,
    source: "Heimer & Imas 2021",
  },
  efek_disposisi: {
    rule: () =>
      `Lama rugi vs lama untung disesuaikan dengan RR rencana, Mann-Whitney, ${both(HELD)}, >= ` +
      `${times(HELD.ratio)} (tanpa rencana ${times(HELD.unplanned)})`,
    source: "Odean 1998",
  },
  potong_untung: {
    rule: () =>
      `Exit sendiri ${amount(CUT.fromR)}-${markR(CUT.toR)}: untung vs rugi, binomial ` +
      `${amount(CUT.chance01)}, min ${CUT.exits}, porsi >= ${formatPercent(CUT.share01)}`,
    source: "Richards dkk. 2017",
  },
  aturan_longgar: {
    rule: () =>
      `Tanpa SL setelah rugi (atau ${inWords(LOOSE.losses)} rugi) vs lainnya, Fisher, 2x p ` +
      `terkecil, ${both(LOOSE)}, min ${LOOSE.violations} pelanggaran, selisih >= ` +
      `${points(LOOSE.difference01)}`,
    source: "Steenbarger",
  },
  ledakan_setelah_rugi: {
    rule: () =>
      "Hari melonjak setelah transaksi pertama rugi vs untung, Fisher, min " +
      `${BURSTS_AFTER.days} hari, ${both(BURSTS_AFTER)}, ${BURSTS_AFTER.bursts} hari melonjak, selisih >= ` +
      `${points(BURSTS_AFTER.difference01)}`,
    source: "Coval & Shumway 2005",
  },
  hasil_setelah_2_rugi: {
    rule: () =>
      `Rata-rata R setelah >= ${POSITION.losses} rugi beruntun vs lainnya, uji t per hari, ` +
      `${both(POSITION)}, min ${POSITION.days} hari, <= ${markR(OUTCOME_R)}, ${atOnce()}`,
    source: "Liang & Zeger 1986",
  },
  hasil_trade_akhir: {
    rule: () =>
      `Rata-rata R sesudah ${POSITION.first} transaksi pertama sehari (atau sesudah jumlah yang lazim) vs ` +
      `sebelumnya, uji t per hari, ${both(POSITION)}, min ${POSITION.lateDays} hari, <= ` +
      `${markR(OUTCOME_R)}, ${atOnce()}`,
    source: "Liang & Zeger 1986",
  },
  lot_besar_hasil_buruk: {
    rule: () =>
      `Korelasi Spearman ukuran dan R, min ${LARGE_LOT.trades} dengan ${LARGE_LOT.sizes} ukuran, rho <= ` +
      `${formatNumber(LARGE_LOT.rho, 2)}`,
    source: "Spearman 1904",
  },
  jam: { rule: () => `${parts()}; bagian ${SEGMENT.hours} jam`, source: "Westfall & Young 1993" },
  simbol: { rule: () => `${parts()}; per simbol`, source: "Westfall & Young 1993" },
  strategi: { rule: () => `${parts()}; per strategi`, source: "Westfall & Young 1993" },
  arah: { rule: () => `${parts()}; buy dan sell`, source: "Westfall & Young 1993" },
  hari: { rule: () => `${partsOfDays()}; label diacak per hari`, source: "Westfall & Young 1993" },
  emosi: {
    rule: () => `${partsOfDays()}; suasana sebelum entry pertama`,
    source: "Westfall & Young 1993",
  },
  kondisi: {
    rule: () => `${partsOfDays()}; kondisi pasar per hari`,
    source: "Westfall & Young 1993",
  },
  kejadian_balas_dendam: {
    rule: () =>
      `Setelah rugi, jeda <= ${REVENGE.minutes} menit, lot >= ${times(REVENGE.ratio)} lot ` +
      `biasa (dan risiko >= ${times(REVENGE.ratio)} bila diketahui); ${lossText()}`,
    source: "hitungan langsung",
  },
  kejadian_martingale: {
    rule: () =>
      `Lot naik >= ${times(LOT_STEP)} ${inWords(MARTINGALE.rises)} kali berturut-turut, ` +
      "masing-masing setelah rugi",
    source: "hitungan langsung",
  },
  kejadian_rata_rugi: {
    rule: () => "Entry di harga lebih buruk saat posisi simbol dan arah yang sama masih terbuka",
    source: "hitungan langsung",
  },
  tanpa_sl: { rule: () => "Stop loss diketahui tidak dipasang", source: "hitungan langsung" },
  risiko_lebih_2pct: {
    rule: () => `Risiko di atas batas sendiri (bawaan ${percent(RISK_LIMIT_PERCENT)})`,
    source: "Elder",
  },
  lot_besar: {
    rule: () => `Lot > ${times(BIG_LOT.ratio)} median lot simbol itu (min ${MIN_BASE})`,
    source: "hitungan langsung",
  },
  rugi_melebihi_rencana: {
    rule: () =>
      `Rugi melewati ${times(PLANNED_R)} jarak stop, atau risiko yang direncanakan bila harganya tidak diketahui`,
    source: "hitungan langsung",
  },
  batas_rugi_harian: {
    rule: () => `Rugi tertutup >= ${percent(DAY_LIMIT_PERCENT)} saldo awal`,
    source: "FTMO 2-Step",
  },
  lanjut_setelah_batas: {
    rule: () => "Entry setelah batas rugi hari itu tercapai",
    source: "hitungan langsung",
  },
  trade_hari_ini_tidak_biasa: {
    rule: () =>
      `Jumlah >= ${times(BURST.times)} median dan >= median + ${BURST.more} dari ` +
      `${HISTORY_DAYS} hari (min ${TRADE_COUNT.days} hari)`,
    source: "hitungan langsung",
  },
  risiko_terbuka_lebih_6pct: {
    rule: () =>
      `Jumlah risiko posisi yang terbuka bersama > ${times(OPEN_LIMITS)} batas per transaksi ` +
      `(bawaan ${percent(OPEN_LIMITS * RISK_LIMIT_PERCENT)})`,
    source: "Elder",
  },
  ukuran_tidak_konsisten: {
    rule: () =>
      `Simpangan baku / rata-rata dari ${UNEVEN.sizes} risiko (atau lot satu simbol, dipilih yang ` +
      `lebih tetap) > ${amount(UNEVEN.variation)}, pada hari yang memuat ukuran terbesarnya`,
    source: "hitungan langsung",
  },
  strategi_kosong: {
    rule: () =>
      `Strategi kosong: ${BLANK_STRATEGY.group} transaksi terakhir vs ${BLANK_STRATEGY.group} ` +
      `sebelumnya, Fisher p < ${amount(BLANK_STRATEGY.p)}, ` +
      `+${points(BLANK_STRATEGY.difference01)}`,
    source: "Fisher 1935",
  },
  fokus_simbol: {
    rule: () =>
      `Porsi risiko (atau jumlah transaksi) per simbol dari ${SYMBOL_FOCUS.recent} (min ` +
      `${SYMBOL_FOCUS.minimum}) transaksi ` +
      "terakhir, HHI = jumlah kuadrat porsi; disebut pada hari pemeriksaan bila satu dari beberapa " +
      `simbol >= ${formatPercent(SYMBOL_FOCUS.share01)}`,
    source: "Herfindahl-Hirschman",
  },
  balik_arah: {
    rule: () =>
      "Arah berbalik di simbol yang sama setelah rugi vs setelah untung, " +
      `${HISTORY_TRADES} transaksi terakhir, Fisher dua sisi p < ${amount(SIDE_FLIPS.p)}, ` +
      `${both(SIDE_FLIPS)}, dilihat pada hari pemeriksaan`,
    source: "Croson & Sundali 2005",
  },
  ...praiseRules(),
  lot_netral_setelah_rugi: {
    rule: () =>
      `Pujian: interval 90% rasio lot setelah rugi dan setelah untung di dalam ${amount(Math.round(100 / NEUTRAL.margin) / 100)} ` +
      `s.d. ${amount(NEUTRAL.margin)}, ${both(NEUTRAL)}`,
    source: "Schuirmann 1987",
  },
  berhenti_di_batas: {
    rule: () =>
      `Pujian: >= ${LIMIT_DAYS} hari rugi sampai batas harian, tidak satu pun dengan entry ` +
      "sesudahnya",
    source: "hitungan langsung",
  },
  jurnal_lengkap: {
    rule: () =>
      `Pujian: suasana dan catatan ada pada ${HISTORY_DAYS + 1} hari terakhir, batas bawah Wilson ` +
      `95% satu sisi >= ${formatPercent(JOURNAL.bound01)}, min ${JOURNAL.days} hari`,
    source: "Wilson 1927",
  },
  edge_terbukti: {
    rule: () =>
      "Pujian: interval rata-rata R dari jumlah per hari " +
      `(${formatPercent(1 - 2 * EDGE.p, 1)}, uji t, dengan satu rugi terbesar sebagai tambahan) ` +
      `seluruhnya di atas nol, min ${EDGE.blocks} hari dan risiko diketahui pada ` +
      `${formatPercent(KNOWN_RISK01)} transaksi`,
    source: "Liang & Zeger 1986",
  },
  satu_rugi_besar: {
    rule: () => `Satu rugi > semua kemenangan hari itu (min ${ONE_LOSS.wins})`,
    source: "hitungan langsung",
  },
  biaya_tinggi: {
    rule: () => `Komisi dan swap > ${formatPercent(COSTS.share01)} untung kotor`,
    source: "hitungan langsung",
  },
};

/** One for each good habit. */
function praiseRules(): Record<Counted, WrittenLater> {
  const of = (id: Counted) => ({ rule: () => praiseRule(id), source: "Wilson 1927" });
  return {
    sl_disiplin: of("sl_disiplin"),
    risiko_terjaga: of("risiko_terjaga"),
    ukuran_konsisten: of("ukuran_konsisten"),
    jeda_setelah_rugi: of("jeda_setelah_rugi"),
    rugi_sesuai_rencana: of("rugi_sesuai_rencana"),
    target_dipegang: of("target_dipegang"),
  };
}

type Counted = keyof typeof GOOD;

/** How many chances a good habit takes, how sure it must be, and what spoils it. */
function praiseRule(id: Counted): string {
  const { bound01, chances } = GOOD[id];
  const spoilt =
    `${PRAISE.recent} transaksi terakhir; tidak dilanggar hari itu, dan pelanggaran sebelumnya di bawah ` +
    `${formatPercent(PRAISE.cost01)} semua rugi`;
  const more: Readonly<Partial<Record<Counted, string>>> = {
    jeda_setelah_rugi: `; sebagai kejadian sehari: jeda ${CALM.minutes} menit atau lebih`,
    rugi_sesuai_rencana: `; sesuai rencana: tidak di bawah ${markR(-PRAISED.plannedR)}`,
  };
  const { of, kept } = PRAISE_WORDS[id];
  return (
    `Pujian: ${of} ${kept}, batas bawah Wilson 95% satu sisi >= ${formatPercent(bound01)}, min ` +
    `${chances}; ${spoilt}${more[id] ?? ""}`
  );
}

/** What stands behind a finding, praise and good facts of the day included. */
export function explanationOf(finding: Finding): Explanation {
  const { rule, source } = writtenOf(finding);
  return { rule: rule(), source };
}

function writtenOf(finding: Finding): WrittenLater {
  if (isPraise(finding) || finding.proof !== undefined) return RULES[finding.id];
  const { id } = finding;
  return id === GONE || isGoodFactId(id) ? GOOD_FACTS[id] : RULES[id];
}

const counted = (rule: string) => ({ rule: () => rule, source: "hitungan langsung" });

const GOOD_FACTS: Readonly<Record<GoodFactId | typeof GONE, WrittenLater>> = {
  semua_sl: counted("Setiap transaksi hari itu diketahui memakai stop loss"),
  risiko_terjaga: counted("Risiko setiap transaksi hari itu diketahui dan dalam batas"),
  rugi_sesuai_rencana: counted(
    "Setiap rugi hari itu berhenti paling jauh sedikit di luar jarak stop",
  ),
  ukuran_tetap_setelah_rugi: counted("Lot setiap entry setelah rugi tidak melebihi lot biasa"),
  jeda_setelah_rugi: counted(
    `Setiap entry setelah rugi menunggu paling singkat ${CALM.minutes} menit`,
  ),
  berhenti_di_batas: {
    rule: () =>
      `Rugi tertutup hari itu mencapai ${percent(DAY_LIMIT_PERCENT)} saldo awal hari, dan tidak ada ` +
      "entry sesudahnya (semua jam entry diketahui)",
    source: "hitungan langsung",
  },
  kebiasaan_hilang: counted(
    "Pernah terbukti, dan tidak terlihat pada dua pemeriksaan berturut-turut",
  ),
};

/** The explanation of a sentence, a line each: what, rule, evidence, trades, how it goes away. */
export function explain(finding: Finding, settings: ReportSettings): string[] {
  const { proof, trades } = finding;
  const { rule, source } = explanationOf(finding);
  const lines = [findingSentence(finding, settings), `Aturannya: ${rule}. Sumber: ${source}.`];
  if (finding.kind === "good") {
    return trades.length === 0 ? lines : [...lines, `Transaksi: ${idList(trades)}.`];
  }
  if (proof === undefined) {
    return [
      ...lines,
      `Transaksi: ${idList(trades)} dari ${finding.n}.`,
      "Hilang dengan sendirinya pada hari tanpa kejadian ini.",
    ];
  }
  const family = finding.level === "pola" ? "outcomes" : "habits";
  const limits = RULE_B[family];
  return [
    ...lines,
    `Bukti: p ${small(proof.p)}, FDR keluarga ${small(proof.q)} ` +
      `(yang terlemah dari uji per transaksi dan ${amount(SECOND_TEST01[family])} kali uji per hari; mulai ` +
      `transaksi ke-${MIN_TRADES[family]}; batas sekali lihat ${amount(limits.strong)}, dua pemeriksaan ` +
      `berturut-turut ${amount(limits.weak)}); terbukti sejak transaksi ` +
      `ke-${proof.since}, pemeriksaan terakhir ke-${proof.m}.`,
    `Transaksi: ${idList(trades)} (${proof.affected} semuanya, jendela ${WINDOW} transaksi terakhir).`,
    "Hilang bila tidak terlihat lagi pada dua pemeriksaan berturut-turut.",
  ];
}

function small(p: number): string {
  return p < 0.0001 ? `< ${formatNumber(0.0001, 4)}` : formatNumber(p, 4, { trim: true });
}
