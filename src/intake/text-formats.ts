/** Every `Statement.format` that is read from delimited, JSON or plain text. */
export const TEXT_FORMATS: string[] = [
  "jurnal",
  "template",
  "csv",
  "mt5-deals",
  "exness",
  "ctrader",
  "tradingview",
  "tradingview-orders",
  "myfxbook",
  "fxblue",
  "mql5-signal",
  "ftmo",
  "bybit",
  "binance-futures",
  "binance-positions",
  "binance-spot",
  "binance-ledger",
  "stockbit",
];

/** True for a zip archive whose first file is a text, as exchanges hand out their exports. */
export function isZippedText(bytes: Uint8Array): boolean {
  const length = (bytes[26] ?? 0) + 256 * (bytes[27] ?? 0);
  return isTextName(String.fromCharCode(...bytes.subarray(30, 30 + Math.min(length, 1000))));
}

/** True for the name of a file that holds text rows. */
export function isTextName(name: string): boolean {
  return /\.(?:csv|txt|tsv|json|ndjson|jsonl)$/i.test(name);
}
