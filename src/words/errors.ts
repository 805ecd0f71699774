import { MARKETS, MOODS } from "../base/moods.ts";
import { EXIT, type MessageAndHint, UserError } from "../errors.ts";

/**
 * What went wrong, in the words the user reads. A function gives the sentence, or the sentence and
 * the hint of what to do next; UserError carries both.
 */

export const readOnlyJournal = (path: string) =>
  `Jurnal ${path} hanya bisa dibaca, jadi tidak ada yang dicatat.`;

export const readOnlyUpgrade = (path: string) =>
  `Jurnal ${path} berasal dari versi lama dan harus ditingkatkan dulu, tetapi berkas atau foldernya hanya bisa dibaca.`;

export const readOnlyWithWal = (path: string) =>
  `Jurnal ${path} hanya bisa dibaca, dan masih ada catatan yang belum digabung di ${path}-wal. Buka sekali dari akun yang boleh menulis.`;

export const notAJournal = (path: string): MessageAndHint => [
  `${path} bukan jurnal: isinya milik program lain atau bukan basis data SQLite.`,
  "Periksa --db atau JURNAL_DB. Berkas itu tidak disentuh.",
];

export const newerJournal = (path: string, found: number, known: number): MessageAndHint => [
  `Jurnal ${path} dibuat oleh jurnal yang lebih baru (skema ${found}; program ini mengenal sampai ${known}).`,
  "Perbarui program: npm install -g jurnal. Berkas itu tidak disentuh.",
];

export const corrupt = (path: string): MessageAndHint => [
  `Jurnal ${path} rusak dan tidak bisa dibaca.`,
  `Salin dulu berkasnya, lalu pulihkan: sqlite3 ${path} .recover | sqlite3 pulih.db — atau pakai cadangan terakhir (*.bak di folder yang sama).`,
];

export const busy = (path: string): MessageAndHint => [
  `Jurnal ${path} sedang ditulis program lain dan tidak kunjung bebas.`,
  "Coba lagi sebentar lagi; tidak ada yang berubah.",
];

export const diskFull = (path: string): MessageAndHint => [
  `Disk tempat ${path} penuh, jadi tidak ada yang dicatat.`,
  "Kosongkan sedikit ruang, lalu ulangi.",
];

export const unreachable = (path: string, code: string): MessageAndHint => [
  `Jurnal ${path} tidak bisa dibuka (${code}).`,
  "Periksa apakah folder itu ada dan boleh ditulis, atau pilih tempat lain dengan --db.",
];

export const unknownProfile = (wanted: string, names: readonly string[]): MessageAndHint => [
  `Profil "${wanted}" tidak ada.`,
  `Yang ada: ${names.join(", ")}. Buat yang baru: jurnal profile add NAMA`,
];

/** One field with a value that cannot stand: names it, shows it, says what is expected. */
export const badField = (field: string, value: string, expected: string) =>
  value === ""
    ? `${field} belum diisi; harus ${expected}.`
    : `${field}: "${value.replace("\u2212", "-")}" tidak bisa dipakai; harus ${expected}.`;

const missingAnswer = (what: string): MessageAndHint => [
  `${what} belum diisi, dan di sini tidak ada yang bisa ditanya.`,
  "Isi lewat opsi di atas, atau jalankan di terminal tanpa --no-input.",
];

export const tradeNotFound = (id: string): MessageAndHint => [
  `Transaksi #${id} tidak ada di profil ini.`,
  "Lihat nomornya dengan: jurnal trade list",
];

export const findingNumbers = (count: number) =>
  count === 0
    ? "tidak ada kalimat bernomor di laporan hari itu"
    : `nomor kalimat di laporan, 1 sampai ${count}`;

export const tradeNumbers = (ids: readonly number[]) =>
  `nomor transaksi di kalimat itu: ${ids.join(", ")}`;

export const promiseNumbers = (ids: readonly number[]) =>
  ids.length === 0 ? "tidak ada janji yang terbuka" : `nomor janji: ${ids.join(", ")}`;

export const adviceNumbers = (count: number) =>
  count === 0
    ? "nomor rekomendasi di laporan terakhir; belum ada satu pun"
    : `nomor rekomendasi di laporan terakhir, 1 sampai ${count}`;

