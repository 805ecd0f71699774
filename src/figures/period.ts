import { currencyOf } from "../base/money.ts";
import type { Period, ReviewedPeriod } from "../base/period.ts";
import type { PeriodProcess } from "../mentor/period-review.ts";
import { type Differences, differences, sampleOf } from "./difference.ts";
import { SUMMARY_COLUMNS, type SummaryLedger } from "./figure.ts";
import { multiplesOf } from "./multiples.ts";
import {
  type HandCloses,
  handCloses,
  type SideFigures,
  type SidesLedger,
  sideOf,
  sidesOf,
} from "./sides.ts";
import { type Summary, summarise } from "./summary.ts";

/** What a period's review reads of its trades, beside the plans (multiples.ts' PLAN_COLUMNS). */
export const PERIOD_COLUMNS = [...SUMMARY_COLUMNS, "bot", "exit_reason"] as const;

export type PeriodLedger = SummaryLedger & SidesLedger;

/** Everything the review of a period says, in numbers; JSON as it stands. */
export interface PeriodReview extends PeriodProcess {
  period: ReviewedPeriod;
  /** Today's trading day. */
  today: string;
  /** Days that were kept, with or without trades. */
  sessions: number;
  result: Summary;
  /** The period before, up to the same day of it while this one is unfinished. */
  before: Period;
  result_before: SideFigures;
  /** This period less the one before. */
  changes: Differences;
  sides: { hand: SideFigures; bots: SideFigures };
  /** Positions of bots closed by hand. */
  hand_closes: readonly HandCloses[];
  bot_names: Readonly<Record<number, string>>;
}

/** Puts the mentor's view of a period beside its figures and those of the period before. */
export function periodReview(
  seen: {
    conduct: PeriodProcess;
    ledger: PeriodLedger;
    before: PeriodLedger;
  } & Pick<PeriodReview, "period" | "today" | "sessions" | "bot_names"> & { earlier: Period },
  code: string,
): PeriodReview {
  const { conduct, ledger, before, earlier, ...rest } = seen;
  const currency = currencyOf(code);
  return {
    ...rest,
    result: summarise(ledger, { currency }),
    before: earlier,
    result_before: sideOf(before, code),
    changes: differencesOf(ledger, before, code),
    sides: sidesOf(ledger, code),
    hand_closes: handCloses(ledger, code),
    ...conduct,
  };
}

/** What a comparison reads, beside the plans. */
export const COMPARED_COLUMNS = SUMMARY_COLUMNS;

/** Two groups of trades side by side. */
export interface Comparison {
  a: Summary;
  b: Summary;
  /** a less b. */
  differences: Differences;
}

/** Compares two ledgers of one journal; trades of one session are related, in either of them. */
export function compareGroups(a: SummaryLedger, b: SummaryLedger, code: string): Comparison {
  const currency = currencyOf(code);
  return {
    a: summarise(a, { currency }),
    b: summarise(b, { currency }),
    differences: differencesOf(a, b, code),
  };
}

function differencesOf(a: SummaryLedger, b: SummaryLedger, code: string): Differences {
  const sample = (some: SummaryLedger) => sampleOf(some, multiplesOf(some, currencyOf(code)), code);
  return differences(sample(a), sample(b));
}
