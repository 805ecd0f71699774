import { formatDay } from "../../base/dates.ts";
import { currencyOf } from "../../base/money.ts";
import { formatPercent } from "../../base/number.ts";
import { outcomeOf } from "../../base/outcome.ts";
import { allOf, capital, idList, signed, unsigned, youFirst, yours } from "../../base/phrases.ts";
import { cleanLine, cleanText } from "../../base/text.ts";
import type { Action, DayReview } from "../../mentor/day-review.ts";
import { byHand } from "../../mentor/decisions.ts";
import { subjectOf } from "../../mentor/followup.ts";
import { lossLimit } from "../../mentor/rules/loss.ts";
import { ruleOf } from "../../mentor/rules/rule.ts";
import { HISTORY_DAYS } from "../../mentor/thresholds.ts";
import { netOf } from "../../mentor/trade.ts";
import type { DayHistory } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { numberIn } from "../judgements.ts";
import { isUnderWay, NONE_DONE } from "../planned.ts";
import { adviceOf } from "../promises.ts";
import { enough, HARD_DAY, motivation, toMend } from "../words/day.ts";
import { ruleWords } from "../words/rules.ts";
import { type SeenDay, type Statement, statement } from "./statement.ts";

/** From this share of the balance on the first line says it. */
export const SHARE_TOLD01 = 0.02;
/** From this share of the balance on a loss gets a sentence of its own. */
export const HEAVY01 = 0.2;
/** From this one on it gets a word. */
const HARD01 = 0.05;
/** Letters of the day's own notes. */
const MOST_NOTES = 160;

/** What must be said before all else: a heavy loss, a gain by luck, a day without trades. */
export function leadStatements(day: SeenDay, settings: ReportSettings): Statement[] {
  const { review, history } = day;
  const { box, judged, totals, notes } = review;
  const lead = (text: string, state: string | null = null) => [statement(null, text, { state })];
  if (notes.distress) {
    return lead(enough(settings.voice));
  }
  if (judged === "none") return lead(rested(day, settings));
  if (judged === "bots") return [];
  const mend = toMend(review);
  const own = byHand(history.trades);
  const worst = own.reduce((low, one) => (one.profit_loss < low.profit_loss ? one : low));
  if (isHeavy(review, history) && settings.table?.masked === undefined) {
    const of =
      own.length === 1
        ? "semuanya"
        : `${unsigned(worst.profit_loss, settings.currency)} di antaranya`;
    return lead(
      `${heavyText(-totals.by_hand.net / (history.balance ?? 1))} hilang hari ini, ${of} di #${worst.id}.`,
    );
  }
  const losses = allLost(history);
  if (losses >= HARD_DAY) {
    const text = `${capital(allOf(losses))} transaksi rugi. Itu berat, dan semuanya tercatat.`;
    return [statement(null, text, { topics: ["hard"] })];
  }
  if (box === "wrong-won") return lead(luckText(day, settings));
  if (box === "right-lost" && mend === null) {
    const isOne = own.length === 1;
    const most = isOne ? "" : `; yang terbesar #${worst.id}`;
    return lead(
      `${isOne ? `#${worst.id} rugi` : "Rugi"} dengan proses yang benar${most}.`,
      "right-lost",
    );
  }
  return [];
}

/** "Hasilnya bagus, caranya tidak: $160.00 datang dari #51."; of many, what they made together. */
function luckText({ review, history }: SeenDay, { currency }: ReportSettings): string {
  const broken = new Set(
    [
      ...review.findings.filter(({ kind, proof }) => kind === "bad" && proof === undefined),
      ...review.rules,
      ...review.followup.filter(({ outcome }) => outcome === "broken"),
    ].flatMap(({ trades }) => trades),
  );
  const wrong = history.trades.filter((trade) => broken.has(trade.id));
  const [most, another] = wrong
    .filter((trade) => outcomeOf(trade) > 0)
    .sort((a, b) => b.profit_loss - a.profit_loss);
  if (most === undefined) return "Hasilnya bagus, caranya belum.";
  const net = netOf(wrong, currencyOf(currency));
  if (another !== undefined && net > 0) {
    return (
      `Hasilnya bagus, caranya tidak: ${unsigned(net, currency)} datang dari ` +
      `${wrong.length} transaksi yang melanggar, terbesar #${most.id}.`
    );
  }
  return `Hasilnya bagus, caranya tidak: ${unsigned(most.profit_loss, currency)} datang dari #${most.id}.`;
}

/** The trader's own trades lost so much of the balance that it is said before all else. */
export function isHeavy({ totals, judged }: DayReview, { balance }: SeenDay["history"]): boolean {
  return (
    judged === "hand" && balance !== null && balance > 0 && -totals.by_hand.net >= HEAVY01 * balance
  );
}

/** "Hampir setengah saldo", or the share itself. */
export function heavyText(share01: number): string {
  if (share01 >= 1) return share01 > 1 ? "Lebih dari seluruh saldo" : "Seluruh saldo";
  if (share01 >= 0.45 && share01 < 0.5) return "Hampir setengah saldo";
  return share01 >= 0.5 ? "Lebih dari setengah saldo" : `${formatPercent(share01, 1)} saldo`;
}

/** A day without trades: since when, and that waiting was a choice. */
function rested({ review, history }: SeenDay, { voice, currency }: ReportSettings): string {
  if (isUnderWay(review, history)) return NONE_DONE;
  const last = history.earlierSessions.at(-1);
  const you = youFirst(voice);
  if (last === undefined)
    return `${you} memilih menunggu. Menunggu di luar pasar juga sebuah keputusan.`;
  const result = signed(last.total_profit_loss, currency);
  return `${you} memilih menunggu; trading terakhir ${formatDay(last.session_date, review.date)} (${result}).`;
}

