import type { CommandSpec } from "../cli/command.ts";
import { idFrom } from "../cli/inputs.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { undoImport, undoLast } from "../journal/undo.ts";

export const command: CommandSpec = {
  description: "batalkan perubahan terakhir, bisa berulang",
  options: [
    ["--import <nomor>", "batalkan impor ini saja, juga bila sudah ada perubahan sesudahnya"],
  ],
  examples: ["jurnal undo", "jurnal undo --import 3"],
  async run(context, options: { import?: string }) {
    if (options.import !== undefined) return await undoOne(context, options.import);
    const undone = undoLast(await context.open("read"));
    if (undone === null) {
      throw new UserError("nothing-to-undo", "Belum ada yang bisa dibatalkan.");
    }
    await context.done(undone, `Dibatalkan: ${undone.summary}`);
  },
};

/** Takes one import back, whatever was done since. */
async function undoOne(context: Context, number: string): Promise<void> {
  const id = idFrom("--import", number);
  const undone = undoImport(await context.open("read"), id);
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
