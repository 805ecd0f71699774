import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DIVISIONS, type Division } from "../../src/figures/groupings.ts";
import { breakdown, contrast, MOST_SHUFFLED } from "../../src/figures/groups.ts";
import { summarise } from "../../src/figures/summary.ts";
import { splitMix64 } from "../../src/stats/permutation.ts";
import { SEED } from "../seed.ts";
import { ledgerOf, type Row, USD } from "./ledgers.ts";

const DAY = 86_400;
const START = Date.parse("2025-01-06T00:00:00Z") / 1000;

const row = fc
  .record({
    day: fc.integer({ min: 0, max: 40 }),
    second: fc.integer({ min: 0, max: DAY - 1 }),
    hold: fc.integer({ min: 0, max: 3 * DAY }),
    cents: fc.integer({ min: -50_000, max: 50_000 }),
    isTimed: fc.boolean(),
  })
  .map(({ day, second, hold, cents, isTimed }): Row & { day: number } => {
    const exit = START + day * DAY + second;
    const date = new Date(exit * 1000).toISOString().slice(0, 10);
    const times = isTimed ? { exit, entry: exit - hold } : {};
    return { day, date, result: cents / 100, ...times };
  });
const rows = fc
  .array(row, { minLength: 1, maxLength: 80 })
  .map((list) => list.sort((a, b) => a.day - b.day));

/** A ledger with every column that a division reads. */
function full(list: readonly Row[]) {
  const code = (names: string[]) => ({
    names,
    code: Int32Array.from(list, (_, i) => (i % (names.length + 1)) - 1),
  });
  return {
    ...ledgerOf(list, 10_000),
    symbol: code(["EURUSD", "XAUUSD"]),
    setup: code(["a"]),
    tags: code(["x"]),
    side: Int8Array.from(list, (_, i) => (i % 3) - 1),
    bot: Float64Array.from(list, (_, i) => i % 2),
    lot: Float64Array.from(list, (_, i) => [0.01, 0.02, Number.NaN][i % 3] ?? 0),
  };
}

const options = { currency: USD, zone: "Asia/Jakarta" };

describe("a partition", () => {
  test.each(DIVISIONS)("by %s adds up to the whole", (by: Division) => {
    fc.assert(
      fc.property(rows, (list) => {
        const { groups, n, net } = breakdown(full(list), by, options);
        const whole = summarise(ledgerOf(list), options);
        const total = (of: "n" | "wins" | "losses" | "net") =>
          groups.reduce((sum, group) => sum + group[of], 0);
        expect([total("n"), total("wins"), total("losses")]).toEqual([
          whole.n,
          whole.wins,
          whole.losses,
        ]);
        expect(total("net")).toBeCloseTo(net, 6);
        expect([n, net]).toEqual([whole.n, whole.net]);
      }),
      { numRuns: 25 },
    );
  });
});

test("twice the money is twice every amount, and the same share", () => {
  fc.assert(
    fc.property(rows, (list) => {
      const once = summarise(ledgerOf(list, 10_000), options);
      const doubled = list.map((one) => ({ ...one, result: one.result * 2 }));
      const twice = summarise(ledgerOf(doubled, 20_000), options);
      for (const key of [
        "net",
        "gross_profit",
        "expectancy",
        "max_drawdown",
        "worst_streak",
      ] as const) {
        expect(twice[key]).toBeCloseTo(2 * (once[key] ?? 0), 6);
      }
      for (const key of ["win_rate", "max_drawdown_fraction", "sharpe_daily", "runs_p"] as const) {
        if (once[key] === null) expect(twice[key]).toBeNull();
        else expect(twice[key]).toBeCloseTo(once[key] ?? 0, 9);
      }
    }),
    { numRuns: 60 },
  );
});

test("hours are those of the zone's clock, sessions those of the markets", () => {
  const at = (time: string): Row => {
    const exit = Date.parse(time) / 1000;
    return { date: time.slice(0, 10), result: 1, entry: exit, exit };
  };
  const keys = (by: Division, ...times: string[]) =>
    times.map((time) => breakdown(full([at(time)]), by, options).groups[0]?.key);
  expect(keys("hour", "2025-07-01T13:05:00Z", "2025-07-01T18:59:59Z")).toEqual(["20", "1"]);
  const summer = ["00:30", "07:30", "13:00", "18:00", "22:00"].map((t) => `2025-07-01T${t}:00Z`);
  expect(keys("session", ...summer)).toEqual(["asia", "london", "overlap", "new-york", "between"]);
  // Both clocks are an hour later in winter.
  const winter = ["07:30", "12:30", "16:30", "21:30"].map((t) => `2025-01-07T${t}:00Z`);
  expect(keys("session", ...winter)).toEqual(["between", "london", "overlap", "new-york"]);
});

