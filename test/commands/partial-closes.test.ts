import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../seed.ts";
import { type Trial, trial } from "./journal-run.ts";

/** A position that was closed in parts on several days: one trade, and each day its own result. */

const HEAD = "ticket,order,time,type,entry,position_id,volume,price,commission,swap,profit,symbol";
const EPOCH = Date.parse("2026-10-05T00:00:00Z") / 1000;

interface Closing {
  day: number;
  /** In cents. */
  profit: number;
  swap: number;
  lots: number;
}

/** The deals of one position: opened on the first day, closed bit by bit, as a script dumps them. */
function dump(
  position: number,
  commission: number,
  closings: readonly Closing[],
  start = EPOCH,
): string[] {
  const ordered = closings.toSorted((a, b) => a.day - b.day);
  const lots = ordered.reduce((sum, one) => sum + one.lots, 0);
  const cents = (value: number) => (value / 100).toFixed(2);
  const deal = (number: number, at: number, rest: unknown[]) =>
    [position * 100 + number, position * 100 + number, start + at, ...rest].join();
  return [
    deal(0, 3600, [0, 0, position, cents(lots), 1.1, cents(commission), 0, 0, "EURUSD"]),
    ...ordered.map(({ day, profit, swap, lots: closed }, index) =>
      deal(index + 1, day * 86_400 + 7200 + index, [
        ...[1, 1, position, cents(closed), 1.2, 0, cents(swap), cents(profit), "EURUSD"],
      ]),
    ),
  ];
}

const fileOf = (rows: readonly string[]) => `${[HEAD, ...rows].join("\n")}\n`;
const IMPORT = ["--account", "7", "--currency", "USD", "--server-zone", "UTC", "--no-input"];

const days = (journal: Trial, where = "1") =>
  Object.fromEntries(
    journal
      .rows(
        `SELECT session_date, total_trades, ROUND(total_profit_loss, 4) AS net
         FROM trading_sessions WHERE ${where} ORDER BY session_date`,
      )
      .map(({ session_date, total_trades, net }) => [session_date, [total_trades, net]]),
  );

async function told(journal: Trial, ...words: string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await journal.run(...words, "--json")).out);
}

async function imported(rows: readonly string[]): Promise<Trial> {
  const journal = trial();
  await journal.run("profile", "edit", "--zone", "UTC");
  await journal.json("trade", "import", journal.file("deals.csv", fileOf(rows)), ...IMPORT);
  return journal;
}

const CLOSINGS = [
  { day: 0, profit: 40_000, swap: 0, lots: 2 },
  { day: 3, profit: -2_000, swap: -100, lots: 1 },
];
const APART = { "2026-10-05": [0, 399.8], "2026-10-08": [1, -21.1] };

test("each day has its own result, the report says why, and the trade counts once", async () => {
  const journal = await imported(dump(1, -30, CLOSINGS));
  expect(days(journal)).toEqual(APART);
  const first = await journal.run("report", "2026-10-05");
  expect(first.out).toContain("+$399.80 dari #1 EURUSD; sisanya ditutup 8 Okt.");
  expect(first.out).toContain("Tidak ada posisi yang selesai hari ini.");
  const last = await journal.run("report", "2026-10-08");
  expect(last.out).toMatch(/2026 · -\$21\.10/);
  expect(last.out).toContain("+$399.80 dari #1 EURUSD sudah masuk hasil 5 Okt.");
  const stats = await told(journal, "stats");
  expect(stats).toMatchObject({ n: 1, net: 378.7, days: 2, best_day: { net: 399.8 } });
  // A month's result is what was booked in it: here the day on which a part of it was closed.
  const part = await told(journal, "stats", "--from", "2026-10-05", "--to", "2026-10-06");
  expect(part).toMatchObject({ n: 0, net: 399.8 });
  const rest = await told(journal, "stats", "--from", "2026-10-07");
  expect(rest).toMatchObject({ n: 1, net: -21.1, expectancy: 378.7 });
  // Costs go with the part that they were paid for.
  expect(part).toMatchObject({ commission: -0.2, net_of_parts: 399.8 });
  expect(rest).toMatchObject({ commission: -0.1, swap: -1, net_of_parts: -399.8 });
  const week = await journal.run("report", "--week", "2026-10-05");
  expect(week.out).toMatch(/2026 · \+\$378\.70/);
  expect(week.out).toMatch(/Sen 5 Okt +sebagian +\+\$399\.80[\s\S]*Kam 8 Okt +1 trx +-\$21\.10/);
  const whole = await journal.run("report", "--week", "2026-10-05", "--full");
  expect(whole.out).toMatch(/Hasil +\+\$378\.70 dari 1 transaksi/);
  // A range that begins after the first part says what was booked before it.
  const range = await journal.run("report", "--from", "2026-10-07", "--to", "2026-10-09");
  expect(range.out).toContain("memuat -$399.80 dari posisi yang ditutup bertahap");
  const tax = await told(journal, "tax", "2026");
  expect(tax.total).toMatchObject({ trades: 1, gross_profit: 400, gross_loss: -20, net: 378.7 });
  expect((await journal.run("doctor")).code).toBe(0);
});

