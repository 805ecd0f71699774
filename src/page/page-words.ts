import { cleanLine } from "../base/clean.ts";
import { formatDateTime } from "../base/dates.ts";
import { formatNumber } from "../base/numbers.ts";
import type { Voice } from "../base/voice.ts";
import { zoneLabel } from "../base/zone.ts";
import type { Profile } from "../model.ts";

/** What a page says around the report. */
export interface PageWords {
  /** Below the title. */
  about: readonly string[];
  footer: readonly string[];
  /** Opens the numbers behind a chart. */
  numbers: string;
}

/** Whose report it is and when it was made; `masked`: without name and currency, and why. */
export function pageWords(
  { name, currency, zone }: Pick<Profile, "name" | "currency" | "zone">,
  made: number,
  masked: boolean,
  voice: Voice,
): PageWords {
  const when = `Dibuat ${formatDateTime(made, zone)} ${zoneLabel(zone)}`;
  const hidden =
    "Versi untuk dibagikan: uang ditulis dalam persen dari saldo awal atau disamarkan (•••), " +
    "begitu juga lot, harga, dan angka di dalam catatan.";
  const whose = voice === "Anda" ? "jurnal Anda" : "jurnalmu";
  return {
    about: masked ? [hidden, when] : [`Profil ${cleanLine(name)} · ${currency} · ${when}`],
    footer: [
      `Berkas ini berdiri sendiri dan tidak menghubungi jaringan. Angkanya dari ${whose}; hasil lalu tidak menjanjikan hasil nanti.`,
    ],
    numbers: "Angka di balik gambar",
  };
}

export const CHARTS = { heading: "Gambar", calendar: "Kalender" } as const;

/** Why a table does not hold all trades. */
export const tableCut = (shown: number, all: number) =>
  `Tabel ini memuat ${count(shown)} transaksi terbaru dari ${count(all)}; hitungan dan gambar memakai semuanya.`;

export const worstHeading = (n: number) => `${n} rugi terbesar`;

export const bestHeading = (n: number) => `${n} untung terbesar`;

export const TRADES_HEADING = "Transaksi";

export const noTrades = "Tidak ada transaksi.";

export const htmlWritten = (path: string) => `Laporan HTML ditulis ke ${path}`;

const count = (n: number) => formatNumber(n, 0);
