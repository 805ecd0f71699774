import { dateOf } from "../../src/base/dates.ts";
import { toMinor } from "../../src/base/money.ts";
import { dayOf } from "../../src/base/time.ts";
import { type AnyLedger, type Division, groupsOf } from "../../src/figures/groupings.ts";
import {
  atUsualLot,
  carriedShare,
  choicesOf,
  lotSizes,
  markBy,
  natureOf,
} from "../../src/figures/scenario.ts";
import { againstChance, type Scenario, verdictOf } from "../../src/figures/what-if.ts";
import { replayRule } from "../../src/mentor/rules/replay.ts";
import type { DayHistory, SessionContext } from "../../src/mentor/types.ts";
import type { Ledger, RuleTerms, Trade } from "../../src/model.ts";
import { USD } from "../figures/ledgers.ts";
import { history, SETTINGS, session } from "../mentor/build.ts";

/** Trades of the simulation as the journal would read them. */
export interface Told {
  ledger: AnyLedger & Ledger<"symbol" | "lot" | "bot" | "entry" | "exit">;
  days: DayHistory[];
}

const seconds = (time: string | null) =>
  time === null ? Number.NaN : Date.parse(`${time.replace(" ", "T")}Z`) / 1000;

/** Words by number, as a ledger holds them. */
function coded(words: readonly (string | null)[]) {
  const names = [...new Set(words)].filter((word) => word !== null);
  return {
    names,
    code: Int32Array.from(words, (word) => (word === null ? -1 : names.indexOf(word))),
  };
}

export function toldOf(
  made: readonly Trade[],
  contexts: ReadonlyMap<number, SessionContext>,
): Told {
  const dateOfTrade = (one: Trade) => contexts.get(one.session_id)?.date ?? dateOf(new Date(0));
  const trades = [...made].sort((a, b) =>
    `${dateOfTrade(a)} ${a.entry_time}` < `${dateOfTrade(b)} ${b.entry_time}` ? -1 : 1,
  );
  const dates = [...new Set(trades.map(dateOfTrade))].sort();
  const of = (date: string) => trades.filter((one) => dateOfTrade(one) === date);
  const days = dates.map((date, index): DayHistory => {
    const own = of(date);
    const total = own.reduce((sum, one) => sum + one.profit_loss, 0);
    return {
      ...history([], {
        session: session({ id: index + 1, session_date: date, total_profit_loss: total }),
      }),
      trades: own,
    };
  });
  const ledger = {
    n: trades.length,
    days: days.map(({ session: one, trades: own }) => ({
      session_id: one.id,
      session_date: one.session_date,
      total_trades: own.length,
      total_profit_loss: one.total_profit_loss,
      market_conditions: contexts.get(own[0]?.session_id ?? -1)?.condition ?? null,
      emotions: "netral",
      moods: [],
      risk_score: null,
      balance: null,
      flows: [],
    })),
    day: Int32Array.from(trades, (one) => dates.indexOf(dateOfTrade(one))),
    id: Float64Array.from(trades, ({ id }) => id),
    minor: Float64Array.from(trades, (one) =>
      toMinor(Math.round(100 * one.profit_loss) / 100, USD),
    ),
    parts: [],
    symbol: coded(trades.map((one) => one.symbol)),
    setup: coded(trades.map((one) => one.strategy_used)),
    lot: Float64Array.from(trades, (one) => one.lot_size ?? Number.NaN),
    bot: new Float64Array(trades.length),
    side: Int8Array.from(trades, (one) => (one.side === "buy" ? 1 : -1)),
    entry: Float64Array.from(trades, (one) => seconds(one.entry_time)),
    exit: Float64Array.from(trades, (one) => seconds(one.exit_time)),
  };
  return { ledger, days };
}

const NONE = {
  known: 0,
  ofDays: false,
  sizes: null,
  isLabelled: false,
  carried01: 0,
  choices: 1,
} as const;

function blank({ ledger }: Told): Scenario {
  const r = new Float64Array(ledger.n).fill(Number.NaN);
  const marks = { left: new Uint8Array(ledger.n), pool: new Uint8Array(ledger.n) };
  const imputed = new Uint8Array(ledger.n);
  return { ...NONE, ...marks, ledger, r, imputed, results: ledger.minor, multiples: r };
}

/** Without these groups. */
function without(told: Told, by: Division, keys: readonly string[]): Scenario {
  const scenario = blank(told);
  const condition = { by, keys, only: false };
  markBy(told.ledger, condition, "UTC", scenario);
  const choices = choicesOf(told.ledger, condition, "UTC");
  return { ...scenario, ...natureOf(told.ledger, by), choices };
}

/** The group that came to the least: what a trader asks about who has looked at the table first. */
function withoutWorst(told: Told, by: Division): Scenario {
  const { groups } = groupsOf(told.ledger, by, "UTC");
  const netOf = (rows: Int32Array) =>
    rows.reduce((sum, row) => sum + (told.ledger.minor[row] ?? 0), 0);
  const worst = [...groups].sort((a, b) => netOf(a.rows) - netOf(b.rows))[0];
  return without(told, by, [worst?.key ?? ""]);
}

function byRule(told: Told, terms: RuleTerms): Scenario {
  const scenario = blank(told);
  const { left, judged } = replayRule(told.days, terms, { ...SETTINGS, zone: "UTC" });
  told.ledger.id.forEach((id, row) => {
    if (left.has(id)) scenario.left[row] = 1;
    if (judged.has(id)) scenario.pool[row] = 1;
  });
  const utcDay = (epochMs: number) => dayOf(epochMs, "UTC", 0);
  return { ...scenario, carried01: carriedShare(told.ledger, scenario.pool, utcDay) };
}

function atBaseLot(told: Told): Scenario {
  const scenario = blank(told);
  const sizes = lotSizes(told.ledger);
  return { ...scenario, ...atUsualLot(scenario, sizes), sizes };
}

/** The scenarios of which a trader hears that they beat chance, who asks for them one after the other. */
export function heardOf(scenarios: readonly Scenario[]): number[] {
  let tried = 0;
  return scenarios.flatMap((scenario, at) => {
    const found = againstChance(scenario);
    if (found.placebo !== null) tried++;
    return verdictOf(found, scenario, Math.max(1, tried)) === "beats" ? [at] : [];
  });
}

/** Ten that are fixed before anything is known. */
export function tenFixed(told: Told): Scenario[] {
  return [
    without(told, "weekday", ["5"]),
    without(told, "weekday", ["1"]),
    without(told, "hour", ["14", "15", "16", "17"]),
    without(told, "side", ["sell"]),
    without(told, "symbol", [told.ledger.symbol.names[0] ?? ""]),
    byRule(told, { kind: "stop-after-losses", params: { losses: 2 } }),
    byRule(told, { kind: "max-trades", params: { most: 3 } }),
    byRule(told, { kind: "pause-after-loss", params: { minutes: 30 } }),
    byRule(told, { kind: "pause-after-loss", params: { minutes: 120 } }),
    atBaseLot(told),
  ];
}

/** Ten of one who has looked first, and asks for the worst of each table. */
export function tenPicked(told: Told): Scenario[] {
  return [
    withoutWorst(told, "weekday"),
    withoutWorst(told, "hour"),
    withoutWorst(told, "symbol"),
    withoutWorst(told, "setup"),
    withoutWorst(told, "market"),
    withoutWorst(told, "side"),
    withoutWorst(told, "session"),
    byRule(told, { kind: "stop-after-losses", params: { losses: 2 } }),
    byRule(told, { kind: "pause-after-loss", params: { minutes: 30 } }),
    atBaseLot(told),
  ];
}
