import type { Deal } from "../../src/mentor/deals.ts";
import { milestones } from "../../src/mentor/exposure.ts";
import { lookAt } from "../../src/mentor/looks.ts";
import { isProven } from "../../src/mentor/proven.ts";
import { WINDOW } from "../../src/mentor/thresholds.ts";
import type { Look } from "../../src/mentor/types.ts";

const SETTINGS = { currency: "USD", appeals: new Map() };

/** A claim at one look. */
export interface Claim {
  id: string;
  m: number;
  level: string;
}

/** Every claim that Rule B makes at any look up to the last trade, each id at its first look. */
export function claimsOf(deals: readonly Deal[]): { claims: Claim[]; looks: Look[] } {
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

function allMilestones(count: number): number[] {
  const all: number[] = [];
  for (let rest = count; ; ) {
    const [m] = milestones(rest);
    if (m === undefined) return all.reverse();
    all.push(m);
    rest = m - 1;
  }
}
