import { formatDuration } from "../../base/dates.ts";
import { formatPercent } from "../../base/number.ts";
import {
  allOf,
  amount,
  capital,
  idList,
  lots,
  percent,
  signed,
  times,
  unsigned,
  yours,
} from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import type { FactId } from "../../mentor/ids.ts";
import { MIN_BASE, PLANNED_R } from "../../mentor/thresholds.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";

/** What a sentence may need of the day beside the finding itself. */
export interface Beside {
  settings: ReportSettings;
  /** "; hasilnya -$40.00", what these trades came to; "" where that has been said of them. */
  result(trades: readonly number[]): string;
}

/** The words of a fact of the day. */
interface FactWords {
  /** In a few words, without its numbers; null: it shares its name with praise, and that has them. */
  name: string | null;
  /** In a few words, without money, for a headline or after a colon. */
  phrase(finding: Finding): string;
  /** In full, with how many trades were looked at and the numbers compared. */
  sentence(finding: Finding, settings: ReportSettings): string;
  /** For the daily screen: what happened, to which trades, and the money. */
  short(finding: Finding, beside: Beside): string;
}

export const FACT_WORDS: Readonly<Record<FactId, FactWords>> = {
  tanpa_sl: {
    name: "transaksi tanpa stop loss",
    phrase: ({ values }) => `${values.count} transaksi tanpa stop loss`,
    sentence: ({ values, trades }, { currency }) =>
      (values.total === 1
        ? "Transaksi hari ini"
        : `${values.count} dari ${values.known} transaksi` +
          `${values.known === values.total ? "" : " yang stop-nya diketahui"}`) +
      ` berjalan tanpa stop loss (${idList(trades)}); hasilnya ${signed(values.net, currency)}.`,
    short: ({ values, trades }, { result }) => {
      const all = Number(values.count) === Number(values.total) && trades.length > 1;
      const who = all ? `${capital(allOf(trades.length))} transaksi` : idList(trades);
      return `${who} tanpa stop loss${result(trades)}.`;
    },
  },
  risiko_lebih_2pct: {
    name: "risiko di atas batas",
    phrase: ({ values, trades }) => `risiko sampai ${percent(values.max)} pada #${trades[0]}`,
    sentence: ({ values, trades }) =>
      `Risiko ${values.count} dari ${values.known} transaksi di atas batas ` +
      `${percent(values.limit)}: paling besar ${percent(values.max)} (${idList(trades)}).`,
    short: ({ values, trades }, { result }) =>
      trades.length === 1
        ? `Risiko ${idList(trades)} ${percent(values.max)}, batasnya ${percent(values.limit)}${result(trades)}.`
        : `Risiko ${idList(trades)} di atas batas ${percent(values.limit)}, ` +
          `sampai ${percent(values.max)}${result(trades)}.`,
  },
  kejadian_balas_dendam: {
    name: "lot besar tak lama setelah rugi",
    phrase: ({ values }) =>
      `lot ${times(values.ratio)} biasanya, ` +
      `${formatDuration(Number(values.gap_seconds))} setelah rugi (#${values.worst})`,
    sentence: revengeSentence,
    short: revenge,
  },
  kejadian_martingale: {
    name: "lot naik berturut-turut setelah rugi",
    phrase: ({ values }) => `lot naik ${values.rises} kali berturut-turut setelah rugi`,
    sentence: ({ values, trades, n }, { currency }) =>
      `Lot ${symbol(values)} naik ${values.rises} kali berturut-turut, setiap kali setelah rugi: ` +
      `dari ${lots(values.first_lot)} sampai ${lots(values.last_lot)} ` +
      `(${idList(trades)}; ${trades.length} dari ${n} transaksi). ` +
      `Hasil rangkaian itu ${signed(values.net, currency)}.`,
    short: ({ values, trades }, { settings }) =>
      `Lot ${cleanLine(String(values.symbol))} naik ${values.rises} kali berturut-turut setelah rugi, ` +
      `dari ${lots(values.first_lot)} sampai ${lots(values.last_lot)} (${idList(trades)}); ` +
      `hasilnya ${signed(values.net, settings.currency)}.`,
  },
  kejadian_rata_rugi: {
    name: "menambah posisi yang sedang rugi",
    phrase: ({ values }) => `posisi rugi ditambah (${values.count} kali)`,
    sentence: ({ values, trades, n }, { currency }) =>
      `#${values.first} ${symbol(values)} dibuka di ${amount(values.price)} saat #${values.to} ` +
      `dari ${amount(values.to_price)} masih terbuka dan sedang rugi. Menambah posisi rugi terjadi ` +
      `pada ${values.count} dari ${n} transaksi (${idList(trades)}), ` +
      `hasilnya ${signed(values.net, currency)}.`,
    short: ({ values, trades }, { settings }) =>
      (trades.length === 1
        ? `#${values.first} menambah posisi #${values.to} yang sedang rugi`
        : `${values.count} kali posisi yang sedang rugi ditambah (${idList(trades)})`) +
      `; hasilnya ${signed(values.net, settings.currency)}.`,
  },
  lot_besar: {
    name: "lot besar",
    phrase: ({ values }) => `lot ${times(values.ratio)} biasanya pada #${values.worst}`,
    sentence: (finding, settings) => {
      const { values, trades, n } = finding;
      return (
        `#${values.worst} ${symbol(values)} memakai lot ${usualLot(finding, settings)}. ` +
        (trades.length === 1
          ? `Ini 1 dari ${n} transaksi. `
          : `Lot sebesar itu ada pada ${values.count} dari ${n} transaksi (${idList(trades)}). `) +
        sizeCost(finding, settings)
      );
    },
    short: (finding, { settings }) => {
      const { values, trades } = finding;
      const also = trades.filter((id) => id !== values.worst);
      return (
        `#${values.worst} memakai lot ${usual(values, settings)}.` +
        `${also.length === 0 ? "" : ` Lot besar juga di ${idList(also)}.`} ${cost(finding, settings)}`
      );
    },
  },
  rugi_melebihi_rencana: {
    name: "rugi di luar rencana",
    phrase: ({ values }) =>
      `rugi sampai ${times(-Number(values.worst_r))} ${planName(values)} pada #${values.worst}`,
    sentence: ({ values, trades, cost }, { currency }) =>
      (values.known === 1
        ? "Satu-satunya rugi yang rencananya diketahui"
        : `${values.count} dari ${values.known} rugi yang rencananya diketahui`) +
      ` berakhir di luar ${values.by_price === 0 ? "rencana" : "stop"} (${idList(trades)}): ` +
      `${trades.length === 1 ? "" : `#${values.worst} `}sampai ` +
      `${times(-Number(values.worst_r))} ${planName(values)}.` +
      (cost === null
        ? ""
        : ` Bagian di luar ${times(PLANNED_R)} ${planName(values)}: ${unsigned(cost, currency)}.`),
    short: ({ values, cost: lost, trades }, { settings }) =>
      `Rugi ${trades.length === 1 ? "" : `${idList(trades)} melewati rencana, terjauh `}` +
      `#${values.worst} ${times(-Number(values.worst_r))} ${planName(values)}` +
      (lost === null
        ? "."
        : `; ${unsigned(lost, settings.currency)} di antaranya di luar rencana.`),
  },
  batas_rugi_harian: {
    name: "batas rugi harian",
    phrase: ({ values }) => `rugi ${percent(values.percent)} dari saldo awal`,
    sentence: ({ values, trades, n }, { currency }) =>
      `Rugi yang sudah tertutup ${unsigned(values.net, currency)} dari ${n} transaksi, minimal ` +
      `${percent(values.percent)} dari saldo awal hari itu; batas hariannya ` +
      `${percent(values.limit_percent)} atau ${unsigned(values.limit, currency)} ` +
      `(terbesar ${idList(trades)}).`,
    short: ({ values }, { settings: { currency } }) =>
      `Batas rugi harian ${unsigned(values.limit, currency)} terlewati.`,
  },
  lanjut_setelah_batas: {
    name: "transaksi setelah batas rugi",
    phrase: ({ values }) => `${values.count} transaksi setelah batas rugi harian`,
    sentence: ({ values, trades, n }, { currency }) =>
      `${values.count} dari ${n} transaksi dibuka setelah rugi hari itu mencapai ` +
      `${unsigned(values.limit, currency)} (${idList(trades)}). ` +
      `Hasilnya ${signed(values.after_net, currency)}.`,
    short: ({ values, trades }, { settings: { currency } }) =>
      `${idList(trades)} dibuka setelah rugi mencapai batas ${unsigned(values.limit, currency)}; ` +
      `hasilnya ${signed(values.after_net, currency)}.`,
  },
  trade_hari_ini_tidak_biasa: {
    name: "jumlah transaksi",
    phrase: ({ values }) => `${values.count} transaksi, biasanya ${amount(values.median)}`,
    sentence: ({ values, trades }) =>
      `${values.count} transaksi hari ini, di luar kebiasaan ${values.sessions} hari terakhir: ` +
      `mediannya ${amount(values.median)}, terbanyak ${values.max}. ` +
      `Yang di atas median: ${idList(trades)}.`,
    short: ({ values, trades }, { result }) =>
      `${values.count} transaksi hari ini, biasanya ${amount(values.median)}. ` +
      `Yang melewatinya: ${idList(trades)}${result(trades)}.`,
  },
  satu_rugi_besar: {
    name: "satu rugi besar",
    phrase: () => "satu rugi lebih besar dari semua kemenangan",
    sentence: ({ values, trades, n }, { currency }) =>
      `Satu rugi (${idList(trades)}, ${signed(values.loss, currency)}) lebih besar dari ` +
      `${allOf(Number(values.win_count))} kemenangan hari ini ` +
      `digabung (${signed(values.wins, currency)}), ` +
      `dari ${n} transaksi.`,
    short: ({ values, trades }, { settings: { currency } }) =>
      `Satu rugi, ${idList(trades)} (${signed(values.loss, currency)}), lebih besar dari ` +
      `${allOf(Number(values.win_count))} kemenangan hari ini (${signed(values.wins, currency)}).`,
  },
  biaya_tinggi: {
    name: "biaya",
    phrase: ({ values }) => `biaya ${formatPercent(Number(values.share01))} dari untung kotor`,
    sentence: ({ values, trades, n }, { currency }) =>
      `Komisi dan swap ${unsigned(values.paid, currency)}, yaitu ` +
      `${formatPercent(Number(values.share01))} dari untung kotor ` +
      `${unsigned(values.gross, currency)} pada ${n} transaksi yang biayanya diketahui ` +
      `(termahal ${idList(trades)}).`,
    short: ({ values, trades }, { settings: { currency } }) =>
      `Komisi dan swap ${unsigned(values.paid, currency)}, ${formatPercent(Number(values.share01))} ` +
      `dari untung kotor ${unsigned(values.gross, currency)}; termahal ${idList(trades.slice(0, 1))}.`,
  },
  risiko_terbuka_lebih_6pct: {
    name: "risiko terbuka",
    phrase: ({ values }) => `risiko terbuka ${percent(values.percent)}`,
    sentence: ({ values, trades, n }) =>
      `Saat #${values.at} dibuka, ${values.open} posisi terbuka bersama-sama berisiko ` +
      `${percent(values.percent)}, di atas batas ${percent(values.limit)} ` +
      `(${idList(trades)}; dari ${n} transaksi).`,
    short: ({ values, trades }, { result }) =>
      `Saat #${values.at} dibuka, ${values.open} posisi bersama-sama berisiko ` +
      `${percent(values.percent)}, batasnya ${percent(values.limit)}${result(trades)}.`,
  },
  ukuran_tidak_konsisten: {
    name: "ukuran yang tidak seragam",
    phrase: () => "ukuran posisi tidak seragam",
    sentence: ({ values, trades, n }) => {
      const size = values.symbol === null ? percent : lots;
      const what = values.symbol === null ? "Risiko" : `Lot ${symbol(values)}`;
      return (
        `${what} pada ${n} transaksi terakhir tidak seragam: ${size(values.min)} sampai ` +
        `${size(values.max)}, mediannya ${size(values.median)} (terbesar ${idList(trades)}).`
      );
    },
    short: ({ values, trades }) => {
      const size = values.symbol === null ? percent : lots;
      const what = values.symbol === null ? "Risiko" : `Lot ${cleanLine(String(values.symbol))}`;
      return (
        `${what} berubah-ubah, ${size(values.min)} sampai ${size(values.max)}; ` +
        `biasanya ${size(values.median)} (terbesar #${trades[0]}).`
      );
    },
  },
  strategi_kosong: {
    name: "strategi kosong",
    phrase: () => "strategi makin sering kosong",
    sentence: ({ values, trades, n }) =>
      `Strategi kosong pada ${values.now} dari ${values.of} transaksi terakhir; pada ` +
      `${values.of} sebelumnya ${values.before} (n = ${n}). Hari ini: ${idList(trades)}.`,
    short: ({ values, trades }) =>
      `Strategi makin sering kosong: ${values.now} dari ${values.of} transaksi terakhir, ` +
      `sebelumnya ${values.before}. Hari ini: ${idList(trades)}.`,
  },
  fokus_simbol: {
    name: "simbol yang paling sering",
    phrase: ({ values }) => `${formatPercent(Number(values.share01))} transaksi di satu simbol`,
    sentence: ({ values, trades, n }) =>
      `${symbol(values)} memegang ${formatPercent(Number(values.share01))} dari ` +
      `${values.by_risk === 1 ? "risiko " : ""}${n} transaksi terakhir, selebihnya terbagi pada ` +
      `${Number(values.symbols) - 1} simbol lain (${idList(trades)}). Fokus seperti ini bukan kesalahan.`,
    short: ({ values }) =>
      `${formatPercent(Number(values.share01))} ${values.by_risk === 1 ? "risiko" : "transaksi"} ` +
      `belakangan ini ada di ${cleanLine(String(values.symbol))}.`,
  },
  balik_arah: {
    name: "berbalik arah",
    phrase: () => "arah berbalik di simbol yang sama",
    sentence: ({ values, trades, n }) =>
      `Di simbol yang sama, arah berbalik pada ${values.after_loss} dari ${values.losses} entry ` +
      `setelah rugi dan ${values.after_win} dari ${values.wins} setelah untung ` +
      `(n = ${n}; ${idList(trades)}). Ini hitungan saja, belum tentu baik atau buruk.`,
    short: ({ values }) =>
      `Di simbol yang sama, arah berbalik pada ${values.after_loss} dari ${values.losses} entry ` +
      `setelah rugi, dan ${values.after_win} dari ${values.wins} setelah untung. Ini hitungan saja.`,
  },
  semua_sl: {
    name: "stop loss terpasang",
    phrase: ({ n }) =>
      n === 1 ? "transaksinya memakai stop loss" : `${allOf(n)} transaksi memakai stop loss`,
    sentence: ({ trades, n }) =>
      n === 1
        ? `Transaksi hari ini (${idList(trades)}) memakai stop loss.`
        : `${n} dari ${n} transaksi memakai stop loss (${idList(trades)}).`,
    short: ({ trades, n }) =>
      n === 1
        ? `${idList(trades)} memakai stop loss.`
        : `${capital(allOf(n))} transaksi memakai stop loss.`,
  },
  risiko_terjaga: {
    name: null,
    phrase: ({ values }) => `risiko paling besar ${percent(values.max)}`,
    sentence: ({ values, trades, n }) =>
      n === 1
        ? `Risikonya ${percent(values.max)} (${idList(trades)}), ` +
          `dalam batas ${percent(values.limit)}.`
        : `Risiko ${n} dari ${n} transaksi dalam batas ${percent(values.limit)}, ` +
          `paling besar ${percent(values.max)} (${idList(trades)}).`,
    short: ({ values, trades, n }) =>
      n === 1
        ? `Risiko ${idList(trades)} ${percent(values.max)}, dalam batas ${percent(values.limit)}.`
        : `Risiko terbesar ${percent(values.max)}, dalam batas ${percent(values.limit)}.`,
  },
  rugi_sesuai_rencana: {
    name: null,
    phrase: () => "rugi berhenti sesuai rencana",
    sentence: ({ values, trades, n }) => {
      const furthest = `${times(-Number(values.worst_r))} jarak stop`;
      return n === 1
        ? `Satu-satunya rugi (${idList(trades)}) berakhir sesuai rencana, di ${furthest}.`
        : `${n} dari ${n} rugi berakhir sesuai rencana (${idList(trades)}): paling jauh ${furthest}.`;
    },
    short: ({ trades }) => `Rugi ${idList(trades)} berhenti sesuai rencana.`,
  },
  ukuran_tetap_setelah_rugi: {
    name: "lot setelah rugi",
    phrase: () => "lot tidak dinaikkan setelah rugi",
    sentence: ({ values, trades, n }, { voice }) => {
      const most = `${times(values.max_ratio)} ${yours("lot biasa", voice)}`;
      return n === 1
        ? `Setelah rugi, lot ${idList(trades)} tidak dinaikkan: ${most} (batasnya ${times(values.limit)}).`
        : `Setelah rugi, lot tidak dinaikkan, ${n} dari ${n} kali (${idList(trades)}): ` +
            `paling besar ${most}, batasnya ${times(values.limit)}.`;
    },
    short: ({ trades }) => `Setelah rugi, lot ${idList(trades)} tetap seperti biasa.`,
  },
  jeda_setelah_rugi: {
    name: null,
    phrase: () => "ada jeda setelah rugi",
    sentence: ({ values, trades, n }) => {
      const pause = formatDuration(Number(values.min_gap_seconds));
      return n === 1
        ? `Setelah rugi, ada jeda ${pause} sebelum ${idList(trades)} (batasnya ` +
            `${values.limit_minutes} menit).`
        : `Setelah rugi, ada jeda, ${n} dari ${n} kali (${idList(trades)}): paling singkat ${pause}, ` +
            `batasnya ${values.limit_minutes} menit.`;
    },
    short: ({ values, trades }) =>
      `Setelah rugi, ${idList(trades)} ${trades.length === 1 ? "menunggu" : "menunggu paling singkat"} ` +
      `${formatDuration(Number(values.min_gap_seconds))}.`,
  },
  berhenti_di_batas: {
    name: null,
    phrase: () => "berhenti setelah batas rugi harian",
    sentence: ({ values, n }, { currency }) =>
      `Setelah rugi hari itu mencapai batas ${unsigned(values.limit, currency)}, ` +
      `tidak ada posisi baru (0 dari ${n} transaksi).`,
    short: ({ values }, { settings: { currency, voice } }) =>
      `Setelah rugi mencapai batas ${unsigned(values.limit, currency)}, ${voice} berhenti.`,
  },
};

