import { formatDuration } from "../../base/dates.ts";
import { formatPercent } from "../../base/number.ts";
import {
  allOf,
  amount,
  capital,
  idList,
  percent,
  times,
  unsigned,
  yours,
} from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import type { GoodFactId, InfoFactId } from "../../mentor/ids.ts";
import {
  CALM,
  DAY_LIMIT_PERCENT,
  HISTORY_TRADES,
  SIDE_FLIPS,
  SYMBOL_FOCUS,
} from "../../mentor/thresholds.ts";
import type { Finding } from "../../mentor/types.ts";
import { both, COUNTED, counted } from "./explained.ts";
import type { FactWords } from "./fact.ts";

/** What is said of what was right, and of what is only counted. */
export const GOOD_FACT_WORDS: FactWords<GoodFactId | InfoFactId> = {
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
    why: counted("Setiap transaksi hari itu diketahui memakai stop loss"),
    planned: () => "stop loss terpasang",
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
    why: counted("Risiko setiap transaksi hari itu diketahui dan dalam batas"),
    planned: ({ values }) => `risiko paling besar ${percent(values.max)}`,
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
    why: counted("Setiap rugi hari itu berhenti paling jauh sedikit di luar jarak stop"),
    planned: () => "rugi berhenti di stop",
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
    why: counted("Lot setiap entry setelah rugi tidak melebihi lot biasa"),
    planned: null,
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
    why: counted(`Setiap entry setelah rugi menunggu paling singkat ${CALM.minutes} menit`),
    planned: null,
  },
  berhenti_di_batas: {
    name: null,
    phrase: () => "berhenti setelah batas rugi harian",
    sentence: ({ values, n }, { currency }) =>
      `Setelah rugi hari itu mencapai batas ${unsigned(values.limit, currency)}, ` +
      `tidak ada posisi baru (0 dari ${n} transaksi).`,
    short: ({ values }, { settings: { currency, voice } }) =>
      `Setelah rugi mencapai batas ${unsigned(values.limit, currency)}, ${voice} berhenti.`,
    why: {
      rule: () =>
        `Rugi tertutup hari itu mencapai ${percent(DAY_LIMIT_PERCENT)} saldo awal hari, dan tidak ada ` +
        "entry sesudahnya (semua jam entry diketahui)",
      source: COUNTED,
    },
    planned: null,
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
    why: {
      rule: () =>
        `Porsi risiko (atau jumlah transaksi) per simbol dari ${SYMBOL_FOCUS.recent} (min ` +
        `${SYMBOL_FOCUS.minimum}) transaksi ` +
        "terakhir, HHI = jumlah kuadrat porsi; disebut pada hari pemeriksaan bila satu dari beberapa " +
        `simbol >= ${formatPercent(SYMBOL_FOCUS.share01)}`,
      source: "Herfindahl-Hirschman",
    },
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
    why: {
      rule: () =>
        "Arah berbalik di simbol yang sama setelah rugi vs setelah untung, " +
        `${HISTORY_TRADES} transaksi terakhir, Fisher dua sisi p < ${amount(SIDE_FLIPS.p)}, ` +
        `${both(SIDE_FLIPS)}, dilihat pada hari pemeriksaan`,
      source: "Croson & Sundali 2005",
    },
  },
};

function symbol(values: Finding["values"]): string {
  return cleanLine(String(values.symbol ?? ""));
}
