import { type Mood, type MoodTone, moodTone } from "../base/moods.ts";
import { type Voice, yours } from "../base/phrases.ts";

export interface Feedback {
  /** What the mood does to trading, in one sentence. */
  note: string;
  /** One thing to do now. */
  step: string;
}

/** Moods that ask for words of their own; the others answer by their tone. */
const OWN: Partial<Record<Mood, (voice: Voice) => Feedback>> = {
  fomo: (voice) => ({
    note: "Harga yang sudah lari bukan setup yang terlewat, melainkan risiko yang belum diambil.",
    step: `Tulis dulu: di harga berapa ${voice} keluar kalau salah? Tanpa jawaban, lewati yang ini.`,
  }),
  dendam: (voice) => ({
    note: "Keinginan membalas biasanya datang bersama lot yang lebih besar dan jeda yang lebih pendek.",
    step: `Tutup chart 15 menit. Kalau sesudahnya masih ada setup, pakai ${yours("lot", voice)} yang biasa.`,
  }),
  marah: () => ({
    note: "Saat marah, stop loss paling mudah digeser atau dilupakan.",
    step: "Jauhkan tangan dari mouse sepuluh menit, minum air, baru putuskan lagi.",
  }),
  serakah: () => ({
    note: "Rasa ingin lebih paling mahal saat posisi sedang untung.",
    step: "Biarkan target yang sudah dipasang bekerja; lot tetap seperti rencana.",
  }),
  euforia: (voice) => ({
    note: "Sesudah menang besar, risiko terasa lebih kecil daripada sebenarnya.",
    step: `Ambil jeda, lalu periksa transaksi berikutnya: masih ${yours("lot", voice)} yang biasa?`,
  }),
  frustrasi: () => ({
    note: "Frustrasi berarti ada yang tidak sesuai harapan; pasar tidak tahu soal itu.",
    step: "Catat satu kalimat apa yang mengganjal, lalu istirahat sebelum entry berikutnya.",
  }),
  takut: () => ({
    note: "Takut sering menandakan posisi yang lebih besar daripada rasa nyaman.",
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

const BY_TONE: Record<MoodTone, (voice: Voice) => Feedback> = {
  calm: () => ({
    note: "Kondisi yang baik untuk mengikuti rencana.",
    step: "Sebutkan dulu risiko paling besar untuk hari ini, baru buka posisi.",
  }),
  neutral: (voice) => ({
    note: "Tidak ada yang mendesak; keputusan bisa diambil pelan-pelan.",
    step: `Mulai dari setup yang paling ${voice} kenal.`,
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
