import { MASK, maskedCode } from "../base/money.ts";
import type { DayReview } from "../mentor/day-review.ts";
import { hasStop } from "../mentor/trade.ts";
import type { DayHistory } from "../mentor/types.ts";
import type { OriginReport, Trade } from "../model.ts";
import { FIELD_LIST } from "../trade/fields.ts";
import type { ReportSettings, TradeTable } from "./document.ts";

/**
 * For reports that are shared: no amounts, lots, prices, accounts or tickets. Money is hidden by
 * a masked currency, which writes amounts in percent of the balance or as signs alone; the rest is hidden here, in the
 * data itself, so that no sentence can let it slip.
 */

/** Values of findings and parameters of actions that say lots or prices; ratios and R stay. */
const HIDDEN = /lot|price|^base$/;

/** Rows of the table of trades in a terminal. */
const ROWS = 20;

/** Settings with which a report is composed without money: results in percent of the balance. */
export function maskSettings(
  settings: ReportSettings,
  balance: number | null,
  table: Omit<TradeTable, "masked"> = { rows: ROWS, multiples: new Map() },
): ReportSettings {
  return {
    ...settings,
    currency: maskedCode(balance, settings.currency),
    table: { ...table, masked: { balance: balance !== null && balance > 0 ? balance : null } },
  };
}

type Values = Readonly<Record<string, number | string | null>>;

/** The review with every lot and price in it replaced by `MASK`, and every figure in a note. */
export function maskReview(review: DayReview): DayReview {
  return {
    ...review,
    findings: review.findings.map((one) => ({ ...one, values: hidden(one.values) })),
    rules: review.rules.map((one) => ({ ...one, params: hidden(one.params) as typeof one.params })),
    actions: review.actions.map((one) => ({ ...one, params: hidden(one.params) })),
    followup: review.followup.map((one) => ({
      ...one,
      params: hidden(one.params),
      text: maskFigures(one.text),
    })),
    mood: {
      ...review.mood,
      entries: review.mood.entries.map((one) => ({ ...one, note: maskFigures(one.note) })),
    },
  };
}

/** The review of a period with the same hidden, wherever it holds a finding or an action. */
export function maskPeriod<T>(review: T): T {
  return deep(review) as T;
}

function deep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deep);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [
      key,
      key === "values" || key === "params" ? hidden(inside as Values) : deep(inside),
    ]),
  );
}

/** What the report itself reads from the day: its trades, notes and the names of bots. */
export function maskHistory(history: DayHistory): DayHistory {
  const { session } = history;
  return {
    ...history,
    session: { ...session, personal_notes: maskFigures(session.personal_notes) },
    trades: history.trades.map(maskTrade),
    origin_report: history.origin_report && maskOrigin(history.origin_report),
  };
}

/** Its figures are sums of money, in sentences that we did not make. */
function maskOrigin(report: OriginReport): OriginReport {
  const masked = (lines: readonly string[]) => lines.map(maskFigures);
  return {
    ...report,
    patterns: masked(report.patterns),
    emotions: masked(report.emotions),
    recommendations: masked(report.recommendations),
    message: masked(report.message),
  };
}

/** The trade without lot, prices, account and ticket; `profit_loss` is the currency's to hide. */
export function maskTrade(trade: Trade): Trade {
  const masked: Record<string, unknown> = { ...trade };
  for (const { column, shared } of FIELD_LIST) {
    if (shared === "hidden") masked[column] = null;
    if (shared === "figures") masked[column] = maskFigures(masked[column] as string | null);
  }
  return { ...(masked as unknown as Trade), stop_loss_used: hasStop(trade) };
}

/** A text of the user with every run of figures hidden: any of them may be money. */
function maskFigures<T extends string | null>(text: T): T {
  return (text === null ? null : text.replace(/\d[\d.,'_ ]*\d|\d/gu, MASK)) as T;
}

function hidden(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      HIDDEN.test(key) && value !== null ? MASK : value,
    ]),
  );
}
