import type { Encoding, FileKind } from "./bytes.ts";
import { isZippedText, TEXT_FORMATS } from "./text-formats.ts";
import type { ImportResult } from "./types.ts";

/** A file as far as it is known before a reader takes it. */
export interface Sniffed {
  bytes: Uint8Array;
  kind: FileKind;
  encoding: Encoding;
  head: string; // first 64 KB as text; "" for binary kinds
  fileName: string | null;
}

export interface ReadOptions {
  format?: string; // id of a reader or of a format it reads
  encoding?: string; // label as TextDecoder knows it: "gbk", "windows-1251"
  fileName?: string; // only a hint, where a format keeps something in it
  backtest?: boolean; // the user says that this is a backtest
  onRead?: (bytesDone: number, bytesAll: number) => void; // for a progress line
}

/** One source of statements. A reader loads its module only when it reads. */
export interface Reader {
  id: string;
  formats: string[]; // Statement.format of what it reads
  detects: (input: Sniffed) => boolean;
  read: (input: Sniffed, options: ReadOptions) => Promise<ImportResult>;
}

/**
 * All readers, in order of detection. One that finds on reading that the file is not its own
 * answers "unknown-format", and the next one is asked.
 */
export const READERS: Reader[] = [
  {
    id: "text",
    formats: TEXT_FORMATS,
    detects: (input) =>
      input.kind === "text" || (input.kind === "zip" && isZippedText(input.bytes)),
    read: async (input, options) => {
      const { readText } = await import("./read-text.ts");
      return readText(input, options);
    },
  },
  {
    id: "metatrader",
    formats: ["mt4", "mt5", "mt4-tester", "mt5-tester"],
    detects: (input) => input.kind === "html" || input.kind === "zip",
    read: async (input, options) => {
      const { readMetaTrader } = await import("./read-metatrader.ts");
      return readMetaTrader(input, options);
    },
  },
  {
    id: "workbook",
    formats: TEXT_FORMATS,
    detects: (input) => input.kind === "zip",
    read: async (input, options) => {
      const { readWorkbook } = await import("./read-text.ts");
      return readWorkbook(input, options);
    },
  },
];
