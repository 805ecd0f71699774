import { expect, test } from "vitest";
import { CSS, DARK, LIGHT, type Palette } from "../../src/page/page.ts";
import { makeStyle } from "../../src/views/style.ts";

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** `over` at this opacity on `under`. */
function mixed(over: string, under: string, opacity: number): string {
  const part = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => {
    const value = Math.round(part(over, at) * opacity + part(under, at) * (1 - opacity));
    return value.toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

test.each([
  ["light", LIGHT],
  ["dark", DARK],
] as [string, Palette][])("%s: every text can be read (AA), every shape be seen", (_, palette) => {
  const { paper, panel, ink, muted, good, bad, accent } = palette;
  for (const ground of [paper, panel]) {
    for (const text of [ink, muted, good, bad, accent]) {
      expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    }
  }
  // The darkest fields of a calendar, with the day's number on them.
  for (const colour of [good, bad]) {
    expect(contrast(ink, mixed(colour, paper, 0.45))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, panel)).toBeGreaterThanOrEqual(3);
  }
});

test("headings stand in ink, on every ground, and in the terminal in its own colour", () => {
  for (const { paper, panel, ink } of [LIGHT, DARK]) {
    expect(Math.min(contrast(ink, paper), contrast(ink, panel))).toBeGreaterThanOrEqual(7);
  }
  const rules = [...CSS.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  const ofHeadings = rules.filter(([, selector = ""]) => /\bh[1-4]\b/.test(selector));
  expect(ofHeadings.length).toBeGreaterThan(3);
  for (const [, , body] of ofHeadings) expect(body).not.toMatch(/(?:^|;)(?:color|opacity):/);
  const style = makeStyle({ color: true, ascii: false, columns: 80 });
  expect(style.heading("x")).toBe("\u001b[1mx\u001b[22m");
});

test("print is light, a narrow page wraps, and nothing is fetched", () => {
  expect(CSS).toContain(`@media print{:root{color-scheme:light;--paper:${LIGHT.paper}`);
  expect(CSS).toContain("@page{size:A4");
  expect(CSS).not.toMatch(/url\(|@import|@font-face|https?:/);
});
