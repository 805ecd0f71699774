import { formatNumber, formatPercent } from "../../base/number.ts";
import { amount, idList, inWords, markR, times } from "../../base/phrases.ts";
import { isPraise } from "../../mentor/findings.ts";
import { type ClaimId, GONE, type PraiseId, restsOn } from "../../mentor/ids.ts";
import {
  ADDS,
  BASE_WINDOW,
  BIGGER,
  BURSTS_AFTER,
  CALM,
  CUT,
  EDGE,
  FAST,
  GOOD,
  HELD,
  HISTORY_DAYS,
  JOURNAL,
  KNOWN_RISK01,
  LARGE_LOT,
  LIMIT_DAYS,
  LOOSE,
  LOT_AFTER_LOSS,
  LOT_BY_RESULT,
  LOT_STEP,
  LOT_STEPS,
  MIN_TRADES,
  NEUTRAL,
  OUTCOME_R,
  PLANNED,
  POSITION,
  PRAISE,
  PRAISED,
  REVENGE_RATE,
  RULE_B,
  SECOND_TEST01,
  SEGMENT,
  WEIGHTS,
  WINDOW,
} from "../../mentor/thresholds.ts";
import type { Finding } from "../../mentor/types.ts";
import { PERMUTATIONS } from "../../stats/permutation.ts";
import type { ReportSettings } from "../document.ts";
import { findingSentence } from "./events.ts";
import {
  both,
  COUNTED,
  counted,
  type Explanation,
  lossText,
  points,
  type WrittenLater,
} from "./explained.ts";
import { FACT_WORDS } from "./facts.ts";
import { PRAISE_WORDS } from "./habits.ts";

const SIZE =
  `Ukuran = ln(lot / median lot dari paling banyak ${BASE_WINDOW} transaksi simbol itu ` +
  "sebelumnya)";
const parts = () =>
  `Rata-rata R satu bagian dibanding selebihnya, p dari ${amount(PERMUTATIONS)} permutasi (max-T), ` +
  `paling sedikit ${SEGMENT.trades} transaksi per bagian, selisih ${markR(OUTCOME_R)} atau ` +
  `lebih buruk, R dibatasi ${markR(SEGMENT.lowestR)} s.d. ${markR(SEGMENT.highestR)}`;
/** The same where the label belongs to a whole day. */
const partsOfDays = () => `${parts()}, min ${SEGMENT.days} hari per bagian`;
const atOnce = () => `R dibatasi ${markR(-POSITION.clipR)} s.d. ${markR(POSITION.clipR)}`;

const overDays = () =>
  `untung atau rugi di luar ${markR(LOT_BY_RESULT.aheadR)}, min ${LOT_BY_RESULT.days} hari, ` +
  `${both(LOT_BY_RESULT)}, rasio >= ${amount(LOT_BY_RESULT.ratio)}`;

/** One line for what is told of many trades; facts of a day have theirs beside their words. */
export const RULES: Readonly<Record<ClaimId | PraiseId, WrittenLater>> = {
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
      `Penambahan di harga lebih buruk vs lebih baik, yang risikonya diketahui, binomial ` +
      `${amount(ADDS.chance01)}, min ${ADDS.count}, porsi >= ${formatPercent(ADDS.share01)}`,
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
      `Tanpa SL setelah rugi (atau ${inWords(LOOSE.losses)} rugi) vs lainnya, Fisher, ` +
      `keduanya satu uji, ${both(LOOSE)}, min ${LOOSE.violations} pelanggaran, selisih >= ` +
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
  tanpa_rencana: withoutIt("tanpa rencana, sejak rencana pertama,"),
  keluar_dari_rencana: withoutIt(
    "yang entry-nya keluar dari rencana (harga, lot, waktu, atau melawan aturan; stop dan target yang digeser " +
      "kemudian ikut harganya dan tidak dihitung)",
  ),
  checklist_dilewati: withoutIt("dengan butir checklist yang tidak terpenuhi"),
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
    source: COUNTED,
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
};

/** The trades that left out something of a plan against those that did not. */
function withoutIt(which: string): WrittenLater {
  return {
    rule: () =>
      `Rata-rata R transaksi ${which} vs lainnya, uji t per hari dan ${amount(PERMUTATIONS)} permutasi, ` +
      `${both(PLANNED)}, min ${PLANNED.days} hari, <= ${markR(OUTCOME_R)}, ${atOnce()}, risiko diketahui ` +
      `pada ${formatPercent(KNOWN_RISK01)} transaksi`,
    source: "Liang & Zeger 1986",
  };
}

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
  return id === GONE ? GONE_RULE : FACT_WORDS[id].why;
}

const GONE_RULE = counted(
  "Pernah terbukti, dan tidak terlihat pada dua pemeriksaan berturut-turut",
);

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
  // Of a finding that spends another share of its family's error than the others do.
  const weight = WEIGHTS[finding.id];
  const share = weight === undefined ? "" : `, bobot ${amount(weight)}`;
  return [
    ...lines,
    `Bukti: p ${small(proof.p)}, FDR keluarga ${small(proof.q)} ` +
      `(yang terlemah dari uji per transaksi dan ${amount(SECOND_TEST01[restsOn(finding.id)])} kali uji per hari; mulai ` +
      `transaksi ke-${MIN_TRADES[family]}; batas sekali lihat ${amount(limits.strong)}${share}, dua pemeriksaan ` +
      `berturut-turut ${amount(limits.weak)}); terbukti sejak transaksi ` +
      `ke-${proof.since}, pemeriksaan terakhir ke-${proof.m}.`,
    `Transaksi: ${idList(trades)} (${proof.affected} semuanya, jendela ${WINDOW} transaksi terakhir).`,
    "Hilang bila tidak terlihat lagi pada dua pemeriksaan berturut-turut.",
  ];
}

function small(p: number): string {
  return p < 0.0001 ? `< ${formatNumber(0.0001, 4)}` : formatNumber(p, 4, { trim: true });
}
