import { describe, expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

/** A day of 1000 dollars: +20, -0.80, +0.50, -10, -2 (2 % at risk), +1.50, in this order, ten minutes each. */
const RESULTS = ["20", "-0.80", "0.50", "-10", "-2 --risk 2", "1.50"];

async function trader(band: string | null) {
  const here = fakeWorld({ isInteractive: false });
  let hour = "08";
  const now = () => Date.parse(`2025-07-09T${hour}:00:00+07:00`);
  const at = (words: string[]) =>
    here.jurnal(words, [], { now, isTerminal: false, isInteractive: false });
  const fine = async (line: string, ...more: string[]) => {
    const done = await at([...line.split(" "), ...more].filter((word) => word !== ""));
    if (done.code !== 0) throw new Error(`${line}: ${done.err}`);
    return done.out;
  };
  const json = async (line: string) => JSON.parse(await fine(`${line} --json`));
  await fine("profile edit --zone WIB --balance 1000");
  await fine("rule add pause-after-loss 2h");
  hour = "18";
  for (const [place, result] of RESULTS.entries()) {
    const times = `--entry ${9 + place}:00 --exit ${9 + place}:10`;
    await fine(`trade log XAUUSD ${result} --lot 0.02 --sl ${times}`);
  }
  if (band !== null) await fine("config set impas", band);
  return { at, fine, json };
}

describe("the band of break-even", () => {
  test.each([
    // band, wins, losses, even, rate, longest run of losses, entries too soon after a loss
    [null, 3, 3, 0, 0.5, 2, 4],
    ["$1", 2, 2, 2, 0.5, 2, 2],
    ["2", 1, 1, 4, 0.5, 1, 2],
    ["$1.50", 1, 2, 3, 1 / 3, 2, 2],
    ["0.1R", 3, 2, 1, 0.6, 1, 4],
    ["0.05R", 3, 3, 0, 0.5, 2, 4],
  ] as const)("%s is the same everywhere", async (band, wins, losses, even, rate, run, soon) => {
    const { fine, json } = await trader(band);
    const stats = await json("stats");
    expect(stats).toMatchObject({ wins, losses, even });
    expect(stats).toMatchObject({ win_rate: rate, longest_loss_streak: run, net: 9.2 });
    const { groups } = await json("stats --by symbol");
    expect(groups[0]).toMatchObject({ wins, losses, win_rate: rate });
    expect((await json("history"))[0]).toMatchObject({ wins, losses });
    expect(JSON.parse(await fine("--json"))).toMatchObject({ wins, losses });
    expect(await json("trade list --loss")).toHaveLength(losses);
    const { totals, rules } = await json("report 2025-07-09");
    expect(totals).toMatchObject({ wins, losses, zero: even, net: 9.2 });
    expect(rules[0]?.trades?.length).toBe(soon);
  });

  test("where it makes another win rate, both are told", async () => {
    const { fine } = await trader("0.1R");
    const both = "; tanpa batas impas 50";
    expect(await fine("stats")).toContain(both);
    expect(await fine("stats --by symbol")).toContain("Tanpa impas");
    expect(await fine("")).toContain("60% menang (3 dari 5; tanpa batas impas 50%), 1 impas");
    expect(await fine("report 2025-07-09 --full")).toContain(
      "3 dari 5 (60%; tanpa batas impas 50%)",
    );
    expect(await fine("report --week 2025-07-09")).toContain("menang 60% (tanpa batas impas 50%)");
    expect(await fine("report --week 2025-07-09 --full")).toContain(both);
    await fine("undo");
    for (const line of ["stats", "stats --by symbol", "", "report 2025-07-09 --full"]) {
      expect((await fine(line)).toLowerCase()).not.toContain("tanpa batas impas");
    }
  });

  test.each([
    "2R",
    "0R",
    "0.0000001R",
    "-1",
    "0.0000001",
    "0.004",
    "1.005",
    "banyak",
    "1e9999",
    "€3",
  ])("%s is refused with what is expected, and nothing is set", async (typed) => {
    const { at, json } = await trader(null);
    const done = await at(["config", "set", "impas", "--", typed]);
    expect(done.code).toBe(2);
    expect(done.err).toContain(`"${typed}"`);
    expect(done.err).toContain("0.1R");
    expect(await json("config list")).toMatchObject({ impas: "" });
  });

  test("each currency has its own amount, and R is of all of them", async () => {
    const { fine, json } = await trader("$3");
    await fine("profile add Rupiah --currency IDR");
    await fine("trade log BBCA -4000 --profile Rupiah");
    const even = async () => [
      (await json("stats")).even,
      (await json("stats --profile Rupiah")).even,
    ];
    expect(await even()).toEqual([4, 0]);
    expect(await fine("config set impas Rp5rb --profile Rupiah")).toContain(
      "impas = $3.00, Rp5.000",
    );
    expect(await even()).toEqual([4, 1]);
    expect(await json("config list")).toMatchObject({ impas: "3 USD, 5000 IDR" });
    for (const line of ["config list", "config get impas"]) {
      expect(await fine(line)).toContain("$3.00, Rp5.000");
    }
    expect(await fine("doctor")).not.toContain("impas");
    await fine("config set impas", "$1");
    expect(await even()).toEqual([2, 1]);
    await fine("config set impas 0");
    expect(await even()).toEqual([0, 1]);
    await fine("config set impas 0.1R");
    expect(await even()).toEqual([1, 0]);
    expect(await fine("config get impas")).toBe("0.1R\n");
    await fine("undo");
    expect(await even()).toEqual([0, 1]);
  });

  test("of cents that are no whole binary numbers the last one counts", async () => {
    const { fine, json } = await trader("$0.29");
    await fine("trade log EURUSD 0.29 --lot 0.01");
    await fine("trade log EURUSD 0.30 --lot 0.01");
    expect(await json("stats --symbol EURUSD")).toMatchObject({ wins: 1, even: 1, judged: 1 });
    expect(await json("trade list --symbol EURUSD --win")).toHaveLength(1);
  });
});