export const noPromise = (number: string): MessageAndHint => [
  `Rekomendasi ${number} bukan janji: tidak ada yang bisa dihitung besok.`,
  "Yang bisa diterima adalah rekomendasi berbentuk jika-maka.",
];

export const noSession = (date: string): MessageAndHint => [
  `Belum ada sesi pada ${date}.`,
  "Lihat hari yang ada dengan: jurnal history",
];

export const duplicateTicket = (
  ticket: string,
  account: string | null,
  id: number,
): MessageAndHint => [
  `Tiket ${ticket}${account === null ? "" : ` di akun ${account}`} sudah ada di jurnal sebagai transaksi #${id}.`,
  `Lihat: jurnal trade show ${id} · ubah: jurnal trade edit ${id}`,
];

export const unknownBot = (id: number, known: readonly string[]): MessageAndHint => [
  `Bot #${id} tidak dikenal.`,
  known.length === 0
    ? "Belum ada bot. Tambahkan: jurnal bot add NAMA"
    : `Yang ada: ${known.join(", ")}. Tambahkan: jurnal bot add NAMA`,
];

export const bug = (detail: string): MessageAndHint => [
  `Ada kesalahan di program ini, bukan pada Anda: ${detail}`,
  "Catatan yang sudah diberi tanda ✔ aman. Laporkan dengan keluaran dari JURNAL_DEBUG=1.",
];

export const expectedDate = (
  reading: { reason: "ambiguous"; spellings: string[] } | { reason: "unknown" | "impossible" },
): string => {
  if (reading.reason === "ambiguous") {
    return `jelas: tulis ${reading.spellings.map((words) => `"${words}"`).join(" atau ")}`;
  }
  if (reading.reason === "impossible") return "tanggal yang ada di kalender (hari/bulan/tahun)";
  return 'tanggal, misalnya 2026-11-22, 22/11, kemarin, "3 hari lalu", "senin lalu"';
};

export const expectedPast = (today: string) => `hari ini (${today}) atau sebelumnya`;

export const expectedBefore = (to: string) => `${to} atau sebelumnya`;

export const expectedCount = "bilangan bulat mulai 1";

export const expectedId = "nomor, misalnya 12";

const meant = (word: string | null) => (word === null ? "" : ` — maksud Anda "${word}"?`);

export const expectedMood = (nearest: string | null) =>
  `salah satu dari ${MOODS.join(", ")}${meant(nearest)}`;

export const expectedMarket = (nearest: string | null) =>
  `salah satu dari ${MARKETS.join(", ")}${meant(nearest)}`;

export const expectedOneOf = "salah satu saja";

export const expectedDivision = (divisions: readonly string[], nearest: string | null) =>
  `salah satu dari ${divisions.join(", ")}${meant(nearest)}`;

export const expectedSide = "buy atau sell";

export const expectedPeriod =
  'periode, misalnya 2026-11, november, 2026, "minggu lalu", atau 2026-11-01..2026-11-15';

export const expectedPeriodOf = {
  week: 'satu pekan, misalnya 2026-W47, "minggu lalu", atau sebuah hari di dalamnya',
  month: 'satu bulan, misalnya 2026-11, november, "bulan lalu", atau sebuah hari di dalamnya',
  year: 'satu tahun, misalnya 2026, "tahun lalu", atau sebuah hari di dalamnya',
} as const;

export const expectedDayReport =
  "untuk laporan satu hari, tanpa --week, --month, --year, --from, --to";

export const expectedWithBy = "dipakai bersama --by; tanpa itu kedua periodenya yang ditulis";

export const expectedApart = "periode lain yang tidak bertumpang tindih dengan yang pertama";

export const expectedGrouping = (names: readonly string[]) => `salah satu dari ${names.join(", ")}`;

export const expectedNotNarrowed = "pembagian lain daripada saringannya";

export const expectedGroup = "kelompok, misalnya XAUUSD dan EURUSD bersama --by symbol";

export const expectedOther = "kelompok lain daripada yang pertama";

export const expectedBotGroup = "manual, bot, atau nama atau nomor sebuah bot";

export const expectedSessionDay = (closed: string) =>
  `sama dengan hari transaksi itu ditutup (${closed}); waktu keluar yang menentukan sesinya`;

export const meantSymbol = (symbol: string) =>
  `Simbol itu belum pernah dicatat. Maksud Anda ${symbol}?`;

