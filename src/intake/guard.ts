import { parseUtc, utcText } from "../base/time.ts";
import { dayAt } from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import { isKeepable, mostMoney } from "../trade/readers.ts";
import { CLOCK_SKEW_MS } from "../trade/times.ts";
import { shiftTime } from "./file-times.ts";
import type {
  CashDraft,
  Expected,
  RowField,
  SkippedRow,
  TradeDraft,
  ZoneUsed,
} from "./statement.ts";

/**
 * What no file may tell, whatever its format: times to come, an exit before the entry, and more money
 * than can be added up. One
 * rule for every reader, asked once the clock of the file is known.
 */
export interface Guard {
  trade(draft: TradeDraft, date: string): SkippedRow | null;
  cash(draft: CashDraft): SkippedRow | null;
}

/** Where only the day is known the hour is ours, and of a clock that nobody said so is the day. */
const UNKNOWN_ZONE_MS = 24 * 3_600_000;

/** Hours around a change of the clock in which one wall time can stand for two moments. */
const CHANGE_MINUTES = 240;

/** A guard over the times of one file. */
export function guardOver(
  store: Store,
  { zone, format }: { zone: ZoneUsed | null; format: string },
  toUtc: (time: string) => string,
): Guard {
  const isAssumed = zone?.how === "proposed" || (zone?.how === "profile" && format !== "template");
  const now = store.now();
  const last = utcText(now + (isAssumed ? UNKNOWN_ZONE_MS : CLOCK_SKEW_MS));
  const lastDay = dayAt(store, now + (isAssumed ? UNKNOWN_ZONE_MS : 0));
  const most = mostMoney(store.profile.currency);
  const isTooMuch = (amount: string) => !(Math.abs(Number(amount)) <= most);
  const isAhead = (time: string | null) => time !== null && toUtc(time) > last;
  const offsetOf = (time: string) => parseUtc(toUtc(time)) - parseUtc(time);
  const isRepeatedHour = (time: string) =>
    offsetOf(shiftTime(time, -CHANGE_MINUTES)) !== offsetOf(shiftTime(time, CHANGE_MINUTES));
  return {
    trade(draft, date) {
      const { line, entryTime: entry, exitTime: exit } = draft;
      const money = [draft.net, draft.commission, draft.swap, draft.fee].find(isTooMuch);
      if (money !== undefined) return bad(line, "profit", money, "an amount that can be kept");
      const price = [
        draft.lot,
        draft.entryPrice,
        draft.exitPrice,
        draft.stopLoss,
        draft.takeProfit,
      ];
      const odd = price.find((value) => !isKeepable(value));
      if (odd !== undefined) return bad(line, "row", String(odd), "number");
      if (isAhead(entry)) return bad(line, "entry_time", entry, "a time that has passed");
      const isDay = draft.isDayOnly === true || format === "stockbit";
      if (isDay ? date > lastDay : isAhead(exit)) {
        return bad(line, "exit_time", exit, "a time that has passed");
      }
      if (entry === null || exit === null || exit >= entry || isDay) return null;
      if (toUtc(exit) >= toUtc(entry) || isRepeatedHour(exit)) return null;
      return bad(line, "exit_time", exit, "time not before the entry");
    },
    cash({ line, time, amount }) {
      if (isTooMuch(amount)) return bad(line, "amount", amount, "an amount that can be kept");
      return isAhead(time) ? bad(line, "time", time, "a time that has passed") : null;
    },
  };
}

function bad(line: number, field: RowField, value: string | null, expected: Expected): SkippedRow {
  return { line, reason: "bad", field, value: value ?? "", expected };
}
