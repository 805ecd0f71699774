import { CHART_EXAMPLES, CHART_NOUNS } from "./help-charts.ts";
import { RULE_EXAMPLES } from "./help-rules.ts";

/** Everything that --help says. Examples are run by a test: keep them true. */

export const PROGRAM =
  "Jurnal trading: catat hari Anda, lalu baca laporan mentor yang hanya bicara dari data.";

export const TITLE = { examples: "Contoh:" } as const;

export const PLACEHOLDER = { options: "opsi", command: "perintah" } as const;

export const OPTION = {
  version: "tampilkan versi program",
  help: "tampilkan bantuan ini",
  helpCommand: "tampilkan bantuan untuk satu perintah",
} as const;

export const GLOBAL_OPTIONS: readonly [flags: string, description: string][] = [
  ["--db <berkas>", "pakai jurnal di berkas ini (bawaan: JURNAL_DB, lalu folder data Anda)"],
  ["--profile <nama>", "pakai profil ini"],
  ["--json", "cetak data sebagai JSON"],
  ["--no-input", "jangan bertanya; gagal bila ada yang belum diisi"],
  ["--no-color", "tanpa warna (juga lewat NO_COLOR)"],
  ["--ascii", "tanpa huruf dan garis di luar ASCII"],
  ["--plain", "tanpa gambar, kotak, dan garis: untuk pembaca layar dan log"],
];

const TITLES: Readonly<Record<string, string>> = {
  "Usage:": "Pemakaian:",
  "Arguments:": "Isian:",
  "Options:": "Opsi:",
  "Global Options:": "Opsi umum:",
  "Commands:": "Perintah:",
};

/** A heading of commander's help in Indonesian. */
export const helpTitle = (title: string) => TITLES[title] ?? title;

export const NOUN: Readonly<Record<string, string>> = {
  session: "sesi trading: satu hari dengan suasana, pasar, dan catatannya",
  trade: "catat, impor, lihat, ubah, atau hapus transaksi",
  mood: "catat suasana hati saat ini",
  report: "laporan mentor untuk satu hari, atau tinjauan pekan, bulan, dan tahun",
  appeal: "banding: keluarkan transaksi sebuah kalimat dari hitungannya",
  compare: "dua periode atau dua kelompok transaksi berdampingan",
  promise: "janji yang sedang berjalan: lihat, terima, ubah, lepas",
  rule: "aturan Anda sendiri, diperiksa setiap hari",
  status: "satu baris untuk prompt dan bot: sisa jatah hari ini menurut aturan Anda",
  history: "hari-hari yang lalu dengan hasil dan kata mentor",
  stats: "angka-angka hasil, drawdown, dan biaya; juga per simbol, jam, suasana, ...",
  ...CHART_NOUNS,
  feedback: "tanggapan cepat atas suasana hati, tanpa mencatat apa pun",
  undo: "batalkan perubahan terakhir, bisa berulang",
  bot: "daftar bot yang boleh mencatat transaksi",
  profile: "profil: mata uang, zona waktu, awal hari, saldo awal",
  config: "pengaturan",
  backup: "salin jurnal ke berkas cadangan",
  export: "tulis transaksi, atau seluruh jurnal, sebagai NDJSON, CSV, atau JSON",
  import: "kembalikan ekspor seluruh jurnal, atau impor transaksi",
  tax: "ringkasan setahun untuk laporan pajak: angka saja",
  doctor: "periksa apakah jurnal sehat dan totalnya cocok",
  demo: "satu hari contoh di jurnal sementara",
  completion: "pelengkap perintah untuk shell",
};

export const PROMISE = {
  list: "janji yang masih terbuka",
  accept: "terima sebuah rekomendasi sebagai janji Anda sendiri",
  edit: "ubah kata-kata sebuah janji",
  drop: "lepas sebuah janji",
} as const;

