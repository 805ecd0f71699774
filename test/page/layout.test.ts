import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { niceTicks } from "../../src/base/ticks.ts";
import type { Chart } from "../../src/page/charts.ts";
import { chartsHtml } from "../../src/page/charts.ts";
import { unitWords } from "../../src/views/chart-words.ts";
import { sampleMonths } from "../cli/months.ts";
import { fakeWorld, linesOf } from "../world.ts";
import { elements, type Node, named, parseHtml, textOf } from "./parse-html.ts";

/** What a text covers, by the widths of DejaVu Sans: the widest font that a page is likely to get. */
interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxOf(node: Node): Box {
  const { x, y, "text-anchor": anchor, class: kind = "" } = node.attributes;
  const text = textOf(node);
  const size = kind.includes("small") ? 11 : 13;
  const ems = [...text].reduce((sum, one) => {
    if (/[.,:;'|!il ]/.test(one)) return sum + 0.33;
    return sum + (/[%mMW]/.test(one) ? 0.95 : /[A-Z+#]/.test(one) ? 0.68 : 0.62);
  }, 0);
  const width = ems * size * (kind.includes("strong") ? 1.09 : 1);
  const at = Number(x) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
  const base = Number(y);
  return { text, left: at, right: at + width, top: base - 0.72 * size, bottom: base + 0.15 * size };
}

const meet = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

type Point = readonly [number, number];

function curveOf(svg: Node): Point[] {
  const path = named(svg, "path").find(({ attributes }) => attributes.class === "curve");
  const numbers = path?.attributes.d?.match(/-?[\d.]+/g)?.map(Number) ?? [];
  return numbers.flatMap((x, at) => (at % 2 === 0 ? [[x, numbers[at + 1] ?? 0] as const] : []));
}

/** Whether a piece of the curve runs through the box (walked in steps of half a unit). */
function crosses([x1, y1]: Point, [x2, y2]: Point, box: Box): boolean {
  const steps = Math.ceil(2 * Math.hypot(x2 - x1, y2 - y1)) + 1;
  return Array.from({ length: steps + 1 }, (_, at) => at / steps).some((share) => {
    const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    return x > box.left && x < box.right && y > box.top && y < box.bottom;
  });
}

/** All that lies where it must not in the drawings: a text on another, on the curve, or outside. */
function faults(root: Node): string[] {
  return named(root, "svg").flatMap((svg) => {
    const [, , width = 0, height = 0] = (svg.attributes.viewbox ?? "").split(" ").map(Number);
    const boxes = named(svg, "text").map(boxOf);
    const curve = curveOf(svg);
    return boxes.flatMap((box, at) => {
      const isOut = box.left < -2 || box.right > width + 2 || box.top < -1 || box.bottom > height;
      const over = boxes.slice(at + 1).filter((other) => meet(box, other));
      const isOn = curve.some((point, i) => i > 0 && crosses(curve[i - 1] ?? point, point, box));
      return [
        ...(isOut ? [`${box.text} leaves the drawing`] : []),
        ...over.map((other) => `${box.text} lies on ${other.text}`),
        ...(isOn ? [`${box.text} lies on the curve`] : []),
      ];
    });
  });
}

let months: string;
beforeAll(async () => {
  months = await sampleMonths();
});

describe("no label lies on another or on the curve", () => {
  test.each([
    ["2025-07-08"],
    ["2025-05-05"],
    ["--week", "2025-07-02"],
    ["--month", "2025-05"],
    ["--month", "2025-06", "--mask"],
    ["--year", "2025"],
    ["--from", "2025-04-20", "--to", "2025-06-10"],
  ])("%s %s", async (...argv) => {
    const { code, out } = await fakeWorld().jurnal([
      "--db",
      months,
      "report",
      ...argv,
      "--html",
      "-",
    ]);
    expect(code).toBe(0);
    const root = parseHtml(out);
    expect(named(root, "svg").length).toBeGreaterThan(1);
    expect(faults(root)).toEqual([]);
  });

  test("rupiah in millions, all hours of the night, a day of many trades", async () => {
    const { jurnal } = fakeWorld();
    await jurnal(["profile", "edit", "--currency", "IDR", "--balance", "500000000"]);
    const trades = Array.from({ length: 60 }, (_, at) => ({
      symbol: "XAUUSD",
      profit_loss: (at % 3 === 0 ? -1 : 1) * (1_234_567 + 98_765 * at),
      entry_time: new Date(Date.parse("2025-07-06T13:00:00Z") + at * 31 * 60_000).toISOString(),
      exit_time: new Date(Date.parse("2025-07-06T13:25:00Z") + at * 31 * 60_000).toISOString(),
    }));
    await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...trades) });
    for (const mood of ["takut", "percaya diri", "tenang"]) await jurnal(["mood", "set", mood]);
    for (const argv of [["2025-07-07"], ["--week"], ["--month"], ["--year"]]) {
      const { out } = await jurnal(["report", ...argv, "--html", "-"]);
      expect(faults(parseHtml(out))).toEqual([]);
      // One style of numbers a page: here a comma parts the decimals.
      expect(textOf(named(parseHtml(out), "main")[0] as Node)).not.toMatch(/\d\.\d[R%]/);
    }
  });

  test("a curve of any shape in any size of money", () => {
    const levels = fc.array(fc.integer({ min: -1_000, max: 1_000 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(levels, fc.constantFrom(0.01, 1, 317.5, 81_000), (all, size) => {
        const root = parseHtml(
          chartsHtml([curveChart(all.map((one) => one * size))], "x", "n", false),
        );
        expect(faults(root)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function curveChart(levels: readonly number[]): Chart {
  let peak = 0;
  const points = [0, ...levels].map((level, trades) => {
    peak = Math.max(peak, level);
    return { trades, level, peak };
  });
  const values = points.map(({ level }) => level);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return {
    kind: "curve",
    points,
    ticks: niceTicks(low, high, 6),
    marks: levels.map((_, at) => ({ trades: at + 1, text: `${at + 1} Jul` })),
    unit: unitWords("money", "USD"),
    words: { title: "", text: "", notes: [], columns: [], rows: [] },
  };
}

describe("boxes", () => {
  const figures = (root: Node) => named(root, "figure");
  const isWide = (figure: Node) => figure.attributes.class === "wide";

  test.each([
    ["day", ["2025-07-08"]],
    ["week", ["--week", "2025-07-02"]],
    ["month", ["--month", "2025-06"]],
    ["year", ["--year", "2025"]],
  ])("%s: six figures first, and no picture with an empty half beside it", async (_, argv) => {
    const { out } = await fakeWorld().jurnal(["--db", months, "report", ...argv, "--html", "-"]);
    const root = parseHtml(out);
    const main = named(root, "main")[0] as Node;
    const [first] = elements(main);
    expect(first?.attributes.class).toMatch(/^tiles/);
    const labels = named(first as Node, "dt").map(textOf);
    const second = argv.length === 1 ? "Transaksi" : "Hari";
    expect(labels).toEqual(["Hasil", second, "Menang", "Rata-rata R", "Drawdown", "Skor"]);
    for (const one of named(main, "section")) {
      const [grid] = elements(one).filter(({ attributes }) => attributes.class === "charts");
      if (grid === undefined) continue;
      // Those that share a row come in pairs.
      expect(figures(grid).filter((figure) => !isWide(figure)).length % 2).toBe(0);
    }
    for (const figure of figures(main).filter(isWide)) {
      // The words stand in the other half.
      expect(textOf(named(figure, "div")[0] as Node).length).toBeGreaterThan(40);
    }
  });

  test("long amounts have rows of their own on a phone, and leave no row half full", async () => {
    const { jurnal } = fakeWorld();
    await jurnal(["profile", "edit", "--currency", "IDR", "--balance", "500000000"]);
    const lines = [-12_345_678, 1_000].map((profit_loss) => ({ symbol: "XAUUSD", profit_loss }));
    await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...lines) });
    for (const argv of [[], ["--month"]]) {
      const { out } = await jurnal(["report", ...argv, "--html", "-"]);
      const tiles = named(parseHtml(out), "dl")[0] as Node;
      const boxes = named(tiles, "div");
      const isRow = (box: Node) => box.attributes.class === "row";
      expect(boxes.filter(isRow).map((box) => textOf(named(box, "dt")[0] as Node))).toEqual([
        "Hasil",
        "Drawdown",
      ]);
      expect(boxes.filter((box) => !isRow(box)).length % 2).toBe(0);
      expect(tiles.attributes.class).toBe("tiles long");
    }
  });

  test("the tiles say what the review says", async () => {
    const argv = ["--db", months, "report", "--month", "2025-06"];
    const { out } = await fakeWorld().jurnal([...argv, "--html", "-"]);
    const review = JSON.parse((await fakeWorld().jurnal([...argv, "--json"])).out);
    const tiles = named(parseHtml(out), "dl")[0] as Node;
    const values = named(tiles, "dd")
      .filter(({ attributes }) => attributes.class !== "of")
      .map(textOf);
    const { net, days, win_rate, expectancy_r, max_drawdown } = review.result;
    const scores = review.scores.map(({ score }: { score: number }) => score);
    const mean = scores.reduce((a: number, b: number) => a + b, 0) / scores.length;
    expect(values).toEqual([
      `+$${net.toFixed(2)}`,
      String(days),
      `${Math.round(100 * win_rate)}%`,
      `+${expectancy_r.toFixed(2)}R`,
      `$${max_drawdown.toFixed(2)}`,
      `${mean.toFixed(1)}/10`,
    ]);
  });
});
