/** The questions about a CSV of unknown making, and what is said of column maps. */

type Told = [message: string, hint: string];

export const mapNotJson = (name: string): Told => [
  `Peta ${name} bukan JSON.`,
  "Lihat contohnya di README, bagian “Dari mana pun datanya”.",
];

export const mapZone = (name: string, zone: string): Told => [
  `Peta ${name}: zona "${zone}" tidak dikenal.`,
  "Misalnya UTC, +07:00, WIB, Europe/Athens, atau cell bila selisihnya tertulis di tiap jam.",
];

export const unknownMap = (name: string, known: readonly string[], near: string | null): Told => [
  `Peta "${name}" tidak ada: bukan berkas, dan belum disimpan dengan nama itu.`,
  near !== null
    ? `Maksud Anda ${near}?`
    : known.length === 0
      ? "Belum ada peta yang disimpan. Simpan dengan --save-map NAMA."
      : `Yang disimpan: ${known.join(", ")}`,
];

export const mapSaved = (name: string) => `Peta kolom disimpan; lain kali: --map ${name}`;

export const ASKING = "CSV ini belum dikenal. Beberapa pertanyaan tentang kolomnya:";

export const RIGHT = "Beginilah baris-baris pertama dibaca. Sudah benar?";

export const RIGHT_CHOICES: { value: "yes" | "change" | "stop"; label: string }[] = [
  { value: "yes", label: "sudah benar, impor" },
  { value: "change", label: "ubah satu kolom" },
  { value: "stop", label: "batal" },
];

export const STOPPED = "Dibatalkan; jurnal tidak berubah.";

const FIELDS = {
  symbol: "simbol",
  side: "arah (buy/sell)",
  lot: "lot",
  entry_time: "waktu masuk",
  exit_time: "waktu keluar",
  date: "tanggal",
  entry_price: "harga masuk",
  exit_price: "harga keluar",
  stop_loss: "stop loss",
  take_profit: "take profit",
  net: "hasil bersih",
  profit: "hasil sebelum biaya",
  commission: "komisi",
  swap: "swap",
  fee: "biaya lain",
  ticket: "nomor tiket",
  account: "akun",
  currency: "mata uang",
  strategy: "strategi",
  note: "catatan",
} as const;

export const FIELD_CHOICES = Object.entries(FIELDS).map(([value, label]) => ({
  value: value as keyof typeof FIELDS,
  label,
}));

export const WHICH_FIELD = "Isian mana yang kolomnya keliru?";

export const NO_COLUMN = "tidak ada di berkas ini";

export const askColumn = (field: string) =>
  `Kolom mana yang berisi ${FIELDS[field as keyof typeof FIELDS] ?? field}?`;

export const askOrder = (example: string) => `"${example}" itu tanggal berapa?`;

export const dateReading = (order: string, time: string) =>
  `${time.slice(0, 10)} (${order === "dmy" ? "hari/bulan" : "bulan/hari"})`;

export const askDecimal = (example: string) => `"${example}" itu berapa?`;

export const amountReading = (amount: string) => `${amount} (titik di sini tanda desimal)`;

export const askZone = (example: string) =>
  `Jam "${example}" itu jam di zona mana? (WIB, UTC, +03:00, Europe/Athens, ...)`;

export const ZONE_NEEDED = "Harus zona waktu, misalnya WIB, UTC, atau +03:00.";

export const askMoney = (column: string) => `Apakah "${column}" sudah dikurangi komisi dan swap?`;

export const MONEY_CHOICES = [
  { value: true, label: "sudah: itu hasil bersih" },
  { value: false, label: "belum: komisi dan swap masih harus dihitung" },
];

export const askCosts = (column: string, example: string) =>
  `"${column}" berisi ${example}: biaya yang mengurangi hasil?`;

export const COST_CHOICES: { value: "positive" | "signed"; label: string }[] = [
  { value: "positive", label: "ya, itu biaya; kurangi dari hasil" },
  { value: "signed", label: "tidak, itu tambahan; jumlahkan apa adanya" },
];

export const PREVIEW_HEADER = ["Simbol", "Arah", "Lot", "Masuk (UTC)", "Keluar (UTC)", "Hasil"];

export const UNREADABLE = "Kolom yang dipilih belum cukup untuk membaca transaksi.";

export const badRows = (count: number) => `${count} baris belum bisa dibaca dengan peta ini.`;
