import { describe, expect, test } from "vitest";
import { type Known, readLine } from "../../src/cli/one-line.ts";

const KNOWN: Known = {
  symbols: ["XAUUSD", "EURUSD", "VOLATILITY75INDEX"],
  setups: ["pullback", "Fokus"],
  lots: (symbol) => (symbol === "XAUUSD" ? [0.02, 0.05] : []),
  price: (symbol) => (symbol === "XAUUSD" ? 3350 : null),
  currency: "USD",
  today: "2026-11-25",
};
const IDR: Known = {
  ...KNOWN,
  symbols: ["BBCA"],
  currency: "IDR",
  lots: () => [],
  price: () => null,
};

const flagsOf = (line: string, known = KNOWN) => {
  const reading = readLine(line.split(" "), known);
  if (!reading.ok) throw new Error(`${reading.word}: ${reading.expected}`);
  expect(reading.choices.map(({ told }) => told)).toHaveLength(1);
  return reading.choices[0].flags;
};

describe("words by their form, in any order", () => {
  const whole = {
    symbol: "XAUUSD",
    profit: "24.6",
    lot: "0.02",
    entry: "14:05",
    exit: "14:40",
    sl: true,
    setup: "pullback",
  };
  test.each([
    "xau 24.6 0.02 14:05-14:40 sl pullback",
    "pullback sl 14:05-14:40 0.02 24.6 xau",
    "0.02 xau PULLBACK 14.05-14.40 24.6 sl",
    "emas 14:05 14:40 24.6 lot 0.02 pullback sl",
    "xau hasil=24.6 0.02lot masuk=14:05 keluar=14:40 setup:pullback sl",
  ])("%s", (line) => expect(flagsOf(line)).toEqual(whole));

  test("all that a trade can say", () => {
    expect(
      flagsOf(
        "sell eurusd -12.30 0.10 1.0850-1.0862 sl=1.0862 tp 1.0800 1.5% H1 fomo #news kemarin",
      ),
    ).toEqual({
      side: "sell",
      symbol: "EURUSD",
      profit: "-12.30",
      lot: "0.10",
      openPrice: "1.0850",
      closePrice: "1.0862",
      stop: "1.0862",
      target: "1.0800",
      risk: "1.5%",
      timeframe: "H1",
      mood: "fomo",
      tag: ["news"],
      date: "2026-11-24",
    });
  });

  test("prices with spaces, a stop that was not set, names of several words", () => {
    expect(flagsOf("xau 3350 > 3354 12 0.02 tanpa sl no tp geser sl percaya diri")).toEqual({
      symbol: "XAUUSD",
      openPrice: "3350",
      closePrice: "3354",
      profit: "12",
      lot: "0.02",
      sl: false,
      tp: false,
      mistake: ["geser sl"],
      mood: "percaya diri",
    });
    expect(flagsOf("volatility 75 index 3.5 0.5lot").symbol).toBe("VOLATILITY75INDEX");
  });

  test("what looks like hours is hours only with two figures each", () => {
    expect(flagsOf("eurusd 5 1.08-1.09")).toMatchObject({ openPrice: "1.08", closePrice: "1.09" });
    expect(flagsOf("eurusd 5 9:05-9:40")).toMatchObject({ entry: "9:05", exit: "9:40" });
    expect(flagsOf("eurusd 5 09.05-09.40")).toMatchObject({ entry: "09:05", exit: "09:40" });
  });

  test("a word with spaces, or one between quotes of a whole line, is a note", () => {
    const typed = readLine(["xau", "5", "masuk sebelum NFP"], KNOWN);
    expect(typed.ok && typed.choices[0].flags.note).toBe("masuk sebelum NFP");
    const whole = readLine(['xau 5 "telat"'], KNOWN);
    expect(whole.ok && whole.choices[0].flags).toEqual({
      symbol: "XAUUSD",
      profit: "5",
      note: "telat",
    });
  });

  test("a setup of the trader's own goes before a mood of that name", () => {
    expect(flagsOf("xau 5 fokus")).toEqual({ symbol: "XAUUSD", profit: "5", setup: "Fokus" });
  });
});

describe("numbers", () => {
  test.each([
    ["-50000 bbca 10", { profit: "-50000", symbol: "BBCA", lot: "10" }],
    ["150000", { profit: "150000" }],
    ["bbri 150rb 5", { symbol: "bbri", profit: "150rb", lot: "5" }],
    ["bbca 25.000 3", { symbol: "BBCA", profit: "25.000", lot: "3" }],
  ])("in rupiah: %s", (line, flags) => expect(flagsOf(line, IDR)).toEqual(flags));

  test.each([
    ["what was used before is the lot", "xau 0.05 0.1", { profit: "0.1", lot: "0.05" }],
    ["a sign is money", "xau 0.05 +0.02", { profit: "+0.02", lot: "0.05" }],
    [
      "a price behind sl is its price",
      "xau sl 3345 12 0.02",
      { stop: "3345", profit: "12", lot: "0.02" },
    ],
    [
      "a number far from the price is none",
      "xau sl 24.6 0.02",
      { sl: true, profit: "24.6", lot: "0.02" },
    ],
    ["two dollars are no lots of 250", "gbpusd 250 2", { profit: "250", lot: "2" }],
  ])("%s", (_, line, flags) => expect(flagsOf(line)).toMatchObject(flags));

  test("with nothing to tell them apart both readings come back", () => {
    const reading = readLine(["gbpusd", "1", "0.5"], KNOWN);
    expect(reading.ok && reading.choices.map(({ told }) => told)).toEqual([
      "hasil 1, lot 0.5",
      "hasil 0.5, lot 1",
    ]);
  });
});

describe("what is not understood is refused with its word", () => {
  test.each([
    ["xau 5 pulback", "pulback", /maksud Anda "pullback"/],
    ["xau 5 0.02 7", "7", /paling banyak hasil dan lot/],
    ["xau 5 buy sell", "sell", /satu arah saja/],
    ["xau 5 lot=0.02 lot=0.03", "lot=0.03", /satu lot saja/],
    ["xau 5 constructor", "constructor", /setup=constructor/],
    ["xau 5 __proto__=1", "__proto__=1", /setup/],
  ])("%s", (line, word, expected) => {
    const reading = readLine(line.split(" "), KNOWN);
    expect(reading).toMatchObject({ ok: false, word, expected: expect.stringMatching(expected) });
  });
});
