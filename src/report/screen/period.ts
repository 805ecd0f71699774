import { daysBetween, SHORT_MONTHS, WEEKDAYS, weekday } from "../../base/dates.ts";
import { addMoney, currencyOf } from "../../base/money.ts";
import { formatNumber, formatPercent, inStyleOf } from "../../base/number.ts";
import { type Period, weeksIn } from "../../base/period.ts";
import { capital, inR, signed, unsigned } from "../../base/phrases.ts";
import type { Difference, PeriodReview } from "../../figures/period.ts";
import type { PromiseTally, RuleTally } from "../../mentor/period.ts";
import { type ReportSettings, type TableCell, type TableColumn, toneOf } from "../document.ts";
import { rWithBasis } from "../known-risk.ts";
import { mistakeText } from "../mistakes.ts";
import { isCalmed, judgedDays, opening, processWords, rightDays, unclearDays } from "../period.ts";
import { factSentence, keptOf, moneyOf } from "../period-parts.ts";
import { adviceOf } from "../promises.ts";
import { besideRule, MIN_DISCIPLINE, toneBesideRule } from "../risk.ts";
import { bySign, otherRate } from "../win-rate.ts";
import { dayList, dayText, plainLabel, spanLabel } from "../words/period.ts";
import { ruleWords } from "../words/rules.ts";
import { shortSentence } from "../words/short.ts";
import type { HeadPart, Screen } from "./screen.ts";
import type { ScreenItem, ScreenRow } from "./statement.ts";
import { HEAVY01, heavyText, SHARE_TOLD01 } from "./words.ts";

/** Most things for what comes next, and most own rules that were broken. */
const MOST = 2;

/**
 * The review of a period on one screen: what came of it, its days, weeks or months side by side, what
 * changed, what was dearest, what to keep and what comes next. The rest is told by `--full`.
 */
export function composePeriodScreen(review: PeriodReview, settings: ReportSettings): Screen {
  return inStyleOf(settings.currency, () => {
    const isCalm = isCalmed(review);
    const isEmpty = review.result.n === 0;
    return {
      head: head(review, settings, isCalm),
      table: isEmpty || isCalm ? null : tableOf(review, settings),
      rest: null,
      lead: lead(review, settings, isCalm),
      rows: isEmpty ? [] : review.distress ? nextRows(review, settings) : rows(review, settings),
      foot: isEmpty ? [] : ["Selengkapnya: --full"],
    };
  });
}

function head(review: PeriodReview, settings: ReportSettings, isCalm: boolean): HeadPart[] {
  const { result, sides, balance } = review;
  const { currency, voice, table } = settings;
  const parts: HeadPart[] = [{ text: titleOf(review), tone: "plain" }];
  if (isCalm) return parts;
  if (result.n === 0 && result.net === 0) {
    return [...parts, { text: "tidak ada transaksi", tone: "plain" }];
  }
  const isShown = table?.masked === undefined && balance !== null && balance > 0;
  const share01 = isShown ? Math.abs(result.net) / balance : 0;
  const share = share01 < SHARE_TOLD01 ? "" : `, ${formatPercent(share01, 1)} saldo`;
  const own = sides.hand.n > 0 && sides.bots.n > 0;
  const by = own ? ` (${voice} ${signed(sides.hand.net, currency)})` : "";
  parts.push({ text: signed(result.net, currency) + share + by, tone: toneOf(result.net) });
  const judged = judgedDays(review);
  if (judged > 0) {
    const right = rightDays(review);
    const days = judged + unclearDays(review);
    const tone = right >= 0.8 * days ? "good" : right >= 0.5 * judged ? "plain" : "bad";
    parts.push({ text: processWords(review), tone });
  }
  return parts;
}

/** "Pekan 9–15 Nov 2026", "November 2026, sampai 22 Nov". */
function titleOf({ period, today }: PeriodReview): string {
  const { kind, from, to } = period;
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  const label =
    kind === "week" && isOneYear
      ? `pekan ${spanLabel(from, to)} ${to.slice(0, 4)}`
      : plainLabel(period);
  const isShort = period.unfinished && today < to;
  return capital(isShort ? `${label}, sampai ${dayText(today, false)}` : label);
}

/** Days, weeks or months of the period that stand in a line of its table. */
interface Span {
  label: string;
  from: string;
  to: string;
}

const MOST_DAYS = 10;
const MOST_WEEKS_OF_DAYS = 70;

/** The lines of the table: days of about a week, weeks of a month or two, else months. */
function spansOf({ period, days }: PeriodReview): Span[] {
  const length = daysBetween(period.from, period.to) + 1;
  if (length <= MOST_DAYS) {
    return days.map(({ date }) => {
      const name = (WEEKDAYS[weekday(date) - 1] ?? "").slice(0, 3);
      return { label: `${name} ${dayText(date, false)}`, from: date, to: date };
    });
  }
  return length <= MOST_WEEKS_OF_DAYS ? weeksOf(period, days) : monthsOf(days);
}

