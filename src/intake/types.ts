export type TimeBasis = "utc" | "server"; // server: the broker's wall clock without a zone
export interface TradeDraft {
  line: number; // 1-based row/line in the file, for messages
  externalId: string | null; // ticket / position id of the broker
  family: "mt4" | "mt5" | "other"; // shared id space: mt5 for HTML/XLSX/deals dump/Exness
  symbol: string; // raw, as the broker writes it
  side: "buy" | "sell" | null;
  lot: number | null;
  entryTime: string | null; // "YYYY-MM-DD HH:MM:SS" in `timeBasis`
  exitTime: string | null; // null = still open
  entryPrice: number | null;
  exitPrice: number | null;
  stopLoss: number | null;
  takeProfit: number | null;
  stopLossUsed: boolean | null; // known no stop = false; the format does not say = null
  takeProfitUsed: boolean | null;
  profit: string; // gross, a DECIMAL STRING without thousands separators ("-147.92"), exact
  commission: string; // signed decimal strings ("0" when none)
  swap: string;
  fee: string; // taxes go here too
  net: string; // profit+commission+swap+fee, exact decimal string
  magic: string | null;
  comment: string | null;
  exitReason: "sl" | "tp" | "stop-out" | "manual" | "expert" | "end-of-test" | null;
  parentId: string | null; // partial close: the ticket it was split from
  approximate: boolean; // e.g. entry unknown (orphan closing deals), FIFO pairing
  raw: string; // canonical text of the row's cells, for content de-duplication where there is no id
}
export interface CashDraft {
  line: number;
  externalId: string | null;
  time: string | null;
  kind: "deposit" | "withdrawal" | "credit" | "correction" | "other";
  amount: string;
  comment: string | null;
}
export interface SkippedRow {
  line: number;
  reason: "cancelled" | "pending" | "empty" | "not-a-trade" | "bad";
  field?: string;
  value?: string;
  expected?: string;
}
export interface Declared {
  name: "net" | "trades" | "gross-profit" | "gross-loss" | "deposit" | "balance";
  value: string;
  computed: string;
  exact: boolean; // informational if false
}
export interface Statement {
  format: string; // "mt4", "mt5", "mt5-tester", "mt4-tester", "mt5-deals", "exness", ...
  account: string | null;
  currency: string | null;
  server: string | null;
  owner: null;
  timeBasis: TimeBasis;
  backtest: boolean;
  trades: TradeDraft[]; // closed
  open: TradeDraft[]; // still open: exitTime null, profit floating
  cash: CashDraft[];
  skipped: SkippedRow[];
  declared: Declared[];
  notes: string[]; // machine codes of assumptions made, e.g. "encoding:gbk", "no-positions-table"
}
export interface ImportProblem {
  code: string; // codes in English; sentences are made elsewhere
  place: string | null;
  value: string | null;
  expected: string | null;
}
export type ImportResult =
  | { ok: true; statement: Statement }
  | { ok: false; problem: ImportProblem };
