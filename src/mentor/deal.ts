/**
 * A closed trade by hand as the detectors of habits and outcomes see it: what was chosen and what
 * came of it, in plain numbers. NaN is "unknown" (an array of them stays a Float64Array).
 */
export interface Deal {
  id: number;
  /** The same for all trades of one day. */
  session: number;
  /** Epoch milliseconds, or NaN. */
  entryMs: number;
  exitMs: number;
  symbol: string;
  /** 1 buy, -1 sell, 0 unknown. */
  side: number;
  lot: number;
  /** Risk in percent of the balance. */
  riskPercent: number;
  /** The planned loss in money: what one R is. */
  riskMoney: number;
  /** Net result in money. */
  pl: number;
  /** Commission and swap, signed; NaN: unknown. */
  costs: number;
  hasStop: boolean | null;
  hasTarget: boolean | null;
  /** Distance of the target over the distance of the stop. */
  plannedRr: number;
  exit: "sl" | "tp" | "manual" | "unknown";
  /** An entry while an earlier position of the symbol and side was open: 1 at a worse price. */
  add: -1 | 0 | 1;
  strategy: string | null;
  /** The session's mood, only where it was noted before its first entry. */
  mood: string | null;
  condition: string | null;
  /** Hour of the entry in the profile's zone, 0 to 23, or -1. */
  hour: number;
  /** Weekday of the session, 0 Sunday to 6. */
  weekday: number;
}
