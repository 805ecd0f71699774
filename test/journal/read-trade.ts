import type { NewTrade } from "../../src/model.ts";
import { NO_CONTEXT } from "../../src/trade/readers.ts";
import { completeTrade, readFields } from "../../src/trade/values.ts";

/** A trade of a profile in dollars and UTC, read from a line of JSON; throws where it is none. */
export function readTrade(raw: Record<string, unknown>, today = "2025-06-10"): NewTrade {
  const now = Date.parse("2100-01-01T00:00:00Z");
  const reading = readFields(raw, { ...NO_CONTEXT, now, today, currency: "USD" });
  if (!reading.ok) throw new Error(reading.problem.expected);
  const complete = completeTrade(reading.values);
  if (!complete.ok) throw new Error(complete.problem.expected);
  return complete.trade;
}
