import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanLine, cleanText, linesOf } from "../../src/base/text.ts";

test.each([
  ["\u001b[31mmerah\u001b[0m", "merah"],
  ["\u001b]0;judul\u0007isi", "isi"],
  ["\u001b]8;;https://x.id\u001b\\tautan\u001b]8;;\u001b\\", "tautan"],
  ["\u009b2Jhapus", "hapus"],
  ["\u009dx\u009cisi", "isi"],
  ["\u001bP1$r0m\u001b\\dcs", "dcs"],
  ["\u001bcreset", "reset"],
  ["\u001b(Bgaris", "garis"],
  ["\u001b]tak ditutup", "tak ditutup"],
  ["\u001b\u001b[31mganda", "ganda"],
  ["sisa\u001b", "sisa"],
  ["a\u0000b\u0008c\u007fd", "abcd"],
  ["gdp\u202etxt.exe\u2066\u200f", "gdptxt.exe"],
  ["a\tb", "a b"],
  ["a\r\nb\nc\rd\u2028e", "a b c d e"],
  ["a\n\n\nb", "a b"],
  ["emas 🥇 naik – Rp1.250", "emas 🥇 naik – Rp1.250"],
])("%j becomes %j on one line", (text, clean) => {
  expect(cleanLine(text)).toBe(clean);
});

test("several lines keep their ends, all of one kind", () => {
  expect(cleanText("a\r\nb\rc\n\nd\u0085e\u2028f\t\u001b[1mg")).toBe("a\nb\nc\n\nd\ne\nf g");
});

const pieces = fc.constantFrom(
  "\u001b",
  "[",
  "]",
  "0",
  ";",
  "m",
  "\u0007",
  "\\",
  "\u009b",
  "\u009d",
  "\u009c",
  "P",
  "\r",
  "\n",
  "\t",
  " ",
  "a",
  "é",
  "😀",
  "\u202e",
  "\u2029",
  "\u0000",
  "\u007f",
  "\u0085",
);
const dirty = fc.oneof(fc.string({ unit: pieces }), fc.string({ unit: "binary" }));

test("no control character, line separator or bidi override is left; once is enough", () => {
  const harm = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
  fc.assert(
    fc.property(dirty, (text) => {
      const line = cleanLine(text);
      const lines = cleanText(text);
      expect(line).not.toMatch(harm);
      expect(lines.replaceAll("\n", "")).not.toMatch(harm);
      expect(cleanLine(line)).toBe(line);
      expect(cleanText(lines)).toBe(lines);
    }),
    { numRuns: 1000 },
  );
});

test("text without controls is left alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
      expect(cleanLine(text)).toBe(text);
    }),
  );
});

test("lines are the same however the text is cut", () => {
  const text = "a\nbc\n\nd";
  for (let at = 0; at <= text.length; at++) {
    expect([...linesOf([text.slice(0, at), text.slice(at)])]).toEqual(text.split("\n"));
  }
  expect([...linesOf(["x\n"])]).toEqual(["x", ""]);
});