export const unknownSetting = (
  key: string,
  keys: readonly string[],
  nearest: string | null,
): MessageAndHint => [
  `Pengaturan "${key}" tidak ada.`,
  nearest === null ? `Yang ada: ${keys.join(", ")}` : `Maksud Anda ${nearest}?`,
];

export const profileTaken = (name: string): MessageAndHint => [
  `Profil "${name}" sudah ada.`,
  `Pakai: jurnal profile use ${name}`,
];

export const currencyInUse = (currency: string, trades: number): MessageAndHint => [
  `Mata uang profil ini tetap ${currency}: ${trades} transaksi sudah dicatat dengannya.`,
  "Mata uang lain, profil lain: jurnal profile add NAMA --currency KODE",
];

export const noJournal = (path: string): MessageAndHint => [
  `Belum ada jurnal di ${path}.`,
  "Mulai dengan: jurnal trade log SIMBOL HASIL, atau jurnal session today",
];

export const fileExists = (path: string): MessageAndHint => [
  `Berkas ${path} sudah ada dan tidak ditimpa.`,
  "Pilih nama lain.",
];

export const expectedWithHtml = "dipakai bersama --html";

export const expectedNoWhy = "tanpa --why: yang ditulis ke HTML adalah seluruh laporan";

export const expectedReportOrHtml = "laporan biasa atau --html; keduanya bisa disamarkan";

export const expectedFileWithJson = "nama berkas: bersama --json, stdout berisi JSON";

export const unhealthy: MessageAndHint = [
  "Ada yang tidak beres di jurnal ini; lihat daftar di atas.",
  "Salin dulu berkasnya (jurnal backup). Total hari dihitung ulang begitu hari itu diubah.",
];

export const editorFailed = (editor: string): MessageAndHint => [
  `Editor "${editor}" tidak selesai dengan baik, jadi catatan tidak disimpan.`,
  "Atur $EDITOR, atau pakai --notes TEKS.",
];

export const notBotsDb = (path: string, isJournal: boolean): MessageAndHint => [
  isJournal
    ? `${path} adalah jurnal dari program ini, bukan ekspor yang bisa diimpor.`
    : `${path} basis data SQLite, tetapi bukan bots.db QuantumBotX.`,
  isJournal ? `Buka langsung: jurnal --db ${path} history` : "Berkas itu tidak disentuh.",
];

/** What a user types wrong: exit code 2, unless it is about what the journal holds. */
export function usage(field: string, value: string, expected: string): UserError {
  return new UserError("bad-value", badField(field, value, expected), undefined, EXIT.usage);
}

/** Nobody is there to ask: names the options that would have answered. */
export function missing(what: string): UserError {
  return new UserError("missing-value", ...missingAnswer(what), EXIT.usage);
}

/** A command that was given nothing to do; the sentence says what it takes. */
export function nothingGiven(message: string): UserError {
  return new UserError("nothing-given", message, undefined, EXIT.usage);
}

/** Commander's complaints in Indonesian, from its stable codes and the names inside its sentences. */
export function explainUsage(code: string, message: string): [message: string, hint: string] {
  const [, name = ""] = /'([^']*)'/.exec(message) ?? [];
  const help = "Lihat caranya: tambahkan --help pada perintah itu.";
  const meant = suggestion(message);
  switch (code) {
    case "commander.unknownCommand":
      return [`Perintah "${name}" tidak dikenal.`, meant ?? "Lihat semua perintah: jurnal --help"];
    case "commander.unknownOption":
      return [`Opsi ${name} tidak dikenal.`, meant ?? help];
    case "commander.missingArgument":
      return [`${name} belum diisi.`, help];
    case "commander.optionMissingArgument":
      return [`Opsi ${name} butuh isi.`, help];
    case "commander.excessArguments":
      return ["Kelebihan kata di perintah ini. Teks yang berspasi perlu tanda kutip.", help];
    case "commander.conflictingOption":
      return ["Opsi yang dipakai bersamaan saling bertentangan.", help];
    case "commander.help":
      return ["Perintah ini perlu lanjutan.", "Pilih salah satu dari daftar di atas."];
    default:
      return [message.replace(/^error: /, ""), help];
  }
}

function suggestion(message: string): string | null {
  const [, names] = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message) ?? [];
  return names === undefined ? null : `Maksud Anda ${names.replaceAll(", ", " atau ")}?`;
}
