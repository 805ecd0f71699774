import { type Mood, readMood } from "../base/moods.ts";
import { type Voice, yours } from "../base/phrases.ts";

export interface Feedback {
  /** What the mood does to trading, in one sentence. */
  note: string;
  /** One concrete measure for the next entry. */
  step: string;
}

/** General: it looks at no trades, and claims nothing about results. */
const BY_MOOD: Readonly<Record<Mood, (voice: Voice) => Feedback>> = {
  tenang: () => ({
    note: "Kondisi yang baik untuk mengikuti rencana.",
    step: "Sebutkan dulu risiko paling besar untuk hari ini, baru buka posisi.",
  }),
  netral: (voice) => ({
    note: "Tidak ada yang mendesak; keputusan bisa diambil pelan-pelan.",
    step: `Mulai dari setup yang paling ${voice} kenal.`,
  }),
  fokus: () => ({
    note: "Kondisi yang baik untuk mengikuti rencana.",
    step: "Tulis setup yang ditunggu hari ini; yang lain dibiarkan lewat.",
  }),
  "percaya diri": (voice) => ({
    note: "Kondisi yang baik untuk mengikuti rencana.",
    step: `Pakai ${yours("lot", voice)} yang biasa, dan tulis di harga berapa rencananya salah.`,
  }),
  semangat: (voice) => ({
    note: "Semangat paling berguna sebelum entry: untuk rencana, bukan untuk lot.",
    step: `Tulis rencananya dulu, lalu entry berikutnya dengan ${yours("lot", voice)} yang biasa.`,
  }),
  senang: (voice) => ({
    note: "Suasana yang enak tidak mengubah peluang transaksi berikutnya.",
    step: `Entry berikutnya dengan ${yours("lot", voice)} yang biasa dan stop loss yang sudah terpasang.`,
  }),
  serakah: (voice) => ({
    note: "Rasa ingin lebih paling mahal saat posisi sedang untung.",
    step: `Tulis target sebelum entry dan jangan digeser; lot tetap ${yours("lot", voice)} yang biasa.`,
  }),
  takut: (voice) => ({
    note: "Takut sering menandakan posisi yang lebih besar daripada rasa nyaman.",
    step: `Entry berikutnya dengan setengah ${yours("lot", voice)} yang biasa, stop loss dipasang lebih dulu.`,
  }),
  cemas: (voice) => ({
    note: "Rasa cemas membuat posisi yang baik pun sulit dipegang.",
    step: `Entry berikutnya dengan setengah ${yours("lot", voice)} yang biasa, atau tunggu setup berikutnya.`,
  }),
  sedih: (voice) => ({
    note: "Kecewa dan sedih membuat setup yang biasa pun terasa perlu dibuktikan.",
    step: `Paling banyak satu transaksi lagi hari itu, dengan setengah ${yours("lot", voice)} yang biasa.`,
  }),
  frustrasi: () => ({
    note: "Frustrasi berarti ada yang tidak sesuai harapan; pasar tidak tahu soal itu.",
    step: "Jeda 30 menit, dan tulis satu kalimat apa yang mengganjal sebelum entry berikutnya.",
  }),
  marah: () => ({
    note: "Saat marah, stop loss paling mudah digeser atau dilupakan.",
    step: "Tutup chart 15 menit; entry berikutnya hanya dengan alasan yang sudah tertulis.",
  }),
  fomo: () => ({
    note: "Harga yang sudah lari bukan setup yang terlewat, melainkan risiko yang belum diambil.",
    step: "Tulis dulu harga masuk, stop loss, dan alasannya; kalau harga sudah lewat, lewati.",
  }),
  dendam: (voice) => ({
    note: "Keinginan membalas biasanya datang bersama lot yang lebih besar dan jeda yang lebih pendek.",
    step: `Tutup chart 30 menit; entry berikutnya tidak lebih dari ${yours("lot", voice)} yang biasa.`,
  }),
  euforia: (voice) => ({
    note: "Sesudah menang besar, risiko terasa lebih kecil daripada sebenarnya.",
    step: `Jeda 15 menit, lalu hitung risikonya dulu: entry berikutnya dengan ${yours("lot", voice)} yang biasa.`,
  }),
  bosan: () => ({
    note: "Bosan bukan sinyal. Tidak masuk pasar juga sebuah keputusan.",
    step: "Pasang alarm di level yang ditunggu; entry hanya bila alarm itu berbunyi.",
  }),
  lelah: (voice) => ({
    note: "Lelah membuat aturan terasa bisa ditawar.",
    step: `Cukupkan hari itu, atau paling banyak satu transaksi dengan setengah ${yours("lot", voice)} yang biasa.`,
  }),
};

/** The instant answer to a mood; a word of an old file that is no known mood is answered as neutral. */
export function moodFeedback(mood: string, voice: Voice): Feedback {
  return BY_MOOD[moodOf(mood)](voice);
}

function moodOf(text: string): Mood {
  const found = readMood(text);
  return found.ok ? found.mood : "netral";
}
