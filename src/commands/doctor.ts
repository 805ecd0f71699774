import type { CommandSpec } from "../cli/command.ts";
import { UserError } from "../errors.ts";
import { checkHealth, hasLog, healJournal } from "../journal/health/health.ts";
import { renderHealed, renderHealth } from "../views/messages.ts";

export const command: CommandSpec = {
  description: "periksa apakah jurnal sehat dan totalnya cocok",
  options: [["--fix", "perbaiki yang bisa diperbaiki; salinan jurnal dibuat dulu"]],
  examples: ["jurnal doctor", "jurnal doctor --fix"],
  async run(context, { fix = false }: { fix?: boolean }) {
    // Also of one that is to be mended: nothing is made that is not there.
    const store = await context.open("read");
    if (fix && checkHealth(store).some((check) => !check.ok)) {
      context.world.err(renderHealed(healJournal(store), context.style));
    }
    const checks = checkHealth(store);
    const log = hasLog(store);
    await context.show({ path: store.path, checks, log }, () =>
      renderHealth({ path: store.path, checks, log }, context.style),
    );
    if (checks.every((check) => check.ok)) return;
    throw new UserError(
      "unhealthy",
      "Ada yang tidak beres di jurnal ini; lihat daftar di atas.",
      "Perbaiki: jurnal doctor --fix (salinannya dibuat dulu). Berkas yang rusak: kembalikan dari cadangan.",
    );
  },
};
