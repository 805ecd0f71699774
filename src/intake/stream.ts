import { streamDecoder } from "../base/encoding.ts";
import { isRecord, toJson } from "../base/json.ts";
import { storedTime } from "../base/rows.ts";
import { cleanLine } from "../base/text.ts";
import type { Context } from "../context.ts";
import { OutputClosed, OutputFailed, UserError } from "../errors.ts";
import { type Added, addUnknownTrades, type DatedTrade } from "../journal/bulk.ts";
import {
  beginOperation,
  endOperation,
  endPipe,
  immediate,
  markPipe,
  type Operation,
  resumeOperation,
  setSummary,
} from "../journal/changes.ts";
import { fieldContext } from "../journal/days.ts";
import { type ExportedRow, knownExports } from "../journal/incoming/alike.ts";
import { addBot, botsById } from "../journal/owners.ts";
import { matchPlans } from "../journal/plans/match.ts";
import { asUserError, type Store, settling } from "../journal/store.ts";
import { tradeDay } from "../journal/trades.ts";
import type { TradeValues } from "../trade/fields.ts";
import type { FieldContext } from "../trade/readers.ts";
import { completeTrade, type FieldProblem, readFields } from "../trade/values.ts";
import { countIgnored, type IgnoredKeys, ignoredNote } from "./ignored.ts";

/** Lines that arrived together. */
interface LineBatch {
  /** 1-based number of the first line. */
  first: number;
  lines: Line[];
}

/** One too long to be a trade has only its beginning. */
type Line = string | { start: string };

/** Committed at once at the most: larger batches are faster, smaller ones spare memory. */
const BATCH_BYTES = 1 << 17;
/** A longer line is no trade and is not kept, so that a file without line ends cannot fill memory. */
const LONGEST_LINE = 1 << 20;

/**
 * Splits a byte stream into batches of whole lines. A batch ends when the stream pauses, so that a
 * bot which writes one line gets its answer at once, or when it is large; the last line needs no
 * line end. Letters may be cut anywhere between chunks, of UTF-8 and of the UTF-16 that PowerShell
 * writes.
 */
async function* lineBatches(input: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  const decoder = streamDecoder();
  let rest = "";
  let isLong = false;
  let lines: Line[] = [];
  const end = (text: string) => {
    const long = isLong || text.length > LONGEST_LINE;
    lines.push(long ? { start: text.slice(0, SHOWN) } : text);
    isLong = false;
  };
  let first = 1;
  let bytes = 0;
  for await (const chunk of withPauses(input)) {
    if (chunk !== null) {
      const parts = (rest + decoder.decode(chunk)).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) end(part);
      if (rest.length > LONGEST_LINE) {
        isLong = true;
        rest = rest.slice(0, SHOWN);
      }
      bytes += chunk.length;
      if (bytes < BATCH_BYTES) continue;
    }
    if (lines.length > 0) yield { first, lines };
    first += lines.length;
    lines = [];
    bytes = 0;
  }
  rest += decoder.end();
  if (rest !== "") end(rest);
  if (lines.length > 0) yield { first, lines };
}

