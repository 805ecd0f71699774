import type { NoteQuestion, NoteSigns } from "./day-review.ts";
import type { DayHistory } from "./types.ts";

/**
 * What the day's notes give reason to say or to ask: a plain lexicon of how people write, in
 * Indonesian with its short forms, slang and some English. A sign that the writer denies, has
 * settled or tells of somebody else is none.
 */

/** Forms in which a word is written: "pengen", "pgn", "mau", ... */
const WANT =
  "(?:mau|mo|ingin|pengen|pengin|pingin|pngen|pgn|kepengen|kepikiran|kpikiran|mending|mendingan|lebih baik|better)";
const NOT =
  "(?:tidak|tdk|nggak|enggak|engga|ngga|gak|gk|ga|tak|kagak|ndak|nda|no|not|never|don'?t|didn'?t)";
const MONEY = "(?:uang|duit|dana|duwit|doku|money)";
const FOR =
  "(?:buat|bwt|untuk|utk|tuk|demi|biar bisa|supaya bisa|jadi|to|for|(?:di|ke)pak(?:ai|e)(?: buat| untuk)?|dijadi(?:in|kan))";
const FEED = `${FOR} (?:\\w+ )?(?:depo\\w*|deposit\\w*|modal\\w*|top ?up|topup|isi (?:saldo|akun)|trading|trade|nutup\\w*|nambah|entry)`;
const CALL = "(?:mc|margin ?call|stop ?out)";
const LOAN =
  "(?:pinjol|pinjaman ?online|paylater|pay later|spaylater|kredivo|kta|kartu kredit|cc|credit card|kasbon|koperasi|kur|akulaku|julo|adakami|easycash|home credit|shopeepay ?later)";

/** Thoughts of death. What dies besides people is left out where the sentence says so. */
const DEATH: readonly RegExp[] = [
  /\bbunuh diri\b/g,
  new RegExp(`\\b${WANT} (?:rasanya )?mati\\b(?! (?:lampu|listrik|gaya|rasa)\\b)`, "g"),
  /\bmati (?:aja|saja|ajah) (?:lah|deh|rasanya|kali)\b/g,
  new RegExp(
    `\\b(?:${NOT} (?:mau|pengen|ingin|kuat|sanggup) hidup|cap(?:ek|e|ai) hidup|(?:meng)?akhiri (?:hidup|semuanya)|akhirin hidup)\\b`,
    "g",
  ),
  new RegExp(`\\b${WANT} (?:ngilang|menghilang|hilang) (?:aja|saja|dari dunia)`, "g"),
  /\bgantung diri\b|\b(?:loncat|lompat|terjun) dari (?:gedung|lantai|jembatan|atap)\b/g,
  /\b(?:kill myself|want to die|wanna die|end my life|hate my life|suicid\w+)\b/g,
];

