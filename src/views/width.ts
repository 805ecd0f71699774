import stringWidth from "fast-string-width";

/**
 * Latin letters, our own signs, lines and blocks: one cell each. Whatever else there is goes to the
 * library, whose expressions for emoji alone take 3 ms to compile.
 */
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u017f\u2010-\u2027\u2500-\u259f\u2714\u2716]*$/;

/** Cells that the text takes on a terminal; escape sequences take none. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}
