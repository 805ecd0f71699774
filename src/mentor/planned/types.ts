/** How a trade departed from its plan; JSON as it is. Prices are differences, null: unknown. */
export interface PlanDeviation {
  /** Above 0: a worse price than planned. */
  entry: number | null;
  /** Above 0: the stop stood further away than planned, or (Infinity has no JSON: null) was left out. */
  stop: number | null;
  /** Above 0: the target stood further away than planned. */
  target: number | null;
  /** Above 0: more lots than planned. */
  lot: number | null;
  /** Opened before the plan was sealed or after it had run out. */
  outside: boolean | null;
  /** The plan was made against a rule. */
  against: boolean;
  /** What of it is a departure. */
  kinds: readonly DeviationKind[];
  /** What the lots above the plan, and the way beyond the planned stop, lost: arithmetic, 0 or negative. */
  cost: number;
}

/** How a trade stands to a plan, by what was known when it was opened. */
export interface PlanUse {
  /** By a plan and as it says, by one but otherwise, or by none; null: cannot be told. */
  plan: "kept" | "left" | "none" | null;
  /** Whether every line of the plan's checklist held; null: it had none. */
  checklist: "whole" | "broken" | null;
}

export type DeviationKind = "entry" | "stop" | "target" | "lot" | "outside";

/** What was planned held against what was done. */
export interface PlannedDay {
  /** Plans that were sealed on the day, and how many of them a trade or a position was made by. */
  sealed: number;
  taken: number;
  /** Sealed and neither taken nor waiting: their numbers. */
  untaken: readonly number[];
  /** Those that still hold and may yet be taken. */
  waiting: readonly number[];
  /** Trades by hand that were made by a plan, in their order. */
  done: readonly { trade: number; plan: number; deviation: PlanDeviation }[];
  /** Trades by hand without a plan. */
  unplanned: readonly number[];
  /** What the departures cost that is arithmetic, 0 or negative. */
  cost: number;
}
