import type { NoteQuestion, NoteSigns } from "./day-review.ts";
import type { DayHistory } from "./types.ts";

/** Money that must not be lost, or trading with borrowed money. */
const DISTRESS: readonly RegExp[] = [
  /\bpinjol\b/g,
  /\bpinjam(?:an)? online\b/g,
  /\b(?:uang|duit|dana) (?:dapur|sekolah|kuliah|spp|kontrakan|kos|susu|belanja|darurat)\b/g,
  /\b(?:uang|duit|tabungan) (?:istri|suami|anak|ibu|mama|ortu|orang ?tua|mertua)(?:ku)?\b/g,
  /\b(?:hu|u)tang(?:ku)?\b/g,
  /\bgadai(?:kan|in)?\b/g,
  /\b(?:modal|uang|duit) pinjaman\b/g,
  /\bbunuh diri\b/g,
  /\bmau mati\b/g,
];
/** "tanpa utang", "bukan uang dapur", "tidak pakai pinjol": the writer says it is not so. */
const DENIED =
  /\b(?:tanpa|bukan(?: (?:dari|pakai))?|(?:tidak|nggak|gak|ga|tak) (?:ada|pakai|pake))$/;
const SETTLED = /^ (?:sudah |udah )?lunas\b/;
const MARGIN_CALL = /\b(?:mc|margin ?call|stop ?out)\b/g;
const AGAIN = /\b(?:mc|margin ?call|stop ?out) (?:lagi|terus|mulu|berkali|beruntun|2|dua|3|tiga)/g;

/** Words that may come before or after a rash trade, and may as well mean something else. */
const TRIGGERS: readonly RegExp[] = [
  /\bbalas(?: dendam|in)?\b/,
  /\b(?:nge|mem)?balik(?:in|kan|an) modal\b/,
  /\bmodal (?:harus )?(?:balik|kembali)\b/,
  /\ball[ -]?in\b/,
  /\bgas(?:s+)? terus\b/,
  /\bkes[ea]l\b/,
  /\b(?:nggak|gak|ga|tidak|tak) rela(?: cut| cl)?\b/,
];

interface Note {
  text: string;
  source: NoteQuestion["source"];
  trade: number | null;
}

/** What the day's notes (session, trades, moods) give reason to say or to ask. A plain lexicon. */
export function readNotes(history: DayHistory): NoteSigns {
  const notes = notesOf(history);
  const words = new Set<string>();
  let calls = 0;
  for (const note of notes) {
    for (const word of distressIn(note.text)) words.add(word);
    calls += note.text.match(MARGIN_CALL)?.length ?? 0;
    for (const word of note.text.match(AGAIN) ?? []) words.add(word);
  }
  if (calls >= 2) words.add("mc");
  return {
    distress: words.size > 0,
    distress_words: [...words],
    questions: notes.flatMap(questionsIn),
  };
}

function notesOf(history: DayHistory): Note[] {
  const notes: { text: string | null; source: Note["source"]; trade: number | null }[] = [
    { text: history.session.personal_notes, source: "session", trade: null },
    ...history.trades.map((trade) => ({
      text: trade.note,
      source: "trade" as const,
      trade: trade.id,
    })),
    ...history.moods.map((mood) => ({ text: mood.note, source: "mood" as const, trade: null })),
  ];
  return notes.flatMap(({ text, ...rest }) =>
    text === null || text === ""
      ? []
      : [{ ...rest, text: text.toLowerCase().replace(/[\s"'“”‘’]+/g, " ") }],
  );
}

function distressIn(text: string): string[] {
  return DISTRESS.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(({ 0: word, index }) => {
        const before = text.slice(0, index).trimEnd();
        return !DENIED.test(before) && !SETTLED.test(text.slice(index + word.length));
      })
      .map(({ 0: word }) => word),
  );
}

function questionsIn(note: Note): NoteQuestion[] {
  return TRIGGERS.flatMap((pattern) => {
    const word = pattern.exec(note.text)?.[0];
    return word === undefined ? [] : [{ word, source: note.source, trade: note.trade }];
  });
}
