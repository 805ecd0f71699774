import { CSV_LINE_END, csvText } from "../base/csv.ts";
import { MONTHS } from "../base/dates.ts";
import { currencyOf } from "../base/money.ts";
import { formatNumber } from "../base/number.ts";
import { cleanLine } from "../base/text.ts";
import { zoneLabel } from "../base/time.ts";
import type { TaxCash, TaxLine, TaxYear } from "../figures/tax.ts";
import type { Profile } from "../model.ts";

/** What the yearly summary says: figures and how they were made, nothing about what to do. */

/** What the summary shows beside the figures; balances are in the profile's currency, null: unknown. */
export interface TaxView {
  tax: TaxYear;
  profile: Profile;
  begin: number | null;
  end: number | null;
  /** Positions that are still open. */
  open: number;
  /** The year is not over. */
  unfinished: boolean;
  notes: readonly string[];
}

const NO_ADVICE = "Angka dari jurnal ini saja; ini bukan nasihat pajak.";

export const title = (year: number, { name, currency }: Profile) =>
  `Ringkasan ${year} · profil ${cleanLine(name)} · ${currency}`;

export const HEADING = {
  total: "Setahun",
  months: "Per bulan",
  accounts: "Per akun",
  symbols: "Per simbol",
  basis: "Cara menghitung",
} as const;

export const COLUMN = {
  month: "Bulan",
  account: "Akun",
  symbol: "Simbol",
  trades: "Transaksi",
  gross_profit: "Untung kotor",
  gross_loss: "Rugi kotor",
  commission: "Komisi",
  swap: "Swap",
  fee: "Biaya lain",
  net: "Bersih",
  deposits: "Setoran",
  withdrawals: "Penarikan",
  booked_costs: "Biaya akun",
  other: "Kas lain",
} as const;

export const LABEL = {
  trades: "Transaksi ditutup",
  gross_profit: "Untung kotor",
  gross_loss: "Rugi kotor",
  commission: "Komisi",
  swap: "Swap",
  fee: "Biaya dan pajak broker",
  net: "Hasil bersih",
  deposits: "Setoran",
  withdrawals: "Penarikan",
  booked_costs: "Biaya yang dibukukan broker",
  other: "Kredit dan koreksi",
  begin: (year: number) => `Saldo awal ${year}`,
  end: (year: number) => `Saldo akhir ${year}`,
  endSoFar: "Saldo sampai hari ini",
} as const;

export const UNKNOWN_BALANCE = "tidak diketahui (jurnal profile edit --balance)";

export const monthName = (month: string) => MONTHS[Number(month.slice(5)) - 1] ?? month;

export const accountName = (account: string) =>
  account === "" ? "tanpa nomor" : cleanLine(account);

export const otherSymbols = (count: number) => `${formatNumber(count, 0)} simbol lain`;

export const nothingIn = (year: number) =>
  `Tidak ada transaksi maupun setoran yang tercatat di ${year}. Tahun lain: jurnal tax ${year - 1}`;

/** How the figures were made, and what is not in them. */
export function taxNotes(
  tax: TaxYear,
  { currency, zone, day_start }: Profile,
  rest: { open: number; others: readonly string[]; unfinished: boolean },
): string[] {
  const n = (count: bigint | number) => formatNumber(Number(count), 0);
  const notes = [
    `Transaksi masuk bulan pada hari ditutupnya; hari berganti pukul ${day_start} ${zoneLabel(zone)}. Semua dalam ${currency}, tanpa konversi kurs.`,
    "Kotor berarti sebelum komisi, swap, dan biaya: untung kotor + rugi kotor + komisi + swap + biaya lain = bersih.",
  ];
  if (rest.unfinished) notes.push(`Tahun ${tax.year} belum selesai: angkanya sampai hari ini.`);
  if (tax.without_costs > 0n) {
    notes.push(
      `${n(tax.without_costs)} dari ${n(tax.total.trades)} transaksi tidak mencatat komisi, swap, atau biaya; hasil bersihnya dihitung apa adanya.`,
    );
  }
  if (tax.total.booked_costs !== 0n) {
    notes.push(
      "Biaya yang dibukukan broker (komisi, bunga, biaya inap di luar transaksi) disebut tersendiri; hasil bersih transaksi belum dikurangi olehnya.",
    );
  }
  if (tax.approximate > 0n)
    notes.push(`${n(tax.approximate)} transaksi hanya perkiraan sumbernya.`);
  if (rest.open > 0) {
    notes.push(`Belum termasuk ${n(rest.open)} posisi yang masih terbuka di laporan terakhir.`);
  }
  if (tax.undated_cash > 0) {
    notes.push(
      `${n(tax.undated_cash)} setoran atau penarikan tanpa tanggal tidak masuk tahun mana pun.`,
    );
  }
  if (rest.others.length > 0) {
    notes.push(
      `Belum termasuk profil lain: ${rest.others.map(cleanLine).join(", ")} (jurnal --profile NAMA tax).`,
    );
  }
  return [...notes, NO_ADVICE];
}

const MONEY = ["gross_profit", "gross_loss", "commission", "swap", "fee", "net"] as const;
const CASH = ["deposits", "withdrawals", "other", "booked_costs"] as const;

/** Minor units as an exact decimal: 12345678 with 8 digits is "0.12345678". */
function exact(minor: bigint, digits: number): string {
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const fraction = text.slice(text.length - digits).replace(/0+$/, "");
  const whole = text.slice(0, text.length - digits);
  return `${minor < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** One table: a part (total, month, account, symbol), its name, and its figures. */
export function taxCsv({ tax, profile }: TaxView): string {
  const { storedDigits } = currencyOf(profile.currency);
  const row = (part: string, name: string, line: TaxLine & Partial<TaxCash>) => {
    const amounts = [...MONEY, ...CASH].map((key) => {
      const minor = line[key];
      return minor === undefined ? "" : exact(minor, storedDigits);
    });
    const lead = [part, csvText(name), profile.currency, line.trades.toString()];
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

/** The summary for scripts. */
export function taxJson({ tax, profile, begin, end, open, notes }: TaxView): object {
  const { currency, zone, day_start } = profile;
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
    open_positions: open,
    undated_cash: tax.undated_cash,
    notes,
  };
}
