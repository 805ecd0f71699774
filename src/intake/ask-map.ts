import { readFileSync } from "node:fs";
import { decodeText } from "../base/encoding.ts";
import { nearest } from "../base/text.ts";
import { canonicalZone } from "../base/time.ts";
import type { Context } from "../context.ts";
import { EXIT, type MessageAndHint, UserError } from "../errors.ts";
import type { Operation } from "../journal/changes.ts";
import { getSetting, putSetting } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import type { Style } from "../views/style.ts";
import { cell, plainText, renderTable } from "../views/table.ts";
import { decodeChunks, detectEncoding, fileKind } from "./files/encoding.ts";
import { type FeeColumn, type Inspection, inspect, type Question } from "./inspect.ts";
import { type ColumnMap, MAPPED, type MapField, parseColumnMap } from "./mapped/map.ts";
import { readMapped } from "./mapped/read.ts";
import type { Statement } from "./statement.ts";
import { importProblem } from "./words.ts";

/** The questions about a CSV of unknown making, and what is said of column maps. */

const mapNotJson = (name: string): MessageAndHint => [
  `Peta ${name} bukan JSON.`,
  "Lihat contohnya di docs/impor.md, bagian “Peta kolom”.",
];

const mapZone = (name: string, zone: string): MessageAndHint => [
  `Peta ${name}: zona "${zone}" tidak dikenal.`,
  "Misalnya UTC, +07:00, WIB, Europe/Athens, atau cell bila selisihnya tertulis di tiap jam.",
];

const unknownMap = (
  name: string,
  known: readonly string[],
  near: string | null,
): MessageAndHint => [
  `Peta "${name}" tidak ada: bukan berkas, dan belum disimpan dengan nama itu.`,
  near !== null
    ? `Maksud Anda ${near}?`
    : known.length === 0
      ? "Belum ada peta yang disimpan. Simpan dengan --save-map NAMA."
      : `Yang disimpan: ${known.join(", ")}`,
];

export const mapSaved = (name: string) => `Peta kolom disimpan; lain kali: --map ${name}`;

const ASKING = "CSV ini belum dikenal. Beberapa pertanyaan tentang kolomnya:";

const RIGHT = "Beginilah baris-baris pertama dibaca. Sudah benar?";

const RIGHT_CHOICES: { value: "yes" | "change" | "stop"; label: string }[] = [
  { value: "yes", label: "sudah benar, impor" },
  { value: "change", label: "ubah satu kolom" },
  { value: "stop", label: "batal" },
];

const STOPPED = "Dibatalkan; jurnal tidak berubah.";

const FIELD_CHOICES = MAPPED.map(({ field, label }) => ({ value: field, label }));

const WHICH_FIELD = "Isian mana yang kolomnya keliru?";

const NO_COLUMN = "tidak ada di berkas ini";

const askColumn = (field: MapField) =>
  `Kolom mana yang berisi ${MAPPED.find((one) => one.field === field)?.label ?? field}?`;

const askOrder = (example: string) => `"${example}" itu tanggal berapa?`;

const dateReading = (order: string, time: string) =>
  `${time.slice(0, 10)} (${order === "dmy" ? "hari/bulan" : "bulan/hari"})`;

const askDecimal = (example: string) => `"${example}" itu berapa?`;

const amountReading = (amount: string) => `${amount} (titik di sini tanda desimal)`;

const zoneQuestion = (example: string) =>
  `Jam "${example}" itu jam di zona mana? (WIB, UTC, +03:00, Europe/Athens, ...)`;

const ZONE_NEEDED = "Harus zona waktu, misalnya WIB, UTC, atau +03:00.";

const ASK_FEES = "Adakah kolom yang berisi biaya (komisi, fee)?";

const askMoney = (column: string) => `Apakah "${column}" sudah dikurangi komisi dan swap?`;

const MONEY_CHOICES = [
  { value: true, label: "sudah: itu hasil bersih" },
  { value: false, label: "belum: komisi dan swap masih harus dihitung" },
];

const askCosts = (column: string, example: string) =>
  `"${column}" berisi ${example}: biaya yang mengurangi hasil?`;

