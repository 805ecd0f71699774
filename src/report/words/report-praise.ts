import { formatNumber, formatPercent } from "../../base/numbers.ts";
import { times, unsigned } from "../../base/report-parts.ts";
import { yours } from "../../base/voice.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../report-document.ts";

/** What was kept: "48 dari 50 transaksi terakhir ...", and the same in a few words. */
const WORDS: Readonly<Record<string, { of: string; kept: string; phrase: string }>> = {
  sl_disiplin: {
    of: "transaksi terakhir",
    kept: "memakai stop loss",
    phrase: "stop loss hampir selalu terpasang",
  },
  risiko_terjaga: {
    of: "transaksi terakhir",
    kept: "risikonya dalam batas",
    phrase: "risiko terjaga dalam batas",
  },
  ukuran_konsisten: {
    of: "transaksi terakhir",
    kept: "ukurannya dekat ukuran biasa",
    phrase: "ukuran posisi konsisten",
  },
  jeda_setelah_rugi: {
    of: "entry setelah rugi",
    kept: "diberi jeda 10 menit atau lebih",
    phrase: "selama ini ada jeda setelah rugi",
  },
  rugi_sesuai_rencana: {
    of: "rugi terakhir",
    kept: "berhenti sesuai rencana",
    phrase: "selama ini rugi berhenti sesuai rencana",
  },
  jurnal_lengkap: {
    of: "hari terakhir",
    kept: "punya suasana dan catatan",
    phrase: "jurnal terisi lengkap",
  },
  target_dipegang: {
    of: "kemenangan terakhir",
    kept: "dipegang sampai target atau dekat dengannya",
    phrase: "target dipegang",
  },
};

/** Whether the finding is praise over many trades, not a fact of the day. */
export function isPraise({ values }: Finding): boolean {
  return values.praise === 1;
}

/** The sentence of a good habit, with how sure it is: its lower bound, or its interval. */
export function praiseSentence(finding: Finding, { voice, currency }: ReportSettings): string {
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
      `Rata-rata ${signedR(values.mean_r)} dari ${n} transaksi${how}: peluang rata-rata ` +
      `sebenarnya di atas nol ${formatPercent(Number(values.psr))}, dan jumlahnya cukup (minimal ` +
      `${values.min_track}). Ini tentang yang sudah lewat, bukan janji untuk yang berikutnya.`
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
  const words = wordsOf(id);
  const bound = formatPercent(Number(values.bound));
  return `${values.kept} dari ${n} ${words.of} ${words.kept} (batas bawah ${bound}).`;
}

/** The good habit in a few words. */
export function praisePhrase({ id }: Finding): string {
  return PHRASES[id] ?? wordsOf(id).phrase;
}

const PHRASES: Readonly<Record<string, string>> = {
  lot_netral_setelah_rugi: "lot setelah rugi sama dengan setelah untung",
  berhenti_di_batas: "selalu berhenti di batas rugi harian",
  edge_terbukti: "hasil rata-rata di atas nol",
};

/** "+0,25R". */
function signedR(value: unknown): string {
  return `${Number(value) > 0 ? "+" : ""}${formatNumber(Number(value), 2)}R`;
}

function wordsOf(id: string) {
  const words = WORDS[id];
  if (words === undefined) throw new RangeError(`no words for praise ${id}`);
  return words;
}
