import { formatDuration } from "../../base/dates.ts";
import { formatNumber, formatPercent } from "../../base/number.ts";
import {
  amount,
  chance,
  inR,
  inWords,
  markR,
  signed,
  times,
  unsigned,
  worstList,
  yours,
} from "../../base/phrases.ts";
import { goneHabit } from "../../mentor/findings.ts";
import type { ClaimId } from "../../mentor/ids.ts";
import {
  ADDS,
  BASE_WINDOW,
  BIGGER,
  BURSTS_AFTER,
  CUT,
  FAST,
  HELD,
  KNOWN_RISK01,
  LOOSE,
  LOT_AFTER_LOSS,
  LOT_BY_RESULT,
  LOT_STEP,
  LOT_STEPS,
  OUTCOME_R,
  PLANNED,
  REVENGE_RATE,
} from "../../mentor/thresholds.ts";
import type { GoneFinding, ProvenFinding } from "../../mentor/types.ts";
import { PERMUTATIONS } from "../../stats/counts.ts";
import type { ReportSettings } from "../document.ts";
import { both, lossText, points, type WrittenLater } from "./explained.ts";
import { atOnce, type ClaimWords, means, PATTERN_WORDS, shortMeans } from "./patterns.ts";

const SIZE =
  `Ukuran = ln(lot / median lot dari paling banyak ${BASE_WINDOW} transaksi simbol itu ` +
  "sebelumnya)";

const overDays = () =>
  `untung atau rugi di luar ${markR(LOT_BY_RESULT.aheadR)}, min ${LOT_BY_RESULT.days} hari, ` +
  `${both(LOT_BY_RESULT)}, rasio >= ${amount(LOT_BY_RESULT.ratio)}`;