const COST_CHOICES: { value: "positive" | "signed"; label: string }[] = [
  { value: "positive", label: "ya, itu biaya; kurangi dari hasil" },
  { value: "signed", label: "tidak, itu tambahan; jumlahkan apa adanya" },
];

const PREVIEW_HEADER = ["Simbol", "Arah", "Lot", "Masuk (UTC)", "Keluar (UTC)", "Hasil"];

const UNREADABLE = "Kolom yang dipilih belum cukup untuk membaca transaksi.";

const badRows = (count: number) => `${count} baris belum bisa dibaca dengan peta ini.`;

/** A few rows of a file, or of what is made of them; the first one is the heading. */
function renderPreview(rows: readonly (readonly string[])[], style: Style): string {
  const [header = [], ...others] = rows;
  if (header.length === 1 && others.length === 0) return header[0] ?? "";
  const columns = header.map((title, index) => ({
    title: plainText(title),
    align: "left" as const,
    dropOrder: index,
  }));
  const cells = others.map((row) => header.map((_, index) => cell(plainText(row[index] ?? ""))));
  return renderTable(columns, cells, style);
}

/** Saved maps are settings: they travel with the journal. */
const PREFIX = "peta:";

/** Rows read to show what a map makes of a file. */
const PREVIEW_CHARACTERS = 20_000;

/** The map that `--map` means: a JSON file, or one saved by name. */
export function mapFrom(store: Store, given: string): ColumnMap {
  const saved = getSetting(store.db, PREFIX + given.toLowerCase());
  const text = saved ?? readMapFile(store, given);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError("map-invalid", ...mapNotJson(given));
  }
  const map = parseColumnMap(value);
  if ("code" in map) throw new UserError(map.code, ...importProblem(given, map));
  if (map.zone === null || map.zone === "cell") return map;
  const zone = canonicalZone(map.zone);
  if (zone === null) throw new UserError("map-invalid", ...mapZone(given, map.zone));
  return { ...map, zone };
}

function readMapFile(store: Store, file: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch {
    const keys = store.db.prepare("SELECT key FROM settings WHERE key LIKE 'peta:%'").pluck().all();
    const names = (keys as string[]).map((key) => key.slice(PREFIX.length));
    throw new UserError("map-unknown", ...unknownMap(file, names, nearest(file, names)));
  }
}

/** Keeps a map under a name, for `--map NAME`, as part of the import that used it. */
export function keepMap(operation: Operation, { name, map }: { name: string; map: ColumnMap }) {
  putSetting(operation, PREFIX + name.toLowerCase(), JSON.stringify(map));
}

/**
 * Asks for the columns of a delimited file of unknown making, showing what the answers make of its
 * first rows. Null where the file is no text or nobody is there to ask. Nothing is guessed: what
 * the file itself does not prove is a question.
 */
export async function askMap(
  context: Context,
  bytes: Uint8Array,
  encodingName: string | undefined,
): Promise<ColumnMap | null> {
  const encoding = detectEncoding(bytes, encodingName);
  if (!context.mayAsk || encoding === null || fileKind(bytes, encoding) !== "text") return null;
  const [head = ""] = decodeChunks(bytes, encoding);
  const found = inspect(head);
  if (found.header.length < 2) return null;
  context.world.err(`${ASKING}\n${renderPreview(rowsShown(found), context.style)}\n`);
  const { map } = found;
  for (const question of found.questions) await answer(context, map, question);
  for (;;) {
    context.world.err(`${renderPreview(tradesShown(head, map), context.style)}\n`);
    const next = await context.world.ask.choose({
      message: RIGHT,
      choices: RIGHT_CHOICES,
    });
    if (next === "yes") return map;
    if (next === "stop") throw new UserError("map-refused", STOPPED, undefined, EXIT.user);
    await changeColumn(context, map, found.header);
  }
}

