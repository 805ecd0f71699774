import { describe, expect, test } from "vitest";
import { mistakeLabel, readMistake, readMistakes } from "../../src/base/mistakes.ts";
import { readTimeframe, TIMEFRAMES } from "../../src/base/timeframes.ts";

describe("a timeframe", () => {
  test.each([
    ["H1", "H1"],
    ["h4", "H4"],
    ["1h", "H1"],
    ["60", "H1"],
    ["240", "H4"],
    ["15 menit", "M15"],
    ["1 jam", "H1"],
    ["5m", "M5"],
    ["1m", "M1"],
    ["1M", "MN1"],
    ["D", null],
    ["daily", "D1"],
    ["1440", "D1"],
    ["W1", "W1"],
    ["mn", "MN1"],
    ["MN1", "MN1"],
    ["M7", null],
    ["H", null],
    ["", null],
    ["h1h", null],
    ["constructor", null],
  ])("%s is %s", (typed, meant) => {
    expect(readTimeframe(typed)).toBe(meant);
  });

  test("is read as itself when it is read again", () => {
    for (const one of TIMEFRAMES) expect(readTimeframe(one)).toBe(one);
  });
});

describe("mistakes", () => {
  test.each([
    ["geser sl", ["geser-sl"]],
    ["Geser SL, balas dendam", ["geser-sl", "balas-dendam"]],
    ["geser-sl balas-dendam", ["geser-sl", "balas-dendam"]],
    ["entry tanpa plan revenge", ["tanpa-plan", "balas-dendam"]],
    ["lupa-makan geser sl lupa-makan", ["lupa-makan", "geser-sl"]],
    ["#fomo", ["fomo"]],
    ["", []],
    ["-x", null],
    ["<b>", null],
    ["x".repeat(41), null],
  ])("%s are %j", (typed, meant) => {
    expect(readMistakes(typed)).toEqual(meant);
  });

  test("typed as a whole: an own phrase is one word, names of usual ones stay what they are", () => {
    expect(readMistake("salah baca berita")).toEqual(["salah-baca-berita"]);
    expect(readMistake("geser sl, salah baca")).toEqual(["geser-sl", "salah", "baca"]);
    expect(readMistake("lot kegedean")).toEqual(["lot-kegedean"]);
  });

  test("are shown by their names, own ones as they are", () => {
    expect(["geser-sl", "lupa-makan", "constructor"].map(mistakeLabel)).toEqual([
      "Geser SL",
      "lupa-makan",
      "constructor",
    ]);
  });
});
