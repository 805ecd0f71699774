import { currencyOf } from "../base/money.ts";
import { type AnyLedger, DIVISION_COLUMNS } from "../figures/groupings.ts";
import { type MaybePlanned, multiplesOf, PLAN_COLUMNS } from "../figures/multiples.ts";
import {
  atPlan,
  atUsualLot,
  type Condition,
  carriedShare,
  choicesOf,
  lotSizes,
  markBy,
  natureOf,
  withStops,
} from "../figures/scenario.ts";
import type { Scenario } from "../figures/what-if.ts";
import { balancesOfSessions, earlierResults } from "../journal/balance.ts";
import { dayAt, dayParts, sessionsIn } from "../journal/days.ts";
import { readLedger } from "../journal/ledger/ledger.ts";
import { plansOfTrades } from "../journal/plans/plans.ts";
import { knownValues } from "../journal/plans/symbols.ts";
import { plannedExits } from "../journal/scenarios.ts";
import { reportSettings } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import { type TradeFilter, tradesBefore, tradesOfSessions } from "../journal/trades.ts";
import { withPlannedRisk } from "../mentor/planned-risk.ts";
import { OWN_RULES } from "../mentor/rules/all.ts";
import { replayRule } from "../mentor/rules/replay.ts";
import { HISTORY_TRADES } from "../mentor/thresholds.ts";
import type { DayHistory } from "../mentor/types.ts";
import type { Ledger, RuleTerms } from "../model.ts";

/** What a scenario changes. */
export interface Asked {
  conditions: readonly Condition[];
  rules: readonly RuleTerms[];
  /** All lots at the usual one. */
  baseLot: boolean;
  /** Losses beyond the plan end at the stop. */
  withStops: boolean;
  /** Exits at the planned stop or target, where prices tell. */
  exitAtPlan: boolean;
}

/** A scenario read out of the journal, and how much of it could be worked out. */
export interface ReadScenario {
  scenario: Scenario;
  ledger: AnyLedger & MaybePlanned;
  /** Trades that ended elsewhere at the plan, or at the stop, and that had another lot than the usual. */
  changed: { exits: number; stops: number; lots: number };
  /** Trades with a stop or a target that ended between them: prices do not tell. */
  between: number;
}

type Range = Omit<TradeFilter, "limit"> & { from: string; to: string };

/** The columns that a scenario needs beside those of plans. */
const COLUMNS = ["entry", "exit", "symbol", "lot", "bot"] as const;

/** The trades that pass the filter, with the divisions that the scenario goes by. */
export function ledgerFor(store: Store, filter: Range, conditions: readonly Condition["by"][]) {
  const more = conditions.flatMap((by) => DIVISION_COLUMNS[by]);
  return readLedger(store, filter, [...new Set([...COLUMNS, ...more])], PLAN_COLUMNS) as Ledger<
    (typeof COLUMNS)[number]
  > &
    AnyLedger &
    MaybePlanned;
}

/** What a scenario does to the trades of a ledger that `ledgerFor` read. */
export function readScenario(
  store: Store,
  filter: Range,
  ledger: ReturnType<typeof ledgerFor>,
  asked: Asked,
): ReadScenario {
  const { zone } = store.profile;
  const currency = currencyOf(store.profile.currency);
  const marks = { left: new Uint8Array(ledger.n), pool: new Uint8Array(ledger.n) };
  for (const condition of asked.conditions) markBy(ledger, condition, zone, marks);
  if (asked.rules.length > 0) markByRules(store, filter, ledger, asked.rules, marks);
  const natures = asked.conditions.map(({ by }) => natureOf(ledger, by));
  const { r, known, imputed } = multiplesOf(ledger, currency);
  let work = { results: ledger.minor, multiples: r };
  const changed = { exits: 0, stops: 0, lots: 0 };
  let between = 0;
  if (asked.exitAtPlan && isPriced(ledger)) {
    const told = exitsOf(store, filter, ledger);
    const done = atPlan(ledger, work.multiples, told.exits);
    [work, changed.exits, between] = [done, done.changed, told.between];
  }
  if (asked.withStops) {
    const done = withStops(work);
    [work, changed.stops] = [done, done.changed];
  }
  const sizes = asked.baseLot ? lotSizes(ledger) : null;
  if (sizes !== null) {
    const done = atUsualLot(work, sizes);
    [work, changed.lots] = [done, done.changed];
  }
  const scenario = {
    ledger,
    r,
    known,
    imputed,
    ...marks,
    ofDays: asked.rules.every(({ kind }) => kind === "weekdays") && natures.every((n) => n.ofDays),
    results: work.results,
    multiples: work.multiples,
    sizes,
    choices: asked.conditions.reduce((n, one) => n * choicesOf(ledger, one, zone), 1),
    isLabelled: natures.some((nature) => nature.isLabelled),
    carried01: asked.rules.some(({ kind }) => kind !== "weekdays")
      ? carriedShare(ledger, marks.pool, (epochMs) => dayAt(store, epochMs))
      : 0,
  };
  return { scenario, ledger, changed, between };
}

