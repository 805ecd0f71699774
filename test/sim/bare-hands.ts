import type { Draws } from "./draws.ts";
import { ALL, fixedLot, HOUR, one, perDay, sideOf, stepOf } from "./instruments.ts";
import type { Desk, Plan } from "./market.ts";

/*
 * Honest traders who leave stops away for a reason of their own: the number of the trade, the hour, the
 * market's mood, the week, a pause, what else is open. Losses in a row come with most of these too, so
 * each looks like one who loses his rules after losses, and is not.
 */

const HOURS = [8 * HOUR, 20 * HOUR] as const;
const END = 19.9 * HOUR;
/** Minutes of a bar. */
const BAR = 5;

/** What tells one such trader from another. */
interface Bare extends Pick<Plan, "morning" | "wildness"> {
  /** Distance of the stop in usual bars, and that of the target in stops. */
  stop: number;
  rr: number;
  /** Asked once for each order: it has no stop. */
  isBare(desk: Desk): boolean;
  /** How many times the usual trades a day; left out: 1. */
  pace?(): number;
  /** The chance of a close by hand at each bar; left out: none. */
  closing?: number;
}

/** One position at a time in one instrument, so many a day, and out of it by the evening. */
export function sometimesBare(
  draws: Draws,
  [least, most]: readonly [number, number],
  own: () => Bare,
): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const chance = perDay(draws.between(least, most), HOURS, BAR);
  const lot = fixedLot(draws, instrument);
  const { stop: bars, rr, isBare, pace = () => 1, closing, ...rest } = own();
  const stop = bars * instrument.step;
  const isLeft = (minute: number) =>
    minute >= END || (closing !== undefined && draws.chance(closing));
  return {
    instruments,
    barMinutes: BAR,
    hours: HOURS,
    ...rest,
    bar(desk) {
      for (const position of [...desk.open]) if (isLeft(desk.minute)) desk.leave(position);
      if (desk.open.length > 0 || !draws.chance(Math.min(0.5, chance * pace()))) return;
      const guard = isBare(desk) ? {} : { stop };
      desk.enter({ at: 0, side: sideOf(draws), lot, target: rr * stop, ...guard });
    },
  };
}

/** Plans the first trades of a day with stops, and watches those that come after without. */
function phased(draws: Draws): Plan {
  return sometimesBare(draws, [4, 9], () => {
    const [planned, watches] = [draws.pick([1, 2, 3]), draws.between(0.3, 1)];
    let count = 0;
    return {
      stop: 7,
      rr: draws.pick([1, 1.5, 2]),
      morning() {
        count = 0;
      },
      isBare: () => ++count > planned && draws.chance(watches),
    };
  });
}

/** In the wild hours a stop would only be hit: there it has none, and there the stops of others fall. */
function wildHours(draws: Draws): Plan {
  return sometimesBare(draws, [4, 9], () => {
    const from = draws.between(10, 15) * HOUR;
    const to = from + draws.between(2, 4) * HOUR;
    const [wild, avoids] = [draws.between(1.5, 3), draws.between(0.4, 1)];
    const isWild = ({ minute }: Desk) => minute >= from && minute < to;
    return {
      stop: 8,
      rr: draws.pick([1, 1.5, 2, 3]),
      closing: draws.between(0, 0.03),
      wildness: (desk) => (isWild(desk) ? wild : 0.7),
      isBare: (desk) => isWild(desk) && draws.chance(avoids),
    };
  });
}

/** Both of these: no stop from so many trades on, and only in an afternoon that is wilder. */
function wildAfternoons(draws: Draws): Plan {
  return sometimesBare(draws, [5, 9], () => {
    const from = draws.between(11, 15) * HOUR;
    const planned = draws.pick([1, 2, 3]);
    const [wild, avoids] = [draws.between(1, 2.5), draws.between(0.3, 1)];
    let count = 0;
    return {
      stop: 8,
      rr: draws.pick([1, 1.5, 2, 3]),
      wildness: ({ minute }) => (minute >= from ? wild : 0.8),
      morning() {
        count = 0;
      },
      isBare: ({ minute }) => ++count > planned && minute >= from && draws.chance(avoids),
    };
  });
}

/** Calm days and wild ones, in spells; the wilder the day the more trades and the fewer stops. */
function wildDays(draws: Draws): Plan {
  return sometimesBare(draws, [3, 7], () => {
    const rr = draws.pick([1, 1.5, 2, 3]);
    const [keep, spread] = [draws.between(0.8, 0.97), draws.between(0.2, 0.4)];
    let log = 0;
    return {
      stop: 9,
      rr,
      morning() {
        log = keep * log + spread * draws.normal();
      },
      wildness: () => Math.exp(log),
      pace: () => Math.exp(log),
      isBare: () => draws.chance(0.8 / (1 + Math.exp(1 - 2 * log))),
    };
  });
}

