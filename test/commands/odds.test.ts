import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fakeWorld } from "../world.ts";
import { type ChanceJournal, chanceJournal } from "./chance-journals.ts";

type Three = { p: number; low: number; high: number };
interface Reference {
  n: number;
  target: Three;
  ruin: Three;
  streak: Three;
  drawdown: { median: number; p95: number };
}

const { odds: REFERENCE } = JSON.parse(
  readFileSync(new URL("chance-reference.json", import.meta.url), "utf8"),
) as { odds: Record<string, Record<string, Reference>> };

describe("worked out by another program from the tables alone", () => {
  test.each(Object.keys(REFERENCE) as ChanceJournal[])("%s", async (name) => {
    const { json } = await chanceJournal(name);
    for (const [line, wanted] of Object.entries(REFERENCE[name] ?? {})) {
      const streak = line.includes("--streak") ? [] : ["--streak", "5"];
      const told = await json("odds", ...line.split(" ").filter(Boolean), ...streak);
      expect([told.n, told.enough]).toEqual([wanted.n, true]);
      for (const of of ["target", "ruin", "streak"] as const) {
        const { p, low, high } = wanted[of];
        // 10,000 paths against 30,000; the ends of both intervals rest on 200 samples.
        const near = 4.5 * Math.sqrt((p * (1 - p)) / 7_500) + 0.0005;
        expect(Math.abs(told[of].p - p), `${line} ${of}`).toBeLessThan(near);
        expect(Math.abs(told[of].low - low), `${line} ${of}`).toBeLessThan(0.09);
        expect(Math.abs(told[of].high - high), `${line} ${of}`).toBeLessThan(0.09);
      }
      expect(told.drawdown.median / wanted.drawdown.median).toBeCloseTo(1, 1);
      expect(told.drawdown.p95 / wanted.drawdown.p95).toBeCloseTo(1, 1);
    }
  });
});

test("the shape is the same where there is too little, and it is said", async () => {
  const { json, fine } = await chanceJournal("golden");
  const none = { p: null, low: null, high: null };
  expect(await json("odds")).toEqual({
    n: 40,
    enough: false,
    horizon: 100,
    target: none,
    ruin: none,
    drawdown: { median: null, p95: null },
  });
  expect(await fine("odds")).toMatch(/Belum ada yang bisa dikatakan: baru 40 transaksi di 14 hari/);
});

test("without any risk known it says what is missing", async () => {
  const { fine, json } = fakeWorld({ isInteractive: false });
  await fine("trade", "log", "XAUUSD", "5");
  expect((await json("odds")).enough).toBe(false);
  expect(await fine("odds")).toMatch(/risikonya .* harus diketahui/s);
});

test("a programme's limits are those of its template, and a limit that is typed goes before", async () => {
  const { json, fine } = await chanceJournal("regimes");
  const typed = ["--target", "10%", "--max-loss", "10%", "--daily-loss", "5%"];
  expect(await json("odds", "--template", "ftmo-2-step")).toEqual(await json("odds", ...typed));
  const less = await json("odds", "--template", "ftmo-2-step", "--target", "5%");
  expect(less).toEqual(await json("odds", "--template", "ftmo-2-step-verification"));
  const text = await fine("odds", "--template", "ftmo-1-step");
  expect(text).toMatch(/FTMO 1-Step/);
  expect(text).toMatch(/saldo\s+tertinggi\s+akhir\s+hari/);
  expect(text).toMatch(/floating/);
});

test("it writes nothing, and without a balance says what it assumes", async () => {
  const { fine, file } = await chanceJournal("regimes");
  const before = readFileSync(file);
  await fine("odds");
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(await fine("odds", "--risk", "2%")).toMatch(/Risiko +2% dari saldo per transaksi/);
  expect(await fine("odds", "--risk", "2%")).toMatch(/½ risiko .*1%/);
});

test.each([
  ["--horizon 0", /--horizon.*1 sampai 2000/],
  ["--horizon 1e9", /--horizon/],
  ["--target 0%", /--target/],
  ["--max-loss 200%", /--max-loss/],
  ["--daily-loss x", /--daily-loss/],
  ["--streak 1", /--streak.*2 sampai 100/],
  ["--risk -1%", /--risk/],
  ["--ruin", /--ruin/],
  ["--template ftmo", /--template.*ftmo-2-step/],
])("odds %s is refused by name", async (line, expected) => {
  const here = fakeWorld({ isInteractive: false });
  await here.fine("trade", "log", "XAUUSD", "5");
  const { code, err } = await here.jurnal(["odds", ...line.split(" ")]);
  expect([code, err]).toEqual([2, expect.stringMatching(expected)]);
});

test.each([60, 80, 120])("odds at %i columns", async (columns) => {
  const { jurnal } = await chanceJournal("breakout");
  const shown: string[] = [];
  for (const line of ["", "--template ftmo-1-step --risk 2%", "--ascii --horizon 20"]) {
    const { out } = await jurnal(["odds", ...line.split(" ").filter(Boolean)], [], { columns });
    for (const row of out.split("\n")) expect(row.length).toBeLessThanOrEqual(columns);
    shown.push(`$ jurnal odds ${line}\n${out}`);
  }
  await expect(shown.join("\n")).toMatchFileSnapshot(`../golden/odds-${columns}.txt`);
});
