import { formatDuration, formatShortDate } from "../base/dates.ts";
import { type Currency, formatMoney } from "../base/money.ts";
import { formatNumber, formatPercent } from "../base/number.ts";
import { type Period, periodLabel } from "../base/period.ts";
import { chance, inR } from "../base/phrases.ts";
import type { BookedCosts, Reason } from "../figures/figure.ts";
import type { Summary } from "../figures/summary.ts";
import { REPORTABLE } from "../stats/moments.ts";
import { type Block, line, type Section, type Tone, toneOf } from "./document.ts";
import { riskKnown } from "./known-risk.ts";
import { rateBySign } from "./win-rate.ts";

/** Why a figure is not there, to stand after "tidak ada:". */
const REASONS: Readonly<Record<Reason, string>> = {
  "no-trades": "belum ada transaksi",
  "too-few-trades": "transaksinya masih terlalu sedikit",
  "too-few-days": `kurang dari ${REPORTABLE.dailySharpeMinimumDays} hari trading`,
  "none-decided": "semua hasilnya impas",
  "no-win": "belum ada yang untung",
  "no-loss": "belum ada yang rugi",
  "no-losing-day": "belum ada hari rugi",
  "no-winning-day": "belum ada hari untung",
  "net-not-positive": "hasil bersih tidak di atas nol",
  "no-spread": "semua hasilnya sama",
  "no-drawdown": "belum pernah turun",
  "no-balance": "saldo awal belum diketahui: jurnal profile edit --balance 1000",
  "no-plan": "belum ada transaksi yang harga stop atau risikonya diketahui",
  "no-times": "waktu masuk atau keluarnya tidak dicatat",
  "no-costs": "biayanya tidak dicatat",
  "edge-not-shown": "keunggulannya belum cukup terbukti",
};

/** One figure with its name. */
interface Row {
  label: string;
  text: string;
  tone?: Tone;
}

/** Numbers of a summary as they are printed. */
interface Words {
  money(value: number): string;
  /** Without a sign before gains. */
  plainMoney(value: number): string;
  /** What stands for a figure that is null. */
  why(key: string): string;
}

