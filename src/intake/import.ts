import { cleanLine } from "../base/clean.ts";
import { formatDateTime } from "../base/dates.ts";
import { parseUtc } from "../base/zone.ts";
import type { ImportLine } from "../journal/import-rest.ts";
import type { Profile } from "../model.ts";
import type { TableColumn } from "../report/report-document.ts";
import { cell, NOTHING, plainText } from "../views/cells.ts";
import { renderPairs } from "../views/pairs.ts";
import type { Style } from "../views/style.ts";
import { renderTable } from "../views/table.ts";
import { badRow, conflict } from "./import-problems.ts";
import * as words from "./import-summary.ts";
import type { ImportOutcome } from "./model-import.ts";
import { formatName, noImports } from "./text-import.ts";

/** What one import did: counts, the file's totals beside ours, bad rows, assumptions. */
export function renderImport(
  outcome: ImportOutcome,
  look: readonly string[],
  style: Style,
): string {
  const { symbols } = style;
  const line = (sign: string, text: string) =>
    `${sign} ${style.wrap(cleanLine(text), style.textColumns, 2).trimStart()}`;
  const blocks = [style.heading(style.wrap(cleanLine(words.heading(outcome)), style.textColumns))];
  blocks.push(renderPairs(words.countPairs(outcome), style));
  const totals = outcome.declared.map((one) => {
    const { tone, text } = words.declaredLine(one, outcome.currency);
    const sign = tone === "good" ? symbols.good : tone === "bad" ? symbols.bad : symbols.dot;
    return line(style.tone(tone, sign), text);
  });
  if (totals.length > 0) blocks.push(totals.join("\n"));
  const bad = [
    ...outcome.skipped.filter(({ reason }) => reason === "bad").map(badRow),
    ...outcome.conflicts.map(conflict),
  ];
  if (bad.length > 0) {
    blocks.push(bad.map((text) => line(style.bad(symbols.bad), text)).join("\n"));
  }
  const assumed = words.assumptions(outcome).map((text) => line(symbols.dot, text));
  if (assumed.length > 0) blocks.push(assumed.join("\n"));
  if (look.length > 0) {
    const lines = look.map((text) => line(symbols.dot, text)).join("\n");
    blocks.push(`${style.strong(words.LOOK_TITLE)}\n${lines}`);
  }
  const next = words.advice(outcome).map((text) => line(style.bad(symbols.bad), text));
  if (next.length > 0) blocks.push(next.join("\n"));
  blocks.push(closing(outcome, style));
  return blocks.join("\n\n");
}

function closing(outcome: ImportOutcome, style: Style): string {
  if (outcome.dry_run) return words.DRY_RUN;
  if (outcome.import_id === null) return words.NOTHING_NEW;
  return `${style.good(style.symbols.good)} ${words.imported(outcome.import_id)}`;
}

const COLUMNS: TableColumn[] = [
  { title: "#", align: "right", dropOrder: 0 },
  { title: "Kapan", align: "left", dropOrder: 2, least: Number.POSITIVE_INFINITY },
  { title: "Berkas", align: "left", dropOrder: 0 },
  { title: "Format", align: "left", dropOrder: 4 },
  { title: "Akun", align: "left", dropOrder: 3 },
  { title: "Profil", align: "left", dropOrder: 5 },
  { title: "Trx", align: "right", dropOrder: 1 },
];

/** Past imports, newest first, with how many trades each still holds. */
export function renderImports(
  imports: readonly ImportLine[],
  profile: Profile,
  style: Style,
): string {
  if (imports.length === 0) return noImports;
  const rows = imports.map((one) => [
    cell(String(one.id), "muted"),
    cell(formatDateTime(parseUtc(one.created_at), profile.zone)),
    cell(plainText(one.file_name)),
    cell(formatName(one.format)),
    cell(one.account === null ? NOTHING : plainText(one.account)),
    cell(plainText(one.profile)),
    cell(String(one.trades)),
  ]);
  return `${renderTable(COLUMNS, rows, style)}\n${words.LIST_HINT}`;
}
