import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dealsOf } from "../../src/mentor/deals.ts";
import { handDay, judgeOf } from "../../src/mentor/hand-day.ts";
import { makeWindow } from "../../src/mentor/window.ts";
import type { Trade } from "../../src/model.ts";
import { history } from "./build.ts";

/*
 * What a day's events and rules take for a loss is what the looks for habits take for one: else one screen
 * says "setelah rugi" of a trade that the habit beside it counts as break-even.
 */

const GOLD = { symbol: "XAUUSD", side: "buy", lot_size: 0.06, entry_price: 3350 } as const;
const at = (entry: string, exit: string) => ({
  entry_time: `2026-11-20 ${entry}`,
  exit_time: `2026-11-20 ${exit}`,
});

/** What the day and a window of the same trades say came before its last trade: lost, or not. */
function bothOf(trades: readonly Partial<Trade>[]) {
  const day = history(trades);
  const window = makeWindow(dealsOf(day.trades, new Map(), "UTC"));
  return { day: handDay(day).at(-1)?.afterLoss, habits: window.after.at(-1) === -1 };
}

describe("a day and the habits judge by one", () => {
  const small = [6, -5, 6].map((profit_loss, k) => ({
    ...GOLD,
    ...{ profit_loss, exit_price: 3350 + profit_loss / 6, stop_loss: 3345 },
    ...at(`01:0${2 * k}:00`, `01:0${2 * k + 1}:00`),
  }));
  const next = { ...GOLD, profit_loss: 5, ...at("02:05:00", "02:30:00") };

  test("the commission of an exit at the entry is no loss, though its own prices tell no R", () => {
    const even = { exit_price: 3350, stop_loss: 3345, commission: -0.7, profit_loss: -0.7 };
    const closed = { ...GOLD, ...even, ...at("01:30:00", "02:00:00") };
    expect(bothOf([...small, closed, next])).toEqual({ day: false, habits: false });
  });

  test("without a stop of its own it is measured by the usual risk", () => {
    const bare = { stop_loss_used: false, exit_price: 3349.9, profit_loss: -0.6 };
    const closed = { ...GOLD, ...bare, ...at("01:30:00", "02:00:00") };
    expect(bothOf([...small, closed, next])).toEqual({ day: false, habits: false });
  });

  test.each([
    ["a cent less than nothing, of both together", 30, 3345, -30.6, 3345, false],
    ["$20 won on a risk of $90, though by R alone they lost", 50, 3338, -30, 3347, false],
    ["$20 lost, though by R alone they won", -50, 3338, 30, 3347, true],
  ])("closed in one second: %s", (_, first, stop, second, other, lost) => {
    const close = (profit_loss: number, stop_loss: number, entry: string) => ({
      ...{ ...GOLD, profit_loss, stop_loss, exit_price: 3350 + profit_loss / 6 },
      ...at(entry, "02:00:00"),
    });
    const both = [close(first, stop, "01:30:00"), close(second, other, "01:40:00")];
    expect(bothOf([...small, ...both, next])).toEqual({ day: lost, habits: lost });
  });

  const some = fc.record({
    profit_loss: fc.integer({ min: -400, max: 400 }).map((tenths) => tenths / 10),
    stop_loss: fc.constantFrom(null, 3340, 3345, 3349.5),
    stop_loss_used: fc.constantFrom(null, false),
    exit: fc.integer({ min: -20, max: 20 }),
    even_within: fc.constantFrom(undefined, 0, 3),
    wait: fc.integer({ min: 0, max: 2 }),
    hold: fc.integer({ min: 0, max: 3 }),
  });

  test("whatever was traded", () => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 2, maxLength: 12 }), (rows) => {
        let minute = 0;
        const clock = (m: number) => `01:${String(m).padStart(2, "0")}:00`;
        const trades = rows.map(({ exit, wait, hold, stop_loss, even_within, ...row }) => {
          minute += wait;
          const prices = { exit_price: 3350 + exit / 4, stop_loss };
          const band = even_within === undefined ? {} : { even_within };
          const used = stop_loss === null ? row.stop_loss_used : true;
          const times = at(clock(minute), clock(minute + hold));
          return { ...GOLD, ...row, ...prices, ...band, stop_loss_used: used, ...times };
        });
        const day = history(trades);
        const window = makeWindow(dealsOf(day.trades, new Map(), "UTC"));
        const views = handDay(day);
        const losses = window.deals.flatMap(({ id }, i) => (window.label[i] === -1 ? [id] : []));
        expect(views.filter(({ lost }) => lost).map(({ trade }) => trade.id)).toEqual(losses);
        const judge = judgeOf(day);
        expect(views.map(({ trade }) => judge([trade]))).toEqual([...window.label]);
      }),
      { numRuns: 200 },
    );
  });
});
