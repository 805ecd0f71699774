import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import type { Voice } from "../../src/base/phrases.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import { composeReport } from "../../src/report/day.ts";
import { renderReport } from "../../src/views/report.ts";
import { makeStyle } from "../../src/views/style.ts";
import { DAYS } from "./days.ts";

interface Look {
  color?: boolean;
  ascii?: boolean;
  columns?: number;
  voice?: Voice;
}

function printed(name: string, look: Look = {}): string {
  const sample = DAYS[name];
  if (sample === undefined) throw new RangeError(name);
  const settings = { ...sample.settings, voice: look.voice ?? ("Anda" as const) };
  const document = composeReport(
    reviewDay(sample.history, settings, sample.looks),
    sample.history,
    settings,
  );
  return renderReport(document, makeStyle({ color: false, ascii: false, columns: 80, ...look }));
}

const names = Object.keys(DAYS);

describe("reports as printed, 80 columns without colour", () => {
  test.each(names)("%s", async (name) => {
    await expect(printed(name)).toMatchFileSnapshot(`../golden/report-${name}.txt`);
  });

  test("in colour", async () => {
    await expect(printed("revenge", { color: true })).toMatchFileSnapshot(
      "../golden/report-revenge-colour.txt",
    );
  });

  test("as kamu, in ASCII, at 60 columns", async () => {
    await expect(
      printed("revenge", { ascii: true, columns: 60, voice: "kamu" }),
    ).toMatchFileSnapshot("../golden/report-revenge-kamu-ascii-60.txt");
  });
});

describe("every report", () => {
  test.each(names)("%s fits its terminal, and colour only colours", (name) => {
    for (const columns of [60, 72, 80, 120, 200]) {
      const text = printed(name, { columns });
      for (const line of text.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
      expect(printed(name, { columns, color: true }).replace(/\u001b\[\d+m/g, "")).toBe(text);
    }
  });

  test.each(names)("%s keeps to the voice", (name) => {
    for (const voice of ["Anda", "kamu"] as const) {
      const text = printed(name, { voice });
      expect(text).not.toMatch(/karena|\bAI\b|\bpasti\b|undefined|\bNaN\b|\bnull\b|Infinity/);
      expect(text).not.toMatch(
        voice === "Anda" ? /\bkamu\b|mu\b(?<!temu|semu|ilmu|tamu)/i : /\bAnda\b/,
      );
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what ASCII is
    expect(printed(name, { ascii: true })).toMatch(/^[\x00-\x7f]*$/);
  });
});

test("a note cannot reach the terminal with its control sequences", () => {
  const sample = DAYS.clean;
  if (sample === undefined) throw new RangeError("clean");
  const hostile = "hapus \u001b[2J layar \u202e";
  const trades = sample.history.trades.map((trade) => ({ ...trade, symbol: hostile }));
  const history = {
    ...sample.history,
    trades,
    session: { ...sample.history.session, personal_notes: hostile, market_conditions: hostile },
  };
  const settings = { ...sample.settings, voice: "Anda" as const };
  const document = composeReport(reviewDay(history, settings), history, settings);
  const text = renderReport(document, makeStyle({ color: false, ascii: false, columns: 80 }));
  expect(text).not.toContain("\u001b");
  expect(text).not.toContain("\u202e");
  expect(text).toContain("hapus");
});
