import { isoTime, type Model, type ModelTrade } from "../intake/statement-model.ts";

/** A deal as MetaTrader keeps it. Amounts and prices are numbers, times the server's. */
export interface Deal {
  ticket: number;
  order: number;
  position: number;
  type: "buy" | "sell" | "balance";
  entry: "in" | "out" | "inout" | "out by";
  /** Seconds since 1970 of what the server's clock shows. */
  time: number;
  volume: number;
  price: number;
  commission: number;
  swap: number;
  profit: number;
  fee: number;
  stop: number;
  target: number;
  reason: "client" | "mobile" | "web" | "expert" | "sl" | "tp" | "so";
  magic: number;
  symbol: string;
  comment: string;
}

const FLAT = { commission: 0, swap: 0, profit: 0, fee: 0, magic: 0, comment: "" };

/** A deal of gold, all of which can be said otherwise. */
export function deal(more: Partial<Deal>): Deal {
  const { ticket = 1 } = more;
  const plain = {
    order: ticket,
    position: 0,
    type: "buy",
    entry: "in",
    time: 1_750_000_000,
  } as const;
  const size = { volume: 0.1, price: 2_300, stop: 0, target: 0, reason: "client" } as const;
  return { ...FLAT, ...plain, ...size, symbol: "XAUUSD", ...more, ticket };
}

/** When the server's clock shows a time, in the seconds that MetaTrader counts. */
export const serverSeconds = (time: string) => Date.parse(`${time.replace(" ", "T")}Z`) / 1_000;

/** The deals of a statement's trades, with the position, order and deal numbers it prints. */
export function dealsOf({ trades, decimals }: Model): Deal[] {
  const units = decimals === 0 ? 1 : 100;
  return trades.flatMap((t: ModelTrade) => {
    const levels = { stop: (t.stop ?? 0) / 100_000, target: (t.target ?? 0) / 100_000 };
    const same = { ...levels, position: t.id, volume: t.lot / 100, symbol: t.symbol };
    const at = (seconds: number) => serverSeconds(isoTime(t.entry, seconds));
    const opening = deal({
      ...same,
      ticket: Number(`9${t.id}`),
      order: t.id,
      type: t.side,
      time: at(0),
      price: t.entryPrice / 100_000,
      commission: t.commission / units,
      fee: t.fee / units,
      magic: t.magic ?? 0,
      comment: t.comment ?? "",
    });
    const closing = deal({
      ...same,
      ticket: Number(`9${t.id + 1}`),
      order: t.id + 1,
      type: t.side === "buy" ? "sell" : "buy",
      entry: "out",
      time: at(t.hold),
      price: t.exitPrice / 100_000,
      swap: t.swap / units,
      profit: t.profit / units,
      reason: t.reason ?? "client",
    });
    return [opening, closing];
  });
}

const [TYPES, ENTRIES] = [
  ["buy", "sell", "balance"],
  ["in", "out", "inout", "out by"],
];
const REASONS = ["client", "mobile", "web", "expert", "sl", "tp", "so"];

/** The deal as mql5-main.cpp takes it. */
export function eventOf(d: Deal): string {
  const numbers = [
    d.ticket,
    d.order,
    d.time,
    TYPES.indexOf(d.type),
    ENTRIES.indexOf(d.entry),
    d.magic,
    REASONS.indexOf(d.reason),
    d.position,
    d.volume,
    d.price,
    d.commission,
    d.swap,
    d.profit,
    d.fee,
    d.stop,
    d.target,
  ];
  return ["deal", ...numbers, `${d.symbol}|${d.comment}`].join("\t");
}