/** What is said of habits and patterns. */
export const HABIT_WORDS: Readonly<Record<ClaimId, ClaimWords>> = {
  lot_naik_setelah_rugi: {
    name: "lot naik setelah rugi",
    told: (v, { voice }) =>
      `Setelah rugi, ${yours("lot", voice)} ${times(v.effect)} lot setelah untung ` +
      `(${v.a} vs ${v.b} transaksi)`,
    short: (v, { voice }) =>
      `Setelah rugi, ${yours("lot", voice)} ${times(v.effect)} lot setelah untung`,
    why: {
      rule: () =>
        `${SIZE}; setelah rugi vs setelah untung, Mann-Whitney, ${both(LOT_AFTER_LOSS)}, rasio ` +
        `>= ${amount(LOT_AFTER_LOSS.ratio)}, di dalam hari >= ${amount(LOT_AFTER_LOSS.within)} bila ada ` +
        `${LOT_AFTER_LOSS.withinGroup}/${LOT_AFTER_LOSS.withinGroup}; ${lossText()}`,
      source: "Coval & Shumway 2005",
    },
  },
  lot_naik_saat_untung: {
    name: "lot naik saat hari sedang untung",
    told: (v, { voice }) =>
      `Saat hari sedang untung, ${yours("lot", voice)} ${times(v.effect)} lot saat sedang rugi ` +
      `(${v.a} vs ${v.b} transaksi, ${v.sessions} hari)`,
    short: (v, { voice }) =>
      `Saat hari sedang untung, ${yours("lot", voice)} ${times(v.effect)} lot saat sedang rugi`,
    why: {
      rule: () => `${SIZE}; saat hari untung vs rugi, satu skor per hari, uji t, ${overDays()}`,
      source: "Thaler & Johnson 1990",
    },
  },
  lot_naik_saat_rugi_sesi: {
    name: "lot naik saat hari sedang rugi",
    told: (v, { voice }) =>
      `Saat hari sedang rugi, ${yours("lot", voice)} ${times(1 / Number(v.effect))} lot saat ` +
      `sedang untung (${v.b} vs ${v.a} transaksi, ${v.sessions} hari)`,
    short: (v, { voice }) =>
      `Saat hari sedang rugi, ${yours("lot", voice)} ${times(1 / Number(v.effect))} lot saat sedang untung`,
    why: {
      rule: () => `${SIZE}; saat hari rugi vs untung, satu skor per hari, uji t, ${overDays()}`,
      source: "Thaler & Johnson 1990",
    },
  },
  masuk_cepat_setelah_rugi: {
    name: "masuk lagi lebih cepat setelah rugi",
    told: (v) =>
      `Setelah rugi, jeda sebelum entry berikutnya ${minutes(v.after_loss)}; setelah untung ` +
      `${minutes(v.after_win)} (median, ${v.a} vs ${v.b} transaksi)`,
    short: (v) =>
      `Setelah rugi, jeda sebelum entry berikutnya biasanya ${about(v.after_loss)}; ` +
      `setelah untung ${about(v.after_win)}`,
    why: {
      rule: () =>
        `Jeda setelah rugi vs setelah untung, Mann-Whitney, ${both(FAST)}, rasio median <= ` +
        `${amount(FAST.ratio)}, di dalam hari <= ${amount(FAST.within)} bila ada ${FAST.withinDays} hari ` +
        `(jeda di bawah ${amount(FAST.shortest)} menit dihitung sekian)`,
      source: "Lo, Repin & Steenbarger 2005",
    },
  },
  balas_dendam: {
    name: "masuk cepat dengan lot lebih besar setelah rugi",
    told: (v) =>
      `Masuk lebih cepat dari biasanya sekaligus dengan lot lebih besar: ` +
      `${share(v.after_loss)} dari ${v.a} transaksi setelah rugi, ${share(v.after_win)} dari ` +
      `${v.b} setelah untung`,
    short: (v) =>
      `Masuk lebih cepat dan dengan lot lebih besar pada ${share(v.after_loss)} transaksi setelah rugi, ` +
      `${share(v.after_win)} setelah untung`,
    why: {
      rule: () =>
        `Jeda <= median sendiri dan ukuran >= ${times(BIGGER)}: setelah rugi vs untung, Fisher, ` +
        `${both(REVENGE_RATE)}, ${REVENGE_RATE.events} kejadian atau lebih, selisih >= ` +
        `${points(REVENGE_RATE.difference01)}`,
      source: "Coval & Shumway 2005",
    },
  },
  martingale: {
    name: "lot dilipatkan setelah rugi",
    told: (v) =>
      `Lot naik ${times(LOT_STEP)} atau lebih pada ${share(v.after_loss)} dari ${v.a} transaksi setelah rugi, ` +
      `dan ${share(v.after_win)} dari ${v.b} setelah untung`,
    short: (v) =>
      `Lot dilipatkan pada ${share(v.after_loss)} transaksi setelah rugi, ` +
      `${share(v.after_win)} setelah untung`,
    why: {
      rule: () =>
        `Lot >= ${times(LOT_STEP)} lot transaksi tertutup terakhir: setelah rugi vs untung, ` +
        `Fisher, ${both(LOT_STEPS)}, porsi >= ${formatPercent(LOT_STEPS.share01)}, selisih >= ` +
        `${points(LOT_STEPS.difference01)}`,
      source: "Croson & Sundali 2005",
    },
  },
  rata_rugi: {
    name: "menambah posisi yang sedang rugi",
    told: (v) =>
      `Dari ${Number(v.a) + Number(v.b)} penambahan posisi, ${v.a} dilakukan di harga yang ` +
      `lebih buruk dan ${v.b} di harga yang lebih baik`,
    short: (v) =>
      `Dari ${Number(v.a) + Number(v.b)} penambahan posisi, ${v.a} di harga yang lebih buruk`,
    why: {
      rule: () =>
        `Penambahan di harga lebih buruk vs lebih baik, yang risikonya diketahui, binomial ` +
        `${amount(ADDS.chance01)}, min ${ADDS.count}, porsi >= ${formatPercent(ADDS.share01)}`,
      source: "Heimer & Imas 2021",
    },
  },
  efek_disposisi: {
    name: "rugi ditahan lebih lama daripada untung",
    told: (v) =>
      `Posisi rugi ditahan ${minutes(v.hold_loss)}, posisi untung ${minutes(v.hold_win)} ` +
      `(median, ${v.a} vs ${v.b} transaksi; rata-rata ${inR(v.mean_loss)} dan ${inR(v.mean_win)})`,
    short: (v) =>
      `Posisi rugi biasanya ditahan ${about(v.hold_loss)}, posisi untung ${about(v.hold_win)}`,
    why: {
      rule: () =>
        `Lama rugi vs lama untung disesuaikan dengan RR rencana, Mann-Whitney, ${both(HELD)}, >= ` +
        `${times(HELD.ratio)} (tanpa rencana ${times(HELD.unplanned)})`,
      source: "Odean 1998",
    },
  },
  potong_untung: {
    name: "untung kecil cepat ditutup",
    told: (v) =>
      `Dari ${Number(v.a) + Number(v.b)} posisi yang ditutup sendiri di antara ` +
      `${markR(CUT.fromR)} dan ${markR(CUT.toR)}, ` +
      `${v.a} ditutup saat untung dan ${v.b} saat rugi`,
    short: (v) =>
      `Dari ${Number(v.a) + Number(v.b)} posisi yang cepat ditutup sendiri, ${v.a} sedang untung`,
    why: {
      rule: () =>
        `Exit sendiri ${amount(CUT.fromR)}-${markR(CUT.toR)}: untung vs rugi, binomial ` +
        `${amount(CUT.chance01)}, min ${CUT.exits}, porsi >= ${formatPercent(CUT.share01)}`,
      source: "Richards dkk. 2017",
    },
  },
  aturan_longgar: {
    name: "stop loss lebih sering kosong setelah rugi",
    told: (v) =>
      `Tanpa stop loss: ${share(v.after)} dari ${v.a} transaksi setelah ` +
      `${v.losses === 1 ? "rugi" : `${inWords(LOOSE.losses)} rugi atau lebih`}, ${share(v.rest)} dari ${v.b} lainnya`,
    short: (v) =>
      `Stop loss kosong pada ${share(v.after)} transaksi setelah rugi, ${share(v.rest)} transaksi lainnya`,
    why: {
      rule: () =>
        `Tanpa SL setelah ${inWords(LOOSE.losses)} rugi (atau satu, p x ${LOOSE.oneTimes}) vs lainnya: di jam yang sama, ` +
        "dan yang dibuka setelah sama banyak transaksi selesai hari itu; eksak (mid-p), yang terlemah, " +
        `${both(LOOSE)}, min ${LOOSE.violations} pelanggaran, selisih >= ${points(LOOSE.difference01)} dan ` +
        `${amount(LOOSE.ratio)} kali lebih sering`,
      source: "Steenbarger",
    },
  },
  ledakan_setelah_rugi: {
    name: "transaksi melonjak setelah rugi pertama",
    told: (v) =>
      `Jumlah transaksi melonjak pada ${share(v.after_loss)} dari ${v.a} hari yang dibuka dengan ` +
      `rugi, dan ${share(v.after_win)} dari ${v.b} hari yang dibuka dengan untung`,
    short: (v) =>
      `Transaksi melonjak pada ${share(v.after_loss)} hari yang dibuka dengan rugi, ` +
      `${share(v.after_win)} hari yang dibuka dengan untung`,
    why: {
      rule: () =>
        "Hari melonjak setelah transaksi pertama rugi vs untung, Fisher, min " +
        `${BURSTS_AFTER.days} hari, ${both(BURSTS_AFTER)}, ${BURSTS_AFTER.bursts} hari melonjak, selisih >= ` +
        `${points(BURSTS_AFTER.difference01)}`,
      source: "Coval & Shumway 2005",
    },
  },
  tanpa_rencana: {
    name: "hasil lebih rendah tanpa rencana",
    told: (v) => `Tanpa rencana, ${means(v, "dengan rencana")}`,
    short: (v) => `Tanpa rencana, ${shortMeans(v, "dengan rencana")}`,
    why: withoutIt("tanpa rencana, sejak rencana pertama,"),
  },
  keluar_dari_rencana: {
    name: "hasil lebih rendah saat entry keluar dari rencana",
    told: (v) => `${LEFT}, ${means(v, "yang sesuai rencana")}`,
    short: (v) => `Saat entry keluar dari rencana, ${shortMeans(v, "yang sesuai")}`,
    why: withoutIt(
      "yang entry-nya keluar dari rencana (harga, lot, waktu, atau melawan aturan; stop dan target yang digeser " +
        "kemudian ikut harganya dan tidak dihitung)",
    ),
  },
  checklist_dilewati: {
    name: "hasil lebih rendah saat checklist dilewati",
    told: (v) =>
      `Saat ada butir checklist yang tidak terpenuhi, ${means(v, "yang terpenuhi semua")}`,
    short: (v) =>
      `Saat ada butir checklist yang tidak terpenuhi, ${shortMeans(v, "yang terpenuhi semua")}`,
    why: withoutIt("dengan butir checklist yang tidak terpenuhi"),
  },
  ...PATTERN_WORDS,
};