type Days = PeriodReview["days"];

/** From the week of the first day with trades to that of the last. */
function weeksOf({ from, to }: Period, days: Days): Span[] {
  const [first = to, last = from] = [days[0]?.date, days.at(-1)?.date];
  return weeksIn(from, to)
    .filter((week) => week.to >= first && week.from <= last)
    .map((week) => ({ label: spanLabel(week.from, week.to), ...week }));
}

function monthsOf(days: Days): Span[] {
  const months = [...new Set(days.map(({ date }) => date.slice(0, 7)))];
  const years = new Set(months.map((month) => month.slice(0, 4)));
  if (months.length > 12) {
    return [...years].map((year) => ({ label: year, from: `${year}-01-01`, to: `${year}-12-31` }));
  }
  return months.map((month) => {
    const name = SHORT_MONTHS[Number(month.slice(5)) - 1] ?? "";
    const label = years.size === 1 ? name : `${name} ${month.slice(0, 4)}`;
    return { label, from: `${month}-01`, to: `${month}-31` };
  });
}

const column = (
  title: string,
  align: TableColumn["align"],
  dropOrder: number,
  least?: number,
): TableColumn => ({ title, align, dropOrder, ...(least === undefined ? {} : { least }) });

/** Results with their bars beside how well the days of the line were traded. */
function tableOf(review: PeriodReview, { currency }: ReportSettings): Screen["table"] {
  const spans = spansOf(review);
  const lines = spans.map(({ label, from, to }): TableCell[] => {
    const isIn = ({ date }: { date: string }) => date >= from && date <= to;
    const days = review.days.filter(isIn);
    const n = days.reduce((total, day) => total + day.n, 0);
    const net = addMoney(
      days.map(({ sum }) => sum),
      currencyOf(currency),
    );
    const isNone = days.length === 0;
    const name: TableCell = { text: label, tone: "plain" };
    return [
      name,
      { text: isNone ? "–" : n === 0 ? "sebagian" : `${formatNumber(n, 0)} trx`, tone: "muted" },
      { text: isNone ? "–" : signed(net, currency), tone: isNone ? "muted" : toneOf(net) },
      // One bar alone is no measure of anything.
      { text: "", tone: toneOf(net), ...(spans.length > 1 ? { bar: isNone ? null : net } : {}) },
      scoreCell(review.scores.filter(isIn)),
    ];
  });
  return {
    kind: "table",
    columns: [
      column("", "left", 0, Number.POSITIVE_INFINITY),
      column("", "right", 2),
      column("Hasil", "right", 0),
      column("", "left", 1),
      column("", "left", 0, Number.POSITIVE_INFINITY),
    ],
    rows: lines,
  };
}

/** The mean score of the days that have one. */
function scoreCell(days: PeriodReview["scores"]): TableCell {
  const scores = days.flatMap(({ score }) => (score === null ? [] : [score]));
  if (scores.length === 0) return { text: "", tone: "plain" };
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const isBroken = days.some((day) => day.rule_broken);
  return {
    text: `proses ${formatNumber(mean, 1, { trim: true })}${besideRule(mean, isBroken)}`,
    tone: toneBesideRule(mean, isBroken),
  };
}

/** What must be said before all else, and the figures of the period in one line. */
function lead(review: PeriodReview, settings: ReportSettings, isCalm: boolean): string[] {
  const { result, sides, distress } = review;
  if (result.n === 0) return [opening(review, settings)];
  const hard = distress ? [opening(review, settings)] : [heavyWords(review, settings)];
  if (isCalm) return hard.filter((text) => text !== "");
  const lucky = distress || sides.hand.n === 0 ? "" : luckyWords(review);
  return [figureWords(review, settings), ...hard, lucky].filter((text) => text !== "");
}

/** "77 transaksi: menang 38%, rata-rata +0.09R, drawdown terbesar $188.62." */
function figureWords({ result }: PeriodReview, { currency }: ReportSettings): string {
  const { n, win_rate, expectancy_r, expectancy, r_known, max_drawdown, net_of_parts } = result;
  const rate = otherRate(result);
  const other = rate === null ? "" : ` (${bySign(formatPercent(rate))})`;
  const won = win_rate === null ? [] : [`menang ${formatPercent(win_rate)}${other}`];
  const mean =
    r_known > 0 && expectancy_r !== null
      ? [`rata-rata ${rWithBasis(expectancy_r, { known: r_known, of: n })}`]
      : expectancy === null
        ? []
        : [`rata-rata ${signed(expectancy, currency)}`];
  const fall = max_drawdown > 0 ? [`drawdown terbesar ${unsigned(max_drawdown, currency)}`] : [];
  const parts =
    net_of_parts === 0
      ? ""
      : ` Hasilnya memuat ${signed(net_of_parts, currency)} dari posisi yang ditutup bertahap.`;
  return `${formatNumber(n, 0)} transaksi: ${[...won, ...mean, ...fall].join(", ")}.${parts}`;
}

