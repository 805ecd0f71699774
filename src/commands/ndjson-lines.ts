/** Lines that arrived together. */
export interface LineBatch {
  /** 1-based number of the first line. */
  first: number;
  lines: string[];
}

/** Committed at once at the most: larger batches are faster, smaller ones spare memory. */
const BATCH_BYTES = 1 << 18;
/** A longer line is not a trade; its text is cut so that a file without line ends cannot fill memory. */
const LONGEST_LINE = 1 << 20;

/**
 * Splits a byte stream into batches of whole lines. A batch ends when the stream pauses, so that a
 * bot which writes one line gets its answer at once, or when it is large; the last line needs no
 * line end. UTF-8 may be cut anywhere between chunks.
 */
export async function* lineBatches(input: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder();
  let rest = "";
  let lines: string[] = [];
  let first = 1;
  let bytes = 0;
  for await (const chunk of withPauses(input)) {
    if (chunk !== null) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = (parts.pop() ?? "").slice(0, LONGEST_LINE);
      for (const part of parts) lines.push(part);
      bytes += chunk.length;
      if (bytes < BATCH_BYTES) continue;
    }
    if (lines.length > 0) yield { first, lines };
    first += lines.length;
    lines = [];
    bytes = 0;
  }
  rest += decoder.decode();
  if (rest !== "") lines.push(rest);
  if (lines.length > 0) yield { first, lines };
}

/** The chunks of a stream, with a null wherever the next one is not there yet. */
async function* withPauses(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null> {
  const chunks = input[Symbol.asyncIterator]();
  for (;;) {
    const next = chunks.next();
    const early = await Promise.race([next, turns(2)]);
    if (early === null) yield null;
    const { done, value } = await next;
    if (done) return;
    yield value;
  }
}

/** Resolves with null after so many rounds of the event loop: what was there to be read was read. */
async function turns(count: number): Promise<null> {
  for (let turn = 0; turn < count; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return null;
}
