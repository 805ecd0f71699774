import type { DayHistory, MentorSettings } from "../../src/mentor/types.ts";
import type { MoodCheckin, Rule, RuleTerms, Session, Trade } from "../../src/model.ts";

export const DAY = "2026-11-20";

export const SETTINGS: MentorSettings = {
  zone: "Asia/Jakarta",
  dayStart: 0,
  currency: "USD",
  riskLimitPercent: 2,
};

let lastId = 0;

/** A trade with nothing known but symbol and result; ids count up within one `day`. */
export function trade(fields: Partial<Trade> = {}): Trade {
  lastId++;
  return {
    id: lastId,
    session_id: 1,
    session_date: DAY,
    created_at: `${DAY} 12:00:00`,
    symbol: "XAUUSD",
    profit_loss: 10,
    lot_size: null,
    side: null,
    entry_time: null,
    exit_time: null,
    entry_price: null,
    exit_price: null,
    stop_loss: null,
    take_profit: null,
    stop_loss_used: null,
    take_profit_used: null,
    risk_percent: null,
    strategy_used: null,
    bot_id: null,
    commission: null,
    swap: null,
    ticket: null,
    account: null,
    tags: null,
    note: null,
    ...fields,
  };
}

/** Entry and exit at clock times of the day, in UTC. */
export function at(entry: string, exit: string): Pick<Trade, "entry_time" | "exit_time"> {
  return { entry_time: `${DAY} ${entry}:00`, exit_time: `${DAY} ${exit}:00` };
}

/** A rule in force since the day before. */
export function rule(
  terms: RuleTerms,
  fields: Partial<Pick<Rule, "id" | "valid_from">> = {},
): Rule {
  return { ...terms, id: 1, valid_from: "2026-11-19", ...fields };
}

export function session(fields: Partial<Session> = {}): Session {
  return {
    id: 1,
    session_date: DAY,
    user_id: 1,
    total_trades: 0,
    total_profit_loss: 0,
    shifted: 0,
    emotions: "netral",
    market_conditions: "normal",
    market_said: 0,
    personal_notes: null,
    risk_score: 5,
    created_at: `${DAY} 01:00:00`,
    ...fields,
  };
}

export function mood(name: string, time: string, note: string | null = null): MoodCheckin {
  return { id: ++lastId, session_id: 1, mood: name, note, created_at: `${DAY} ${time}:00` };
}

export function history(
  trades: readonly Partial<Trade>[],
  rest: Partial<Omit<DayHistory, "trades">> = {},
): DayHistory {
  const made = trades.map((fields, index) => trade({ id: index + 1, ...fields }));
  return {
    session: session(),
    moods: [],
    earlierMoods: [],
    earlier: [],
    earlierBalances: balancesBefore(rest.earlier ?? [], rest.balance ?? null),
    earlierSessions: [],
    balance: null,
    handBefore: (rest.earlier ?? []).filter((one) => one.bot_id === null).length,
    bots: [],
    earlierScores: [],
    promises: [],
    released: [],
    rules: [],
    results: null,
    parts: [],
    origin_report: null,
    plans: new Map(),
    appeals: new Map(),
    ...rest,
    trades: made,
  };
}

/** The balance that each earlier session began with, when nothing but results moved it. */
function balancesBefore(earlier: readonly Trade[], balance: number | null) {
  const balances = new Map<number, number>();
  if (balance === null) return balances;
  let before = balance;
  for (const { session_id, profit_loss } of [...earlier].reverse()) {
    before -= profit_loss;
    balances.set(session_id, before);
  }
  return balances;
}

/** So many trades of the day dayBefore, of which only symbol, lot and risk are known. */
export function dayBefore(count: number, fields: Partial<Trade>): Trade[] {
  return Array.from({ length: count }, (_, index) =>
    trade({ session_id: 99, session_date: "2026-11-19", ...fields, id: 900 + index }),
  );
}
