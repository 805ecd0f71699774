import { addDecimals, sumDecimals } from "../../base/decimal.ts";
import { netOf } from "../draft.ts";
import type { Declared, ImportProblem, ImportResult, Statement, TradeDraft } from "../types.ts";
import type { Collected } from "./metatrader.ts";
import { readMt4Tester } from "./mt4-tester.ts";
import { joinDeals } from "./mt5-join.ts";
import { pairDeals } from "./mt5-pair.ts";
import { type DeclaredTotals, declare, findTotals, grossOf } from "./totals.ts";

export interface Source {
  fileName: string | null;
  generator: string | null; // of an HTML file
  tornAt: number | null; // line at which the file breaks off
  notes: string[];
}

const nets = (trades: TradeDraft[]): string => sumDecimals(trades.map((trade) => trade.net));

/** Puts a MetaTrader report together, or says why it is none. */
export function buildStatement(collected: Collected, source: Source): ImportResult {
  const { counts, account } = collected;
  const isMt5 = Object.keys(counts).some((kind) => /^mt5-(?!trade-tab)/.test(kind));
  const isMt4 = ["mt4-trade", "mt4-open", "mt4-cash", "mt4-order"].some((kind) => kind in counts);
  const isTester = collected.testerRows.length > 0;
  const isMetaTrader = isMt5 || isMt4 || isTester || account !== null;
  if (source.tornAt !== null && (isMetaTrader || "mt5-trade-tab" in counts)) {
    return fail("truncated", `line ${source.tornAt}`);
  }
  if (isTradeTab(collected, source)) return fail("report-trade", null);
  if (!isMetaTrader) return fail("unknown-format", null);
  if (isMt5 || (!isMt4 && !isTester && account?.version === "mt5")) {
    return { ok: true, statement: buildMt5(collected, source) };
  }
  const build = isTester && !isMt4 ? buildMt4Tester : buildMt4;
  return { ok: true, statement: build(collected, source) };
}

function fail(code: string, place: string | null): { ok: false; problem: ImportProblem } {
  return { ok: false, problem: { code, place, value: null, expected: null } };
}

/** The report of the Trade tab: open positions only, symbol first. */
function isTradeTab({ counts }: Collected, source: Source): boolean {
  if (counts["mt5-position"] || counts["mt5-deal"] || counts["mt4-trade"]) return false;
  const isNamedSo = /(?:^|[\\/])ReportTrade-/i.test(source.fileName ?? "");
  return counts["mt5-trade-tab"] !== undefined || (isNamedSo && !counts["mt5-cash"]);
}

function base(collected: Collected, source: Source, format: string): Statement {
  return {
    format,
    account: collected.account?.account ?? null,
    currency: collected.account?.currency ?? null,
    server: collected.account?.server ?? null,
    owner: null,
    timeBasis: "server",
    backtest: false,
    trades: collected.trades,
    open: collected.open,
    cash: collected.cash,
    skipped: collected.skipped,
    declared: [],
    notes: [...source.notes],
  };
}

/** Deposits less withdrawals; credit is the broker's money. */
function deposits(statement: Statement): string {
  const own = statement.cash.filter((c) => c.kind === "deposit" || c.kind === "withdrawal");
  return sumDecimals(own.map((cash) => cash.amount));
}

function grossDeclared(totals: DeclaredTotals, results: string[], exact: boolean): Declared[] {
  const gross = grossOf(results);
  return [
    ...declare("gross-profit", totals.grossProfit, gross.profit, exact),
    ...declare("gross-loss", totals.grossLoss, gross.loss, exact),
  ];
}

function buildMt4(collected: Collected, source: Source): Statement {
  const statement = base(collected, source, "mt4");
  const totals = findTotals(collected.pairs, "mt4");
  const net = nets(statement.trades);
  const deposit = deposits(statement);
  const results = statement.trades.map((trade) => trade.net);
  statement.declared = [
    ...declare("net", totals.net, net, true),
    ...declare("trades", totals.trades, String(statement.trades.length), true),
    ...grossDeclared(totals, results, true),
    ...declare("deposit", totals.deposit, deposit, true),
    // Holds only when the export goes back to the account's first day.
    ...declare("balance", totals.balance, addDecimals(deposit, net), false),
  ];
  return statement;
}

