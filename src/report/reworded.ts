import { readNumber } from "../base/number.ts";
import { lotName } from "../mentor/events/asked.ts";
import { isPromiseId } from "../mentor/ids.ts";
import type { OpenPromise } from "../mentor/types.ts";
import { PROMISE_WORDS, type Unit } from "./words/promises.ts";

type Promised = { id: string; params: OpenPromise["action"]["params"] };

const UNIT_NAMES: Readonly<Record<Unit, string>> = {
  minutes: "menit",
  percent: "persen",
  lot: "lot",
  count: "jumlah transaksi",
  money: "uang",
};

export interface Reworded {
  params: Promised["params"];
  /** Numbers of the words that nothing is judged by, as they stand there. */
  unjudged: readonly string[];
  /** What this kind of promise can be judged by, in words. */
  units: readonly string[];
}

const NUMBER = /(?<![\p{L}\d])(?:rp|\$)?\s?\d[\d.,]*(?:k|rb|ribu|jt|juta)?(?![\p{L}\d])/giu;

/**
 * The promise with the numbers of its new words. A number that it cannot be judged by, or a second
 * one of the same unit, is left over: such words would promise what nobody follows up.
 */
export function reworded({ id, params }: Promised, text: string): Reworded {
  const names = isPromiseId(id) ? PROMISE_WORDS[id].judged : {};
  const found = new Map<Unit, number>();
  const unjudged: string[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const written = match[0].replace(/[.,]+$/, "");
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + written.length)];
    const { unit, times } = unitOf(before, after, names);
    const value = valueRead(written.trim(), unit);
    const whole = value === null ? null : value * times;
    const fits = unit !== null && whole !== null && isSensible(unit, whole) && unit in names;
    if (!fits || (found.has(unit) && found.get(unit) !== whole)) unjudged.push(written.trim());
    else found.set(unit, whole);
  }
  const changed = [...found].map(([unit, value]) => [names[unit] ?? "", value] as const);
  const lot = found.get("lot");
  const symbol = lotName(String(params.symbol ?? ""));
  return {
    params: {
      ...params,
      ...Object.fromEntries(changed),
      ...(lot !== undefined && symbol in params ? { [symbol]: lot } : {}),
    },
    unjudged,
    units: (Object.keys(names) as Unit[]).map((unit) => UNIT_NAMES[unit]),
  };
}

/** Of two readings ("25.000", "0,125") money is the grouped one, all else the decimal. */
function valueRead(written: string, unit: Unit | null): number | null {
  const reading = readNumber(written);
  if (reading.ok) return reading.value > 0 ? reading.value : null;
  if (reading.reason !== "ambiguous") return null;
  const [decimal, grouped] = reading.readings;
  return unit === "money" ? grouped : decimal;
}

/** By the word beside it; a bare one is of the only unit that has none of its own. */
function unitOf(
  before: string,
  after: string,
  names: Readonly<Partial<Record<Unit, string>>>,
): { unit: Unit | null; times: number } {
  const one = (unit: Unit | null, times = 1) => ({ unit, times });
  if (/^\s*(?:menit|mnt|min\b)/i.test(after)) return one("minutes");
  if (/^\s*jam\b/i.test(after)) return one("minutes", 60);
  if (/^\s*(?:%|persen)/i.test(after)) return one("percent");
  if (/^\s*lot\b/i.test(after) || /\blot(?:nya)?\D{0,12}$/i.test(before)) return one("lot");
  if (/^\s*(?:transaksi|trade|posisi|order|entry|kali)/i.test(after)) return one("count");
  if ("money" in names) return one("money");
  return one("lot" in names && !("minutes" in names) ? "lot" : null);
}

function isSensible(unit: Unit, value: number): boolean {
  if (unit === "minutes") return value <= 1440;
  if (unit === "percent") return value <= 100;
  return unit !== "count" || Number.isInteger(value);
}