/** Money that must not be lost, or trading with borrowed money. */
const NEED: readonly RegExp[] = [
  /\bpinjol\w*\b/g,
  /\bpinjam(?:an)? online\b/g,
  new RegExp(
    `\\b${MONEY} (?:(?:buat|bwt|untuk|utk) )?(?:(?:bayar|beli) )?(?:dapur|sekolah|kuliah|spp|ukt|kontrakan|kos|kosan|susu|belanja|darurat|makan|sewa|nikah|lahiran|berobat|rumah sakit|haji|umroh|pensiun|cicilan|kpr|listrik)\\b`,
    "g",
  ),
  new RegExp(
    `\\b(?:${MONEY}|tabungan|simpanan|emas|perhiasan|gaji) (?:istri|isteri|suami|bini|anak|ibu|bapak|mama|ortu|orang ?tua|mertua|adik|kakak|kantor|perusahaan|arisan|kas|masjid|sekolah|titipan|amanah|nasabah|klien|orang)(?:ku|nya)?\\b`,
    "g",
  ),
  /\btabungan (?:nikah|haji|umroh|rumah|pendidikan|pensiun|darurat)\b/g,
  /\b(?:nge?|ber)?h?utang(?:ku|an|in|-?\s?utang|2)?\b(?! (?:budi|janji|jurnal|laporan|tidur|catatan|review|as|us|amerika|negara|pemerintah|perusahaan|emiten|china|cina|luar negeri|jangka))/g,
  /\b(?:di|ng?e?)?gadai(?:kan|in|an)?\b|\bnggadai\w*\b/g,
  new RegExp(
    `\\b(?:pinjam|pinjem|minjam|minjem|minjm|ambil|pakai|pake|tarik|gesek|nyicil) (?:\\w+ ){0,3}?(?:${MONEY} (?:bank|teman|temen|tmn|saudara|sodara|tetangga|bos|rentenir)|${LOAN})\\b`,
    "g",
  ),
  new RegExp(`\\b(?:pinjam|pinjem|minjam|minjem|ngutang) (?:\\w+ ){0,5}?${FEED}`, "g"),
  new RegExp(`\\b${LOAN} (?:\\w+ ){0,3}?${FEED}`, "g"),
  new RegExp(`\\b${FEED} (?:\\w+ ){0,3}?(?:pakai|pake|dari|lewat|via|with) ${LOAN}\\b`, "g"),
  new RegExp(
    `\\b(?:depo|deposit|top ?up|topup|modal\\w*) (?:\\w+ ){0,2}?(?:pakai|pake|dari|lewat|via|with) ${LOAN}\\b`,
    "g",
  ),
  /\b(?:modal|uang|duit) (?:pinjaman|pinjem(?:an)?|utangan)\b/g,
  /\b(?:rentenir|bank keliling|lintah darat|debt ?collector|dc pinjol)\b/g,
  new RegExp(
    `\\b(?:jual|jualin|lego|ngejual|sold|sell) (?:\\w+ )?(?:motor|mobil|rumah|tanah|sawah|laptop|hp|iphone|perhiasan|cincin|kalung|emas (?:kawin|istri|simpanan|antam|batangan)|barang|kambing|sapi|my (?:car|bike|phone)) (?:\\w+ ){0,3}?${FEED}`,
    "g",
  ),
  new RegExp(
    `\\b(?:tabungan|simpanan|gaji|${MONEY}) (?:\\w+ ){0,2}?(?:habis|abis|ludes|amblas|lenyap|raib) (?:semua|total|tak bersisa|di trading|buat trading)\\b`,
    "g",
  ),
  /\btabungan (?:\w+ )?(?:habis|abis|ludes|amblas|lenyap|raib)\b|\blost (?:all )?(?:my )?savings\b/g,
  new RegExp(`\\b${MONEY} terakhir\\b`, "g"),
  new RegExp(`\\b${NOT} bisa (?:makan|beli (?:susu|beras|obat))\\b`, "g"),
  new RegExp(`\\b(?:tagihan|cicilan|angsuran|${LOAN}) (?:\\w+ ){0,3}?jatuh tempo\\b`, "g"),
  /\b(?:harus|kudu|wajib|kejar(?:an)?|ngejar) (?:profit|untung|cuan|setoran|target) (?:\w+ ){0,2}?(?:buat|bwt|untuk|utk) (?:bayar|lunas\w*|makan|cicilan)\b/g,
  new RegExp(`\\b(?:habis|abis|ludes) (?:semua|seluruh) (?:tabungan|${MONEY}|gaji)\\b`, "g"),
  new RegExp(
    `\\b${NOT} (?:ada|punya|tersisa) (?:${MONEY} )?(?:lagi )?(?:buat|bwt|untuk|utk) (?:makan|bayar|beli (?:susu|beras)|kontrakan|sekolah|spp)\\b`,
    "g",
  ),
  new RegExp(
    `\\b(?:${NOT} (?:bisa|sanggup|mampu|kuat) bayar|belum (?:bisa )?bayar|nunggak|menunggak|telat bayar) (?:\\w+ )?(?:cicilan|kontrakan|kos|kpr|spp|sekolah|listrik|sewa|tagihan)\\b`,
    "g",
  ),
  new RegExp(
    `\\b(?:istri|suami|ortu|orang ?tua|keluarga) (?:${NOT}|belum|blm|jangan sampai) (?:tau|tahu)\\b(?!.*\\b(?:profit|untung|cuan|menang|kejutan)\\b)`,
    "g",
  ),
  new RegExp(
    `\\b(?:${NOT} berani (?:bilang|cerita|ngaku|jujur)|bohong|(?:nyembunyi|sembunyi|umpet|ngumpet)\\w*) (?:\\w+ ){0,2}?(?:istri|suami|ortu|orang ?tua|keluarga|pacar)\\b`,
    "g",
  ),
  /\bkecanduan\b|\baddicted to trading\b|\bdepresi\b/g,
  new RegExp(
    `(?<!\\b(?:bot|ea|robot) )\\b${NOT} bisa (?:berhenti|stop|setop)(?: (?:trading|entry|depo|main|judi))?$`,
    "g",
  ),
  /\b(?:borrowed money|loan to (?:deposit|trade)|rent money|grocery money|tuition money|life savings)\b/g,
];

