import { createHash } from "node:crypto";
import { isCurrencyCode } from "../base/money.ts";
import { keepsForexWeek, normalSymbol } from "../base/symbols.ts";
import { canonicalZone } from "../base/time.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { accountOfTickets, countTrades, findAccount, findProfile } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import type { Profile } from "../model.ts";
import { usage } from "../words/errors.ts";
import { proposeServerZone, SERVER_ZONES, type ZoneProposal } from "./file-times.ts";
import type { FileBytes } from "./files/bytes.ts";
import type { Settled } from "./intake.ts";
import type { ColumnMap } from "./mapped/map.ts";
import type { How, ZoneUsed } from "./outcome.ts";
import type { Statement, TradeDraft } from "./statement.ts";
import * as words from "./words.ts";

/** What the options say about a file. */
export interface SettleOptions {
  account?: string;
  currency?: string;
  serverZone?: string;
  backtest?: boolean;
}

/** The account: told, in the file, or the one that the same tickets are known under. */
function settleAccount(
  store: Store,
  statement: Statement,
  options: SettleOptions,
): { account: string | null; accountHow: How | null } {
  if (options.account !== undefined) return { account: options.account, accountHow: "told" };
  if (statement.account !== null) return { account: statement.account, accountHow: "file" };
  const signs = [...statement.trades, ...statement.open].flatMap((draft) =>
    draft.externalId === null
      ? []
      : [{ ticket: draft.externalId, symbol: normalSymbol(draft.symbol), side: draft.side }],
  );
  const account = accountOfTickets(store, signs);
  return { account, accountHow: account === null ? null : "matched" };
}

/**
 * The profile and its currency. One without trades takes the file's currency; another currency
 * than that of its trades is refused. Backtests go into a profile of their own.
 */
export function settleProfile(
  store: Store,
  statement: Pick<Statement, "currency" | "signed" | "backtest">,
  options: SettleOptions,
): { profile: Profile; currencyHow: How } {
  const told = options.currency?.toUpperCase();
  if (told !== undefined && !isCurrencyCode(told)) {
    throw usage("--currency", options.currency ?? "", words.EXPECTED_CURRENCY);
  }
  // Signs beside amounts are each held against the profile's currency, once that is settled.
  const isFresh = statement.backtest || countTrades(store, store.profile.id) === 0;
  const found = (statement.currency ?? (isFresh ? statement.signed : null))?.toUpperCase() ?? null;
  const inFile = found !== null && isCurrencyCode(found) ? found : null;
  if (told !== undefined && inFile !== null && told !== inFile) {
    throw usage("--currency", told, words.expectedFileCurrency(inFile));
  }
  const currency = told ?? inFile;
  const currencyHow: How = told !== undefined ? "told" : inFile !== null ? "file" : "profile";
  const profile = statement.backtest
    ? backtestProfile(store, currency ?? store.profile.currency)
    : store.profile;
  if (currency === null || currency === profile.currency) return { profile, currencyHow };
  if (profile.id !== 0 && countTrades(store, profile.id) > 0) {
    const told = words.otherCurrency(currency, profile.currency, profile.name);
    throw new UserError("currency-differs", ...told);
  }
  return { profile: { ...profile, currency }, currencyHow };
}

/** "backtest utama", with the currency in its name where that differs from the trader's own. */
function backtestProfile(store: Store, currency: string): Profile {
  const { name, zone, day_start } = store.profile;
  const base = name.startsWith("backtest ") ? name : `backtest ${name}`;
  const own = currency === store.profile.currency ? base : `${base} ${currency}`;
  const found = findProfile(store.db, own);
  if (found !== null && found.currency === currency) return found;
  return { id: 0, name: own, currency, zone, day_start, initial_balance: null };
}

/**
 * The clock of the file; null where it is UTC. Told, kept for the account, said by the file, or
 * proposed from the forex week: then a person is asked once.
 */
async function settleZone(
  context: Context,
  store: Store,
  statement: Statement,
  account: string | null,
  options: SettleOptions,
): Promise<ZoneUsed | null> {
  const { clock } = statement;
  if (clock === "utc") return null;
  if (options.serverZone !== undefined) return { zone: zoneFrom(options.serverZone), how: "told" };
  if (statement.zone !== null) return { zone: zoneFrom(statement.zone), how: "file" };
  const kept = keptZone(store, statement, account);
  if (kept !== null) return { zone: kept, how: "kept" };
  if (clock === "trader") return { zone: store.profile.zone, how: "profile" };
  const proposal = proposeServerZone(forexTimes([...statement.trades, ...statement.open]));
  if (!context.mayAsk) return used(proposal.zone, "proposed", proposal);
  const zones = [...new Set([proposal.zone, ...proposal.rivals, ...SERVER_ZONES])];
  const zone = await context.world.ask.choose({
    message: words.askServerZone(account, proposal),
    choices: zones.map((value) => ({ value, label: words.zoneChoice(value) })),
    initial: proposal.zone,
  });
  return used(zone, "asked", proposal);
}

