import { detectEncoding, fileKind, headText, isEncryptedOffice } from "./bytes.ts";
import { READERS, type Reader, type ReadOptions, type Sniffed } from "./readers.ts";
import type { ImportResult } from "./types.ts";

/**
 * Looks at the bytes of a file, or returns the code of what keeps it from being read. The name
 * is kept as a hint only.
 */
function sniff(bytes: Uint8Array, options: ReadOptions = {}): Sniffed | { code: string } {
  const encoding = detectEncoding(bytes, options.encoding);
  if (encoding === null) return { code: "unknown-encoding" };
  const kind = fileKind(bytes, encoding);
  if (kind === "empty") return { code: "empty-file" };
  if (kind === "ole") return { code: isEncryptedOffice(bytes) ? "xlsx-password" : "old-excel" };
  const isText = kind === "html" || kind === "text";
  return {
    bytes,
    kind,
    encoding,
    head: isText ? headText(bytes, encoding) : "",
    fileName: options.fileName ?? null,
  };
}

/** The readers that may know the file, in order; none when `format` names no reader. */
export function detect(input: Sniffed, format?: string): Reader[] {
  if (format === undefined) return READERS.filter((reader) => reader.detects(input));
  return READERS.filter((reader) => reader.id === format || reader.formats.includes(format));
}

/**
 * Reads a statement of any known format. The format is told by the content; `options.format`
 * overrides. A backtest is read only when `options.backtest` says that one is meant, and with it
 * any statement counts as one. Never throws: what is wrong with a file comes as a problem with a
 * code, and the place in the file where there is one.
 */
export async function readStatement(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<ImportResult> {
  const input = sniff(bytes, options);
  if ("code" in input) {
    const value = input.code === "unknown-encoding" ? (options.encoding ?? null) : null;
    return fail(input.code, value);
  }
  let result: ImportResult = fail("unknown-format", input.kind);
  for (const reader of detect(input, options.format)) {
    result = await attempt(reader, input, options);
    if (result.ok || result.problem.code !== "unknown-format") break;
  }
  if (!result.ok) return result;
  const { statement } = result;
  const isOther = options.format !== undefined && !answers(options.format, statement.format);
  if (isOther) return fail("wrong-format", statement.format, options.format);
  if (statement.backtest && options.backtest !== true) return fail("backtest", statement.format);
  if (options.backtest === true) statement.backtest = true;
  return result;
}

/** Whether a file of format `found` is what the user asked for by the name of a reader or format. */
function answers(asked: string, found: string): boolean {
  return asked === found || READERS.some((r) => r.id === asked && r.formats.includes(found));
}

async function attempt(
  reader: Reader,
  input: Sniffed,
  options: ReadOptions,
): Promise<ImportResult> {
  try {
    return await reader.read(input, options);
  } catch (error) {
    // A file can be broken in ways no reader foresees; that is the file's fault, not a crash.
    const detail = error instanceof Error ? error.message : String(error);
    return fail("unreadable", detail.slice(0, 200));
  }
}

function fail(
  code: string,
  value: string | null,
  expected: string | null = null,
): {
  ok: false;
  problem: { code: string; place: null; value: string | null; expected: string | null };
} {
  return { ok: false, problem: { code, place: null, value, expected } };
}
