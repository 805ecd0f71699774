import type { BotDay, DayReview } from "../mentor/day-review.ts";
import { hasStop } from "../mentor/facts.ts";
import type { DayHistory } from "../mentor/types.ts";
import type { Trade } from "../model.ts";
import { cleanLine } from "./clean.ts";
import { formatTime } from "./dates.ts";
import {
  type Block,
  line,
  type ReportSettings,
  type TableCell,
  type Tone,
} from "./report-document.ts";
import { idList, lots, percent, signed } from "./report-parts.ts";
import { parseUtc } from "./zone.ts";

const MOST_ROWS = 20;
const UNKNOWN = "–";

interface Field {
  title: string;
  align: "left" | "right";
  dropOrder: number;
  cell: (trade: Trade) => TableCell | null;
}

/** The table of the day's trades (at most 20), and the bots' part below it. */
export function tradeBlocks(
  review: DayReview,
  history: DayHistory,
  settings: ReportSettings,
): Block[] {
  const { trades } = history;
  if (trades.length === 0) return [line("Tidak ada transaksi hari ini.", "muted")];
  const shown = trades.slice(0, MOST_ROWS);
  // A column in which nothing is known would only take room.
  const fields = fieldsOf(history, settings).filter((field) =>
    shown.some((trade) => field.cell(trade) !== null),
  );
  const blocks: Block[] = [
    {
      kind: "table",
      columns: fields.map(({ title, align, dropOrder }) => ({ title, align, dropOrder })),
      rows: shown.map((trade) =>
        fields.map((field) => field.cell(trade) ?? cell(UNKNOWN, "muted")),
      ),
    },
  ];
  const rest = trades.length - shown.length;
  if (rest > 0) {
    blocks.push(
      line(
        `dan ${rest} transaksi lagi; semuanya: jurnal trade list --date ${review.date}`,
        "muted",
      ),
    );
  }
  const unknown = shown.some((trade) => fields.some((field) => field.cell(trade) === null));
  if (unknown) blocks.push(line(`${UNKNOWN} berarti tidak dicatat`, "muted"));
  return [...blocks, ...botBlocks(review, settings)];
}

function fieldsOf(history: DayHistory, settings: ReportSettings): Field[] {
  const names = new Map(history.bots.map((bot) => [bot.id, bot.name]));
  const field = (
    title: string,
    align: Field["align"],
    dropOrder: number,
    read: (trade: Trade) => TableCell | null,
  ): Field => ({ title, align, dropOrder, cell: read });
  return [
    field("#", "right", 0, (trade) => cell(String(trade.id))),
    field("Jam", "left", 3, (trade) => clock(trade.entry_time ?? trade.exit_time, settings)),
    field("Simbol", "left", 0, (trade) => cell(cleanLine(trade.symbol))),
    field("Arah", "left", 4, ({ side }) => (side === null ? null : cell(side))),
    field("Lot", "right", 1, ({ lot_size }) => (lot_size ? cell(lots(lot_size)) : null)),
    field("Hasil", "right", 0, ({ profit_loss }) =>
      cell(signed(profit_loss, settings.currency), resultTone(profit_loss)),
    ),
    field("SL", "left", 0, (trade) => stopCell(hasStop(trade))),
    field("Risiko", "right", 2, ({ risk_percent }) => riskCell(risk_percent, settings)),
    field("Strategi", "left", 5, ({ strategy_used }) =>
      strategy_used ? cell(cleanLine(strategy_used)) : null,
    ),
    field("Bot", "left", 6, ({ bot_id }) =>
      bot_id === null ? null : cell(cleanLine(names.get(bot_id) ?? `Bot ${bot_id}`)),
    ),
  ];
}

function cell(text: string, tone: Tone = "plain"): TableCell {
  return { text, tone };
}

function resultTone(result: number): Tone {
  if (result === 0) return "plain";
  return result > 0 ? "good" : "bad";
}

function clock(time: string | null, { zone }: ReportSettings): TableCell | null {
  const ms = time === null ? Number.NaN : parseUtc(time);
  return Number.isNaN(ms) ? null : cell(formatTime(ms, zone));
}

function stopCell(stop: boolean | null): TableCell | null {
  if (stop === null) return null;
  return stop ? cell("ya") : cell("tidak", "bad");
}

function riskCell(risk: number | null, settings: ReportSettings): TableCell | null {
  if (risk === null || risk <= 0) return null;
  return cell(percent(risk), risk > settings.riskLimitPercent + 1e-9 ? "bad" : "plain");
}

function botBlocks(review: DayReview, settings: ReportSettings): Block[] {
  if (review.bots.length === 0) return [];
  return [
    { kind: "subheading", text: "Bot" },
    ...review.bots.map((bot) => botBlock(bot, settings)),
    ...(review.judged === "hand"
      ? [line("Hasil bot ikut dihitung, keputusannya tidak dinilai sebagai kebiasaan.", "muted")]
      : []),
  ];
}

function botBlock(bot: BotDay, { currency }: ReportSettings): Block {
  const bare = bot.no_stop.length;
  const stop = bare === 0 ? "" : `; ${bare} tanpa stop loss (${idList(bot.no_stop)})`;
  return {
    kind: "item",
    mark: "dot",
    text:
      `${cleanLine(bot.name)}: ${bot.n} transaksi, ${bot.wins} untung, ${bot.losses} rugi, ` +
      `hasil ${signed(bot.net, currency)}${stop}`,
  };
}