function wordsFor(currency: Currency, missing: Summary["missing"]): Words {
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

/** "47,5%". */
export const share = (value: number) => formatPercent(value, 1);

/** "32,9% sampai 62,5%", in words that the sign of a number cannot blur. */
function between(
  interval: { low: number; high: number },
  words: (value: number) => string,
): string {
  return `${words(interval.low)} sampai ${words(interval.high)}`;
}

function orWhy(value: number | null, words: (value: number) => string, why: string): string {
  return value === null ? why : words(value);
}

/** How steady it was. */
function consistencyRows(s: Summary, { money, why }: Words): Row[] {
  const { best_day: best, best_day_share_of_net: ofNet, best_day_share_of_gains: ofGains } = s;
  const parts = [
    ofNet === null ? "" : `${share(ofNet)} dari hasil bersih`,
    ofGains === null ? "" : `${share(ofGains)} dari semua hari untung`,
  ].filter((part) => part !== "");
  return [
    { label: "Sharpe harian", text: perDay(s, "sharpe", why) },
    { label: "Sortino harian", text: perDay(s, "sortino", why) },
    {
      label: "SQN",
      text:
        s.sqn === null
          ? why("sqn")
          : ratio(s.sqn) + (s.sqn_reliable ? "" : " (belum andal, n < 30)"),
    },
    { label: "Z-score", text: zScore(s, why) },
    {
      label: "Hari terbaik",
      text:
        best === null
          ? why("best_day")
          : `${formatShortDate(best.date)} ${money(best.net)}${parts.length === 0 ? "" : ` (${parts.join("; ")})`}`,
    },
    {
      label: "Hari trading",
      text: `${s.days}: ${s.winning_days} untung, ${s.losing_days} rugi`,
    },
    ...(s.half_kelly === null
      ? []
      : [{ label: "Kelly separuh", text: `${share(s.half_kelly)} dari saldo per transaksi` }]),
  ];
}

/** A ratio of daily returns: with its error while the days are few, over a year once they are many. */
function perDay(s: Summary, name: "sharpe" | "sortino", why: (key: string) => string): string {
  const value = s[`${name}_daily`];
  if (value === null) return why(`${name}_daily`);
  const year = s[`${name}_annual`];
  const isMany = s.days >= REPORTABLE.annualDays;
  if (isMany && year !== null) return `${ratio(value)} (disetahunkan ${ratio(year)})`;
  const error = s.sharpe_daily_error;
  const shown = name === "sharpe" && error !== null ? `galat baku ${ratio(error)}; ` : "";
  return `${ratio(value)} (${shown}belum andal, ${s.days} hari)`;
}

/** Read as streaks or alternation only where both the size and the exact test say so. */
function zScore(s: Summary, why: (key: string) => string): string {
  const exact = s.runs_p === null ? "" : `p eksak ${chance(s.runs_p)}`;
  if (s.z_score === null) return exact === "" ? why("z_score") : `${why("z_score")}, ${exact}`;
  const isClear = Math.abs(s.z_score) >= 2 && s.runs_p !== null && s.runs_p < 0.05;
  const told = s.z_score > 0 ? "hasil cenderung berselang-seling" : "hasil cenderung beruntun";
  const verdict = isClear ? told : "belum bisa dibedakan dari kebetulan";
  return `${ratio(s.z_score)} (MT5: ${formatNumber(s.z_confidence_percent ?? 0, 2)}%; ${exact}; ${verdict})`;
}

/** How long positions were open. */
function timeRows(s: Summary, { why }: Words): Row[] {
  const known = s.hold_known < s.n && s.hold_known > 0 ? ` (dari ${s.hold_known} transaksi)` : "";
  const median = (seconds: number) => `${formatDuration(seconds)}, nilai tengah`;
  return [
    {
      label: "Posisi untung",
      text: orWhy(s.hold_wins_seconds, median, why("hold_wins_seconds")) + known,
    },
    {
      label: "Posisi rugi",
      text: orWhy(s.hold_losses_seconds, median, why("hold_losses_seconds")),
    },
    {
      label: "Rugi : untung",
      text: s.hold_ratio === null ? why("hold_ratio") : `${ratio(s.hold_ratio)}x`,
    },
    { label: "Waktu di pasar", text: s.exposure === null ? why("exposure") : share(s.exposure) },
  ].filter(({ label }) => s.hold_known > 0 || label === "Posisi untung");
}

/** What the broker took. */
function costRows(s: Summary, { money, why }: Words, booked: BookedCosts | null): Row[] {
  const own = tradeCosts(s, { money, why });
  if (booked === null || booked.rows === 0) return own;
  const rows = booked.rows === 1 ? "satu baris" : `${formatNumber(booked.rows, 0)} baris`;
  const text = `${money(booked.amount)} (${rows} komisi, bunga, atau biaya inap di luar transaksi)`;
  return [...own, { label: "Dibukukan broker", text }];
}

function tradeCosts(s: Summary, { money, why }: Pick<Words, "money" | "why">): Row[] {
  if (s.costs === null) return [{ label: "Biaya", text: why("costs") }];
  const eaten = s.cost_share === null ? "" : ` (${share(s.cost_share)} dari untung sebelum biaya)`;
  const known = s.costs_known < s.n ? `; diketahui pada ${s.costs_known} dari ${s.n}` : "";
  return [
    { label: "Komisi", text: orWhy(s.commission, money, why("commission")) },
    { label: "Swap", text: orWhy(s.swap, money, why("swap")) },
    { label: "Biaya lain, pajak", text: orWhy(s.fee, money, why("fee")) },
    { label: "Seluruhnya", text: `${money(s.costs)}${eaten}${known}` },
  ];
}

/** What a reader has to know of the numbers above. */
function notes(s: Summary, { filter }: Scope): Block[] {
  const texts = [
    "Semua dari transaksi yang sudah ditutup, hasil bersih termasuk biaya. 95% adalah rentang yang masih mungkin, bukan janji.",
  ];
  if (filter !== "" && s.max_drawdown_fraction !== null) {
    texts.push(
      "Persen drawdown dan Sharpe membandingkan transaksi tersaring ini dengan saldo seluruh akun, bukan dengan saldo sendiri.",
    );
  }
  if (s.sharpe_annual !== null && s.days >= REPORTABLE.annualDays) {
    texts.push(
      "Sharpe disetahunkan dihitung dari hasil harian yang sudah ditutup (252 hari); angka MT5 dari ekuitas, jadi berbeda.",
    );
  }
  return texts.map((text) => line(text, "muted"));
}

/** What of a result its trades do not tell: a part of a position counts on the day it was closed. */
export function partsRow(net: number, money: (amount: number) => string) {
  if (net === 0) return [];
  const text = `termasuk ${money(net)} dari posisi yang ditutup bertahap; tiap bagian masuk hari ditutupnya`;
  return [{ label: "Sebagian", text, tone: "plain" as const }];
}

/** What came out. */
function resultRows(s: Summary, { money, plainMoney, why }: Words): Row[] {
  const counts = `${s.wins} untung, ${s.losses} rugi${s.even === 0 ? "" : `, ${s.even} impas`}`;
  const of95 = s.win_rate_interval === null ? "" : `; 95%: ${between(s.win_rate_interval, share)}`;
  const factor = s.profit_factor;
  return [
    { label: "Hasil bersih", text: money(s.net), tone: toneOf(s.net) },
    ...partsRow(s.net_of_parts, money),
    {
      label: "Win rate",
      text:
        s.win_rate === null
          ? why("win_rate")
          : `${share(s.win_rate)} (${counts}${of95})${rateBySign(s, share)}`,
    },
    {
      label: "Profit factor",
      text:
        factor === null
          ? why("profit_factor")
          : `${factor === "infinite" ? `tak terhingga, belum ada rugi` : ratio(factor)} (untung kotor ${plainMoney(s.gross_profit)}, rugi kotor ${plainMoney(s.gross_loss)})`,
    },
    {
      label: "Payoff ratio",
      text: s.payoff_ratio === null ? why("payoff_ratio") : ratio(s.payoff_ratio),
    },
    { label: "Ekspektasi", text: expectancy(s, money, why("expectancy")) },
    { label: "Ekspektasi R", text: expectancyR(s, why("expectancy_r")) },
    {
      label: "Rata-rata",
      text: `untung ${orWhy(s.average_win, money, why("average_win"))}, rugi ${orWhy(s.average_loss, money, why("average_loss"))}`,
    },
    {
      label: "Terbesar",
      text: `untung ${orWhy(s.largest_win, money, why("largest_win"))}, rugi ${orWhy(s.largest_loss, money, why("largest_loss"))}`,
    },
  ];
}

function expectancy(s: Summary, money: (value: number) => string, why: string): string {
  if (s.expectancy === null) return why;
  const each = `${money(s.expectancy)} per transaksi`;
  if (s.expectancy_interval === null) return `${each} (belum andal, n = ${s.n})`;
  const { low, high } = s.expectancy_interval;
  const verdict = low <= 0 && high >= 0 ? "; belum bisa dibedakan dari nol" : "";
  return `${each} (95%: ${between(s.expectancy_interval, money)}${verdict})`;
}

/** With the coverage: what is known, what the usual plan stands in for, what is left out. */
function expectancyR(s: Summary, why: string): string {
  if (s.expectancy_r === null) return why;
  const interval = s.expectancy_r_interval;
  const parts = [
    interval === null ? "belum andal" : `95%: ${between(interval, inR)}`,
    riskKnown({ known: s.r_known, of: s.n }),
  ];
  if (s.r_imputed > 0 && s.expectancy_r_known !== null) {
    parts.push(`${s.r_imputed} memakai risiko biasa, tanpa itu ${inR(s.expectancy_r_known)}`);
  }
  if (s.r_none > 0) parts.push(`${s.r_none} tidak dihitung`);
  return `${inR(s.expectancy_r)} (${parts.join("; ")})`;
}

/** How deep and how long it went down. */
function riskRows(s: Summary, { money, plainMoney, why }: Words): Row[] {
  const percent = s.max_drawdown_fraction;
  const long = s.longest_drawdown;
  return [
    {
      label: "Drawdown terbesar",
      text:
        s.max_drawdown === 0
          ? "belum pernah turun dari puncaknya"
          : `${plainMoney(s.max_drawdown)}; dalam persen saldo: ${percent === null ? why("max_drawdown_fraction") : share(percent)}`,
    },
    {
      label: "Drawdown terlama",
      text:
        long === null
          ? why("longest_drawdown")
          : `${long.days === null ? "" : `${formatDuration(long.days * 86_400)}, `}${long.trades} transaksi, ${long.recovered ? "sudah pulih" : "belum pulih"}`,
    },
    { label: "Drawdown absolut", text: plainMoney(s.absolute_drawdown) },
    {
      label: "Recovery factor",
      text: s.recovery_factor === null ? why("recovery_factor") : ratio(s.recovery_factor),
    },
    { label: "Rugi beruntun", text: losingStreak(s) },
    {
      label: "Beruntun termahal",
      text:
        s.worst_streak === 0
          ? why("largest_loss")
          : `${money(s.worst_streak)} (${s.worst_streak_trades} transaksi)`,
    },
    { label: "Untung beruntun", text: `paling panjang ${s.longest_win_streak}` },
  ];
}

function losingStreak(s: Summary): string {
  const longest = `paling panjang ${s.longest_loss_streak}`;
  const expected = s.expected_longest_loss_streak;
  if (expected === null) return longest;
  return `${longest} (dari kebetulan saja rata-rata ${formatNumber(expected, 1)})`;
}

/** What figures are about. */
export interface Scope {
  period: Period;
  /** The filter in words; empty: all trades. */
  filter: string;
  currency: Currency;
  /** Costs of the account itself; left out where only some of its trades are looked at. */
  booked?: BookedCosts;
}

/** Figures in words, ready for the view of reports. */
export interface StatsDocument {
  title: string;
  date: string;
  lead: string;
  sections: Omit<Section, "id">[];
}

/** The figures of a range in their sections. */
export function composeStats(summary: Summary, scope: Scope): StatsDocument {
  const words = wordsFor(scope.currency, summary.missing);
  const sections = [
    { heading: "Hasil", rows: resultRows(summary, words) },
    { heading: "Risiko & drawdown", rows: riskRows(summary, words) },
    { heading: "Konsistensi", rows: consistencyRows(summary, words) },
    { heading: "Waktu", rows: timeRows(summary, words) },
    { heading: "Biaya", rows: costRows(summary, words, scope.booked ?? null) },
  ];
  const width = Math.max(...sections.flatMap(({ rows }) => rows.map(({ label }) => label.length)));
  return {
    ...headOf("Statistik", summary.n, scope),
    sections: [
      ...sections.map(({ heading, rows }) => ({ heading, blocks: [pairs(rows, width)] })),
      { heading: "Cara membaca", blocks: notes(summary, scope) },
    ],
  };
}

/** Title and range of figures, with the filter that was used. */
export function headOf(title: string, n: number, { period, filter }: Scope) {
  const days =
    period.from === period.to
      ? formatShortDate(period.from)
      : `${formatShortDate(period.from)} – ${formatShortDate(period.to)}`;
  const only = filter === "" ? "" : `; hanya ${filter}`;
  const date = periodLabel(period);
  const lead = `${formatNumber(n, 0)} transaksi${date === days ? "" : `, ${days}`}${only}`;
  return { title, date, lead };
}

function pairs(rows: readonly Row[], width: number): Block {
  return {
    kind: "pairs",
    rows: rows.map(({ label, text, tone = "plain" }) => ({
      label: label.padEnd(width),
      text,
      tone,
    })),
  };
}
