// Compares the built program with real data that is not part of the project:
// `npm run check:real -- FOLDER`, where FOLDER holds expected.json and the files it speaks of.
import { execFileSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: npm run check:real -- FOLDER");
  process.exit(2);
}
const expected = JSON.parse(readFileSync(path.join(folder, "expected.json"), "utf8"));
const temporary = mkdtempSync(path.join(tmpdir(), "jurnal-real-"));
let failed = 0;

function jurnal(db, words, input = "ignore") {
  return execFileSync(process.execPath, ["bin/jurnal.js", "--db", db, "--no-color", ...words], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: [input, "pipe", "pipe"],
    env: { ...process.env, TZ: "UTC" },
  });
}

function check(what, found, wanted) {
  const ok = String(found) === String(wanted);
  if (!ok) failed++;
  console.log(`${ok ? "ok  " : "FAIL"} ${what}: ${found}${ok ? "" : ` (expected ${wanted})`}`);
}

/** A bot's trades through the pipe, twice. */
function checkStream(name, { trades, net, zone, days }) {
  const db = path.join(temporary, `${name}.db`);
  jurnal(db, ["profile", "edit", "--zone", zone]);
  const pipe = () => {
    const answers = jurnal(
      db,
      ["trade", "log", "--stdin"],
      openSync(path.join(folder, name), "r"),
    ).trim();
    return answers.split("\n").map((line) => JSON.parse(line).status);
  };
  const count = (statuses, status) => statuses.filter((one) => one === status).length;
  check(`${name} recorded`, count(pipe(), "recorded"), trades);
  check(`${name} again, duplicates`, count(pipe(), "duplicate"), trades);
  const range = ["--from", Object.keys(days)[0], "--json"];
  const sessions = JSON.parse(jurnal(db, ["history", ...range]));
  check(`${name} days`, sessions.length, Object.keys(days).length);
  for (const session of sessions) {
    const [n, result] = days[session.session_date];
    check(`${session.session_date} trades`, session.total_trades, n);
    check(`${session.session_date} result`, session.total_profit_loss, Number(result));
  }
  const cents = sessions.reduce((sum, one) => sum + Math.round(one.total_profit_loss * 100), 0);
  check(`${name} net`, cents / 100, Number(net));
  console.log(`\n${jurnal(db, ["report", "2025-03-03"])}`);
}

checkStream("bot-trades.ndjson", expected["bot-trades.ndjson"]);

rmSync(temporary, { recursive: true });
console.log(failed === 0 ? "real data: all equal" : `real data: ${failed} differ`);
process.exitCode = failed === 0 ? 0 : 1;
