/** How many slips of the finger a word of so many letters may have. */
function tolerance(length: number): number {
  if (length < 3) return 0;
  if (length < 5) return 1;
  return length < 8 ? 2 : 3;
}

/**
 * Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours
 * (Damerau 1964, each part of the text edited once).
 */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/**
 * The candidate most like the word, for "did you mean"; the first of several alike. Null when none
 * is near: one slip in words of 3 to 4 letters, two up to 7, three beyond. Case does not matter.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.trim().toLowerCase();
  let best: string | null = null;
  let least = tolerance(wanted.length) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const slips = distance(wanted, candidate.toLowerCase());
    if (slips < least) {
      best = candidate;
      least = slips;
    }
  }
  return best;
}

/** The words of a small vocabulary: each entry with what people write for it. */
export type Lexicon<T extends string> = Readonly<Record<T, readonly string[]>>;

/** From so many letters on a word with two slips is still the same word. */
const SURELY_LONG = 8;

/** Words that say how much, not what. */
const DEGREES = /\b(?:agak|sedikit|cukup|sangat|amat|terlalu|lagi|merasa|banget|bgt|sekali)\b/g;
const PICTURES = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d/gu;

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[\s_.,!?-]+/g, " ")
    .trim();
}

/** Built at the first look-up: histories label thousands of rows, most commands none. */
const built = new WeakMap<object, Map<string, string>>();

function ownersOf<T extends string>(lexicon: Lexicon<T>): Map<string, T> {
  const known = built.get(lexicon) as Map<string, T> | undefined;
  if (known !== undefined) return known;
  const owners = new Map<string, T>();
  for (const entry of Object.keys(lexicon) as T[]) {
    for (const word of [entry, ...lexicon[entry]]) owners.set(plain(word), entry);
  }
  built.set(lexicon, owners);
  return owners;
}

/**
 * The entry meant by the text: its name, one of its synonyms or one of its emoji, whatever the
 * case, the hyphens and words of degree ("agak cemas"); words count before emoji. Otherwise the
 * entry of a word that is surely meant, or null: in a vocabulary of many words something is always
 * near, and a suggestion from afar ("sakit": "percaya diri"?) is worse than none.
 */
export function lookUp<T extends string>(
  text: string,
  lexicon: Lexicon<T>,
): { ok: true; word: T } | { ok: false; nearest: T | null } {
  const owner = ownersOf(lexicon);
  const words = plain(text.replace(PICTURES, " "));
  const core = words.replace(DEGREES, " ").replace(/ +/g, " ").trim();
  const pictures = words === "" ? (text.match(PICTURES) ?? []) : [];
  for (const candidate of [words, core, ...pictures]) {
    const entry = owner.get(candidate);
    if (entry !== undefined) return { ok: true, word: entry };
  }
  const similar = nearest(core, owner.keys());
  const isMeant =
    similar !== null &&
    similar[0] === core[0] &&
    distance(core, similar) <= (core.length < SURELY_LONG ? 1 : 2);
  return { ok: false, nearest: isMeant ? (owner.get(similar) ?? null) : null };
}

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

/** Addresses that links on this screen lead to: another program's text cannot make one of its own. */
const LINKED = new Set<string>();

/** The words as a link that a terminal opens (OSC 8); the address has no control characters. */
export function linked(words: string, address: string): string {
  LINKED.add(address);
  return `${ESC}]8;;${address}${ESC}\\${words}${ESC}]8;;${ESC}\\`;
}

/** Whether this sequence begins or ends a link that was made by `linked`. */
function isOurLink(sequence: string): boolean {
  const address = new RegExp(`^${ESC}\\]8;;(\\P{Cc}*)${ESC}\\\\$`, "u").exec(sequence)?.[1];
  return address !== undefined && LINKED.size > 0 && (address === "" || LINKED.has(address));
}

const COLOUR = `${ESC}\\[[0-9;]*m`;
const ONLY_COLOUR = new RegExp(`^${COLOUR}$`);
const HARMFUL = new RegExp(`${ESC}(?!\\[[0-9;]*m)|[^\\P{Cc}\\n${ESC}]|${BIDI.source}`, "u");

/**
 * What is about to be shown, with our own colours and nothing else that a terminal would obey: the
 * last door, for what came into the file by another way than through ours.
 */
export function cleanShown(text: string): string {
  if (!HARMFUL.test(text)) return text;
  // Links are set aside while all else goes, for what begins them is harmful anywhere else.
  const links: string[] = [];
  return text
    .replace(SEQUENCES, (sequence) => {
      if (ONLY_COLOUR.test(sequence)) return sequence;
      return isOurLink(sequence) ? `${ESC}[${links.push(sequence)};8m` : "";
    })
    .replace(new RegExp(HARMFUL, "gu"), "")
    .replace(
      new RegExp(`${ESC}\\[(\\d+);8m`, "g"),
      (colour, at) => links[Number(at) - 1] ?? colour,
    );
}

/**
 * A copy that does not hold on to the text it was cut from: a slice of a large text keeps all of
 * it in memory. Short texts are copies already.
 */
export function keep(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString();
}

/** A text as it stands in a regular expression, whatever it holds. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** The lines of a text that comes in pieces, without their ends; the last one needs none. */
export function* linesOf(pieces: Iterable<string>): Generator<string> {
  let rest = "";
  for (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}
