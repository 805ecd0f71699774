import { addMoney, type Currency, currencyOf } from "../../text/currency.ts";
import { instant, isByHand, netOf, worstFirst } from "../facts.ts";
import { lossReachedAt } from "../rule-limits.ts";
import type { DayHistory, Finding } from "../types.ts";
import { type Detector, fact } from "./detector.ts";

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
  if (balance === null || balance <= 0) {
    return { id: "batas_rugi_harian", reason: "saldo", have: 0, need: 1 };
  }
  const currency = currencyOf(settings.currency);
  const limit = addMoney([-(balance * DAY_LIMIT_PERCENT) / 100], currency);
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

function afterLimit(
  history: DayHistory,
  reachedMs: number,
  values: Finding["values"],
  currency: Currency,
): Finding[] {
  const byHand = history.trades.filter(isByHand);
  const entries = byHand.map((trade) => instant(trade.entry_time));
  const later = byHand.filter((_, index) => (entries[index] ?? 0) > reachedMs);
  const n = byHand.length;
  if (later.length > 0) {
    const evidence = { ...values, count: later.length, after_net: netOf(later, currency) };
    const trades = worstFirst(later);
    const rest = { n, trades, values: evidence, cost: null, severity: 88 };
    return [fact("lanjut_setelah_batas", "jumlah", "bad", rest)];
  }
  if (n === 0 || entries.includes(null)) return [];
  const rest = { n, trades: [], values, cost: null, severity: 60 };
  return [fact("berhenti_di_batas", "jumlah", "good", rest)];
}
