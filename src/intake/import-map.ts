import { readFileSync } from "node:fs";
import { nearest } from "../base/nearest.ts";
import { canonicalZone } from "../base/zone.ts";
import type { Context } from "../context.ts";
import { EXIT, UserError } from "../errors.ts";
import type { Operation } from "../journal/changes.ts";
import { getSetting, putSetting } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import { decodeChunks, detectEncoding, fileKind } from "./bytes.ts";
import { type ColumnMap, type MapField, parseColumnMap } from "./column-map.ts";
import { importProblem } from "./import-problems.ts";
import { type Inspection, inspect, type Question } from "./inspect.ts";
import { readMapped } from "./mapped.ts";
import * as words from "./text-import-map.ts";
import type { Statement } from "./types.ts";
import { renderPreview } from "./views-import-map.ts";

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
    throw new UserError("map-invalid", ...words.mapNotJson(given));
  }
  const map = parseColumnMap(value);
  if ("code" in map) throw new UserError(map.code, ...importProblem(given, map));
  if (map.zone === null || map.zone === "cell") return map;
  const zone = canonicalZone(map.zone);
  if (zone === null) throw new UserError("map-invalid", ...words.mapZone(given, map.zone));
  return { ...map, zone };
}

function readMapFile(store: Store, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    const keys = store.db.prepare("SELECT key FROM settings WHERE key LIKE 'peta:%'").pluck().all();
    const names = (keys as string[]).map((key) => key.slice(PREFIX.length));
    throw new UserError("map-unknown", ...words.unknownMap(file, names, nearest(file, names)));
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
  context.world.err(`${words.ASKING}\n${renderPreview(rowsShown(found), context.style)}\n`);
  const { map } = found;
  for (const question of found.questions) await answer(context, map, question);
  for (;;) {
    context.world.err(`${renderPreview(tradesShown(head, map), context.style)}\n`);
    const next = await context.world.ask.choose({
      message: words.RIGHT,
      choices: words.RIGHT_CHOICES,
    });
    if (next === "yes") return map;
    if (next === "stop") throw new UserError("map-refused", words.STOPPED, undefined, EXIT.user);
    await changeColumn(context, map, found.header);
  }
}

/** What one question asks goes into the map. */
async function answer(context: Context, map: ColumnMap, question: Question): Promise<void> {
  const { ask } = context.world;
  if (question.ask === "column") {
    const choices = question.choices.map((name) => ({ value: name, label: name }));
    const message = words.askColumn(question.field);
    map.columns[question.field] = await ask.choose({ message, choices });
  } else if (question.ask === "date-order") {
    const choices = question.readings.map(({ order, time }) => ({
      value: order,
      label: words.dateReading(order, time),
    }));
    map.dateOrder = await ask.choose({ message: words.askOrder(question.example), choices });
  } else if (question.ask === "decimal") {
    const choices = question.readings.map(({ mark, amount }) => ({
      value: mark,
      label: words.amountReading(amount),
    }));
    map.decimal = await ask.choose({ message: words.askDecimal(question.example), choices });
  } else if (question.ask === "zone") {
    map.zone = await askZone(context, question.example);
  } else if (question.ask === "money") {
    const isNet = await ask.choose({
      message: words.askMoney(question.column),
      choices: words.MONEY_CHOICES,
    });
    if (isNet) {
      map.columns.net = question.column;
      delete map.columns.profit;
    }
  } else {
    map.costs = await ask.choose({
      message: words.askCosts(question.column, question.example),
      choices: words.COST_CHOICES,
    });
  }
}

async function askZone({ world }: Context, example: string): Promise<string> {
  const typed = await world.ask.text({
    message: words.askZone(example),
    check: (text) => canonicalZone(text) !== null || words.ZONE_NEEDED,
  });
  return canonicalZone(typed) ?? "UTC";
}

async function changeColumn(
  { world }: Context,
  map: ColumnMap,
  header: readonly string[],
): Promise<void> {
  const field = await world.ask.choose<MapField>({
    message: words.WHICH_FIELD,
    choices: words.FIELD_CHOICES,
  });
  const column = await world.ask.choose<string>({
    message: words.askColumn(field),
    choices: [
      ...header.map((name) => ({ value: name, label: name })),
      { value: "", label: words.NO_COLUMN },
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
  if ("code" in read) return [[words.UNREADABLE]];
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
  return [words.PREVIEW_HEADER, ...lines, ...(bad > 0 ? [[words.badRows(bad)]] : [])];
}
