import { currencyOf, fromMinor, toMinor } from "../base/money.ts";
import type { Profile } from "../model.ts";
import { sparkline } from "./sparkline.ts";
import type { Style } from "./style.ts";
import { cumulativeSpoken, cumulativeText } from "./text-cumulative.ts";

const MOST_POINTS = 40;

/**
 * A line with the sum of the results after each day, oldest first, as a sparkline; in words with
 * --plain. Nothing for fewer than two days, of which there is no course to see.
 */
export function cumulativeLine(
  results: readonly number[],
  profile: Profile,
  style: Style,
  name = "",
): string[] {
  if (results.length < 2) return [];
  const currency = currencyOf(profile.currency);
  let sum = 0;
  const sums = results.map((result) => {
    sum += toMinor(result, currency);
    return fromMinor(sum, currency);
  });
  if (!style.draws) return [cumulativeSpoken(sums, name, currency)];
  // From zero, so that the first day's result is seen as well.
  const line = sparkline([0, ...sums], style, MOST_POINTS);
  return [`${cumulativeText(sums, name, currency)}  ${line}`];
}
