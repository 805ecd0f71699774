import { formatShortDate } from "../base/dates.ts";
import { addMoney, currencyOf, formatMoney } from "../base/money.ts";
import { moodLabel } from "../base/moods.ts";
import type { SessionLine } from "../journal/sessions.ts";
import type { Profile } from "../model.ts";
import type { TableColumn } from "../report/report-document.ts";
import { cell, moneyCell, NOTHING } from "./cells.ts";
import { cumulativeLine } from "./cumulative.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

const COLUMNS: TableColumn[] = [
  { title: "Hari", align: "left", dropOrder: 0, least: Number.POSITIVE_INFINITY },
  { title: "Hasil", align: "right", dropOrder: 0 },
  { title: "Trx", align: "right", dropOrder: 1 },
  { title: "Menang", align: "right", dropOrder: 4 },
  { title: "Suasana", align: "left", dropOrder: 2 },
  { title: "Skor", align: "right", dropOrder: 3 },
];
const LINE: TableColumn = { title: "Kata mentor", align: "left", dropOrder: 5 };
/** From here on the mentor's line has a column; on a narrower terminal it stands below its day. */
const WIDE = 110;

/** Past days, newest first, with their sum below. */
export function renderHistory(
  sessions: readonly SessionLine[],
  range: { from: string; to: string },
  profile: Profile,
  style: Style,
): string {
  const days = `${formatShortDate(range.from)} sampai ${formatShortDate(range.to)}`;
  if (sessions.length === 0) return `Belum ada sesi dari ${days}.`;
  // Read aloud, a row is a line however wide it is.
  const isWide = style.columns >= WIDE || !style.draws;
  const rows = sessions.map((session) => [
    cell(formatShortDate(session.session_date)),
    moneyCell(session.total_profit_loss, profile),
    cell(String(session.total_trades)),
    cell(session.total_trades === 0 ? NOTHING : String(session.wins)),
    cell(moodLabel(session.emotions)),
    cell(session.headline === null ? NOTHING : `${session.risk_score}${session.stale ? "*" : ""}`),
    ...(isWide ? [cell(session.headline ?? NOTHING)] : []),
  ]);
  const table = renderTable(isWide ? [...COLUMNS, LINE] : COLUMNS, rows, style);
  const currency = currencyOf(profile.currency);
  const sum = addMoney(
    sessions.map((session) => session.total_profit_loss),
    currency,
  );
  const total = formatMoney(sum, currency, { sign: true });
  const lines = [
    `${sessions.length} sesi dari ${days}, hasil ${total}`,
    ...cumulativeLine(
      sessions.map((session) => session.total_profit_loss).reverse(),
      profile,
      style,
    ),
  ];
  if (sessions.some((session) => session.stale)) {
    lines.push("* hari itu berubah sesudah laporannya dibuat; buat lagi: jurnal report TANGGAL");
  }
  const below = lines.map((line) => style.wrap(line, style.textColumns));
  return [isWide ? table : withLinesBelow(table, sessions, style), ...below].join("\n");
}

/** Puts each day's mentor line below its row. */
function withLinesBelow(table: string, sessions: readonly SessionLine[], style: Style): string {
  const [head, rule, ...rows] = table.split("\n");
  const days = rows.map((row, index) => {
    const line = sessions[index]?.headline ?? null;
    return line === null ? row : `${row}\n  ${style.wrap(line, style.textColumns, 2)}`;
  });
  return [head, rule, ...days].join("\n");
}
