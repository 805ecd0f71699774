import { dictionary } from "../base/dictionary.ts";

/** What help says of the program as a whole; what it says of a command stands in that command. */

export const PROGRAM =
  "Jurnal trading: catat hari Anda, lalu baca laporan mentor yang hanya bicara dari data.";

export const TITLE = { examples: "Contoh:" } as const;

/** Headings of the list of all commands. */
export const GROUP = {
  harian: "Harian:",
  melihat: "Melihat:",
  aturan: "Aturan & janji:",
  data: "Data & profil:",
} as const;

export const PLACEHOLDER = { options: "opsi", command: "perintah" } as const;

export const OPTION = {
  version: "tampilkan versi program",
  help: "tampilkan bantuan ini",
  helpCommand: "tampilkan bantuan untuk satu perintah",
} as const;

export const GLOBAL_OPTIONS: readonly (readonly [flags: string, description: string])[] = [
  ["--db <berkas>", "pakai jurnal di berkas ini (bawaan: JURNAL_DB, lalu folder data Anda)"],
  ["--profile <nama>", "pakai profil ini"],
  ["--json", "cetak data sebagai JSON"],
  ["--no-input", "jangan bertanya; gagal bila ada yang belum diisi"],
  ["--no-color", "tanpa warna (juga lewat NO_COLOR)"],
  ["--ascii", "tanpa huruf dan garis di luar ASCII"],
  ["--plain", "tanpa gambar, kotak, dan garis: untuk pembaca layar dan log"],
];

const TITLES: Readonly<Record<string, string>> = dictionary({
  "Usage:": "Pemakaian:",
  "Arguments:": "Isian:",
  "Options:": "Opsi:",
  "Global Options:": "Opsi umum:",
  "Commands:": "Perintah:",
});

/** A heading of commander's help in Indonesian. */
export const helpTitle = (title: string) => TITLES[title] ?? title;
