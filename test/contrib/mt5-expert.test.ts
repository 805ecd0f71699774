import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { desk } from "../cli/jurnal.ts";
import { writeMt5 } from "../intake/metatrader/mt5-writer.ts";
import { type Model, model, utf16 } from "../intake/statement-model.ts";
import { type Deal, deal, dealsOf, eventOf, serverSeconds } from "./bridge.ts";

/** The expert is compiled with g++ against a small header: there is no compiler of MQL5 for Linux. */
const hasCompiler = spawnSync("g++", ["--version"]).status === 0;
if (!hasCompiler) console.warn("contrib/mt5/JurnalBridge.mq5 is not tested: there is no g++ here");

let expert: string;

beforeAll(() => {
  if (!hasCompiler) return;
  expert = path.join(mkdtempSync(path.join(tmpdir(), "jurnal-mql5-")), "expert");
  const strict = ["-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"];
  const header = ["-include", "test/contrib/mql5.h", "-Wno-deprecated-declarations"];
  const sources = ["contrib/mt5/JurnalBridge.mq5", "test/contrib/mql5-main.cpp"];
  const line = ["-std=c++17", ...strict, ...header, "-x", "c++", ...sources, "-o", expert];
  execFileSync("g++", line, { stdio: "pipe" });
});

const ACCOUNT = "5001234";
const NOW = serverSeconds("2026-11-20 12:00:00");

/** MQL5\Files of one terminal, in which the expert is started and told what happens. */
function terminal({ account = ACCOUNT, currency = "USD", digits = 2 } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-mt5-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, `jurnal-${account}.ndjson`);
  const known: Deal[] = [];
  let clock = "clock\t2\t0";
  const text = () => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return {
    file,
    done: path.join(folder, `jurnal-${account}.done`),
    text,
    lines: () =>
      text()
        .split("\r\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    clock: (hours: number, summer: number) => {
      clock = `clock\t${hours}\t${summer}`;
    },
    /** Adds to the history that each start finds. */
    knows: (...deals: Deal[]) => void known.push(...deals),
    /** Starts the expert, tells it these events, and ends it. */
    run(...events: string[]) {
      const told = [
        `account\t${account}\t${currency}\t${digits}`,
        `now\t${NOW}`,
        clock,
        ...known.map(eventOf),
        "init",
        ...events,
      ];
      execFileSync(expert, [folder], { input: `${told.join("\n")}\n` });
    },
  };
}

const closed = (position: number, more: Partial<Deal> = {}) => {
  const time = NOW - 86_400 + position;
  return [
    deal({ ticket: position * 10, position, time, commission: -0.7, ...more, profit: 0 }),
    deal({
      ticket: position * 10 + 1,
      position,
      type: "sell",
      entry: "out",
      time: time + 600,
      price: 2_305.5,
      profit: 55,
      swap: -0.12,
      ...more,
    }),
  ];
};

