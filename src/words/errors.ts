import { formatShortDate } from "../base/dates.ts";
import { capital } from "../base/phrases.ts";
import { EXIT, type MessageAndHint, UserError } from "../errors.ts";

/**
 * What went wrong, in the words the user reads: what more than one file says, and what the journal
 * says of its own file. What one command alone refuses stands in that command.
 */

export const readOnlyJournal = (path: string) =>
  `Jurnal ${path} hanya bisa dibaca, jadi tidak ada yang dicatat.`;

export const sideFileBlocks = (
  path: string,
  blocked: { path: string; kind: "file" | "other" },
): MessageAndHint => [
  blocked.kind === "file"
    ? `Jurnal ${path} tidak bisa ditulisi: akun ini tidak boleh menulis ${blocked.path} yang ada di sampingnya.`
    : `Jurnal ${path} tidak bisa ditulisi: ${blocked.path} di sampingnya bukan berkas biasa.`,
  blocked.kind === "file"
    ? `Tidak ada yang dicatat. Tutup program yang membuka jurnal ini, lalu dari akun pemiliknya: chmod a+rw ${blocked.path}`
    : `Tidak ada yang dicatat. Pindahkan ${blocked.path} ke tempat lain, lalu ulangi.`,
];

export const foreignRules = (path: string, names: readonly string[]): MessageAndHint => [
  `Di tabel jurnal ${path} ada yang dipasang program lain dan bisa mengubah catatan: ${names.join(", ")}. Jadi tidak ada yang dicatat.`,
  "Lepas dengan: jurnal doctor --fix (salinan jurnal dibuat dulu). Membaca tetap bisa.",
];

export const readOnlyUpgrade = (path: string) =>
  `Jurnal ${path} berasal dari versi lama dan harus ditingkatkan dulu, tetapi berkas atau foldernya hanya bisa dibaca.`;

export const readOnlyWithWal = (path: string) =>
  `Jurnal ${path} hanya bisa dibaca, dan masih ada catatan yang belum digabung di ${path}-wal. Buka sekali dari akun yang boleh menulis.`;

export const notAJournal = (path: string): MessageAndHint => [
  `${path} bukan jurnal: isinya milik program lain atau bukan basis data SQLite.`,
  `Periksa --db atau JURNAL_DB. Berkas itu tidak disentuh. Kalau memang jurnal Anda dan rusak: jurnal --db ${path} doctor --rescue pulih.db`,
];

export const namesTaken = (path: string, names: readonly string[]): MessageAndHint => [
  `${path} sudah memakai nama ${names.join(", ")} untuk hal lain, jadi tidak bisa dijadikan jurnal.`,
  "Berkas itu tidak disentuh. Ambil isinya saja: jurnal trade import BERKAS",
];

export const newerJournal = (path: string, found: number, known: number): MessageAndHint => [
  `Jurnal ${path} dibuat oleh jurnal yang lebih baru (skema ${found}; program ini mengenal sampai ${known}).`,
  "Perbarui program: npm install -g jurnal. Berkas itu tidak disentuh.",
];

export const corrupt = (path: string): MessageAndHint => [
  `Jurnal ${path} rusak dan tidak bisa dibaca.`,
  `Selamatkan yang masih terbaca ke jurnal baru: jurnal --db ${path} doctor --rescue pulih.db — atau pakai cadangan terakhir (*.bak di folder yang sama).`,
];

export const nothingToRescue = (path: string): MessageAndHint => [
  `Di ${path} tidak ada satu baris pun dari jurnal atau bots.db yang bisa dibaca.`,
  "Tidak ada yang dibuat. Kembalikan dari cadangan (*.bak di folder yang sama, atau jurnal backup).",
];

export const busy = (path: string): MessageAndHint => [
  `Jurnal ${path} sedang ditulis program lain dan tidak kunjung bebas.`,
  "Coba lagi sebentar lagi; tidak ada yang berubah.",
];

export const diskFull = (path: string): MessageAndHint => [
  `Disk tempat ${path} penuh.`,
  "Tidak ada yang berubah. Kosongkan sedikit ruang, lalu ulangi.",
];

/** The hint in the place of another, where something had been recorded before it failed. */
export const stillRecorded = "Yang dicatat sebelumnya tetap tersimpan; lihat: jurnal undo --list";

export const outputFailed = (code: string, isRecorded: boolean): MessageAndHint =>
  isRecorded
    ? [
        `Sudah dicatat, tetapi jawabannya tidak bisa ditulis ke stdout (${code}).`,
        "Jangan diulang. Lihat yang tercatat: jurnal undo --list",
      ]
    : [
        `Keluarannya tidak bisa ditulis ke stdout (${code}).`,
        "Periksa ke mana keluaran itu diarahkan, lalu ulangi: tidak ada yang tercatat dua kali.",
      ];

