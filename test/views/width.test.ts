import fc from "fast-check";
import stringWidth from "fast-string-width";
import { expect, test } from "vitest";
import { widthOf } from "../../src/views/style.ts";

const sign = fc.oneof(
  fc.integer({ min: 0x20, max: 0x24f }),
  fc.integer({ min: 0x2000, max: 0x27bf }),
  fc.constantFrom(0x1f600, 0x4e2d, 0x301, 0x200d, 0xfe0f, 0x1b),
);

test("the quick way measures as the library does", () => {
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
      const text = String.fromCodePoint(...signs);
      expect(widthOf(text)).toBe(stringWidth(text));
    }),
    { numRuns: 5_000 },
  );
});

test("escape sequences take no cell", () => expect(widthOf("\u001b[31mrugi\u001b[39m")).toBe(4));
