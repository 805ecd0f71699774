import { CSV_LINE_END, csvText } from "../base/csv.ts";
import { currencyOf } from "../base/money.ts";
import { readPeriod } from "../base/period.ts";
import type { Context } from "../context.ts";
import { type TaxCash, type TaxLine, taxYear } from "../figures/tax.ts";
import { today } from "../journal/days.ts";
import { balanceBefore, countOpen, taxCash, taxGroups } from "../journal/money.ts";
import { listProfiles } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import * as words from "../report/tax.ts";
import { renderJson } from "../views/messages.ts";
import { renderTax, type TaxView } from "../views/tax.ts";
import { usage } from "../words/errors.ts";
import { expectedTaxFormat } from "../words/export.ts";
import * as help from "../words/help.ts";
import { addExamples, type Define } from "./inputs.ts";

export const define: Define = (tax, context) => {
  tax.argument("[tahun]", help.ARGUMENT.year);
  for (const [flags, text] of words.TAX_OPTIONS) tax.option(flags, text);
  addExamples(tax, "tax").action((year: string | undefined, options: { format?: string }) =>
    summarise(context(tax), year, options),
  );
};

/** `tax`: what a year came to, as plain figures. */
async function summarise(
  context: Context,
  typed: string | undefined,
  { format }: { format?: string },
): Promise<void> {
  const wanted = format?.toLowerCase() ?? (context.options.json ? "json" : "table");
  if (format !== undefined && wanted !== "csv" && wanted !== "json") {
    throw usage("--format", format, expectedTaxFormat);
  }
  const store = await context.open("read");
  const view = viewOf(store, yearFrom(store, typed));
  if (wanted === "csv") return await context.world.out(csvOf(store, view));
  if (wanted === "json") return await context.world.out(renderJson(jsonOf(store, view)));
  const { total, year } = view.tax;
  const isEmpty = total.trades === 0n && total.deposits === 0n && total.withdrawals === 0n;
  await context.show(null, () =>
    isEmpty ? words.nothingIn(year) : renderTax(view, context.style),
  );
}

function yearFrom(store: Store, typed: string | undefined): number {
  const now = today(store);
  const current = Number(now.slice(0, 4));
  if (typed === undefined) return current;
  const period = readPeriod(typed, now);
  const year = Number(period?.from.slice(0, 4));
  if (period?.kind === "year" && year <= current) return year;
  throw usage("tahun", typed, words.expectedYear(current));
}

function viewOf(store: Store, year: number): TaxView {
  const { profile } = store;
  const tax = taxYear(year, taxGroups(store, year), taxCash(store));
  const unfinished = today(store) < `${year}-12-31`;
  const others = listProfiles(store.db).filter(({ id }) => id !== profile.id);
  const open = countOpen(store);
  return {
    tax,
    profile,
    unfinished,
    begin: balanceBefore(store, `${year}-01-01`),
    end: balanceBefore(store, `${year + 1}-01-01`),
    notes: words.taxNotes(tax, profile, {
      open,
      unfinished,
      others: others.map(({ name }) => name),
    }),
  };
}

const MONEY = ["gross_profit", "gross_loss", "commission", "swap", "fee", "net"] as const;
const CASH = ["deposits", "withdrawals", "other"] as const;

/** Minor units as an exact decimal: 12345678 with 8 digits is "0.12345678". */
function exact(minor: bigint, digits: number): string {
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const fraction = text.slice(text.length - digits).replace(/0+$/, "");
  const whole = text.slice(0, text.length - digits);
  return `${minor < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** One table: a part (total, month, account, symbol), its name, and its figures. */
function csvOf(store: Store, { tax }: TaxView): string {
  const { storedDigits } = currencyOf(store.profile.currency);
  const row = (part: string, name: string, line: TaxLine & Partial<TaxCash>) => {
    const amounts = [...MONEY, ...CASH].map((key) => {
      const minor = line[key];
      return minor === undefined ? "" : exact(minor, storedDigits);
    });
    const lead = [part, csvText(name), store.profile.currency, line.trades.toString()];
    return [...lead, ...amounts].join(",");
  };
  const lines = [
    ["part", "name", "currency", "trades", ...MONEY, ...CASH].join(","),
    row("total", String(tax.year), tax.total),
    ...tax.months.map((line) => row("month", line.month, line)),
    ...tax.accounts.map((line) => row("account", line.account, line)),
    ...tax.symbols.map((line) => row("symbol", line.symbol, line)),
  ];
  return `${lines.join(CSV_LINE_END)}${CSV_LINE_END}`;
}

function jsonOf(store: Store, { tax, begin, end, notes }: TaxView): object {
  const { currency, zone, day_start } = store.profile;
  const { storedDigits } = currencyOf(currency);
  const plain = (line: TaxLine & Partial<TaxCash>) => ({
    trades: Number(line.trades),
    ...Object.fromEntries(
      [...MONEY, ...CASH].flatMap((key) => {
        const minor = line[key];
        return minor === undefined ? [] : [[key, Number(exact(minor, storedDigits))]];
      }),
    ),
  });
  return {
    year: tax.year,
    currency,
    zone,
    day_start,
    total: plain(tax.total),
    months: tax.months.map((line) => ({ month: line.month, ...plain(line) })),
    accounts: tax.accounts.map((line) => ({ account: line.account, ...plain(line) })),
    symbols: tax.symbols.map((line) => ({ symbol: line.symbol, ...plain(line) })),
    balance_begin: begin,
    balance_end: end,
    without_costs: Number(tax.without_costs),
    approximate: Number(tax.approximate),
    open_positions: countOpen(store),
    undated_cash: tax.undated_cash,
    notes,
  };
}
