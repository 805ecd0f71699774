import { Chalk } from "chalk";
import stringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";
import { linked } from "../base/text.ts";
import type { Tone } from "../report/document.ts";

/** Long lines of running text tire the eye, however wide the terminal is. */
const MOST_TEXT_COLUMNS = 100;
const LEAST_COLUMNS = 60;
const MOST_COLUMNS = 200;

/** The signs before lines: words and signs carry the meaning where colour does not. */
interface Symbols {
  good: string;
  bad: string;
  error: string;
  ask: string;
  dot: string;
  quote: string;
  rule: string;
  ellipsis: string;
}

const UNICODE: Symbols = {
  good: "✔",
  bad: "!",
  error: "✖",
  ask: "?",
  dot: "•",
  quote: "│",
  rule: "─",
  ellipsis: "…",
};
const ASCII: Symbols = {
  good: "+",
  bad: "!",
  error: "X",
  ask: "?",
  dot: "*",
  quote: "|",
  rule: "-",
  ellipsis: "~",
};
/** Read aloud: a sign that is only there for the eye is left out. */
const SPOKEN: Symbols = {
  good: "+",
  bad: "!",
  error: "Galat:",
  ask: "?",
  dot: "-",
  quote: "",
  rule: "",
  ellipsis: "...",
};

/** What a view needs to know of the terminal, and all it may do to a text. */
export interface Style {
  /** Held between 60 and 200. */
  columns: number;
  color: boolean;
  /** The words as a link, where the terminal can show one; else the words. */
  link: (words: string, address: string) => string;
  /** Width of running text: the columns, at most 100. */
  textColumns: number;
  ascii: boolean;
  /**
   * False with --plain: the text is for a screen reader or a log. Nothing is drawn; a chart or a
   * table becomes sentences or `label: value` lines with the same numbers.
   */
  draws: boolean;
  symbols: Symbols;
  good: (text: string) => string;
  bad: (text: string) => string;
  muted: (text: string) => string;
  strong: (text: string) => string;
  /** In as many lines as it needs. */
  heading: (text: string) => string;
  /** Colours by meaning. */
  tone: (tone: Tone, text: string) => string;
  /** The text as this terminal can show it: in ASCII our typographic signs are replaced. */
  plain: (text: string) => string;
  /**
   * The text in lines of at most `width`, broken between words (inside one that is longer than a
   * line); every line but the first begins with `indent` spaces, which count.
   */
  wrap: (text: string, width: number, indent?: number) => string;
  /**
   * A message as one line, whatever its length, for a program may read it; a terminal would break that
   * within its words, so there it is broken between them, longer ones (a path, to be copied) whole.
   * Lines but the first begin with `indent` spaces, which the first has taken by its sign.
   */
  message: (text: string, indent?: number) => string;
}

/** The style for one terminal. Colour is one step: 16 colours, which every terminal's theme sets. */
export function makeStyle(options: {
  color: boolean;
  ascii: boolean;
  columns: number;
  /** Nothing is drawn, nor coloured. */
  plain?: boolean;
  /** The terminal is one that opens links. */
  links?: boolean;
  /** What is written goes to a terminal, not into a pipe or file. */
  terminal?: boolean;
}): Style {
  const draws = options.plain !== true;
  const color = options.color && draws;
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const columns = Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, Math.floor(options.columns)));
  const shown = options.ascii ? toAscii : (text: string) => text;
  const plain = draws ? shown : (text: string) => shown(toWords(text));
  const tones: Record<Tone, (text: string) => string> = {
    good: chalk.green,
    bad: chalk.red,
    muted: chalk.dim,
    plain: (text) => text,
  };
  const wrapped = (text: string, width: number) => wrapAnsi(plain(text), width, { hard: true });
  return {
    columns,
    color,
    link: (words, address) => (options.links && draws ? linked(words, address) : words),
    textColumns: Math.min(columns, MOST_TEXT_COLUMNS),
    ascii: options.ascii,
    draws,
    symbols: !draws ? SPOKEN : options.ascii ? ASCII : UNICODE,
    good: tones.good,
    bad: tones.bad,
    muted: tones.muted,
    strong: chalk.bold,
    // In no colour: cyan cannot be read on white.
    heading: (text) => wrapped(text, columns).replace(/.+/g, (line) => chalk.bold(line)),
    tone: (tone, text) => tones[tone](text),
    plain,
    wrap: (text, width, indent = 0) =>
      wrapped(text, Math.max(1, width - indent)).replaceAll("\n", `\n${" ".repeat(indent)}`),
    message: (text, indent = 0) =>
      options.terminal ? betweenWords(plain(text), columns, indent) : plain(text),
  };
}

/** The text in lines of at most `width`, all of them behind `indent` cells; longer words stay whole. */
export function betweenWords(text: string, width: number, indent: number): string {
  const broken = (whole: string) => {
    const lines = [""];
    for (const word of whole.split(" ")) {
      const line = lines.at(-1) ?? "";
      if (line !== "" && indent + widthOf(`${line} ${word}`) > width) lines.push(word);
      else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    }
    return lines;
  };
  return text
    .split("\n")
    .flatMap(broken)
    .join(`\n${" ".repeat(indent)}`);
}

/** Our own typographic signs in ASCII; what the user wrote keeps its letters. */
export function toAscii(text: string): string {
  return text
    .replace(/[–—]/g, "-")
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replaceAll("…", "...")
    .replaceAll("·", "-")
    .replaceAll("→", "->")
    .replaceAll("×", "x")
    .replaceAll("∞", "inf")
    .replace(/[€£¥]/g, (sign) => ({ "€": "EUR ", "£": "GBP ", "¥": "JPY " })[sign] ?? sign)
    .replace(/[✔✖]/g, (sign) => (sign === "✔" ? ASCII.good : ASCII.error));
}

/** Signs that a screen reader passes over or misreads, in words. */
function toWords(text: string): string {
  return text
    .replace(/ ?→ ?/g, " ke ")
    .replaceAll("×", "x")
    .replaceAll("±", "plus minus ")
    .replaceAll("∞", "tak hingga")
    .replace(/[✔✖]/g, (sign) => (sign === "✔" ? SPOKEN.good : SPOKEN.error))
    .replaceAll(" · ", ", ");
}

/**
 * Latin letters, our own signs, lines and blocks: one cell each. Whatever else there is goes to the
 * library, whose expressions for emoji alone take 3 ms to compile.
 */
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u017f\u2010-\u2027\u2500-\u259f\u2714\u2716]*$/;

/** Cells that the text takes on a terminal; escape sequences take none. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/** The text filled with spaces up to `width` cells, before it when `right`. */
export function padTo(text: string, width: number, right = false): string {
  const fill = " ".repeat(Math.max(0, width - widthOf(text)));
  return right ? fill + text : text + fill;
}

/** The text in at most `width` cells, its cut shown by the ellipsis. */
export function cutTo(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const char of text) {
    if (widthOf(kept + char) > width - widthOf(ellipsis)) break;
    kept += char;
  }
  return kept + ellipsis;
}
