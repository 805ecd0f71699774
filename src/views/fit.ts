import stringWidth from "fast-string-width";

/** The text filled with spaces up to `width` cells, before it when `right`. */
export function padTo(text: string, width: number, right = false): string {
  const fill = " ".repeat(Math.max(0, width - stringWidth(text)));
  return right ? fill + text : text + fill;
}

/** The text in at most `width` cells, its cut shown by the ellipsis. */
export function cutTo(text: string, width: number, ellipsis: string): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const char of text) {
    if (stringWidth(kept + char) > width - stringWidth(ellipsis)) break;
    kept += char;
  }
  return kept + ellipsis;
}
