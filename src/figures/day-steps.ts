import type { Ledger } from "../model-ledger.ts";
import type { Series } from "./units.ts";

/** A trade of one day, as a step of the day's result. */
export interface DayStep {
  id: number;
  symbol: string;
  byBot: boolean;
  /** Epoch seconds; NaN: unknown. */
  entry: number;
  exit: number;
  /** In the unit of the series; 0 where it is unknown. */
  value: number;
  /** The day's result before and after it. */
  from: number;
  to: number;
}

export interface DaySteps {
  steps: readonly DayStep[];
  moods: readonly { mood: string; at: number }[];
}

/** The trades of the ledger's day `date` in order of their close, adding up, and the day's moods. */
export function dayStepsOf(
  ledger: Ledger<"entry" | "exit" | "bot" | "symbol">,
  series: Series,
  date: string,
): DaySteps {
  const day = ledger.days.findIndex(({ session_date }) => session_date === date);
  const steps: DayStep[] = [];
  let sum = 0;
  for (let row = 0; row < ledger.n; row++) {
    if (ledger.day[row] !== day) continue;
    const known = series.values[row] ?? Number.NaN;
    const value = Number.isNaN(known) ? 0 : known;
    steps.push({
      id: ledger.id[row] ?? 0,
      symbol: ledger.symbol.names[ledger.symbol.code[row] ?? -1] ?? "",
      byBot: ledger.bot[row] !== 0,
      entry: ledger.entry[row] ?? Number.NaN,
      exit: ledger.exit[row] ?? Number.NaN,
      value: value / series.scale,
      from: sum / series.scale,
      to: (sum + value) / series.scale,
    });
    sum += value;
  }
  return { steps, moods: ledger.days[day]?.moods ?? [] };
}
