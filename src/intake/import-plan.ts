import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import type { Store } from "../journal/store.ts";
import type { ColumnMap } from "./column-map.ts";
import type { FileBytes } from "./import-read.ts";
import {
  type SettleOptions,
  settleAccount,
  settleProfile,
  settleZone,
  zoneFrom,
} from "./import-settle.ts";
import type { Settled } from "./intake.ts";
import type { ZoneUsed } from "./model-import.ts";
import type { Statement } from "./types.ts";

/** Options of `trade import`. */
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
  currency: string | null,
): Settled {
  const file = { currency, backtest: options.backtest === true };
  return {
    file: name,
    sha256,
    format: map === null ? "jurnal" : "csv",
    dryRun: options.dryRun === true,
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
    ...{ file: name, sha256, format, dryRun, profile, currencyHow, ...own },
    ...{ server, zone, partlyOpen },
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
