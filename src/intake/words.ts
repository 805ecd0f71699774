import { formatNumber } from "../base/number.ts";
import { zoneLabel } from "../base/time.ts";
import type { MessageAndHint } from "../errors.ts";
import { EXPECTED_LINKS } from "../trade/links.ts";
import {
  EXPECTED_CONFIDENCE,
  EXPECTED_MISTAKES,
  EXPECTED_MOOD,
  EXPECTED_TIMEFRAME,
  LONGEST_TEXT,
} from "../trade/readers.ts";
import { FORMATS, isFormatId } from "./formats.ts";
import { type ColumnMap, MAP_FIELDS } from "./mapped/map.ts";
import type {
  Expected,
  FormatId,
  ImportProblem,
  Note,
  NoteAbout,
  PlainExpected,
  PlainNote,
  ProblemCode,
  ReaderId,
  RowField,
  SkippedRow,
} from "./statement.ts";

/** What `trade import` says while it works, and why it refuses. */

/** The name of a format as traders say it; one that only a newer version knows, as it stands. */
export const formatName = (format: string): string =>
  isFormatId(format) ? FORMATS[format].name : format;

/** The line that undo shows. */
export const importBrief = (outcome: {
  file: string;
  added: number;
  completed: number;
  changed: number;
}) => {
  const { file, added, completed, changed } = outcome;
  const parts = [`${added} baru`];
  if (completed > 0) parts.push(`${completed} dilengkapi`);
  if (changed > 0) parts.push(`${changed} berubah`);
  return `impor ${file}: ${parts.join(", ")}`;
};

export const askSimilar = ({ id, hand }: { id: number; hand: number }) =>
  `Transaksi #${hand} yang Anda catat mirip dengan #${id} dari berkas ini. Apakah sama?`;

export const EXPECTED_CURRENCY = "kode mata uang, misalnya USD, USC, IDR, USDT";

export const EXPECTED_ZONE = "zona waktu server, misalnya Europe/Athens, +03:00, atau UTC";

export const expectedFileCurrency = (currency: string) =>
  `${currency}, mata uang yang tertulis di berkas`;

export const otherCurrency = (found: string, own: string, profile: string): MessageAndHint => [
  `Berkas ini bermata uang ${found}, sedangkan transaksi di profil "${profile}" bermata uang ${own}. Keduanya tidak bisa dijumlahkan.`,
  `Buat profil untuk akun itu, lalu impor ke sana: jurnal profile add akun-${found.toLowerCase()} --currency ${found} && jurnal --profile akun-${found.toLowerCase()} trade import BERKAS`,
];

export const currencyDiffers = (found: string, own: string, profile: string): MessageAndHint => [
  `Ada baris bermata uang ${found}, sedangkan profil "${profile}" bermata uang ${own}.`,
  "Satu profil, satu mata uang: pisahkan barisnya, atau pakai profil lain dengan --profile.",
];

export const zoneChoice = (zone: string) =>
  zone === "Europe/Athens" ? "Europe/Athens (GMT+2/+3, paling umum)" : zoneLabel(zone);

export const askServerZone = (
  account: string | null,
  proposal: { zone: string; checked: number; outside: number },
) => {
  const whose = account === null ? "server broker ini" : `server akun ${account}`;
  const why =
    proposal.checked === 0
      ? "berkasnya tidak bisa menunjukkannya"
      : `di ${proposal.zone} hanya ${formatNumber(proposal.outside, 0)} dari ${formatNumber(proposal.checked, 0)} jam transaksi jatuh di akhir pekan`;
  return `Jam di laporan adalah jam server tanpa zona. Zona ${whose}? (${why})`;
};

export const reading = (file: string, percent: number) => `Membaca ${file}: ${percent}%`;

export const storing = (file: string, trades: number) =>
  `Mencatat ${file}: ${formatNumber(trades, 0)} transaksi`;

export const fileMissing = (path: string): MessageAndHint => [
  `Berkas ${path} tidak ada.`,
  "Periksa namanya; nama yang berisi spasi harus diapit tanda kutip.",
];

