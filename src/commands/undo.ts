import type { CommandSpec } from "../cli/command.ts";
import { idFrom } from "../cli/inputs.ts";
import { renderKept, renderOperations } from "../cli/operations.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { mendingFills } from "../intake/mend.ts";
import { undoImport } from "../journal/undo/import.ts";
import { listOperations, undoLast, undoOperation } from "../journal/undo/undo.ts";

interface UndoFlags {
  import?: string;
  list?: boolean;
}

/** Operations that `--list` shows. */
const LISTED = 20;

export const command: CommandSpec = {
  description: "batalkan perubahan terakhir, bisa berulang",
  takes: [["[nomor]", "perubahan ini saja, menurut nomornya di undo --list"]],
  options: [
    ["--list", `${LISTED} perubahan terakhir dengan nomornya, dari semua profil`],
    ["--import <nomor>", "batalkan impor ini saja, juga bila sudah ada perubahan sesudahnya"],
  ],
  examples: ["jurnal undo", "jurnal undo --list", "jurnal undo --import 3"],
  async run(context, number: string | undefined, options: UndoFlags) {
    if (options.import !== undefined) await undoOne(context, options.import);
    else if (options.list) await showList(context);
    else if (number !== undefined) await undoNumber(context, number);
    else await undoLatest(context);
  },
};

async function showList(context: Context): Promise<void> {
  const store = await context.open("read");
  const operations = listOperations(store, LISTED);
  const render = () => renderOperations(operations, store.profile, context.style);
  await context.show(operations, render);
}

async function undoLatest(context: Context): Promise<void> {
  const store = await context.open("read");
  const undone = await mendingFills(store, () => undoLast(store));
  if (undone === null) {
    const hint = "Perubahan profil lain, atau dari pipa yang masih terbuka: jurnal undo --list";
    throw new UserError("nothing-to-undo", "Belum ada yang bisa dibatalkan.", hint);
  }
  const { is_nothing, ...data } = undone;
  context.world.err(renderKept(undone.kept, context.style));
  if (is_nothing) {
    const message = `Tidak ada yang bisa dibatalkan dari: ${undone.summary}`;
    const hint = "Perubahan ini dilewati; jurnal undo berikutnya membatalkan yang sebelumnya.";
    throw new UserError("changed-since", message, hint);
  }
  await context.done(data, `Dibatalkan: ${undone.summary}`);
}

/** Takes back one operation, whosever it is. */
async function undoNumber(context: Context, number: string): Promise<void> {
  const id = idFrom("nomor", number);
  const store = await context.open("read");
  const undone = await mendingFills(store, () => undoOperation(store, id));
  if (undone === null) {
    const message = `Perubahan #${id} tidak ada, atau sudah dibatalkan.`;
    const hint = "Lihat nomornya dengan: jurnal undo --list";
    throw new UserError("operation-unknown", message, hint);
  }
  const { is_nothing, ...data } = undone;
  context.world.err(renderKept(undone.kept, context.style));
  if (is_nothing) {
    const message = `Tidak ada yang bisa dibatalkan dari: ${undone.summary}`;
    const hint = "Batalkan dulu yang dilakukan sesudahnya: jurnal undo --list";
    throw new UserError("changed-since", message, hint);
  }
  await context.done(data, `Dibatalkan: ${undone.summary}`);
}

/** Takes one import back, whatever was done since. */
async function undoOne(context: Context, number: string): Promise<void> {
  const id = idFrom("--import", number);
  const store = await context.open("read");
  const undone = await mendingFills(store, () => undoImport(store, id));
  if (undone === null) {
    const hint = "Lihat nomornya dengan: jurnal trade import --list";
    throw new UserError("import-unknown", `Impor #${id} tidak ada.`, hint);
  }
  const { file_name, trades } = undone;
  await context.done(
    undone,
    `Impor #${id} (${file_name}) dibatalkan: ${trades} transaksinya keluar dari jurnal · berkas itu bisa diimpor lagi`,
  );
}
