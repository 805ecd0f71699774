import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/**
 * The pages of an SQLite file (sqlite.org/fileformat2.html), read without SQLite, which gives up a
 * whole table for one page of it. Nothing is written, not even what reading a log needs.
 */
export interface Pages {
  /** How many there are, by the file and by its header. */
  count: number;
  /** Bytes of a page that hold content. */
  usable: number;
  encoding: "utf-8" | "utf-16le" | "utf-16be";
  /** Null: the first page does not begin as one of SQLite does. */
  header: { version: number; application: number; freelist: number } | null;
  /**
   * The page as it stands after the last commit; null where the file has none of this number. A page
   * at which the file was cut off is short.
   */
  read(page: number): Buffer | null;
  close(): void;
}

const MAGIC = "SQLite format 3\0";
/** As better-sqlite3 and Python make them; for a file that no longer says it. */
const USUAL_SIZE = 4096;
const ENCODINGS = ["utf-8", "utf-8", "utf-16le", "utf-16be"] as const;

/** Opens a file and the log beside it. Throws what the file system says. */
export function openPages(file: string): Pages {
  const main = openSync(file, "r");
  const log = openLog(`${file}-wal`);
  const logged = log === null ? { frames: new Map<number, number>(), pages: 0 } : readLog(log);
  const first = Buffer.alloc(100);
  const inLog = logged.frames.get(1);
  if (inLog === undefined || log === null) readSync(main, first, 0, 100, 0);
  else readSync(log.descriptor, first, 0, 100, inLog);
  const stated = first.readUInt16BE(16) === 1 ? 65_536 : first.readUInt16BE(16);
  const isWhole = first.toString("latin1", 0, 16) === MAGIC && isSize(stated);
  const size = isWhole ? stated : (log?.size ?? USUAL_SIZE);
  const bytes = fstatSync(main).size;
  const inFile = Math.ceil(bytes / size);
  // A header that was hit may name any number: the walk ends where neither file nor log go on.
  const count = Math.max(inFile, logged.pages, ...logged.frames.keys());
  return {
    count,
    usable: size - (isWhole ? (first[20] ?? 0) : 0),
    encoding: (isWhole ? ENCODINGS[first.readUInt32BE(56)] : undefined) ?? "utf-8",
    header: isWhole
      ? {
          version: first.readUInt32BE(60),
          application: first.readUInt32BE(68),
          freelist: first.readUInt32BE(32),
        }
      : null,
    read(page) {
      if (page < 1 || page > count) return null;
      const frame = logged.frames.get(page);
      const content = Buffer.alloc(size);
      const [from, at] =
        frame === undefined || log === null ? [main, (page - 1) * size] : [log.descriptor, frame];
      const length = readSync(from, content, 0, size, at);
      return length === 0 ? null : content.subarray(0, length);
    },
    close() {
      closeSync(main);
      if (log !== null) closeSync(log.descriptor);
    },
  };
}

const isSize = (size: number) => size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;

interface Log {
  descriptor: number;
  header: Buffer;
  size: number;
}

const [LOG_HEADER, FRAME_HEADER] = [32, 24];

function openLog(file: string): Log | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch {
    return null;
  }
  const header = Buffer.alloc(LOG_HEADER);
  const length = readSync(descriptor, header, 0, LOG_HEADER, 0);
  const size = header.readUInt32BE(8);
  const isLog = length === LOG_HEADER && header.readUInt32BE(0) >>> 1 === 0x377f0682 >>> 1;
  if (isLog && isSize(size)) return { descriptor, header, size };
  closeSync(descriptor);
  return null;
}

/** Where in the log the newest committed content of each page stands, and how many pages there are. */
function readLog({ descriptor, header, size }: Log): {
  frames: Map<number, number>;
  pages: number;
} {
  const frames = new Map<number, number>();
  const waiting = new Map<number, number>();
  let pages = 0;
  const isBig = (header.readUInt32BE(0) & 1) === 1;
  let sum = checksum(header.subarray(0, 24), [0, 0], isBig);
  const frame = Buffer.alloc(FRAME_HEADER + size);
  for (let at = LOG_HEADER; ; at += frame.length) {
    if (readSync(descriptor, frame, 0, frame.length, at) < frame.length) break;
    if (frame.compare(header, 16, 24, 8, 16) !== 0) break;
    sum = checksum(frame.subarray(0, 8), sum, isBig);
    sum = checksum(frame.subarray(FRAME_HEADER), sum, isBig);
    if (frame.readUInt32BE(16) !== sum[0] || frame.readUInt32BE(20) !== sum[1]) break;
    waiting.set(frame.readUInt32BE(0), at + FRAME_HEADER);
    if (frame.readUInt32BE(4) === 0) continue;
    for (const [page, place] of waiting) frames.set(page, place);
    waiting.clear();
    pages = frame.readUInt32BE(4);
  }
  return { frames, pages };
}

function checksum(bytes: Buffer, [a, b]: [number, number], isBig: boolean): [number, number] {
  let [first, second] = [a, b];
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const [x, y] = isBig
      ? [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
      : [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    first = (first + x + second) >>> 0;
    second = (second + y + first) >>> 0;
  }
  return [first, second];
}