export const noFileMatches = (pattern: string): MessageAndHint => [
  `Tidak ada berkas yang cocok dengan ${pattern}.`,
  "Periksa foldernya; * berarti apa saja, ? satu huruf.",
];

export const fileUnreadable = (path: string, code: string): MessageAndHint => [
  `Berkas ${path} tidak bisa dibaca (${code}).`,
  "Periksa apakah itu berkas biasa dan boleh dibaca.",
];

export const pipeWithoutWriter = (path: string): MessageAndHint => [
  `Tidak ada yang menulis ke pipa ${path}; tidak ada yang dicatat.`,
  "Jalankan dulu program yang mengisinya, lalu ulangi perintah ini.",
];

export const waitingFor = (path: string) => `Menunggu data dari ${path} …\n`;

export const isFolder = (path: string): MessageAndHint => [
  `${path} adalah folder, bukan berkas.`,
  `Sebutkan berkasnya, misalnya ${path}/*.html`,
];

export const fileTooLarge = (path: string, megabytes: number): MessageAndHint => [
  `Berkas ${path} ${megabytes} MB; terlalu besar untuk dibaca sekaligus.`,
  "Ekspor per tahun atau per bulan, lalu impor satu per satu; yang sama tidak dicatat dua kali.",
];

export const wholeNotHere = (file: string): MessageAndHint => [
  `${file} memuat seluruh jurnal, bukan daftar transaksi.`,
  `Kembalikan ke jurnal kosong, atau gabungkan: jurnal import ${file}`,
];

export const NO_FILES = "nama berkas yang diimpor";

export const someFailed = (failed: number, all: number): MessageAndHint => [
  `${failed} dari ${all} berkas tidak bisa diimpor; lihat di atas. Yang lain sudah dicatat.`,
  "Jurnal tidak diubah oleh berkas yang gagal.",
];

export const unknownAccount = (name: string, known: readonly string[]): MessageAndHint => [
  `Akun "${name}" belum pernah diimpor ke profil ini.`,
  known.length === 0 ? "Belum ada akun." : `Yang ada: ${known.join(", ")}`,
];

export const rezoned = (account: string, zone: string, trades: number) =>
  `Akun ${account}: ${formatNumber(trades, 0)} transaksi kini dibaca dengan jam server ${zone} · batalkan: jurnal undo`;

export const rezoneBrief = (account: string, zone: string) =>
  `zona server akun ${account} = ${zone}`;

export const noImports = "Belum ada impor. Mulai dengan: jurnal trade import BERKAS";

const UNTOUCHED = "Jurnal tidak berubah.";

const EXPORT_AGAIN = "Ekspor lagi dari platformnya, lalu ulangi.";

/** "line 12" and "columns.lot" are places that a file shows; others are ours to know. */
const atLine = (place: string | null) =>
  place === null ? "" : ` (di ${place.replace(/^line /, "baris ")})`;

/** What `--format` asked for: a format, or the kind of file. */
const READERS: Readonly<Record<ReaderId, string>> = {
  text: "berkas teks",
  metatrader: "laporan MetaTrader",
  workbook: "XLSX",
};
const askedName = (asked: string): string =>
  Object.hasOwn(READERS, asked) ? READERS[asked as ReaderId] : formatName(asked);

/** What stands under each key of a column map. */
const MAP_KEYS: Readonly<Record<keyof ColumnMap | "map", string>> = {
  map: "satu objek JSON",
  columns: `objek JSON dari isian ke kolomnya; isian yang dikenal: ${MAP_FIELDS.join(", ")}`,
  decimal: 'titik (".") atau koma (",")',
  dateOrder: "ymd, dmy, atau mdy",
  zone: "UTC, selisih seperti +07:00, nama seperti Asia/Jakarta, atau cell",
  costs: "signed (dengan tandanya) atau positive (tanpa tanda)",
  delimiter: "koma, titik koma, tab, atau garis tegak",
};