/**
 * One thing for tomorrow: the focus, the promise that goes on, or nothing. `isPrinted` tells whether
 * a number stands on the screen above it.
 */
export function tomorrowStatements(
  { review, history }: SeenDay,
  old: ReadonlySet<string>,
  isPrinted: (number: number) => boolean,
  settings: ReportSettings,
): Statement[] {
  if (review.notes.distress) {
    const [rest] = review.actions;
    return rest === undefined ? [] : [statement("Besok", adviceOf(rest, settings).plan)];
  }
  const open = review.followup.filter(({ next }) => next === "go-on");
  const going = (action: Action) => open.find((one) => subjectOf(one) === subjectOf(action));
  /** "hari ke-4", the days of trading since then; of more days than are at hand, the date. */
  const sinceText = (date: string) => {
    const days = history.earlierSessions.filter(({ session_date }) => session_date > date).length;
    if (days >= HISTORY_DAYS) return `sejak ${formatDay(date, review.date)}`;
    return `hari ke-${days + (review.judged === "none" ? 1 : 2)}`;
  };
  const again = (one: (typeof open)[number]) => {
    const params = withOwnLimit(one, history, settings);
    const { short } = adviceOf({ ...one, params }, settings);
    const day = sinceText(one.made_on);
    // What the promise is has been said where it was judged, unless a rule told it already.
    const number = one.outcome === "untested" ? null : numberIn(review, one);
    const isSaid = number !== null && isPrinted(number) && params === one.params;
    return statement(
      "Besok",
      isSaid ? `Janji [${number}] yang sama, ${day}.` : `Tetap (${day}): ${short}.`,
    );
  };
  const [focus] = review.actions;
  const promised = focus === undefined ? undefined : going(focus);
  if (promised !== undefined) return [again(promised)];
  // The focus of the last day that gave one; of its report's promises it was made first.
  const newest = open.reduce<string>((last, one) => (one.made_on > last ? one.made_on : last), "");
  const first =
    open.find(({ outcome }) => outcome === "broken") ??
    open.find(({ made_on }) => made_on === newest);
  const fresh =
    focus === undefined || focus.id === "pertahankan" ? null : newFocus(focus, settings);
  if (fresh !== null && !old.has(fresh.text)) return [fresh];
  // It happened again on the very next day.
  const isAgain = focus?.trades.some((id) => history.trades.some((trade) => trade.id === id));
  if (focus !== undefined && fresh !== null && isAgain) {
    return [statement("Besok", `Masih itu: ${adviceOf(focus, settings).short}.`)];
  }
  if (first !== undefined) return [again(first)];
  const own = review.rules.find(({ outcome }) => outcome === "broken");
  if (own !== undefined && fresh === null) {
    // Nothing is kept on as it was on a day that broke one's own rule.
    const words = ruleWords(own, settings.currency);
    return [statement("Besok", `FOKUS: ${yours("aturan", settings.voice)} sendiri, ${words}.`)];
  }
  if (focus === undefined || fresh !== null) return [];
  // What it was has been said of these trades.
  const habit = adviceOf(focus, settings).short.replace(/, seperti (?:hari ini|selama ini)$/, "");
  const text =
    focus.trades.length > 0
      ? `Sekali lagi seperti ${focus.trades.length > 3 ? "hari ini" : idList(focus.trades)}.`
      : `Pertahankan: ${habit}.`;
  const keep = statement("Besok", text, { state: `keep ${focus.params.habit}` });
  return [keep];
}

/** A limit of the day's loss that was promised gives way to a lower one of the trader's own. */
function withOwnLimit(
  { id, params }: Pick<Action, "id" | "params">,
  { rules, balance }: DayHistory,
  { currency }: ReportSettings,
): Action["params"] {
  const own = id === "batas_rugi" && params.bots !== 1 && ruleOf(rules, "max-daily-loss");
  const limit = own ? lossLimit(own.params, balance, currencyOf(currency)) : null;
  if (!own || limit === null || -limit >= Number(params.amount)) return params;
  return { ...params, amount: -limit, percent: own.params.percent };
}

function newFocus(focus: Action, settings: ReportSettings): Statement {
  const { short, kept } = adviceOf(focus, settings);
  const check = kept === null ? "" : ` Ditepati bila ${kept}.`;
  const text = `FOKUS: ${short}.${check}`;
  return statement("Besok", text, { state: text });
}

/** A word on a day that was heavy, and the trader's own notes. */
export function messageStatements(
  { review, history }: SeenDay,
  settings: ReportSettings,
): Statement[] {
  const statements: Statement[] = [];
  if (review.notes.distress) {
    statements.push(statement("Pesan", motivation(review, settings.voice)));
  } else if (isHard(review, history.balance)) {
    const text = "Semuanya tercatat, juga yang berat. Besok cukup satu hal itu.";
    statements.push(statement("Pesan", text, { state: "hard", topics: ["hard"] }));
  }
  const notes = cleanText(history.session.personal_notes ?? "").trim();
  if (notes === "") return statements;
  const line = cleanLine(notes.replace(/\s*\n\s*/g, " "));
  const shown = line.length > MOST_NOTES ? `${line.slice(0, MOST_NOTES).trimEnd()}…` : line;
  return [...statements, statement("Catatan", shown)];
}

function isHard({ totals, box }: DayReview, balance: number | null): boolean {
  return box === "wrong-lost" && balance !== null && -totals.by_hand.net >= HARD01 * balance;
}

/** How many trades by hand there were, where all of them lost; else 0. */
function allLost({ trades }: SeenDay["history"]): number {
  const own = byHand(trades);
  return own.every((trade) => outcomeOf(trade) < 0) ? own.length : 0;
}
