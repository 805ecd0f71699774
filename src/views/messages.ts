import { toJson } from "../base/json.ts";
import { cleanLine, cleanText } from "../base/text.ts";
import type { Check, Repaired } from "../journal/health/health.ts";
import type { Understood } from "../journal/health/odd.ts";
import type { Healed, Store } from "../journal/store.ts";
import type { Tone } from "../report/document.ts";
import { leftByOthers, markedAgain } from "../words/messages.ts";
import { type Style, widthOf } from "./style.ts";

const SAYS: Record<Check["name"], (check: Check) => string> = {
  file: ({ count }) => `berkas utuh (${count} halaman)`,
  schema: ({ count }) => `${count} indeks, trigger, dan tampilan hanya milik jurnal dan lengkap`,
  values: ({ count }) => `isi ${count} kolom berbentuk seperti seharusnya`,
  references: () => "semua rujukan menunjuk baris yang ada",
  days: ({ count }) => `satu sesi untuk setiap hari (${count} sesi)`,
  bots: ({ count }) => `setiap transaksi bot punya botnya (${count} bot)`,
  totals: ({ count }) => `jumlah transaksi ${count} sesi cocok`,
  money: ({ count }) => `hasil ${count} sesi sama dengan jumlah transaksinya`,
};

interface Health {
  path: string;
  checks: readonly Check[];
  /** A log stands beside the file. */
  log: boolean;
}

const LOG =
  "Di samping jurnal ini ada catatan yang belum digabung (-wal): ada program yang membukanya, atau yang berhenti tanpa menutupnya. Salin dengan jurnal backup: menyalin berkasnya saja bisa kehilangan catatan paling akhir.";

/** What no look at the file can tell. */
const UNKNOWABLE =
  "Tidak bisa diketahui dari berkasnya: apakah ada catatan paling akhir yang hilang karena berkas ini disalin tanpa -wal di sampingnya.";

/** What was looked at and whether it is well; what is not is listed. */
export function renderHealth({ path, checks, log }: Health, style: Style): string {
  const lines = checks.flatMap((check) => {
    const mark = check.ok ? style.good(style.symbols.good) : style.bad(style.symbols.error);
    const text = check.ok ? SAYS[check.name](check) : `TIDAK: ${SAYS[check.name](check)}`;
    const found = check.found.map((line) => `    ${style.message(cleanLine(line), 4)}`);
    return [`${mark} ${style.message(text, 2)}`, ...found];
  });
  const about = style.wrap(log ? LOG : UNKNOWABLE, style.textColumns, 2);
  lines.push(`${style.symbols.dot} ${about}`);
  return [style.message(`Jurnal ${cleanLine(path)}`), ...lines].join("\n");
}

/** An error as it stands on stderr: what is wrong, then what to do. */
export function renderError(message: string, hint: string | undefined, style: Style): string {
  const next = hint === undefined ? "" : `  ${style.muted(style.message(cleanText(hint), 2))}\n`;
  return `${signed(style.bad, style.symbols.error, message, style)}${next}`;
}

/** Something that went well enough, but that its owner should know. */
export function renderWarning(message: string, style: Style): string {
  return signed(style.bad, style.symbols.bad, message, style);
}

/** What a command has done. */
export function renderDone(message: string, style: Style): string {
  return signed(style.good, style.symbols.good, message, style);
}

function signed(tone: Style["good"], sign: string, message: string, style: Style): string {
  return `${tone(sign)} ${style.message(cleanText(message), widthOf(sign) + 1)}\n`;
}

/** Stored UTC times leave the program as ISO 8601 with Z, which nobody can take for local time. */
const TIME_KEY = /(?:^|_)(?:time|at|until)$/;
const STORED = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Data as the JSON that `--json` prints: keys are the columns, indented by two, one final newline. */
export function renderJson(data: unknown): string {
  return `${toJson(data, isoTimes, 2)}\n`;
}

