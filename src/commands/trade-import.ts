import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { EXIT, UserError } from "../errors.ts";
import type { ColumnMap } from "../imports/column-map.ts";
import { readStatement } from "../imports/detect.ts";
import type { TextOptions } from "../imports/read-text.ts";
import { templateText } from "../imports/template.ts";
import type { ImportProblem, Statement } from "../imports/types.ts";
import { listImports } from "../journal/import-rest.ts";
import { lookTrades } from "../journal/look.ts";
import { findProfile } from "../journal/profiles.ts";
import type { Store } from "../journal/store.ts";
import { firstLook, HOUR_TRADES } from "../mentor/first-look.ts";
import type { ImportOutcome } from "../model-import.ts";
import { currencyOf } from "../text/currency.ts";
import * as words from "../text/import.ts";
import { lookLines } from "../text/import-look.ts";
import { importProblem } from "../text/import-problems.ts";
import { renderError } from "../views/errors.ts";
import { renderImport, renderImports } from "../views/import.ts";
import { beginIntake, type Intake, type Settled } from "./import-intake.ts";
import { type FileBytes, type Progress, progressOn, readBytes } from "./import-read.ts";
import { type SettleOptions, settleAccount, settleProfile, settleZone } from "./import-settle.ts";
import { missing } from "./inputs.ts";

export interface ImportOptions extends SettleOptions {
  dryRun?: boolean;
  format?: string;
  encoding?: string;
  symbol?: string;
  map?: string;
  saveMap?: string;
  template?: boolean;
  list?: boolean;
  rezone?: string;
}

/** `trade import`: each file is one operation; one that fails leaves the journal as it was. */
export async function importFiles(
  context: Context,
  files: readonly string[],
  options: ImportOptions,
): Promise<void> {
  if (options.template) return await context.world.out(templateText());
  if (options.list) return await showImports(context);
  if (options.rezone !== undefined) {
    const { rezoneAccount } = await import("./import-rezone.ts");
    return await rezoneAccount(context, options.rezone, files);
  }
  if (files.length === 0) throw missing(words.NO_FILES);
  const outcomes: ImportOutcome[] = [];
  let failed = 0;
  for (const file of files) {
    try {
      const outcome = await importOne(context, file, options);
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

async function showImports(context: Context): Promise<void> {
  const store = await context.open("read");
  const imports = listImports(store);
  const data = imports.map(({ counts, declared, ...one }) => ({
    ...one,
    counts: JSON.parse(counts),
    declared: JSON.parse(declared),
  }));
  await context.show(data, () => renderImports(imports, store.profile, context.style));
}

async function render(context: Context, outcome: ImportOutcome): Promise<string> {
  const store = await context.open("read");
  const profile = findProfile(store.db, outcome.profile);
  const isFirst = outcome.first && !outcome.dry_run && outcome.added > 0;
  if (!isFirst || profile === null) return renderImport(outcome, [], context.style);
  const currency = currencyOf(profile.currency);
  const look = firstLook(lookTrades({ ...store, profile }), currency, profile.zone);
  const lines = lookLines(look, currency, profile.zone, HOUR_TRADES);
  return renderImport(outcome, lines, context.style);
}

async function importOne(
  context: Context,
  file: string,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const source = readBytes(file);
  const store = await context.open(options.dryRun ? "read" : "write");
  const progress = progressOn(context);
  try {
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
  try {
    const map: ColumnMap | null = null;
    const readOptions = readOptionsFor(source, options, map, progress);
    // A large table goes into the journal as it is read. Its clock is UTC: nothing is to be asked.
    readOptions.onTrade = (trade) => {
      intake ??= beginIntake(store, streamed(store, source, options));
      intake.take(trade);
    };
    const bytes = source.bytes;
    source.bytes = new Uint8Array();
    const result = await readStatement(bytes, readOptions);
    if (!result.ok) throw problemError(name, result.problem);
    const { statement } = result;
    if (intake === null) {
      const settled = await settle(context, store, statement, { name, sha256 }, options);
      intake = beginIntake(store, settled);
    }
    const begun: Intake = intake;
    for (const [index, draft] of statement.trades.entries()) {
      begun.take(draft);
      if (index % 1_000 === 0) progress.show(words.storing(name, index));
    }
    statement.trades = [];
    return begun.finish(statement);
  } catch (error) {
    (intake as Intake | null)?.abort();
    throw error;
  }
}

function readOptionsFor(
  { name }: FileBytes,
  options: ImportOptions,
  map: ColumnMap | null,
  progress: Progress,
): TextOptions {
  const { format, encoding, symbol, backtest } = options;
  return {
    fileName: name,
    ...(format === undefined ? {} : { format }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(symbol === undefined ? {} : { symbol }),
    ...(backtest === undefined ? {} : { backtest }),
    ...(map === null ? {} : { map }),
    onRead: (done, all) => progress.show(words.reading(name, Math.floor((100 * done) / all))),
  };
}

/** What is settled about a file whose trades go in while it is read. */
function streamed(store: Store, { name, sha256 }: FileBytes, options: ImportOptions): Settled {
  const file = { currency: null, backtest: options.backtest === true };
  return {
    file: name,
    sha256,
    format: "jurnal",
    dryRun: options.dryRun === true,
    ...settleProfile(store, file, options),
    account: options.account ?? null,
    accountHow: options.account === undefined ? null : "told",
    server: null,
    zone: null,
    partlyOpen: [],
  };
}

async function settle(
  context: Context,
  store: Store,
  statement: Statement,
  { name, sha256 }: { name: string; sha256: string },
  options: ImportOptions,
): Promise<Settled> {
  const { profile, currencyHow } = settleProfile(store, statement, options);
  const target = { ...store, profile };
  const own = statement.backtest
    ? { account: testName(statement), accountHow: null }
    : settleAccount(target, statement, options);
  const zone = await settleZone(context, target, statement, own.account, options);
  const closed = new Set(statement.trades.map((draft) => draft.externalId));
  const partlyOpen = statement.open.flatMap(({ externalId }) =>
    externalId !== null && closed.has(externalId) ? [externalId] : [],
  );
  const { format, server } = statement;
  const dryRun = options.dryRun === true;
  return {
    ...{ file: name, sha256, format, dryRun, profile, currencyHow, ...own },
    ...{ server, zone, partlyOpen },
  };
}

/** The ids of a test start at 1 in every file: its rows together are its name. */
function testName({ trades }: Statement): string {
  const hash = createHash("sha1");
  for (const { raw, externalId } of trades) hash.update(`${externalId ?? ""}|${raw}\n`);
  return `uji-${hash.digest("hex").slice(0, 8)}`;
}

function problemError(name: string, problem: ImportProblem): UserError {
  const isUsage = problem.code === "unknown-encoding";
  const told = importProblem(name, problem);
  return new UserError(problem.code, ...told, isUsage ? EXIT.usage : EXIT.user);
}
