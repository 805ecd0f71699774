import { describe, expect, test } from "vitest";
import { fakeWorld, linesOf } from "../world.ts";
import { GOLDEN_LINES } from "./golden-journal.ts";

const NOW = { now: () => Date.parse("2025-07-20T12:00:00Z") };

/** A journal of the reference trades; further lines after them. */
async function journal(...more: object[]) {
  const { jurnal } = fakeWorld(NOW);
  await jurnal(["profile", "edit", "--balance", "3000"]);
  await jurnal(["mood", "set", "tenang", "--date", "2025-07-02"]);
  const input = linesOf(...GOLDEN_LINES, ...more);
  expect((await jurnal(["trade", "log", "--stdin"], [], { input })).code).toBe(0);
  return jurnal;
}

test.each([60, 80, 120])("as it is printed on %i columns", async (columns) => {
  const jurnal = await journal();
  const printed = async (...words: string[]) => {
    const { code, out } = await jurnal(words, [], { columns });
    expect(code).toBe(0);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
    return out;
  };
  const parts = [
    await printed("stats"),
    await printed("stats", "--by", "symbol"),
    await printed("stats", "--by", "session", "--manual"),
    await printed("stats", "--by", "size", "--period", "juli"),
  ];
  await expect(parts.join("\n")).toMatchFileSnapshot(`../golden/stats-${columns}.txt`);
});

test("in ASCII nothing else is printed", async () => {
  const jurnal = await journal();
  const { out } = await jurnal(["stats", "--ascii"]);
  const by = await jurnal(["stats", "--by", "hold", "--ascii"]);
  expect(/^[\x20-\x7e\n]*$/.test(out + by.out)).toBe(true);
});

test("a figure that is not known is followed by its reason alone", async () => {
  const { jurnal } = fakeWorld({ ...NOW, columns: 200 });
  const won = { symbol: "XAUUSD", profit_loss: 45.5 };
  const times = { entry_time: "2025-07-18T02:10:00Z", exit_time: "2025-07-18T03:25:00Z" };
  for (const trade of [won, { ...won, ...times }]) {
    await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(trade) });
    const unknown = (await jurnal(["stats"])).out.split("\n").filter((line) => / – \(/.test(line));
    expect(unknown.length).toBeGreaterThan(5);
    // The second part of an average has a reason of its own.
    for (const line of unknown) expect(line).toMatch(/ – \([^()]+\)$/);
  }
});

describe("filters", () => {
  test("come together", async () => {
    const jurnal = await journal();
    const of = async (...words: string[]) =>
      JSON.parse((await jurnal(["stats", ...words, "--json"])).out);
    const [buys, sells] = [await of("--side", "buy"), await of("--side", "jual")];
    expect(buys.n + sells.n).toBe(40);
    const gold = await of("--symbol", "XAUUSD");
    const [bought, sold] = [
      await of("--symbol", "XAUUSD", "--side", "buy"),
      await of("--side", "sell", "--symbol", "xauusd"),
    ];
    expect(bought.n + sold.n).toBe(gold.n);
    expect(bought.net + sold.net).toBeCloseTo(gold.net, 9);
    const won = await of("--win", "--symbol", "XAUUSD");
    expect(won).toMatchObject({ n: gold.wins, losses: 0, profit_factor: "infinite" });
    expect((await of("--period", "2025-07-01..2025-07-02")).n).toBe(6);
    expect((await of("--bots")).n).toBe(0);
  });

  test("that let nothing through say so, a wrong symbol with the one meant", async () => {
    const jurnal = await journal();
    const none = await jurnal(["stats", "--bots"]);
    expect(none).toMatchObject({ code: 0, out: expect.stringContaining("Tidak ada transaksi") });
    const wrong = await jurnal(["stats", "--symbol", "XAUUSDD"]);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining("XAUUSD?") });
    expect((await jurnal(["stats", "--manual", "--bots"])).code).toBe(2);
  });

  test("the same in trade list", async () => {
    const jurnal = await journal();
    const list = await jurnal(["trade", "list", "--period", "juli", "--side", "sell", "--json"]);
    const stats = await jurnal(["stats", "--period", "juli", "--side", "sell", "--json"]);
    expect(JSON.parse(list.out).length).toBe(JSON.parse(stats.out).n);
  });
});

test("a mood counts only when it was noted before the entry; tags in each of theirs", async () => {
  const tagged = { ...GOLDEN_LINES[0], ticket: "900", tags: "news sore" };
  const jurnal = await journal(tagged, { ...tagged, ticket: "901", tags: "news" });
  const moods = JSON.parse((await jurnal(["stats", "--by", "mood", "--json"])).out);
  expect(moods.groups.map((group: { key: string }) => group.key)).toContain(null);
  const tags = JSON.parse((await jurnal(["stats", "--by", "tag", "--json"])).out);
  expect(tags).toMatchObject({ n: 42, overlaps: true, contrast: null });
  expect(tags.groups.map(({ key, n }: { key: string; n: number }) => [key, n])).toEqual([
    ["news", 2],
    ["sore", 1],
    [null, 40],
  ]);
});
