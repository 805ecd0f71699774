import { MONTHS } from "../base/dates.ts";
import { formatNumber } from "../base/number.ts";
import { cleanLine } from "../base/text.ts";
import { zoneLabel } from "../base/time.ts";
import type { TaxYear } from "../figures/tax.ts";
import type { Profile } from "../model.ts";

/** What the yearly summary says: figures and how they were made, nothing about what to do. */

export const TAX_OPTIONS: readonly (readonly [flags: string, description: string])[] = [
  ["--format <bentuk>", "csv atau json (bawaan: tabel)"],
];

const NO_ADVICE = "Angka dari jurnal ini saja; ini bukan nasihat pajak.";

export const expectedYear = (now: number) => `tahun sampai ${now}, misalnya ${now - 1}`;

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
  other: "Kredit dan koreksi",
  begin: (year: number) => `Saldo awal ${year}`,
  end: (year: number) => `Saldo akhir ${year}`,
  endSoFar: "Saldo sampai hari ini",
} as const;

export const UNKNOWN_BALANCE = "tidak diketahui (jurnal profile edit --balance)";

export const monthName = (month: string) => MONTHS[Number(month.slice(5)) - 1] ?? month;

export const accountName = (account: string) => (account === "" ? "tanpa nomor" : account);

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
