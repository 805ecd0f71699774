import { type DecimalMark, decimalMarkOf, readAmount } from "../base/amounts.ts";
import { type DelimitedRow, headerName, readDelimited } from "../base/csv.ts";
import { type FieldKind, NUMBER_KINDS } from "../trade/fields.ts";
import { readSide } from "./drafts.ts";
import { type DateOrder, dateOrderOf, needsOrder, readTime } from "./file-times.ts";
import { type ColumnMap, MAPPED, type MapField, missingField } from "./mapped/map.ts";
import { HEADER_ROWS } from "./table.ts";

const FIELD_OF_WORD: ReadonlyMap<string, MapField> = new Map(
  MAPPED.flatMap(({ field, headings }) => headings.split(" ").map((word) => [word, field])),
);
const ofKind = (...kinds: readonly FieldKind[]): MapField[] =>
  MAPPED.filter(({ kind }) => kinds.includes(kind)).map(({ field }) => field);
const MONEY = ofKind("money");
const TIMES = ofKind("day", "time");
const NUMBERS = ofKind(...NUMBER_KINDS);

/**
 * The field that a normalised header names; amounts may carry their currency ("net_usd"). Null for
 * a word that says nothing.
 */
function fieldOfHeader(name: string): MapField | null {
  const exact = FIELD_OF_WORD.get(name);
  if (exact !== undefined) return exact;
  const amount = /^(.+)_[a-z]{3,4}$/.exec(name)?.[1];
  const field = amount === undefined ? null : fieldOfHeader(amount);
  return field !== null && MONEY.includes(field) ? field : null;
}

/** What only the person who knows the file can say. */
export type Question =
  | { ask: "column"; field: MapField; choices: string[] }
  | { ask: "date-order"; example: string; readings: { order: DateOrder; time: string }[] }
  | { ask: "decimal"; example: string; readings: { mark: DecimalMark; amount: string }[] }
  | { ask: "zone"; example: string }
  | { ask: "fees"; choices: FeeColumn[]; isNet: boolean } // which column, if any? net by its name?
  | { ask: "money"; column: string } // is it net of costs, or gross?
  | { ask: "costs"; column: string; example: string }; // positive costs: taken off?

/** A column of numbers that nothing is known of; `positive` is one of its amounts if all are so. */
export interface FeeColumn {
  column: string;
  positive: string | null;
}

export interface Inspection {
  /** The proposal; where there is a question it holds the likelier answer. */
  map: ColumnMap;
  header: string[];
  /** The first rows below the header, for a preview. */
  sample: DelimitedRow[];
  questions: Question[];
}

const SAMPLE_ROWS = 5;
const MOST_ROWS = 2000;
/**
 * Proposes a column map for a delimited text of unknown making: columns by the words of their
 * headers, then by the shape of their cells. What the file proves is set; what it does not is a
 * question, with the readings to choose from. Reads the first 2,000 rows.
 */
