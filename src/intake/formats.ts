import {
  BINANCE_FUTURES,
  BINANCE_LEDGER,
  BINANCE_POSITIONS,
  BINANCE_SPOT,
} from "./formats/binance.ts";
import { BYBIT } from "./formats/bybit.ts";
import { CTRADER } from "./formats/ctrader.ts";
import { EXNESS } from "./formats/exness.ts";
import { FTMO } from "./formats/ftmo.ts";
import { FXBLUE } from "./formats/fxblue.ts";
import { MQL5_SIGNAL } from "./formats/mql5-signal.ts";
import { MYFXBOOK } from "./formats/myfxbook.ts";
import { STOCKBIT } from "./formats/stockbit.ts";
import { TRADINGVIEW, TRADINGVIEW_ORDERS } from "./formats/tradingview.ts";
import { MT5_DEALS } from "./metatrader/deals.ts";
import { MT4, MT4_TESTER, MT5, MT5_TESTER } from "./metatrader/statement.ts";
import { JURNAL, TEMPLATE } from "./own.ts";
import type { Format, FormatId } from "./statement.ts";
import type { TableFormat } from "./table.ts";

/**
 * Every format, one row each; a file in formats/ or metatrader/ says what it is and reads it. Tables
 * are told by their headers in this order: the more particular ones stand first.
 */
export const FORMATS: { readonly [Id in FormatId]: Format<Id> } = {
  "mt5-deals": MT5_DEALS,
  jurnal: JURNAL,
  template: TEMPLATE,
  exness: EXNESS,
  ctrader: CTRADER,
  tradingview: TRADINGVIEW,
  "tradingview-orders": TRADINGVIEW_ORDERS,
  myfxbook: MYFXBOOK,
  fxblue: FXBLUE,
  "mql5-signal": MQL5_SIGNAL,
  bybit: BYBIT,
  "binance-futures": BINANCE_FUTURES,
  "binance-positions": BINANCE_POSITIONS,
  "binance-spot": BINANCE_SPOT,
  "binance-ledger": BINANCE_LEDGER,
  ftmo: FTMO,
  stockbit: STOCKBIT,
  mt4: MT4,
  mt5: MT5,
  "mt4-tester": MT4_TESTER,
  "mt5-tester": MT5_TESTER,
  csv: { id: "csv", name: "CSV dengan peta kolom", clock: "trader" },
  quantumbotx: { id: "quantumbotx", name: "bots.db QuantumBotX", clock: "utc" },
};

const isTable = (format: Format): format is TableFormat => "matches" in format;

export const TABLE_FORMATS: readonly TableFormat[] = Object.values(FORMATS).filter(isTable);

/** True for the name of a format. */
export function isFormatId(name: string): name is FormatId {
  return Object.hasOwn(FORMATS, name);
}