/** The chunks of a stream, with a null wherever the next one is not there yet. */
async function* withPauses(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null> {
  const chunks = input[Symbol.asyncIterator]();
  for (;;) {
    const next = chunks.next();
    const early = await Promise.race([next, turns(2)]);
    if (early === null) yield null;
    const { done, value } = await next;
    if (done) return;
    yield value;
  }
}

/** Resolves with null after so many rounds of the event loop: what was there to be read was read. */
async function turns(count: number): Promise<null> {
  for (let turn = 0; turn < count; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return null;
}

/** A line that says a trade. */
interface Read {
  line: number;
  dated: DatedTrade;
  ignored: string[];
  /** It is a row of our own export. */
  exported: ExportedRow | null;
  /** The trade that the row of an export is; null: it is to be added. */
  known: number | null;
}

/** What became of one line. */
type Outcome = (Read & { problem?: undefined }) | { line: number; problem: FieldProblem };

/** Lines further apart than this are operations of their own, so that undo takes back what belongs together. */
const BURST_MS = 60_000;

/** Lines that came close together and are one operation. */
interface Burst {
  operationId: number;
  recorded: number;
  lastAt: number;
}

interface Stream {
  store: Store;
  /** Says once that the journal is another's for now. */
  sayBusy(): void;
  createBots: boolean;
  burst: Burst | null;
  /** Trades that rows of an export were found to be, or that they became. */
  matched: Set<number>;
}

/**
 * Records trades from standard input: one JSON object a line, each answered by one JSON line once it
 * is on disk. Bad lines do not stop good ones. The defaults hold for what a line does not say.
 */
export async function recordStream(
  context: Context,
  store: Store,
  given: TradeValues,
  createBots: boolean,
): Promise<void> {
  const defaults = Object.keys(given).length === 0 ? null : given;
  const stream: Stream = {
    store,
    createBots,
    sayBusy: once(() => context.world.err(`${BUSY}\n`)),
    burst: null,
    matched: new Set(),
  };
  store.db.pragma(`busy_timeout = ${BUSY_MS}`);
  const { isInteractive, platform } = context.world;
  if (isInteractive) context.world.err(`${reading(platform)}\n`);
  const counts = { recorded: 0, duplicate: 0, rejected: 0, ignored: new Map() };
  const settler = settling(store, SETTLE);
  try {
    for await (const batch of lineBatches(context.world.input)) {
      const outcomes = readBatch(stream, batch, defaults);
      const added = await whenFree(stream, () => record(stream, outcomes));
      settler.wrote();
      await context.world.out(answers(outcomes, added, counts));
    }
  } catch (error) {
    throw endedEarly(error, store, counts);
  } finally {
    settler.end();
    if (stream.burst !== null) await whenFree(stream, () => endPipe(store));
  }
  const ignored = ignoredNote(counts.ignored);
  if (ignored !== null) context.world.err(`${ignored}\n`);
  const summary = `${told(counts)}.`;
  if (counts.rejected > 0) throw new UserError("lines-rejected", summary, REJECTED);
  context.world.err(`${summary}\n`);
}

/** After so long a wait for the journal it is said, and Ctrl-C is heard. */
const BUSY_MS = 2_000;

const BUSY = "Jurnal sedang ditulis perintah lain; baris yang masuk menunggu gilirannya.";

/**
 * Runs `work` when the journal is free, however long another command keeps it (an undo of a million
 * rows takes minutes): a bot whose pipe ended would lose every trade after that.
 */
async function whenFree<T>({ sayBusy }: Stream, work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith("SQLITE_BUSY")) throw error;
      sayBusy();
      await turns(1);
    }
  }
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

/** The file alone holds everything this long after the pipe went quiet, and this often at the least. */
const SETTLE = { quiet: 500, atLeast: 60_000 };

/** What became of the lines so far. */
interface Counts {
  recorded: number;
  duplicate: number;
  rejected: number;
  ignored: IgnoredKeys;
}

const told = ({ recorded, duplicate, rejected }: Counts) =>
  `${recorded} dicatat, ${duplicate} sudah ada, ${rejected} ditolak`;

/** Why the stream ended before its end, with what is recorded of it all the same. */
function endedEarly(error: unknown, store: Store, counts: Counts): unknown {
  const ended = (code: string, why: string) =>
    new UserError(
      code,
      `${why} ${told(counts)}; baris sesudahnya tidak diambil.`,
      "Alirkan lagi berkas yang sama; yang bertiket tidak dicatat dua kali.",
    );
  if (error instanceof OutputClosed) return ended("answers-unread", "Pembaca jawaban sudah pergi:");
  if (error instanceof OutputFailed) {
    const why = `Jawabannya tidak bisa ditulis ke stdout (${error.code}):`;
    return ended("answers-unwritten", why);
  }
  const known = asUserError(error, store.path);
  return known instanceof UserError ? ended(known.code, known.message) : error;
}

