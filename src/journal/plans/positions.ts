import { addMoney, type Currency, currencyOf } from "../../base/money.ts";
import { withoutDust } from "../../base/number.ts";
import { parseUtc, utcText } from "../../base/time.ts";
import type { NewTrade, Side, Trade } from "../../model.ts";
import { type PartialClose, partialCloses, partsText } from "../../trade/parts.ts";
import { deleteRow, insertRow, type Operation, updateRow } from "../changes.ts";
import { dayAt, ensurePartDays } from "../days.ts";
import type { Store } from "../store.ts";
import { addTrade, editTrade, findTrade } from "../trades.ts";

/** A row of open_positions; lots are those that are still open. */
export interface Position {
  id: number;
  account: string | null;
  ticket: string | null;
  symbol: string;
  raw_symbol: string | null;
  side: Side | null;
  lot_size: number | null;
  entry_time: string | null;
  entry_price: number | null;
  stop_loss: number | null;
  take_profit: number | null;
  /** When the statement was made. */
  floating: number | null;
  magic: string | null;
  comment: string | null;
  /** null: opened here, by hand. */
  import_id: number | null;
  plan_id: number | null;
  /** The trade of the parts that were closed so far. */
  trade_id: number | null;
  /** The first stop that was known, where `stop_loss` is a later one. */
  first_stop: number | null;
}

const SELECT = "SELECT * FROM open_positions WHERE user_id = @user";

function fromRow(row: unknown): Position {
  const {
    user_id: _,
    external_key: __,
    ...position
  } = row as Position & {
    user_id: number;
    external_key: string;
  };
  return position;
}

/** The profile's open positions, those of statements too, in the order they were opened. */
export function listPositions({ db, profile }: Store): Position[] {
  const rows = db.prepare(`${SELECT} ORDER BY entry_time, id`).all({ user: profile.id });
  return rows.map(fromRow);
}

/** Whether anything is open in this profile. */
export function hasPositions({ db, profile }: Store): boolean {
  const any = db.prepare("SELECT EXISTS (SELECT 1 FROM open_positions WHERE user_id = ?)");
  return any.pluck().get(profile.id) === 1;
}

/** The open position with this number; null for none. */
export function findPosition({ db, profile }: Store, id: number): Position | null {
  const row = db.prepare(`${SELECT} AND id = @id`).get({ user: profile.id, id });
  return row === undefined ? null : fromRow(row);
}

export type NewPosition = Pick<
  Position,
  "symbol" | "side" | "lot_size" | "entry_price" | "stop_loss" | "take_profit" | "plan_id"
>;

/** Opens a position by hand at this moment; its number. */
export function openPosition(operation: Operation, position: NewPosition): number {
  const { store } = operation;
  const { id: user_id } = store.profile;
  return insertRow(operation, "open_positions", {
    ...position,
    user_id,
    // No statement gives such a key. The moment is in it because a journal that was brought back from
    // a whole export numbers its operations anew, while its positions keep their keys.
    external_key: `${user_id}|hand|${store.now()}|${operation.id}`,
    entry_time: utcText(store.now()),
  });
}

/** A close of a position, or of a part of it. */
export interface Closing {
  lot: number;
  /** null: only the result is known. */
  price: number | null;
  /** Net, its fee included. */
  result: number;
  /** Signed; 0: none. */
  fee: number;
  /** UTC as stored. */
  time: string;
  stop_loss: number | null;
  note: string | null;
  setup: string | null;
  mood: string | null;
}

/**
 * Closes so many lots of a position by hand. What was closed of it is one trade from the first part
 * on, so that the day's result knows of it; with the last lot the position is gone. Returns the
 * trade's number.
 */
export function closeLots(operation: Operation, position: Position, closing: Closing): number {
  const { store } = operation;
  const before = position.trade_id === null ? null : findTrade(store, position.trade_id);
  const trade = joined(store, position, before, closing);
  const date = dayAt(store, parseUtc(closing.time));
  ensurePartDays(operation, trade);
  let id: number;
  if (before === null) {
    id = addTrade(operation, trade, date);
    if (position.plan_id !== null) {
      updateRow(operation, "daily_trading_data", id, { plan_id: position.plan_id });
    }
  } else {
    id = before.id;
    editTrade(operation, before, trade, date);
  }
  const left = withoutDust((position.lot_size ?? closing.lot) - closing.lot);
  if (left > 0) {
    const { stop_loss } = trade;
    updateRow(operation, "open_positions", position.id, {
      lot_size: left,
      trade_id: id,
      stop_loss,
    });
  } else deleteRow(operation, "open_positions", position.id);
  return id;
}