function mapKey({ place, expected }: ImportProblem): string {
  const key = place ?? "map";
  if (key.startsWith("columns.")) return "nama kolom, atau nomornya mulai dari 1";
  if (MAP_FIELDS.some((field) => field === expected)) return `memuat kolom untuk ${expected}`;
  return key in MAP_KEYS ? MAP_KEYS[key as keyof ColumnMap] : MAP_KEYS.map;
}

const PROBLEMS: Readonly<
  Record<ProblemCode, (file: string, problem: ImportProblem) => MessageAndHint>
> = {
  "empty-file": (file) => [`${file} kosong: tidak ada satu baris pun.`, EXPORT_AGAIN],
  "unknown-encoding": (file, { value }) => [
    `Pengodean "${value}" untuk ${file} tidak dikenal.`,
    "Misalnya: --encoding utf-8, windows-1252, gbk, atau shift_jis",
  ],
  "xlsx-password": (file) => [
    `${file} dikunci kata sandi.`,
    "Buka di Excel, simpan tanpa kata sandi, lalu ulangi.",
  ],
  "zip-password": (file) => [
    `${file} dikunci kata sandi.`,
    "Buka dulu arsipnya, lalu impor berkas di dalamnya.",
  ],
  "old-excel": (file) => [
    `${file} berformat Excel lama (XLS biner).`,
    "Simpan ulang sebagai XLSX atau CSV, lalu ulangi.",
  ],
  "bad-zip": (file) => [`Arsip ${file} rusak atau terpotong.`, EXPORT_AGAIN],
  "bad-xlsx": (file) => [
    `${file} bukan XLSX yang utuh.`,
    "Buka dan simpan ulang di Excel, atau ekspor lagi.",
  ],
  "zip-bomb": (file) => [
    `${file} tidak dibuka: isinya mengembang jauh melampaui ukuran yang wajar.`,
    "Laporan yang sebenarnya tidak seperti itu. Ekspor lagi dari platformnya.",
  ],
  "xlsx-too-large": (file) => [
    `Isi ${file} terlalu besar untuk dibaca sebagai XLSX.`,
    "Ekspor sebagai HTML atau CSV, atau per tahun.",
  ],
  "zip-of-several": (file, { value }) => [
    `Arsip ${file} berisi beberapa berkas: ${value}.`,
    "Buka dulu arsipnya, lalu impor berkasnya satu per satu atau sekaligus.",
  ],
  truncated: (file, { place }) => [
    `${file} terpotong${atLine(place)}: laporannya tidak sampai selesai.`,
    EXPORT_AGAIN,
  ],
  "report-trade": (file) => [
    `${file} adalah laporan tab Trade: hanya posisi yang masih terbuka.`,
    "Di MetaTrader 5: tab History (Riwayat) → klik kanan → Report → Open XML atau HTML, lalu impor berkas ReportHistory-*.",
  ],
  backtest: (file) => [
    `${file} adalah hasil backtest, bukan transaksi Anda sendiri.`,
    "Untuk menyimpannya terpisah dari statistik Anda: tambahkan --backtest",
  ],
  "wrong-format": (file, { value, expected }) => [
    `${file} adalah ${formatName(value ?? "")}, bukan ${askedName(expected ?? "")}.`,
    "Hilangkan --format, atau sebutkan yang benar.",
  ],
  "no-such-format": (_, { value }) => [
    `--format "${value}" tidak dikenal.`,
    `Yang dikenal: ${Object.keys(FORMATS).join(", ")}`,
  ],
  "no-symbol": (file) => [`${file} tidak menyebut simbolnya.`, "Sebutkan: --symbol XAUUSD"],
  "symbol-in-file": (file, { value }) => [
    `--symbol ${value} tidak bisa dipakai untuk ${file}: simbol tertulis di setiap barisnya.`,
    "Hilangkan --symbol; pilihan itu untuk daftar TradingView dan Strategy Tester MetaTrader 4.",
  ],
  "unknown-format": (file) => [
    `Bentuk ${file} tidak dikenal sebagai ekspor platform mana pun.`,
    "Untuk CSV lain: jalankan di terminal tanpa --no-input supaya kolomnya ditanyakan, atau pakai --map. Contoh isian sendiri: jurnal trade import --template",
  ],
  "map-invalid": (file, problem) => [
    `Peta kolom untuk ${file} tidak bisa dipakai: ${problem.place ?? "isinya"}${problem.value === null ? "" : ` = ${problem.value}`}; harus ${mapKey(problem)}.`,
    "Lihat contoh peta di docs/impor.md, bagian “Peta kolom”.",
  ],
  "map-column-missing": (file, { place, value, expected }) => [
    `Kolom "${value ?? place}" dari peta tidak ada di ${file}.`,
    `Kolom yang ada: ${expected ?? "–"}`,
  ],
  "binance-ledger": (file) => [
    `${file} adalah buku kas, bukan daftar transaksi.`,
    "Di Binance, ekspor Position History atau Trade History.",
  ],
  unreadable: (file, { value }) => [
    `${file} tidak bisa dibaca${value === null ? "" : `; rincian teknis: "${value}"`}.`,
    EXPORT_AGAIN,
  ],
};