/** The trades that left out something of a plan against those that did not. */
function withoutIt(which: string): WrittenLater {
  return {
    rule: () =>
      `Rata-rata R transaksi ${which} vs lainnya, uji t per hari dan ${amount(PERMUTATIONS)} permutasi, ` +
      `${both(PLANNED)}, min ${PLANNED.days} hari, <= ${markR(OUTCOME_R)}, ${atOnce(PLANNED)}, risiko diketahui ` +
      `pada ${formatPercent(KNOWN_RISK01)} transaksi`,
    source: "Liang & Zeger 1986",
  };
}

/** A habit in a few words. */
export function habitName(id: ClaimId): string {
  return HABIT_WORDS[id].name;
}

/**
 * The sentence of a proven habit or pattern: the two numbers compared, how many trades stand behind
 * each, p, the worst trades and the money. It says what comes together, not why.
 */
export function habitSentence(finding: ProvenFinding, settings: ReportSettings): string {
  const { id, values, trades, proof } = finding;
  const ids = trades.length === 0 ? "" : `; ${worstList(trades, proof.affected)}`;
  const fading = proof.fading
    ? ` Pada pemeriksaan di transaksi ke-${proof.m} terakhir terlihat.`
    : "";
  return (
    `${HABIT_WORDS[id].told(values, settings)}; p ${chance(proof.p)}${ids}. ` +
    `${moneySentence(finding, settings)}${fading}`
  ).trim();
}

