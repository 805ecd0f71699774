import { copyFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { type Trial, trial } from "./journal-run.ts";

/** Whatever stands in the file, by whichever way it came, a terminal is told nothing but text. */

const [ESC, BEL, CSI, NUL] = [0x1b, 0x07, 0x9b, 0].map((code) => String.fromCharCode(code));
const EVIL =
  `A${ESC}]52;c;aGk=${BEL}${ESC}]8;;http://x${ESC}\\B${ESC}[2J${ESC}[8mC\rD` +
  `\u202eE\u2066F${CSI}2JG${NUL}\u061c\u200f`;
const OBEYED = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** What has a form of its own, without which a command has nothing to show of the row. */
const FORMED =
  /date|time|_at$|_on$|from$|zone|currency|day_start|key|partial|counts|declared|before|after|params|result|basis|kind|action|detector|analysis|recommend|status|side|table_name/;

/** Puts control sequences into every other text column of a journal. */
function spoil(file: string): number {
  const db = new Database(file);
  db.exec("PRAGMA foreign_keys = OFF; INSERT INTO writer VALUES (1)");
  let spoiled = 0;
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  for (const table of tables as string[]) {
    const columns = db.prepare("SELECT name, type FROM pragma_table_info(?)").all(table);
    for (const { name, type } of columns as { name: string; type: string }[]) {
      if (type !== "TEXT" || FORMED.test(name)) continue;
      const set = `UPDATE ${table} SET "${name}" = coalesce("${name}", '') || ? || abs(random())`;
      spoiled += db.prepare(set).run(EVIL).changes > 0 ? 1 : 0;
    }
  }
  db.exec("DELETE FROM writer");
  db.close();
  return spoiled;
}

async function sampled(): Promise<Trial> {
  const journal = trial();
  await journal.run("demo", "--save", path.join(journal.folder, "contoh.db"));
  copyFileSync(path.join(journal.folder, "contoh.db"), journal.db);
  await journal.run("appeal", "1", "direncanakan", "--date", "2025-07-09");
  await journal.run("rule", "add", "max-trades", "3");
  const statement = path.resolve("test/intake/samples/exness.csv");
  await journal.run("trade", "import", statement, "--profile", "utama", "--no-input");
  return journal;
}

test("no command shows a control character that stands in the file", async () => {
  const journal = await sampled();
  expect(spoil(journal.db)).toBeGreaterThan(20);
  const typed = EVIL.replaceAll(NUL ?? "", "");
  const commands = [
    ...[["history", "--to", "2025-07-09"], ["report", "2025-07-09"], ["status"], ["dashboard"]],
    ...[
      ["report", "2025-07-09", "--md"],
      ["report", "--month", "2025-07"],
      ["calendar", "2025-07"],
    ],
    ...[
      ["trade", "list"],
      ["trade", "show", "1"],
      ["trade", "show", "5"],
      ["mood", "list"],
    ],
    ...["symbol", "tag", "strategy", "bot", "account", "market"].map((by) => ["stats", "--by", by]),
    ...[["equity"], ["tax", "2025"], ["distribution"], ["compare", "2025-06", "2025-07"]],
    ...["bot", "profile", "rule", "promise"].map((noun) => [noun, "list"]),
    ...[["session", "show", "2025-07-09"], ["config", "list"], ["doctor"], ["feedback"]],
    ...[["undo", "--list"], ["trade", "import", "--list"], ["trade", "delete", "1"], ["undo"]],
    ...[
      ["trade", "list", "--symbol", typed],
      ["trade", "import", `x${typed}`],
      ["profile", "use", typed],
    ],
    ...[["trade", "log", typed, "5"], ["mood", "set", typed], ["rule", "add", typed], [typed]],
  ];
  await sayNothingElse(journal, commands);
});

test("nor does what is written for programs, which a screen may show as well", async () => {
  const journal = await sampled();
  spoil(journal.db);
  const lines = ["trade list", "trade show 5", "history", "session show 2025-07-09", "bot list"];
  await sayNothingElse(journal, [
    ...lines.map((line) => [...line.split(" "), "--json"]),
    ...[["export"], ["export", "--all"]],
  ]);
});

async function sayNothingElse(journal: Trial, commands: readonly string[][]): Promise<void> {
  for (const argv of commands) {
    const { code, out, err } = await journal.run(...argv);
    const said = out + err;
    const at = said.search(OBEYED);
    const around = at < 0 ? "" : JSON.stringify(said.slice(Math.max(0, at - 40), at + 20));
    expect.soft(around, argv.join(" ")).toBe("");
    expect.soft(code, `${argv.join(" ")}: ${err}`).not.toBe(70);
  }
}