/** What is wrong with the file, in a sentence, with the next step. */
export function importProblem(file: string, problem: ImportProblem): MessageAndHint {
  const [message, hint] = PROBLEMS[problem.code](file, problem);
  return [`${message} ${UNTOUCHED}`, hint];
}

const REASONS: Readonly<Record<SkippedRow["reason"], string>> = {
  cancelled: "order dibatalkan",
  pending: "order yang belum jadi",
  empty: "baris kosong",
  "not-a-trade": "bukan transaksi",
  bad: "tidak bisa dibaca",
};

/** Why a row was passed over. */
export const skipReason = (reason: SkippedRow["reason"]): string => REASONS[reason];

/** What a cell must be: read after "harus". */
const EXPECTED: Readonly<Record<PlainExpected, string>> = {
  number: "angka",
  quantity: "jumlah di atas nol",
  size: "ukuran mulai 0, misalnya 0.01",
  "price above zero": "harga di atas 0",
  "price or zero": "harga, atau 0 bila tidak dipasang",
  price: "harga",
  time: "tanggal dan jam",
  date: "tanggal",
  "time with UTC offset": "jam dengan selisih UTC",
  "a number that can be kept": "angka yang bisa disimpan",
  "an amount that can be kept":
    "uang yang masih bisa dijumlahkan tepat (paling besar semiliar; rupiah dan yen sepuluh triliun)",
  "a text that can be kept": `teks sampai ${LONGEST_TEXT} huruf`,
  "partial closes": "daftar penutupan sebagian, seperti di ekspor jurnal",
  "time not before the entry": "tidak lebih awal dari waktu masuk",
  "a time that has passed": "waktu yang sudah lewat",
  symbol: "simbol",
  ticket: "nomor tiket",
  "position id": "nomor posisi",
  "trade number": "nomor transaksi",
  "buy|sell": "buy atau sell",
  "Long|Short": "Long atau Short",
  "Close Long|Close Short|Buy|Sell": "Close Long, Close Short, Buy, atau Sell",
  "Buy|Sell|Balance": "Buy, Sell, atau Balance",
  "Buy|Sell|Deposit|Withdrawal": "Buy, Sell, Deposit, atau Withdrawal",
  "Entry long|Entry short|Exit long|Exit short": "Entry atau Exit, dengan long atau short",
  "deal type": "jenis deal MetaTrader",
  "in|out|in/out|out_by": "in, out, in/out, atau out by",
  "1|0": "1 atau 0",
  timeframe: EXPECTED_TIMEFRAME,
  mood: EXPECTED_MOOD,
  confidence: EXPECTED_CONFIDENCE,
  mistakes: EXPECTED_MISTAKES,
  links: EXPECTED_LINKS,
  "profit + commission + swap + fee": "sama dengan profit + komisi + swap + biaya",
  "lot x 100": "sama dengan lot x 100",
  "quantity x price": "sama dengan jumlah lembar x harga",
  "one entry and one exit": "berisi satu baris masuk dan satu baris keluar",
  "an entry row of the same number": "disertai baris masuk bernomor sama",
  "an earlier purchase": "didahului pembeliannya, di berkas ini atau di jurnal",
  "no repeated row": "baris yang belum ada di atasnya",
  "a row of the report": "cocok dengan salah satu tabel laporan",
  "one JSON object a line": "satu objek JSON per baris",
  "REF BOARD CODE name LOT QTY PRICE BUY SELL":
    "nomor, papan, kode, nama, lot, lembar, harga, nilai beli, nilai jual",
};