type Priced = Ledger<"side" | "entry_price" | "exit_price" | "commission" | "swap" | "fee">;

const isPriced = (ledger: MaybePlanned): ledger is MaybePlanned & Priced =>
  ledger.exit_price !== undefined;

/** The prices at which trades would have ended by their plan; a price between stop and target tells none. */
function exitsOf(store: Store, filter: Range, { n, id }: Pick<Ledger, "n" | "id">) {
  const rowOf = new Map<number, number>();
  id.forEach((one, row) => {
    rowOf.set(one, row);
  });
  const exits = new Float64Array(n).fill(Number.NaN);
  let between = 0;
  for (const one of plannedExits(store, filter)) {
    const row = rowOf.get(one.id);
    const sign = one.side === "buy" ? 1 : one.side === "sell" ? -1 : 0;
    if (row === undefined || sign === 0 || one.exit === null) continue;
    const isBeyond = (price: number | null, way: number) =>
      price !== null && way * sign * ((one.exit ?? 0) - price) >= 0;
    if (isBeyond(one.stop, -1)) exits[row] = one.stop ?? Number.NaN;
    else if (isBeyond(one.target, 1)) exits[row] = one.target ?? Number.NaN;
    else between++;
  }
  return { exits, between };
}

/** Marks what rules forbid of the trades by hand, each rule replayed over the days as they were. */
function markByRules(
  store: Store,
  filter: Range,
  { n, id }: Pick<Ledger, "n" | "id">,
  rules: readonly RuleTerms[],
  { left, pool }: { left: Uint8Array; pool: Uint8Array },
): void {
  const settings = reportSettings(store, []);
  const days = daysFor(store, filter);
  for (const terms of rules) {
    const { needs } = OWN_RULES[terms.kind];
    const dates = days.map(({ session }) => session.session_date);
    const results = needs.includes("results") ? earlierResults(store, dates) : null;
    const asked = days.map((day) => {
      const known = { ...day, results: results?.get(day.session.session_date) ?? null };
      return terms.kind === "risk" ? withPlannedRisk(known) : known;
    });
    const replayed = replayRule(asked, terms, settings);
    for (let row = 0; row < n; row++) {
      if (replayed.judged.has(id[row] ?? 0)) pool[row] = 1;
      if (replayed.left.has(id[row] ?? 0)) left[row] = 1;
    }
  }
}

/** The days of a range with what rules look at. */
function daysFor(store: Store, { from, to }: Range): DayHistory[] {
  const sessions = sessionsIn(store, { from, to });
  const ids = sessions.map(({ id }) => id);
  const before = tradesBefore(store, from, HISTORY_TRADES);
  const all = [...before, ...tradesOfSessions(store, ids)];
  const balances = balancesOfSessions(store, [...all.map((one) => one.session_id), ...ids]);
  const parts = dayParts(store, ids);
  const points = knownValues(store);
  const plans = plansOfTrades(store, all);
  let at = before.length;
  return sessions.map((session) => {
    const start = at;
    while (all[at]?.session_id === session.id) at++;
    return {
      session,
      trades: all.slice(start, at),
      earlier: all.slice(Math.max(0, start - HISTORY_TRADES), start),
      parts: parts.get(session.id) ?? [],
      earlierBalances: balances,
      balance: balances.get(session.id) ?? null,
      points,
      plans,
      ...NOTHING_MORE,
    };
  });
}

/** What no rule asks of a day. */
const NOTHING_MORE = {
  results: null,
  earlierSessions: [],
  moods: [],
  earlierMoods: [],
  handBefore: 0,
  earlierScores: [],
  bots: [],
  appeals: new Map(),
  promises: [],
  released: [],
  rules: [],
  origin_report: null,
} as const;
