import type { Style } from "./style.ts";

/** An error as it stands on stderr: what is wrong, then what to do. */
export function renderError(message: string, hint: string | undefined, style: Style): string {
  const next = hint === undefined ? "" : `  ${style.muted(hint)}\n`;
  return `${style.bad(style.symbols.error)} ${message}\n${next}`;
}

/** Something that went well enough, but that its owner should know. */
export function renderWarning(message: string, style: Style): string {
  return `${style.bad(style.symbols.bad)} ${message}\n`;
}
