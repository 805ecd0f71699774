import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText, streamDecoder } from "../../src/base/encoding.ts";

const MARK = "\ufeff";

const bigEndian = (text: string) => Buffer.from(text, "utf16le").swap16();

/** The same text as programs of Windows and of others write it. */
const WRITTEN: Record<string, (text: string) => Buffer> = {
  "UTF-8": (text) => Buffer.from(text),
  "UTF-8 with a mark": (text) => Buffer.from(MARK + text),
  "UTF-16 LE with a mark (PowerShell's >)": (text) => Buffer.from(MARK + text, "utf16le"),
  "UTF-16 BE with a mark": (text) => bigEndian(MARK + text),
  "UTF-16 LE (cmd /u)": (text) => Buffer.from(text, "utf16le"),
  "UTF-16 BE": bigEndian,
};

test.each(Object.entries(WRITTEN))("%s: whole or cut anywhere, the same text", (_, written) => {
  // Two plain letters tell UTF-16 where no mark does: a row of NDJSON begins so.
  const texts = fc.string({ unit: "grapheme" }).map((text) => `{"${text}`);
  fc.assert(
    fc.property(texts, fc.array(fc.nat(40)), (text, cuts) => {
      const bytes = written(text);
      expect(decodeText(bytes)).toBe(text);
      const decoder = streamDecoder();
      const ends = [...cuts, bytes.length].sort((a, b) => a - b);
      const pieces = ends.map((end, index) =>
        decoder.decode(bytes.subarray(ends[index - 1] ?? 0, end)),
      );
      expect(pieces.join("") + decoder.end()).toBe(text);
    }),
  );
});

test.each(["", "5", "é", "{}"])("%j, too short to tell, is UTF-8", (text) => {
  const decoder = streamDecoder();
  expect(decoder.decode(Buffer.from(text)) + decoder.end()).toBe(text);
});

test("a short line is there at once: whoever sent it waits for its answer", () =>
  expect(streamDecoder().decode(Buffer.from("{}\n"))).toBe("{}\n"));
