import { countOutcomes } from "../stats/outcomes.ts";
import { countRuns, mt5RunsZ, normalConfidencePercent, runsExactP } from "../stats/runs.ts";
import { expectedLongestRun, streaks } from "../stats/streaks.ts";
import type { Note } from "./figure.ts";

/** Runs of wins and losses. */
export interface StreakFigures {
  longest_win_streak: number;
  longest_loss_streak: number;
  /** Money and length of the run that cost most; zero without a loss. */
  worst_streak: number;
  worst_streak_trades: number;
  /** Longest losing run that chance makes of as many trades with this share of losses. */
  expected_longest_loss_streak: number | null;
  /** MT5's Z, trades of zero left out; from 20 trades. */
  z_score: number | null;
  /** The percentage MT5 prints after it. */
  z_confidence_percent: number | null;
  /** Exact two-sided p of the runs test. */
  runs_p: number | null;
}

/** MT5's Z leans on the normal curve: below this many trades only the exact test speaks. */
const Z_MINIMUM = 20;

/** Streaks in the order of closing. */
export function streakFigures(amounts: readonly number[], note: Note): StreakFigures {
  const decided = amounts.filter((amount) => amount !== 0);
  const { gains, losses } = countOutcomes(decided);
  const runs = countRuns(decided.map((amount) => amount > 0));
  const lost = streaks(amounts, -1);
  const z = decided.length < Z_MINIMUM ? null : mt5RunsZ(runs);
  const oneSided = decided.length === 0 ? "no-trades" : gains === 0 ? "no-win" : "no-loss";
  const isMixed = gains > 0 && losses > 0;
  const noZ = isMixed ? (decided.length < Z_MINIMUM ? "too-few-trades" : "no-spread") : oneSided;
  const expected =
    decided.length === 0 ? null : expectedLongestRun(decided.length, losses / decided.length);
  return {
    longest_win_streak: streaks(amounts, 1).longest,
    longest_loss_streak: lost.longest,
    worst_streak: lost.extremeAmount,
    worst_streak_trades: lost.extremeLength,
    expected_longest_loss_streak: note("expected_longest_loss_streak", expected, "no-trades"),
    z_score: note("z_score", z, noZ),
    z_confidence_percent: note(
      "z_confidence_percent",
      z === null ? null : normalConfidencePercent(z),
      noZ,
    ),
    runs_p: note("runs_p", runsExactP(runs), oneSided),
  };
}
