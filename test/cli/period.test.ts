import { copyFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import stringWidth from "fast-string-width";
import { beforeAll, describe, expect, test } from "vitest";
import { fakeWorld, linesOf } from "../world.ts";
import { sampleMonths } from "./months.ts";

/** The three sample months of `demo --save`, and the same with exits of the bot that are known. */
let months: string;
let closes: string;

beforeAll(async () => {
  months = await sampleMonths();
  closes = path.join(path.dirname(months), "closes.db");
  copyFileSync(months, closes);
  const db = new Database(closes);
  db.exec(
    `UPDATE daily_trading_data SET exit_reason = CASE WHEN id % 3 = 0 THEN 'manual'
       WHEN profit_loss > 0 THEN 'tp' ELSE 'sl' END WHERE bot_id IS NOT NULL`,
  );
  db.close();
});

const text = async (argv: string[], more = {}) => {
  const { code, out, err } = await fakeWorld(more).jurnal(argv);
  expect([code, err]).toEqual([0, ""]);
  return out;
};
// biome-ignore lint/suspicious/noExplicitAny: JSON as a script reads it
const json = async (argv: string[]): Promise<any> => JSON.parse(await text([...argv, "--json"]));

/** Reviews by the name of their golden file: what is typed after `report`. */
const REVIEWS: Record<string, () => string[]> = {
  month: () => ["--db", months, "report", "--month", "2025-05"],
  "week-unfinished": () => ["--db", months, "report", "--week"],
  closes: () => ["--db", closes, "report", "--month", "juni"],
  "compare-periods": () => ["--db", months, "compare", "2025-05", "2025-06"],
  "compare-bot": () => ["--db", months, "compare", "--by", "bot", "manual"],
  "full-month": () => ["--db", months, "report", "--month", "2025-05", "--full"],
  "full-week-unfinished": () => ["--db", months, "report", "--week", "--full"],
  "full-closes": () => ["--db", closes, "report", "--month", "juni", "--full"],
  year: () => ["--db", months, "report", "--year"],
};

describe("reviews and comparisons as printed", () => {
  test.each(Object.keys(REVIEWS))("%s", async (name) => {
    for (const columns of [60, 80, 120]) {
      const out = await text(REVIEWS[name]?.() ?? [], { columns });
      await expect(out).toMatchFileSnapshot(`../golden/review-${name}-${columns}.txt`);
      for (const line of out.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  test("a week without trades is a good week too", async () => {
    const { jurnal } = fakeWorld();
    await jurnal(["mood", "set", "tenang"]);
    const { out } = await jurnal(["report", "--week"]);
    await expect(out).toMatchFileSnapshot("../golden/review-no-trades.txt");
  });

  test("only bots", async () => {
    const { jurnal } = fakeWorld();
    await jurnal(["bot", "add", "EA Gold", "--market", "XAUUSD", "--strategy", "breakout"]);
    const trades = [12.4, -7.1, 9.85, -3, 6].map((profit_loss, i) => ({
      symbol: "XAUUSD",
      profit_loss,
      bot_id: 1,
      stop_loss_used: i !== 1,
      exit_time: `2025-07-0${7 + (i % 2)}T0${i + 1}:00:00Z`,
    }));
    await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...trades) });
    const { out } = await jurnal(["report", "--week"]);
    await expect(out).toMatchFileSnapshot("../golden/review-only-bots.txt");
  });

  test.each(Object.keys(REVIEWS))("%s keeps to the voice, in ASCII too", async (name) => {
    const argv = REVIEWS[name]?.() ?? [];
    const out = await text([...argv, "--ascii"]);
    expect(out).not.toMatch(/karena|sebab\b|\bAI\b|undefined|\bNaN\b|\bnull\b|Infinity/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what ASCII is
    expect(out).toMatch(/^[\x00-\x7f]*$/);
    if (argv.includes("report") && !argv.includes("--full")) return;
    const items = out.split(/\n {2}(?=[!+*] )/).slice(1);
    expect(items.length).toBeGreaterThan(0);
    // Every statement says on how much it rests.
    for (const item of items) {
      expect(item.replace(/\s+/g, " ")).toMatch(/#\d|n = \d|\d+ dari \d+|\d+ hari/);
    }
  });

  test("a trader who is called kamu is called nothing else", async () => {
    const { jurnal } = fakeWorld();
    await jurnal(["config", "set", "sapaan", "kamu"]);
    const lines = [20, -30, -15].map((profit_loss) => ({ symbol: "XAUUSD", profit_loss }));
    await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...lines) });
    expect((await jurnal(["report", "--month"])).out).not.toMatch(/\bAnda\b/);
  });
});

describe("one screen", () => {
  /** Lines at 80 columns that a review may take. */
  const MOST = { week: 25, month: 30, year: 34 };

  test("every week, month and year of the sample fits, without the words of statistics", async () => {
    const days = ["2025-04-09", "2025-05-07", "2025-06-04", "2025-07-02"];
    for (const kind of ["week", "month", "year"] as const) {
      for (const day of kind === "year" ? ["2025-07-02"] : days) {
        const out = await text(["--db", months, "report", `--${kind}`, day]);
        expect(out.trimEnd().split("\n").length).toBeLessThanOrEqual(MOST[kind]);
        expect(out).not.toMatch(/95%|p < |\bn = |batas bawah/);
        // What comes next is at most two things, under one label.
        const next = out.slice(out.indexOf("\nBerikut")).split("\n\n")[0] ?? "";
        expect(next.match(/FOKUS/g)).toHaveLength(1);
      }
    }
  });

  test("its lines add up to the journal, and read aloud they say the same", async () => {
    const argv = ["--db", months, "report", "--month", "2025-06"];
    const [out, plain] = [await text(argv), await text([...argv, "--plain"])];
    const money = [...out.matchAll(/^ {2}.*trx +([+-])\$([\d,.]+)/gm)].map(([, sign, amount]) =>
      Number(`${sign}${amount?.replaceAll(",", "")}`),
    );
    expect(money.length).toBeGreaterThanOrEqual(4);
    const { result, days } = await json(argv);
    const total = (values: number[]) => Math.round(100 * values.reduce((a, b) => a + b, 0)) / 100;
    expect(total(money)).toBe(result.net);
    expect(total(days.map(({ sum }: { sum: number }) => sum))).toBe(result.net);
    for (const amount of money) {
      expect(plain).toContain(`Hasil: ${amount < 0 ? "-" : "+"}$${Math.abs(amount).toFixed(2)}`);
    }
    expect(plain).not.toMatch(/[█│▐─]/);
  });

  test("hard days: the week is calm and without figures, a month keeps them", async () => {
    const { jurnal } = fakeWorld();
    const lines = [-500, 20, -80].map((profit_loss) => ({ symbol: "XAUUSD", profit_loss }));
    await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...lines) });
    await jurnal(["session", "set", "--notes", "mau pinjol buat depo lagi"]);
    for (const more of [[], ["--full"], ["--html", "-"]]) {
      const week = (await jurnal(["report", "--week", ...more])).out;
      // The trades themselves are still there below.
      const main = more.includes("-") ? week.split('id="transaksi"')[0] : week;
      expect(main).toContain("Hari-hari ini berat.");
      expect(main).not.toMatch(/\$\d|FOKUS/);
      const month = (await jurnal(["report", "--month", ...more])).out;
      expect(month).toContain("Hari-hari ini berat.");
      expect(month).toContain("-$560.00");
      expect(month).not.toContain("FOKUS");
    }
  });

  test("rupiah write their numbers with a comma, masked reviews hold no money", async () => {
    const { jurnal } = fakeWorld();
    await jurnal(["profile", "edit", "--currency", "IDR", "--balance", "10000000"]);
    const lines = [-2_500_000, 125_000, -50_000].map((profit_loss, at) => ({
      symbol: "BBCA",
      profit_loss,
      exit_time: `2025-07-0${7 + at}T03:00:00Z`,
    }));
    await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...lines) });
    const { out } = await jurnal(["report", "--week"]);
    expect(out).toContain("-Rp2.425.000, 24,3% saldo");
    expect(out).toContain("24,3% saldo hilang, Rp2.500.000 di antaranya pada 7 Jul.");
    expect(out).not.toMatch(/\d\.\d%/);
    const masked = (await jurnal(["report", "--week", "--mask"])).out;
    expect(masked).not.toMatch(/Rp|2\.?500|125|saldo/);
    expect(masked).toContain("-24,25%");
  });
});

