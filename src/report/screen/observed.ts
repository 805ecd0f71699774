import { formatDay, formatDuration, formatTime } from "../../base/dates.ts";
import { dictionary } from "../../base/dictionary.ts";
import { groupBy } from "../../base/groups.ts";
import { currencyOf } from "../../base/money.ts";
import { outcomeOf } from "../../base/outcome.ts";
import { capital, idList, lots, percent, signed } from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import { byHand } from "../../mentor/decisions.ts";
import { asOf } from "../../mentor/earlier-day.ts";
import {
  exitOf,
  hasStop,
  instant,
  isByHand,
  knownRisk,
  medianOrNull,
  netOf,
} from "../../mentor/trade.ts";
import type { DayHistory } from "../../mentor/types.ts";
import type { Trade } from "../../model.ts";
import { knownLot } from "../../trade/point-value.ts";
import type { ReportSettings } from "../document.ts";

/**
 * What is worth a line on a day without anything to mend: what set it apart from the days before it.
 * Plain comparisons of that day's trades by hand with earlier ones; none of them judges, and a kind
 * that was told on one of the last days waits.
 */

export interface Observation {
  kind: string;
  /** What else may tell of the same. */
  topics: readonly string[];
  text: string;
  /** How far from the usual, 0 to 1. */
  weight01: number;
}

/** Most observations of a day. */
const MOST = 2;
/** Days for which a kind of observation waits after it was told. */
const WAITS = 3;
/** Days that are gone back over to know what was told on them. */
const LOOKED_BACK = 12;
/** Fewer earlier values are no usual. */
const USUAL = 5;
/** Trades that a usual value is taken from. */
const RECENT = 20;

/** The day's observations, the most unusual first; at most two. */
export function observe(history: DayHistory, settings: ReportSettings): Observation[] {
  const dates = [...new Set(history.earlier.filter(isByHand).map((one) => one.session_date))];
  const told = new Map<string, number>();
  dates.slice(-LOOKED_BACK).forEach((date, day) => {
    for (const { kind } of chosen(asOf(date, history), settings, told, day)) told.set(kind, day);
  });
  const today = Math.min(dates.length, LOOKED_BACK);
  return chosen(history, settings, told, today);
}

function chosen(
  history: DayHistory,
  settings: ReportSettings,
  told: ReadonlyMap<string, number>,
  day: number,
): Observation[] {
  const last = (kind: string) => told.get(kind) ?? -WAITS - 1;
  return observations(history, settings)
    .filter(({ kind }) => day - last(kind) > WAITS)
    .sort((a, b) => b.weight01 - a.weight01 || (a.kind < b.kind ? -1 : 1))
    .slice(0, MOST);
}

interface Compared {
  date: string;
  /** Decisions by hand of the day and of the days before, and the trades that today's are booked as. */
  today: readonly Trade[];
  rows: readonly Trade[];
  earlier: readonly Trade[];
  /** Those of each earlier day, the oldest first. */
  days: readonly (readonly Trade[])[];
  handBefore: number;
  /** `earlier` are all there ever were; else only the last ones. */
  isWhole: boolean;
  settings: ReportSettings;
}

function observations(history: DayHistory, settings: ReportSettings): Observation[] {
  const today = byHand(history.trades);
  if (today.length === 0) return [];
  const earlier = byHand(history.earlier);
  const days = [...groupBy(earlier, ({ session_date }) => session_date).values()];
  const { session, handBefore } = history;
  const rows = history.trades.filter(isByHand);
  const isWhole = history.earlier.filter(isByHand).length >= handBefore;
  const date = session.session_date;
  const compared = { date, today, rows, earlier, days, settings, handBefore, isWhole };
  const seen = LOOKS.flatMap((look) => look(compared) ?? []);
  return seen.map((one) => ({ ...one, topics: TOPICS[one.kind] ?? [] }));
}

/** Kinds that tell what the day's good facts may tell too. */
const TOPICS: Readonly<Record<string, readonly string[]>> = dictionary({
  stops: ["semua_sl"],
  ended: ["rugi_sesuai_rencana"],
  risked: ["risiko_terjaga"],
  symbol: ["again"],
  strategy: ["again"],
});

type Seen = Omit<Observation, "topics">;
type LookAt = (compared: Compared) => Seen | null;

const LOOKS: readonly LookAt[] = [
  (all) => record(all, 1),
  (all) => record(all, -1),
  firstTime("symbol", (trade) => trade.symbol, "Simbol"),
  firstTime("strategy", (trade) => trade.strategy_used, "Strategi"),
  held,
  sized,
  risked,
  counted,
  firstEntry,
  tally,
  milestone,
  stopsInARow,
  noted,
  ended,
  largest,
];