const CURRENCY = "currency ";
const WRITTEN = "written in ";

/** What was expected of a cell, in words. */
function expectation(expected: Expected): string {
  if (isPlain(expected)) return EXPECTED[expected];
  const isSign = expected.startsWith(WRITTEN);
  if (isSign) return `dalam ${expected.slice(WRITTEN.length)}, mata uang profil ini`;
  return `bermata uang ${expected.slice(CURRENCY.length)}`;
}

const isPlain = (expected: Expected): expected is PlainExpected =>
  Object.hasOwn(EXPECTED, expected);

/** Our words for the columns of MetaTrader's reports, whose headings are in any language. */
const FIELDS: Readonly<Record<RowField, string>> = {
  amount: "jumlah",
  commission: "komisi",
  entry_price: "harga masuk",
  entry_time: "waktu masuk",
  exit_price: "harga keluar",
  exit_time: "waktu keluar",
  fee: "biaya",
  lot: "lot",
  partial_closes: "penutupan sebagian",
  profit: "profit",
  row: "isi",
  side: "arah",
  stop_loss: "stop loss",
  first_stop: "stop pertama",
  swap: "swap",
  symbol: "simbol",
  take_profit: "take profit",
  taxes: "pajak",
  time: "waktu",
};

/** What is asked of every format alike, of a value and not of a cell. */
const OF_EVERY_FORMAT: ReadonlySet<Expected> = new Set<Expected>([
  "an amount that can be kept",
  "a text that can be kept",
  "price above zero",
  "partial closes",
  "price or zero",
  "time not before the entry",
  "a time that has passed",
]);

/** A table's column is called what the file calls it. */
function fieldName({ field = "row", expected }: SkippedRow, format: FormatId): string {
  const isOurs = expected !== undefined && OF_EVERY_FORMAT.has(expected);
  return (isOurs || /^mt[45](?:-tester)?$/.test(format)) && Object.hasOwn(FIELDS, field)
    ? FIELDS[field as RowField]
    : field;
}

/** One bad row: the cell that is wrong, what it holds and what was expected. */
export function badRowText(row: SkippedRow, format: FormatId): string {
  const { line, field, value, expected } = row;
  const where = row.table === undefined ? "" : `tabel ${row.table} `;
  const start = `${where}baris ${line}: ${field === undefined ? "isi" : fieldName(row, format)}`;
  const must = expected === undefined ? "" : ` harus ${expectation(expected)}`;
  if (value === undefined) return start + must;
  return value === "" ? `${start} kosong${must && `,${must}`}` : `${start} "${value}"${must}`;
}

const FIRST_BAD = 3;

/** A file that is not taken because some of its rows cannot be read. */
export function badRows(
  file: string,
  bad: readonly SkippedRow[],
  format: FormatId,
): MessageAndHint {
  const shown = bad.slice(0, FIRST_BAD).map((row) => badRowText(row, format));
  const rest = bad.length - shown.length;
  const more = rest > 0 ? `; dan ${rest} baris lain` : "";
  return [
    `${bad.length} baris ${file} tidak bisa dibaca, jadi tidak satu pun dicatat: ${shown.join("; ")}${more}. ${UNTOUCHED}`,
    "Perbaiki barisnya, atau lewati: ulangi dengan --skip-bad-rows",
  ];
}

