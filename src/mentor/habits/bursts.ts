import { overdispersion } from "../../stats/dispersion.ts";
import { fisherGreater } from "../../stats/fisher.ts";
import { median } from "../../stats/moments.ts";
import type { Window } from "../window.ts";
import { type HabitTest, tooLittle, worstOf } from "./habit.ts";

const MIN_SESSIONS = 8;
const MIN_INDEX = 1.5;
const MIN_BURSTS = 2;

/** Sessions with at least twice the median of trades, and three more. */
function burstsOf(window: Window): { whole: readonly (readonly number[])[]; limit: number } {
  // The last session may be cut off by the window's end.
  const whole = window.sessions.slice(0, -1);
  const middle = median(whole.map((session) => session.length));
  return { whole, limit: Math.max(2 * middle, middle + 3) };
}

/** P10: trades a session vary more than chance (dispersion test; Barber & Odean 2000). */
export const bursts: HabitTest = (window) => {
  const id = "ledakan_trading";
  const { whole, limit } = burstsOf(window);
  const counts = whole.map((session) => session.length);
  const few = tooLittle(id, "sesi", counts.length, MIN_SESSIONS);
  if (few !== null) return few;
  const found = whole.filter((session) => session.length >= limit);
  const test = overdispersion(counts);
  const usual = median(counts);
  return {
    id,
    p: test?.p ?? 1,
    effect: test?.index ?? 0,
    met: (test?.index ?? 0) >= MIN_INDEX && found.length >= MIN_BURSTS,
    n: { a: found.length, b: counts.length - found.length },
    values: {
      bursts: found.length,
      sessions: counts.length,
      median: usual,
      max: Math.max(...counts),
    },
    about: worstOf(
      window,
      found.flatMap((session) => session.slice(Math.ceil(usual))),
    ),
  };
};

const MIN_SESSIONS_AFTER = 12;
const MIN_GROUP = 6;
const MIN_BURSTS_AFTER = 3;
const MIN_DIFFERENCE = 0.2;

/** P11: bursts on days whose first trade lost against days whose first trade won (Fisher). */
export const burstsAfterLoss: HabitTest = (window) => {
  const id = "ledakan_setelah_rugi";
  const { whole, limit } = burstsOf(window);
  const startedWith = (label: number) =>
    whole.filter((session) => window.label[session[0] ?? -1] === label);
  const [lost, won] = [startedWith(-1), startedWith(1)];
  const isBurst = (session: readonly number[]) => session.length >= limit;
  const found = lost.filter(isBurst);
  const a = { hits: found.length, count: lost.length };
  const b = { hits: won.filter(isBurst).length, count: won.length };
  const few =
    tooLittle(id, "sesi", whole.length, MIN_SESSIONS_AFTER) ??
    tooLittle(id, "sesi", Math.min(a.count, b.count), MIN_GROUP) ??
    tooLittle(id, "ledakan", a.hits + b.hits, MIN_BURSTS_AFTER);
  if (few !== null) return few;
  const effect = a.hits / a.count - b.hits / b.count;
  return {
    id,
    p: fisherGreater(a, b) ?? 1,
    effect,
    met: a.hits >= MIN_BURSTS_AFTER && effect >= MIN_DIFFERENCE,
    n: { a: a.count, b: b.count },
    values: { after_loss: a.hits / a.count, after_win: b.hits / b.count, bursts: a.hits },
    about: worstOf(window, found.flat()),
  };
};
