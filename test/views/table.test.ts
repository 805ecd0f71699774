import fc from "fast-check";
import { expect, test } from "vitest";
import { makeStyle, widthOf } from "../../src/views/style.ts";
import { cell, drawRows, renderPairs, renderTable } from "../../src/views/table.ts";

const style = makeStyle({ color: false, ascii: false, columns: 80 });
/** Indonesian text and all signs of our own: what the quick way of measuring knows. */
const SIGNS = [..."abc XYZ 019 é ç ñ ü –—‘’“”•… ·×±¥£€→∞✔✖─│▁█▌"];

test("the library measures our letters and signs as we do", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SIGNS), { maxLength: 20 }), (signs) => {
      const text = signs.join("");
      const [line = ""] = drawRows([[text, "|"]], [20, null]);
      expect(line).toBe(`${text}${" ".repeat(20 - widthOf(text))}|`);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("however many rows: each under its own head, numbers to the right, nothing behind", () => {
  const columns = [
    { title: "Nama", align: "left" as const, dropOrder: 0 },
    { title: "Jumlah", align: "right" as const, dropOrder: 0 },
    { title: "Kata", align: "left" as const, dropOrder: 0 },
  ];
  for (const count of [0, 1, 15, 16, 17, 100]) {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const rows = numbers.map((n) => [cell(`n${n}`), cell(String(n)), cell(n % 3 ? "kata" : "")]);
    const [head, rule, ...lines] = renderTable(columns, rows, style).split("\n");
    const name = Math.max(4, `n${count - 1}`.length);
    expect(head).toBe(`${"Nama".padEnd(name)}  Jumlah  Kata`);
    expect(rule).toBe("─".repeat(name + 16));
    expect(lines).toEqual(
      numbers.map((n) =>
        `${`n${n}`.padEnd(name)}  ${String(n).padStart(6)}  ${n % 3 ? "kata" : ""}`.trimEnd(),
      ),
    );
  }
});

test("a line end inside a cell moves no other cell", () => {
  const columns = ["a", "b"].map((title) => ({ title, align: "left" as const, dropOrder: 0 }));
  const rows = [
    [cell("satu\ndua"), cell("1")],
    [cell("tiga"), cell("2")],
  ];
  const lines = renderTable(columns, rows, style).split("\n");
  expect(lines.slice(2)).toEqual(["satu dua  1", "tiga      2"]);
});

test("a long value of a pair goes on under itself", () => {
  const note = "kata ".repeat(400).trim();
  const [first = "", ...others] = renderPairs([["Catatan", note]], style).split("\n");
  expect(first.startsWith("Catatan  kata kata")).toBe(true);
  expect(others.length).toBeGreaterThan(20);
  for (const line of others) expect(line).toMatch(/^ {9}kata( kata)*$/);
});
