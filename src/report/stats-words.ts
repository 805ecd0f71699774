import { type Currency, formatMoney } from "../base/money.ts";
import { formatNumber, formatPercent } from "../base/numbers.ts";
import type { Reason } from "../figures/figure.ts";
import type { Summary } from "../figures/summary.ts";
import type { Tone } from "./report-document.ts";

/** Why a figure is not there, to stand after "tidak ada:". */
const REASONS: Readonly<Record<Reason, string>> = {
  "no-trades": "belum ada transaksi",
  "too-few-trades": "transaksinya masih terlalu sedikit",
  "too-few-days": "kurang dari 10 hari trading",
  "no-win": "belum ada yang untung",
  "no-loss": "belum ada yang rugi",
  "no-losing-day": "belum ada hari rugi",
  "no-winning-day": "belum ada hari untung",
  "net-not-positive": "hasil bersih tidak di atas nol",
  "no-spread": "semua hasilnya sama",
  "no-drawdown": "belum pernah turun",
  "no-balance": "saldo awal belum diketahui: jurnal profile edit --balance 1000",
  "no-plan": "belum ada transaksi dengan stop loss atau risiko yang diketahui",
  "no-times": "waktu masuk atau keluarnya tidak dicatat",
  "no-costs": "biayanya tidak dicatat",
  "edge-not-shown": "keunggulannya belum cukup terbukti",
};

/** One figure with its name. */
export interface Row {
  label: string;
  text: string;
  tone?: Tone;
}

/** Numbers of a summary as they are printed. */
export interface Words {
  money(value: number): string;
  /** Without a sign before gains. */
  plainMoney(value: number): string;
  /** What stands for a figure that is null. */
  why(key: string): string;
}

export function wordsFor(currency: Currency, missing: Summary["missing"]): Words {
  return {
    money: (value) => formatMoney(value, currency, { sign: true }),
    plainMoney: (value) => formatMoney(value, currency),
    why: (key) => {
      const reason = missing[key];
      return reason === undefined ? "–" : `– (${REASONS[reason]})`;
    },
  };
}

/** "1,02". */
export const ratio = (value: number) => formatNumber(value, 2);

/** "+0,33R". */
export const inR = (value: number) => `${formatNumber(value, 2, { sign: true })}R`;

/** "47,5%". */
export const share = (value: number) => formatPercent(value, 1);

/** "32,9% sampai 62,5%", in words that the sign of a number cannot blur. */
export function between(
  interval: { low: number; high: number },
  words: (value: number) => string,
): string {
  return `${words(interval.low)} sampai ${words(interval.high)}`;
}

/** The p of a test: "0,049"; below a thousandth "< 0,001". */
export const chance = (p: number) => (p < 0.001 ? "< 0,001" : formatNumber(p, 3));

export const toneOf = (value: number): Tone => (value > 0 ? "good" : value < 0 ? "bad" : "plain");

export function orWhy(value: number | null, words: (value: number) => string, why: string): string {
  return value === null ? why : words(value);
}
