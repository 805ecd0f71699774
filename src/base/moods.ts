import { cleanLine, type Lexicon, lookUp } from "./text.ts";

/** How a trader feels, as it is stored. */
export type Mood =
  | "tenang"
  | "netral"
  | "fokus"
  | "percaya diri"
  | "semangat"
  | "senang"
  | "serakah"
  | "takut"
  | "cemas"
  | "sedih"
  | "frustrasi"
  | "marah"
  | "fomo"
  | "dendam"
  | "euforia"
  | "bosan"
  | "lelah";

/** What a mood does to trading: "hot" drives into trades, "low" holds back or dulls. */
export type MoodTone = "calm" | "neutral" | "hot" | "low";

const MOOD_WORDS: Lexicon<Mood> = {
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
    "lega",
    "stabil",
    "ikhlas",
    "😌",
  ],
  netral: ["neutral", "biasa", "biasa saja", "biasa aja", "b aja", "datar", "normal", "😐", "🙂"],
  fokus: ["focused", "focus", "konsentrasi"],
  "percaya diri": ["pede", "pd", "confident", "yakin", "mantap", "optimis", "optimistis", "😎"],
  semangat: ["bersemangat", "antusias", "motivated", "enthusiastic", "💪"],
  senang: ["seneng", "happy", "gembira", "bahagia", "puas", "bersyukur", "glad", "😀", "😄", "😊"],
  serakah: ["greedy", "greed", "rakus", "tamak", "kemaruk", "🤑"],
  takut: ["fear", "fearful", "afraid", "scared", "ngeri", "panik", "panic", "😱", "😨"],
  cemas: [
    "khawatir",
    "kuatir",
    "gelisah",
    "was was",
    "anxious",
    "anxiety",
    "nervous",
    "gugup",
    "deg degan",
    "tegang",
    "waswas",
    "ragu",
    "ragu ragu",
    "bimbang",
    "bingung",
    "confused",
    "galau",
    "stres",
    "stress",
    "worried",
    "tidak tenang",
    "😰",
    "😟",
    "😥",
  ],
  sedih: [
    "sad",
    "kecewa",
    "disappointed",
    "murung",
    "menyesal",
    "nyesel",
    "nyesal",
    "😢",
    "😭",
    "😞",
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
    "ketinggalan kereta",
    "takut ketinggalan",
    "takut ketinggalan kereta",
    "ikut ikutan",
    "fear of missing out",
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
    "euphoric",
    "euphoria",
    "terlalu percaya diri",
    "terlalu pede",
    "terlalu pd",
    "terlalu yakin",
    "kepedean",
    "overconfident",
    "over confident",
    "too confident",
    "jumawa",
    "senang banget",
    "senang sekali",
    "seneng banget",
    "girang",
    "excited",
    "di atas angin",
    "🤩",
    "🥳",
    "🚀",
  ],
  bosan: [
    "jenuh",
    "bored",
    "boring",
    "suntuk",
    "gabut",
    "bete",
    "malas",
    "males",
    "mager",
    "🥱",
    "😑",
  ],
  lelah: [
    "capek",
    "capai",
    "cape",
    "ngantuk",
    "mengantuk",
    "tired",
    "letih",
    "exhausted",
    "kurang tidur",
    "sleepy",
    "loyo",
    "lemas",
    "sakit",
    "kurang enak badan",
    "tidak enak badan",
    "gak enak badan",
    "meriang",
    "demam",
    "flu",
    "sick",
    "unwell",
    "🤒",
    "🤕",
    "😴",
    "😪",
  ],
};

const TONES: Readonly<Record<Mood, MoodTone>> = {
  tenang: "calm",
  netral: "neutral",
  fokus: "calm",
  "percaya diri": "calm",
  semangat: "calm",
  senang: "neutral",
  serakah: "hot",
  takut: "low",
  cemas: "low",
  sedih: "low",
  frustrasi: "hot",
  marah: "hot",
  fomo: "hot",
  dendam: "hot",
  euforia: "hot",
  bosan: "low",
  lelah: "low",
};

/** All moods, in the order in which they are offered. */
export const MOODS: readonly Mood[] = Object.keys(MOOD_WORDS) as Mood[];

/** The mood meant by a word, a synonym (Indonesian or English) or an emoji. */
export function readMood(
  text: string,
): { ok: true; mood: Mood } | { ok: false; nearest: Mood | null } {
  const found = lookUp(text, MOOD_WORDS);
  return found.ok ? { ok: true, mood: found.word } : found;
}

