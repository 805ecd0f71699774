import { formatNumber } from "../base/number.ts";
import { type Period, periodLabel } from "../base/period.ts";
import { capital, inR, signed, unsigned } from "../base/phrases.ts";
import type { Comparison, Difference } from "../figures/period.ts";
import type { Summary } from "../figures/summary.ts";
import { differenceItems } from "./differences.ts";
import {
  type Block,
  line,
  type ReportDocument,
  type ReportSettings,
  type TableCell,
  toneOf,
} from "./document.ts";
import { ratio, share } from "./stats.ts";
import { otherRate } from "./win-rate.ts";

/** Two groups of trades, what tells them apart, and their figures. */
export interface Compared extends Comparison {
  /** "period", or the name after --by. */
  by: string;
  /** The days of both, where the groups are not periods themselves. */
  period: Period | null;
  /** What both are narrowed by, in words. */
  filter: string;
  groups: readonly [ComparedGroup, ComparedGroup];
}

interface ComparedGroup {
  name: string;
  /** The name inside a sentence. */
  said: string;
  filter: object;
}

/** The comparison in words: figures side by side, their differences, and what may be said. */
export function composeComparison(
  compared: Compared,
  settings: ReportSettings,
): Pick<ReportDocument, "title" | "date" | "sections"> {
  const { groups, period, filter } = compared;
  const range = period === null ? [] : [periodLabel(period)];
  const about = [...range, ...(filter === "" ? [] : [filter])].join(", ");
  const names = `${groups[0].name} dan ${groups[1].name}`;
  const items = differenceItems(compared.differences, settings.currency, [
    groups[0].said,
    groups[1].said,
  ]);
  return {
    title: "Perbandingan",
    date: about === "" ? names : `${names} (${about})`,
    sections: [
      { id: "perbandingan", heading: "Berdampingan", blocks: [table(compared, settings)] },
      {
        id: "hasil",
        heading: "Selisih",
        blocks: items.length > 0 ? items : [line(ONE_SIDED, "muted")],
      },
      { id: "analisis", heading: "Yang bisa dikatakan", blocks: conclusion(compared) },
    ],
  };
}

const ONE_SIDED = "Salah satu sisinya tidak punya transaksi (n = 0).";

type Figure = [label: string, of: (s: Summary) => TableCell];

function table({ groups, a, b }: Compared, { currency }: ReportSettings): Block {
  const plain = (text: string): TableCell => ({ text, tone: "plain" });
  const none = plain("–");
  const money = (value: number | null): TableCell =>
    value === null ? none : { text: signed(value, currency), tone: toneOf(value) };
  const isOther = [a, b].some((s) => otherRate(s) !== null);
  const bySign: Figure[] = isOther
    ? [["Tanpa impas", ({ win_rate_by_sign: rate }) => (rate == null ? none : plain(share(rate)))]]
    : [];
  const rows: Figure[] = [
    ["Transaksi", (s) => plain(formatNumber(s.n, 0))],
    ["Hari", (s) => plain(formatNumber(s.days, 0))],
    ["Hasil bersih", (s) => (s.n === 0 ? none : money(s.net))],
    ["Win rate", (s) => (s.win_rate === null ? none : plain(share(s.win_rate)))],
    ...bySign,
    ["Profit factor", (s) => factor(s)],
    ["Payoff ratio", (s) => (s.payoff_ratio === null ? none : plain(ratio(s.payoff_ratio)))],
    ["Ekspektasi", (s) => money(s.expectancy)],
    ["Ekspektasi R", (s) => (s.expectancy_r === null ? none : plain(inR(s.expectancy_r)))],
    ["R diketahui", (s) => plain(`${formatNumber(s.r_known, 0)} dari ${formatNumber(s.n, 0)}`)],
    ["Rata-rata untung", (s) => money(s.average_win)],
    ["Rata-rata rugi", (s) => money(s.average_loss)],
    ["Rugi terbesar", (s) => money(s.largest_loss)],
    ["Drawdown", (s) => (s.n === 0 ? none : plain(unsigned(s.max_drawdown, currency)))],
    ["Biaya", (s) => money(s.costs)],
  ];
  return {
    kind: "table",
    columns: [
      { title: "", align: "left", dropOrder: 0, least: 12 },
      { title: groups[0].name, align: "right", dropOrder: 0 },
      { title: groups[1].name, align: "right", dropOrder: 0 },
    ],
    rows: rows.map(([label, of]) => [plain(label), of(a), of(b)]),
  };
}

function factor({ profit_factor }: Summary): TableCell {
  if (profit_factor === null) return { text: "–", tone: "muted" };
  const text = profit_factor === "infinite" ? "∞" : ratio(profit_factor);
  return { text, tone: "plain" };
}

/** Only what the data allow: what can be told from chance, on how many trades, and what cannot. */
function conclusion({ differences, groups, by, a, b }: Compared): Block[] {
  const told: [string, Difference | null][] = [
    ["rata-rata per transaksi", differences.expectancy],
    ["rata-rata dalam R", differences.expectancy_r],
    ["win rate", differences.win_rate],
  ];
  const clear = told.filter(([, one]) => one?.verdict === "higher" || one?.verdict === "lower");
  const known = told.filter(([, one]) => one !== null && one.verdict !== "too-little");
  const [first, second] = [groups[0].said, groups[1].said];
  const counts = `n = ${formatNumber(a.n, 0)} dan ${formatNumber(b.n, 0)}`;
  const blocks: Block[] = clear.map(([name, one]) =>
    line(
      `${capital(name)} ${first} lebih ${one?.verdict === "higher" ? "tinggi" : "rendah"} ` +
        `daripada ${second}, di luar batas kebetulan (${counts}).`,
    ),
  );
  if (known.length === 0) {
    return [line(`Datanya belum cukup untuk membandingkan ${first} dan ${second} (${counts}).`)];
  }
  if (clear.length === 0) {
    blocks.push(
      line(`Perbedaan ${first} dan ${second} belum bisa dibedakan dari kebetulan (${counts}).`),
    );
  } else {
    blocks.push(line(MANY_PAIRS, "muted"));
  }
  blocks.push(line(by === "mood" || by === "suasana" ? AFTER_RESULTS : NO_REASON, "muted"));
  return blocks;
}

const MANY_PAIRS =
  "Batas kebetulan 5% berlaku untuk ketiga angka bersama-sama; bila banyak pasangan dicoba, 1 dari 20 " +
  "tampak berbeda juga tanpa perbedaan apa pun.";
const NO_REASON =
  "Selisih ini tentang transaksi yang sudah ada; penyebabnya tidak terlihat di sini.";
const AFTER_RESULTS =
  "Suasana hari itu bisa dicatat sesudah hasilnya diketahui, jadi ini bukan penjelasan.";

/** The comparison for scripts: both summaries and their differences. */
export function compareJson({ groups, a, b, differences, by, period }: Compared) {
  const [first, second] = groups;
  return {
    by,
    period,
    a: { name: first.name, filter: first.filter, ...a },
    b: { name: second.name, filter: second.filter, ...b },
    differences,
  };
}
