import type { Deal } from "../../src/mentor/deals.ts";
import { type Draws, makeDraws } from "./draws.ts";
import { type Character, drawCharacter, type RecipeId } from "./recipes.ts";

const STEP_SD = 0.15;
const COST_R = 0.04;
const GIVE_UP_R = -2.5;
const NO_TARGET_HAZARD = 0.005;
const MAX_STEPS = 4_000;
const MOODS = ["tenang", "netral", "serakah", "frustasi", "takut"];
const CONDITIONS = ["normal", "trending", "sideways", "volatile"];
const DAY_MINUTES = 1_440;
/** A Monday, 2025-01-06, in minutes since 1970; the clock of the simulation is WIB. */
const FIRST_DAY = 20_094 * DAY_MINUTES;
const BAD_R = 0.43;

/** A trade that may have had a target, which the mentor knows only by its price. */
export interface SimulatedDeal extends Deal {
  hasTarget: boolean;
}

/** How the next trade differs from the trader's plan. */
interface Impulse {
  gap: number;
  hold: number;
  lot: number;
  stopShare: number;
  drift: number;
}

interface State {
  day: number;
  minute: number;
  endMinute: number;
  inSession: number;
  planned: number;
  sessionR: number;
  /** What the session's trades came to, and when. */
  results: { exit: number; r: number }[];
  /** Losses in a row that the day began with, for the martingale. */
  run: number;
  base: number;
  balance: number;
  sessionDrift: number;
  mood: string;
  condition: string;
  binge: boolean;
  lastDayR: number;
  open: Position | null;
}

interface Position {
  symbol: number;
  side: 1 | -1;
  path: readonly number[];
  entry: number;
  exit: number;
  step: number;
}

/** What the trader knows at a moment: a position that is still open has no result to react to. */
interface Known {
  sessionR: number;
  streak: number;
  run: number;
}

function knownAt(state: State, minute: number): Known {
  const closed = state.results.filter(({ exit }) => exit <= minute);
  closed.sort((a, b) => a.exit - b.exit);
  const known = { sessionR: 0, streak: 0, run: state.run };
  for (const { r } of closed) {
    known.sessionR += r;
    known.streak = r < -0.05 ? known.streak + 1 : 0;
    if (r < -0.05) known.run++;
    else if (r > 0.05) known.run = 0;
  }
  return known;
}

/** So many trades of one trader, in order of session and entry. */
export function makeTrader(
  id: RecipeId,
  seed: number,
  count: number,
  strength = 1,
): SimulatedDeal[] {
  const draws = makeDraws(seed);
  const who = drawCharacter(id, strength, draws);
  const state = firstState(draws);
  const deals: SimulatedDeal[] = [];
  while (deals.length < count) {
    startSession(state, who, draws);
    const first = deals.length;
    while (state.inSession < state.planned && deals.length < count) {
      const deal = nextDeal(state, who, draws, deals.length + 1);
      if (deal === null) break;
      deals.push(deal);
      if (state.sessionR <= who.stopAtLossR || state.sessionR >= who.stopAtGainR) break;
    }
    // Several positions may close in another order than they were opened; entries stay sorted.
    const session = deals.splice(first).sort((a, b) => a.entryMs - b.entryMs || a.id - b.id);
    deals.push(...session);
  }
  return deals;
}

function firstState(draws: Draws): State {
  return {
    day: -1,
    minute: 0,
    endMinute: 0,
    inSession: 0,
    planned: 0,
    sessionR: 0,
    results: [],
    run: 0,
    base: 1,
    balance: 10_000,
    sessionDrift: 0,
    binge: false,
    lastDayR: 0,
    open: null,
    mood: draws.pick(MOODS),
    condition: draws.pick(CONDITIONS),
  };
}

function startSession(state: State, who: Character, draws: Draws): void {
  state.day++;
  while (state.day % 7 > 4) state.day++;
  state.minute = who.startHour * 60;
  state.endMinute = state.minute + who.hours * 60;
  state.lastDayR = state.sessionR;
  const { run } = knownAt(state, Number.POSITIVE_INFINITY);
  Object.assign(state, { inSession: 0, sessionR: 0, results: [], run, binge: false, open: null });
  state.planned =
    who.id === "disiplin" ? 2 + Math.floor(3 * draws.uniform()) : 1 + draws.poisson(who.lambda - 1);
  state.base *= Math.exp(who.baseDrift * draws.normal());
  state.sessionDrift = who.sessionDrift * draws.normal();
  state.condition = draws.pick(CONDITIONS);
  state.mood = draws.pick(MOODS);
  if (who.id === "moodburuk") {
    state.mood = draws.chance(0.28) ? draws.pick(["serakah", "frustasi"]) : "tenang";
    if (state.mood === "tenang") state.mood = draws.pick(["tenang", "netral", "takut"]);
  }
  if (who.moodAfterResult) state.mood = state.lastDayR < 0 ? "frustasi" : draws.pick(MOODS);
}

