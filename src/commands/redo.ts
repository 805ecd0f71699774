import type { CommandSpec } from "../cli/command.ts";
import { renderKept } from "../cli/operations.ts";
import { UserError } from "../errors.ts";
import { mendingFills } from "../intake/mend.ts";
import { redoLast } from "../journal/undo/undo.ts";

export const command: CommandSpec = {
  description: "ulangi yang terakhir dibatalkan",
  examples: ["jurnal redo"],
  async run(context) {
    const store = await context.open("read");
    const done = await mendingFills(store, () => redoLast(store));
    if (done === null) {
      const hint = "Yang dibatalkan bisa diulangi selama belum ada perubahan baru sesudahnya.";
      throw new UserError("nothing-to-redo", "Tidak ada yang bisa diulangi.", hint);
    }
    context.world.err(renderKept(done.kept, context.style));
    await context.done(done, `Diulangi: ${done.summary}`);
  },
};
