import { addDays, weekday } from "../base/dates.ts";
import { splitMix64 } from "../stats/permutation.ts";

/** The sample day of `jurnal demo`: command lines as a trader types them, and when. */
export interface Step {
  /** WIB clock on the sample day. */
  at: string;
  /** What is typed after `jurnal`; words with a space in double quotes. */
  line: string;
  /** Standard input, one JSON object a line. */
  stdin?: readonly object[];
}

export const DEMO_DAY = "2025-07-09";

const BOT = {
  symbol: "XAUUSD",
  lot_size: 0.02,
  bot_id: 1,
  account: "5001234",
  stop_loss_used: true,
};

/** What a bot piped in that morning. */
const BOT_TRADES = [
  { ...BOT, ticket: "90011", side: "buy", entry: "08:30:12", exit: "08:51:40", profit_loss: 12.4 },
  { ...BOT, ticket: "90012", side: "sell", entry: "10:02:05", exit: "10:44:31", profit_loss: -7.1 },
  { ...BOT, ticket: "90013", side: "buy", entry: "12:15:00", exit: "13:05:09", profit_loss: 9.85 },
];

/** Three quiet days before, so that there is a usual size to compare with. */
const EARLIER = [
  ["2025-07-04", "13:10", "14:02", "EURUSD", "buy", 0.2, 38.6, "breakout"],
  ["2025-07-04", "16:20", "17:05", "XAUUSD", "sell", 0.05, -40.35, "pullback"],
  ["2025-07-07", "09:40", "11:15", "XAUUSD", "buy", 0.05, 79.65, "pullback"],
  ["2025-07-07", "14:30", "15:10", "EURUSD", "sell", 0.2, -41.4, "breakout"],
  ["2025-07-08", "10:05", "11:50", "XAUUSD", "buy", 0.05, 55.1, "pullback"],
  ["2025-07-08", "15:00", "15:35", "XAUUSD", "sell", 0.05, -38.9, "pullback"],
] as const;

const at = (day: string, clock: string) => `${day}T${clock}+07:00`;

/** Played first and in silence: a profile and a bot. */
export const SETTING: readonly Step[] = [
  { at: "07:50:00", line: "profile edit --zone WIB --balance 3000" },
  {
    at: "07:51:00",
    line: 'bot add "EA Gold" --market XAUUSD --strategy breakout',
  },
];

/** Played in silence too, before the day itself. */
export const DAYS_BEFORE: Step = {
  at: "07:52:00",
  line: "trade log --stdin",
  stdin: EARLIER.map(([day, entry, exit, symbol, side, lot_size, profit_loss, strategy]) => ({
    symbol,
    side,
    lot_size,
    profit_loss,
    entry_time: at(day, entry),
    exit_time: at(day, exit),
    stop_loss_used: true,
    risk_percent: 1.3,
    strategy_used: strategy,
  })),
};

/** The day itself. */
export const DAY: readonly Step[] = [
  {
    at: "08:05:00",
    line: 'mood set tenang --note "tidur cukup, kalender sudah dicek"',
  },
  {
    at: "08:10:00",
    line: 'session set --market trending --notes "Tunggu pullback di emas, paling banyak dua setup."',
  },
  {
    at: "10:41:00",
    line:
      "trade log XAUUSD 79.65 --lot 0.05 --side buy --entry 09:10 --exit 10:40 " +
      "--open-price 3338.20 --close-price 3354.20 --stop 3330.20 --target 3354.20 " +
      "--risk 1.3 --setup pullback",
  },
  {
    at: "13:06:00",
    line: "trade log --stdin",
    stdin: BOT_TRADES.map(({ entry, exit, ...trade }) => ({
      ...trade,
      entry_time: at(DEMO_DAY, entry),
      exit_time: at(DEMO_DAY, exit),
    })),
  },
  {
    at: "14:21:00",
    line:
      "trade log XAUUSD -40.55 --lot 0.05 --side sell --entry 13:40 --exit 14:20 " +
      "--open-price 3349.10 --close-price 3357.10 --stop 3357.10 --target 3333.10 " +
      "--risk 1.3 --setup pullback",
  },
  { at: "14:24:00", line: 'mood set kesal --note "kena SL, rasanya mau balas"' },
  {
    at: "14:45:00",
    line:
      "trade log XAUUSD -81.60 --lot 0.10 --side sell --entry 14:28 --exit 14:44 " +
      "--open-price 3358.40 --close-price 3366.50 --no-sl --setup pullback",
  },
  { at: "15:30:00", line: "report" },
];

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
  symbol: "XAUUSD",
  contract: 100,
  lot: 0.05,
  price: 3250,
  stop: 8,
  digits: 2,
};
const EURO: Instrument = {
  symbol: "EURUSD",
  contract: 100_000,
  lot: 0.2,
  price: 1.14,
  stop: 0.002,
  digits: 5,
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
    ...(noted ? [{ at: "08:00:00", line: `mood set "${mood}"` }] : []),
    { at: "08:05:00", line: `session set --market ${market}` },
    { at: "21:30:00", line: "trade log --stdin", stdin: [...hands, ...bots] },
    { at: "21:45:00", line: `report ${date}` },
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
      bot_id: 1,
      account: "5001234",
      ticket: `${date.replaceAll("-", "")}${index}`,
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
    entry_price: open,
    exit_price: close,
    profit_loss: Number(((close - open) * side * contract * done.lot).toFixed(2)),
    entry_time: utc(done.at),
    exit_time: utc(done.at + done.minutes * MINUTE),
    ...(stopped ? { stop_loss: round(open - side * stop) } : { stop_loss_used: false }),
    take_profit: round(open + side * 2 * stop),
  };
}
