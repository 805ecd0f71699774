import { formatShortDate } from "../base/dates.ts";
import { formatPercent } from "../base/number.ts";
import { perYear } from "../base/period.ts";
import { capital, idList, inR, signed, unsigned } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import type { BookedCosts } from "../figures/figure.ts";
import type { HandCloses, PeriodReview, SideFigures } from "../figures/period.ts";
import type { HabitCost, PeriodAction, PromiseTally, RuleTally } from "../mentor/period.ts";
import { differenceItems, intervalMoney, intervalR, verdictWords } from "./differences.ts";
import { type Block, line, type ReportSettings, type TableCell, toneOf } from "./document.ts";
import { riskKnown } from "./known-risk.ts";
import { adviceOf, adviceOfPeriod } from "./promises.ts";
import { partsRow } from "./stats.ts";
import { rateBySign } from "./win-rate.ts";
import { findingSentence } from "./words/events.ts";
import { FACT_WORDS } from "./words/facts.ts";
import { countOfTrades, dayList, plainLabel } from "./words/period.ts";
import { ruleWords } from "./words/rules.ts";

/** What the period came to, as pairs, with the trades that stand behind each number. */
export function resultBlocks(
  { result, booked_costs }: PeriodReview,
  { currency }: ReportSettings,
): Block[] {
  type Row = Extract<Block, { kind: "pairs" }>["rows"][number];
  const rows: Row[] = [];
  const add = (label: string, text: string, tone: Row["tone"] = "plain") =>
    rows.push({ label, text, tone });
  const { n, net, days, winning_days, losing_days } = result;
  add("Hasil", `${signed(net, currency)} dari ${countOfTrades(n)}`, toneOf(net));
  rows.push(...partsRow(result.net_of_parts, (amount) => signed(amount, currency)));
  add("Hari", `${days}: ${winning_days} untung, ${losing_days} rugi`);
  if (result.win_rate !== null) {
    const ends = result.win_rate_interval;
    const range =
      ends === null ? "" : ` (95%: ${formatPercent(ends.low)} sampai ${formatPercent(ends.high)})`;
    const other = rateBySign(result, formatPercent);
    const of = result.judged ?? n;
    add("Menang", `${result.wins} dari ${of}, ${formatPercent(result.win_rate)}${range}${other}`);
  }
  if (result.expectancy !== null) {
    const ends = intervalMoney(result.expectancy_interval, currency);
    add("Rata-rata", `${signed(result.expectancy, currency)} per transaksi${ends}`);
  }
  add("Dalam R", multiples(result));
  add("Drawdown", `terbesar ${unsigned(result.max_drawdown, currency)} dari puncaknya`);
  add("Biaya", costs(result, currency) + bookedText(booked_costs, currency));
  return [{ kind: "pairs", rows }];
}

/** R with how much of it is known, imputed or missing: the reader must see what it rests on. */
function multiples({ n, expectancy_r, expectancy_r_interval, r_known, r_imputed }: Result): string {
  if (r_known === 0 || expectancy_r === null) {
    return `tidak bisa dihitung: ${riskKnown({ known: 0, of: n })} transaksi`;
  }
  const rest = r_imputed === 0 ? "" : `, ${r_imputed} lainnya memakai risiko biasa`;
  return (
    `${inR(expectancy_r)} per transaksi${intervalR(expectancy_r_interval)}; ` +
    `${riskKnown({ known: r_known, of: n })}${rest}`
  );
}

type Result = PeriodReview["result"];

function costs({ costs: total, costs_known, n, commission, swap, fee }: Result, currency: string) {
  if (total === null) return `tidak dicatat (0 dari ${countOfTrades(n)})`;
  const parts = [
    ...(commission === null ? [] : [`komisi ${signed(commission, currency)}`]),
    ...(swap === null ? [] : [`swap ${signed(swap, currency)}`]),
    ...(fee === null ? [] : [`biaya lain ${signed(fee, currency)}`]),
  ];
  const known = costs_known === n ? "" : `; diketahui pada ${costs_known} dari ${n}`;
  return `${signed(total, currency)} (${parts.join(", ")}${known})`;
}

