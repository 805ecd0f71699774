import { SHORT_MONTHS } from "../base/dates.ts";
import { MASK } from "../base/money.ts";

/**
 * Answers without amounts, lots, prices, accounts and tickets, for an assistant that is not to know
 * them. What is not known to be harmless is hidden: a number under a key that is not listed, and in
 * a sentence every number that could be money.
 */

/** Keys whose numbers say nothing of money: counts, shares, chances, R, times, and numbers of rows. */
const HARMLESS = [
  /^(?:id|ids|.*_ids?|n|number|of|have|need|score|raw|weight|known|lost|most|times|minutes|at|level)$/,
  /^(?:p|q|p_.*|.*_p|r|.*_r|.*_r_.*|r_.*|rr|sqn|psr|half_kelly|z_score|draws|percentile|tried)$/,
  /^(?:trades|.*_trades|n_.*|wins|losses|even|zero|days|.*_days|count|left_out|unit|confidence)$/,
  /(?:^|_)(?:rate|share|fraction|percent|seconds|minutes|hours|ratio|factor|sharpe|sortino)(?:_|$)/,
  /^(?:longest_\w+_streak|expected_longest_loss_streak|.*_streak_trades|.*_known|min_track_record)$/,
];
const isHarmless = (key: string) => HARMLESS.some((pattern) => pattern.test(key));

/** Whose words name an account or a row at the broker's. */
const SECRET =
  /^(?:account|ticket|parent_ticket|external_key|magic|comment|raw_symbol|links|partial_closes)$/;
/** Words of the trader: any figure in them may be money. */
const OWN_WORDS = /^(?:note|notes|personal_notes|why|reasons?|close_reason|against_reason|typed)$/;
const ENDS = ["low", "high"];

/** Data of a command with what is not harmless hidden; `key` is the one that it stands under. */
export function maskData(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => maskData(one, key));
  if (typeof value === "number") return isHarmless(key) ? value : maskNumber(value);
  if (typeof value === "string") {
    if (SECRET.test(key)) return MASK;
    return maskText(value, OWN_WORDS.test(key));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inside]) => [
    name,
    // The ends of an interval are of what it is of.
    maskData(inside, ENDS.includes(name) ? key : name),
  ]);
  return Object.fromEntries(entries);
}

/** Names of accounts and of rows at the broker's in some data, the longest first. */
export function secretsIn(value: unknown, found = new Set<string>(), key = ""): string[] {
  if (Array.isArray(value)) for (const one of value) secretsIn(one, found, key);
  else if (typeof value === "string" && value !== "" && SECRET.test(key)) found.add(value);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inside] of Object.entries(value)) secretsIn(inside, found, name);
  }
  return [...found].sort((a, b) => b.length - a.length);
}

const maskNumber = (value: number) => (value === 0 ? 0 : `${value < 0 ? "-" : "+"}${MASK}`);

const NUMBER = String.raw`\d[\d.,]*`;
const MONTHS = SHORT_MONTHS.join("|");
/** Dates, times, shares, R, multiples, scores and numbers of rows: they stay. */
const KEPT = [
  String.raw`(?<=jurnal undo )\d+|#\d+|\[\d+\]|\d{4}-(?:W\d{2}|\d{2}(?:-\d{2})?)|\d{1,2}:\d{2}(?::\d{2})?`,
  String.raw`\d{1,2}(?:[–-]\d{1,2})? (?:${MONTHS})\p{L}*(?: \d{4})?`,
  String.raw`[-+]?\d+(?:[.,]\d+)?(?:%|R\b|x\b)|\d+\/\d+`,
].join("|");
const MONEY = [
  String.raw`[-+]?(?:Rp|[$€£¥])\s?-?${NUMBER}(?:\s?(?:rb|jt|[MTkB])\b)?`,
  // Not the number of a heading: "1. FOKUS UTAMA".
  String.raw`[-+]?${NUMBER}(?<![.,])\s[A-Z]{3,5}\b`,
  // As traders write it in names and tags of their own.
  String.raw`[-+]?${NUMBER}\s?(?:rb|ribu|jt|juta|k|dolar|dollar|usd|idr|rupiah|perak|sen)\b`,
  String.raw`\blot ${NUMBER}`,
].join("|");
const TOKENS = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?<money>${MONEY})|(?<kept>${KEPT})|(?<other>[-+]?${NUMBER}))`,
  "gu",
);

/**
 * A text with every number hidden that could be an amount, a lot or a price; with `isStrict` all
 * but dates, times, shares, R and numbers of rows. Signs stay.
 */
export function maskText(text: string, isStrict: boolean): string {
  return text.replace(TOKENS, (token, ...rest) => {
    const { kept, other } = rest.at(-1) as Record<string, string | undefined>;
    if (kept !== undefined) return token;
    const isCount = other !== undefined && /^\d{1,3}[.,]?$/.test(other);
    return isCount && !isStrict ? token : hidden(token);
  });
}

/** A text whose own amounts are hidden already, without those in names that the trader gave. */
export function hideMoney(text: string): string {
  return text.replace(TOKENS, (token, ...rest) => {
    const { money } = rest.at(-1) as Record<string, string | undefined>;
    return money === undefined ? token : hidden(token);
  });
}

function hidden(token: string): string {
  const end = /[.,]$/.exec(token)?.[0] ?? "";
  const sign = /-/.test(token) ? "-" : token.startsWith("+") ? "+" : "";
  return `${token.startsWith("lot ") ? "lot " : ""}${sign}${MASK}${end}`;
}