describe("nothing is called best or worst but beyond chance", () => {
  const random = splitMix64(SEED);
  const noise = () =>
    Array.from({ length: 12 }, () => random.below(1000) / 1000).reduce((a, b) => a + b, -6);
  const compare = (n: number, groups: number, shift: number, bySession = false) => {
    const values = Float64Array.from(
      { length: n },
      (_, i) => noise() + (i % groups === 0 ? shift : 0),
    );
    const samples = Array.from({ length: groups }, (_, g) => ({
      key: String(g),
      rows: Int32Array.from({ length: Math.ceil((n - g) / groups) }, (_, k) => g + k * groups),
    }));
    const day = Int32Array.from({ length: n }, (_, i) => i % (groups * 10));
    return contrast(samples, { value: (i) => values[i] ?? 0, day, bySession });
  };

  test("a group that is far off is named, at each size", () => {
    for (const n of [200, MOST_SHUFFLED + 1]) {
      expect(compare(n, 4, -2)?.worst).toBe("0");
      expect(compare(n, 4, 2)).toMatchObject({ best: "0" });
    }
    expect(compare(400, 4, 3, true)?.best).toBe("0");
  });

  test("chance alone is named seldom", () => {
    let named = 0;
    for (let i = 0; i < 200; i++) {
      const found = compare(120, 6, 0);
      if (found?.worst != null || found?.best != null) named++;
    }
    // 5 % is 10; the bound is that of 99.9 %.
    expect(named).toBeLessThanOrEqual(21);
    let inLimit = 0;
    for (let i = 0; i < 40; i++) {
      const found = compare(MOST_SHUFFLED + 1, 24, 0);
      if (found?.worst != null || found?.best != null) inLimit++;
    }
    expect(inLimit).toBeLessThanOrEqual(8);
  });

  test("too little is not compared", () => {
    expect(compare(59, 2, 5)).toBeNull();
    expect(compare(66, 6, 5)).toBeNull();
  });
});

describe("over all that can be asked for", () => {
  const random = splitMix64(SEED + 77);
  const uniform = () => (random.below(1_000_000) + 0.5) / 1_000_000;

  /** Trades without any pattern; wild in some hours, and those of a day share its luck. */
  function honest(days: number, perDay: number): Row[] {
    return Array.from({ length: days }, (_, day) => {
      const luck = 4 * (uniform() - 0.5);
      return Array.from({ length: perDay }, () => {
        const entry = START + day * DAY + Math.floor(uniform() * 80_000);
        const wild = entry % DAY > 50_000 ? 5 : 1;
        const date = new Date(entry * 1000).toISOString().slice(0, 10);
        return {
          day,
          date,
          entry,
          exit: entry + 60,
          result: 100 * (luck + wild * (uniform() - 0.5)),
        };
      });
    }).flat();
  }

  test("one journal in twenty at most sees a group stand out in any of them", () => {
    const journals = Array.from({ length: 30 }, () => full(honest(25, 6)));
    const told = journals.filter((ledger) =>
      DIVISIONS.some((by) => {
        const found = breakdown(ledger, by, options).contrast;
        return found !== null && (found.worst !== null || found.best !== null);
      }),
    );
    // 99.9 % quantile of a binomial for 5 % of 30.
    expect(told.length).toBeLessThanOrEqual(6);
  });

  test("ten legs of two bad days are two days, and the number of divisions is said", () => {
    const list = honest(24, 5);
    const ledger = full(list);
    const bad = new Set([3, 17]);
    const names = ["EURUSD", "XAUUSD"];
    // All of one symbol falls on two days, which were bad for everything.
    const code = Int32Array.from(list, ({ date }) => {
      const day = Math.round((Date.parse(date) / 1000 - START) / DAY);
      return bad.has(day) || day % 12 === 5 ? 1 : 0;
    });
    const results = list.map((row, i) => ({
      ...row,
      result: row.result - (code[i] === 1 ? 250 : 0),
    }));
    const found = breakdown({ ...full(results), symbol: { names, code } }, "symbol", options);
    expect(ledger.n).toBe(found.n);
    expect(found.contrast).toMatchObject({ worst: null, divisions: DIVISIONS.length - 6 });
    expect(found.contrast?.compared).toEqual(["EURUSD", "XAUUSD"]);
  });
});
