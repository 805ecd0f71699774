import { readFileSync } from "node:fs";

interface GoldenTrade {
  id: number;
  symbol: string;
  side: string;
  lot: number;
  entry_time: string;
  exit_time: string;
  entry_price: number;
  exit_price: number;
  stop_loss: number | null;
  take_profit: number | null;
  commission: number;
  swap: number;
  profit_loss: number;
  strategy: string | null;
  stop_loss_used: boolean;
  take_profit_used: boolean;
}

const { trades } = JSON.parse(
  readFileSync(new URL("../mentor/golden-metrics.json", import.meta.url), "utf8"),
) as { trades: GoldenTrade[] };

/** The 40 reference trades as `trade log --stdin` takes them; their balance began at 3,000. */
export const GOLDEN_LINES = trades.map(({ id, lot, strategy, ...trade }) => ({
  ...trade,
  ticket: String(id),
  lot_size: lot,
  strategy_used: strategy,
  entry_time: `${trade.entry_time}Z`,
  exit_time: `${trade.exit_time}Z`,
  session_date: undefined,
  risk_money: undefined,
  risk_percent: undefined,
  mood: undefined,
}));