/** What one question asks goes into the map. */
async function answer(context: Context, map: ColumnMap, question: Question): Promise<void> {
  const { ask } = context.world;
  if (question.ask === "column") {
    const choices = question.choices.map((name) => ({ value: name, label: name }));
    const message = askColumn(question.field);
    map.columns[question.field] = await ask.choose({ message, choices });
  } else if (question.ask === "date-order") {
    const choices = question.readings.map(({ order, time }) => ({
      value: order,
      label: dateReading(order, time),
    }));
    map.dateOrder = await ask.choose({ message: askOrder(question.example), choices });
  } else if (question.ask === "decimal") {
    const choices = question.readings.map(({ mark, amount }) => ({
      value: mark,
      label: amountReading(amount),
    }));
    map.decimal = await ask.choose({ message: askDecimal(question.example), choices });
  } else if (question.ask === "zone") {
    map.zone = await askZone(context, question.example);
  } else if (question.ask === "money") {
    await answerMoney(context, map, question.column);
  } else if (question.ask === "fees") {
    await answerFees(context, map, question);
  } else {
    await answerCosts(context, map, question.column, question.example);
  }
}

/** Whether the result has its costs in it already. */
async function answerMoney({ world }: Context, map: ColumnMap, column: string): Promise<void> {
  const message = askMoney(column);
  const isNet = await world.ask.choose({ message, choices: MONEY_CHOICES });
  map.columns[isNet ? "net" : "profit"] = column;
  delete map.columns[isNet ? "profit" : "net"];
}

async function answerCosts(
  { world }: Context,
  map: ColumnMap,
  column: string,
  example: string,
): Promise<void> {
  const message = askCosts(column, example);
  map.costs = await world.ask.choose({ message, choices: COST_CHOICES });
}

/** Which column holds costs; one that there is makes it a question what the result is without it. */
async function answerFees(
  context: Context,
  map: ColumnMap,
  { choices, isNet }: Extract<Question, { ask: "fees" }>,
): Promise<void> {
  const taken = Object.values(map.columns);
  const columns = choices.filter(({ column }) => !taken.includes(column));
  if (columns.length === 0) return;
  const found = await context.world.ask.choose<FeeColumn | null>({
    message: ASK_FEES,
    choices: [
      { value: null, label: NO_COLUMN },
      ...columns.map((value) => ({ value, label: value.column })),
    ],
  });
  if (found === null) return;
  map.columns.commission = found.column;
  const result = String(map.columns.profit ?? map.columns.net);
  if (!isNet) await answerMoney(context, map, result);
  if (found.positive !== null) await answerCosts(context, map, found.column, found.positive);
}

async function askZone({ world }: Context, example: string): Promise<string> {
  const typed = await world.ask.text({
    message: zoneQuestion(example),
    check: (text) => canonicalZone(text) !== null || ZONE_NEEDED,
  });
  return canonicalZone(typed) ?? "UTC";
}

async function changeColumn(
  { world }: Context,
  map: ColumnMap,
  header: readonly string[],
): Promise<void> {
  const field = await world.ask.choose<MapField>({
    message: WHICH_FIELD,
    choices: FIELD_CHOICES,
  });
  const column = await world.ask.choose<string>({
    message: askColumn(field),
    choices: [
      ...header.map((name) => ({ value: name, label: name })),
      { value: "", label: NO_COLUMN },
    ],
  });
  if (column === "") delete map.columns[field];
  else map.columns[field] = column;
}

function rowsShown({ header, sample }: Inspection): string[][] {
  return [header, ...sample.slice(0, 3).map((row) => row.cells)];
}

/** What the map makes of the first rows. */
function tradesShown(head: string, map: ColumnMap): string[][] {
  const cut = head.slice(0, PREVIEW_CHARACTERS);
  const whole = cut.slice(0, cut.lastIndexOf("\n") + 1) || cut;
  const read: Statement | { code: string } = readMapped(whole, map);
  if ("code" in read) return [[UNREADABLE]];
  const lines = [...read.trades, ...read.open]
    .slice(0, 3)
    .map((trade) => [
      trade.symbol,
      trade.side ?? "–",
      trade.lot === null ? "–" : String(trade.lot),
      trade.entryTime ?? "–",
      trade.exitTime ?? "–",
      trade.net,
    ]);
  const bad = read.skipped.filter(({ reason }) => reason === "bad").length;
  return [PREVIEW_HEADER, ...lines, ...(bad > 0 ? [[badRows(bad)]] : [])];
}
