import { formatDuration } from "../../base/dates.ts";
import { formatPercent } from "../../base/number.ts";
import {
  allOf,
  amount,
  cameTo,
  capital,
  idList,
  inWords,
  lots,
  percent,
  price,
  signed,
  times,
  unsigned,
  worstList,
  yours,
} from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import type { BadFactId } from "../../mentor/ids.ts";
import {
  BIG_LOT,
  BLANK_STRATEGY,
  BURST,
  COSTS,
  DAY_LIMIT_PERCENT,
  HISTORY_DAYS,
  LOT_STEP,
  MARTINGALE,
  MIN_BASE,
  ONE_LOSS,
  OPEN_LIMITS,
  PLANNED_R,
  REVENGE,
  RISK_LIMIT_PERCENT,
  TRADE_COUNT,
  UNEVEN,
} from "../../mentor/thresholds.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { COUNTED, lossText, points } from "./explained.ts";
import type { Beside, FactWords } from "./fact.ts";

/** What is said of what is to be mended. */
export const BAD_FACT_WORDS: FactWords<BadFactId> = {
  tanpa_sl: {
    name: "transaksi tanpa stop loss",
    phrase: ({ values }) => `${values.count} transaksi tanpa stop loss`,
    sentence: ({ values, trades }, { currency }) =>
      (values.total === 1
        ? "Transaksi hari ini"
        : `${values.count} dari ${values.known} transaksi` +
          `${values.known === values.total ? "" : " yang stop-nya diketahui"}`) +
      ` berjalan tanpa stop loss (${worstList(trades)}); hasilnya ${signed(values.net, currency)}.`,
    short: ({ values, trades }, { result }) => {
      const all = Number(values.count) === Number(values.total) && trades.length > 1;
      const who = all ? `${capital(allOf(trades.length))} transaksi` : idList(trades);
      return `${who} tanpa stop loss${result(trades)}.`;
    },
    why: { rule: () => "Stop loss diketahui tidak dipasang", source: COUNTED },
    topics: ["stop"],
    saysMoney: false,
    overPeriod: "transaksi tanpa stop loss",
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
    why: {
      rule: () => `Risiko di atas batas sendiri (bawaan ${percent(RISK_LIMIT_PERCENT)})`,
      source: "Elder",
    },
    topics: ["risk"],
    saysMoney: false,
    overPeriod: null,
  },
  kejadian_balas_dendam: {
    name: "lot besar tak lama setelah rugi",
    phrase: ({ values }) =>
      `lot ${times(values.ratio)} ${isUsual(values) ? "biasanya" : "sebelumnya"}, ` +
      `${formatDuration(Number(values.gap_seconds))} setelah rugi (#${values.worst})`,
    sentence: revengeSentence,
    short: revenge,
    why: {
      rule: () =>
        `Setelah rugi, jeda <= ${REVENGE.minutes} menit, lot >= ${times(REVENGE.ratio)} lot ` +
        `biasa (dan risiko >= ${times(REVENGE.ratio)} bila diketahui); ${lossText()}`,
      source: COUNTED,
    },
    topics: [],
    saysMoney: true,
    overPeriod: "lot lebih besar tak lama setelah rugi",
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
    why: {
      rule: () =>
        `Lot naik >= ${times(LOT_STEP)} ${inWords(MARTINGALE.rises)} kali berturut-turut, ` +
        "masing-masing setelah rugi",
      source: COUNTED,
    },
    topics: [],
    saysMoney: true,
    overPeriod: "lot naik beruntun setelah rugi",
  },
  kejadian_rata_rugi: {
    name: "menambah posisi yang sedang rugi",
    phrase: ({ values }) => `posisi rugi ditambah (${values.count} kali)`,
    sentence: ({ values, trades, n }, { currency }) =>
      `#${values.first} ${symbol(values)} dibuka di ${price(values.price)} saat #${values.to} ` +
      `dari ${price(values.to_price)} masih terbuka dan sedang rugi. Menambah posisi rugi terjadi ` +
      `pada ${values.count} dari ${n} transaksi (${idList(trades)}), ` +
      `hasilnya ${signed(values.net, currency)}.`,
    short: ({ values, trades }, { settings }) =>
      (trades.length === 1
        ? `#${values.first} menambah posisi #${values.to} yang sedang rugi`
        : `${values.count} kali posisi yang sedang rugi ditambah (${idList(trades)})`) +
      `; hasilnya ${signed(values.net, settings.currency)}.`,
    why: {
      rule: () => "Entry di harga lebih buruk saat posisi simbol dan arah yang sama masih terbuka",
      source: COUNTED,
    },
    topics: ["adds"],
    saysMoney: true,
    overPeriod: "menambah posisi yang sedang rugi",
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
    why: {
      rule: () => `Lot > ${times(BIG_LOT.ratio)} median lot simbol itu (min ${MIN_BASE})`,
      source: COUNTED,
    },
    topics: ["lot"],
    saysMoney: true,
    overPeriod: "lot di atas lot biasa",
  },
  rugi_melebihi_rencana: {
    name: "rugi di luar rencana",
    phrase: ({ values }) =>
      `rugi sampai ${times(-Number(values.worst_r))} ${planName(values)} pada #${values.worst}`,
    sentence: ({ values, trades, cost }, { currency }) =>
      (values.known === 1
        ? "Satu-satunya rugi yang rencananya diketahui"
        : `${values.count} dari ${values.known} rugi yang rencananya diketahui`) +
      ` berakhir di luar ${values.by_price === 0 ? "rencana" : "stop"} (${worstList(trades)}): ` +
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
    why: {
      rule: () =>
        `Rugi melewati ${times(PLANNED_R)} jarak stop, atau risiko yang direncanakan bila harganya tidak diketahui`,
      source: COUNTED,
    },
    topics: ["moved"],
    saysMoney: false,
    overPeriod: "rugi yang melewati stop",
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
    why: {
      rule: () => `Rugi tertutup >= ${percent(DAY_LIMIT_PERCENT)} saldo awal`,
      source: "FTMO 2-Step",
    },
    topics: [],
    saysMoney: false,
    overPeriod: null,
  },
  lanjut_setelah_batas: {
    name: "transaksi setelah batas rugi",
    phrase: ({ values }) => `${values.count} transaksi setelah batas rugi harian`,
    sentence: ({ values, trades, n }, { currency }) =>
      `${values.count} dari ${n} transaksi dibuka setelah rugi hari itu mencapai ` +
      `${unsigned(values.limit, currency)} (${worstList(trades)}). ` +
      cameTo(values.after_net, currency),
    short: ({ values, trades }, { settings: { currency } }) =>
      `${idList(trades)} dibuka setelah rugi mencapai batas ${unsigned(values.limit, currency)}; ` +
      `hasilnya ${signed(values.after_net, currency)}.`,
    why: {
      rule: () => "Entry setelah batas rugi hari itu tercapai",
      source: COUNTED,
    },
    topics: ["limit"],
    saysMoney: false,
    overPeriod: "transaksi setelah batas rugi harian",
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
    why: {
      rule: () =>
        `Jumlah >= ${times(BURST.times)} median dan >= median + ${BURST.more} dari ` +
        `${HISTORY_DAYS} hari (min ${TRADE_COUNT.days} hari)`,
      source: COUNTED,
    },
    topics: ["count"],
    saysMoney: false,
    overPeriod: null,
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
    why: {
      rule: () => `Satu rugi > semua kemenangan hari itu (min ${ONE_LOSS.wins})`,
      source: COUNTED,
    },
    topics: [],
    saysMoney: false,
    overPeriod: null,
  },
  biaya_tinggi: {
    name: "biaya",
    phrase: ({ values }) => `biaya ${formatPercent(Number(values.share01))} dari untung kotor`,
    sentence: ({ values, trades, n }, { currency }) =>
      `Biaya transaksi ${unsigned(values.paid, currency)}, yaitu ` +
      `${formatPercent(Number(values.share01))} dari untung kotor ` +
      `${unsigned(values.gross, currency)} pada ${n} transaksi yang biayanya diketahui ` +
      `(termahal ${idList(trades)}).`,
    short: ({ values, trades }, { settings: { currency } }) =>
      `Biaya transaksi ${unsigned(values.paid, currency)}, ${formatPercent(Number(values.share01))} ` +
      `dari untung kotor ${unsigned(values.gross, currency)}; termahal ${idList(trades.slice(0, 1))}.`,
    why: {
      rule: () => `Komisi, swap, dan biaya lain > ${formatPercent(COSTS.share01)} untung kotor`,
      source: COUNTED,
    },
    topics: [],
    saysMoney: false,
    overPeriod: null,
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
    why: {
      rule: () =>
        `Jumlah risiko posisi yang terbuka bersama > ${times(OPEN_LIMITS)} batas per transaksi ` +
        `(bawaan ${percent(OPEN_LIMITS * RISK_LIMIT_PERCENT)})`,
      source: "Elder",
    },
    topics: ["open"],
    saysMoney: false,
    overPeriod: null,
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
    why: {
      rule: () =>
        `Simpangan baku / rata-rata dari ${UNEVEN.sizes} risiko (atau lot satu simbol, dipilih yang ` +
        `lebih tetap) > ${amount(UNEVEN.variation)}, pada hari yang memuat ukuran terbesarnya`,
      source: COUNTED,
    },
    topics: [],
    saysMoney: false,
    overPeriod: null,
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
    why: {
      rule: () =>
        `Strategi kosong: ${BLANK_STRATEGY.group} transaksi terakhir vs ${BLANK_STRATEGY.group} ` +
        `sebelumnya, Fisher p < ${amount(BLANK_STRATEGY.p)}, ` +
        `+${points(BLANK_STRATEGY.difference01)}`,
      source: "Fisher 1935",
    },
    topics: [],
    saysMoney: false,
    overPeriod: null,
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

/** Of fewer trades there is no usual lot, only those before. */
const isUsual = ({ base_n }: Finding["values"]) => Number(base_n) >= MIN_BASE;

/** "0,30, 3x lot biasa Anda". */
function usual(values: Finding["values"], { voice }: ReportSettings): string {
  const what = isUsual(values) ? yours("lot biasa", voice) : "lot sebelumnya";
  return `${lots(values.lot)}, ${times(values.ratio)} ${what}`;
}

/** "0,30, 3x lot biasa Anda (0,10, median 5 transaksi sebelumnya)". */
function usualLot({ values }: Finding, settings: ReportSettings): string {
  const count = Number(values.base_n);
  const of = count === 1 ? "" : `, median ${count} transaksi sebelumnya`;
  return `${usual(values, settings)} (${lots(values.base)}${of})`;
}

/** What the surplus lot cost, or that luck has not made it smaller. */
function sizeCost({ values, cost }: Finding, { currency }: ReportSettings): string {
  const lot = isUsual(values) ? "lot biasa" : "lot sebelumnya";
  if (cost !== null) return `Dengan ${lot}, ruginya lebih kecil ${unsigned(cost, currency)}.`;
  if (Number(values.net) <= 0) return cameTo(values.net, currency);
  return (
    `Kali ini untung ${unsigned(values.net, currency)}; ` +
    `ukurannya tetap ${times(values.ratio)} ${isUsual(values) ? "dari biasanya" : lot}.`
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

function cost({ values, cost: lost, trades }: Finding, { currency }: ReportSettings): string {
  const lot = isUsual(values) ? "lot biasa" : "lot sebelumnya";
  if (lost !== null) return `Dengan ${lot}, ruginya ${unsigned(lost, currency)} lebih kecil.`;
  if (Number(values.net) <= 0) return cameTo(values.net, currency);
  // Of a single trade the table says what it won.
  const won = trades.length === 1 ? "" : ` ${unsigned(values.net, currency)}`;
  return `Kali ini untung${won}; ukurannya tetap ${times(values.ratio)} ${isUsual(values) ? "biasanya" : lot}.`;
}
