/** What --help says of the commands that draw. */
type Options = readonly [flags: string, description: string][];

export const CHART_NOUNS = {
  calendar: "sebulan hari demi hari: hasil, jumlah transaksi, suasana",
  equity: "kurva saldo dengan drawdown",
  distribution: "sebaran hasil dalam R atau uang",
} as const;

export const CHART_EXAMPLES = {
  calendar: ["jurnal calendar", 'jurnal kalender "bulan lalu"', "jurnal calendar 2025-11 --plain"],
  equity: [
    "jurnal equity",
    "jurnal ekuitas --period 2025",
    "jurnal equity --symbol XAUUSD --manual",
  ],
  distribution: ["jurnal distribution", "jurnal sebaran --by money --days 90"],
} as const;

export const MONTH_ARGUMENT = 'bulan, misalnya 2026-11, november, "bulan lalu" (bawaan: bulan ini)';

export const DISTRIBUTION_OPTIONS: Options = [
  ["--by <satuan>", "r (kelipatan risiko) atau money (bawaan: r bila risikonya cukup diketahui)"],
];