export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  jurnal: [
    "jurnal trade log XAUUSD 45.50 --lot 0.02 --sl",
    "jurnal mood set tenang",
    "jurnal report",
  ],
  session: ["jurnal session today"],
  "session today": ["jurnal session today", "jurnal sesi hari-ini --json"],
  "session show": ["jurnal session show kemarin", 'jurnal session show "3 hari lalu"'],
  "session set": [
    "jurnal session set --market trending",
    'jurnal session set --date kemarin --notes "Menunggu NFP, dua setup bersih"',
  ],
  trade: ["jurnal trade log XAUUSD -25.30 --lot 0.01 --no-sl", "jurnal trade list --days 7"],
  "trade log": [
    "jurnal trade log XAUUSD 45.50 --lot 0.02 --side buy --sl --strategy breakout",
    "jurnal trade log EURUSD -25.30 --lot 0.10 --entry 14:05 --exit 14:40 --stop 1.0790",
    "jurnal trade log --stdin < transaksi.ndjson",
  ],
  "trade list": ["jurnal trade list --days 7", "jurnal trade list --symbol XAUUSD --loss --json"],
  "trade show": ["jurnal trade show 12"],
  "trade edit": ["jurnal trade edit 12 --profit -20.10 --strategy pullback"],
  "trade delete": ["jurnal trade delete 12"],
  "trade import": [
    "jurnal trade import ReportHistory-123456.html",
    "jurnal trade import Statement.htm DetailedStatement.htm --dry-run",
    "jurnal trade import deals.csv --account 123456 --server-zone Europe/Athens",
    "jurnal trade import --list",
    "jurnal trade import --rezone 123456 +03:00",
    "jurnal trade import --template > transaksi.csv",
  ],
  mood: ["jurnal mood set tenang"],
  "mood set": ['jurnal mood set cemas --note "baru rugi dua kali"', "jurnal suasana atur"],
  "mood list": ["jurnal mood list", "jurnal mood list --days 7"],
  report: [
    "jurnal report",
    "jurnal laporan kemarin",
    "jurnal report --md > hari-ini.md",
    "jurnal report --week",
    'jurnal report --month "bulan lalu"',
    "jurnal report --from 2026-11-01 --to 2026-11-15",
    "jurnal report --html laporan.html --mask",
  ],
  appeal: ['jurnal appeal 1 "sudah direncanakan sejak pagi"'],
  promise: ["jurnal promise list"],
  "promise list": ["jurnal promise list", "jurnal janji daftar --json"],
  "promise accept": ["jurnal promise accept 1"],
  "promise edit": ['jurnal promise edit 1 "Setelah rugi saya jalan kaki 15 menit."'],
  "promise drop": ["jurnal promise drop 1"],
  compare: [
    'jurnal compare "bulan lalu" "bulan ini"',
    "jurnal compare 2026-10 2026-11 --symbol XAUUSD",
    "jurnal bandingkan --by symbol XAUUSD EURUSD",
    "jurnal compare --by bot manual --days 90",
    "jurnal compare --by side",
  ],
  ...RULE_EXAMPLES,
  history: ["jurnal history", "jurnal riwayat --days 7"],
  stats: [
    "jurnal stats",
    "jurnal stats --days 90 --symbol XAUUSD --manual",
    'jurnal statistik --period "tahun ini" --by hour',
  ],
  ...CHART_EXAMPLES,
  feedback: ["jurnal feedback fomo"],
  undo: ["jurnal undo", "jurnal undo --import 3"],
  bot: ["jurnal bot list"],
  "bot add": ['jurnal bot add "EA Gold" --market XAUUSD --strategy breakout'],
  "bot list": ["jurnal bot list"],
  "bot edit": ["jurnal bot edit 1 --status Aktif", "jurnal bot edit 1 --magic 1001"],
  profile: ["jurnal profile list"],
  "profile add": ["jurnal profile add saham --currency IDR --zone WIB"],
  "profile list": ["jurnal profile list"],
  "profile use": ["jurnal profile use utama"],
  "profile edit": ["jurnal profile edit --balance 1000 --day-start 05:00"],
  config: ["jurnal config list"],
  "config get": ["jurnal config get sapaan"],
  "config set": ["jurnal config set sapaan kamu"],
  "config list": ["jurnal config list"],
  backup: ["jurnal backup jurnal-november.db"],
  export: [
    "jurnal export --period 2026-11 --format csv --out november.csv",
    "jurnal ekspor --symbol XAUUSD --win | head -3",
    "jurnal export --all --out jurnal-lengkap.ndjson",
  ],
  import: ["jurnal --db jurnal-baru.db import jurnal-lama.ndjson", "jurnal impor Statement.htm"],
  tax: ["jurnal tax", "jurnal pajak 2025 --format csv"],
  doctor: ["jurnal doctor"],
  demo: ["jurnal demo", "jurnal demo --save contoh.db"],
  completion: ["jurnal completion bash"],
};

