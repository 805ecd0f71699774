import { addMoney, currencyOf, fromMinor } from "../base/money.ts";
import type { Ledger } from "../model-ledger.ts";
import { type Interval, wilson } from "../stats/intervals.ts";
import { expectedPayoff } from "../stats/outcomes.ts";
import { REPORTABLE } from "../stats/reportable.ts";
import { compareMeans, type Difference, sampleOf } from "./difference.ts";

export type SidesLedger = Ledger<"bot" | "exit_reason">;

/** The plain figures of a group of trades. */
export interface SideFigures {
  n: number;
  net: number;
  wins: number;
  /** wins / n; null without trades. */
  win_rate: number | null;
  /** 95 % Wilson; null below 5 trades. */
  win_rate_interval: Interval | null;
  expectancy: number | null;
}

/** What is known of the positions of a bot that were closed by hand. */
export interface HandCloses {
  bot_id: number;
  /** Closed by hand, and by the bot's own stop, target or order. */
  closed_by_hand: number;
  closed_by_bot: number;
  /** Ids of the trades closed by hand. */
  trades: readonly number[];
  /** Mean result of those closed by hand against the bot's own; null without its own. */
  comparison: Difference | null;
}

/** The trades by hand and those of the bots. */
export function sidesOf(ledger: SidesLedger, currency: string) {
  const [hand, bots]: [number[], number[]] = [[], []];
  for (let row = 0; row < ledger.n; row++) (ledger.bot[row] === 0 ? hand : bots).push(row);
  return { hand: sideOf(ledger, currency, hand), bots: sideOf(ledger, currency, bots) };
}

/** The figures of some rows of a ledger; of all of them by default. */
export function sideOf(
  ledger: Ledger,
  code: string,
  rows: readonly number[] = Array.from({ length: ledger.n }, (_, row) => row),
): SideFigures {
  const currency = currencyOf(code);
  const money = rows.map((row) => fromMinor(ledger.minor[row] ?? 0, currency));
  const n = money.length;
  const wins = money.filter((value) => value > 0).length;
  return {
    ...{ n, net: addMoney(money, currency), wins, win_rate: n === 0 ? null : wins / n },
    win_rate_interval: n < REPORTABLE.wilsonCount ? null : wilson(wins, n),
    expectancy: expectedPayoff(money),
  };
}

/** Exits that were the bot's own doing; a stop-out is the broker's, the end of a test nobody's. */
const BY_BOT: readonly string[] = ["sl", "tp", "expert"];

/**
 * Positions of bots that were closed by hand, a bot at a time, the most often closed first. Bots of
 * which no position is known to have been closed so are left out.
 */
export function handCloses(ledger: SidesLedger, currency: string): HandCloses[] {
  const byBot = new Map<number, { hand: number[]; own: number[] }>();
  const reasonAt = (row: number) =>
    ledger.exit_reason.names[ledger.exit_reason.code[row] ?? -1] ?? "";
  for (let row = 0; row < ledger.n; row++) {
    const bot = ledger.bot[row] ?? 0;
    const reason = reasonAt(row);
    if (bot === 0 || reason === "") continue;
    const rows = byBot.get(bot) ?? { hand: [], own: [] };
    if (reason === "manual") rows.hand.push(row);
    else if (BY_BOT.includes(reason)) rows.own.push(row);
    byBot.set(bot, rows);
  }
  return [...byBot]
    .filter(([, { hand }]) => hand.length > 0)
    .sort(([a, x], [b, y]) => y.hand.length - x.hand.length || a - b)
    .map(([bot_id, { hand, own }]) => ({
      ...{ bot_id, closed_by_hand: hand.length, closed_by_bot: own.length },
      trades: hand.map((row) => ledger.id[row] ?? 0),
      comparison: compareMeans(
        sampleOf(ledger, null, currency, hand).money,
        sampleOf(ledger, null, currency, own).money,
      ),
    }));
}
