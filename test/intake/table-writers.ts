import { addDecimals } from "../../src/base/decimal.ts";
import { type ColumnMap, parseColumnMap } from "../../src/intake/mapped/map.ts";

/** One trade: its number tells its day. */
export interface Row {
  id: number;
  profit: string;
  commission: string;
  swap: string;
}

/** A format as its platform writes it: header, a row, and in which columns the money stands. */
export interface Writer {
  separator?: string;
  header: string;
  row(row: Row): (string | number)[];
  money: readonly number[];
  /** The first row tells the format. */
  keepsFirst?: boolean;
  words?: readonly string[];
}

/** What a row brought. */
export const net = ({ profit, commission, swap }: Row) => addDecimals(profit, commission, swap);
const day = (id: number) => String(1 + (id % 27)).padStart(2, "0");
const opened = (id: number) => `2026-01-${day(id)} 09:00:00`;
const closed = (id: number) => `2026-01-${day(id)} 10:00:00`;

/** Tables of every format whose rows are trades. */
export const WRITERS: Readonly<Record<string, Writer>> = {
  exness: {
    header:
      "ticket,opening_time_utc,closing_time_utc,type,lots,symbol,opening_price,closing_price,commission_usd,swap_usd,profit_usd",
    row: (r) => [
      r.id,
      opened(r.id).replace(" ", "T"),
      closed(r.id).replace(" ", "T"),
      "buy",
      0.1,
      "XAUUSDm",
      2600,
      2601,
      r.commission,
      r.swap,
      r.profit,
    ],
    money: [8, 9, 10],
  },
  ctrader: {
    header:
      "ID,Symbol,Opening Direction,Opening time (UTC+7),Closing Time (UTC+7),Entry price,Closing price,Closing Quantity,Net USD,Comment",
    row: (r) => [
      `DID${r.id}`,
      "XAUUSD",
      "Buy",
      `${day(r.id)} Jan 2026 09:00:00.000`,
      `${day(r.id)} Jan 2026 10:00:00.000`,
      2600,
      2601,
      "0.1 Lots",
      net(r),
      "",
    ],
    money: [8],
  },
  myfxbook: {
    header:
      "Ticket,Open Date,Close Date,Symbol,Action,Units/Lots,Open Price,Close Price,Commission,Swap,Profit,Comment",
    row: (r) => [
      r.id,
      `01/${day(r.id)}/2026 09:00`,
      `01/${day(r.id)}/2026 10:00`,
      "XAUUSD",
      "Buy",
      0.1,
      2600,
      2601,
      r.commission,
      r.swap,
      net(r),
      "",
    ],
    money: [8, 9, 10],
  },
  fxblue: {
    header:
      "Type,Ticket,Symbol,Lots,Buy/sell,Open price,Close price,Open time,Close time,Profit,Swap,Commission,Net profit,Order comment",
    row: (r) => [
      "Closed position",
      r.id,
      "XAUUSD",
      0.1,
      "Buy",
      2600,
      2601,
      opened(r.id).replaceAll("-", "/"),
      closed(r.id).replaceAll("-", "/"),
      r.profit,
      r.swap,
      r.commission,
      net(r),
      "",
    ],
    money: [9, 10, 11, 12],
  },
  "mql5-signal": {
    separator: ";",
    header: "Time;Type;Volume;Symbol;Price;S/L;T/P;Time;Price;Commission;Swap;Profit;Comment",
    row: (r) => [
      opened(r.id).replaceAll("-", "."),
      "Buy",
      0.1,
      "XAUUSD",
      2600,
      "",
      "",
      closed(r.id).replaceAll("-", "."),
      2601,
      r.commission,
      r.swap,
      r.profit,
      "",
    ],
    money: [9, 10, 11],
  },
  ftmo: {
    separator: ";",
    header:
      "Ticket;Open;Type;Volume;Symbol;Price;SL;TP;Close;Price;Swap;Commissions;Profit;Pips;Duration",
    row: (r) => [
      r.id,
      opened(r.id),
      "buy",
      "1.00",
      "XAUUSD",
      "2600.10",
      0,
      0,
      closed(r.id),
      "2601.10",
      r.swap,
      r.commission,
      r.profit,
      1,
      60,
    ],
    money: [10, 11, 12],
    keepsFirst: true,
  },
  bybit: {
    header: "Contracts,Closing Direction,Qty,Entry Price,Exit Price,Closed P&L,Trade Time(UTC+0)",
    row: (r) => ["BTCUSDT", "Close Long", 0.1, 90000, 90001, net(r), closed(r.id)],
    money: [5],
  },
  "mt5-deals": {
    header:
      "pos_id,symbol,direction,volume,entry_price,exit_price,entry_time,exit_time,profit,commission,swap,status,comment",
    row: (r) => [
      r.id,
      "XAUUSD",
      "BUY",
      0.1,
      2600,
      2601,
      opened(r.id),
      closed(r.id),
      r.profit,
      r.commission,
      r.swap,
      "CLOSED",
      "",
    ],
    money: [8, 9, 10],
  },
  "mt5-deals, one a row": {
    header:
      "ticket,time,type,entry,position_id,volume,price,commission,swap,profit,fee,symbol,comment",
    row: (r) => [
      r.id,
      1_767_600_000 + r.id * 3600,
      r.id % 2,
      r.id % 2,
      900 + Math.floor(r.id / 2),
      0.1,
      2600,
      r.commission,
      r.swap,
      r.profit,
      0,
      "XAUUSD",
      "",
    ],
    money: [7, 8, 9, 10],
    words: ["buy_canceled", "dividend", "7", "13", "2"],
  },
  "binance-positions": {
    header:
      "Symbol,Position Side,Entry Price,Avg. Close Price,Closed Vol.,Closing PNL,Opened,Closed,Status",
    row: (r) => [
      "BTCUSDT",
      "Long",
      90000,
      90001,
      0.1,
      net(r),
      opened(r.id),
      closed(r.id),
      "Closed",
    ],
    money: [5],
    words: ["Partially Closed"],
  },
  template: {
    header: "tanggal,jam_masuk,jam_keluar,kode,aksi,lot,harga_masuk,harga_keluar,hasil,komisi,swap",
    row: (r) => [
      `2026-01-${day(r.id)}`,
      "09:15",
      "10:40",
      "XAUUSD",
      "beli",
      "0.01",
      "2650.10",
      "2652.60",
      net(r),
      r.commission,
      r.swap,
    ],
    money: [8, 9, 10],
  },
  jurnal: {
    header: "symbol,side,lot_size,entry_time,exit_time,profit_loss,commission,swap,status",
    row: (r) => [
      "XAUUSD",
      "buy",
      0.1,
      opened(r.id),
      closed(r.id),
      net(r),
      r.commission,
      r.swap,
      "",
    ],
    money: [5, 6, 7],
  },
  csv: {
    header: "Waktu,Instrumen,Arah,Volume,Harga,Untung,Biaya,Status",
    row: (r) => [closed(r.id), "XAUUSD", "buy", 0.1, 2600, r.profit, r.commission, ""],
    money: [5, 6],
  },
};

/** How the table of no format is read. */
export const MAP = JSON.stringify({
  columns: {
    exit_time: "Waktu",
    symbol: "Instrumen",
    side: "Arah",
    lot: "Volume",
    entry_price: "Harga",
    profit: "Untung",
    commission: "Biaya",
    status: "Status",
  },
  zone: "UTC",
});

/** The same, as a reader takes it. */
export function parsedMap(): ColumnMap {
  const map = parseColumnMap(JSON.parse(MAP));
  if ("code" in map) throw new Error(map.code);
  return map;
}
