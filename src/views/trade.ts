import { formatDate, formatDateTime, formatShortDate } from "../base/dates.ts";
import { addMoney, currencyOf, formatMoney } from "../base/money.ts";
import { formatNumber } from "../base/number.ts";
import { capital } from "../base/phrases.ts";
import { parseUtc } from "../base/time.ts";
import type { ExitReason, Profile, Trade } from "../model.ts";
import type { TableColumn } from "../report/document.ts";
import { TRADE_FIELDS, type TradeField } from "../trade/fields.ts";
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
  renderTable,
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
  { title: "Strategi", align: "left", dropOrder: 6 },
  { title: "Hasil", align: "right", dropOrder: 0 },
];

/** A table of trades, a line each, with their number and their sum; the day unless all are of one. */
export function renderTrades(trades: readonly Trade[], profile: Profile, style: Style): string {
  const isOneDay = trades.every((trade) => trade.session_date === trades[0]?.session_date);
  const columns = isOneDay ? COLUMNS.filter(({ title }) => title !== "Hari") : COLUMNS;
  const rows = trades.map((trade) => [
    cell(String(trade.id), "muted"),
    ...(isOneDay ? [] : [cell(formatShortDate(trade.session_date))]),
    cell(timesText(trade, profile)),
    cell(plainText(trade.symbol)),
    cell(trade.side ?? NOTHING),
    cell(lotText(trade)),
    cell(knownText(trade.stop_loss_used), trade.stop_loss_used === false ? "bad" : "plain"),
    cell(whose(trade)),
    moneyCell(trade.profit_loss, profile),
  ]);
  const currency = currencyOf(profile.currency);
  const sum = addMoney(
    trades.map((trade) => trade.profit_loss),
    currency,
  );
  const total = formatMoney(sum, currency, { sign: true });
  return `${renderTable(columns, rows, style)}\n${trades.length} transaksi, hasil ${total}`;
}

/** The bot, also where the trader closed its position by hand; else the strategy. */
function whose(trade: Trade): string {
  if (trade.bot_id === null) return plainText(trade.strategy_used);
  return `bot #${trade.bot_id}${isClosedByHand(trade) ? ", ditutup tangan" : ""}`;
}

const isClosedByHand = (trade: Trade) => trade.bot_id !== null && trade.exit_reason === "manual";

const EXIT_REASONS: Readonly<Record<ExitReason, string>> = {
  sl: "stop loss",
  tp: "take profit",
  "stop-out": "stop out oleh broker",
  manual: "dengan tangan",
  expert: "oleh bot",
  "end-of-test": "akhir pengujian",
};

/** All that is known about one trade. */
export function renderTrade(trade: Trade, profile: Profile, style: Style): string {
  const currency = currencyOf(profile.currency);
  const money = (value: number | null) =>
    value === null ? NOTHING : formatMoney(value, currency, { sign: true });
  const time = (value: string | null) =>
    value === null ? NOTHING : formatDateTime(parseUtc(value), profile.zone);
  const number = (value: number | null) =>
    value === null ? NOTHING : formatNumber(value, 8, { trim: true });
  const deal = (at: string | null, price: number | null) =>
    price === null ? time(at) : `${time(at)} di ${number(price)}`;
  const level = (used: boolean | null, price: number | null) =>
    price === null ? knownText(used) : `ya, di ${number(price)}`;
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
    stop_loss: level(trade.stop_loss_used, trade.stop_loss),
    take_profit: level(trade.take_profit_used, trade.take_profit),
    risk_percent: trade.risk_percent === null ? NOTHING : `${number(trade.risk_percent)}%`,
    commission: money(trade.commission),
    swap: money(trade.swap),
    strategy_used: plainText(trade.strategy_used),
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
  const heading = style.heading(`Transaksi #${trade.id} · ${plainText(trade.symbol)}`);
  return `${heading}\n${renderPairs(pairs, style)}`;
}

/** Fields that stand in the heading, in the line of another, or in every amount. */
type Elsewhere =
  | "symbol"
  | "currency"
  | "entry_price"
  | "exit_price"
  | "stop_loss_used"
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
