import { zoneLabel } from "../base/zone.ts";

/** What `trade import` says while it works, and why it refuses. */

type Told = [message: string, hint: string];

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

export const otherCurrency = (found: string, own: string, profile: string): Told => [
  `Berkas ini bermata uang ${found}, sedangkan transaksi di profil "${profile}" bermata uang ${own}. Keduanya tidak bisa dijumlahkan.`,
  `Buat profil untuk akun itu, lalu impor ke sana: jurnal profile add akun-${found.toLowerCase()} --currency ${found} && jurnal --profile akun-${found.toLowerCase()} trade import BERKAS`,
];

export const currencyDiffers = (found: string, own: string, profile: string): Told => [
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

export const fileMissing = (path: string): Told => [
  `Berkas ${path} tidak ada.`,
  "Periksa namanya; nama yang berisi spasi harus diapit tanda kutip.",
];

export const fileUnreadable = (path: string, code: string): Told => [
  `Berkas ${path} tidak bisa dibaca (${code}).`,
  "Periksa apakah itu berkas biasa dan boleh dibaca.",
];

export const isFolder = (path: string): Told => [
  `${path} adalah folder, bukan berkas.`,
  `Sebutkan berkasnya, misalnya ${path}/*.html`,
];

export const fileTooLarge = (path: string, megabytes: number): Told => [
  `Berkas ${path} ${megabytes} MB; terlalu besar untuk dibaca sekaligus.`,
  "Ekspor per tahun atau per bulan, lalu impor satu per satu; yang sama tidak dicatat dua kali.",
];

export const NO_FILES = "nama berkas yang diimpor";

export const someFailed = (failed: number, all: number): Told => [
  `${failed} dari ${all} berkas tidak bisa diimpor; lihat di atas. Yang lain sudah dicatat.`,
  "Jurnal tidak diubah oleh berkas yang gagal.",
];

export const unknownImport = (id: number): Told => [
  `Impor #${id} tidak ada.`,
  "Lihat nomornya dengan: jurnal trade import --list",
];

export const importUndone = (id: number, file: string, trades: number) =>
  `Impor #${id} (${file}) dibatalkan: ${trades} transaksinya keluar dari jurnal · berkas itu bisa diimpor lagi`;

export const unknownAccount = (name: string, known: readonly string[]): Told => [
  `Akun "${name}" belum pernah diimpor ke profil ini.`,
  known.length === 0 ? "Belum ada akun." : `Yang ada: ${known.join(", ")}`,
];

export const rezoned = (account: string, zone: string, trades: number) =>
  `Akun ${account}: ${trades} transaksi kini dibaca dengan jam server ${zone} · batalkan: jurnal undo`;

export const rezoneBrief = (account: string, zone: string) =>
  `zona server akun ${account} = ${zone}`;

export const noImports = "Belum ada impor. Mulai dengan: jurnal trade import BERKAS";
