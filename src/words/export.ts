import { formatNumber } from "../base/number.ts";
import type { MessageAndHint } from "../errors.ts";

/** What the export and the import of a whole journal say. */

type Options = readonly [flags: string, description: string][];

export const EXPORT_OPTIONS: Options = [
  ["--format <bentuk>", "ndjson (bawaan), csv, atau json"],
  ["--all", "seluruh jurnal: semua profil, hari, suasana, transaksi, bot, kas, janji, laporan"],
  ["--out <berkas>", "tulis ke berkas ini, yang hanya bisa dibaca Anda (bawaan: ke layar)"],
  ["--force", "bersama --out: timpa berkas yang sudah ada"],
  ["--bom", "bersama csv: awali dengan tanda UTF-8 supaya Excel membaca huruf dengan benar"],
];

export const IMPORT_OPTIONS: Options = [
  ["--dry-run", "tunjukkan apa yang akan terjadi tanpa mencatat"],
];

export const expectedFormat = "ndjson, csv, atau json";
export const expectedTaxFormat = "csv atau json";

export const EXPORT_ALL_ALONE = "tanpa rentang dan saringan, sebab --all berarti seluruhnya";
export const EXPORT_ALL_CSV =
  "ndjson atau json, sebab satu CSV hanya memuat satu tabel (untuk transaksi saja: tanpa --all)";
export const BOM_IS_CSV = "dipakai bersama --format csv";
export const FORCE_NEEDS_OUT = "dipakai bersama --out";

const count = (rows: number) => formatNumber(rows, 0);

export const tradesWritten = (rows: number, path: string) =>
  `${count(rows)} transaksi ditulis ke ${path}`;

export const wholeWritten = (rows: number, path: string) =>
  `Seluruh jurnal (${count(rows)} baris) ditulis ke ${path} · kembalikan ke jurnal kosong: jurnal import ${path}`;

export const outExists = (path: string): MessageAndHint => [
  `Berkas ${path} sudah ada dan tidak ditimpa.`,
  "Pilih nama lain, atau tambahkan --force.",
];

export const outIsJournal = (path: string): MessageAndHint => [
  `${path} adalah berkas jurnal itu sendiri; ekspor tidak boleh menimpanya.`,
  "Pilih nama lain untuk --out.",
];

export const isFolder = (path: string): MessageAndHint => [
  `${path} sebuah folder.`,
  "Sebutkan nama berkas untuk --out.",
];

export const outUnwritable = (path: string, code: string): MessageAndHint => [
  `Berkas ${path} tidak bisa ditulis (${code}).`,
  "Periksa apakah foldernya ada dan boleh ditulis.",
];

/** What undo shows for a restored journal. */
export const restoreBrief = (file: string, rows: number) =>
  `kembalikan seluruh jurnal dari ${file} (${count(rows)} baris)`;

export const restored = (
  counts: { trades: number; days: number; profiles: number },
  file: string,
  dryRun: boolean,
) =>
  `${dryRun ? "Percobaan, belum dicatat: " : ""}${count(counts.trades)} transaksi dalam ` +
  `${count(counts.days)} hari, ${count(counts.profiles)} profil, dari ${file}` +
  `${dryRun ? "" : " · batalkan: jurnal undo"}`;

export const restoreSame = (file: string) =>
  `Jurnal ini sudah sama dengan ${file}; tidak ada yang berubah.`;

export const notEmpty = (path: string, file: string): MessageAndHint => [
  `Jurnal ${path} sudah berisi, dan ${file} memuat seluruh jurnal lain. Dua jurnal tidak dicampur; tidak ada yang berubah.`,
  `Buka sebagai jurnal tersendiri: jurnal --db jurnal-lain.db import ${file} · Transaksinya saja: dari jurnal itu jurnal export > transaksi.ndjson, lalu di sini jurnal trade import transaksi.ndjson · Sebelum mengganti jurnal ini: jurnal backup`,
];

export const wholeNotHere = (file: string): MessageAndHint => [
  `${file} memuat seluruh jurnal, bukan daftar transaksi.`,
  `Kembalikan ke jurnal kosong: jurnal import ${file}`,
];

export const exportNewer = (file: string, found: number, known: number): MessageAndHint => [
  `${file} diekspor dari jurnal yang lebih baru (skema ${found}; program ini mengenal sampai ${known}).`,
  "Perbarui program: npm install -g jurnal. Jurnal tidak berubah.",
];

export const exportBroken = (file: string, line: number, detail: string): MessageAndHint => [
  `${file} tidak bisa dikembalikan: baris ${line}, ${detail}.`,
  "Jurnal tidak berubah. Ekspor lagi dari jurnal asalnya: jurnal export --all --out BERKAS",
];

export const BROKEN = {
  json: "bukan satu objek JSON",
  table: (name: string) => `tabel "${name}" tidak dikenal`,
  column: (table: string, name: string) => `kolom "${name}" tidak ada di ${table}`,
  value: (table: string, name: string, value: string) =>
    `${table}.${name}: "${value}" tidak bisa dipakai`,
  row: (table: string, detail: string) => `${table}: ${detail}`,
  cut: "berkasnya terpotong: baris penutup tidak ada",
} as const;
