import { type Currency, fromMinor, minorReader, toMinor } from "../base/money.ts";
import { maximalDrawdown } from "../stats/curve.ts";
import { type Curve, curveOf } from "./curve.ts";
import { moneySeries } from "./series.ts";
import { closeOf, growthOf, isPaidBefore, rowAt, type Steps, type TimedLedger } from "./steps.ts";

/** Money paid in or out (not earned), on the day from which it counts. */
export interface DatedFlow {
  session_date: string;
  /** Epoch seconds. */
  at: number;
  minor: number;
}

/** The curve after one step; money in the currency. */
interface EquityPoint {
  session_date: string;
  /** Of a trade. */
  id?: number;
  profit_loss: number;
  /** Paid in or out at this point, which is no result. */
  cash_flow?: number;
  /** Balance, or the sum of results where the balance is unknown. */
  value: number;
  /** What the value would be, had the results not fallen since their highest sum. */
  peak: number;
}

/** The deepest fall of the results, trade by trade. */
type EquityFall = NonNullable<Curve["fall"]> & {
  /** The deepest fall in percent of the balance, as a fraction of 1; null: a balance is unknown or spent. */
  fraction: number | null;
};

export interface Equity {
  kind: "balance" | "result";
  by: "day" | "trade";
  /** Value before the first step. */
  start: number;
  /** start + all results + all cash flows = the last value. */
  points: EquityPoint[];
  /** The highest and the lowest value, step by step. */
  high: number;
  low: number;
  /** Sum of the results. */
  result: number;
  /** Null: the curve never falls. */
  drawdown: EquityFall | null;
  /** Whether the results end below their highest sum. */
  underwater: boolean;
}

/** Up to so many steps each has a point of its own; above that each day has one. */
const FEW_STEPS = 200;

/**
 * The curve of the account from a balance (null: unknown, then from 0, and without flows). Extremes
 * and drawdown are by trade, however the points are told.
 */
export function equityOf(
  ledger: TimedLedger,
  { balance, flows }: { balance: number | null; flows: readonly DatedFlow[] },
  currency: Currency,
): Equity {
  const { steps, last, fall, underwater } = curveOf(ledger, moneySeries(ledger, currency));
  const by = steps.n <= FEW_STEPS ? "trade" : "day";
  const start = balance === null ? 0 : toMinor(balance, currency);
  const paid = balance === null ? [] : flows;
  const growth = growthOf(ledger, currency, steps);
  const fraction = growth === null ? null : (maximalDrawdown(growth)?.fraction ?? null);
  return {
    kind: balance === null ? "result" : "balance",
    by,
    start: fromMinor(start, currency),
    ...pointsOf(ledger, steps, { by, start, flows: paid, currency }),
    result: last,
    drawdown: fall && { ...fall, fraction },
    underwater,
  };
}

function pointsOf(
  ledger: TimedLedger,
  steps: Steps,
  how: Pick<Equity, "by"> & { start: number; flows: readonly DatedFlow[]; currency: Currency },
): Pick<Equity, "points" | "high" | "low"> {
  const { by, start, flows, currency } = how;
  const read = minorReader(currency);
  const points: EquityPoint[] = [];
  let [level, high, low, fall, paid] = [start, start, start, 0, 0];
  const tell = (point: Omit<EquityPoint, "value" | "peak">) =>
    points.push({ ...point, value: read(level), peak: read(level + fall) });
  const move = (minor: number) => {
    level += minor;
    high = Math.max(high, level);
    low = Math.min(low, level);
  };
  const pay = (isDue: (flow: DatedFlow) => boolean) => {
    for (let flow = flows[paid]; flow !== undefined && isDue(flow); flow = flows[++paid]) {
      move(flow.minor);
      tell({ session_date: flow.session_date, profit_loss: 0, cash_flow: read(flow.minor) });
    }
  };
  let ofDay = 0;
  for (let at = 0; at < steps.n; at++) {
    const date = ledger.days[steps.day[at] ?? 0]?.session_date ?? "";
    const row = rowAt(steps, at);
    const closed = by === "day" ? Number.NaN : closeOf(ledger, row);
    pay((flow) =>
      flow.session_date === date ? isPaidBefore(flow.at, closed) : flow.session_date < date,
    );
    const minor = steps.value[at] ?? 0;
    move(minor);
    fall = Math.max(0, fall - minor);
    ofDay += minor;
    if (by === "day" && steps.day[at + 1] === steps.day[at] && at + 1 < steps.n) continue;
    const id = by === "day" || row < 0 ? {} : { id: ledger.id[row] ?? 0 };
    tell({ session_date: date, ...id, profit_loss: read(by === "day" ? ofDay : minor) });
    ofDay = 0;
  }
  pay(() => true);
  return { points, high: read(high), low: read(low) };
}