/** The largest gain (or loss) since a day at least five days of trading back. */
function record(
  { date, today, earlier, days, settings, isWhole }: Compared,
  sign: 1 | -1,
): Seen | null {
  const largest = [...today].sort((a, b) => sign * (b.profit_loss - a.profit_loss))[0];
  if (largest === undefined || sign * largest.profit_loss <= 0) return null;
  const before = earlier.findLast((one) => sign * one.profit_loss >= sign * largest.profit_loss);
  const since = days.filter((day) => (day[0]?.session_date ?? "") > (before?.session_date ?? ""));
  if (since.length < USUAL || (before === undefined && !isWhole)) return null;
  const what = sign > 0 ? "kemenangan" : "rugi";
  const when =
    before === undefined ? "sejauh ini" : `sejak ${formatDay(before.session_date, date)}`;
  const money = signed(largest.profit_loss, settings.currency);
  return {
    kind: `record ${sign}`,
    text: `#${largest.id} (${money}) ${what} terbesar ${when}.`,
    weight01: Math.min(1, since.length / 20),
  };
}

/** A symbol or strategy that is new, or back after a long time. */
function firstTime(kind: string, read: (trade: Trade) => string | null, name: string): LookAt {
  return ({ date, today, earlier, days, isWhole }) => {
    if (days.length < USUAL) return null;
    for (const trade of today) {
      const value = read(trade)?.trim() ?? "";
      if (value === "") continue;
      const before = earlier.findLast((one) => (read(one)?.trim() ?? "") === value);
      const since = days.filter(
        (day) => (day[0]?.session_date ?? "") > (before?.session_date ?? ""),
      );
      if (since.length < USUAL || (before === undefined && !isWhole)) continue;
      const shown = cleanLine(value);
      const text =
        before === undefined
          ? `${name} ${shown} baru muncul hari ini, di #${trade.id}.`
          : `${name} ${shown} kembali di #${trade.id}, terakhir ${formatDay(before.session_date, date)}.`;
      return { kind, text, weight01: Math.min(1, 0.5 + since.length / 40) };
    }
    return null;
  };
}

/** The day's value farthest from the usual one, by ratio; null where none is twice or half of it. */
function farthest(
  today: readonly Trade[],
  earlier: readonly Trade[],
  read: (trade: Trade) => number | null,
  least: number,
) {
  const known: number[] = [];
  for (let at = earlier.length - 1; at >= 0 && known.length < RECENT; at--) {
    const value = read(earlier[at] as Trade);
    if (value !== null) known.push(value);
  }
  const usual = medianOrNull(known);
  if (known.length < USUAL || usual === null || usual <= 0) return null;
  const ranked = today
    .flatMap((trade) => {
      const value = read(trade);
      return value === null || value <= 0 ? [] : [{ trade, value, log: Math.log(value / usual) }];
    })
    .sort((a, b) => Math.abs(b.log) - Math.abs(a.log));
  const [first] = ranked;
  if (first === undefined || Math.abs(first.log) < Math.log(least)) return null;
  return { ...first, usual, weight01: Math.min(1, Math.abs(first.log) / Math.log(8)) };
}

function heldSeconds({ entry_time, exit_time }: Trade): number | null {
  const [entry, exit] = [instant(entry_time), instant(exit_time)];
  return entry === null || exit === null || exit <= entry ? null : (exit - entry) / 1000;
}

function held({ today, earlier }: Compared): Seen | null {
  const found = farthest(today, earlier, heldSeconds, 2);
  if (found === null) return null;
  const { trade, value, usual, weight01 } = found;
  const text =
    `#${trade.id} ditahan ${formatDuration(value)}, biasanya sekitar ` +
    `${formatDuration(value > 3600 ? Math.round(usual / 300) * 300 : usual)}.`;
  return { kind: "held", text, weight01 };
}

/** A smaller lot than usual in its symbol; a larger one is a fact of its own. */
function sized({ today, earlier }: Compared): Seen | null {
  for (const trade of today) {
    const same = earlier.filter((one) => one.symbol === trade.symbol);
    const found = farthest([trade], same, knownLot, 1.5);
    if (found === null || found.log > 0) continue;
    const { value, usual, weight01 } = found;
    const text = `Lot #${trade.id} ${lots(value)}, lebih kecil dari lot biasa (${lots(usual)}).`;
    return { kind: "sized", text, weight01 };
  }
  return null;
}

function risked({ today, earlier, settings }: Compared): Seen | null {
  const found = farthest(today, earlier, knownRisk, 1.4);
  if (found === null || found.value > settings.riskLimitPercent) return null;
  const { trade, value, usual, weight01 } = found;
  const text = `Risiko #${trade.id} ${percent(value)}, biasanya ${percent(usual)}.`;
  return { kind: "risked", text, weight01 };
}

/** Fewer trades than on any of the last days. */
function counted({ today, days }: Compared): Seen | null {
  const counts = days.slice(-RECENT).map((day) => day.length);
  const fewerSince = counts.length - 1 - counts.findLastIndex((n) => n <= today.length);
  const usual = medianOrNull(counts);
  if (usual === null || fewerSince < USUAL || today.length >= usual) return null;
  const text = `Cukup ${today.length} transaksi; ${fewerSince} hari sebelumnya selalu lebih banyak.`;
  return { kind: "counted", text, weight01: Math.min(1, fewerSince / 15) };
}

