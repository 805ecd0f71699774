import { cleanLine, type Lexicon, lookUp } from "./text.ts";

/** Mistakes that most traders know, as they are stored. */
export type Mistake =
  | "geser-sl"
  | "tanpa-plan"
  | "lot-kegedean"
  | "balas-dendam"
  | "exit-kecepetan"
  | "entry-telat"
  | "lawan-bias";

const LABELS: Readonly<Record<Mistake, string>> = {
  "geser-sl": "Geser SL",
  "tanpa-plan": "Entry tanpa plan",
  "lot-kegedean": "Lot kegedean",
  "balas-dendam": "Balas dendam",
  "exit-kecepetan": "Exit kecepetan",
  "entry-telat": "Entry telat",
  "lawan-bias": "Lawan bias",
};

const WORDS: Lexicon<Mistake> = {
  "geser-sl": ["geser stop", "geser stop loss", "gesek sl", "sl digeser", "moved sl", "moved stop"],
  "tanpa-plan": ["entry tanpa plan", "tanpa rencana", "entry tanpa rencana", "no plan"],
  "lot-kegedean": ["lot kebesaran", "lot terlalu besar", "over lot", "overlot", "oversize"],
  "balas-dendam": ["dendam", "revenge", "revenge trade", "revenge trading"],
  "exit-kecepetan": ["exit kecepatan", "exit terlalu cepat", "tutup kecepetan", "early exit"],
  "entry-telat": ["entry terlambat", "telat entry", "telat masuk", "late entry"],
  "lawan-bias": ["lawan tren", "lawan trend", "counter trend", "melawan bias", "melawan tren"],
};

/** The usual mistakes, in the order in which they are offered. */
export const MISTAKES: readonly Mistake[] = Object.keys(WORDS) as Mistake[];

/** One word of the trader's own: letters and figures, with - and _ inside. */
const SLUG = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;
/** More words than any name of a usual mistake has. */
const LONGEST_NAME = 4;

/**
 * The mistakes that a text names, without doubles: usual ones by any of their names ("geser sl,
 * balas dendam"), every other word as it is. Null where something is no word.
 */
export function readMistakes(text: string): string[] | null {
  const found = new Set<string>();
  for (const part of text.split(",")) {
    const words = part
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^#/, "").toLowerCase())
      .filter(Boolean);
    for (let at = 0; at < words.length; ) {
      const [name, length] = usualAt(words, at) ?? [words[at] as string, 1];
      if (!SLUG.test(name)) return null;
      found.add(name);
      at += length;
    }
  }
  return [...found];
}

/** The mistake whose name is the most words from here on, and how many those are. */
function usualAt(words: readonly string[], at: number): [Mistake, number] | null {
  for (let length = Math.min(LONGEST_NAME, words.length - at); length > 0; length--) {
    const found = lookUp(words.slice(at, at + length).join(" "), WORDS);
    if (found.ok) return [found.word, length];
  }
  return null;
}

/** One mistake that was typed as a whole: a phrase that is no usual one becomes one word. */
export function readMistake(phrase: string): string[] | null {
  const words = readMistakes(phrase);
  const isOwn = words !== null && words.length > 1 && !phrase.includes(",");
  const hasUsual = words?.some((word) => (MISTAKES as readonly string[]).includes(word));
  return isOwn && !hasUsual ? [words.join("-")].filter((word) => SLUG.test(word)) : words;
}

/** The words of a stored text. */
export const mistakeWords = (stored: string): string[] => stored.split(" ").filter(Boolean);

/** A mistake as it is shown: "Geser SL"; an own word as it is, without what a terminal would obey. */
export const mistakeLabel = (word: string): string =>
  Object.hasOwn(LABELS, word) ? LABELS[word as Mistake] : cleanLine(word);
