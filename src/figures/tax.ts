import { dictionary } from "../base/dictionary.ts";

/** The figures of one year. Money is in the currency's minor units: whole numbers, exact. */

export interface TaxLine {
  trades: bigint;
  /** Results before costs of the trades that made some. */
  gross_profit: bigint;
  /** Of those that lost some; not above 0. */
  gross_loss: bigint;
  commission: bigint;
  swap: bigint;
  /** Other fees and taxes of the broker. */
  fee: bigint;
  /** The sum of the five above, and of the sessions' totals. */
  net: bigint;
}

export interface TaxCash {
  deposits: bigint;
  withdrawals: bigint;
  /** Commission, financing and the like that the broker booked apart from trades; signed. */
  booked_costs: bigint;
  /** Credits, corrections and what the broker booked otherwise. */
  other: bigint;
}

/** The trades of one month, account and symbol. */
export interface TaxGroup extends TaxLine {
  month: string;
  account: string;
  symbol: string;
  /** Trades of which no cost at all is known. */
  without_costs: bigint;
  approximate: bigint;
}

export interface TaxCashRow {
  /** YYYY-MM; null: the file tells no time. */
  month: string | null;
  account: string;
  kind: string;
  amount: bigint;
}

export interface TaxYear {
  year: number;
  total: TaxLine & TaxCash;
  months: (TaxLine & TaxCash & { month: string })[];
  accounts: (TaxLine & TaxCash & { account: string })[];
  symbols: (TaxLine & { symbol: string })[];
  without_costs: bigint;
  approximate: bigint;
  /** Cash flows without a time: in no year. */
  undated_cash: number;
}

const LINE = ["trades", "gross_profit", "gross_loss", "commission", "swap", "fee", "net"] as const;

/** Where each kind of cash is counted; all others together. */
const CASH: Readonly<Record<string, keyof TaxCash>> = dictionary({
  deposit: "deposits",
  withdrawal: "withdrawals",
  cost: "booked_costs",
});

const emptyLine = (): TaxLine => ({
  trades: 0n,
  gross_profit: 0n,
  gross_loss: 0n,
  commission: 0n,
  swap: 0n,
  fee: 0n,
  net: 0n,
});
const emptyCash = (): TaxCash => ({
  deposits: 0n,
  withdrawals: 0n,
  booked_costs: 0n,
  other: 0n,
});

/** The year's groups and cash flows put together; months all twelve, symbols by number of trades. */
export function taxYear(
  year: number,
  groups: readonly TaxGroup[],
  cash: readonly TaxCashRow[],
): TaxYear {
  const total = { ...emptyLine(), ...emptyCash() };
  const months = Array.from({ length: 12 }, (_, index) => ({
    month: `${year}-${String(index + 1).padStart(2, "0")}`,
    ...emptyLine(),
    ...emptyCash(),
  }));
  const byMonth = new Map(months.map((line) => [line.month, line]));
  const accounts = new Map<string, TaxLine & TaxCash & { account: string }>();
  const accountOf = (account: string) =>
    at(accounts, account, () => ({ account, ...emptyLine(), ...emptyCash() }));
  const symbols = new Map<string, TaxLine & { symbol: string }>();
  let [without_costs, approximate, undated_cash] = [0n, 0n, 0];
  for (const group of groups) {
    const { symbol, account } = group;
    const own = at(symbols, symbol, () => ({ symbol, ...emptyLine() }));
    for (const line of [total, byMonth.get(group.month), accountOf(account), own]) {
      if (line !== undefined) for (const name of LINE) line[name] += group[name];
    }
    without_costs += group.without_costs;
    approximate += group.approximate;
  }
  for (const { month, account, kind, amount } of cash) {
    if (month === null) undated_cash++;
    if (month === null || !month.startsWith(`${year}-`)) continue;
    const name = CASH[kind] ?? "other";
    for (const line of [total, byMonth.get(month), accountOf(account)]) {
      if (line !== undefined) line[name] += amount;
    }
  }
  const byCount = (a: TaxLine, b: TaxLine) => Number(b.trades - a.trades);
  return {
    year,
    total,
    months,
    without_costs,
    approximate,
    undated_cash,
    accounts: [...accounts.values()].sort((a, b) => (a.account < b.account ? -1 : 1)),
    symbols: [...symbols.values()].sort((a, b) => byCount(a, b) || (a.symbol < b.symbol ? -1 : 1)),
  };
}

function at<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
