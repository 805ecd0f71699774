import type { Conflict, ImportCounts } from "../journal/import-trades.ts";
import type { Declared, ImportProblem, SkippedRow } from "./types.ts";

export type { LookTrade } from "../mentor/first-look.ts";

/** What keeps a file from being read, by its code. */
export type FileProblem = ImportProblem;

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
  other: string;
}

/** What an import did, or would do; also the data of --json. */
export interface ImportOutcome extends ImportCounts {
  file: string;
  /** Null where nothing was written. */
  import_id: number | null;
  dry_run: boolean;
  format: string;
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
  declared: (Declared & { ok: boolean })[];
  /** Codes of what the reader assumed. */
  notes: string[];
  approximate: number;
  magics: { magic: string; trades: number }[];
  /** The profile held no trade before. */
  first: boolean;
  /** Trades of another source at other hours: hours apart and how many. */
  hours_apart: { hours: number; trades: number } | null;
  /** Days that bots.db and a statement both tell of. */
  doubled_days: string[];
  /** Of bots.db: bots that are new here, and days that got a mood, a market or a note. */
  bots_added?: number;
  days?: number;
}
