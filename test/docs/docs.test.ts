import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { MOODS, moodLabel } from "../../src/base/moods.ts";
import { EXIT } from "../../src/errors.ts";
import { FORMATS } from "../../src/intake/formats.ts";
import { MAP_FIELDS } from "../../src/intake/mapped/map.ts";
import { nextMilestone } from "../../src/mentor/exposure.ts";
import { RULE_KINDS } from "../../src/mentor/rules/all.ts";
import { TRADE_FIELDS } from "../../src/trade/fields.ts";
import { GROUP } from "../../src/words/help.ts";
import { machine, parse, play } from "./page.ts";
import { terminalPicture } from "./picture.ts";
import { firstColumn, linesOf, mentioned, slug, withTables } from "./text.ts";

const ROOT = process.cwd();
const inRoot = (...parts: string[]) => path.join(ROOT, ...parts);
const MANUAL = readdirSync("docs").filter((name) => name.endsWith(".md"));
const PAGES = ["README.md", ...MANUAL.map((name) => `docs/${name}`)];
const textOf = (page: string) => readFileSync(inRoot(page), "utf8");

const SOURCES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => textOf(path.join("src", name)));

/** A folder in which commands may leave files; the process stands in it during one test. */
function workplace(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-docs-"));
  process.chdir(folder);
  onTestFinished(() => {
    process.chdir(ROOT);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

describe("played through (npm run docs renews what they show)", () => {
  const SAMPLE = "contoh.db";
  let sample: Buffer;

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "jurnal-docs-"));
    const { code } = await machine(folder).type(`jurnal demo --save ${path.join(folder, SAMPLE)}`);
    expect(code).toBe(0);
    sample = readFileSync(path.join(folder, SAMPLE));
    rmSync(folder, { recursive: true });
  });

  test.each(PAGES)("%s: its commands run and print what it shows", async (page) => {
    const folder = workplace();
    writeFileSync(path.join(folder, SAMPLE), sample);
    const { text, failed } = await play(textOf(page), machine(folder));
    expect.soft(failed).toEqual([]);
    await expect(withTables(text)).toMatchFileSnapshot(inRoot(page));
  });

  test("the pictures show what the program prints of its own sample", async () => {
    const folder = workplace();
    writeFileSync(path.join(folder, SAMPLE), sample);
    const terminal = machine(folder, { env: { FORCE_COLOR: "1" } });
    for (const [picture, words] of Object.entries({
      laporan: "report 2025-07-09",
      statistik: "stats",
      kalender: "calendar 2025-06",
      ekuitas: "equity",
    })) {
      const { screen } = await terminal.type(`jurnal --db ${SAMPLE} ${words}`);
      const drawn = terminalPicture(`$ jurnal ${words}\n${screen}`, 80);
      await expect(drawn).toMatchFileSnapshot(inRoot("docs", `${picture}.svg`));
    }
  });
});

