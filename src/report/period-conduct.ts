import { formatNumber } from "../base/numbers.ts";
import { listed, signed } from "../base/report-parts.ts";
import type { PeriodReview } from "../figures/period.ts";
import type { RealBox } from "../mentor/period-review.ts";
import { dayList, dayText } from "./period-words.ts";
import { type Block, line, type ReportSettings, type TableCell } from "./report-document.ts";
import { MIN_DISCIPLINE } from "./risk.ts";

const BOXES: readonly [RealBox, string][] = [
  ["right-won", "benar, untung"],
  ["right-lost", "benar, rugi"],
  ["wrong-won", "kurang, untung"],
  ["wrong-lost", "kurang, rugi"],
];

/** Days with trades by hand that stand in a box. */
export function judgedDays({ boxes }: PeriodReview): number {
  return BOXES.reduce((sum, [name]) => sum + boxes[name].days.length, 0);
}

/** Process against result, day by day, and what the boxes say. */
export function processBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  const judged = judgedDays(review);
  const blocks = judged === 0 ? [] : [table(review, settings), ...lessons(review, settings)];
  const out = outside(review);
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
        cell(none ? "–" : signed(net, currency), none ? "muted" : net > 0 ? "good" : "bad"),
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

function outside({ unjudged, period, promises }: PeriodReview): Block[] {
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
    ...told(zero.days, "hasilnya 0"),
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
  const text = `Proses benar: skor risiko hari itu 8 ke atas (${judged} hari dinilai).`;
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
