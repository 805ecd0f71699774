import { WEEKDAYS } from "../../base/dates.ts";
import { marketLabel, moodLabel } from "../../base/moods.ts";
import { formatPercent } from "../../base/number.ts";
import { inWords, listed, lots, markR, percent, times, unsigned } from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import type { Action } from "../../mentor/day-review.ts";
import { isPatternId, type PatternId, type PromiseId } from "../../mentor/ids.ts";
import {
  COSTS,
  CUT,
  IN_LINE,
  NEAR_TARGET01,
  PLANNED_R,
  POSITION,
  SEGMENT,
} from "../../mentor/thresholds.ts";
import type { Topic } from "../screen/told.ts";

export interface Advice {
  /** The plan, if-then, in the first person: it is the trader's own. */
  plan: string;
  /** The same in a few words, after "Besok cukup satu hal:". */
  short: string;
  /** How tomorrow shows whether it was kept; null: nothing to count. */
  kept: string | null;
}

type Params = Action["params"];

/** What a number in a promise can be of. */
export type Unit = "minutes" | "percent" | "lot" | "count" | "money";

/** The words of a kind of promise. */
interface PromiseWords {
  /** What a broken one tells of its trades: the daily screen does not tell that again. */
  topics: readonly Topic[];
  /** The numbers that it is judged by, which new words may change, and the parameter that holds each. */
  judged: Readonly<Partial<Record<Unit, string>>>;
  /**
   * A smaller promise (`first_only`) asks for the first occasion only. A promise is read on later
   * days too, so that "hari ini" has no place in it.
   */
  say(params: Params, currency: string, trades: readonly number[]): Advice;
}

