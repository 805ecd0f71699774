import path from "node:path";
import { formatNumber } from "../base/number.ts";
import type { CommandSpec } from "../cli/command.ts";
import type { Context } from "../context.ts";
import { filesNamed } from "../intake/files/named.ts";
import { isReadOnce, isWholeExport, isWholeHead, wholeFile } from "../intake/whole.ts";
import { beginOperation, beginTransaction, endOperation, setSummary } from "../journal/changes.ts";
import type { Side } from "../journal/merge/decide.ts";
import type { Store } from "../journal/store.ts";
import { isEmptyJournal, restoreRows } from "../journal/whole/restore.ts";
import { usage } from "../words/errors.ts";
import { UNDO } from "../words/messages.ts";

interface ImportFlags {
  dryRun?: boolean;
  conflicts?: string;
}

export const command: CommandSpec = {
  description: "kembalikan atau gabungkan ekspor seluruh jurnal, atau impor transaksi",
  takes: [["<berkas>", "hasil jurnal export --all, atau berkas yang dikenal jurnal trade import"]],
  options: [
    ["--dry-run", "tunjukkan apa yang akan terjadi tanpa mencatat"],
    [
      "--conflicts <siapa>",
      "ours (yang di sini) atau theirs (yang di berkas) dipakai bila keduanya berubah dan tidak diketahui mana yang lebih baru; bawaan: ditanyakan",
    ],
  ],
  details: {
    before:
      "Ekspor seluruh jurnal kembali utuh ke jurnal kosong, dan digabungkan dengan jurnal yang sudah berisi: yang baru ditambahkan, yang sama dikenali, dari yang berbeda dipakai yang terakhir diubah. Seluruhnya satu perubahan untuk jurnal undo.",
  },
  examples: [
    "jurnal --db jurnal-baru.db import jurnal-lama.ndjson",
    "jurnal import dari-vps.ndjson --dry-run",
    "jurnal import dari-vps.ndjson --conflicts theirs",
    "jurnal impor Statement.htm",
  ],
  async run(context, typed: string, { dryRun = false, conflicts }: ImportFlags) {
    const side = sideFrom(conflicts);
    const { importFiles } = await import("../intake/import.ts");
    const [file = typed, ...others] = filesNamed(typed, context.world.platform);
    if (others.length > 0) {
      refuseSide(conflicts);
      return await importFiles(context, [file, ...others], { dryRun });
    }
    const source = isReadOnce(file) ? await readOnce(context, file) : undefined;
    const isWhole = source === undefined ? isWholeExport(file) : isWholeHead(source.bytes);
    if (isWhole) return await importWhole(context, file, source?.bytes, { dryRun, side });
    refuseSide(conflicts);
    await importFiles(context, [file], { dryRun, source });
  },
};

function sideFrom(conflicts: string | undefined): Side | null {
  if (conflicts === undefined) return null;
  const side = conflicts.toLowerCase();
  if (side === "ours" || side === "theirs") return side;
  throw usage("--conflicts", conflicts, "ours (yang di sini) atau theirs (yang di berkas)");
}

function refuseSide(conflicts: string | undefined): void {
  if (conflicts === undefined) return;
  throw usage("--conflicts", conflicts, "hanya untuk hasil jurnal export --all");
}

async function readOnce({ world }: Context, file: string) {
  const { readBytes } = await import("../intake/files/bytes.ts");
  const { waitingFor } = await import("../intake/words.ts");
  return await readBytes(file, () => world.err(waitingFor(file)));
}

/** A whole export goes into an empty journal with its numbers; with another one it is merged. */
async function importWhole(
  context: Context,
  file: string,
  bytes: Uint8Array | undefined,
  { dryRun, side }: { dryRun: boolean; side: Side | null },
): Promise<void> {
  const store = await context.open(dryRun ? "read-or-empty" : "write");
  const counts = restoreInto(store, file, bytes, dryRun);
  if (counts === null) {
    const { mergeFile } = await import("../intake/merging.ts");
    return await mergeFile(context, store, wholeFile(file, bytes), { dryRun, conflicts: side });
  }
  const count = (rows: number) => formatNumber(rows, 0);
  await context.done(
    { file, ...counts, dry_run: dryRun },
    `${dryRun ? "Percobaan, belum dicatat: " : ""}${count(counts.trades)} transaksi dalam ` +
      `${count(counts.days)} hari, ${count(counts.profiles)} profil, dari ${file}` +
      `${dryRun ? "" : ` · ${UNDO}`}`,
  );
}

/** Restores into an empty journal, as one operation; null: something is in it. */
function restoreInto(store: Store, file: string, bytes: Uint8Array | undefined, dryRun: boolean) {
  if (!isEmptyJournal(store)) return null;
  const transaction = beginTransaction(store, true);
  try {
    // Others may have written meanwhile.
    if (!isEmptyJournal(store)) {
      transaction.rollback();
      return null;
    }
    const operation = beginOperation(store, "journal.import", "");
    const counts = restoreRows(operation, wholeFile(file, bytes));
    const rows = formatNumber(counts.rows, 0);
    setSummary(operation, `kembalikan seluruh jurnal dari ${path.basename(file)} (${rows} baris)`);
    endOperation(operation);
    if (dryRun) transaction.rollback();
    else transaction.commit();
    return counts;
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}
