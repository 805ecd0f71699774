import type Database from "better-sqlite3";
import type { Profile } from "../model.ts";

/** An open journal, seen as one profile. */
export interface Store {
  db: Database.Database;
  path: string;
  profile: Profile;
  /** True when nothing can be written: the file or its folder is read-only, or there is none. */
  readOnly: boolean;
  /** What opening did to the file that its owner should know. */
  opened: OpenedHow;
  /** Milliseconds since the epoch; the only clock of this folder. */
  now(): number;
}

export type OpenedHow =
  | { kind: "as-it-was" }
  | { kind: "created" }
  /** There is no file yet; an empty journal in memory stands in for it. */
  | { kind: "absent" }
  | { kind: "upgraded"; backup: string; merged_days: number; placeholder_bots: number };

/** What making or upgrading a file needs to know. */
export interface Clock {
  path: string;
  now(): number;
  machineZone(): string;
}
