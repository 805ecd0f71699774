import { makeLooks } from "../../src/mentor/looks.ts";
import type { DayHistory, Look, MentorSettings } from "../../src/mentor/types.ts";
import type { Bot, RuleTerms, Trade } from "../../src/model.ts";
import { at, dayBefore, history, mood, rule, SETTINGS, session, trade } from "../mentor/build.ts";
import { makeTrader } from "../sim/generate.ts";

const GOLD = { symbol: "XAUUSD", side: "buy" as const, strategy_used: "breakout" };
const DONE = { ...GOLD, lot_size: 0.1, stop_loss_used: true, risk_percent: 1 };
const USUAL = { earlier: dayBefore(8, { lot_size: 0.1, risk_percent: 1 }) };
const BOT: Bot = {
  id: 3,
  name: "Scalper EURUSD",
  market: "forex",
  status: "Aktif",
  lot_size: 0.01,
  sl_pips: 100,
  tp_pips: 200,
  timeframe: "M5",
  check_interval_seconds: 60,
  strategy: "scalp",
  strategy_params: null,
};

const LOOKS = { currency: "USD", appeals: new Map() };
const SL_PROMISE = { id: "sl_sebelum_order" as const, params: {} };
const PROMISE = {
  id: 1,
  made_on: "2026-11-18",
  accepted_on: null,
  text: "janji",
  action: {
    id: "lot_dasar_setelah_rugi" as const,
    params: { symbol: "XAUUSD", base: 0.1, minutes: 30 },
  },
};

const TERMS: RuleTerms[] = [
  { kind: "hours", params: { from: "14:00", to: "23:00" } },
  { kind: "max-daily-loss", params: { percent: 2, amount: null } },
  { kind: "max-trades", params: { most: 5 } },
  { kind: "pause-after-loss", params: { minutes: 15 } },
  { kind: "risk", params: { percent: 1 } },
  { kind: "stop-required", params: {} },
];
/** One rule of each kind, in force since the day before. */
const RULES = TERMS.map((terms, index) => rule(terms, { id: index + 1 }));

/** So many orderly trades of earlier days, two a day. */
function steadyDays(count: number): Trade[] {
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(Date.UTC(2026, 9, 1 + Math.floor(i / 2))).toISOString().slice(0, 10);
    const hour = i % 2 === 0 ? "02" : "05";
    return trade({
      ...DONE,
      id: 500 + i,
      session_id: 1_000 + Math.floor(i / 2),
      session_date: date,
      entry_time: `${date} ${hour}:00:00`,
      exit_time: `${date} ${hour}:40:00`,
      profit_loss: i % 3 === 0 ? -10 : 12,
    });
  });
}

export interface SampleDay {
  history: DayHistory;
  settings: MentorSettings;
  looks?: Look[];
}

function day(
  trades: Partial<Trade>[],
  rest: Partial<Omit<DayHistory, "trades">> = USUAL,
  settings: Partial<MentorSettings> & { balance?: number } = {},
): SampleDay {
  const { balance = null, ...spoken } = settings;
  return { history: history(trades, { balance, ...rest }), settings: { ...SETTINGS, ...spoken } };
}

/** Days on which a mood was noted before the entries, so often that it can be compared. */
function moodDay(): SampleDay {
  const earlier = steadyDays(60).map((one, i) => ({ ...one, profit_loss: i % 4 === 0 ? -25 : 12 }));
  const earlierMoods = earlier
    .filter((_, i) => i % 2 === 0)
    .map(({ session_id, session_date }, i) => ({
      ...mood(i % 3 === 0 ? "cemas" : "tenang", "01:00"),
      session_id,
      created_at: `${session_date} 01:00:00`,
    }));
  return day([{ ...DONE, ...at("02:00", "02:40"), profit_loss: -22 }], {
    earlier,
    earlierMoods,
    moods: [mood("cemas", "01:40")],
    balance: 2000,
  });
}

