import { PERMUTATIONS } from "../../stats/counts.ts";
import { clusteredLess, differenceInterval } from "../../stats/intervals.ts";
import { clipped, mean, median, midranks } from "../../stats/moments.ts";
import {
  type LabelledUnit,
  maxTLess,
  shrunken,
  shuffle,
  splitMix64,
} from "../../stats/permutation.ts";
import { spearmanLess } from "../../stats/ranks.ts";
import type { Deal } from "../deals.ts";
import {
  type ClaimId,
  DAY_SEGMENTS,
  type DaySegmentId,
  type PatternId,
  TRADE_SEGMENTS,
  type TradeSegmentId,
} from "../ids.ts";
import {
  CARRIED01,
  IN_LINE,
  LARGE_LOT,
  OUTCOME_R,
  POSITION,
  RULE_B,
  SEGMENT,
} from "../thresholds.ts";
import type { Window } from "../window.ts";
import { blocksGreater, groupSumsGreater } from "./blocks.ts";
import { type HabitTest, knowsRisk, pick, tooLittle, worstOf } from "./habit.ts";

/** What the trades are divided by; null: unknown, the trade is left out. */
type LabelOf = (deal: Deal) => string | null;

const SIDES: Readonly<Record<number, string>> = { 1: "buy", [-1]: "sell" };

/** Labels of single trades, permuted over trades. */
const BY_TRADE: Readonly<Record<TradeSegmentId, LabelOf>> = {
  jam: ({ hour }) => (hour < 0 ? null : String(Math.floor(hour / SEGMENT.hours) * SEGMENT.hours)),
  simbol: ({ symbol }) => symbol,
  strategi: ({ strategy }) => strategy,
  arah: ({ side }) => SIDES[side] ?? null,
};

/** Labels of whole sessions, permuted over sessions. */
const BY_SESSION: Readonly<Record<DaySegmentId, LabelOf>> = {
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
    ...TRADE_SEGMENTS.map((id) => segmentTest(id, BY_TRADE[id], false, exact)),
    ...DAY_SEGMENTS.map((id) => segmentTest(id, BY_SESSION[id], true, exact)),
  ];
}

