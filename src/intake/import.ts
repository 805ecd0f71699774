import { currencyOf } from "../base/money.ts";
import type { Context } from "../context.ts";
import { EXIT, UserError } from "../errors.ts";
import { joinSimilar } from "../journal/imports.ts";
import { findProfile } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import { overviewTrades } from "../journal/trades.ts";
import { renderError } from "../views/messages.ts";
import { missing } from "../words/errors.ts";
import { askMap, mapFrom, mapSaved } from "./ask-map.ts";
import { importBotsDb, isSqlite } from "./bots-db.ts";
import { type FileBytes, readBytes } from "./files/bytes.ts";
import { type Progress, progressOn } from "./files/progress.ts";
import { filledText, fillTrades } from "./filled.ts";
import { beginIntake, type Intake, isBad, requireOneCurrency } from "./intake.ts";
import type { ColumnMap } from "./mapped/map.ts";
import { signedIn } from "./mapped/row.ts";
import type { ImportOutcome } from "./outcome.ts";
import type { ReadOptions } from "./read.ts";
import { clockOf, type ImportOptions, settle, streamed } from "./settle.ts";
import type { ImportProblem } from "./statement.ts";
import { overviewLines, renderImport } from "./summary.ts";
import { isWholeHead } from "./whole.ts";
import * as words from "./words.ts";

/** An overview of more trades than anyone makes by hand would take longer than the import. */
const MOST_OVERVIEWED = 200_000;

/** Imports statements: each file is one operation; one that fails leaves the journal as it was. */
export async function importFiles(
  context: Context,
  files: readonly string[],
  options: ImportOptions,
): Promise<void> {
  if (files.length === 0) throw missing(words.NO_FILES);
  const [only = "", another] = files;
  let { source } = options;
  if (another === undefined) {
    source ??= await readFrom(context, only);
    const filled = filledText(source);
    if (filled !== null) return fillTrades(context, source.name, filled, options.dryRun === true);
  }
  const outcomes: ImportOutcome[] = [];
  let failed = 0;
  for (const file of files) {
    try {
      const outcome = await importOne(context, file, { ...options, source });
      outcomes.push(outcome);
      if (context.options.json) continue;
      const text = await render(context, outcome);
      await context.show(outcome, () => text);
    } catch (error) {
      if (!(error instanceof UserError) || files.length === 1) throw error;
      context.world.err(renderError(error.message, error.hint, context.style));
      failed++;
    }
  }
  if (context.options.json) await context.show(outcomes, () => "");
  if (failed > 0) throw new UserError("files-failed", ...words.someFailed(failed, files.length));
}

const readFrom = ({ world }: Context, file: string) =>
  readBytes(file, () => world.err(words.waitingFor(file)));

async function render(context: Context, outcome: ImportOutcome): Promise<string> {
  const store = await context.open("read");
  const profile = findProfile(store.db, outcome.profile);
  const isFirst =
    outcome.first && !outcome.dry_run && outcome.added > 0 && outcome.added <= MOST_OVERVIEWED;
  if (!isFirst || profile === null) return renderImport(outcome, [], context.style);
  const { overviewOf, HOUR_TRADES } = await import("../mentor/overview.ts");
  const currency = currencyOf(profile.currency);
  const overview = overviewOf(overviewTrades({ ...store, profile }), currency, profile.zone);
  const lines = overviewLines(overview, currency, profile.zone, HOUR_TRADES);
  return renderImport(outcome, lines, context.style);
}

/**
 * Takes one file in, as one operation. Throws UserError for one that is no statement, is refused as a
 * whole, or for what the journal does not bear; the journal is then as it was.
 */
export async function importOne(
  context: Context,
  file: string,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const source = options.source ?? (await readFrom(context, file));
  if (isWholeHead(source.bytes)) throw new UserError("whole-export", ...words.wholeNotHere(file));
  const store = await context.open(options.dryRun ? "read-or-empty" : "write");
  const progress = progressOn(context);
  try {
    if (isSqlite(source.bytes)) return importBotsDb(store, file, source, options);
    return await importStatement(context, store, source, options, progress);
  } finally {
    progress.end();
  }
}

