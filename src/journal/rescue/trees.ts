import type { Pages } from "./pages.ts";
import {
  type Cell,
  cellAt,
  INDEX_INNER,
  INDEX_LEAF,
  innerEntry,
  TABLE_INNER,
  TABLE_LEAF,
  type TreePage,
  treePage,
} from "./records.ts";

/** Numbers of rows that a page which cannot be read would have held: above `low`, up to `high`. */
export interface Gap {
  page: number;
  low: bigint;
  high: bigint;
}

/** What a walk through a b-tree could not read. */
export interface Unread {
  gaps: Gap[];
  /** Cells that are no rows, on pages that can be read. */
  cells: number;
}

const [LOWEST, HIGHEST] = [-(1n << 63n) - 1n, (1n << 63n) - 1n];

/** All row numbers: what is not known of a table whose root is lost. */
export const everything = (page: number): Gap => ({ page, low: LOWEST, high: HIGHEST });

/**
 * Hands out the rows of a table, by their numbers, as far as pages can be read; `seen` gets every
 * page that is of the tree, so that no page is read twice, nor taken for a lost one.
 */
export function walkTable(
  pages: Pages,
  root: number,
  seen: Set<number>,
  take: (cell: Cell) => void,
): Unread {
  const unread: Unread = { gaps: [], cells: 0 };
  const waiting: Gap[] = [everything(root)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { page, low, high } = next;
    const node = seen.has(page) ? null : treePage(pages, page);
    if (node === null || (node.kind !== TABLE_LEAF && node.kind !== TABLE_INNER)) {
      unread.gaps.push(next);
      continue;
    }
    seen.add(page);
    if (node.kind === TABLE_INNER) {
      waiting.push(...childrenOf(node, next).reverse());
      continue;
    }
    unread.cells += node.stray;
    for (const at of node.cells) {
      const cell = cellAt(pages, node, at);
      if (cell !== null && cell.rowid > low && cell.rowid <= high) take(cell);
      else unread.cells++;
    }
  }
  return unread;
}

/** Pages below an inner one, each with the row numbers that it may hold. */
function childrenOf(node: TreePage, { page, low, high }: Gap): Gap[] {
  const children: Gap[] = [];
  let isWhole = node.stray === 0;
  let from = low;
  for (const at of node.cells) {
    const entry = innerEntry(node, at);
    if (entry === null || entry.key <= from || entry.key > high) {
      isWhole = false;
      continue;
    }
    children.push({ page: entry.child, low: from, high: entry.key });
    from = entry.key;
  }
  children.push({ page: node.last, low: from, high });
  // The page itself stands for what it no longer leads to: it was read, so it becomes a gap.
  return isWhole ? children : [...children, { page, low, high }];
}

/** Hands out the entries of an index (or of a table without row numbers); false: not all of them. */
export function walkIndex(
  pages: Pages,
  root: number,
  seen: Set<number>,
  take: (cell: Cell) => void,
): boolean {
  let isWhole = true;
  const waiting = [root];
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    const node = seen.has(page) ? null : treePage(pages, page);
    if (node === null || (node.kind !== INDEX_LEAF && node.kind !== INDEX_INNER)) {
      isWhole = false;
      continue;
    }
    seen.add(page);
    if (node.stray > 0) isWhole = false;
    const isInner = node.kind === INDEX_INNER;
    if (isInner) waiting.push(node.last);
    for (const at of node.cells) {
      if (isInner && at + 4 <= node.bytes.length) waiting.push(node.bytes.readUInt32BE(at));
      const cell = cellAt(pages, node, at);
      if (cell === null) isWhole = false;
      else take(cell);
    }
  }
  return isWhole;
}

/** Pages that hold nothing any more: what still stands on them was deleted. */
export function freePages(pages: Pages): Set<number> {
  const free = new Set<number>();
  let trunk = pages.header?.freelist ?? 0;
  while (trunk !== 0 && !free.has(trunk)) {
    const bytes = pages.read(trunk);
    if (bytes === null || bytes.length < pages.usable) break;
    free.add(trunk);
    const count = Math.min(bytes.readUInt32BE(4), pages.usable / 4 - 2);
    for (let index = 0; index < count; index++) free.add(bytes.readUInt32BE(8 + 4 * index));
    trunk = bytes.readUInt32BE(0);
  }
  return free;
}

/** Rows of so many values on a page that no tree leads to; none where it is no page of such rows. */
export function detachedRows(pages: Pages, page: number, width: number): Cell[] {
  const node = treePage(pages, page);
  if (node === null || node.kind !== TABLE_LEAF) return [];
  const rows: Cell[] = [];
  for (const at of node.cells) {
    const cell = cellAt(pages, node, at);
    if (cell === null) continue;
    // A page is of one table: the first row tells which it cannot be.
    if (cell.values.length !== width && rows.length === 0) return [];
    rows.push(cell);
  }
  return rows;
}
