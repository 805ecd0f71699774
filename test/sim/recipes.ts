import type { Draws } from "./draws.ts";

/** The simulated traders of the specification, section 5.1. */
export type RecipeId =
  | "acak"
  | "jinak"
  | "jinak_keras"
  | "disiplin"
  | "balas"
  | "martingale"
  | "over"
  | "disposisi"
  | "potong"
  | "housemoney"
  | "tilt"
  | "avgdown"
  | "jamburuk"
  | "simbolburuk"
  | "moodburuk";

/** What one trader is like; drawn once, then kept for all of his trades. */
export interface Character {
  id: RecipeId;
  /** Scales the probability of the behaviour, or the size of a bad segment. */
  strength: number;
  rr: number;
  /** Chance of an exit by hand at a step, whatever the position stands at. */
  hazard: number;
  gapMedian: number;
  gapSigma: number;
  /** Mean number of trades planned for a session. */
  lambda: number;
  startHour: number;
  hours: number;
  minutesPerStep: number;
  /** Fixed lot, else fixed fraction of the balance. */
  fixedLot: boolean;
  lot: number;
  fraction: number;
  symbols: readonly string[];
  symbolShares: readonly number[];
  symbolLots: readonly number[];
  strategyShares: readonly number[];
  stopShare: number;
  targetShare: number;
  overlaps: boolean;
  drift: number;
  /** SD over sessions of the drift: results of one day then resemble each other. */
  sessionDrift: number;
  stopAtLossR: number;
  stopAtGainR: number;
  baseDrift: number;
  burstShare: number;
  moodAfterResult: boolean;
}

const SYMBOLS = ["EURUSD", "XAUUSD", "USDJPY", "GBPUSD", "BTCUSD"];

export function drawCharacter(id: RecipeId, strength: number, draws: Draws): Character {
  const symbolCount = 1 + Math.floor(4 * draws.uniform());
  const strategyCount = 1 + Math.floor(4 * draws.uniform());
  const offset = Math.floor(SYMBOLS.length * draws.uniform());
  const symbols = Array.from(
    { length: symbolCount },
    (_, i) => SYMBOLS[(offset + i) % SYMBOLS.length] as string,
  );
  const base: Character = {
    id,
    strength,
    rr: draws.pick([0.7, 1, 1.5, 2, 3]),
    hazard: draws.pick([0, 0.002, 0.005, 0.01]),
    gapMedian: draws.between(10, 45),
    gapSigma: draws.between(0.6, 1.1),
    lambda: draws.between(2.5, 7),
    startHour: draws.between(8, 15),
    hours: draws.between(8, 14),
    minutesPerStep: draws.between(0.4, 2),
    fixedLot: draws.chance(0.5),
    lot: draws.pick([0.1, 0.2, 0.5, 1]),
    fraction: draws.between(0.005, 0.02),
    symbols,
    symbolShares: draws.shares(symbolCount),
    symbolLots: symbols.map(() => 1),
    strategyShares: draws.shares(strategyCount),
    stopShare: draws.chance(0.5) ? 1 : draws.between(0.6, 1),
    targetShare: draws.chance(0.5) ? 1 : draws.between(0.5, 1),
    overlaps: draws.chance(0.2),
    drift: 0,
    sessionDrift: 0,
    stopAtLossR: Number.NEGATIVE_INFINITY,
    stopAtGainR: Number.POSITIVE_INFINITY,
    baseDrift: 0,
    burstShare: 0,
    moodAfterResult: false,
  };
  return { ...base, ...changes(id, draws, base) };
}

function changes(id: RecipeId, draws: Draws, base: Character): Partial<Character> {
  const always = { stopShare: 1, targetShare: 1 };
  switch (id) {
    case "jinak":
      return benign(draws, base, draws.between(0.0015, 0.0075));
    case "jinak_keras":
      return benign(draws, base, 0.011);
    case "disiplin":
      return {
        ...always,
        rr: draws.between(1.5, 2),
        hazard: 0,
        overlaps: false,
        drift: 0.003,
        fixedLot: false,
        fraction: 0.01,
        lambda: 3,
        stopAtLossR: -2,
      };
    case "martingale":
      return { fixedLot: true };
    case "disposisi":
      return { stopShare: 0.55, hazard: 0 };
    case "potong":
      return { ...always, hazard: 0 };
    case "tilt":
      return { stopShare: 0.97 };
    case "avgdown":
      return { overlaps: true };
    case "jamburuk":
      return { startHour: draws.between(12, 15), hours: 10 };
    case "simbolburuk":
      return {
        symbols: ["EURUSD", "XAUUSD", "USDJPY"],
        symbolShares: [0.36, 0.4, 0.24],
        symbolLots: [1, 1, 1],
      };
    default:
      return {};
  }
}

/** Structure that real trading has and that is no bias. */
function benign(draws: Draws, base: Character, sessionDrift: number): Partial<Character> {
  return {
    sessionDrift,
    stopAtLossR: draws.pick([Number.NEGATIVE_INFINITY, -2, -3]),
    stopAtGainR: draws.pick([Number.POSITIVE_INFINITY, 2, 3]),
    baseDrift: 0.1,
    symbolLots: base.symbols.map(() => Math.exp(0.5 * draws.normal())),
    burstShare: draws.between(0.15, 0.3),
    moodAfterResult: true,
  };
}
