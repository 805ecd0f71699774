/** How the reader is addressed. */
export type Voice = "Anda" | "kamu";

/** The possessive: "lot Anda", "lotmu". */
export function yours(noun: string, voice: Voice): string {
  return voice === "Anda" ? `${noun} Anda` : `${noun}mu`;
}

/** The pronoun at the beginning of a sentence: "Anda", "Kamu". */
export function youFirst(voice: Voice): string {
  return voice === "Anda" ? "Anda" : "Kamu";
}
