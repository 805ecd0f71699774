import { createReadStream, fstatSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { run } from "./run.ts";
import { askOn } from "./terminal/ask.ts";
import type { World } from "./world.ts";

/** Large enough that a file piped in is committed in few batches. */
const FILE_CHUNK = 1 << 20;

const isInteractive = Boolean(process.stdin.isTTY && process.stderr.isTTY);

const world: World = {
  now: Date.now,
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  out: (text) =>
    new Promise((resolve) => {
      process.stdout.write(text, () => resolve());
    }),
  err: (text) => void process.stderr.write(text),
  get input() {
    return fstatSync(0).isFile()
      ? createReadStream("", { fd: 0, autoClose: false, highWaterMark: FILE_CHUNK })
      : process.stdin;
  },
  ask: askOn(process.stderr),
  edit: async (text) => (await import("./terminal/editor.ts")).editText(text, world),
  env: process.env,
  home: homedir(),
  platform: process.platform,
  tmp: tmpdir(),
  isInteractive,
  isTerminal: Boolean(process.stdout.isTTY),
  columns: process.stdout.columns ?? process.stderr.columns ?? 80,
};

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.on("SIGINT", () => process.exit(130));

process.exitCode = await run(process.argv.slice(2), world);
