import { weekday } from "../base/dates.ts";
import { addTo } from "../base/groups.ts";
import { BODIES } from "../base/moods.ts";
import { offsetMinutes, type Zone } from "../base/time.ts";
import { TIMEFRAMES } from "../base/timeframes.ts";
import { IN_LINE } from "../mentor/thresholds.ts";
import type { Coded, LedgerColumn, LedgerColumns, LedgerCore, Wholes } from "../model.ts";
import { median } from "../stats/moments.ts";

/** What trades can be divided by. */
export const DIVISIONS = [
  ...(["symbol", "setup", "bot", "mood", "market", "weekday", "hour", "session"] as const),
  ...(["side", "tag", "month", "size", "hold", "timeframe", "confidence"] as const),
  ...(["mistake", "body", "plan", "checklist", "account"] as const),
] as const;
export type Division = (typeof DIVISIONS)[number];

/** A ledger with some of its columns. */
export type AnyLedger = LedgerCore & Partial<LedgerColumns>;

/** The columns that a division reads. */
export const DIVISION_COLUMNS: Readonly<Record<Division, readonly LedgerColumn[]>> = {
  symbol: ["symbol"],
  setup: ["setup"],
  bot: ["bot"],
  mood: ["entry", "mood"],
  market: [],
  weekday: [],
  hour: ["entry"],
  session: ["entry"],
  side: ["side"],
  tag: ["tags"],
  month: [],
  size: ["symbol", "lot"],
  hold: ["entry", "exit"],
  timeframe: ["timeframe"],
  confidence: ["confidence"],
  mistake: ["mistakes", "symbol", "lot"],
  body: [],
  plan: ["plan"],
  checklist: ["checklist"],
  account: ["account"],
};

/** Divisions whose label belongs to a day (or a part of it), so that its trades share it. */
export const OF_SESSIONS: readonly Division[] = ["mood", "market", "weekday", "month", "body"];

/** Keys in their natural order; the others stand by their number of trades. */
const ORDER: Partial<Record<Division, readonly string[]>> = {
  weekday: ["1", "2", "3", "4", "5", "6", "7"],
  hour: Array.from({ length: 24 }, (_, hour) => String(hour)),
  session: ["asia", "london", "overlap", "new-york", "between"],
  side: ["buy", "sell"],
  size: ["small", "usual", "large"],
  hold: ["5m", "30m", "2h", "8h", "24h", "longer"],
  timeframe: TIMEFRAMES,
  confidence: ["1", "2", "3", "4", "5"],
  body: BODIES,
  plan: ["planned", "against", "unplanned"],
  checklist: ["whole", "broken"],
};

/** The rows of each group; a row is in several only by tag or mistake. */
export interface Grouping {
  groups: { key: string; rows: Int32Array }[];
  /** Rows of which the label is not known. */
  unknown: Int32Array;
  /** A trade may be in several groups. */
  overlaps: boolean;
}

/** Divides the rows of a ledger that has the division's columns. */
export function groupsOf(ledger: AnyLedger, by: Division, zone: Zone): Grouping {
  if (by === "tag") return byWords(ledger, ledger.tags, by);
  if (by === "mistake") return byWords(ledger, ledger.mistakes, by);
  const { names, code } = codesOf(ledger, by, zone);
  const counts = new Int32Array(names.length + 1);
  for (let row = 0; row < ledger.n; row++) {
    const at = (code[row] ?? -1) + 1;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let row = 0; row < ledger.n; row++) {
    const at = (code[row] ?? -1) + 1;
    const place = counts[at] ?? 0;
    counts[at] = place + 1;
    const list = rows[at];
    if (list !== undefined) list[place] = row;
  }
  const [unknown = new Int32Array(0), ...known] = rows;
  const groups = names.map((key, index) => ({ key, rows: known[index] ?? new Int32Array(0) }));
  return { groups: inOrder(groups, by), unknown, overlaps: false };
}

