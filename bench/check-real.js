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

/** What one import said, as --json prints it. */
function importInto(db, name, { format, backtest } = {}) {
  const words = ["trade", "import", path.join(folder, name), "--no-input", "--json"];
  if (format === "tradingview") words.push("--symbol", "BTCUSDT");
  if (backtest) words.push("--backtest");
  return JSON.parse(jurnal(db, words))[0];
}

/** Number of trades and exact net in a journal, as its sessions hold them. */
function totalsOf(db, profile = "1") {
  const sessions = JSON.parse(
    jurnal(db, ["--profile", profile, "history", "--from", "1990-01-01", "--json"]),
  );
  const units = sessions.reduce((sum, one) => sum + Math.round(one.total_profit_loss * 1e8), 0);
  return { trades: sessions.reduce((sum, one) => sum + one.total_trades, 0), net: units / 1e8 };
}

/** Every file into a fresh journal, twice. */
function checkFile(name, wanted) {
  const db = path.join(temporary, `${name}.db`);
  const first = importInto(db, name, wanted);
  check(`${name} format`, first.format, wanted.format);
  check(`${name} trades`, first.added, wanted.trades);
  if (wanted.net !== undefined) check(`${name} net`, Number(first.net), Number(wanted.net));
  if (wanted.currency !== undefined) check(`${name} currency`, first.currency, wanted.currency);
  if (wanted.cash !== undefined) {
    const cash = Number(first.cash.deposits) + Number(first.cash.withdrawals);
    check(`${name} cash`, cash, Number(wanted.cash));
  }
  if (wanted.declared) {
    const net = first.declared.find((one) => one.name === "net");
    check(`${name} declared net`, net?.value === undefined ? "none" : net.ok, true);
  }
  const held = totalsOf(db, first.profile);
  check(`${name} in the journal`, held.trades, wanted.trades);
  if (wanted.net !== undefined) check(`${name} its net`, held.net, Number(wanted.net));
  const again = importInto(db, name, wanted);
  check(`${name} again adds`, again.added + again.changed + again.completed, 0);
  check(`${name} again knows`, again.known, wanted.trades);
}

function* orders(items) {
  if (items.length <= 1) yield items;
  for (const [index, item] of items.entries()) {
    const others = items.filter((_, at) => at !== index);
    for (const rest of orders(others)) yield [item, ...rest];
  }
}

/** Overlapping exports of one account end as their union, in every order. */
function checkUnion({ files, trades, net }) {
  for (const [index, order] of [...orders(files)].entries()) {
    const db = path.join(temporary, `union-${index}.db`);
    for (const name of order) importInto(db, name);
    const held = totalsOf(db);
    const shown = order.map((name) => files.indexOf(name) + 1).join("");
    check(`union in order ${shown}`, `${held.trades} ${held.net}`, `${trades} ${Number(net)}`);
  }
}

const stream = "bot-trades.ndjson";
if (expected[stream] !== undefined) checkStream(stream, expected[stream]);
for (const [name, wanted] of Object.entries(expected.files)) checkFile(name, wanted);
for (const union of expected.unions ?? []) checkUnion(union);

rmSync(temporary, { recursive: true });
console.log(failed === 0 ? "real data: all equal" : `real data: ${failed} differ`);
process.exitCode = failed === 0 ? 0 : 1;
