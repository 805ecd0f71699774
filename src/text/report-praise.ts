import type { Finding } from "../mentor/types.ts";
import { formatPercent } from "./numbers.ts";
import { times } from "./report-parts.ts";
import { type Voice, yours } from "./voice.ts";

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
    phrase: "ada jeda setelah rugi",
  },
  rugi_sesuai_rencana: {
    of: "rugi terakhir",
    kept: "berhenti sesuai rencana",
    phrase: "rugi berhenti sesuai rencana",
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
export function praiseSentence({ id, n, values }: Finding, voice: Voice): string {
  if (id === "lot_netral_setelah_rugi") {
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
  return id === "lot_netral_setelah_rugi"
    ? "lot setelah rugi sama dengan setelah untung"
    : wordsOf(id).phrase;
}

function wordsOf(id: string) {
  const words = WORDS[id];
  if (words === undefined) throw new RangeError(`no words for praise ${id}`);
  return words;
}