export const unknownCommand = (
  name: string,
  meant: string | null,
): [message: string, hint: string] => [
  `Perintah "${name}" tidak dikenal.`,
  meant === null ? "Lihat semua perintah: jurnal --help" : `Maksud Anda ${meant}?`,
];

export const ARGUMENT = {
  date: "hari yang dimaksud, misalnya kemarin, 22/11, atau 2026-11-22 (bawaan: hari ini)",
  symbol: "simbol, misalnya XAUUSD",
  profit: "hasil bersih, misalnya 45.50 atau -25.30",
  symbolName: "simbol (isian pertama)",
  profitName: "hasil (isian kedua)",
  trade: "nomor transaksi, misalnya 12",
  files: "berkas yang diimpor, boleh beberapa (bersama --rezone: zonanya)",
  mood: "suasana hati, misalnya tenang, cemas, fomo",
  botName: "nama bot",
  bot: "nomor bot",
  profile: "nama profil",
  key: "nama pengaturan, lihat: jurnal config list",
  value: "nilai baru",
  finding: "nomor kalimat di laporan, dalam kurung siku",
  reason: 'alasan banding, misalnya "sudah direncanakan"',
  promise: "nomor janji, lihat: jurnal promise list",
  promiseText: "kata-kata baru",
  whole: "hasil jurnal export --all, atau berkas yang dikenal jurnal trade import",
  year: "tahun, misalnya 2025 (bawaan: tahun ini)",
  backup: "berkas cadangan (bawaan: di samping jurnal, bernama waktu)",
  shell: "bash, zsh, fish, atau powershell",
} as const;

export const SESSION = {
  today: "buka (atau mulai) sesi hari ini",
  show: "tampilkan sesi satu hari",
  set: "atur pasar, suasana, atau catatan satu hari",
} as const;

export const SESSION_SET_NEEDS =
  "Belum ada yang diatur: sebutkan setidaknya satu dari --market, --mood, --notes, --edit.";

export const TRADE = {
  log: "catat satu transaksi, atau banyak lewat --stdin",
  list: "daftar transaksi (bawaan: 30 hari terakhir)",
  show: "tampilkan satu transaksi selengkapnya",
  edit: 'ubah satu transaksi; isi "" menjadikannya tidak diketahui',
  delete: "hapus satu transaksi",
  import: "impor laporan broker, ekspor platform, atau CSV; boleh diulang kapan saja",
} as const;

export const TRADE_EDIT_NEEDS =
  "Belum ada yang diubah: sebutkan setidaknya satu opsi, misalnya --profit -20.10.";

export const MOOD = {
  set: "catat suasana saat ini, dengan jamnya",
  list: "daftar suasana yang pernah dicatat (bawaan: 30 hari terakhir)",
} as const;

export const BOT = {
  add: "daftarkan bot",
  list: "daftar bot dengan jumlah transaksinya",
  edit: "ubah bot",
} as const;

export const BOT_EDIT_NEEDS =
  "Belum ada yang diubah: sebutkan setidaknya satu opsi, misalnya --status Aktif.";

export const PROFILE = {
  add: "buat profil baru; satu profil, satu mata uang",
  list: "daftar profil",
  use: "pakai profil ini mulai sekarang",
  edit: "ubah profil yang sedang dipakai",
} as const;

export const PROFILE_EDIT_NEEDS =
  "Belum ada yang diubah: sebutkan setidaknya satu opsi, misalnya --balance 1000.";

export const CONFIG = {
  get: "tampilkan satu pengaturan",
  set: "ubah satu pengaturan",
  list: "tampilkan semua pengaturan",
} as const;

export const COMPLETION_HINT = "Misalnya: source <(jurnal completion bash)";
