import type { WinRate } from "../figures/win-rate.ts";

/** The win rate by the sign of results alone, where the trader's band of break-even makes another. */
export function otherRate({ win_rate, win_rate_by_sign: rate }: Rates): number | null {
  return rate === undefined || rate === win_rate ? null : rate;
}

type Rates = Pick<WinRate, "win_rate" | "win_rate_by_sign">;

/** The same as it follows the win rate; "" where there is none. */
export function rateBySign(rates: Rates, write: (rate: number) => string): string {
  const rate = otherRate(rates);
  return rate === null ? "" : `; ${bySign(write(rate))}`;
}

/** A win rate without the band of break-even. */
export const bySign = (rate: string): string => `tanpa batas impas ${rate}`;
