import { addMinor, currencyOf, minorReader } from "../base/money.ts";
import { outcome } from "../base/outcome.ts";
import { type Period, perYear, type ReviewedPeriod } from "../base/period.ts";
import type { PeriodProcess } from "../mentor/period.ts";
import type { Ledger } from "../model.ts";
import type { Interval } from "../stats/exact.ts";
import { type ClusteredSample, meanDifference, newcombe, wider } from "../stats/intervals.ts";
import { finiteOrNull, mean, Summing } from "../stats/moments.ts";
import { byDay, type DateSum } from "./calendar.ts";
import { type BookedCosts, SUMMARY_COLUMNS, type SummaryLedger } from "./figure.ts";
import { type MistakeLedger, type MistakeSum, mistakeSums } from "./mistakes.ts";
import { knowsPlans, type Multiples, multiplesOf } from "./multiples.ts";
import { moneySeries } from "./series.ts";
import { bookedInParts, isEvenAt } from "./steps.ts";
import { type Summary, summarise } from "./summary.ts";
import { type WinRate, winRate } from "./win-rate.ts";

/** Fewer trades on a side say nothing of a difference. */
const LEAST_TRADES = 5;

/** A figure of two groups of trades side by side. */
export interface Difference {
  a: number;
  b: number;
  /** a - b */
  difference: number;
  /** Null where there is too little to have one, and as long as it is not judged. */
  interval: Interval | null;
  /** Of the interval and the verdict: 95 % over all that is told beside it, see `levelOver`. */
  level: number;
  /** Trades that stand behind each side. */
  n: { a: number; b: number };
  /**
   * Whether a is above or below b beyond chance, cannot be told from it, or there is too little to
   * tell: fewer than five trades or two sessions on a side. A period that still goes on is looked at
   * every day, and judged once it is over.
   */
  verdict: "higher" | "lower" | "chance" | "too-little" | "unfinished";
}

/** The figures that are compared of two groups, three in all. */
const FIGURES = 3;

/**
 * The level at which a figure is judged, so that of a hundred traders who are the same on both sides
 * no more than five are told a difference: over the figures told beside it and, of a review that
 * comes again, over those of a year (Bonferroni).
 */
function levelOver(figures: number, looks = 1): number {
  return 1 - 0.05 / (figures * looks);
}

/** The values of a group of trades that are compared, with their sessions. */
interface ComparedTrades {
  n: number;
  money: ClusteredSample;
  /** R where it is known or imputed; empty where most of it would be guessed. */
  r: ClusteredSample;
  /** 1 for a trade that won; with a band those alone that won or lost. */
  wins: ClusteredSample;
}

/** A group of rows of a ledger; all of them by default. */
function sampleOf(
  ledger: Ledger,
  multiples: Multiples | null,
  currencyCode: string,
  rows: readonly number[] = Array.from({ length: ledger.n }, (_, row) => row),
): ComparedTrades {
  const read = minorReader(currencyOf(currencyCode));
  const clusters = rows.map((row) => ledger.days[ledger.day[row] ?? 0]?.session_id ?? 0);
  const money = rows.map((row) => read(ledger.minor[row] ?? 0));
  const rs = rows.map((row) => multiples?.r[row] ?? Number.NaN);
  const isJudged = (row: number) => ledger.even_within === undefined || !isEvenAt(ledger, row);
  const judged = rows.flatMap((row, i) => (isJudged(row) ? [i] : []));
  const known = multiples === null || !knowsPlans(multiples) ? [] : finiteAt(rs);
  return {
    n: rows.length,
    money: { values: money, clusters },
    r: { values: known.map((i) => rs[i] ?? 0), clusters: known.map((i) => clusters[i] ?? 0) },
    wins: {
      values: judged.map((i) => ((money[i] ?? 0) > 0 ? 1 : 0)),
      clusters: judged.map((i) => clusters[i] ?? 0),
    },
  };
}

const finiteAt = (values: readonly number[]) =>
  values.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));

/** Means side by side; null when a side is empty. */
function compareMeans(a: ClusteredSample, b: ClusteredSample, level: number): Difference | null {
  return told(a, b, meanDifference(a, b, level), level);
}

