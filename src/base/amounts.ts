import { negateDecimal, parseDecimal } from "./decimal.ts";
import { type DecimalPoint, isKnownCurrency } from "./money.ts";
import { currencyOfMark, withoutSoftGroups } from "./number.ts";

/* How files write amounts, whatever a platform exports: read into exact decimal strings. */

/** Which mark parts the decimals of a file; the other one, a space or ' groups thousands. */
export type DecimalMark = DecimalPoint;

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const GROUPED_BY_COMMA = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$|^\d*\.?\d*$/;
const GROUPED_BY_DOT = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$|^\d*,?\d*$/;

/** Marks of writing direction and zero width, which spreadsheets and web pages leave in cells. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;
/** Also the dashes of Windows-1252, which some versions of Node decode as these controls. */
const DASHES = /[\u0096\u0097\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`]/g;
/** What stands before the figures, the figures with their marks, and what stands behind them. */
const AROUND =
  /^(?<before>[^\d.,]*(?:rp\.[^\d.,]*)?)(?<body>[.,]?\d(?:[\d.,' ]*\d)?[.,]?(?:e[+-]?\d{1,3}(?!\d))?)(?<after>[^\d.,]*)$/i;
/** A currency sign, also with letters before it ("US$"), "Rp.", or a code. */
const CURRENCY_MARK = /^(?:[a-z]{0,3}[$€£¥₹₽₩₫฿]|rp\.?|[a-z]{3,5})?$/i;
/** One group of three behind a dot: in rupiah these are thousands, whatever the file says. */
const DOT_GROUP = /^[1-9]\d{0,2}\.\d{3}$/;

const QUANTITY =
  /^([^\p{L}]*?\d[.,]?[-)]?)(?:(\p{L}[\p{L}\p{N}]*)| ([\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*))?$/u;
/** Figures with an exponent, or with a word of letters behind them; neither it may be. */
const SIZE = /^([^\p{L}\p{Sc}]*\d[.,]?(?:e[+-]?\d{1,3})?)$|^([^\p{L}\p{Sc}]*\d[.,]?) ?\p{L}+\.?$/iu;
const EXPONENT = /^\d+(?:\.\d+)?e[+-]?\d{1,3}$/i;

/** The cell with one kind of space, of dash and of apostrophe, and nothing that is not seen. */
function plainCell(cell: string): string {
  return cell
    .replace(UNSEEN, "")
    .replace(/\s+/g, " ")
    .replace(DASHES, "-")
    .replace(APOSTROPHES, "'")
    .trim();
}

/**
 * Reads a number as a file writes it into an exact decimal string ("1 004.90" is "1004.90"):
 * grouped thousands, a currency before or after, exponents as pandas writes them, and a loss as
 * any platform spells it: a dash of any kind before or after, apart or behind the currency, or
 * brackets. Null when the text is no number under this mark; "1,5" is not 15 where the mark is a
 * dot, it is null, so that a wrong mark shows instead of scaling amounts. What says minus twice,
 * and "Rp 1.234" under a dot, is null too.
 */
export function readAmount(cell: string, mark: DecimalMark = "."): string | null {
  if (mark === "." && PLAIN.test(cell)) return parseDecimal(cell);
  const groups = AROUND.exec(plainCell(cell))?.groups;
  const { before = "", body = "", after = "" } = groups ?? {};
  if (groups === undefined) return null;
  const signs = (before + after).replace(/[^+-]/g, "");
  const isBracketed = before.includes("(") && after.includes(")");
  const brackets = (before + after).replace(/[^()]/g, "").length;
  if (brackets !== (isBracketed ? 2 : 0) || signs.length + brackets / 2 > 1) return null;
  const [left, right] = [before, after].map((part) => part.replace(/[+\-() ]/g, "")) as [
    string,
    string,
  ];
  if (!isCurrencyMark(left) || !isCurrencyMark(right) || (left !== "" && right !== "")) return null;
  if (mark === "." && /^(?:rp\.?|idr)$/i.test(left + right) && DOT_GROUP.test(body)) return null;
  const digits = parseDecimal(EXPONENT.test(body) ? body : ungrouped(body, mark));
  const isMinus = isBracketed || signs === "-";
  return digits !== null && isMinus ? negateDecimal(digits) : digits;
}

/** The currency that stands before or after the number of a cell; null when there is none. */
export function currencyBeside(cell: string): string | null {
  const { before = "", after = "" } = AROUND.exec(plainCell(cell))?.groups ?? {};
  return currencyOfMark((before + after).replace(/[+\-() ]/g, ""));
}

function isCurrencyMark(text: string): boolean {
  return CURRENCY_MARK.test(text) && (!/^[a-z]{3,5}$/i.test(text) || isKnownCurrency(text));
}

/**
 * A number of a file that writes either mark: as `readAmount` reads it under a dot, else under a
 * comma. Null when neither reads it.
 */
export function readAmountOfEither(cell: string): string | null {
  return readAmount(cell, ".") ?? readAmount(cell, ",");
}

/** A number with its unit glued on ("0.1800SOL", "0.2952 USDC", "0.10 Lots"); unit "" if none. */
export function readQuantity(
  cell: string,
  mark: DecimalMark = ".",
): { amount: string; unit: string } | null {
  const text = plainCell(cell);
  // "1e5" is a number of its own, not one with a coin behind it.
  const match = EXPONENT.test(text) ? null : QUANTITY.exec(text);
  const amount = match === null ? null : readAmount(match[1] ?? "", mark);
  if (amount !== null) return { amount, unit: match?.[2] ?? match?.[3] ?? "" };
  const whole = readAmount(text, mark);
  return whole === null ? null : { amount: whole, unit: "" };
}

/** A size with a word for its unit it may be ("0.10 lot"); null for all that is more than that. */
export function readSize(cell: string, mark: DecimalMark = "."): string | null {
  const match = SIZE.exec(plainCell(cell));
  return readAmount(match?.[1] ?? match?.[2] ?? "", mark);
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
function ungrouped(body: string, mark: DecimalMark): string {
  const text = withoutSoftGroups(body)?.text ?? "";
  if (!(mark === "." ? GROUPED_BY_COMMA : GROUPED_BY_DOT).test(text)) return "";
  const plain =
    mark === "." ? text.replaceAll(",", "") : text.replaceAll(".", "").replace(",", ".");
  return plain.startsWith(".") ? `0${plain}` : plain.replace(/\.$/, "");
}