/** The ledger of these rows alone, in their order, with all of its days. */
export function ofRows<L extends LedgerCore>(ledger: L, rows: Int32Array): L {
  const picked = (column: Wholes): Wholes => {
    const some = column.slice(0, rows.length);
    rows.forEach((row, place) => {
      some[place] = column[row] ?? 0;
    });
    return some;
  };
  const columns = Object.entries(ledger).map(([name, value]) => {
    if (ArrayBuffer.isView(value)) return [name, picked(value as Wholes)];
    const isText = typeof value === "object" && "code" in value;
    return [name, isText ? { ...value, code: picked(value.code) } : value];
  });
  const places = new Map(Array.from(rows, (row, place) => [row, place]));
  const parts = ledger.parts.flatMap((part) => {
    const row = places.get(part.row);
    return row === undefined ? [] : [{ ...part, row }];
  });
  return { ...Object.fromEntries(columns), n: rows.length, parts } as L;
}

function inOrder(groups: Grouping["groups"], by: Division): Grouping["groups"] {
  const some = groups.filter(({ rows }) => rows.length > 0);
  const order = ORDER[by];
  if (by === "month") return some.sort((a, b) => (a.key < b.key ? -1 : 1));
  if (order !== undefined) return some.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  return some.sort((a, b) => b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1));
}

function byWords({ n }: AnyLedger, texts: Coded | undefined, by: Division): Grouping {
  const words = (texts?.names ?? []).map((name) => [...new Set(name.split(" ").filter(Boolean))]);
  const lists = new Map<string, number[]>();
  const unknown = new Int32Array(n);
  let [count, overlaps] = [0, false];
  for (let row = 0; row < n; row++) {
    const code = texts?.code[row] ?? -1;
    const own = code < 0 ? undefined : words[code];
    if (own === undefined || own.length === 0) {
      unknown[count++] = row;
      continue;
    }
    if (own.length > 1) overlaps = true;
    for (const word of own) addTo(lists, word, row);
  }
  const groups = [...lists].map(([key, rows]) => ({ key, rows: Int32Array.from(rows) }));
  return { groups: inOrder(groups, by), unknown: unknown.subarray(0, count), overlaps };
}

/** A code for each row; -1: the label is not known. */
function codesOf(ledger: AnyLedger, by: Exclude<Division, "tag" | "mistake">, zone: Zone): Coded {
  const { n, days, day } = ledger;
  const none = { names: [], code: new Int32Array(n).fill(-1) };
  const ofDays = (label: (index: number) => string | null) => {
    const labels = days.map((_, index) => label(index));
    return coded(n, (row) => labels[day[row] ?? -1] ?? null);
  };
  switch (by) {
    case "symbol":
      return ledger.symbol ?? none;
    case "setup":
      return ledger.setup ?? none;
    case "account":
      return ledger.account ?? none;
    case "timeframe":
      return ledger.timeframe ?? none;
    case "confidence":
      return coded(n, (row) => {
        const said = ledger.confidence?.[row] ?? Number.NaN;
        return Number.isNaN(said) ? null : String(said);
      });
    case "plan":
      return ledger.plan ?? none;
    case "checklist":
      return ledger.checklist ?? none;
    case "body":
      return ofDays((index) => days[index]?.body ?? null);
    case "bot":
      return coded(n, (row) => String(ledger.bot?.[row] ?? 0));
    case "side":
      return fixed(n, ["buy", "sell"], (row) => {
        const side = ledger.side?.[row] ?? 0;
        return side === 0 ? -1 : side > 0 ? 0 : 1;
      });
    case "market":
      return ofDays((index) => days[index]?.market_conditions ?? null);
    case "weekday":
      return ofDays((index) => String(weekday(days[index]?.session_date ?? "")));
    case "month":
      return ofDays((index) => days[index]?.session_date.slice(0, 7) ?? null);
    case "mood": {
      const before = moodsBefore(ledger);
      return coded(n, (row) => ownMood(ledger, row) ?? before(row));
    }
    case "hour":
      return fixed(n, ORDER.hour ?? [], hourReader(ledger, zone));
    case "session":
      return fixed(n, ORDER.session ?? [], sessionReader(ledger));
    case "size":
      return fixed(n, ORDER.size ?? [], sizeReader(ledger));
    case "hold":
      return fixed(n, ORDER.hold ?? [], holdReader(ledger));
  }
}

function coded(n: number, label: (row: number) => string | null): Coded {
  const code = new Int32Array(n).fill(-1);
  const numbers = new Map<string, number>();
  for (let row = 0; row < n; row++) {
    const name = label(row);
    if (name === null) continue;
    const known = numbers.get(name) ?? numbers.size;
    if (known === numbers.size) numbers.set(name, known);
    code[row] = known;
  }
  return { names: [...numbers.keys()], code };
}

