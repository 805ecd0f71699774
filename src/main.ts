import { createReadStream, fstatSync, statSync } from "node:fs";
import { devNull, homedir, tmpdir } from "node:os";
import { statedZone } from "./base/time.ts";
import { EXIT } from "./errors.ts";
import { pageHint, usableColumns, writerTo } from "./output.ts";
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

const { platform } = process;
const writeOut = writerTo({
  descriptor: STDOUT,
  stream: () => process.stdout,
  isTerminal: outputIsTerminal,
  platform,
});
const writeError = writerTo({
  descriptor: STDERR,
  stream: () => process.stderr,
  isTerminal: errorsAreTerminal,
  platform,
});

/** Whether what was written holds letters that are not the same in every page of a console. */
let isBeyondAscii = false;

/** What is called instead of ending the program: set by a command that goes on until it is stopped. */
let stop = (): void => process.exit(EXIT.interrupted);
const stopOnce = () => {
  const now = stop;
  stop = () => process.exit(EXIT.interrupted);
  now();
};

const world: World = {
  now: Date.now,
  zone: () =>
    statedZone(
      Intl.DateTimeFormat().resolvedOptions().timeZone,
      -new Date().getTimezoneOffset(),
      process.env.TZ,
    ),
  out: (text) => {
    isBeyondAscii ||= platform === "win32" && /[^\0-\x7f]/.test(text);
    return writeOut(text);
  },
  // What cannot be told any more must not stop what is being done.
  err: (text) => void writeError(text).catch(() => {}),
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
  pause: (milliseconds, until) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        until.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      until.addEventListener("abort", done);
      if (until.aborted) done();
    }),
  onStop(wanted) {
    stop = wanted;
    process.once("SIGTERM", stopOnce);
  },
  home: homedir(),
  platform,
  tmp: tmpdir(),
  isInteractive: errorsAreTerminal && isTerminal(STDIN),
  isTerminal: outputIsTerminal,
  columns: usableColumns(
    (outputIsTerminal ? process.stdout.columns : undefined) ??
      (errorsAreTerminal ? process.stderr.columns : undefined),
    platform,
  ),
};

/** A person at a Windows console who sent this through a pipe. Asking the console takes a process. */
async function warnOfPage(): Promise<void> {
  if (!isBeyondAscii || !errorsAreTerminal) return;
  // What is neither: on Windows isFIFO() knows no pipe.
  const target = fstatSync(STDOUT);
  if (target.isFile() || target.isCharacterDevice()) return;
  const { spawnSync } = await import("node:child_process");
  const { stdout } = spawnSync("chcp.com", { stdio: ["inherit", "pipe", "ignore"] });
  const hint = pageHint(String(stdout ?? ""));
  if (hint === null) return;
  const { betweenWords } = await import("./views/style.ts");
  world.err(`${betweenWords(hint, world.columns, 0)}\n`);
}

process.on("SIGINT", stopOnce);

void run(process.argv.slice(2), world).then((code) => {
  process.exitCode = code;
  void warnOfPage().catch(() => {});
});