describe("what pages point to", () => {
  const targets = (page: string) =>
    [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) =>
      /^https?:/.test(target) ? [] : [target],
    );

  test.each(PAGES)("%s: files, pictures and headings are there", (page) => {
    const missing = targets(page).filter((target) => {
      const [file = "", heading] = target.split("#");
      const aim = file === "" ? page : path.posix.join(path.posix.dirname(page), file);
      if (!existsSync(inRoot(aim))) return true;
      if (heading === undefined) return false;
      return !linesOf(textOf(aim), /^#+ (.*)$/).some((title) => slug(title) === heading);
    });
    expect(missing).toEqual([]);
  });

  test("README leads to every page, and fits a few screens", () => {
    const linked = targets("README.md").map((target) => target.replace(/^docs\//, ""));
    expect(MANUAL.filter((page) => !linked.includes(page))).toEqual([]);
    expect(textOf("README.md").split("\n").length).toBeLessThanOrEqual(151);
  });

  test.each(PAGES)("%s: files, scripts and names of the code that it names are there", (page) => {
    const spans = [...textOf(page).matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
    const files = spans.filter((span) => /^(?:src|test|docs|bench|bin)\/[\w./-]*$/.test(span));
    // NAME.ts stands for a file that is still to be written.
    const gone = files.filter((file) => !/\b[A-Z]+\.ts$/.test(file) && !existsSync(inRoot(file)));
    const { scripts } = JSON.parse(textOf("package.json"));
    const named = [...textOf(page).matchAll(/npm (?:run (?:-s )?)?(start|test|(?<=run )[\w:]+)/g)];
    gone.push(...named.map(([, script = ""]) => script).filter((script) => !(script in scripts)));
    if (page === "docs/contributing.md") {
      const names = spans.filter((span) => /^[A-Z]\w+$/.test(span));
      gone.push(...names.filter((name) => !SOURCES.some((text) => text.includes(name))));
    }
    expect(gone).toEqual([]);
  });

  test.each(PAGES)("%s: its steps are numbered one after the other", (page) => {
    const steps = linesOf(textOf(page), /^(\d+)\. /).map(Number);
    expect(steps.filter((step, i) => step !== 1 && step !== (steps[i - 1] ?? 0) + 1)).toEqual([]);
  });

  test("architecture.md has a row for every room of the house", () => {
    const rooms = readdirSync("src", { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `src/${entry.name}/` : `src/${entry.name}`,
    );
    expect(firstColumn(textOf("docs/architecture.md"), "floor").sort()).toEqual(rooms.sort());
  });

  test("README begins with the two commands that do all", () => {
    const named = linesOf(textOf("README.md"), /^npm ci; npm (?:run )?(\w+)/);
    expect(named).toEqual(["start", "test"]);
  });

  test("README's commands are the same in PowerShell 5: no &&, no pattern, no single-quoted JSON", () => {
    const blocks = [...textOf("README.md").matchAll(/^```(?:sh|bash)\n([\s\S]*?)^```/gm)];
    const lines = blocks.flatMap(([, block = ""]) => block.split("\n"));
    expect(lines.length).toBeGreaterThan(10);
    expect(
      lines.filter((line) => /&&|\|\||[*?]|'|<|\$\(|\\$/.test(line.split(" #")[0] ?? "")),
    ).toEqual([]);
  });

  test("README installs the version that is packed", () => {
    const { name, version } = JSON.parse(textOf("package.json"));
    expect(linesOf(textOf("README.md"), /^npm install -g (.*)$/)).toEqual([
      `./${name}-${version}.tgz`,
    ]);
  });

  test("messages of the program point to headings that there are", () => {
    const pointers = SOURCES.flatMap((text) => [
      ...text.matchAll(/(docs\/\w+\.md|README)(?:, bagian “([^”]+)”)?/g),
    ]);
    expect(pointers.length).toBeGreaterThan(0);
    for (const [, page = "", heading = ""] of pointers) {
      expect(PAGES).toContain(page);
      if (heading !== "") expect(linesOf(textOf(page), /^#+ (.*)$/)).toContain(heading);
    }
  });
});

describe("what pages say of the program", () => {
  /** The help of a command; null where there is no such command. */
  const helpOf = async (...words: string[]) => {
    const { code, screen } = await machine(workplace()).type(`jurnal ${words.join(" ")} --help`);
    return code === 0 && !screen.includes("✖") ? screen : null;
  };
  /** The commands below one, each as "name|alias". */
  const commandsIn = (help: string) => {
    const headings = ["Perintah:", ...Object.values(GROUP)].join("|");
    const lists = [...help.matchAll(new RegExp(`^(?:${headings})\\n((?: .*\\n)+)`, "gm"))];
    const list = lists.map(([, lines]) => lines).join("");
    return linesOf(list, /^ {2}([a-z-]+(?:\|[a-z-]+)?)(?: .*)?$/);
  };

  test.each(PAGES)("%s: every command and option that it names exists", async (page) => {
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const line of mentioned(textOf(page))) {
      const words = parse(line)[0]?.stages[0]?.words.slice(1) ?? [];
      const options = words
        .filter((word) => /^--[a-z]/.test(word))
        .map((w) => w.split("=")[0] ?? "");
      const at = words.findIndex(
        (word, i) => !word.startsWith("-") && !/^--(db|profile)$/.test(words[i - 1] ?? ""),
      );
      const [noun = "", verb = ""] = at < 0 ? [] : words.slice(at);
      const key = [noun, verb, ...options].join(" ");
      if (seen.has(key)) continue;
      seen.add(key);
      const first = (await helpOf(noun)) ?? "";
      const verbs = commandsIn(first).flatMap((names) => names.split("|"));
      const isVerb = noun !== "" && verbs.length > 0 && /^[a-z]/.test(verb);
      const help = isVerb ? await helpOf(noun, verb) : first;
      const isKnown = help !== null && help !== "" && (!isVerb || verbs.includes(verb));
      const unknown = options.filter((option) => !(help ?? "").includes(option));
      if (!isKnown || unknown.length > 0) wrong.push(line);
    }
    expect(wrong).toEqual([]);
  });

  test("panduan.md tells of every command, with its alias", async () => {
    const page = mentioned(textOf("docs/panduan.md"));
    const nouns = commandsIn((await helpOf()) ?? "").filter((n) => n !== "help");
    expect(nouns.length).toBeGreaterThan(20);
    const missing: string[] = [];
    for (const names of nouns) {
      const [noun = "", alias = noun] = names.split("|");
      const verbs = commandsIn((await helpOf(noun)) ?? "").map((v) => v.split("|"));
      for (const [verb = "", otherVerb = verb] of verbs.length === 0 ? [[""]] : verbs) {
        if (verb === "help") continue;
        for (const command of [`jurnal ${noun} ${verb}`, `jurnal ${alias} ${otherVerb}`]) {
          if (!page.some((line) => `${line} `.startsWith(`${command.trim()} `)))
            missing.push(command);
        }
      }
    }
    expect(missing).toEqual([]);
  });

  test("bots.md lists the exit codes that there are", () => {
    const codes = linesOf(textOf("docs/bots.md"), /^\| *(\d+) *\|/).map(Number);
    expect(codes).toEqual(Object.values(EXIT));
  });

  test("formats.md lists the keys of a trade and the tables of a journal", () => {
    const page = textOf("docs/formats.md");
    expect(firstColumn(page, "key").sort()).toEqual(Object.keys(TRADE_FIELDS).sort());
    const tables = linesOf(textOf("schema.sql"), /^CREATE TABLE (\w+)/);
    expect(firstColumn(page, "table").sort()).toEqual(tables.sort());
  });

  test("impor.md lists the formats, and the fields of a column map", () => {
    const page = textOf("docs/impor.md");
    const listed = firstColumn(page, "dari", 2);
    // The ledger is known only to be refused.
    const formats = Object.keys(FORMATS).filter((one) => one !== "binance-ledger");
    expect(listed.sort()).toEqual(formats.sort());
    expect(firstColumn(page, "isian").sort()).toEqual([...MAP_FIELDS].sort());
  });

  test("aturan-sendiri.md explains every kind of rule", () => {
    const kinds = firstColumn(textOf("docs/aturan-sendiri.md"), "aturan");
    expect(kinds.map((typed) => typed.split(" ")[0])).toEqual(
      expect.arrayContaining([...RULE_KINDS]),
    );
  });

  test("panduan.md lists the moods and the settings", async () => {
    const page = textOf("docs/panduan.md").replace(/\s+/g, " ");
    expect(page).toContain(`Pilihannya: ${MOODS.map(moodLabel).join(", ")}.`);
    const { screen } = await machine(workplace()).type("jurnal config list --json");
    for (const key of Object.keys(JSON.parse(screen))) expect(page).toContain(`\`${key}\``);
  });

  test("mentor.md names the trades at which habits are looked for", () => {
    const marks: number[] = [];
    while ((marks.at(-1) ?? 0) < 200) marks.push(nextMilestone(marks.at(-1) ?? 0));
    const page = textOf("docs/mentor.md").replace(/\s+/g, " ");
    expect(page).toContain(`transaksi ke-${marks.join(", ")}, lalu setiap 50`);
    expect(nextMilestone(200)).toBe(250);
  });
});
