import path from "node:path";
import { formatDateTime } from "../../base/dates.ts";
import { cleanLine } from "../../base/text.ts";
import { parseUtc, type Zone } from "../../base/time.ts";
import type { WatchedFile } from "../../journal/incoming/watched.ts";
import type { Style } from "../../views/style.ts";

const NOTHING = "Belum ada berkas yang dilihat. Mulai: jurnal watch";

/** Files that were taken, and those that could not be, with the reason; no table cuts that. */
export function renderWatched(
  files: readonly (WatchedFile & { looked_at: string })[],
  zone: Zone,
  style: Style,
): string {
  if (files.length === 0) return NOTHING;
  const { good, error } = style.symbols;
  const lines = files.map(({ path: file, outcome, reason, looked_at, taken_lines }) => {
    const isTaken = outcome === "taken";
    const sign = isTaken ? style.good(good) : style.bad(error);
    const lines = taken_lines === null ? "" : `, ${taken_lines} baris`;
    const what = isTaken ? `diambil${lines}` : cleanLine(reason ?? "");
    const when = formatDateTime(parseUtc(looked_at), zone);
    const name = cleanLine(path.basename(file));
    const text = what.startsWith(name) ? `${when} · ${what}` : `${name} · ${when} · ${what}`;
    return `${sign} ${style.wrap(text, style.textColumns, 2).trimStart()}`;
  });
  return lines.join("\n");
}
