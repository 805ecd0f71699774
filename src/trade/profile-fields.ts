import { cleanLine } from "../base/clean.ts";
import { isCurrencyCode } from "../base/money.ts";
import { readNumber } from "../base/numbers.ts";
import { canonicalZone } from "../base/zone.ts";
import type { Profile } from "../model.ts";
import type { FieldProblem } from "./trade-fields.ts";

type ProfileValues = Partial<Omit<Profile, "id">>;
type Reader = (words: string) => string | number | null;

const RULES: readonly [
  option: string,
  column: keyof ProfileValues,
  read: Reader,
  expected: string,
][] = [
  ["name", "name", readName, "nama yang bukan angka, paling panjang 40 huruf"],
  [
    "currency",
    "currency",
    (words) => (isCurrencyCode(words.toUpperCase()) ? words.toUpperCase() : null),
    "kode mata uang seperti USD, USC, IDR, atau USDT",
  ],
  ["zone", "zone", canonicalZone, "zona waktu seperti WIB, Asia/Jakarta, UTC, atau +07:00"],
  ["dayStart", "day_start", readClock, "jam seperti 00:00 atau 05:00"],
  ["balance", "initial_balance", readBalance, "saldo awal dalam angka di atas 0"],
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

function readBalance(words: string): number | null {
  const reading = readNumber(words);
  return reading.ok && reading.value > 0 ? reading.value : null;
}

/** Reads the options of `profile add` and `profile edit`; the first bad one is a problem. */
export function readProfileFields(
  flags: Readonly<Record<string, string>>,
): { ok: true; values: ProfileValues } | { ok: false; problem: FieldProblem } {
  const values: Record<string, string | number> = {};
  for (const [option, column, read, expected] of RULES) {
    const words = flags[option];
    if (words === undefined) continue;
    const value = read(words);
    if (value === null) {
      const field = option === "name" ? "nama" : `--${option.replace("S", "-s")}`;
      return { ok: false, problem: { field, value: words, expected } };
    }
    values[column] = value;
  }
  return { ok: true, values };
}
