import { formatEntry, formatShortDate } from "../base/dates.ts";
import { roundHalfAway } from "../base/number.ts";
import { outcomeOf } from "../base/outcome.ts";
import { idList, inR, lots, percent, signed } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import { parseUtc } from "../base/time.ts";
import type { BotDay, DayReview } from "../mentor/day-review.ts";
import { partsOf } from "../mentor/decisions.ts";
import { hasStop, isByHand } from "../mentor/trade.ts";
import type { DayHistory } from "../mentor/types.ts";
import type { Bot, Trade } from "../model.ts";
import {
  type Block,
  line,
  type ReportSettings,
  type TableCell,
  type Tone,
  toneOf,
} from "./document.ts";

const MOST_ROWS = 20;
const UNKNOWN = "–";

interface Field {
  title: string;
  align: "left" | "right";
  dropOrder: number;
  cell: (trade: Trade) => TableCell | null;
}

/** The table of the day's trades (at most 20 in a terminal), and the bots' part below it. */
export function tradeBlocks(
  review: DayReview,
  history: DayHistory,
  settings: ReportSettings,
): Block[] {
  const { trades } = history;
  if (trades.length === 0) {
    const isPartly = review.totals.parts.length > 0;
    return [line(`Tidak ada ${isPartly ? "posisi yang selesai" : "transaksi"} hari ini.`, "muted")];
  }
  const shown = trades.slice(0, settings.table?.rows ?? MOST_ROWS);
  const blocks = tradeTable(shown, history.bots, settings);
  const rest = trades.length - shown.length;
  if (rest > 0) {
    const more = `dan ${rest} transaksi lagi; semuanya: jurnal trade list --date ${review.date}`;
    blocks.splice(1, 0, line(more, "muted"));
  }
  const together = review.notes.distress ? [] : togetherLines(history);
  const said = together.map((text) => line(text, "muted"));
  return [...blocks, ...said, ...botBlocks(review, settings)];
}

/** Decisions of several trades that are told one by one. */
const MOST_TOGETHER = 2;

/** Which trades by hand are one decision: every sentence calls it by the first of them. */
export function togetherLines({ trades }: Pick<DayHistory, "trades">): string[] {
  const groups = partsOf(trades.filter(isByHand))
    .filter((group) => group.length > 1)
    .map((group) => group.map(({ id }) => id));
  if (groups.length > MOST_TOGETHER) {
    const count = groups.length;
    return [`${count} keputusan terdiri dari beberapa transaksi; masing-masing dihitung satu.`];
  }
  return groups.map(
    (ids) => `${idList(ids)} satu keputusan: di bawah dihitung dan disebut sebagai #${ids[0]}.`,
  );
}

/** The trades of the daily screen: without a heading, so each cell says what it is. */
export function compactTable(
  trades: readonly Trade[],
  settings: ReportSettings,
): Extract<Block, { kind: "table" }> {
  const fields = fieldsOf([], settings, false)
    .filter(({ title }) => title !== "Bot" && title !== "R")
    .map((field) => (field.title === "SL" ? { ...field, title: "", cell: saidStop } : field))
    .filter((field) => trades.some((trade) => field.cell(trade) !== null));
  const rows = trades.map((trade) => fields.map((field) => field.cell(trade) ?? cell("")));
  const columns = fields.map(({ title, align, dropOrder }) => ({ title, align, dropOrder }));
  return { kind: "table", columns, rows };
}

function saidStop(trade: Trade): TableCell | null {
  const stop = hasStop(trade);
  if (stop === null) return null;
  return stop ? cell("SL") : cell("tanpa SL", "bad");
}

/** Trades as a table without the columns in which nothing is known; `dates` names their days. */
export function tradeTable(
  trades: readonly Trade[],
  bots: readonly Pick<Bot, "id" | "name">[],
  settings: ReportSettings,
  dates = false,
): Block[] {
  // A column in which nothing is known would only take room.
  const fields = fieldsOf(bots, settings, dates).filter((field) =>
    trades.some((trade) => field.cell(trade) !== null),
  );
  let unknown = false;
  const filled = (found: TableCell | null) => {
    if (found === null) unknown = true;
    return found ?? cell(UNKNOWN, "muted");
  };
  const rows = trades.map((trade) => fields.map((field) => filled(field.cell(trade))));
  const columns = fields.map(({ title, align, dropOrder }) => ({ title, align, dropOrder }));
  const table: Block = { kind: "table", columns, rows };
  return unknown ? [table, line(`${UNKNOWN} berarti tidak dicatat`, "muted")] : [table];
}

