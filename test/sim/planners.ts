import { tradesWith } from "../../src/mentor/deals.ts";
import { type Claim, claimsOf } from "./claims.ts";
import type { Draws } from "./draws.ts";
import { BTCUSD, EURUSD, fixedLot, HOUR, one, perDay, toLots, XAUUSD } from "./instruments.ts";
import { type Desk, type Instrument, type Plan, type Sealed, tradePlan } from "./market.ts";

/*
 * Traders who plan, and leave their plans: at random, by the day, after losses, in one symbol alone, or
 * once the position is open. Where the market is fair nothing of it costs anything, so that whatever is
 * told of it is false; `costly` is what leaving the plan truly costs, in R.
 */

/** What one of them is like. */
interface Character {
  instruments: readonly Instrument[];
  /** Trades a day. */
  pace: number;
  rr: number;
  rrUnplanned: number;
  /** Chance of a trade without a plan, of a larger lot, of a chased or late entry. */
  skips(desk: Desk, at: number): number;
  more: number;
  chases: number;
  late: number;
  /** Chance that a line of the checklist does not hold. */
  unchecked: number;
  /** Chance of no stop without a plan. */
  bare: number;
  /** Moves stop and target now and then; or when the stop is near. */
  fidgets: number;
  flees: boolean;
  /** Hazard of an exit by hand. */
  leaves: number;
  /** All trades of a day go one way. */
  oneWay: boolean;
  /** Planless days are wilder. */
  wild: number;
  /** What it costs to leave the plan, in R; no such cost where the market is fair. */
  costly: { unplanned: number; left: number; unchecked: number };
}

const FREE = { unplanned: 0, left: 0, unchecked: 0 };

function usual(draws: Draws): Character {
  const skip = draws.between(0.15, 0.5);
  return {
    instruments: [...one(draws), ...one(draws)],
    pace: draws.between(2, 6),
    rr: draws.pick([1, 1.5, 2, 3]),
    rrUnplanned: draws.pick([1, 1.5, 2, 3]),
    skips: () => skip,
    more: draws.between(0.05, 0.3),
    chases: draws.between(0.05, 0.3),
    late: draws.between(0, 0.2),
    unchecked: draws.between(0.05, 0.2),
    bare: 0,
    fidgets: draws.between(0, 0.03),
    flees: false,
    leaves: draws.pick([0, 0.01, 0.03]),
    oneWay: false,
    wild: 1,
    costly: FREE,
  };
}

/** Honest ones, by what they do with their plans. */
export const PLANNERS = {
  /** Everything at random. */
  random: usual,
  /** Moves the stop away when the price is near it, and takes small wins. */
  nervous: (draws) => ({ ...usual(draws), flees: true, leaves: 0.03 }),
  /** Plans on some days, on which the market is calm. */
  mornings(draws) {
    const share = draws.between(0.2, 0.5);
    let [day, isPlanless] = [-1, false];
    const skips = (desk: Desk) => {
      if (desk.day !== day) isPlanless = draws.chance(share);
      day = desk.day;
      return isPlanless ? 0.95 : 0.05;
    };
    return { ...usual(draws), skips, oneWay: true, wild: draws.between(1, 2.5) };
  },
  /** No plan after a loss; the lot stays, or it would be larger after a win. */
  hasty(draws) {
    const skips = (desk: Desk) => ((desk.today.at(-1)?.pl ?? 0) < 0 ? 0.8 : 0.1);
    return { ...usual(draws), skips, more: 0 };
  },
  /** Plans one symbol of three, with other targets than for the others. */
  goldOnly(draws) {
    const instruments = [XAUUSD, EURUSD, BTCUSD];
    return { ...usual(draws), instruments, skips: (_, at) => (at === 0 ? 0.05 : 0.8) };
  },
  /** Without a plan far targets, rarely reached; with one near ones. */
  lottery: (draws) => ({ ...usual(draws), rr: 0.6, rrUnplanned: 5, leaves: 0 }),
  /** Now and then no stop without a plan. */
  loose: (draws) => ({ ...usual(draws), bare: 0.35, pace: 8 }),
} as const satisfies Record<string, (draws: Draws) => Character>;

