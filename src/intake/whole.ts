import { closeSync, openSync, readSync, statSync } from "node:fs";
import { decodeText, streamDecoder } from "../base/encoding.ts";
import { isFrame, readObject } from "../base/json.ts";
import { linesOf } from "../base/text.ts";
import type { WholeFile, WholeRow } from "../journal/whole/read.ts";

/** Whether this gives its bytes once: a pipe, also as `<(...)`, or a device. */
export function isReadOnce(file: string): boolean {
  try {
    const stat = statSync(file);
    return !stat.isFile() && !stat.isDirectory();
  } catch {
    return false;
  }
}

/** Enough for the first row of an export, in UTF-16 as well. */
const HEAD_BYTES = 400;

/** Whether the file is an export of a whole journal, of either form; false where there is no file. */
export function isWholeExport(file: string): boolean {
  try {
    const descriptor = openSync(file, "r");
    const bytes = new Uint8Array(HEAD_BYTES);
    const read = readSync(descriptor, bytes);
    closeSync(descriptor);
    return isWholeHead(bytes.subarray(0, read));
  } catch {
    return false;
  }
}

/** Whether these bytes begin an export of a whole journal. */
export function isWholeHead(bytes: Uint8Array): boolean {
  const head = decodeText(bytes.subarray(0, HEAD_BYTES));
  return /^\s*(?:\[\s*)?\{"table":"jurnal",/.test(head);
}

/**
 * The rows of an export of a whole journal, read as they are asked for; out of the bytes where they
 * were read already.
 */
export const wholeFile = (file: string, bytes?: Uint8Array): WholeFile => ({
  name: file,
  rows: rowsOf(bytes === undefined ? piecesOf(file) : [decodeText(bytes)]),
});

const CHUNK_BYTES = 1 << 20;

/** The objects of a file, one a line; the frame of a JSON array around them is left out. */
function* rowsOf(pieces: Iterable<string>): Generator<WholeRow> {
  let line = 0;
  for (const text of linesOf(pieces)) {
    line++;
    if (!isFrame(text)) yield { line, row: readObject(text) };
  }
}

function* piecesOf(file: string): Generator<string> {
  const descriptor = openSync(file, "r");
  try {
    const decoder = streamDecoder();
    const bytes = new Uint8Array(CHUNK_BYTES);
    for (let read = readSync(descriptor, bytes); read > 0; read = readSync(descriptor, bytes)) {
      yield decoder.decode(bytes.subarray(0, read));
    }
    yield decoder.end();
  } finally {
    closeSync(descriptor);
  }
}
