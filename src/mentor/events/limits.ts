import { groupBy } from "../../base/groups.ts";
import { addMoney, type Currency, currencyOf } from "../../base/money.ts";
import type { Session, Trade } from "../../model.ts";
import { asDecisions, byHand } from "../decisions.ts";
import { isSwing, ownPause } from "../exposure.ts";
import { type HandTrade, handDay, isTimed } from "../hand-day.ts";
import { lossReachedAt } from "../rules/loss.ts";
import { ruleOf } from "../rules/rule.ts";
import { CALM, DAY_LIMIT_PERCENT, IN_LINE, MIN_BASE, TRADE_COUNT } from "../thresholds.ts";
import { burstFrom, instant, isByHand, medianOrNull, netOf, worstFirst } from "../trade.ts";
import type { DayHistory, Finding, MentorSettings } from "../types.ts";
import { type Asked, mostTrades } from "./asked.ts";
import { type Detector, fact, type SomeFacts, severityOf } from "./event.ts";

/**
 * `batas_rugi_harian`: the closed trades of the day, bots included, lost 5 % of the balance of its
 * start or more; open losses are not in it, so it is a lower bound. `lanjut_setelah_batas`: trades by
 * hand opened after the limit was reached. `berhenti_di_batas`: none was, and all times are known.
 */
const dayLimit: Detector = (history, settings) => {
  const { balance } = history;
  // The trader's own limit is the one of the day, and the rule speaks of it.
  if (history.trades.length === 0 || ruleOf(history.rules, "max-daily-loss") !== undefined)
    return [];
  const limit = dayLimitOf(balance, settings);
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
    const decisions = asDecisions(history.trades);
    const trades = worstFirst(decisions.filter((trade) => trade.profit_loss < 0));
    const rest = { n: decisions.length, trades, values, cost: null, severity: 85 };
    findings.push(fact("batas_rugi_harian", "jumlah", "bad", rest));
  }
  if (reached !== null) findings.push(...afterLimit(history, reached, values, currency));
  return findings;
};

/**
 * The closed result (negative) at which a day that began with this balance has reached the mentor's
 * limit; null: balance unknown.
 */
export function dayLimitOf(balance: number | null, { currency }: MentorSettings): number | null {
  if (balance === null || balance <= 0) return null;
  return addMoney([-(balance * DAY_LIMIT_PERCENT) / 100], currencyOf(currency));
}

/** Trades by hand opened after this instant; null: none known, and an entry time is missing. */
export function entriesAfter(trades: readonly Trade[], ms: number): Trade[] | null {
  const decisions = byHand(trades);
  const entries = decisions.map((trade) => instant(trade.entry_time));
  const later = decisions.filter((_, index) => (entries[index] ?? 0) > ms);
  return later.length === 0 && entries.includes(null) ? null : later;
}

