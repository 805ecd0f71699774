import { formatDuration } from "../../base/dates.ts";
import { formatPercent } from "../../base/number.ts";
import {
  allOf,
  amount,
  capital,
  idList,
  inR,
  lots,
  percent,
  signed,
  times,
  unsigned,
  yours,
} from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import { goneHabit, isPraise } from "../../mentor/findings.ts";
import { type ClaimId, type FactId, GONE, isSharePraiseId } from "../../mentor/ids.ts";
import type { Finding, PraiseFinding, ProvenFinding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { habitName, keptOf, PRAISE_WORDS, planName } from "./habits.ts";

/** What a sentence may need of the day beside the finding itself. */
export interface Beside {
  settings: ReportSettings;
  /** "; hasilnya -$40.00", what these trades came to; "" where that has been said of them. */
  result(trades: readonly number[]): string;
}

/**
 * The finding for the daily screen: what happened, to which trades, and the money; what it rests on is
 * told by `--why` and `--full`.
 */
export function shortSentence(finding: Finding, beside: Beside): string {
  if (finding.proof !== undefined) return shortHabit(finding, beside.settings);
  if (finding.id === GONE) {
    return `Kebiasaan lama sudah tidak terlihat: ${habitName(goneHabit(finding))}.`;
  }
  if (isPraise(finding)) return shortPraise(finding, beside.settings);
  return EVENTS[finding.id](finding, beside);
}

type Write = (finding: Finding, beside: Beside) => string;

const EVENTS: Readonly<Record<FactId, Write>> = {
  tanpa_sl: ({ values, trades }, { result }) => {
    const all = Number(values.count) === Number(values.total) && trades.length > 1;
    const who = all ? `${capital(allOf(trades.length))} transaksi` : idList(trades);
    return `${who} tanpa stop loss${result(trades)}.`;
  },
  risiko_lebih_2pct: ({ values, trades }, { result }) =>
    trades.length === 1
      ? `Risiko ${idList(trades)} ${percent(values.max)}, batasnya ${percent(values.limit)}${result(trades)}.`
      : `Risiko ${idList(trades)} di atas batas ${percent(values.limit)}, ` +
        `sampai ${percent(values.max)}${result(trades)}.`,
  kejadian_balas_dendam: revenge,
  kejadian_martingale: ({ values, trades }, { settings }) =>
    `Lot ${cleanLine(String(values.symbol))} naik ${values.rises} kali berturut-turut setelah rugi, ` +
    `dari ${lots(values.first_lot)} sampai ${lots(values.last_lot)} (${idList(trades)}); ` +
    `hasilnya ${signed(values.net, settings.currency)}.`,
  kejadian_rata_rugi: ({ values, trades }, { settings }) =>
    (trades.length === 1
      ? `#${values.first} menambah posisi #${values.to} yang sedang rugi`
      : `${values.count} kali posisi yang sedang rugi ditambah (${idList(trades)})`) +
    `; hasilnya ${signed(values.net, settings.currency)}.`,
  lot_besar: (finding, { settings }) => {
    const { values, trades } = finding;
    const also = trades.filter((id) => id !== values.worst);
    return (
      `#${values.worst} memakai lot ${usual(values, settings)}.` +
      `${also.length === 0 ? "" : ` Lot besar juga di ${idList(also)}.`} ${cost(finding, settings)}`
    );
  },
  rugi_melebihi_rencana: ({ values, cost: lost, trades }, { settings }) =>
    `Rugi ${trades.length === 1 ? "" : `${idList(trades)} melewati rencana, terjauh `}` +
    `#${values.worst} ${times(-Number(values.worst_r))} ${planName(values)}` +
    (lost === null ? "." : `; ${unsigned(lost, settings.currency)} di antaranya di luar rencana.`),
  batas_rugi_harian: ({ values }, { settings: { currency } }) =>
    `Batas rugi harian ${unsigned(values.limit, currency)} terlewati.`,
  lanjut_setelah_batas: ({ values, trades }, { settings: { currency } }) =>
    `${idList(trades)} dibuka setelah rugi mencapai batas ${unsigned(values.limit, currency)}; ` +
    `hasilnya ${signed(values.after_net, currency)}.`,
  trade_hari_ini_tidak_biasa: ({ values, trades }, { result }) =>
    `${values.count} transaksi hari ini, biasanya ${amount(values.median)}. ` +
    `Yang melewatinya: ${idList(trades)}${result(trades)}.`,
  satu_rugi_besar: ({ values, trades }, { settings: { currency } }) =>
    `Satu rugi, ${idList(trades)} (${signed(values.loss, currency)}), lebih besar dari ` +
    `${allOf(Number(values.win_count))} kemenangan hari ini (${signed(values.wins, currency)}).`,
  biaya_tinggi: ({ values, trades }, { settings: { currency } }) =>
    `Komisi dan swap ${unsigned(values.paid, currency)}, ${formatPercent(Number(values.share01))} ` +
    `dari untung kotor ${unsigned(values.gross, currency)}; termahal ${idList(trades.slice(0, 1))}.`,
  risiko_terbuka_lebih_6pct: ({ values, trades }, { result }) =>
    `Saat #${values.at} dibuka, ${values.open} posisi bersama-sama berisiko ` +
    `${percent(values.percent)}, batasnya ${percent(values.limit)}${result(trades)}.`,
  ukuran_tidak_konsisten: ({ values, trades }) => {
    const size = values.symbol === null ? percent : lots;
    const what = values.symbol === null ? "Risiko" : `Lot ${cleanLine(String(values.symbol))}`;
    return (
      `${what} berubah-ubah, ${size(values.min)} sampai ${size(values.max)}; ` +
      `biasanya ${size(values.median)} (terbesar #${trades[0]}).`
    );
  },
  strategi_kosong: ({ values, trades }) =>
    `Strategi makin sering kosong: ${values.now} dari ${values.of} transaksi terakhir, ` +
    `sebelumnya ${values.before}. Hari ini: ${idList(trades)}.`,
  fokus_simbol: ({ values }) =>
    `${formatPercent(Number(values.share01))} ${values.by_risk === 1 ? "risiko" : "transaksi"} ` +
    `belakangan ini ada di ${cleanLine(String(values.symbol))}.`,
  balik_arah: ({ values }) =>
    `Di simbol yang sama, arah berbalik pada ${values.after_loss} dari ${values.losses} entry ` +
    `setelah rugi, dan ${values.after_win} dari ${values.wins} setelah untung. Ini hitungan saja.`,
  semua_sl: ({ trades, n }) =>
    n === 1
      ? `${idList(trades)} memakai stop loss.`
      : `${capital(allOf(n))} transaksi memakai stop loss.`,
  risiko_terjaga: ({ values, trades, n }) =>
    n === 1
      ? `Risiko ${idList(trades)} ${percent(values.max)}, dalam batas ${percent(values.limit)}.`
      : `Risiko terbesar ${percent(values.max)}, dalam batas ${percent(values.limit)}.`,
  rugi_sesuai_rencana: ({ trades }) => `Rugi ${idList(trades)} berhenti sesuai rencana.`,
  ukuran_tetap_setelah_rugi: ({ trades }) =>
    `Setelah rugi, lot ${idList(trades)} tetap seperti biasa.`,
  jeda_setelah_rugi: ({ values, trades }) =>
    `Setelah rugi, ${idList(trades)} ${trades.length === 1 ? "menunggu" : "menunggu paling singkat"} ` +
    `${formatDuration(Number(values.min_gap_seconds))}.`,
  berhenti_di_batas: ({ values }, { settings: { currency, voice } }) =>
    `Setelah rugi mencapai batas ${unsigned(values.limit, currency)}, ${voice} berhenti.`,
};

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

/** A proven habit in the two numbers that show it, with what it cost where that is arithmetic. */
function shortHabit(finding: ProvenFinding, settings: ReportSettings): string {
  const { id, values, trades, proof, cost: lost } = finding;
  const told = HABITS[id](values, settings);
  const by = trades.length === 0 ? "" : ` (${idList(trades)})`;
  const money =
    lost !== null
      ? ` Ini menghabiskan ${unsigned(lost, settings.currency)}.`
      : proof.cost_kind === "realised" && trades.length > 0
        ? ` Hasilnya ${signed(values.money, settings.currency)}.`
        : "";
  return `${told}${by}.${money}`;
}

const share = (value: unknown) => formatPercent(Number(value));
const minutes = (value: unknown) => formatDuration(60 * Number(value));

/** Where two numbers would say no more, its name. */
const named = (id: ClaimId) => () => capital(habitName(id));

const HABITS: Readonly<
  Record<ClaimId, (values: Finding["values"], settings: ReportSettings) => string>
> = {
  lot_naik_setelah_rugi: (v, { voice }) =>
    `Setelah rugi, ${yours("lot", voice)} ${times(v.effect)} lot setelah untung`,
  lot_naik_saat_untung: (v, { voice }) =>
    `Saat hari sedang untung, ${yours("lot", voice)} ${times(v.effect)} lot saat sedang rugi`,
  lot_naik_saat_rugi_sesi: (v, { voice }) =>
    `Saat hari sedang rugi, ${yours("lot", voice)} ${times(1 / Number(v.effect))} lot saat sedang untung`,
  masuk_cepat_setelah_rugi: (v) =>
    `Setelah rugi, jeda sebelum entry berikutnya biasanya ${minutes(v.after_loss)}; ` +
    `setelah untung ${minutes(v.after_win)}`,
  balas_dendam: (v) =>
    `Masuk lebih cepat dan dengan lot lebih besar pada ${share(v.after_loss)} transaksi setelah rugi, ` +
    `${share(v.after_win)} setelah untung`,
  martingale: (v) =>
    `Lot dilipatkan pada ${share(v.after_loss)} transaksi setelah rugi, ` +
    `${share(v.after_win)} setelah untung`,
  rata_rugi: (v) =>
    `Dari ${Number(v.a) + Number(v.b)} penambahan posisi, ${v.a} di harga yang lebih buruk`,
  efek_disposisi: (v) =>
    `Posisi rugi biasanya ditahan ${minutes(v.hold_loss)}, posisi untung ${minutes(v.hold_win)}`,
  potong_untung: (v) =>
    `Dari ${Number(v.a) + Number(v.b)} posisi yang cepat ditutup sendiri, ${v.a} sedang untung`,
  aturan_longgar: (v) =>
    `Stop loss kosong pada ${share(v.after)} transaksi setelah rugi, ${share(v.rest)} transaksi lainnya`,
  ledakan_setelah_rugi: (v) =>
    `Transaksi melonjak pada ${share(v.after_loss)} hari yang dibuka dengan rugi, ` +
    `${share(v.after_win)} hari yang dibuka dengan untung`,
  hasil_setelah_2_rugi: (v) => `${capital(habitName("hasil_setelah_2_rugi"))}: ${means(v)}`,
  hasil_trade_akhir: (v) => `Mulai transaksi ke-${Number(v.from) + 1} dalam sehari, ${means(v)}`,
  lot_besar_hasil_buruk: named("lot_besar_hasil_buruk"),
  jam: named("jam"),
  simbol: named("simbol"),
  strategi: named("strategi"),
  arah: named("arah"),
  hari: named("hari"),
  emosi: named("emosi"),
  kondisi: named("kondisi"),
};

const means = (v: Finding["values"]) =>
  `rata-rata ${inR(v.group)}, transaksi lainnya ${inR(v.rest)}`;

/** What many trades show to be done well, without how sure that is. */
function shortPraise(finding: PraiseFinding, { voice, currency }: ReportSettings): string {
  const { id, n, values } = finding;
  if (isSharePraiseId(id)) return `${keptOf(finding)} ${PRAISE_WORDS[id].kept}.`;
  switch (id) {
    case "berhenti_di_batas":
      return (
        `${values.kept} dari ${n} hari yang rugi sampai batas (${unsigned(values.limit, currency)}) ` +
        "berhenti di situ."
      );
    case "lot_netral_setelah_rugi":
      return `Setelah rugi, ${yours("lot", voice)} tetap sama seperti setelah untung.`;
    case "edge_terbukti":
      return `Rata-rata hasil ${n} transaksi terakhir ${inR(values.mean_r)}; itu tentang yang sudah lewat.`;
  }
}
