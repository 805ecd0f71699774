import Database from "better-sqlite3";
import stringWidth from "fast-string-width";
import { beforeEach, describe, expect, test } from "vitest";
import { fakeWorld, linesOf } from "../world.ts";

type Here = ReturnType<typeof fakeWorld>;

/** Wednesday, 9 July 2025, 19:00 in Jakarta. */
const MOODS = ["tenang", "cemas", "percaya diri", "fomo", "marah", "frustrasi"];
const at = (date: string, time: string) => `${date}T${time}:00Z`;

/** So many trades a day from 2 June on, with a bad week, a deposit in the middle, moods now and then. */
async function summer(initial: string[] = ["--balance", "3000"]): Promise<Here> {
  const here = fakeWorld();
  const fine = async (line: string[], more = {}) => {
    const done = await here.jurnal(line, [], more);
    if (done.code !== 0) throw new Error(`${line.join(" ")}: ${done.err}`);
  };
  await fine(["profile", "edit", "--zone", "WIB", ...initial]);
  const lines: object[] = [];
  for (let day = 0; day < 38; day++) {
    const ms = Date.parse("2025-06-02T00:00:00Z") + day * 86_400_000;
    const date = new Date(ms).toISOString().slice(0, 10);
    if (new Date(ms).getUTCDay() % 6 === 0 || day % 11 === 8) continue;
    for (let n = 0; n <= (day * 7) % 5; n++) {
      const isBad = day > 15 && day < 23;
      const size = ((day * 37 + n * 53) % 90) + 4.25;
      const isLoss = isBad ? (day + n) % 4 > 0 : (day + n) % 3 === 0;
      lines.push({
        symbol: n % 2 === 0 ? "XAUUSD" : "EURUSD",
        side: "buy",
        lot_size: 0.05,
        profit_loss: isLoss ? -size : size,
        stop_loss_used: true,
        risk_percent: 1,
        entry_time: at(date, `0${2 + n}:05`),
        exit_time: at(date, `0${2 + n}:45`),
      });
    }
    if (day % 3 === 0) {
      const now = () => ms + 3_600_000;
      await fine(["mood", "set", MOODS[day % 6] ?? "tenang"], { now });
    }
  }
  await fine(["trade", "log", "--stdin"], { input: linesOf(...lines) });
  return here;
}

const SCREENS: Record<string, { argv: string[]; columns: number[] }> = {
  calendar: { argv: ["calendar", "juni"], columns: [60, 80, 120] },
  equity: { argv: ["equity"], columns: [60, 80, 160] },
  distribution: { argv: ["distribution"], columns: [60, 80, 120] },
};
const LOOKS = { "": [], "-ascii": ["--ascii"], "-plain": ["--plain"] };

