import { cleanLine } from "../base/clean.ts";
import { readNumber } from "../base/numbers.ts";
import type { Bot } from "../model.ts";
import type { FieldProblem } from "./trade-fields.ts";

type BotValues = Partial<Omit<Bot, "id">>;

interface Rule {
  option: string;
  column: keyof BotValues;
  number?: "whole" | "any";
}

const RULES: readonly Rule[] = [
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
  for (const { option, column, number } of RULES) {
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
