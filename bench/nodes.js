// The packed program on other versions of Node: `npm run test:node -- 22 24 26`. Installs each with
// npm (package `node`) into a folder below the temporary one, the packed program with it, and runs
// the tests that spawn the program against both (or those of test/ that are named as well). Prints a
// table; exits with 1 where a test failed.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { npm, pack } from "./installed.js";
import { inTurn, measure } from "./measure.js";

const HOME = path.join(tmpdir(), "jurnal-nodes");
const STARTS = 15;

const wanted = process.argv.slice(2).filter((word) => /^\d/.test(word));
const named = process.argv.slice(2).filter((word) => word.startsWith("test/"));
const tests = named.length === 0 ? ["test/cli"] : named;
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
  const report = path.join(folder, "report.json");
  const words = [
    "vitest",
    "run",
    "--project",
    "quick",
    "--reporter=json",
    `--outputFile=${report}`,
    // Not how fast, but whether: what the machine does besides is no fault of this Node.
    "--testTimeout=600000",
  ];
  const env = { ...process.env, JURNAL_TEST_NODE: node, JURNAL_TEST_BIN: bin };
  spawnSync("npx", [...words, ...tests], { env, stdio: ["ignore", "ignore", "inherit"] });
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report));
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
    failed: numFailedTests,
  };
}

const tarball = pack(HOME);
const rows = wanted.map((version) => check(version, tarball));
console.table(rows);
process.exitCode = rows.some(({ failed }) => failed > 0) ? 1 : 0;
