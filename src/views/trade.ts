import { formatDate, formatDateTime, formatShortDate } from "../base/dates.ts";
import { mistakeLabel, mistakeWords } from "../base/mistakes.ts";
import { addMoney, currencyOf, formatMoney } from "../base/money.ts";
import { moodLabel } from "../base/moods.ts";
import { formatNumber, formatPrice } from "../base/number.ts";
import { capital } from "../base/phrases.ts";
import { parseUtc } from "../base/time.ts";
import type { ListedTrade } from "../journal/trades.ts";
import type { ExitReason, Profile, Trade } from "../model.ts";
import type { TableCell, TableColumn } from "../report/document.ts";
import { TRADE_FIELDS, type TradeField } from "../trade/fields.ts";
import { linkAddress, linkLines } from "../trade/links.ts";
import { partialCloses } from "../trade/parts.ts";
import type { Style } from "./style.ts";
import {
  cell,
  knownText,
  lotText,
  moneyCell,
  NOTHING,
  plainText,
  renderPairs,
  tableLines,
  timesText,
} from "./table.ts";

const COLUMNS: TableColumn[] = [
  { title: "#", align: "right", dropOrder: 0 },
  { title: "Hari", align: "left", dropOrder: 1, least: Number.POSITIVE_INFINITY },
  { title: "Waktu", align: "left", dropOrder: 5, least: Number.POSITIVE_INFINITY },
  { title: "Simbol", align: "left", dropOrder: 0 },
  { title: "Arah", align: "left", dropOrder: 4 },
  { title: "Lot", align: "right", dropOrder: 2 },
  { title: "SL", align: "left", dropOrder: 3 },
  { title: "Setup", align: "left", dropOrder: 6 },
  { title: "Hasil", align: "right", dropOrder: 0 },
];

/**
 * The lines of a table of trades, one each, with their number and their sum; the day unless all are
 * of one. `trades` gives the same ones each time.
 */
export function* tradeTable(
  trades: () => Iterable<ListedTrade>,
  profile: Profile,
  style: Style,
): Generator<string> {
  const isOneDay = isOfOneDay(trades());
  const columns = isOneDay ? COLUMNS.filter(({ title }) => title !== "Hari") : COLUMNS;
  const results: number[] = [];
  function* rows() {
    results.length = 0;
    for (const trade of trades()) {
      results.push(trade.profit_loss);
      yield rowOf(trade, profile, isOneDay);
    }
  }
  yield* tableLines(columns, rows, style);
  const currency = currencyOf(profile.currency);
  const total = formatMoney(addMoney(results, currency), currency, { sign: true });
  yield `${results.length} transaksi, hasil ${total}`;
}

function isOfOneDay(trades: Iterable<ListedTrade>): boolean {
  let first: ListedTrade | undefined;
  for (const trade of trades) {
    first ??= trade;
    if (trade.session_date !== first.session_date) return false;
  }
  return true;
}

function rowOf(trade: ListedTrade, profile: Profile, isOneDay: boolean): TableCell[] {
  const row = [
    cell(String(trade.id), "muted"),
    cell(formatShortDate(trade.session_date)),
    cell(timesText(trade, profile)),
    cell(plainText(trade.symbol)),
    cell(trade.side ?? NOTHING),
    cell(lotText(trade)),
    cell(knownText(trade.stop_loss_used), trade.stop_loss_used === false ? "bad" : "plain"),
    cell(whose(trade)),
    moneyCell(trade.profit_loss, profile),
  ];
  return isOneDay ? row.toSpliced(1, 1) : row;
}

/** The bot, also where the trader closed its position by hand; else the strategy. */
function whose(trade: ListedTrade): string {
  if (trade.bot_id === null) return plainText(trade.strategy_used);
  return `bot #${trade.bot_id}${isClosedByHand(trade) ? ", ditutup tangan" : ""}`;
}

const isClosedByHand = (trade: ListedTrade) =>
  trade.bot_id !== null && trade.exit_reason === "manual";

const EXIT_REASONS: Readonly<Record<ExitReason, string>> = {
  sl: "stop loss",
  tp: "take profit",
  "stop-out": "stop out oleh broker",
  manual: "dengan tangan",
  expert: "oleh bot",
  "end-of-test": "akhir pengujian",
};

/**
 * All that is known about one trade; `planned` is its risk in percent, where it was worked out,
 * `followed` what is said of the plan it was made by.
 */
