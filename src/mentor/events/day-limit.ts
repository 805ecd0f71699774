import { addMoney, type Currency, currencyOf } from "../../base/money.ts";
import type { Trade } from "../../model.ts";
import { instant, isByHand, netOf, worstFirst } from "../facts.ts";
import { lossReachedAt } from "../rule-limits.ts";
import type { DayHistory, Finding, MentorSettings } from "../types.ts";
import { type Detector, fact } from "./event.ts";

/** The daily loss at which most prop firms close an account (FTMO 2-Step), of initial balance. */
export const DAY_LIMIT_PERCENT = 5;

/**
 * `batas_rugi_harian`: the closed trades of the day, bots included, lost 5 % of the initial balance
 * or more; open losses are not in it, so it is a lower bound. `lanjut_setelah_batas`: trades by
 * hand opened after the limit was reached. `berhenti_di_batas`: none was, and all times are known.
 */
export const dayLimit: Detector = (history, settings) => {
  const balance = settings.initialBalance;
  if (history.trades.length === 0) return [];
  const limit = dayLimitOf(settings);
  if (balance === null || limit === null) {
    return { id: "batas_rugi_harian", reason: "saldo", have: 0, need: 1 };
  }
  const currency = currencyOf(settings.currency);
  const net = netOf(history.trades, currency);
  const reached = lossReachedAt(history.trades, limit, currency);
  const findings: Finding[] = [];
  const values = {
    net,
    limit,
    balance,
    limit_percent: DAY_LIMIT_PERCENT,
    percent: (-100 * net) / balance,
  };
  if (net <= limit) {
    const trades = worstFirst(history.trades.filter((trade) => trade.profit_loss < 0));
    const rest = { n: history.trades.length, trades, values, cost: null, severity: 85 };
    findings.push(fact("batas_rugi_harian", "jumlah", "bad", rest));
  }
  if (reached !== null) findings.push(...afterLimit(history, reached, values, currency));
  return findings;
};

/** The closed result (negative) at which a day has reached its limit; null: balance unknown. */
export function dayLimitOf({ initialBalance, currency }: MentorSettings): number | null {
  if (initialBalance === null || initialBalance <= 0) return null;
  return addMoney([-(initialBalance * DAY_LIMIT_PERCENT) / 100], currencyOf(currency));
}

/** Trades by hand opened after this instant; null: none known, and an entry time is missing. */
export function entriesAfter(trades: readonly Trade[], ms: number): Trade[] | null {
  const byHand = trades.filter(isByHand);
  const entries = byHand.map((trade) => instant(trade.entry_time));
  const later = byHand.filter((_, index) => (entries[index] ?? 0) > ms);
  return later.length === 0 && entries.includes(null) ? null : later;
}

function afterLimit(
  history: DayHistory,
  reachedMs: number,
  values: Finding["values"],
  currency: Currency,
): Finding[] {
  const later = entriesAfter(history.trades, reachedMs);
  const n = history.trades.filter(isByHand).length;
  if (later === null || n === 0) return [];
  if (later.length > 0) {
    const evidence = { ...values, count: later.length, after_net: netOf(later, currency) };
    const trades = worstFirst(later);
    const rest = { n, trades, values: evidence, cost: null, severity: 88 };
    return [fact("lanjut_setelah_batas", "jumlah", "bad", rest)];
  }
  const rest = { n, trades: [], values, cost: null, severity: 68 };
  return [fact("berhenti_di_batas", "jumlah", "good", rest)];
}
