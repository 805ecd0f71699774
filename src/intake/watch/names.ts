/** Files that statements, exports and bots' lines come in; what else lies in a folder is not opened. */
const STATEMENT = /\.(?:html?|xlsx?|csv|tsv|txt|json|ndjson|jsonl|zip)$/i;
/** Hidden ones, and those that Office and LibreOffice keep beside an open file. */
const ASIDE = /^(?:\.|~\$)/;

/** Whether a file of this name may be a statement. */
export const mayBeStatement = (name: string): boolean => STATEMENT.test(name) && !ASIDE.test(name);

/** Whether a file of this name grows by whole lines, each of which counts as soon as it is there. */
export const isOfLines = (name: string): boolean => /\.(?:ndjson|jsonl)$/i.test(name);

/** How platforms call what they export; no word of a trader's other papers ("report", "laporan"). */
const NAMED =
  /statement|report(?:history|trade|tester)|trade|trading|transaksi|deals|positions|closed.?p|jurnal|journal|(?:^|[^a-z])mt[45]/i;
const WORDS =
  /\b(?:symbols?|simbol|ticket|tiket|profit(?:_loss)?|p&l|pnl|swap|lots?|commission|komisi|stop.?loss)\b/gi;

/**
 * Whether a file that no reader knows is worth a word: it is called like a statement, or its first
 * 4 KB speak of trades. A folder of downloads holds thousands that are not.
 */
export function looksLikeStatement(name: string, head: Uint8Array): boolean {
  if (NAMED.test(name)) return true;
  const text = Buffer.from(head.subarray(0, 4096)).toString("latin1").replaceAll("\0", "");
  if (/<(?:!doctype|html|svg)/i.test(text)) return false;
  const found = new Set((text.match(WORDS) ?? []).map((word) => word.toLowerCase()));
  return found.size >= 3;
}
