import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { fakeWorld } from "../world.ts";
import { type ChanceJournal, chanceJournal } from "./chance-journals.ts";

interface Reference {
  left_out: number;
  trades: number;
  net: number;
  unit: string;
  p: number;
  percentile: number;
}

const { what_if: REFERENCE } = JSON.parse(
  readFileSync(new URL("chance-reference.json", import.meta.url), "utf8"),
) as { what_if: Record<string, Record<string, Reference>> };

/** Four and a half standard deviations of a share of 1,999 draws, and the one that p adds. */
const within = (share: number) => 4.5 * Math.sqrt((share * (1 - share)) / 1999) + 1 / 2000;

describe("worked out by another program from the tables alone", () => {
  test.each(Object.keys(REFERENCE) as ChanceJournal[])("%s", async (name) => {
    const { json } = await chanceJournal(name);
    for (const [line, wanted] of Object.entries(REFERENCE[name] ?? {})) {
      const { scenario, placebo, left_out } = await json("what-if", ...line.split(" "));
      const said = [left_out, scenario.trades, scenario.net, placebo.unit, placebo.draws];
      expect(said, line).toEqual([wanted.left_out, wanted.trades, wanted.net, wanted.unit, 1999]);
      expect(Math.abs(placebo.p - wanted.p), line).toBeLessThan(within(wanted.p));
      const share = wanted.percentile / 100;
      expect(Math.abs(placebo.percentile / 100 - share), line).toBeLessThan(within(share));
    }
  });
});

describe("both sides are what the statistics say of the same trades", () => {
  const sideOf = (s: Record<string, number>) => ({
    trades: s.n,
    net: s.net,
    max_drawdown: s.max_drawdown,
  });

  test.each([
    ["--without side=sell", "--side buy"],
    ["--only symbol=XAUUSD", "--symbol XAUUSD"],
    ["--without symbol=XAUUSD,BTCUSD,NAS100,USDJPY,GBPUSD", "--symbol EURUSD"],
  ])("what-if %s, stats %s", async (scenario, filter) => {
    const { json } = await chanceJournal("breakout");
    const whole = await json("stats");
    const part = await json("stats", ...filter.split(" "));
    const told = await json("what-if", ...scenario.split(" "));
    expect(told.actual).toMatchObject(sideOf(whole));
    expect(told.scenario).toMatchObject(sideOf(part));
    expect(told.actual.r).toBeCloseTo(whole.expectancy_r * whole.n, 6);
    expect(Object.keys(told)).toEqual([
      ...["actual", "scenario", "left_out", "placebo", "tried", "beats_chance"],
    ]);
    expect(Object.keys(told.placebo)).toEqual(["draws", "percentile", "p", "unit"]);
  });
});

/** A journal of so many days, each with a trade in the morning and one in the afternoon. */
async function journalOf(days: number, result: (day: number, hour: number) => number) {
  const here = fakeWorld({
    isInteractive: false,
    isTerminal: false,
    now: () => Date.parse("2026-11-20T12:00:00Z"),
  });
  await here.fine("profile", "edit", "--zone", "UTC");
  const lines: string[] = [];
  for (let day = 0, at = Date.parse("2026-01-05"); day < days; at += 86_400_000) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 === 0) continue;
    for (const hour of [9, 15]) {
      const on = date.toISOString().slice(0, 10);
      const clock = String(hour).padStart(2, "0");
      lines.push(
        JSON.stringify({
          symbol: hour === 9 ? "EURUSD" : "XAUUSD",
          side: day % 2 === 0 ? "buy" : "sell",
          lot: 0.1,
          profit_loss: result(date.getUTCDay(), hour) + ((day * 7919 + hour) % 41) - 20,
          entry_time: `${on}T${clock}:00:00Z`,
          exit_time: `${on}T${clock}:30:00Z`,
        }),
      );
    }
    day++;
  }
  const input = (async function* () {
    yield Buffer.from(lines.join("\n"));
  })();
  const done = await here.jurnal(["trade", "log", "--stdin"], [], { input });
  if (done.code !== 0) throw new Error(done.err);
  return here;
}