/** Praise for a habit that is no longer seen. */
export function goneSentence(finding: GoneFinding): string {
  const { values, n } = finding;
  return (
    `Kebiasaan ini sudah tidak terlihat: ${habitName(goneHabit(finding))}. Terakhir terbukti ` +
    `di transaksi ke-${values.last} (n = ${n}), dua pemeriksaan sesudahnya bersih.`
  );
}

/** What it cost where that is arithmetic, what came out where it is not. */
function moneySentence(finding: ProvenFinding, settings: ReportSettings): string {
  const { proof, cost, values, trades } = finding;
  const { currency } = settings;
  const money = Number(values.money);
  if (trades.length === 0) return "";
  switch (proof.cost_kind) {
    case "none":
      return "Biayanya tidak bisa dihitung tanpa data harga setelah exit.";
    case "realised":
      return `Hasil ${proof.affected} transaksi itu ${signed(money, currency)}.`;
    default:
      if (cost !== null) {
        const than = proof.cost_kind === "size" ? "dibanding lot biasa" : "dibanding rencananya";
        return `Kebiasaan ini menghabiskan ${unsigned(cost, currency)} ${than}.`;
      }
      return money > 0
        ? `Kali ini untung ${unsigned(money, currency)}; risikonya tetap lebih besar dari biasanya.`
        : "";
  }
}

const LEFT =
  "Saat entry keluar dari rencana (harga lebih buruk, lot lebih besar, di luar waktunya, atau melawan aturan)";

const about = (value: unknown) => formatDuration(60 * Number(value));

function share(value: unknown): string {
  return formatPercent(Number(value));
}

function minutes(value: unknown): string {
  const number = Number(value);
  return number < 1
    ? "kurang dari semenit"
    : `${formatNumber(number, number < 10 ? 1 : 0, { trim: true })} menit`;
}