function buildMt4Tester(collected: Collected, source: Source): Statement {
  const statement = base(collected, source, "mt4-tester");
  const built = readMt4Tester(collected.testerRows, collected.testerSymbol ?? "");
  const totals = findTotals(collected.pairs, "tester");
  statement.backtest = true;
  statement.trades = built.trades;
  statement.open = built.open;
  statement.skipped.push(...built.skipped);
  // Every row is rounded to the cent, the total is not: the sum drifts.
  statement.declared = [
    ...declare("net", totals.net, nets(built.trades), false),
    ...declare("trades", totals.trades, String(built.trades.length), true),
  ];
  return statement;
}

function buildMt5(collected: Collected, source: Source): Statement {
  const { deals, orders, account } = collected;
  const hasPositions = collected.trades.length > 0;
  const isTester = isMt5Tester(collected, source);
  const statement = base(collected, source, isTester ? "mt5-tester" : "mt5");
  const totals = findTotals(collected.pairs, isTester ? "tester" : "mt5");
  let openCosts = "0";
  let isPeriod = false;
  if (hasPositions) {
    const joined = joinDeals(statement.trades, statement.open, deals);
    openCosts = joined.openCosts;
    isPeriod = joined.isPeriod;
  } else if (deals.length > 0) {
    const paired = pairDeals(deals, orders, account?.isNetting ?? false);
    statement.trades = paired.trades;
    openCosts = nets(paired.open);
    isPeriod = paired.trades.some((trade) => trade.entryTime === null);
    if (statement.open.length === 0) statement.open = paired.open;
    if (!isTester) statement.notes.push("no-positions-table");
  }
  if (isTester) markTester(statement, collected);
  numberRepeatedIds(statement.trades);
  const closings = deals.filter((deal) => deal.entry !== "in");
  const count = closings.length > 0 ? closings.length : statement.trades.length;
  const booked = sumDecimals(deals.map((deal) => netOf(deal.money)));
  const cash = sumDecimals(statement.cash.map((entry) => entry.amount));
  statement.declared = [
    ...declare("net", totals.net, addDecimals(nets(statement.trades), openCosts), !isPeriod),
    ...declare("trades", totals.trades, String(count), true),
    ...grossDeclared(
      totals,
      closings.map((deal) => netOf(deal.money)),
      false,
    ),
    ...declare(
      "balance",
      deals.length > 0 ? totals.balance : null,
      addDecimals(booked, cash),
      false,
    ),
  ];
  return statement;
}

/** No account and the totals above the deals, or the file says so itself. */
function isMt5Tester(collected: Collected, source: Source): boolean {
  if (/strategy tester/i.test(source.generator ?? "")) return true;
  const isBare = collected.account === null && !collected.counts["mt5-position"];
  return isBare && findTotals(collected.pairs, "tester").isBeforeTrades;
}

/** A test's ids start at 1 every time, so they name nothing outside their file. */
function markTester(statement: Statement, collected: Collected): void {
  statement.backtest = true;
  statement.currency ??= collected.testerCurrency;
  for (const trade of [...statement.trades, ...statement.open]) {
    trade.raw = [
      trade.externalId,
      trade.symbol,
      trade.side,
      trade.lot,
      trade.entryTime,
      trade.entryPrice,
      trade.exitTime,
      trade.exitPrice,
      trade.net,
    ].join("|");
    trade.externalId = null;
    trade.family = "other";
  }
  for (const cash of statement.cash) cash.externalId = null;
}

/** A netting position that was reversed keeps its id: the second round gets a number of its own. */
function numberRepeatedIds(trades: TradeDraft[]): void {
  const times = new Map<string, number>();
  for (const trade of trades) {
    if (trade.externalId === null) continue;
    const n = (times.get(trade.externalId) ?? 0) + 1;
    times.set(trade.externalId, n);
    if (n > 1) trade.externalId = `${trade.externalId}#${n}`;
  }
}
