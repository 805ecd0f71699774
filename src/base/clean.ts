const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);
const [CSI, OSC, ST] = [0x9b, 0x9d, 0x9c].map((code) => String.fromCharCode(code));
/** C1 forms of the strings that end with ST: DCS, SOS, PM, APC. */
const STRINGS = [0x90, 0x98, 0x9e, 0x9f].map((code) => String.fromCharCode(code)).join("");

/**
 * Escape sequences of ECMA-48 with what belongs to them. A string sequence that is never closed
 * loses only its introducer: its text is harmless then and may be all the user wrote.
 */
const SEQUENCES = new RegExp(
  [
    `(?:${ESC}\\[|${CSI})[0-?]*[ -/]*[@-~]`,
    `(?:${ESC}[\\]PX^_]|${OSC}|[${STRINGS}])\\P{Cc}*(?:${BEL}|${ST}|${ESC}\\\\)`,
    `${ESC}[ -/]*[0-~]`,
  ].join("|"),
  "gu",
);
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Letters, figures and signs of ASCII: nothing to do, as for nearly every symbol and ticket. */
const PLAIN = /^[\x20-\x7e]*$/;
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

/**
 * Text from outside made safe for a terminal, over several lines: without ANSI escape sequences,
 * C0/C1 control characters and bidi controls. Every kind of line end becomes "\n", a tab a space.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(SEQUENCES, "")
    .replace(LINE_ENDS, "\n")
    .replace(/\t/g, " ")
    .replace(/[^\P{Cc}\n]/gu, "")
    .replace(BIDI, "");
}

/** The same on one line: each run of line ends becomes one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\n+/g, " ");
}
