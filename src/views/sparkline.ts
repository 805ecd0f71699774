import type { Style } from "./style.ts";

const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ASCII_LEVELS = ["_", ".", "-", "=", "^"];

/**
 * One character a value, its height between the lowest and the highest; in ASCII `_.-=^`. Unknown
 * values are blank; values that are all equal lie in the middle. More than `most` values: the last
 * of each of `most` equal runs. With --plain, and without values, "": say the numbers beside it.
 */
export function sparkline(
  values: readonly (number | null)[],
  style: Style,
  most = Number.POSITIVE_INFINITY,
): string {
  if (!style.draws) return "";
  const count = Math.min(values.length, most);
  const shown = Array.from({ length: count }, (_, index) => {
    return values[Math.ceil(((index + 1) * values.length) / count) - 1] ?? null;
  });
  const levels = style.ascii ? ASCII_LEVELS : LEVELS;
  const known = shown.filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const top = levels.length - 1;
  const text = shown.map((value) => {
    if (value === null) return " ";
    // Halved first: the distance of two huge numbers may overflow.
    const share = high === low ? 0.5 : (value / 2 - low / 2) / (high / 2 - low / 2);
    return levels[Math.round(share * top)];
  });
  return text.join("");
}