/** The trade that the closed lots make, those of before with them. */
function joined(
  store: Store,
  position: Position,
  before: Trade | null,
  closing: Closing,
): NewTrade {
  const currency = currencyOf(store.profile.currency);
  const parts = before === null ? [] : [...partialCloses(before), lastPart(before, currency)];
  const whole = [...parts, { lot_size: closing.lot, exit_price: closing.price }];
  const sum = (of: (part: PartialClose) => number, last: number) =>
    addMoney([...parts.map(of), last], currency);
  const stop_loss = closing.stop_loss ?? position.stop_loss;
  const note = [before?.note, closing.note].filter(Boolean).join("\n");
  const fee = sum((part) => part.fee, closing.fee);
  return {
    ...(before ?? UNSAID),
    symbol: position.symbol,
    side: position.side,
    lot_size: withoutDust(whole.reduce((all, part) => all + (part.lot_size ?? 0), 0)),
    entry_time: position.entry_time,
    entry_price: position.entry_price,
    exit_time: closing.time,
    exit_price: averagePrice(whole),
    stop_loss,
    take_profit: position.take_profit,
    stop_loss_used: stop_loss === null ? null : true,
    take_profit_used: position.take_profit === null ? null : true,
    profit_loss: sum((part) => part.profit_loss, closing.result),
    fee: fee === 0 ? null : fee,
    strategy_used: before?.strategy_used ?? closing.setup,
    mood: before?.mood ?? closing.mood,
    note: note === "" ? null : note,
    partial_closes: partsText(parts, (epochMs) => dayAt(store, epochMs)),
  };
}

const UNSAID = {
  risk_percent: null,
  bot_id: null,
  commission: null,
  swap: null,
  ticket: null,
  account: null,
  tags: null,
};

/** What the trade's last close was, now that another comes after it. */
function lastPart(trade: Trade, currency: Currency): PartialClose {
  const parts = partialCloses(trade);
  const money = (whole: number | null, of: (part: PartialClose) => number) =>
    addMoney([whole ?? 0, ...parts.map((part) => -of(part))], currency);
  const rest = (whole: number | null, of: (part: PartialClose) => number | null) =>
    withoutDust((whole ?? 0) - parts.reduce((sum, part) => sum + (of(part) ?? 0), 0));
  const lot_size = rest(trade.lot_size, (part) => part.lot_size);
  const isPriced = trade.exit_price !== null && parts.every((part) => part.exit_price !== null);
  const value = rest(
    (trade.exit_price ?? 0) * (trade.lot_size ?? 0),
    (part) => (part.exit_price ?? 0) * (part.lot_size ?? 0),
  );
  return {
    date: trade.session_date,
    exit_time: trade.exit_time ?? trade.created_at,
    lot_size,
    exit_price: isPriced && lot_size > 0 ? Number((value / lot_size).toPrecision(9)) : null,
    profit_loss: money(trade.profit_loss, (part) => part.profit_loss),
    commission: money(trade.commission, (part) => part.commission),
    swap: money(trade.swap, (part) => part.swap),
    fee: money(trade.fee ?? null, (part) => part.fee),
  };
}

/** The price of all parts by their lots; null where one is not known. */
function averagePrice(
  parts: readonly Pick<PartialClose, "lot_size" | "exit_price">[],
): number | null {
  if (parts.some(({ exit_price, lot_size }) => exit_price === null || !lot_size)) return null;
  if (parts.length === 1) return parts[0]?.exit_price ?? null;
  const lots = parts.reduce((sum, { lot_size }) => sum + (lot_size ?? 0), 0);
  const value = parts.reduce((sum, part) => sum + (part.exit_price ?? 0) * (part.lot_size ?? 0), 0);
  return Number((value / lots).toPrecision(10));
}
