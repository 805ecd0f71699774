/** What --help says of the commands that draw. */
type Options = readonly [flags: string, description: string][];

export const CHART_NOUNS = {
  calendar: "sebulan hari demi hari: hasil, jumlah transaksi, suasana",
  equity: "kurva saldo dengan drawdown",
  distribution: "sebaran hasil dalam R atau uang",
} as const;

export const CHART_EXAMPLES = {
  calendar: ["jurnal calendar", 'jurnal kalender "bulan lalu"', "jurnal calendar 2025-11 --plain"],
  equity: [
    "jurnal equity",
    "jurnal ekuitas --period 2025",
    "jurnal equity --symbol XAUUSD --manual",
  ],
  distribution: ["jurnal distribution", "jurnal sebaran --by money --days 90"],
} as const;

export const MONTH_ARGUMENT = 'bulan, misalnya 2026-11, november, "bulan lalu" (bawaan: bulan ini)';

export const DISTRIBUTION_OPTIONS: Options = [
  ["--by <satuan>", "r (kelipatan risiko) atau money (bawaan: r bila risikonya cukup diketahui)"],
];

/** What --help says of rules and of the guard. */

export const RULE = {
  add: "buat aturan, atau ganti yang sejenis; berlaku mulai hari ini",
  list: "aturan yang sedang berlaku",
  drop: "hapus aturan; sampai hari ini tetap dinilai dengannya",
} as const;

export const RULE_ARGUMENT = {
  kind: "max-daily-loss, max-trades, stop-required, hours, risk, atau pause-after-loss",
  value: "nilainya, misalnya 2%, 5, 14:00-23:00, 15m (stop-required tidak butuh)",
  inForce: "jenis aturan, lihat: jurnal rule list",
} as const;

/** Below the help of `rule`: what each kind means. */
export const RULE_KINDS_HELP = `
Jenis aturan:
  max-daily-loss 2%     berhenti saat rugi hari itu mencapai 2% dari saldo
                        awal hari; boleh juga uang: 50, $50, 500rb.
                        Hasil bot ikut dihitung
  max-trades 5          paling banyak 5 transaksi sehari, tanpa bot
  stop-required         stop loss di setiap transaksi
  hours 14:00-23:00     entry hanya di jam ini (zona profil); boleh
                        melewati tengah malam
  risk 1%               risiko per transaksi; didahulukan daripada
                        pengaturan batas-risiko, juga di skor risiko
  pause-after-loss 15m  jeda setelah rugi (m: menit, h: jam), tanpa bot
`;

export const STATUS_HELP = `
Kode keluar 3 bila salah satu aturan tercapai: max-daily-loss, max-trades,
di luar hours, atau masih dalam pause-after-loss; selain itu 0.
Rugi harian menghitung seluruh akun, termasuk hasil bot. Jumlah transaksi
dan jeda hanya menghitung transaksi dengan tangan: keputusan bot bukan
keputusan yang dijaga aturan itu.
`;

export const RULE_EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  rule: ["jurnal rule add max-trades 5", "jurnal rule list"],
  "rule add": [
    "jurnal rule add max-daily-loss 2%",
    "jurnal rule add hours 14:00-23:00",
    "jurnal aturan tambah pause-after-loss 15m",
  ],
  "rule list": ["jurnal rule list", "jurnal aturan daftar --json"],
  "rule drop": ["jurnal rule drop max-trades"],
  status: ["jurnal status", "jurnal status --json"],
};

export const ACCEPT_ARGUMENT =
  "nomor rekomendasi di laporan terakhir, atau id-nya di jurnal report --json";

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

export const SESSION_SET_OPTIONS: Options = [
  ["--date <tanggal>", "hari yang diatur (bawaan: hari ini)"],
  ["--market <kondisi>", "kondisi pasar: normal, trending, sideways, volatile, news, sepi"],
  ["--mood <suasana>", "suasana hari itu, tanpa jam (bandingkan: jurnal mood set)"],
  ["--notes <teks>", 'catatan; "-" membacanya dari stdin, "" mengosongkannya'],
  ["--edit", "tulis catatan di $EDITOR"],
];

