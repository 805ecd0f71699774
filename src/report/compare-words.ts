/** How a trader says "by hand" and "all bots". */
export const BY_HAND: readonly string[] = ["manual", "tangan", "hand", "sendiri"];
export const BOTS: readonly string[] = ["bot", "bots", "semua-bot", "semua bot"];

/** The pair that goes without saying, or the other one of it; empty where there is none. */
export function otherGroup(key: string, first?: string): [string?, string?] {
  const plain = first?.toLowerCase() ?? "";
  if (key === "side")
    return ["buy", ["buy", "long", "beli"].includes(plain) ? "sell" : other(first)];
  if (key === "bot")
    return ["manual", BY_HAND.includes(plain) || first === undefined ? "bot" : "manual"];
  return [];
}

const other = (first: string | undefined) => (first === undefined ? "sell" : "buy");