describe.skipIf(!hasCompiler)("the expert for MetaTrader 5", () => {
  test("the whole history comes first, each position as one line", () => {
    const here = terminal();
    here.knows(deal({ ticket: 1, type: "balance", profit: 1_000 }));
    here.knows(...closed(100, { stop: 2_290, target: 2_320, comment: 'café "预" \\', magic: 77 }));
    here.knows(
      ...closed(200, { reason: "sl", stop: 2_290 }),
      deal({ ticket: 3_000, position: 300 }),
    );
    here.run();
    expect(here.lines()).toEqual([
      {
        ticket: "100",
        account: ACCOUNT,
        currency: "USD",
        symbol: "XAUUSD",
        side: "buy",
        lot_size: 0.1,
        entry_time: "2026-11-19T12:01:40+02:00",
        exit_time: "2026-11-19T12:11:40+02:00",
        entry_price: 2300,
        exit_price: 2305.5,
        stop_loss: 2290,
        take_profit: 2320,
        stop_loss_used: true,
        take_profit_used: true,
        profit_loss: 54.18,
        commission: -0.7,
        swap: -0.12,
        fee: 0,
        exit_reason: "manual",
        magic: "77",
        comment: 'café "预" \\',
      },
      expect.objectContaining({ ticket: "200", exit_reason: "sl", take_profit_used: false }),
    ]);
    // UTF-8 without a mark.
    expect(readFileSync(here.file).includes(Buffer.from("预"))).toBe(true);
    expect(here.text().startsWith('{"ticket":"100"')).toBe(true);
  });

  test("then each position as it is closed, and a part of it only with the last one", () => {
    const here = terminal();
    const [opening, ...parts] = [
      deal({ ticket: 10, position: 5, time: NOW - 900, volume: 0.3, commission: -1.5 }),
      deal({ ticket: 11, position: 5, entry: "out", type: "sell", time: NOW - 600, profit: 10 }),
      deal({
        ticket: 12,
        position: 5,
        entry: "out",
        type: "sell",
        time: NOW - 300,
        profit: 20,
        volume: 0.2,
      }),
    ] as const;
    here.knows(...closed(100), opening);
    const events = parts.flatMap((part) => [eventOf(part), "transaction"]);
    here.run(...events.slice(0, 2));
    expect(here.lines()).toHaveLength(1);
    here.knows(parts[0]);
    here.run(...events.slice(2), "timer", "timer");
    expect(here.lines()).toHaveLength(2);
    expect(here.lines()[1]).toMatchObject({ ticket: "5", lot_size: 0.3, profit_loss: 28.5 });
    expect(here.lines()[1].partial_closes).toEqual([
      {
        exit_time: "2026-11-20T11:50:00+02:00",
        lot_size: 0.1,
        exit_price: 2300,
        profit_loss: 9.5,
        commission: -0.5,
        swap: 0,
        fee: 0,
      },
    ]);
  });

  test("a restart writes nothing twice, whatever is left of its list and its file", () => {
    const here = terminal();
    here.knows(...closed(100), ...closed(200));
    here.run();
    const whole = here.text();
    here.run("timer");
    expect(here.text()).toBe(whole);
    // The list is lost, or the program ended before it was written.
    rmSync(here.done);
    here.run();
    expect(here.text()).toBe(whole);
    // The file was taken away to be imported.
    rmSync(here.file);
    here.knows(...closed(300));
    here.run();
    expect(here.lines().map(({ ticket }) => ticket)).toEqual(["300"]);
  });

  test("a line that a power cut left unfinished is written again, whole", () => {
    const here = terminal();
    here.knows(...closed(100), ...closed(200));
    here.run();
    const whole = here.text();
    for (const cut of [1, 2, 3, 60]) {
      truncateSync(here.file, whole.length - cut);
      writeFileSync(here.done, "100\r\n");
      here.run();
      const tickets = here
        .text()
        .split(/\r?\n/)
        .flatMap((line) => {
          try {
            return [JSON.parse(line).ticket];
          } catch {
            return [];
          }
        });
      expect([cut, tickets]).toEqual([cut, ["100", "200"]]);
      writeFileSync(here.file, whole);
    }
  });

  test("what cannot be written for now is written later", () => {
    const here = terminal();
    here.knows(...closed(100));
    here.run("full\t1", ...closed(200).map(eventOf), "transaction", "full\t0", "timer");
    expect(here.lines().map(({ ticket }) => ticket)).toEqual(["100", "200"]);
  });

  test("a position that was turned around, or began before the history, is left to the statement", () => {
    const here = terminal();
    here.knows(deal({ ticket: 1, position: 1 }), deal({ ticket: 2, position: 1, entry: "inout" }));
    here.knows(deal({ ticket: 3, position: 1, entry: "out" }));
    here.knows(deal({ ticket: 4, position: 2, entry: "out" }));
    here.run();
    expect(here.text()).toBe("");
  });

  test.each<[hours: number, summer: number, time: string, offset: string]>([
    [2, 0, "2026-07-01 10:00:00", "+02:00"],
    [2, 1, "2026-07-01 10:00:00", "+03:00"],
    [2, 1, "2026-03-29 02:59:59", "+02:00"],
    [2, 1, "2026-03-29 03:00:00", "+03:00"],
    [2, 1, "2026-10-25 02:59:59", "+03:00"],
    [2, 1, "2026-10-25 03:00:00", "+02:00"],
    [2, 2, "2026-03-08 08:59:59", "+02:00"],
    [2, 2, "2026-03-08 09:00:00", "+03:00"],
    [2, 2, "2025-11-02 07:59:59", "+03:00"],
    [2, 2, "2025-11-02 08:00:00", "+02:00"],
    [-5, 2, "2026-01-05 10:00:00", "-05:00"],
    [5.5, 0, "2026-01-05 10:00:00", "+05:30"],
  ])("the server is %d hours ahead, summer time %d: %s is %s", (hours, summer, time, offset) => {
    const here = terminal();
    here.clock(hours, summer);
    const at = serverSeconds(time);
    here.knows(deal({ ticket: 1, position: 1, time: at }));
    here.knows(deal({ ticket: 2, position: 1, time: at, entry: "out" }));
    here.run();
    expect(here.lines()[0].exit_time).toBe(`${time.replace(" ", "T")}${offset}`);
  });
});

