import { utcText } from "../../src/base/time.ts";
import type { SessionContext } from "../../src/mentor/types.ts";
import type { Plan as SealedPlan, Trade } from "../../src/model.ts";
import { type Draws, makeDraws } from "./draws.ts";

/*
 * A market without any edge, and a desk on which a plan is traded bar by bar: prices are random walks
 * and orders are filled at the price of their bar, so whatever the plan, the expected result of every
 * trade is its cost or less. What a trader shows here beyond chance he does not have.
 */

const DAY_MINUTES = 1_440;
/** A Monday, 2024-01-01. */
const FIRST_DAY = 19_723;
const MOODS = ["tenang", "netral", "serakah", "frustasi", "takut"];
const CONDITIONS = ["normal", "trending", "sideways", "volatile"];

/** One instrument: where it starts, what a lot of one unit of price is worth, and its usual bar. */
export interface Instrument {
  name: string;
  price: number;
  contract: number;
  /** Standard deviation of a bar's change, in price. */
  step: number;
  decimals: number;
}

/** What was sealed before the order, as distances from its entry. */
export interface Sealed {
  lot: number;
  stop: number;
  target: number;
  /** How much worse the entry is than the planned one. */
  chased?: number;
  /** It had run out. */
  late?: boolean;
  /** A line of the checklist each. */
  checks: readonly boolean[];
}

interface Order {
  /** Index of the instrument. */
  at: number;
  side: 1 | -1;
  lot: number;
  /** Distances in price; left out: none. */
  stop?: number;
  target?: number;
  strategy?: string;
  parent?: string;
  /** Left out: it was not planned. */
  sealed?: Sealed;
  /** What is lost at once, in price: it is entered where the move is over. */
  lost?: number;
}

/** A position that is open, with what the journal will hold of it. */
export interface Position extends Order {
  id: number;
  entryMs: number;
  entry: number;
  stopPrice: number | null;
  targetPrice: number | null;
  /** As it was placed: a trailing stop moves `stopPrice` alone. */
  firstStop: number | null;
}

interface Closed {
  pl: number;
  exitMs: number;
  symbol: number;
}

export interface Desk {
  draws: Draws;
  /** Whole days since the start, and the weekday, 0 Monday to 6. */
  day: number;
  weekday: number;
  /** Minute of the day. */
  minute: number;
  prices: number[];
  open: Position[];
  /** What closed today, in order. */
  today: Closed[];
  balance: number;
  enter(order: Order): Position;
  leave(position: Position): void;
}

export interface Plan {
  instruments: readonly Instrument[];
  barMinutes: number;
  /** Minutes of the day between which there are bars. */
  hours: readonly [number, number];
  balance?: number;
  /** Days of the week without a market: 5, 6 unless told otherwise. */
  weekend?: readonly number[];
  /** Called first on each day. */
  morning?(desk: Desk): void;
  /** How wild the bar is, as a multiple of the usual. */
  wildness?(desk: Desk): number;
  /** The shock of a bar, with a spread of 1; normal unless told otherwise. */
  shock?(draws: Draws): number;
  /** How much of the shock all instruments share, 0 to 1. */
  common?: number;
  /** Cost of a round turn in price, as a share of the usual bar. */
  cost?: number;
  bar(desk: Desk): void;
}

export interface Journal {
  /** What was planned, by number. */
  plans: Map<number, SealedPlan>;
  trades: Trade[];
  contexts: Map<number, SessionContext>;
}

const NO_MORE_DAYS = 3_000;
/** What a plan has beside its prices. */
const NOTHING_MORE = {
  ...{ risk_money: null, risk_percent: null, rr: null, point_value: null },
  ...{ setup: null, why: null, mood: null, allowed: true, reasons: [], against_reason: null },
  ...{ closed_at: null, closed_as: null, close_reason: null },
} as const;

/** Trades a plan until so many are closed. The same seed gives the same journal. */
export function tradePlan(seed: number, count: number, makePlan: (draws: Draws) => Plan): Journal {
  const draws = makeDraws(seed);
  const plan = makePlan(draws);
  const floor = new Floor(plan, draws);
  for (let day = 0; floor.trades.length < count && day < NO_MORE_DAYS; day++) floor.spend(day);
  return { plans: floor.plans, ...journalOf(floor.trades, count, draws) };
}

/** The desk with its market, and the trades it has closed. */
class Floor implements Desk {
  readonly trades: Trade[] = [];
  readonly plans = new Map<number, SealedPlan>();
  readonly open: Position[] = [];
  readonly prices: number[];
  today: Closed[] = [];
  day = 0;
  weekday = 0;
  minute = 0;
  balance: number;
  private lastId = 0;
  private readonly plan: Plan;
  readonly draws: Draws;

  constructor(plan: Plan, draws: Draws) {
    this.plan = plan;
    this.draws = draws;
    this.prices = plan.instruments.map((one) => one.price);
    this.balance = plan.balance ?? 10_000;
  }

  private get now(): number {
    return ((FIRST_DAY + this.day) * DAY_MINUTES + this.minute) * 60_000;
  }

  spend(day: number): void {
    const { plan } = this;
    Object.assign(this, { day, weekday: day % 7, minute: plan.hours[0], today: [] });
    if ((plan.weekend ?? [5, 6]).includes(this.weekday)) return;
    plan.morning?.(this);
    for (; this.minute < plan.hours[1]; this.minute += plan.barMinutes) {
      this.move();
      this.fillOrders();
      plan.bar(this);
    }
  }

