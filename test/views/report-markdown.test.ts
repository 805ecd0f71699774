import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reviewDay } from "../../src/mentor/review.ts";
import { composeReport } from "../../src/report/day.ts";
import type { Block, ReportDocument } from "../../src/report/document.ts";
import { renderMarkdown } from "../../src/views/markdown.ts";
import { DAYS } from "./days.ts";

function markdown(name: string): string {
  const sample = DAYS[name];
  if (sample === undefined) throw new RangeError(name);
  const settings = { ...sample.settings, voice: "Anda" as const };
  const review = reviewDay(sample.history, settings, sample.looks);
  return renderMarkdown(composeReport(review, sample.history, settings));
}

const documentOf = (...blocks: Block[]): ReportDocument => ({
  title: "T",
  date: "D",
  headline: "",
  motivation: "",
  sections: [{ id: "catatan", heading: "C", blocks }],
});
const bodyOf = (...blocks: Block[]) =>
  renderMarkdown(documentOf(...blocks))
    .replace("# T · D\n\n## C\n\n", "")
    .replace(/\n$/, "");
const line = (text: string): Block => ({ kind: "line", text, tone: "plain" });

describe("the daily report in Markdown", () => {
  test.each(["revenge", "clean", "no-trades"])("%s", async (name) => {
    await expect(markdown(name)).toMatchFileSnapshot(`../golden/report-${name}.md`);
  });

  test.each(Object.keys(DAYS))("%s has no trailing spaces and every row its cells", (name) => {
    const text = markdown(name);
    expect(text.endsWith("\n") && !text.endsWith("\n\n")).toBe(true);
    expect(text).not.toMatch(/[ \t]\n|\n{3}/);
    const widths = new Map<number, number>();
    text.split("\n").forEach((row, index) => {
      if (!row.startsWith("|")) return;
      const width = row.split(/(?<!\\)\|/).length;
      expect(widths.get(index - 1) ?? width).toBe(width);
      widths.set(index, width);
    });
    expect(text).not.toMatch(/undefined|null|NaN/);
  });
});

describe("what a trader wrote stays text", () => {
  const cases: [written: string, shown: string][] = [
    ["<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)>"],
    [
      "*tebal* _miring_ snake_case ~~coret~~",
      "\\*tebal\\* \\_miring\\_ snake_case \\~\\~coret\\~\\~",
    ],
    ["`kode` [tautan](http://x) \\", "\\`kode\\` \\[tautan](http\\://x) \\\\"],
    ["&lt; & &#60;", "\\&lt; & \\&#60;"],
    ["# judul", "\\# judul"],
    ["- butir", "\\- butir"],
    ["---", "\\---"],
    ["1. satu", "1\\. satu"],
    ["> kutip", "\\> kutip"],
    ["-$25.30", "-$25.30"],
    ["a | b", "a | b"],
    ["www.contoh.id", "www\\.contoh.id"],
  ];
  test.each(cases)("%s", (written, shown) => {
    expect(bodyOf(line(written))).toBe(shown);
  });

  test("in a table a pipe splits no cell", () => {
    const column = { title: "A|B", align: "right" as const, dropOrder: 0 };
    const cell = { text: "x | <b>\ny", tone: "plain" as const };
    expect(bodyOf({ kind: "table", columns: [column], rows: [[cell]] })).toBe(
      "| A\\|B |\n| ---: |\n| x \\| \\<b> y |",
    );
  });

  test("a quote keeps its lines", () => {
    expect(bodyOf({ kind: "quote", lines: ["satu", "# dua", "", "tiga "] })).toBe(
      "> satu\\\n> \\# dua\n>\n> tiga",
    );
  });

  test("taking the backslashes off gives the text back", () => {
    const signs = fc.constantFrom(..."\\`*_{}[]<>()#+-.!|~&;:/ aZ09é=\t".split(""));
    const written = fc.array(signs, { minLength: 1, maxLength: 30 }).map((all) => all.join(""));
    fc.assert(
      fc.property(written, (text) => {
        const shown = bodyOf(line(text));
        expect(shown.replace(/\\([^\p{L}\p{N}\s])/gu, "$1")).toBe(text.trim());
        expect(shown).not.toMatch(/(?<!\\)(?:\\\\)*[`*<~[]/);
      }),
      { numRuns: 500 },
    );
  });
});
