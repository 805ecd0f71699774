import { cleanText } from "../text/clean.ts";
import type { Style } from "./style.ts";

/** Names and values in two columns; a long value goes on under itself. */
export function renderPairs(pairs: readonly (readonly [string, string])[], style: Style): string {
  const width = Math.max(...pairs.map(([name]) => name.length)) + 2;
  return pairs
    .map(([name, value]) => {
      const lines = style.wrap(cleanText(value), style.textColumns - width).split("\n");
      return lines
        .map((line, index) =>
          index === 0 ? style.muted(name.padEnd(width)) + line : " ".repeat(width) + line,
        )
        .join("\n");
    })
    .join("\n");
}
