import { addTo } from "../../base/groups.ts";
import { MINUTE_MS, parseUtc } from "../../base/time.ts";
import type { NewTrade, Trade } from "../../model.ts";
import type { Store } from "../store.ts";
import { fromRow, type TradeRow } from "../trades.ts";
import type { Meeting } from "./alike.ts";
import { areApart, CENT } from "./merge.ts";

/**
 * Two histories of one account that share no number: every closing fill, and whole positions. The
 * same round trip is in both, and counts once: by its fills, which know the fees.
 */
const BY_FILLS = "binance-futures";
const BY_POSITION = "binance-positions";

/** A trade of a file on its way into the journal, or one that is there. */
interface Leg {
  trade: NewTrade;
  key: string;
  /** Null: on its way. */
  known: Meeting["trade"] | null;
}

/** What trades of a file are in the other history. */
export interface Twins {
  /** Keys of positions of which all fills are here. */
  covered: ReadonlySet<string>;
  /** Key of the last closing fill of a position that is here, or may be -> that position. */
  meetings: ReadonlyMap<string, Meeting>;
}

const NONE: Twins = { covered: new Set(), meetings: new Map() };

/** Finds the trades of a file that the other history of the account has told already. */
export function findTwins(
  store: Store,
  format: string,
  batch: readonly { trade: NewTrade; key: string }[],
): Twins {
  if (format !== BY_FILLS && format !== BY_POSITION) return NONE;
  const other = legsOf(store, format === BY_FILLS ? BY_POSITION : BY_FILLS);
  if (other.length === 0) return NONE;
  const own = batch.map(({ trade, key }): Leg => ({ trade, key, known: null }));
  const keys = new Set(batch.map(({ key }) => key));
  // A position may have been closed by fills of several files.
  const before = legsOf(store, BY_FILLS).filter(({ key }) => !keys.has(key));
  const fills = bySide(format === BY_FILLS ? [...own, ...before] : other);
  const positions = format === BY_FILLS ? other : own;
  const [covered, meetings] = [new Set<string>(), new Map<string, Meeting>()];
  for (const position of positions) {
    const legs = closingLegs(position, fills.get(sideOf(position)) ?? []);
    const last = legs.at(-1);
    if (last === undefined) continue;
    const isSure = isWhole(position, legs);
    const [mine, theirs] = position.known === null ? [position, last] : [last, position];
    if (isSure && mine === position) covered.add(mine.key);
    else if (mine.known === null && theirs.known !== null) {
      meetings.set(mine.key, { trade: theirs.known, isSure });
    }
  }
  return { covered, meetings };
}

function legsOf(store: Store, format: string): Leg[] {
  const rows = store.db.prepare(
    `SELECT t.*, s.session_date FROM imports i JOIN daily_trading_data t ON t.import_id = i.id
     JOIN trading_sessions s ON s.id = t.session_id WHERE i.format = ? AND s.user_id = ?`,
  );
  return (rows.all(format, store.profile.id) as TradeRow[]).map((row) => {
    const known = fromRow(row) as Trade & { external_key: string | null };
    return { trade: known, key: known.external_key ?? "", known };
  });
}

const sideOf = ({ trade }: Leg) => `${trade.symbol}|${trade.side}`;
const exitOf = ({ trade }: Leg) => parseUtc(trade.exit_time ?? "");
const lotOf = ({ trade }: Leg) => trade.lot_size ?? 0;

/** Each side of each symbol, in the order in which it was closed. */
function bySide(legs: readonly Leg[]): Map<string, Leg[]> {
  const sides = new Map<string, Leg[]>();
  for (const leg of [...legs].sort((a, b) => exitOf(a) - exitOf(b))) addTo(sides, sideOf(leg), leg);
  return sides;
}

/** The fills that closed something while the position was open. */
function closingLegs(position: Leg, legs: readonly Leg[]): Leg[] {
  const opened = parseUtc(position.trade.entry_time ?? "") - MINUTE_MS;
  const closed = exitOf(position) + MINUTE_MS;
  const found: Leg[] = [];
  for (let at = firstFrom(legs, opened); at < legs.length; at++) {
    const leg = legs[at] as Leg;
    if (exitOf(leg) > closed) break;
    if (!areApart(leg.trade.account, position.trade.account)) found.push(leg);
  }
  return found;
}

function firstFrom(legs: readonly Leg[], time: number): number {
  let [low, high] = [0, legs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (exitOf(legs[middle] as Leg) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether these are all that closed the position: the same size, and the same result before fees. */
function isWhole(position: Leg, legs: readonly Leg[]): boolean {
  const lots = legs.reduce((sum, leg) => sum + lotOf(leg), 0);
  const gross = legs.reduce((sum, leg) => sum + grossOf(leg), 0);
  const isSize = Math.abs(lots - lotOf(position)) <= lotOf(position) * 1e-9;
  return isSize && Math.abs(gross - grossOf(position)) < CENT * (legs.length + 1);
}

const grossOf = ({ trade }: Leg) =>
  trade.profit_loss - (trade.commission ?? 0) - (trade.swap ?? 0) - (trade.fee ?? 0);
