import type { BotLine } from "../journal/bots.ts";
import type { TableColumn } from "../report/report-document.ts";
import { cell, plainText } from "./cells.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

const COLUMNS: TableColumn[] = [
  { title: "#", align: "right", dropOrder: 0 },
  { title: "Nama", align: "left", dropOrder: 0 },
  { title: "Pasar", align: "left", dropOrder: 2 },
  { title: "Strategi", align: "left", dropOrder: 1 },
  { title: "Status", align: "left", dropOrder: 3 },
  { title: "Transaksi", align: "right", dropOrder: 0 },
];

export function renderBots(bots: readonly BotLine[], style: Style): string {
  if (bots.length === 0) return "Belum ada bot. Tambahkan: jurnal bot add NAMA";
  const rows = bots.map((bot) => [
    cell(String(bot.id), "muted"),
    cell(plainText(bot.name)),
    cell(plainText(bot.market)),
    cell(plainText(bot.strategy)),
    cell(plainText(bot.status)),
    cell(String(bot.trades)),
  ]);
  return renderTable(COLUMNS, rows, style);
}