export const clockBeyond = (year: number): MessageAndHint => [
  `Jam komputer ini menunjukkan tahun ${year}; tidak ada yang bisa dicatat dengannya.`,
  "Betulkan tanggal komputer, lalu ulangi.",
];

export const noPlainFile = (path: string, isFolder: boolean): MessageAndHint => [
  `${path} ${isFolder ? "sebuah folder" : "bukan berkas biasa"}, jadi bukan jurnal.`,
  "Pilih sebuah berkas dengan --db atau JURNAL_DB.",
];

export const unreachable = (path: string, code: string): MessageAndHint => [
  `Jurnal ${path} tidak bisa ${code.startsWith("SQLITE_IOERR") ? "dibaca atau ditulis" : "dibuka"} (${code}).`,
  "Periksa apakah folder itu ada dan boleh ditulis, atau pilih tempat lain dengan --db.",
];

export const hidden = (path: string): MessageAndHint => [
  `Jurnal ${path} tidak bisa dibuka: akun ini tidak boleh membacanya.`,
  "Jalankan dari akun pemiliknya, atau pilih berkas lain dengan --db.",
];

const rebuild = (program: string) => `npm rebuild better-sqlite3 --prefix "${program}"`;
const install = (program: string, what: string) =>
  `npm install --no-save --omit=dev --prefix "${program}"${what}`;

export const sqliteEngine = (
  version: string,
  least: string,
  node: string,
  program: string,
): MessageAndHint => [
  `better-sqlite3 ${version} perlu Node ${least} atau lebih baru, sedangkan yang berjalan Node ${node}.`,
  `Pasang yang cocok: ${install(program, " better-sqlite3@12")}`,
];

export const sqliteAborts = (version: string, node: string, program: string): MessageAndHint => [
  `better-sqlite3 ${version} yang terpasang membuat Node ${node} berhenti di tengah jalan.`,
  `Pasang yang cocok: ${install(program, " better-sqlite3@13")}`,
];

export const sqliteMissing = (program: string): MessageAndHint => [
  "better-sqlite3, tempat jurnal disimpan, belum terpasang.",
  `Pasang: ${install(program, "")}`,
];

export const sqliteNative = (
  version: string,
  node: string,
  reason: "other-node" | "not-built" | { message: string },
  program: string,
): MessageAndHint => {
  const why =
    reason === "other-node"
      ? "dibuat untuk Node versi lain"
      : reason === "not-built"
        ? "belum selesai dipasang"
        : reason.message;
  // From Node 22 on there is a version that fits them all, with nothing to be built.
  const isNew = reason === "other-node" && Number.parseInt(node, 10) >= 22;
  return [
    `better-sqlite3 ${version} tidak bisa dimuat oleh Node ${node}: ${why}.`,
    isNew
      ? `Pasang yang cocok: ${install(program, " better-sqlite3@13")}`
      : `Buat ulang: ${rebuild(program)}`,
  ];
};

export const unknownProfile = (wanted: string, names: readonly string[]): MessageAndHint => [
  `Profil "${wanted}" tidak ada.`,
  `Yang ada: ${names.join(", ")}. Buat yang baru: jurnal profile add NAMA`,
];

/** The profile in use is kept as a setting, which another program may have changed. */
export const lostProfile = (wanted: string, names: readonly string[]): MessageAndHint => [
  `Profil yang sedang dipakai, "${wanted.slice(0, 80)}", tidak ada (settings.value #profile).`,
  `Pilih salah satu (${names.join(", ")}), misalnya: jurnal --profile "${names[0] ?? 1}" profile use "${names[0] ?? 1}"`,
];

export const oddSetting = (key: string, value: string, expected: string): MessageAndHint => [
  `Pengaturan ${badField(key, value, expected)}`,
  `Betulkan: jurnal config set ${key} NILAI, atau jurnal doctor --fix (salinannya dibuat dulu).`,
];

/** One field with a value that cannot stand: names it, shows it, says what is expected. */
export const badField = (field: string, value: string, expected: string) =>
  value === ""
    ? `${field} belum diisi; harus ${ended(expected)}`
    : `${field}: "${value.replace("\u2212", "-")}" tidak bisa dipakai; harus ${ended(expected)}`;

/** What is expected may end in a question: the word that may be meant. */
const ended = (expected: string) => (expected.endsWith("?") ? expected : `${expected}.`);

