import { negateDecimal, parseDecimal } from "./decimal.ts";

/** Which mark parts the decimals of a file; the other one, a space or ' groups thousands. */
export type DecimalMark = "." | ",";

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const SPACES = /[\s'\u00a0\u202f\u2009]/g;
const SIGNS =
  /^(?:[$€£¥₹₽]|rp\.?|idr|usdt?|usdc?|eur|gbp|jpy)|(?:[$€£¥₹₽]|idr|usdt?|usdc?|eur|gbp|jpy)$/gi;
const GROUPED_BY_COMMA = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$|^\d*\.?\d*$/;
const GROUPED_BY_DOT = /^\d{1,3}(?:\.\d{3})+(?:,\d*)?$|^\d*,?\d*$/;
const QUANTITY =
  /^([^\p{L}]*?\d[.,]?)(?:(\p{L}[\p{L}\p{N}]*)| ([\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*))?$/u;
const EXPONENT = /^\d+(?:\.\d+)?e[+-]?\d{1,3}$/i;

/**
 * Reads a number as a file writes it into an exact decimal string ("1 004.90" is "1004.90"):
 * grouped thousands, currency signs, a leading plus, a minus of any kind or brackets for a loss,
 * exponents as pandas writes them. Null when the text is no number under this mark; "1,5" is not
 * 15 where the mark is a dot, it is null, so that a wrong mark shows instead of scaling amounts.
 */
export function readAmount(cell: string, mark: DecimalMark = "."): string | null {
  if (mark === "." && PLAIN.test(cell)) return parseDecimal(cell);
  let text = cell.replace(SPACES, "").replace(/[−–]/g, "-");
  const isBracketed = /^\(.+\)$/.test(text);
  if (isBracketed) text = text.slice(1, -1);
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  text = text.slice(sign.length).replace(SIGNS, "");
  // "$-13.90" carries its sign behind the currency.
  const inner = sign === "" ? (/^[+-]/.exec(text)?.[0] ?? "") : "";
  text = text.slice(inner.length);
  if (!/\d/.test(text)) return null;
  const isMinus = isBracketed !== (sign === "-" || inner === "-");
  const digits = parseDecimal(EXPONENT.test(text) ? text : ungrouped(text, mark));
  return digits !== null && isMinus ? negateDecimal(digits) : digits;
}

/** A number with its unit glued on ("0.1800SOL", "0.2952 USDC", "0.10 Lots"); unit "" if none. */
export function readQuantity(
  cell: string,
  mark: DecimalMark = ".",
): { amount: string; unit: string } | null {
  const match = QUANTITY.exec(cell.trim());
  const amount = match === null ? null : readAmount(match[1] ?? "", mark);
  return amount === null ? null : { amount, unit: match?.[2] ?? match?.[3] ?? "" };
}

/**
 * The decimal mark that the number cells of a file prove: a comma followed by one or two digits at
 * the end, or marks of both kinds in one number. Null when nothing decides (`8.550` alone may be
 * 8550), `both` when the cells contradict each other.
 */
export function decimalMarkOf(cells: Iterable<string>): DecimalMark | "both" | null {
  let mark: DecimalMark | null = null;
  for (const cell of cells) {
    const said = provenMark(cell);
    if (said === null) continue;
    if (mark !== null && mark !== said) return "both";
    mark = said;
  }
  return mark;
}

function provenMark(cell: string): DecimalMark | null {
  const text = cell.replace(/[^\d.,]/g, "");
  if (!/\d/.test(text)) return null;
  const comma = text.lastIndexOf(",");
  const dot = text.lastIndexOf(".");
  if (comma !== -1 && dot !== -1) return comma > dot ? "," : ".";
  const last = Math.max(comma, dot);
  if (last === -1) return null;
  const mark = comma === -1 ? "." : ",";
  const other = comma === -1 ? "," : ".";
  if (text.indexOf(mark) !== last) return other; // twice: it groups thousands
  // Three digits after a single mark may be thousands, unless no group can stand in front.
  const isOpen = text.length - last - 1 === 3 && /^[1-9]\d{0,2}$/.test(text.slice(0, last));
  return isOpen ? null : mark;
}

/** "" when the thousands are not grouped as they must be. */
function ungrouped(text: string, mark: DecimalMark): string {
  if (!(mark === "." ? GROUPED_BY_COMMA : GROUPED_BY_DOT).test(text)) return "";
  const plain =
    mark === "." ? text.replaceAll(",", "") : text.replaceAll(".", "").replace(",", ".");
  return plain.startsWith(".") ? `0${plain}` : plain.replace(/\.$/, "");
}
