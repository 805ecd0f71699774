import { renderPairs } from "./pairs.ts";
import type { Style } from "./style.ts";

export function renderSettings(
  settings: readonly { key: string; value: string; expected: string }[],
  style: Style,
): string {
  const pairs = settings.map(
    ({ key, value, expected }) => [key, `${value}  (${expected})`] as const,
  );
  return renderPairs(pairs, style);
}
