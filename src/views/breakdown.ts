import { type Currency, formatMoney } from "../base/money.ts";
import { formatNumber } from "../base/number.ts";
import type { Breakdown, GroupFigures } from "../figures/groups.ts";
import { type TableCell, type TableColumn, toneOf } from "../report/document.ts";
import {
  DIVISION_NOTE,
  DIVISION_TITLE,
  GROUP_COLUMNS,
  GROUP_MARK,
  groupLabel,
  groupVerdict,
} from "../report/groups.ts";
import { rText } from "../report/known-risk.ts";
import { mistakeCostLines } from "../report/mistakes.ts";
import { share } from "../report/stats.ts";
import { otherRate } from "../report/win-rate.ts";
import { barTexts } from "./bars.ts";
import { renderReport } from "./report.ts";
import type { Style } from "./style.ts";
import { cell, NOTHING, renderTable } from "./table.ts";

const COLUMNS: readonly TableColumn[] = [
  { title: GROUP_COLUMNS.n, align: "right", dropOrder: 0 },
  { title: GROUP_COLUMNS.winRate, align: "right", dropOrder: 2 },
  { title: GROUP_COLUMNS.bySign, align: "right", dropOrder: 1 },
  { title: GROUP_COLUMNS.net, align: "right", dropOrder: 0 },
  { title: "", align: "left", dropOrder: 5, least: Number.POSITIVE_INFINITY },
  { title: GROUP_COLUMNS.expectancy, align: "right", dropOrder: 1 },
  { title: GROUP_COLUMNS.r, align: "right", dropOrder: 3 },
  { title: GROUP_COLUMNS.share, align: "right", dropOrder: 4 },
  { title: GROUP_COLUMNS.mark, align: "left", dropOrder: 0, least: Number.POSITIVE_INFINITY },
];

/** Width of the bars beside the results. */
const BAR_WIDTH = 12;
/** A group's name is not cut below this. */
const MOST_LABEL = 20;
/** Shares beyond this say only that the groups offset each other. */
const MOST_SHARE = 2;

interface Names {
  currency: Currency;
  bots: ReadonlyMap<string, string>;
}

/** A table of groups with what may be said of them below. */
export function renderBreakdown(
  breakdown: Breakdown,
  head: { title: string; date: string; lead: string },
  { currency, bots }: Names,
  style: Style,
): string {
  const { by, groups } = breakdown;
  const labelOf = (key: string | null) => groupLabel(key, by, bots);
  const hasShares = groups.every(({ share_of_net: part }) => Math.abs(part ?? 0) <= MOST_SHARE);
  const bars = barTexts(
    groups.map(({ net }) => net),
    BAR_WIDTH,
    style,
  );
  const rows = groups.map((group, index) => [
    cell(labelOf(group.key), group.key === null ? "muted" : "plain"),
    ...groupCells(group, currency, { hasShares, bar: bars[index] ?? "" }),
    markCell(group, breakdown),
  ]);
  const longest = Math.max(...groups.map(({ key }) => labelOf(key).length));
  const group: TableColumn = {
    title: DIVISION_TITLE[by],
    align: "left",
    dropOrder: 0,
    least: Math.min(MOST_LABEL, longest),
  };
  const kept = COLUMNS.map((_, index) => rows.some((row) => isSaid(row[index + 1])));
  const columns = [group, ...COLUMNS.filter((_, index) => kept[index])];
  const cells = rows.map((row) => row.filter((_, index) => index === 0 || kept[index - 1]));
  const notes = [
    ...mistakeCostLines(breakdown, currency),
    ...groupVerdict(breakdown, labelOf),
    DIVISION_NOTE[by] ?? "",
  ];
  const below = notes
    .filter((text) => text !== "")
    .map((text) => style.wrap(text, style.textColumns));
  const top = renderReport({ ...head, sections: [] }, style).trimEnd();
  return [top, "", renderTable(columns, cells, style), "", ...below].join("\n");
}

function isSaid(one: TableCell | undefined): boolean {
  return one !== undefined && one.text !== "" && one.text !== NOTHING;
}

function groupCells(
  group: GroupFigures,
  currency: Currency,
  { hasShares, bar }: { hasShares: boolean; bar: string },
): TableCell[] {
  const { n, win_rate, net, expectancy, expectancy_r: mean, r_known: known } = group;
  const { share_of_net } = group;
  const other = otherRate(group);
  const money = (value: number) =>
    cell(formatMoney(value, currency, { sign: true }), toneOf(value));
  return [
    cell(formatNumber(n, 0)),
    cell(win_rate === null ? NOTHING : share(win_rate)),
    cell(other === null ? NOTHING : share(other)),
    money(net),
    cell(bar, toneOf(net)),
    money(expectancy),
    cell(rText(mean, { known, of: n }) ?? NOTHING),
    cell(share_of_net === null || !hasShares ? NOTHING : share(share_of_net)),
  ];
}

function markCell({ key, too_few }: GroupFigures, { contrast }: Breakdown): TableCell {
  if (too_few) return cell(GROUP_MARK.few, "muted");
  if (key !== null && key === contrast?.worst) return cell(GROUP_MARK.worst, "bad");
  if (key !== null && key === contrast?.best) return cell(GROUP_MARK.best, "good");
  return cell("");
}
