import { nearest } from "./nearest.ts";

/** The words of a small vocabulary: each entry with what people write for it. */
export type Lexicon<T extends string> = Readonly<Record<T, readonly string[]>>;

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
 * entry with the most similar word, or null.
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
  return { ok: false, nearest: similar === null ? null : (owner.get(similar) ?? null) };
}