export type Planner = keyof typeof PLANNERS;

/** What it truly costs, by what is left out. */
export const COSTLY = {
  unplanned: { unplanned: 0.7, left: 0, unchecked: 0 },
  left: { unplanned: 0, left: 0.7, unchecked: 0 },
  unchecked: { unplanned: 0, left: 0, unchecked: 0.7 },
} as const;

/** Every claim that is made of such a trader within so many trades. */
export function claimsOfPlanner(
  kind: Planner,
  seed: number,
  count: number,
  costly: Character["costly"] = FREE,
): Claim[] {
  const { trades, contexts, plans } = tradePlan(seed, count, (draws) =>
    planOf(draws, { ...PLANNERS[kind](draws), costly }),
  );
  const known = { dayStart: 0, plans: { since: 0, byId: plans } };
  return claimsOf(tradesWith(trades, contexts, "UTC", known)).claims;
}

function planOf(draws: Draws, who: Character): Plan {
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const chance = perDay(who.pace, hours, 5);
  const lots = who.instruments.map((instrument) => fixedLot(draws, instrument));
  let way: 1 | -1 = 1;
  let isWild = false;
  return {
    instruments: who.instruments,
    barMinutes: 5,
    hours,
    cost: draws.between(0, 0.3),
    morning(desk) {
      way = draws.pick([1, -1] as const);
      isWild = who.wild > 1 && who.skips(desk, 0) > 0.5;
      for (const position of [...desk.open]) desk.leave(position);
    },
    wildness: () => (isWild ? who.wild : 1),
    bar(desk) {
      manage(desk, draws, who);
      if (desk.open.length >= 2 || !draws.chance(chance)) return;
      const at = Math.floor(who.instruments.length * draws.uniform());
      const stop = draws.lognormal(8, 0.3) * (who.instruments[at]?.step ?? 1);
      const isPlanned = !draws.chance(who.skips(desk, at));
      const side = who.oneWay ? way : draws.pick([1, -1] as const);
      const lot = lots[at] ?? 0.1;
      if (!isPlanned) {
        const guard = draws.chance(who.bare) ? {} : { stop };
        const target = who.rrUnplanned * stop;
        desk.enter({ at, side, lot, target, ...guard, lost: who.costly.unplanned * stop });
        return;
      }
      const isMore = draws.chance(who.more);
      const sealed: Sealed = {
        lot,
        stop,
        target: who.rr * stop,
        chased: draws.chance(who.chases) ? 0.3 * stop : 0,
        late: draws.chance(who.late),
        checks: [0, 1, 2].map(() => !draws.chance(who.unchecked)),
      };
      const isLeft = isMore || sealed.late === true || (sealed.chased ?? 0) > 0;
      const isUnchecked = sealed.checks.includes(false);
      const lost =
        ((isLeft ? who.costly.left : 0) + (isUnchecked ? who.costly.unchecked : 0)) * stop;
      const larger = isMore ? toLots(lot * draws.pick([1.5, 2, 3])) : lot;
      desk.enter({ at, side, lot: larger, stop, target: who.rr * stop, sealed, lost });
    },
  };
}

/** What is done with open positions. */
function manage(desk: Desk, draws: Draws, who: Character): void {
  for (const position of [...desk.open]) {
    const price = desk.prices[position.at] ?? 0;
    const { side, entry, stopPrice } = position;
    const way = stopPrice === null ? 0 : Math.abs(entry - stopPrice);
    const moved = side * (price - entry);
    if (draws.chance(who.leaves)) {
      desk.leave(position);
      continue;
    }
    const isNear = who.flees && moved < -0.7 * way && draws.chance(0.5);
    if (way > 0 && (isNear || draws.chance(who.fidgets))) {
      position.stopPrice = entry - side * 1.5 * way;
      // The journal has the last one alone.
      position.firstStop = position.stopPrice;
    }
    if (position.targetPrice !== null && draws.chance(who.fidgets)) {
      position.targetPrice = entry + side * draws.between(0.5, 2) * Math.max(way, Math.abs(moved));
    }
    if (who.flees && moved > 0.3 * way && draws.chance(0.1)) desk.leave(position);
  }
}