/** Commission, financing and the like that are no part of any trade's result. */
const bookedText = ({ rows, amount }: BookedCosts, currency: string) =>
  rows === 0 ? "" : `; dibukukan broker di luar transaksi ${signed(amount, currency)}`;

/** This period against the one before; a change is named only where chance is ruled out. */
export function changeBlocks(review: PeriodReview, { currency }: ReportSettings): Block[] {
  const { result, result_before: was, before, changes } = review;
  const label = plainLabel(before);
  if (was.n === 0) {
    return [line(`Tidak ada transaksi pada ${label} untuk dibandingkan (n = 0).`, "muted")];
  }
  const money = (one: { n: number; net: number }) =>
    `${signed(one.net, currency)} dari ${countOfTrades(one.n)}`;
  return [
    line(`Hasil ${money(result)}; ${label} ${money(was)}.`),
    ...differenceItems(changes, currency, ["sekarang", "sebelumnya"]),
    line(overAYear(review), "muted"),
  ];
}

/** Over what the level of these differences holds. */
function overAYear({ period, changes, hand_closes }: PeriodReview): string {
  const looks = perYear(period);
  const figures = Object.keys(changes).length + hand_closes.length;
  const each = looks === 1 ? "" : ` dan ${looks} tinjauan sepanjang ini dalam setahun`;
  const over = period.unfinished ? " Periode yang belum selesai belum dinilai." : "";
  return `Batas kebetulan 5% berlaku untuk ${figures} angka${each} bersama-sama.${over}`;
}

/** The dearest and the best habit of the period; empty when there is nothing to tell. */
export function habitBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  const { costliest, best } = review;
  const blocks = costliest === null ? [] : costBlocks(costliest, review, settings);
  if (best !== null) {
    blocks.push({ kind: "subheading", text: "Kebiasaan terbaik" });
    const sentence = findingSentence(best.finding, settings);
    const asOf = `Dilihat pada ${formatShortDate(best.date)}.`;
    blocks.push({ kind: "item", mark: "good", text: `${sentence} ${asOf}` });
  }
  return blocks;
}

function costBlocks(cost: HabitCost, review: PeriodReview, settings: ReportSettings): Block[] {
  if (cost.level === "proven") {
    const heading = cost.finding.level === "pola" ? "Pola hasil" : "Kebiasaan terbukti";
    const text = findingSentence(cost.finding, settings);
    return [
      { kind: "subheading", text: heading },
      { kind: "item", mark: "bad", text },
    ];
  }
  return [
    { kind: "subheading", text: "Kejadian yang paling mahal" },
    { kind: "item", mark: "bad", text: factSentence(cost, review, settings) },
    line("Ini kejadian yang dihitung, belum kebiasaan yang terbukti.", "muted"),
  ];
}

/** The counted fact with its days, its trades and its money. */
export function factSentence(
  cost: Extract<HabitCost, { level: "fact" }>,
  { period }: PeriodReview,
  { currency }: ReportSettings,
): string {
  const { id, kind, amount, dates, trades, n } = cost;
  const on = `${dates.length} hari (${dayList(dates, period)})`;
  const which = `${trades.length} dari ${n} transaksi di hari itu (${idList(trades)})`;
  const subject = capital(FACT_WORDS[id].overPeriod);
  if (kind === "realised") {
    return `${subject}: ${on}, ${which}; hasilnya ${signed(amount, currency)}.`;
  }
  if (amount > 0) {
    return (
      `${subject}: ${on}, ${which}. Kali ini untung ${unsigned(amount, currency)} dibanding ` +
      "lot biasa; ukurannya tetap di atas biasanya."
    );
  }
  const than = kind === "size" ? "dibanding lot biasa" : "di luar rencana stop";
  return `${subject} menghabiskan ${unsigned(amount, currency)} ${than}: ${on}, ${which}.`;
}