function segmentTest(
  id: PatternId,
  labelOf: LabelOf,
  bySession: boolean,
  exact: boolean,
): HabitTest {
  return (window) => {
    if (!knowsRisk(window)) return { id, reason: "risiko", have: 0, need: SEGMENT.trades };
    const held = bySession ? heldOverDays(id, window) : null;
    if (held !== null) return held;
    const r = clipped(Array.from(window.r), SEGMENT.lowestR, SEGMENT.highestR);
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
    const options = {
      minimumCount: SEGMENT.trades,
      minimumUnits: bySession ? SEGMENT.days : 1,
    };
    // No p-value above it can become a finding, so the search for it may stop.
    const test = maxTLess(units, exact ? options : { ...options, stopAbove: RULE_B.outcomes.weak });
    if (test === null) return { id, reason: "kelompok", have: 0, need: SEGMENT.trades };
    const { worst, p, contrasts } = test;
    const about = labels.flatMap((label, i) => (label === worst.label ? [i] : []));
    const valuesOf = (inside: boolean) =>
      units.flatMap((unit) => ((unit.label === worst.label) === inside ? unit.values : []));
    const count = units.reduce((sum, unit) => sum + unit.values.length, 0);
    return {
      id,
      p,
      confirm: () => {
        const rest = labels.flatMap((label, i) =>
          label === null || label === worst.label ? [] : i,
        );
        const one = groupSumsGreater(window, rest, about, (i) => r[i] ?? 0);
        return Math.min(1, one * contrasts.length);
      },
      effect: worst.difference,
      met: worst.difference <= OUTCOME_R,
      interval:
        worst.difference <= OUTCOME_R ? differenceInterval(valuesOf(true), valuesOf(false)) : null,
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

/** That too many decisions ended on a later day for results to be compared by day; null: they may be. */
function heldOverDays(id: ClaimId, { deals }: Window): ReturnType<HabitTest> | null {
  const carried = deals.filter(({ isCarried }) => isCarried).length;
  const least = Math.ceil((1 - CARRIED01) * deals.length);
  return tooLittle(id, "sehari", deals.length - carried, least);
}

/** Results once two or more trades of the session in a row had lost. */
export const afterTwoLosses: HabitTest = (window) =>
  heldOverDays("hasil_setelah_2_rugi", window) ??
  compare(
    "hasil_setelah_2_rugi",
    window,
    (i) => (window.streak[i] ?? 0) >= POSITION.losses,
    POSITION,
    (values) => streaksByChance(window, values),
  );

/**
 * p that results after losses in a row are as low as they are only because the day was bad: the
 * results of each day are put in any other order, and the losses in a row counted anew.
 */
function streaksByChance(window: Window, values: readonly number[]): number {
  const days = window.sessions.map((session) => Int32Array.from(session));
  const isLoss = (i: number) => window.label[i] === -1;
  const difference = () => {
    let [inSum, inCount, outSum, outCount] = [0, 0, 0, 0];
    for (const day of days) {
      let streak = 0;
      for (const i of day) {
        const value = values[i] ?? 0;
        if (streak >= POSITION.losses) {
          inSum += value;
          inCount++;
        } else {
          outSum += value;
          outCount++;
        }
        streak = isLoss(i) ? streak + 1 : 0;
      }
    }
    return inCount === 0 || outCount === 0 ? 0 : inSum / inCount - outSum / outCount;
  };
  const seen = difference();
  const random = splitMix64();
  let [low, drawn] = [1, 0];
  while (drawn < PERMUTATIONS && low <= RULE_B.outcomes.weak * (PERMUTATIONS + 1)) {
    for (const day of days) shuffle(day, random);
    drawn++;
    if (difference() <= seen) low++;
  }
  return low / (drawn + 1);
}

/** Results of the late trades of a session, from the third or the median one on. */
export const lateTrades: HabitTest = (window) => {
  const from = Math.max(
    POSITION.first,
    Math.floor(median(window.sessions.map((session) => session.length))),
  );
  const held = heldOverDays("hasil_trade_akhir", window);
  if (held !== null) return held;
  const isLate = (i: number) => (window.index[i] ?? 0) >= from;
  const least = { ...POSITION, days: POSITION.lateDays };
  const found = compare("hasil_trade_akhir", window, isLate, least, () => 0);
  return "p" in found ? { ...found, values: { ...found.values, from } } : found;
};

/**
 * Mean R in the group against the rest (undefined: in neither); cluster-robust t by session. What
 * else must hold is told the values by trade and who is on either side.
 */
export function compare(
  id: ClaimId,
  window: Window,
  inGroup: (i: number) => boolean | undefined,
  limits: { group: number; days: number; clipR: number },
  alsoHolds: (
    values: readonly number[],
    group: readonly number[],
    rest: readonly number[],
  ) => number,
): ReturnType<HabitTest> {
  if (!knowsRisk(window)) return { id, reason: "risiko", have: 0, need: limits.group };
  const values = clipped(Array.from(window.r), -limits.clipR, limits.clipR);
  const tested = values.flatMap((value, i) => {
    const cluster = window.deals[i]?.session ?? 0;
    const side = inGroup(i);
    return side === undefined || Number.isNaN(value) ? [] : [{ i, value, cluster, inGroup: side }];
  });
  const group = tested.filter((one) => one.inGroup);
  const rest = tested.length - group.length;
  const few =
    tooLittle(id, "trade", Math.min(group.length, rest), limits.group) ??
    tooLittle(id, "sesi", window.sessions.length, limits.days);
  if (few !== null) return few;
  const test = clusteredLess(tested);
  const mean = (inside: boolean) => {
    const some = tested.filter((one) => one.inGroup === inside);
    return some.reduce((sum, one) => sum + one.value, 0) / some.length;
  };
  const effect = mean(true) - mean(false);
  return {
    id,
    p: test?.p ?? 1,
    confirm: () => {
      const indices = (inside: boolean) =>
        tested.filter((one) => one.inGroup === inside).map((one) => one.i);
      const [inside, outside] = [indices(true), indices(false)];
      const byBlocks = groupSumsGreater(window, outside, inside, (i) => values[i] ?? 0);
      return Math.max(byBlocks, alsoHolds(values, inside, outside));
    },
    effect,
    met: effect <= OUTCOME_R,
    interval: differenceInterval(
      group.map((one) => one.value),
      tested.filter((one) => !one.inGroup).map((one) => one.value),
    ),
    n: { a: group.length, b: rest },
    values: { group: mean(true), rest: mean(false), t: test?.t ?? null },
    about: worstOf(
      window,
      group.map((one) => one.i),
    ),
  };
}

const LARGE_LOT_ID = "lot_besar_hasil_buruk";

/** The larger the lot, the worse the result in R (Spearman, one-sided). */
export const largeLots: HabitTest = (window) => {
  const known = window.deals.flatMap((_, i) => {
    // An R guessed from the lot depends on the lot by itself.
    const sum = (window.rel[i] ?? Number.NaN) + (window.r[i] ?? Number.NaN);
    return window.imputed[i] === 0 && !Number.isNaN(sum) ? [i] : [];
  });
  const sizes = pick(window.rel, known);
  const few =
    tooLittle(LARGE_LOT_ID, "lot", known.length, LARGE_LOT.trades) ??
    tooLittle(LARGE_LOT_ID, "lot", new Set(sizes).size, LARGE_LOT.sizes);
  if (few !== null) return few;
  const test = spearmanLess(sizes, pick(window.r, known));
  if (test === null) return { id: LARGE_LOT_ID, reason: "lot", have: 0, need: 1 };
  const large = known.filter((i) => (window.rel[i] ?? 0) > Math.log(IN_LINE));
  return {
    id: LARGE_LOT_ID,
    p: test.p,
    confirm: () => {
      // Won or lost, and by how much: a nearer stop makes a larger lot, slippage a larger part of R,
      // and is hit before the day is over, where a wide one is left near zero.
      const size = midranks(sizes).ranks;
      const smaller = (results: readonly number[]) => {
        const [centre, usual] = [(known.length + 1) / 2, mean(results)];
        const part = (k: number) => (centre - (size[k] ?? 0)) * ((results[k] ?? 0) - usual);
        return blocksGreater(
          window,
          known.map((i, k) => [i, part(k)] as const),
        );
      };
      const won = midranks(known.map((i) => window.label[i] ?? 0)).ranks;
      const r = clipped(pick(window.r, known), SEGMENT.lowestR, SEGMENT.highestR);
      return Math.max(smaller(Array.from(won)), smaller(r));
    },
    effect: test.rho,
    met: test.rho <= LARGE_LOT.rho,
    n: { a: large.length, b: known.length - large.length },
    values: { rho: test.rho },
    about: worstOf(window, large),
  };
};
