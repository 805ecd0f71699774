import { describe, expect, test } from "vitest";
import { reviewDay } from "../../src/mentor/review.ts";
import type { DayHistory } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { at, dayBefore, history, mood, SETTINGS, session } from "./build.ts";

type Rest = Partial<Omit<DayHistory, "trades">>;
const LOTS = { earlier: dayBefore(5, { lot_size: 0.1 }) };

function seen(trades: Partial<Trade>[], rest: Rest = {}, balance: number | null = null) {
  return reviewDay(history(trades, { balance, ...rest }), SETTINGS);
}

function finding(id: string, ...args: Parameters<typeof seen>) {
  return seen(...args).findings.find((one) => one.id === id);
}

const ids = (...args: Parameters<typeof seen>) => seen(...args).findings.map((one) => one.id);

describe("what is known of a stop", () => {
  test("only a known absence is named; nobody said is no finding", () => {
    expect(ids([{}, {}])).toEqual([]);
    expect(seen([{}]).not_enough).toContainEqual({
      id: "tanpa_sl",
      reason: "sl",
      have: 0,
      need: 1,
    });
    const bare = [{ stop_loss_used: false, profit_loss: -5 }, { stop_loss_used: true }, {}];
    expect(finding("tanpa_sl", bare)).toMatchObject({ n: 2, trades: [1], values: { net: -5 } });
  });

  test("praise needs every trade to be known", () => {
    expect(ids([{ stop_loss_used: true }, { stop_loss: 2000 }])).toContain("semua_sl");
    expect(ids([{ stop_loss_used: true }, {}])).not.toContain("semua_sl");
  });
});

test("risk above the limit is named; the limit itself is kept", () => {
  expect(ids([{ risk_percent: 2 }])).toEqual(["risiko_terjaga"]);
  expect(finding("risiko_lebih_2pct", [{ risk_percent: 2.5 }, { risk_percent: 4 }])).toMatchObject({
    trades: [2, 1],
    values: { max: 4, limit: 2 },
  });
});

describe("revenge", () => {
  const loss = { ...at("02:00", "02:30"), lot_size: 0.1, profit_loss: -40 };
  const next = { ...at("02:36", "03:00"), lot_size: 0.3, profit_loss: -90 };

  test("soon after a loss with a larger lot, at the cost of the surplus lot", () => {
    expect(finding("kejadian_balas_dendam", [loss, next], LOTS)).toMatchObject({
      trades: [2],
      cost: -60,
      values: { prev: 1, gap_seconds: 360, base: 0.1 },
    });
    expect(ids([loss, next], LOTS)).not.toContain("lot_besar");
  });

  test("not after a win, a zero, a pause, or with the same risk", () => {
    const never = (trades: Partial<Trade>[], rest: Rest = LOTS) =>
      expect(ids(trades, rest)).not.toContain("kejadian_balas_dendam");
    never([{ ...loss, profit_loss: 5 }, next]);
    never([{ ...loss, profit_loss: 0 }, next]);
    never([loss, { ...next, ...at("02:46", "03:00") }]);
    never([loss, { ...next, bot_id: 1 }]);
    const earlier = dayBefore(5, { lot_size: 0.1, risk_percent: 1 });
    never([loss, { ...next, risk_percent: 1 }], { earlier });
  });

  test("a larger lot at another time is a large lot", () => {
    expect(ids([{ lot_size: 0.3 }], LOTS)).toEqual(["lot_besar"]);
    expect(ids([{ lot_size: 0.3 }], { earlier: dayBefore(2, { lot_size: 0.1 }) })).toEqual([]);
  });

  test("the last trade to close counts, not the last one opened", () => {
    const open = { ...at("02:10", "05:00"), lot_size: 0.1, profit_loss: 70 };
    expect(finding("kejadian_balas_dendam", [loss, open, next], LOTS)?.values.prev).toBe(1);
  });

  test("without times it cannot look", () => {
    const trades = [
      { lot_size: 0.1, profit_loss: -5 },
      { lot_size: 0.5, profit_loss: -9 },
    ];
    expect(seen(trades, LOTS).not_enough.map((one) => one.id)).toContain("kejadian_balas_dendam");
  });
});

test("martingale: three rises after losses, in the journal's order where times are missing", () => {
  const chain = (lots: number[]) => lots.map((lot_size) => ({ lot_size, profit_loss: -10 }));
  expect(finding("kejadian_martingale", chain([0.1, 0.2, 0.4, 0.8]))).toMatchObject({
    trades: [4, 3, 2, 1],
    values: { rises: 3, net: -40 },
  });
  expect(ids(chain([0.1, 0.2, 0.4]))).not.toContain("kejadian_martingale");
  expect(ids(chain([0.1, 0.12, 0.14, 0.16]))).not.toContain("kejadian_martingale");
});

