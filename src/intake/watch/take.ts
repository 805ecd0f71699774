import { createHash, type Hash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { readObject } from "../../base/json.ts";
import type { Context } from "../../context.ts";
import { UserError } from "../../errors.ts";
import { findWatched, isTaken, type WatchedFile } from "../../journal/incoming/watched.ts";
import type { Store } from "../../journal/store.ts";
import { filledText } from "../filled.ts";
import { importOne } from "../import.ts";
import type { ImportOutcome } from "../outcome.ts";
import type { SkippedRow } from "../statement.ts";
import * as words from "../words.ts";
import { isOfLines, looksLikeStatement } from "./names.ts";
import { byHand, FILLED_SHEET, importByHand, LINES_NEED } from "./words.ts";

/** What became of a file that was looked at. `file` is what is to be kept of it. */
export type Taken =
  | {
      kind: "taken";
      file: WatchedFile;
      outcome: ImportOutcome;
      /** Lines that cannot be read, by their place in the whole file. */
      bad: SkippedRow[];
    }
  /** Its content was taken already. */
  | { kind: "same"; file: WatchedFile }
  /** It ends in the middle of a row, and may go on. */
  | { kind: "early" }
  /** No whole line of it is there yet. */
  | { kind: "unfinished" }
  | {
      kind: "refused";
      file: WatchedFile;
      message: string;
      hint: string | undefined;
      isNews: boolean;
    }
  /** It is no statement. */
  | { kind: "other"; file: WatchedFile }
  /** Not to be opened now. */
  | { kind: "locked"; code: string }
  | { kind: "gone" };

/** More than this at once is no statement. */
const MOST_BYTES = 200e6;
const CHUNK = 1 << 20;
const LINE_END = 0x0a;

/** What of a file is to be taken now. */
interface Part {
  size: number;
  modified_ms: number;
  bytes: Buffer;
  /** Of everything up to the end of the part. */
  sha256: string;
  /** It is a file of lines, and this ends with a whole one. */
  isLines: boolean;
  /** Where the part begins, in a file that has grown. */
  from: number;
  /** Only the beginning was read. */
  isTooLarge: boolean;
}

/**
 * Takes the file as `trade import` would, without asking anything; of one that grows by lines what is
 * new since the last time. `isEarly`: whether one that ends without a line end is to wait. What the
 * journal itself does not bear (it is busy, the disk is full) is thrown, all that is wrong with the
 * file comes back.
 */
export async function takeFile(
  context: Context,
  store: Store,
  file: string,
  isEarly: () => boolean,
): Promise<Taken> {
  const kept = findWatched(store, file);
  let part: Part;
  try {
    part = readPart(file, kept);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code === "ENOENT" ? { kind: "gone" } : { kind: "locked", code };
  }
  if (!part.isLines && endsInRow(part.bytes) && isEarly()) return { kind: "early" };
  const seen = { path: file, size: part.size, modified_ms: part.modified_ms };
  const fresh = { ...seen, sha256: null, reason: null, taken_bytes: null, taken_lines: null };
  // What is taken of a file of lines stays so, whatever the rest of it turns out to be.
  const before = part.from > 0 && kept !== undefined ? { ...kept, ...seen } : fresh;
  if (part.bytes.length === 0) {
    if (part.from > 0) return { kind: "same", file: { ...before, outcome: "taken" } };
    if (part.isLines) return { kind: "unfinished" };
  }
  const taken = {
    ...seen,
    sha256: part.sha256,
    outcome: "taken" as const,
    reason: null,
    taken_bytes: part.isLines ? part.from + part.bytes.length : null,
    taken_lines: part.isLines ? linesIn(part.bytes) + (before.taken_lines ?? 0) : null,
  };
  if (isTaken(store, part.sha256)) return { kind: "same", file: taken };
  const head = part.bytes.subarray(0, CHUNK);
  try {
    if (part.isTooLarge) {
      const told = words.fileTooLarge(file, Math.round(part.size / 1e6));
      throw new UserError("file-too-large", ...told);
    }
    const { outcome, firstLine } = await importPart(context, file, part, before);
    // Lines of another's making are paired over the whole file: it is read anew when it changes.
    const grows = part.isLines && outcome.format === "jurnal";
    const bad = outcome.skipped
      .filter(({ reason }) => reason === "bad")
      .map((row) => ({ ...row, line: row.line + firstLine }))
      .filter(({ line }) => line > (before.taken_lines ?? 0));
    const file_ = grows ? taken : { ...taken, taken_bytes: null, taken_lines: null };
    return { kind: "taken", file: file_, outcome, bad };
  } catch (error) {
    if (!(error instanceof UserError) || isOfJournal(error)) throw error;
    const refused = { ...before, outcome: "refused" as const, reason: error.message };
    if (UNKNOWN.has(error.code) && !looksLikeStatement(path.basename(file), head)) {
      return { kind: "other", file: { ...refused, outcome: "other", reason: null } };
    }
    // Of a file of lines that grows it was said already.
    const isNews = !part.isLines || kept?.reason !== error.message;
    return {
      kind: "refused",
      file: refused,
      message: error.message,
      hint: hintFor(error, file, part),
      isNews,
    };
  }
}

/** What helps where nothing is asked. */
function hintFor({ code, hint }: UserError, file: string, { isLines }: Part): string | undefined {
  if (UNKNOWN.has(code) && isLines) return LINES_NEED;
  if (code === "unknown-format") return importByHand(file);
  // The hints of an import speak of its options.
  return hint?.includes(" --") && !hint.includes("jurnal ") ? byHand(hint, file) : hint;
}

/** Of any file that is no statement. */
const UNKNOWN: ReadonlySet<string> = new Set([
  ...["bad-xlsx", "bad-zip", "empty-file", "file-too-large", "old-excel", "unknown-encoding"],
  ...["unknown-format", "unreadable", "xlsx-password", "xlsx-too-large", "zip-bomb"],
  ...["zip-of-several", "zip-password"],
]);

/** Whether the journal cannot be written now, or not by this command. */
export const isOfJournal = ({ code }: UserError) =>
  /^(?:journal-|disk-full$|foreign-rules$|profile-unknown$)/.test(code);

async function importPart(
  context: Context,
  file: string,
  part: Part,
  { taken_lines }: WatchedFile | { taken_lines: null },
) {
  const source = { name: path.basename(file), bytes: part.bytes, sha256: part.sha256 };
  if (filledText(source) !== null) throw new UserError("filled-sheet", ...FILLED_SHEET);
  const quiet = { ...context, mayAsk: false };
  const options = { source, skipBadRows: part.isLines };
  if (part.from === 0) return { outcome: await importOne(quiet, file, options), firstLine: 0 };
  if (!isNamed(part.bytes)) {
    // Lines without a ticket are told apart by how often the same came before them.
    source.bytes = readStart(file, part.from + part.bytes.length);
    return { outcome: await importOne(quiet, file, options), firstLine: 0 };
  }
  const outcome = await importOne(quiet, file, { ...options, format: "jurnal" });
  return { outcome, firstLine: taken_lines ?? 0 };
}

/** Whether every trade in these lines has a ticket of its own. */
function isNamed(lines: Buffer): boolean {
  return lines
    .toString()
    .split("\n")
    .every((line) => {
      const row = readObject(line);
      return row === null || (row.ticket !== undefined && row.ticket !== null && row.ticket !== "");
    });
}

/** Whether a table of text ends in a row: HTML, JSON and XLSX show themselves that they are cut off. */
function endsInRow(bytes: Buffer): boolean {
  const start = bytes
    .subarray(0, 100)
    .toString("latin1")
    .replace(/[^!-~]/g, "");
  return !/^(?:[<{[]|PK)/.test(start) && !bytes.subarray(-2).includes(LINE_END);
}

function linesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) count++;
  return bytes.at(-1) === LINE_END ? count : count + 1;
}

/** Reads what is new of the file. Throws what the file system says. */
function readPart(file: string, kept: WatchedFile | undefined): Part {
  const descriptor = openSync(file, "r");
  try {
    const { size, mtimeMs } = fstatSync(descriptor);
    const grown = kept === undefined ? null : hashOfTaken(descriptor, kept);
    const from = grown === null ? 0 : (kept?.taken_bytes ?? 0);
    const isTooLarge = size - from > MOST_BYTES;
    const read = readAt(descriptor, from, isTooLarge ? CHUNK : size - from);
    const isLines = grown !== null || holdsLines(file, read);
    const bytes = isLines ? wholeLines(read) : read;
    const hash = grown ?? createHash("sha256");
    return {
      size,
      modified_ms: Math.floor(mtimeMs),
      bytes,
      isLines,
      from,
      isTooLarge,
      sha256: hash.update(bytes).digest("hex"),
    };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The hash of what was taken, where the file still begins with just that; null where it was cut off
 * or another stands in its place.
 */
function hashOfTaken(descriptor: number, kept: WatchedFile): Hash | null {
  const { taken_bytes: taken, sha256 } = kept;
  if (taken === null) return null;
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(Math.min(CHUNK, taken));
  for (let at = 0; at < taken; ) {
    const read = readSync(descriptor, chunk, 0, Math.min(CHUNK, taken - at), at);
    if (read === 0) return null;
    hash.update(chunk.subarray(0, read));
    at += read;
  }
  return hash.copy().digest("hex") === sha256 ? hash : null;
}

function readAt(descriptor: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const read = readSync(descriptor, bytes, at, length - at, from + at);
    if (read === 0) break;
    at += read;
  }
  return bytes.subarray(0, at);
}

function readStart(file: string, length: number): Buffer {
  const descriptor = openSync(file, "r");
  try {
    return readAt(descriptor, 0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** Whether the file is one of JSON lines, by its name or by its first line; never one in UTF-16. */
function holdsLines(file: string, bytes: Buffer): boolean {
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return false;
  if (isOfLines(file)) return true;
  const end = bytes.indexOf(LINE_END);
  return bytes[0] === 0x7b && isObject(end < 0 ? bytes : bytes.subarray(0, end));
}

const isObject = (bytes: Buffer) => readObject(bytes.toString()) !== null;

/** Up to the last line end; what follows counts where it is a whole object by itself. */
function wholeLines(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(LINE_END) + 1;
  return isObject(bytes.subarray(end)) ? bytes : bytes.subarray(0, end);
}
