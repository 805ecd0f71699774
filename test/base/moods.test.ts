import { expect, test } from "vitest";
import {
  MARKETS,
  MOODS,
  marketLabel,
  moodLabel,
  moodTone,
  readMarket,
  readMood,
} from "../../src/base/moods.ts";
import { nearest } from "../../src/base/text.ts";

test.each([
  ["frustasi", "frustrasi"],
  ["CALM", "tenang"],
  ["santai", "tenang"],
  ["biasa", "netral"],
  ["biasa saja", "netral"],
  ["PD", "percaya diri"],
  ["percaya-diri", "percaya diri"],
  ["rakus", "serakah"],
  ["was-was", "cemas"],
  ["ragu", "cemas"],
  ["agak cemas", "cemas"],
  ["emosi", "marah"],
  ["marah banget!", "marah"],
  ["tilt", "marah"],
  ["ketinggalan kereta", "fomo"],
  ["balas dendam", "dendam"],
  ["revenge", "dendam"],
  ["senang banget", "euforia"],
  ["terlalu percaya diri", "euforia"],
  ["Terlalu pede", "euforia"],
  ["overconfident", "euforia"],
  ["senang", "senang"],
  ["semangat", "semangat"],
  ["💪", "semangat"],
  ["kecewa", "sedih"],
  ["sedih banget", "sedih"],
  ["bingung", "cemas"],
  ["fokus", "fokus"],
  ["focused", "fokus"],
  ["sakit", "lelah"],
  ["jenuh", "bosan"],
  ["ngantuk", "lelah"],
  ["😌", "tenang"],
  ["😡😡", "marah"],
  ["😡 tenang", "tenang"],
  ["🥱", "bosan"],
])("the mood %s is %s", (text, mood) => {
  expect(readMood(text)).toEqual({ ok: true, mood });
});

test.each([
  ["tenagn", "tenang"],
  ["euphori", "euforia"],
  ["greddy", "serakah"],
  ["xyz", null],
  ["", null],
  ["🐙", null],
  ["lapar", null],
  ["haus", null],
  ["malu", null],
  ["kaget", null],
  ["rindu", null],
  ["pasrah", null],
  ["cemburu", null],
])("the mood %j is not known; nearest is %s", (text, mood) => {
  expect(readMood(text)).toEqual({ ok: false, nearest: mood });
});

test("every mood reads as itself, and has a label and a tone", () => {
  for (const mood of MOODS) expect(readMood(mood.toUpperCase())).toEqual({ ok: true, mood });
  expect(MOODS).toHaveLength(17);
  expect(["fomo", "frustasi", "percaya diri", "galau berat"].map(moodLabel)).toEqual([
    "FOMO",
    "frustrasi",
    "percaya diri",
    "galau berat",
  ]);
  expect(["tenang", "netral", "fomo", "takut", "galau berat"].map(moodTone)).toEqual([
    "calm",
    "neutral",
    "hot",
    "low",
    "neutral",
  ]);
});

test.each([
  ["tren naik", "trending"],
  ["Ranging", "sideways"],
  ["datar", "sideways"],
  ["liar", "volatile"],
  ["NFP", "news"],
  ["quiet", "sepi"],
])("the market %s is %s", (text, market) => {
  expect(readMarket(text)).toEqual({ ok: true, market });
});

test("markets read as themselves; unknown ones of old files stay", () => {
  for (const market of MARKETS) expect(readMarket(market)).toEqual({ ok: true, market });
  expect(readMarket("sidewyas")).toEqual({ ok: false, nearest: "sideways" });
  expect(marketLabel("bergejolak")).toBe("volatile");
  expect(marketLabel("aneh")).toBe("aneh");
});

test.each([
  ["XAUUDS", ["EURUSD", "XAUUSD"], "XAUUSD"],
  ["xauusd", ["XAUUSD"], "XAUUSD"],
  ["sesion", ["trade", "session"], "session"],
  ["abc", ["abcdef"], null],
  ["to", ["do"], null],
  ["log", ["lgo"], "lgo"],
  ["bot", [], null],
  ["", ["a"], null],
])("nearest to %j among %j is %j", (word, candidates, result) => {
  expect(nearest(word, candidates)).toBe(result);
});
