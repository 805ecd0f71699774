import { type Fill, type Matched, meanPrice, type RoundTrip } from "./fifo.ts";
import { tradeDraft } from "./text-draft.ts";
import type { Statement, TradeDraft } from "./types.ts";

/** How a source's fills become trades: quantity in lots, how a trade was closed. */
export interface FillTrades {
  lotOf?: (quantity: number) => number;
  exitReason?: (closing: Fill) => TradeDraft["exitReason"];
  comment?: (closing: Fill) => string | null;
}

/**
 * Puts paired fills into a statement: a trade for every fill that closed something, known by that
 * fill's id; what was not closed is open. Pairing is a reading of the file, not the broker's word,
 * so every trade of more than one opening, and every orphan, is approximate.
 */
export function addFillTrades(statement: Statement, matched: Matched, how: FillTrades = {}): void {
  const lotOf = how.lotOf ?? ((quantity) => quantity);
  const ids = new Map<string, number>();
  for (const trip of matched.closed) {
    statement.trades.push(closedTrade(trip, uniqueId(ids, trip.closing.id), lotOf, how));
  }
  for (const { fill, quantity, fee } of matched.open) {
    statement.open.push(
      tradeDraft({
        line: fill.line,
        externalId: fill.id === "" ? null : fill.id,
        symbol: fill.symbol,
        side: fill.side,
        lot: lotOf(Number(quantity)),
        entryTime: fill.time,
        entryPrice: Number(fill.price),
        fee,
        raw: `${fill.raw}|${quantity}`,
      }),
    );
  }
}

/** Fills from oldest to newest; exports list them either way, often several in one second. */
export function oldestFirst<T extends { fill: Fill }>(fills: readonly T[]): T[] {
  const first = fills[0]?.fill.time ?? "";
  const last = fills.at(-1)?.fill.time ?? "";
  const forward = first > last ? fills.toReversed() : [...fills];
  return forward.sort((a, b) =>
    a.fill.time < b.fill.time ? -1 : a.fill.time > b.fill.time ? 1 : 0,
  );
}

function closedTrade(
  trip: RoundTrip,
  id: string | null,
  lotOf: (quantity: number) => number,
  how: FillTrades,
): TradeDraft {
  const { closing, openings } = trip;
  return tradeDraft({
    line: closing.line,
    externalId: id,
    symbol: closing.symbol,
    side: closing.side === "buy" ? "sell" : "buy",
    lot: lotOf(Number(trip.quantity)),
    entryTime: openings[0]?.fill.time ?? null,
    exitTime: closing.time,
    entryPrice: meanPrice(openings),
    exitPrice: Number(closing.price),
    profit: trip.profit,
    fee: trip.fee,
    comment: how.comment?.(closing) ?? null,
    exitReason: how.exitReason?.(closing) ?? null,
    approximate: trip.isOrphan || openings.length > 1,
    raw: [...openings.map((opening) => opening.fill.raw), closing.raw].join("\n"),
  });
}

/** A reversal's rest that was an orphan shares the fill with what it closed. */
function uniqueId(ids: Map<string, number>, id: string): string | null {
  if (id === "") return null;
  const times = (ids.get(id) ?? 0) + 1;
  ids.set(id, times);
  return times === 1 ? id : `${id}/${times}`;
}
