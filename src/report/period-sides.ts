import { cleanLine } from "../base/clean.ts";
import { formatPercent } from "../base/numbers.ts";
import { idList, signed } from "../base/report-parts.ts";
import type { PeriodReview } from "../figures/period.ts";
import type { HandCloses, SideFigures } from "../figures/sides.ts";
import { intervalMoney, verdictWords } from "./period-result.ts";
import { type Block, line, type ReportSettings, type TableCell } from "./report-document.ts";

/** The trader beside the bots, and positions of bots that were closed by hand. */
export function sideBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  const { hand, bots } = review.sides;
  if (bots.n === 0) return [];
  const blocks: Block[] = [
    table(
      [
        [settings.voice, hand],
        ["bot", bots],
      ],
      settings,
    ),
  ];
  if (hand.n > 0) {
    blocks.push(
      line("Hasil bot ikut dihitung, keputusannya tidak dinilai sebagai kebiasaan.", "muted"),
    );
  }
  return [
    ...blocks,
    ...review.hand_closes.map((one) => closeItem(one, review, settings)),
    ...cost(review),
  ];
}

function table(rows: [string, SideFigures][], { currency }: ReportSettings): Block {
  const cell = (text: string, tone: TableCell["tone"] = "plain"): TableCell => ({ text, tone });
  return {
    kind: "table",
    columns: [
      { title: "Oleh", align: "left", dropOrder: 0 },
      { title: "n", align: "right", dropOrder: 0 },
      { title: "Hasil", align: "right", dropOrder: 0 },
      { title: "Menang", align: "right", dropOrder: 0 },
      { title: "95%", align: "right", dropOrder: 1 },
      { title: "Rata-rata", align: "right", dropOrder: 0 },
    ],
    rows: rows.map(([name, side]) => {
      const tone = side.net === 0 ? "plain" : side.net > 0 ? "good" : "bad";
      const range = side.win_rate_interval;
      return [
        cell(name),
        cell(String(side.n)),
        cell(side.n === 0 ? "–" : signed(side.net, currency), tone),
        cell(side.win_rate === null ? "–" : formatPercent(side.win_rate)),
        cell(range === null ? "–" : `${formatPercent(range.low)}–${formatPercent(range.high)}`),
        cell(side.expectancy === null ? "–" : signed(side.expectancy, currency)),
      ];
    }),
  };
}

function closeItem(
  one: HandCloses,
  { bot_names }: PeriodReview,
  { currency }: ReportSettings,
): Block {
  const name = cleanLine(bot_names[one.bot_id] ?? `Bot ${one.bot_id}`);
  const { comparison, closed_by_hand, closed_by_bot, trades } = one;
  const first = `${name}: ${closed_by_hand} posisi ditutup tangan (${idList(trades)})`;
  if (comparison === null) {
    const text = `${first}; belum ada yang ditutup bot sendiri untuk dibandingkan (n = 0).`;
    return { kind: "item", mark: "dot", text };
  }
  const { a, b, difference } = comparison;
  return {
    ...{ kind: "item", mark: "dot" },
    text:
      `${first}, rata-rata ${signed(a, currency)}; ${closed_by_bot} ditutup bot sendiri, ` +
      `rata-rata ${signed(b, currency)}. Selisih ${signed(difference, currency)}` +
      `${intervalMoney(comparison.interval, currency)}: ${verdictWords(comparison)}.`,
  };
}

/** Only what came out can be compared; the exact cost would need the prices after the exit. */
function cost({ hand_closes }: PeriodReview): Block[] {
  if (hand_closes.length === 0) return [];
  const n = hand_closes.reduce((sum, one) => sum + one.closed_by_hand, 0);
  const text =
    `Biaya menutup ${n} posisi bot dengan tangan tidak bisa dihitung tanpa data harga ` +
    "setelah exit.";
  return [line(text, "muted")];
}
