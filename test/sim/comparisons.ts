import { groupBy } from "../../src/base/groups.ts";
import { weekOf } from "../../src/base/period.ts";
import { multiplesOf } from "../../src/figures/multiples.ts";
import { compareGroups, periodReview } from "../../src/figures/period.ts";
import type { PeriodProcess } from "../../src/mentor/period.ts";
import type { Trade } from "../../src/model.ts";
import { ledgerOf, USD } from "../figures/ledgers.ts";
import { HONEST, type Honest } from "./honest.ts";
import { tradePlan } from "./market.ts";

/* Honest traders held against themselves: what is told of a difference is false. */

/** The trades of one as a ledger, with all that R and the sides of a review are worked out from. */
function ledgerFrom(trades: readonly Trade[]) {
  const seconds = (time: string | null) => Date.parse(`${time}Z`) / 1_000;
  const rows = trades.map((trade) => ({
    date: trade.session_date,
    result: trade.profit_loss,
    entry: seconds(trade.entry_time),
    exit: seconds(trade.exit_time),
    commission: trade.commission ?? 0,
  }));
  const numbers = (of: (trade: Trade) => number | null) =>
    Float64Array.from(trades, (trade) => of(trade) ?? Number.NaN);
  const names = [...new Set(trades.map(({ symbol }) => symbol))];
  return {
    ...ledgerOf(rows),
    symbol: { names, code: Int32Array.from(trades, ({ symbol }) => names.indexOf(symbol)) },
    side: Int8Array.from(trades, ({ side }) => (side === "buy" ? 1 : -1)),
    lot: numbers((trade) => trade.lot_size),
    entry_price: numbers((trade) => trade.entry_price),
    exit_price: numbers((trade) => trade.exit_price),
    stop_loss: numbers((trade) => trade.stop_loss),
    stop_loss_used: Int8Array.from(trades, (trade) => (trade.stop_loss_used === true ? 1 : 0)),
    risk_percent: numbers(() => null),
    bot: new Float64Array(trades.length),
    exit_reason: nothingSaid(trades.length),
    mistakes: nothingSaid(trades.length),
  };
}

const nothingSaid = (n: number) => ({ names: [], code: new Int32Array(n).fill(-1) });

type Verdicts = readonly (string | undefined)[];
const isTold = (verdicts: Verdicts) =>
  verdicts.some((verdict) => verdict === "higher" || verdict === "lower");

/** Whether the comparison of two groups of his trades tells any difference. */
function tells(a: readonly Trade[], b: readonly Trade[]): boolean {
  const { win_rate, expectancy, expectancy_r } = compareGroups(
    ledgerFrom(a),
    ledgerFrom(b),
    "USD",
  ).differences;
  return isTold([win_rate?.verdict, expectancy?.verdict, expectancy_r?.verdict]);
}

const dayOf = ({ session_date }: Trade) => session_date;

/** Four comparisons that a trader makes: two of periods, by side, by symbol; how many tell something. */
export function comparisonsOf(school: Honest, seed: number) {
  const { trades } = tradePlan(seed, 200, HONEST[school]);
  const days = [...new Set(trades.map(dayOf))].sort();
  const middle = days[Math.floor(days.length / 2)] ?? "";
  const late = days[Math.floor((3 * days.length) / 4)] ?? "";
  const [symbol] = trades.map((trade) => trade.symbol);
  const divisions: ((trade: Trade) => boolean)[] = [
    (trade) => dayOf(trade) < middle,
    (trade) => dayOf(trade) < late,
    ({ side }) => side === "buy",
    (trade) => trade.symbol === symbol,
  ];
  const sides = divisions.map((isFirst) => [
    trades.filter(isFirst),
    trades.filter((trade) => !isFirst(trade)),
  ]);
  const made = sides.filter((pair) => pair.every((some) => some.length > 0));
  const told = made.filter(([a = [], b = []]) => tells(a, b));
  return { made: made.length, told: told.length };
}

/** Whether any review of a year of weeks, read one by one, tells such a trader of a difference. */
export function weeksOf(school: Honest, seed: number): boolean {
  const { trades } = tradePlan(seed, 600, HONEST[school]);
  const weeks = groupBy(trades, (trade) => weekOf(dayOf(trade)).from);
  const mondays = [...weeks.keys()].sort().slice(0, 52);
  return mondays.slice(1).some((monday, k) => {
    const ledger = ledgerFrom(weeks.get(monday) ?? []);
    const before = ledgerFrom(weeks.get(mondays[k] ?? "") ?? []);
    const period = { ...weekOf(monday), unfinished: false };
    const { changes } = periodReview(
      {
        ...{ ledger, before, multiples: multiplesOf(ledger, USD), period },
        ...{ earlier: weekOf(mondays[k] ?? ""), today: monday, sessions: 0, balance: null },
        ...{ booked_costs: { rows: 0, amount: 0 }, bot_names: {}, conduct: {} as PeriodProcess },
      },
      "USD",
    );
    return isTold(Object.values(changes).map((one) => one?.verdict));
  });
}
