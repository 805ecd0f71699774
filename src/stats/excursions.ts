import { finiteOrNull } from "./finite.ts";
import { correlation } from "./line.ts";
import { mean } from "./moments.ts";

/**
 * Result of a position with the worst and the best floating result it had while open:
 * `adverse` <= 0 <= `favourable`, all in one unit. `gross` is before costs, `net` after.
 */
export type Excursion = {
  readonly gross: number;
  readonly net: number;
  readonly adverse: number;
  readonly favourable: number;
};

/**
 * Mean share of the best floating result that was kept, gross / favourable, over positions with
 * a positive net and a positive favourable excursion; null without any.
 */
export function meanCapture(excursions: readonly Excursion[]): number | null {
  const kept = excursions.filter(({ net, favourable }) => net > 0 && favourable > 0);
  return finiteOrNull(mean(kept.map(({ gross, favourable }) => gross / favourable)));
}

/** The three correlations of the MT5 report; null where a side is constant or n < 2. */
export function excursionCorrelations(excursions: readonly Excursion[]): {
  netFavourable: number | null;
  netAdverse: number | null;
  favourableAdverse: number | null;
} {
  const net = excursions.map((one) => one.net);
  const adverse = excursions.map((one) => one.adverse);
  const favourable = excursions.map((one) => one.favourable);
  return {
    netFavourable: correlation(net, favourable),
    netAdverse: correlation(net, adverse),
    favourableAdverse: correlation(favourable, adverse),
  };
}