test("averaging down: a worse price while the first is open", () => {
  const first = { ...at("02:00", "04:00"), side: "buy" as const, entry_price: 2030 };
  const add = { ...at("03:00", "04:00"), side: "buy" as const, entry_price: 2020 };
  expect(finding("kejadian_rata_rugi", [first, { ...add, profit_loss: -7 }])).toMatchObject({
    trades: [2],
    values: { to: 1, net: -7 },
  });
  for (const other of [{ entry_price: 2040 }, { side: "sell" as const }, at("04:00", "05:00")]) {
    expect(ids([first, { ...add, ...other }])).not.toContain("kejadian_rata_rugi");
  }
});

describe("losses against the plan", () => {
  const sell = { side: "sell" as const, entry_price: 100, stop_loss: 110, profit_loss: -20 };

  test("beyond the stop by price distance, at the cost of what lies beyond 1.1 x", () => {
    expect(finding("rugi_melebihi_rencana", [{ ...sell, exit_price: 120 }])).toMatchObject({
      cost: -9,
      values: { worst_r: -2 },
    });
  });

  test("at the stop is praised, unknown prices are not", () => {
    expect(ids([{ ...sell, exit_price: 110 }])).toContain("rugi_sesuai_rencana");
    expect(ids([{ ...sell, exit_price: 110 }, { profit_loss: -1 }])).not.toContain(
      "rugi_sesuai_rencana",
    );
    // A stop trailed to the winning side says nothing about the plan.
    expect(ids([{ ...sell, stop_loss: 95, exit_price: 120 }])).not.toContain(
      "rugi_melebihi_rencana",
    );
  });
});

describe("day limit", () => {
  const big = { ...at("02:00", "03:00"), profit_loss: -60 };

  test("needs the balance, counts bots' money, and tells stopping from going on", () => {
    expect(seen([big]).not_enough.map((one) => one.id)).toContain("batas_rugi_harian");
    expect(ids([{ ...big, bot_id: 1 }], {}, 1000)).toEqual(["batas_rugi_harian"]);
    expect(ids([big], {}, 1000)).toEqual(["batas_rugi_harian", "berhenti_di_batas"]);
    const later = { ...at("03:30", "04:00"), profit_loss: 30 };
    expect(ids([big, later], {}, 1000)).toContain("lanjut_setelah_batas");
    expect(ids([{ ...big, profit_loss: -49.99 }], {}, 1000)).toEqual([]);
  });
});

test("an unusual number of trades, from the seventh day on", () => {
  const earlierSessions = Array.from({ length: 6 }, (_, i) =>
    session({ id: 50 + i, total_trades: 3 }),
  );
  expect(
    finding("trade_hari_ini_tidak_biasa", Array(6).fill({}), { earlierSessions }),
  ).toMatchObject({ n: 6, values: { median: 3 }, trades: [4, 5, 6] });
  expect(ids(Array(5).fill({}), { earlierSessions })).toEqual([]);
  const five = { earlierSessions: earlierSessions.slice(1) };
  expect(ids(Array(34).fill({}), five)).toEqual([]);
});

test("one loss larger than all wins; high costs", () => {
  const wins = [{ profit_loss: 10 }, { profit_loss: 15 }];
  expect(finding("satu_rugi_besar", [...wins, { profit_loss: -40 }])).toMatchObject({
    trades: [3],
    values: { wins: 25, average_win: 12.5 },
  });
  expect(ids([...wins, { profit_loss: -25 }])).toEqual([]);
  expect(finding("biaya_tinggi", [{ profit_loss: 7, commission: -3 }])?.values.share01).toBe(0.3);
  // A fee is a cost like the other two, and alone makes them known.
  expect(finding("biaya_tinggi", [{ profit_loss: 7, fee: -3 }])?.values.share01).toBe(0.3);
});

test("the loss to stay below is never less than what a stop at the usual risk lets through", () => {
  const asked = (loss: number, risk: object = { risk_percent: 1 }) => {
    const results = [5, 6, -20, -20, loss].map((profit_loss) => ({ profit_loss, ...risk }));
    const { actions } = seen(results, { balance: 2000 });
    return actions.find(({ id }) => id === "rugi_sebesar_untung")?.params.amount;
  };
  expect(asked(-40)).toBe(22);
  // Its stop did its work.
  expect(asked(-21)).toBeUndefined();
  // No plan is known: the average win.
  expect(asked(-21, {})).toBe(5.5);
});

test("after a loss: the same lot and a pause are seen, from evidence only", () => {
  const loss = { ...at("02:00", "02:30"), lot_size: 0.1, profit_loss: -40 };
  const calm = { ...at("03:00", "03:30"), lot_size: 0.1, profit_loss: 20 };
  expect(ids([loss, calm], LOTS)).toEqual(["ukuran_tetap_setelah_rugi", "jeda_setelah_rugi"]);
  expect(ids([loss, { ...calm, lot_size: null }], LOTS)).toEqual(["jeda_setelah_rugi"]);
});

test("profit alone earns no praise, and result 0 is neither win nor loss", () => {
  expect(ids([{ profit_loss: 5000 }, { profit_loss: 9000 }])).toEqual([]);
  const review = seen([{ profit_loss: 0 }]);
  expect(review.totals).toMatchObject({ wins: 0, losses: 0, zero: 1 });
  expect(review.box).toBe("none");
});

