import { describe, expect, test } from "vitest";
import type { StatusFacts } from "../../src/mentor/rules/rule.ts";
import type { RuleTerms, Trade } from "../../src/model.ts";
import { at, DAY } from "./build.ts";
import { statusAt } from "./status-at.ts";

const look = (
  trades: Partial<Trade>[],
  terms: RuleTerms[],
  { clock = "08:00", ...facts }: Partial<StatusFacts> & { clock?: string } = {},
) => statusAt(clock, terms, trades, facts);

const share: RuleTerms = { kind: "max-daily-loss", params: { percent: 4, amount: null } };
const most: RuleTerms = { kind: "max-trades", params: { most: 5 } };
const pause: RuleTerms = { kind: "pause-after-loss", params: { minutes: 15 } };
const hours: RuleTerms = { kind: "hours", params: { from: "14:00", to: "23:00" } };
const DONE = { stop_loss_used: true, risk_percent: 2 };

test("the line of a day under rules", () => {
  const day = [
    { ...DONE, ...at("07:00", "07:20"), profit_loss: 4 },
    { ...DONE, ...at("07:30", "07:54"), profit_loss: -20 },
  ];
  const seen = look(day, [share, most, pause, hours]);
  expect(seen.line).toBe(
    "2/5 transaksi · -0.8R · sisa batas rugi hari ini $24.00 (1.2R) · jeda 9 menit",
  );
  expect(seen).toMatchObject({
    trades: 2,
    max_trades: 5,
    net: -16,
    r: -0.8,
    r_known: 2,
    loss_left: 24,
    pause_left_minutes: 9,
    within_hours: true,
    allowed: false,
  });
  expect(look(day, [share, most], { clock: "08:00" }).allowed).toBe(true);
});

test("without rules: the trades, the result, and R when all of it is known", () => {
  const day = [{ ...DONE, ...at("07:00", "07:20"), profit_loss: -16 }];
  expect(look(day, []).line).toBe("1 transaksi · -$16.00 · -0.8R");
  expect(look([...day, { profit_loss: 3, bot_id: 1 }], []).line).toBe(
    "1 transaksi + 1 oleh bot · -$13.00 · -0.8R",
  );
  expect(look([...day, {}], []).line).toBe("2 transaksi · -$6.00");
  expect(look([], [])).toMatchObject({ line: "0 transaksi · $0.00", r: null, allowed: true });
});

describe("max-daily-loss", () => {
  test("stays reached when the money comes back, and counts the bots' money", () => {
    const day = [
      { ...at("02:00", "02:30"), profit_loss: -41, bot_id: 1 },
      { ...at("02:10", "03:00"), profit_loss: 30 },
    ];
    expect(look(day, [share])).toMatchObject({
      allowed: false,
      loss_left: 0,
      net: -11,
      limits: [{ rule: "max-daily-loss", reached: true, since: "2026-11-20T02:30:00.000Z" }],
    });
  });

  test("is reached by the sum where closing times are unknown", () => {
    expect(look([{ profit_loss: -40 }], [share])).toMatchObject({ allowed: false, loss_left: 0 });
    expect(look([{ profit_loss: -39 }], [share])).toMatchObject({ allowed: true, loss_left: 1 });
  });

  test("a share of an unknown balance is no limit, and says so", () => {
    const seen = look([{ profit_loss: -400 }], [share], { balance: null });
    expect(seen).toMatchObject({ allowed: true, loss_left: null, limits: [{ reached: null }] });
    expect(seen.line).toMatch(/saldo awal belum diisi$/);
  });
});

describe("pause-after-loss", () => {
  const lost = { ...at("07:30", "07:54"), profit_loss: -20 };
  const left = (clock: string, trades: Partial<Trade>[] = [lost], rest = {}) =>
    look(trades, [pause], { clock, ...rest }).pause_left_minutes;

  test("counts down from the close of the last loss by hand, to the second", () => {
    expect(left("07:54")).toBe(15);
    expect(left("08:08")).toBe(1);
    expect(left("08:09")).toBe(0);
    expect(left("08:00", [{ ...lost, bot_id: 1 }])).toBe(0);
    expect(left("08:00", [lost, { ...at("07:50", "07:58") }])).toBe(9);
    expect(look([lost], []).pause_left_minutes).toBeNull();
  });

  test("also over the end of a day", () => {
    expect(left("08:00", [], { earlierLoss: `${DAY} 07:50:00` })).toBe(5);
  });

  test("from when it was noted where the close is unknown; not from one still to come", () => {
    const noted = { profit_loss: -5, created_at: `${DAY} 07:55:00` };
    expect(left("08:00", [noted])).toBe(10);
    expect(left("08:00", [{ ...lost, exit_time: `${DAY} 09:00:00` }])).toBe(0);
  });
});

test("max-trades and hours", () => {
  const day = Array.from({ length: 5 }, () => ({}));
  expect(look(day, [most])).toMatchObject({ allowed: false });
  expect(look([...day.slice(1), { bot_id: 1 }], [most])).toMatchObject({
    trades: 4,
    allowed: true,
  });
  expect(look([], [hours], { clock: "06:59" })).toMatchObject({
    within_hours: false,
    allowed: false,
  });
  expect(look([], [hours], { clock: "06:59" }).line).toMatch(/di luar jam 14:00-23:00/);
  expect(look([], [hours], { clock: "16:00" }).allowed).toBe(false);
  expect(look([], [hours], { clock: "15:59" }).allowed).toBe(true);
});