test("it keeps through edit, delete, undo, another zone and a second import", async () => {
  const rows = dump(1, -30, CLOSINGS);
  const journal = await imported(rows);
  await journal.run("trade", "edit", "1", "--note", "sabar");
  expect(days(journal)).toEqual(APART);
  await journal.run("trade", "delete", "1");
  expect(days(journal)).toEqual({});
  await journal.run("undo");
  expect(days(journal)).toEqual(APART);
  // Two hours after midnight in UTC is the evening before in New York.
  await journal.run("profile", "edit", "--zone", "America/New_York");
  expect(days(journal)).toEqual({ "2026-10-04": [0, 399.8], "2026-10-07": [1, -21.1] });
  await journal.run("undo");
  expect(days(journal)).toEqual(APART);
  const [again] = await journal.json(
    ...["trade", "import", journal.file("deals.csv", fileOf(rows)), ...IMPORT],
  );
  expect(again).toMatchObject({ added: 0, changed: 0, known: 1 });
  // The clock of the server was three hours ahead after all.
  await journal.run("trade", "import", "--rezone", "7", "+03:00");
  expect(days(journal)).toEqual({ "2026-10-04": [0, 399.8], "2026-10-07": [1, -21.1] });
  await journal.run("undo");
  await journal.run("undo", "--import", "1");
  expect(days(journal)).toEqual({});
});

test("a part that changes its day alone changes the totals of both, and doctor counts it too", async () => {
  const other = { day: 1, profit: 300, swap: 0, lots: 1 };
  const journal = await imported([
    ...dump(1, 0, [
      { day: 1, profit: 5_000, swap: 0, lots: 1 },
      { day: 3, profit: 700, swap: 0, lots: 1 },
    ]),
    // Trades of their own keep the two days, and end at noon.
    ...dump(2, 0, [{ ...other, day: 0.4 }]),
    ...dump(3, 0, [{ ...other, day: 1.4 }]),
    ...dump(4, 0, [{ ...other, day: 3.4 }]),
  ]);
  const before = { "2026-10-05": [1, 3], "2026-10-06": [1, 53], "2026-10-08": [2, 10] };
  expect(days(journal)).toEqual(before);
  // Its last part ends at noon: only the first one, of two in the night, is of another day then.
  await journal.run("trade", "edit", "1", "--exit", "2026-10-08 12:00");
  await journal.run("profile", "edit", "--day-start", "05:00");
  const after = { "2026-10-05": [1, 53], "2026-10-06": [1, 3], "2026-10-08": [2, 10] };
  expect(days(journal)).toEqual(after);
  expect((await journal.run("doctor")).code).toBe(0);
  // A column that no trigger counts again.
  const spoilt = new Database(journal.db);
  spoilt.exec("UPDATE trading_sessions SET shifted = 1 WHERE session_date = '2026-10-06'");
  spoilt.close();
  const told = await journal.run("doctor");
  expect(told.code).toBe(1);
  await journal.run("doctor", "--fix");
  expect(days(journal)).toEqual(after);
  await journal.run("undo");
  expect(days(journal)).toEqual(before);
});

