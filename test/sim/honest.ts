import { BARE_HANDS } from "./bare-hands.ts";
import type { Draws } from "./draws.ts";
import { FREE_HANDS } from "./free-hands.ts";
import {
  ALL,
  BTCUSD,
  EURUSD,
  fixedLot,
  GBPUSD,
  HOUR,
  lotFor,
  NAS100,
  one,
  perDay,
  sideOf,
  stepOf,
  toLots,
  USDJPY,
  XAUUSD,
} from "./instruments.ts";
import type { Desk, Plan, Position } from "./market.ts";
import { SET_PLANS } from "./set-plans.ts";

/*
 * Honest traders of many schools: each follows its plan, none looks at its last result to choose the next
 * trade, and none has an edge. Whatever is told of their habits, patterns, moods or edge is false.
 */

/**
 * Buys below and sells above on each step of a ladder, without stops: each leg takes one rung, and the
 * whole ladder is closed at once when it stands far from where it began.
 */
function grid(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const rung = draws.between(5, 12) * instrument.step;
  const most = Math.floor(draws.between(4, 9));
  const lot = fixedLot(draws, instrument);
  const both = draws.chance(0.5);
  let last = Number.NaN;
  return {
    instruments,
    barMinutes: 15,
    hours: [0, 24 * HOUR],
    bar(desk) {
      const price = desk.prices[0] ?? 0;
      if (Number.isNaN(last)) last = price;
      if (desk.open.length >= most) {
        for (const position of [...desk.open]) desk.leave(position);
        last = price;
      }
      const rungs = Math.trunc((price - last) / rung);
      if (rungs === 0) return;
      last += rungs * rung;
      const against = rungs < 0 ? 1 : -1;
      desk.enter({ at: 0, side: against, lot, target: rung });
      if (both) desk.enter({ at: 0, side: against === 1 ? -1 : 1, lot, target: rung });
    },
  };
}

/** Takes small wins and lets losses run until they are large, without stops. */
function reverter(draws: Draws): Plan {
  const instruments = [draws.pick(ALL), draws.pick(ALL)];
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const near = draws.between(2, 5);
  const far = near * draws.between(5, 15);
  const chance = perDay(draws.between(2, 6), hours, 5);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const byHand = draws.chance(0.5);
  return {
    instruments,
    barMinutes: 5,
    hours,
    bar(desk) {
      for (const position of [...desk.open]) {
        const moved =
          (position.side * ((desk.prices[position.at] ?? 0) - position.entry)) /
          (instruments[position.at]?.step ?? 1);
        if (moved <= -far || (byHand && moved >= near)) desk.leave(position);
      }
      if (desk.open.length >= 3 || !draws.chance(chance)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const target = byHand ? {} : { target: near * (instruments[at]?.step ?? 1) };
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, ...target });
    },
  };
}

/** A part of a balance that compounds, from the stop's distance, in whole hundredths of a lot. */
function compounding(draws: Draws): Plan {
  const instruments = [EURUSD, XAUUSD, NAS100];
  const hours = [7 * HOUR, 17 * HOUR] as const;
  const part = draws.between(0.01, 0.03);
  const rr = draws.pick([1, 1.5, 2, 3]);
  const chance = perDay(draws.between(2, 5), hours, 5);
  return {
    instruments,
    barMinutes: 5,
    hours,
    bar(desk) {
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      const at = Math.floor(3 * draws.uniform());
      const instrument = instruments[at] ?? EURUSD;
      const stop = draws.lognormal(9, 0.3) * instrument.step;
      const lot = lotFor(part * desk.balance, stop, instrument);
      desk.enter({ at, side: sideOf(draws), lot, stop, target: rr * stop });
    },
  };
}

/** Follows with a trailing stop: many small losses, rare large wins, positions over days. */
function trend(draws: Draws): Plan {
  const instruments = [EURUSD, XAUUSD, BTCUSD, NAS100];
  const trail = draws.between(6, 14);
  const chance = draws.between(0.01, 0.04);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  return {
    instruments,
    barMinutes: 30,
    hours: [0, 24 * HOUR],
    bar(desk) {
      for (const position of desk.open) {
        const distance = trail * stepOf({ instruments }, position.at);
        const stop = (desk.prices[position.at] ?? 0) - position.side * distance;
        const current = position.stopPrice ?? stop;
        position.stopPrice = position.side > 0 ? Math.max(current, stop) : Math.min(current, stop);
      }
      if (!draws.chance(chance)) return;
      const at = Math.floor(4 * draws.uniform());
      if (desk.open.some((position) => position.at === at)) return;
      const stop = trail * stepOf({ instruments }, at);
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, stop });
    },
  };
}

