import { zoneLabel } from "../base/time.ts";
import type { MessageAndHint } from "../errors.ts";
import type { FileProblem } from "./statement.ts";

/** What `trade import` says while it works, and why it refuses. */

/** Names of formats as traders say them. */
const FORMATS: Readonly<Record<string, string>> = {
  mt4: "laporan MetaTrader 4",
  mt5: "riwayat MetaTrader 5",
  "mt4-tester": "Strategy Tester MetaTrader 4",
  "mt5-tester": "Strategy Tester MetaTrader 5",
  "mt5-deals": "deal MetaTrader 5 dari Python",
  exness: "Exness",
  ctrader: "cTrader",
  tradingview: "daftar transaksi TradingView",
  "tradingview-orders": "order TradingView",
  myfxbook: "Myfxbook",
  fxblue: "FX Blue",
  "mql5-signal": "sinyal MQL5",
  ftmo: "FTMO",
  bybit: "Bybit Closed P&L",
  "binance-futures": "Binance Futures, riwayat transaksi",
  "binance-positions": "Binance Futures, riwayat posisi",
  "binance-spot": "Binance Spot",
  stockbit: "konfirmasi transaksi Stockbit",
  jurnal: "ekspor jurnal",
  template: "templat jurnal",
  csv: "CSV dengan peta kolom",
  quantumbotx: "bots.db QuantumBotX",
};

export const formatName = (format: string) => FORMATS[format] ?? format;

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
      : `di ${proposal.zone} hanya ${proposal.outside} dari ${proposal.checked} jam transaksi jatuh di akhir pekan`;
  return `Jam di laporan adalah jam server tanpa zona. Zona ${whose}? (${why})`;
};

export const reading = (file: string, percent: number) => `Membaca ${file}: ${percent}%`;

export const storing = (file: string, trades: number) => `Mencatat ${file}: ${trades} transaksi`;

export const fileMissing = (path: string): MessageAndHint => [
  `Berkas ${path} tidak ada.`,
  "Periksa namanya; nama yang berisi spasi harus diapit tanda kutip.",
];

export const fileUnreadable = (path: string, code: string): MessageAndHint => [
  `Berkas ${path} tidak bisa dibaca (${code}).`,
  "Periksa apakah itu berkas biasa dan boleh dibaca.",
];

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
  `Kembalikan ke jurnal kosong: jurnal import ${file}`,
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
  `Akun ${account}: ${trades} transaksi kini dibaca dengan jam server ${zone} · batalkan: jurnal undo`;

export const rezoneBrief = (account: string, zone: string) =>
  `zona server akun ${account} = ${zone}`;

export const noImports = "Belum ada impor. Mulai dengan: jurnal trade import BERKAS";

const UNTOUCHED = "Jurnal tidak berubah.";

const EXPORT_AGAIN = "Ekspor lagi dari platformnya, lalu ulangi.";

const at = (place: string | null) =>
  place === null ? "" : ` (di ${place.replace(/^line /, "baris ")})`;