  private move(): void {
    const { instruments, wildness, shock, common = 0 } = this.plan;
    const draw = () => shock?.(this.draws) ?? this.draws.normal();
    const scale = wildness?.(this) ?? 1;
    const shared = common > 0 ? draw() : 0;
    instruments.forEach((one, at) => {
      const own = common < 1 ? draw() : 0;
      const change = Math.sqrt(common) * shared + Math.sqrt(1 - common) * own;
      this.prices[at] = Math.max(
        one.price / 20,
        (this.prices[at] ?? 0) + one.step * scale * change,
      );
    });
  }

  private fillOrders(): void {
    for (const position of [...this.open]) {
      const price = this.prices[position.at] ?? 0;
      const { side, stopPrice, targetPrice } = position;
      const isOver = (order: number | null, way: number) =>
        order !== null && way * side * (price - order) >= 0;
      if (isOver(stopPrice, -1) || isOver(targetPrice, 1)) this.leave(position);
    }
  }

  enter(order: Order): Position {
    const paid = (this.prices[order.at] ?? 0) + order.side * (order.lost ?? 0);
    const entry = this.round(order.at, paid);
    const at = (distance: number | undefined, way: number) =>
      distance === undefined ? null : this.round(order.at, entry + way * order.side * distance);
    const stopPrice = at(order.stop, -1);
    const position: Position = {
      ...order,
      id: ++this.lastId,
      entryMs: this.now + (this.lastId % 50_000),
      entry,
      stopPrice,
      targetPrice: at(order.target, 1),
      firstStop: stopPrice,
    };
    this.open.push(position);
    this.seal(position);
    return position;
  }

  private seal({ id, at, side, entry, entryMs, sealed }: Position): void {
    if (sealed === undefined) return;
    const planned = entry - side * (sealed.chased ?? 0);
    this.plans.set(id, {
      id,
      sealed_at: utcText(entryMs - 600_000),
      valid_until: utcText(entryMs + (sealed.late === true ? -120_000 : 600_000)),
      symbol: this.plan.instruments[at]?.name ?? "",
      side: side > 0 ? "buy" : "sell",
      entry: planned,
      stop: entry - side * sealed.stop,
      target: entry + side * sealed.target,
      lot: sealed.lot,
      checks: sealed.checks.map((ok, index) => ({ text: `${index}`, ok })),
      ...NOTHING_MORE,
    });
  }

  leave(position: Position): void {
    this.open.splice(this.open.indexOf(position), 1);
    const instrument = this.plan.instruments[position.at];
    if (instrument === undefined) return;
    const exit = this.round(position.at, this.prices[position.at] ?? 0);
    const cost = (this.plan.cost ?? 0) * instrument.step * position.lot * instrument.contract;
    const gross = position.side * (exit - position.entry) * position.lot * instrument.contract;
    const pl = Math.round(100 * (gross - cost)) / 100;
    const exitMs = Math.max(position.entryMs + 1_000, this.now);
    this.balance = Math.max(1_000, this.balance + pl);
    this.today.push({ pl, exitMs, symbol: position.at });
    this.trades.push(tradeOf(position, instrument.name, { exit, exitMs, pl, cost, day: this.day }));
  }

  private round(at: number, price: number): number {
    const unit = 10 ** (this.plan.instruments[at]?.decimals ?? 2);
    return Math.round(price * unit) / unit;
  }
}

function tradeOf(
  position: Position,
  symbol: string,
  done: { exit: number; exitMs: number; pl: number; cost: number; day: number },
): Trade {
  return {
    id: position.id,
    session_id: done.day + 1,
    symbol,
    profit_loss: done.pl,
    session_date: utcText(done.exitMs).slice(0, 10),
    created_at: utcText(done.exitMs),
    lot_size: position.lot,
    side: position.side > 0 ? "buy" : "sell",
    entry_time: utcText(position.entryMs),
    exit_time: utcText(done.exitMs),
    entry_price: position.entry,
    exit_price: done.exit,
    stop_loss: position.firstStop,
    take_profit: position.targetPrice,
    stop_loss_used: position.firstStop !== null,
    take_profit_used: position.targetPrice !== null,
    risk_percent: null,
    strategy_used: position.strategy ?? null,
    bot_id: null,
    commission: done.cost === 0 ? null : Math.round(-100 * done.cost) / 100,
    swap: null,
    ticket: String(100_000 + position.id),
    account: null,
    tags: null,
    note: null,
    parent_ticket: position.parent ?? null,
    plan_id: position.sealed === undefined ? null : position.id,
  };
}

/** The first `count` by day and entry; moods and conditions last for days and mean nothing. */
function journalOf(trades: Trade[], count: number, draws: Draws): Omit<Journal, "plans"> {
  const key = (trade: Trade) => trade.entry_time ?? "";
  trades.sort(
    (a, b) =>
      a.session_id - b.session_id || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id),
  );
  const kept = trades.slice(0, count);
  const contexts = new Map<number, SessionContext>();
  let [mood, condition] = [draws.pick(MOODS), draws.pick(CONDITIONS)];
  for (const { session_id: id, session_date: date } of kept) {
    if (contexts.has(id)) continue;
    if (draws.chance(0.5)) mood = draws.pick(MOODS);
    if (draws.chance(0.3)) condition = draws.pick(CONDITIONS);
    contexts.set(id, { id, date, condition, moodBefore: mood, balance: null });
  }
  // As an import numbers them.
  return { trades: kept.map((trade, index) => ({ ...trade, id: index + 1 })), contexts };
}
