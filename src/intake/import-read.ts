import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import * as words from "./text-import.ts";

export interface FileBytes {
  /** Without its folder. */
  name: string;
  bytes: Uint8Array;
  sha256: string;
}

const MOST_BYTES = 1.5e9;

/** From this size on the heap is cleaned more often: slower by a tenth, a third less memory. */
const LARGE_BYTES = 64e6;

/** The whole file. Throws UserError when it is not there, no file, or too large. */
export function readBytes(file: string): FileBytes {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw new UserError("is-folder", ...words.isFolder(file));
    if (stat.size > MOST_BYTES) {
      const megabytes = Math.round(stat.size / 1e6);
      throw new UserError("file-too-large", ...words.fileTooLarge(file, megabytes));
    }
    if (stat.size > LARGE_BYTES) setFlagsFromString("--heap-growing-percent=20");
    const bytes = readFileSync(file);
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

/** Whether the file is an export of a whole journal, of either form; false where there is no file. */
export function isWholeExport(file: string): boolean {
  try {
    const descriptor = openSync(file, "r");
    const bytes = new Uint8Array(200);
    const read = readSync(descriptor, bytes);
    closeSync(descriptor);
    return isWholeHead(bytes.subarray(0, read));
  } catch {
    return false;
  }
}

/** Whether these bytes begin an export of a whole journal. */
export function isWholeHead(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 200)).toString();
  return /^\ufeff?\s*(?:\[\s*)?\{"table":"jurnal",/.test(head);
}

const PATIENCE_MS = 1_000;
const STEP_MS = 200;

/** A line on stderr that changes, where a person is there and it takes more than a second. */
export interface Progress {
  show(text: string): void;
  end(): void;
}

export function progressOn({ world, mayAsk }: Context): Progress {
  const begun = world.now();
  let last = begun + PATIENCE_MS;
  let width = 0;
  return {
    show(text) {
      const now = world.now();
      if (!mayAsk || now < last) return;
      last = now + STEP_MS;
      world.err(`\r${text.padEnd(width)}`);
      width = text.length;
    },
    end() {
      if (width > 0) world.err(`\r${" ".repeat(width)}\r`);
      width = 0;
    },
  };
}
