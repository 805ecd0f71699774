import { parseUtc, utcText } from "../base/time.ts";
import { dayAt } from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import type { Profile } from "../model.ts";
import { readParts } from "../trade/parts.ts";
import { isKeepable, LONGEST_TEXT, mostMoney } from "../trade/readers.ts";
import { CLOCK_SKEW_MS } from "../trade/times.ts";
import { shiftTime } from "./file-times.ts";
import type { JournalTrade } from "./mapped/row.ts";
import type { ZoneUsed } from "./outcome.ts";
import type { CashDraft, Expected, RowField, Sign, SkippedRow, TradeDraft } from "./statement.ts";

/**
 * What no file may tell, whatever its format: times to come, an exit before the entry, more money
 * than can be added up, a size or price below zero, a text longer than a journal keeps, an amount with the sign of another currency than
 * the profile's. One rule for every reader, asked once clock and profile of the file are known.
 */
export interface Guard {
  trade(draft: TradeDraft): SkippedRow | null;
  cash(draft: CashDraft): SkippedRow | null;
}

/** Where only the day is known the hour is ours, and of a clock that nobody said so is the day. */
const UNKNOWN_ZONE_MS = 24 * 3_600_000;

/** Hours around a change of the clock in which one wall time can stand for two moments. */
const CHANGE_MINUTES = 240;

/** A guard over the times of one file. */
export function guardOver(
  store: Store,
  { zone, format, profile }: { zone: ZoneUsed | null; format: string; profile: Profile },
  toUtc: (time: string) => string,
): Guard {
  const isAssumed = zone?.how === "proposed" || (zone?.how === "profile" && format !== "template");
  const now = store.now();
  const last = utcText(now + (isAssumed ? UNKNOWN_ZONE_MS : CLOCK_SKEW_MS));
  const lastDay = dayAt(store, now + (isAssumed ? UNKNOWN_ZONE_MS : 0));
  const most = mostMoney(profile.currency);
  const isTooMuch = (amount: string) => !(Math.abs(Number(amount)) <= most);
  const beyond = ({ line, ...draft }: TradeDraft) => {
    const money = [draft.net, draft.commission, draft.swap, draft.fee].find(isTooMuch);
    return money === undefined ? null : bad(line, "profit", money, "an amount that can be kept");
  };
  /** What our own export says of parts is taken or refused: left out, its money would move to another day. */
  const oddParts = ({ line, exported }: Pick<JournalTrade, "line" | "exported">) => {
    const text = exported?.texts.partial_closes ?? null;
    if (text === null || readParts(text, most) !== null) return null;
    return bad(line, "partial_closes", text, "partial closes");
  };
  const isAhead = (time: string | null) => time !== null && toUtc(time) > last;
  const isLaterDay = (time: string | null) =>
    time !== null && dayAt(store, parseUtc(toUtc(time))) > lastDay;
  const offsetOf = (time: string) => parseUtc(toUtc(time)) - parseUtc(time);
  const isRepeatedHour = (time: string) =>
    offsetOf(shiftTime(time, -CHANGE_MINUTES)) !== offsetOf(shiftTime(time, CHANGE_MINUTES));
  return {
    trade(draft) {
      const { line, entryTime: entry, exitTime: exit } = draft;
      const outside =
        foreign(draft, profile) ??
        beyond(draft) ??
        oddNumber(draft, format) ??
        oddParts(draft) ??
        tooLong(draft);
      if (outside !== null) return outside;
      const isDayFile = format === "stockbit";
      const isDay = isDayFile || draft.isDayOnly === true;
      if ((isDayFile ? isLaterDay : isAhead)(entry)) {
        return bad(line, "entry_time", entry, "a time that has passed");
      }
      if ((isDay ? isLaterDay : isAhead)(exit)) {
        return bad(line, "exit_time", exit, "a time that has passed");
      }
      if (entry === null || exit === null || exit >= entry || isDay) return null;
      if (toUtc(exit) >= toUtc(entry) || isRepeatedHour(exit)) return null;
      return bad(line, "exit_time", exit, "time not before the entry");
    },
    cash(draft) {
      const { line, time, amount } = draft;
      const ofOthers = foreign(draft, profile);
      if (ofOthers !== null) return ofOthers;
      if (isTooMuch(amount)) return bad(line, "amount", amount, "an amount that can be kept");
      return isAhead(time) ? bad(line, "time", time, "a time that has passed") : null;
    },
  };
}

/** An amount of the row that is written in another currency than the profile's. */
function foreign(
  { line, signs = [] }: Pick<TradeDraft, "line" | "signs">,
  { currency }: Profile,
): SkippedRow | null {
  const sign = signs.find((one) => !means(one, currency));
  if (sign === undefined) return null;
  const { field, value } = sign;
  return { line, reason: "bad", field, value, expected: `written in ${currency}` };
}

/** Whether a sign can stand for the currency: "$" is that of many, and of the coins tied to it. */
function means(sign: Sign, currency: string): boolean {
  if (sign.currency === currency) return true;
  if (sign.currency === "JPY" && currency === "CNY") return !/[a-z]/i.test(sign.value);
  return sign.currency === "USD" && !/[a-z]/i.test(sign.value) && DOLLARS.test(currency);
}

/** A text of the row that is longer than a journal keeps. */
function tooLong(draft: TradeDraft & Partial<JournalTrade>): SkippedRow | null {
  const { line, raw, externalId: ticket, own, exported, ...rest } = draft;
  const texts = { ticket, ...rest, ...own, ...exported?.texts, partial_closes: null };
  const isLong = (value: unknown) => typeof value === "string" && value.length > LONGEST_TEXT;
  const [field, value] = Object.entries(texts).find(([, one]) => isLong(one)) ?? [];
  if (field === undefined) return null;
  const start = String(value).slice(0, 40);
  return { line, reason: "bad", field, value: `${start}…`, expected: "a text that can be kept" };
}

/**
 * A size or price that no trade has. Zero is how brokers write a price that they do not know; in
 * the template such a cell is left empty.
 */
function oddNumber(
  draft: TradeDraft & Pick<JournalTrade, "exported">,
  format: string,
): SkippedRow | null {
  const { line, lot, entryPrice, exitPrice, stopLoss, takeProfit, exported } = draft;
  const lacks = (value: number | null, isZeroFine: boolean) =>
    value !== null && !(isKeepable(value) && (value > 0 || (value === 0 && isZeroFine)));
  if (lacks(lot, true)) return bad(line, "lot", String(lot), "size");
  const told: [RowField, number | null][] = [
    ["entry_price", entryPrice],
    ["exit_price", exitPrice],
  ];
  for (const [field, value] of told) {
    if (lacks(value, format !== "template")) {
      return bad(line, field, String(value), "price above zero");
    }
  }
  const levels: [RowField, number | null][] = [
    ["stop_loss", stopLoss],
    ["take_profit", takeProfit],
    ["first_stop", exported?.firstStop ?? null],
  ];
  const odd = levels.find(([, level]) => lacks(level, true));
  return odd === undefined ? null : bad(line, odd[0], String(odd[1]), "price or zero");
}

const DOLLARS = /USD|^USC$|^(?:AUD|CAD|HKD|NZD|SGD|TWD|MXN)$/;

function bad(line: number, field: RowField, value: string | null, expected: Expected): SkippedRow {
  return { line, reason: "bad", field, value: (value ?? "").slice(0, 80), expected };
}
