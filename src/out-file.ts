import {
  closeSync,
  existsSync,
  openSync,
  realpathSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { BYTE_ORDER_MARK, CSV_LINE_END } from "./base/csv.ts";
import { csvHeader, type ExportColumn, type ExportFormat } from "./base/rows.ts";
import { UserError } from "./errors.ts";
import { beginNewFile } from "./journal/new-file.ts";
import type { Store } from "./journal/store.ts";
import * as say from "./words/errors.ts";

/** A file on its way: there under its name only when it is whole. */
export interface OutFile {
  path: string;
  write(content: string | Uint8Array): void;
  /** Puts it under its name. Throws UserError when another file has taken it meanwhile. */
  keep(): void;
  /** Leaves nothing behind. */
  drop(): void;
}

/**
 * Begins a new file that only its owner can read, beside its place. Throws UserError for a name
 * that is taken (unless `force`), for the journal itself, and where nothing can be written.
 */
export function beginFile(store: Store, file: string, force: boolean): OutFile {
  const named = path.resolve(file);
  // A link stays one: what it leads to is replaced.
  const target = existsSync(named) ? realpathSync(named) : named;
  const there = seen(target, file);
  if (there?.isDirectory()) throw new UserError("out-unwritable", ...say.outIsFolder(file));
  if (there !== undefined && !there.isFile()) {
    throw new UserError("out-unwritable", ...say.outIsNoFile(file));
  }
  if (there !== undefined && isJournal(store, target)) {
    throw new UserError("out-is-journal", ...say.outIsJournal(file));
  }
  if (there !== undefined && !force) throw taken(target);
  const { file: arriving, descriptor } = openBeside(store, target, file);
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    path: target,
    write(content) {
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    keep() {
      close();
      try {
        arriving.keep(force);
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === "EEXIST" ? taken(target) : error;
      }
    },
    drop() {
      close();
      arriving.drop();
    },
  };
}

/** What stands under this name; undefined: nothing. Throws UserError where that cannot be seen. */
function seen(target: string, file: string): Stats | undefined {
  try {
    return statSync(target, { throwIfNoEntry: false });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new UserError("out-unwritable", ...say.outUnwritable(file, code));
  }
}

const taken = (target: string) => new UserError("file-exists", ...say.outExists(target));

/** Whether this is the file of the journal, or one that SQLite keeps beside it. */
function isJournal(store: Store, target: string): boolean {
  const own = statSync(target);
  return ["", "-wal", "-shm"].some((end) => {
    const file = statSync(store.path + end, { throwIfNoEntry: false });
    return file !== undefined && file.ino === own.ino && file.dev === own.dev;
  });
}

function openBeside({ processes }: Store, target: string, file: string) {
  try {
    const arriving = beginNewFile(target, processes);
    return { file: arriving, descriptor: openSync(arriving.temporary, "w") };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new UserError("out-unwritable", ...say.outUnwritable(file, code));
  }
}

/** What a file could not hold, in the user's words; else the error itself. */
export function outError(error: unknown, file: string): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC") return new UserError("disk-full", ...say.diskFull(file));
  if (code === "EIO" || code === "EDQUOT") {
    return new UserError("out-unwritable", ...say.outUnwritable(file, code));
  }
  return error;
}

/** What stands around the rows of a format. */
export interface Frame {
  start: string;
  between: string;
  /** After the last row; nothing is written for no rows in NDJSON. */
  end: string;
}

/** The frame of a format; a CSV is headed by its columns. */
export function frameOf(
  format: ExportFormat,
  columns: readonly ExportColumn[],
  bom: boolean,
): Frame {
  if (format === "json") return { start: "[\n", between: ",\n", end: "\n]\n" };
  if (format === "ndjson") return { start: "", between: "\n", end: "\n" };
  const header = `${bom ? BYTE_ORDER_MARK : ""}${csvHeader(columns)}${CSV_LINE_END}`;
  return { start: header, between: CSV_LINE_END, end: CSV_LINE_END };
}

/** How much is written at once, and after how many times Ctrl-C gets its turn. */
const CHUNK = 1 << 16;
const CHUNKS_A_TURN = 16;

/** Writes all lines in chunks; how many there were. */
export async function pour(
  lines: Iterable<string>,
  { start, between, end }: Frame,
  write: (text: string) => Promise<void>,
): Promise<number> {
  let [text, rows, chunks] = [start, 0, 0];
  for (const line of lines) {
    text += rows === 0 ? line : between + line;
    rows++;
    if (text.length < CHUNK) continue;
    await write(text);
    text = "";
    if (++chunks % CHUNKS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (rows > 0) text += end;
  else if (start === "[\n") text = "[]\n";
  if (text !== "") await write(text);
  return rows;
}
