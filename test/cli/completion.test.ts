import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { MOODS } from "../../src/base/moods.ts";
import { SCRIPTS } from "../../src/cli/completion/scripts.ts";
import { BIN, type Desk, desk, NODE } from "./jurnal.ts";

/** A name that a shell would run, and every quote there is. */
const HOSTILE = "$(touch ada) `touch ada` \"x'y";

let here: Desk;

beforeAll(async () => {
  here = desk(Date.now);
  await here.fine("profile", "add", HOSTILE, "--currency", "USD");
  await here.fine("bot", "add", "EA Emas");
  await here.fine("trade", "log", "XAUUSD", "5", "--strategy", "buy the dip");
  for (const name of ["berkas-saya.csv", "dua kata.csv"]) {
    writeFileSync(path.join(here.folder, name), "");
  }
  const bin = path.join(here.folder, "bin");
  mkdirSync(bin);
  const wrapper = `#!/bin/sh\nexec "${NODE}" "${BIN}" "$@"\n`;
  writeFileSync(path.join(bin, "jurnal"), wrapper, { mode: 0o755 });
});

/** What is offered for the last of the words, without what it means. */
async function offered(...words: string[]): Promise<string[]> {
  const out = await here.fine("completion", "complete", "--", ...words);
  return out.split("\n").flatMap((line) => (line === "" ? [] : [line.split("\t")[0] ?? ""]));
}

test.each<[words: string[], wanted: string[]]>([
  [["tra"], ["trade", "transaksi"]],
  [["transa"], ["transaksi"]],
  [["trade", "lo"], ["log"]],
  [["transaksi", "cat"], ["catat"]],
  [["help", "trade", "lo"], ["log"]],
  [["trade", "log", "--setu"], ["--setup"]],
  [["--profile", "utama", "trade", "lo"], ["log"]],
  [["--profile=utama", "trade", "lo"], ["log"]],
  [["trade", "log", "--date", "kemarin", "xau"], ["XAUUSD"]],
  [["trade", "log", "XAUUSD", ""], []],
  [["mood", "set", "per"], ["percaya diri"]],
  [["mood", "set", '"per'], ["percaya diri"]],
  [["mood", "set", "'percaya d"], ["percaya diri"]],
  [["mood", "set", "percaya\\ d"], ["percaya diri"]],
  [["suasana", "atur", ""], [...MOODS]],
  [
    ["stats", "--by", "si"],
    ["side", "size", "simbol"],
  ],
  [
    ["stats", "--by=str"],
    ["strategy", "strategi"],
  ],
  [
    ["stats", "--by", "=", "str"],
    ["strategy", "strategi"],
  ],
  [["compare", "--by", "pas"], ["pasar"]],
  [
    ["distribution", "--by", ""],
    ["r", "money"],
  ],
  [["stats", "--setup", "BUY"], ["buy the dip"]],
  [["stats", "--strategy", "BUY"], ["buy the dip"]],
  [["trade", "list", "--bot", ""], ["1"]],
  [["--profile", "$("], [HOSTILE]],
  [["--profile", '"\\$('], [HOSTILE]],
  [["profile", "use", "$"], [HOSTILE]],
  [["rule", "add", "max-dai"], ["max-daily-loss"]],
  [["config", "get", "sap"], ["sapaan"]],
  [
    ["export", "--format", ""],
    ["ndjson", "csv", "json", "xlsx"],
  ],
  [["completion", "z"], ["zsh"]],
  [["trade", "log", "--mistake", "balas"], ["balas-dendam"]],
  [["trade", "log", "--link", ""], [":files"]],
  ...[
    ["backup", ""],
    ["trade", "import", "a", "b"],
    ["--db", ""],
    ["export", "--out="],
  ].map((words): [string[], string[]] => [words, [":files"]]),
  [["report", "--html", "x"], [":files"]],
  [["doctor", "--rescue", ""], [":files"]],
  [["tidak-ada", ""], []],
  [["trade", "show", "--", "-"], []],
  [["mood", "set", "$(touch ada)"], []],
])("%j", async (words, wanted) => {
  expect(await offered(...words)).toEqual(wanted);
});

test("what was typed leaves no trace: no journal is made, upgraded or written", async () => {
  const empty = desk(Date.now);
  const words = ["completion", "complete", "--", "--db", "tiada.db", "--profile", ""];
  expect(await empty.fine(...words)).toBe("");
  expect(existsSync(path.join(empty.folder, "tiada.db"))).toBe(false);
  const before = statSync(here.file).mtimeMs;
  await offered("--db", here.file, "--profile", "");
  expect(statSync(here.file).mtimeMs).toBe(before);
});

test("setups are offered that no trade names yet; those of a firm's rules by their names", async () => {
  await here.fine("setup", "add", "retest");
  expect(await offered("trade", "log", "XAUUSD", "5", "--setup", "re")).toEqual(["retest"]);
  for (const command of ["show", "edit", "retire"]) {
    expect(await offered("setup", command, "")).toEqual(["retest"]);
  }
  expect(await offered("rule", "template", "apply", "ftmo-2")).toContain("ftmo-2-step");
});

