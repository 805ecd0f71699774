import { cleanText } from "../base/clean.ts";
import type { Style } from "./style.ts";

/** An error as it stands on stderr: what is wrong, then what to do. */
export function renderError(message: string, hint: string | undefined, style: Style): string {
  const shown = (text: string) => style.plain(cleanText(text));
  const next = hint === undefined ? "" : `  ${style.muted(shown(hint))}\n`;
  return `${style.bad(style.symbols.error)} ${shown(message)}\n${next}`;
}

/** Something that went well enough, but that its owner should know. */
export function renderWarning(message: string, style: Style): string {
  return `${style.bad(style.symbols.bad)} ${style.plain(cleanText(message))}\n`;
}

/** What a command has done, on one line. */
export function renderDone(message: string, style: Style): string {
  return `${style.good(style.symbols.good)} ${style.plain(cleanText(message))}\n`;
}
