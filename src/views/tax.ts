import { fromScaled } from "../base/decimal.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { formatNumber } from "../base/number.ts";
import { cleanLine } from "../base/text.ts";
import type { TaxCash, TaxLine, TaxYear } from "../figures/tax.ts";
import type { TableCell, TableColumn } from "../report/document.ts";
import * as words from "../report/tax.ts";
import type { Style } from "./style.ts";
import { cell, renderPairs, renderTable } from "./table.ts";

const MOST_SYMBOLS = 20;

const MONEY = ["gross_profit", "gross_loss", "commission", "swap", "fee", "net"] as const;
/** On a narrow terminal the parts go first: the totals above tell them all. */
const DROP = { gross_profit: 1, gross_loss: 2, commission: 4, swap: 5, fee: 6, net: 0 } as const;

/** The yearly summary as it is printed. */
export function renderTax(view: words.TaxView, style: Style): string {
  const { tax, profile, notes } = view;
  const digits = currencyOf(profile.currency).storedDigits;
  const money = (minor: bigint) =>
    formatMoney(fromScaled(minor, digits), currencyOf(profile.currency));
  const head = words.title(tax.year, profile);
  const table = (name: "month" | "account" | "symbol", lines: readonly Named[], hasCash: boolean) =>
    lineTable(name, lines, { hasCash, money, style });
  const months = tax.months.filter(isUsed);
  const hasCash = tax.total.deposits !== 0n || tax.total.withdrawals !== 0n;
  const parts = [
    `${style.heading(style.ascii ? head.replaceAll("·", "-") : head)}`,
    renderPairs(totals(view, money), style),
    `${style.strong(words.HEADING.months)}\n${table(
      "month",
      months.map((line) => ({ name: words.monthName(line.month), ...line })),
      hasCash,
    )}`,
  ];
  if (tax.accounts.length > 1) {
    const lines = tax.accounts.map((line) => ({ name: words.accountName(line.account), ...line }));
    parts.push(`${style.strong(words.HEADING.accounts)}\n${table("account", lines, hasCash)}`);
  }
  if (tax.symbols.length > 1) {
    parts.push(
      `${style.strong(words.HEADING.symbols)}\n${table("symbol", mostTraded(tax), false)}`,
    );
  }
  const dot = style.symbols.dot;
  const told = notes.map((note) => `${dot} ${style.wrap(note, style.textColumns, 2)}`);
  parts.push(`${style.strong(words.HEADING.basis)}\n${told.join("\n")}`);
  return `${parts.join("\n\n")}\n`;
}

type Named = TaxLine & Partial<TaxCash> & { name: string };

const CASH = ["deposits", "withdrawals", "booked_costs", "other"] as const;

const isUsed = (line: TaxLine & TaxCash) =>
  line.trades > 0n || CASH.some((part) => line[part] !== 0n);

function totals(
  { tax, profile, begin, end, unfinished }: words.TaxView,
  money: (minor: bigint) => string,
): [string, string][] {
  const { total, year } = tax;
  const balance = (value: number | null) =>
    value === null ? words.UNKNOWN_BALANCE : formatMoney(value, currencyOf(profile.currency));
  const pairs: [string, string][] = [
    [words.LABEL.trades, formatNumber(Number(total.trades), 0)],
    ...MONEY.map((name): [string, string] => [words.LABEL[name], money(total[name])]),
  ];
  for (const name of CASH) {
    if (total[name] !== 0n) pairs.push([words.LABEL[name], money(total[name])]);
  }
  const last = unfinished ? words.LABEL.endSoFar : words.LABEL.end(year);
  return [...pairs, [words.LABEL.begin(year), balance(begin)], [last, balance(end)]];
}

/** The symbols traded most, and one line for all others. */
function mostTraded({ symbols }: TaxYear): Named[] {
  const shown = symbols.length <= MOST_SYMBOLS ? symbols : symbols.slice(0, MOST_SYMBOLS - 1);
  const lines = shown.map((line) => ({ name: cleanLine(line.symbol), ...line }));
  const [first, ...others] = symbols.slice(shown.length);
  if (first === undefined) return lines;
  const rest = { ...first };
  for (const line of others) {
    rest.trades += line.trades;
    for (const name of MONEY) rest[name] += line[name];
  }
  return [...lines, { ...rest, name: words.otherSymbols(others.length + 1) }];
}

interface LineStyle {
  hasCash: boolean;
  money: (minor: bigint) => string;
  style: Style;
}

function lineTable(
  name: "month" | "account" | "symbol",
  lines: readonly Named[],
  { hasCash, money, style }: LineStyle,
): string {
  const right = (title: string, dropOrder: number): TableColumn => ({
    title,
    dropOrder,
    align: "right" as const,
  });
  const moved = hasCash ? (["deposits", "withdrawals"] as const) : [];
  const isBooked = lines.some((line) => (line.booked_costs ?? 0n) !== 0n);
  const cash = isBooked ? ([...moved, "booked_costs"] as const) : moved;
  // A cost that nobody had would only be a column of zeros.
  const parts = MONEY.filter((part) => part === "net" || lines.some((line) => line[part] !== 0n));
  const columns: TableColumn[] = [
    { title: words.COLUMN[name], align: "left", dropOrder: 0 },
    right(words.COLUMN.trades, 0),
    ...parts.map((part) => right(words.COLUMN[part], DROP[part])),
    ...cash.map((part) => right(words.COLUMN[part], 3)),
  ];
  const amount = (minor: bigint): TableCell =>
    cell(money(minor), minor < 0n ? "bad" : minor > 0n ? "good" : "plain");
  const rows = lines.map((line) => [
    cell(line.name),
    cell(formatNumber(Number(line.trades), 0)),
    ...parts.map((part) => (part === "net" ? amount(line.net) : cell(money(line[part])))),
    ...cash.map((part) => cell(money(line[part] ?? 0n))),
  ]);
  return renderTable(columns, rows, style);
}
