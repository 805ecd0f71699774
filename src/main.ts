import { createReadStream, fstatSync, statSync, writeSync } from "node:fs";
import { devNull, homedir, tmpdir } from "node:os";
import { statedZone } from "./base/time.ts";
import { EXIT, OutputClosed, OutputFailed } from "./errors.ts";
import { run } from "./run.ts";
import { askOn } from "./terminal.ts";
import type { World } from "./world.ts";

/** How much of a file is read at once; larger chunks cost more memory than they save time. */
const FILE_CHUNK = 1 << 16;

const [STDIN, STDOUT, STDERR] = [0, 1, 2];

/** Whether this is a terminal. node:tty loads 5 ms of network code: not for a pipe or /dev/null. */
function isTerminal(descriptor: number): boolean {
  try {
    const file = fstatSync(descriptor);
    const isNull = file.rdev === statSync(devNull, { throwIfNoEntry: false })?.rdev;
    if (!file.isCharacterDevice() || isNull) return false;
  } catch {
    return false;
  }
  return (require("node:tty") as typeof import("node:tty")).isatty(descriptor);
}

/**
 * Writes all of it; throws OutputClosed when a reader has seen enough (`| head`), and OutputFailed
 * for whatever else keeps it from being written.
 */
function write(descriptor: number, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EAGAIN") throw unwritten(code);
    // Someone made the descriptor non-blocking: the stream waits where a plain write cannot.
    const stream = descriptor === STDOUT ? process.stdout : process.stderr;
    const rest = bytes.subarray(written);
    // The callback tells of it; without a listener the same error would end the process.
    if (stream.listenerCount("error") === 0) stream.on("error", () => {});
    return new Promise((resolve, reject) => {
      stream.write(rest, (failed?: NodeJS.ErrnoException | null) =>
        failed ? reject(unwritten(failed.code)) : resolve(),
      );
    });
  }
  return Promise.resolve();
}

const unwritten = (code = "EIO") =>
  code === "EPIPE" ? new OutputClosed() : new OutputFailed(code);

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Another user's, which may not be asked.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const outputIsTerminal = isTerminal(STDOUT);
const errorsAreTerminal = isTerminal(STDERR);

const world: World = {
  now: Date.now,
  zone: () =>
    statedZone(Intl.DateTimeFormat().resolvedOptions().timeZone, -new Date().getTimezoneOffset()),
  out: async (text) => await write(STDOUT, text),
  // What cannot be told any more must not stop what is being done.
  err: (text) => void (async () => await write(STDERR, text))().catch(() => {}),
  get input() {
    return fstatSync(STDIN).isFile()
      ? createReadStream("", { fd: STDIN, autoClose: false, highWaterMark: FILE_CHUNK })
      : process.stdin;
  },
  get ask() {
    return askOn(process.stderr);
  },
  edit: async (text) => (await import("./terminal.ts")).editText(text, world),
  env: process.env,
  processes: { own: process.pid, isRunning },
  home: homedir(),
  platform: process.platform,
  tmp: tmpdir(),
  isInteractive: errorsAreTerminal && isTerminal(STDIN),
  isTerminal: outputIsTerminal,
  columns:
    (outputIsTerminal ? process.stdout.columns : undefined) ??
    (errorsAreTerminal ? process.stderr.columns : undefined) ??
    80,
};

process.on("SIGINT", () => process.exit(EXIT.interrupted));

void run(process.argv.slice(2), world).then((code) => {
  process.exitCode = code;
});
