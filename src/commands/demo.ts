import { existsSync, mkdirSync } from "node:fs";
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
import { UserError } from "../errors.ts";
import { fileExists } from "../words/errors.ts";
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

const SILENT: Partial<World> = { out: async () => {}, err: () => {} };

/** Fills a new journal with three months of sample days, the sample day of the demo the last. */
async function saveQuarter(context: Context, file: string): Promise<void> {
  if (existsSync(file)) throw new UserError("file-exists", ...fileExists(file));
  for (const step of SETTING) await play(context, file, step, SILENT);
  let trades = 0;
  for (const { date, steps } of sampleQuarter()) {
    for (const step of steps) await play(context, file, step, SILENT, date);
    trades += steps.reduce((sum, step) => sum + (step.stdin?.length ?? 0), 0);
  }
  for (const step of [DAYS_BEFORE, ...DAY]) await play(context, file, step, SILENT);
  await context.show({ path: file, trades }, () =>
    [
      `Tiga bulan contoh (7 April sampai 9 Juli 2025) tersimpan di ${file}`,
      `Lihat-lihat: jurnal --db ${file} history --to 2025-07-09`,
      `             jurnal --db ${file} report 2025-07-09`,
    ].join("\n"),
  );
}

/** Plays a whole sample day through the commands themselves, in a journal of its own. */
async function playDay(context: Context): Promise<void> {
  const { world, style } = context;
  const folder = path.join(world.tmp, `jurnal-demo-${world.now()}`);
  mkdirSync(folder, { mode: 0o700 });
  const file = path.join(folder, "demo.db");
  for (const step of [...SETTING, DAYS_BEFORE]) await play(context, file, step, SILENT);
  await world.out(`${style.message(OPENING)}\n`);
  for (const step of DAY) {
    const input = step.stdin === undefined ? "" : " < bot.ndjson";
    const typed = `${step.at.slice(0, 5)} $ jurnal ${step.line}${input}`;
    await world.out(`\n${style.wrap(style.muted(typed), style.columns, 8)}\n`);
    await play(context, file, step, {});
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
  const code = await context.rerun(["--db", file, ...looks, ...argv], {
    now: () => Date.parse(`${date}T${step.at}+07:00`),
    zone: () => "Asia/Jakarta",
    isInteractive: false,
    input: linesOf(step.stdin ?? []),
    ...changes,
  });
  if (code !== 0) throw new Error(`demo: ${step.line} ended with ${code}`);
}

async function* linesOf(objects: readonly object[]): AsyncGenerator<Uint8Array> {
  for (const object of objects) yield Buffer.from(`${JSON.stringify(object)}\n`);
}