/** One market with stops, another without; a day belongs mostly to one of them, and days run on. */
function twoMarkets(draws: Draws): Plan {
  const [first] = one(draws);
  const instruments = [first, draws.pick(ALL.filter((other) => other !== first))];
  const chance = perDay(draws.between(3, 7), HOURS, BAR);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const rewards = [draws.pick([0.8, 1.5, 3]), draws.pick([0.8, 1.5, 3])];
  const [stays, other, bare] = [
    draws.between(0.6, 0.95),
    draws.between(0, 0.3),
    draws.between(0.5, 1),
  ];
  let main = 0;
  return {
    instruments,
    barMinutes: BAR,
    hours: HOURS,
    cost: draws.between(0, 0.5),
    morning() {
      if (!draws.chance(stays)) main = 1 - main;
    },
    bar(desk) {
      if (desk.minute >= END) for (const position of [...desk.open]) desk.leave(position);
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      const at = draws.chance(other) ? 1 - main : main;
      const stop = 8 * stepOf({ instruments }, at);
      const guard = at === 1 && draws.chance(bare) ? {} : { stop };
      const [lot = 0.1, reward = 1] = [lots[at], rewards[at]];
      desk.enter({ at, side: sideOf(draws), lot, target: reward * stop, ...guard });
    },
  };
}

/** Leaves stops away after a long pause, or, another one, where no pause was. */
function pauser(draws: Draws): Plan {
  const instruments = one(draws);
  const [instrument] = instruments;
  const chance = perDay(draws.between(4, 8), HOURS, BAR);
  const lot = fixedLot(draws, instrument);
  const [pause, bare] = [draws.between(30, 180), draws.between(0.3, 0.9)];
  const whenQuick = draws.chance(0.5);
  const rr = draws.pick([0.7, 1, 2]);
  const stop = 7 * instrument.step;
  let last = 0;
  return {
    instruments,
    barMinutes: BAR,
    hours: HOURS,
    morning() {
      last = HOURS[0];
    },
    bar(desk) {
      if (desk.minute >= END) for (const position of [...desk.open]) desk.leave(position);
      if (desk.open.length > 0) last = desk.minute;
      if (desk.open.length > 0 || !draws.chance(chance)) return;
      const isLong = desk.minute - last > pause;
      const guard = isLong !== whenQuick && draws.chance(bare) ? {} : { stop };
      desk.enter({ at: 0, side: sideOf(draws), lot, target: rr * stop, ...guard });
    },
  };
}

/** Hardly ever forgets a stop, but in some weeks more often. */
function slips(draws: Draws): Plan {
  return sometimesBare(draws, [4, 9], () => {
    const [usual, bad] = [draws.between(0.01, 0.05), draws.between(0.1, 0.4)];
    let forgets = usual;
    return {
      stop: 6,
      rr: draws.pick([1, 1.5, 2]),
      morning({ weekday }) {
        if (weekday === 0) forgets = draws.chance(0.25) ? bad : usual;
      },
      isBare: () => draws.chance(forgets),
    };
  });
}

/** Holds several at once, and what it opens beside others has no stop. */
function beside(draws: Draws): Plan {
  const instruments = [draws.pick(ALL), draws.pick(ALL)];
  const chance = perDay(draws.between(5, 10), HOURS, BAR);
  const lots = instruments.map((instrument) => fixedLot(draws, instrument));
  const bare = draws.between(0.3, 1);
  const rr = draws.pick([0.7, 1, 2]);
  const closing = draws.between(0, 0.02);
  return {
    instruments,
    barMinutes: BAR,
    hours: HOURS,
    bar(desk) {
      for (const position of [...desk.open]) {
        if (desk.minute >= END || draws.chance(closing)) desk.leave(position);
      }
      if (desk.open.length >= 3 || !draws.chance(chance)) return;
      const at = draws.chance(0.5) ? 0 : 1;
      const stop = 8 * stepOf({ instruments }, at);
      const guard = desk.open.length > 0 && draws.chance(bare) ? {} : { stop };
      desk.enter({ at, side: sideOf(draws), lot: lots[at] ?? 0.1, target: rr * stop, ...guard });
    },
  };
}

export const BARE_HANDS = {
  phased,
  wildHours,
  wildAfternoons,
  wildDays,
  twoMarkets,
  pauser,
  slips,
  beside,
} as const;
