import {
  addDecimals,
  compareDecimals,
  isZero,
  negateDecimal,
  sumDecimals,
} from "../base/decimal.ts";
import { serverClock, utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import {
  beginOperation,
  beginTransaction,
  endOperation,
  type OpenTransaction,
  type Operation,
  setSummary,
} from "../journal/changes.ts";
import { doubledDays, recordImport } from "../journal/import-list.ts";
import {
  beginImport,
  type ImportRun,
  type IncomingTrade,
  importTrades,
} from "../journal/imports.ts";
import { importCash, importOpen } from "../journal/incoming/cash-and-open.ts";
import {
  addProfile,
  botsByMagic,
  countTrades,
  editProfile,
  findProfile,
  keepAccount,
  knownBotIds,
  listProfiles,
} from "../journal/owners.ts";
import { matchPlans } from "../journal/plans/match.ts";
import type { Store } from "../journal/store.ts";
import type { Profile } from "../model.ts";
import { isKeepable } from "../trade/readers.ts";
import { keepMap } from "./ask-map.ts";
import { type Guard, guardOver } from "./guard.ts";
import type { ColumnMap } from "./mapped/map.ts";
import type { JournalTrade } from "./mapped/row.ts";
import type { CashTotals, How, ImportOutcome, ZoneUsed } from "./outcome.ts";
import { type FillsTaken, importFills } from "./pairing.ts";
import type { CashDraft, FormatId, Note, SkippedRow, Statement, TradeDraft } from "./statement.ts";
import { type DraftContext, type DraftReader, draftReader } from "./turn.ts";
import * as words from "./words.ts";

/** Trades that go into the journal together. */
const BATCH = 5_000;

/** Tables of any making: what they have no column for is unknown. */
const TABLES: ReadonlySet<FormatId> = new Set(["csv", "jurnal", "template", "quantumbotx"]);

/** What is settled about a file before its first trade goes in. */
export interface Settled {
  file: string;
  sha256: string;
  format: FormatId;
  dryRun: boolean;
  /** Trades that the trader deleted come back. */
  restoreDeleted: boolean;
  /** Goes on without the rows that cannot be read. */
  skipBadRows: boolean;
  /** Where the trades go; `id` 0 is a profile still to be made. */
  profile: Profile;
  currencyHow: How;
  account: string | null;
  accountHow: How | null;
  server: string | null;
  /** The clock of the file; null where it is UTC. */
  zone: ZoneUsed | null;
  /** Keys are made of these ids: closed trades that are open as well. */
  partlyOpen: readonly string[];
  /** A column map to be kept under a name. */
  savedMap: { name: string; map: ColumnMap } | null;
  /** What else goes in first, as part of the operation. */
  prepare?(operation: Operation): void;
}

/** Takes one file into the journal inside one transaction and one operation. */
export interface Intake {
  take(draft: TradeDraft): void;
  finish(statement: Statement): ImportOutcome;
  /** Leaves the journal as it was. */
  abort(): void;
}

/** Begins the transaction of one file. What `settled` says of profile and currency is written. */
export function beginIntake(store: Store, settled: Settled): Intake {
  const transaction = beginTransaction(store);
  try {
    return openIntake(store, settled, transaction);
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

function openIntake(store: Store, settled: Settled, transaction: OpenTransaction): Intake {
  const operation = operationFor(store, settled);
  if (settled.savedMap !== null) keepMap(operation, settled.savedMap);
  // Before the trades: undo goes backwards, and keeps an account that trades still carry.
  keepAccountOf(operation, settled);
  settled.prepare?.(operation);
  const { profile } = operation.store;
  const first = countTrades(operation.store, profile.id) === 0;
  const prefix = `${profile.id}|${settled.account ?? ""}|`;
  const partly = new Set(settled.partlyOpen.map((id) => prefix + id));
  const run = beginImport(operation, { ...settled, partly });
  const reading = readingOf(run, settled);
  const { toUtc } = reading;
  const reader = draftReader(reading);
  const guard = guardOver(operation.store, { ...settled, profile }, toUtc);
  const refused: SkippedRow[] = [];
  const held: { batch: IncomingTrade[]; open: TradeDraft[] } = { batch: [], open: [] };
  const sums = newSums();
  const flush = () => {
    if (held.batch.length > 0) importTrades(run, held.batch);
    sums.net = addDecimals(sums.net, sumDecimals(sums.nets));
    [held.batch, sums.nets] = [[], []];
  };
  const count = (draft: TradeDraft) => {
    sums.trades++;
    if (draft.approximate) sums.approximate++;
    sums.nets.push(draft.net);
  };
  const pair = (statement: Statement): number => {
    dropRefused(statement, refused);
    const own = draftReader({ ...reading, toUtc: (time) => time });
    reader.unknownMagics = own.unknownMagics;
    const taken = pairFile(run, own, settled, statement, toUtc);
    for (const draft of taken.trades) if (draft.line > 0) count(draft);
    flush();
    return taken.opened;
  };
  return {
    take(draft) {
      requireCurrency(draft, profile);
      if (draft.exitTime === null) {
        held.open.push(draft);
        return;
      }
      const incoming = reader.trade(draft);
      const problem = guard.trade(draft);
      if (problem !== null) {
        refused.push(problem);
        sums.refused.push({ problem, money: draft.net });
        return;
      }
      held.batch.push(incoming);
      count(draft);
      if (held.batch.length >= BATCH) flush();
    },
    finish(statement) {
      flush();
      const isPaired = statement.fills.length > 0;
      const net = isPaired ? guardAlone(statement, guard, refused) : sums.net;
      statement.open = [...statement.open, ...held.open];
      for (const { problem, money } of sums.refused) loseMoney(statement, problem, money);
      refuseRows(statement, guard, refused);
      if (!settled.skipBadRows) requireWhole(settled.file, statement);
      holdMoney(statement, net);
      const open = isPaired ? pair(statement) : importOpen(run, statement.open.map(reader.open));
      const cash = takeCash(run, reader, statement.cash);
      statement.notes.push(...reader.notes());
      const outcome = outcomeOf(run, settled, statement, { ...sums, open, cash, first });
      outcome.magics = [...reader.unknownMagics].map(([magic, trades]) => ({ magic, trades }));
      const changed = record(run, settled, outcome);
      setSummary(operation, words.importBrief(outcome));
      endOperation(operation);
      if (settled.dryRun) transaction.rollback();
      else transaction.commit();
      if (!changed) outcome.import_id = null;
      return outcome;
    },
    abort: transaction.rollback,
  };
}

const newSums = () => {
  const refused: { problem: SkippedRow; money: string }[] = [];
  const lists = { nets: [] as string[], refused };
  return { trades: 0, approximate: 0, net: "0", ...lists };
};

/** What drafts are turned into trades with. */
function readingOf({ operation: { store }, importId }: ImportRun, settled: Settled): DraftContext {
  return {
    store,
    account: settled.account,
    importId,
    toUtc: serverClock(settled.zone?.zone ?? "UTC"),
    magics: botsByMagic(store),
    bots: knownBotIds(store),
    zeroIsUnknown: TABLES.has(settled.format),
  };
}

/**
 * What a file's own fills make is held against the rules and against its money before they are
 * paired with what else is known; the net of its closed trades.
 */
function guardAlone(statement: Statement, guard: Guard, refused: SkippedRow[]): string {
  const nets: string[] = [];
  for (const draft of statement.trades) {
    const problem = guard.trade(draft);
    if (problem === null) nets.push(draft.net);
    else {
      refused.push(problem);
      loseMoney(statement, problem, draft.net);
    }
  }
  return sumDecimals(nets);
}

/**
 * The money of a row that is not taken is missing from what is; that of another currency, or more
 * than any trade brings, can be no part of a sum with the others.
 */
function loseMoney(statement: Statement, { expected }: SkippedRow, money: string): void {
  const isForeign = expected?.startsWith("written in ") === true;
  if (!isForeign && isKeepable(Number(money))) {
    statement.lost = addDecimals(statement.lost, money);
  } else if (statement.money !== null) {
    statement.money = addDecimals(statement.money, negateDecimal(money));
  }
}

/** Fills of refused rows are not kept either. */
function dropRefused(statement: Statement, refused: readonly SkippedRow[]): void {
  const lines = new Set(refused.map(({ line }) => line));
  statement.fills = statement.fills.filter(({ line }) => !lines.has(line));
}

/** Takes the trades in that are paired from more than the file tells; their times are UTC then. */
function pairFile(
  run: ImportRun,
  reader: DraftReader,
  { format, account, accountHow }: Settled,
  statement: Statement,
  toUtc: (time: string) => string,
): FillsTaken {
  const { fills: rows } = statement;
  for (const row of rows) row.time = toUtc(row.time);
  // Of 100,000 deals this is 60 MB less while they are paired again.
  [statement.trades, statement.open] = [[], []];
  const source = { user_id: run.operation.store.profile.id, account: account ?? "", format };
  const taken = importFills(run, reader, { rows, source, isMatched: accountHow === "matched" });
  sayPaired(statement, taken);
  return taken;
}

/** Open positions and cash that no file may tell are left out too, and all of them named. */
function refuseRows(statement: Statement, guard: Guard, refused: SkippedRow[]): void {
  const keeps = (problem: SkippedRow | null, money: string): boolean => {
    if (problem === null) return true;
    refused.push(problem);
    loseMoney(statement, problem, money);
    return false;
  };
  statement.open = statement.open.filter((draft) => keeps(guard.trade(draft), draft.net));
  statement.cash = statement.cash.filter((draft) => keeps(guard.cash(draft), draft.amount));
  statement.skipped.push(...refused);
}

/** A file whose only fault is that it tells of several currencies is refused for that. */
export function requireOneCurrency(name: string, { skipped, currency }: Statement): void {
  const bad = skipped.filter(isBad);
  const others = bad.flatMap(({ expected, value }) =>
    expected?.startsWith("currency ") ? [value ?? ""] : [],
  );
  if (others.length === 0 || others.length < bad.length) return;
  throw new UserError("currencies", ...words.currencies(name, currency ?? "", others));
}

/**
 * Half an import is no import: a file with bad rows is refused as a whole, those that cannot be
 * read and those that no file may tell in one.
 */
function requireWhole(name: string, { skipped, format }: Statement): void {
  const bad = skipped.filter(isBad).sort((a, b) => a.line - b.line);
  if (bad.length > 0) throw new UserError("bad-rows", ...words.badRows(name, bad, format));
}

/** Whether a row was passed over because it is wrong. */
export const isBad = ({ reason }: SkippedRow) => reason === "bad";

/**
 * Money is conserved: that of all rows of the file is that of the trades, open positions and cash
 * that were taken from it, or the difference is said. Totals of the file's own hold it already.
 */
function holdMoney(statement: Statement, net: string): void {
  const { money, lost, declared, open, cash } = statement;
  if (declared.some(({ name, exact }) => name === "net" && exact)) return;
  const taken = [net, ...open.map((draft) => draft.net), ...cash.map(({ amount }) => amount)];
  const computed = sumDecimals(taken);
  const value = money ?? addDecimals(computed, lost);
  if (money === null && isZero(lost)) return;
  if (compareDecimals(value, computed) === 0) return;
  declared.push({ name: "rows", value, computed, exact: true });
}

/** The operation, seen from the profile that the trades go to. */
function operationFor(store: Store, { profile }: Settled): Operation {
  const begun = beginOperation(store, "trade.import", "");
  return { ...begun, store: { ...store, profile: targetFor(begun, profile) } };
}

/**
 * The profile of a file as it is now: others may have changed it, or made it, since it was settled.
 * Throws UserError where trades in another currency came into it.
 */
function targetFor(begun: Operation, settled: Profile): Profile {
  const { store } = begun;
  const { id: _, ...fresh } = settled;
  const now =
    settled.id === 0
      ? findProfile(store.db, settled.name)
      : listProfiles(store.db).find(({ id }) => id === settled.id);
  if (!now) return { ...settled, id: addProfile(begun, fresh) };
  if (now.currency === settled.currency) return now;
  if (countTrades(store, now.id) > 0) {
    const told = words.otherCurrency(settled.currency, now.currency, now.name);
    throw new UserError("currency-differs", ...told);
  }
  editProfile(begun, now.id, { currency: settled.currency });
  return { ...now, currency: settled.currency };
}

/** What pairing says holds for all that is known, not for the file by itself. */
function sayPaired(statement: Statement, { skipped, notes }: FillsTaken): void {
  const isAlone = (note: Note) => /^(?:unbought|partly-closed):/.test(note);
  const others = statement.skipped.filter(({ expected }) => expected !== "an earlier purchase");
  statement.skipped = [...others, ...skipped];
  statement.notes = [...statement.notes.filter((note) => !isAlone(note)), ...notes];
}

/** A row of a file that tells its own currency must have the profile's. */
function requireCurrency(draft: Partial<JournalTrade>, { currency, name }: Profile): void {
  const own = draft.currency ?? null;
  if (own === null || own.toUpperCase() === currency) return;
  throw new UserError("currency-differs", ...words.currencyDiffers(own, currency, name));
}

/** Keeps the clock of the account, so that the next file need not ask. */
function keepAccountOf(operation: Operation, { account, zone, server }: Settled): void {
  if (zone === null && account === null) return;
  const isServer = zone !== null && zone.how !== "profile" && zone.how !== "file";
  keepAccount(operation, account ?? "", { server_zone: isServer ? zone.zone : null, server });
}

function takeCash(run: ImportRun, reader: DraftReader, rows: readonly CashDraft[]): CashTotals {
  const added = importCash(run, rows.map(reader.cash));
  const sumOf = (...kinds: CashDraft["kind"][]) =>
    sumDecimals(rows.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount));
  return {
    rows: rows.length,
    added,
    deposits: sumOf("deposit"),
    withdrawals: sumOf("withdrawal"),
    costs: sumOf("cost"),
    other: sumOf("credit", "correction", "other"),
  };
}

interface Sums {
  trades: number;
  approximate: number;
  net: string;
  open: number;
  cash: CashTotals;
  first: boolean;
}

function outcomeOf(
  run: ImportRun,
  settled: Settled,
  statement: Statement,
  { trades, approximate, net, open, cash, first }: Sums,
): ImportOutcome {
  const { profile } = run.operation.store;
  const apart = [...run.hoursApart].sort(([, a], [, b]) => b - a)[0];
  return {
    file: settled.file,
    import_id: run.importId,
    dry_run: settled.dryRun,
    format: settled.format,
    profile: profile.name,
    profile_is_new: settled.profile.id === 0,
    currency: profile.currency,
    currency_how: settled.currencyHow,
    account: settled.account,
    account_how: settled.accountHow,
    zone: settled.zone,
    trades,
    net,
    ...run.counts,
    filled: run.filled,
    open,
    cash,
    skipped: statement.skipped,
    conflicts: run.conflicts,
    similar: run.similar,
    declared: statement.declared.map((one) => ({
      ...one,
      ok: compareDecimals(one.value, one.computed) === 0,
    })),
    notes: statement.notes,
    approximate,
    magics: [],
    first,
    hours_apart: apart === undefined ? null : { hours: apart[0], trades: apart[1] },
    doubled_days: doubledDays(run.operation.store),
  };
}

/**
 * Gives the trades of an import their plans and keeps a record of it, where it changed something;
 * false for one that did not.
 */
function record(run: ImportRun, settled: Settled, outcome: ImportOutcome): boolean {
  const { operation } = run;
  const planned = matchPlans(operation);
  if (planned > 0) outcome.planned = planned;
  const { db } = operation.store;
  const any = db.prepare("SELECT EXISTS (SELECT 1 FROM changes WHERE operation_id = ?)").pluck();
  if (any.get(operation.id) === 0) return false;
  const { added, known, completed, changed, deleted, joined, dropped } = outcome;
  const { filled, open, cash } = outcome;
  const skipped = outcome.skipped.length + outcome.conflicts.length;
  const server_zone = settled.zone?.zone ?? null;
  const told = { added, known, completed, changed, deleted, joined, dropped, filled, open };
  const counts = { ...told, cash: cash.added, skipped };
  recordImport(operation, {
    id: run.importId,
    file_name: settled.file,
    sha256: settled.sha256,
    format: settled.format,
    account: settled.account,
    counts: JSON.stringify({ ...counts, server_zone }),
    declared: JSON.stringify(outcome.declared),
    created_at: utcText(operation.store.now()),
  });
  return true;
}
