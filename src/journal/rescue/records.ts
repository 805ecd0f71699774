import type { Pages } from "./pages.ts";

/** Stands for a value of which not all bytes can be read, or which are no text where text belongs. */
export const BROKEN = Symbol("broken");

/** Whole numbers are bigints, so that they stay whole in columns without a type. */
export type Value = null | bigint | number | string | Buffer | typeof BROKEN;

/** A cell of a b-tree: a row of a table, or an entry of an index (then without a number). */
export interface Cell {
  rowid: bigint;
  values: Value[];
}

/** Kinds of b-tree pages, as their first byte tells them. */
export const [INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF] = [2, 5, 10, 13] as const;

/** A page of a b-tree: where its cells begin, and for an inner one the page after the last. */
export interface TreePage {
  kind: number;
  bytes: Buffer;
  cells: number[];
  /** Cells that its head counts and that point nowhere. */
  stray: number;
  last: number;
}

/** Reads a page as one of a b-tree; null for one that is none. Cells that cannot be are left out. */
export function treePage(pages: Pages, page: number): TreePage | null {
  const bytes = pages.read(page);
  if (bytes === null) return null;
  // The first page begins with the file's header.
  const start = page === 1 ? 100 : 0;
  if (bytes.length < start + 12) return null;
  const kind = bytes[start] ?? 0;
  const isInner = kind === TABLE_INNER || kind === INDEX_INNER;
  if (!isInner && kind !== TABLE_LEAF && kind !== INDEX_LEAF) return null;
  const head = start + (isInner ? 12 : 8);
  const count = bytes.readUInt16BE(start + 3);
  if (head + 2 * count > pages.usable) return null;
  const cells: number[] = [];
  for (let index = 0; index < count && head + 2 * index + 2 <= bytes.length; index++) {
    const at = bytes.readUInt16BE(head + 2 * index);
    if (at >= head + 2 * count && at < Math.min(pages.usable, bytes.length) - 2) cells.push(at);
  }
  const stray = count - cells.length;
  return { kind, bytes, cells, stray, last: isInner ? bytes.readUInt32BE(start + 8) : 0 };
}

/** A number of one to nine bytes and where the next thing begins; null beyond the end. */
function varint(bytes: Buffer, at: number): [value: bigint, next: number] | null {
  let value = 0;
  for (let index = 0; index < 6; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [BigInt(value), at + index + 1];
  }
  let large = BigInt(value);
  for (let index = 6; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    if (index === 8) return [BigInt.asIntN(64, large * 256n + BigInt(byte)), at + 9];
    large = large * 128n + BigInt(byte & 0x7f);
    if (byte < 0x80) return [large, at + index + 1];
  }
  return null;
}

/** Child and largest row number of an entry of a table's inner page. */
export function innerEntry({ bytes }: TreePage, at: number): { child: number; key: bigint } | null {
  if (at + 5 > bytes.length) return null;
  const key = varint(bytes, at + 4);
  return key === null ? null : { child: bytes.readUInt32BE(at), key: key[0] };
}

/** A row or an entry; null for bytes that are none. */
export function cellAt(pages: Pages, { kind, bytes }: TreePage, at: number): Cell | null {
  const isTable = kind === TABLE_LEAF;
  const length = varint(bytes, kind === INDEX_INNER ? at + 4 : at);
  if (length === null) return null;
  const number = isTable ? varint(bytes, length[1]) : ([0n, length[1]] as const);
  if (number === null) return null;
  const size = Number(length[0]);
  if (size < 1 || size > pages.count * pages.usable) return null;
  const payload = payloadAt(pages, bytes, { at: number[1], size, isTable });
  const values = payload === null ? null : recordIn(payload, size, pages.encoding);
  return values === null ? null : { rowid: number[0], values };
}

/** As much of a payload as can be read, its pages of overflow included. */
function payloadAt(
  pages: Pages,
  bytes: Buffer,
  { at, size, isTable }: { at: number; size: number; isTable: boolean },
): Buffer | null {
  const { usable } = pages;
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (size <= most) {
    // More than a whole page holds is no length of a row.
    return at + size > bytes.length && bytes.length >= usable
      ? null
      : bytes.subarray(at, at + size);
  }
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((size - least) % (usable - 4));
  const local = wanted <= most ? wanted : least;
  if (at + local + 4 > bytes.length) return null;
  const parts = [bytes.subarray(at, at + local)];
  let left = size - local;
  for (let page = bytes.readUInt32BE(at + local); left > 0; ) {
    const more = pages.read(page);
    // A page of a tree is none of overflow: those begin with the number of the next, below 2^24.
    if (more === null || more.length < 5 || (more[0] !== 0 && pages.count < 1 << 24)) break;
    const part = more.subarray(4, 4 + Math.min(left, usable - 4));
    parts.push(part);
    left -= part.length;
    page = more.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

/** Bytes of whole numbers by the type that stands in a record's head. */
const WIDTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0] as const;

/** The values of a record of so many bytes, of which some may be missing at its end. */
function recordIn(payload: Buffer, size: number, encoding: Pages["encoding"]): Value[] | null {
  const head = varint(payload, 0);
  if (head === null || head[0] > payload.length || head[0] < 1) return null;
  const body = Number(head[0]);
  const types: number[] = [];
  let end = body;
  for (let at = head[1]; at < body; ) {
    const type = varint(payload, at);
    if (type === null || type[0] < 0 || type[0] === 10n || type[0] === 11n) return null;
    const kind = Number(type[0]);
    types.push(kind);
    end += widthOf(kind);
    at = type[1];
    if (at > body || end > size) return null;
  }
  if (end !== size) return null;
  let at = body;
  return types.map((type) => {
    const from = at;
    at += widthOf(type);
    return at > payload.length ? BROKEN : valueIn(payload, type, from, at, encoding);
  });
}

const widthOf = (type: number) => WIDTHS[type] ?? (type - (type % 2 === 0 ? 12 : 13)) / 2;

function valueIn(
  bytes: Buffer,
  type: number,
  from: number,
  to: number,
  encoding: Pages["encoding"],
): Value {
  if (type === 0) return null;
  if (type === 6) return bytes.readBigInt64BE(from);
  if (type < 6) return BigInt(bytes.readIntBE(from, to - from));
  if (type === 7) {
    const value = bytes.readDoubleBE(from);
    return Number.isNaN(value) ? BROKEN : value;
  }
  if (type < 10) return BigInt(type - 8);
  if (type % 2 === 0) return Buffer.from(bytes.subarray(from, to));
  const text = encoding === "utf-8" ? bytes.toString("utf8", from, to) : "\ufffd";
  if (!text.includes("\ufffd")) return text;
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(from, to),
    );
  } catch {
    return BROKEN;
  }
}