function afterLimit(
  history: DayHistory,
  reachedMs: number,
  values: Finding["values"],
  currency: Currency,
): Finding[] {
  const later = entriesAfter(history.trades, reachedMs);
  const n = byHand(history.trades).length;
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

/**
 * `trade_hari_ini_tidak_biasa`: at least max(2 x median, median + 3) trades by hand, against the
 * last 20 days with such trades (at least 6).
 */
export const tradeCount: Detector = (history) => {
  const today = byHand(history.trades);
  if (today.length === 0) return [];
  const counts = earlierCounts(history);
  if (counts.length < TRADE_COUNT.days) {
    const have = counts.length;
    return { id: "trade_hari_ini_tidak_biasa", reason: "sesi", have, need: TRADE_COUNT.days };
  }
  const middle = medianOrNull(counts) ?? 0;
  if (today.length < burstFrom(middle)) return [];
  const values = {
    count: today.length,
    median: middle,
    max: Math.max(...counts),
    sessions: counts.length,
  };
  const severity = severityOf({
    cost: null,
    grossLoss: 0,
    effect01: today.length / Math.max(1, middle) / 4,
    share01: 1 - middle / today.length,
  });
  const usual = Math.ceil(middle);
  const trades = today.slice(usual).map((trade) => trade.id);
  const rest = { n: today.length, trades, values, cost: null, severity };
  return [fact("trade_hari_ini_tidak_biasa", "jumlah", "bad", rest)];
};

/**
 * Decisions by hand of each earlier day that had any. A session's total counts bots and parts too, so
 * where the day's trades are not all at hand it is the day's number only where nothing shows that it
 * may not be.
 */
function earlierCounts(history: DayHistory): number[] {
  const days = groupBy(history.earlier, (trade) => trade.session_id);
  const known = ({ id }: Session) => days.get(id) ?? [];
  const isKnown = (session: Session) => known(session).length === session.total_trades;
  const isPlain = (trades: readonly Trade[]) => byHand(trades).length === trades.length;
  const isWhole = history.earlierSessions.every(isKnown);
  const plain = !isWhole && isPlain(history.trades) && [...days.values()].every(isPlain);
  const counts = history.earlierSessions.flatMap((session) => {
    if (isKnown(session)) return [byHand(known(session)).length];
    return plain ? [session.total_trades] : [];
  });
  return counts.filter((count) => count > 0);
}

/**
 * What was done right after a loss, if it was done every time: `ukuran_tetap_setelah_rugi` (lot at
 * most 1.25 x the symbol's median) and `jeda_setelah_rugi` (at least 15 minutes before the entry).
 */
export const afterLoss: Detector = (history) => {
  const day = handDay(history);
  if (day.length < 2) return [];
  const timed = day.filter(isTimed).length;
  if (timed < 2) return { id: "setelah_rugi", reason: "jam", have: timed, need: 2 };
  const after = day.filter((view) => view.afterLoss);
  if (after.length === 0) return [];
  const findings: Finding[] = [];
  const ids = after.map((view) => view.trade.id);
  if (after.every(isInLine)) {
    const max = Math.max(...after.map((view) => view.lotRatio ?? 0));
    const values = { count: after.length, max_ratio: max, limit: IN_LINE };
    const rest = { n: after.length, trades: ids, values, cost: null, severity: 58 };
    findings.push(fact("ukuran_tetap_setelah_rugi", "ukuran", "good", rest));
  }
  const shortest = Math.min(...after.map((view) => view.gapSeconds ?? 0));
  const calm = ownPause(history) ?? CALM.minutes;
  if (shortest >= calm * 60 && !isSwing(history)) {
    const values = { count: after.length, min_gap_seconds: shortest, limit_minutes: calm };
    const rest = { n: after.length, trades: ids, values, cost: null, severity: 56 };
    findings.push(fact("jeda_setelah_rugi", "waktu", "good", rest));
  }
  return findings;
};

function isInLine(view: HandTrade): boolean {
  return view.lotRatio !== null && view.baseLotCount >= MIN_BASE && view.lotRatio <= IN_LINE;
}

/** Facts about how much and how often, and about what follows a loss. */
export const LIMIT_FACTS = {
  batas_rugi_harian: {
    look: dayLimit,
    money: null,
    plan: dayLoss,
    denies: [],
  },
  lanjut_setelah_batas: {
    look: dayLimit,
    money: "realised",
    plan: dayLoss,
    denies: ["berhenti_di_batas"],
  },
  berhenti_di_batas: { look: dayLimit, within: "berhenti_di_batas" },
  trade_hari_ini_tidak_biasa: {
    look: tradeCount,
    money: null,
    plan: ({ values }, history) => ({
      id: "batas_jumlah",
      params: { most: mostTrades(Number(values.median), history) },
    }),
    denies: [],
  },
  ukuran_tetap_setelah_rugi: { look: afterLoss, within: "lot_netral_setelah_rugi" },
  jeda_setelah_rugi: { look: afterLoss, within: "jeda_setelah_rugi" },
} satisfies SomeFacts;

/** The limit that the day has broken, so that a screen names one. */
function dayLoss({ values }: Finding, history: DayHistory): Asked {
  const { limit, limit_percent: percent = null } = values;
  const bots = history.trades.some(isByHand) ? 0 : 1;
  return { id: "batas_rugi", params: { amount: -Number(limit), percent, bots } };
}
