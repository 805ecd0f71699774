import { describe, expect, test } from "vitest";
import { replayRule } from "../../../src/mentor/rules/replay.ts";
import type { DayHistory } from "../../../src/mentor/types.ts";
import type { RuleTerms, Trade } from "../../../src/model.ts";
import { SETTINGS, session, trade } from "../build.ts";

/** Days from a Monday on, each a list of [entry, exit, result]; ids count up over all of them. */
function daysOf(
  lists: readonly (readonly (readonly [entry: string, exit: string, result: number])[])[],
  balance: number | null = null,
): DayHistory[] {
  let id = 0;
  let before = balance;
  let earlier: Trade[] = [];
  return lists.map((list, index) => {
    const date = `2026-11-${String(16 + index).padStart(2, "0")}`;
    const trades = list.map(([entry, exit, profit_loss]) => {
      id++;
      const times = { entry_time: `${date} ${entry}:00`, exit_time: `${date} ${exit}:00` };
      const of = { session_id: index + 1, session_date: date };
      return trade({ id, side: "buy", profit_loss, ...times, ...of });
    });
    const total = list.reduce((sum, [, , result]) => sum + result, 0);
    const day: DayHistory = {
      session: session({ id: index + 1, session_date: date, total_profit_loss: total }),
      trades,
      earlier,
      balance: before,
      moods: [],
      earlierMoods: [],
      earlierBalances: new Map(),
      earlierSessions: [],
      handBefore: 0,
      bots: [],
      earlierScores: [],
      promises: [],
      released: [],
      rules: [],
      results: index === 0 ? { net: 0, peak: 0, week: 0, weekLow: 0, best: 0 } : null,
      parts: [],
      origin_report: null,
      appeals: new Map(),
      plans: new Map(),
    };
    if (before !== null) before += total;
    earlier = [...earlier, ...trades];
    return day;
  });
}

const left = (days: readonly DayHistory[], terms: RuleTerms) => [
  ...replayRule(days, terms, SETTINGS).left,
];

describe("a rule replayed over the days", () => {
  test("a limit leaves out what was opened after it was reached", () => {
    const days = daysOf([
      [
        ["08:00", "08:10", -10],
        ["08:20", "08:30", 5],
        ["08:40", "08:50", -10],
        ["09:00", "09:10", 50],
      ],
      [["08:00", "08:10", -10]],
    ]);
    expect(left(days, { kind: "stop-after-losses", params: { losses: 2 } })).toEqual([4]);
    expect(left(days, { kind: "max-trades", params: { most: 2 } })).toEqual([3, 4]);
  });

  test("a trade that was never made starts no pause", () => {
    const days = daysOf([
      [
        ["08:00", "08:10", -10],
        // Too soon; without it the next one is not.
        ["08:20", "08:35", -10],
        ["08:45", "08:50", 20],
      ],
    ]);
    const pause: RuleTerms = { kind: "pause-after-loss", params: { minutes: 30 } };
    expect(left(days, pause)).toEqual([2]);
  });

  test("a pause reaches over the end of a day, from a trade that was made", () => {
    const late = daysOf([[["23:40", "23:50", -10]], [["00:10", "00:20", 20]]]);
    const pause: RuleTerms = { kind: "pause-after-loss", params: { minutes: 30 } };
    expect(left(late, pause)).toEqual([2]);
    const never = daysOf([
      [
        ["23:20", "23:30", -10],
        ["23:40", "23:50", -10],
      ],
      [["00:10", "00:20", 20]],
    ]);
    expect(left(never, pause)).toEqual([2]);
  });

  test("what is left out is not open either", () => {
    const days = daysOf([
      [
        ["08:00", "12:00", 5],
        ["08:10", "12:00", 5],
        ["08:20", "12:00", 5],
        ["11:00", "13:00", 5],
      ],
    ]);
    expect(left(days, { kind: "max-open", params: { most: 1 } })).toEqual([2, 3, 4]);
    expect(left(days, { kind: "max-open", params: { most: 2 } })).toEqual([3, 4]);
  });

  test("what is left out is in no later balance and in no later result of the week", () => {
    const lists = [
      [
        ["08:00", "08:10", -30],
        // Left out by the limit of 2 %: the week has lost 30, not 80.
        ["08:20", "08:30", -50],
      ],
      [
        ["08:00", "08:10", -15],
        ["08:20", "08:30", -10],
        ["08:40", "08:50", 40],
      ],
    ] as const;
    const days = daysOf(lists, 1000);
    const weekly: RuleTerms = { kind: "max-weekly-loss", params: { percent: null, amount: 30 } };
    expect(left(days, weekly)).toEqual([2, 3, 4, 5]);
    const more: RuleTerms = { kind: "max-weekly-loss", params: { percent: null, amount: 50 } };
    // 30 and 50 on Monday: both made. Reached with them, so that Tuesday is left out whole.
    expect(left(days, more)).toEqual([3, 4, 5]);
    const daily: RuleTerms = { kind: "max-daily-loss", params: { percent: 2.5, amount: null } };
    // 2.5 % of 1,000 is 25: the second of Monday. Of the 970 that are left then, 24.25: 25 on Tuesday.
    expect(left(days, daily)).toEqual([2, 5]);
    // Of the 920 that there really were, 23 would be no other day; with 2.6 % it is 25.22 against 23.92.
    const near: RuleTerms = { kind: "max-daily-loss", params: { percent: 2.6, amount: null } };
    expect(left(days, near)).toEqual([2]);
  });

  test("orders of one second go together, bots stay, and days with unknown times are not judged", () => {
    const [day] = daysOf([
      [
        ["08:00", "08:10", -10],
        ["08:20", "08:30", -10],
        ["08:40", "08:50", 5],
        ["08:40", "08:55", 5],
        ["09:00", "09:10", 5],
      ],
    ]) as [DayHistory];
    const terms: RuleTerms = { kind: "max-trades", params: { most: 2 } };
    const bots = {
      ...day,
      trades: day.trades.map((one) => (one.id === 5 ? { ...one, bot_id: 1 } : one)),
    };
    const replayed = replayRule([bots], terms, SETTINGS);
    expect([...replayed.left]).toEqual([3, 4]);
    expect([...replayed.judged].sort()).toEqual([1, 2, 3, 4]);
    const untimed = {
      ...day,
      trades: day.trades.map((one) => (one.id === 1 ? { ...one, entry_time: null } : one)),
    };
    expect(replayRule([untimed], terms, SETTINGS)).toEqual({ left: new Set(), judged: new Set() });
  });

  test("a goal forbids nothing", () => {
    const days = daysOf([[["08:00", "08:10", 10]]]);
    const goal: RuleTerms = { kind: "profit-target", params: { percent: 1, amount: null } };
    expect(replayRule(days, goal, SETTINGS)).toEqual({ left: new Set(), judged: new Set() });
  });
});
