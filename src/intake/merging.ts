import path from "node:path";
import { formatNumber } from "../base/number.ts";
import { plainDecimal } from "../base/rows.ts";
import { cleanLine } from "../base/text.ts";
import { COLUMNS, THINGS } from "../cli/operations.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import {
  beginOperation,
  beginTransaction,
  endOperation,
  type Operation,
  setSummary,
} from "../journal/changes.ts";
import { countAgain, lastRecorded, markPaired, sizesOf } from "../journal/merge/after.ts";
import type { Decided, Side } from "../journal/merge/decide.ts";
import { dropLoaded, type Loaded, loadFile } from "../journal/merge/load.ts";
import { mergeRows } from "../journal/merge/merge.ts";
import { MERGED_TABLES } from "../journal/merge/rules.ts";
import type { Answers, MergeConflict, Merged, TableCounts } from "../journal/merge/run.ts";
import type { Store } from "../journal/store.ts";
import type { WholeFile } from "../journal/whole/read.ts";
import type { TableColumn } from "../report/document.ts";
import type { Style } from "../views/style.ts";
import { cell, renderTable } from "../views/table.ts";
import { UNDO } from "../words/messages.ts";

export interface MergeOptions {
  dryRun: boolean;
  /** Who is right where nobody knows which change is later; null: it is asked. */
  conflicts: Side | null;
}

/**
 * Puts a whole export together with a journal that has rows, as one operation. What both changed
 * and nobody knows when is asked where a person is there; else it is refused, unless an option says
 * who is right, and nothing is changed.
 */
export async function mergeFile(
  context: Context,
  store: Store,
  file: WholeFile,
  { dryRun, conflicts }: MergeOptions,
): Promise<void> {
  const loaded = loadFile(store, file);
  const answers = { by: new Map<string, Side>(), others: conflicts };
  try {
    let merged = await mergeOnce(store, loaded, answers, dryRun);
    while (merged.open.length > 0 && !dryRun) {
      if (!context.mayAsk) throw refused(file.name, merged.open);
      await ask(context, merged.open, answers);
      merged = await mergeOnce(store, loaded, answers, dryRun);
    }
    await tell(context, loaded, merged, dryRun);
  } finally {
    dropLoaded(store);
  }
}

