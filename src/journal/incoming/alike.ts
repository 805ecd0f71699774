import { addTo } from "../../base/groups.ts";
import { MINUTE_MS, parseUtc } from "../../base/time.ts";
import type { Trade } from "../../model.ts";
import type { DatedTrade } from "../bulk.ts";
import type { Store } from "../store.ts";
import { columnValue, fromRow, type TradeRow } from "../trades.ts";
import { areApart, CENT, halfHours, isSameSymbol } from "./merge.ts";

/** What two rows without a ticket must share to be the same trade. */
export const ALIKE = [
  "symbol",
  "profit_loss",
  "lot_size",
  "side",
  "entry_time",
  "exit_time",
  "entry_price",
  "exit_price",
] as const;

const saysOf = ({ trade, date }: DatedTrade) =>
  JSON.stringify([date, ...ALIKE.map((name) => columnValue(trade, name))]);

/**
 * A function that tells which trade of the journal a row of our own export is, that has no ticket:
 * such a trade has no name of its own, so it is known by its day and what it says. Two that say the
 * same stand for two trades, each found once: what is found goes into `matched`, and what is in
 * there is not found. `ownImport` is an import under way, whose trades are no others.
 */
export function alikeFinder(
  store: Store,
  nameless: readonly DatedTrade[],
  matched: Set<number>,
  ownImport: number | null,
): (row: DatedTrade) => number | null {
  if (nameless.length === 0) return () => null;
  const rows = store.db.prepare(
    `SELECT t.id, json_array(s.session_date, ${ALIKE.map((name) => `t.${name}`).join(", ")})
     FROM trading_sessions s JOIN daily_trading_data t ON t.session_id = s.id
     WHERE s.user_id = @user AND s.session_date IN (SELECT value FROM json_each(@days))
       AND t.ticket IS NULL AND (@own IS NULL OR t.import_id IS NOT @own) ORDER BY t.id DESC`,
  );
  const days = JSON.stringify([...new Set(nameless.map(({ date }) => date))]);
  const free = new Map<string, number[]>();
  const found = rows.raw().all({ user: store.profile.id, days, own: ownImport });
  for (const [id, text] of found as [number, string][]) {
    if (!matched.has(id)) addTo(free, JSON.stringify(JSON.parse(text)), id);
  }
  return (row) => {
    if (row.trade.ticket !== null) return null;
    const id = free.get(saysOf(row))?.pop() ?? null;
    if (id !== null) matched.add(id);
    return id;
  };
}

/** A row of our own export: the number it had and when it was recorded. */
export interface ExportedRow extends DatedTrade {
  id: number;
  /** UTC, as the journal stores it. */
  created_at: string;
}

/**
 * The trades that rows of our own export are; null for those that are not here. In the journal that
 * wrote it a trade is known by its number and time, whatever was changed since; elsewhere by what it
 * says.
 */
export function knownExports(
  store: Store,
  rows: readonly ExportedRow[],
  matched: Set<number>,
): (number | null)[] {
  const here = store.db.prepare(
    `SELECT t.id, t.created_at FROM json_each(?) wanted
     JOIN daily_trading_data t ON t.id = wanted.value
     JOIN trading_sessions s ON s.id = t.session_id WHERE s.user_id = ?`,
  );
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const times = new Map(here.raw().all(ids, store.profile.id) as [number, string][]);
  const isSame = ({ id, created_at }: ExportedRow) =>
    times.get(id) === created_at && !matched.has(id);
  const same = rows.map((row) => {
    if (!isSame(row)) return null;
    matched.add(row.id);
    return row.id;
  });
  const others = rows.filter(({ trade }, index) => same[index] === null && trade.ticket === null);
  const find = alikeFinder(store, others, matched, null);
  return rows.map((row, index) => same[index] ?? find(row));
}

/** A trade that was written down here, by hand or by a bot's pipe, before its statement came. */
export interface LoggedTrade extends Trade {
  external_key: string | null;
}

/** What a row of a statement was found to be; `isSure` false: only perhaps. */
export interface Meeting {
  trade: LoggedTrade;
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
  const free = new Map<string, LoggedTrade[]>();
  for (const row of found) {
    const trade = fromRow(row) as LoggedTrade;
    addTo(free, trade.symbol, trade);
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
function mayBe(hand: LoggedTrade, { trade }: DatedTrade): boolean {
  return (
    isSameSymbol(hand, trade) &&
    !areApart(hand.side, trade.side) &&
    !areApart(hand.account, trade.account) &&
    !areApart(hand.ticket, trade.ticket)
  );
}

const isSameResult = (hand: LoggedTrade, { trade }: DatedTrade) =>
  Math.abs(hand.profit_loss - trade.profit_loss) < CENT;

/** Milliseconds between the exits (entries, where no exit was written down); null: no time was. */
function apart(hand: LoggedTrade, { trade }: DatedTrade): number | null {
  const [own, other] =
    hand.exit_time !== null
      ? [hand.exit_time, trade.exit_time]
      : [hand.entry_time, trade.entry_time];
  return own === null || other === null ? null : Math.abs(parseUtc(own) - parseUtc(other));
}

export function isSure(hand: LoggedTrade, incoming: DatedTrade): boolean {
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

function isLikely(hand: LoggedTrade, incoming: DatedTrade): boolean {
  const { trade, date } = incoming;
  const isOtherSize =
    hand.lot_size !== null && trade.lot_size !== null && hand.lot_size !== trade.lot_size;
  if (isOtherSize || !mayBe(hand, incoming)) return false;
  const time = apart(hand, incoming);
  if (time === null) return isSameResult(hand, incoming) && hand.session_date === date;
  // Written down before costs, or the other way round.
  if (time < MINUTE_MS) return Math.sign(hand.profit_loss) === Math.sign(trade.profit_loss);
  return isSameResult(hand, incoming) && (time <= NEAR_MS || halfHours(time) !== null);
}