/**
 * The clock that is kept for the account of a file. The template asks for the trader's own, and a
 * file on the trader's clock that names no account is not of the server of another such file.
 */
function keptZone(store: Store, { clock, format }: Statement, account: string | null) {
  if (format === "template") return null;
  if (account === null && clock === "trader" && format !== "csv") return null;
  return findAccount(store, account ?? "")?.server_zone ?? null;
}

function used(zone: string, how: How, { checked, outside, rivals }: ZoneProposal): ZoneUsed {
  return { zone, how, checked, outside, rivals };
}

/** The zone that these words mean. */
export function zoneFrom(text: string): string {
  const zone = canonicalZone(text);
  if (zone === null) throw usage("--server-zone", text, words.EXPECTED_ZONE);
  return zone;
}

function forexTimes(drafts: readonly TradeDraft[]): string[] {
  const known = new Map<string, boolean>();
  return drafts.flatMap(({ symbol, entryTime, exitTime }) => {
    let counts = known.get(symbol);
    if (counts === undefined) {
      counts = keepsForexWeek(normalSymbol(symbol));
      known.set(symbol, counts);
    }
    return counts ? [entryTime, exitTime].filter((time) => time !== null) : [];
  });
}

/** Options of `trade import`. */
export interface ImportOptions extends SettleOptions {
  dryRun?: boolean;
  /** What was read of the one file already: a pipe gives it once. */
  source?: FileBytes | undefined;
  /** Go on without the rows that cannot be read. */
  skipBadRows?: boolean;
  format?: string;
  encoding?: string;
  symbol?: string;
  map?: string;
  saveMap?: string;
  restoreDeleted?: boolean;
}

/** The clock of a table that is read as a stream, null for UTC; undefined where it is not told. */
export function clockOf(
  map: ColumnMap | null,
  options: ImportOptions,
): ZoneUsed | null | undefined {
  if (map === null) return null;
  const { zone } = map;
  if (zone === null) {
    if (options.serverZone === undefined) return undefined;
    return { zone: zoneFrom(options.serverZone), how: "told" };
  }
  const isOffset = zone === "cell" || zone === "UTC" || /^[+-]/.test(zone);
  return isOffset ? null : { zone, how: "file" };
}

/** What is settled about a file whose trades go in while it is read. */
export function streamed(
  store: Store,
  { name, sha256 }: FileBytes,
  options: ImportOptions,
  map: ColumnMap | null,
  zone: ZoneUsed | null,
  told: Pick<Statement, "currency" | "signed">,
): Settled {
  const file = { ...told, backtest: options.backtest === true };
  return {
    file: name,
    sha256,
    format: map === null ? "jurnal" : "csv",
    dryRun: options.dryRun === true,
    restoreDeleted: options.restoreDeleted === true,
    skipBadRows: options.skipBadRows === true,
    ...settleProfile(store, file, options),
    account: options.account ?? null,
    accountHow: options.account === undefined ? null : "told",
    server: null,
    zone,
    partlyOpen: [],
    savedMap: savedMap(map, options),
  };
}

/** What is settled about a file that has been read: profile, account and clock. */
export async function settle(
  context: Context,
  store: Store,
  statement: Statement,
  { name, sha256 }: { name: string; sha256: string },
  options: ImportOptions,
  map: ColumnMap | null,
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
    file: name,
    sha256,
    format,
    dryRun,
    restoreDeleted: options.restoreDeleted === true,
    skipBadRows: options.skipBadRows === true,
    profile,
    currencyHow,
    ...own,
    server,
    zone,
    partlyOpen,
    savedMap: savedMap(map, options),
  };
}

const savedMap = (map: ColumnMap | null, { saveMap }: ImportOptions): Settled["savedMap"] =>
  map === null || saveMap === undefined ? null : { name: saveMap, map };

/** The ids of a test start at 1 in every file: its rows together are its name. */
function testName({ trades }: Statement): string {
  const hash = createHash("sha1");
  for (const { raw, externalId } of trades) hash.update(`${externalId ?? ""}|${raw}\n`);
  return `uji-${hash.digest("hex").slice(0, 8)}`;
}
