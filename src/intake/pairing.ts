import {
  beginOperation,
  endOperation,
  immediate,
  type Operation,
  resumeOperation,
} from "../journal/changes.ts";
import { beginImport, dropPaired, type ImportRun, importTrades } from "../journal/imports.ts";
import { importOpen } from "../journal/incoming/cash-and-open.ts";
import {
  type FillSource,
  fillSources,
  fillsOf,
  type KnownFill,
  keepFills,
  keysMade,
  lastImportOf,
  type NewFill,
} from "../journal/incoming/fills.ts";
import { botsByMagic, knownBotIds, listProfiles } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import { FORMATS, isFormatId } from "./formats.ts";
import type { FillRow, Paired, PairFills, TradeDraft } from "./statement.ts";
import { type DraftReader, draftReader } from "./turn.ts";
import { REPAIRED } from "./words.ts";

/** Trades that go into the journal together. */
const BATCH = 5_000;

/** What the fills of a file made, together with those that the journal knew. */
export interface FillsTaken extends Paired {
  /** Positions that are open now and were not known. */
  opened: number;
}

/** A file's fills, on UTC, and whose they are. */
export interface FileFills {
  rows: readonly FillRow[];
  source: FillSource;
  /** The account was known by tickets, not told: what came without an account is its own too. */
  isMatched: boolean;
}

/** Takes the fills of a file into the journal and pairs all that are known of their source anew. */
export function importFills(
  run: ImportRun,
  reader: DraftReader,
  { rows, source, isMatched }: FileFills,
): FillsTaken {
  const { operation, importId } = run;
  const pair = pairerOf(source.format);
  const fills = (account: string) => byKey(fillsOf(operation.store, { ...source, account }));
  const own = fills(source.account);
  const isNew = keepFills(operation, importId, source, storedFills(rows), own);
  const known = withNameless(own, source.account === "" ? own : fills(""), (nameless) => {
    return isMatched || rows.some(({ key }) => nameless.has(key));
  });
  const before = [...known.values()].map(fillRow);
  const all = new Map(before.map((row) => [row.key, row]));
  for (const row of rows) all.set(row.key, row);
  return pairAnew(run, reader, pair, isNew ? before : null, [...all.values()]);
}

type FillsByKey = ReadonlyMap<string, KnownFill>;

const byKey = (fills: readonly KnownFill[]): FillsByKey =>
  new Map(fills.map((fill) => [fill.key, fill]));

/**
 * The fills of an account, with those that came before it was known which account they are of: what
 * both have says that they are of one.
 */
function withNameless(
  own: FillsByKey,
  nameless: FillsByKey,
  isSame: (nameless: FillsByKey) => boolean = () => false,
): FillsByKey {
  const isShared = isSame(nameless) || [...own.keys()].some((key) => nameless.has(key));
  return isShared ? new Map([...nameless, ...own]) : own;
}

function pairerOf(format: string): PairFills {
  const pair = isFormatId(format) ? FORMATS[format].pair : undefined;
  return pair ?? (() => ({ trades: [], open: [], skipped: [], notes: [] }));
}

/** Without what is empty, and without its text where it has a name: that is most of the size. */
function* storedFills(rows: readonly FillRow[]): Generator<NewFill> {
  for (const { key, time, data } of rows) {
    const told = data as Readonly<Record<string, unknown>>;
    const kept: Record<string, unknown> = {};
    for (const name in told) {
      const isElsewhere = /^(?:key|ticket|time|line)$/.test(name);
      const isText = name === "raw" && told.id !== "";
      const isEmpty = told[name] === null || told[name] === "";
      if (!isElsewhere && !isText && !isEmpty) kept[name] = told[name];
    }
    yield { key, time, data: JSON.stringify(kept) };
  }
}

const fillRow = ({ key, time, data }: KnownFill): FillRow => ({
  key,
  time,
  line: 0,
  data: JSON.parse(data) as object,
});

/**
 * Pairs what is known now and brings the journal from what was known before to it: what a file
 * tells is compared as any trade of a file is, of all else only what came out otherwise. `before`
 * null: the same as now.
 */