/** What moves the trader at this moment, beyond his plan. */
function impulseOf(state: State, known: Known, who: Character, draws: Draws): Impulse {
  const plan = { gap: 1, hold: 1, lot: 1, stopShare: who.stopShare, drift: 0 };
  const { strength } = who;
  switch (who.id) {
    case "balas":
      if (known.streak === 0 || !draws.chance(0.5 * strength)) return plan;
      return { ...plan, gap: 0.2, lot: 1.8, stopShare: 0.6, drift: -0.0015 };
    case "over":
      return state.binge ? { ...plan, gap: 0.35, hold: 0.5, drift: -0.0035 } : plan;
    case "martingale":
      if (strength < 1 && !draws.chance(strength)) return plan;
      return { ...plan, lot: 2 ** Math.min(5, known.run) };
    case "housemoney":
      return known.sessionR > 0.05 && draws.chance(0.8 * strength) ? { ...plan, lot: 1.6 } : plan;
    case "tilt":
      if (known.streak < 2 || !draws.chance(strength)) return plan;
      return { ...plan, stopShare: 0.47, drift: -0.004 };
    case "moodburuk":
      return ["serakah", "frustasi"].includes(state.mood) ? { ...plan, lot: 1.5 } : plan;
    default:
      return plan;
  }
}

function nextDeal(state: State, who: Character, draws: Draws, id: number): SimulatedDeal | null {
  const during = entryDuring(state, who, draws);
  const known = knownAt(state, during ?? state.minute);
  const impulse = impulseOf(state, known, who, draws);
  const entry = during ?? entryAfter(state, known, who, draws, impulse);
  if (entry > state.endMinute) return null;
  const add = addTo(state, who, draws, entry);
  const symbol = add.position?.symbol ?? draws.weighted(who.symbolShares);
  const side = add.position?.side ?? draws.pick([1, -1] as const);
  const hasStop = draws.chance(impulse.stopShare);
  const hasTarget = draws.chance(who.targetShare);
  const rr = who.rr * (1 + 0.1 * (2 * draws.uniform() - 1));
  const drift = who.drift + state.sessionDrift + impulse.drift;
  const trade = walk(who, draws, { hasStop, target: hasTarget ? rr : null, drift });
  const minutes = who.minutesPerStep * impulse.hold;
  const distance = draws.lognormal(1, 0.25);
  const size = sizeOf(state, who, symbol, distance, impulse.lot);
  const r = trade.r - COST_R - badSegment(state, who, symbol, entry);
  const exit = entry + trade.path.length * minutes;
  const money = r * size.riskMoney;
  const position = { symbol, side, path: trade.path, entry, exit, step: minutes };
  advance(state, who, draws, { r, money, position });
  const start = (FIRST_DAY + state.day * DAY_MINUTES) * 60_000;
  return {
    id,
    session: state.day,
    entryMs: start + Math.round(entry * 60_000),
    exitMs: start + Math.round(exit * 60_000),
    symbol: who.symbols[symbol] ?? "",
    side,
    lot: size.lot,
    riskPercent: size.riskPercent,
    riskMoney: hasStop ? size.riskMoney : Number.NaN,
    pl: Math.round(money * 100) / 100,
    hasStop,
    hasTarget,
    plannedRr: hasStop && hasTarget ? rr : Number.NaN,
    exit: trade.exit,
    add: add.sign,
    strategy: `s${draws.weighted(who.strategyShares)}`,
    mood: state.mood,
    condition: state.condition,
    hour: Math.floor(entry / 60) % 24,
    weekday: (state.day + 1) % 7,
    isCarried: false,
  };
}

/** An entry once all is closed. */
function entryAfter(state: State, known: Known, who: Character, draws: Draws, impulse: Impulse) {
  const burst = who.burstShare > 0 && draws.chance(who.burstShare) ? 0.1 : 1;
  const gap = draws.lognormal(who.gapMedian, who.gapSigma) * impulse.gap * burst;
  return state.minute + (who.id === "disiplin" && known.streak > 0 ? Math.max(30, gap) : gap);
}

