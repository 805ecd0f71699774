import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { rulesTable } from "../../docs/rules-table.ts";
import { EXIT } from "../../src/errors.ts";
import { desk } from "./jurnal.ts";

const README = readFileSync("README.md", "utf8");
const blocks = (language: string) =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );

describe("README.md", () => {
  test("every command in it runs, in the order in which a reader tries them", async () => {
    const here = desk();
    await here.fine("session", "set", "--date", "kemarin", "--market", "normal");
    const lines = blocks("sh")
      .flatMap((text) => text.split("\n"))
      .filter((line) => line.startsWith("jurnal"));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const { code, err } = await here.shell(line);
      expect([line, code, err.includes("✖")]).toEqual([line, 0, false]);
    }
  });

  test("what it shows of the intake is what the intake says", async () => {
    const shown = blocks("text").find((text) => text.startsWith("$ cat trades.ndjson")) ?? "";
    const [file = "", answers = ""] = shown.replace(/^.*\n/, "").split(/^\$ jurnal.*\n/m);
    const command = /^\$ (jurnal.*)$/m.exec(shown)?.[1] ?? "";
    const here = desk();
    writeFileSync(path.join(here.folder, "trades.ndjson"), file);
    expect((await here.shell(command)).out).toBe(answers);
  });

  test("it lists the exit codes that there are", () => {
    const listed = [...README.matchAll(/^\| *`?(\d+)`? *\|/gm)].map(([, code]) => Number(code));
    expect(listed).toEqual(Object.values(EXIT));
  });

  test("its table of rules is the mentor's own (renew it with npm run docs)", () => {
    expect(README).toContain(rulesTable());
  });

  test("its sample report is what the demo prints", async () => {
    const report = blocks("text")[0] ?? "";
    expect(report.split("\n").length).toBeGreaterThan(20);
    expect(await desk().fine("demo")).toContain(report.trimEnd());
  });
});
