import { existsSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import type { CommandSpec } from "../cli/command.ts";
import {
  DAY,
  DAYS_BEFORE,
  DEMO_DAY,
  SETTING,
  type Step,
  sampleQuarter,
} from "../cli/sample-days.ts";
import type { Context } from "../context.ts";
import { EXIT, UserError } from "../errors.ts";
import { beginNewFile } from "../journal/new-file.ts";
import { openToPeek } from "../journal/open.ts";
import { demoStopped, fileExists, outUnwritable } from "../words/errors.ts";
import type { World } from "../world.ts";

export const command: CommandSpec = {
  description: "satu hari contoh di jurnal sementara",
  options: [["--save <berkas>", "isi berkas baru dengan tiga bulan contoh, untuk dilihat-lihat"]],
  examples: ["jurnal demo", "jurnal demo --save contoh.db"],
  async run(context, { save }: { save?: string }) {
    if (save === undefined) await playDay(context);
    else await saveQuarter(context, save);
  },
};

const OPENING =
  "Satu hari contoh, Rabu 9 Juli 2025 (WIB), di jurnal sementara: suasana, transaksi tangan, transaksi bot, lalu laporan.";

const SILENT: Partial<World> = { out: async () => {} };

/**
 * Fills a new journal with three months of sample days, the sample day of the demo the last. It is
 * there under its name when it is whole, whatever ends the program.
 */
async function saveQuarter(context: Context, named: string): Promise<void> {
  const target = path.resolve(named);
  if (existsSync(target)) throw new UserError("file-exists", ...fileExists(named));
  const arriving = attempted(named, () => beginNewFile(target, context.world.processes));
  const { temporary } = arriving;
  let trades = 0;
  try {
    // A journal is begun where there is no file.
    arriving.drop();
    trades = await playQuarter(context, temporary);
    attempted(named, () => arriving.keep(false));
  } catch (error) {
    for (const end of ["", "-wal", "-shm"]) rmSync(temporary + end, { force: true });
    throw error;
  }
  await context.show({ path: named, trades }, () =>
    [
      `Tiga bulan contoh (7 April sampai 9 Juli 2025) tersimpan di ${named}`,
      `Lihat-lihat: jurnal --db ${named} history --to 2025-07-09`,
      `             jurnal --db ${named} report 2025-07-09`,
    ].join("\n"),
  );
}

/** What the disk refuses of a file or folder, in words. */
function attempted<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw code === "EEXIST"
      ? new UserError("file-exists", ...fileExists(file))
      : new UserError("out-unwritable", ...outUnwritable(file, code));
  }
}

/** How many trades there are in it. */
async function playQuarter(context: Context, file: string): Promise<number> {
  for (const step of SETTING) await play(context, file, step, SILENT);
  // Whoever closes a journal last brings its log home: not after each of 260 steps.
  const held = openToPeek({ path: file, now: context.world.now });
  let trades = 0;
  try {
    for (const { date, steps } of sampleQuarter()) {
      for (const step of steps) await play(context, file, step, SILENT, date);
      trades += steps.reduce((sum, step) => sum + (step.stdin?.length ?? 0), 0);
    }
  } finally {
    held?.db.close();
  }
  for (const step of [DAYS_BEFORE, ...DAY]) await play(context, file, step, SILENT);
  return trades;
}

/** Plays a whole sample day through the commands themselves, in a journal of its own. */
async function playDay(context: Context): Promise<void> {
  const { tmp } = context.world;
  const folder = attempted(tmp, () => mkdtempSync(path.join(tmp, "jurnal-demo-")));
  try {
    await playDayIn(context, path.join(folder, "demo.db"));
  } catch (error) {
    // Nobody was told where it is.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function playDayIn(context: Context, file: string): Promise<void> {
  const { world, style } = context;
  for (const step of [...SETTING, DAYS_BEFORE]) await play(context, file, step, SILENT);
  await world.out(`${style.message(OPENING)}\n`);
  for (const step of DAY) {
    const input = step.stdin === undefined ? "" : " < bot.ndjson";
    const typed = `${step.at.slice(0, 5)} $ jurnal ${step.line}${input}`;
    await world.out(`\n${style.wrap(style.muted(typed), style.columns, 8)}\n`);
    await play(context, file, step, { err: (text) => world.err(text) });
  }
  const closing = `Jurnal contoh ini tersimpan di ${file}\nLihat-lihat: jurnal --db ${file} history`;
  await world.out(`\n${style.message(closing)}\n`);
}

async function play(
  context: Context,
  file: string,
  step: Step,
  changes: Partial<World>,
  date: string = DEMO_DAY,
) {
  const { color, ascii } = context.options;
  const looks = [...(color ? [] : ["--no-color"]), ...(ascii ? ["--ascii"] : [])];
  const argv = [...step.line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  let said = "";
  const code = await context.rerun(["--db", file, ...looks, ...argv], {
    now: () => Date.parse(`${date}T${step.at}+07:00`),
    zone: () => "Asia/Jakarta",
    isInteractive: false,
    input: linesOf(step.stdin ?? []),
    err: (text) => {
      said += text;
    },
    ...changes,
  });
  if (code === EXIT.ok) return;
  // A step of ours fails by the disk, or by the stream it prints to: by nothing that was typed.
  context.world.err(said);
  if (code !== EXIT.user) throw new Error(`demo: ${step.line} ended with ${code}`);
  throw new UserError("demo-stopped", ...demoStopped(step.line));
}

async function* linesOf(objects: readonly object[]): AsyncGenerator<Uint8Array> {
  for (const object of objects) yield Buffer.from(`${JSON.stringify(object)}\n`);
}
