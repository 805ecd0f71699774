import type { CommandSpec } from "../cli/command.ts";
import { UserError } from "../errors.ts";
import { checkHealth } from "../journal/health.ts";
import { renderHealth } from "../views/messages.ts";

export const command: CommandSpec = {
  description: "periksa apakah jurnal sehat dan totalnya cocok",
  examples: ["jurnal doctor"],
  async run(context) {
    const store = await context.open("read");
    const checks = checkHealth(store);
    await context.show({ path: store.path, checks }, () =>
      renderHealth(store.path, checks, context.style),
    );
    if (checks.every((check) => check.ok)) return;
    throw new UserError(
      "unhealthy",
      "Ada yang tidak beres di jurnal ini; lihat daftar di atas.",
      "Salin dulu berkasnya (jurnal backup). Total hari dihitung ulang begitu hari itu diubah.",
    );
  },
};