/** The first entry of the day against those of the last days, by the clock. */
function firstEntry({ today, days, settings }: Compared): Seen | null {
  const clock = (trades: readonly Trade[]) => {
    const times = trades.flatMap((trade) => instant(trade.entry_time) ?? []);
    return times.length === 0 ? null : formatTime(Math.min(...times), settings.zone);
  };
  const now = clock(today);
  const before = days.slice(-RECENT).flatMap((day) => clock(day) ?? []);
  if (now === null || before.length < USUAL) return null;
  const earlierSince = before.length - 1 - before.findLastIndex((one) => one <= now);
  const laterSince = before.length - 1 - before.findLastIndex((one) => one >= now);
  const since = Math.max(earlierSince, laterSince);
  if (since < USUAL) return null;
  const how = earlierSince > laterSince ? "paling pagi" : "paling siang";
  return {
    kind: "entry",
    text: `Entry pertama pukul ${now}, ${how} dalam ${since + 1} hari trading.`,
    weight01: Math.min(1, since / 20),
  };
}

/** Every tenth trade of a strategy: what these came to. */
function tally({ today, earlier, settings }: Compared): Seen | null {
  const all = [...earlier, ...today];
  for (const trade of today) {
    const name = trade.strategy_used?.trim() ?? "";
    if (name === "") continue;
    const same = all
      .slice(0, all.indexOf(trade) + 1)
      .filter((one) => one.strategy_used?.trim() === name);
    if (same.length < 10 || same.length % 10 !== 0) continue;
    const last = same.slice(-10);
    const won = last.filter((one) => outcomeOf(one) > 0).length;
    const net = netOf(last, currencyOf(settings.currency));
    return {
      kind: "tally",
      text:
        `Sepuluh ${cleanLine(name)} terakhir, sampai #${trade.id}: ${won} untung, ` +
        `${signed(net, settings.currency)}.`,
      weight01: 0.45,
    };
  }
  return null;
}

/** Every fiftieth trade by hand. */
function milestone({ rows, handBefore }: Compared): Seen | null {
  const at = rows.findIndex((_, index) => (handBefore + index + 1) % 50 === 0);
  const trade = rows[at];
  if (trade === undefined) return null;
  const text = `#${trade.id} transaksi ke-${handBefore + at + 1} di jurnal ini.`;
  return { kind: "milestone", text, weight01: 0.9 };
}

/** Days in a row on which every trade is known to have had a stop, when their number is a round one. */
function stopsInARow({ today, days, isWhole }: Compared): Seen | null {
  const isKept = (day: readonly Trade[]) => day.every((trade) => hasStop(trade) === true);
  if (!isKept(today)) return null;
  const broken = days.findLastIndex((day) => !isKept(day));
  if (broken < 0 && !isWhole) return null;
  const count = days.length - broken;
  if (count !== 3 && count % 5 !== 0) return null;
  const text = `Stop loss terpasang di setiap transaksi, hari ke-${count} berturut-turut.`;
  return { kind: "stops", text, weight01: 0.6 };
}

/** What the trader wrote beside the trade that came to most. */
function noted({ today, settings }: Compared): Seen | null {
  const [trade] = today
    .filter((one) => (one.note ?? "").trim() !== "")
    .sort((a, b) => Math.abs(b.profit_loss) - Math.abs(a.profit_loss));
  if (trade === undefined) return null;
  const money = signed(trade.profit_loss, settings.currency);
  return {
    kind: `noted ${trade.id}`,
    text: `#${trade.id} (${money}): “${cleanLine(trade.note ?? "").trim()}”.`,
    weight01: 0.7,
  };
}

/** How the trades ended, where it is known: at their target or at their stop. */
function ended({ today, settings }: Compared): Seen | null {
  const at = (exit: "tp" | "sl") => today.filter((trade) => exitOf(trade) === exit);
  const told = ([at("tp"), at("sl")] as const).flatMap((some, index) => {
    if (some.length === 0) return [];
    const net = netOf(some, currencyOf(settings.currency));
    const where = index === 0 ? "sampai target" : "berhenti di stop";
    return [`${idList(some.map(({ id }) => id))} ${where} (${signed(net, settings.currency)})`];
  });
  return told.length === 0
    ? null
    : { kind: "ended", text: `${capital(told.join(", "))}.`, weight01: 0.1 };
}

/** What the day's largest result was: told where nothing else sets the day apart. */
function largest({ today, settings }: Compared): Seen | null {
  const [trade] = [...today].sort((a, b) => Math.abs(b.profit_loss) - Math.abs(a.profit_loss));
  const strategy = cleanLine(trade?.strategy_used ?? "").trim();
  const held = trade === undefined ? null : heldSeconds(trade);
  if (trade === undefined || held === null || trade.profit_loss === 0) return null;
  const money = signed(trade.profit_loss, settings.currency);
  const how = `${strategy === "" ? "" : `${strategy}, `}ditahan ${formatDuration(held)}`;
  const what = today.length === 1 ? `#${trade.id}` : `Yang terbesar #${trade.id} (${money})`;
  return { kind: "largest", text: `${what}: ${how}.`, weight01: 0.05 };
}
