import { type BadFactId, isBadFactId } from "../ids.ts";
import { COUNTED_FACTS } from "./counted.ts";
import type { Detector, FactRules } from "./event.ts";
import { LIMIT_FACTS } from "./limits.ts";
import { RISK_FACTS } from "./risk.ts";
import { SIZE_FACTS } from "./size.ts";
import { STOP_FACTS } from "./stop.ts";

/** Everything that is looked for on a day. */
export const FACTS = {
  ...STOP_FACTS,
  ...RISK_FACTS,
  ...SIZE_FACTS,
  ...LIMIT_FACTS,
  ...COUNTED_FACTS,
} satisfies FactRules;

/** One may look for several facts, and looks once. */
export const DETECTORS: ReadonlySet<Detector> = new Set(
  Object.values(FACTS).map(({ look }) => look),
);

/** The same without what only looks for facts that are neither right nor to be mended. */
export const WEIGHED_DETECTORS: ReadonlySet<Detector> = new Set(
  Object.values(FACTS).flatMap((rule) => ("denies" in rule || "within" in rule ? [rule.look] : [])),
);

/** Facts to mend that money is told of over a period. */
export type MoneyFactId = {
  [Id in BadFactId]: (typeof FACTS)[Id]["money"] extends null ? never : Id;
}[BadFactId];

/** Whether this is such a fact. */
export function isMoneyFact(id: string): id is MoneyFactId {
  return isBadFactId(id) && FACTS[id].money !== null;
}