/** What can be said of a trade. What is not said stays unknown. */
export const TRADE_OPTIONS: Options = [
  ["--lot <ukuran>", "ukuran dalam lot (kripto: jumlah koin)"],
  ["--side <arah>", "buy atau sell"],
  ["--entry <waktu>", "waktu masuk, misalnya 14:05 atau 2026-11-22 14:05"],
  ["--exit <waktu>", "waktu keluar; menentukan sesinya"],
  ["--open-price <harga>", "harga masuk"],
  ["--close-price <harga>", "harga keluar"],
  ["--stop <harga>", "harga stop loss (0: tidak dipasang)"],
  ["--target <harga>", "harga take profit (0: tidak dipasang)"],
  ["--sl", "stop loss dipasang"],
  ["--no-sl", "stop loss tidak dipasang"],
  ["--tp", "take profit dipasang"],
  ["--no-tp", "take profit tidak dipasang"],
  ["--risk <persen>", "risiko dalam persen dari saldo"],
  ["--commission <uang>", "komisi, bagian dari hasil; negatif untuk biaya"],
  ["--swap <uang>", "swap, bagian dari hasil; negatif untuk biaya"],
  ["--strategy <nama>", "strategi atau setup"],
  ["--bot <nomor>", "bot yang melakukannya"],
  ["--ticket <nomor>", "nomor tiket broker; yang sama tidak dicatat dua kali"],
  ["--account <akun>", "akun di broker"],
  ["--tag <kata...>", "tanda, boleh beberapa"],
  ["--note <teks>", 'catatan transaksi; "-" membacanya dari stdin'],
  ["--date <tanggal>", "hari sesinya bila waktunya tidak diketahui"],
];

export const TRADE_LOG_OPTIONS: Options = [
  ["--stdin", "baca NDJSON: satu transaksi per baris, dijawab satu baris JSON"],
  ["--create-bots", "bersama --stdin: daftarkan bot yang belum dikenal"],
];

export const TRADE_IMPORT_OPTIONS: Options = [
  ["--dry-run", "tunjukkan apa yang akan terjadi tanpa mencatat"],
  ["--account <nomor>", "nomor akun, bila tidak tertulis di berkas"],
  ["--currency <kode>", "mata uang, bila tidak tertulis di berkas"],
  ["--server-zone <zona>", "zona jam server, misalnya Europe/Athens atau +03:00"],
  ["--format <nama>", "format berkas, bila dikenali keliru: mt4, mt5, mt5-deals, exness, ..."],
  ["--encoding <nama>", "pengodean huruf, misalnya gbk atau windows-1251"],
  ["--symbol <simbol>", "simbol, bila tidak tertulis di berkas"],
  ["--backtest", "berkas ini hasil backtest; disimpan di profil tersendiri"],
  ["--map <peta>", "baca CSV dengan peta kolom: berkas JSON atau nama yang disimpan"],
  ["--save-map <nama>", "simpan peta kolom yang dipakai dengan nama ini"],
  ["--template", "cetak CSV kosong dengan judul kolom berbahasa Indonesia"],
  ["--list", "daftar impor yang sudah dicatat"],
  ["--rezone <akun>", "ganti zona server akun ini; zonanya ditulis sesudahnya"],
];

export const UNDO_OPTIONS: Options = [
  ["--import <nomor>", "batalkan impor ini saja, juga bila sudah ada perubahan sesudahnya"],
];

export const TRADE_EDIT_OPTIONS: Options = [
  ["--symbol <simbol>", "simbol baru"],
  ["--profit <uang>", "hasil bersih yang benar"],
];

export const RANGE_OPTIONS: Options = [
  ["--days <n>", "berapa hari ke belakang"],
  ["--date <tanggal>", "satu hari saja"],
  ["--from <tanggal>", "mulai hari ini"],
  ["--to <tanggal>", "sampai hari ini"],
];

/** Days of a command over many trades; without any the whole journal. */
export const PERIOD_OPTIONS: Options = [
  ["--period <periode>", 'periode: 2026-11, november, 2026, "minggu lalu", "bulan ini", ...'],
  ...RANGE_OPTIONS,
];