function pairAnew(
  run: ImportRun,
  reader: DraftReader,
  pair: PairFills,
  before: readonly FillRow[] | null,
  now: readonly FillRow[],
): FillsTaken {
  const paired = pair(now);
  const old = before === null ? paired : pair(before);
  const said = new Map([...old.trades, ...old.open].map((draft) => [nameOf(draft), says(draft)]));
  const isNews = (draft: TradeDraft) => said.get(nameOf(draft)) !== says(draft);
  const stillOpen = new Set(paired.open.map(reader.key));
  run.partly = new Set(paired.trades.map(reader.key).filter((key) => stillOpen.has(key)));
  const told = paired.trades.filter((draft) => draft.line > 0 || isNews(draft));
  for (let start = 0; start < told.length; start += BATCH) {
    const batch = told.slice(start, start + BATCH);
    // A position's deals stand in one file as a rule: then that file tells the trade for good.
    const isPaired = (draft: TradeDraft) =>
      draft.family === "other" || (said.has(nameOf(draft)) && isNews(draft));
    importTrades(
      run,
      batch.map((draft) => ({ ...reader.trade(draft), isPaired: isPaired(draft) })),
    );
  }
  const made = new Set([...paired.trades, ...paired.open].map(nameOf));
  const gone = (drafts: readonly TradeDraft[]) =>
    drafts
      .filter((draft) => !made.has(nameOf(draft)))
      .flatMap((draft) => [reader.key(draft), ...reader.keysBefore(draft)]);
  dropPaired(run, { trades: gone(old.trades), open: gone(old.open) });
  const open = paired.open.filter((draft) => draft.line > 0 || isNews(draft));
  return { ...paired, opened: importOpen(run, open.map(reader.open)) };
}

/** A trade and the position that it was are two: one may go while the other comes. */
const nameOf = ({ externalId, fillKey, exitTime }: TradeDraft) =>
  `${exitTime === null ? "open" : "closed"}|${externalId ?? fillKey}`;

function says(draft: TradeDraft): string {
  return JSON.stringify({ ...draft, line: 0, raw: "" });
}

/** See `mendingFills`; as part of `operation`, where one is under way. */
export function pairAround<T>(store: Store, work: () => T, operation?: Operation): T {
  return immediate(store, () => {
    const before = allFills(store);
    const result = work();
    const after = allFills(store);
    const isAsBefore = (source: FillSource) =>
      isSame(before.get(nameOfSource(source)) ?? [], after.get(nameOfSource(source)) ?? []);
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const source = JSON.parse(name) as FillSource;
      // Nearly every undo is of something else: then nothing is put together only to be compared.
      if (isAsBefore(source) && isAsBefore({ ...source, account: "" })) continue;
      const [old, now] = [before, after].map((fills) => knownThen(fills, source));
      if (JSON.stringify(old) !== JSON.stringify(now)) {
        mend(store, source, { before: old ?? [], now: now ?? [] }, operation);
      }
    }
    return result;
  });
}

const isSame = (one: readonly KnownFill[], two: readonly KnownFill[]) =>
  one.length === two.length &&
  one.every(({ key, time, data }, index) => {
    const other = two[index];
    return key === other?.key && time === other.time && data === other.data;
  });

/** The fills of every source, by what `nameOfSource` calls it. */
function allFills(store: Store): ReadonlyMap<string, KnownFill[]> {
  const sources = fillSources(store);
  return new Map(sources.map((source) => [nameOfSource(source), fillsOf(store, source)]));
}

const nameOfSource = ({ user_id, account, format }: FillSource) =>
  JSON.stringify({ user_id, account, format });

/** What was known of a source when these were all fills. */
function knownThen(fills: ReadonlyMap<string, KnownFill[]>, source: FillSource): KnownFill[] {
  const of = (account: string) => byKey(fills.get(nameOfSource({ ...source, account })) ?? []);
  return [...withNameless(of(source.account), of("")).values()];
}

/** A key without profile and account, which may not have been known yet. */
const withoutOwner = (key: string) => key.replace(/^[^|]*\|[^|]*\|/, "");

/** What comes of it belongs to the last import of the source: taking that back takes it back too. */
function mend(
  store: Store,
  source: FillSource,
  { before, now }: Readonly<Record<"before" | "now", readonly KnownFill[]>>,
  underWay?: Operation,
): void {
  const { user_id, account, format } = source;
  const profile = listProfiles(store.db).find(({ id }) => id === user_id);
  const last = lastImportOf(store, source);
  if (profile === undefined || last === undefined) return;
  const own = { ...store, profile };
  const operation =
    (underWay && { ...underWay, store: own }) ??
    resumeOperation(own, last.operation_id) ??
    beginOperation(own, "trade.import", REPAIRED);
  const run = beginImport(operation, { format, partly: new Set(), restoreDeleted: false });
  run.importId = last.id;
  const reader = draftReader({
    store: own,
    account: account || null,
    importId: last.id,
    toUtc: (time) => time,
    magics: botsByMagic(own),
    bots: knownBotIds(own),
    zeroIsUnknown: false,
  });
  const { trades, open } = pairAnew(
    run,
    reader,
    pairerOf(format),
    before.map(fillRow),
    now.map(fillRow),
  );
  // A redo brings back what was there when the import was alone.
  const made = keysMade(own, source);
  const isOver = (drafts: readonly TradeDraft[]) => {
    const keys = new Set(drafts.map((draft) => withoutOwner(reader.key(draft))));
    return (key: string) => !keys.has(withoutOwner(key));
  };
  dropPaired(run, {
    trades: made.trades.filter(isOver(trades)),
    open: made.open.filter(isOver(open)),
  });
  if (underWay === undefined) endOperation(operation);
}
