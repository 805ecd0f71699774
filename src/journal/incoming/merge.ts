import { MINUTE_MS, parseUtc } from "../../base/time.ts";
import type { NewTrade, Trade } from "../../model.ts";
import { columnsOf } from "../../trade/fields.ts";
import { isSamePrice } from "../../trade/point-value.ts";

/** What a broker says of a trade: an import may set it; all else is the trader's own. */
const BROKER_COLUMNS = columnsOf("broker");
const OWN_COLUMNS = columnsOf("trader");

/** What two exports of different make may tell differently without meaning another trade. */
const SHARED: readonly (keyof NewTrade)[] = ["profit_loss", "lot_size"];

export interface Merge {
  kind: "known" | "changed" | "completed" | "conflict";
  /** The trade as it should stand; the known one itself where nothing is to be written. */
  trade: NewTrade;
  /** Hours by which the exit differs between two sources that agree on the money; 0: none. */
  hours_apart: number;
}

/** Amounts closer than this are one amount told with fewer digits. */
export const CENT = 0.005;
const HALF_HOUR_MS = 30 * MINUTE_MS;

/**
 * Puts a trade of a file together with the one that the journal knows under the same ticket.
 * From the same kind of file every broker field counts; between kinds (HTML, a dump of deals, a
 * bot) only money and size make a change, and the rest fills in what was unknown: a format that
 * does not tell something must not erase it. A source that knows exactly wins over an approximate
 * one. Another symbol or side is another broker's trade: a conflict.
 */
export function mergeTrade(known: Trade, incoming: NewTrade, sameKind: boolean): Merge {
  const isOther = areApart(known.side, incoming.side) || !isSameSymbol(known, incoming);
  if (isOther) return { kind: "conflict", trade: known, hours_apart: 0 };
  const wasRough = known.approximate === true;
  const isRough = incoming.approximate === true;
  const filled = fillIn(known, incoming);
  if (!wasRough && isRough) return { kind: "known", trade: filled, hours_apart: 0 };
  if (wasRough && !isRough) {
    return {
      kind: "completed",
      trade: { ...overlay(known, incoming), approximate: null },
      hours_apart: 0,
    };
  }
  const compared = sameKind ? BROKER_COLUMNS : SHARED;
  const isChanged = compared.some((column) => differs(known, incoming, column, sameKind));
  if (isChanged) return { kind: "changed", trade: overlay(known, incoming), hours_apart: 0 };
  // What it says of the stop is what that became.
  const trade = filled.first_stop == null ? withLaterStop(filled, incoming.stop_loss) : filled;
  return { kind: "known", trade, hours_apart: sameKind ? 0 : hoursApart(known, incoming) };
}

/** What the fills of a trade tell of it. */
const PAIRED_COLUMNS = [
  "profit_loss",
  "lot_size",
  "side",
  "entry_time",
  "exit_time",
  "entry_price",
  "exit_price",
  "commission",
  "swap",
  "fee",
  "approximate",
  "partial_closes",
] as const satisfies readonly (keyof NewTrade)[];

/**
 * Puts a trade that was paired before together with what more fills make of it now, or less of them:
 * what fills tell is as it is now, all else stays.
 */
export function mergePaired(known: Trade, incoming: NewTrade): Merge {
  const merge = mergeTrade(known, incoming, true);
  if (merge.kind === "conflict") return merge;
  const changed = PAIRED_COLUMNS.filter((name) => fieldOf(known, name) !== fieldOf(incoming, name));
  if (changed.length === 0) return { ...merge, kind: "known", trade: fillIn(known, incoming) };
  const told = Object.fromEntries(changed.map((name) => [name, fieldOf(incoming, name)]));
  const kind = known.approximate && !incoming.approximate ? "completed" : "changed";
  return { kind, trade: { ...fillIn(known, incoming), ...told }, hours_apart: 0 };
}

export const areApart = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;

