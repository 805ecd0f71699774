import type { Draws } from "./draws.ts";
import {
  ALL,
  BTCUSD,
  EURUSD,
  fixedLot,
  HOUR,
  one,
  perDay,
  sideOf,
  stepOf,
  toLots,
  XAUUSD,
} from "./instruments.ts";
import type { Plan } from "./market.ts";

/** Is done for the day at a goal or a limit that were set before. */
function dayStop(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const chance = perDay(draws.between(4, 10), hours, 5);
  const stop = draws.between(5, 9) * instrument.step;
  const rr = draws.pick([1, 1.5, 2]);
  const lot = fixedLot(draws, instrument);
  const unit = stop * lot * instrument.contract;
  const [goal, limit] = [draws.between(1, 3) * unit, draws.between(1, 3) * unit];
  return {
    instruments,
    barMinutes: 5,
    hours,
    bar(desk) {
      const sum = desk.today.reduce((total, { pl }) => total + pl, 0);
      if (sum >= goal || sum <= -limit || desk.open.length > 0 || !draws.chance(chance)) return;
      desk.enter({ at: 0, side: sideOf(draws), lot, stop, target: rr * stop });
    },
  };
}

/** The first trade of a day is the largest, each further one smaller. */
function tapering(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const chance = perDay(draws.between(3, 6), hours, 5);
  const lot = 4 * fixedLot(draws, instrument);
  let made = 0;
  return {
    instruments,
    barMinutes: 5,
    hours,
    morning() {
      made = 0;
    },
    bar(desk) {
      if (desk.open.length > 0 || made >= 4 || !draws.chance(chance)) return;
      const stop = draws.lognormal(6, 0.3) * instrument.step;
      desk.enter({
        at: 0,
        side: sideOf(draws),
        lot: toLots(lot / 2 ** made),
        stop,
        target: 1.5 * stop,
      });
      made++;
    },
  };
}

/** Begins each day small and grows with each trade, whatever it came to. */
function warmingUp(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const chance = perDay(draws.between(4, 8), hours, 5);
  const lot = fixedLot(draws, instrument);
  const steps = [1, 1, 2, 2, 3, 3, 3];
  let made = 0;
  return {
    instruments,
    barMinutes: 5,
    hours,
    morning() {
      made = 0;
    },
    bar(desk) {
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      const stop = 6 * instrument.step;
      desk.enter({
        at: 0,
        side: sideOf(draws),
        lot: toLots(lot * (steps[made] ?? 3)),
        stop,
        target: draws.pick([1, 2]) * stop,
      });
      made++;
    },
  };
}

/** Two plans for weeks each: one calm and with stops, one for wild weeks, larger and mostly without. */
function twoBooks(draws: Draws): Plan {
  const instruments = [EURUSD, XAUUSD];
  const hours = [7 * HOUR, 21 * HOUR] as const;
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const weeks = Math.floor(draws.between(1, 4));
  return {
    instruments,
    barMinutes: 5,
    hours,
    wildness: ({ day }) => (Math.floor(day / (7 * weeks)) % 2 === 1 ? 1.8 : 1),
    bar(desk) {
      const wild = Math.floor(desk.day / (7 * weeks)) % 2 === 1;
      if (desk.minute >= 20.8 * HOUR) for (const p of [...desk.open]) desk.leave(p);
      if (desk.open.length > 0 || !draws.chance(perDay(wild ? 9 : 3, hours, 5))) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const stop = 8 * stepOf({ instruments }, at);
      const guard = wild && draws.chance(0.7) ? {} : { stop };
      desk.enter({
        at,
        side: sideOf(draws),
        lot: toLots((lots[at] ?? 0.1) * (wild ? 2 : 1)),
        target: 1.5 * stop,
        ...guard,
      });
    },
  };
}