describe("actions", () => {
  test("one a family, at most three, the first is the focus", () => {
    const trades = [
      { ...at("02:00", "02:30"), lot_size: 0.1, profit_loss: -40, stop_loss_used: false },
      { ...at("02:35", "02:50"), lot_size: 0.4, profit_loss: -90, risk_percent: 6 },
      { ...at("03:30", "04:00"), lot_size: 0.1, profit_loss: 50, commission: -30 },
      { ...at("05:00", "06:00"), lot_size: 0.1, profit_loss: 20 },
    ];
    const { actions } = seen(trades, LOTS);
    expect(actions).toHaveLength(3);
    expect(actions.map((action) => action.focus)).toEqual([true, false, false]);
    expect(new Set(actions.map((action) => action.id)).size).toBe(3);
  });

  test("a clean day keeps what was good; little data asks for more; none of it is invented", () => {
    expect(seen([{ stop_loss_used: true, risk_percent: 1 }]).actions.map((a) => a.id)).toEqual([
      "pertahankan",
    ]);
    expect(seen([{}]).actions.map((action) => action.id)).toEqual(["lengkapi_data"]);
    expect(seen([]).actions).toEqual([]);
  });
});

describe("notes", () => {
  const noted = (text: string) =>
    seen([{ stop_loss_used: false }], { session: session({ personal_notes: text }) });

  test.each([
    "pakai uang dapur lagi",
    "Modal dari PINJOL",
    "harus bayar hutang",
    "kena MC, deposit, MC lagi",
    "uang\nsekolah anak",
  ])("distress: %s", (text) => {
    const review = noted(text);
    expect(review.notes.distress).toBe(true);
    expect(review.actions).toEqual([
      { id: "istirahat", focus: true, params: {}, target: null, trades: [] },
    ]);
  });

  test.each(["tanpa utang", "bukan uang dapur", "utang lunas", "hampir MC", "hari tenang"])(
    "no distress: %s",
    (text) => expect(noted(text).notes.distress).toBe(false),
  );

  test("trigger words become questions", () => {
    expect(noted("kesel, mau balikin modal, ALL IN").notes.questions.map((q) => q.word)).toEqual([
      "balikin modal",
      "all in",
      "kesel",
    ]);
  });
});

test("moods are placed among the trades, with the result known by then", () => {
  const trades = [{ ...at("02:00", "03:00"), profit_loss: -5 }, at("04:00", "05:00")];
  const moods = [mood("tenang", "01:30"), mood("marah", "03:10"), mood("lelah", "06:00")];
  const day = seen(trades, { moods }).mood;
  expect(day).toMatchObject({ last: "lelah", before: 1, during: 1, after: 1 });
  expect(day.entries.map((entry) => entry.last_closed?.trade ?? null)).toEqual([null, 1, 2]);
  expect(seen([{}], { moods }).mood.entries[0]?.when).toBe("unknown");
});

test("bots: money and their own section, no behaviour", () => {
  const review = seen(
    [
      { bot_id: 7, profit_loss: -3, stop_loss_used: false },
      { bot_id: 7, profit_loss: 0.1 },
      { profit_loss: 0.2, stop_loss_used: true },
    ],
    {},
  );
  expect(review.totals).toMatchObject({ net: -2.7, by_bots: { n: 2, net: -2.9 } });
  expect(review.bots).toMatchObject([{ id: 7, name: "Bot 7", n: 2, no_stop: [1], worst: 1 }]);
  expect(review.findings.map((one) => one.id)).toEqual(["semua_sl"]);
});

test("the same journal gives the same bytes, and they are JSON without loss", () => {
  const make = () =>
    seen(
      [
        { ...at("02:00", "02:30"), lot_size: 0.1, profit_loss: -40 },
        { ...at("02:36", "03:00"), lot_size: 0.3, profit_loss: -90, commission: -1 },
        {},
      ],
      { ...LOTS, session: session({ personal_notes: "kesel" }) },
      1000,
    );
  const bytes = JSON.stringify(make());
  expect(JSON.stringify(make())).toBe(bytes);
  expect(JSON.parse(bytes)).toEqual(make());
});

test("a stop price says that there was a stop, whatever the flag", () => {
  const flagged = { stop_loss_used: false, stop_loss: 1990 };
  const wins = [{ profit_loss: 15 }, { profit_loss: 15 }];
  const worst = { profit_loss: -40 };
  const noStop = (fields: Partial<Trade>) =>
    finding("satu_rugi_besar", [...wins, { ...worst, ...fields }])?.values.no_stop;
  expect([noStop({ stop_loss_used: false }), noStop(flagged)]).toEqual([1, 0]);
  const loss = { ...at("02:00", "02:30"), lot_size: 0.1, profit_loss: -40 };
  const next = { ...at("02:36", "03:00"), lot_size: 0.3, profit_loss: -90 };
  const revenge = (fields: Partial<Trade>) =>
    finding("kejadian_balas_dendam", [loss, { ...next, ...fields }], LOTS)?.values.no_stop;
  expect([revenge({ stop_loss_used: false }), revenge(flagged)]).toEqual([1, 0]);
});