/** What a loss went beyond: the distance of its stop, or the risk that was planned. */
function planName({ by_price }: Finding["values"]): string {
  return by_price === 0 ? "risiko yang direncanakan" : "jarak stop";
}

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

function revenge(finding: Finding, { settings }: Beside): string {
  const { values, trades } = finding;
  const gap = Number(values.gap_seconds);
  const soon = gap < 60 ? "kurang dari semenit" : formatDuration(gap);
  const loss = `#${values.prev} rugi ${unsigned(values.prev_loss, settings.currency)}`;
  const bare = values.no_stop === 1 ? ", tanpa stop loss" : "";
  const also = trades.filter((id) => id !== values.worst);
  return (
    `#${values.worst} dibuka ${soon} setelah ${loss}, dengan lot ${usual(values, settings)}${bare}.` +
    `${also.length === 0 ? "" : ` Begitu juga ${idList(also)}.`} ${cost(finding, settings)}`
  );
}

/** "0.30, 3x lot biasa Anda". */
function usual({ lot, ratio, base_n }: Finding["values"], { voice }: ReportSettings): string {
  const what = Number(base_n) === 1 ? "lot sebelumnya" : yours("lot biasa", voice);
  return `${lots(lot)}, ${times(ratio)} ${what}`;
}

function cost({ values, cost: lost, trades }: Finding, { currency }: ReportSettings): string {
  if (lost !== null) return `Dengan lot biasa, ruginya ${unsigned(lost, currency)} lebih kecil.`;
  if (Number(values.net) <= 0) return `Hasilnya ${signed(values.net, currency)}.`;
  // Of a single trade the table says what it won.
  const won = trades.length === 1 ? "" : ` ${unsigned(values.net, currency)}`;
  return `Kali ini untung${won}; ukurannya tetap ${times(values.ratio)} biasanya.`;
}
