import { daysBetween, formatShortDate } from "../base/dates.ts";
import { dictionary } from "../base/dictionary.ts";
import { currencyOf } from "../base/money.ts";
import { formatNumber, formatPercent, inStyleOf } from "../base/number.ts";
import { periodLabel } from "../base/period.ts";
import { capital, listed, signed, unsigned, youFirst, yours } from "../base/phrases.ts";
import type { PeriodReview } from "../figures/period.ts";
import type { RealBox } from "../mentor/period.ts";
import {
  type Block,
  line,
  type ReportDocument,
  type ReportSettings,
  type Section,
  type TableCell,
  toneOf,
} from "./document.ts";
import { mistakeText } from "./mistakes.ts";
import {
  changeBlocks,
  habitBlocks,
  nextBlocks,
  promiseBlocks,
  resultBlocks,
  ruleBlocks,
  sideBlocks,
} from "./period-parts.ts";
import { adviceOfPeriod } from "./promises.ts";
import { MIN_DISCIPLINE } from "./risk.ts";
import {
  countOfTrades,
  dayList,
  dayText,
  periodNoun,
  periodSubject,
  whatIsNext,
} from "./words/period.ts";

/** The review of a period in Indonesian: structured, without colour or width. */
export function composePeriod(review: PeriodReview, settings: ReportSettings): ReportDocument {
  return inStyleOf(settings.currency, () => compose(review, settings));
}