test("an import that is taken back leaves no day behind that later ones made for its trades", async () => {
  const [opened, first, last] = dump(1, 0, CLOSINGS) as [string, string, string];
  const journal = trial();
  await journal.run("profile", "edit", "--zone", "UTC");
  for (const rows of [[opened], [last], [first]]) {
    await journal.run("trade", "import", journal.file("d.csv", fileOf(rows)), ...IMPORT);
  }
  expect(Object.keys(days(journal))).toEqual(["2026-10-05", "2026-10-08"]);
  await journal.run("undo", "--import", "2");
  expect(days(journal)).toEqual({});
  const edited = await imported(dump(1, 0, CLOSINGS));
  await edited.run("trade", "edit", "1", "--exit", "2026-10-20 12:00");
  expect(Object.keys(days(edited))).toEqual(["2026-10-05", "2026-10-20"]);
  await edited.run("undo", "--import", "1");
  expect(days(edited)).toEqual({});
});

test("a day of parts with a trade of its own loses only the parts", async () => {
  const other = [{ day: 0, profit: -700, swap: 0, lots: 1 }];
  const journal = await imported([...dump(1, -30, CLOSINGS), ...dump(2, 0, other)]);
  expect(days(journal)).toEqual({ "2026-10-05": [1, 392.8], "2026-10-08": [1, -21.1] });
  await journal.run("trade", "delete", "1");
  expect(days(journal)).toEqual({ "2026-10-05": [1, -7] });
  expect((await journal.run("doctor")).code).toBe(0);
});

test("an export brings it along, whole or trade by trade", async () => {
  const journal = await imported(dump(1, -30, CLOSINGS));
  for (const words of [["--all"], [], ["--format", "csv"]]) {
    const { out } = await journal.run("export", ...words);
    const other = trial();
    await other.run("profile", "edit", "--zone", "UTC");
    const isWhole = words[0] === "--all";
    const file = other.file(words[1] === "csv" ? "e.csv" : "e.ndjson", out);
    const told = isWhole
      ? await trialRestore(other, file)
      : await other.run("trade", "import", file, "--no-input");
    expect(told.code, told.err).toBe(0);
    expect(days(other), words.join(" ")).toEqual(APART);
  }
  const piped = trial();
  await piped.run("profile", "edit", "--zone", "UTC");
  await piped.pipe((await journal.run("export")).out, ["trade", "log", "--stdin"]);
  expect(days(piped)).toEqual(APART);
});

test("parts of an export are taken as far as money goes, or the file is refused with them", async () => {
  const of = async (amount: number, text?: string) => {
    const journal = trial();
    await journal.run("profile", "edit", "--zone", "UTC", "--currency", "IDR");
    const part = { exit_time: "2026-10-05T05:00:00Z", lot_size: 1, exit_price: 3300 };
    const costs = { commission: 0, swap: 0, fee: 0 };
    const line = {
      ...{ id: 1, session_date: "2026-10-08", currency: "IDR", symbol: "XAUUSD", ticket: "1" },
      ...{ entry_time: "2026-10-05T01:00:00Z", exit_time: "2026-10-08T05:00:00Z" },
      profit_loss: 2 * amount,
      partial_closes: text ?? [{ ...part, profit_loss: amount, ...costs }],
    };
    const file = journal.file("e.ndjson", `${JSON.stringify(line)}\n`);
    return { journal, told: await journal.run("trade", "import", file, "--no-input") };
  };
  const rich = await of(1_500_000_000);
  expect(rich.told.code, rich.told.err).toBe(0);
  expect(days(rich.journal)).toEqual({ "2026-10-05": [0, 15e8], "2026-10-08": [1, 15e8] });
  for (const [amount, text] of [
    [2e13, undefined],
    [5, "[{}]"],
    [5, "banyak"],
  ] as const) {
    const { journal, told } = await of(amount, text);
    expect(told.code).toBe(1);
    expect(told.err + told.out).toMatch(/penutupan sebagian|uang yang masih bisa/);
    expect(days(journal)).toEqual({});
  }
});

/** A whole export goes into a journal that holds nothing, not even a changed profile. */
async function trialRestore(other: Trial, file: string) {
  await other.run("undo");
  return other.run("import", file);
}

