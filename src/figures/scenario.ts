import type { Zone } from "../base/time.ts";
import { BASE_WINDOW, MIN_BASE } from "../mentor/thresholds.ts";
import { beyondPlan, medianOrNull } from "../mentor/trade.ts";
import type { Ledger } from "../model.ts";
import { type AnyLedger, type Division, groupsOf, OF_SESSIONS } from "./groupings.ts";
import { isOwnMood } from "./groups.ts";

/*
 * What a scenario does to trades: which it leaves out, and what it makes of the others.
 */

/** Trades of these groups are left out, or (only) those of the other groups. */
export interface Condition {
  by: Division;
  /** As `groupsOf` names them. */
  keys: readonly string[];
  only: boolean;
}

/**
 * How many conditions of this kind there are to choose from, where one group was to be the best of all
 * there are: as many as ways to pick so many groups, and of hours as many as there are to begin with.
 */
export function choicesOf(ledger: AnyLedger, { by, keys }: Condition, zone: Zone): number {
  const { length } = groupsOf(ledger, by, zone).groups;
  if (by === "hour") return length;
  const picked = Math.min(keys.length, length - keys.length);
  let ways = 1;
  for (let at = 0; at < picked; at++) ways = (ways * (length - at)) / (at + 1);
  return ways;
}

/** Of these a trade without a word is known to have none; of the others its group is not known. */
const OF_WORDS: readonly Division[] = ["tag", "mistake"];

/** What is written down, or decided, when the result may be known already. */
const LABELLED: readonly Division[] = ["tag", "hold", "confidence", "mistake"];

/** Whether the groups are of whole days, and whether their words may know the results. */
export function natureOf(ledger: AnyLedger, by: Division) {
  const isOwn = by === "mood" && isOwnMood(ledger);
  return { ofDays: OF_SESSIONS.includes(by) && !isOwn, isLabelled: isOwn || LABELLED.includes(by) };
}

type Before = Pick<Worked, "results" | "multiples">;

/**
 * Marks (1) the rows that the condition leaves out, and those that it could have left out: all whose
 * group is known.
 */
export function markBy(
  ledger: AnyLedger,
  { by, keys, only }: Condition,
  zone: Zone,
  { left, pool }: { left: Uint8Array; pool: Uint8Array },
): void {
  const { groups, unknown } = groupsOf(ledger, by, zone);
  const chosen = new Uint8Array(ledger.n);
  const known = new Uint8Array(ledger.n);
  for (const { key, rows } of groups) {
    const isChosen = keys.includes(key);
    for (const row of rows) {
      known[row] = 1;
      if (isChosen) chosen[row] = 1;
    }
  }
  if (OF_WORDS.includes(by)) for (const row of unknown) known[row] = 1;
  for (let row = 0; row < ledger.n; row++) {
    if (known[row] !== 1) continue;
    pool[row] = 1;
    if ((chosen[row] === 1) !== only) left[row] = 1;
  }
}

/**
 * The share of these rows (1 in `pool`) that ended on a later day than they began; one without a time
 * of entry did not. What a day's rule leaves out is what ended on that day, with far targets mostly losses.
 */
export function carriedShare(
  { n, days, day, entry }: Ledger<"entry">,
  pool: Uint8Array,
  dayOfEntry: (epochMs: number) => string,
): number {
  let [of, carried] = [0, 0];
  for (let row = 0; row < n; row++) {
    if (pool[row] !== 1) continue;
    of++;
    const at = entry[row] ?? Number.NaN;
    const ended = days[day[row] ?? -1]?.session_date ?? "";
    if (!Number.isNaN(at) && dayOfEntry(at * 1000) < ended) carried++;
  }
  return of === 0 ? 0 : carried / of;
}

/** Results in minor units, and their R, as they would have been. */
export interface Worked {
  results: Float64Array;
  multiples: Float64Array;
  /** Trades whose result is another now. */
  changed: number;
}

/**
 * Losses of more than the planned one and a tenth (ordinary slippage) end there; the usual planned loss
 * stands for one that is not known. Where not even that is known nothing changes.
 */
export function withStops({ results, multiples }: Before): Worked {
  return worked({ results, multiples }, (result, r) => {
    const beyond = r < 0 ? beyondPlan(result, result / r) : 0;
    return beyond < 0 ? Math.round(result - beyond) : result;
  });
}

/**
 * Each trade that ended beyond its stop or its target ends there: its price has been there, so that the
 * way to it is known. `exits` are the prices at which each would have ended; NaN: prices do not tell.
 */
export function atPlan(
  ledger: Ledger<"side" | "entry_price" | "exit_price" | "commission" | "swap" | "fee">,
  multiples: Float64Array,
  exits: Float64Array,
): Worked {
  return worked({ results: ledger.minor, multiples }, (result, _, row) => {
    const [entry, exit] = [ledger.entry_price[row] ?? 0, ledger.exit_price[row] ?? 0];
    const planned = exits[row] ?? Number.NaN;
    const costs = [ledger.commission, ledger.swap, ledger.fee].reduce(
      (sum, cost) => sum + (cost[row] || 0),
      0,
    );
    const gross = result - costs;
    // Prices and result must tell the same story, or the prices are not this result's.
    if (!(gross * (exit - entry) * (ledger.side[row] ?? 0) > 0)) return result;
    const is = (gross * (planned - entry)) / (exit - entry) + costs;
    return planned === exit || !Number.isFinite(is) ? result : Math.round(is);
  });
}

function worked(
  { results, multiples }: Before,
  resultOf: (result: number, r: number, row: number) => number,
): Worked {
  let changed = 0;
  const r = multiples.slice();
  const is = results.map((was, row) => {
    const now = resultOf(was, multiples[row] ?? Number.NaN, row);
    if (now === was) return was;
    changed++;
    // The planned loss is what it was.
    r[row] = ((multiples[row] ?? Number.NaN) * now) / was;
    return now;
  });
  return { results: is, multiples: r, changed };
}

/**
 * Each lot as a multiple of the usual one: the median of the previous trades (at most 20, at least 3) of
 * the same symbol and hand, in order of their entries. NaN: there is no usual one yet, or no lot.
 */
export function lotSizes(ledger: Ledger<"symbol" | "lot" | "bot" | "entry">): Float64Array {
  const { n, symbol, lot, bot, entry } = ledger;
  const order = Int32Array.from({ length: n }, (_, row) => row).sort(
    (a, b) => (entry[a] || 0) - (entry[b] || 0) || a - b,
  );
  const before = new Map<string, number[]>();
  const sizes = new Float64Array(n).fill(Number.NaN);
  for (const row of order) {
    const size = lot[row] ?? Number.NaN;
    if (!(size > 0)) continue;
    const key = `${symbol.code[row]} ${bot[row]}`;
    const lots = before.get(key) ?? [];
    before.set(key, lots);
    const usual = lots.length < MIN_BASE ? null : medianOrNull(lots);
    // 0.15 is half as much again as 0.1, which doubles miss by their last digit.
    if (usual !== null) sizes[row] = Math.round((size / usual) * 1e9) / 1e9;
    lots.push(size);
    if (lots.length > BASE_WINDOW) lots.shift();
  }
  return sizes;
}

/** All results at the usual lot; what has none stays. R is what it was: the risk goes with the lot. */
export function atUsualLot({ results, multiples }: Before, sizes: Float64Array): Worked {
  let changed = 0;
  const is = results.map((result, row) => {
    const size = sizes[row] ?? Number.NaN;
    if (!(size > 0) || size === 1) return result;
    changed++;
    return Math.round(result / size);
  });
  return { results: is, multiples, changed };
}
