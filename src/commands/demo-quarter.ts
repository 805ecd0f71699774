import { addDays, weekday } from "../base/dates.ts";
import { splitMix64 } from "../stats/random.ts";
import type { Step } from "./demo-day.ts";

/** The first day of the sample quarter, a Monday. */
const FIRST_DAY = "2025-04-07";
/** From here on the sample day's own setting goes on. */
const QUIET_DAYS = "2025-07-04";
const SEED = 11;
const MINUTE = 60_000;

interface Instrument {
  symbol: string;
  /** Money for one unit of price and one lot. */
  contract: number;
  lot: number;
  price: number;
  /** The usual distance of the stop, in price. */
  stop: number;
  digits: number;
}

const GOLD: Instrument = {
  ...{ symbol: "XAUUSD", contract: 100, lot: 0.05, price: 3250, stop: 8, digits: 2 },
};
const EURO: Instrument = {
  ...{ symbol: "EURUSD", contract: 100_000, lot: 0.2, price: 1.14, stop: 0.002, digits: 5 },
};

const MOODS = ["tenang", "tenang", "percaya diri", "netral", "cemas", "lelah"];
const MARKETS = ["trending", "sideways", "normal", "volatile"];

/** What one day of the quarter is played from. */
export interface SampleDay {
  date: string;
  steps: Step[];
}

/**
 * The trading days of three months before the sample day: someone with a sound plan who, after a
 * loss, often comes back soon and with twice the lot, and a bot beside. Always the same.
 */
export function sampleQuarter(): SampleDay[] {
  const random = splitMix64(SEED);
  const uniform = () => random.below(1_000_000) / 1_000_000;
  const days: SampleDay[] = [];
  for (let date = FIRST_DAY; date < QUIET_DAYS; date = addDays(date, 1)) {
    // Weekends, and now and then a day off.
    if (weekday(date) > 5 || uniform() < 0.06) continue;
    days.push({ date, steps: dayOf(date, uniform) });
  }
  return days;
}

function dayOf(date: string, uniform: () => number): Step[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(uniform() * from.length)] as T;
  const mood = pick(MOODS);
  const market = pick(MARKETS);
  const hands = byHand(date, uniform, 1 + Math.floor(uniform() * 4));
  const bots = byBot(date, uniform, Math.floor(uniform() * 4));
  const noted = uniform() < 0.7;
  return [
    ...(noted ? [{ at: "08:00:00", argv: ["mood", "set", mood] }] : []),
    { at: "08:05:00", argv: ["session", "set", "--market", market] },
    { at: "21:30:00", argv: ["trade", "log", "--stdin"], stdin: [...hands, ...bots] },
    { at: "21:45:00", argv: ["report", date] },
  ];
}

type Line = Record<string, string | number | boolean>;

function byHand(date: string, uniform: () => number, count: number): Line[] {
  const lines: Line[] = [];
  let at = Date.parse(`${date}T09:00+07:00`) + Math.floor(uniform() * 120) * MINUTE;
  let lost = false;
  for (let left = count; left > 0; left--) {
    const hasty = lost && uniform() < 0.55;
    const instrument = uniform() < 0.65 ? GOLD : EURO;
    const result = outcome(uniform, hasty ? 0.3 : 0.43);
    const minutes = 15 + Math.floor(uniform() * 100);
    const lot = Number((instrument.lot * (hasty ? 2 : 1)).toFixed(2));
    const stopped = !hasty || uniform() < 0.6;
    lines.push({
      ...trade(instrument, { at, minutes, lot, result, uniform }, stopped),
      risk_percent: hasty ? 2.6 : 1.3,
      strategy_used: instrument === GOLD ? "pullback" : "breakout",
    });
    lost = result < 0;
    at += (minutes + (lost && uniform() < 0.6 ? 5 : 35) + Math.floor(uniform() * 20)) * MINUTE;
    // Who comes back in haste seldom leaves it at the trades that were planned.
    if (hasty && lost && uniform() < 0.4) left++;
  }
  return lines;
}

function byBot(date: string, uniform: () => number, count: number): Line[] {
  let at = Date.parse(`${date}T13:00+07:00`);
  return Array.from({ length: count }, (_, index) => {
    const minutes = 10 + Math.floor(uniform() * 60);
    const result = outcome(uniform, 0.46);
    const line = {
      ...trade(GOLD, { at, minutes, lot: 0.02, result, uniform }, true),
      ...{ bot_id: 1, account: "5001234", ticket: `${date.replaceAll("-", "")}${index}` },
    };
    at += (minutes + 30 + Math.floor(uniform() * 90)) * MINUTE;
    return line;
  });
}

/** A result in R: the target at 2, the stop at -1, or an exit by hand between. */
function outcome(uniform: () => number, winShare: number): number {
  const how = uniform();
  if (uniform() < winShare) return how < 0.6 ? 2 : 0.3 + 1.2 * how;
  return how < 0.75 ? -1 : -0.9 * how;
}

function trade(
  { symbol, contract, price, stop, digits }: Instrument,
  done: { at: number; minutes: number; lot: number; result: number; uniform: () => number },
  stopped: boolean,
): Line {
  const side = done.uniform() < 0.6 ? 1 : -1;
  const round = (value: number) => Number(value.toFixed(digits));
  const open = round(price * (1 + 0.04 * (done.uniform() - 0.5)));
  const close = round(open + side * done.result * stop);
  const utc = (ms: number) => new Date(ms).toISOString();
  return {
    symbol,
    side: side > 0 ? "buy" : "sell",
    lot_size: done.lot,
    ...{ entry_price: open, exit_price: close },
    profit_loss: Number(((close - open) * side * contract * done.lot).toFixed(2)),
    entry_time: utc(done.at),
    exit_time: utc(done.at + done.minutes * MINUTE),
    ...(stopped ? { stop_loss: round(open - side * stop) } : { stop_loss_used: false }),
    take_profit: round(open + side * 2 * stop),
  };
}
