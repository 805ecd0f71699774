import type { Conflict, ImportCounts, Similar } from "../journal/imports.ts";
import type { Declared, FormatId, Note, SkippedRow } from "./statement.ts";

/** How something that the file does not say became known. */
export type How = "told" | "kept" | "proposed" | "asked" | "profile" | "file" | "matched";

export interface ZoneUsed {
  zone: string;
  how: How;
  /** Times of forex and metals looked at for a proposal, and how many lie in the weekend. */
  checked?: number;
  outside?: number;
  rivals?: string[];
}

export interface CashTotals {
  rows: number;
  added: number;
  /** Exact decimals. */
  deposits: string;
  withdrawals: string;
  /** Commission, financing and the like that the broker booked apart from trades. */
  costs: string;
  other: string;
}

/** What an import did, or would do; also the data of --json. */
export interface ImportOutcome extends ImportCounts {
  file: string;
  /** Null where nothing was written. */
  import_id: number | null;
  dry_run: boolean;
  format: FormatId;
  profile: string;
  profile_is_new: boolean;
  currency: string;
  currency_how: How;
  account: string | null;
  account_how: How | null;
  zone: ZoneUsed | null;
  /** Closed trades in the file, and their net as an exact decimal. */
  trades: number;
  net: string;
  /** Trades that got what nobody had told yet. */
  filled: number;
  open: number;
  cash: CashTotals;
  skipped: SkippedRow[];
  conflicts: Conflict[];
  /** Trades that may have been written down here before, and as which. */
  similar: Similar[];
  declared: (Declared & { ok: boolean })[];
  notes: Note[];
  approximate: number;
  magics: { magic: string; trades: number }[];
  /** Trades that found the plan they were made by; left out where none did. */
  planned?: number;
  /** The profile held no trade before. */
  first: boolean;
  /** Trades of another source at other hours: hours apart and how many. */
  hours_apart: { hours: number; trades: number } | null;
  /** Days that bots.db and a statement both tell of. */
  doubled_days: string[];
  /** Of bots.db: bots that are new here, and days that got a mood, a market or a note. */
  bots_added?: number;
  days?: number;
  /** Its cells of bots and days that were left out; the rest of their rows was taken. */
  unread?: SkippedRow[];
}