export const PROMISE_WORDS: Readonly<Record<PromiseId, PromiseWords>> = {
  lot_dasar_setelah_rugi: {
    topics: ["lot"],
    judged: { minutes: "minutes", lot: "base" },
    say: (params) => ({
      plan:
        `Jika satu posisi ditutup rugi${first(params, " untuk pertama kali hari itu")}, maka ` +
        `posisi berikutnya memakai lot biasa` +
        `${params.base === null ? "" : ` (${lots(params.base)} untuk ${symbol(params)})`} ` +
        `dan baru dibuka setelah ${params.minutes} menit.`,
      short: `setelah rugi${first(params, " pertama")}, jeda ${params.minutes} menit lalu kembali ke lot biasa`,
      kept:
        params.first_only === 1
          ? "transaksi pertama setelah rugi memakai lot biasa dan diberi jeda"
          : `setelah rugi tidak ada lot di atas ${times(IN_LINE)} lot biasa dan tidak ada jeda yang lebih pendek`,
    }),
  },
  lot_tetap: {
    topics: ["lot"],
    judged: { lot: "base" },
    say: (params) => ({
      plan:
        `Jika hari sedang ${params.ahead === 1 ? "untung" : "rugi"}, maka lot` +
        `${first(params, " transaksi pertama sesudahnya")} tetap` +
        `${params.base === null ? " seperti biasa" : ` ${lots(params.base)} (${symbol(params)})`}.`,
      short: `lot tetap sama saat hari sedang ${params.ahead === 1 ? "untung" : "rugi"}`,
      kept:
        `${first(params, "lot transaksi pertama sesudahnya", "semua lot")} paling besar ` +
        `${times(IN_LINE)} lot biasa`,
    }),
  },
  jeda_setelah_rugi: {
    topics: ["pause"],
    judged: { minutes: "minutes" },
    say: (params) => ({
      plan:
        `Jika satu posisi ditutup rugi${first(params, " untuk pertama kali hari itu")}, maka saya ` +
        `menutup chart ${params.minutes} menit dan ` +
        "menulis satu kalimat di jurnal.",
      short: `setelah rugi${first(params, " pertama")}, tutup chart ${params.minutes} menit`,
      kept: `jeda setelah rugi${first(params, " pertama")} paling singkat ${params.minutes} menit`,
    }),
  },
  biarkan_order: {
    topics: [],
    judged: {},
    say: (params) => ({
      plan:
        `Jika posisi ${first(params, "pertama hari itu ")}untung kurang dari ${markR(CUT.toR)}, maka saya ` +
        "membiarkan TP dan SL bekerja; yang boleh hanya menggeser SL ke impas.",
      short: `posisi untung${first(params, " pertama")} dibiarkan sampai TP atau SL`,
      kept: first(
        params,
        "kemenangan pertama ditutup di TP atau dekat dengannya",
        `paling sedikit ${formatPercent(NEAR_TARGET01)} kemenangan ditutup di TP atau dekat dengannya`,
      ),
    }),
  },
  lot_setengah: {
    topics: [],
    judged: {},
    say: (params) => ({
      plan:
        `Jika ${segmentName(params)}, maka lot${first(params, " transaksi pertama hari itu", "nya")} ` +
        `setengah selama ${params.trades} transaksi, lalu dilihat lagi.`,
      short: `setengah lot: ${segmentName(params)}${first(params, ", transaksi pertama saja")}`,
      kept:
        `${first(params, "lot pertama", "semua lot")} di bagian itu paling besar setengah lot ` +
        "biasa",
    }),
  },
  lot_dasar: {
    topics: ["lot"],
    judged: { lot: "base" },
    say: (params) => ({
      plan:
        `Jika saya membuka ${symbol(params)}${first(params, " untuk pertama kali hari itu")}, maka lotnya ${lots(params.base)}, ` +
        `lot biasa saya, apa pun rasanya saat itu.`,
      short: `lot ${symbol(params)} ${first(params, "pertama ")}${lots(params.base)}, seperti biasanya`,
      kept:
        `${first(params, "lot", "semua lot")} ${symbol(params)}${first(params, " pertama")} ` +
        `paling besar ${times(IN_LINE)} lot biasa`,
    }),
  },
  risiko_maksimum: {
    topics: ["risk"],
    judged: { percent: "limit", lot: "lot" },
    say: (params, _currency, trades) => ({
      plan:
        `Jika risiko ${first(params, "order pertama hari itu", "sebuah order")} lebih dari ` +
        `${percent(params.limit)}, maka lotnya saya kecilkan dulu sebelum order dikirim.` +
        (params.lot === null || params.first_only === 1 || trades.length === 0
          ? ""
          : ` Dengan jarak stop seperti #${trades[0]}, lot ${symbol(params)} ` +
            `paling besar ${lots(params.lot)}.`),
      short:
        `hitung lot${first(params, " pertama")} dari jarak stop, ` +
        `risiko paling besar ${percent(params.limit)}`,
      kept:
        `risiko ${first(params, "transaksi pertama", "setiap transaksi")} paling besar ` +
        `${percent(params.limit)}`,
    }),
  },
  risiko_terbuka: {
    topics: ["open"],
    judged: { percent: "limit" },
    say: (params) => ({
      plan:
        `Jika risiko semua posisi terbuka${first(params, " untuk pertama kali hari itu")} akan ` +
        `melewati ${percent(params.limit)}, maka order baru menunggu sampai salah satunya tertutup.`,
      short: `risiko semua posisi terbuka paling besar ${percent(params.limit)}`,
      kept:
        `risiko terbuka ${first(params, "pada penambahan pertama ")}tidak melewati ` +
        `${percent(params.limit)}`,
    }),
  },
  sl_sebelum_order: {
    topics: ["stop"],
    judged: {},
    say: (params) => ({
      plan:
        `Jika saya membuka order${first(params, " pertama hari itu")}, maka SL diisi sebelum ` +
        "menekan Buy atau Sell.",
      short: `stop loss ${first(params, "order pertama ")}terisi sebelum menekan Buy atau Sell`,
      kept: `${first(params, "transaksi pertama", "semua transaksi")} memakai stop loss`,
    }),
  },
  stop_di_tempat: {
    topics: ["moved"],
    judged: {},
    say: (params) => ({
      plan:
        `Jika posisi ${first(params, "pertama hari itu ")}sudah terbuka, maka stop tetap di ` +
        "tempatnya; yang boleh hanya mendekatkannya ke impas.",
      short: `stop ${first(params, "posisi pertama ")}tetap di tempatnya sampai posisi tertutup`,
      kept:
        `${first(params, "rugi pertama", "semua rugi")} paling jauh ${times(PLANNED_R)} jarak ` +
        "stop",
    }),
  },
  tunggu_tertutup: {
    topics: ["adds"],
    judged: {},
    say: (params) => ({
      plan:
        `Jika ${first(params, "posisi pertama hari itu", "sebuah posisi")} sedang rugi, maka order ` +
        "baru di simbol yang sama menunggu sampai posisi itu tertutup.",
      short: first(
        params,
        "posisi pertama yang rugi selesai dulu, baru yang berikutnya",
        "satu posisi rugi selesai dulu, baru yang berikutnya",
      ),
      kept: `0 penambahan pada posisi ${first(params, "pertama ")}yang sedang rugi`,
    }),
  },
  batas_jumlah: {
    topics: ["count"],
    judged: { count: "most" },
    say: (params) => ({
      plan: `Jika sudah ${params.most} transaksi, maka sesi selesai dan platform saya tutup.`,
      short: `sesi selesai setelah ${params.most} transaksi`,
      kept: `paling banyak ${params.most} transaksi`,
    }),
  },
  rencana_dulu: {
    topics: ["plan"],
    judged: {},
    say: (params) => ({
      plan:
        `Jika saya mau membuka ${first(params, "posisi pertama hari itu", "posisi")}, maka rencananya ` +
        "saya segel dulu dengan jurnal plan.",
      short: `rencana disegel sebelum ${first(params, "order pertama", "setiap order")}`,
      kept: `${first(params, "transaksi pertama", "setiap transaksi")} punya rencana`,
    }),
  },
  sesuai_rencana: {
    topics: ["plan"],
    judged: {},
    say: (params) => ({
      plan:
        `Jika harga atau waktu ${first(params, "rencana pertama hari itu", "sebuah rencana")} sudah ` +
        "lewat, maka saya membatalkannya; yang saya buka hanya lot dan harga yang direncanakan.",
      short: `entry dan lot ${first(params, "pertama ")}persis seperti rencananya`,
      kept: `${first(params, "transaksi pertama", "semua transaksi")} dibuka pada harga, waktu, dan lot rencananya`,
    }),
  },
  checklist_penuh: {
    topics: [],
    judged: {},
    say: (params) => ({
      plan:
        `Jika satu butir checklist ${first(params, "rencana pertama hari itu ")}belum terpenuhi, maka ` +
        "saya tidak masuk dan menunggu setup berikutnya.",
      short: `masuk hanya bila checklist ${first(params, "pertama ")}terpenuhi semua`,
      kept: `checklist ${first(params, "transaksi pertama", "setiap transaksi")} terpenuhi semua`,
    }),
  },
  jam_sendiri: {
    topics: ["hours"],
    judged: {},
    say: (params) => ({
      plan:
        `Jika di luar pukul ${params.from} sampai ${params.to}, maka saya tidak membuka ` +
        `${first(params, "posisi pertama hari itu", "posisi")}; yang bagus pun menunggu jam saya.`,
      short: `${first(params, "entry pertama", "entry")} hanya pukul ${params.from} sampai ${params.to}`,
      kept: `0 ${first(params, "entry pertama", "entry")} di luar jam itu`,
    }),
  },
  batas_rugi: {
    topics: ["limit"],
    judged: { money: "amount" },
    say: (params, currency) => ({
      plan:
        `Jika rugi hari itu mencapai ${unsigned(params.amount, currency)}` +
        `${params.percent === null ? "" : ` (${percent(params.percent)} dari saldo awal hari itu)`}, maka ` +
        (params.bots === 1 ? "semua bot saya jeda." : "sesi selesai dan platform saya tutup."),
      short: `berhenti saat rugi mencapai ${unsigned(params.amount, currency)}`,
      kept: "0 posisi baru setelah batas itu",
    }),
  },
  rugi_sebesar_untung: {
    topics: [],
    judged: { money: "amount" },
    say: (params, currency) => ({
      plan:
        `Jika saya memasang stop${first(params, " pertama hari itu")}, maka ruginya paling besar ` +
        `${unsigned(params.amount, currency)}${params.own === 1 ? ", batas saya sendiri" : ""}.`,
      short: `rugi satu posisi paling besar ${unsigned(params.amount, currency)}`,
      kept:
        `rugi ${first(params, "pertama", "terbesar")} tidak melewati ` +
        `${unsigned(params.amount, currency)}`,
    }),
  },
  target_di_atas_biaya: {
    topics: [],
    judged: {},
    say: (params, currency) => ({
      plan:
        `Jika target sebuah posisi kurang dari ${params.times} kali biayanya ` +
        `(${unsigned(params.amount, currency)}), maka posisi itu saya lewatkan.`,
      short: `pilih posisi dengan target minimal ${unsigned(params.amount, currency)}`,
      kept: `biaya paling besar ${formatPercent(COSTS.share01)} dari untung kotor`,
    }),
  },
  bot_pasang_sl: {
    topics: [],
    judged: {},
    say: () => ({
      plan: "Jika bot dijalankan lagi, maka stop loss-nya saya pasang dulu di pengaturan bot.",
      short: "stop loss terpasang di pengaturan bot",
      kept: "semua transaksi bot memakai stop loss",
    }),
  },
  lengkapi_data: {
    topics: [],
    judged: {},
    say: (params) => {
      const what = [
        params.stop === 1 ? "stop loss" : "",
        params.risk === 1 ? "risiko" : "",
        params.strategy === 1 ? "strategi" : "",
      ];
      const fields = listed(what.filter((name) => name !== ""));
      const which = first(params, " pertama hari itu");
      return {
        plan: `Jika order${which} terisi, maka saya langsung mencatat ${fields}.`,
        short: `catat ${fields} begitu order${first(params, " pertama")} terisi`,
        kept: `${fields} tercatat di ${first(params, "transaksi pertama", "setiap transaksi")}`,
      };
    },
  },
};