/** A loss that took much of the account, and the day that took most of it. */
function heavyWords(review: PeriodReview, { currency, table, voice }: ReportSettings): string {
  const { balance, sides, boxes, unjudged } = review;
  const lost = -sides.hand.net;
  if (table?.masked !== undefined || balance === null || balance <= 0) return "";
  if (lost < HEAVY01 * balance) return "";
  const days = [...Object.values(boxes), unjudged.data].flatMap((group) => group.days);
  const [worst] = [...days].sort((a, b) => a.net - b.net);
  const most =
    worst === undefined || days.length === 1 || worst.net >= 0
      ? ""
      : `, ${unsigned(worst.net, currency)} di antaranya pada ${dayText(worst.date, false)}`;
  const by = sides.bots.n > 0 ? ` oleh ${voice}` : "";
  return `${heavyText(lost / balance)} hilang${by}${most}.`;
}

/** Gains that speak for what was done badly. */
function luckyWords({ boxes, period }: PeriodReview): string {
  const lucky = boxes["wrong-won"].days;
  if (lucky.length === 0) return "";
  const dates = dayList(
    lucky.map(({ date }) => date),
    period,
    3,
  );
  return `Hasil bagus, proses kurang pada ${lucky.length} hari: ${dates}.`;
}

function rows(review: PeriodReview, settings: ReportSettings): ScreenRow[] {
  return [
    row("Banding", changes(review, settings)),
    row("Aturan", ruleItems(review, settings)),
    row("Janji", promiseItems(review, settings)),
    row("Mahal", dearest(review, settings)),
    row("Salah", mistakes(review, settings)),
    row("Tetap", keep(review, settings)),
    row("Bot", bots(review, settings)),
    ...nextRows(review, settings),
  ].filter(({ items }) => items.length > 0);
}

const row = (label: string, items: ScreenItem[]): ScreenRow => ({ label, items });
const item = (mark: ScreenItem["mark"], text: string): ScreenItem => ({ mark, text });

/** What is another than before by more than chance; where nothing is, that. */
function changes(review: PeriodReview, { currency }: ReportSettings): ScreenItem[] {
  const { changes, before, result_before: was, discipline, period } = review;
  const { now } = discipline;
  const isTold = now.value !== null && now.sessions >= MIN_DISCIPLINE;
  const trend =
    !isTold || now.trend === "belum terlihat"
      ? []
      : [
          item(
            now.trend === "membaik" ? "good" : "bad",
            `Garis disiplin ${formatNumber(now.value ?? 0, 0)}/100, ${now.trend}.`,
          ),
        ];
  if (was.n === 0) return trend;
  const label = plainLabel(before);
  const isMoney = !isSure(changes.expectancy_r);
  const told = [
    change(
      "Rata-rata per transaksi",
      isMoney ? changes.expectancy : changes.expectancy_r,
      (value) => (isMoney ? signed(value, currency) : inR(value)),
    ),
    change("Menang", changes.win_rate, (value) => formatPercent(value)),
  ].flat();
  if (told.length > 0) return [...told, ...trend];
  const judged = period.unfinished ? "dinilai setelah selesai" : "masih bisa kebetulan";
  const text = `${capital(label)} ${signed(was.net, currency)}; bedanya ${judged}.`;
  return [item(null, text), ...trend];
}

/** What was marked most as a mistake. */
function mistakes({ mistakes: marked }: PeriodReview, { currency }: ReportSettings): ScreenItem[] {
  const told = marked.slice(0, MOST);
  const rest = marked.length - told.length;
  const more = rest === 0 ? "" : ` Dan ${rest} lainnya.`;
  return told.map((one, index) => {
    const isLast = index === told.length - 1;
    return item(null, `${mistakeText(one, currencyOf(currency))}.${isLast ? more : ""}`);
  });
}

const isSure = (one: Difference | null) => one?.verdict === "higher" || one?.verdict === "lower";

function change(
  what: string,
  one: Difference | null,
  write: (value: number) => string,
): ScreenItem[] {
  if (one === null || !isSure(one)) return [];
  const isUp = one.verdict === "higher";
  const way = `${isUp ? "naik" : "turun"} dari ${write(one.b)} ke ${write(one.a)}`;
  return [item(isUp ? "good" : "bad", `${what} ${way}, lebih dari kebetulan.`)];
}

