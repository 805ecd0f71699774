import { describe, expect, test } from "vitest";
import { keptOn } from "../../src/mentor/followup.ts";
import { judgeOf } from "../../src/mentor/hand-day.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import type { DayHistory, MentorSettings } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { at, dayBefore, history, SETTINGS, session, trade } from "./build.ts";

type Day = [trades: Partial<Trade>[], rest?: Partial<DayHistory>, settings?: MentorSettings];

const found = (id: string, [trades, rest = {}, settings = SETTINGS]: Day) =>
  reviewDay(history(trades, rest), settings).findings.some((one) => one.id === id);

const usual = { earlier: dayBefore(5, { lot_size: 1 }) };
const lost = { ...at("02:00", "02:10"), lot_size: 1, profit_loss: -10 };
const next = (entry: string, lot_size: number) => ({ ...at(entry, "06:00"), lot_size });
const rising = (lots: number[]): Partial<Trade>[] =>
  lots.map((lot_size, k) => ({ ...at(`0${k}:00`, `0${k}:30`), lot_size, profit_loss: -10 }));
const costly = (profit_loss: number, commission: number): Day => [[{ profit_loss, commission }]];
const day = (count: number, days: number, usually: number): Day => [
  Array.from({ length: count }, () => ({})),
  {
    earlierSessions: Array.from({ length: days }, (_, k) =>
      session({
        id: 200 + k,
        session_date: `2026-11-${String(1 + k).padStart(2, "0")}`,
        total_trades: usually,
      }),
    ),
  },
];
const losing = (profit_loss: number): Day => [[{ profit_loss }], { balance: 1_000 }];
/** Nineteen sizes of the days before, the twentieth and largest today. */
const uneven = (large: number): Day => {
  const sizes = Array.from({ length: 19 }, (_, k) => (k % 2 === 0 ? 1 : large));
  const earlier = sizes.map((lot_size, k) =>
    trade({ id: 700 + k, session_id: 99, session_date: "2026-11-19", lot_size }),
  );
  return [[{ lot_size: large }], { earlier }];
};

describe("each threshold at its value and just beyond it", () => {
  const cases: [id: string, named: Day[], not: Day[]][] = [
    [
      "kejadian_balas_dendam",
      [[[lost, next("02:25", 1.5)], usual]],
      [
        [[lost, next("02:26", 1.5)], usual],
        [[lost, next("02:25", 1.49)], usual],
      ],
    ],
    [
      "kejadian_martingale",
      [[rising([1, 1.4, 1.96, 2.75])]],
      [[rising([1, 1.39, 1.95, 2.74])], [rising([1, 1.4, 1.96])]],
    ],
    [
      "lot_besar",
      [[[{ lot_size: 1.51 }], { earlier: dayBefore(3, { lot_size: 1 }) }]],
      [
        [[{ lot_size: 1.5 }], usual],
        [[{ lot_size: 1.51 }], { earlier: dayBefore(2, { lot_size: 1 }) }],
      ],
    ],
    ["biaya_tinggi", [costly(79, -21)], [costly(80, -20)]],
    ["batas_rugi_harian", [losing(-50)], [losing(-49.99)]],
    [
      "trade_hari_ini_tidak_biasa",
      [day(8, 6, 4), day(4, 6, 1)],
      [day(7, 6, 4), day(3, 6, 1), day(8, 5, 4)],
    ],
    [
      "satu_rugi_besar",
      [[[{ profit_loss: 5 }, { profit_loss: 5 }, { profit_loss: -10.01 }]]],
      [
        [[{ profit_loss: 5 }, { profit_loss: 5 }, { profit_loss: -10 }]],
        [[{ profit_loss: 5 }, { profit_loss: -10 }]],
      ],
    ],
    ["ukuran_tidak_konsisten", [uneven(2.91)], [uneven(2.89)]],
    [
      "ukuran_tetap_setelah_rugi",
      [[[lost, next("05:00", 1.25)], usual]],
      [[[lost, next("05:00", 1.26)], usual]],
    ],
    [
      "risiko_lebih_2pct",
      [[[{ risk_percent: 2.01 }]]],
      // The last digit of a percentage that was computed: 0.1 + 0.2 is 0.30000000000000004.
      [
        [[{ risk_percent: 2 }]],
        [[{ risk_percent: 0.1 + 0.2 }], {}, { ...SETTINGS, riskLimitPercent: 0.3 }],
      ],
    ],
    ["jeda_setelah_rugi", [[[lost, next("02:25", 1)], usual]], [[[lost, next("02:24", 1)], usual]]],
  ];

  test.each(cases)("%s", (id, named, not) => {
    expect([named.map((one) => found(id, one)), not.map((one) => found(id, one))]).toEqual([
      named.map(() => true),
      not.map(() => false),
    ]);
  });

  test("half as much again, as doubles have it", () => {
    // 0.15 / 0.1 is 1.4999999999999998.
    const base = { earlier: dayBefore(5, { lot_size: 0.1 }) };
    const after = { ...lost, lot_size: 0.1 };
    expect(found("kejadian_balas_dendam", [[after, next("02:20", 0.15)], base])).toBe(true);
  });

  test("a result of five percent of the usual one is break-even", () => {
    const hundred = [100, 100, 100].map((profit_loss) => trade({ profit_loss }));
    const outcomes = [-5, -5.01].map((profit_loss) => {
      const judged = trade({ id: 9, profit_loss });
      return judgeOf(history([...hundred, judged]))([judged]);
    });
    expect(outcomes).toEqual([0, -1]);
  });

  test("a win held to four fifths of its target is held to it", () => {
    const long = { side: "buy" as const, entry_price: 100, stop_loss: 90, take_profit: 120 };
    const kept = (exit_price: number) =>
      keptOn(
        { id: "biarkan_order", params: {} },
        history([{ ...long, exit_price, profit_loss: exit_price - 100 }]),
      ).broken.length === 0;
    expect([116, 115.9].map(kept)).toEqual([true, false]);
  });
});
