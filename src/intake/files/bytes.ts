import { createHash } from "node:crypto";
import { closeSync, constants, openSync, readFileSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import * as words from "../words.ts";
import { detectEncoding, fileKind, HEAD_BYTES } from "./encoding.ts";

export interface FileBytes {
  /** Without its folder. */
  name: string;
  bytes: Uint8Array;
  sha256: string;
}

const MOST_BYTES = 1.5e9;
/** Of a pipe or a device, which does not say how much there is of it. */
const MOST_UNSIZED_BYTES = 100e6;

/**
 * The whole file, pipes too; of one that holds neither text nor anything else we know only its head,
 * which is enough to refuse it. Throws UserError when it is not there, no file, or too large, or a
 * pipe that nobody writes to; `onWait` is called once where a pipe lets wait for its data.
 */
export async function readBytes(file: string, onWait: () => void): Promise<FileBytes> {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw new UserError("is-folder", ...words.isFolder(file));
    const most = stat.isFile() ? MOST_BYTES : MOST_UNSIZED_BYTES;
    if (stat.size > most) throw tooLarge(file, stat.size);
    const bytes = stat.isFile() ? readKnown(file) : await readUnsized(file, stat.isFIFO(), onWait);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { name: path.basename(file), bytes, sha256 };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === "ENOENT") throw new UserError("file-missing", ...words.fileMissing(file));
    throw new UserError("file-unreadable", ...words.fileUnreadable(file, code));
  }
}

const tooLarge = (file: string, bytes: number) =>
  new UserError("file-too-large", ...words.fileTooLarge(file, Math.round(bytes / 1e6)));

function isBinary(head: Uint8Array): boolean {
  const encoding = detectEncoding(head);
  return encoding !== null && fileKind(head, encoding) === "binary";
}

function readKnown(file: string): Uint8Array {
  const descriptor = openSync(file, "r");
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const start = head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0));
    return isBinary(start) ? start : readFileSync(file);
  } finally {
    closeSync(descriptor);
  }
}

/** What a pipe or a device gives until its end. */
async function readUnsized(file: string, isPipe: boolean, onWait: () => void): Promise<Uint8Array> {
  // A named pipe without a writer would keep even the opening waiting, for ever.
  const descriptor = openSync(file, isPipe ? constants.O_RDONLY | constants.O_NONBLOCK : "r");
  const read = isPipe ? pipeReader(descriptor, file, onWait) : readSync.bind(null, descriptor);
  try {
    const chunks: Buffer[] = [];
    for (let all = 0; ; ) {
      const chunk = Buffer.alloc(HEAD_BYTES);
      const count = await read(chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      all += count;
      if (chunks.length === 1 && isBinary(chunk.subarray(0, count))) return Buffer.concat(chunks);
      if (all > MOST_UNSIZED_BYTES) throw tooLarge(file, all);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** So long a pipe may have no writer; after that long a wait for its data is said. */
const PIPE_MS = 2_000;
const POLL_MS = 20;

/** Reads a pipe that was opened without waiting; 0 at its end. */
function pipeReader(descriptor: number, file: string, onWait: () => void) {
  let hasWriter = false;
  let isSaid = false;
  return async (chunk: Uint8Array): Promise<number> => {
    for (let begun = performance.now(); ; await setTimeout(POLL_MS)) {
      const count = readWaiting(descriptor, chunk);
      // No bytes are the end only of what somebody has had open.
      hasWriter ||= count !== 0;
      if (count !== null && (count > 0 || hasWriter)) return count;
      if (performance.now() - begun < PIPE_MS) continue;
      if (!hasWriter) throw new UserError("pipe-without-writer", ...words.pipeWithoutWriter(file));
      if (!isSaid) onWait();
      isSaid = true;
    }
  };
}

/** How many bytes came; null: none yet. */
function readWaiting(descriptor: number, chunk: Uint8Array): number | null {
  try {
    return readSync(descriptor, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return null;
    throw error;
  }
}