describe("screens that draw", () => {
  let here: Here;
  beforeEach(async () => {
    here = await summer();
  });

  test.each(Object.keys(SCREENS))("%s", async (name) => {
    const { argv = [], columns: all = [] } = SCREENS[name] ?? {};
    for (const columns of all) {
      for (const [look, options] of Object.entries(LOOKS)) {
        if (look !== "" && columns !== 80) continue;
        const { code, out, err } = await here.jurnal([...argv, ...options], [], { columns });
        expect([code, err]).toEqual([0, ""]);
        const widths = out.split("\n").map((line) => stringWidth(line));
        expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
        await expect(out).toMatchFileSnapshot(`../golden/${name}-${columns}${look}.txt`);
      }
    }
  });

  test("colour adds nothing but colour", async () => {
    const env = { ...here.world.env, NO_COLOR: undefined };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of
    const sgr = /\u001b\[\d+m/g;
    for (const { argv } of Object.values(SCREENS)) {
      const { out } = await here.jurnal(argv, [], { env });
      expect(out).toMatch(sgr);
      expect(out.replace(sgr, "")).toBe((await here.jurnal(argv)).out);
      // Read aloud there is none.
      const aloud = await here.jurnal([...argv, "--plain"], [], { env });
      expect(aloud.out).not.toMatch(sgr);
    }
  });

  test("with --plain nothing is drawn, whatever the command", async () => {
    await here.jurnal(["report"]);
    await here.jurnal(["bot", "add", "EA Gold", "--market", "XAUUSD", "--strategy", "breakout"]);
    for (const line of [
      "",
      "history --days 60",
      "history --days 60 --ascii",
      "calendar",
      "calendar 2025-06",
      "equity",
      "equity --symbol XAUUSD --days 5",
      "distribution",
      "distribution --by money",
      "report",
      "trade list",
      "trade show 3",
      "mood list",
      "session show",
      "bot list",
      "profile list",
      "config list",
      "doctor",
      "feedback fomo",
      "promise list",
      "status",
      "rule list",
      "trade import --list",
      "mood set tenang",
      "undo",
      "report 2026-01-01",
      "calendar besok2",
    ]) {
      const { out, err } = await here.jurnal([...line.split(" ").filter(Boolean), "--plain"]);
      const drawn = (out + err).replace(/[\p{L}\p{N}\p{P}\p{Sc}\s+<>=]/gu, "");
      expect([line, (out + err).length > 0, drawn]).toEqual([line, true, ""]);
      expect([line, /[-_=]{3}|\u00b7/.test(out + err)]).toEqual([line, false]);
    }
  });

  test("with --plain the numbers are the same", async () => {
    const calendar = JSON.parse((await here.jurnal(["calendar", "2025-06", "--json"])).out);
    const told = (await here.jurnal(["calendar", "2025-06", "--plain"])).out;
    for (const day of calendar.days) {
      const amount = Math.abs(day.total_profit_loss).toFixed(2);
      if (day.total_trades > 0) expect(told).toContain(`$${amount}, ${day.total_trades} transaksi`);
    }
    const spread = JSON.parse((await here.jurnal(["distribution", "--json"])).out);
    const rows = (await here.jurnal(["distribution", "--plain"])).out.match(/^.*R: \d+/gm) ?? [];
    expect(rows.map((row) => Number(/\d+$/.exec(row)?.[0]))).toEqual(
      spread.bins.map(({ n }: { n: number }) => n),
    );
  });
});

/** What --json says of a command line. */
async function json(here: Here, ...line: string[]) {
  const { code, out, err } = await here.jurnal([...line, "--json"]);
  expect([line, code, err]).toEqual([line, 0, ""]);
  return JSON.parse(out);
}

describe("the curve", () => {
  test("starts at the balance of its first day, and at zero for some of the trades", async () => {
    const here = await summer();
    const whole = await json(here, "equity");
    expect(whole).toMatchObject({ kind: "balance", by: "trade", start: 3_000 });
    const july = await json(here, "equity", "--from", "2025-07-01");
    const june = await json(here, "equity", "--period", "juni");
    expect(july.start).toBe(june.points.at(-1).value);
    expect(july.points.at(-1).value).toBe(whole.points.at(-1).value);
    const gold = await json(here, "equity", "--symbol", "XAUUSD");
    expect(gold).toMatchObject({ kind: "result", start: 0 });
    expect(gold.points.length).toBeLessThan(whole.points.length);
    expect(gold.drawdown.fraction).toBe(
      (await json(here, "stats", "--symbol", "XAUUSD")).max_drawdown_fraction,
    );
  });

  test("of many trades goes by day, to the same end", async () => {
    const here = await summer();
    const before = await json(here, "equity");
    const lines = Array.from({ length: 150 }, () => ({
      symbol: "XAUUSD",
      profit_loss: 0.1,
      exit_time: "2025-07-09T04:00:00Z",
    }));
    await here.jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...lines) });
    const after = await json(here, "equity");
    expect(after.by).toBe("day");
    expect(after.points.at(-1).value).toBe(before.points.at(-1).value + 15);
    const days = after.points.map(({ session_date }: { session_date: string }) => session_date);
    expect([...new Set(days)].sort()).toEqual(days);
    // The same by way of a filter that lets all through.
    const filtered = await json(here, "equity", "--manual");
    expect(filtered.points.map(({ profit_loss }: { profit_loss: number }) => profit_loss)).toEqual(
      after.points.map(({ profit_loss }: { profit_loss: number }) => profit_loss),
    );
  });

  test("shows deposits as marks and not as profit", async () => {
    const here = await summer();
    const before = await json(here, "equity");
    const db = new Database(here.file);
    const flow = db.prepare(
      `INSERT INTO cash_flows (user_id, external_key, time, kind, amount) VALUES (1, ?, ?, ?, ?)`,
    );
    flow.run("a", "2025-06-18 20:00:00", "deposit", 500.1);
    flow.run("b", "2025-06-25 03:00:00", "withdrawal", -100.2);
    flow.run("c", "2025-06-25 04:00:00", "deposit", 0.2);
    flow.run("d", "2024-01-01 00:00:00", "deposit", 9_000);
    flow.run("e", null, "deposit", 9_000);
    db.close();
    const after = await json(here, "equity");
    const results = ({ points }: { points: { id?: number; profit_loss: number }[] }) =>
      points.flatMap(({ id, profit_loss }) => (id === undefined ? [] : [profit_loss]));
    expect(results(after)).toEqual(results(before));
    expect(after.drawdown.amount).toBe(before.drawdown.amount);
    expect(after.points.at(-1).value).toBeCloseTo(before.points.at(-1).value + 400.1, 8);
    // 20:00 UTC is the next day in Jakarta.
    expect(
      after.cash_flows.map(({ session_date, amount }: Record<string, unknown>) => [
        session_date,
        amount,
      ]),
    ).toEqual([
      ["2025-06-19", 500.1],
      ["2025-06-25", -100.2],
      ["2025-06-25", 0.2],
    ]);
    const { out } = await here.jurnal(["equity"]);
    expect(out).toContain("2 setoran +$500.30, 1 penarikan -$100.20.");
    expect(out).toMatch(/▲ +◆/);
    const ascii = await here.jurnal(["equity", "--ascii"]);
    expect(ascii.out).toMatch(/\^ +x/);
  });

  test("without a balance is the sum of results; without trades it says so", async () => {
    const here = await summer([]);
    expect(await json(here, "equity")).toMatchObject({ kind: "result", start: 0 });
    expect((await here.jurnal(["equity"])).out).toMatch(/^Hasil kumulatif per transaksi/);
    const none = await here.jurnal(["equity", "--period", "2024"]);
    expect([none.code, none.out]).toEqual([0, "Belum ada transaksi (2024).\n"]);
    const fresh = fakeWorld();
    await fresh.jurnal(["mood", "set", "tenang"]);
    expect(await json(fresh, "equity")).toMatchObject({ points: [], drawdown: null });
  });
});

