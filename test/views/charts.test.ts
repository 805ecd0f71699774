import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { currencyOf } from "../../src/base/money.ts";
import { moneyLabels } from "../../src/base/number.ts";
import type { Equity } from "../../src/figures/equity.ts";
import type { CashFlow } from "../../src/journal/money.ts";
import type { Profile } from "../../src/model.ts";
import { type AreaPoint, areaChart, areaColumns, renderEquity } from "../../src/views/area.ts";
import { renderHistogram } from "../../src/views/bars.ts";
import { sparkline } from "../../src/views/dashboard.ts";
import { makeStyle } from "../../src/views/style.ts";

interface Look {
  ascii?: boolean;
  color?: boolean;
  plain?: boolean;
}
const styleAt = (columns: number, look: Look = {}) =>
  makeStyle({ color: false, ascii: false, columns, ...look });
const STYLE = styleAt(80);
const ASCII = styleAt(80, { ascii: true });
const USD = currencyOf("USD");
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
const bare = (text: string) => text.replace(/\u001b\[\d+m/g, "");

const amount = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.double({ min: -1e15, max: 1e15, noNaN: true }),
);

describe("a sparkline", () => {
  test("as it looks", () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], STYLE)).toBe("▁▂▃▄▅▆▇█");
    expect(sparkline([-4, 0, null, 4, 2], ASCII)).toBe("_- ^=");
    expect(sparkline([3, 3, 3], STYLE)).toBe("▅▅▅");
    expect(sparkline([-2], STYLE)).toBe("▅");
    expect(sparkline([null, null], STYLE)).toBe("  ");
    expect(sparkline([], STYLE)).toBe("");
    expect(sparkline([1, 9, 2, 8, 3, 7], STYLE, 3)).toBe("█▅▁");
    expect(sparkline([1, 2], styleAt(80, { plain: true }))).toBe("");
  });

  test("one character a value, never lower for a larger one, whatever the numbers", () => {
    const wild = fc.oneof(amount, fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE));
    fc.assert(
      fc.property(fc.array(fc.option(wild), { maxLength: 90 }), fc.boolean(), (values, ascii) => {
        const levels = ascii ? "_.-=^" : "▁▂▃▄▅▆▇█";
        const line = [...sparkline(values, ascii ? ASCII : STYLE)];
        expect(line.length).toBe(values.length);
        expect([...sparkline(values, STYLE, 40)].length).toBe(Math.min(40, values.length));
        const known = values.flatMap((value, i) =>
          value === null ? [] : [{ value, level: levels.indexOf(line[i] ?? "") }],
        );
        known.sort((a, b) => a.value - b.value);
        for (const [i, { level }] of known.entries()) {
          expect(level).toBeGreaterThanOrEqual(known[i - 1]?.level ?? 0);
        }
        values.forEach((value, i) => {
          if (value === null) expect(line[i]).toBe(" ");
        });
      }),
    );
  });
});

describe("a histogram", () => {
  const bins = [
    { label: "-2R s.d. -1R", n: 3, side: "loss" as const },
    { label: "-1R s.d. 0R", n: 0, side: "loss" as const },
    { label: "0R s.d. 1R", n: 6, side: "gain" as const, note: "median" },
  ];

  test("has a count in every row, and its marks behind the bars", () => {
    const lines = renderHistogram(bins, STYLE).split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^-2R s\.d\. -1R {2}3 {2}█+$/);
    expect(lines[1]).toBe("-1R s.d. 0R   0");
    expect(lines[2]).toMatch(/^0R s\.d\. 1R {4}6 {2}█+ median$/);
    expect(bare(renderHistogram(bins, styleAt(80, { color: true })))).toBe(lines.join("\n"));
    expect(renderHistogram(bins, styleAt(80, { plain: true }))).toBe(
      "-2R s.d. -1R: 3\n-1R s.d. 0R: 0\n0R s.d. 1R: 6 median",
    );
  });
});

const pointsOf = (values: readonly number[]): AreaPoint[] =>
  values.map((value, at) => ({
    at,
    value,
    peak: Math.max(...values.slice(0, at + 1)),
    base: values[0] ?? 0,
  }));

const chartOf = (values: readonly number[], look: Look = {}, columns = 80) =>
  areaChart(
    {
      points: pointsOf(values),
      labels: (ticks) => moneyLabels(ticks, USD),
      places: () => [
        { at: 0, label: "3 Nov" },
        { at: values.length - 1, label: "28 Nov" },
      ],
      marks: [{ at: 0, up: true }],
    },
    styleAt(columns, look),
  );

