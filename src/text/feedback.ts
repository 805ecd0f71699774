import { type Mood, moodTone } from "./moods.ts";
import type { Voice } from "./voice.ts";

export interface Feedback {
  /** What the mood does to trading, in one sentence. */
  note: string;
  /** One thing to do now. */
  step: string;
}

/** Moods that ask for words of their own; the others answer by their tone. */
const OWN: Partial<Record<Mood, (you: string) => Feedback>> = {
  fomo: (you) => ({
    note: "Harga yang sudah lari bukan setup yang terlewat, melainkan risiko yang belum diambil.",
    step: `Tulis dulu: di harga berapa ${you} keluar kalau salah? Tanpa jawaban, lewati yang ini.`,
  }),
  dendam: (you) => ({
    note: "Keinginan membalas biasanya datang bersama lot yang lebih besar dan jeda yang lebih pendek.",
    step: `Tutup chart 15 menit. Kalau masih mau masuk sesudahnya, pakai lot yang biasa ${you} pakai.`,
  }),
  marah: () => ({
    note: "Saat marah, stop loss paling sering digeser atau dilupakan.",
    step: "Jauhkan tangan dari mouse sepuluh menit, minum air, baru putuskan lagi.",
  }),
  serakah: (you) => ({
    note: "Rasa ingin lebih paling mahal saat posisi sedang untung.",
    step: `Biarkan target yang sudah ${you} pasang bekerja; lot tetap seperti rencana.`,
  }),
  euforia: (you) => ({
    note: "Sesudah menang besar, risiko terasa lebih kecil daripada sebenarnya.",
    step: `Ambil jeda sebelum transaksi berikutnya dan periksa: lotnya sama dengan biasanya ${you}?`,
  }),
  frustrasi: () => ({
    note: "Frustrasi berarti ada yang tidak sesuai harapan; pasar tidak tahu soal itu.",
    step: "Catat satu kalimat apa yang mengganjal, lalu istirahat sebelum entry berikutnya.",
  }),
  takut: () => ({
    note: "Takut sering tanda bahwa ukuran posisi lebih besar daripada rasa nyaman.",
    step: "Perkecil lot sampai rugi penuh terasa biasa saja, atau tunggu setup berikutnya.",
  }),
  bosan: () => ({
    note: "Bosan bukan sinyal. Tidak masuk pasar juga sebuah keputusan.",
    step: "Pasang alarm di level yang ditunggu, lalu kerjakan hal lain.",
  }),
  lelah: () => ({
    note: "Lelah membuat aturan terasa bisa ditawar.",
    step: "Cukupkan hari ini. Pasar buka lagi besok.",
  }),
};

const BY_TONE: Record<ReturnType<typeof moodTone>, (you: string) => Feedback> = {
  calm: (you) => ({
    note: "Kondisi yang baik untuk mengikuti rencana.",
    step: `Sebutkan dulu risiko maksimum ${you} hari ini, baru buka posisi.`,
  }),
  neutral: (you) => ({
    note: "Tidak ada yang mendesak; keputusan bisa diambil pelan-pelan.",
    step: `Mulai dari setup yang paling ${you} kenal.`,
  }),
  hot: () => ({
    note: "Emosi yang panas mempersingkat jeda antara melihat dan menekan tombol.",
    step: "Ambil jeda 15 menit sebelum entry berikutnya.",
  }),
  low: () => ({
    note: "Rasa cemas membuat posisi yang baik pun sulit dipegang.",
    step: "Perkecil lot atau tunggu; stop loss dipasang sebelum entry.",
  }),
};

/** The instant answer to a mood: general, since it looks at no trades, and without a verdict. */
export function moodFeedback(mood: string, voice: Voice): Feedback {
  const own = OWN[mood as Mood];
  return (own ?? BY_TONE[moodTone(mood)])(voice);
}
