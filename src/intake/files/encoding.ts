import { isAscii, isUtf8 } from "node:buffer";
import { byteOrderMark, unmarkedUtf16 } from "../../base/encoding.ts";

export type FileKind =
  | "empty"
  | "zip" // also XLSX
  | "sqlite"
  | "pdf"
  | "ole" // old Excel, or an XLSX locked with a password
  | "html"
  | "text"
  | "binary";

export interface Encoding {
  label: string; // for TextDecoder
  skip: number; // bytes of the byte order mark
  length: number; // bytes that hold text, from the start of the file
  guessed: boolean; // nothing in the file says so
  ascii: boolean; // no byte means different things in different encodings
}

export const HEAD_BYTES = 65_536;
const CHUNK_BYTES = 262_144;

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

/** What a file is by its first bytes; never by its name. */
export function fileKind(bytes: Uint8Array, encoding: Encoding): FileKind {
  if (bytes.length === 0) return "empty";
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) return "zip";
  if (startsWith(bytes, ascii("SQLite format 3\0"))) return "sqlite";
  if (startsWith(bytes, ascii("%PDF-"))) return "pdf";
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return "ole";
  const head = headText(bytes, encoding);
  if (head.trim() === "") return bytes.length > HEAD_BYTES ? "binary" : "empty";
  if (head.includes("\0")) return "binary";
  return /<(?:!doctype\s+html|html|table|tr|td)[\s>]/i.test(head) ? "html" : "text";
}

/**
 * How the bytes are to be read. Byte order marks first; UTF-16 without one shows by its zero
 * bytes; then UTF-8 where the whole file is valid, else Windows-1252, in which every byte means
 * something: only comments and names can come out wrong. An odd last byte of UTF-16 is left out.
 * Returns null when `override` is no encoding that can be decoded here.
 */
export function detectEncoding(bytes: Uint8Array, override?: string): Encoding | null {
  const mark = byteOrderMark(bytes);
  const label = override?.trim().toLowerCase() ?? mark?.label ?? guessEncoding(bytes);
  const name = canonicalLabel(label);
  if (name === null) return null;
  const skip = mark !== null && mark.label === name ? mark.size : 0;
  const odd = name.startsWith("utf-16") && bytes.length % 2 === 1;
  return {
    label: name,
    skip,
    length: odd ? bytes.length - 1 : bytes.length,
    guessed: override === undefined && name === "windows-1252",
    ascii: !name.startsWith("utf-16") && isAscii(bytes),
  };
}

function guessEncoding(bytes: Uint8Array): string {
  return unmarkedUtf16(bytes) ?? (isUtf8(bytes) ? "utf-8" : "windows-1252");
}

function canonicalLabel(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** The text of the first 64 KB: enough to recognise a format by. */
export function headText(bytes: Uint8Array, encoding: Encoding): string {
  const end = Math.min(encoding.length, encoding.skip + HEAD_BYTES);
  return new TextDecoder(encoding.label).decode(bytes.subarray(encoding.skip, end));
}

/**
 * Decodes the file piece by piece, so that a large one never exists as one string. `onRead` is
 * told the bytes read so far and all bytes.
 */
export function* decodeChunks(
  bytes: Uint8Array,
  encoding: Encoding,
  onRead?: (done: number, all: number) => void,
): Generator<string> {
  const decoder = new TextDecoder(encoding.label);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = encoding.skip; at < encoding.length; at += CHUNK_BYTES) {
    const end = Math.min(at + CHUNK_BYTES, encoding.length);
    if (encoding.ascii) yield buffer.toString("latin1", at, end);
    else yield decoder.decode(bytes.subarray(at, end), { stream: end < encoding.length });
    onRead?.(end, encoding.length);
  }
}

/** The whole text; for formats whose files are small or whose parser wants it whole. */
export function decodeAll(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding.label).decode(bytes.subarray(encoding.skip, encoding.length));
}

/** True for an OLE file that holds an encrypted XLSX; false for an old binary Excel file. */
export function isEncryptedOffice(bytes: Uint8Array): boolean {
  const name = Buffer.from("EncryptedPackage", "utf16le");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name);
}
