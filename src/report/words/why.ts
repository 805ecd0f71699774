import { formatNumber } from "../../base/number.ts";
import { idList } from "../../base/phrases.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { findingSentence } from "./events.ts";

/** What stands behind a sentence: its rule and formula, its thresholds, and where it comes from. */
export interface Explanation {
  rule: string;
  source: string;
}

const SIZE = "Ukuran = ln(lot / median lot dari paling banyak 20 transaksi simbol itu sebelumnya)";
const SEGMENT =
  "Rata-rata R satu bagian dibanding selebihnya, p dari 1.999 permutasi (max-T), paling sedikit 12 " +
  "transaksi per bagian, selisih -0,25R atau lebih buruk";

/** One line a detector: its rule, for `report --why`. */
export const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  lot_naik_setelah_rugi: {
    rule: `${SIZE}; setelah rugi vs setelah untung, Mann-Whitney, min 8/8, rasio >= 1,15`,
    source: "Coval & Shumway 2005",
  },
  lot_naik_saat_untung: {
    rule: `${SIZE}; saat hari untung vs rugi, satu skor per hari, uji t, min 8 hari, rasio >= 1,15`,
    source: "Thaler & Johnson 1990",
  },
  lot_naik_saat_rugi_sesi: {
    rule: `${SIZE}; saat hari rugi vs untung, satu skor per hari, uji t, min 8 hari, rasio >= 1,15`,
    source: "Thaler & Johnson 1990",
  },
  masuk_cepat_setelah_rugi: {
    rule: "Jeda setelah rugi vs setelah untung, Mann-Whitney, min 8/8, rasio median <= 0,67",
    source: "Lo, Repin & Steenbarger 2005",
  },
  balas_dendam: {
    rule: "Jeda <= median sendiri dan ukuran >= 1,2x: setelah rugi vs untung, Fisher, selisih >= 10 poin",
    source: "Coval & Shumway 2005",
  },
  martingale: {
    rule: "Lot >= 1,4x lot transaksi tertutup terakhir: setelah rugi vs untung, Fisher, porsi >= 50%",
    source: "Croson & Sundali 2005",
  },
  rata_rugi: {
    rule: "Penambahan di harga lebih buruk vs lebih baik, binomial 0,5, min 6, porsi >= 75%",
    source: "Heimer & Imas 2021",
  },
  efek_disposisi: {
    rule: "Lama rugi vs lama untung disesuaikan dengan RR rencana, Mann-Whitney, min 10/10, >= 1,3x",
    source: "Odean 1998",
  },
  potong_untung: {
    rule: "Exit sendiri 0,1-0,5R: untung vs rugi, binomial 0,65, min 10, porsi >= 80%",
    source: "Richards dkk. 2017",
  },
  aturan_longgar: {
    rule: "Tanpa SL setelah rugi (atau dua rugi) vs lainnya, Fisher, 2x p terkecil, selisih >= 15 poin",
    source: "Steenbarger",
  },
  ledakan_trading: {
    rule: "Jumlah transaksi per hari, uji dispersi khi-kuadrat, D >= 1,5 dan >= 2 hari melonjak",
    source: "Barber & Odean 2000",
  },
  ledakan_setelah_rugi: {
    rule: "Hari melonjak setelah transaksi pertama rugi vs untung, Fisher, min 12 hari, selisih >= 20 poin",
    source: "Coval & Shumway 2005",
  },
  hasil_setelah_2_rugi: {
    rule: "Rata-rata R setelah >= 2 rugi beruntun vs lainnya, uji t per hari, min 15/15, <= -0,25R",
    source: "Liang & Zeger 1986",
  },
  hasil_trade_akhir: {
    rule: "Rata-rata R transaksi akhir hari vs sebelumnya, uji t per hari, min 15/15, <= -0,25R",
    source: "Liang & Zeger 1986",
  },
  lot_besar_hasil_buruk: {
    rule: "Korelasi Spearman ukuran dan R, min 25, rho <= -0,20",
    source: "Spearman 1904",
  },
  jam: { rule: `${SEGMENT}; bagian 4 jam`, source: "Westfall & Young 1993" },
  simbol: { rule: `${SEGMENT}; per simbol`, source: "Westfall & Young 1993" },
  strategi: { rule: `${SEGMENT}; per strategi`, source: "Westfall & Young 1993" },
  arah: { rule: `${SEGMENT}; buy dan sell`, source: "Westfall & Young 1993" },
  hari: { rule: `${SEGMENT}; label diacak per hari`, source: "Westfall & Young 1993" },
  emosi: { rule: `${SEGMENT}; suasana sebelum entry pertama`, source: "Westfall & Young 1993" },
  kondisi: { rule: `${SEGMENT}; kondisi pasar per hari`, source: "Westfall & Young 1993" },
  kejadian_balas_dendam: {
    rule: "Setelah rugi, jeda <= 15 menit, lot >= 1,5x lot biasa (dan risiko >= 1,5x bila diketahui)",
    source: "hitungan langsung",
  },
  kejadian_martingale: {
    rule: "Lot naik >= 1,4x tiga kali berturut-turut, masing-masing setelah rugi",
    source: "hitungan langsung",
  },
  kejadian_rata_rugi: {
    rule: "Entry di harga lebih buruk saat posisi simbol dan arah yang sama masih terbuka",
    source: "hitungan langsung",
  },
  tanpa_sl: { rule: "Stop loss diketahui tidak dipasang", source: "hitungan langsung" },
  risiko_lebih_2pct: { rule: "Risiko di atas batas sendiri (bawaan 2%)", source: "Elder" },
  lot_besar: { rule: "Lot > 1,5x median lot simbol itu (min 3)", source: "hitungan langsung" },
  rugi_melebihi_rencana: { rule: "Rugi melewati 1,1x jarak stop", source: "hitungan langsung" },
  batas_rugi_harian: { rule: "Rugi tertutup >= 5% saldo awal", source: "FTMO 2-Step" },
  lanjut_setelah_batas: {
    rule: "Entry setelah batas rugi hari itu tercapai",
    source: "hitungan langsung",
  },
  trade_hari_ini_tidak_biasa: {
    rule: "Jumlah >= 2x median dan >= median + 3 dari 20 hari (min 10 hari)",
    source: "hitungan langsung",
  },
  risiko_terbuka_lebih_6pct: {
    rule: "Jumlah risiko posisi yang terbuka bersama > 3x batas per transaksi (bawaan 6%)",
    source: "Elder",
  },
  ukuran_tidak_konsisten: {
    rule:
      "Simpangan baku / rata-rata dari 20 risiko (atau lot satu simbol, dipilih yang lebih tetap) " +
      "> 0,5, pada hari yang memuat ukuran terbesarnya",
    source: "hitungan langsung",
  },
  strategi_kosong: {
    rule: "Strategi kosong: 20 transaksi terakhir vs 20 sebelumnya, Fisher p < 0,01, +20 poin",
    source: "Fisher 1935",
  },
  fokus_simbol: {
    rule:
      "Porsi risiko (atau jumlah transaksi) per simbol dari 50 transaksi terakhir, HHI = jumlah " +
      "kuadrat porsi; disebut pada hari pemeriksaan bila satu dari beberapa simbol >= 80%",
    source: "Herfindahl-Hirschman",
  },
  balik_arah: {
    rule:
      "Arah berbalik di simbol yang sama setelah rugi vs setelah untung, 200 transaksi terakhir, " +
      "Fisher dua sisi p < 0,01, min 8/8, dilihat pada hari pemeriksaan",
    source: "Croson & Sundali 2005",
  },
  berhenti_di_batas: {
    rule: "Pujian: >= 3 hari rugi sampai batas harian, tidak satu pun dengan entry sesudahnya",
    source: "hitungan langsung",
  },
  jurnal_lengkap: {
    rule:
      "Pujian: suasana dan catatan ada pada 21 hari terakhir, batas bawah Wilson 95% satu sisi " +
      ">= 80%, min 10 hari",
    source: "Wilson 1927",
  },
  edge_terbukti: {
    rule:
      "Pujian: PSR = Phi(SR akar(n-1) / akar(1 - g3 SR + (g4-1)/4 SR^2)) >= 95% dan n >= MinTRL, " +
      "atas R (risiko kosong ditaksir), pada dua pemeriksaan berturut-turut",
    source: "Bailey & Lopez de Prado 2012",
  },
  satu_rugi_besar: { rule: "Satu rugi > semua kemenangan hari itu", source: "hitungan langsung" },
  biaya_tinggi: { rule: "Komisi dan swap > 20% untung kotor", source: "hitungan langsung" },
};