/** Same normal name or same name at the broker; a bot may have logged the broker's name. */
export function isSameSymbol(known: Trade, { symbol, raw_symbol }: NewTrade): boolean {
  const names = [known.symbol, known.raw_symbol ?? null];
  return names.includes(symbol) || (raw_symbol != null && names.includes(raw_symbol));
}

const fieldOf = (trade: NewTrade, column: keyof NewTrade) => trade[column] ?? null;

function differs(known: Trade, incoming: NewTrade, column: keyof NewTrade, exactly: boolean) {
  const [before, after] = [fieldOf(known, column), fieldOf(incoming, column)];
  if (after === null || before === after) return false;
  // A symbol set by hand stays as long as the broker's own name is the same.
  if (column === "symbol" || column === "approximate") return false;
  if (typeof before === "number" && typeof after === "number" && !exactly) {
    return Math.abs(before - after) >= CENT;
  }
  return before !== null || exactly;
}

/** The trade that was written down here and the same one in a statement: what is the broker's is his, the rest the trader's. */
export function joinTrade(known: Trade, incoming: NewTrade): NewTrade {
  const { ticket, account, import_id } = incoming;
  return {
    ...overlay(known, incoming),
    ...Object.fromEntries(OWN_COLUMNS.map((column) => [column, known[column] ?? incoming[column]])),
    ticket: ticket ?? known.ticket,
    account: account ?? known.account,
    import_id: import_id ?? null,
  };
}

/** The known trade with what it did not know. */
function fillIn(known: Trade, incoming: NewTrade): NewTrade {
  return take(known, incoming, (before) => before === null);
}

/** The known trade with everything that the file says. */
function overlay(known: Trade, incoming: NewTrade): NewTrade {
  return take(known, incoming, () => true);
}

function take(known: Trade, incoming: NewTrade, when: (before: unknown) => boolean): NewTrade {
  const merged: Record<string, unknown> = { ...known };
  for (const column of BROKER_COLUMNS) {
    const after = fieldOf(incoming, column);
    if (column === "symbol" || column === "approximate" || after === null) continue;
    if (when(fieldOf(known, column))) merged[column] = after;
  }
  merged.first_stop = firstStop(known, merged as Stops);
  merged.bot_id = known.bot_id ?? incoming.bot_id;
  return merged as unknown as NewTrade;
}

type Stops = Pick<NewTrade, "stop_loss" | "first_stop">;

/**
 * The first stop known of a trade or a position whose stop was `known` and now is another; null where
 * that is the first itself. R goes by it, wherever the stop was moved since.
 */
export function firstStop(known: Stops, now: Stops): number | null {
  const first = known.first_stop ?? now.first_stop ?? known.stop_loss;
  const later = now.stop_loss;
  if (first === null || !(first > 0) || later === null) return known.first_stop ?? null;
  return isSamePrice(first, later) ? null : first;
}

/** The trade with the stop that a later source tells. */
function withLaterStop(trade: NewTrade, later: number | null): NewTrade {
  if (later === null || !(later > 0) || !((trade.stop_loss ?? 0) > 0)) return trade;
  const first_stop = firstStop(trade, { stop_loss: later });
  return first_stop === null ? trade : { ...trade, stop_loss: later, first_stop };
}

function hoursApart(known: Trade, incoming: NewTrade): number {
  if (known.exit_time === null || incoming.exit_time === null) return 0;
  return (halfHours(parseUtc(incoming.exit_time) - parseUtc(known.exit_time)) ?? 0) / 2;
}

/**
 * How many half hours lie between two tellings of one moment, of which one may lack the seconds, when
 * a clock was misread; null: no whole number of them.
 */
export function halfHours(milliseconds: number): number | null {
  const count = Math.round(milliseconds / HALF_HOUR_MS);
  return Math.abs(milliseconds - count * HALF_HOUR_MS) < MINUTE_MS ? count : null;
}