async function importStatement(
  context: Context,
  store: Store,
  source: FileBytes,
  options: ImportOptions,
  progress: Progress,
): Promise<ImportOutcome> {
  const { name, sha256 } = source;
  let intake: Intake | null = null;
  let failure: unknown = null;
  try {
    const read = async (map: ColumnMap | null) => {
      const readOptions = readOptionsFor(source, options, map, progress);
      const zone = clockOf(map, options);
      // A large table goes into the journal as it is read, where nothing is left to be asked.
      if (zone !== undefined) {
        readOptions.onTrade = (trade) => {
          try {
            const told = { currency: trade.currency, signed: signedIn(trade) };
            intake ??= beginIntake(store, streamed(store, source, options, map, zone, told));
            intake.take(trade);
          } catch (error) {
            // `readStatement` would report it as a fault of the file; thrown again below.
            failure = error;
            throw error;
          }
        };
      }
      const { readStatement } = await import("./read.ts");
      const result = await readStatement(source.bytes, readOptions);
      if (failure !== null) throw failure;
      return result;
    };
    let map = options.map === undefined ? null : mapFrom(store, options.map);
    let result = await read(map);
    if (!result.ok && result.problem.code === "unknown-format" && map === null) {
      map = await askMap(context, source.bytes, options.encoding);
      if (map !== null) result = await read(map);
    }
    if (!result.ok) throw problemError(name, result.problem);
    source.bytes = new Uint8Array();
    const { statement } = result;
    const isRefused = !options.skipBadRows && statement.skipped.some(isBad);
    if (isRefused) requireOneCurrency(name, statement);
    if (intake === null) {
      // A file that will be refused goes on only to have all its bad rows named: nothing is asked.
      const asker = isRefused ? { ...context, mayAsk: false } : context;
      const settled = await settle(asker, store, statement, { name, sha256 }, options, map);
      intake = beginIntake(store, settled);
    }
    const begun: Intake = intake;
    // The list is reversed and popped, so that it no longer holds the trades that are in the journal:
    // of 100,000 trades that is 13 MB less at the peak of 377.
    const drafts = statement.fills.length > 0 ? [] : statement.trades.reverse();
    const all = drafts.length;
    for (let draft = drafts.pop(); draft !== undefined; draft = drafts.pop()) {
      begun.take(draft);
      if (drafts.length % 1_000 === 0) progress.show(words.storing(name, all - drafts.length));
    }
    const outcome = begun.finish(statement);
    await askSimilar(context, store, outcome);
    const isKept = map !== null && options.saveMap !== undefined && !options.dryRun;
    if (isKept) context.world.err(`${mapSaved(options.saveMap ?? "")}\n`);
    return outcome;
  } catch (error) {
    (intake as Intake | null)?.abort();
    throw error;
  }
}

/** Asks a person about each trade that may be one which was written down here before. */
async function askSimilar(context: Context, store: Store, outcome: ImportOutcome): Promise<void> {
  const { import_id: importId, similar } = outcome;
  if (!context.mayAsk || outcome.dry_run || importId === null) return;
  const left = [];
  for (const pair of similar) {
    const isSame = await context.world.ask.choose({
      message: words.askSimilar(pair),
      choices: [
        { value: false, label: "bukan, keduanya ada" },
        { value: true, label: "sama, satukan" },
      ],
    });
    if (!isSame) left.push(pair);
    else {
      joinSimilar(store, importId, pair);
      outcome.added--;
      outcome.joined++;
    }
  }
  outcome.similar = left;
}

function readOptionsFor(
  { name }: FileBytes,
  options: ImportOptions,
  map: ColumnMap | null,
  progress: Progress,
): ReadOptions {
  const { format, encoding, symbol, currency, backtest } = options;
  return {
    fileName: name,
    ...(format === undefined ? {} : { format }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(symbol === undefined ? {} : { symbol }),
    ...(currency === undefined ? {} : { currency }),
    ...(backtest === undefined ? {} : { backtest }),
    ...(map === null ? {} : { map }),
    onRead: (done, all) => progress.show(words.reading(name, Math.floor((100 * done) / all))),
  };
}

function problemError(name: string, problem: ImportProblem): UserError {
  const isUsage = problem.code === "unknown-encoding" || problem.code === "no-such-format";
  const told = words.importProblem(name, problem);
  return new UserError(problem.code, ...told, isUsage ? EXIT.usage : EXIT.user);
}
