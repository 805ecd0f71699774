// The program on other versions of Node: `npm run test:node -- 22 24 26`. Installs each with npm
// (package `node`) into a folder below the temporary one, and the packed program with it. There a copy
// of this tree with the better-sqlite3 that came along runs its tests on that Node: commands in the
// process, and the packed program where a test spawns it. Prints a table; exits with 1 where a test
// failed.
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { npm, pack } from "./installed.js";
import { inTurn, measure } from "./measure.js";

const HOME = path.join(tmpdir(), "jurnal-nodes");
const STARTS = 15;

const wanted = process.argv.slice(2).filter((word) => /^\d/.test(word));
const named = process.argv.slice(2).filter((word) => word.startsWith("test/"));
/** All that spawn the program, but for the test of the pack itself: it is installed here. */
const SPAWN = ["test/cli", "test/mcp/mcp.test.ts", "test/commands/together.test.ts"];
const NOT = "test/cli/pack.long.test.ts";
const tests = named.length === 0 ? SPAWN : named;
if (wanted.length === 0) {
  console.error("usage: npm run test:node -- VERSION... [test/...]   (22 24 26)");
  process.exit(2);
}

/** How many times as long as Node alone `jurnal status` takes. */
function startRatio(node, bin, folder) {
  const options = { env: { PATH: process.env.PATH, HOME: folder, TZ: "UTC" } };
  measure([node, bin, "session", "today"], options);
  measure([node, bin, "status"], options);
  const commands = [
    [node, "-e", "0"],
    [node, bin, "status"],
  ];
  const [bare, ours] = inTurn(STARTS, commands, options);
  return (ours / bare).toFixed(2);
}

/** This tree again, with another better-sqlite3; the folder. */
function copyTree(folder, sqlite) {
  for (const name of readdirSync(".")) {
    if (name === "node_modules" || name.startsWith(".")) continue;
    // With their times: the built program is newer than its source.
    cpSync(name, path.join(folder, name), { recursive: true, preserveTimestamps: true });
  }
  const modules = path.join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync("node_modules")) {
    const target = name === "better-sqlite3" ? sqlite : realpathSync(`node_modules/${name}`);
    if (!name.startsWith(".")) symlinkSync(target, path.join(modules, name));
  }
  return folder;
}

function check(version, tarball) {
  const folder = path.join(HOME, version);
  rmSync(folder, { recursive: true, force: true });
  const app = path.join(folder, "app");
  mkdirSync(app, { recursive: true });
  npm(folder, ["install", "--prefix", folder, `node@${version}`]);
  const node = path.join(folder, "node_modules", "node", "bin", "node");
  const begun = performance.now();
  npm(app, ["install", "--prefix", app, tarball], node);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  const installed = path.join(app, "node_modules");
  const bin = path.join(installed, "jurnal", "bin", "jurnal.js");
  const { version: sqlite } = JSON.parse(
    readFileSync(path.join(installed, "better-sqlite3", "package.json")),
  );
  const ratio = startRatio(node, bin, folder);
  console.log(`Node ${version}: installed in ${seconds} s, start ${ratio}; testing ...`);
  const tree = copyTree(path.join(folder, "tree"), path.join(installed, "better-sqlite3"));
  const report = path.join(folder, "report.json");
  const words = [
    path.join(realpathSync("node_modules/vitest"), "vitest.mjs"),
    "run",
    `--exclude=${NOT}`,
    "--reporter=json",
    `--outputFile=${report}`,
    // Not how fast, but whether: what the machine does besides is no fault of this Node.
    "--testTimeout=600000",
  ];
  const env = { ...process.env, JURNAL_TEST_NODE: node, JURNAL_TEST_BIN: bin };
  // Vitest itself needs a later Node than the floor is: there the spawned program alone is tested.
  const runner = Number.parseInt(version, 10) > 20 ? node : process.execPath;
  const stdio = ["ignore", "ignore", "inherit"];
  spawnSync(runner, [...words, ...tests], { cwd: tree, env, stdio });
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report));
  const hasFailed = ({ status }) => status === "failed";
  // Those that could not be read, or whose preparation failed: none of their tests did.
  const unread = testResults.filter(
    (file) => hasFailed(file) && !file.assertionResults.some(hasFailed),
  );
  for (const { name, message } of unread)
    console.log(`FAIL on ${version}: ${name}\n     ${message}`);
  for (const { assertionResults } of testResults) {
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status !== "failed") continue;
      console.log(`FAIL on ${version}: ${fullName}\n     ${failureMessages[0]?.slice(0, 500)}`);
    }
  }
  return {
    node: execFileSync(node, ["--version"], { encoding: "utf8" }).trim(),
    "better-sqlite3": sqlite,
    "install s": seconds,
    "start / node": ratio,
    passed: numPassedTests,
    failed: numFailedTests + unread.length,
  };
}

const tarball = pack(HOME);
const rows = wanted.map((version) => check(version, tarball));
console.table(rows);
process.exitCode = rows.some(({ failed }) => failed > 0) ? 1 : 0;