describe("the month", () => {
  test("is this one, one by name, or the month of a day; nothing else", async () => {
    const here = await summer();
    const monthOf = async (...words: string[]) => (await json(here, "calendar", ...words)).from;
    expect(await monthOf()).toBe("2025-07-01");
    expect(await monthOf("bulan lalu")).toBe("2025-06-01");
    expect(await monthOf("2024-02")).toBe("2024-02-01");
    expect(await monthOf("november")).toBe("2024-11-01");
    expect(await monthOf("30/6")).toBe("2025-06-01");
    for (const words of ["2025", "minggu lalu", "entah", "2025-06-01..2025-07-02"]) {
      const { code, err } = await here.jurnal(["calendar", words]);
      expect([words, code]).toEqual([words, 2]);
      expect(err).toContain(words);
      expect(err).toMatch(/bulan, misalnya/);
    }
  });

  test("marks today, and money grows shorter as the cells do", async () => {
    const here = await summer();
    expect((await here.jurnal(["calendar"])).out).toContain("[9]");
    expect((await here.jurnal(["calendar", "juni"])).out).not.toContain("[");
    const line = { symbol: "XAUUSD", profit_loss: -1_234_567.89 };
    await here.jurnal(["trade", "log", "--stdin"], [], { input: linesOf(line) });
    for (const [columns, text] of [
      [60, "-$1.2M"],
      [80, "-$1.2M"],
      [120, "-$1,234,"],
    ] as const) {
      const { out } = await here.jurnal(["calendar"], [], { columns });
      expect(out).toContain(text);
      for (const row of out.split("\n")) expect(stringWidth(row)).toBeLessThanOrEqual(columns);
    }
  });

  test("fits when every day has thousands of trades and rupiah by the billion", async () => {
    const here = fakeWorld();
    await here.jurnal(["profile", "edit", "--currency", "IDR", "--zone", "WIB"]);
    await here.jurnal(["mood", "set", "percaya diri"]);
    const db = new Database(here.file);
    const day = db.prepare(
      `INSERT INTO trading_sessions (session_date, total_trades, total_profit_loss, emotions)
       VALUES (?, 12345, ?, 'frustrasi')`,
    );
    for (let date = 10; date <= 31; date++)
      day.run(`2025-07-${date}`, (-1) ** date * 987_654_321_098);
    db.close();
    for (const columns of [60, 61, 67, 80, 200]) {
      const { code, out } = await here.jurnal(["calendar"], [], { columns });
      expect(code).toBe(0);
      for (const row of out.split("\n")) expect(stringWidth(row)).toBeLessThanOrEqual(columns);
    }
  });
});

describe("the spread of results", () => {
  test("is in R where risks are known, else in money, and says how much is known", async () => {
    const here = await summer();
    expect(await json(here, "distribution")).toMatchObject({ by: "r", trades: 81, n: 81 });
    expect(await json(here, "distribution", "--by", "money")).toMatchObject({ by: "money" });
    const bad = await here.jurnal(["distribution", "--by", "lot"]);
    expect([bad.code, bad.err.includes("r atau money")]).toEqual([2, true]);
    const other = fakeWorld();
    await other.jurnal(["trade", "log", "XAUUSD", "12", "--no-input"]);
    expect(await json(other, "distribution")).toMatchObject({ by: "money", n: 1 });
    expect((await other.jurnal(["distribution"])).out).toContain("0 dari 1 transaksi");
    expect((await other.jurnal(["distribution", "--by", "r"])).out).toContain("R belum bisa");
    expect(await json(other, "distribution", "--by", "r")).toMatchObject({ n: 0, bins: [] });
    expect(await json(other, "distribution", "--period", "2024")).toMatchObject({ trades: 0 });
  });
});