describe("what is said", () => {
  test("a day that is worse by far beats chance, in words and for scripts", async () => {
    const { json, fine } = await journalOf(100, (day) => (day === 5 ? -60 : 5));
    const told = await json("what-if", "--without", "weekday=jumat");
    expect(told).toMatchObject({ left_out: 40, beats_chance: true, tried: 1 });
    expect(told.placebo).toMatchObject({ unit: "days", percentile: 100, p: 0.0005 });
    const text = await fine("what-if", "--without", "weekday=jumat");
    expect(text).toMatch(/Pola hasil: melebihi kebetulan/);
    expect(text).toMatch(/bukan sebab dan bukan janji/);
    expect(text).toMatch(/transaksi sesudahnya mungkin lain/);
  });

  test("where every day gains by it, days that are drawn again cannot lose", async () => {
    let lost = 0;
    const { fine } = await journalOf(40, (_, hour) =>
      hour === 9 ? 30 : lost++ === 20 ? -5000 : -30,
    );
    const text = (await fine("what-if", "--max-trades", "1")).replace(/\s+/g, " ");
    expect(text).toMatch(/diundi ulang \(95%\): \$0\.00 sampai \+\$1\d,/);
  });

  test("the same scenario counts once, however it is typed and whenever", async () => {
    const { json, jurnal } = await journalOf(40, () => 0);
    const tried = async (line: string, more = {}) => {
      const { out, err } = await jurnal(["what-if", ...line.split(" "), "--json"], [], more);
      return err === "" ? JSON.parse(out).tried : err;
    };
    expect(await tried("--without weekday=jumat")).toBe(1);
    expect(await tried("--without hari=Jumat")).toBe(1);
    const tomorrow = { now: () => Date.parse("2026-11-21T12:00:00Z") };
    expect(await tried("--without weekday=jumat", tomorrow)).toBe(1);
    expect(await tried("--without weekday=jumat --days 300")).toBe(2);
    expect(await tried("--without weekday=jumat --days 300", tomorrow)).toBe(2);
    expect(await tried("--without symbol=xauusd --without side=sell")).toBe(3);
    expect(await tried("--without side=jual --without simbol=XAUUSD")).toBe(3);
    expect(await tried("--max-trades 1")).toBe(4);
    // Arithmetic alone is no question to chance.
    expect(await tried("--with-stops")).toBe(4);
    expect(await tried("--without symbol=XAUUSD --symbol EURUSD")).toMatch(/XAUUSD/);
    await jurnal(["rule", "add", "max-trades", "1"]);
    expect(await tried("--rule max-trades")).toBe(4);
    expect((await json("what-if", "--rule", "1")).tried).toBe(4);
  });

  test("it is no operation: undo takes back what was written, and the count goes along whole", async () => {
    const { json, jurnal, fine, file } = await journalOf(40, () => 0);
    await fine("trade", "log", "XAUUSD", "5");
    await json("what-if", "--without", "side=sell");
    expect((await jurnal(["undo"])).out).toMatch(/XAUUSD/);
    const out = `${file}.ndjson`;
    await fine("export", "--all", "--out", out);
    const rows = readFileSync(out, "utf8")
      .split("\n")
      .filter((line) => line.includes('"scenarios"'));
    expect(rows.some((row) => row.includes("side"))).toBe(true);
    const db = new Database(file);
    expect(db.prepare("SELECT COUNT(*) FROM scenarios").pluck().get()).toBe(1);
    db.close();
  });

  test("labels that may know the result prove nothing; too few are too few; sizes are told", async () => {
    const { fine, json } = await journalOf(60, () => 0);
    const list = await json("trade", "list", "--days", "400", "--loss");
    const ids =
      list.trades?.map((one: { id: number }) => one.id) ??
      list.map((one: { id: number }) => one.id);
    for (const id of ids.slice(0, 15)) await fine("trade", "edit", String(id), "--tag", "fomo");
    const told = await json("what-if", "--without", "tag=fomo");
    expect(told).toMatchObject({ left_out: 15, beats_chance: false });
    expect(told.placebo.p).toBeLessThan(0.005);
    expect(await fine("what-if", "--without", "tag=fomo")).toMatch(/Bukan bukti/);
    expect(await fine("what-if", "--without", "side=sell", "--days", "250")).toMatch(
      /Terlalu sedikit untuk diuji/,
    );
    const same = await fine("what-if", "--max-trades", "5");
    expect(same).toMatch(/tidak mengubah satu transaksi pun/);
    // Nothing would have been otherwise: no lots, no stops.
    expect(same).not.toMatch(/tidak bisa diketahui/);
  });
});

describe("what cannot be asked is refused by name", () => {
  test.each([
    ["", /skenario/],
    ["--without", /--without/],
    ["--without jumat", /pembagian=nilai/],
    ["--without wekday=jumat", /weekday/],
    ["--without weekday=", /pembagian=nilai/],
    ["--without weekday=libur", /jumat atau senin-rabu/],
    ["--without hour=25", /20-23/],
    ["--without symbol=XAUSD", /XAUUSD/],
    ["--without size=jumbo", /small/],
    ["--without __proto__=1", /pembagian=nilai/],
    ["--only plan=__proto__", /planned/],
    ["--max-trades 0", /--max-trades/],
    ["--pause 30", /--pause/],
    ["--rule 99", /nomor aturan/],
    ["--rule profit-target", /nomor aturan/],
    ["--max-trades 3 --days 0", /--days/],
  ])("what-if %s", async (line, expected) => {
    const here = await journalOf(4, () => 0);
    const before = readFileSync(here.file);
    const { code, err, out } = await here.jurnal(["what-if", ...line.split(" ").filter(Boolean)]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(expected);
    expect(readFileSync(here.file).equals(before)).toBe(true);
  });

  test("a goal is no rule to replay, nor is one that is not in force", async () => {
    const { jurnal, fine } = await journalOf(4, () => 0);
    await fine("rule", "add", "profit-target", "500");
    const asked = async (rule: string) => (await jurnal(["what-if", "--rule", rule])).err;
    expect(await asked("profit-target")).toMatch(/tujuan/);
    // Of a kind that is not in force, those that are; near one of them, that one.
    expect(await asked("max-open")).toMatch(/yang berlaku: profit-target\./);
    expect(await asked("profit-taget")).toMatch(/maksud Anda "profit-target"/);
  });
});

test.each([60, 80, 120])("a scenario at %i columns", async (columns) => {
  const { jurnal } = await chanceJournal("breakout");
  const lines = [
    "--pause 30m --without weekday=jumat",
    "--base-lot",
    "--with-stops --exit-at-plan",
  ];
  const shown: string[] = [];
  for (const line of lines) {
    const { out } = await jurnal(["what-if", ...line.split(" ")], [], { columns });
    for (const row of out.split("\n")) expect(row.length).toBeLessThanOrEqual(columns);
    shown.push(`$ jurnal what-if ${line}\n${out}`);
  }
  await expect(shown.join("\n")).toMatchFileSnapshot(`../golden/what-if-${columns}.txt`);
});
