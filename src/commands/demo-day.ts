/** The sample day of `jurnal demo`: command lines as a trader types them, and when. */
export interface Step {
  /** WIB clock on the sample day. */
  at: string;
  argv: readonly string[];
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

/** Played first and in silence: a profile, a bot, the days before. */
export const SETTING: readonly Step[] = [
  { at: "07:50:00", argv: ["profile", "edit", "--zone", "WIB", "--balance", "3000"] },
  {
    at: "07:51:00",
    argv: ["bot", "add", "EA Gold", "--market", "XAUUSD", "--strategy", "breakout"],
  },
  {
    at: "07:52:00",
    argv: ["trade", "log", "--stdin"],
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
  },
];

/** The day itself. */
export const DAY: readonly Step[] = [
  {
    at: "08:05:00",
    argv: ["mood", "set", "tenang", "--note", "tidur cukup, kalender sudah dicek"],
  },
  {
    at: "08:10:00",
    argv: [
      ...["session", "set", "--market", "trending"],
      ...["--notes", "Tunggu pullback di emas, paling banyak dua setup."],
    ],
  },
  {
    at: "10:41:00",
    argv: [
      ...["trade", "log", "XAUUSD", "79.65", "--lot", "0.05", "--side", "buy"],
      ...["--entry", "09:10", "--exit", "10:40", "--open-price", "3338.20"],
      ...["--close-price", "3354.20", "--stop", "3330.20", "--target", "3354.20"],
      ...["--risk", "1.3", "--strategy", "pullback"],
    ],
  },
  {
    at: "13:06:00",
    argv: ["trade", "log", "--stdin"],
    stdin: BOT_TRADES.map(({ entry, exit, ...trade }) => ({
      ...trade,
      entry_time: at(DEMO_DAY, entry),
      exit_time: at(DEMO_DAY, exit),
    })),
  },
  {
    at: "14:21:00",
    argv: [
      ...["trade", "log", "XAUUSD", "-40.55", "--lot", "0.05", "--side", "sell"],
      ...["--entry", "13:40", "--exit", "14:20", "--open-price", "3349.10"],
      ...["--close-price", "3357.10", "--stop", "3357.10", "--target", "3333.10"],
      ...["--risk", "1.3", "--strategy", "pullback"],
    ],
  },
  { at: "14:24:00", argv: ["mood", "set", "kesal", "--note", "kena SL, rasanya mau balas"] },
  {
    at: "14:45:00",
    argv: [
      ...["trade", "log", "XAUUSD", "-81.60", "--lot", "0.10", "--side", "sell"],
      ...["--entry", "14:28", "--exit", "14:44", "--open-price", "3358.40"],
      ...["--close-price", "3366.50", "--no-sl", "--strategy", "pullback"],
    ],
  },
  { at: "15:30:00", argv: ["report"] },
];
