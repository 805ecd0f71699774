import type { Action } from "../mentor/day-review.ts";
import { cleanLine } from "./clean.ts";
import { WEEKDAYS } from "./date-words.ts";
import { marketLabel } from "./markets.ts";
import { moodLabel } from "./moods.ts";
import type { ReportSettings } from "./report-document.ts";
import { idList, lots, percent, unsigned } from "./report-parts.ts";
import type { Voice } from "./voice.ts";

interface Advice {
  /** The plan, if-then, in the first person: it is the trader's own. */
  plan: string;
  /** The same in a few words, after "Besok cukup satu hal:". */
  short: string;
  /** How tomorrow shows whether it was kept; null: nothing to count. */
  kept: string | null;
}

type Params = Action["params"];

/** The words of an action. */
export function adviceOf(
  action: Action,
  settings: Pick<ReportSettings, "currency" | "voice">,
): Advice {
  if (action.id === "pertahankan") return keepAdvice(action);
  if (action.id === "istirahat") return restAdvice(settings.voice);
  const write = ADVICE[action.id];
  if (write === undefined) throw new RangeError(`no words for action ${action.id}`);
  return write(action.params, settings.currency, action.trades);
}

const ADVICE: Readonly<
  Record<string, (params: Params, currency: string, trades: readonly number[]) => Advice>
> = {
  lot_dasar_setelah_rugi: (params) => ({
    plan:
      `Jika satu posisi ditutup rugi, maka posisi ${params.first_only === 1 ? "pertama setelahnya" : "berikutnya"} memakai lot dasar` +
      `${params.base === null ? "" : ` (${lots(params.base)} untuk ${symbol(params)})`} dan baru dibuka setelah ` +
      `${params.minutes} menit.`,
    short: `setelah rugi, jeda ${params.minutes} menit lalu kembali ke lot dasar`,
    kept: `0 transaksi setelah rugi dengan lot di atas 1,25x lot dasar atau jeda lebih pendek`,
  }),
  lot_tetap: (params) => ({
    plan:
      `Jika hari sedang ${params.ahead === 1 ? "untung" : "rugi"}, maka lot tetap` +
      `${params.base === null ? " seperti biasa" : ` ${lots(params.base)} (${symbol(params)})`}.`,
    short: `lot tetap sama saat hari sedang ${params.ahead === 1 ? "untung" : "rugi"}`,
    kept: "semua lot paling besar 1,25x lot biasa",
  }),
  jeda_setelah_rugi: (params) => ({
    plan:
      `Jika satu posisi ditutup rugi, maka saya menutup chart ${params.minutes} menit dan ` +
      "menulis satu kalimat di jurnal.",
    short: `setelah rugi, tutup chart ${params.minutes} menit`,
    kept: `jeda setelah rugi paling singkat ${params.minutes} menit`,
  }),
  biarkan_order: () => ({
    plan:
      "Jika posisi untung kurang dari 0,5R, maka saya membiarkan TP dan SL bekerja; yang boleh " +
      "hanya menggeser SL ke impas.",
    short: "posisi untung dibiarkan sampai TP atau SL",
    kept: "paling sedikit 80% kemenangan ditutup di TP atau dekat dengannya",
  }),
  lot_setengah: (params) => ({
    plan:
      `Jika ${segmentName(params)}, maka lotnya setengah selama ${params.trades} transaksi, ` +
      "lalu dilihat lagi.",
    short: `setengah lot: ${segmentName(params)}`,
    kept: "semua lot di bagian itu paling besar setengah lot biasa",
  }),
  lot_dasar: (params) => ({
    plan:
      `Jika saya membuka ${symbol(params)}, maka lotnya ${lots(params.base)}, ` +
      `lot biasa saya, apa pun rasanya saat itu.`,
    short: `lot ${symbol(params)} kembali ke ${lots(params.base)}`,
    kept: `semua lot ${symbol(params)} paling besar 1,25x lot biasa`,
  }),
  risiko_maksimum: (params, _currency, trades) => ({
    plan:
      `Jika risiko sebuah order lebih dari ${percent(params.limit)}, maka lotnya saya kecilkan ` +
      `dulu sebelum order dikirim.` +
      (params.lot === null
        ? ""
        : ` Dengan jarak stop seperti #${trades[0]}, lot ${symbol(params)} ` +
          `paling besar ${lots(params.lot)}.`),
    short: `hitung lot dari jarak stop, risiko paling besar ${percent(params.limit)}`,
    kept: `risiko setiap transaksi paling besar ${percent(params.limit)}`,
  }),
  sl_sebelum_order: () => ({
    plan: "Jika saya membuka order, maka SL diisi sebelum menekan Buy atau Sell.",
    short: "stop loss terisi sebelum menekan Buy atau Sell",
    kept: "semua transaksi memakai stop loss",
  }),
  stop_di_tempat: () => ({
    plan:
      "Jika posisi sudah terbuka, maka stop tetap di tempatnya; " +
      "yang boleh hanya mendekatkannya ke impas.",
    short: "stop tetap di tempatnya sampai posisi tertutup",
    kept: "semua rugi paling jauh 1,1x jarak stop",
  }),
  tunggu_tertutup: () => ({
    plan:
      "Jika sebuah posisi sedang rugi, maka order baru di simbol yang sama menunggu sampai " +
      "posisi itu tertutup.",
    short: "satu posisi rugi selesai dulu, baru yang berikutnya",
    kept: "0 penambahan pada posisi yang sedang rugi",
  }),
  batas_jumlah: (params) => ({
    plan: `Jika sudah ${params.most} transaksi, maka sesi selesai dan platform saya tutup.`,
    short: `sesi selesai setelah ${params.most} transaksi`,
    kept: `paling banyak ${params.most} transaksi`,
  }),
  batas_rugi: (params, currency) => ({
    plan:
      `Jika rugi hari itu mencapai ${unsigned(params.amount, currency)} ` +
      `(${percent(params.percent)} dari saldo awal), maka ` +
      (params.bots === 1 ? "semua bot saya jeda." : "sesi selesai dan platform saya tutup."),
    short: `berhenti saat rugi mencapai ${unsigned(params.amount, currency)}`,
    kept: "0 posisi baru setelah batas itu",
  }),
  rugi_sebesar_untung: (params, currency) => ({
    plan:
      `Jika saya memasang stop, maka ruginya paling besar ${unsigned(params.amount, currency)}, ` +
      "sama dengan rata-rata kemenangan hari ini.",
    short: `rugi satu posisi paling besar ${unsigned(params.amount, currency)}`,
    kept: `rugi terbesar tidak melewati ${unsigned(params.amount, currency)}`,
  }),
  target_di_atas_biaya: (params, currency) => ({
    plan:
      `Jika target sebuah posisi kurang dari ${params.times} kali biayanya ` +
      `(${unsigned(params.amount, currency)}), maka posisi itu saya lewatkan.`,
    short: `pilih posisi dengan target minimal ${unsigned(params.amount, currency)}`,
    kept: "biaya paling besar 20% dari untung kotor",
  }),
  bot_pasang_sl: (_params, _currency, trades) => ({
    plan:
      "Jika bot dijalankan lagi, maka stop loss-nya saya pasang dulu di pengaturan bot " +
      `(hari ini kosong pada ${idList(trades)}).`,
    short: "stop loss terpasang di pengaturan bot",
    kept: "semua transaksi bot memakai stop loss",
  }),
  lengkapi_data: (params) => {
    const what = [params.stop === 1 ? "stop loss" : "", params.risk === 1 ? "risiko" : ""];
    const fields = what.filter((name) => name !== "").join(" dan ");
    return {
      plan: `Jika order terisi, maka saya langsung mencatat ${fields}.`,
      short: `catat ${fields} begitu order terisi`,
      kept: `${fields} diketahui di setiap transaksi`,
    };
  },
};

