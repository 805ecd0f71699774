import { cleanText } from "../base/clean.ts";
import type { Style } from "./style.ts";

/** Names and values in two columns; a long value goes on under itself. With --plain "name: value". */
export function renderPairs(pairs: readonly (readonly [string, string])[], style: Style): string {
  if (!style.draws) {
    return pairs
      .map(([name, value]) => style.wrap(`${name}: ${cleanText(value)}`, style.textColumns))
      .join("\n");
  }
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