/** Twenty trades a day, held for minutes, closed by hand, by target or by stop. */
function scalper(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [13 * HOUR, 19 * HOUR] as const;
  const chance = 1.6 * perDay(20, hours, 1);
  const stop = draws.between(3, 6) * instrument.step;
  const target = draws.between(2, 6) * instrument.step;
  const leave = draws.pick([0, 0.02, 0.05]);
  const lot = fixedLot(draws, instrument);
  return {
    instruments,
    barMinutes: 1,
    hours,
    cost: draws.pick([0, 0.2]),
    bar(desk) {
      const [position] = desk.open;
      if (position !== undefined && draws.chance(leave)) desk.leave(position);
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      desk.enter({ at: 0, side: sideOf(draws), lot, stop, target });
    },
  };
}

/** Two a week, held for days, several at once. */
function swing(draws: Draws): Plan {
  const hours = [8 * HOUR, 22 * HOUR] as const;
  const chance = perDay(draws.between(0.4, 0.8), hours, 120);
  const rr = draws.between(1, 3);
  const risk = draws.between(50, 150);
  return {
    instruments: ALL,
    barMinutes: 120,
    hours,
    bar(desk) {
      if (desk.open.length >= 8 || !draws.chance(chance)) return;
      const at = Math.floor(6 * draws.uniform());
      const instrument = ALL[at] ?? EURUSD;
      const stop = draws.lognormal(6, 0.3) * instrument.step;
      const lot = lotFor(risk, stop, instrument);
      desk.enter({ at, side: sideOf(draws), lot, stop, target: rr * stop });
    },
  };
}

/** A day trader whose market is calm for days and wild for days; wild days bring more trades. */
function regimes(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [8 * HOUR, 18 * HOUR] as const;
  const chance = perDay(draws.between(2, 5), hours, 5);
  const stop = draws.between(7, 12) * instrument.step;
  const rr = draws.pick([1, 1.5, 2]);
  const lot = fixedLot(draws, instrument);
  const [keep, spread] = [draws.between(0.85, 0.97), draws.between(0.15, 0.3)];
  let log = 0;
  return {
    instruments,
    barMinutes: 5,
    hours,
    morning(desk) {
      log = keep * log + spread * draws.normal();
      for (const position of [...desk.open]) desk.leave(position);
    },
    wildness: () => Math.exp(log),
    bar(desk) {
      if (desk.open.length > 0 || !draws.chance(Math.min(0.5, chance * Math.exp(log)))) return;
      desk.enter({ at: 0, side: sideOf(draws), lot, stop, target: rr * stop });
    },
  };
}

/** Six instruments whose points are worth anything from cents to dollars, the same lot for each. */
function manySymbols(draws: Draws): Plan {
  const hours = [7 * HOUR, 21 * HOUR] as const;
  const chance = perDay(draws.between(3, 7), hours, 10);
  const shares = draws.shares(6);
  const lots = ALL.map(() => toLots(draws.between(0.05, 0.5)));
  const stops = ALL.map(({ step }) => draws.between(6, 14) * step);
  const rr = draws.between(0.8, 2.5);
  const stopShare = draws.pick([0.7, 0.9, 1]);
  return {
    instruments: ALL,
    barMinutes: 10,
    hours,
    bar(desk) {
      for (const position of [...desk.open]) if (draws.chance(0.01)) desk.leave(position);
      if (desk.open.length >= 3 || !draws.chance(chance)) return;
      const at = draws.weighted(shares);
      const [lot = 0.1, stop = 1] = [lots[at], stops[at]];
      const guard = draws.chance(stopShare) ? { stop } : {};
      desk.enter({ at, side: sideOf(draws), lot, ...guard, target: rr * stop });
    },
  };
}