/** Nothing is kept of a try, nor of a merge in which something is open. */
async function mergeOnce(store: Store, loaded: Loaded, answers: Answers, dryRun: boolean) {
  const { pairAround } = await import("./pairing.ts");
  const transaction = beginTransaction(store);
  try {
    const operation = beginOperation(store, "journal.merge", "");
    const sizes = sizesOf(store);
    let rows = 0;
    const work = () => {
      const merged = mergeRows(operation, loaded, answers);
      rows = lastRecorded(store);
      return merged;
    };
    const merged = pairAround(store, work, operation);
    markPaired(operation, rows);
    endOperation(operation);
    countAgain(store, merged, sizes);
    summarise(operation, loaded, merged);
    if (dryRun || merged.open.length > 0) transaction.rollback();
    else transaction.commit();
    return merged;
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

function summarise(operation: Operation, { file }: Loaded, { counts }: Merged): void {
  const { added, filled } = counts.daily_trading_data;
  const what = `${formatNumber(added, 0)} transaksi baru, ${formatNumber(filled, 0)} diperbarui`;
  setSummary(operation, `gabungkan ${path.basename(file)} (${what})`);
}

/** Asks about each row; all that are left can be answered at once. */
async function ask(
  { world }: Context,
  open: readonly MergeConflict[],
  answers: { by: Map<string, Side>; others: Side | null },
): Promise<void> {
  for (const [index, conflict] of open.entries()) {
    const told = conflict.cells.filter(({ how }) => how === "open").map(cellText);
    const count = open.length === 1 ? "" : ` (${index + 1} dari ${open.length})`;
    const answer = await world.ask.choose<{ side: Side; all: boolean }>({
      message: `${nameOf(conflict)}: ${told.join("; ")}. Mana yang dipakai?${count}`,
      choices: [
        { value: { side: "ours", all: false }, label: "yang di sini" },
        { value: { side: "theirs", all: false }, label: "yang di berkas" },
        { value: { side: "ours", all: true }, label: "yang di sini, juga untuk semua sisanya" },
        { value: { side: "theirs", all: true }, label: "yang di berkas, juga untuk semua sisanya" },
      ],
    });
    answers.by.set(conflict.key, answer.side);
    if (!answer.all) continue;
    answers.others = answer.side;
    return;
  }
}

/** Conflicts that are told one by one. */
const NAMED = 8;

function refused(file: string, open: readonly MergeConflict[]): UserError {
  const rows = open.slice(0, NAMED).map((one) => {
    const cells = one.cells.filter(({ how }) => how === "open").map(cellText);
    return `${nameOf(one)}: ${cells.join("; ")}`;
  });
  const more = open.length > NAMED ? [`dan ${open.length - NAMED} lainnya`] : [];
  return new UserError(
    "merge-conflicts",
    [
      `${open.length} baris berbeda di jurnal ini dan di ${file}, dan tidak diketahui mana yang lebih baru. Tidak ada yang berubah.`,
      ...rows,
      ...more,
    ].join("\n"),
    `Jawab satu per satu di terminal, atau sebut yang dipakai: --conflicts ours (yang di sini) atau --conflicts theirs (yang di berkas)`,
  );
}

/** "transaksi #12 XAUUSD", "sesi 2026-11-20". */
function nameOf({ table, ours }: MergeConflict): string {
  const name = [ours.session_date, ours.name, ours.key, ours.symbol, ours.kind, ours.made_on].find(
    (one) => one != null && one !== "",
  );
  const id = typeof ours.id === "number" && table !== "trading_sessions" ? `#${ours.id}` : null;
  return [THINGS[table], id, name].filter((part) => part != null).join(" ");
}

const cellText = ({ column, ours, theirs }: Decided) =>
  `${COLUMNS[column] ?? column} di sini ${shown(ours)}, di berkas ${shown(theirs)}`;

const LONGEST = 60;

function shown(value: unknown): string {
  if (value === null || value === undefined) return "kosong";
  if (typeof value === "number") return plainDecimal(value);
  const text = cleanLine(String(value));
  return `"${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}"`;
}

/** How a conflict came out, in words. */
function outcomeText({ how, side, at }: Decided): string {
  if (how === "joined") return "keduanya disimpan";
  if (how === "sealed") return "yang di sini tetap, sebab sudah disegel";
  const whose = side === "ours" ? "yang di sini" : "yang di berkas";
  if (how === "later") return `dipakai ${whose}, yang lebih baru`;
  return at === undefined ? "belum dijawab" : `dipakai ${whose}`;
}

async function tell(context: Context, loaded: Loaded, merged: Merged, dryRun: boolean) {
  const { file, rows, aside, others } = loaded;
  const { counts, isChanged, conflicts, open } = merged;
  const cells = [...conflicts, ...open].flatMap((conflict) =>
    conflict.cells.map((cell) => ({ conflict, cell })),
  );
  const data = {
    file,
    rows: isChanged ? rows : 0,
    trades: counts.daily_trading_data.added,
    days: counts.trading_sessions.added,
    profiles: counts.users.added,
    dry_run: dryRun,
    changed: isChanged,
    tables: counts,
    conflicts: cells.map(({ conflict, cell }) => ({
      table: conflict.table,
      row_id: conflict.ours.id ?? conflict.ours.key,
      column: cell.column,
      ours: cell.ours,
      theirs: cell.theirs,
      kept: cell.how === "joined" ? "both" : cell.side,
      how: cell.how,
    })),
    left_aside: aside,
    others,
  };
  await context.show(data, () => {
    const lines = cells.map(
      ({ conflict, cell }) => `${nameOf(conflict)}: ${cellText(cell)}: ${outcomeText(cell)}`,
    );
    return render(context.style, loaded, merged, dryRun, lines);
  });
}

const TITLES: readonly (readonly [keyof TableCounts, string])[] = [
  ["added", "Baru"],
  ["same", "Sama"],
  ["filled", "Diperbarui"],
  ["conflicts", "Berbeda"],
  ["deleted", "Dihapus"],
  ["stayed", "Tetap terhapus"],
];

function render(
  style: Style,
  { file, aside, others }: Loaded,
  { counts, isChanged, open }: Merged,
  dryRun: boolean,
  conflicts: readonly string[],
): string {
  const isOpen = open.length > 0;
  const said = MERGED_TABLES.filter((table) => Object.values(counts[table]).some(Boolean));
  const used = TITLES.filter(
    ([name]) =>
      name === "added" || name === "same" || said.some((table) => counts[table][name] > 0),
  );
  const columns: TableColumn[] = [
    { title: "", align: "left", dropOrder: 0 },
    ...used.map(([, title]) => ({ title, align: "right", dropOrder: 0 }) as const),
  ];
  const table = renderTable(
    columns,
    said.map((name) => [
      cell(THINGS[name]),
      ...used.map(([of]) => cell(counts[name][of] === 0 ? "" : formatNumber(counts[name][of], 0))),
    ]),
    style,
  );
  const head = isChanged
    ? `${dryRun ? "Percobaan, belum dicatat: " : ""}${file} digabungkan ke jurnal ini.`
    : isOpen
      ? `Percobaan: selain yang belum dijawab, tidak ada yang baru di ${file}.`
      : `Tidak ada yang baru untuk jurnal ini di ${file}; tidak ada yang berubah.`;
  const more = conflicts.length - NAMED;
  const notes = [
    ...conflicts.slice(0, NAMED),
    ...(more > 0 ? [`dan ${formatNumber(more, 0)} perbedaan lain; --json memuat semuanya`] : []),
    ...(counts.daily_trading_data.stayed > 0
      ? ["Yang sudah dihapus di sini tidak kembali; yang diubah sesudah itu di sana kembali."]
      : []),
    ...(aside > 0
      ? [`${aside} baris program lain di berkas itu tidak terbaca dan tidak ikut.`]
      : []),
    ...(others.length > 0 ? [`Milik program lain, tidak ikut: ${others.join(", ")}`] : []),
  ];
  const { dot } = style.symbols;
  const list = notes.map((line) => `${dot} ${style.wrap(cleanLine(line), style.textColumns, 2)}`);
  const undo = isChanged && !dryRun ? [`Seluruhnya satu perubahan · ${UNDO}`] : [];
  return [
    style.wrap(head, style.textColumns),
    ...(isChanged ? ["", table] : []),
    ...(list.length > 0 ? ["", ...list] : []),
    ...(undo.length > 0 ? ["", ...undo] : []),
  ].join("\n");
}
