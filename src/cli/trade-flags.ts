import { existsSync } from "node:fs";
import path from "node:path";
import type { UserError } from "../errors.ts";
import { fieldContext } from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import { tradeDay } from "../journal/trades.ts";
import type { NewTrade } from "../model.ts";
import { FIELD_LIST, type OptionKey, type Switch, type TradeValues } from "../trade/fields.ts";
import { isWebAddress, readLinks } from "../trade/links.ts";
import { type FieldProblem, readFields } from "../trade/values.ts";
import { usage } from "../words/errors.ts";
import type { HelpLine } from "./command.ts";

const OPTIONS = FIELD_LIST.flatMap(({ column, option, typed }) => {
  if (option === undefined) return [];
  const [key, ...lines] = option;
  const shown = typed ?? lines.map(([term]) => term.split(" ")[0]).join("/");
  return [{ column, key: key as OptionKey, shown, lines }];
});

/** The options by the columns that they are of. */
export const TRADE_OPTION_NAMES: readonly Omit<(typeof OPTIONS)[number], "lines">[] = OPTIONS;

/** What can be said of a trade. What is not said stays unknown. */
export const TRADE_OPTIONS: readonly HelpLine[] = [
  ...OPTIONS.flatMap(({ lines }) => lines),
  ["--date <tanggal>", "hari sesinya bila waktunya tidak diketahui"],
];

/** Those options as commander gives them: words, or true for a switch. */
export type TradeFlags = Partial<
  Record<Exclude<OptionKey, Switch | Several>, string> &
    Record<Switch, boolean> &
    Record<Several, string[]>
> & { date?: string };

/** Those that may be given several times. */
type Several = "tag" | "mistake" | "link";

/**
 * What the options say about a trade. A time without a date belongs to `day`; without a day it is
 * the latest one past. `base` is the trade that they change.
 */
export function tradeValuesFrom(
  store: Store,
  flags: TradeFlags,
  day: string | null,
  base?: NewTrade,
): TradeValues {
  const raw: Record<string, unknown> = {};
  for (const { column, key } of OPTIONS) {
    const value = flags[key];
    if (value !== undefined) raw[column] = value === "" ? null : value;
  }
  if (flags.link !== undefined) raw.links = linksFrom(flags.link);
  const reading = readFields(raw, fieldContext(store, day), base);
  if (!reading.ok) throw fieldError(reading.problem);
  return reading.values;
}

/** Links as they are kept: a file by its whole name, for it is looked for from other folders too. */
function linksFrom(given: readonly string[]): string[] {
  return given.map((link) => {
    if (link.trim() === "" || readLinks(link) === null || isWebAddress(link)) return link;
    const file = path.resolve(link);
    if (!existsSync(file)) throw usage("--link", link, EXPECTED_LINK);
    return file;
  });
}

const EXPECTED_LINK = "alamat https:// atau berkas yang ada";

/** A problem with a field, under the name that the command line has for it. */
export function fieldError({ field, value, expected }: FieldProblem): UserError {
  const shown = OPTIONS.find(({ column }) => column === field)?.shown ?? field;
  return usage(shown, value, expected);
}

/** The day of its exit; a --date that says another day is a contradiction. */
export function dayOfTrade(
  store: Store,
  trade: NewTrade,
  dateOption: string | undefined,
  day: string,
): string {
  const closed = tradeDay(store, trade, day);
  if (dateOption === undefined || closed === day) return closed;
  const expected = `sama dengan hari transaksi itu ditutup (${closed}); waktu keluar yang menentukan sesinya`;
  throw usage("--date", dateOption, expected);
}
