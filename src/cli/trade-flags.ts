import type { UserError } from "../errors.ts";
import { fieldContext } from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import { tradeDay } from "../journal/trades.ts";
import type { NewTrade } from "../model.ts";
import {
  type FieldProblem,
  readFields,
  type TradeField,
  type TradeValues,
} from "../trade/fields.ts";
import { usage } from "../words/errors.ts";
import type { HelpLine } from "./command.ts";

/** What can be said of a trade. What is not said stays unknown. */
export const TRADE_OPTIONS: readonly HelpLine[] = [
  ["--lot <ukuran>", "ukuran dalam lot (kripto: jumlah koin)"],
  ["--side <arah>", "buy atau sell"],
  ["--entry <waktu>", "waktu masuk, misalnya 14:05 (yang terakhir lewat) atau 2026-11-22 14:05"],
  ["--exit <waktu>", "waktu keluar; menentukan sesinya"],
  ["--open-price <harga>", "harga masuk"],
  ["--close-price <harga>", "harga keluar"],
  ["--stop <harga>", "harga stop loss (0: tidak dipasang)"],
  ["--target <harga>", "harga take profit (0: tidak dipasang)"],
  ["--sl", "stop loss dipasang"],
  ["--no-sl", "stop loss tidak dipasang"],
  ["--tp", "take profit dipasang"],
  ["--no-tp", "take profit tidak dipasang"],
  ["--risk <persen>", "risiko dalam persen dari saldo, misalnya 1 atau 1.5%"],
  ["--commission <uang>", "komisi, bagian dari hasil; negatif untuk biaya"],
  ["--swap <uang>", "swap, bagian dari hasil; negatif untuk biaya"],
  ["--strategy <nama>", "strategi atau setup"],
  ["--bot <nomor>", "bot yang melakukannya"],
  ["--ticket <nomor>", "nomor tiket broker; yang sama tidak dicatat dua kali"],
  ["--account <akun>", "akun di broker"],
  ["--tag <kata...>", "tanda, boleh beberapa"],
  ["--note <teks>", 'catatan transaksi; "-" membacanya dari stdin'],
  ["--date <tanggal>", "hari sesinya bila waktunya tidak diketahui"],
];

/** Those options as commander gives them: words, or true for a switch. */
export interface TradeFlags {
  symbol?: string;
  profit?: string;
  lot?: string;
  side?: string;
  entry?: string;
  exit?: string;
  openPrice?: string;
  closePrice?: string;
  stop?: string;
  target?: string;
  sl?: boolean;
  tp?: boolean;
  risk?: string;
  commission?: string;
  swap?: string;
  strategy?: string;
  bot?: string;
  ticket?: string;
  account?: string;
  tag?: string[];
  note?: string;
  date?: string;
}

/** Which option holds which column; its name in an error is the option's. */
const COLUMN: Record<Exclude<keyof TradeFlags, "date">, [field: TradeField, shown: string]> = {
  symbol: ["symbol", "simbol"],
  profit: ["profit_loss", "hasil"],
  lot: ["lot_size", "--lot"],
  side: ["side", "--side"],
  entry: ["entry_time", "--entry"],
  exit: ["exit_time", "--exit"],
  openPrice: ["entry_price", "--open-price"],
  closePrice: ["exit_price", "--close-price"],
  stop: ["stop_loss", "--stop"],
  target: ["take_profit", "--target"],
  sl: ["stop_loss_used", "--sl/--no-sl"],
  tp: ["take_profit_used", "--tp/--no-tp"],
  risk: ["risk_percent", "--risk"],
  commission: ["commission", "--commission"],
  swap: ["swap", "--swap"],
  strategy: ["strategy_used", "--strategy"],
  bot: ["bot_id", "--bot"],
  ticket: ["ticket", "--ticket"],
  account: ["account", "--account"],
  tag: ["tags", "--tag"],
  note: ["note", "--note"],
};

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
  for (const [option, [field]] of Object.entries(COLUMN)) {
    const value = flags[option as keyof TradeFlags];
    if (value !== undefined) raw[field] = value === "" ? null : value;
  }
  const reading = readFields(raw, fieldContext(store, day), base);
  if (!reading.ok) throw fieldError(reading.problem);
  return reading.values;
}

/** A problem with a field, under the name that the command line has for it. */
export function fieldError({ field, value, expected }: FieldProblem): UserError {
  const shown = Object.values(COLUMN).find(([column]) => column === field)?.[1] ?? field;
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
