import { isCurrencyCode } from "../base/money.ts";
import { readNumber } from "../base/number.ts";
import { cleanLine } from "../base/text.ts";
import { canonicalZone } from "../base/time.ts";
import type { Bot, Profile } from "../model.ts";
import { toNumber } from "./readers.ts";
import type { FieldProblem } from "./values.ts";

type ProfileValues = Partial<Omit<Profile, "id">>;
/** Reads an option's words for a profile in this currency. */
type WordReader = (words: string, currency: string) => string | number | null;

const PROFILE_READERS: readonly [
  option: string,
  column: keyof ProfileValues,
  read: WordReader,
  expected: string,
][] = [
  ["name", "name", readName, "nama yang bukan angka, paling panjang 40 huruf"],
  [
    "currency",
    "currency",
    (words) => (isCurrencyCode(words.toUpperCase()) ? words.toUpperCase() : null),
    "kode mata uang seperti USD, USC, IDR, atau USDT",
  ],
  [
    "zone",
    "zone",
    (words) => canonicalZone(words),
    "zona waktu seperti WIB, Asia/Jakarta, UTC, atau +07:00",
  ],
  ["dayStart", "day_start", readClock, "jam seperti 00:00 atau 05:00"],
  [
    "balance",
    "initial_balance",
    readBalance,
    "saldo awal di atas 0 dalam mata uang profil, dengan satu arti, misalnya 1234 atau 1234.50",
  ],
];

function readName(words: string): string | null {
  const name = cleanLine(words).trim();
  // A number is how a profile is named by its row.
  return name === "" || name.length > 40 || /^\d+$/.test(name) ? null : name;
}

function readClock(words: string): string | null {
  const [, hour = "", minute = ""] = /^(\d{1,2})[:.](\d\d)$/.exec(words.trim()) ?? [];
  if (hour === "" || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, "0")}:${minute}`;
}

function readBalance(words: string, currency: string): number | null {
  const value = toNumber(words, "money", currency);
  return typeof value === "number" && value > 0 ? value : null;
}

/**
 * Reads the options of `profile add` and `profile edit`, where money is in `currency` unless they
 * name another; the first bad one is a problem.
 */
export function readProfileFields(
  flags: Readonly<Record<string, string>>,
  currency: string,
): { ok: true; values: ProfileValues } | { ok: false; problem: FieldProblem } {
  const values: Record<string, string | number> = {};
  for (const [option, column, read, expected] of PROFILE_READERS) {
    const words = flags[option];
    if (words === undefined) continue;
    const value = read(words, String(values.currency ?? currency));
    if (value === null) {
      const field = option === "name" ? "nama" : `--${option.replace("S", "-s")}`;
      return { ok: false, problem: { field, value: words, expected } };
    }
    values[column] = value;
  }
  return { ok: true, values };
}

type BotValues = Partial<Omit<Bot, "id">>;

interface BotOption {
  option: string;
  column: keyof BotValues;
  number?: "whole" | "any";
}

const BOT_READERS: readonly BotOption[] = [
  { option: "name", column: "name" },
  { option: "market", column: "market" },
  { option: "status", column: "status" },
  { option: "strategy", column: "strategy" },
  { option: "timeframe", column: "timeframe" },
  { option: "lot", column: "lot_size", number: "any" },
  { option: "slPips", column: "sl_pips", number: "whole" },
  { option: "tpPips", column: "tp_pips", number: "whole" },
  { option: "interval", column: "check_interval_seconds", number: "whole" },
  { option: "params", column: "strategy_params" },
  { option: "magic", column: "magic" },
];

/** Reads the options of `bot add` and `bot edit` into columns; the first bad one is a problem. */
export function readBotFields(
  flags: Readonly<Record<string, string>>,
): { ok: true; values: BotValues } | { ok: false; problem: FieldProblem } {
  const values: Record<string, string | number> = {};
  for (const { option, column, number } of BOT_READERS) {
    const words = flags[option];
    if (words === undefined) continue;
    const value = number === undefined ? cleanLine(words).trim() : positive(words, number);
    if (value === null || value === "") {
      const field = option === "name" ? "nama" : `--${option.replace(/P(?=ips)/, "-p")}`;
      return { ok: false, problem: { field, value: words, expected: EXPECTED[number ?? "text"] } };
    }
    values[column] = value;
  }
  return { ok: true, values };
}

const EXPECTED = { text: "teks", whole: "bilangan bulat di atas 0", any: "angka di atas 0" };

function positive(words: string, kind: "whole" | "any"): number | null {
  const reading = readNumber(words);
  if (!reading.ok || reading.value <= 0) return null;
  return kind === "whole" && !Number.isInteger(reading.value) ? null : reading.value;
}