/** A file whose trades are in several currencies: each goes into a profile of its own. */
export function currencies(file: string, own: string, others: readonly string[]): MessageAndHint {
  const names = [...new Set(others)].slice(0, FIRST_BAD).join(", ");
  return [
    `${file} memuat transaksi ${own} dan mata uang lain (${names}); satu profil, satu mata uang. ${UNTOUCHED}`,
    `Impor sekali untuk tiap mata uang, ke profilnya masing-masing: jurnal --profile NAMA trade import ${file} --currency ${own}`,
  ];
}

/** What a file was taken without, at the top of the summary. */
export const leftOut = (rows: number) =>
  `${rows} baris yang tidak bisa dibaca TIDAK dicatat (disebut di bawah); angka berikut tanpa baris itu.`;

/** A cell of bots.db without which its row was taken. */
export const unreadCell = (row: SkippedRow) =>
  `${badRowText(row, "quantumbotx")}; isian itu dianggap tidak diketahui`;

/** A ticket that another trade holds. */
export const conflict = (row: { line: number; ticket: string; symbol: string; id: number }) =>
  `baris ${row.line}: tiket ${row.ticket} (${row.symbol}) sudah dipakai transaksi #${row.id} yang lain; sebutkan akunnya dengan --account`;

const NOTES: Readonly<Record<PlainNote, string>> = {
  "date-order:ymd": "tanggal dibaca sebagai tahun-bulan-hari",
  "date-order:dmy": "tanggal dibaca sebagai hari/bulan/tahun",
  "date-order:mdy": "tanggal dibaca sebagai bulan/hari/tahun",
  "decimal:.": "titik dibaca sebagai tanda desimal",
  "decimal:,": "koma dibaca sebagai tanda desimal",
  "fees:not-in-file": "biaya tidak ada di berkas ini; hasilnya sebelum biaya",
  "no-positions-table": "laporan tanpa tabel posisi: transaksi dipasangkan dari deal",
  "profit:price-times-quantity": "hasil dihitung dari harga x jumlah",
  "symbol:unknown": "simbol tidak ada di berkas; sebutkan dengan --symbol",
  "time:date-only": "hanya tanggal yang diketahui; jam transaksi tidak ada di berkas",
  "zone:unknown": "selisih jam ke UTC tidak ada di nama berkas",
};

const NOTES_ABOUT: Readonly<Record<NoteAbout, (what: string) => string>> = {
  accounts: (names) => `berkas ini memuat beberapa akun: ${names.replaceAll(",", ", ")}`,
  cents: (symbol) =>
    `simbol ${symbol} berakhiran "c", biasanya akun sen; kalau benar, batalkan impor ini dan ulangi dengan --currency USC`,
  encoding: (label) => `huruf dibaca sebagai ${label} (--encoding untuk mengubahnya)`,
  "fee-in": (coin) => `biaya dalam ${coin.split(":")[0]} tidak ikut dihitung`,
  "fees:unknown": (what) => {
    const [date = "", side] = what.split(":");
    return `biaya ${side === "buy" ? "pembelian" : "penjualan"} ${date} tidak bisa dibaca dari totalnya`;
  },
  "partly-closed": (id) => `posisi ${id} baru ditutup sebagian`,
  unbought: (what) =>
    `penjualan tanpa pembelian, belum dihitung: ${what}. Pembeliannya tidak ada di berkas ini maupun di jurnal; impor berkas yang memuatnya kapan saja, hasilnya menyusul`,
  "unknown-bots": (ids) => `bot ${ids} tidak terdaftar di sini: transaksinya dicatat tanpa bot`,
};

/** Shown by undo for what an undone import changed of others. */
export const REPAIRED = "jual beli dipasangkan ulang";

/** What a reader assumed, in words. */
export function noteText(note: Note): string {
  for (const [about, say] of Object.entries(NOTES_ABOUT)) {
    if (note.startsWith(`${about}:`)) return say(note.slice(about.length + 1));
  }
  return NOTES[note as PlainNote];
}