const PROBLEMS: Readonly<Record<string, (file: string, problem: FileProblem) => MessageAndHint>> = {
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
  "bad-zip": (file, { place }) => [`Arsip ${file} rusak atau terpotong${at(place)}.`, EXPORT_AGAIN],
  "bad-xlsx": (file, { place }) => [
    `${file} bukan XLSX yang utuh${at(place)}.`,
    "Buka dan simpan ulang di Excel, atau ekspor lagi.",
  ],
  "zip-bomb": (file, { place }) => [
    `${file} tidak dibuka: isinya mengembang jauh melampaui ukuran yang wajar${at(place)}.`,
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
    `${file} terpotong${at(place)}: laporannya tidak sampai selesai.`,
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
    `${file} adalah ${formatName(value ?? "")}, bukan ${formatName(expected ?? "")}.`,
    "Hilangkan --format, atau sebutkan yang benar.",
  ],
  "unknown-format": (file) => [
    `Bentuk ${file} tidak dikenal sebagai ekspor platform mana pun.`,
    "Untuk CSV lain: jalankan di terminal tanpa --no-input supaya kolomnya ditanyakan, atau pakai --map. Contoh isian sendiri: jurnal trade import --template",
  ],
  "map-invalid": (file, { place, value, expected }) => [
    `Peta kolom untuk ${file} tidak bisa dipakai: ${place ?? "isinya"}${value === null ? "" : ` = ${value}`}; harus ${expected ?? "benar"}.`,
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
};

/** What is wrong with the file, in a sentence, with the next step. */
export function importProblem(file: string, problem: FileProblem): MessageAndHint {
  const known = PROBLEMS[problem.code];
  const [message, hint] = known?.(file, problem) ?? unreadable(file, problem);
  return [`${message} ${UNTOUCHED}`, hint];
}

function unreadable(file: string, { place, value, expected }: FileProblem): MessageAndHint {
  const parts = [
    place === null ? null : `di ${place}`,
    value === null ? null : `"${value}"`,
    expected === null ? null : `seharusnya ${expected}`,
  ].filter((part) => part !== null);
  const detail = parts.length === 0 ? "" : ` (${parts.join(", ")})`;
  return [`${file} tidak bisa dibaca${detail}.`, EXPORT_AGAIN];
}

const REASONS: Readonly<Record<string, string>> = {
  cancelled: "order dibatalkan",
  pending: "order yang belum jadi",
  empty: "baris kosong",
  "not-a-trade": "bukan transaksi",
  bad: "tidak bisa dibaca",
};

/** Why a row was passed over. */
export const skipReason = (reason: string) => REASONS[reason] ?? reason;

/** One bad row: the cell that is wrong, what it holds and what was expected. */
export const badRowText = (row: {
  line: number;
  field?: string;
  value?: string;
  expected?: string;
}) =>
  `baris ${row.line}: ${row.field ?? "isi"} "${row.value ?? ""}"${row.expected === undefined ? "" : ` harus ${expectation(row.expected)}`}`;

const EXPECTED: Readonly<Record<string, string>> = {
  number: "angka",
  time: "tanggal dan jam",
  date: "tanggal",
  symbol: "simbol",
  "buy|sell": "buy atau sell",
  "1|0": "1 atau 0",
  "time with UTC offset": "jam dengan selisih UTC",
  "profit + commission + swap + fee": "sama dengan profit + komisi + swap + biaya",
  "one JSON object a line": "satu objek JSON per baris",
  "an earlier purchase in the file": "pembelian yang lebih dulu di berkas ini",
};

const expectation = (expected: string) => EXPECTED[expected] ?? expected;

/** A ticket that another trade holds. */
export const conflict = (row: { line: number; ticket: string; symbol: string; id: number }) =>
  `baris ${row.line}: tiket ${row.ticket} (${row.symbol}) sudah dipakai transaksi #${row.id} yang lain; sebutkan akunnya dengan --account`;

const NOTES: [RegExp, (value: string) => string][] = [
  [
    /^unknown-bots:(.+)$/,
    (ids) => `bot ${ids} tidak terdaftar di sini: transaksinya dicatat tanpa bot`,
  ],
  [/^encoding:(.+)$/, (label) => `huruf dibaca sebagai ${label} (--encoding untuk mengubahnya)`],
  [/^no-positions-table$/, () => "laporan tanpa tabel posisi: transaksi dipasangkan dari deal"],
  [/^partly-closed:(.+)$/, (id) => `posisi ${id} baru ditutup sebagian`],
  [/^fees:not-in-file$/, () => "biaya tidak ada di berkas ini; hasilnya sebelum biaya"],
  [/^fee-in:([^:]+):/, (coin) => `biaya dalam ${coin} tidak ikut dihitung`],
  [/^date-order:(.+)$/, (order) => `tanggal dibaca sebagai ${dateOrder(order)}`],
  [/^decimal:comma$/, () => "koma dibaca sebagai tanda desimal"],
  [/^accounts:(.+)$/, (names) => `berkas ini memuat beberapa akun: ${names}`],
  [/^time:date-only$/, () => "hanya tanggal yang diketahui; jam transaksi tidak ada di berkas"],
  [/^fees:unknown:(.+)$/, (what) => `biaya tidak diketahui untuk ${what}`],
  [/^profit:price-times-quantity$/, () => "hasil dihitung dari harga x jumlah"],
  [/^symbol:unknown$/, () => "simbol tidak ada di berkas; sebutkan dengan --symbol"],
  [/^zone:unknown$/, () => "selisih jam ke UTC tidak ada di nama berkas"],
];

const dateOrder = (order: string) => (order === "mdy" ? "bulan/hari/tahun" : "hari/bulan/tahun");

/** What a reader assumed, in words; null for what is said elsewhere. */
export function noteText(note: string): string | null {
  for (const [pattern, say] of NOTES) {
    const match = pattern.exec(note);
    if (match !== null) return say(match[1] ?? "");
  }
  return null;
}