const reading = (platform: string) =>
  `Membaca NDJSON dari keyboard, satu transaksi per baris; selesai: ${platform === "win32" ? "Ctrl-Z, lalu Enter" : "Ctrl-D"}`;

const REJECTED =
  'Yang ditolak ada di stdout, berstatus "rejected", dengan kolom dan nilai yang diharapkan.';

/** So much of a line is shown. */
const SHOWN = 80;

const badLine = (text: string, expected: string): FieldProblem => ({
  field: "baris",
  value: cleanLine(text.slice(0, SHOWN)),
  expected,
});

const notJson = (text: string) => badLine(text, "satu objek JSON per baris");
const tooLong = (text: string) => badLine(text, "paling panjang 1 MiB");

const botNotKnown = (id: number): FieldProblem => ({
  field: "bot_id",
  value: String(id),
  expected: "nomor bot yang terdaftar (jurnal bot list), atau pakai --create-bots",
});

function readBatch(
  { store, createBots }: Stream,
  { first, lines }: LineBatch,
  defaults: TradeValues | null,
): Outcome[] {
  const context = fieldContext(store, null);
  const outcomes: Outcome[] = [];
  lines.forEach((text, index) => {
    const line = first + index;
    if (typeof text !== "string") outcomes.push({ line, problem: tooLong(text.start) });
    else if (text.trim() !== "") outcomes.push(readLine(store, line, text, defaults, context));
  });
  if (!createBots) rejectUnknownBots(store, outcomes);
  return outcomes;
}