export function inspect(text: string): Inspection {
  const found = readDelimited(text);
  const at = headerIndex(found.rows);
  const header = at < 0 ? [] : (found.rows[at]?.cells ?? []).map((cell) => cell.trim());
  const rows = found.rows.slice(at + 1, at + 1 + MOST_ROWS);
  const indexes = proposeColumns(header, rows);
  const cellsOf = (...fields: readonly MapField[]): string[] =>
    fields.flatMap((field) => columnCells(rows, indexes[field]));
  const order = dateOrderOf(cellsOf(...TIMES));
  const mark = decimalMarkOf(cellsOf(...NUMBERS));
  const times = cellsOf("exit_time", "entry_time", "date").filter((cell) => cell.trim() !== "");
  const dateOrder = order === "both" ? "dmy" : (order ?? (times.some(needsOrder) ? "dmy" : "ymd"));
  const offsets = times.map((cell) => readTime(cell, dateOrder)?.offsetMinutes ?? null);
  const isZoned = offsets.length > 0 && offsets.every((offset) => offset !== null);
  const columns: ColumnMap["columns"] = {};
  for (const [field, index] of Object.entries(indexes)) {
    const isNamed = header.filter((cell) => headerName(cell) === headerName(header[index] ?? ""));
    const name = isNamed.length === 1 ? header[index] : undefined;
    columns[field as MapField] = name === undefined || name === "" ? index + 1 : name;
  }
  const map: ColumnMap = {
    columns,
    decimal: mark === "," ? "," : mark === "." ? "." : found.delimiter === ";" ? "," : ".",
    dateOrder,
    zone: isZoned ? "cell" : null,
    costs: "signed",
    delimiter: found.delimiter,
  };
  const questions: Question[] = [];
  const missing = missingField(map);
  if (missing !== null) {
    const amounts = amountColumns(map, header, rows).map(({ column }) => column);
    const choices = MONEY.includes(missing) && amounts.length > 0 ? amounts : header;
    questions.push({ ask: "column", field: missing, choices });
  }
  if ((order === null && times.some(needsOrder)) || order === "both") {
    questions.push(askOrder(times.find(needsOrder) ?? times[0] ?? ""));
  }
  const unclear = cellsOf(...NUMBERS).find(isUnclear);
  if (mark === "both" || (mark === null && unclear !== undefined)) {
    questions.push(askDecimal(unclear ?? ""));
  }
  if (!isZoned && times.length > 0) questions.push({ ask: "zone", example: times[0] ?? "" });
  questions.push(...askMoney(map, cellsOf), ...askFees(map, header, rows));
  return { map, header, sample: rows.slice(0, SAMPLE_ROWS), questions };
}

/** The row that knows the most header words; the first one without digits; -1 for none. */
function headerIndex(rows: readonly DelimitedRow[]): number {
  let [best, most] = [-1, 1];
  for (const [index, row] of rows.slice(0, HEADER_ROWS).entries()) {
    const known = new Set(
      row.cells.map((cell) => fieldOfHeader(headerName(cell))).filter((field) => field !== null),
    );
    if (known.size > most) [best, most] = [index, known.size];
  }
  if (best >= 0) return best;
  const first = rows[0]?.cells ?? [];
  const isWords = first.every((cell) => readAmount(cell) === null && readTime(cell) === null);
  return isWords && first.some((cell) => cell.trim() !== "") ? 0 : -1;
}

function proposeColumns(
  header: readonly string[],
  rows: readonly DelimitedRow[],
): Partial<Record<MapField, number>> {
  const columns: Partial<Record<MapField, number>> = {};
  header.forEach((cell, index) => {
    const field = fieldOfHeader(headerName(cell));
    if (field === null) return;
    // Time and Price come twice in broker tables: first the opening, then the closing.
    if (columns[field] === undefined) columns[field] = index;
    else if (field === "entry_time") columns.exit_time ??= index;
    else if (field === "entry_price") columns.exit_price ??= index;
  });
  const width = Math.max(header.length, ...rows.slice(0, HEADER_ROWS).map((r) => r.cells.length));
  const taken = new Set(Object.values(columns));
  for (let index = 0; index < width; index += 1) {
    const cells = columnCells(rows, index).filter((cell) => cell.trim() !== "");
    if (cells.length === 0) continue;
    if (columns.side === undefined && mostly(cells, hasSide)) columns.side = index;
    if (columns.symbol === undefined && !taken.has(index) && mostly(cells, looksLikeSymbol)) {
      columns.symbol = index;
    }
    const isTime = !taken.has(index) && mostly(cells, isSomeTime);
    if (isTime && columns.exit_time === undefined && columns.date === undefined) {
      columns.exit_time = index;
    } else if (isTime && columns.entry_time === undefined) columns.entry_time = index;
  }
  return inTimeOrder(columns, rows);
}

/** One time alone is when the trade was closed; of two found by shape the later one is. */
function inTimeOrder(
  columns: Partial<Record<MapField, number>>,
  rows: readonly DelimitedRow[],
): Partial<Record<MapField, number>> {
  const { entry_time: entry, exit_time: exit, ...others } = columns;
  if (entry === undefined || columns.date !== undefined) return columns;
  if (exit === undefined) return { ...others, exit_time: entry };
  const first = rows.find((row) => (row.cells[entry] ?? "") !== (row.cells[exit] ?? ""));
  const [one, two] = [entry, exit].map((index) => readTime(first?.cells[index] ?? "", "dmy"));
  const isSwapped = one != null && two != null && one.time > two.time && entry > exit;
  return isSwapped ? { ...others, entry_time: exit, exit_time: entry } : columns;
}