/** An entry while the last position is open; null: not before all is closed. */
function entryDuring({ open }: State, who: Character, draws: Draws): number | null {
  if (!who.overlaps || open === null) return null;
  if (!draws.chance(who.id === "avgdown" ? 0.8 : 0.5)) return null;
  const moments = Array.from({ length: who.id === "avgdown" ? 20 : 1 }, () =>
    draws.between(0.1, 0.9),
  );
  const losing = moments.find((part) => (open.path[Math.floor(part * open.path.length)] ?? 0) < 0);
  const part = draws.chance(0.8 * who.strength) ? (losing ?? moments[0]) : moments[0];
  return open.entry + (part ?? 0.5) * (open.exit - open.entry);
}

/** An entry while the last position is open: of the same symbol and side it is an add. */
function addTo(state: State, who: Character, draws: Draws, entry: number) {
  const none = { position: null, sign: 0 as const };
  const { open } = state;
  if (open === null || entry >= open.exit || entry <= open.entry) return none;
  const at = open.path[Math.floor((entry - open.entry) / open.step)] ?? 0;
  // Who averages down hardly adds to what is winning.
  const share = who.id === "avgdown" && at >= 0 ? 0.5 - 0.35 * who.strength : 0.5;
  if (!draws.chance(share)) return none;
  return { position: open, sign: at < 0 ? (1 as const) : (-1 as const) };
}

/** A random walk in R until the stop, the target, or an exit by hand. */
function walk(
  who: Character,
  draws: Draws,
  plan: { hasStop: boolean; target: number | null; drift: number },
): { r: number; exit: Deal["exit"]; path: number[] } {
  const path: number[] = [];
  let r = 0;
  while (path.length < MAX_STEPS) {
    r += plan.drift + STEP_SD * draws.normal();
    path.push(r);
    if (plan.hasStop && r <= -1) return { r: -1, exit: "sl", path };
    if (r <= GIVE_UP_R) return { r: GIVE_UP_R, exit: "manual", path };
    if (plan.target !== null && r >= plan.target) return { r: plan.target, exit: "tp", path };
    // Without a target a gain runs until it is taken by hand.
    const byHand = exitHazard(who, r);
    const hazard = plan.target === null ? Math.max(NO_TARGET_HAZARD, byHand) : byHand;
    if (draws.chance(hazard)) return { r, exit: "manual", path };
  }
  return { r, exit: "manual", path };
}

function exitHazard(who: Character, r: number): number {
  if (who.id === "disposisi") {
    const bias = r > 0.15 ? 0.05 : 0.0015;
    return who.strength * bias + (1 - who.strength) * 0.005;
  }
  if (who.id === "potong") return r > 0.15 ? 0.03 * who.strength : 0;
  return who.hazard;
}

function sizeOf(state: State, who: Character, symbol: number, distance: number, factor: number) {
  const scale = state.base * (who.symbolLots[symbol] ?? 1) * factor;
  const perLot = 1_000 * distance;
  const wanted = who.fixedLot ? who.lot * scale : (who.fraction * state.balance * scale) / perLot;
  const lot = Math.max(0.01, Math.round(wanted * 100) / 100);
  const riskMoney = lot * perLot;
  return { lot, riskMoney, riskPercent: (100 * riskMoney) / Math.max(1_000, state.balance) };
}

function badSegment(state: State, who: Character, symbol: number, entry: number): number {
  const lost = who.strength * BAD_R;
  if (who.id === "jamburuk") return entry >= 20 * 60 ? lost : 0;
  if (who.id === "simbolburuk") return symbol === 0 ? lost : 0;
  if (who.id === "moodburuk") return ["serakah", "frustasi"].includes(state.mood) ? lost : 0;
  return 0;
}

function advance(
  state: State,
  who: Character,
  draws: Draws,
  done: { r: number; money: number; position: Position },
): void {
  const { r, money, position } = done;
  state.minute = Math.max(state.minute, position.exit);
  state.open = position;
  state.inSession++;
  state.sessionR += r;
  // The balance that sizes follow never runs out: ruin is not what is studied here.
  state.balance = Math.min(100_000, Math.max(5_000, state.balance + (who.fixedLot ? 0 : money)));
  state.results.push({ exit: position.exit, r });
  if (who.id === "over" && state.inSession === 1) {
    state.binge = draws.chance(who.strength * (r < 0 ? 0.55 : 0.15));
    if (!state.binge) return;
    // A binge does not stop when the session was meant to end.
    state.planned += 5 + Math.floor(6 * draws.uniform());
    state.endMinute += 6 * 60;
  }
}