/** "tanpa utang", "bukan dari uang dapur", "jangan sampai pinjol": the writer says it is not so. */
const DENIED = new RegExp(
  `\\b(?:tanpa|bukan|anti|jangan|jgn|ogah|hindari|jauhi|stop|selain|daripada|ketimbang|kapok|without|(?:${NOT}|belum)(?= (?:ada|pernah|akan|bakal|mau|lagi|punya|perlu|usah|sampai|sampe|pakai|pake|pinjam|pinjem|sentuh|nyentuh|ambil|dari|boleh|pengen|ingin|using|with)\\b| ?$))(?: \\w+){0,3} ?$`,
);
/** "sudah lunas pinjol", "bebas utang": behind the writer, unless it is still wished for. */
const SETTLED_BEFORE =
  /\b(?:lunas|lunasin|ngelunasin|melunasi|pelunasan|bebas(?: dari)?|beres|kelar|selesai|tutup|nutup|bayar lunas)(?: \w+){0,2} ?$/;
const WISHED =
  /\b(?:mau|pengen|pengin|ingin|biar|supaya|buat|bwt|untuk|utk|demi|harus|kudu|belum|blm|kapan|bisa|niat|target)(?: \w+){0,2} ?$/;
/** "pinjol sudah lunas", "uang dapur aman": also behind the writer. */
const SETTLED_AFTER =
  /^(?: \w+){0,2}? (?:(?:sudah|udah|udh|dah|akhirnya|alhamdulillah|semua) )?(?:\w+ )?(?:lunas|kelar|beres|aman|(?:ter|di)?pisah\w*|(?:di)?sisih\w*|dikirim|utuh|tetap ada|(?:tidak|gak|ga|nggak|tak) (?:tersentuh|kesentuh|disentuh|diganggu|dipakai|dipake|kepakai|kepake)|masa lalu|tahun lalu|sudah dibayar|udah dibayar)\b/;
/** "lawan tren itu bunuh diri", "HP mau mati": figures of speech, and things. */
const FIGURE =
  /\b(?:sama (?:saja|aja)(?: dengan| kayak)?|itu(?: namanya| sama saja)?|ibarat|kayak|seperti|namanya|laptop|hp|ponsel|baterai|baterei|batre|pc|komputer|monitor|wifi|lampu|listrik|internet|modem|server|vps|mesin|motor|mobil|tren|trend|pasar|market|lilin|candle|indikator|broker|ea|bot|harga|emas|gold|btc|momentum|volume|sinyal|koneksi|posisi)(?: (?:ini|itu|udah|sudah|hampir|kayak|kayaknya))* ?$/;
/** Money that is earned for it, and not staked: "profit buat uang dapur", "wd untuk belanja". */
const EARNED =
  /\b(?:profit|wd|withdraw\w*|tarik|penarikan|hasil|untung|cuan|bonus|gaji|sisih\w*|kirim\w*|transfer)(?: \w+){0,4}? (?:buat|bwt|untuk|utk|jadi) ?$/;
const PRESSED = /\b(?:harus|kudu|wajib|kejar(?:an)?|ngejar)\b/;
/** A note on a state's or a company's debt tells no news of the writer's. */
const DEBT = /utang/;
const BUSINESS =
  /\b(?:emiten|laporan keuangan|neraca|der|buyback|fundamental|pemerintah|obligasi|surat utang|(?:rasio|plafon|pagu|krisis|restrukturisasi|data|isu) h?utang)\b/;
/** A clause that begins with somebody else tells of them. */
const OTHERS =
  /^(?:(?:ada|punya|dengerin|kasihan|kasian|lihat|liat|denger|dengar|baca|kata|cerita|nasihatin|bantu|soal|tentang|untung|info|berita|katanya|tadi|kemarin) )*(?:si |para |banyak |semua )?(?:teman|temen|tmn|temenku|temanku|kawan|kenalan|member|anggota|grup|group|orang|org|dia|mereka|sepupu|tetangga|tetanggaku|saudara|sodara|trader|rekan|seseorang|someone|friend|my friend|he|she|they|influencer|youtuber|mentor)\b/;

const ANSWERED = new RegExp(`^ ?(?:alhamdulillah )?(?:${NOT}|belum|bukan)\\b`);
const SELF = /\b(?:saya|aku|gue|gua|gw|gwe|ane|i|my|me)\b/;

