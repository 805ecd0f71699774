import { crc32 } from "node:zlib";
import { unzipSync } from "fflate";

export type ZipResult =
  | { ok: true; files: Map<string, Uint8Array> }
  | { ok: false; code: "bad-zip" | "zip-bomb" | "zip-password"; detail: string };

/** What an archive's directory says of a file; the library keeps locks and checksums to itself. */
interface Entry {
  name: string;
  packed: number;
  size: number;
  crc: number;
  encrypted: boolean;
}

const MAX_ENTRIES = 10_000;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;
/** Workbooks and statements pack to a tenth; a part of this size that packs to a fiftieth is a bomb. */
const SUSPECT_BYTES = 4 * 1024 * 1024;
const MOST_PACKED = 50;
/** Packing makes nothing larger by more than this: what does has another size than it declares. */
const MOST_GROWTH = 1.01;
const SLACK_BYTES = 1024;

/**
 * Unpacks the files of a zip archive whose names `wanted` accepts. Their declared sizes are added up
 * before anything is inflated, none gets more room than it declares, and each is held against its
 * checksum: so a bomb is refused, and a file that is not what was packed.
 */
export function readZip(bytes: Uint8Array, wanted: (name: string) => boolean): ZipResult {
  const entries = directory(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (entries === null) return { ok: false, code: "bad-zip", detail: "central directory" };
  const taken = entries.filter((entry) => wanted(entry.name));
  const total = taken.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > MAX_ENTRIES || total > MAX_TOTAL_BYTES) {
    return { ok: false, code: "zip-bomb", detail: String(total) };
  }
  const bomb = taken.find(
    ({ packed, size }) => size > SUSPECT_BYTES && size > packed * MOST_PACKED,
  );
  if (bomb !== undefined) return { ok: false, code: "zip-bomb", detail: bomb.name };
  // The library goes on inflating past the declared size (6 s a GB), only to throw it away.
  const liar = taken.find(({ packed, size }) => packed > size * MOST_GROWTH + SLACK_BYTES);
  if (liar !== undefined) return { ok: false, code: "zip-bomb", detail: liar.name };
  const locked = taken.find((entry) => entry.encrypted);
  if (locked !== undefined) return { ok: false, code: "zip-password", detail: locked.name };
  const files = unpack(bytes, entries, new Set(taken));
  const broken = taken.find(({ name, size, crc }) => {
    const data = files?.get(name);
    return data?.length !== size || crc32(data) !== crc;
  });
  if (files !== null && broken === undefined) return { ok: true, files };
  return { ok: false, code: "bad-zip", detail: broken?.name ?? "" };
}

/** The files of these entries by name; null where one cannot be inflated. */
function unpack(
  bytes: Uint8Array,
  entries: readonly Entry[],
  taken: ReadonlySet<Entry>,
): Map<string, Uint8Array> | null {
  const names = new Map<string, string>();
  let index = 0;
  try {
    // The library goes through the directory in its order, and may spell a name in its own way.
    const filter = ({ name }: { name: string }): boolean => {
      const entry = entries[index++];
      if (entry === undefined || !taken.has(entry)) return false;
      names.set(name, entry.name);
      return true;
    };
    const files = Object.entries(unzipSync(bytes, { filter }));
    return new Map(files.map(([name, data]) => [names.get(name) ?? name, data]));
  } catch {
    return null;
  }
}

function directory(buffer: Buffer): Entry[] | null {
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > buffer.length) return null;
  const count = buffer.readUInt16LE(end + 10);
  let at = buffer.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = buffer.readUInt16LE(at + 28);
    entries.push({
      name: buffer.toString("utf8", at + 46, at + 46 + nameLength),
      packed: buffer.readUInt32LE(at + 20),
      size: buffer.readUInt32LE(at + 24),
      crc: buffer.readUInt32LE(at + 16),
      encrypted: (buffer.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
}