/** At most three things for what comes next, each with the days whose reports said so. */
export function nextBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  if (review.actions.length === 0) {
    return [line("Tidak ada rekomendasi tanpa bukti dari laporan hariannya.")];
  }
  return review.actions.map((one, index) => ({
    kind: "step",
    label: `${index + 1}.`,
    text: nextText(one, review, settings),
    strong: one.action.focus,
  }));
}

function nextText(
  { action, dates }: PeriodAction,
  { period, distress }: PeriodReview,
  settings: ReportSettings,
): string {
  const { plan } = adviceOfPeriod({ action, dates }, settings);
  if (distress || action.id === "pertahankan") return plan;
  const focus = action.focus ? "FOKUS: " : "";
  return `${focus}${plan} (disarankan pada ${dates.length} hari: ${dayList(dates, period)})`;
}

/** The trader beside the bots, and positions of bots that were closed by hand. */
export function sideBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  const { hand, bots } = review.sides;
  if (bots.n === 0) return [];
  const blocks: Block[] = [
    table(
      [
        [settings.voice, hand],
        ["bot", bots],
      ],
      settings,
    ),
  ];
  if (hand.n > 0) {
    blocks.push(
      line("Hasil bot ikut dihitung, keputusannya tidak dinilai sebagai kebiasaan.", "muted"),
    );
  }
  return [
    ...blocks,
    ...review.hand_closes.map((one) => closeItem(one, review, settings)),
    ...cost(review),
  ];
}

function table(rows: [string, SideFigures][], { currency }: ReportSettings): Block {
  const cell = (text: string, tone: TableCell["tone"] = "plain"): TableCell => ({ text, tone });
  return {
    kind: "table",
    columns: [
      { title: "Oleh", align: "left", dropOrder: 0 },
      { title: "n", align: "right", dropOrder: 0 },
      { title: "Hasil", align: "right", dropOrder: 0 },
      { title: "Menang", align: "right", dropOrder: 0 },
      { title: "95%", align: "right", dropOrder: 1 },
      { title: "Rata-rata", align: "right", dropOrder: 0 },
    ],
    rows: rows.map(([name, side]) => {
      const range = side.win_rate_interval;
      return [
        cell(name),
        cell(String(side.n)),
        cell(side.n === 0 ? "–" : signed(side.net, currency), toneOf(side.net)),
        cell(side.win_rate === null ? "–" : formatPercent(side.win_rate)),
        cell(range === null ? "–" : `${formatPercent(range.low)}–${formatPercent(range.high)}`),
        cell(side.expectancy === null ? "–" : signed(side.expectancy, currency)),
      ];
    }),
  };
}

function closeItem(
  one: HandCloses,
  { bot_names }: PeriodReview,
  { currency }: ReportSettings,
): Block {
  const name = cleanLine(bot_names[one.bot_id] ?? `Bot ${one.bot_id}`);
  const { comparison, closed_by_hand, closed_by_bot, trades } = one;
  const first = `${name}: ${closed_by_hand} posisi ditutup tangan (${idList(trades)})`;
  if (comparison === null) {
    const text = `${first}; belum ada yang ditutup bot sendiri untuk dibandingkan (n = 0).`;
    return { kind: "item", mark: "dot", text };
  }
  const { a, b, difference } = comparison;
  return {
    kind: "item",
    mark: "dot",
    text:
      `${first}, rata-rata ${signed(a, currency)}; ${closed_by_bot} ditutup bot sendiri, ` +
      `rata-rata ${signed(b, currency)}. Selisih ${signed(difference, currency)}` +
      `${intervalMoney(comparison.interval, currency, comparison.level)}: ${verdictWords(comparison)}.`,
  };
}

