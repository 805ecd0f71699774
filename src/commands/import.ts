import path from "node:path";
import { formatNumber } from "../base/number.ts";
import type { CommandSpec } from "../cli/command.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { filesNamed } from "../intake/files/named.ts";
import { isReadOnce, isWholeExport, isWholeHead, wholeFile } from "../intake/whole.ts";
import { beginOperation, beginTransaction, endOperation, setSummary } from "../journal/changes.ts";
import type { Store } from "../journal/store.ts";
import type { WholeFile } from "../journal/whole/read.ts";
import { isEmptyJournal, isSameJournal, restoreRows } from "../journal/whole/restore.ts";
import { UNDO } from "../words/messages.ts";

export const command: CommandSpec = {
  description: "kembalikan ekspor seluruh jurnal, atau impor transaksi",
  takes: [["<berkas>", "hasil jurnal export --all, atau berkas yang dikenal jurnal trade import"]],
  options: [["--dry-run", "tunjukkan apa yang akan terjadi tanpa mencatat"]],
  examples: ["jurnal --db jurnal-baru.db import jurnal-lama.ndjson", "jurnal impor Statement.htm"],
  async run(context, typed: string, { dryRun = false }: { dryRun?: boolean }) {
    const { importFiles } = await import("../intake/import.ts");
    const [file = typed, ...others] = filesNamed(typed, context.world.platform);
    if (others.length > 0) return await importFiles(context, [file, ...others], { dryRun });
    const source = isReadOnce(file) ? await readOnce(context, file) : undefined;
    const isWhole = source === undefined ? isWholeExport(file) : isWholeHead(source.bytes);
    if (isWhole) return await restore(context, file, dryRun, source?.bytes);
    await importFiles(context, [file], { dryRun, source });
  },
};

async function readOnce({ world }: Context, file: string) {
  const { readBytes } = await import("../intake/files/bytes.ts");
  const { waitingFor } = await import("../intake/words.ts");
  return await readBytes(file, () => world.err(waitingFor(file)));
}

/** A whole export goes into an empty journal, as one operation; never into another one. */
async function restore(
  context: Context,
  file: string,
  dryRun: boolean,
  bytes: Uint8Array | undefined,
): Promise<void> {
  const store = await context.open(dryRun ? "read-or-empty" : "write");
  if (!isEmptyJournal(store)) {
    if (!isSameJournal(store, wholeFile(file, bytes))) throw notEmpty(store.path, file);
    const same = { file, rows: 0, trades: 0, days: 0, profiles: 0, dry_run: dryRun };
    const message = `Jurnal ini sudah sama dengan ${file}; tidak ada yang berubah.`;
    return await context.show(same, () => message);
  }
  const counts = restoreInto(store, wholeFile(file, bytes), dryRun);
  const count = (rows: number) => formatNumber(rows, 0);
  await context.done(
    { file, ...counts, dry_run: dryRun },
    `${dryRun ? "Percobaan, belum dicatat: " : ""}${count(counts.trades)} transaksi dalam ` +
      `${count(counts.days)} hari, ${count(counts.profiles)} profil, dari ${file}` +
      `${dryRun ? "" : ` · ${UNDO}`}`,
  );
}

function restoreInto(store: Store, whole: WholeFile, dryRun: boolean) {
  const transaction = beginTransaction(store, true);
  try {
    if (!isEmptyJournal(store)) throw notEmpty(store.path, whole.name);
    const operation = beginOperation(store, "journal.import", "");
    const counts = restoreRows(operation, whole);
    const rows = formatNumber(counts.rows, 0);
    setSummary(
      operation,
      `kembalikan seluruh jurnal dari ${path.basename(whole.name)} (${rows} baris)`,
    );
    endOperation(operation);
    if (dryRun) transaction.rollback();
    else transaction.commit();
    return counts;
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

const notEmpty = (journal: string, file: string) =>
  new UserError(
    "journal-not-empty",
    `Jurnal ${journal} sudah berisi, dan ${file} memuat seluruh jurnal lain. Dua jurnal tidak dicampur; tidak ada yang berubah.`,
    `Buka sebagai jurnal tersendiri: jurnal --db jurnal-lain.db import ${file} · Transaksinya saja: dari jurnal itu jurnal export > transaksi.ndjson, lalu di sini jurnal trade import transaksi.ndjson · Sebelum mengganti jurnal ini: jurnal backup`,
  );
