import { beforeAll, describe, expect, test } from "vitest";
import { WEEKDAYS } from "../../src/base/dates.ts";
import { currencyOf, formatMoney } from "../../src/base/money.ts";
import { formatPercent } from "../../src/base/number.ts";
import { sampleMonths } from "../cli/months.ts";
import { fakeWorld, linesOf } from "../world.ts";
import { elements, type Node, named, parseHtml, textOf } from "./parse-html.ts";

/** A page's chart: the rows of its table, and what its shapes say when they are pointed at. */
function chartOf(root: Node, title: string) {
  const figure = named(root, "figure").find((one) => named(one, "h3").map(textOf)[0] === title);
  if (figure === undefined) throw new Error(`no chart ${title}`);
  const rows = named(figure, "tr").map((row) => named(row, "td").map(textOf));
  const shapes = named(figure, "rect").flatMap((rect) => named(rect, "title").map(textOf));
  const words = elements(figure).filter(({ name }) => name === "p");
  return { rows: rows.filter(({ length }) => length > 0), shapes, words: words.map(textOf) };
}

let months: string;
beforeAll(async () => {
  months = await sampleMonths();
});

const RANGES: readonly [page: readonly string[], terminal: readonly string[]][] = [
  [
    ["--month", "2025-06"],
    ["--period", "2025-06"],
  ],
  [
    ["--year", "2025"],
    ["--period", "2025"],
  ],
  [
    ["--from", "2025-04-20", "--to", "2025-05-03"],
    ["--from", "2025-04-20", "--to", "2025-05-03"],
  ],
];

describe.each(RANGES)("the page of %s and the terminal", (page, terminal) => {
  const say = async (...words: readonly string[]) => {
    const { code, out } = await fakeWorld().jurnal(["--db", months, ...words]);
    expect(code).toBe(0);
    return out;
  };
  const pageOf = async () => parseHtml(await say("report", ...page, "--html", "-"));

  test("draw the same curve", async () => {
    const { start, high, low, result, drawdown } = JSON.parse(
      await say("equity", ...terminal, "--json"),
    );
    const money = (value: number) => formatMoney(value, currencyOf("USD"), { sign: true });
    const from0 = [result, high - start, low - start].map((value) => money(value));
    const { words } = chartOf(await pageOf(), "Kurva hasil");
    expect(words[0]).toContain(`dari 0 menjadi ${from0[0]} setelah`);
    expect(words[0]).toContain(`tertinggi ${from0[1]}, terendah ${from0[2]}.`);
    const told = (await say("equity", ...terminal, "--plain")).replace(/\s+/g, " ");
    const fall = /Drawdown terbesar[^.]*\.\d\d, dari (.*?) ke titik terendah (.*?);/.exec(told);
    const peak = fall?.[1]?.replace("titik awal", "awal");
    const amount = money(drawdown.amount).slice(1);
    expect(words[0]).toContain(`terbesar ${amount}, dari ${peak} ke titik terendah ${fall?.[2]}.`);
  });

  test.each(["jam masuk", "hari"])("have the same bars by %s", async (what) => {
    const by = what === "hari" ? "weekday" : "hour";
    const { rows, shapes } = chartOf(await pageOf(), `Hasil menurut ${what}`);
    const { groups } = JSON.parse(await say("stats", ...terminal, "--by", by, "--json"));
    const money = (value: number) => formatMoney(value, currencyOf("USD"), { sign: true });
    const told = groups.map((group: { key: string } & Record<string, number>) => [
      by === "hour" ? `${group.key.padStart(2, "0")}:00` : WEEKDAYS[Number(group.key) - 1],
      String(group.n),
      formatPercent(group.win_rate ?? 0),
      money(group.net ?? 0),
      money(group.expectancy ?? 0),
    ]);
    expect(told.length).toBeGreaterThan(3);
    expect(rows).toEqual(told);
    const bars = told.map(([name, n, , sum]: string[]) => {
      return `${name?.replace(":00", "")}: ${sum}, n ${n}`;
    });
    expect(shapes.sort()).toEqual(bars.sort());
  });

  test("draw the same spread", async () => {
    const lines = (await say("distribution", ...terminal, "--plain")).split("\n");
    const bins = lines.flatMap((line) => {
      const [, range, n] = /^(\S.* (?:s\.d\.|atau|bawah).*?): ([\d,]+)/.exec(line) ?? [];
      return range === undefined ? [] : [[range, n]];
    });
    const { rows, shapes, words } = chartOf(await pageOf(), "Sebaran R");
    expect(bins.length).toBeGreaterThan(3);
    expect(rows).toEqual(bins);
    expect(shapes).toEqual(bins.filter(([, n]) => n !== "0").map((bin) => bin.join(": ")));
    expect(lines.join(" ")).toContain(words.at(-1));
  });
});

test("where few risks are known both spread the money", async () => {
  const { jurnal } = fakeWorld();
  await jurnal(["profile", "edit", "--currency", "USD", "--balance", "2500"]);
  const trades = Array.from({ length: 9 }, (_, at) => ({
    symbol: "XAUUSD",
    profit_loss: 7 * at - 20,
    exit_time: `2025-07-0${at + 1}T03:00:00Z`,
    ...(at < 4 ? { risk_percent: 1 } : {}),
  }));
  await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...trades) });
  const { out } = await jurnal(["report", "--month", "2025-07", "--html", "-"]);
  const { rows } = chartOf(parseHtml(out), "Sebaran hasil");
  const told = (await jurnal(["distribution", "--plain"])).out;
  for (const row of rows) expect(told).toContain(`\n${row.join(": ")}`);
  expect(told.match(/s\.d\./g)?.length).toBe(rows.length);
});

test("the calendar of a month has the same days and weeks", async () => {
  const say = async (...words: readonly string[]) =>
    (await fakeWorld().jurnal(["--db", months, ...words])).out;
  const { days, weeks } = JSON.parse(await say("calendar", "2025-06", "--json"));
  const money = (value: number) => formatMoney(value, currencyOf("USD"), { sign: true });
  const { rows, shapes } = chartOf(
    parseHtml(await say("report", "--month", "2025-06", "--html", "-")),
    "Juni 2025",
  );
  const traded = ({ total_trades: n }: { total_trades: number }) => n > 0;
  const told = ({ total_profit_loss: sum, total_trades: n }: Record<string, number>) =>
    `${money(sum ?? 0)} (n ${n})`;
  expect(shapes).toEqual(days.filter(traded).map(told));
  expect(rows.map(([, n, sum]) => `${sum} (n ${n})`)).toEqual(weeks.filter(traded).map(told));
});
