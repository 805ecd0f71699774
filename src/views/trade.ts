import type { Profile, Trade } from "../model.ts";
import { addMoney, currencyOf, formatMoney } from "../text/currency.ts";
import { formatDate, formatDateTime, formatShortDate } from "../text/dates.ts";
import { formatNumber } from "../text/numbers.ts";
import type { TableColumn } from "../text/report-document.ts";
import { parseUtc } from "../text/zone.ts";
import { cell, knownText, lotText, moneyCell, NOTHING, plainText, timesText } from "./cells.ts";
import { renderPairs } from "./pairs.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

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
    cell(trade.bot_id === null ? plainText(trade.strategy_used) : `bot #${trade.bot_id}`),
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
    ["Keluar", deal(trade.exit_time, trade.exit_price)],
    ["Stop loss", level(trade.stop_loss_used, trade.stop_loss)],
    ["Take profit", level(trade.take_profit_used, trade.take_profit)],
    ["Risiko", trade.risk_percent === null ? NOTHING : `${number(trade.risk_percent)}%`],
    ["Komisi", money(trade.commission)],
    ["Swap", money(trade.swap)],
    ["Strategi", plainText(trade.strategy_used)],
    ["Bot", trade.bot_id === null ? "bukan bot" : `#${trade.bot_id}`],
    ["Tiket", plainText(trade.ticket)],
    ["Akun", plainText(trade.account)],
    ["Tanda", plainText(trade.tags)],
    ["Catatan", trade.note ?? NOTHING],
  ];
  const heading = style.heading(`Transaksi #${trade.id} · ${plainText(trade.symbol)}`);
  return `${heading}\n${renderPairs(pairs, style)}`;
}
