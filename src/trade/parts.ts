import { isRecord } from "../base/json.ts";
import { MOST_NUMBER } from "../base/number.ts";
import { parseUtc, utcText } from "../base/time.ts";

/**
 * A part of a position that was closed before the last one. Where that was on an earlier day its
 * money belongs to that day, as the broker books it; the position stays one trade, of the day on
 * which it ended.
 */
export interface PartialClose {
  /** The trading day of `exit_time`. */
  date: string;
  /** UTC. */
  exit_time: string;
  lot_size: number | null;
  exit_price: number | null;
  /** Net, part of the trade's own; so are the costs. */
  profit_loss: number;
  commission: number;
  swap: number;
  fee: number;
}

/** The parts that the text of a trade's `partial_closes` holds, in order of time; none for null. */
export function partialCloses({
  partial_closes,
}: {
  partial_closes?: string | null;
}): PartialClose[] {
  return partial_closes == null ? [] : (JSON.parse(partial_closes) as PartialClose[]);
}

/** Whether something was booked on a day: trades that ended, or parts of some. */
export function isTraded(day: { total_trades: number; total_profit_loss: number }): boolean {
  return day.total_trades > 0 || day.total_profit_loss !== 0;
}

/** The text that keeps these parts, each on its day; null for none. */
export function partsText(
  parts: readonly Omit<PartialClose, "date">[],
  dayAt: (epochMs: number) => string,
): string | null {
  if (parts.length === 0) return null;
  return JSON.stringify(
    parts.map((part) => ({
      date: dayAt(parseUtc(part.exit_time)),
      exit_time: part.exit_time,
      lot_size: part.lot_size,
      exit_price: part.exit_price,
      profit_loss: part.profit_loss,
      commission: part.commission,
      swap: part.swap,
      fee: part.fee,
    })),
  );
}

/**
 * Parts as a line of ours tells them, a list or its text; null: it is no such list, or an amount is
 * larger than `most`.
 */
export function readParts(raw: unknown, most: number): Omit<PartialClose, "date">[] | null {
  const list = typeof raw === "string" ? parsed(raw) : raw;
  if (!Array.isArray(list) || list.length > MOST_PARTS) return null;
  if (!list.every((part) => isPart(part, most))) return null;
  return list.map((part) => ({ ...part, exit_time: utcText(parseUtc(part.exit_time)) }));
}

/** More closings than any position has; a longer list is not from a broker. */
const MOST_PARTS = 1_000;

function isPart(value: unknown, most: number): value is Omit<PartialClose, "date"> {
  if (!isRecord(value) || typeof value.exit_time !== "string") return false;
  if (Number.isNaN(parseUtc(value.exit_time))) return false;
  const isUpTo = (limit: number) => (name: string) =>
    Number.isFinite(value[name]) && Math.abs(value[name] as number) <= limit;
  const isNumber = isUpTo(MOST_NUMBER);
  return (
    ["profit_loss", "commission", "swap", "fee"].every(isUpTo(most)) &&
    ["lot_size", "exit_price"].every((name) => value[name] === null || isNumber(name))
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
