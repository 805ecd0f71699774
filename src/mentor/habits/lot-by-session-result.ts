import { withinClusterT } from "../../stats/cluster.ts";
import { mean } from "../../stats/moments.ts";
import { type HabitTest, tooLittle, worstOf } from "./habit.ts";

const ID = "lot_vs_pl_sesi";
const MIN_SESSIONS = 8;
const MIN_GROUP = 8;
const MIN_RATIO = 1.15;
const AHEAD_R = 0.05;

/**
 * P2: size against the session's result so far, one score a session (t over sessions, two-sided;
 * Thaler & Johnson 1990). Larger when ahead is house money, larger when behind is trying to break
 * even.
 */
export const lotBySessionResult: HabitTest = (window) => {
  const clusters: { xs: number[]; ys: number[] }[] = [];
  const [ahead, behind]: [number[], number[]] = [[], []];
  const about = { ahead: [] as number[], behind: [] as number[] };
  for (const session of window.sessions) {
    const members = session.filter((i) => !Number.isNaN(window.rel[i] ?? Number.NaN));
    const xs = members.map((i) => standing(window.sessionR[i] ?? 0));
    if (xs.every((x) => x === xs[0])) continue;
    const ys = members.map((i) => window.rel[i] ?? 0);
    clusters.push({ xs, ys });
    xs.forEach((x, k) => {
      if (x === 0) return;
      (x > 0 ? ahead : behind).push((ys[k] ?? 0) - (ys[0] ?? 0));
      (x > 0 ? about.ahead : about.behind).push(members[k] ?? 0);
    });
  }
  const few =
    tooLittle(ID, "sesi", clusters.length, MIN_SESSIONS) ??
    tooLittle(ID, "lot", Math.min(ahead.length, behind.length), MIN_GROUP);
  if (few !== null) return few;
  const test = withinClusterT(clusters);
  // A size that never varies leaves nothing to test.
  if (test === null) return { id: ID, reason: "lot", have: 0, need: 1 };
  const effect = Math.exp(mean(ahead) - mean(behind));
  const { t, p } = test;
  return {
    id: t < 0 ? "lot_naik_saat_rugi_sesi" : "lot_naik_saat_untung",
    p,
    effect,
    met: t > 0 ? effect >= MIN_RATIO : t < 0 && effect <= 1 / MIN_RATIO,
    n: { a: ahead.length, b: behind.length },
    values: {
      ahead: Math.exp(mean(ahead)),
      behind: Math.exp(mean(behind)),
      sessions: clusters.length,
    },
    about: worstOf(window, t < 0 ? about.behind : about.ahead),
  };
};

function standing(r: number): number {
  return Math.abs(r) <= AHEAD_R ? 0 : Math.sign(r);
}
