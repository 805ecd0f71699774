import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import type { World } from "../world.ts";
import { DAY, DEMO_DAY, SETTING, type Step } from "./demo-days.ts";
import { addExamples, type Define } from "./inputs.ts";

export const define: Define = (demo, context) => {
  for (const [flags, text] of help.DEMO_OPTIONS) demo.option(flags, text);
  addExamples(demo, "demo").action(({ save }: { save?: string }) =>
    save === undefined ? playDay(context(demo)) : saveQuarter(context(demo), save),
  );
};

const SILENT: Partial<World> = { out: async () => {}, err: () => {} };

/** Fills a new journal with three months of sample days, the sample day of the demo the last. */
async function saveQuarter(context: Context, file: string): Promise<void> {
  if (existsSync(file)) throw new UserError("file-exists", ...say.fileExists(file));
  const { sampleQuarter } = await import("./demo-days.ts");
  const [profile, bot, earlier] = SETTING;
  const start = [profile, bot].flatMap((step) => (step === undefined ? [] : [step]));
  for (const step of start) await play(context, file, step, SILENT);
  let trades = 0;
  for (const { date, steps } of sampleQuarter()) {
    for (const step of steps) await play(context, file, step, SILENT, date);
    trades += steps.reduce((sum, step) => sum + (step.stdin?.length ?? 0), 0);
  }
  for (const step of [...(earlier === undefined ? [] : [earlier]), ...DAY]) {
    await play(context, file, step, SILENT);
  }
  await context.show({ path: file, trades }, () => words.demoSaved(file));
}

/** Plays a whole sample day through the commands themselves, in a journal of its own. */
async function playDay(context: Context): Promise<void> {
  const { world, style } = context;
  const folder = path.join(world.tmp, `jurnal-demo-${world.now()}`);
  mkdirSync(folder, { mode: 0o700 });
  const file = path.join(folder, "demo.db");
  for (const step of SETTING) await play(context, file, step, SILENT);
  await world.out(`${style.plain(words.demoOpening)}\n`);
  for (const step of DAY) {
    const typed = `${step.at.slice(0, 5)} $ ${shown(step)}`;
    await world.out(`\n${style.wrap(style.muted(typed), style.columns, 8)}\n`);
    await play(context, file, step, {});
  }
  await world.out(`\n${style.plain(words.demoClosing(file))}\n`);
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
  const code = await context.rerun(["--db", file, ...looks, ...step.argv], {
    now: () => Date.parse(`${date}T${step.at}+07:00`),
    zone: () => "Asia/Jakarta",
    isInteractive: false,
    input: linesOf(step.stdin ?? []),
    ...changes,
  });
  if (code !== 0) throw new Error(`demo: ${step.argv.join(" ")} ended with ${code}`);
}

async function* linesOf(objects: readonly object[]): AsyncGenerator<Uint8Array> {
  for (const object of objects) yield Buffer.from(`${JSON.stringify(object)}\n`);
}

/** The command line as it would be typed. */
function shown({ argv, stdin }: Step): string {
  const typed = argv.map((word) => (/[\s"]/.test(word) ? JSON.stringify(word) : word)).join(" ");
  return stdin === undefined ? `jurnal ${typed}` : `jurnal ${typed} < bot.ndjson`;
}
