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
