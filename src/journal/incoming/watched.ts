import { utcText } from "../../base/time.ts";
import { immediate } from "../changes.ts";
import { prepared, type Store } from "../store.ts";

/** A file in a watched folder as it was when it was looked at last. */
export interface WatchedFile {
  path: string;
  size: number;
  /** Since the epoch, by the clock of the file system. */
  modified_ms: number;
  /** Of the bytes that were taken; null: none were. */
  sha256: string | null;
  /** other: no statement. */
  outcome: "taken" | "refused" | "other";
  /** Why it was refused, in the user's words. */
  reason: string | null;
  /** Of a file that grows by lines: how many bytes and lines of it are taken. */
  taken_bytes: number | null;
  taken_lines: number | null;
}

const COLUMNS =
  "path, size, modified_ms, sha256, outcome, reason, taken_bytes, taken_lines, looked_at";

/** The profile's files by path; of `program` alone, where another version may know more. */
export function watchedFiles(
  { db, profile }: Store,
  program?: string,
): (WatchedFile & { looked_at: string })[] {
  const rows = db.prepare(
    `SELECT ${COLUMNS} FROM watched_files
     WHERE user_id = @user AND (@program IS NULL OR program = @program OR outcome = 'taken')
     ORDER BY path`,
  );
  const named = { user: profile.id, program: program ?? null };
  return rows.all(named) as (WatchedFile & { looked_at: string })[];
}

/** What is kept of the file at this path; undefined: it was never looked at. */
export function findWatched({ db, profile }: Store, path: string): WatchedFile | undefined {
  const row = prepared(db, `SELECT ${COLUMNS} FROM watched_files WHERE user_id = ? AND path = ?`);
  return row.get(profile.id, path) as WatchedFile | undefined;
}

/** Whether the same bytes were taken under any name. */
export function isTaken({ db, profile }: Store, sha256: string): boolean {
  const any = prepared(
    db,
    `SELECT EXISTS (SELECT 1 FROM watched_files
     WHERE sha256 = ? AND user_id = ? AND outcome = 'taken')`,
  );
  return any.pluck().get(sha256, profile.id) === 1;
}

/**
 * Keeps what became of these files. No operation: undo takes an import back, and its file stays away
 * until it changes.
 */
export function keepWatched(store: Store, files: readonly WatchedFile[], program: string): void {
  if (files.length === 0) return;
  immediate(store, () => {
    const put = prepared(
      store.db,
      `INSERT INTO watched_files (user_id, path, size, modified_ms, sha256, outcome, reason,
         taken_bytes, taken_lines, program, looked_at)
       VALUES (@user, @path, @size, @modified_ms, @sha256, @outcome, @reason,
         @taken_bytes, @taken_lines, @program, @now)
       ON CONFLICT (user_id, path) DO UPDATE SET (size, modified_ms, sha256, outcome, reason,
         taken_bytes, taken_lines, program, looked_at)
       = (excluded.size, excluded.modified_ms, excluded.sha256, excluded.outcome, excluded.reason,
         excluded.taken_bytes, excluded.taken_lines, excluded.program, excluded.looked_at)`,
    );
    const more = { user: store.profile.id, program, now: utcText(store.now()) };
    for (const file of files) put.run({ ...file, ...more });
  });
}

/** Forgets files that are no longer there; the content of one that was taken is still known. */
export function forgetWatched(store: Store, paths: readonly string[]): void {
  if (paths.length === 0) return;
  immediate(store, () => {
    store.db
      .prepare(
        `DELETE FROM watched_files WHERE user_id = ? AND outcome <> 'taken'
         AND path IN (SELECT value FROM json_each(?))`,
      )
      .run(store.profile.id, JSON.stringify(paths));
  });
}

/** Days that got trades of these imports, the latest first. */
export function daysOfImports({ db, profile }: Store, imports: readonly number[]): string[] {
  const rows = db.prepare(
    `SELECT DISTINCT s.session_date FROM daily_trading_data t
     JOIN trading_sessions s ON s.id = t.session_id
     WHERE s.user_id = ? AND t.import_id IN (SELECT value FROM json_each(?))
     ORDER BY s.session_date DESC`,
  );
  return rows.pluck().all(profile.id, JSON.stringify(imports)) as string[];
}