/** The own rules that were broken, the dearest first; or that all of them were kept. */
function ruleItems({ rules, period }: PeriodReview, { currency }: ReportSettings): ScreenItem[] {
  const tested = rules.filter(({ kept, broken }) => kept + broken.length > 0);
  const broken = tested
    .filter((one) => one.broken.length > 0)
    .sort((a, b) => (a.cost ?? 0) - (b.cost ?? 0) || b.broken.length - a.broken.length);
  if (tested.length > 0 && broken.length === 0) {
    return [item("good", `Semua ditepati: ${tested.length} aturan yang teruji.`)];
  }
  const told = (one: RuleTally) => {
    const words = capital(ruleWords(one, currency));
    const dates = dayList(
      one.broken.map(({ date }) => date),
      period,
      3,
    );
    const of = `${one.broken.length} dari ${one.kept + one.broken.length} hari`;
    return item("bad", `${words}: dilanggar ${of} (${dates}).${moneyOf(one, currency)}`);
  };
  const rest = broken.length - MOST;
  const more = rest > 0 ? [item(null, `${rest} aturan lain juga pernah dilanggar.`)] : [];
  return [...broken.slice(0, MOST).map(told), ...more];
}

/** How often promises were kept, and the one that was missed most. */
function promiseItems({ promises }: PeriodReview, settings: ReportSettings): ScreenItem[] {
  const tested = (promises ?? []).filter(({ of }) => of > 0);
  if (tested.length === 0) return [];
  const sum = (of: (one: PromiseTally) => number) =>
    tested.reduce((total, one) => total + of(one), 0);
  const [kept, of] = [sum((one) => one.kept), sum((one) => one.of)];
  const missed = (one: PromiseTally) => one.of - one.kept;
  const [most] = [...tested].sort((a, b) => missed(b) - missed(a));
  if (most === undefined || missed(most) === 0) {
    return [item("good", `Ditepati ${kept} dari ${of} kesempatan.`)];
  }
  const { short } = adviceOf({ ...most, trades: [] }, settings);
  const text = `Ditepati ${kept} dari ${of} kesempatan; paling sering terlewat: ${short}`;
  return [item("bad", `${text} (${keptOf(most)}).`)];
}

/** The dearest habit or event, with its price. */
function dearest(review: PeriodReview, settings: ReportSettings): ScreenItem[] {
  const { costliest } = review;
  if (costliest === null) return [];
  if (costliest.level === "fact") return [item("bad", factSentence(costliest, review, settings))];
  const { finding } = costliest;
  const text = shortSentence(finding, { settings, result: () => "" });
  const last = review.scores.at(-1)?.date;
  const since =
    finding.cost === null || last === undefined
      ? ""
      : ` Dihitung dari seluruh catatan sampai ${dayText(last, false)}.`;
  return [item("bad", text + since)];
}

/** What went well and is worth doing again. */
function keep({ best, boxes }: PeriodReview, settings: ReportSettings): ScreenItem[] {
  if (best !== null) {
    return [item("good", shortSentence(best.finding, { settings, result: () => "" }))];
  }
  const honest = boxes["right-lost"].days.length;
  if (honest > 0) return [item("good", `${honest} hari rugi dijalani dengan proses yang benar.`)];
  const right = boxes["right-won"].days.length;
  return right === 0
    ? []
    : [item("good", `${right} hari untung dijalani dengan proses yang benar.`)];
}

function bots({ sides, hand_closes }: PeriodReview, { currency }: ReportSettings): ScreenItem[] {
  const { bots, hand } = sides;
  if (bots.n === 0 || hand.n === 0) return [];
  const closed = hand_closes.reduce((sum, one) => sum + one.closed_by_hand, 0);
  const by = closed === 0 ? "" : `; ${closed} posisinya ditutup dengan tangan`;
  return [item(null, `${formatNumber(bots.n, 0)} transaksi, ${signed(bots.net, currency)}${by}.`)];
}

/** At most two things for the period that comes. */
function nextRows({ actions, distress }: PeriodReview, settings: ReportSettings): ScreenRow[] {
  const items = actions.slice(0, MOST).map(({ action, dates }) => {
    const last = dates.at(-1);
    const when = last === undefined ? undefined : `pada ${dayText(last, false)}`;
    const { plan, short } = adviceOf(action, settings, when);
    if (distress) return item(null, plan);
    if (action.id === "pertahankan") return item(null, `Pertahankan: ${short}.`);
    return item(null, `${action.focus ? `FOKUS: ${short}` : capital(short)}.`);
  });
  return items.length === 0 ? [] : [row("Berikut", items)];
}
