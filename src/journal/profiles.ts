import { utcText } from "../base/zone.ts";
import type { Profile } from "../model.ts";
import { insertRow, type Operation, updateRow } from "./changes.ts";
import type { Store } from "./store.ts";

const COLUMNS = "id, name, currency, zone, day_start, initial_balance";

export function listProfiles(db: Store["db"]): Profile[] {
  return db.prepare(`SELECT ${COLUMNS} FROM users ORDER BY id`).all() as Profile[];
}

/** The profile with this name (case aside) or number; null when there is none. */
export function findProfile(db: Store["db"], nameOrId: string): Profile | null {
  const row = db
    .prepare(
      `SELECT ${COLUMNS} FROM users WHERE name = @name COLLATE NOCASE OR CAST(id AS TEXT) = @name
       ORDER BY name = @name COLLATE NOCASE DESC, id LIMIT 1`,
    )
    .get({ name: nameOrId });
  return (row as Profile | undefined) ?? null;
}

/** Adds a profile; the origin wants an address and a password of a user, ours have neither. */
export function addProfile(operation: Operation, profile: Omit<Profile, "id">): number {
  const slug = profile.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const next = operation.store.db
    .prepare("SELECT COALESCE(MAX(id), 0) + 1 FROM users")
    .pluck()
    .get();
  return insertRow(operation, "users", {
    ...profile,
    email: `${slug}-${next}@jurnal.invalid`,
    password_hash: "",
    join_date: utcText(operation.store.now()),
  });
}

export function editProfile(
  operation: Operation,
  id: number,
  edit: Partial<Omit<Profile, "id">>,
): boolean {
  return updateRow(operation, "users", id, edit);
}

/** How many trades the profile holds; a currency may change only while there are none. */
export function countTrades(store: Store, profileId: number): number {
  const sum = store.db.prepare(
    "SELECT COALESCE(SUM(total_trades), 0) FROM trading_sessions WHERE user_id = ?",
  );
  return sum.pluck().get(profileId) as number;
}