/** Shares of hits (values 0 and 1): the wider of Newcombe's and the clustered interval. */
function compareShares(a: ClusteredSample, b: ClusteredSample, level: number): Difference | null {
  const clustered = meanDifference(a, b, level);
  const hits = ({ values }: ClusteredSample) => ({
    hits: values.filter((value) => value > 0).length,
    count: values.length,
  });
  const interval = clustered === null ? null : wider(clustered, newcombe(hits(a), hits(b), level));
  const within = (share: number) => Math.max(-1, Math.min(1, share));
  const ends = interval && { low: within(interval.low), high: within(interval.high) };
  return told(a, b, ends, level);
}

function told(
  a: ClusteredSample,
  b: ClusteredSample,
  interval: Interval | null,
  level: number,
): Difference | null {
  const n = { a: a.values.length, b: b.values.length };
  if (n.a === 0 || n.b === 0) return null;
  const isEnough = Math.min(n.a, n.b) >= LEAST_TRADES && interval !== null;
  const [x, y] = [mean(a.values), mean(b.values)];
  return {
    a: x,
    b: y,
    difference: x - y,
    n,
    interval: isEnough ? interval : null,
    level,
    verdict: isEnough ? verdictOf(interval) : "too-little",
  };
}

function verdictOf({ low, high }: Interval): Difference["verdict"] {
  if (low > 0) return "higher";
  return high < 0 ? "lower" : "chance";
}

/** What is compared of two groups. */
interface Differences {
  win_rate: Difference | null;
  expectancy: Difference | null;
  expectancy_r: Difference | null;
}

/** The three figures of two groups that can be told from chance. */
function differences(a: ComparedTrades, b: ComparedTrades, level: number): Differences {
  return {
    win_rate: compareShares(a.wins, b.wins, level),
    expectancy: compareMeans(a.money, b.money, level),
    expectancy_r: compareMeans(a.r, b.r, level),
  };
}

type SidesLedger = Ledger<"bot" | "exit_reason">;

/** The plain figures of a group of trades. */
export interface SideFigures extends WinRate {
  n: number;
  net: number;
  expectancy: number | null;
}

/** What is known of the positions of a bot that were closed by hand. */
export interface HandCloses {
  bot_id: number;
  /** Closed by hand, and by the bot's own stop, target or order. */
  closed_by_hand: number;
  closed_by_bot: number;
  /** Ids of the trades closed by hand. */
  trades: readonly number[];
  /** Mean result of those closed by hand against the bot's own; null without its own. */
  comparison: Difference | null;
}

/** The trades by hand and those of the bots. */
function sidesOf(ledger: SidesLedger, currency: string) {
  const partsOf = (isBots: boolean) => ledger.parts.filter((part) => part.isBots === isBots);
  const isHand = (row: number) => ledger.bot[row] === 0;
  return {
    hand: sideOf({ ...ledger, parts: partsOf(false) }, currency, isHand),
    bots: sideOf({ ...ledger, parts: partsOf(true) }, currency, (row) => !isHand(row)),
  };
}

/** The figures of some rows of a ledger; of all of them by default. */
function sideOf(
  ledger: Ledger,
  code: string,
  isOf: (row: number) => boolean = () => true,
): SideFigures {
  const { n: most, minor, parts, even_within } = ledger;
  const currency = currencyOf(code);
  let [n, wins, losses, above] = [0, 0, 0, 0];
  for (let row = 0; row < most; row++) if (isOf(row)) n++;
  // Most often they are all of one side, and 8 MB of a million trades need not be copied.
  const results = n === most ? minor : new Float64Array(n);
  const total = new Summing();
  const read = minorReader(currency);
  for (let row = 0, at = 0; at < n; row++) {
    if (!isOf(row)) continue;
    const result = minor[row] ?? 0;
    if (n < most) results[at] = result;
    at++;
    total.add(read(result));
    const came = outcome(result, even_within?.[row]);
    if (came > 0) wins++;
    else if (came < 0) losses++;
    if (result > 0) above++;
  }
  return {
    n,
    net: addMinor(results, currency, 0, bookedInParts(parts)),
    ...winRate({ n, wins, losses, above }, even_within !== undefined),
    expectancy: finiteOrNull(total.total / n),
  };
}

/** Exits that were the bot's own doing; a stop-out is the broker's, the end of a test nobody's. */
const BY_BOT: readonly string[] = ["sl", "tp", "expert"];

/**
 * Positions of bots that were closed by hand, a bot at a time, the most often closed first. Bots of
 * which no position is known to have been closed so are left out.
 */