export function renderTrade(
  trade: Trade,
  profile: Profile,
  style: Style,
  { planned, followed }: { planned: number | null; followed: string | null },
): string {
  const currency = currencyOf(profile.currency);
  const money = (value: number | null) =>
    value === null ? NOTHING : formatMoney(value, currency, { sign: true });
  const time = (value: string | null) =>
    value === null ? NOTHING : formatDateTime(parseUtc(value), profile.zone);
  const number = (value: number | null) =>
    value === null ? NOTHING : formatNumber(value, 8, { trim: true });
  const deal = (at: string | null, price: number | null) =>
    price === null ? time(at) : `${time(at)} di ${formatPrice(price)}`;
  const level = (used: boolean | null, price: number | null) =>
    price === null ? knownText(used) : `ya, di ${formatPrice(price)}`;
  const lines = {
    profit_loss: money(trade.profit_loss),
    session_date: formatDate(trade.session_date),
    side: trade.side ?? NOTHING,
    lot_size: lotText(trade),
    entry_time: deal(trade.entry_time, trade.entry_price),
    partial_closes: partialCloses(trade).map(
      (part) =>
        `${deal(part.exit_time, part.exit_price)}, ${number(part.lot_size)} lot: ${money(part.profit_loss)}`,
    ),
    exit_time: deal(trade.exit_time, trade.exit_price),
    stop_loss:
      level(trade.stop_loss_used, trade.stop_loss) +
      (trade.first_stop == null ? "" : `; semula ${formatPrice(trade.first_stop)}`),
    take_profit: level(trade.take_profit_used, trade.take_profit),
    risk_percent:
      trade.risk_percent !== null
        ? `${number(trade.risk_percent)}%`
        : planned !== null
          ? `${number(planned)}% (dihitung)`
          : NOTHING,
    commission: money(trade.commission),
    swap: money(trade.swap),
    strategy_used: plainText(trade.strategy_used),
    ...fromTrader(trade),
    bot_id: trade.bot_id === null ? "bukan bot" : `#${trade.bot_id}`,
    ...fromBroker(trade, money),
    ticket: plainText(trade.ticket),
    account: plainText(trade.account),
    tags: plainText(trade.tags),
    note: trade.note ?? NOTHING,
  } satisfies Record<Exclude<TradeField, Elsewhere>, string | string[] | null>;
  const pairs = Object.entries(lines).flatMap(([field, text]) =>
    [text ?? []].flat().map((one): [string, string] => [titleOf(field as TradeField), one]),
  );
  if (followed !== null) pairs.push(["Rencana", followed]);
  const heading = style.heading(`Transaksi #${trade.id} · ${plainText(trade.symbol)}`);
  return withLinks(`${heading}\n${renderPairs(pairs, style)}`, trade.links ?? null, style);
}

/** Addresses that stand whole at the end of a line become links where the terminal can show them. */
function withLinks(text: string, links: string | null, style: Style): string {
  return linkLines(links ?? "").reduce(
    (shown, link) => shown.replace(`${link}\n`, () => `${style.link(link, linkAddress(link))}\n`),
    text,
  );
}

/** Fields that stand in the heading, in the line of another, or in every amount. */
type Elsewhere =
  | "symbol"
  | "currency"
  | "entry_price"
  | "exit_price"
  | "stop_loss_used"
  | "first_stop"
  | "take_profit_used";

const TITLES: Partial<Record<TradeField, string>> = {
  session_date: "Sesi",
  entry_time: "Masuk",
  exit_time: "Keluar",
  exit_reason: "Ditutup",
  raw_symbol: "Di broker",
  parent_ticket: "Pecahan dari",
  partial_closes: "Sebagian",
};

function titleOf(field: TradeField): string {
  return TITLES[field] ?? capital(TRADE_FIELDS[field].label);
}

/** What the trader may have said of the decision; null where nothing was. */
function fromTrader({ timeframe, mood, confidence, mistakes, links }: Trade) {
  return {
    timeframe: timeframe == null ? null : plainText(timeframe),
    mood: mood == null ? null : moodLabel(mood),
    confidence: confidence == null ? null : `${confidence} dari 5`,
    mistakes: mistakes == null ? null : mistakeWords(mistakes).map(mistakeLabel).join(", "),
    links: links == null ? null : linkLines(links),
  };
}

/** What only a broker's statement tells; null where there is nothing to tell. */
function fromBroker(trade: Trade, money: (value: number | null) => string) {
  const { raw_symbol, exit_reason, parent_ticket, magic, comment, fee } = trade;
  const text = (value: string | null | undefined) => (value == null ? null : plainText(value));
  return {
    fee: fee == null || fee === 0 ? null : money(fee),
    exit_reason: text(exit_reason && (EXIT_REASONS[exit_reason] ?? exit_reason)),
    raw_symbol: raw_symbol === trade.symbol ? null : text(raw_symbol),
    parent_ticket: parent_ticket == null ? null : `tiket ${plainText(parent_ticket)}`,
    magic: text(magic),
    comment: text(comment),
    approximate: trade.approximate === true ? "ya, sumbernya tidak lengkap" : null,
  };
}