function columnCells(rows: readonly DelimitedRow[], index: number | undefined): string[] {
  return index === undefined ? [] : rows.map((row) => row.cells[index] ?? "");
}

function mostly(cells: readonly string[], test: (cell: string) => boolean): boolean {
  return cells.filter(test).length >= 0.8 * cells.length;
}

function hasSide(cell: string): boolean {
  return cell.split("\n").some((part) => readSide(part) !== null);
}

function looksLikeSymbol(cell: string): boolean {
  const part = cell.split("\n").find((one) => readSide(one) === null) ?? "";
  return /^[#]?[A-Z][A-Z0-9]{2,11}(?:[._/-]?\w{0,6})?$/.test(part.trim());
}

function isSomeTime(cell: string): boolean {
  return readTime(cell, "dmy") !== null || readTime(cell, "mdy") !== null;
}

function askOrder(example: string): Question {
  const readings = (["dmy", "mdy"] as const).flatMap((order) => {
    const read = readTime(example, order);
    return read === null ? [] : [{ order, time: read.time }];
  });
  return { ask: "date-order", example, readings };
}

/** True for a number that reads as two: 8.550 or 8,550. */
function isUnclear(cell: string): boolean {
  return /^\D*[1-9]\d{0,2}[.,]\d{3}\D*$/.test(cell.trim());
}

function askDecimal(example: string): Question {
  const readings = ([".", ","] as const).flatMap((mark) => {
    const amount = readAmount(example, mark);
    return amount === null ? [] : [{ mark, amount }];
  });
  return { ask: "decimal", example, readings };
}

function askMoney(map: ColumnMap, cellsOf: (...fields: MapField[]) => string[]): Question[] {
  const questions: Question[] = [];
  const { columns } = map;
  const costs = (["commission", "fee"] as const).filter((field) => columns[field] !== undefined);
  const isOneMoney = (columns.net === undefined) !== (columns.profit === undefined);
  const hasCosts = costs.length > 0 || columns.swap !== undefined;
  if (isOneMoney && columns.net === undefined && hasCosts) {
    questions.push({ ask: "money", column: String(columns.profit) });
  }
  for (const field of costs) {
    const cells = cellsOf(field).flatMap((cell) => readAmount(cell, map.decimal) ?? []);
    const isPositive = cells.some((cell) => Number(cell) > 0);
    if (!isPositive || cells.some((cell) => cell.startsWith("-"))) continue;
    const example = cells.find((cell) => Number(cell) > 0) ?? "";
    map.costs = "positive";
    questions.push({ ask: "costs", column: String(columns[field]), example });
    break;
  }
  return questions;
}

/** Costs under a heading that says nothing to us: of the columns of money that are left. */
function askFees(
  map: ColumnMap,
  header: readonly string[],
  rows: readonly DelimitedRow[],
): Question[] {
  const { columns } = map;
  if (MONEY.some((field) => COSTS.includes(field) && columns[field] !== undefined)) return [];
  const choices = amountColumns(map, header, rows);
  return choices.length === 0 ? [] : [{ ask: "fees", choices, isNet: columns.net !== undefined }];
}

/** The columns under one heading, of no field yet, that hold nothing but amounts. */
function amountColumns(
  { columns, decimal }: ColumnMap,
  header: readonly string[],
  rows: readonly DelimitedRow[],
): FeeColumn[] {
  const taken = new Set(Object.values(columns).map(String));
  return header.flatMap((column, index): FeeColumn[] => {
    const isOnce = column !== "" && header.indexOf(column) === header.lastIndexOf(column);
    if (!isOnce || taken.has(column)) return [];
    const cells = columnCells(rows, index).filter((cell) => cell.trim() !== "");
    const amounts = cells.flatMap((cell) => readAmount(cell, decimal) ?? []);
    if (cells.length === 0 || amounts.length < cells.length) return [];
    const isSigned = amounts.some((amount) => amount.startsWith("-"));
    const positive = amounts.find((amount) => Number(amount) > 0) ?? null;
    return [{ column, positive: isSigned ? null : positive }];
  });
}

const COSTS: readonly MapField[] = ["commission", "swap", "fee"];
