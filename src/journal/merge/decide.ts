import type { Row } from "../changes.ts";
import type { MergeRule } from "./rules.ts";

export type Side = "ours" | "theirs";

/** When a cell was changed: a time; null: nobody knows when; undefined: never since it was made. */
export type EditTime = string | null | undefined;

/** One row of a journal on its way to be put together with its like. */
export interface SideRow {
  row: Row;
  /** By column; '' is the row itself. */
  times: ReadonlyMap<string, EditTime>;
}

/** How a cell that differs came out. */
export interface Decided {
  column: string;
  ours: unknown;
  theirs: unknown;
  /** What stands now. */
  value: unknown;
  /**
   * filled: one side said nothing; changed: only one side changed it; later: both did, the later one
   * stands; joined: both texts stand; rule: by a rule of its table; sealed: what is here stays though
   * the other differs; open: somebody has to say it.
   */
  how: "filled" | "changed" | "later" | "joined" | "rule" | "sealed" | "open";
  /** Null: neither, or both. */
  side: Side | null;
  /** To be kept with the cell; undefined: nothing is. */
  at?: string;
}

const isSame = (a: unknown, b: unknown) =>
  a === b || (a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0);

/**
 * What becomes of each cell by which two rows of one thing differ. The same whichever of the two is
 * here, so that two journals that are exchanged both ways end as one. `preferred` is the side that
 * knows these columns better, whatever was changed when.
 */
export function decideRow(
  rule: MergeRule,
  ours: SideRow,
  theirs: SideRow,
  columns: readonly string[],
  preferred: { side: Side; columns: ReadonlySet<string> } | null = null,
): Decided[] {
  const decided = new Map<string, Decided>();
  const leads = Object.values(rule.with ?? {});
  const order = [...columns].sort((a, b) => Number(leads.includes(b)) - Number(leads.includes(a)));
  for (const column of order) {
    const [a, b] = [ours.row[column] ?? null, theirs.row[column] ?? null];
    if (isSame(a, b) || rule.local?.includes(column)) continue;
    const lead = decided.get(rule.with?.[column] ?? "");
    const isLed = lead !== undefined && lead.side !== null && lead.how !== "open";
    const prefers = preferred?.columns.has(column) === true ? preferred.side : null;
    const cell = { column, ours: a, theirs: b };
    const way = { rule, ours, theirs, cell };
    if (isLed) decided.set(column, taken(cell, lead.side as Side, "rule"));
    else decided.set(column, decide(way, prefers));
  }
  return [...decided.values()];
}

type Cell = Pick<Decided, "column" | "ours" | "theirs">;

interface Way {
  rule: MergeRule;
  ours: SideRow;
  theirs: SideRow;
  cell: Cell;
}

const taken = (cell: Cell, side: Side, how: Decided["how"], at?: string): Decided => ({
  ...cell,
  value: cell[side],
  side,
  how,
  ...(at === undefined ? {} : { at }),
});

function decide({ rule, ours, theirs, cell }: Way, preferred: Side | null): Decided {
  const { column, ours: a, theirs: b } = cell;
  if (rule.sealed?.includes(column)) return taken(cell, "ours", "sealed");
  if (rule.smallest?.includes(column)) return taken(cell, smaller(a, b), "rule");
  if (rule.largest?.includes(column)) {
    return taken(cell, smaller(a, b) === "ours" ? "theirs" : "ours", "rule");
  }
  const [mine, other] = [timesOf(rule, ours, column), timesOf(rule, theirs, column)];
  const isEmpty = (value: unknown, { edited }: CellTimes) =>
    edited === undefined && (value === null || value === (rule.empty?.[column] ?? null));
  if (isEmpty(a, mine)) return taken(cell, "theirs", "filled", known(other.edited));
  if (isEmpty(b, other)) return taken(cell, "ours", "filled");
  if (preferred !== null) return taken(cell, preferred, "rule", known(other.edited));
  return byTime(rule, cell, mine, other);
}

const known = (at: EditTime) => at ?? undefined;

/** The smaller of the two that says something. */
function smaller(a: unknown, b: unknown): Side {
  if (a === null) return "theirs";
  if (b === null) return "ours";
  return (a as string | number) < (b as string | number) ? "ours" : "theirs";
}

interface CellTimes {
  edited: EditTime;
  /** The last moment at which it is known to have been set. */
  set: EditTime;
  born: EditTime;
}

function timesOf({ born }: MergeRule, { row, times }: SideRow, column: string): CellTimes {
  const made = born === undefined ? undefined : ((row[born] ?? undefined) as string | undefined);
  const edited = times.get(column);
  return { edited, set: edited === undefined ? (times.get("") ?? made) : edited, born: made };
}

function byTime(rule: MergeRule, cell: Cell, mine: CellTimes, other: CellTimes): Decided {
  const { column } = cell;
  const [a, b] = [mine.set, other.set];
  const isUnknown = a === null || b === null || (a ?? "") === (b ?? "");
  const isOneSided =
    mine.born === other.born && (mine.edited === undefined) !== (other.edited === undefined);
  if (!isUnknown && isOneSided) {
    const side = later(a, b);
    return taken(cell, side, "changed", known(side === "ours" ? a : b));
  }
  if (rule.joined?.includes(column)) return joined(cell, a, b);
  if (!isUnknown) {
    const side = later(a, b);
    return taken(cell, side, "later", known(side === "ours" ? a : b));
  }
  const tie = rule.tie?.[column];
  if (tie === "here") return taken(cell, "ours", "rule");
  if (tie !== undefined) {
    const isOurs = (smaller(cell.ours, cell.theirs) === "ours") === (tie === "smaller");
    return taken(cell, isOurs ? "ours" : "theirs", "rule", known(isOurs ? a : b));
  }
  return { ...cell, value: cell.ours, side: null, how: "open" };
}

const later = (a: EditTime, b: EditTime): Side => ((a ?? "") > (b ?? "") ? "ours" : "theirs");

/** Both texts, the earlier one first; one of them where it holds the other. */
function joined(cell: Cell, a: EditTime, b: EditTime): Decided {
  const [mine, other] = [String(cell.ours), String(cell.theirs)];
  if (mine.includes(other)) return taken(cell, "ours", "joined", known(a));
  if (other.includes(mine)) return taken(cell, "theirs", "joined", known(b));
  const isFirst = a != null && b != null && a !== b ? a < b : mine < other;
  const value = (isFirst ? [mine, other] : [other, mine]).join("\n\n");
  const at = [a, b].filter((time) => time != null).sort();
  const last = at.at(-1);
  return { ...cell, value, side: null, how: "joined", ...(last == null ? {} : { at: last }) };
}