/** What commands over many trades can be narrowed by. */
export const FILTER_OPTIONS: Options = [
  ["--symbol <simbol>", "hanya simbol ini"],
  ["--strategy <nama>", "hanya strategi ini"],
  ["--bot <nomor>", "hanya bot ini"],
  ["--bots", "hanya yang oleh bot"],
  ["--manual", "hanya yang dengan tangan, tanpa bot"],
  ["--mood <suasana>", "hanya hari dengan suasana ini"],
  ["--market <kondisi>", "hanya hari dengan kondisi pasar ini"],
  ["--side <arah>", "hanya buy, atau hanya sell"],
  ["--account <akun>", "hanya akun ini"],
  ["--tag <kata>", "hanya yang bertanda ini"],
  ["--win", "hanya yang untung"],
  ["--loss", "hanya yang rugi"],
];

export const LIMIT_OPTION = ["--limit <n>", "paling banyak n yang terbaru"] as const;

export const STATS_OPTIONS: Options = [
  [
    "--by <pembagian>",
    "rinci per: symbol, strategy, bot, mood, market, weekday, hour, session, side, tag, month, size, hold",
  ],
];

export const MOOD_SET_OPTIONS: Options = [
  ["--note <teks>", 'catatan; "-" membacanya dari stdin'],
  ["--edit", "tulis catatan di $EDITOR"],
  ["--date <tanggal>", "hari sesinya (bawaan: hari ini)"],
];

export const NAME_OPTION = ["--name <nama>", "nama baru"] as const;

export const BOT_OPTIONS: Options = [
  ["--market <simbol>", "pasar atau simbolnya"],
  ["--strategy <nama>", "strateginya"],
  ["--status <status>", "Aktif atau Dijeda"],
  ["--timeframe <tf>", "misalnya H1"],
  ["--lot <ukuran>", "lot bawaannya"],
  ["--sl-pips <n>", "stop loss dalam pip"],
  ["--tp-pips <n>", "take profit dalam pip"],
  ["--interval <detik>", "jeda pemeriksaan dalam detik"],
  ["--params <teks>", "parameter strateginya"],
  ["--magic <nomor>", "magic number ordernya di MetaTrader"],
];

export const DEMO_OPTIONS: Options = [
  ["--save <berkas>", "isi berkas baru dengan tiga bulan contoh, untuk dilihat-lihat"],
];

export const PROFILE_OPTIONS: Options = [
  ["--currency <kode>", "mata uang akun: USD, USC, IDR, USDT, ..."],
  ["--zone <zona>", "zona waktu: WIB, WITA, WIT, Asia/Jakarta, +07:00, ..."],
  ["--day-start <jam>", "jam mulai satu hari trading, misalnya 05:00"],
  ["--balance <uang>", "saldo awal, supaya persen bisa dihitung"],
];

export const REPORT_OPTIONS: Options = [
  ["--why <nomor>", "jelaskan kalimat bernomor ini: aturan, bukti, dan kapan ia hilang"],
  ["--md", "cetak sebagai Markdown, misalnya: jurnal report --md > hari-ini.md"],
  ["--week [pekan]", "tinjauan satu pekan, Senin sampai Minggu (bawaan: pekan ini)"],
  ["--month [bulan]", "tinjauan satu bulan (bawaan: bulan ini)"],
  ["--year [tahun]", "tinjauan satu tahun (bawaan: tahun ini)"],
  ["--from <tanggal>", "tinjauan mulai hari ini"],
  ["--to <tanggal>", "tinjauan sampai hari ini"],
  ["--html <berkas>", "tulis laporan bergambar ke satu berkas HTML (-: ke stdout)"],
  ["--mask", "samarkan uang, lot, harga, dan angka di catatan; yang tersisa persen dan R"],
  ["--force", "bersama --html: timpa berkas yang bukan laporan dari jurnal"],
];

export const COMPARE_OPTIONS: Options = [
  [
    "--by <pembagian>",
    "bandingkan dua kelompok: symbol, strategy, bot, side, mood, market, tag, account",
  ],
];

export const APPEAL_OPTIONS: Options = [
  ["--date <tanggal>", "laporan hari itu (bawaan: hari ini)"],
  ["--trade <nomor>", "hanya transaksi ini, bukan semua yang disebut kalimat itu"],
];

export const COMPARE_ARGUMENT = {
  a: 'periode, misalnya 2026-10 atau "bulan lalu"; bersama --by: kelompok pertama',
  b: "periode atau kelompok yang kedua",
} as const;
