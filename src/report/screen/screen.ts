import { formatDate } from "../../base/dates.ts";
import { currencyOf } from "../../base/money.ts";
import { formatPercent, inStyleOf } from "../../base/number.ts";
import { countOutcomesOf } from "../../base/outcome.ts";
import { capital, inOrderOf, signed } from "../../base/phrases.ts";
import type { DayReview } from "../../mentor/day-review.ts";
import { isByHand, netOf } from "../../mentor/trade.ts";
import type { DayHistory } from "../../mentor/types.ts";
import { type Block, type ReportSettings, type Tone, toneOf } from "../document.ts";
import { numberIn } from "../judgements.ts";
import { besideRule, hasBroken, toneBesideRule } from "../risk.ts";
import { compactTable, togetherLines } from "../trades.ts";
import { partText } from "../words/day.ts";
import { said } from "./said.ts";
import type { ScreenRow, SeenDay } from "./statement.ts";
import { isHeavy, SHARE_TOLD01 } from "./words.ts";

/** A piece of the first line. */
export interface HeadPart {
  text: string;
  tone: Tone;
}

/** A report on one screen: the truth in a line, the trades, what they mean, and what comes next. */
export interface Screen {
  head: HeadPart[];
  table: Extract<Block, { kind: "table" }> | null;
  /** What the table leaves out, as its last line. */
  rest: string | null;
  /** Below the table, or alone: whole sentences without a label. */
  lead: string[];
  rows: ScreenRow[];
  foot: string[];
}

/** Largest trades shown; of more it is said how many there are. */
const MOST_ROWS = 5;
/**
 * The daily report as one screen. `before` is the day of trading before this one: what was said then
 * and has not changed since is not said again. It is worked out again from the journal, not from what
 * was printed, so that an old day gives the same screen whenever and however often it is printed.
 */
export function composeScreen(
  day: SeenDay,
  before: SeenDay | null,
  settings: ReportSettings,
): Screen {
  return inOrderOf(day.history.trades, () =>
    inStyleOf(settings.currency, () => {
      const { lead, rows } = said(day, before, settings);
      const isAsked = rows.some(({ items }) => items.some(({ text }) => /\[\d+\]/.test(text)));
      return {
        head: head(day, settings),
        ...tableOf(day, settings),
        rest: restOfTrades(day, settings),
        lead: [
          ...partLines(day.review, settings),
          ...(day.review.notes.distress ? [] : togetherLines(day.history)),
          ...lead,
        ],
        rows,
        foot: foot(day, isAsked),
      };
    }),
  );
}

function head(day: SeenDay, settings: ReportSettings): HeadPart[] {
  const { review } = day;
  const { totals, risk, judged, notes } = review;
  const plain = (text: string): HeadPart => ({ text, tone: "plain" });
  const date = plain(formatDate(review.date));
  if (notes.distress) return [date];
  if (judged === "none" && totals.parts.length === 0) return [date, plain("tidak ada transaksi")];
  const own = totals.by_hand.n > 0 && totals.by_hand.net !== totals.net;
  const by = own ? ` (${settings.voice} ${signed(totals.by_hand.net, settings.currency)})` : "";
  const result: HeadPart = {
    text: signed(totals.net, settings.currency) + shareText(day, settings) + by,
    tone: toneOf(totals.net),
  };
  if (judged === "none") return [date, result];
  if (judged === "bots") return [date, result, plain("hanya bot")];
  if (!risk.known) return [date, result];
  const number = numberIn(review, risk);
  const score: HeadPart = {
    text: `proses ${risk.score}/10${number === null ? "" : ` [${number}]`}${besideRule(risk.score, hasBroken(review))}`,
    tone: toneBesideRule(risk.score, hasBroken(review)),
  };
  return [date, result, score];
}

/** ", 47.7% saldo", where it is enough of it to matter. */
function shareText({ review, history }: SeenDay, { table }: ReportSettings): string {
  const { net } = review.totals;
  const { balance } = history;
  if (balance === null || balance <= 0 || table?.masked !== undefined) return "";
  const share01 = Math.abs(net) / balance;
  return share01 < SHARE_TOLD01 || isHeavy(review, history)
    ? ""
    : `, ${formatPercent(share01, 1)} saldo`;
}

/** The day's trades by hand, the largest of many; bots have a line of their own. */
function tableOf({ review, history }: SeenDay, settings: ReportSettings): Pick<Screen, "table"> {
  const trades = history.trades.filter(isByHand);
  if (trades.length === 0 || review.notes.distress) return { table: null };
  return { table: compactTable(largest(trades), settings) };
}

function largest(trades: DayHistory["trades"]): DayHistory["trades"] {
  if (trades.length <= MOST_ROWS) return trades;
  const ranked = [...trades].sort(
    (a, b) => Math.abs(b.profit_loss) - Math.abs(a.profit_loss) || a.id - b.id,
  );
  const shown = new Set(ranked.slice(0, MOST_ROWS));
  return trades.filter((trade) => shown.has(trade));
}

/** "… 29 lagi: 14 untung, 15 rugi, +$12.00." */
function restOfTrades({ review, history }: SeenDay, { currency }: ReportSettings): string | null {
  const trades = history.trades.filter(isByHand);
  if (trades.length <= MOST_ROWS || review.notes.distress) return null;
  const shown = new Set(largest(trades));
  const rest = trades.filter((trade) => !shown.has(trade));
  const count = (text: string, n: number) => (n === 0 ? [] : [`${n} ${text}`]);
  const outcomes = countOutcomesOf(rest);
  const told = [
    ...count("untung", outcomes.wins),
    ...count("rugi", outcomes.losses),
    ...count("impas", outcomes.zero),
  ];
  const net = signed(netOf(rest, currencyOf(currency)), currency);
  return `… ${rest.length} lagi: ${told.join(", ")}; hasilnya ${net}.`;
}

/** Why the day's result is not the sum of its trades. */
function partLines({ totals, date }: DayReview, { currency }: ReportSettings): string[] {
  return totals.parts.map((part) => `${partText(part, date, currency)}.`);
}

/** What to type behind the command to see more. */
function foot({ review, history }: SeenDay, isAsked: boolean): string[] {
  const { judged, notes } = review;
  if (judged === "none") return [];
  const theirs = history.origin_report === null ? "" : ", juga laporan QuantumBotX";
  const full = `selengkapnya${theirs}: --full`;
  const hint = isAsked && !notes.distress ? `mengapa begitu: --why 1 · ${full}` : full;
  return [capital(hint)];
}
