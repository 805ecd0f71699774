/* How the first bytes of a text tell its encoding: Windows writes UTF-16, and marks UTF-8. */

/** The encoding that a byte order mark names, and the mark's size in bytes; null where there is none. */
export function byteOrderMark(bytes: Uint8Array): { label: string; size: number } | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { label: "utf-16le", size: 2 };
  if (first === 0xfe && second === 0xff) return { label: "utf-16be", size: 2 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { label: "utf-8", size: 3 };
  return null;
}

/** So many bytes tell whether a text is UTF-16; two do where neither is zero. */
const TELLING_BYTES = 4;

const isTold = ({ length, 0: first, 1: second }: Uint8Array): boolean =>
  length >= TELLING_BYTES || (length >= 2 && first !== 0 && second !== 0);

/** UTF-16 without a mark shows by the zero bytes of its first two letters; null where it is none. */
export function unmarkedUtf16(bytes: Uint8Array): string | null {
  if (bytes.length < TELLING_BYTES) return null;
  const [first, second, third, fourth] = bytes;
  if (first !== 0 && second === 0 && fourth === 0) return "utf-16le";
  if (first === 0 && second !== 0 && third === 0) return "utf-16be";
  return null;
}

/** What decodes a text that begins so: UTF-16 with or without a mark, else UTF-8. The mark goes. */
function decoderFor(start: Uint8Array) {
  return new TextDecoder(byteOrderMark(start)?.label ?? unmarkedUtf16(start) ?? "utf-8");
}

/** The whole text that these bytes are. */
export const decodeText = (bytes: Uint8Array): string => decoderFor(bytes).decode(bytes);

/** Decodes a text that comes in pieces, cut anywhere; `end` gives what is left of it. */
export function streamDecoder() {
  let decoder: ReturnType<typeof decoderFor> | undefined;
  let held = new Uint8Array();
  return {
    decode(piece: Uint8Array): string {
      if (decoder !== undefined) return decoder.decode(piece, { stream: true });
      const start = new Uint8Array(held.length + piece.length);
      start.set(held);
      start.set(piece, held.length);
      if (!isTold(start)) {
        held = start;
        return "";
      }
      decoder = decoderFor(start);
      return decoder.decode(start, { stream: true });
    },
    end: (): string => decoder?.decode() ?? decodeText(held),
  };
}