/** Only what came out can be compared; the exact cost would need the prices after the exit. */
function cost({ hand_closes }: PeriodReview): Block[] {
  if (hand_closes.length === 0) return [];
  const n = hand_closes.reduce((sum, one) => sum + one.closed_by_hand, 0);
  const text =
    `Biaya menutup ${n} posisi bot dengan tangan tidak bisa dihitung tanpa data harga ` +
    "setelah exit.";
  return [line(text, "muted")];
}

/** The trader's own rules, on how many days each was kept; empty where there were none. */
export function ruleBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  return review.rules.map((one) => ruleItem(one, review.period, settings));
}

function ruleItem(
  one: RuleTally,
  period: PeriodReview["period"],
  { currency }: ReportSettings,
): Block {
  const words = capital(ruleWords(one, currency));
  const tested = one.kept + one.broken.length;
  if (tested === 0) {
    const text = `${words}: belum teruji (0 dari ${one.untested} hari).`;
    return { kind: "item", mark: "dot", text };
  }
  const kept = `${words}: ditepati ${one.kept} dari ${tested} hari`;
  if (one.broken.length === 0) return { kind: "item", mark: "good", text: `${kept}.` };
  const missed = `dilanggar ${missedOn(one.broken, period)}`;
  return { kind: "item", mark: "bad", text: `${kept}; ${missed}.${moneyOf(one, currency)}` };
}

/** "menghabiskan" only where it is arithmetic, as on the day itself. */
export function moneyOf({ cost, cost_kind }: RuleTally, currency: string): string {
  if (cost === null) return "";
  if (cost_kind === "realised") return ` Hasilnya ${signed(cost, currency)}.`;
  if (cost < 0) return ` Bagian di luar aturan menghabiskan ${unsigned(cost, currency)}.`;
  return cost === 0 ? "" : ` Kali ini bagian di luar aturan untung ${unsigned(cost, currency)}.`;
}

/** "#4 dan #9 pada 2 hari (3 Nov dan 5 Nov)". */
function missedOn(
  broken: readonly { date: string; trades: readonly number[] }[],
  period: PeriodReview["period"],
): string {
  const trades = broken.flatMap((day) => day.trades);
  const dates = broken.map(({ date }) => date);
  const which = trades.length === 0 ? "" : `${idList(trades)} `;
  return `${which}pada ${dates.length} hari (${dayList(dates, period, 3)})`;
}

/** Promises of the period, kept and broken; empty where there were none. */
export function promiseBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  const { promises } = review;
  if (promises === null || promises.length === 0) return [];
  const kept = promises.reduce((sum, one) => sum + one.kept, 0);
  const of = promises.reduce((sum, one) => sum + one.of, 0);
  const total =
    of === 0
      ? "Belum ada kesempatan untuk menguji janji (0 kesempatan)."
      : `Ditepati ${kept} dari ${of} kesempatan.`;
  return [line(total), ...promises.map((one) => promiseItem(one, review, settings))];
}

function promiseItem(
  one: PromiseTally,
  { period, actions }: PeriodReview,
  settings: ReportSettings,
): Block {
  const { id, of, broken } = one;
  const words = capital(adviceOf({ ...one, trades: [] }, settings).short);
  if (of === 0) return { kind: "item", mark: "dot", text: `${words}: belum teruji (n = 0).` };
  const trades = broken.flatMap((day) => day.trades);
  const missed = trades.length === 0 ? "" : `; terlewat ${missedOn(broken, period)}`;
  // What is advised again has not become a habit after all.
  const isHabit = one.retired > 0 && !actions.some(({ action }) => action.id === id);
  const done = isHabit ? " Ini sudah jadi kebiasaan." : "";
  return {
    kind: "item",
    mark: trades.length === 0 || isHabit ? "good" : "bad",
    text: `${words}: ${keptOf(one)}${missed}.${done}`,
  };
}

/** How often it was kept; the numbers of promises made one after the other may differ from its words. */
export function keptOf({ kept, of, promises }: PromiseTally): string {
  const alike = promises.length > 1 ? ` pada ${promises.length} janji sejenis` : "";
  return `${kept} dari ${of}${alike}`;
}