const REPEATED: readonly RegExp[] = [
  new RegExp(
    `\\b${CALL} (?:lagi|terus|mulu|berkali\\S*|beruntun|berturut\\S*|(?:yang )?(?:ke ?-?)?(?:2|dua|3|tiga|4|empat)(?:x| ?kali| kalinya)?|kedua|ketiga|keempat|again|twice)\\b`,
    "g",
  ),
  new RegExp(
    `\\b(?:2|dua|3|tiga|4|empat|beberapa|berkali)(?:x|-?kali|x kali| kali|kali)? (?:kena |udah |sudah )?${CALL}\\b`,
    "g",
  ),
  new RegExp(`\\b(?:kena|dapat|dapet|dpt) (?:2|dua|3|tiga|4|empat) ?(?:x|kali) ${CALL}\\b`, "g"),
];
const ONE_CALL = /\b(?:(?:kena|dapat|dapet|dpt|got|akun) (?:mc|stop ?out)|margin ?call)\b/g;

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

/** Where notes of a day stand. */
type Noted = Pick<DayHistory, "session" | "trades" | "moods">;

/** What the day's notes (session, trades, moods) give reason to say or to ask. */
export function readNotes(history: Noted): NoteSigns {
  const notes = notesOf(history);
  const words = new Set<string>();
  let calls = 0;
  for (const { text } of notes) {
    for (const { clause, isOthers } of clausesOf(text)) {
      for (const word of distressIn(clause, isOthers)) {
        if (!(DEBT.test(word) && BUSINESS.test(text))) words.add(word);
      }
      if (!isOthers) calls += clause.match(ONE_CALL)?.length ?? 0;
    }
  }
  if (calls >= 2) words.add("margin call");
  return {
    distress: words.size > 0,
    distress_words: [...words],
    questions: notes.flatMap(questionsIn),
  };
}

function notesOf(history: Noted): Note[] {
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
    text === null || text === "" ? [] : [{ ...rest, text: plain(text) }],
  );
}

/** Small letters, one space, and no letter more than twice: "matiii" is "mati". */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/(\p{L})\1{2,}/gu, "$1")
    .replace(/[\s"“”‘’*_~]+/g, " ");
}

/** A denial reaches to the end of its clause; a list after a comma is of the same people. */
function clausesOf(text: string): { clause: string; isOthers: boolean }[] {
  let isOthers = false;
  return text
    .split(/([.,;:!?()\n/]+|\b(?:tapi|tp|tetapi|namun|sedangkan|kecuali|padahal|but)\b)/)
    .flatMap((part, at, parts) => {
      if (at % 2 === 1) return [];
      const clause = part.trim();
      // "Pinjol? Ga pernah": the question is answered.
      if (parts[at + 1]?.startsWith("?") && ANSWERED.test(parts[at + 2] ?? "")) return [];
      const goesOn = /^,$/.test(parts[at - 1] ?? "") && !SELF.test(clause);
      isOthers = OTHERS.test(clause) || (isOthers && goesOn);
      return clause === "" ? [] : [{ clause, isOthers }];
    });
}

function distressIn(clause: string, isOthers: boolean): string[] {
  const found = (patterns: readonly RegExp[], isNone: (before: string, after: string) => boolean) =>
    patterns.flatMap((pattern) =>
      [...clause.matchAll(pattern)]
        .filter(
          ({ 0: word, index }) =>
            !isNone(clause.slice(0, index), clause.slice(index + word.length)),
        )
        .map(({ 0: word }) => word.trim()),
    );
  // Of death nothing is taken for somebody else's that does not say so itself.
  const deaths = OTHERS.test(clause) ? [] : found(DEATH, (before) => FIGURE.test(before));
  if (isOthers) return deaths;
  return [
    ...deaths,
    ...found(
      NEED,
      (before, after) =>
        DENIED.test(before) ||
        (EARNED.test(before) && !PRESSED.test(before)) ||
        SETTLED_AFTER.test(after) ||
        (SETTLED_BEFORE.test(before) && !WISHED.test(before.replace(SETTLED_BEFORE, ""))),
    ),
    ...found(REPEATED, (before) => DENIED.test(before)),
  ];
}

function questionsIn(note: Note): NoteQuestion[] {
  return TRIGGERS.flatMap((pattern) => {
    const word = pattern.exec(note.text)?.[0];
    return word === undefined ? [] : [{ word, source: note.source, trade: note.trade }];
  });
}
