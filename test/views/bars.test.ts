import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { barTexts, renderBars } from "../../src/views/bars.ts";
import { makeStyle } from "../../src/views/style.ts";

const styleAt = (
  columns: number,
  look: { ascii?: boolean; color?: boolean; plain?: boolean } = {},
) => makeStyle({ color: false, ascii: false, columns, ...look });
const STYLE = styleAt(80);

const amount = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE),
);
const amounts = fc.array(fc.oneof(amount, fc.constant(null)), { maxLength: 12 });

/** Half cells that are drawn on either side of the axis (which is none where nothing is negative). */
function lengths(bar: string): { loss: number; gain: number } {
  const at = /[│|]/.exec(bar)?.index;
  const count = (part: string) =>
    [...part].reduce(
      (sum, c) => sum + ({ " ": 0, "▌": 1, "▐": 1 }[c] ?? ("▏▎▍".includes(c) ? 0.5 : 2)),
      0,
    );
  return {
    loss: count(bar.slice(0, at ?? 0)),
    gain: count(bar.slice(at === undefined ? 0 : at + 1)),
  };
}

describe("bars alone", () => {
  test("as they look", () => {
    expect(barTexts([8, 4, 1, 0], 8, STYLE)).toEqual([
      "████████",
      "████    ",
      "█       ",
      "        ",
    ]);
    expect(barTexts([8, 3.5, 0.25], 4, STYLE)).toEqual(["████", "█▊  ", "▏   "]);
    expect(barTexts([4, -4, 1, null], 9, STYLE)).toEqual([
      "    │████",
      "████│    ",
      "    │█   ",
      "    │    ",
    ]);
    expect(barTexts([-4, -2], 9, STYLE)).toEqual(["████████│", "    ████│"]);
    expect(barTexts([4, -2], 10, styleAt(80, { ascii: true }))).toEqual([
      "   |######",
      "---|      ",
    ]);
    expect(barTexts([0, 0], 5, STYLE)).toEqual(["     ", "     "]);
    expect(barTexts([], 5, STYLE)).toEqual([]);
  });

  test("are all of the same width, whatever the numbers", () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 3, max: 80 }),
        fc.boolean(),
        (values, width, ascii) => {
          const bars = barTexts(values, width, styleAt(80, { ascii }));
          expect(bars.map((bar) => stringWidth(bar))).toEqual(values.map(() => width));
        },
      ),
    );
  });

  test("are never shorter for a larger amount, lie on its side, and show what is not zero", () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 3, max: 80 }),
        fc.boolean(),
        (values, width, ascii) => {
          const bars = barTexts(values, width, styleAt(80, { ascii })).map(lengths);
          const known = values.flatMap((value, i) => {
            const bar = bars[i];
            return value === null || bar === undefined ? [] : [{ value, ...bar }];
          });
          for (const one of known) {
            expect([one.value, one.gain > 0]).toEqual([one.value, one.value > 0]);
            expect([one.value, one.loss > 0]).toEqual([one.value, one.value < 0]);
          }
          known.sort((a, b) => a.value - b.value);
          known.reduce((a, b) => {
            expect(a.gain - a.loss).toBeLessThanOrEqual(b.gain - b.loss);
            return b;
          }, known[0] ?? { value: 0, gain: 0, loss: 0 });
        },
      ),
    );
  });
});

describe("bars with labels", () => {
  const bars = fc.array(
    fc.record({
      label: fc.string({ maxLength: 90 }),
      value: fc.option(amount),
      text: fc.string({ maxLength: 16 }),
    }),
    { maxLength: 8 },
  );

  test("fit the terminal and keep their text", () => {
    fc.assert(
      fc.property(bars, fc.integer({ min: 60, max: 200 }), fc.boolean(), (all, columns, ascii) => {
        const lines = renderBars(all, styleAt(columns, { ascii }), 2).split("\n");
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        if (!ascii)
          for (const [i, { text }] of all.entries()) expect(lines[i]).toContain(text.trimEnd());
      }),
    );
  });

  test("colour only colours, and --plain says the same without a drawing", () => {
    const all = [
      { label: "XAUUSD", value: 120.5, text: "+$120.50" },
      { label: "EURUSD", value: -40, text: "-$40.00" },
      { label: "BTCUSDT", value: null, text: "–" },
    ];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
    const bare = (text: string) => text.replace(/\u001b\[\d+m/g, "");
    expect(bare(renderBars(all, styleAt(80, { color: true })))).toBe(renderBars(all, STYLE));
    expect(renderBars(all, styleAt(80, { plain: true, color: true }))).toBe(
      "XAUUSD: +$120.50\nEURUSD: -$40.00\nBTCUSDT: –",
    );
    expect(renderBars([], STYLE)).toBe("");
  });
});
