import { widthOf } from "./width.ts";

/** The text filled with spaces up to `width` cells, before it when `right`. */
export function padTo(text: string, width: number, right = false): string {
  const fill = " ".repeat(Math.max(0, width - widthOf(text)));
  return right ? fill + text : text + fill;
}

/** The text in at most `width` cells, its cut shown by the ellipsis. */
export function cutTo(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const char of text) {
    if (widthOf(kept + char) > width - widthOf(ellipsis)) break;
    kept += char;
  }
  return kept + ellipsis;
}