describe("--json", () => {
  test("carries what the text says", async () => {
    const month = await json(["--db", closes, "report", "--month", "2025-06"]);
    expect(Object.keys(month)).toEqual([
      "period",
      "today",
      "sessions",
      "balance",
      "booked_costs",
      "bot_names",
      "days",
      "result",
      "before",
      "result_before",
      "changes",
      "sides",
      "hand_closes",
      "mistakes",
      "scores",
      "discipline",
      "promises",
      "rules",
      "distress",
      "headline",
      "boxes",
      "costliest",
      "best",
      "actions",
      "plans",
    ]);
    expect(month.period).toMatchObject({ from: "2025-06-01", to: "2025-06-30", unfinished: false });
    expect(month.before).toMatchObject({ kind: "month", from: "2025-05-01" });
    expect(month.sides.hand.n + month.sides.bots.n).toBe(month.result.n);
    const [close] = month.hand_closes;
    expect(close.trades).toHaveLength(close.closed_by_hand);
    expect(close.comparison.n).toEqual({ a: close.closed_by_hand, b: close.closed_by_bot });
    const compared = await json(["--db", months, "compare", "2025-05", "2025-06"]);
    expect(Object.keys(compared)).toEqual(["by", "period", "a", "b", "differences"]);
    expect(compared.b.net).toBe(month.result.net);
  });

  test("an unfinished period meets as many days of the one before", async () => {
    const week = await json(["--db", months, "report", "--week"]);
    expect(week.period).toMatchObject({ from: "2025-07-07", to: "2025-07-13", unfinished: true });
    expect(week.before).toMatchObject({ from: "2025-06-30", to: "2025-07-02" });
    const range = await json([
      "--db",
      months,
      "report",
      "--from",
      "2025-06-10",
      "--to",
      "2025-06-12",
    ]);
    expect(range.before).toMatchObject({ from: "2025-06-07", to: "2025-06-09" });
  });

  test("reading a review changes no byte of the journal", async () => {
    const before = await json(["--db", months, "report", "--month", "2025-05"]);
    const db = new Database(months);
    const dump = () =>
      JSON.stringify([
        db.prepare("SELECT * FROM ai_mentor_reports").all(),
        db.prepare("SELECT * FROM promises").all(),
        db.prepare("SELECT * FROM mentor_looks").all(),
      ]);
    const was = dump();
    expect(await json(["--db", months, "report", "--month", "2025-05"])).toEqual(before);
    expect(dump()).toBe(was);
    db.close();
  });
});

