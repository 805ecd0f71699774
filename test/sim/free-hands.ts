import { sometimesBare } from "./bare-hands.ts";
import type { Draws } from "./draws.ts";
import { ALL, fixedLot, HOUR, lotFor, one, perDay, sideOf, stepOf, toLots } from "./instruments.ts";
import type { Plan } from "./market.ts";

/*
 * Honest traders whose hand is loose: lots, stops and exits vary, by a die or by the day, but never by
 * what the last trades came to.
 */

/** One order at the opening of each market, by the morning's range; out before the night. */
function breakout(draws: Draws): Plan {
  const share = draws.between(0.4, 0.9);
  const opens = ALL.map(() => 5 * Math.floor(draws.between(8 * 12, 15 * 12)));
  const risk = draws.between(30, 120);
  const rr = draws.pick([1, 2, 3]);
  return {
    instruments: ALL,
    barMinutes: 5,
    hours: [8 * HOUR, 21 * HOUR],
    common: 0.3,
    bar(desk) {
      if (desk.minute >= 20.5 * HOUR) for (const position of [...desk.open]) desk.leave(position);
      opens.forEach((open, at) => {
        const instrument = ALL[at];
        if (instrument === undefined || desk.minute !== open || !draws.chance(share)) return;
        const stop = draws.lognormal(9, 0.4) * instrument.step;
        const lot = lotFor(risk, stop, instrument);
        desk.enter({ at, side: sideOf(draws), lot, stop, target: rr * stop });
      });
    },
  };
}

/** Forgets the stop now and then, and closes by hand whenever it likes. */
function forgetful(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [9 * HOUR, 19 * HOUR] as const;
  const chance = perDay(draws.between(3, 7), hours, 5);
  const lot = fixedLot(draws, instrument);
  const [forgets, leaves] = [draws.between(0.05, 0.35), draws.between(0.01, 0.05)];
  return {
    instruments,
    barMinutes: 5,
    hours,
    bar(desk) {
      for (const position of [...desk.open]) if (draws.chance(leaves)) desk.leave(position);
      if (desk.open.length >= 2 || !draws.chance(chance)) return;
      const stop = 9 * instrument.step;
      const guard = draws.chance(forgets) ? {} : { stop };
      desk.enter({ at: 0, side: sideOf(draws), lot, target: 2 * stop, ...guard });
    },
  };
}

/** Some days are traded without stops, some with twice the lot: decided in the morning. */
function moody(draws: Draws): Plan {
  const instruments = [...one(draws), ...one(draws)];
  const hours = [8 * HOUR, 18 * HOUR] as const;
  const chance = perDay(draws.between(3, 8), hours, 5);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const [bare, large] = [draws.between(0.1, 0.4), draws.between(0.1, 0.4)];
  let [hasStop, factor, pace] = [true, 1, 1];
  return {
    instruments,
    barMinutes: 5,
    hours,
    morning() {
      hasStop = !draws.chance(bare);
      factor = draws.chance(large) ? 2 : 1;
      pace = draws.chance(0.3) ? 2.5 : 1;
    },
    bar(desk) {
      if (desk.minute >= 17.9 * HOUR) for (const position of [...desk.open]) desk.leave(position);
      if (desk.open.length >= 1 || !draws.chance(chance * pace)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const stop = 7 * stepOf({ instruments }, at);
      const lot = toLots((lots[at] ?? 0.1) * factor);
      desk.enter({
        at,
        side: sideOf(draws),
        lot,
        target: 1.5 * stop,
        ...(hasStop ? { stop } : {}),
      });
    },
  };
}

/** Trades come in clusters of one size each, a quick one after another, whatever they come to. */
function clustered(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const hours = [8 * HOUR, 20 * HOUR] as const;
  const chance = perDay(draws.between(1, 3), hours, 5);
  const base = fixedLot(draws, instrument);
  const goesOn = draws.between(0.4, 0.75);
  let [left, lot] = [0, base];
  return {
    instruments,
    barMinutes: 5,
    hours,
    morning() {
      left = 0;
    },
    bar(desk) {
      if (desk.open.length > 0) return;
      if (left === 0) {
        if (!draws.chance(chance)) return;
        lot = toLots(base * draws.pick([1, 1, 1, 2]));
        while (draws.chance(goesOn)) left++;
      } else left--;
      const stop = draws.lognormal(4, 0.3) * instrument.step;
      desk.enter({ at: 0, side: sideOf(draws), lot, stop, target: stop * draws.between(0.8, 2) });
    },
  };
}

/** A lot by the roll of a die, a stop that always stands, an exit at any time. */
function dice(draws: Draws): Plan {
  const instruments = [...one(draws), ...one(draws), ...one(draws)];
  const hours = [7 * HOUR, 22 * HOUR] as const;
  const chance = perDay(draws.between(3, 9), hours, 5);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const leaves = draws.between(0.02, 0.1);
  return {
    instruments,
    barMinutes: 5,
    hours,
    cost: draws.between(0, 0.4),
    bar(desk) {
      for (const position of [...desk.open]) if (draws.chance(leaves)) desk.leave(position);
      if (desk.open.length >= 3 || !draws.chance(chance)) return;
      const at = Math.floor(3 * draws.uniform());
      const lot = toLots((lots[at] ?? 0.1) * draws.pick([0.5, 1, 1, 1.5, 2]));
      desk.enter({ at, side: sideOf(draws), lot, stop: 10 * stepOf({ instruments }, at) });
    },
  };
}

/**
 * Watches the last hours of the day without stops, and is out of everything by the evening: losses in
 * a row come late in the day too, whoever trades.
 */
function evening(draws: Draws): Plan {
  return sometimesBare(draws, [4, 9], () => {
    const from = draws.between(14, 17) * HOUR;
    const watches = draws.between(0.5, 1);
    return {
      stop: 7,
      rr: draws.pick([1, 1.5, 2]),
      isBare: ({ minute }) => minute >= from && draws.chance(watches),
    };
  });
}

/** Learns over the months to place stops, faster in one instrument than in the other. */
function learner(draws: Draws): Plan {
  const instruments = [draws.pick(ALL), draws.pick(ALL)];
  const hours = [9 * HOUR, 21 * HOUR] as const;
  const chance = perDay(draws.between(3, 7), hours, 5);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const days = [draws.between(10, 40), draws.between(20, 80)];
  const rr = draws.pick([0.8, 1, 2]);
  return {
    instruments,
    barMinutes: 5,
    hours,
    bar(desk) {
      if (desk.minute >= 20.9 * HOUR) for (const position of [...desk.open]) desk.leave(position);
      if (desk.open.length >= 1 || !draws.chance(chance)) return;
      const at = draws.chance(0.6) ? 0 : 1;
      const stop = 8 * stepOf({ instruments }, at);
      const forgets = 0.6 * Math.exp(-desk.day / (days[at] ?? 40));
      const guard = draws.chance(forgets) ? {} : { stop };
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, target: rr * stop, ...guard });
    },
  };
}

export const FREE_HANDS = {
  breakout,
  forgetful,
  moody,
  clustered,
  dice,
  evening,
  learner,
} as const;