/** The explanation of a sentence, a line each: what, rule, evidence, trades, how it goes away. */
export function explain(finding: Finding, settings: ReportSettings): string[] {
  const { proof, trades } = finding;
  const { rule, source } = EXPLANATIONS[finding.id] ?? { rule: "", source: "" };
  const lines = [
    findingSentence(finding, settings),
    `Aturan (${finding.id}): ${rule}. Sumber: ${source}.`,
  ];
  if (proof === undefined) {
    return [
      ...lines,
      `Transaksi: ${idList(trades)} dari ${finding.n}.`,
      "Hilang dengan sendirinya pada hari tanpa kejadian ini.",
    ];
  }
  return [
    ...lines,
    `Bukti: p ${small(proof.p)}, FDR keluarga ${small(proof.q)} ` +
      `(batas sekali lihat ${finding.level === "pola" ? "0,0025" : "0,005"}, dua pemeriksaan ` +
      `berturut-turut ${finding.level === "pola" ? "0,01" : "0,03"}); terbukti sejak transaksi ` +
      `ke-${proof.since}, pemeriksaan terakhir ke-${proof.m}.`,
    `Transaksi: ${idList(trades)} (${proof.affected} semuanya, jendela 200 transaksi terakhir).`,
    "Hilang bila tidak terlihat lagi pada dua pemeriksaan berturut-turut.",
  ];
}

function small(p: number): string {
  return p < 0.0001 ? "< 0,0001" : formatNumber(p, 4, { trim: true });
}
