import { MINUTE_MS, parseUtc } from "../base/time.ts";
import type { Trade } from "../model.ts";
import type { DatedTrade } from "./bulk.ts";
import { areApart, CENT, isSameSymbol } from "./merge.ts";
import type { Store } from "./store.ts";
import { fromRow, type TradeRow } from "./trades.ts";

/** A trade that was written down here, by hand or by a bot's pipe, before its statement came. */
export interface HandTrade extends Trade {
  external_key: string | null;
}

/** What a row of a statement was found to be; `isSure` false: only perhaps. */
export interface Meeting {
  trade: HandTrade;
  isSure: boolean;
}

/**
 * A function that finds the trade which was written down here for a row of a statement: the same
 * ticket; or symbol, side, lot, result and minute are the same. Each is found for sure only once.
 */
export function handFinder(
  store: Store,
  batch: readonly DatedTrade[],
): (incoming: DatedTrade) => Meeting | null {
  if (batch.length === 0) return () => null;
  const rows = store.db.prepare(
    `SELECT t.*, s.session_date FROM trading_sessions s
     JOIN daily_trading_data t ON t.session_id = s.id
     WHERE s.user_id = @user AND t.import_id IS NULL AND s.session_date IN (
       SELECT date(day.value, step.value) FROM json_each(@days) day, json_each('["-1 day", "0 days", "1 day"]') step)
     ORDER BY t.id`,
  );
  const days = JSON.stringify([...new Set(batch.map(({ date }) => date))]);
  const found = rows.all({ user: store.profile.id, days }) as TradeRow[];
  const free = new Map<string, HandTrade[]>();
  for (const row of found) {
    const trade = fromRow(row) as HandTrade;
    free.set(trade.symbol, [...(free.get(trade.symbol) ?? []), trade]);
  }
  return (incoming) => {
    const { symbol, raw_symbol } = incoming.trade;
    const same = [...(free.get(symbol) ?? []), ...(free.get(raw_symbol ?? symbol) ?? [])];
    const sure = same.find((trade) => isSure(trade, incoming));
    if (sure !== undefined) {
      const others = free.get(sure.symbol) ?? [];
      free.set(
        sure.symbol,
        others.filter((trade) => trade !== sure),
      );
      return { trade: sure, isSure: true };
    }
    const likely = same.find((trade) => isLikely(trade, incoming));
    return likely === undefined ? null : { trade: likely, isSure: false };
  };
}

/** Nothing that both say speaks against it. */
function mayBe(hand: HandTrade, { trade }: DatedTrade): boolean {
  return (
    isSameSymbol(hand, trade) &&
    !areApart(hand.side, trade.side) &&
    !areApart(hand.account, trade.account) &&
    !areApart(hand.ticket, trade.ticket)
  );
}

const isSameResult = (hand: HandTrade, { trade }: DatedTrade) =>
  Math.abs(hand.profit_loss - trade.profit_loss) < CENT;

/** Milliseconds between the exits (entries, where no exit was written down); null: no time was. */
function apart(hand: HandTrade, { trade }: DatedTrade): number | null {
  const [own, other] =
    hand.exit_time !== null
      ? [hand.exit_time, trade.exit_time]
      : [hand.entry_time, trade.entry_time];
  return own === null || other === null ? null : Math.abs(parseUtc(own) - parseUtc(other));
}

function isSure(hand: HandTrade, incoming: DatedTrade): boolean {
  const { trade } = incoming;
  if (!mayBe(hand, incoming)) return false;
  if (hand.ticket !== null && hand.ticket === trade.ticket) return true;
  const isSameSize = hand.lot_size !== null && hand.lot_size === trade.lot_size;
  const isSameSide = hand.side !== null && hand.side === trade.side;
  const time = apart(hand, incoming);
  return (
    isSameSize && isSameSide && isSameResult(hand, incoming) && time !== null && time < MINUTE_MS
  );
}

/** Times that are this close, or whole half hours apart (a clock misread), may be one. */
const NEAR_MS = 5 * MINUTE_MS;
const HALF_HOUR_MS = 30 * MINUTE_MS;

function isLikely(hand: HandTrade, incoming: DatedTrade): boolean {
  const { trade, date } = incoming;
  const isOtherSize =
    hand.lot_size !== null && trade.lot_size !== null && hand.lot_size !== trade.lot_size;
  if (isOtherSize || !mayBe(hand, incoming)) return false;
  const time = apart(hand, incoming);
  if (time === null) return isSameResult(hand, incoming) && hand.session_date === date;
  // Written down before costs, or the other way round.
  if (time < MINUTE_MS) return Math.sign(hand.profit_loss) === Math.sign(trade.profit_loss);
  return isSameResult(hand, incoming) && (time <= NEAR_MS || time % HALF_HOUR_MS < MINUTE_MS);
}