/** Trades beside a job: other hours and other amounts of time on each weekday. */
function partTime(draws: Draws): Plan {
  const instruments = [EURUSD, XAUUSD];
  const starts = Array.from({ length: 5 }, () => draws.between(6, 18) * HOUR);
  const lengths = Array.from({ length: 5 }, () => draws.pick([1, 1, 3, 8]) * HOUR);
  const chance = draws.between(0.03, 0.06);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const rr = draws.between(1, 2);
  return {
    instruments,
    barMinutes: 5,
    hours: [6 * HOUR, 24 * HOUR],
    bar(desk) {
      const start = starts[desk.weekday] ?? 0;
      const end = Math.min(23.5 * HOUR, start + (lengths[desk.weekday] ?? 0));
      // Nothing is held beyond the time at hand.
      if (desk.minute >= end) for (const position of [...desk.open]) desk.leave(position);
      if (desk.minute < start || desk.minute >= end) return;
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const stop = draws.between(8, 10) * stepOf({ instruments }, at);
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, stop, target: rr * stop });
    },
  };
}

/** Adds equal parts to what runs in its favour, and closes all of them at once. */
function pyramid(draws: Draws): Plan {
  const instruments = [XAUUSD, GBPUSD];
  const hours = [7 * HOUR, 20 * HOUR] as const;
  const chance = perDay(draws.between(1, 3), hours, 5);
  const most = Math.floor(draws.between(2, 5));
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const bearer = (desk: Desk, at: number) => desk.open.filter((position) => position.at === at);
  return {
    instruments,
    barMinutes: 5,
    hours,
    bar(desk) {
      instruments.forEach((instrument, at) => {
        const parts = bearer(desk, at);
        const [first] = parts;
        const last = parts.at(-1);
        if (first === undefined || last === undefined) return;
        const price = desk.prices[at] ?? 0;
        const moved = (first.side * (price - last.entry)) / instrument.step;
        if (moved <= -6 || (parts.length === most && moved >= 6)) {
          for (const part of parts) desk.leave(part);
        } else if (moved >= 5 && parts.length < most) {
          const stop = 6 * instrument.step;
          desk.enter({ at, side: first.side, lot: first.lot, stop, parent: String(first.id) });
        }
      });
      if (!draws.chance(chance)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      if (bearer(desk, at).length > 0) return;
      const stop = 6 * stepOf({ instruments }, at);
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, stop });
    },
  };
}

/** The lot follows the market's calm, measured over the last days: large when calm, small when wild. */
function volScaled(draws: Draws): Plan {
  const instruments = [NAS100];
  const hours = [14 * HOUR, 21 * HOUR] as const;
  const chance = perDay(draws.between(3, 6), hours, 5);
  const risk = draws.between(40, 120);
  const rr = draws.between(0.8, 2);
  let log = 0;
  return {
    instruments,
    barMinutes: 5,
    hours,
    morning() {
      log = 0.85 * log + 0.3 * draws.normal();
    },
    wildness: () => Math.exp(log),
    bar(desk) {
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      const stop = 8 * NAS100.step * Math.exp(log);
      desk.enter({
        at: 0,
        side: sideOf(draws),
        lot: lotFor(risk, stop, NAS100),
        stop,
        target: rr * stop,
      });
    },
  };
}

/** Shares in lots of 100, only bought, held for days to months, without stops. */
function investor(draws: Draws): Plan {
  const names = ["BBCA", "TLKM", "ASII", "BMRI", "ANTM", "UNVR"];
  const instruments = names.map((name) => {
    const price = Math.round(draws.between(1_000, 9_000));
    return { name, price, contract: 100, step: price * 0.008, decimals: 0 };
  });
  const [gain, loss] = [draws.between(3, 10), draws.between(4, 15)];
  const chance = draws.between(0.05, 0.15);
  const budget = draws.between(2e6, 1e7);
  return {
    instruments,
    balance: 50_000_000,
    barMinutes: 60,
    hours: [9 * HOUR, 16 * HOUR],
    common: 0.3,
    bar(desk) {
      for (const position of [...desk.open]) {
        const moved =
          ((desk.prices[position.at] ?? 0) - position.entry) / stepOf({ instruments }, position.at);
        if (moved >= gain || moved <= -loss) desk.leave(position);
      }
      if (desk.open.length >= 12 || !draws.chance(chance)) return;
      const at = Math.floor(names.length * draws.uniform());
      const lot = Math.max(1, Math.round(budget / (100 * (desk.prices[at] ?? 1))));
      desk.enter({ at, side: 1, lot });
    },
  };
}