function handCloses(ledger: SidesLedger, currency: string, looks: number): HandCloses[] {
  const byBot = new Map<number, { hand: number[]; own: number[] }>();
  const { names, code } = ledger.exit_reason;
  const closers = names.map((reason) =>
    reason === "manual" ? "hand" : BY_BOT.includes(reason) ? "own" : null,
  );
  for (let row = 0; row < ledger.n; row++) {
    const bot = ledger.bot[row] ?? 0;
    const reason = code[row] ?? -1;
    const closer = bot === 0 || reason < 0 ? null : closers[reason];
    if (closer == null) continue;
    const rows = byBot.get(bot) ?? { hand: [], own: [] };
    rows[closer].push(row);
    byBot.set(bot, rows);
  }
  const closed = [...byBot].filter(([, { hand }]) => hand.length > 0);
  const level = levelOver(FIGURES + closed.length, looks);
  return closed
    .sort(([a, x], [b, y]) => y.hand.length - x.hand.length || a - b)
    .map(([bot_id, { hand, own }]) => ({
      bot_id,
      closed_by_hand: hand.length,
      closed_by_bot: own.length,
      trades: hand.map((row) => ledger.id[row] ?? 0),
      comparison: compareMeans(
        sampleOf(ledger, null, currency, hand).money,
        sampleOf(ledger, null, currency, own).money,
        level,
      ),
    }));
}

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
  /** When it began; null: unknown. */
  balance: number | null;
  /** Its days with trades, oldest first, of the trader and the bots together. */
  days: readonly DateSum[];
  result: Summary;
  /** Beside the costs of its trades. */
  booked_costs: BookedCosts;
  /** The period before, up to the same day of it while this one is unfinished. */
  before: Period;
  result_before: SideFigures;
  /** This period less the one before. */
  changes: Differences;
  sides: { hand: SideFigures; bots: SideFigures };
  /** Positions of bots closed by hand. */
  hand_closes: readonly HandCloses[];
  /** What was marked as a mistake, the most frequent first. */
  mistakes: readonly MistakeSum[];
  bot_names: Readonly<Record<number, string>>;
}

/** Puts the mentor's view of a period beside its figures and those of the period before. */
export function periodReview(
  seen: {
    conduct: PeriodProcess;
    ledger: PeriodLedger & MistakeLedger;
    /** Of that ledger. */
    multiples: Multiples;
    before: PeriodLedger;
  } & Pick<
    PeriodReview,
    "period" | "today" | "sessions" | "balance" | "booked_costs" | "bot_names"
  > & {
      earlier: Period;
    },
  code: string,
): PeriodReview {
  const { conduct, ledger, multiples, before, earlier, ...rest } = seen;
  const currency = currencyOf(code);
  const { period } = seen;
  const looks = perYear(period);
  const closes = handCloses(ledger, code, looks);
  const level = levelOver(FIGURES + closes.length, looks);
  const judged = (one: Difference | null): Difference | null =>
    one !== null && period.unfinished && one.verdict !== "too-little"
      ? { ...one, interval: null, verdict: "unfinished" }
      : one;
  const changes = differencesOf(ledger, before, code, level);
  return {
    ...rest,
    days: byDay(ledger, moneySeries(ledger, currency)),
    result: summarise(ledger, { currency, multiples }),
    before: earlier,
    result_before: sideOf(before, code),
    changes: {
      win_rate: judged(changes.win_rate),
      expectancy: judged(changes.expectancy),
      expectancy_r: judged(changes.expectancy_r),
    },
    sides: sidesOf(ledger, code),
    hand_closes: closes.map((one) => ({ ...one, comparison: judged(one.comparison) })),
    mistakes: mistakeSums(ledger, multiples, currency),
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
    differences: differencesOf(a, b, code, levelOver(FIGURES)),
  };
}

function differencesOf(
  a: SummaryLedger,
  b: SummaryLedger,
  code: string,
  level: number,
): Differences {
  // Years before the first trade are the usual case: then neither side needs to be laid out.
  if (a.n === 0 || b.n === 0) return { win_rate: null, expectancy: null, expectancy_r: null };
  const sample = (some: SummaryLedger) => sampleOf(some, multiplesOf(some, currencyOf(code)), code);
  return differences(sample(a), sample(b), level);
}
