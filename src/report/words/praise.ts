import { formatPercent } from "../../base/number.ts";
import { amount, inR, markR, times, unsigned, yours } from "../../base/phrases.ts";
import {
  isSharePraiseId,
  type OtherPraiseId,
  type PraiseId,
  type SharePraiseId,
} from "../../mentor/ids.ts";
import {
  CALM,
  EDGE,
  GOOD,
  HISTORY_DAYS,
  JOURNAL,
  KNOWN_RISK01,
  LIMIT_DAYS,
  NEUTRAL,
  PRAISE,
  PRAISED,
} from "../../mentor/thresholds.ts";
import type { Finding, PraiseFinding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { both, COUNTED, type WrittenLater } from "./explained.ts";

/** The words of praise over many trades. */
interface Words {
  /** The good habit in a few words. */
  phrase: string;
  /** What is to be gone on with. */
  keep: string;
  /** For `--why` and the manual: its rule with its thresholds, and its source. */
  why: WrittenLater;
}

/** What was kept: "48 dari 50 transaksi terakhir ...". */
interface ShareWords extends Words {
  of: string;
  /** Of the trades, which are counted, where it is not known of all of them. */
  known: string;
  kept: string;
}

/** What is proven in another way: in full, with how sure it is, and for the daily screen. */
interface OtherWords extends Words {
  sentence(finding: PraiseFinding, settings: ReportSettings): string;
  short(finding: PraiseFinding, settings: ReportSettings): string;
}

/** What is said of good habits that are a share of chances. */
export const PRAISE_WORDS: Readonly<Record<SharePraiseId, ShareWords>> = {
  sl_disiplin: {
    of: "transaksi terakhir",
    known: "yang stop-nya diketahui",
    kept: "memakai stop loss",
    phrase: "stop loss hampir selalu terpasang",
    keep: "stop loss terpasang di setiap order",
    why: byShare("sl_disiplin"),
  },
  risiko_terjaga: {
    of: "transaksi terakhir",
    known: "yang risikonya diketahui",
    kept: "berisiko dalam batas",
    phrase: "risiko terjaga dalam batas",
    keep: "risiko dihitung sebelum order dikirim",
    why: byShare("risiko_terjaga"),
  },
  ukuran_konsisten: {
    of: "transaksi terakhir",
    known: "yang ukurannya bisa dibandingkan",
    kept: "ukurannya dekat ukuran biasa",
    phrase: "ukuran posisi konsisten",
    keep: "ukuran posisi yang sama",
    why: byShare("ukuran_konsisten"),
  },
  jeda_setelah_rugi: {
    of: "entry setelah rugi",
    known: "yang jamnya diketahui",
    kept: `diberi jeda ${PRAISED.minutes} menit atau lebih`,
    phrase: "selama ini ada jeda setelah rugi",
    keep: "jeda setelah rugi",
    why: byShare("jeda_setelah_rugi"),
  },
  rugi_sesuai_rencana: {
    of: "rugi terakhir",
    known: "yang jarak stop-nya diketahui",
    kept: "berhenti sesuai rencana",
    phrase: "selama ini rugi berhenti sesuai rencana",
    keep: "stop dibiarkan bekerja",
    why: byShare("rugi_sesuai_rencana"),
  },
  jurnal_lengkap: {
    of: "hari terakhir",
    known: "yang diketahui",
    kept: "punya suasana dan catatan",
    phrase: "jurnal terisi lengkap",
    keep: "suasana dan catatan setiap hari",
    why: {
      rule: () =>
        `Pujian: suasana dan catatan ada pada ${HISTORY_DAYS + 1} hari terakhir, batas bawah Wilson ` +
        `95% satu sisi >= ${formatPercent(JOURNAL.bound01)}, min ${JOURNAL.days} hari`,
      source: "Wilson 1927",
    },
  },
  target_dipegang: {
    of: "kemenangan terakhir",
    known: "yang targetnya diketahui",
    kept: "dipegang sampai target atau dekat dengannya",
    phrase: "target dipegang",
    keep: "kemenangan dibiarkan sampai target",
    why: byShare("target_dipegang"),
  },
};

/** What is said of those that are proven in another way. */
export const OTHER_PRAISE_WORDS: Readonly<Record<OtherPraiseId, OtherWords>> = {
  lot_netral_setelah_rugi: {
    phrase: "lot setelah rugi sama dengan setelah untung",
    sentence: ({ n, values }, { voice }) => {
      if ([values.ratio, values.low, values.high].every((value) => times(value) === "1x")) {
        return `Setelah rugi ${yours("lot", voice)} tetap sama seperti setelah untung (n = ${n}).`;
      }
      return (
        `Setelah rugi ${yours("lot", voice)} sama dengan setelah untung: ${times(values.ratio)} ` +
        `(90%: ${times(values.low)} sampai ${times(values.high)}; n = ${n}).`
      );
    },
    short: (_, { voice }) =>
      `Setelah rugi, ${yours("lot", voice)} tetap sama seperti setelah untung.`,
    keep: "lot yang sama setelah rugi",
    why: {
      rule: () =>
        `Pujian: interval 90% rasio lot setelah rugi dan setelah untung di dalam ${amount(Math.round(100 / NEUTRAL.margin) / 100)} ` +
        `s.d. ${amount(NEUTRAL.margin)}, ${both(NEUTRAL)}`,
      source: "Schuirmann 1987",
    },
  },
  berhenti_di_batas: {
    phrase: "selalu berhenti di batas rugi harian",
    sentence: ({ n, values }, { currency }) =>
      `${values.kept} dari ${n} hari yang rugi sampai batas harian ` +
      `(${unsigned(values.limit, currency)}) berhenti di situ, tanpa posisi baru.`,
    short: ({ n, values }, { currency }) =>
      `${values.kept} dari ${n} hari yang rugi sampai batas (${unsigned(values.limit, currency)}) ` +
      "berhenti di situ.",
    keep: "berhenti ketika batas rugi tercapai",
    why: {
      rule: () =>
        `Pujian: >= ${LIMIT_DAYS} hari rugi sampai batas harian, tidak satu pun dengan entry ` +
        "sesudahnya",
      source: COUNTED,
    },
  },
  edge_terbukti: {
    phrase: "hasil rata-rata di atas nol",
    sentence: ({ n, values }) => {
      const guessed = Number(values.imputed);
      const how = guessed === 0 ? "" : `, ${guessed} di antaranya dengan risiko taksiran`;
      return (
        `Rata-rata ${inR(values.mean_r)} dari ${n} transaksi${how}; ` +
        `${formatPercent(1 - 2 * EDGE.p, 1)}: ${inR(values.low)} sampai ${inR(values.high)}, jadi di ` +
        "atas nol. Ini tentang yang sudah lewat, bukan janji untuk yang berikutnya."
      );
    },
    short: ({ n, values }) =>
      `Rata-rata hasil ${n} transaksi terakhir ${inR(values.mean_r)}; itu tentang yang sudah lewat.`,
    keep: "cara trading yang sama",
    why: {
      rule: () =>
        "Pujian: interval rata-rata R dari jumlah per hari " +
        `(${formatPercent(1 - 2 * EDGE.p, 1)}, uji t, dengan satu rugi terbesar sebagai tambahan) ` +
        `seluruhnya di atas nol, min ${EDGE.blocks} hari dan risiko diketahui pada ` +
        `${formatPercent(KNOWN_RISK01)} transaksi`,
      source: "Liang & Zeger 1986",
    },
  },
};

type Counted = keyof typeof GOOD;

/** The rule of one that is counted over trades. */
function byShare(id: Counted): WrittenLater {
  return { rule: () => praiseRule(id), source: "Wilson 1927" };
}

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

/** What is said of a praise over many trades. */
export const praiseWords = (id: PraiseId): Words =>
  isSharePraiseId(id) ? PRAISE_WORDS[id] : OTHER_PRAISE_WORDS[id];

/** The sentence of a good habit, with how sure it is: its lower bound, or its interval. */
export function praiseSentence(finding: PraiseFinding, settings: ReportSettings): string {
  const { id, n, values } = finding;
  if (!isSharePraiseId(id)) return OTHER_PRAISE_WORDS[id].sentence(finding, settings);
  const bound = formatPercent(Number(values.bound));
  const all = values.of === undefined || values.of === n ? "" : ` (dari ${values.of})`;
  return `${keptOf(finding)}${all} ${PRAISE_WORDS[id].kept} (batas bawah ${bound}).`;
}

/** The same for the daily screen, without how sure that is. */
export function shortPraise(finding: PraiseFinding, settings: ReportSettings): string {
  const { id } = finding;
  if (!isSharePraiseId(id)) return OTHER_PRAISE_WORDS[id].short(finding, settings);
  return `${keptOf(finding)} ${PRAISE_WORDS[id].kept}.`;
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
  const { phrase } = praiseWords(id);
  return values.kept === n ? phrase.replace("hampir selalu", "selalu") : phrase;
}