/** Opens several positions that move together at once, and closes them together. */
function basket(draws: Draws): Plan {
  const instruments = [EURUSD, GBPUSD, XAUUSD];
  const hours = [8 * HOUR, 18 * HOUR] as const;
  const chance = perDay(draws.between(1, 3), hours, 5);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const goal = draws.between(40, 150);
  const legs = Math.floor(draws.between(2, 4));
  return {
    instruments,
    barMinutes: 5,
    hours,
    common: 0.7,
    bar(desk) {
      if (desk.open.length > 0) {
        const value = desk.open.reduce((sum, { at, side, entry, lot }) => {
          const contract = instruments[at]?.contract ?? 1;
          return sum + side * ((desk.prices[at] ?? 0) - entry) * lot * contract;
        }, 0);
        if (Math.abs(value) >= goal) for (const leg of [...desk.open]) desk.leave(leg);
        return;
      }
      if (!draws.chance(chance)) return;
      const side = sideOf(draws);
      for (let at = 0; at < legs; at++) {
        const stop = 40 * stepOf({ instruments }, at);
        desk.enter({ at, side, lot: lots[at] ?? 0.1, stop });
      }
    },
  };
}

/** An account that grows by deposits, and lots with it. */
function saver(draws: Draws): Plan {
  const instruments = [EURUSD, USDJPY];
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const chance = perDay(draws.between(1, 4), hours, 10);
  const deposit = draws.between(200, 2_000);
  const rr = draws.between(1, 2);
  return {
    instruments,
    balance: 1_000,
    barMinutes: 10,
    hours,
    morning(desk) {
      if (desk.day % 28 === 0) desk.balance += deposit;
    },
    bar(desk) {
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      const at = draws.chance(0.6) ? 0 : 1;
      const instrument = instruments[at] ?? EURUSD;
      const stop = draws.lognormal(8, 0.2) * instrument.step;
      const lot = lotFor(0.02 * desk.balance, stop, instrument);
      desk.enter({ at, side: sideOf(draws), lot, stop, target: rr * stop });
    },
  };
}

/** A market with quiet and wild hours and no better ones; stops do not know the hour. */
function hourly(draws: Draws): Plan {
  const instruments = [EURUSD, XAUUSD];
  const chance = perDay(draws.between(3, 7), [0, 24 * HOUR], 10);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const wild = draws.between(1.5, 3);
  const closing = draws.between(0.005, 0.03);
  return {
    instruments,
    barMinutes: 10,
    hours: [0, 24 * HOUR],
    wildness: ({ minute }) => (minute >= 13 * HOUR && minute < 17 * HOUR ? wild : 0.6),
    bar(desk) {
      for (const position of [...desk.open]) if (draws.chance(closing)) desk.leave(position);
      if (desk.open.length >= 2 || !draws.chance(chance)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const stop = 12 * stepOf({ instruments }, at);
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, stop });
    },
  };
}

/** Returns with tails so heavy that one day can be a year (t with 2.5 degrees of freedom). */
function heavy(draws: Draws): Plan {
  const instruments = [BTCUSD, XAUUSD];
  const hours = [6 * HOUR, 23 * HOUR] as const;
  const chance = perDay(draws.between(2, 6), hours, 15);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const stopShare = draws.pick([0.5, 1]);
  const closing = draws.between(0.02, 0.1);
  return {
    instruments,
    barMinutes: 15,
    hours,
    shock: heavyShock,
    bar(desk) {
      for (const position of [...desk.open]) if (draws.chance(closing)) desk.leave(position);
      if (desk.open.length >= 2 || !draws.chance(chance)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const stop = 10 * stepOf({ instruments }, at);
      const guard = draws.chance(stopShare) ? { stop } : {};
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, ...guard });
    },
  };
}

