import {
  absoluteDrawdown,
  endsUnderwater,
  longestUnderwater,
  maximalDrawdown,
  recoveryFactor,
} from "../stats/drawdown.ts";
import { finiteOrNull } from "../stats/finite.ts";
import type { Note } from "./figure.ts";
import type { Curve } from "./series.ts";

const DAY_SECONDS = 86_400;

/** The longest time below an earlier high. */
export interface UnderWater {
  days: number | null;
  trades: number;
  recovered: boolean;
}

/** Falls of the curve of results. */
export interface CurveFigures {
  /** Largest fall from a high, in money; 0 when it never fell. */
  max_drawdown: number;
  /** Largest fall from a high of the account's growth, as a fraction. */
  max_drawdown_fraction: number | null;
  /** From a high to its recovery, or to the last trade; null when it never fell. */
  longest_drawdown: UnderWater | null;
  /** Whether the curve ends below its high. */
  in_drawdown: boolean;
  /** Furthest below the start, in money. */
  absolute_drawdown: number;
  /** Net / largest fall. */
  recovery_factor: number | null;
}

/** Drawdown in its forms: MT5's maximal, relative and absolute, of closed trades. */
export function curveFigures({ money, growth, times }: Curve, note: Note): CurveFigures {
  const isEmpty = money.length < 2;
  const longest = longestUnderwater(money, times);
  const fraction = growth === null || isEmpty ? null : maximalDrawdown(growth)?.fraction;
  const isTimed = (times.at(-1) ?? 0) > 0;
  return {
    max_drawdown: maximalDrawdown(money)?.amount ?? 0,
    max_drawdown_fraction: note(
      "max_drawdown_fraction",
      finiteOrNull(fraction ?? Number.NaN),
      isEmpty ? "no-trades" : "no-balance",
    ),
    longest_drawdown: note(
      "longest_drawdown",
      longest && {
        days: note(
          "longest_drawdown.days",
          isTimed ? longest.length / DAY_SECONDS : null,
          "no-times",
        ),
        trades: longest.steps,
        recovered: longest.recovered,
      },
      isEmpty ? "no-trades" : "no-drawdown",
    ),
    in_drawdown: endsUnderwater(money),
    absolute_drawdown: absoluteDrawdown(money) ?? 0,
    recovery_factor: note(
      "recovery_factor",
      recoveryFactor(money),
      isEmpty ? "no-trades" : "no-drawdown",
    ),
  };
}
