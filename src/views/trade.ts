import { formatDate, formatDateTime, formatShortDate } from "../base/dates.ts";
import { addMoney, currencyOf, formatMoney } from "../base/money.ts";
import { formatNumber } from "../base/number.ts";
import { parseUtc } from "../base/time.ts";
import type { Profile, Trade } from "../model.ts";
import type { TableColumn } from "../report/document.ts";
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

const EXIT_REASONS: Readonly<Record<string, string>> = {
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
  const pairs: [string, string][] = [
    ["Hasil bersih", money(trade.profit_loss)],
    ["Sesi", formatDate(trade.session_date)],
    ["Arah", trade.side ?? NOTHING],
    ["Lot", lotText(trade)],
    ["Masuk", deal(trade.entry_time, trade.entry_price)],
    ...partialCloses(trade).map((part): [string, string] => [
      "Sebagian",
      `${deal(part.exit_time, part.exit_price)}, ${number(part.lot_size)} lot: ${money(part.profit_loss)}`,
    ]),
    ["Keluar", deal(trade.exit_time, trade.exit_price)],
    ["Stop loss", level(trade.stop_loss_used, trade.stop_loss)],
    ["Take profit", level(trade.take_profit_used, trade.take_profit)],
    ["Risiko", trade.risk_percent === null ? NOTHING : `${number(trade.risk_percent)}%`],
    ["Komisi", money(trade.commission)],
    ["Swap", money(trade.swap)],
    ["Strategi", plainText(trade.strategy_used)],
    ["Bot", trade.bot_id === null ? "bukan bot" : `#${trade.bot_id}`],
    ...fromBroker(trade, money),
    ["Tiket", plainText(trade.ticket)],
    ["Akun", plainText(trade.account)],
    ["Tanda", plainText(trade.tags)],
    ["Catatan", trade.note ?? NOTHING],
  ];
  const heading = style.heading(`Transaksi #${trade.id} · ${plainText(trade.symbol)}`);
  return `${heading}\n${renderPairs(pairs, style)}`;
}

/** What only a broker's statement tells: lines where there is something to tell. */
function fromBroker(trade: Trade, money: (value: number | null) => string): [string, string][] {
  const { raw_symbol, exit_reason, parent_ticket, magic, comment, fee } = trade;
  const pairs: [string, string | null][] = [
    ["Biaya lain", fee == null || fee === 0 ? null : money(fee)],
    ["Ditutup", exit_reason == null ? null : (EXIT_REASONS[exit_reason] ?? exit_reason)],
    ["Di broker", raw_symbol == null || raw_symbol === trade.symbol ? null : raw_symbol],
    ["Pecahan dari", parent_ticket == null ? null : `tiket ${parent_ticket}`],
    ["Magic number", magic ?? null],
    ["Komentar", comment ?? null],
    ["Perkiraan", trade.approximate === true ? "ya, sumbernya tidak lengkap" : null],
  ];
  return pairs.flatMap(([name, value]) => (value === null ? [] : [[name, plainText(value)]]));
}
