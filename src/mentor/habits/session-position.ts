import { clusteredLess } from "../../stats/cluster.ts";
import { differenceInterval } from "../../stats/intervals.ts";
import { clipped, median } from "../../stats/moments.ts";
import type { Window } from "../window.ts";
import { type HabitTest, tooLittle, worstOf } from "./habit.ts";

const MIN_GROUP = 15;
const MIN_SESSIONS = 10;
const MAX_DIFFERENCE = -0.25;
/** One runaway result must not carry the mean. */
const CLIP_R = 4;

/** H1: results once two or more trades of the session in a row had lost. */
export const afterTwoLosses: HabitTest = (window) =>
  compare("hasil_setelah_2_rugi", window, (i) => (window.streak[i] ?? 0) >= 2, MIN_SESSIONS);

/** H2: results of the late trades of a session, from the third or the median one on. */
export const lateTrades: HabitTest = (window) => {
  const from = Math.max(3, Math.floor(median(window.sessions.map((session) => session.length))));
  const isLate = (i: number) => (window.index[i] ?? 0) >= from;
  const found = compare("hasil_trade_akhir", window, isLate, 2);
  return "p" in found ? { ...found, values: { ...found.values, from } } : found;
};

/** Mean R in the group against the rest; cluster-robust t by session. */
function compare(
  id: string,
  window: Window,
  inGroup: (i: number) => boolean,
  minSessions: number,
): ReturnType<HabitTest> {
  const values = clipped(Array.from(window.r), -CLIP_R, CLIP_R);
  const tested = values.flatMap((value, i) => {
    const cluster = window.deals[i]?.session ?? 0;
    return Number.isNaN(value) ? [] : [{ i, value, cluster, inGroup: inGroup(i) }];
  });
  const group = tested.filter((one) => one.inGroup);
  const rest = tested.length - group.length;
  const few =
    tooLittle(id, "trade", Math.min(group.length, rest), MIN_GROUP) ??
    tooLittle(id, "sesi", window.sessions.length, minSessions);
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
    effect,
    met: effect <= MAX_DIFFERENCE,
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