function fieldsOf(
  bots: readonly Pick<Bot, "id" | "name">[],
  settings: ReportSettings,
  dates: boolean,
): Field[] {
  const names = new Map(bots.map((bot) => [bot.id, bot.name]));
  const { multiples } = settings.table ?? {};
  const field = (
    title: string,
    align: Field["align"],
    dropOrder: number,
    read: (trade: Trade) => TableCell | null,
  ): Field => ({ title, align, dropOrder, cell: read });
  const day = field("Tanggal", "left", 0, ({ session_date }) => dateCell(session_date));
  return [
    field("#", "right", 0, ({ id }) => cell(String(id), "plain", id)),
    ...(dates ? [day] : []),
    field("Jam", "left", 3, (trade) => clock(trade, settings)),
    field("Simbol", "left", 0, (trade) => cell(cleanLine(trade.symbol))),
    field("Arah", "left", 4, ({ side }) => (side === null ? null : cell(side))),
    field("Lot", "right", 1, ({ lot_size }) =>
      lot_size ? cell(lots(lot_size), "plain", lot_size) : null,
    ),
    field("Hasil", "right", 0, (trade) => resultCell(trade, settings)),
    field("R", "right", 1, ({ id }) => multipleCell(multiples?.get(id))),
    field("SL", "left", 0, (trade) => stopCell(hasStop(trade))),
    field("Risiko", "right", 2, ({ risk_percent }) => riskCell(risk_percent, settings)),
    field("Setup", "left", 5, ({ strategy_used }) =>
      strategy_used ? cell(cleanLine(strategy_used)) : null,
    ),
    field("Bot", "left", 6, ({ bot_id }) =>
      bot_id === null ? null : cell(cleanLine(names.get(bot_id) ?? `Bot ${bot_id}`)),
    ),
  ];
}

/** The result in money; masked, in percent of the balance, or as a word where that is unknown. */
function resultCell(trade: Trade, { currency, table }: ReportSettings): TableCell {
  const { profit_loss } = trade;
  const tone = toneOf(profit_loss);
  if (table?.masked === undefined) return cell(signed(profit_loss, currency), tone, profit_loss);
  const { balance } = table.masked;
  if (balance === null) return cell(RESULT_WORDS[toneOf(outcomeOf(trade))], tone);
  // What it is sorted by says no more than what is shown.
  const sort = roundHalfAway((100 * profit_loss) / balance, 2);
  return cell(signed(profit_loss, currency), tone, sort);
}

const RESULT_WORDS: Readonly<Record<Tone, string>> = {
  good: "untung",
  bad: "rugi",
  plain: "impas",
  muted: "impas",
};

function multipleCell(r: number | undefined): TableCell | null {
  if (r === undefined || !Number.isFinite(r)) return null;
  const shown = roundHalfAway(r, 2);
  return cell(inR(shown), toneOf(shown), shown);
}

function dateCell(date: string): TableCell {
  return cell(formatShortDate(date), "plain", Number(date.replaceAll("-", "")));
}

function cell(text: string, tone: Tone = "plain", sort?: number): TableCell {
  return sort === undefined ? { text, tone } : { text, tone, sort };
}

/** The time of the entry, after its day where that is not the day that the trade belongs to. */
function clock(
  { entry_time, exit_time, session_date }: Trade,
  { zone }: ReportSettings,
): TableCell | null {
  const ms = parseUtc(entry_time ?? exit_time ?? "");
  return Number.isNaN(ms) ? null : cell(formatEntry(ms, zone, session_date));
}

function stopCell(stop: boolean | null): TableCell | null {
  if (stop === null) return null;
  return stop ? cell("ya") : cell("tidak", "bad");
}

function riskCell(risk: number | null, settings: ReportSettings): TableCell | null {
  if (risk === null || risk <= 0) return null;
  return cell(percent(risk), risk > settings.riskLimitPercent + 1e-9 ? "bad" : "plain", risk);
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
