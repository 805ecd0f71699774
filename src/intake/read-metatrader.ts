import { decodeChunks } from "./bytes.ts";
import { collectRows } from "./metatrader/metatrader.ts";
import { buildStatement } from "./metatrader/mt-statement.ts";
import { readHtmlRows } from "./metatrader/rows.ts";
import type { ReadOptions, Sniffed } from "./readers.ts";
import type { ImportResult } from "./types.ts";

/** Reads a MetaTrader statement or report from HTML (streamed) or XLSX (all sheets). */
export async function readMetaTrader(input: Sniffed, options: ReadOptions): Promise<ImportResult> {
  const collector = collectRows();
  const { fileName } = input;
  if (input.kind === "zip") {
    const { readXlsx } = await import("./xlsx.ts");
    const book = await readXlsx(input.bytes);
    if (!book.ok) return book;
    for (const sheet of book.sheets) {
      collector.sheet();
      for (const row of sheet.rows) collector.add(row);
    }
    const source = { fileName, generator: null, tornAt: null, notes: [] };
    return buildStatement(collector.collected, source);
  }
  const chunks = decodeChunks(input.bytes, input.encoding, options.onRead);
  const { generator, tornAt } = readHtmlRows(chunks, collector.add);
  const isSaid = options.encoding !== undefined || input.encoding.guessed;
  const notes = isSaid ? [`encoding:${input.encoding.label}`] : [];
  return buildStatement(collector.collected, { fileName, generator, tornAt, notes });
}