const KEEP: Readonly<Record<string, string>> = {
  sl_disiplin: "stop loss terpasang di setiap order",
  ukuran_konsisten: "ukuran posisi yang sama",
  jurnal_lengkap: "suasana dan catatan setiap hari",
  edge_terbukti: "cara trading yang sama",
  target_dipegang: "kemenangan dibiarkan sampai target",
  lot_netral_setelah_rugi: "lot yang sama setelah rugi",
  kebiasaan_hilang: "cara baru yang menggantikan kebiasaan lama",
  semua_sl: "stop loss terpasang di setiap order",
  risiko_terjaga: "risiko dihitung sebelum order dikirim",
  rugi_sesuai_rencana: "stop dibiarkan bekerja",
  ukuran_tetap_setelah_rugi: "lot yang sama setelah rugi",
  jeda_setelah_rugi: "jeda setelah rugi",
  berhenti_di_batas: "berhenti ketika batas rugi tercapai",
};

function keepAdvice({ params, trades }: Action): Advice {
  const habit = KEEP[String(params.habit)];
  if (habit === undefined) throw new RangeError(`no words for habit ${params.habit}`);
  const evidence = trades.length === 0 ? "" : ` (${idList(trades)})`;
  return {
    plan: `Pertahankan seperti hari ini: ${habit}${evidence}.`,
    short: `${habit}, seperti hari ini`,
    kept: null,
  };
}

function restAdvice(voice: Voice): Advice {
  return {
    plan:
      "Berhenti dulu untuk hari ini: tutup platform dan jauhkan layar. Bicaralah dengan " +
      `seseorang yang ${voice} percaya tentang keadaan ini; tidak perlu ditanggung sendiri.`,
    short: "istirahat",
    kept: null,
  };
}

const SEGMENTS: Readonly<Record<string, (label: string) => string>> = {
  jam: (label) => `jam ${label.padStart(2, "0")}.00 sampai ${(Number(label) + 4) % 24}.00`,
  simbol: (label) => `simbolnya ${label}`,
  strategi: (label) => `strateginya ${label}`,
  arah: (label) => `posisinya ${label}`,
  hari: (label) => `harinya ${WEEKDAYS[(Number(label) + 6) % 7]}`,
  emosi: (label) => `suasana sebelum mulai ${moodLabel(label)}`,
  kondisi: (label) => `kondisi pasar ${marketLabel(label)}`,
  hasil_setelah_2_rugi: () => "sudah dua rugi beruntun",
  hasil_trade_akhir: () => "sudah melewati jumlah transaksi yang biasa",
  lot_besar_hasil_buruk: () => "lotnya di atas lot biasa",
};

function segmentName({ segment, label }: Params): string {
  return cleanLine(SEGMENTS[String(segment)]?.(String(label ?? "")) ?? "");
}

function symbol(params: Params): string {
  return cleanLine(String(params.symbol ?? ""));
}