const made = fc.record({
  profit_loss: fc.integer({ min: -9_000, max: 9_000 }).map((cents) => cents / 100),
  day: fc.integer({ min: 1, max: 8 }),
  stop_loss_used: fc.constantFrom(true, false, null),
  risk_percent: fc.constantFrom(null, 1, 3),
  lot_size: fc.constantFrom(null, 0.1, 0.3),
  bot_id: fc.constantFrom(null, null, 1),
});

test("each day is judged as its own report judges it, and the days add up to the journal", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 40 }), async (trades) => {
      const { jurnal } = fakeWorld();
      await jurnal(["bot", "add", "EA", "--market", "XAUUSD", "--strategy", "x"]);
      const lines = trades.map(({ day, ...trade }, i) => ({
        symbol: "XAUUSD",
        ...trade,
        ticket: String(i),
        exit_time: `2025-07-0${day}T0${i % 9}:${String(10 + i).slice(-2)}:00Z`,
      }));
      await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...lines) });
      const read = async (...argv: string[]) => JSON.parse((await jurnal([...argv, "--json"])).out);
      const month = await read("report", "--month");
      const groups = Object.entries(month.boxes) as [string, Group][];
      const placed = groups.flatMap(([name, { days }]) => days.map((day) => ({ name, ...day })));
      const dates = [...new Set(lines.map((one) => one.exit_time.slice(0, 10)))].sort();
      expect(placed.map(({ date }) => date).sort()).toEqual(dates);
      expect(month.result.days).toBe(dates.length);
      let sum = 0;
      for (const { name, date, net } of placed) {
        const day = await read("report", date);
        if (name.includes("-won") || name.includes("-lost")) expect(day.box).toBe(name);
        const score = month.scores.find((one: { date: string }) => one.date === date)?.score;
        if (day.judged === "hand") expect(score).toBe(day.risk.score);
        expect(net).toBe(day.judged === "hand" ? day.totals.by_hand.net : day.totals.net);
        sum += day.totals.net;
      }
      expect(month.result.net).toBeCloseTo(sum, 6);
      expect(month.sides.hand.net + month.sides.bots.net).toBeCloseTo(month.result.net, 6);
    }),
    { numRuns: 8 },
  );
});

interface Group {
  days: { date: string; net: number }[];
}

describe("what cannot be", () => {
  test.each([
    [["report", "--week", "2025-06"], "--week"],
    [["report", "--month", "2025-06-xx"], "--month"],
    [["report", "--week", "--month"], "--week"],
    [["report", "--month", "--from", "2025-06-01"], "--month"],
    [["report", "--month", "--why", "1"], "--why"],
    [["report", "kemarin", "--week", "kemarin"], "tanggal"],
    [["report", "--month", "2025-08"], "--month"],
    [["compare"], "periode pertama belum diisi"],
    [["compare", "2025-05"], "kedua belum diisi"],
    [["compare", "2025", "2025-05"], "bertumpang tindih"],
    [["compare", "2025-05", "2025-06", "--days", "3"], "--days"],
    [["compare", "--by", "warna", "a", "b"], "--by"],
    [["compare", "--by", "symbol", "XAUUSD"], "kedua belum diisi"],
    [["compare", "--by", "symbol", "XAUUSD", "xauusd", "--symbol", "EURUSD"], "--by"],
    [["compare", "--by", "side", "buy", "long"], "kelompok lain"],
    [["compare", "--by", "bot", "tidak-ada"], "manual, bot"],
  ])("%j is refused by name", async (argv, named) => {
    const { code, out, err } = await fakeWorld().jurnal(["--db", months, ...argv]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(named);
  });

  test("a side or a bot needs no second group", async () => {
    const names = async (...argv: string[]) => {
      const { a, b } = await json(["--db", months, "compare", "--by", ...argv]);
      return [a.name, b.name];
    };
    expect(await names("side")).toEqual(["buy", "sell"]);
    expect(await names("arah", "jual")).toEqual(["sell", "buy"]);
    expect(await names("bot")).toEqual(["dengan tangan", "bot"]);
    expect(await names("bot", "ea gold")).toEqual(["EA Gold", "dengan tangan"]);
  });
});
