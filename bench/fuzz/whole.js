// Changes one thing in an export of a whole journal, column after column, and imports it: it is
// refused and leaves nothing behind, or taken, and then doctor and every reading command work.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { figures, hasAnswered } from "./figures.js";
import { fullJournal, READINGS } from "./journal.js";
import { startService } from "./program.js";
import { randomOf } from "./random.js";

/** What may come to stand in any column. */
const VALUES = [
  ...[null, true, false, 0, -1, 1, 0.5, -0.001, 1e13, 1e15, -1e300, 5e-324, 2 ** 53],
  ...["", " ", "x", "0", "-1", "12,5", "1e400", "NaN", "constructor", "__proto__", "\u0000"],
  ...["buy", "deposit", "9999-12-31", "0001-01-01", "2025-02-30", "2025-07-01", "12:00", "now"],
  ...["9999-12-31T23:59:59Z", "2025-07-01T10:00:00+07:00", "2025-07-01 10:00:00.123456", "\ud800"],
  ...["\u001b]52;c;aGk=\u0007\u001b[2J", "\u202etxt", "a\nb\rc\td", "x".repeat(30_000)],
  ...["{}", "[]", "null", '{"a":1}', '[{"date":"x"}]', '{"findings":[]}', "[1,2", '"text"'],
  ...[[], {}, [1], { integer: "99999999999999999999" }, { integer: "9223372036854775807" }],
  ...[{ base64: "AP8=" }, { base64: "" }, { a: { b: {} } }],
];

/** One change of one row; undefined: it fits no row of this kind. */
const CHANGES = [
  (row, key, { pick }) => ({ ...row, [key]: pick(VALUES) }),
  (row, key) => ({ ...row, [key]: undefined }),
  (row, key, { pick }) => ({ ...row, [key]: changedJson(row[key], pick) }),
  (row, key, { pick }) => ({
    ...row,
    [key]: typeof row[key] === "number" ? -row[key] * pick([1, 1e3, 1e9]) : `${row[key]}x`,
  }),
];

/** JSON in a text with one of its parts changed; any other value as one of VALUES. */
function changedJson(text, pick) {
  try {
    const value = JSON.parse(text);
    const keys = [];
    const walk = (part) => {
      for (const key of Object.keys(part ?? {})) {
        keys.push([part, key]);
        if (typeof part[key] === "object") walk(part[key]);
      }
    };
    if (typeof value === "object") walk(value);
    const [part, key] = pick(keys);
    part[key] = pick(VALUES);
    return JSON.stringify(value);
  } catch {
    return pick(VALUES);
  }
}

export async function fuzz({ runs, seed, folder }) {
  const random = randomOf(seed);
  const told = figures("whole", seed);
  const service = await startService(folder);
  const origin = path.join(folder, "origin.db");
  await fullJournal(service, origin);
  const whole = path.join(folder, "whole.ndjson");
  await service.run(origin, ["export", "--all", "--out", whole]);
  const lines = readFileSync(whole, "utf8").trimEnd().split("\n");
  const rows = lines.map((line) => JSON.parse(line));
  const columns = new Map();
  rows.forEach((row, at) => {
    for (const key of Object.keys(row)) {
      const name = `${row.table}.${key}`;
      columns.set(name, [...(columns.get(name) ?? []), at]);
    }
  });
  const names = [...columns.keys()];
  console.log(`${rows.length} rows, ${names.length} columns`);
  for (let run = 0; run < runs; run++) {
    const name = names[run % names.length];
    const at = random.pick(columns.get(name));
    const key = name.slice(name.indexOf(".") + 1);
    const changed = JSON.stringify(random.pick(CHANGES)(rows[at], key, random));
    const file = path.join(folder, "changed.ndjson");
    writeFileSync(file, `${lines.with(at, changed).join("\n")}\n`);
    await importOne({ file, folder, service, told, label: `${name} ${changed.slice(0, 1000)}` });
  }
  service.stop();
  return told.close();
}

async function importOne({ file, folder, service, told, label }) {
  const db = path.join(folder, "target.db");
  for (const end of ["", "-wal", "-shm"]) rmSync(db + end, { force: true });
  const { code, err, hung } = told.ran(await service.run(db, ["import", file]));
  if (code !== 0) {
    told.count("refused");
    if (hung || code === 70) told.fault(`import of ${label}`);
    else if (!/baris \d+|versi|tidak dikenal/.test(err)) told.fault(`no line: ${err} ${label}`);
    const { out } = await service.run(db, ["export", "--all"]);
    // The head, the one profile of a new journal, and the end.
    if (out.split("\n").length !== 4) told.fault(`refused, but something is there: ${label}`);
    return;
  }
  told.count("taken");
  for (const words of [["doctor"], ...READINGS]) {
    const read = told.ran(await service.run(db, words));
    // A profile or a trade that the change renamed may not be found.
    const lacks = ["--profile", "show"].some((word) => words.includes(word));
    if (!hasAnswered(read) && !(lacks && read.code === 1)) {
      told.fault(
        `${words.join(" ")} ends with ${read.code} after ${label}\n${read.err}${words[0] === "doctor" ? read.out : ""}`,
      );
    }
  }
}
