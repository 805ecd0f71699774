import type { Voice } from "../base/phrases.ts";
import type { MentorSettings } from "../mentor/types.ts";

/** What a text means; a view may colour by it, but the words must do without. */
export type Tone = "good" | "bad" | "muted" | "plain";

/** The tone of a result: green for a gain, red for a loss. */
export const toneOf = (value: number): Tone => (value > 0 ? "good" : value < 0 ? "bad" : "plain");

export interface TableColumn {
  title: string;
  align: "left" | "right";
  /** On a narrow terminal the column with the highest number goes first; 0 always stays. */
  dropOrder: number;
  /** Least width worth having; a cell is never cut below it. Infinity: never cut. */
  least?: number;
}

export interface TableCell {
  text: string;
  tone: Tone;
  /** What the rows are sorted by where a reader can; without it, the text. */
  sort?: number;
  /** Drawn as a bar where there is room, on one scale with the others of its column; null: none. */
  bar?: number | null;
}

export type Block =
  | { kind: "line"; text: string; tone: Tone }
  | { kind: "item"; mark: "good" | "bad" | "ask" | "dot"; text: string }
  | { kind: "step"; label: string; text: string; strong: boolean }
  | { kind: "subheading"; text: string }
  | { kind: "pairs"; rows: { label: string; text: string; tone: Tone }[] }
  | { kind: "quote"; lines: string[] }
  | { kind: "table"; columns: TableColumn[]; rows: TableCell[][] };

export interface Section {
  id:
    | "janji"
    | "ringkasan"
    | "transaksi"
    | "aturan"
    | "analisis"
    | "emosi"
    | "risiko"
    | "rekomendasi"
    | "motivasi"
    | "catatan"
    | "rencana"
    | "rencana-hari"
    | "kurs"
    | "quantumbotx"
    // Of a period's review and a comparison.
    | "hasil"
    | "perbandingan"
    | "proses"
    | "kebiasaan"
    | "kesalahan"
    | "bot";
  heading: string;
  blocks: Block[];
}

/** A report in words, without colour or width. */
export interface ReportDocument {
  title: string;
  /** "Minggu, 22 November 2026", "Oktober 2026". */
  date: string;
  sections: Section[];
  /** The one line for the history. */
  headline: string;
  /** The section "Pesan motivasi" as one text, as it is stored. */
  motivation: string;
}

export type ReportSettings = MentorSettings & {
  voice: Voice;
  /** What the table of trades shows beyond the terminal's. */
  table?: TradeTable;
};

export interface TradeTable {
  /** Most rows. */
  rows: number;
  /** R of trades with a plan of their own, by id. */
  multiples: ReadonlyMap<number, number>;
  /** Hides money: results in percent of this balance instead (null: unknown). */
  masked?: { balance: number | null };
}

/** A plain paragraph. */
export function line(text: string, tone: Tone = "plain"): Block {
  return { kind: "line", text, tone };
}
