import { cleanLine } from "./clean.ts";
import { type Lexicon, lookUp } from "./lexicon.ts";

/** How a trader feels, as it is stored. */
export type Mood =
  | "tenang"
  | "netral"
  | "percaya diri"
  | "serakah"
  | "takut"
  | "cemas"
  | "frustrasi"
  | "marah"
  | "fomo"
  | "dendam"
  | "euforia"
  | "bosan"
  | "lelah";

/** What a mood does to trading: "hot" drives into trades, "low" holds back or dulls. */
export type MoodTone = "calm" | "neutral" | "hot" | "low";

const LEXICON: Lexicon<Mood> = {
  tenang: [
    "calm",
    "santai",
    "kalem",
    "rileks",
    "relaks",
    "relaxed",
    "adem",
    "sabar",
    "damai",
    "😌",
  ],
  netral: ["neutral", "biasa", "biasa saja", "biasa aja", "b aja", "datar", "normal", "😐", "🙂"],
  "percaya diri": [
    "pede",
    "pd",
    "confident",
    "yakin",
    "mantap",
    "optimis",
    "optimistis",
    "😎",
    "💪",
  ],
  serakah: ["greedy", "greed", "rakus", "tamak", "kemaruk", "🤑"],
  takut: ["fear", "fearful", "afraid", "scared", "ngeri", "panik", "panic", "😱", "😨"],
  cemas: [
    ...["khawatir", "kuatir", "gelisah", "was was", "anxious", "anxiety", "nervous", "gugup"],
    ...[
      "deg degan",
      "tegang",
      "waswas",
      "ragu",
      "ragu ragu",
      "bimbang",
      "galau",
      "stres",
      "stress",
    ],
    ...["worried", "tidak tenang", "😰", "😟", "😥"],
  ],
  frustrasi: [
    "frustasi",
    "frustrated",
    "frustration",
    "putus asa",
    "mumet",
    "pusing",
    "😤",
    "😩",
    "😫",
  ],
  marah: [
    "kesal",
    "kesel",
    "emosi",
    "tilt",
    "angry",
    "jengkel",
    "dongkol",
    "geram",
    "😡",
    "😠",
    "🤬",
  ],
  fomo: [
    ...["ketinggalan kereta", "takut ketinggalan", "takut ketinggalan kereta"],
    ...["ikut ikutan", "fear of missing out"],
  ],
  dendam: [
    "balas dendam",
    "revenge",
    "revenge trading",
    "revenge trade",

    "😈",
    "👿",
  ],
  euforia: [
    ...["euphoric", "euphoria", "senang banget", "senang sekali", "seneng banget", "girang"],
    ...["excited", "di atas angin", "🤩", "🥳", "🚀"],
  ],
  bosan: ["jenuh", "bored", "boring", "suntuk", "gabut", "bete", "🥱", "😑"],
  lelah: [
    ...["capek", "capai", "cape", "ngantuk", "mengantuk", "tired", "letih", "exhausted"],
    ...["kurang tidur", "sleepy", "loyo", "😴", "😪"],
  ],
};

const TONES: Readonly<Record<Mood, MoodTone>> = {
  tenang: "calm",
  netral: "neutral",
  "percaya diri": "calm",
  serakah: "hot",
  takut: "low",
  cemas: "low",
  frustrasi: "hot",
  marah: "hot",
  fomo: "hot",
  dendam: "hot",
  euforia: "hot",
  bosan: "low",
  lelah: "low",
};

/** All moods, in the order in which they are offered. */
export const MOODS: readonly Mood[] = Object.keys(LEXICON) as Mood[];

/** The mood meant by a word, a synonym (Indonesian or English) or an emoji. */
export function readMood(
  text: string,
): { ok: true; mood: Mood } | { ok: false; nearest: Mood | null } {
  const found = lookUp(text, LEXICON);
  return found.ok ? { ok: true, mood: found.word } : found;
}

/** The mood as it is shown; a word of an old file that is no known mood stays, made safe to print. */
export function moodLabel(mood: string): string {
  const found = readMood(mood);
  if (!found.ok) return cleanLine(mood);
  return found.mood === "fomo" ? "FOMO" : found.mood;
}

/** The tone of a mood; "neutral" for words of old files that are no known mood. */
export function moodTone(mood: string): MoodTone {
  const found = readMood(mood);
  return found.ok ? TONES[found.mood] : "neutral";
}
