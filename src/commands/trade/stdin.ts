import type { Context } from "../../context.ts";
import { UserError } from "../../errors.ts";
import {
  type Added,
  addTrades,
  addUnknownTrades,
  type DatedTrade,
  isDuplicate,
} from "../../journal/bulk.ts";
import {
  beginOperation,
  endOperation,
  immediate,
  type Operation,
  resumeOperation,
  setSummary,
} from "../../journal/changes.ts";
import { today } from "../../journal/days.ts";
import { addBot, botsById } from "../../journal/owners.ts";
import type { Store } from "../../journal/store.ts";
import { tradeDay } from "../../journal/trades.ts";
import {
  completeTrade,
  type FieldContext,
  type FieldProblem,
  readFields,
  type TradeValues,
} from "../../trade/fields.ts";
import * as words from "../../words/messages.ts";
import { noteFrom } from "../inputs.ts";
import { fieldContext, type TradeFlags, valuesFrom } from "./log.ts";

/** Lines that arrived together. */
export interface LineBatch {
  /** 1-based number of the first line. */
  first: number;
  lines: string[];
}

/** Committed at once at the most: larger batches are faster, smaller ones spare memory. */
const BATCH_BYTES = 1 << 17;
/** A longer line is not a trade; its text is cut so that a file without line ends cannot fill memory. */
const LONGEST_LINE = 1 << 20;

/**
 * Splits a byte stream into batches of whole lines. A batch ends when the stream pauses, so that a
 * bot which writes one line gets its answer at once, or when it is large; the last line needs no
 * line end. UTF-8 may be cut anywhere between chunks.
 */
export async function* lineBatches(input: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder();
  let rest = "";
  let lines: string[] = [];
  let first = 1;
  let bytes = 0;
  for await (const chunk of withPauses(input)) {
    if (chunk !== null) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = (parts.pop() ?? "").slice(0, LONGEST_LINE);
      for (const part of parts) lines.push(part);
      bytes += chunk.length;
      if (bytes < BATCH_BYTES) continue;
    }
    if (lines.length > 0) yield { first, lines };
    first += lines.length;
    lines = [];
    bytes = 0;
  }
  rest += decoder.decode();
  if (rest !== "") lines.push(rest);
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

interface StreamOptions extends TradeFlags {
  createBots?: boolean;
}

/** What became of one line. */
type Outcome =
  | ({ line: number; dated: DatedTrade; ignored: string[] } & { problem?: undefined })
  | { line: number; problem: FieldProblem };

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
  createBots: boolean;
  burst: Burst | null;
}

/**
 * `trade log --stdin`: one JSON object a line, each answered by one JSON line once it is on disk.
 * Bad lines do not stop good ones. What the other options say holds for lines that do not say it.
 */
export async function logStream(context: Context, options: StreamOptions): Promise<void> {
  const store = await context.open("write");
  const given = valuesFrom(store, options, today(store));
  if (given.note) given.note = await noteFrom(context, given.note);
  const defaults = Object.keys(given).length === 0 ? null : given;
  const stream: Stream = { store, createBots: options.createBots === true, burst: null };
  if (context.world.isInteractive) context.world.err(`${words.readingStdin}\n`);
  const counts = { recorded: 0, duplicate: 0, rejected: 0 };
  for await (const batch of lineBatches(context.world.input)) {
    const outcomes = readBatch(stream, batch, defaults);
    const added = record(stream, outcomes);
    await context.world.out(answers(outcomes, added, counts));
  }
  const summary = words.intakeDone(counts);
  if (counts.rejected > 0) {
    throw new UserError("lines-rejected", summary, words.intakeRejected);
  }
  context.world.err(`${summary}\n`);
}

function readBatch(
  { store, createBots }: Stream,
  { first, lines }: LineBatch,
  defaults: TradeValues | null,
): Outcome[] {
  const context = fieldContext(store, today(store));
  const outcomes: Outcome[] = [];
  lines.forEach((text, index) => {
    if (text.trim() === "") return;
    outcomes.push(readLine(store, first + index, text, defaults, context));
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
    raw = JSON.parse(text);
  } catch {
    return { line, problem: words.notJson(text) };
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return { line, problem: words.notJson(text) };
  }
  const fields = readFields(raw as Record<string, unknown>, context);
  if (!fields.ok) return { line, problem: fields.problem };
  const reading = completeTrade(
    defaults === null ? fields.values : { ...defaults, ...fields.values },
  );
  if (!reading.ok) return { line, problem: reading.problem };
  const { trade } = reading;
  const fallback = fields.values.session_date ?? context.today;
  const dated = { trade, date: tradeDay(store, trade, fallback) };
  return { line, dated, ignored: fields.ignored };
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
    outcomes[index] = { line: outcome.line, problem: words.botNotKnown(id) };
  });
}

/** Writes the good lines in one transaction and returns what became of each of them, in order. */
function record(stream: Stream, outcomes: readonly Outcome[]): Added[] {
  const good = outcomes.flatMap((outcome) =>
    outcome.problem === undefined ? [outcome.dated] : [],
  );
  if (good.length === 0) return [];
  try {
    return write(stream, good, addTrades);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  // Looking for known trades first costs time that the usual batch, all new, need not pay.
  return write(stream, good, addUnknownTrades);
}

function write(stream: Stream, good: DatedTrade[], add: typeof addTrades): Added[] {
  const { store, burst, createBots } = stream;
  const now = store.now();
  return immediate(store, () => {
    const goesOn = burst !== null && now - burst.lastAt <= BURST_MS;
    const resumed = goesOn ? resumeOperation(store, burst.operationId) : null;
    const operation = resumed ?? beginOperation(store, "trade.stdin", "");
    if (createBots) addMissingBots(operation, good);
    const added = add(operation, good);
    const fresh = added.filter(({ duplicate }) => !duplicate).length;
    const recorded = fresh + (resumed === null || burst === null ? 0 : burst.recorded);
    setSummary(operation, words.intakeSummary(recorded));
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
function answers(
  outcomes: readonly Outcome[],
  added: readonly Added[],
  counts: { recorded: number; duplicate: number; rejected: number },
): string {
  let next = 0;
  let text = "";
  for (const outcome of outcomes) {
    if (outcome.problem !== undefined) {
      counts.rejected++;
      text += `${JSON.stringify({ line: outcome.line, status: "rejected", ...outcome.problem })}\n`;
      continue;
    }
    const { id, duplicate } = added[next++] as Added;
    const status = duplicate ? "duplicate" : "recorded";
    counts[status]++;
    // Built by hand: this line is written a million times.
    const ignored =
      outcome.ignored.length === 0 ? "" : `,"ignored":${JSON.stringify(outcome.ignored)}`;
    text += `{"line":${outcome.line},"status":"${status}","id":${id}${ignored}}\n`;
  }
  return text;
}