test("a list of parts that is none is refused with its field", async () => {
  const journal = trial();
  const line = { symbol: "XAUUSD", profit_loss: 5, partial_closes: [{ exit_time: "kemarin" }] };
  const { out } = await journal.pipe(JSON.stringify(line), ["trade", "log", "--stdin"]);
  expect(JSON.parse(out)).toMatchObject({ status: "rejected", field: "partial_closes" });
});

const closing = fc.record({
  day: fc.integer({ min: 0, max: 4 }),
  profit: fc.integer({ min: -50_000, max: 50_000 }),
  swap: fc.integer({ min: -500, max: 500 }),
  lots: fc.integer({ min: 1, max: 9 }),
});

test("whatever is closed when, days add up to what the broker booked on them", async () => {
  const positions = fc.array(fc.array(closing, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  const booksAlike = async (all: Closing[][]) => {
    // Without a commission of the opening, what a day brings is the sum of its closing deals.
    const journal = await imported(all.flatMap((one, index) => dump(index + 1, 0, one)));
    const booked = new Map<string, number>();
    for (const { day, profit, swap } of all.flat()) {
      const date = new Date((EPOCH + day * 86_400) * 1000).toISOString().slice(0, 10);
      booked.set(date, (booked.get(date) ?? 0) + profit + swap);
    }
    const found = Object.entries(days(journal)) as [string, [number, number]][];
    expect(found.map(([date, [, net]]) => [date, Math.round(net * 100)]).toSorted()).toEqual(
      [...booked].toSorted(),
    );
    expect(found.reduce((sum, [, [n]]) => sum + n, 0)).toBe(all.length);
    expect((await journal.run("doctor")).code).toBe(0);
  };
  await fc.assert(fc.asyncProperty(positions, booksAlike), runs(12));
});

test("the day of a part is looked up, not looked for among all days", () => {
  const db = new Database(":memory:");
  db.exec(readFileSync("schema.sql", "utf8"));
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT * FROM early_results").all();
  const steps = (plan as { detail: string }[]).map(({ detail }) => detail);
  expect(steps.filter((step) => /^SCAN [ed]\b|\(user_id=\?\)/.test(step))).toEqual([]);
  expect(steps.some((step) => /^SEARCH d .*session_date=\?/.test(step))).toBe(true);
});

test("`tax` of a year and `stats` of its days book the same money, parts over New Year too", async () => {
  const closing = fc.record({
    day: fc.integer({ min: 0, max: 100 }),
    profit: fc.integer({ min: -9_000, max: 9_000 }),
    swap: fc.integer({ min: -200, max: 0 }),
    lots: fc.integer({ min: 1, max: 9 }),
  });
  const position = fc.record({
    commission: fc.integer({ min: -300, max: 0 }),
    closings: fc.array(closing, { minLength: 1, maxLength: 3 }),
  });
  const start = Date.parse("2025-11-15T00:00:00Z") / 1000;
  const agree = async (positions: { commission: number; closings: Closing[] }[]) => {
    const rows = positions.flatMap((one, index) =>
      dump(index + 1, one.commission, one.closings, start),
    );
    const journal = await imported(rows);
    // Nothing ends after February, and no range after today.
    for (const [year, to] of [["2025", "12-31"] as const, ["2026", "10-31"] as const]) {
      const range = ["--from", `${year}-01-01`, "--to", `${year}-${to}`];
      const stats = await journal.run("stats", ...range, "--json");
      // A year without any trade has no figures.
      const { net, commission, swap } = JSON.parse(stats.out || '{ "net": 0 }');
      const total = (await told(journal, "tax", year)).total as Record<string, number>;
      expect([total.net, total.commission, total.swap]).toEqual([net, commission ?? 0, swap ?? 0]);
      // Before costs: what was won less what was lost.
      const gross = (total.gross_profit ?? 0) + (total.gross_loss ?? 0);
      expect(gross).toBeCloseTo(net - (commission ?? 0) - (swap ?? 0), 6);
    }
  };
  const positions = fc.array(position, { minLength: 1, maxLength: 5 });
  await fc.assert(fc.asyncProperty(positions, agree), runs(6));
});