/** Rows of a JSON list as `renderJson` writes them, each without what stands between them. */
export function* jsonItems(rows: Iterable<object>): Generator<string> {
  for (const row of rows) {
    yield `  ${toJson(row, isoTimes, 2).replaceAll("\n", "\n  ")}`;
  }
}

function isoTimes(key: string, value: unknown): unknown {
  if (typeof value !== "string" || !TIME_KEY.test(key) || !STORED.test(value)) return value;
  return `${value.replace(" ", "T")}Z`;
}

/** What opening did to the file: made it, or brought it up to date and kept a copy. */
export function renderOpened({ opened, path }: Store, style: Style): string {
  if (opened.kind === "created") {
    return `${style.message(cleanText(`Jurnal baru dibuat di ${path}`))}\n`;
  }
  if (opened.kind === "marked") return renderWarning(markedAgain(path), style);
  if (opened.kind !== "upgraded") return "";
  const upgraded = `Jurnal ${path} ditingkatkan; salinan aslinya ada di ${opened.backup}.`;
  const { lost } = opened;
  const rules = lost.length === 0 ? [] : [cleanText(leftByOthers(lost))];
  return renderWarning([upgraded, ...putRight(opened), ...rules].join(" "), style);
}

/** What sets a profile and the settings. */
const SETTERS = "jurnal profile edit, jurnal config set";

/** What doctor has put right, and where the journal stands as it was before. */
export function renderHealed(healed: Healed & Understood & Repaired, style: Style): string {
  const { dropped, made } = healed.rules;
  const rules = [
    ...(dropped.length > 0 ? [`Dilepas: ${dropped.join(", ")}.`] : []),
    ...(made.length > 0 ? [`Dibuat lagi: ${made.join(", ")}.`] : []),
  ];
  const mended = healed.mended.map(
    ({ cell, before, after }) => `${cell}: "${before}" → ${after ?? "tidak diatur"}.`,
  );
  if (mended.length > 0) mended.push(`Kalau keliru: ${SETTERS}.`);
  const done = [...rules, ...mended, ...putRight(healed)];
  return renderDone(
    done.length === 0
      ? `Tidak ada yang bisa diperbaiki secara otomatis. Salinan jurnal: ${healed.backup}`
      : `${done.join(" ")} Perbaikan ini tidak bisa dibatalkan dengan jurnal undo; untuk kembali, pakai salinan sebelumnya: ${healed.backup}`,
    style,
  );
}

function putRight(healed: Healed & Partial<Understood>): string[] {
  const told: [count: number, text: string][] = [
    [healed.merged_days, "hari yang ganda digabung"],
    [healed.placeholder_bots, "bot yang sudah terhapus diberi nama pengganti"],
    [healed.adopted_rows, "catatan tanpa sesi masuk ke sesi harinya"],
    [healed.recounted_days, "hari dihitung ulang totalnya"],
    [healed.read_cells ?? 0, "isian program lain ditulis menurut artinya"],
    [healed.unknown_cells ?? 0, "isian yang tidak terbaca dikosongkan"],
  ];
  return told.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}.`);
}

/** Columns that the names of facts take, the gap included. */
const NAME_COLUMNS = 16;

/** Names and what is said of each, below each other, without the weight of a table. */
export function renderFacts(
  facts: readonly (readonly [name: string, text: string])[],
  style: Style,
): string {
  return facts
    .map(([name, text]) =>
      style.draws
        ? style.muted(name.padEnd(NAME_COLUMNS)) +
          style.wrap(cleanText(text), style.textColumns, NAME_COLUMNS)
        : style.wrap(`${name}: ${cleanText(text)}`, style.textColumns),
    )
    .join("\n");
}

/** One line, whatever the width: a prompt or a status bar decides what it has room for. */
export function renderStatus(parts: readonly { text: string; tone: Tone }[], style: Style): string {
  return parts.map(({ text, tone }) => style.tone(tone, text)).join(style.ascii ? " | " : " · ");
}
