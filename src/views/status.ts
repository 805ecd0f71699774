import type { Tone } from "../report/report-document.ts";
import type { Style } from "./style.ts";

/** One line, whatever the width: a prompt or a status bar decides what it has room for. */
export function renderStatus(parts: readonly { text: string; tone: Tone }[], style: Style): string {
  return parts.map(({ text, tone }) => style.tone(tone, text)).join(style.ascii ? " | " : " · ");
}
