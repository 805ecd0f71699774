import { closeSync, openSync, readSync } from "node:fs";
import path from "node:path";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { isWholeExport } from "../intake/files.ts";
import { beginOperation, beginTransaction, endOperation, setSummary } from "../journal/changes.ts";
import type { Store } from "../journal/store.ts";
import {
  isEmptyJournal,
  isSameJournal,
  restoreRows,
  type WholeFile,
  type WholeRow,
} from "../journal/whole.ts";
import * as words from "../words/export.ts";
import * as help from "../words/help.ts";
import { addExamples, type Define } from "./inputs.ts";

interface Options {
  dryRun?: boolean;
}

export const define: Define = (command, context) => {
  command.argument("<berkas>", help.ARGUMENT.whole);
  for (const [flags, text] of words.IMPORT_OPTIONS) command.option(flags, text);
  addExamples(command, "import").action(async (file: string, options: Options) => {
    const here = context(command);
    if (isWholeExport(file)) return await restore(here, file, options);
    const { importFiles } = await import("./trade/import.ts");
    await importFiles(here, [file], options);
  });
};

/** `import` of a whole export: into an empty journal, as one operation; never into another one. */
async function restore(context: Context, file: string, { dryRun }: Options): Promise<void> {
  const store = await context.open(dryRun ? "read" : "write");
  if (!isEmptyJournal(store)) {
    if (!isSameJournal(store, wholeFile(file))) {
      throw new UserError("journal-not-empty", ...words.notEmpty(store.path, file));
    }
    const same = { file, rows: 0, trades: 0, days: 0, profiles: 0, dry_run: dryRun === true };
    return await context.show(same, () => words.restoreSame(file));
  }
  const counts = restoreInto(store, file, dryRun === true);
  const data = { file, ...counts, dry_run: dryRun === true };
  await context.done(data, words.restored(counts, file, dryRun === true));
}

function restoreInto(store: Store, file: string, dryRun: boolean) {
  const transaction = beginTransaction(store);
  try {
    const operation = beginOperation(store, "journal.import", "");
    const counts = restoreRows(operation, wholeFile(file));
    setSummary(operation, words.restoreBrief(path.basename(file), counts.rows));
    endOperation(operation);
    if (dryRun) transaction.rollback();
    else transaction.commit();
    return counts;
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

const wholeFile = (file: string): WholeFile => ({ name: file, rows: rowsOf(file) });

const CHUNK = 1 << 20;

/** The objects of a file, one a line; the frame of a JSON array around them is left out. */
function* rowsOf(file: string): Generator<WholeRow> {
  let line = 0;
  for (const text of linesOf(file)) {
    line++;
    const bare = text.trim().replace(/,$/, "");
    if (bare !== "" && bare !== "[" && bare !== "]") yield { line, row: objectOf(bare) };
  }
}

function objectOf(text: string): WholeRow["row"] {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function* linesOf(file: string): Generator<string> {
  const descriptor = openSync(file, "r");
  try {
    const decoder = new TextDecoder();
    const bytes = new Uint8Array(CHUNK);
    let rest = "";
    for (let read = readSync(descriptor, bytes); read > 0; read = readSync(descriptor, bytes)) {
      const lines = (rest + decoder.decode(bytes.subarray(0, read), { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
    yield rest + decoder.decode();
  } finally {
    closeSync(descriptor);
  }
}
