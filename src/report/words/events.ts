import { formatDuration } from "../../base/dates.ts";
import { formatPercent } from "../../base/number.ts";
import {
  allOf,
  amount,
  idList,
  lots,
  percent,
  signed,
  times,
  unsigned,
  yours,
} from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import { isPraise } from "../../mentor/findings.ts";
import { type FactId, GONE } from "../../mentor/ids.ts";
import { MIN_BASE, PLANNED_R } from "../../mentor/thresholds.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { goneSentence, habitSentence, planName, praiseSentence } from "./habits.ts";

/**
 * The sentence of a finding, with how many trades were looked at, which they are, and the two
 * numbers compared. It says what happened together, never that one thing caused the other.
 */
export function findingSentence(finding: Finding, settings: ReportSettings): string {
  if (finding.proof !== undefined) return habitSentence(finding, settings);
  if (finding.id === GONE) return goneSentence(finding);
  if (isPraise(finding)) return praiseSentence(finding, settings);
  return SENTENCES[finding.id](finding, settings);
}

type Sentence = (finding: Finding, settings: ReportSettings) => string;

const SENTENCES: Readonly<Record<FactId, Sentence>> = {
  tanpa_sl: ({ values, trades }, { currency }) =>
    (values.total === 1
      ? "Transaksi hari ini"
      : `${values.count} dari ${values.known} transaksi` +
        `${values.known === values.total ? "" : " yang stop-nya diketahui"}`) +
    ` berjalan tanpa stop loss (${idList(trades)}); hasilnya ${signed(values.net, currency)}.`,

  risiko_lebih_2pct: ({ values, trades }) =>
    `Risiko ${values.count} dari ${values.known} transaksi di atas batas ` +
    `${percent(values.limit)}: paling besar ${percent(values.max)} (${idList(trades)}).`,

  kejadian_balas_dendam: revengeSentence,

  kejadian_martingale: ({ values, trades, n }, { currency }) =>
    `Lot ${symbol(values)} naik ${values.rises} kali berturut-turut, setiap kali setelah rugi: ` +
    `dari ${lots(values.first_lot)} sampai ${lots(values.last_lot)} ` +
    `(${idList(trades)}; ${trades.length} dari ${n} transaksi). ` +
    `Hasil rangkaian itu ${signed(values.net, currency)}.`,

  kejadian_rata_rugi: ({ values, trades, n }, { currency }) =>
    `#${values.first} ${symbol(values)} dibuka di ${amount(values.price)} saat #${values.to} ` +
    `dari ${amount(values.to_price)} masih terbuka dan sedang rugi. Menambah posisi rugi terjadi ` +
    `pada ${values.count} dari ${n} transaksi (${idList(trades)}), ` +
    `hasilnya ${signed(values.net, currency)}.`,

  lot_besar: (finding, settings) => {
    const { values, trades, n } = finding;
    return (
      `#${values.worst} ${symbol(values)} memakai lot ${usualLot(finding, settings)}. ` +
      (trades.length === 1
        ? `Ini 1 dari ${n} transaksi. `
        : `Lot sebesar itu ada pada ${values.count} dari ${n} transaksi (${idList(trades)}). `) +
      sizeCost(finding, settings)
    );
  },

  rugi_melebihi_rencana: ({ values, trades, cost }, { currency }) =>
    (values.known === 1
      ? "Satu-satunya rugi yang rencananya diketahui"
      : `${values.count} dari ${values.known} rugi yang rencananya diketahui`) +
    ` berakhir di luar ${values.by_price === 0 ? "rencana" : "stop"} (${idList(trades)}): ` +
    `${trades.length === 1 ? "" : `#${values.worst} `}sampai ` +
    `${times(-Number(values.worst_r))} ${planName(values)}.` +
    (cost === null
      ? ""
      : ` Bagian di luar ${times(PLANNED_R)} ${planName(values)}: ${unsigned(cost, currency)}.`),

  batas_rugi_harian: ({ values, trades, n }, { currency }) =>
    `Rugi yang sudah tertutup ${unsigned(values.net, currency)} dari ${n} transaksi, minimal ` +
    `${percent(values.percent)} dari saldo awal hari itu; batas hariannya ` +
    `${percent(values.limit_percent)} atau ${unsigned(values.limit, currency)} ` +
    `(terbesar ${idList(trades)}).`,

  lanjut_setelah_batas: ({ values, trades, n }, { currency }) =>
    `${values.count} dari ${n} transaksi dibuka setelah rugi hari itu mencapai ` +
    `${unsigned(values.limit, currency)} (${idList(trades)}). ` +
    `Hasilnya ${signed(values.after_net, currency)}.`,

  trade_hari_ini_tidak_biasa: ({ values, trades }) =>
    `${values.count} transaksi hari ini, di luar kebiasaan ${values.sessions} hari terakhir: ` +
    `mediannya ${amount(values.median)}, terbanyak ${values.max}. ` +
    `Yang di atas median: ${idList(trades)}.`,

  satu_rugi_besar: ({ values, trades, n }, { currency }) =>
    `Satu rugi (${idList(trades)}, ${signed(values.loss, currency)}) lebih besar dari ` +
    `${allOf(Number(values.win_count))} kemenangan hari ini ` +
    `digabung (${signed(values.wins, currency)}), ` +
    `dari ${n} transaksi.`,

  biaya_tinggi: ({ values, trades, n }, { currency }) =>
    `Komisi dan swap ${unsigned(values.paid, currency)}, yaitu ` +
    `${formatPercent(Number(values.share01))} dari untung kotor ` +
    `${unsigned(values.gross, currency)} pada ${n} transaksi yang biayanya diketahui ` +
    `(termahal ${idList(trades)}).`,

  risiko_terbuka_lebih_6pct: ({ values, trades, n }) =>
    `Saat #${values.at} dibuka, ${values.open} posisi terbuka bersama-sama berisiko ` +
    `${percent(values.percent)}, di atas batas ${percent(values.limit)} ` +
    `(${idList(trades)}; dari ${n} transaksi).`,

  ukuran_tidak_konsisten: ({ values, trades, n }) => {
    const size = values.symbol === null ? percent : lots;
    const what = values.symbol === null ? "Risiko" : `Lot ${symbol(values)}`;
    return (
      `${what} pada ${n} transaksi terakhir tidak seragam: ${size(values.min)} sampai ` +
      `${size(values.max)}, mediannya ${size(values.median)} (terbesar ${idList(trades)}).`
    );
  },

  strategi_kosong: ({ values, trades, n }) =>
    `Strategi kosong pada ${values.now} dari ${values.of} transaksi terakhir; pada ` +
    `${values.of} sebelumnya ${values.before} (n = ${n}). Hari ini: ${idList(trades)}.`,

  fokus_simbol: ({ values, trades, n }) =>
    `${symbol(values)} memegang ${formatPercent(Number(values.share01))} dari ` +
    `${values.by_risk === 1 ? "risiko " : ""}${n} transaksi terakhir, selebihnya terbagi pada ` +
    `${Number(values.symbols) - 1} simbol lain (${idList(trades)}). Fokus seperti ini bukan kesalahan.`,

  balik_arah: ({ values, trades, n }) =>
    `Di simbol yang sama, arah berbalik pada ${values.after_loss} dari ${values.losses} entry ` +
    `setelah rugi dan ${values.after_win} dari ${values.wins} setelah untung ` +
    `(n = ${n}; ${idList(trades)}). Ini hitungan saja, belum tentu baik atau buruk.`,

  semua_sl: ({ trades, n }) =>
    n === 1
      ? `Transaksi hari ini (${idList(trades)}) memakai stop loss.`
      : `${n} dari ${n} transaksi memakai stop loss (${idList(trades)}).`,

  risiko_terjaga: ({ values, trades, n }) =>
    n === 1
      ? `Risikonya ${percent(values.max)} (${idList(trades)}), ` +
        `dalam batas ${percent(values.limit)}.`
      : `Risiko ${n} dari ${n} transaksi dalam batas ${percent(values.limit)}, ` +
        `paling besar ${percent(values.max)} (${idList(trades)}).`,

  rugi_sesuai_rencana: ({ values, trades, n }) => {
    const furthest = `${times(-Number(values.worst_r))} jarak stop`;
    return n === 1
      ? `Satu-satunya rugi (${idList(trades)}) berakhir sesuai rencana, di ${furthest}.`
      : `${n} dari ${n} rugi berakhir sesuai rencana (${idList(trades)}): paling jauh ${furthest}.`;
  },

  ukuran_tetap_setelah_rugi: ({ values, trades, n }, { voice }) => {
    const most = `${times(values.max_ratio)} ${yours("lot biasa", voice)}`;
    return n === 1
      ? `Setelah rugi, lot ${idList(trades)} tidak dinaikkan: ${most} (batasnya ${times(values.limit)}).`
      : `Setelah rugi, lot tidak dinaikkan, ${n} dari ${n} kali (${idList(trades)}): ` +
          `paling besar ${most}, batasnya ${times(values.limit)}.`;
  },

  jeda_setelah_rugi: ({ values, trades, n }) => {
    const pause = formatDuration(Number(values.min_gap_seconds));
    return n === 1
      ? `Setelah rugi, ada jeda ${pause} sebelum ${idList(trades)} (batasnya ` +
          `${values.limit_minutes} menit).`
      : `Setelah rugi, ada jeda, ${n} dari ${n} kali (${idList(trades)}): paling singkat ${pause}, ` +
          `batasnya ${values.limit_minutes} menit.`;
  },

  berhenti_di_batas: ({ values, n }, { currency }) =>
    `Setelah rugi hari itu mencapai batas ${unsigned(values.limit, currency)}, ` +
    `tidak ada posisi baru (0 dari ${n} transaksi).`,
};