/** The days whose reports are kept as golden files, by the name of the file. */
export const DAYS: Readonly<Record<string, SampleDay>> = {
  revenge: day(
    [
      { ...DONE, ...at("02:00", "02:40"), profit_loss: 32.5 },
      { ...DONE, ...at("03:05", "03:30"), profit_loss: -40 },
      {
        ...DONE,
        ...at("03:36", "04:10"),
        lot_size: 0.3,
        risk_percent: 3.2,
        profit_loss: -118.4,
        note: "kesel, mau balikin modal",
      },
      {
        ...DONE,
        ...at("04:14", "04:50"),
        lot_size: 0.4,
        risk_percent: null,
        stop_loss_used: false,
        profit_loss: -96.25,
        strategy_used: null,
      },
    ],
    {
      ...USUAL,
      moods: [mood("tenang", "01:45"), mood("marah", "03:33"), mood("lelah", "05:10")],
      session: session({
        market_conditions: "volatile",
        personal_notes: "Gold liar habis rilis data.\nHarusnya berhenti setelah #2.",
      }),
    },
    { balance: 4000 },
  ),
  clean: day(
    [
      {
        ...DONE,
        ...at("02:00", "02:40"),
        entry_price: 2641.2,
        exit_price: 2638.2,
        stop_loss: 2638.2,
        profit_loss: -30,
      },
      { ...DONE, ...at("03:10", "04:05"), profit_loss: 62.5, risk_percent: 1.2 },
      { ...DONE, ...at("07:00", "07:45"), profit_loss: 28.3 },
    ],
    {
      ...USUAL,
      moods: [mood("tenang", "01:30")],
      session: session({ market_conditions: "trending", personal_notes: "Sabar menunggu retest." }),
    },
    { balance: 3000 },
  ),
  "lucky-wrong": day([
    {
      ...DONE,
      ...at("02:00", "05:10"),
      stop_loss_used: false,
      risk_percent: null,
      profit_loss: 85,
    },
    {
      ...DONE,
      ...at("06:00", "06:30"),
      stop_loss_used: false,
      risk_percent: null,
      lot_size: 0.25,
      profit_loss: 140.5,
    },
  ]),
  "lucky-promise": day(
    [
      {
        ...DONE,
        ...at("02:00", "02:50"),
        stop_loss_used: false,
        risk_percent: null,
        lot_size: 0.3,
        profit_loss: 64,
      },
      { ...DONE, ...at("03:30", "04:00"), stop_loss_used: false, profit_loss: -12 },
    ],
    { ...USUAL, promises: [{ ...PROMISE, action: SL_PROMISE }] },
  ),
  "first-day": day(
    [
      { ...DONE, ...at("02:00", "02:45"), profit_loss: -4.1, strategy_used: null },
      { ...DONE, ...at("03:20", "04:10"), profit_loss: 6.35, strategy_used: null },
    ],
    { moods: [mood("cemas", "01:50", "akun baru, masih ragu")] },
    { balance: 500 },
  ),
  "open-risk": day(
    [
      { ...DONE, ...at("02:00", "06:00"), risk_percent: 2, profit_loss: 12 },
      { ...DONE, ...at("02:20", "06:00"), symbol: "EURUSD", risk_percent: 2, profit_loss: -9 },
      { ...DONE, ...at("03:00", "05:00"), symbol: "GBPUSD", risk_percent: 2, profit_loss: -8 },
      { ...DONE, ...at("03:30", "05:00"), symbol: "USDJPY", risk_percent: 1.5, profit_loss: -7 },
    ],
    USUAL,
    { balance: 3000 },
  ),
  "known-mood": moodDay(),
  "no-trades": day([], {
    moods: [mood("netral", "02:00", "nunggu NFP")],
    session: session({ personal_notes: "Tidak ada setup. Menunggu rilis data malam." }),
  }),
  "only-bots": day(
    [
      { bot_id: 3, symbol: "EURUSD", lot_size: 0.01, profit_loss: 1.2, ...at("01:00", "01:20") },
      {
        bot_id: 3,
        symbol: "EURUSD",
        lot_size: 0.01,
        profit_loss: -3.4,
        ...at("02:00", "02:50"),
        stop_loss_used: false,
      },
      {
        bot_id: 3,
        symbol: "EURUSD",
        lot_size: 0.01,
        profit_loss: 0.9,
        ...at("04:00", "04:10"),
        stop_loss_used: true,
      },
    ],
    { bots: [BOT] },
  ),
  "missing-fields": day([{ profit_loss: 45.5 }, { symbol: "EURUSD", profit_loss: -12 }], {}),
  distress: day(
    [
      { ...DONE, ...at("02:00", "02:30"), stop_loss_used: false, profit_loss: -220 },
      { ...DONE, ...at("02:35", "03:00"), lot_size: 0.5, profit_loss: -410 },
    ],
    {
      ...USUAL,
      moods: [mood("dendam", "02:32")],
      session: session({
        personal_notes: "Kena MC lagi. Ini uang dapur, besok harus balik modal.",
      }),
    },
  ),
  "three-losses": day([
    { ...DONE, ...at("02:00", "02:30"), profit_loss: -20 },
    { ...DONE, ...at("03:00", "03:30"), profit_loss: -21.5 },
    { ...DONE, ...at("04:30", "05:00"), profit_loss: -19.8 },
  ]),
  "zero-result": day([{ ...DONE, ...at("02:00", "03:00"), profit_loss: 0 }], USUAL, {
    currency: "IDR",
  }),
  "proven-habit": {
    ...day([{ ...DONE, ...at("02:00", "02:40"), profit_loss: 18 }], {
      earlier: steadyDays(60),
      handBefore: 202,
      earlierScores: [9, 5, 7, 9, 4, 9],
    }),
    looks: makeLooks(makeTrader("balas", 4_007, 203), 203, LOOKS),
  },
  "habit-gone": {
    ...day([{ ...DONE, ...at("02:00", "02:40"), profit_loss: 18 }], {
      earlier: steadyDays(60),
      handBefore: 200,
    }),
    looks: [
      ...makeLooks(makeTrader("disiplin", 7, 203), 203, LOOKS).slice(0, 2),
      ...makeLooks(makeTrader("balas", 4_007, 203), 203, LOOKS).slice(2),
    ],
  },
  "promise-kept": day(
    [
      { ...DONE, ...at("02:00", "02:30"), profit_loss: -20 },
      { ...DONE, ...at("03:30", "04:30"), profit_loss: 31 },
    ],
    { ...USUAL, promises: [PROMISE] },
  ),
  "promise-broken": day(
    [
      { ...DONE, ...at("02:00", "02:30"), profit_loss: -20 },
      { ...DONE, ...at("02:36", "03:30"), lot_size: 0.3, profit_loss: -61 },
      { ...DONE, ...at("05:30", "06:30"), profit_loss: 31 },
    ],
    { ...USUAL, promises: [PROMISE, { ...PROMISE, id: 2, action: SL_PROMISE }] },
  ),
  "own-rules": day(
    [
      { ...DONE, ...at("07:10", "07:50"), profit_loss: 24 },
      { ...DONE, ...at("08:20", "08:55"), profit_loss: -30 },
      { ...DONE, ...at("09:01", "09:40"), risk_percent: 2.5, profit_loss: -75 },
      { ...DONE, ...at("10:30", "11:00"), stop_loss_used: false, risk_percent: null },
    ],
    {
      earlier: dayBefore(8, { ...DONE, profit_loss: 5 }),
      balance: 3000,
      rules: RULES,
    },
    { balance: 3000, riskLimitPercent: 1 },
  ),
  "own-rule-tidy": day(
    [
      { ...DONE, ...at("06:30", "07:50"), profit_loss: 24 },
      { ...DONE, ...at("08:20", "08:55"), profit_loss: 31 },
    ],
    { ...USUAL, rules: RULES.slice(0, 1) },
  ),
  "own-rules-unknown": day([{ profit_loss: 45.5 }, { symbol: "EURUSD", profit_loss: -12 }], {
    rules: RULES,
  }),
  many: day(
    Array.from({ length: 521 }, (_, index) => ({
      symbol: "EURUSD",
      side: index % 2 === 0 ? ("buy" as const) : ("sell" as const),
      lot_size: 0.1,
      profit_loss: index % 3 === 0 ? -12.1 : 6.05,
      entry_time: `2026-11-20 ${String(Math.floor(index / 60)).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}:00`,
      exit_time: `2026-11-20 ${String(Math.floor(index / 60)).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}:40`,
      strategy_used: "EA-1001",
    })),
    {},
  ),
  mixed: day(
    [
      { ...DONE, ...at("02:00", "02:40"), profit_loss: 18, commission: -6, swap: -1.5 },
      { bot_id: 3, symbol: "EURUSD", lot_size: 0.01, profit_loss: -2.2, ...at("02:10", "02:20") },
      {
        ...DONE,
        ...at("05:00", "07:00"),
        profit_loss: -35,
        entry_price: 2650,
        stop_loss: 2645,
        exit_price: 2641,
        commission: -6,
        swap: 0,
      },
      { ...DONE, ...at("05:40", "07:00"), profit_loss: -14, entry_price: 2644, commission: -6 },
    ],
    { ...USUAL, bots: [BOT] },
  ),
};
