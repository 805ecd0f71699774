import { fork, spawn } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";

/** Nothing that the fuzzers ask may take longer. */
const HANG_MS = 90_000;
const PEAK = path.resolve("bench/fuzz/peak.cjs");

/**
 * Runs a command line as a process of its own: what it said, how it ended, whether it hung, its
 * largest memory in KB. `started` is called with the process, to kill it or to read along.
 */
export function jurnal(db, words, { input = "", started, env = {}, before = [] } = {}) {
  const line = [...before, process.execPath, "-r", PEAK, "bin/jurnal.js", "--db", db, ...words];
  return new Promise((resolve) => {
    const child = spawn(line[0], line.slice(1), {
      stdio: ["pipe", "pipe", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    const heard = ["", "", "", ""];
    for (const at of [1, 2, 3]) {
      child.stdio[at].setEncoding("utf8").on("data", (text) => {
        heard[at] += text;
      });
    }
    let hung = false;
    const watch = setTimeout(() => {
      hung = true;
      child.kill("SIGKILL");
    }, HANG_MS);
    child.stdin.on("error", () => {});
    if (input !== null) child.stdin.end(input);
    started?.(child);
    child.on("close", (code, signal) => {
      clearTimeout(watch);
      const [, out, err, peak] = heard;
      resolve({ words, code, signal, out, err, hung, peak: Number(peak) });
    });
  });
}

/** The program as a module that `worker.js` loads: the same sources, without a process for each line. */
async function bundle() {
  const outfile = path.resolve("node_modules/.cache/jurnal-fuzz/run.cjs");
  await build({
    stdin: {
      contents:
        'export { run } from "./src/run.ts"; export { readStatement } from "./src/intake/read.ts";' +
        'export { makeProgram } from "./src/cli/command.ts"; export { program } from "./src/program.ts";',
      resolveDir: ".",
      loader: "ts",
    },
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    loader: Object.fromEntries(
      [".sql", ".bash", ".fish", ".ps1", ".zsh"].map((end) => [end, "text"]),
    ),
    define: {
      JURNAL_VERSION: '"0.0.0"',
      SQLITE_VERSIONS: '["",""]',
      "import.meta.filename": "__filename",
    },
    logLevel: "error",
  });
  return outfile;
}

/** The bundled sources, for what a fuzzer asks of them directly. */
export async function sources() {
  const { default: loaded } = await import(await bundle());
  return loaded;
}

/**
 * A process that runs one command line after another: a tenth of the time that a process for each
 * takes. It is killed where a line hangs, and begun anew. Files without a folder land in `cwd`.
 */
export async function startService(cwd) {
  const file = await bundle();
  const worker = path.resolve("bench/fuzz/worker.js");
  let child = null;
  const begin = () => {
    child = fork(worker, [file], { cwd, stdio: ["ignore", "ignore", "pipe", "ipc"] });
    child.stderr.setEncoding("utf8");
  };
  begin();
  return {
    run(db, words, { input = "" } = {}) {
      return new Promise((resolve) => {
        let said = "";
        const hear = (text) => {
          said += text;
        };
        const end = (result) => {
          clearTimeout(watch);
          child.removeAllListeners();
          child.stderr.removeListener("data", hear);
          resolve({ words, signal: null, hung: false, out: "", err: said, peak: 0, ...result });
        };
        const watch = setTimeout(() => {
          child.kill("SIGKILL");
          end({ code: null, hung: true });
          begin();
        }, HANG_MS);
        child.stderr.on("data", hear);
        child.once("message", end);
        child.once("exit", (code, signal) => {
          // The one that ended of itself: a stack overflow, no memory left.
          end({ code: 70, signal, err: `${said} the process ended with ${code ?? signal}` });
          begin();
        });
        child.send({ argv: ["--db", db, ...words], input });
      });
    },
    stop: () => child.kill(),
  };
}