function revengeSentence(finding: Finding, settings: ReportSettings): string {
  const { values, trades, n } = finding;
  const gap = Number(values.gap_seconds);
  const soon = gap < 60 ? "kurang dari semenit" : formatDuration(gap);
  const bare = values.no_stop === 1 ? ", tanpa stop loss" : "";
  const all =
    trades.length === 1
      ? `Ini 1 dari ${n} transaksi.`
      : `Terjadi pada ${trades.length} dari ${n} transaksi (${idList(trades)}).`;
  return (
    `#${values.worst} ${symbol(values)} dibuka ${soon} setelah #${values.prev} rugi ` +
    `${unsigned(values.prev_loss, settings.currency)}, dengan lot ` +
    `${usualLot(finding, settings)}${bare}; hasilnya ` +
    `${signed(values.result, settings.currency)}. ${all} ${sizeCost(finding, settings)}`
  );
}

/** "0,30, 3x lot biasa Anda (0,10, median 5 transaksi sebelumnya)". */
function usualLot({ values }: Finding, { voice }: ReportSettings): string {
  const count = Number(values.base_n);
  // Of fewer trades there is no usual lot, only those before.
  const what = count < MIN_BASE ? "lot sebelumnya" : yours("lot biasa", voice);
  const of = count === 1 ? "" : `, median ${count} transaksi sebelumnya`;
  return `${lots(values.lot)}, ${times(values.ratio)} ${what} (${lots(values.base)}${of})`;
}

/** What the surplus lot cost, or that luck has not made it smaller. */
function sizeCost({ values, cost }: Finding, { currency }: ReportSettings): string {
  const isUsual = Number(values.base_n) >= MIN_BASE;
  const lot = isUsual ? "lot biasa" : "lot sebelumnya";
  if (cost !== null) return `Dengan ${lot}, ruginya lebih kecil ${unsigned(cost, currency)}.`;
  if (Number(values.net) <= 0) return `Hasilnya ${signed(values.net, currency)}.`;
  return (
    `Kali ini untung ${unsigned(values.net, currency)}; ` +
    `ukurannya tetap ${times(values.ratio)} ${isUsual ? "dari biasanya" : lot}.`
  );
}

function symbol(values: Finding["values"]): string {
  return cleanLine(String(values.symbol ?? ""));
}