describe("an area chart", () => {
  test("as it looks", async () => {
    const walk = Array.from(
      { length: 40 },
      (_, i) => 1_000 + 30 * i - (i > 24 && i < 34 ? 90 * (i - 24) : 0) + 40 * (i % 3),
    );
    await expect(chartOf(walk)).toMatchFileSnapshot("../golden/area.txt");
    await expect(chartOf(walk, { ascii: true })).toMatchFileSnapshot("../golden/area-ascii.txt");
    expect(bare(chartOf(walk, { color: true }))).toBe(chartOf(walk));
    expect(chartOf(walk, { plain: true })).toBe("");
    expect(chartOf([])).toBe("");
  });

  test("is green above its start and red below it, and the shade is neither", () => {
    const drawn = (values: readonly number[], ascii: boolean) =>
      chartOf(values, { color: true, ascii });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
    const [green, red] = [/\u001b\[32m[█▁-▇*]/, /\u001b\[31m[█▁-▇*]/];
    for (const ascii of [false, true]) {
      const [won, lost] = [drawn([100, 120, 110, 130], ascii), drawn([100, 90, 95, 60], ascii)];
      expect([green.test(won), red.test(won)]).toEqual([true, false]);
      // The start itself is no loss.
      expect(lost.match(new RegExp(green, "g"))?.length).toBeLessThan(30);
      expect(red.test(lost)).toBe(true);
      const both = drawn([100, 150, 60, 70, 140], ascii);
      expect([green.test(both), red.test(both)]).toEqual([true, true]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
      expect(both).not.toMatch(/\u001b\[3\dm[░.]/);
    }
  });

  test("of one point, of equal ones, and of losses only", () => {
    expect(chartOf([500]).split("\n")[0]).toContain("$");
    // A flat line has no fall to shade.
    expect(chartOf([500, 500, 500])).not.toContain("░");
    expect(chartOf([-1, -5, -9])).toMatch(/-\$/);
    expect(chartOf([-9, -5, -1])).not.toContain("░");
    expect(chartOf([-1, -5, -9])).toContain("░");
  });

  test("fits every terminal, whatever the numbers", () => {
    const values = fc.array(amount, { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 60, max: 200 }),
        fc.boolean(),
        (all, columns, ascii) => {
          const lines = chartOf(all, { ascii }, columns).split("\n");
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
          expect(lines.join("")).not.toMatch(/NaN|undefined|Infinity/);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: what ASCII is
          if (ascii) expect(lines.join("\n")).toMatch(/^[\x00-\x7f]*$/);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a higher point never stands lower, the last is where the curve ends, no fall is hidden", () => {
    const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), {
      minLength: 2,
      maxLength: 400,
    });
    fc.assert(
      fc.property(values, (all) => {
        const share = (value: number) => value;
        const columns = areaColumns(pointsOf(all), 60, share);
        expect(columns).toHaveLength(60);
        expect(columns.at(-1)?.curve).toBe(all.at(-1));
        expect(columns.at(-1)?.peak).toBe(Math.max(...all));
        for (const [i, { curve, peak }] of columns.entries()) {
          expect(peak).toBeGreaterThanOrEqual(curve);
          expect(peak).toBeGreaterThanOrEqual(columns[i - 1]?.peak ?? peak);
        }
        let [peak, deepest] = [Number.NEGATIVE_INFINITY, 0];
        all.slice(0, -7).forEach((value) => {
          peak = Math.max(peak, value);
          deepest = Math.max(deepest, peak - value);
        });
        const rest = all.slice(-7);
        const isInside = rest.every((value) => Math.max(peak, ...rest) - value <= deepest);
        const shown = Math.max(...columns.map((column) => column.peak - column.curve));
        if (isInside) expect(shown).toBeGreaterThanOrEqual(deepest);
      }),
    );
  });
});

test("money paid in does not turn a lost curve green", () => {
  const flows = [{ session_date: "2025-07-08", amount: 900 }];
  const point = (session_date: string, profit_loss: number, value: number, peak: number) => ({
    session_date,
    profit_loss,
    value,
    peak,
  });
  const equity: Equity = {
    kind: "balance",
    by: "day",
    start: 100,
    points: [
      point("2025-07-07", -40, 60, 100),
      { ...point("2025-07-08", 0, 960, 1000), cash_flow: 900 },
      point("2025-07-09", -20, 940, 1000),
    ],
    high: 960,
    low: 60,
    result: -60,
    drawdown: null,
    underwater: true,
  };
  const out = renderEquity(
    equity,
    flows as CashFlow[],
    { kind: "week", from: "2025-07-07", to: "2025-07-13" },
    { currency: "USD" } as Profile,
    styleAt(80, { color: true }),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
  const runs = [...out.matchAll(/\u001b\[(3[12])m([█▁-▇]+)/g)];
  const cells = (colour: string) =>
    runs.reduce((sum, [, one, text = ""]) => sum + (one === colour ? text.length : 0), 0);
  // Until the first loss alone it stands at its start.
  expect(cells("31")).toBeGreaterThan(2 * cells("32"));
  expect(cells("32")).toBeGreaterThan(0);
});
