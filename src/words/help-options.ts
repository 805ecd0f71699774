/** The options of the commands, in the order in which --help lists them. */
type Options = readonly [flags: string, description: string][];

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