const SEGMENTS: Readonly<Record<PatternId, (label: string) => string>> = {
  jam: (label) =>
    `jam ${label.padStart(2, "0")}:00 sampai ${String((Number(label) + SEGMENT.hours) % 24).padStart(2, "0")}:00`,
  simbol: (label) => `simbolnya ${label}`,
  strategi: (label) => `strateginya ${label}`,
  arah: (label) => `posisinya ${label}`,
  hari: (label) => `harinya ${WEEKDAYS[(Number(label) + 6) % 7]}`,
  emosi: (label) => `suasana sebelum mulai ${moodLabel(label)}`,
  kondisi: (label) => `kondisi pasar ${marketLabel(label)}`,
  hasil_setelah_2_rugi: () => `sudah ${inWords(POSITION.losses)} rugi beruntun`,
  hasil_trade_akhir: () => "sudah melewati jumlah transaksi yang biasa",
  lot_besar_hasil_buruk: () => "lotnya di atas lot biasa",
};

function segmentName({ segment, label }: Params): string {
  return isPatternId(segment) ? cleanLine(SEGMENTS[segment](String(label ?? ""))) : "";
}

function symbol(params: Params): string {
  return cleanLine(String(params.symbol ?? ""));
}

/** Words of the smaller form of a promise, or those of the whole one. */
function first(params: Params, smaller: string, whole = ""): string {
  return params.first_only === 1 ? smaller : whole;
}
