import type { CommandSpec } from "../cli/command.ts";
import { renderKept } from "../cli/operations.ts";
import { UserError } from "../errors.ts";
import { redoLast } from "../journal/undo.ts";

export const command: CommandSpec = {
  description: "ulangi yang terakhir dibatalkan",
  examples: ["jurnal redo"],
  async run(context) {
    const done = redoLast(await context.open("read"));
    if (done === null) {
      const hint = "Yang dibatalkan bisa diulangi selama belum ada perubahan baru sesudahnya.";
      throw new UserError("nothing-to-redo", "Tidak ada yang bisa diulangi.", hint);
    }
    context.world.err(renderKept(done.kept, context.style));
    await context.done(done, `Diulangi: ${done.summary}`);
  },
};