/** Adds equal parts at fixed distances against it, and closes all a step ahead of their mean or at the end. */
function averager(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [7 * HOUR, 21 * HOUR] as const;
  const chance = perDay(draws.between(1, 3), hours, 5);
  const lot = fixedLot(draws, instrument);
  const gap = draws.between(3, 6) * instrument.step;
  const most = Math.floor(draws.between(2, 5));
  const own = draws.chance(0.5);
  return {
    instruments,
    barMinutes: 5,
    hours,
    bar(desk) {
      const [first] = desk.open;
      const last = desk.open.at(-1);
      if (first === undefined || last === undefined) {
        if (draws.chance(chance)) desk.enter({ at: 0, side: sideOf(draws), lot });
        return;
      }
      const price = desk.prices[0] ?? 0;
      const mean = desk.open.reduce((sum, p) => sum + p.entry, 0) / desk.open.length;
      const ahead = first.side * (price - mean);
      if (ahead >= gap || ahead <= -gap * most) {
        for (const p of [...desk.open]) desk.leave(p);
      } else if (first.side * (last.entry - price) >= gap && desk.open.length < most) {
        desk.enter({ at: 0, side: first.side, lot, ...(own ? {} : { parent: String(first.id) }) });
      }
    },
  };
}

/**
 * Moves the stop to the entry once a trade is ahead by so much of its risk. What ends on its own day is
 * mostly what lost, for the targets are far.
 */
function breakEven(draws: Draws): Plan {
  const instruments = [draws.pick(ALL), draws.pick(ALL)];
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const chance = perDay(draws.between(3, 8), hours, 5);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const rr = draws.between(2, 4);
  const when = draws.between(0.4, 1);
  return {
    instruments,
    barMinutes: 5,
    hours,
    cost: 0.1,
    bar(desk) {
      for (const p of desk.open) {
        const risk = Math.abs(p.entry - (p.firstStop ?? p.entry));
        if (p.side * ((desk.prices[p.at] ?? 0) - p.entry) >= when * risk) p.stopPrice = p.entry;
      }
      if (desk.open.length >= 2 || !draws.chance(chance)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const stop = 7 * stepOf({ instruments }, at);
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, stop, target: rr * stop });
    },
  };
}

/** Buys coins at all hours and days, several at once, for round sums of money, without stops. */
function coins(draws: Draws): Plan {
  const instruments = ["BTCUSD", "ETHUSD", "SOLUSD", "DOGEUSD"].map((name, k) => ({
    ...BTCUSD,
    name,
    price: 40_000 / 8 ** k,
    step: (60 / 8 ** k) * (1 + k / 2),
    contract: 1,
    decimals: 4,
  }));
  const chance = draws.between(0.02, 0.06);
  const hold = draws.between(0.01, 0.06);
  return {
    instruments,
    barMinutes: 15,
    hours: [0, 24 * HOUR],
    weekend: [],
    common: 0.6,
    cost: 0.2,
    bar(desk) {
      for (const p of [...desk.open]) if (draws.chance(hold)) desk.leave(p);
      if (desk.open.length >= 5 || !draws.chance(chance)) return;
      const at = draws.weighted([0.5, 0.25, 0.15, 0.1]);
      const money = draws.pick([100, 200, 200, 500]);
      const price = desk.prices[at] ?? 1;
      desk.enter({ at, side: 1, lot: toLots(money / price, 0.0001) });
    },
  };
}

/** Three hours a day, larger when the week is new. */
function weekOpener(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [13 * HOUR, 16 * HOUR] as const;
  const lot = fixedLot(draws, instrument);
  const factor = [2, 1.5, 1, 1, 0.5];
  const chance = perDay(draws.between(3, 6), hours, 1);
  return {
    instruments,
    barMinutes: 1,
    hours,
    bar(desk) {
      if (desk.minute >= 15.9 * HOUR) for (const p of [...desk.open]) desk.leave(p);
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      const stop = 5 * instrument.step;
      desk.enter({
        at: 0,
        side: sideOf(draws),
        lot: toLots(lot * (factor[desk.weekday] ?? 1)),
        stop,
        target: draws.pick([1, 1.5]) * stop,
      });
    },
  };
}

export const SET_PLANS = {
  dayStop,
  tapering,
  warmingUp,
  twoBooks,
  averager,
  breakEven,
  coins,
  weekOpener,
} as const;
