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
