import { type Trades, tradesWith } from "../../src/mentor/deals.ts";
import { milestones } from "../../src/mentor/exposure.ts";
import { lookAt } from "../../src/mentor/looks.ts";
import { isProven } from "../../src/mentor/proven.ts";
import { WINDOW } from "../../src/mentor/thresholds.ts";
import type { Look } from "../../src/mentor/types.ts";
import { HONEST, type Honest } from "./honest.ts";
import { tradePlan } from "./market.ts";

const SETTINGS = { currency: "USD", appeals: new Map() };

/** A claim at one look. */
export interface Claim {
  id: string;
  m: number;
  level: string;
}

/** Every claim that Rule B makes at any look up to the last trade, each id at its first look. */
export function claimsOf(deals: Trades): { claims: Claim[]; looks: Look[] } {
  const claims: Claim[] = [];
  const looks: Look[] = [];
  for (const m of allMilestones(deals.length)) {
    const look = lookAt(deals.slice(Math.max(0, m - WINDOW), m), m, SETTINGS);
    const before = looks.at(-1);
    for (const tested of look.tested) {
      const last = before?.tested.find((one) => one.id === tested.id);
      if (!isProven(tested, last) || claims.some((one) => one.id === tested.id)) continue;
      claims.push({ id: tested.id, m, level: tested.level });
    }
    looks.push(look);
  }
  return { claims, looks };
}

/** What a trader heard within so many trades, by kind. */
export interface Heard {
  habits: boolean;
  patterns: boolean;
  moods: boolean;
  edge: boolean;
  ids: string[];
}

/** Everything that an honest trader of the school is told, at any look; none of it is true. */
export function heardOf(school: Honest, seed: number, trades: number): Heard {
  const { trades: made, contexts } = tradePlan(seed, trades, HONEST[school]);
  return heardFrom(tradesWith(made, contexts, "UTC"));
}

/** The same of trades that are at hand. */
export function heardFrom(deals: Trades): Heard {
  const { claims, looks } = claimsOf(deals);
  const edge = looks.some((look) => look.edge !== null && look.edge.low > 0);
  return {
    habits: claims.some(({ level }) => level === "kebiasaan"),
    patterns: claims.some(({ level, id }) => level === "pola" && id !== "emosi"),
    moods: claims.some(({ id }) => id === "emosi"),
    edge,
    ids: [...claims.map(({ id }) => id), ...(edge ? ["edge_terbukti"] : [])],
  };
}

function allMilestones(count: number): number[] {
  const all: number[] = [];
  for (let rest = count; ; ) {
    const [m] = milestones(rest);
    if (m === undefined) return all.reverse();
    all.push(m);
    rest = m - 1;
  }
}
