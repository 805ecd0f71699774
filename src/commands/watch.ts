import { readNumber } from "../base/number.ts";
import type { CommandSpec } from "../cli/command.ts";
import type { Context } from "../context.ts";
import { POLL_SECONDS } from "../intake/watch/pending.ts";
import { watchedFiles } from "../journal/incoming/watched.ts";
import { usage } from "../words/errors.ts";

interface WatchFlags {
  once?: boolean;
  report?: boolean;
  poll?: string | true;
  list?: boolean;
}

export const command: CommandSpec = {
  description: "pantau folder; laporan dan ekspor yang masuk langsung diimpor",
  takes: [["[folder...]", "folder yang dipantau (bawaan: jurnal config get watch)"]],
  options: [
    ["--once", "ambil yang ada lalu selesai, untuk penjadwal (Task Scheduler, cron, systemd)"],
    ["--report", "sebut kalimat pertama mentor bila suatu hari mendapat transaksi baru"],
    ["--poll [detik]", `periksa tiap sekian detik (bawaan ${POLL_SECONDS}), untuk folder jaringan`],
    ["--list", "daftar berkas yang sudah dilihat, dan alasan yang tidak bisa diambil"],
  ],
  examples: [
    "jurnal watch",
    "jurnal watch --once",
    "jurnal watch ~/Downloads --report",
    "jurnal pantau --poll 10",
    "jurnal watch --list",
  ],
  details: {
    after: `
Berkas dibaca setelah berhenti berubah, lalu diimpor seperti dengan
jurnal trade import, tanpa bertanya. NDJSON (.ndjson, .jsonl) diikuti baris
demi baris. Berkas yang tidak bisa diambil disebut alasannya dan dicoba lagi
bila berubah; berkas yang bukan laporan dibiarkan. Ctrl-C mengakhirinya dengan
kode 0.`,
  },
  async run(context, folders: readonly string[], options: WatchFlags) {
    const poll = secondsFrom(options.poll);
    if (options.list) return await listFiles(context);
    const { foldersOf } = await import("../intake/watch/folders.ts");
    const { watchFolders } = await import("../intake/watch/watch.ts");
    const { once = false, report = false } = options;
    await watchFolders(context, await foldersOf(context, folders), { once, report, poll });
  },
};

/** Seconds between two looks; null without the option. */
function secondsFrom(given: string | true | undefined): number | null {
  if (given === undefined) return null;
  if (given === true) return POLL_SECONDS;
  const reading = readNumber(given);
  if (reading.ok && reading.value >= 1 && reading.value <= 3600) return reading.value;
  throw usage("--poll", given, "detik, 1 sampai 3600");
}

async function listFiles(context: Context): Promise<void> {
  const store = await context.open("read");
  const files = watchedFiles(store).filter(({ outcome }) => outcome !== "other");
  const { renderWatched } = await import("../intake/watch/list.ts");
  await context.show(files, () => renderWatched(files, store.profile.zone, context.style));
}