function fixed(n: number, names: readonly string[], codeOf: (row: number) => number): Coded {
  const code = new Int32Array(n);
  for (let row = 0; row < n; row++) code[row] = codeOf(row);
  return { names, code };
}

/** The mood that was written down with the trade. */
function ownMood({ mood }: AnyLedger, row: number): string | null {
  return mood?.names[mood.code[row] ?? -1] ?? null;
}

/**
 * The last mood noted before the entry on the day of that, whichever day the trade ended on: one noted
 * later knows the result.
 */
function moodsBefore({ days, entry }: AnyLedger): (row: number) => string | null {
  const noted = days
    .flatMap(({ moods }) => moods)
    .filter(({ at, until }) => at < until)
    .sort((a, b) => a.at - b.at);
  return (row) => {
    const start = entry?.[row] ?? Number.NaN;
    let [low, high] = [0, noted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((noted[middle]?.at ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const last = noted[low - 1];
    return last !== undefined && start < last.until ? last.mood : null;
  };
}

const QUARTER = 900;
const DAY = 86_400;

/** Hour of the entry on the zone's clock; -1: unknown. */
export function hourReader({ entry }: AnyLedger, zone: Zone): (row: number) => number {
  let quarter = Number.NaN;
  let shift = 0;
  return (row) => {
    const time = entry?.[row] ?? Number.NaN;
    if (Number.isNaN(time)) return -1;
    // Clocks change on a quarter of an hour.
    const own = Math.floor(time / QUARTER);
    if (own !== quarter) shift = offsetMinutes(zone, own * QUARTER * 1000) * 60;
    quarter = own;
    return Math.floor(modulo(time + shift, DAY) / 3600);
  };
}

/** 08:00 to 17:00 in London and New York, 08:00 to 16:00 in Tokyo, each by its own clock. */
function sessionReader({ entry }: AnyLedger): (row: number) => number {
  let day = Number.NaN;
  let london = 0;
  let newYork = 0;
  return (row) => {
    const time = entry?.[row] ?? Number.NaN;
    if (Number.isNaN(time)) return -1;
    const own = Math.floor(time / DAY);
    if (own !== day) {
      london = offsetMinutes("Europe/London", (own + 0.5) * DAY * 1000) * 60;
      newYork = offsetMinutes("America/New_York", (own + 0.5) * DAY * 1000) * 60;
      day = own;
    }
    const isOpen = (shift: number, close: number) => {
      const hour = modulo(time + shift, DAY) / 3600;
      return hour >= 8 && hour < close;
    };
    const inLondon = isOpen(london, 17);
    if (isOpen(newYork, 17)) return inLondon ? 2 : 3;
    if (inLondon) return 1;
    return isOpen(9 * 3600, 16) ? 0 : 4;
  };
}

function modulo(value: number, by: number): number {
  return value - Math.floor(value / by) * by;
}

/** A lot of less than this multiple of the usual one is small. */
export const SMALL_LOT = 0.75;

/** A lot against the usual one (median) of its symbol: small, in line with it, or above. */
function sizeReader({ n, symbol, lot }: AnyLedger): (row: number) => number {
  const lots = (symbol?.names ?? []).map((): number[] => []);
  for (let row = 0; row < n; row++) {
    const size = lot?.[row] ?? Number.NaN;
    if (size > 0) lots[symbol?.code[row] ?? -1]?.push(size);
  }
  const usual = lots.map(median);
  return (row) => {
    const relative = (lot?.[row] ?? Number.NaN) / (usual[symbol?.code[row] ?? -1] ?? Number.NaN);
    if (Number.isNaN(relative)) return -1;
    return relative < SMALL_LOT ? 0 : relative <= IN_LINE ? 1 : 2;
  };
}

const HOLD_BOUNDS = [5 * 60, 30 * 60, 2 * 3600, 8 * 3600, DAY];

function holdReader({ entry, exit }: AnyLedger): (row: number) => number {
  return (row) => {
    const seconds = (exit?.[row] ?? Number.NaN) - (entry?.[row] ?? Number.NaN);
    if (!(seconds >= 0)) return -1;
    const at = HOLD_BOUNDS.findIndex((bound) => seconds < bound);
    return at < 0 ? HOLD_BOUNDS.length : at;
  };
}
