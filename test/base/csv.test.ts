import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  csvText,
  eachRow,
  headerColumns,
  headerName,
  readDelimited,
  readHead,
  undefused,
} from "../../src/base/csv.ts";
import { runs } from "../seed.ts";

const cellsOf = (text: string) => readDelimited(text).rows.map((row) => row.cells);

test("the separator is told by sep=, else by the header's words", () => {
  expect(readHead("sep=;\na;b\n")).toEqual({ delimiter: ";", start: 6, firstLine: 2 });
  expect(readHead("\ufeffsep=\t\r\na\tb").delimiter).toBe("\t");
  expect(readHead("Time;Price;Profit\n1,5;2,5;3,5\n1,6;2,6;3,6\n").delimiter).toBe(";");
  expect(readHead("side;price;symbol\nbuy;1,5;XAU\n").delimiter).toBe(";");
  expect(readHead("a,b,c\n1,2,x;y;z\n3,4,x;y;z\n").delimiter).toBe(",");
  expect(readHead("only one column\n1\n").delimiter).toBe(",");
});

test("quotes, doubled quotes, line breaks in cells, BOM, CRLF and blank lines", () => {
  const text = '\ufeffa,b\r\n"x ""y""","1\n2"\r\n\r\n3,4';
  expect(readDelimited(text, ",").rows).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ['x "y"', "1\n2"] },
    { line: 5, cells: ["3", "4"] },
  ]);
});

test("a quote that is never closed costs its own row only", () => {
  expect(cellsOf('a,b\n"open,1\n2,3\n')).toEqual([
    ["a", "b"],
    ['"open', "1"],
    ["2", "3"],
  ]);
  expect(cellsOf('a,b\n"open,1\n"x",3\n')).toEqual([
    ["a", "b"],
    ['"open', "1"],
    ["x", "3"],
  ]);
  expect(cellsOf('a,b\n"he said "hi" loud",1\n')).toEqual([
    ["a", "b"],
    ['he said "hi" loud', "1"],
  ]);
  expect(cellsOf('size,b\n5" tape,1\n')).toEqual([
    ["size", "b"],
    ['5" tape', "1"],
  ]);
});

test("a walk can be stopped", () => {
  const seen: number[] = [];
  eachRow("1\n2\n3", ",", (_, line) => {
    seen.push(line);
    return line < 2;
  });
  expect(seen).toEqual([1, 2]);
});

test("header names lose case and marks; repeated names keep all their columns", () => {
  expect(["S / L", "Net P&L USD", "Date(UTC)", "Trade #", " Цена "].map(headerName)).toEqual([
    "s_l",
    "net_p_l_usd",
    "date_utc",
    "trade",
    "цена",
  ]);
  expect(headerColumns(["Time", "Price", "Time"]).get("time")).toEqual([0, 2]);
});

test("agrees with csv-parse on any well-formed text", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "1", ",", ";", '"', "\n", " ", "é", ".") });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const written = fc.record({ text: cell, quoted: fc.boolean() }).map(({ text, quoted }) => {
    return quoted || /[,"\n]/.test(text) ? quote(text) : text;
  });
  const rows = fc.array(fc.array(written, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(rows, fc.constantFrom("\n", "\r\n"), (lines, end) => {
      const text = lines.map((line) => line.join(",")).join(end);
      const options = { relax_column_count: true, skip_empty_lines: true };
      const theirs = parse(text, { ...options, record_delimiter: end }) as string[][];
      expect(readDelimited(text, ",").rows.map((row) => row.cells)).toEqual(theirs);
    }),
    { numRuns: 300 },
  );
});

describe("a text in a cell of ours", () => {
  /** The cells of a line for a reader that splits at `separator` and knows quotes at a cell's start. */
  function cellsUnder(separator: string, line: string): string[] {
    const cells: string[] = [];
    let [cell, isQuoted, isStart] = ["", false, true];
    for (let at = 0; at < line.length; at++) {
      const sign = line[at] as string;
      if (isQuoted && sign === '"' && line[at + 1] === '"') cell += line[++at];
      else if (sign === '"' && (isStart || isQuoted)) isQuoted = !isQuoted;
      else if (!isQuoted && (sign === separator || sign === "\n" || sign === "\r")) {
        cells.push(cell);
        [cell, isStart] = ["", true];
        continue;
      } else cell += sign;
      isStart = false;
    }
    return [...cells, cell];
  }

  const pieces = fc.constantFrom(..."=+-@'\",;\t\r\n ax1".split(""));
  const text = fc.string({ unit: pieces, maxLength: 12 });

  test("is no formula under any separator, and is read back as it was", () => {
    fc.assert(
      fc.property(text, (written) => {
        const cell = csvText(written);
        for (const separator of [",", ";", "\t"]) {
          const cells = cellsUnder(separator, `1,${cell},2`);
          expect(cells.filter((one) => /^[=+\-@\t\r]/.test(one))).toEqual([]);
        }
        expect(undefused(cellsUnder(",", `1,${cell},2`)[1] ?? "")).toBe(written);
      }),
      runs(2_000),
    );
  });
});
