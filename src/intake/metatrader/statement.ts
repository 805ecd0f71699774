import { addDecimals, compareDecimals, sumDecimals } from "../../base/decimal.ts";
import { bookedAsCash, isBookkeeping } from "../booked.ts";
import { emptyStatement, netOfParts } from "../drafts.ts";
import type {
  Declared,
  Format,
  ImportProblem,
  ImportResult,
  Note,
  ProblemCode,
  Statement,
  TradeDraft,
} from "../statement.ts";
import type { Collected } from "./collect.ts";
import { readMt4Tester } from "./mt4.ts";
import { joinDeals, pairDeals } from "./pair.ts";
import { type DeclaredTotals, declare, findTotals, gainsAndLosses, isRounding } from "./totals.ts";

export const MT4: Format<"mt4"> = { id: "mt4", name: "laporan MetaTrader 4", clock: "server" };

export const MT5: Format<"mt5"> = { id: "mt5", name: "riwayat MetaTrader 5", clock: "server" };

export const MT4_TESTER: Format<"mt4-tester"> = {
  id: "mt4-tester",
  name: "Strategy Tester MetaTrader 4",
  clock: "server",
};

export const MT5_TESTER: Format<"mt5-tester"> = {
  id: "mt5-tester",
  name: "Strategy Tester MetaTrader 5",
  clock: "server",
};

export interface Source {
  fileName: string | null;
  generator: string | null; // of an HTML file
  tornAt: number | null; // line at which the file breaks off
  notes: Note[];
  symbol: string | null; // told by the user, for a test that names none
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
  const isTest = isTester && !isMt4;
  if (isTest && source.symbol === null && !collected.testerSymbol) return fail("no-symbol", null);
  const build = isTest ? buildMt4Tester : buildMt4;
  return { ok: true, statement: build(collected, source) };
}

function fail(code: ProblemCode, place: string | null): { ok: false; problem: ImportProblem } {
  return { ok: false, problem: { code, place, value: null, expected: null } };
}

/** The report of the Trade tab: open positions only, symbol first. */
function isTradeTab({ counts }: Collected, source: Source): boolean {
  if (counts["mt5-position"] || counts["mt5-deal"] || counts["mt4-trade"]) return false;
  const isNamedSo = /(?:^|[\\/])ReportTrade-/i.test(source.fileName ?? "");
  return counts["mt5-trade-tab"] !== undefined || (isNamedSo && !counts["mt5-cash"]);
}

function base(collected: Collected, source: Source, format: Format): Statement {
  const { account, open, skipped } = collected;
  // Only now: the comment of a row may stand in the row below it.
  const booked = collected.trades.filter((draft) => isBookkeeping(draft, true));
  const cash = [...collected.cash, ...booked.map((draft) => bookedAsCash(draft))];
  const trades = collected.trades.filter((draft) => !booked.includes(draft));
  return {
    ...emptyStatement(format),
    account: account?.account ?? null,
    currency: account?.currency ?? null,
    server: account?.server ?? null,
    trades,
    open,
    cash,
    skipped,
    notes: [...source.notes],
  };
}

/** What was booked in the shape of a trade. */
const bookedResults = ({ cash }: Statement): string[] =>
  cash.filter(({ countedAs }) => countedAs === "result").map(({ amount }) => amount);

/** Deposits less withdrawals; credit is the broker's money. */
function deposits(statement: Statement): string {
  const own = statement.cash.filter(
    ({ kind, countedAs }) => kind === "deposit" || kind === "withdrawal" || countedAs === "deposit",
  );
  return sumDecimals(own.map((cash) => cash.amount));
}

function grossDeclared(totals: DeclaredTotals, results: string[], exact: boolean): Declared[] {
  const gross = gainsAndLosses(results);
  return [
    ...declare("gross-profit", totals.grossProfit, gross.profit),
    ...declare("gross-loss", totals.grossLoss, gross.loss),
  ].map((one) => ({ ...one, exact }));
}

/** The account began before the rows do: none of them put money in before the first trade. */
function beginsLater({ trades, open, cash }: Statement): boolean {
  const first = [...trades, ...open]
    .map(({ entryTime, exitTime }) => entryTime ?? exitTime ?? "")
    .reduce((least, time) => (time < least ? time : least), "9999");
  return !cash.some(({ kind, time }) => kind === "deposit" && (time ?? "") <= first);
}

function buildMt4(collected: Collected, source: Source): Statement {
  const statement = base(collected, source, MT4);
  const totals = findTotals(collected.pairs, "mt4");
  // What the broker booked in the shape of a trade counts in its totals.
  const booked = bookedResults(statement);
  const total = sumDecimals([nets(statement.trades), ...booked]);
  const deposit = deposits(statement);
  const later = beginsLater(statement) ? "begins-later" : null;
  const results = [...statement.trades.map((trade) => trade.net), ...booked];
  statement.declared = [
    ...declare("net", totals.net, total),
    ...declare("trades", totals.trades, String(results.length)),
    ...grossDeclared(totals, results, true),
    ...declare("deposit", totals.deposit, deposit),
    ...declare("balance", totals.balance, addDecimals(deposit, total), later),
  ];
  return statement;
}

function buildMt4Tester(collected: Collected, source: Source): Statement {
  const statement = base(collected, source, MT4_TESTER);
  const symbol = source.symbol ?? collected.testerSymbol ?? "";
  const built = readMt4Tester(collected.testerRows, symbol);
  const totals = findTotals(collected.pairs, "tester");
  statement.backtest = true;
  statement.trades = built.trades;
  statement.open = built.open;
  statement.skipped.push(...built.skipped);
  const net = nets(built.trades);
  const drifts = isRounding(totals.net ?? net, net, built.trades.length);
  statement.declared = [
    ...declare("net", totals.net, net, drifts ? "rounded" : null),
    ...declare("trades", totals.trades, String(built.trades.length)),
  ];
  return statement;
}

function buildMt5(collected: Collected, source: Source): Statement {
  const { deals, orders, account } = collected;
  const hasPositions = collected.trades.length > 0;
  const isTester = isMt5Tester(collected, source);
  const statement = base(collected, source, isTester ? MT5_TESTER : MT5);
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
  const booked = sumDecimals(deals.map((deal) => netOfParts(deal.money)));
  const net = sumDecimals([nets(statement.trades), openCosts, ...bookedResults(statement)]);
  const later = isPeriod || beginsLater(statement);
  const cash = sumDecimals(
    statement.cash.flatMap(({ amount, countedAs }) => (countedAs === "result" ? [] : [amount])),
  );
  statement.declared = [
    ...declare("net", totals.net, net, isPeriod ? "begins-later" : null),
    ...declare("trades", totals.trades, String(count)),
    // Every deal is a result of its own there: an entry that only cost commission is a loss.
    ...grossDeclared(
      totals,
      deals.map((deal) => netOfParts(deal.money)),
      false,
    ),
    ...declare(
      "balance",
      deals.length > 0 ? totals.balance : null,
      addDecimals(booked, cash),
      later ? "begins-later" : null,
    ),
    ...conserved(totals.net === null && deals.length > 0 ? booked : null, net),
  ];
  return statement;
}

/** No total says so, but the money of the rows must be that of the trades: said where it is not. */
function conserved(booked: string | null, net: string): Declared[] {
  return booked === null || compareDecimals(booked, net) === 0 ? [] : declare("rows", booked, net);
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
