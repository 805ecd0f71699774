import { formatDuration } from "../../base/dates.ts";
import { currencyOf, formatMoney } from "../../base/money.ts";
import { formatPrice } from "../../base/number.ts";
import { inR, lots, percent } from "../../base/phrases.ts";
import type { CommandSpec } from "../../cli/command.ts";
import { OPEN_LIMITS } from "../../mentor/thresholds.ts";
import type { TableColumn } from "../../report/document.ts";
import { type OpenPositions, type OpenRisk, openNow } from "../../review/positions.ts";
import { riskLimit, todayStatus } from "../../review/status.ts";
import { cell, NOTHING, renderTable } from "../../views/table.ts";

export const command: CommandSpec = {
  description: "posisi yang terbuka: stop, umur, risiko dalam uang dan R",
  details: {
    before: `
Yang dibuka dengan tangan (jurnal open) dan yang masih terbuka di laporan broker
terakhir, yang tanpa stop lebih dulu. R: terhadap risiko rencananya, tanpa
rencana terhadap yang boleh hilang per transaksi.
`,
  },
  examples: ["jurnal positions", "jurnal posisi --json"],
  async run(context) {
    const store = await context.open("read");
    const { currency } = store.profile;
    const { facts, status } = todayStatus(store);
    const { balance } = facts;
    const limit = riskLimit(store, facts);
    const open = openNow(store, limit.money);
    await context.show(open.rows, () => {
      if (open.rows.length === 0) return "Tidak ada posisi yang terbuka. Buka: jurnal open";
      const most = limit.percent * OPEN_LIMITS;
      const table = renderTable(
        COLUMNS,
        open.rows.map((row) => rowOf(row, currency)),
        context.style,
      );
      const told = sumText(open, { balance, most, left: status.loss_left, currency });
      return `${table}\n${context.style.wrap(told, context.style.textColumns)}`;
    });
  },
};

const COLUMNS: TableColumn[] = [
  { title: "#", align: "right", dropOrder: 0 },
  { title: "Simbol", align: "left", dropOrder: 0 },
  { title: "Arah", align: "left", dropOrder: 1 },
  { title: "Lot", align: "right", dropOrder: 0 },
  { title: "Masuk", align: "right", dropOrder: 3 },
  { title: "Stop", align: "right", dropOrder: 0 },
  { title: "Umur", align: "left", dropOrder: 4 },
  { title: "Risiko", align: "right", dropOrder: 0 },
  { title: "R", align: "right", dropOrder: 2 },
  { title: "Dari", align: "left", dropOrder: 5 },
];

function rowOf(row: OpenRisk, code: string) {
  const { side, lot_size, entry_price, stop_loss, age_minutes, risk_money, risk_r } = row;
  const price = (value: number | null) => (value === null ? NOTHING : formatPrice(value));
  return [
    cell(String(row.id), "muted"),
    cell(row.symbol),
    cell(side ?? NOTHING),
    cell(lot_size === null ? NOTHING : lots(lot_size)),
    cell(price(entry_price)),
    row.stop_known ? cell(price(stop_loss)) : cell("TANPA", "bad"),
    cell(age_minutes === null ? NOTHING : formatDuration(age_minutes * 60)),
    cell(risk_money === null ? NOTHING : formatMoney(risk_money, currencyOf(code))),
    cell(risk_r === null ? NOTHING : inR(risk_r).replace("+", "")),
    cell(row.import_id === null ? planText(row) : "laporan"),
  ];
}

const planText = ({ plan_id }: OpenRisk) => (plan_id === null ? "tangan" : `rencana #${plan_id}`);

/** The sum against what may be open at once, and against what today may still lose. */
function sumText(
  open: OpenPositions,
  known: { balance: number | null; most: number; left: number | null; currency: string },
): string {
  const { balance, most, left, currency } = known;
  const money = (value: number) => formatMoney(value, currencyOf(currency));
  const parts = [`Risiko semuanya ${money(open.risk_money)}`];
  if (balance !== null && balance > 0) {
    const share = (100 * open.risk_money) / balance;
    const over = share > most ? "lebih dari" : "dari";
    parts.push(`${percent(share)} saldo, ${over} batas risiko terbuka ${percent(most)}`);
  }
  if (left !== null) {
    const over = open.risk_money > left ? "lebih dari" : "di dalam";
    parts.push(`${over} sisa batas rugi hari ini ${money(left)}`);
  }
  if (open.without_stop > 0)
    parts.push(`${open.without_stop} tanpa stop, risikonya tidak terhitung`);
  if (open.unknown > 0) parts.push(`${open.unknown} belum bisa dihitung`);
  return `${parts.join("; ")}.`;
}