const COLUMNS =
  "id account ticket symbol side lot_size entry_time exit_time profit_loss swap".split(" ");

describe.skipIf(!hasCompiler)("bridge, statement and hand are one trade", () => {
  const piped = async (m: Model) => {
    const { account, currency } = m;
    const mt5 = terminal({ account, currency, digits: m.decimals });
    mt5.knows(...dealsOf(m));
    mt5.run();
    const here = desk();
    await here.fine("profile", "edit", "--currency", currency);
    const rows = async () => {
      const list = JSON.parse(await here.fine("trade", "list", "--days", "5000", "--json"));
      return list.map((one: Record<string, unknown>) => COLUMNS.map((column) => one[column]));
    };
    const pipe = () => here.jurnal(["trade", "log", "--stdin"], { input: readFileSync(mt5.file) });
    const statement = path.join(here.folder, "ReportHistory.html");
    writeFileSync(statement, utf16(writeMt5(m)));
    const importOf = (file: string) =>
      here.fine("trade", "import", file, "--server-zone", "+02:00", "--no-input", "--json");
    return { ...here, mt5, rows, pipe, statement, importOf };
  };

  test("the statement after the bridge adds nothing, and the bridge after the statement", async () => {
    await fc.assert(
      fc.asyncProperty(model, async (m) => {
        const { rows, pipe, statement, importOf } = await piped(m);
        expect((await pipe()).err).toContain(`${m.trades.length} dicatat, 0 sudah ada, 0 ditolak`);
        const before = await rows();
        expect(before).toHaveLength(m.trades.length);
        const [outcome] = JSON.parse(await importOf(statement));
        expect(outcome).toMatchObject({ added: 0, known: m.trades.length, changed: 0 });
        expect(await rows()).toEqual(before);
        expect((await pipe()).err).toContain(`0 dicatat, ${m.trades.length} sudah ada, 0 ditolak`);
        expect(await rows()).toEqual(before);
      }),
      { numRuns: 10 },
    );
  });

  test("what was typed by hand, without a ticket, is found when the bridge's file is imported", async () => {
    const mt5 = terminal();
    mt5.knows(...closed(100, { magic: 0 }));
    mt5.run();
    const here = desk();
    await here.fine("profile", "edit", "--currency", "USD");
    const typed = ["XAUUSD", "54.18", "--lot", "0.1", "--side", "buy", "--setup", "pullback"];
    const times = ["--entry", "2026-11-19 10:01", "--exit", "2026-11-19 10:11"];
    await here.fine("trade", "log", ...typed, ...times);
    await here.fine("trade", "import", mt5.file, "--no-input");
    await here.fine("trade", "import", mt5.file, "--no-input");
    const input = readFileSync(mt5.file);
    const { err } = await here.jurnal(["trade", "log", "--stdin"], { input });
    expect(err).toContain("0 dicatat, 1 sudah ada");
    const list = JSON.parse(await here.fine("trade", "list", "--json"));
    expect(list).toMatchObject([
      { id: 1, ticket: "100", account: ACCOUNT, strategy_used: "pullback" },
    ]);
    expect(list).toHaveLength(1);
  });
});