/** Another program may have changed which profile is in use: a day that is there is not denied. */
export const noSession = (
  date: string,
  profile: string,
  elsewhere: readonly string[],
): MessageAndHint => {
  const [other] = elsewhere;
  if (other === undefined) {
    return [
      `Belum ada sesi pada ${formatShortDate(date)}.`,
      "Lihat hari yang ada dengan: jurnal history",
    ];
  }
  return [
    `Belum ada sesi pada ${formatShortDate(date)} di profil "${profile}", yang sedang dipakai.`,
    `Hari itu ada di profil ${elsewhere.join(", ")}: tambahkan --profile "${other}", atau pakai seterusnya: jurnal profile use "${other}"`,
  ];
};

export const duplicateTicket = (
  ticket: string,
  account: string | null,
  id: number,
): MessageAndHint => [
  `Tiket ${ticket}${account === null ? "" : ` di akun ${account}`} sudah ada di jurnal sebagai transaksi #${id}.`,
  `Lihat: jurnal trade show ${id} · ubah: jurnal trade edit ${id}`,
];

export const profileGone = (name: string): MessageAndHint => [
  `Profil "${name}" baru saja dihapus oleh perintah lain; tidak ada yang dicatat.`,
  "Lihat yang ada: jurnal profile list",
];

/** Between the typing of an amount and its recording somebody gave the profile another currency. */
export const currencyChanged = (before: string, now: string): MessageAndHint => [
  `Mata uang profil ini baru saja diubah dari ${before} ke ${now} oleh perintah lain; tidak ada yang dicatat.`,
  "Periksa jumlahnya, lalu ulangi.",
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

/** Of a currency that is none only its owner can know what it was. */
function askCurrency(odd: readonly string[], isFixed: boolean): string[] {
  const profiles = odd.flatMap((cell) => /^users\.currency #(\d+)/.exec(cell)?.[1] ?? []);
  return profiles.map((id) => {
    const edit = `jurnal --profile ${id} profile edit --currency KODE`;
    return isFixed
      ? `Sebutkan mata uang profil #${id}: ${edit}.`
      : `Kalau mata uangnya belum pulih: ${edit}.`;
  });
}

const FIX = "Perbaiki: jurnal doctor --fix (salinannya dibuat dulu).";
const LEFT = "Yang masih tersisa: perbaiki di program yang menulisnya";

export const oddJournal = (path: string, odd: readonly string[]): MessageAndHint => [
  `Jurnal ${path} memuat isi yang bukan tulisan program ini: ${odd[0]}${
    odd.length > 1 ? `, dan ${odd.length - 1} lagi` : ""
  }.`,
  [
    FIX,
    ...askCurrency(odd, false),
    "Lihat semuanya: jurnal doctor.",
    `${LEFT}, atau pulihkan dari cadangan.`,
  ].join(" "),
];

export const unhealthy = (
  odd: readonly string[],
  { isFixed, isAside }: { isFixed: boolean; isAside: boolean },
): MessageAndHint => [
  "Ada yang tidak beres di jurnal ini; lihat daftar di atas.",
  [
    ...(isFixed ? [] : [FIX]),
    ...askCurrency(odd, isFixed),
    ...(isAside
      ? [
          "Baris yang tidak dihitung: perbaiki di program asalnya, atau hapus dengan jurnal trade delete NOMOR.",
        ]
      : []),
    ...(isFixed ? [`${LEFT}.`] : []),
    "Kalau berkasnya rusak: jurnal doctor --rescue pulih.db, atau pulihkan dari cadangan.",
  ].join(" "),
];

export const expectedOneOf = "salah satu saja, tidak keduanya sekaligus";

/** After what is expected: the word that may be meant. */
export const meantWord = (word: string | null) =>
  word === null ? "" : ` — maksud Anda "${word}"?`;

export const noJournal = (path: string): MessageAndHint => [
  `Belum ada jurnal di ${path}.`,
  "Mulai dengan: jurnal trade log SIMBOL HASIL, atau jurnal session today",
];

export const demoStopped = (line: string): MessageAndHint => [
  `Contoh berhenti di: jurnal ${line}`,
  "Sebabnya ada di atas. Sesudah itu diatasi, jalankan lagi: jurnal demo",
];

export const fileExists = (path: string): MessageAndHint => [
  `Berkas ${path} sudah ada dan tidak ditimpa.`,
  "Pilih nama lain.",
];

export const outExists = (path: string): MessageAndHint => [
  `Berkas ${path} sudah ada dan tidak ditimpa.`,
  "Pilih nama lain, atau tambahkan --force.",
];

export const outIsJournal = (path: string): MessageAndHint => [
  `${path} adalah berkas jurnal itu sendiri; ekspor tidak boleh menimpanya.`,
  "Pilih nama lain untuk --out.",
];

export const outIsFolder = (path: string): MessageAndHint => [
  `${path} sebuah folder.`,
  "Sebutkan nama berkas di dalamnya.",
];

export const outIsNoFile = (path: string): MessageAndHint => [
  `${path} bukan berkas biasa, jadi tidak ditimpa.`,
  "Sebutkan nama berkas lain.",
];

export const outUnwritable = (path: string, code: string): MessageAndHint => [
  `Berkas ${path} tidak bisa ditulis (${code}).`,
  "Periksa apakah foldernya ada dan boleh ditulis.",
];

export const exportNewer = (file: string, found: number, known: number): MessageAndHint => [
  `${file} diekspor dari jurnal yang lebih baru (skema ${found}; program ini mengenal sampai ${known}).`,
  "Perbarui program: npm install -g jurnal. Jurnal tidak berubah.",
];

export const exportBroken = (file: string, line: number, detail: string): MessageAndHint => [
  `${file} tidak bisa diimpor: baris ${line}, ${detail}.`,
  "Jurnal tidak berubah. Ekspor lagi dari jurnal asalnya: jurnal export --all --out BERKAS",
];

export const exportFault = {
  json: "bukan satu objek JSON",
  table: (name: string) => `tabel "${name}" tidak dikenal`,
  column: (table: string, name: string) => `kolom "${name}" tidak ada di ${table}`,
  value: (table: string, name: string, value: string, expected = "") =>
    `${table}.${name}: ${value} tidak bisa dipakai${expected === "" ? "" : `; yang diharapkan: ${expected}`}`,
  row: (table: string, detail: string) => `${table}: ${detail}`,
  twice: (columns: string) => `ada dua baris dengan ${columns} yang sama`,
  missing: (column: string) => `${column} kosong`,
  cut: "berkasnya terpotong: baris penutup tidak ada",
} as const;

/** A row of an export that is of nobody. */
export const noOwner = (column: string, owner: unknown, table: string) =>
  `${column}: ${owner} tidak ada di ${table}`;

/** Two profiles of two journals that would have one name. */
export const twoProfiles = (name: string, file: string): MessageAndHint => [
  `Dengan ${file} akan ada dua profil bernama "${name}". Tidak ada yang berubah.`,
  `Beri yang di sini nama lain dulu: jurnal --profile "${name}" profile edit --name NAMA`,
];

/** Two profiles of one name in two journals, whose money or days are not one. */
export const profilesDiffer = (
  name: string,
  ours: string,
  file: string,
  theirs: string,
): MessageAndHint => [
  `Profil "${name}" di sini ${ours}, di ${file} ${theirs} (mata uang, zona, awal hari): hari dan uangnya tidak bisa disatukan. Tidak ada yang berubah.`,
  `Samakan dulu: jurnal --profile "${name}" profile edit --zone ZONA --day-start JAM · mata uangnya memang lain: beri salah satunya nama lain, jurnal --profile "${name}" profile edit --name NAMA`,
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

/** What to do where nobody can be asked, for whoever types commands. */
export const TYPE_OR_ASK =
  "Tulis di perintahnya (caranya: tambahkan --help), atau jalankan di terminal tanpa --no-input.";

/** Nobody is there to ask: `what` was not typed, with an example behind a comma. */
export function missing(what: string): UserError {
  const named = what.replace(/, (misalnya .*)$/, " ($1)");
  return new UserError(
    "missing-value",
    `${capital(named)} belum diisi, dan di sini tidak ada yang bisa ditanya.`,
    TYPE_OR_ASK,
    EXIT.usage,
  );
}

/** A command that was given nothing to do; the sentence says what it takes. */
export function nothingGiven(message: string): UserError {
  return new UserError("nothing-given", message, undefined, EXIT.usage);
}

export const unknownCommand = (name: string, meant: string | null): MessageAndHint => [
  `Perintah "${name}" tidak dikenal.`,
  meant === null ? "Lihat semua perintah: jurnal --help" : `Maksud Anda ${meant}?`,
];

/** Commander's complaints in Indonesian, from its stable codes and the names inside its sentences. */
export function explainUsage(code: string, message: string): MessageAndHint {
  const [, name = ""] = /'([^']*)'/.exec(message) ?? [];
  const [, names] = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message) ?? [];
  const meant = names?.replaceAll(", ", " atau ") ?? null;
  const help = "Lihat caranya: tambahkan --help pada perintah itu.";
  switch (code) {
    case "commander.unknownCommand":
      return unknownCommand(name, meant);
    case "commander.unknownOption":
      return [`Opsi ${name} tidak dikenal.`, meant === null ? help : `Maksud Anda ${meant}?`];
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
