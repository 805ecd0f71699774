import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Context } from "../context.ts";
import * as words from "../text/messages.ts";
import type { World } from "../world.ts";
import { addExamples, type Define } from "./define.ts";
import { DAY, DEMO_DAY, SETTING, type Step } from "./demo-day.ts";

export const define: Define = (demo, context) => {
  addExamples(demo, "demo").action(() => playDay(context(demo)));
};

/** Plays a whole sample day through the commands themselves, in a journal of its own. */
async function playDay(context: Context): Promise<void> {
  const { world, style } = context;
  const folder = path.join(world.tmp, `jurnal-demo-${world.now()}`);
  mkdirSync(folder, { mode: 0o700 });
  const file = path.join(folder, "demo.db");
  for (const step of SETTING)
    await play(context, file, step, { out: async () => {}, err: () => {} });
  await world.out(`${style.plain(words.demoOpening)}\n`);
  for (const step of DAY) {
    const typed = `${step.at.slice(0, 5)} $ ${shown(step)}`;
    await world.out(`\n${style.wrap(style.muted(typed), style.columns, 8)}\n`);
    await play(context, file, step, {});
  }
  await world.out(`\n${style.plain(words.demoClosing(file))}\n`);
}

async function play(context: Context, file: string, step: Step, changes: Partial<World>) {
  const { color, ascii } = context.options;
  const looks = [...(color ? [] : ["--no-color"]), ...(ascii ? ["--ascii"] : [])];
  const code = await context.rerun(["--db", file, ...looks, ...step.argv], {
    now: () => Date.parse(`${DEMO_DAY}T${step.at}+07:00`),
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
