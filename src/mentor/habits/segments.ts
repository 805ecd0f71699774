import { differenceInterval } from "../../stats/intervals.ts";
import { clipped } from "../../stats/moments.ts";
import { type LabelledUnit, maxTLess, shrunken } from "../../stats/permutation.ts";
import type { Deal } from "../deal.ts";
import { type HabitTest, worstOf } from "./habit.ts";

const MIN_TRADES = 12;
const MIN_SESSIONS = 4;
const MAX_DIFFERENCE = -0.25;
const HOURS = 4;
/** No p-value above this can become a finding (Rule B), so the search for it may stop. */
const HOPELESS = 0.01;

/** What the trades are divided by; null: unknown, the trade is left out. */
type LabelOf = (deal: Deal) => string | null;

const SIDES: Readonly<Record<number, string>> = { 1: "buy", [-1]: "sell" };

/** H4 to H7: labels of single trades, permuted over trades. */
const BY_TRADE: Readonly<Record<string, LabelOf>> = {
  jam: ({ hour }) => (hour < 0 ? null : String(Math.floor(hour / HOURS) * HOURS)),
  simbol: ({ symbol }) => symbol,
  strategi: ({ strategy }) => strategy,
  arah: ({ side }) => SIDES[side] ?? null,
};

/** H8 to H10: labels of whole sessions, permuted over sessions. */
const BY_SESSION: Readonly<Record<string, LabelOf>> = {
  hari: ({ weekday }) => String(weekday),
  emosi: ({ mood }) => mood,
  kondisi: ({ condition }) => condition,
};

/**
 * A detector for each division: does one of its parts have a lower mean R than the rest? One p for
 * the search over all parts (permutation max-T). `exact` draws every permutation even where the
 * answer is already "no".
 */
export function segmentTests(exact = false): HabitTest[] {
  return [
    ...Object.entries(BY_TRADE).map(([id, labelOf]) => segmentTest(id, labelOf, false, exact)),
    ...Object.entries(BY_SESSION).map(([id, labelOf]) => segmentTest(id, labelOf, true, exact)),
  ];
}

function segmentTest(id: string, labelOf: LabelOf, bySession: boolean, exact: boolean): HabitTest {
  return (window) => {
    const r = clipped(Array.from(window.r), -3, 4);
    const labels = window.deals.map((deal, i) => (Number.isNaN(r[i]) ? null : labelOf(deal)));
    const units: LabelledUnit[] = [];
    for (const session of window.sessions) {
      const known = session.filter((i) => labels[i] !== null);
      const [first] = known;
      if (first === undefined) continue;
      if (bySession) {
        units.push({ label: labels[first] ?? "", values: known.map((i) => r[i] ?? 0) });
      } else {
        for (const i of known) units.push({ label: labels[i] ?? "", values: [r[i] ?? 0] });
      }
    }
    const options = { minimumCount: MIN_TRADES, minimumUnits: bySession ? MIN_SESSIONS : 1 };
    const test = maxTLess(units, exact ? options : { ...options, stopAbove: HOPELESS });
    if (test === null) return { id, reason: "kelompok", have: 0, need: MIN_TRADES };
    const { worst, p } = test;
    const about = labels.flatMap((label, i) => (label === worst.label ? [i] : []));
    const valuesOf = (inside: boolean) =>
      units.flatMap((unit) => ((unit.label === worst.label) === inside ? unit.values : []));
    const count = units.reduce((sum, unit) => sum + unit.values.length, 0);
    return {
      id,
      p,
      effect: worst.difference,
      met: worst.difference <= MAX_DIFFERENCE,
      interval:
        worst.difference <= MAX_DIFFERENCE
          ? differenceInterval(valuesOf(true), valuesOf(false))
          : null,
      n: { a: worst.count, b: count - worst.count },
      values: {
        label: worst.label,
        group: worst.mean,
        rest: worst.mean - worst.difference,
        shrunken: shrunken(worst.difference, worst.count),
        units: worst.units,
      },
      about: worstOf(window, about),
    };
  };
}
