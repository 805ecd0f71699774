import { describe, expect, test } from "vitest";
import { keepsForexWeek, normalSymbol } from "../../src/base/symbols.ts";

describe("normalSymbol", () => {
  test.each([
    ["XAUUSD.m", "XAUUSD"],
    ["XAUUSDm", "XAUUSD"],
    ["XAUUSDc", "XAUUSD"],
    ["XAUUSD#", "XAUUSD"],
    ["XAUUSD.", "XAUUSD"],
    ["xauusd.", "XAUUSD"],
    ["xauusdm", "XAUUSD"],
    ["XAUUSD_i", "XAUUSD"],
    ["#XAUUSD", "XAUUSD"],
    ["GOLD", "XAUUSD"],
    ["gold", "XAUUSD"],
    ["GOLD.pro", "XAUUSD"],
    ["GOLD#", "XAUUSD"],
    ["GOLDmicro", "XAUUSD"],
    ["SILVER", "XAGUSD"],
    ["EURUSD.pro", "EURUSD"],
    ["eurusd.p", "EURUSD"],
    ["eurgbp-2", "EURGBP"],
    ["EURUSD", "EURUSD"],
    ["EUR/USD", "EURUSD"],
    ["BTCUSDm", "BTCUSD"],
    ["BTCUSDT", "BTCUSDT"],
    ["btcusdt", "BTCUSDT"],
    ["ETHUSDC", "ETHUSDC"],
    ["BTC/IDR", "BTCIDR"],
    ["ethusdc", "ETHUSDC"],
    ["ethusdm", "ETHUSD"],
    ["BBCA", "BBCA"],
    ["bbri", "BBRI"],
    ["BBCA.JK", "BBCA.JK"],
    ["GOTO", "GOTO"],
    ["US30", "US30"],
    ["US30.cash", "US30"],
    ["NAS100", "NAS100"],
    ["GOLDEN", "GOLDEN"],
    ["ESZ5", "ESZ5"],
  ])("%s is %s", (raw, normal) => expect(normalSymbol(raw)).toBe(normal));

  test("a normal name stays as it is", () => {
    for (const raw of ["XAUUSD.m", "GOLD", "eurgbp-2", "US30.cash", "BTCUSDT", "BBCA.JK"]) {
      expect(normalSymbol(normalSymbol(raw))).toBe(normalSymbol(raw));
    }
  });
});

test("forex and metals keep the forex week, crypto and stocks do not", () => {
  expect(["EURUSD", "XAUUSD", "BTCUSD", "BTCUSDT", "BBCA", "US30"].map(keepsForexWeek)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
