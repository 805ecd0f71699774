import type { CommandSpec } from "../cli/command.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { checkHealth, hasLog, healJournal } from "../journal/health/health.ts";
import { journalPath } from "../journal/open.ts";
import { renderHealed, renderHealth } from "../views/messages.ts";
import { nothingGiven, unhealthy } from "../words/errors.ts";

interface Options {
  fix?: boolean;
  rescue?: string;
}

export const command: CommandSpec = {
  description: "periksa apakah jurnal sehat dan totalnya cocok",
  options: [
    ["--fix", "perbaiki yang bisa diperbaiki; salinan jurnal dibuat dulu"],
    [
      "--rescue <berkas>",
      "salin yang masih terbaca dari jurnal yang rusak ke jurnal baru; yang rusak tidak disentuh",
    ],
  ],
  examples: ["jurnal doctor", "jurnal doctor --fix", "jurnal doctor --rescue pulih.db"],
  async run(context, { fix = false, rescue }: Options) {
    if (rescue !== undefined) {
      if (fix) throw nothingGiven("--fix dan --rescue tidak bersamaan: pilih satu.");
      return await saveWhatIsRead(context, rescue);
    }
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
    const odd = checks.flatMap(({ found }) => found);
    const told = unhealthy(odd, { isFixed: fix, isAside: store.aside.trades > 0 });
    throw new UserError("unhealthy", ...told);
  },
};

async function saveWhatIsRead({ world, options, show, style }: Context, out: string) {
  const { rescueJournal } = await import("../journal/rescue/rescue.ts");
  const { canonicalZone } = await import("../base/time.ts");
  const rescued = rescueJournal(journalPath(world, options.db), out, {
    now: world.now,
    machineZone: () => canonicalZone(world.zone()) ?? "UTC",
    processes: world.processes,
  });
  const { renderRescued } = await import("../views/rescue.ts");
  await show(rescued, () => renderRescued(rescued, style));
}