function readLine(
  store: Store,
  line: number,
  text: string,
  defaults: TradeValues | null,
  context: FieldContext,
): Outcome {
  let raw: unknown;
  try {
    // Files that were put together keep the marks of each.
    raw = JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch {
    return { line, problem: notJson(text) };
  }
  if (!isRecord(raw)) return { line, problem: notJson(text) };
  const fields = readFields(raw, context);
  if (!fields.ok) return { line, problem: asTyped(fields.problem, raw, text) };
  const reading = completeTrade(
    defaults === null ? fields.values : { ...defaults, ...fields.values },
    undefined,
    context.zone,
  );
  if (!reading.ok) return { line, problem: reading.problem };
  const { trade } = reading;
  const fallback = fields.values.session_date ?? context.today;
  const dated = { trade, date: tradeDay(store, trade, fallback) };
  const exported = exportedRow(raw as Record<string, unknown>, dated);
  return { line, dated, ignored: fields.ignored, exported, known: null };
}

/** A number beyond what one can be (1e400) is shown as it stands in the line. */
function asTyped(
  problem: FieldProblem,
  raw: Readonly<Record<string, unknown>>,
  text: string,
): FieldProblem {
  const value = raw[problem.field];
  if (typeof value !== "number" || Number.isFinite(value)) return problem;
  const written = [...text.matchAll(/"(\w+)"\s*:\s*(-?\d[\d.eE+-]*)/g)];
  const last = written.findLast(([, field]) => field === problem.field)?.[2];
  return last === undefined ? problem : { ...problem, value: cleanLine(last).slice(0, 80) };
}

/** The line as a row of our own export: only that tells the number and when it was recorded. */
function exportedRow(
  { id, created_at, session_date }: Record<string, unknown>,
  dated: DatedTrade,
): ExportedRow | null {
  const isExported =
    typeof id === "number" && typeof created_at === "string" && typeof session_date === "string";
  return isExported ? { ...dated, id, created_at: storedTime(created_at) } : null;
}

/** Finds the rows of an export that the journal holds. */
function findExported({ store, matched }: Stream, outcomes: readonly Outcome[]): void {
  const lines = outcomes.flatMap((outcome) =>
    outcome.problem === undefined && outcome.exported !== null ? [outcome] : [],
  );
  if (lines.length === 0) return;
  const rows = lines.map(({ exported }) => exported as ExportedRow);
  const known = knownExports(store, rows, matched);
  lines.forEach((line, index) => {
    line.known = known[index] ?? null;
  });
}

function botIds(outcomes: readonly Outcome[]): Set<number> {
  const ids = new Set<number>();
  for (const outcome of outcomes) {
    if (outcome.problem === undefined && outcome.dated.trade.bot_id !== null) {
      ids.add(outcome.dated.trade.bot_id);
    }
  }
  return ids;
}

function rejectUnknownBots(store: Store, outcomes: Outcome[]): void {
  const wanted = botIds(outcomes);
  if (wanted.size === 0) return;
  for (const bot of botsById(store, wanted)) wanted.delete(bot.id);
  if (wanted.size === 0) return;
  outcomes.forEach((outcome, index) => {
    if (outcome.problem !== undefined) return;
    const id = outcome.dated.trade.bot_id;
    if (id === null || !wanted.has(id)) return;
    outcomes[index] = { line: outcome.line, problem: botNotKnown(id) };
  });
}

/** Writes the good lines in one transaction and returns what became of each of them, in order. */
function record(stream: Stream, outcomes: readonly Outcome[]): Added[] {
  findExported(stream, outcomes);
  const good = outcomes.flatMap((outcome) => (outcome.problem === undefined ? [outcome] : []));
  const unknown = good.filter(({ known }) => known === null).map(({ dated }) => dated);
  const added = unknown.length === 0 ? [] : write(stream, unknown);
  let next = 0;
  return good.map(({ known, exported }) => {
    if (known !== null) return { id: known, duplicate: true };
    const one = added[next++] as Added;
    if (exported !== null) stream.matched.add(one.id);
    return one;
  });
}

function write(stream: Stream, read: DatedTrade[]): Added[] {
  const { store, burst, createBots } = stream;
  const { zone, day_start } = store.profile;
  const now = store.now();
  return immediate(store, () => {
    const isOtherClock = store.profile.zone !== zone || store.profile.day_start !== day_start;
    const good = isOtherClock
      ? read.map((one) => ({ ...one, date: tradeDay(store, one.trade, one.date) }))
      : read;
    const goesOn = burst !== null && now - burst.lastAt <= BURST_MS;
    const resumed = goesOn ? resumeOperation(store, burst.operationId) : null;
    const operation = resumed ?? beginOperation(store, "trade.stdin", "");
    if (resumed === null) markPipe(operation);
    if (createBots) addMissingBots(operation, good);
    const added = addUnknownTrades(operation, good);
    const fresh = added.filter(({ duplicate }) => !duplicate).map(({ id }) => id);
    const recorded = fresh.length + (resumed === null || burst === null ? 0 : burst.recorded);
    matchPlans(operation, fresh);
    setSummary(operation, `${recorded} transaksi dari aliran NDJSON`);
    endOperation(operation);
    stream.burst = { operationId: operation.id, recorded, lastAt: now };
    return added;
  });
}

function addMissingBots(operation: Operation, trades: readonly DatedTrade[]): void {
  const { store } = operation;
  const wanted = new Map(trades.map(({ trade }) => [trade.bot_id, trade]));
  wanted.delete(null);
  const ids = [...wanted.keys()] as number[];
  for (const bot of botsById(store, ids)) wanted.delete(bot.id);
  for (const [id, trade] of wanted) {
    addBot(operation, {
      id: id as number,
      name: `Bot #${id}`,
      market: trade.symbol,
      strategy: trade.strategy_used ?? "Unknown",
    });
  }
}

/** One JSON line for each line of the batch, in the order they came. */
function answers(outcomes: readonly Outcome[], added: readonly Added[], counts: Counts): string {
  let next = 0;
  let text = "";
  for (const outcome of outcomes) {
    if (outcome.problem !== undefined) {
      counts.rejected++;
      text += `${toJson({ line: outcome.line, status: "rejected", ...outcome.problem })}\n`;
      continue;
    }
    const { id, duplicate } = added[next++] as Added;
    const status = duplicate ? "duplicate" : "recorded";
    counts[status]++;
    const { line, ignored } = outcome;
    countIgnored(counts.ignored, ignored);
    const answer = ignored.length === 0 ? { line, status, id } : { line, status, id, ignored };
    text += `${toJson(answer)}\n`;
  }
  return text;
}