function compose(review: PeriodReview, settings: ReportSettings): ReportDocument {
  const closing = closingWords(review, settings);
  const sections: Section[] = [
    section("ringkasan", "Ringkasan", [line(opening(review, settings))]),
  ];
  if (review.result.n > 0) {
    if (!isCalmed(review)) {
      sections.push(
        section("hasil", "Hasil", resultBlocks(review, settings)),
        section("perbandingan", "Dibanding sebelumnya", changeBlocks(review, settings)),
        section("proses", "Proses dan hasil", processBlocks(review, settings)),
      );
    }
    if (!review.distress) {
      sections.push(
        section("aturan", yours("Aturan", settings.voice), ruleBlocks(review, settings)),
        section("janji", "Janji", promiseBlocks(review, settings)),
        section("kebiasaan", "Kebiasaan dan kejadian", habitBlocks(review, settings)),
        section("kesalahan", "Kesalahan yang ditandai", mistakeBlocks(review, settings)),
        section("bot", `${settings.voice} dan bot`, sideBlocks(review, settings)),
      );
    }
    const next = `Untuk ${whatIsNext(review.period)}`;
    sections.push(section("rekomendasi", next, nextBlocks(review, settings)));
  }
  sections.push(section("motivasi", "Pesan penutup", [line(closing)]));
  return {
    title: TITLES[review.period.kind] ?? "Tinjauan",
    date: dateWords(review),
    headline: headline(review, settings),
    motivation: closing,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

/** Each mistake with its sum, or what of it is arithmetic. */
function mistakeBlocks({ mistakes }: PeriodReview, { currency }: ReportSettings): Block[] {
  return mistakes.map((one) => ({
    kind: "item",
    mark: "dot",
    text: `${mistakeText(one, currencyOf(currency))}.`,
  }));
}

/** Hard days need no figures; a month is a look back, and keeps them. */
export function isCalmed({ distress, period }: PeriodReview): boolean {
  return distress && daysBetween(period.from, period.to) < 7;
}

const TITLES: Readonly<Record<string, string>> = dictionary({
  week: "Tinjauan mingguan",
  month: "Tinjauan bulanan",
  year: "Tinjauan tahunan",
});

function section(id: Section["id"], heading: string, blocks: Block[]): Section {
  return { id, heading, blocks };
}

/** "November 2026, sampai hari ini (22 Nov 2026)". */
function dateWords({ period, today }: PeriodReview): string {
  const label = capital(periodLabel(period));
  return period.unfinished ? `${label}, sampai hari ini (${formatShortDate(today)})` : label;
}

function headline(review: PeriodReview, settings: ReportSettings): string {
  const { result, period } = review;
  const isEmpty = result.n === 0 && result.net === 0;
  const what = isEmpty ? "tidak ada transaksi" : signed(result.net, settings.currency);
  return `${periodSubject(period)}: ${what}${lostText(review, settings)}.`;
}

/** From this share of the balance on a loss is said in percent too. */
const HEAVY01 = 0.1;

/** ", 48,3% saldo hilang", where it was so much, it is known and may be shown. */
function lostText({ result, balance }: PeriodReview, { table }: ReportSettings): string {
  if (balance === null || balance <= 0 || table?.masked !== undefined) return "";
  const share01 = -result.net / balance;
  return share01 < HEAVY01 ? "" : `, ${formatPercent(share01, 1)} saldo hilang`;
}

/** The first words: after a loss what was right comes first, and a lucky win is called so. */
export function opening(review: PeriodReview, settings: ReportSettings): string {
  const { result, sides, period, boxes } = review;
  const subject = periodSubject(period);
  if (review.distress) {
    const you = youFirst(settings.voice);
    const wait = isCalmed(review) ? "; angka bisa menunggu" : "";
    return `Hari-hari ini berat. ${you} tidak perlu mengejar apa pun sekarang${wait}.`;
  }
  if (result.n === 0 && result.net !== 0) {
    const money = signed(result.net, settings.currency);
    return `${subject}: tidak ada posisi yang selesai; ${money} dari posisi yang ditutup sebagian.`;
  }
  if (result.n === 0) {
    return (
      `${subject}: tidak ada transaksi${restDays(review)}. ` +
      "Menunggu di luar pasar juga sebuah keputusan."
    );
  }
  if (sides.hand.n === 0)
    return `${subject}: hanya bot yang bertransaksi, ${countOfTrades(sides.bots.n)}.`;
  const { net, n } = sides.hand;
  const judged = judgedDays(review);
  const unclear = unclearDays(review);
  const right = rightDays(review);
  const days = judged + unclear;
  const rest = unclear === 0 ? "" : `, ${unclear} kurang datanya`;
  const kept = `${right} dari ${days} hari dijalani dengan proses yang benar${rest}.`;
  const own = sides.bots.n > 0 ? ` oleh ${settings.voice}` : "";
  if (net < 0) {
    const cost = unsigned(net, settings.currency);
    const told =
      right === 0
        ? `${subject} rugi ${cost} dari ${countOfTrades(n)}${own}, dan semuanya tercatat.`
        : `${subject}: ${kept} Ruginya ${cost} dari ${countOfTrades(n)}${own}.`;
    return told + focusWords(review, settings);
  }
  const won =
    net === 0
      ? `${subject} impas dari ${countOfTrades(n)}${own}.`
      : `${subject} untung ${unsigned(net, settings.currency)} dari ${countOfTrades(n)}${own}.`;
  const lucky = boxes["wrong-won"].days.length;
  if (lucky > right) {
    return `${won} Hasil bagus, proses kurang pada ${lucky} dari ${days} hari.`;
  }
  return judged === 0 ? won : `${won} ${capital(kept)}`;
}

/** Days that were kept although nothing was traded. */
function restDays({ sessions }: PeriodReview): string {
  return sessions === 0 ? "" : `, dan ${sessions} hari tetap dicatat`;
}

function focusWords(review: PeriodReview, settings: ReportSettings): string {
  const first = review.actions[0];
  if (first === undefined) return "";
  const { short } = adviceOfPeriod(first, settings);
  return ` Satu hal untuk ${whatIsNext(review.period)}: ${short}.`;
}

/** The last words, drawn from what happened: no promise, no praise without something seen. */
function closingWords(review: PeriodReview, { voice }: ReportSettings): string {
  const { result, sides, period, boxes } = review;
  const noun = periodNoun(period);
  const you = youFirst(voice);
  if (review.distress) {
    return (
      "Catatannya tersimpan, dan tidak ada yang harus diselesaikan sekarang. " +
      `${you} lebih penting daripada angka di layar. Pasar akan tetap ada.`
    );
  }
  if (result.n === 0) {
    return `${capital(noun)} tanpa transaksi juga catatan yang utuh. Pasar akan tetap ada.`;
  }
  if (sides.hand.n === 0) return `Bot yang bekerja. ${you} cukup memeriksa pengaturannya.`;
  const days = judgedDays(review) + unclearDays(review);
  const right = rightDays(review);
  if (judgedDays(review) === 0) {
    return "Semuanya sudah tercatat. Makin lengkap catatannya, makin banyak yang bisa dilihat.";
  }
  if (sides.hand.net < 0) {
    return 2 * right >= days
      ? "Prosesnya sebagian besar sudah benar, meskipun hasilnya merah. Bagian itu yang diteruskan."
      : `${you} melihat semuanya apa adanya, dan itu sudah langkah pertama. Dari sini satu hal saja.`;
  }
  if (boxes["wrong-won"].days.length > 0) {
    return (
      "Untungnya nyata, sebagian prosesnya belum. Benahi satu hal, supaya hasil berikutnya " +
      "tidak bergantung pada nasib baik."
    );
  }
  if (right === days) return "Prosesnya layak diulang, dengan ukuran yang sama.";
  return 2 * right >= days
    ? "Sebagian besar prosesnya layak diulang, dengan ukuran yang sama. Sisanya cukup satu hal saja."
    : "Simpan hasilnya, dan teruskan satu perbaikan saja.";
}

const BOXES: readonly [RealBox, string][] = [
  ["right-won", "benar, untung"],
  ["right-lost", "benar, rugi"],
  ["wrong-won", "kurang, untung"],
  ["wrong-lost", "kurang, rugi"],
];

/** "proses benar 2 dari 4 hari (2 kurang data)": days that cannot be judged are no right ones. */
export function processWords(review: PeriodReview): string {
  const unclear = unclearDays(review);
  const note = unclear === 0 ? "" : ` (${unclear} kurang data)`;
  return `proses benar ${rightDays(review)} dari ${judgedDays(review) + unclear} hari${note}`;
}

/** Days with trades by hand of which too little is known to judge them. */
export function unclearDays({ unjudged }: PeriodReview): number {
  return unjudged.data.days.length;
}

/** Days with trades by hand that stand in a box. */
export function judgedDays({ boxes }: PeriodReview): number {
  return BOXES.reduce((sum, [name]) => sum + boxes[name].days.length, 0);
}

/** Those of them whose process was right. */
export function rightDays({ boxes }: PeriodReview): number {
  return boxes["right-won"].days.length + boxes["right-lost"].days.length;
}

/** Process against result, day by day, and what the boxes say. */
function processBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  const judged = judgedDays(review);
  const blocks = judged === 0 ? [] : [table(review, settings), ...lessons(review, settings)];
  const out = outside(review, settings);
  const none =
    judged === 0 && out.length === 0 ? [line("Tidak ada hari dengan transaksi.", "muted")] : [];
  return [...none, ...blocks, ...out, ...rule(judged), ...disciplineLine(review)];
}

function table(review: PeriodReview, { currency }: ReportSettings): Block {
  const cell = (text: string, tone: TableCell["tone"] = "plain"): TableCell => ({ text, tone });
  return {
    kind: "table",
    columns: [
      { title: "Proses, hasil", align: "left", dropOrder: 0, least: 14 },
      { title: "Hari", align: "right", dropOrder: 0 },
      { title: "Hasil", align: "right", dropOrder: 0 },
      { title: "Tanggal", align: "left", dropOrder: 1, least: Number.POSITIVE_INFINITY },
    ],
    rows: BOXES.map(([name, title]) => {
      const { days, net } = review.boxes[name];
      const none = days.length === 0;
      return [
        cell(title, name === "wrong-won" && !none ? "bad" : "plain"),
        cell(String(days.length)),
        cell(none ? "–" : signed(net, currency), none ? "muted" : toneOf(net)),
        cell(
          dayList(
            days.map((day) => day.date),
            review.period,
            3,
          ),
          "muted",
        ),
      ];
    }),
  };
}

/** The dangerous quadrant by name, and the losses that were part of the work. */
function lessons({ boxes, period }: PeriodReview, { currency }: ReportSettings): Block[] {
  const { "wrong-won": lucky, "right-lost": honest } = boxes;
  const withYear = period.from.slice(0, 4) !== period.to.slice(0, 4);
  const each = (days: typeof lucky.days) =>
    days
      .slice(0, 5)
      .map(({ date, net }) => `${dayText(date, withYear)} ${signed(net, currency)}`)
      .join(", ") + (days.length > 5 ? `, dan ${days.length - 5} lainnya` : "");
  const blocks: Block[] = [];
  if (lucky.days.length > 0) {
    blocks.push({
      kind: "item",
      mark: "bad",
      text:
        `Kuadran berbahaya: ${lucky.days.length} hari untung ${signed(lucky.net, currency)} ` +
        `dengan proses yang kurang (${each(lucky.days)}). Hasilnya memuji cara yang belum layak ` +
        "diulang.",
    });
  }
  if (honest.days.length > 0) {
    blocks.push({
      kind: "item",
      mark: "good",
      text:
        `${honest.days.length} hari rugi dijalani dengan proses yang benar ` +
        `(${each(honest.days)}). Rugi seperti itu bagian dari pekerjaan ini.`,
    });
  }
  return blocks;
}

function outside(
  { unjudged, period, promises, sides }: PeriodReview,
  { voice }: ReportSettings,
): Block[] {
  const { bots, data, zero } = unjudged;
  const told = (days: typeof data.days, why: string) =>
    days.length === 0
      ? []
      : [
          `${days.length} hari ${why} (${dayList(
            days.map((day) => day.date),
            period,
          )})`,
        ];
  const parts = [
    ...told(data.days, "datanya kurang"),
    // With bots the day itself may have come to something.
    ...told(zero.days, sides.bots.n === 0 ? "hasilnya 0" : `hasil ${voice} 0`),
    ...told(bots.days, "hanya bot"),
  ];
  const unread = unjudged["no-report"].days.length;
  const blocks = parts.length === 0 ? [] : [line(`Tidak dinilai: ${listed(parts)}.`, "muted")];
  if (unread > 0) blocks.push(line(`${unread} hari belum punya laporan: ${UNREAD}`, "muted"));
  else if (promises === null) blocks.push(line(FROM_STORED, "muted"));
  return blocks;
}

const FROM_STORED = "Rentang sebesar ini memakai laporan yang tersimpan; janji tidak dihitung.";
const UNREAD =
  "rentang sebesar ini memakai laporan yang tersimpan (jurnal report TANGGAL); janji tidak dihitung.";

function rule(judged: number): Block[] {
  if (judged === 0) return [];
  const text =
    `Proses benar: skor risiko hari itu 8 ke atas dan tidak ada aturan sendiri yang dilanggar ` +
    `(${judged} hari dinilai).`;
  return [line(text, "muted")];
}

/** Where discipline stands, where it stood, and whether that can be called a trend. */
function disciplineLine({ discipline }: PeriodReview): Block[] {
  const { before, now } = discipline;
  if (now.value === null || now.sessions < MIN_DISCIPLINE) return [];
  const was =
    before.value === null || before.sessions < MIN_DISCIPLINE
      ? ""
      : `, sebelumnya ${formatNumber(before.value, 0)}`;
  const moving = now.trend === "belum terlihat" ? "tren belum terlihat" : `tren ${now.trend}`;
  const value = formatNumber(now.value, 0);
  return [line(`Garis disiplin ${value}/100 dari ${now.sessions} hari${was}; ${moving}.`)];
}
