import { beforeAll, describe, expect, test } from "vitest";
import type { SimulatedDeal } from "../sim/generate.ts";
import { makeTrader } from "../sim/generate.ts";
import { type Desk, desk } from "./jurnal.ts";

/** A simulated trade as a bot or a script would write it. */
function line(deal: SimulatedDeal): string {
  const utc = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return JSON.stringify({
    symbol: deal.symbol,
    profit_loss: deal.pl,
    lot_size: deal.lot,
    side: deal.side > 0 ? "buy" : "sell",
    entry_time: utc(deal.entryMs),
    exit_time: utc(deal.exitMs),
    stop_loss_used: deal.hasStop,
    take_profit_used: deal.hasTarget,
    risk_percent: Number(deal.riskPercent.toFixed(4)),
  });
}

const deals = makeTrader("balas", 4_007, 120);
const dayOf = (deal: SimulatedDeal | undefined) =>
  new Date(deal?.exitMs ?? 0).toISOString().slice(0, 10);
const DAY = dayOf(deals[109]);
const LATER = dayOf(deals[119]);

let here: Desk;
const report = async (...rest: string[]) =>
  JSON.parse(await here.fine("report", DAY, "--json", ...rest));
const proven = (json: { findings: { id: string; level: string }[] }) =>
  json.findings.filter(({ level }) => level !== "kejadian").map(({ id }) => id);

beforeAll(async () => {
  here = desk();
  const upTo = deals.filter((deal) => dayOf(deal) <= DAY);
  await here.jurnal(["trade", "log", "--stdin"], { input: `${upTo.map(line).join("\n")}\n` });
});

describe("the mentor's memory", () => {
  test("habits are told with their evidence, the same bytes each time", async () => {
    const json = await report();
    expect(proven(json)).toContain("balas_dendam");
    for (const one of json.findings) {
      expect(one.n).toBeGreaterThan(0);
      expect(one.trades.length).toBeGreaterThan(0);
      expect(one.text).toMatch(/#\d/);
      expect(one.text).not.toMatch(/karena/);
    }
    expect(json.check).toMatchObject({ last: 100, next: 150 });
    expect(await report()).toEqual(json);
  });

  test("the order of the lines in a file changes nothing but the trades' numbers", async () => {
    const shuffled = desk();
    const upTo = deals.filter((deal) => dayOf(deal) <= DAY);
    const lines = upTo.map((deal) => ({ key: (deal.id * 7_919) % 1_009, text: line(deal) }));
    const input = lines.sort((a, b) => a.key - b.key).map(({ text }) => `${text}\n`);
    await shuffled.jurnal(["trade", "log", "--stdin"], { input: input.join("") });
    const told = (json: Awaited<ReturnType<typeof report>>) => ({
      score: json.risk.score,
      box: json.box,
      findings: json.findings.map(
        ({ id, level, n, effect, p, q, cost, severity }: Record<string, unknown>) => ({
          id,
          level,
          n,
          effect,
          p,
          q,
          cost,
          severity,
        }),
      ),
      actions: json.actions.map(({ id, params }: Record<string, unknown>) => ({ id, params })),
    });
    const other = JSON.parse(await shuffled.fine("report", DAY, "--json"));
    expect(told(other)).toEqual(told(await report()));
  });

  test("later trades never change the report of a past day", async () => {
    const before = await here.fine("report", DAY);
    const later = deals.filter((deal) => dayOf(deal) > DAY);
    await here.jurnal(["trade", "log", "--stdin"], { input: `${later.map(line).join("\n")}\n` });
    await here.fine("report", LATER);
    expect(await here.fine("report", DAY)).toBe(before);
  });

  test("an appeal takes trades out, is told, and can be undone", async () => {
    const before = await report();
    const first = before.findings.find(({ id }: { id: string }) => id === "balas_dendam");
    const number = String(first.number);
    const why = await here.fine("report", DAY, "--why", number);
    expect(why).toContain("Aturannya: Jeda <= median sendiri");
    expect(why).not.toContain("balas_dendam");
    const trade = String(first.trades[0]);
    await here.fine("appeal", number, "sudah direncanakan", "--date", DAY, "--trade", trade);
    const after = await report();
    expect(after.appealed).toEqual({ balas_dendam: 1 });
    expect(
      after.findings.find(({ id }: { id: string }) => id === "balas_dendam")?.trades ?? [],
    ).not.toContain(first.trades[0]);
    await here.fine("undo");
    expect(await report()).toEqual(before);
  });

  test("promises come from the report, can be worded anew and dropped", async () => {
    await here.fine("report", DAY);
    const list = async () => JSON.parse(await here.fine("promise", "list", "--json"));
    const [first] = await list();
    await here.fine("promise", "edit", String(first.id), "Setelah rugi saya jalan kaki.");
    await here.fine("report", DAY);
    expect((await list())[0]).toMatchObject({
      id: first.id,
      text: "Setelah rugi saya jalan kaki.",
    });
    await here.fine("promise", "drop", String(first.id));
    await here.fine("report", DAY);
    expect((await list()).map(({ id }: { id: number }) => id)).not.toContain(first.id);
  });
});
