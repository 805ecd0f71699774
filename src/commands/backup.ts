import type { CommandSpec } from "../cli/command.ts";
import { copyTo } from "../journal/upgrade.ts";

export const command: CommandSpec = {
  description: "salin jurnal ke berkas cadangan",
  takes: [["[berkas]", "berkas cadangan (bawaan: di samping jurnal, bernama waktu)"]],
  examples: ["jurnal backup jurnal-november.db"],
  async run(context, file: string | undefined) {
    const path = copyTo(await context.open("read"), file);
    await context.done({ path }, `Jurnal disalin ke ${path}`);
  },
};
