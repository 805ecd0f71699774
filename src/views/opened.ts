import { cleanText } from "../base/clean.ts";
import type { Store } from "../journal/store.ts";
import * as words from "../words/messages.ts";
import { renderWarning } from "./errors.ts";
import type { Style } from "./style.ts";

/** What opening did to the file: made it, or brought it up to date and kept a copy. */
export function renderOpened({ opened, path }: Store, style: Style): string {
  if (opened.kind === "created") return `${style.plain(cleanText(words.journalCreated(path)))}\n`;
  if (opened.kind === "upgraded") return renderWarning(words.journalUpgraded(path, opened), style);
  return "";
}
