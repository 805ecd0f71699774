import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { machine, parse, play } from "./page.ts";

const desk = () => {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-page-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return machine(folder, { env: { NO_COLOR: "1", JURNAL_DB: path.join(folder, "j.db") } });
};

const block = (info: string, ...lines: string[]) =>
  ["```", info, "\n", ...lines.map((l) => `${l}\n`), "```"].join("");

describe("the shell of the manual", () => {
  test("knows quotes, comments, files, pipes, and what follows on what", () => {
    const words = (line: string) => parse(line).map(({ stages }) => stages.map((one) => one.words));
    expect(words(`jurnal mood set "a b" 'c "d' e\\ f # note`)).toEqual([
      [["jurnal", "mood", "set", "a b", 'c "d', "e f"]],
    ]);
    expect(words('jurnal trade edit 1 --strategy ""')).toEqual([
      [["jurnal", "trade", "edit", "1", "--strategy", ""]],
    ]);
    expect(words("a | b && c || d")).toEqual([[["a"], ["b"]], [["c"]], [["d"]]]);
    expect(parse("a < in > out")).toEqual([
      { when: null, stages: [{ words: ["a"], from: "in", to: "out" }] },
    ]);
    expect(parse("# nothing")).toEqual([]);
  });

  test.each([
    "jurnal $HOME",
    "jurnal *.html",
    "jurnal `x`",
    'jurnal "$x"',
    "a; b",
    "a &",
    "cat ~/x",
  ])("refuses what it would have to expand: %s", (line) => expect(() => parse(line)).toThrow());

  test("pipes bytes through jurnal and through others, and hides no failure", async () => {
    const { type } = desk();
    const made = await type(
      `echo '{"symbol":"XAUUSD","profit_loss":5}' | jurnal trade log --stdin`,
    );
    expect(made).toMatchObject({ code: 0, screen: expect.stringContaining('"recorded"') });
    expect((await type("jurnal export | head -1")).screen).toMatch(/^\{"id":1,[^\n]*\n$/);
    expect((await type("jurnal trade show 9 | head -1")).code).toBe(1);
    expect((await type("jurnal trade show 9 || echo tidak ada")).screen).toMatch(
      /✖[\s\S]*tidak ada/,
    );
    expect((await type("jurnal trade show 9 && echo ada")).screen).not.toMatch(/^ada/m);
  });

  test("stands at the time that the page says", async () => {
    const machine = desk();
    machine.setClock("2026-11-21T03:00+07:00");
    expect((await machine.type("jurnal mood set tenang")).screen).toContain("sesi 21 Nov 2026");
    await machine.type("jurnal profile edit --day-start 05:00");
    expect((await machine.type("jurnal mood set lelah")).screen).toContain("sesi 20 Nov 2026");
  });
});

describe("a page", () => {
  test("that shows something else than the program prints is told what it prints", async () => {
    const page = block("console", "$ jurnal config get sapaan", "kamu");
    expect((await play(page, desk())).text).toBe(
      block("console", "$ jurnal config get sapaan", "Anda"),
    );
  });

  test("may leave lines out, but none of those it shows may be wrong", async () => {
    const told = async (...shown: string[]) => {
      const lines = ["$ jurnal config list", ...shown];
      return (await play(block("console", ...lines), desk())).text === block("console", ...lines);
    };
    const { screen } = await desk().type("jurnal config list");
    const [first = "", ...more] = screen.trimEnd().split("\n");
    const last = more.at(-1) ?? "";
    expect(await told(first, ...more)).toBe(true);
    expect(await told("…", last)).toBe(true);
    expect(await told(first, "…")).toBe(true);
    expect(await told(first)).toBe(false);
    expect(await told("…", first)).toBe(false);
    expect(await told("…", `${last} lebih`)).toBe(false);
  });

  test("names the commands that fail, in the journal that those before them made", async () => {
    const page = block(
      "sh",
      "jurnal trade log XAUUSD 5",
      "jurnal trade show 1",
      "jurnal trade show 2",
    );
    const { failed } = await play(page, desk());
    expect(failed).toEqual([expect.stringMatching(/^\$ jurnal trade show 2\n✖/)]);
  });

  test("has files of its own", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "jurnal-page-"));
    const before = process.cwd();
    process.chdir(folder);
    onTestFinished(() => {
      process.chdir(before);
      rmSync(folder, { recursive: true });
    });
    await play(block("csv data/a.csv", "x,y"), machine(folder));
    expect(readFileSync("data/a.csv", "utf8")).toBe("x,y\n");
  });
});