/** The mood in our word for it; a word that is no known mood stays. */
export function knownMood(text: string): string {
  if (text in MOOD_WORDS) return text;
  const found = readMood(text);
  return found.ok ? found.mood : text;
}

/** The mood as QuantumBotX spells it, so that it finds its own words in the columns that we share. */
export function sharedMood(mood: string): string {
  return mood === "frustrasi" ? "frustasi" : mood;
}

/** The mood of a session where it is not that of its last check-in; null where nobody said. */
export function unnotedMood(emotions: string, last: string | undefined): string | null {
  const mood = knownMood(emotions);
  return mood === "" || mood === "netral" || mood === last ? null : mood;
}

/** The mood that somebody said of a day: a session begins with "netral" before anyone has. */
export function saidMood(emotions: string, hasCheckin: boolean): string | null {
  return hasCheckin ? emotions : unnotedMood(emotions, undefined);
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

/** How fit the trader was on a day, as it is stored. */
export type Body = "segar" | "biasa" | "capek" | "ngantuk";

const BODY_WORDS: Lexicon<Body> = {
  segar: ["fresh", "fit", "bugar", "sehat", "prima", "cukup tidur", "💪"],
  biasa: ["normal", "biasa saja", "biasa aja", "b aja", "lumayan", "oke", "ok", "😐"],
  capek: ["cape", "capai", "lelah", "letih", "tired", "sakit", "kurang enak badan", "🤒"],
  ngantuk: ["mengantuk", "sleepy", "kurang tidur", "begadang", "😴", "🥱"],
};

/** All states of the body, in the order in which they are offered. */
export const BODIES: readonly Body[] = Object.keys(BODY_WORDS) as Body[];

/** The state of the body meant by a word, a synonym (Indonesian or English) or an emoji. */
export function readBody(
  text: string,
): { ok: true; body: Body } | { ok: false; nearest: Body | null } {
  const found = lookUp(text, BODY_WORDS);
  return found.ok ? { ok: true, body: found.word } : found;
}

/** The state of the market on a day, as it is stored. */
export type Market = "normal" | "trending" | "sideways" | "volatile" | "news" | "sepi";

const MARKET_WORDS: Lexicon<Market> = {
  normal: ["biasa", "biasa saja", "biasa aja", "wajar"],
  trending: [
    "tren",
    "trend",
    "tren naik",
    "tren turun",
    "uptrend",
    "downtrend",
    "trend naik",
    "trend turun",
    "bullish",
    "bearish",
    "naik",
    "turun",
    "📈",
    "📉",
  ],
  sideways: ["sideway", "ranging", "range", "datar", "mendatar", "konsolidasi", "choppy"],
  volatile: ["volatil", "bergejolak", "gejolak", "liar", "ganas", "wild", "🎢", "🌊"],
  news: [
    "berita",
    "hari berita",
    "nfp",
    "fomc",
    "cpi",
    "rilis data",
    "rilis berita",
    "high impact",
    "news day",
    "📰",
  ],
  sepi: ["quiet", "tenang", "libur", "low volume", "volume rendah", "lesu", "😴"],
};

/** All market conditions, in the order in which they are offered. */
export const MARKETS: readonly Market[] = Object.keys(MARKET_WORDS) as Market[];

/** The market condition meant by a word, a synonym (Indonesian or English) or an emoji. */
export function readMarket(
  text: string,
): { ok: true; market: Market } | { ok: false; nearest: Market | null } {
  const found = lookUp(text, MARKET_WORDS);
  return found.ok ? { ok: true, market: found.word } : found;
}

/** The condition that somebody said of a day: a session begins with "normal" before anyone has. */
export function saidMarket(day: { market_conditions: string; market_said: number }): string | null {
  const { market_conditions: market, market_said } = day;
  return market_said !== 1 && (market === "normal" || market === "") ? null : market;
}

/** What somebody said of the day's market, as it is shown. */
export function marketText(day: Parameters<typeof saidMarket>[0]): string {
  const market = saidMarket(day);
  return market === null ? "–" : cleanLine(marketLabel(market));
}

/** The condition as it is shown; an unknown word of an old file stays, made safe to print. */
export function marketLabel(market: string): string {
  const found = readMarket(market);
  return found.ok ? found.market : cleanLine(market);
}
