/** CSV as RFC 4180 has it, in a form that a spreadsheet cannot take for a formula. */

export const CSV_LINE_END = "\r\n";
/** Tells Excel that a file is UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

const SPECIAL = /[",\r\n]/;
/** What a spreadsheet would run. Marks of our own count too, so that taking one off is exact. */
const FORMULA = /^'*[=+\-@\t\r]/;
const DEFUSED = /^''*[=+\-@\t\r]/;

/** A text as one cell: a `'` before what a spreadsheet would take for a formula, quotes where due. */
export function csvText(text: string): string {
  return csvCell(FORMULA.test(text) ? `'${text}` : text);
}

/** A cell as it stands, quoted where due: for numbers, times and texts that were defused already. */
export function csvCell(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text that `csvText` wrote: takes its mark off again. */
export function undefused(cell: string): string {
  return DEFUSED.test(cell) ? cell.slice(1) : cell;
}