/** Normal over the root of chi-square/2.5, with unit spread before the tails. */
function heavyShock(draws: Draws): number {
  let chi = 0.5 * draws.normal() ** 2;
  chi += draws.normal() ** 2 + draws.normal() ** 2;
  return (0.45 * draws.normal()) / Math.sqrt(chi / 2.5);
}

/** Waits for the news: a bracket of a buy and a sell at the same moment, several a day or none. */
function news(draws: Draws): Plan {
  const instruments = [EURUSD, XAUUSD, NAS100];
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const times = [draws.between(8, 12), draws.between(13, 16), draws.between(19, 21)].map(
    (hour) => Math.floor((hour * HOUR) / 5) * 5,
  );
  const share = draws.between(0.2, 0.6);
  const double = draws.chance(0.5);
  return {
    instruments,
    barMinutes: 5,
    hours: [7 * HOUR, 23 * HOUR],
    wildness: ({ minute }) => (times.some((at) => minute >= at && minute < at + 30) ? 3 : 0.7),
    bar(desk) {
      if (desk.minute >= 22.9 * HOUR) for (const position of [...desk.open]) desk.leave(position);
      if (!times.includes(desk.minute) || !draws.chance(share)) return;
      const at = Math.floor(3 * draws.uniform());
      const stop = 8 * stepOf({ instruments }, at);
      const side = sideOf(draws);
      const order = { at, lot: lots[at] ?? 0.1, stop, target: 2 * stop };
      desk.enter({ ...order, side });
      if (double) desk.enter({ ...order, side: side === 1 ? -1 : 1 });
    },
  };
}

/** Takes profit in three parts; stops for the day after two losses or a good day; few bigger ideas. */
function scaledOut(draws: Draws): Plan {
  const instruments = [XAUUSD, EURUSD];
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const chance = perDay(draws.between(2, 5), hours, 5);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const bigShare = draws.between(0, 0.2);
  const isDone = ({ today }: Desk) =>
    today.filter(({ pl }) => pl < 0).length >= 6 || today.filter(({ pl }) => pl > 0).length >= 9;
  return {
    instruments,
    barMinutes: 5,
    hours,
    bar(desk) {
      if (desk.open.length > 0 || isDone(desk) || !draws.chance(chance)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const stop = draws.lognormal(8, 0.2) * stepOf({ instruments }, at);
      const side = sideOf(draws);
      const lot = toLots((lots[at] ?? 0.1) * (draws.chance(bigShare) ? 2 : 1));
      const parts: Position[] = [];
      for (const reward of [0.7, 1.4, 2.5]) {
        const parent = parts[0] === undefined ? {} : { parent: String(parts[0].id) };
        parts.push(desk.enter({ at, side, lot, stop, target: reward * stop, ...parent }));
      }
    },
  };
}

/** Buys the same amount every few days and sells what stands above its price: no stop, long waits. */
function accumulator(draws: Draws): Plan {
  const instruments = [draws.pick([BTCUSD, XAUUSD])];
  const [instrument] = instruments;
  const step = instrument?.step ?? 1;
  const lot = fixedLot(draws, instrument ?? XAUUSD);
  const [gain, patience] = [draws.between(4, 10), draws.between(30, 80)];
  const chance = draws.between(0.05, 0.15);
  return {
    instruments,
    barMinutes: 60,
    hours: [8 * HOUR, 20 * HOUR],
    bar(desk) {
      for (const position of [...desk.open]) {
        const moved = ((desk.prices[0] ?? 0) - position.entry) / step;
        if (moved >= gain || moved <= -patience) desk.leave(position);
      }
      if (desk.open.length < 30 && draws.chance(chance)) desk.enter({ at: 0, side: 1, lot });
    },
  };
}

/** Every honest school, by name. */
export const HONEST = {
  grid,
  reverter,
  compounding,
  trend,
  scalper,
  swing,
  regimes,
  manySymbols,
  partTime,
  pyramid,
  volScaled,
  investor,
  basket,
  saver,
  hourly,
  heavy,
  news,
  scaledOut,
  accumulator,
  ...FREE_HANDS,
  ...SET_PLANS,
  ...BARE_HANDS,
} as const;

export type Honest = keyof typeof HONEST;
export const SCHOOLS = Object.keys(HONEST) as Honest[];
