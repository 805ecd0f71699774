import { utcText } from "../../base/time.ts";
import { UserError } from "../../errors.ts";
import { insertRow, type Operation, updateRow } from "../changes.ts";
import { today } from "../days.ts";
import type { Store } from "../store.ts";
import { seenBefore } from "../trades.ts";

/** A setup: what trades name as their `strategy_used`, and what is to be checked before the entry. */
export interface Setup {
  id: number;
  name: string;
  checks: readonly string[];
  /** UTC as stored. */
  created_at: string;
  /** The day on which it was retired; null: in use. */
  retired_on: string | null;
}

type SetupRow = Omit<Setup, "checks"> & { checks: string };

const SELECT = "SELECT id, name, checks, created_at, retired_on FROM setups WHERE user_id = ?";

const fromRow = (row: SetupRow): Setup => ({ ...row, checks: JSON.parse(row.checks) });

/** The profile's setups by name, those in use first. */
export function listSetups({ db, profile }: Store): Setup[] {
  const rows = db.prepare(`${SELECT} ORDER BY retired_on IS NOT NULL, name`);
  return (rows.all(profile.id) as SetupRow[]).map(fromRow);
}

/** Those that are not retired, by name. */
export const setupsInUse = (store: Store): Setup[] =>
  listSetups(store).filter(({ retired_on }) => retired_on === null);

/** Names to offer for a trade's setup: those in use, then what trades name beside, the most used first. */
export const setupNames = (store: Store): string[] => [
  ...new Set([
    ...setupsInUse(store).map(({ name }) => name),
    ...seenBefore(store, "strategy_used"),
  ]),
];

/** The setup of this name, whatever its case; null for none. */
function findSetup({ db, profile }: Store, name: string): Setup | null {
  const row = db.prepare(`${SELECT} AND name = ?`).get(profile.id, name);
  return row === undefined ? null : fromRow(row as SetupRow);
}

/** The same; one that there is not is refused with those there are. */
export function requireSetup(store: Store, name: string): Setup {
  const found = findSetup(store, name);
  if (found !== null) return found;
  const known = listSetups(store).map((setup) => setup.name);
  const hint =
    known.length === 0 ? `Daftarkan: jurnal setup add "${name}"` : `Yang ada: ${known.join(", ")}`;
  throw new UserError("setup-unknown", `Setup "${name}" tidak ada di profil ini.`, hint);
}

/** Adds a setup, or takes a retired one of this name into use again with this checklist; its number. */
export function addSetup(
  operation: Operation,
  { name, checks }: Pick<Setup, "name" | "checks">,
): number {
  const { store } = operation;
  const text = JSON.stringify(checks);
  const known = findSetup(store, name);
  if (known === null) {
    const created_at = utcText(store.now());
    const row = { user_id: store.profile.id, name, checks: text, created_at };
    return insertRow(operation, "setups", row);
  }
  if (known.retired_on === null) {
    const hint = `Ubah: jurnal setup edit "${known.name}"`;
    throw new UserError("setup-known", `Setup "${known.name}" sudah ada.`, hint);
  }
  updateRow(operation, "setups", known.id, { name, checks: text, retired_on: null });
  return known.id;
}

/** Changes name or checklist; trades under the old name go along. False: it was so already. */
export function editSetup(
  operation: Operation,
  setup: Setup,
  { name = setup.name, checks = setup.checks }: Partial<Pick<Setup, "name" | "checks">>,
): boolean {
  const { store } = operation;
  const other = findSetup(store, name);
  if (other !== null && other.id !== setup.id) {
    throw new UserError("setup-known", `Setup "${other.name}" sudah ada.`, "Pilih nama lain.");
  }
  const changed = updateRow(operation, "setups", setup.id, {
    name,
    checks: JSON.stringify(checks),
  });
  if (name !== setup.name) renameInTrades(operation, setup.name, name);
  return changed;
}

function renameInTrades(operation: Operation, from: string, to: string): void {
  const { db, profile } = operation.store;
  const rows = db.prepare(
    `SELECT t.id, t.session_id FROM daily_trading_data t
     JOIN trading_sessions s ON s.id = t.session_id
     WHERE s.user_id = ? AND t.strategy_used = ? COLLATE NOCASE`,
  );
  for (const { id, session_id } of rows.all(profile.id, from) as TradeOfDay[]) {
    updateRow(operation, "daily_trading_data", id, { strategy_used: to });
    operation.touched.add(session_id);
  }
}

interface TradeOfDay {
  id: number;
  session_id: number;
}

/** Takes a setup out of use; its trades stay. False: it was retired already. */
export function retireSetup(operation: Operation, setup: Setup): boolean {
  if (setup.retired_on !== null) return false;
  return updateRow(operation, "setups", setup.id, { retired_on: today(operation.store) });
}
