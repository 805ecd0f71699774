#!/usr/bin/env node
// Runs dist/jurnal.js with V8's code cache: what V8 compiled of it the last time that the same
// command ran. Without it a start takes twice as long. Each Node writes its own, for each user: a
// cache is code, and only what nobody else can write is trusted. Whatever goes wrong with it
// (read-only folder, full disk) costs time and nothing else.
//
// Node's own module.enableCompileCache() does not do this: it keeps what is compiled before the
// first line runs, and nearly all functions are compiled when they are first called.
const fs = require("node:fs");
const { createRequire } = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { Script } = require("node:vm");

const DAY_MS = 86_400_000;
/** Caches that nothing has renewed for so long go; one that is still used is soon there again. */
const KEPT_DAYS = 30;
const LONG_RUN_SECONDS = 5;
const WRONG_USAGE = 2;
/** Commands (and aliases) that are mostly their start. */
const SHORT = ["status", "keadaan", "trade", "transaksi", "+", "catat", "mood", "suasana"];

const command = commandOf(process.argv.slice(2));
// Node 20 makes machine code of each loop after some thousand rounds, which for a journal of ten
// thousand trades costs more than it saves: a tenth of the CPU of `stats`. A million do not feel it.
// And it begins to look for garbage when the work is done: it would only be the end that waits for it.
// Before anything is compiled, for a cache holds only under the flags that it was made with.
if (process.version.startsWith("v20.") && !SHORT.includes(command[0])) {
  const { setFlagsFromString } = require("node:v8");
  for (const flag of ["--interrupt-budget=300000", "--no-incremental-marking"]) {
    setFlagsFromString(flag);
  }
}

const filename = path.join(__dirname, "..", "dist", "jurnal.js");
const source = fs.readFileSync(filename, "latin1");
const folder = cacheFolder();
const file = path.join(folder, cacheName());
const kept = isOurs(folder) ? attempt(read) : undefined;
const script = new Script(source, { filename, cachedData: kept?.code });

/** The parts of the program that this run has made; dist/jurnal.js fills it. */
const made = {};
process.on("exit", save);
script.runInThisContext()(createRequire(filename), made, filename);

/** The platform's place for what a program can make again. */
function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const home = os.homedir();
  if (XDG_CACHE_HOME) return path.resolve(XDG_CACHE_HOME, "jurnal");
  if (process.platform === "darwin") return path.join(home, "Library", "Caches", "jurnal");
  if (process.platform === "win32") {
    return path.join(LOCALAPPDATA || path.join(home, "AppData", "Local"), "jurnal", "Cache");
  }
  return path.join(home, ".cache", "jurnal");
}

/** The command and the word after it, as far as there are any. */
function commandOf(words) {
  const noun = words.findIndex((word) => /^(?:[a-z][a-z-]{1,19}|\+)$/.test(word));
  if (noun < 0) return [];
  const [after] = /^-{0,2}[a-z][a-z-]{1,19}$/.exec(words[noun + 1] ?? "") ?? [];
  return after === undefined ? [words[noun]] : [words[noun], after];
}

/**
 * One for each command and the word after it ("trade-log", "report--month"), so that a short one does
 * not load what the long ones need.
 */
function cacheName() {
  // The build writes a digest of the program into its first line.
  return `${source.slice(2, 18)}-${process.version}-${process.arch}-${command.join("-")}`;
}

/** What comes of the work, or undefined: whatever goes wrong with a cache is no one's concern. */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Whether it is ours, and open to nobody else in these bits of its mode. Windows sees to that itself. */
function isOurs(entry, others = 0o022) {
  if (process.getuid === undefined) return true;
  const about = attempt(() => fs.lstatSync(entry));
  return about?.uid === process.getuid() && (about.mode & others) === 0;
}

/** The cache and the names of the parts whose code it holds: a line at its end. */
function read() {
  const bytes = fs.readFileSync(file);
  const end = bytes.lastIndexOf("\n");
  return { code: bytes.subarray(0, end), parts: bytes.toString("latin1", end + 1).split(" ") };
}

/**
 * Keeps what this run has compiled, when it made parts that the cache has not. Not for a command
 * that there is not, nor after a long run, by whose end V8 has dropped what the start compiled.
 */
function save(exitCode) {
  const known = kept === undefined || script.cachedDataRejected ? [] : kept.parts;
  const added = Object.keys(made).filter((part) => !known.includes(part));
  if (added.length === 0 || exitCode === WRONG_USAGE || process.uptime() > LONG_RUN_SECONDS) return;
  const unfinished = `${file}.${process.pid}`;
  attempt(() => {
    if (!makeFolder()) return;
    const parts = Buffer.from(`\n${[...known, ...added].join(" ")}`);
    fs.writeFileSync(unfinished, Buffer.concat([script.createCachedData(), parts]), { flag: "wx" });
    fs.renameSync(unfinished, file);
    dropOld();
  });
  // There only where the disk was full.
  attempt(() => fs.unlinkSync(unfinished));
}

/** For nobody but us, and not in a home that is another's, as sudo may leave it. */
function makeFolder() {
  for (const level of [path.dirname(folder), folder]) {
    const mayMake = !fs.existsSync(level) && isOurs(path.dirname(level), 0);
    if (mayMake) fs.mkdirSync(level, { mode: 0o700 });
  }
  return isOurs(folder);
}

function dropOld() {
  for (const name of fs.readdirSync(folder)) {
    const entry = path.join(folder, name);
    const age = Date.now() - fs.statSync(entry).mtimeMs;
    if (age > KEPT_DAYS * DAY_MS) fs.rmSync(entry, { force: true });
  }
}