test("a name of two lines is not offered: it would be two words", async () => {
  const { fine } = here;
  await fine("trade", "log", "XAUUSD", "1", "--strategy", "satu");
  const lines = await offered("trade", "list", "--strategy", "");
  expect(lines.sort()).toEqual(["buy the dip", "retest", "satu"]);
});

test.each(Object.entries(SCRIPTS))("the script of %s runs nothing that it is given", (_, text) => {
  const code = text.replace(/^\s*#.*$/gm, "");
  expect(code).toContain("completion complete");
  expect(code).not.toMatch(/\beval\b|Invoke-Expression|\biex\b|\bsh -c\b/);
});

/** Whether the shell is here; what it does not show here, the tests above show of what it is told. */
const isHere = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

/** Runs lines of this shell with the program in its path; what they print. */
function inShell(shell: string, lines: string): string {
  const { folder, env } = here;
  const { stdout, stderr } = spawnSync(shell, ["-c", lines], {
    cwd: folder,
    env: { ...env, PATH: `${path.join(folder, "bin")}:${env.PATH}`, HOSTILE },
    encoding: "utf8",
  });
  return stdout + stderr.replace(/.*compopt: not currently executing completion function\n/g, "");
}

const isRun = () => readdirSync(here.folder).includes("ada");

describe.skipIf(!isHere("bash"))("bash (skipped where it is not installed)", () => {
  const complete = (...words: string[]) =>
    inShell(
      "bash",
      `source <(jurnal completion bash)
      COMP_WORDS=(jurnal ${words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ")})
      COMP_CWORD=${words.length}; _jurnal; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ).replace(/\n$/, "");

  test("words with spaces and quotes come back as it reads them", () => {
    expect(complete("mood", "set", "per")).toBe("percaya\\ diri");
    expect(complete("mood", "set", '"per')).toBe("percaya diri");
    for (const typed of ["", '"', "'"]) {
      const word = complete("--profile", `${typed}$`);
      expect(inShell("bash", `printf %s ${typed}${word}${typed}`)).toBe(HOSTILE);
    }
    expect(complete("stats", "--by", "=", "simb")).toBe("simbol");
    expect(isRun()).toBe(false);
  });

  test("what was typed before is not run", () => {
    for (const typed of [
      "$(touch ada)",
      "`touch ada`",
      '"$(touch ada)"',
      "; touch ada",
      "`touch ada",
    ]) {
      expect(complete("--profile", typed, "mood", "set", "per")).toBe("percaya\\ diri");
    }
    expect(isRun()).toBe(false);
  });
});

describe.skipIf(!isHere("zsh"))("zsh (skipped where it is not installed)", () => {
  // The line editor is not there without a terminal: what it would be told is printed.
  const complete = (...words: string[]) =>
    inShell(
      "zsh",
      `compdef() { : }; compset() { : }
      compadd() { print -rl -- $values }; _files() { print files }
      source <(jurnal completion zsh)
      words=(jurnal ${words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ")})
      CURRENT=${words.length + 1}; _jurnal`,
    ).trim();

  test("offers what stands there, and runs nothing", () => {
    expect(complete("mood", "set", "per")).toBe("percaya diri");
    expect(complete("--profile", "$")).toBe(HOSTILE);
    expect(complete("export", "--out=ber")).toBe("files");
    expect(complete("--profile", "$(touch ada)", "stats", "--by", "simb")).toBe("simbol");
    expect(isRun()).toBe(false);
  });
});

describe.skipIf(!isHere("fish"))("fish (skipped where it is not installed)", () => {
  const complete = (line: string) =>
    inShell("fish", `jurnal completion fish | source\ncomplete -C '${line}'`)
      .split("\n")
      .filter(Boolean)
      .map((found) => found.split("\t")[0]);

  test("offers what stands there, and runs nothing", () => {
    expect(complete("jurnal mood set per")).toEqual(["percaya diri"]);
    expect(complete("jurnal stats --by=simb")).toEqual(["--by=simbol"]);
    expect(complete("jurnal --profile utama trade lo")).toEqual(["log"]);
    expect(complete("jurnal backup berkas")).toEqual(["berkas-saya.csv"]);
    expect(complete("jurnal --profile (touch ada) mood set per")).toEqual(["percaya diri"]);
    expect(isRun()).toBe(false);
  });
});

test.each([
  [["completion", "bsh"], "bash"],
  [["export", "--format", "jsn"], "json"],
  [["compare", "--by", "simbl"], "simbol"],
  [["stats", "--by", "sympol"], "symbol"],
])("%j is told what may be meant", async (words, meant) => {
  const { code, err } = await here.jurnal(words);
  expect([code, err]).toEqual([2, expect.stringContaining(`maksud Anda "${meant}"?`)]);
});
