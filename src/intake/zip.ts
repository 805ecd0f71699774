import { inflateRawSync } from "node:zlib";

export type ZipResult =
  | { ok: true; files: Map<string, Uint8Array> }
  | { ok: false; code: "bad-zip" | "zip-bomb" | "zip-password"; detail: string };

interface Entry {
  name: string;
  method: number;
  packed: number;
  size: number;
  offset: number;
  encrypted: boolean;
}

const MAX_ENTRIES = 10_000;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;

/**
 * Unpacks the files of a zip archive whose names `wanted` accepts. The declared sizes are added
 * up from the central directory before anything is inflated, and no file may inflate beyond its
 * own declared size, so that a zip bomb costs nothing.
 */
export function readZip(bytes: Uint8Array, wanted: (name: string) => boolean): ZipResult {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = centralDirectory(buffer);
  if (entries === null) return { ok: false, code: "bad-zip", detail: "central directory" };
  const taken = entries.filter((entry) => wanted(entry.name));
  const total = taken.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > MAX_ENTRIES || total > MAX_TOTAL_BYTES) {
    return { ok: false, code: "zip-bomb", detail: String(total) };
  }
  const files = new Map<string, Uint8Array>();
  for (const entry of taken) {
    if (entry.encrypted) return { ok: false, code: "zip-password", detail: entry.name };
    const result = unpack(buffer, entry);
    if (typeof result === "string") return { ok: false, code: result, detail: entry.name };
    files.set(entry.name, result);
  }
  return { ok: true, files };
}

function centralDirectory(buffer: Buffer): Entry[] | null {
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
      method: buffer.readUInt16LE(at + 10),
      packed: buffer.readUInt32LE(at + 20),
      size: buffer.readUInt32LE(at + 24),
      offset: buffer.readUInt32LE(at + 42),
      encrypted: (buffer.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(buffer: Buffer, entry: Entry): Uint8Array | "bad-zip" | "zip-bomb" {
  const at = entry.offset;
  if (at + 30 > buffer.length || buffer.readUInt32LE(at) !== 0x04034b50) return "bad-zip";
  const from = at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
  if (from + entry.packed > buffer.length) return "bad-zip";
  const packed = buffer.subarray(from, from + entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) return "bad-zip";
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "ERR_BUFFER_TOO_LARGE" ? "zip-bomb" : "bad-zip";
  }
}

/** A zip archive that stores the files as they are, without compression and without checksums. */
export function storeZip(files: Map<string, Uint8Array>): ArrayBuffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of files) {
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(label.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, label);
    parts.push(Buffer.from([0x50, 0x4b, 3, 4]), common, label, Buffer.from(data));
    offset += 30 + label.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end])).buffer;
}
